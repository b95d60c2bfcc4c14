"""A project folder: everything that a study reads, loaded and checked at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from twin.criteria.pack import Pack
from twin.ground.errors import InputError, Problem
from twin.ground.hashing import content_hash, file_hash
from twin.io.catalogue import read_products
from twin.io.climate import read_climate_table
from twin.io.community import load_community
from twin.io.defaults import default_folder
from twin.io.epw import read_epw
from twin.io.pack import read_pack
from twin.io.scenario import read_scenario
from twin.io.world import read_world
from twin.model.building import Community
from twin.model.programme import Scenario
from twin.scenario.desk import Options
from twin.weather.climate import ClimateTable
from twin.weather.quality import QualityReport
from twin.weather.series import WeatherYear

COMMUNITY: Final = "baoting"
"""Community that is used where none is named."""
PACK: Final = "provisional-1.5c.yaml"
"""Criteria pack that is used where none is named."""
SCENARIOS: Final = (
    "baseline",
    "cool_envelope",
    "electrify",
    "deep_retrofit",
    "windows_ajar",
)
"""Embedded scenarios, the baseline first."""

_SOURCE: Final = "scenarios"


@dataclass(frozen=True, slots=True, kw_only=True)
class Folders:
    """Where the inputs of a project lie."""

    buildings: Path
    scenarios: Path
    weather: Path
    packs: Path


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Project:
    """Inputs of a study, read and checked."""

    folders: Folders
    community: Community
    scenarios: tuple[Scenario, ...]
    weather: WeatherYear
    quality: QualityReport
    climate: ClimateTable
    pack: Pack
    files: tuple[tuple[str, str], ...]
    """Name and SHA-256 of every input file."""

    def run_id(self, options: Options) -> str:
        """Return the name of a run: a hash of all inputs and options but threads.

        Parameters
        ----------
        options
            Options of the study.

        Returns
        -------
        str
            Twelve hexadecimal digits.
        """
        settings = (
            options.seed,
            options.futures,
            options.start,
            options.years,
            options.hourly,
            options.assessment,
        )
        names = tuple(one.name for one in self.scenarios)
        return content_hash((self.files, settings, names))[:12]


def find_folders(root: Path | None) -> Folders:
    """Return the input folders of a project.

    Parameters
    ----------
    root
        Project folder with ``buildings``, ``scenarios``, ``weather`` and ``packs``,
        or None for the working folder if it has them, else the embedded ones.

    Returns
    -------
    Folders
        The four folders.

    Raises
    ------
    InputError
        `root` lacks one of them.
    """
    kinds = ("buildings", "scenarios", "weather", "packs")
    here = Path.cwd() if root is None else root
    missing = [kind for kind in kinds if not (here / kind).is_dir()]
    if not missing:
        return Folders(**{kind: here / kind for kind in kinds})
    if root is None:
        return Folders(
            buildings=default_folder("buildings"),
            scenarios=default_folder("scenarios"),
            weather=default_folder("weather"),
            packs=default_folder("packs"),
        )
    problems = [
        Problem(path=kind, message="folder is missing; `twin init` makes one")
        for kind in missing
    ]
    raise InputError(str(root), problems)


def scenario_path(name: str, folder: Path) -> Path:
    """Return the file of a scenario given by name or by path.

    Parameters
    ----------
    name
        Name of a file in the scenario folder without its ending, or a path.
    folder
        Scenario folder.

    Returns
    -------
    Path
        Path that may or may not exist.
    """
    return _named(name, folder)


def pack_path(name: str | None, folder: Path) -> Path:
    """Return the file of a criteria pack given by name or by path.

    Parameters
    ----------
    name
        Name of a file in the pack folder without its ending, or a path; None for
        the embedded pack.
    folder
        Pack folder.

    Returns
    -------
    Path
        Path that may or may not exist.
    """
    return folder / PACK if name is None else _named(name, folder)


def _named(name: str, folder: Path) -> Path:
    """Return a YAML file of a folder by name, or the path that was given."""
    given = Path(name)
    if given.suffix in {".yaml", ".yml"} or given.parent != Path():
        return given
    return folder / f"{name}.yaml"


def load_project(
    root: Path | None = None,
    *,
    scenarios: Sequence[str] = SCENARIOS,
    community: str = COMMUNITY,
    pack: str | None = None,
) -> Project:
    """Return everything that a study reads.

    Parameters
    ----------
    root
        Project folder, see `find_folders`.
    scenarios
        Names or paths of scenarios, the first is the baseline.
    community
        Name of a folder in ``buildings``.
    pack
        Name or path of a criteria pack; None for the embedded one.

    Returns
    -------
    Project
        Checked inputs with their hashes.

    Raises
    ------
    InputError
        A file is not usable; carries all problems of that file.
    """
    folders = find_folders(root)
    catalogue = folders.buildings / "catalogue"
    products = read_products(catalogue / "products.yaml")
    world = read_world(catalogue / "world.yaml")
    home = _inside(folders.buildings, community, "community")
    loaded = load_community(home, products, world)
    paths = [scenario_path(name, folders.scenarios) for name in scenarios]
    plans = tuple(read_scenario(path, products, world) for path in paths)
    _check_names(plans)
    site = loaded.site
    weather_path = _inside(folders.weather, site.weather_file, "weather_file")
    climate_path = _inside(folders.weather, site.climate_table, "climate_table")
    climate = read_climate_table(climate_path)
    for path, plan in zip(paths, plans, strict=True):
        _check_pathway(path, plan, climate)
    criteria = pack_path(pack, folders.packs)
    judge = read_pack(criteria)
    weather, quality = read_epw(weather_path)
    read = [("catalogue", catalogue / f"{name}.yaml") for name in ("products", "world")]
    read += [("scenarios", path) for path in paths]
    read += [("weather", weather_path), ("weather", climate_path), ("packs", criteria)]
    files = [*loaded.file_hashes, *_hashed(read)]
    return Project(
        folders=folders,
        community=loaded,
        scenarios=plans,
        weather=weather,
        quality=quality,
        climate=climate,
        pack=judge,
        files=tuple(sorted(files)),
    )


def _hashed(paths: Sequence[tuple[str, Path]]) -> list[tuple[str, str]]:
    """Return kind and name of each file, wherever it lies, and its hash."""
    names = [f"{kind}/{path.name}" for kind, path in paths]
    earlier = [names[:number].count(name) for number, name in enumerate(names)]
    return [
        (f"{name} ({count + 1})" if count else name, file_hash(path))
        for name, count, (_, path) in zip(names, earlier, paths, strict=True)
    ]


def _inside(folder: Path, name: str, path: str) -> Path:
    """Return a path below a folder, or refuse one that leaves it."""
    found = (folder / name).resolve()
    if not found.is_relative_to(folder.resolve()):
        problem = Problem(path=path, message=f"must stay inside {folder}", given=name)
        raise InputError(str(folder), [problem])
    return found


def _check_names(scenarios: Sequence[Scenario]) -> None:
    """Refuse two scenarios of one name."""
    names = [one.name for one in scenarios]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        problems = [
            Problem(path="name", message="scenarios need different names", given=name)
            for name in twice
        ]
        raise InputError(_SOURCE, problems)


def _check_pathway(path: Path, scenario: Scenario, climate: ClimateTable) -> None:
    """Refuse a scenario whose climate pathway the site's table lacks."""
    if scenario.climate_pathway in climate.pathways:
        return
    problem = Problem(
        path="climate_pathway",
        message=f"allowed: {', '.join(climate.pathways)}",
        given=scenario.climate_pathway,
    )
    raise InputError(str(path), [problem])
