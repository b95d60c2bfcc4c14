"""Find the input files of a run by their SHA-256 and lay them out as a project."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from twin.ground.errors import InputError, Problem
from twin.ground.hashing import file_hash
from twin.io.bundle_manifest import INPUTS, wrong_name
from twin.io.feature import COMMUNITY_FILE
from twin.io.project import Folders
from twin.io.schema import load_yaml
from twin.io.site import SITE_FILE
from twin.io.untrusted import read_within

KINDS: Final = ("scenarios", "weather", "packs")
"""Folders of a project whose files a run names by kind."""

_NUMBER: Final = re.compile(r"^(?P<name>.*?)(?: \((?P<number>\d+)\))?$")


@dataclass(frozen=True, slots=True, kw_only=True)
class RunInputs:
    """Input files of a run as the members of a bundle."""

    members: Mapping[str, bytes]
    """Content by name of the member."""
    community: str
    """Folder of the community in ``inputs/buildings``."""
    scenario_files: tuple[str, ...]
    """Member of each scenario, in the order of the run."""


def gather_inputs(
    manifest: Mapping[str, object],
    folders: Folders,
    more: Sequence[Path],
    source: str,
) -> RunInputs:
    """Return the input files that a run was computed from.

    Parameters
    ----------
    manifest
        Manifest of the run: its files with their SHA-256, its site and scenarios.
    folders
        Folders of the project.
    more
        Files or folders that lie elsewhere.
    source
        Run, for messages.

    Returns
    -------
    RunInputs
        Contents, every one with the SHA-256 of the run.

    Raises
    ------
    InputError
        A file is nowhere to be found as it was when the run was made.
    """
    files = manifest["files"]
    site = manifest["site"]
    rows = manifest["scenarios"]
    if not (
        isinstance(files, dict) and isinstance(site, dict) and isinstance(rows, list)
    ):
        raise InputError(source, [Problem(path="manifest", message="is none of a run")])
    names = [str(one["name"]) for one in rows]
    known = _by_name(folders, more)
    found = {str(name): _find(str(name), str(h), known) for name, h in files.items()}
    lost = [
        Problem(
            path=name,
            message="no file of the project has the SHA-256 of the run; it changed "
            "since, or lies elsewhere: give it by --input",
            given=files[name],
        )
        for name, path in found.items()
        if path is None
    ]
    if lost:
        raise InputError(source, lost)
    there = {name: path for name, path in found.items() if path is not None}
    community = there[COMMUNITY_FILE].resolve().parent.name
    members, scenarios = {}, {}
    for name, path in there.items():
        member = member_of(name, community, site)
        members[member] = read_within(path)
        if name.startswith("scenarios/"):
            scenarios[str(load_yaml(path).get("name"))] = member
    wrong = [
        Problem(path=one, message=wrong_name(one)) for one in members if wrong_name(one)
    ]
    if wrong:
        raise InputError(source, wrong)
    return RunInputs(
        members=members,
        community=community,
        scenario_files=tuple(scenarios[one] for one in names),
    )


def find_input(
    name: str, digest: str, folders: Folders, more: Iterable[Path]
) -> bytes | None:
    """Return an input file of a run as it was, if it is still to be found.

    Parameters
    ----------
    name
        Name of the file in the manifest of the run.
    digest
        Its SHA-256.
    folders
        Folders of the project.
    more
        Further files or folders.

    Returns
    -------
    bytes or None
        Content.
    """
    path = _find(name, digest, _by_name(folders, more))
    return read_within(path) if path else None


def _by_name(folders: Folders, more: Iterable[Path]) -> dict[str, list[Path]]:
    """Return every file of a project, and of further places, by its last name."""
    places = [
        folders.buildings,
        folders.scenarios,
        folders.weather,
        folders.packs,
        *more,
    ]
    known: dict[str, list[Path]] = {}
    for place in places:
        inside = sorted(place.rglob("*")) if place.is_dir() else [place]
        for path in inside:
            if path.is_file():
                known.setdefault(path.name, []).append(path)
    return known


def _find(name: str, digest: str, known: Mapping[str, list[Path]]) -> Path | None:
    """Return the file that has a name and a hash."""
    bare = _parts(name)[0].rsplit("/", maxsplit=1)[-1]
    return next((one for one in known.get(bare, []) if file_hash(one) == digest), None)


def _parts(name: str) -> tuple[str, str]:
    """Return the name of a file in a run, and its number among those of one name."""
    match = _NUMBER.match(name)
    return (match["name"], match["number"] or "") if match else (name, "")


def member_of(name: str, community: str, site: Mapping[str, object]) -> str:
    """Return where a file lies in the project inside a bundle.

    Parameters
    ----------
    name
        Name of the file in the manifest of the run.
    community
        Folder of the community.
    site
        Site, which names its weather files.

    Returns
    -------
    str
        Name of the member.
    """
    bare, number = _parts(name)
    kind, _, rest = bare.partition("/")
    if kind in KINDS and rest:
        if kind == "weather":
            rest = _as_site_says(rest, site)
        if number:
            path = Path(rest)
            rest = str(path.with_name(f"{path.stem}-{number}{path.suffix}"))
        return f"{INPUTS}/{kind}/{rest}"
    if bare in {SITE_FILE, COMMUNITY_FILE}:
        return f"{INPUTS}/buildings/{community}/{bare}"
    return f"{INPUTS}/buildings/{bare}"


def _as_site_says(name: str, site: Mapping[str, object]) -> str:
    """Return the path below ``weather`` by which the site names a file."""
    for key in ("weather_file", "climate_table"):
        given = str(site.get(key, ""))
        if Path(given).name == name:
            return given
    return name
