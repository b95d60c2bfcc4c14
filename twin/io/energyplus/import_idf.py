"""An IDF brought in: a detailed building file and a report of what became of it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from twin.ground.errors import InputError, Problem
from twin.io.energyplus.idf_file import IdfFile, read_idf
from twin.io.energyplus.neutral import is_without_effect
from twin.io.energyplus.objects import fold
from twin.io.energyplus.reader import Reading, read_epjson
from twin.io.energyplus.write_detailed import Ids, Writer

_IGNORED: Final = ("not read", "left out")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What became of one object, or of all of a type."""

    line: int
    """Line of the IDF, zero where it has none."""
    kind: str
    name: str
    done: str
    is_ignored: bool
    """Left out; else approximated."""

    def __str__(self) -> str:
        """Return the entry as one line."""
        place = f"line {self.line}: " if self.line else ""
        return f"{place}{self.kind} {self.name}: {self.done}".replace(" :", ":")


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """A building file and what the IDF holds beyond it."""

    path: Path
    """File that was written."""
    report: Path
    """Report that was written."""
    reading: Reading
    version: str
    """Version that the IDF names."""
    expected: str
    """Version of the dictionary."""
    taken: Mapping[str, int]
    """Objects taken as they are, or with what `entries` say, by type."""
    entries: tuple[Entry, ...]
    ids: Mapping[str, str]
    """Identifier by type and name, where they differ."""

    @property
    def volume(self) -> float:
        """Volume of all storeys [m³]."""
        zones = self.reading.building.zones
        return sum(one.volume * one.multiplier for one in zones)


def import_idf(path: Path, folder: Path, idd: Path | None = None) -> Imported:
    """Write the building of an IDF and the report.

    Parameters
    ----------
    path
        IDF of EnergyPlus 25.2.
    folder
        Folder for both files, made if need be.
    idd
        Dictionary; None for one made from the installed EnergyPlus.

    Returns
    -------
    Imported
        What was written and what became of each object.

    Raises
    ------
    InputError
        The IDF cannot be read; nothing is written.
    """
    idf = read_idf(path, idd)
    try:
        reading = read_epjson(idf.raw, path.stem)
    except InputError as error:
        problems = [_placed(one, idf) for one in error.problems]
        raise InputError(str(path), problems) from error
    writer = Writer(reading, f"EnergyPlus {idf.version} model {path.name}")
    text = writer.text()
    stem = Ids().of("file", path.stem)
    entries = tuple(_entries(reading, idf))
    found = Imported(
        path=folder / f"{stem}.yaml",
        report=folder / f"{stem}.import.txt",
        reading=reading,
        version=idf.version,
        expected=idf.expected,
        taken=_taken(idf, entries),
        entries=entries,
        ids=_zone_ids(reading) | writer.ids.changed(),
    )
    folder.mkdir(parents=True, exist_ok=True)
    found.path.write_text(text, encoding="utf-8")
    found.report.write_text("\n".join(lines_of(found)) + "\n", encoding="utf-8")
    return found


def lines_of(found: Imported) -> Iterator[str]:
    """Yield the report.

    Parameters
    ----------
    found
        What was imported.

    Yields
    ------
    str
        One line each.
    """
    building = found.reading.building
    yield f"IDF of EnergyPlus {found.version}, read with the IDD of {found.expected}"
    yield (
        f"{len(building.zones)} zones, floor area {building.floor_area:.1f} m², volume "
        f"{found.volume:.1f} m³ (storeys multiplied)"
    )
    for title, is_ignored in (("approximated", False), ("ignored", True)):
        some = [one for one in found.entries if one.is_ignored == is_ignored]
        yield f"{title}: {len(some)}"
        yield from (f"  {one}" for one in some)
    yield f"taken: {sum(found.taken.values())} objects"
    yield from (f"  {kind}: {count}" for kind, count in found.taken.items())
    yield f"names written as other identifiers: {len(found.ids)}"
    yield from (f"  {name} → {one}" for name, one in found.ids.items())


def _entries(reading: Reading, idf: IdfFile) -> Iterator[Entry]:
    """Yield what became of objects, types that are left out object by object."""
    for kind in filter(is_without_effect, idf.raw):
        for name in _names(idf, kind):
            line = idf.text.line_of(kind, name)
            done = "not read, says nothing about the building"
            yield Entry(line=line, kind=kind, name=name, done=done, is_ignored=True)
    for one in reading.notices:
        is_ignored = any(word in one.done for word in _IGNORED)
        names = [one.name]
        if one.done.startswith("not read"):
            names = _names(idf, one.kind)
        for name in names:
            yield Entry(
                line=idf.text.line_of(one.kind, name),
                kind=one.kind,
                name=name,
                done="not read" if len(names) > 1 else one.done,
                is_ignored=is_ignored,
            )


def _taken(idf: IdfFile, entries: tuple[Entry, ...]) -> dict[str, int]:
    """Return how many objects of each type are in the building."""
    left = {fold(one.kind) for one in entries if one.done.startswith("not read")}
    left |= {fold(kind) for kind in idf.raw if is_without_effect(kind)}
    return {
        kind: len(objects)
        for kind, objects in idf.raw.items()
        if fold(kind) not in left
    }


def _names(idf: IdfFile, kind: str) -> list[str]:
    """Return the names of all objects of a type."""
    objects = [one for key, one in idf.raw.items() if fold(key) == fold(kind)]
    return [str(name) for one in objects for name in one]


def _zone_ids(reading: Reading) -> dict[str, str]:
    """Return the identifiers of zones whose names are none."""
    zones = reading.building.zones
    pairs = zip(reading.zone_names, zones, strict=True)
    return {f"zone {name}": one.name for name, one in pairs if name != one.name}


def _placed(problem: Problem, idf: IdfFile) -> Problem:
    """Return a problem with the line of the object that it is about."""
    kind, _, rest = problem.path.partition(".")
    names = _names(idf, kind)
    own = [one for one in names if rest == one or rest.startswith(f"{one}.")]
    line = idf.text.line_of(kind, max(own, key=len, default=""))
    path = f"line {line}: {problem.path}" if line else problem.path
    return Problem(path=path, message=problem.message, given=problem.given)
