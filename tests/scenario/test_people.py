"""Residents over their places: made-up air, means and burdens by hand."""

import dataclasses

import numpy as np
import pytest

from twin.annual.exposure_pass import EXPOSURE
from twin.health.burden import attributable_fraction
from twin.io.household import load_households
from twin.io.project import load_project
from twin.model.building import BuildingUse
from twin.scenario.frames import TableBuilder
from twin.scenario.frames_people import (
    burden_frame,
    exposure_rows,
    inequality_frame,
)
from twin.scenario.frames_place import PlaceSums
from twin.scenario.people import (
    AIR_KINDS,
    has_residents,
    live_in,
    make_timetable,
    place_means,
    zone_exposure,
)

KINDS = len(EXPOSURE)


@pytest.fixture(scope="module")
def town():
    """The embedded community; outdoors every contaminant is at 10 µg/m³."""
    known = load_project(scenarios=["baseline"]).community
    site = dataclasses.replace(
        known.site,
        pm25_outdoor=(10.0,) * 12,
        pm25_shape=(),
        no2_outdoor=(10.0,) * 12,
    )
    air = dataclasses.replace(known.contaminants, formaldehyde_outdoor=10.0)
    return dataclasses.replace(known, site=site, contaminants=air)


@pytest.fixture(scope="module")
def timetable(town):
    return make_timetable(town.buildings, town.households, town.contaminants, town.site)


def _air(town, timetable, level):
    """Exposure in all zones if each hour in a building is at its level."""
    values = np.ones(KINDS)
    values[1] = 0.0  # what is born indoors
    return {
        one.id: level(one) * timetable.hours_zone[one.id][None, :, :, None] * values
        for one in town.buildings
    }


def _first(town, **wanted):
    return next(
        one
        for one in town.buildings
        if all(getattr(one, key) == value for key, value in wanted.items())
    )


def test_the_same_air_everywhere_is_what_everybody_breathes(town, timetable):
    exposures = _air(town, timetable, lambda _: 10.0)
    places = place_means(town.buildings, exposures, timetable)
    for one in filter(has_residents, town.buildings):
        lives = live_in(one, exposures[one.id], places, timetable)
        assert lives.air[..., [0, 2, 3]] == pytest.approx(10.0, rel=1e-12)
        assert lives.air[..., 1].max() == 0.0
        assert lives.people.sum() == pytest.approx(one.residents, rel=1e-12)
        assert lives.hours_untold.max() == 0.0


def test_every_hour_of_a_resident_who_is_always_there_is_told(town, timetable):
    exposures = _air(town, timetable, lambda _: 10.0)
    places = place_means(town.buildings, exposures, timetable)
    home = _first(town, archetype="rural_brick")
    lives = live_in(home, exposures[home.id], places, timetable)
    assert lives.hours == pytest.approx(8760.0, rel=1e-12)
    guest = _first(town, archetype="snowbird_flat")
    lives = live_in(guest, exposures[guest.id], places, timetable)
    assert lives.hours.max() < 0.6 * 8760.0


def test_bad_air_at_school_reaches_pupils_and_nobody_else(town, timetable):
    def level(building):
        return 110.0 if building.use is BuildingUse.SCHOOL else 10.0

    exposures = _air(town, timetable, level)
    places = place_means(town.buildings, exposures, timetable)
    home = _first(town, archetype="urban_2000s")
    lives = live_in(home, exposures[home.id], places, timetable)
    names = [one.name for one in town.households.groups]
    hours = timetable.hours_place["school"].sum(axis=0)
    wanted = 10.0 + 100.0 * hours / 8760.0
    assert lives.air[0, 0, :, 0] == pytest.approx(wanted, rel=1e-12)
    assert [n for n, x in zip(names, wanted, strict=True) if x > 10.1] == ["pupil"]


def test_hours_in_a_place_that_is_not_there_are_told_and_left_out(town, timetable):
    without = [one for one in town.buildings if one.use is not BuildingUse.SCHOOL]
    exposures = _air(town, timetable, lambda _: 10.0)
    places = place_means(without, exposures, timetable)
    assert np.isnan(places["school"]).all()
    home = _first(town, archetype="urban_2000s")
    lives = live_in(home, exposures[home.id], places, timetable)
    hours = timetable.hours_place["school"].sum(axis=0)
    assert lives.hours_untold[0] == pytest.approx(hours)
    assert lives.hours[0] == pytest.approx(8760.0 - hours)
    assert lives.air[..., 0] == pytest.approx(10.0, rel=1e-12)


def test_states_of_a_year_count_by_their_months():
    class Kept:
        def __init__(self, value):
            self.exposure = np.full((1, 1, KINDS), value)

    halves = np.zeros((2, 12))
    halves[0, :3] = 1.0
    halves[1] = 1.0
    weights = {"old": halves, "new": 1.0 - halves}
    found = zone_exposure(
        weights, {"old": Kept(8.0), "new": Kept(4.0)}, np.array([0, 1])
    )
    assert found[:, 0, 0, 0].tolist() == [5.0, 8.0]


@pytest.fixture(scope="module")
def exposure_year(town, timetable):
    """Two homes, one in air of 40 µg/m³, in one year of one future."""
    homes = [
        _first(town, archetype="rural_brick"), _first(town, archetype="urban_2000s")
    ]  # fmt: skip
    exposures = _air(
        town, timetable, lambda one: 40.0 if one.id == homes[1].id else 10.0
    )
    places = place_means(town.buildings, exposures, timetable)
    table = TableBuilder()
    for one in homes:
        lives = live_in(one, exposures[one.id], places, timetable)
        table.add(*exposure_rows(one, lives, town.households, ("baseline", 0), [2025]))
    return table.frame()


def test_the_burden_of_a_row_is_people_times_rate(town, exposure_year):
    households = town.households
    for name in ("worker", "elder"):
        row = exposure_year[exposure_year["group"] == name].iloc[0]
        group = next(one for one in households.groups if one.name == name)
        each = group.mortality.deaths.value * group.mortality.years.value
        share = attributable_fraction(np.array(row["pm25_ug_m3"]), households.pm25)[0]
        wanted = row["people"] * share * each * (1.0 + households.ill_over_lost.value)
        assert row["pm25_daly"] == pytest.approx(wanted, rel=1e-12)
        assert row["pm25_low_daly"] < row["pm25_daly"] < row["pm25_high_daly"]
    young = exposure_year[exposure_year["group"].isin(["infant", "pupil"])]
    assert young["pm25_daly"].max() == 0.0
    assert young["formaldehyde_daly"].min() > 0.0


def test_everybody_is_the_sum_of_the_groups(town, exposure_year):
    frame = burden_frame(exposure_year, town.households)
    for agent, part in frame.groupby("agent"):
        everybody = part[part["group"] == "all"].iloc[0]
        groups = part[part["group"] != "all"]
        assert everybody["burden_daly"] == pytest.approx(groups["burden_daly"].sum())
        assert everybody["people"] == pytest.approx(groups["people"].sum())
        rate = 1e5 * everybody["burden_daly"] / everybody["people"]
        assert everybody["rate_daly"] == pytest.approx(rate), agent
        mean = np.average(groups["exposure_ug_m3"], weights=groups["people"])
        assert everybody["exposure_ug_m3"] == pytest.approx(mean)


def test_the_worst_dwelling_and_group_are_named(town, exposure_year):
    frame = inequality_frame(exposure_year)
    row = frame[frame["agent"] == "pm25"].iloc[0]
    assert row["worst_building_id"] == _first(town, archetype="urban_2000s").id
    assert row["dwelling_ratio"] > 2.0
    people = exposure_year.groupby("group").apply(
        lambda part: np.average(part["pm25_ug_m3"], weights=part["people"]),
        include_groups=False,
    )
    assert row["worst_group"] == people.idxmax()
    assert row["group_ratio"] == pytest.approx(people.max() / people.min())
    even = exposure_year.assign(pm25_ug_m3=7.0)
    row = inequality_frame(even).set_index("agent").loc["pm25"]
    assert row["group_ratio"] == pytest.approx(1.0)
    assert row["dwelling_ratio"] == pytest.approx(1.0)
    assert row["concentration_index"] == pytest.approx(0.0, abs=1e-12)


def test_households_are_those_of_the_file(root, town):
    found = load_households(root / "buildings" / "households.yaml")
    assert found == town.households
    for shares in found.shares.values():
        assert sum(shares) == pytest.approx(1.0)


def test_workplaces_count_by_the_people_who_use_them(town, timetable):
    offices = [one for one in town.buildings if one.use is BuildingUse.OFFICE]
    uneven = [
        dataclasses.replace(one, residents=people)
        for one, people in zip(offices[:2], (30.0, 10.0), strict=True)
    ]
    exposures = _air(
        town, timetable, lambda one: 10.0 if one.id == uneven[0].id else 50.0
    )
    places = place_means(uneven, exposures, timetable)
    names = [one.name for one in town.households.groups]
    found = places["work"][0, names.index("worker"), 0]
    assert found == pytest.approx(20.0, rel=1e-12)


def test_what_is_born_indoors_bears_its_part_of_the_burden(town, timetable):
    home = _first(town, archetype="rural_brick")
    exposures = _air(town, timetable, lambda _: 10.0)
    exposures[home.id] = exposures[home.id].copy()
    exposures[home.id][..., 1] = exposures[home.id][..., 0]
    places = place_means(town.buildings, exposures, timetable)
    lives = live_in(home, exposures[home.id], places, timetable)
    table = TableBuilder()
    table.add(*exposure_rows(home, lives, town.households, ("baseline", 0), [2025]))
    row = table.frame().set_index("group").loc["elder"]
    part = row["pm25_indoor_born_ug_m3"] / row["pm25_ug_m3"]
    assert 0.3 < part < 0.5  # the hours at home have twice the air
    assert row["pm25_indoor_born_daly"] == pytest.approx(part * row["pm25_daly"])


def _levels(building):
    """Air that differs from building to building."""
    return {
        BuildingUse.SCHOOL: 110.0,
        BuildingUse.OFFICE: 30.0,
        BuildingUse.MARKET: 70.0,
    }.get(building.use, 12.0)


def test_what_is_breathed_in_all_places_is_what_is_breathed(town, timetable):
    exposures = _air(town, timetable, _levels)
    places = place_means(town.buildings, exposures, timetable)
    for one in filter(has_residents, town.buildings):
        lives = live_in(one, exposures[one.id], places, timetable)
        hours = sum(stay.hours for stay in lives.stays.values())
        air = sum(stay.air for stay in lives.stays.values())
        assert hours == pytest.approx(lives.hours + lives.hours_untold, rel=1e-12)
        assert air == pytest.approx(lives.air * lives.hours[..., None], rel=1e-9)


def _places(town, timetable, members, level):
    """``place_year`` of all homes; only `members` stand for places."""
    exposures = _air(town, timetable, level)
    places = place_means(members, exposures, timetable)
    sums = PlaceSums()
    for one in filter(has_residents, town.buildings):
        sums.add(live_in(one, exposures[one.id], places, timetable))
    names = [one.name for one in town.households.groups]
    table = TableBuilder()
    table.add(*sums.rows(names, ("baseline", 0), [2025]))
    return table.frame().set_index(["group", "place"])


def test_each_place_has_the_air_of_its_buildings_and_the_hours_of_its_days(
    town, timetable
):
    frame = _places(town, timetable, town.buildings, _levels)
    air = frame["pm25_outdoor_born_ug_m3"]
    assert air["pupil", "school"] == pytest.approx(110.0)
    assert air["pupil", "home"] == pytest.approx(12.0)
    assert air["worker", "outdoors"] == pytest.approx(10.0)
    assert air["worker", "shop"] == pytest.approx(70.0)
    assert frame["pm25_indoor_born_ug_m3"].max() == 0.0
    assert ("elder", "school") not in frame.index
    stay = frame["stay_h"]
    school = timetable.hours_place["school"].sum(axis=0).max()
    assert stay["pupil", "school"] == pytest.approx(school)
    assert stay["farmer"].sum() == pytest.approx(8760.0)
    people = frame["people"].groupby("group").first().sum()
    homes = sum(one.residents for one in town.buildings if has_residents(one))
    assert people == pytest.approx(homes)


def test_a_place_that_no_building_stands_for_keeps_its_hours_without_air(
    town, timetable
):
    without = [one for one in town.buildings if one.use is not BuildingUse.SCHOOL]
    frame = _places(town, timetable, without, lambda _: 10.0)
    row = frame.loc["pupil", "school"]
    assert row["stay_h"] > 1000.0
    kinds = [name for name in frame.columns if name.endswith("_ug_m3")]
    assert len(kinds) == AIR_KINDS
    assert row[kinds].isna().all()
    assert frame.drop(index=("pupil", "school")).notna().all().all()
