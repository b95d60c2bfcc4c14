"""Which sensor hangs where and who sleeps where: a YAML file."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated

from pydantic import Field

from twin.ground.errors import InputError, Problem
from twin.io.schema import Identifier, Strict, load_yaml, parse

Code = Annotated[str, Field(min_length=1, max_length=512)]
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
        Every problem of the file.
    """
    found = parse(SensorMapFile, load_yaml(path), str(path))
    return Placing(
        sensors={key: Place(x.building, x.zone) for key, x in found.sensors.items()},
        persons={key: Place(x.building, x.zone) for key, x in found.persons.items()},
        ignore=found.ignore,
    )
