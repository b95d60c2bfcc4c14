"""Hours of sensors and people as tables, names already made up."""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from twin.ground.types import IntArray
from twin.io.instant import offset_text
from twin.io.measured_write import lines_text
from twin.validate.measured_hours import HourMeans
from twin.validate.measured_join import SensorHours
from twin.validate.measured_people import WearableHours


def sensor_table(names: Sequence[str], hours: SensorHours, utc_offset: float) -> str:
    """Return the hours of sensors as CSV text.

    Parameters
    ----------
    names
        Made-up name of each sensor.
    hours
        Their hours.
    utc_offset
        Standard time of the site minus UTC [h].

    Returns
    -------
    str
        A row a sensor, quantity and hour.
    """
    header = ("sensor", "building_id", "zone", "hour", "quantity", "unit", "value")

    def rows() -> Iterator[tuple[object, ...]]:
        for quantity, means in hours.means.items():
            unit = hours.units[quantity]
            for subject, hour, value in _rows(means, utc_offset):
                place = hours.places[subject]
                key = (names[subject], place.building, place.zone, hour)
                yield (*key, quantity, unit, value)

    return lines_text(header, rows())


def person_table(names: Sequence[str], hours: WearableHours, utc_offset: float) -> str:
    """Return the hours of people as CSV text.

    Parameters
    ----------
    names
        Made-up name of each person.
    hours
        Their hours.
    utc_offset
        Standard time of the site minus UTC [h].

    Returns
    -------
    str
        A row a person, quantity and hour.
    """
    tables: Mapping[str, HourMeans] = {"share asleep": hours.sleep, **hours.others}

    def rows() -> Iterator[tuple[object, ...]]:
        for quantity, means in tables.items():
            for subject, hour, value in _rows(means, utc_offset):
                yield (names[subject], hour, quantity, value)

    return lines_text(("person", "hour", "quantity", "value"), rows())


def _rows(means: HourMeans, utc_offset: float) -> Iterator[tuple[int, str, float]]:
    """Yield subject, begin of the hour with offset, and value."""
    zone = offset_text(round(60.0 * utc_offset))
    begins = _begins(means.hour)
    for subject, begin, value in zip(
        means.subject.tolist(), begins, means.value.tolist(), strict=True
    ):
        yield subject, f"{begin}:00:00{zone}", value


def _begins(hour: IntArray) -> list[str]:
    """Return hours as ISO 8601 writes them, to the hour."""
    moments = hour.astype("datetime64[h]")
    return [str(one) for one in np.datetime_as_string(moments, unit="h")]
