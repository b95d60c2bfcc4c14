"""Where people are and what they breathe there: sums of hours, by hand."""

import dataclasses

import numpy as np
import pytest

from twin.annual.exposure_pass import EXPOSURE
from twin.annual.passes import Wanted
from twin.annual.pollutant_pass import AirInputs
from twin.annual.pollutant_rooms import FORMALDEHYDE, NO2, PM25_INDOOR, PM25_OUTDOOR
from twin.annual.simulate import BuildingRun, Task
from twin.annual.whereabouts import (
    dwelling_of,
    dwelling_presence,
    group_hours,
    zone_whereabouts,
)
from twin.ground.calendar import month_of_hour
from twin.health.heat_index import CAUTION, heat_index_rothfusz
from twin.io.contaminant import load_contaminants
from twin.io.household import load_households
from twin.io.site import load_site
from twin.model.building import BuildingUse


@pytest.fixture(scope="module")
def households(root):
    return load_households(root / "buildings" / "households.yaml")


@pytest.fixture(scope="module")
def home(make_zone, make_usage, make_building):
    """A living room, a bedroom twice as large, and a second bedroom."""
    living = make_zone("living", floor_area=20.0)
    beds = [
        make_zone(name, floor_area=area, usage=make_usage(is_bedroom=True))
        for name, area in (("large", 30.0), ("small", 10.0))
    ]
    return make_building(living, *beds)


def _names(households):
    return [one.name for one in households.groups]


def test_every_hour_of_every_group_is_spent_somewhere(households, home):
    hours = group_hours(households)
    inside = zone_whereabouts(home, households).sum(axis=1)
    away = hours.outdoors + sum(hours.places.values())
    assert inside.shape == (8760, len(households.groups))
    assert np.abs(inside + away - 1.0).max() < 1e-12


def test_people_sleep_in_bedrooms_by_their_size_and_wake_elsewhere(households, home):
    there, hours = zone_whereabouts(home, households), group_hours(households)
    assert there[:, 0] == pytest.approx(hours.awake)
    assert there[:, 1] == pytest.approx(0.75 * hours.asleep)
    assert there[:, 2] == pytest.approx(0.25 * hours.asleep)


def test_a_single_room_is_for_day_and_night(households, make_zone, make_building):
    there = zone_whereabouts(make_building(make_zone()), households)
    hours = group_hours(households)
    assert there[:, 0] == pytest.approx(hours.awake + hours.asleep)


def test_each_dwelling_holds_all_hours_of_its_own_people(households, home):
    first, *rest = home.zones
    zones = (
        dataclasses.replace(first, dwelling="one"),
        *(dataclasses.replace(one, dwelling="two") for one in rest),
    )
    block = dataclasses.replace(home, zones=zones)
    there, hours = zone_whereabouts(block, households), group_hours(households)
    assert dwelling_of(block).tolist() == [[1, 0, 0], [0, 1, 1]]
    for own in dwelling_of(block):
        inside = np.einsum("z,hzg->hg", own, there)
        assert inside == pytest.approx(hours.awake + hours.asleep)


def test_guests_are_there_in_their_months_only(
    households, home, make_usage, make_zone, make_building
):
    months = (1.0, 1.0, 0.5, *(0.0,) * 8, 2.0)
    usage = make_usage(presence_month=months)
    flat = make_building(make_zone(usage=usage))
    there, hours = zone_whereabouts(flat, households), group_hours(households)
    share = np.minimum(months, 1.0)[month_of_hour()][:, None]
    assert there[:, 0] == pytest.approx(share * (hours.awake + hours.asleep))
    assert dwelling_presence(flat).tolist() == [[1, 1, 0.5, *(0.0,) * 8, 1.0]]


def test_pupils_fill_a_school_but_not_in_their_holidays(households, home):
    school = dataclasses.replace(home, use=BuildingUse.SCHOOL)
    there = zone_whereabouts(school, households)
    place = _names(households).index("pupil")
    summer = np.isin(month_of_hour(), (6, 7))
    assert there[~summer][:, :, place].sum() > 1000.0
    assert there[summer][:, :, place].sum() == 0.0
    others = np.delete(there, place, axis=2)
    assert others.sum() == 0.0
    assert there[9, :, place] == pytest.approx(np.array([1, 1, 1]) / 3.0)  # as people


def test_exposure_is_the_hours_weighted_by_presence(
    root, households, home, products, make_variant, outdoor
):
    """Oracle: the hours themselves, multiplied and added outside the kernel."""
    site = load_site(root / "buildings" / "baoting" / "site.yaml")
    air = AirInputs(
        contaminants=load_contaminants(root / "buildings" / "contaminants.yaml"),
        site=site,
    )
    run = BuildingRun(
        building=home,
        products=products,
        outdoors={0.0: outdoor},
        co2_outdoor=430.0,
        passes=Wanted(air=air, households=households),
    )
    kept, hours, polluted = run.simulate_air(Task(variant=make_variant(), node=0.0))
    there = zone_whereabouts(home, households)
    index = np.vectorize(heat_index_rothfusz)(hours.temp_air, hours.humidity_relative)
    kinds = {
        "pm25_outdoor": polluted[..., PM25_OUTDOOR],
        "pm25_indoor": polluted[..., PM25_INDOOR],
        "no2": polluted[..., NO2],
        "formaldehyde": polluted[..., FORMALDEHYDE],
        "heat": np.maximum(index - CAUTION, 0.0),
    }
    assert tuple(kinds) == EXPOSURE
    assert kept.exposure.shape == (3, len(households.groups), len(EXPOSURE))
    for number, series in enumerate(kinds.values()):
        wanted = np.einsum("hzg,hz->zg", there, series)
        assert kept.exposure[..., number] == pytest.approx(wanted, rel=1e-9, abs=1e-9)
    assert kept.exposure.min() >= 0.0
    assert kept.exposure[..., :4].sum() > 0.0
