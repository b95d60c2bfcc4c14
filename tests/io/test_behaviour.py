"""Behaviours are read strictly, and each of their numbers has a source."""

import math

import pytest
import yaml

from twin.air.opening import OpeningState, opening_rules, opening_share
from twin.ground.errors import InputError
from twin.ground.quality import Status
from twin.io.behaviour import BEHAVIOURS_FILE, load_behaviours
from twin.io.defaults import default_folder

EMBEDDED = default_folder("buildings") / BEHAVIOURS_FILE


@pytest.fixture
def raw():
    return yaml.safe_load(EMBEDDED.read_text(encoding="utf-8"))


@pytest.fixture
def read(tmp_path):
    def load(content):
        path = tmp_path / BEHAVIOURS_FILE
        path.write_text(yaml.safe_dump(content), encoding="utf-8")
        return load_behaviours(path)

    return load


def problems(error):
    return {one.path: one.message for one in error.value.problems}


def test_the_embedded_behaviours_are_those_of_the_page():
    found = load_behaviours(EMBEDDED).behaviours
    assert set(found) == {
        "closed", "european_home", "hainan_rural", "hainan_school", "hainan_urban",
        "hotel", "office", "open_hall",
    }  # fmt: skip
    assert all(one.name == name for name, one in found.items())


def test_every_embedded_number_tells_its_source_and_status():
    notes = load_behaviours(EMBEDDED).sources
    assert notes["share_cooking"].status is Status.ASSUMPTION
    assert notes["office.temp_band"].status is Status.DERIVED


def test_a_behaviour_is_read_as_written(read, raw):
    raw["behaviours"]["closed"]["share_cooling"] = 0.125
    raw["behaviours"]["closed"]["sleep_hours"] = [1] + [0] * 23
    closed = read(raw).behaviours["closed"]
    assert closed.share_cooling == 0.125
    assert closed.sleep_hours == (1.0,) + (0.0,) * 23
    assert closed.humidity_opening == 1.0


def test_all_problems_are_told_at_once(read, raw):
    rural = raw["behaviours"]["hainan_rural"]
    rural["share_sleep_least"] = 0.9
    rural["temp_outdoor_least"] = 25
    rural["temp_outdoor_most"] = 22
    raw["sources"]["share_mots"] = {"text": "x", "status": "A"}
    with pytest.raises(InputError) as error:
        read(raw)
    found = problems(error)
    assert "share_sleep_most" in found["behaviours.hainan_rural.share_sleep_least"]
    assert "temp_outdoor_most" in found["behaviours.hainan_rural.temp_outdoor_least"]
    assert "share_most" in found["sources.share_mots"]


def test_a_number_without_a_source_is_refused(read, raw):
    del raw["sources"]["share_empty"]
    with pytest.raises(InputError) as error:
        read(raw)
    assert "source" in problems(error)["behaviours.office.share_empty"]
    assert "behaviours.hainan_rural.share_empty" not in problems(error)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("share_most", 1.2),
        ("temp_band", 0.0),
        ("airing_hours", [0.1] * 23),
        ("sleep_hours", [0.5] * 24),
        ("share_mots", 0.5),
        ("temp_opening", "warm"),
        ("temp_opening", math.nan),
    ],
)
def test_what_is_out_of_range_or_unknown_is_refused(read, raw, key, value):
    raw["behaviours"]["office"][key] = value
    with pytest.raises(InputError) as error:
        read(raw)
    assert any(f"office.{key}" in path for path in problems(error))


def test_an_empty_file_names_what_is_missing(read):
    with pytest.raises(InputError) as error:
        read({"sources": {}})
    assert "behaviours" in problems(error)


def share(name, **state):
    """Return the opening of an embedded behaviour on a hot noon, somebody in."""
    hour = OpeningState(29.0, 33.0, 0.7, 0.0, 1.0, 0.0, 0.0, 0.0, 0.0)
    rules = opening_rules(load_behaviours(EMBEDDED).behaviours[name])
    return opening_share(rules, hour._replace(**state))


def test_nobody_cooks_over_wood_behind_shut_windows():
    assert share("hainan_rural", is_burning=1.0) == pytest.approx(0.9)
    assert share("hainan_rural", temp_outdoor=8.0, is_burning=1.0) == pytest.approx(0.9)
    assert share("hainan_urban", temp_outdoor=34.0, is_burning=1.0) >= 0.5


def test_a_market_hall_is_no_closed_room():
    assert share("open_hall", temp_air=46.0, is_present=0.0) == 1.0
    assert share("open_hall", temp_air=10.0, temp_outdoor=5.0, is_cooling=1.0) == 1.0


def test_a_sealed_facade_stays_shut():
    for state in ({"temp_air": 45.0}, {"is_burning": 1.0}, {"is_asleep": 1.0}):
        assert share("closed", **state) == 0.0


def test_the_line_of_the_office_follows_the_curve_it_stands_for():
    """Haldi and Robinson (2008): logit p = 0.22 T − 5.64, from 20 to 32 °C."""
    for temp in range(20, 33):
        curve = 1.0 / (1.0 + math.exp(5.64 - 0.22 * temp))
        line = share("office", temp_air=float(temp), temp_outdoor=18.0)
        assert line == pytest.approx(curve, abs=0.03)
