"""Degree hours, hours of safety and refuges, by hand and on embedded houses."""

import dataclasses

import numpy as np
import pytest

from twin.ground.errors import InputError
from twin.io.project import load_project
from twin.scenario.resilience import (
    Asked,
    choose,
    degree_hours,
    hours_of_safety,
    run_resilience,
)

IDS = ("house_01", "block_90s_1")


@pytest.fixture(scope="module")
def project():
    return load_project(scenarios=["baseline"])


@pytest.fixture(scope="module")
def ask(project):
    def run(ids=IDS, backwards=False, **changes):
        known = project.community
        order = [one for one in known.buildings if one.id in IDS]
        town = dataclasses.replace(
            known, buildings=tuple(reversed(order) if backwards else order)
        )
        return run_resilience(
            town,
            project.scenarios[0],
            project.weather,
            project.climate,
            Asked(buildings=ids, **changes),
        )

    return run


def test_degree_hours_are_summed_by_hand():
    excess = np.array([-1.0, 0.0, 0.5, 2.0, np.nan])
    assert degree_hours(excess) == 2.5


def test_safety_ends_with_the_first_hour_that_is_not_safe():
    assert hours_of_safety(np.array([True, True, False, True])) == 2
    assert hours_of_safety(np.array([False])) == 0
    assert hours_of_safety(np.array([True] * 5)) == 5
    assert hours_of_safety(np.array([20.0, np.nan]) < 30.0) == 1


def test_the_refuge_of_each_dwelling_has_fewest_degree_hours_at_rest(ask):
    found = ask(hours=72)
    off = found.zones[found.zones["power"] == "off"]
    for _, part in off.groupby(["building_id", "dwelling"]):
        best = part["set_above_30_resting_kh"].min()
        refuge = part[part["is_refuge"]]
        assert refuge["set_above_30_resting_kh"].tolist() == [best]
    flats = off[off["building_id"] == "block_90s_1"]
    assert flats["dwelling"].nunique() == 3  # ground, middle and top
    assert off["is_refuge_community"].sum() == 1
    assert (off["hours_h"] == 72).all()


def test_bedrooms_lose_what_cooling_gave_them(ask):
    found = ask(hours=72)
    zones = found.zones.set_index(["building_id", "zone", "power"])
    name = ("block_90s_1", "middle_bedroom")
    lost = zones.loc[(*name, "off")], zones.loc[(*name, "on")]
    assert lost[0]["set_above_30_kh"] > lost[1]["set_above_30_kh"] + 10.0
    assert lost[0]["temp_operative_max_c"] > lost[1]["temp_operative_max_c"]


def test_rooms_do_not_depend_on_the_order_of_buildings(ask):
    one, other = ask(hours=24), ask(hours=24, backwards=True)
    keys = ["building_id", "zone", "power"]
    first = one.zones.sort_values(keys, ignore_index=True)
    assert first.equals(other.zones.sort_values(keys, ignore_index=True))


def test_everything_that_cannot_be_is_told_at_once(project):
    asked = Asked(buildings=("ghost",), hours=0, warming=float("nan"))
    with pytest.raises(InputError) as caught:
        choose(project.community, asked)
    told = str(caught.value)
    for part in ("--building", "--hours: must be from 1 to 8760 (got 0)", "--warming"):
        assert part in told
