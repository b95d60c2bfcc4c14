"""What ``twin check`` does: read everything, name every problem of every file."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from twin.ground.errors import InputError, Problem
from twin.io.carbon_budget import BUDGET_FILE, read_budgets
from twin.io.detailed import read_detailed
from twin.io.money import MONEY_FILE, read_money
from twin.io.pack import read_pack
from twin.io.project import find_folders, load_project
from twin.io.schema import load_yaml
from twin.weather.quality import describe

_VALUED: dict[str, Callable[[Path], object]] = {
    BUDGET_FILE: read_budgets,
    MONEY_FILE: read_money,
}
"""Files of the catalogue that no study reads, but the commands that value a run."""


def check_project(
    root: Path | None, scenarios: Sequence[str], community: str, pack: str | None
) -> Iterator[str]:
    """Yield what was read, line by line.

    Parameters
    ----------
    root
        Project folder.
    scenarios
        Scenarios to check; all files of the scenario folder if empty.
    community
        Folder in ``buildings``.
    pack
        Pack; all files of the pack folder are read as well.

    Yields
    ------
    str
        One line a finding.

    Raises
    ------
    InputError
        Something is wrong; carries the problems of all files that could be read on.
    """
    detailed = [name for name in scenarios if is_detailed(Path(name))]
    for name in detailed:
        yield _describe_detailed(Path(name))
    rest = [name for name in scenarios if name not in detailed]
    if rest or not detailed:
        yield from _check_study(root, rest, community, pack)


def _check_study(
    root: Path | None, scenarios: Sequence[str], community: str, pack: str | None
) -> Iterator[str]:
    """Yield what was read of a project."""
    folders = find_folders(root)
    names = list(scenarios) or sorted(
        str(path) for path in folders.scenarios.glob("*.yaml")
    )
    failures: list[InputError] = []
    for path in sorted(folders.packs.glob("*.yaml")):
        _try(failures, lambda path=path: read_pack(path))  # type: ignore[misc]
    for name, read in _VALUED.items():
        path = folders.buildings / "catalogue" / name
        if path.is_file():
            _try(failures, lambda path=path, read=read: read(path))  # type: ignore[misc]
    for name in names:
        _try(
            failures,
            lambda name=name: load_project(  # type: ignore[misc]
                root, scenarios=[name], community=community, pack=pack
            ),
        )
    if failures:
        raise _joined(failures)
    project = load_project(root, scenarios=names, community=community, pack=pack)
    buildings = project.community.buildings
    zones = sum(len(building.zones) for building in buildings)
    yield f"community {community}: {len(buildings)} buildings, {zones} zones"
    yield f"products: {len(project.community.products)}"
    for one in project.scenarios:
        yield f"scenario {one.name}: {len(one.programmes)} programmes"
    yield f"pack {project.pack.id}: {len(project.pack.criteria)} criteria"
    yield f"weather {project.weather.name}: {project.weather.source_note}"
    for line in describe(project.quality):
        yield f"  {line}"
    yield f"{len(project.files)} files read, no problem found"


def is_detailed(path: Path) -> bool:
    """Return whether a file describes one building in detail.

    Parameters
    ----------
    path
        Name of a scenario, or path of a file.

    Returns
    -------
    bool
        Whether it is a YAML file with zones of its own, or extends such a file.
    """
    if path.suffix != ".yaml" or not path.is_file():
        return False
    raw = load_yaml(path)
    return "zones" in raw or "extends" in raw


def _describe_detailed(path: Path) -> str:
    """Return what a detailed building file holds, once it has no problem."""
    building = read_detailed(path).building
    return (
        f"{path}: detailed building, {len(building.zones)} zones, floor area "
        f"{building.floor_area:.1f} m²: no problem found"
    )


def _try(failures: list[InputError], read: Callable[[], object]) -> None:
    """Keep the failure of a read, if it fails."""
    try:
        read()
    except InputError as error:
        if str(error) not in {str(one) for one in failures}:
            failures.append(error)


def _joined(failures: Sequence[InputError]) -> InputError:
    """Return one error with the problems of all files."""
    if len(failures) == 1:
        return failures[0]
    problems = [
        Problem(
            path=f"{one.source}: {problem.path}",
            message=problem.message,
            given=problem.given,
        )
        for one in failures
        for problem in one.problems
    ]
    return InputError(f"{len(failures)} files", problems)
