"""Which sensor hangs where and who sleeps where: a YAML file."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Final

from pydantic import Field

from twin.ground.errors import InputError, Problem
from twin.io.schema import Identifier, Strict, check, load_yaml

_LONGEST: Final = 512
_TWICE: Final = "is given twice"

Code = Annotated[str, Field(min_length=1, max_length=_LONGEST)]
Title = Annotated[str, Field(min_length=1, max_length=256)]


class PlaceRecord(Strict):
    """A zone of a building."""

    building: Identifier = Field(description="Identifier of the building.")
    zone: Identifier = Field(description="Name of the zone.")


class SensorMapFile(Strict):
    """Places of sensors and people, for `twin import sensors --map`."""

    sensors: dict[Code, PlaceRecord] = Field(
        default_factory=dict, max_length=10_000, description="Zone by sensor."
    )
    persons: dict[Code, PlaceRecord] = Field(
        default_factory=dict,
        max_length=100_000,
        description="Bedroom by person, as the export or `subject.reference` says.",
    )
    ignore: tuple[Title, ...] = Field(
        default=(), max_length=64, description="Columns that are not read."
    )


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A zone of a building."""

    building: str
    zone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Placing:
    """Where everything that was measured belongs."""

    everything: Place | None = None
    """Where all sensors and people are, or None to look them up."""
    sensors: Mapping[str, Place] = field(default_factory=dict)
    persons: Mapping[str, Place] = field(default_factory=dict)
    ignore: tuple[str, ...] = ()
    """Columns that are not read."""

    def places(
        self, source: str, ids: Sequence[str], *, are_persons: bool
    ) -> tuple[Place, ...]:
        """Return the place of each sensor or person.

        Parameters
        ----------
        source
            File that names them, for the message.
        ids
            Sensors or persons.
        are_persons
            Which of the two.

        Returns
        -------
        tuple[Place, ...]
            One place each.

        Raises
        ------
        InputError
            Some have no place; they are counted, not named.
        """
        if self.everything is not None:
            return (self.everything,) * len(ids)
        known, key = (
            (self.persons, "persons") if are_persons else (self.sensors, "sensors")
        )
        missing = sum(one not in known for one in ids)
        if missing:
            message = (
                f"{missing} of {len(ids)} {key} of the file have no place under "
                f"`{key}` of the map; --building and --zone give all the same one"
            )
            raise InputError(source, [Problem(path=key, message=message)])
        return tuple(known[one] for one in ids)


def read_sensor_map(path: Path) -> Placing:
    """Return the places that a file tells.

    Parameters
    ----------
    path
        File to read.

    Returns
    -------
    Placing
        Places by sensor and person.

    Raises
    ------
    InputError
        Every problem of the file; sensors and persons are told by the number of their
        entry, for their codes may be names.
    """
    raw = _load(path)
    codes: dict[str, list[str]] = {"sensors": [], "persons": []}
    problems = []
    for section, names in codes.items():
        entries = raw.get(section)
        if isinstance(entries, dict):
            names.extend(map(str, entries))
            raw[section] = {
                f"entry {number}": value
                for number, value in enumerate(entries.values(), start=1)
            }
        for number, name in enumerate(names, start=1):
            if not 1 <= len(name) <= _LONGEST:
                place = f"{section}.entry {number}"
                message = f"a code has 1 to {_LONGEST} characters, this has {len(name)}"
                problems.append(Problem(path=place, message=message))
    found, more = check(SensorMapFile, raw)
    if found is None or problems:
        raise InputError(str(path), [*problems, *more])
    return Placing(
        sensors=_by_code(codes["sensors"], found.sensors),
        persons=_by_code(codes["persons"], found.persons),
        ignore=found.ignore,
    )


def _by_code(
    codes: Sequence[str], places: Mapping[str, PlaceRecord]
) -> dict[str, Place]:
    """Return the place of each code; both are in the order of the file."""
    return {
        code: Place(one.building, one.zone)
        for code, one in zip(codes, places.values(), strict=True)
    }


def _load(path: Path) -> dict[str, object]:
    """Return the mapping of a file; a code that is there twice is not repeated."""
    try:
        return load_yaml(path)
    except InputError as error:
        if not any(_TWICE in one.message for one in error.problems):
            raise
        problems = [
            Problem(path=one.path, message=f"a key {_TWICE}") for one in error.problems
        ]
        raise InputError(error.source, problems) from None
