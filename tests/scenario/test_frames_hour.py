"""Hours of a building as a table: each zone keeps its own air."""

from types import SimpleNamespace

import numpy as np
import pytest

from twin.annual.pollutant_rooms import NO2, PM25_INDOOR, PM25_OUTDOOR, POLLUTANTS
from twin.scenario.frames_hour import hour_frame

COUNT = 5


@pytest.fixture
def frame():
    """Three zones, the second one cooled; every number tells its zone and hour."""
    zones = tuple(
        SimpleNamespace(name=name, is_cooled=name == "b") for name in ("a", "b", "c")
    )
    hour = np.arange(COUNT, dtype=float)[:, None]
    plain = 10.0 * np.arange(3.0)[None, :] + hour
    hours = SimpleNamespace(
        temp_operative=plain, humidity_relative=plain / 100.0, co2=plain + 400.0,
        cooling=plain, water_removed=np.zeros((COUNT, 3)),
    )  # fmt: skip
    polluted = np.full((COUNT, 3, len(POLLUTANTS)), np.nan)
    for number, place in enumerate((PM25_OUTDOOR, PM25_INDOOR, NO2)):
        polluted[..., place] = 1000.0 * (number + 1) + plain
    outdoor = SimpleNamespace(temp_mean=hour[:, 0])
    building = SimpleNamespace(id="house", zones=zones)
    return hour_frame(building, hours, polluted, outdoor, "baseline")


def test_cooled_zones_come_first_then_the_warmest(frame):
    assert list(dict.fromkeys(frame["zone"])) == ["b", "c", "a"]
    assert frame["hour"].tolist() == [*range(COUNT)] * 3


@pytest.mark.parametrize(
    ("column", "level"),
    [
        ("pm25_outdoor_born_ug_m3", 1000.0),
        ("pm25_indoor_born_ug_m3", 2000.0),
        ("no2_ug_m3", 3000.0),
        ("temp_operative_c", 0.0),
    ],
)
def test_every_hour_of_a_zone_has_its_own_air(frame, column, level):
    place = frame["zone"].map({"a": 0.0, "b": 10.0, "c": 20.0})
    assert frame[column].tolist() == (level + place + frame["hour"]).tolist()
