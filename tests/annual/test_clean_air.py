"""Clean air for each person of a full zone: closed forms and the hours themselves."""

import dataclasses
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from twin.annual.gains import zone_gains
from twin.annual.passes import Wanted
from twin.annual.pollutant_pass import AirInputs
from twin.annual.reduce_clean_air import CLEAN_BINS, CLEAN_WIDTH, full_occupancy
from twin.annual.result import clean_air_kept
from twin.annual.simulate import BuildingRun, Task
from twin.io.contaminant import load_contaminants
from twin.io.site import load_site
from twin.model.machine import Ventilation

HALF = (0.5,) * 24
EDGES = (*CLEAN_WIDTH * np.arange(CLEAN_BINS), np.inf)


@pytest.fixture(scope="module")
def breathe(root, products, make_variant, outdoor):
    numbers = load_contaminants(root / "buildings" / "contaminants.yaml")
    site = load_site(root / "buildings" / "baoting" / "site.yaml")

    def run(building, climate=None, **changes):
        one = BuildingRun(
            building=building,
            products=products,
            outdoors={0.0: climate or outdoor},
            co2_outdoor=430.0,
            passes=Wanted(air=AirInputs(contaminants=numbers, site=site)),
        )
        result, hours, _ = one.simulate_air(
            Task(variant=make_variant(**changes), node=0.0)
        )
        return result, hours

    return run


@pytest.fixture(scope="module")
def room(make_zone, make_building, make_usage):
    """A shut room, half full at all hours."""

    def make(flow_outdoor_person=0.0, **changes):
        usage = make_usage(
            occupancy_weekday=HALF,
            occupancy_weekend=HALF,
            flow_outdoor_person=flow_outdoor_person,
        )
        plain = {"windows": (), "is_cooled": False, "usage": usage, "people": 4.0}
        plain |= {"air_change": 1e-9}
        return make_building(make_zone(**plain | changes), n50=0.0)

    return make


def unit(**changes):
    return Ventilation(specific_power=0.0, **changes)


def kept(result):
    return clean_air_kept(result.clean_air, 0.95)[0]


def bin_of(clean):
    """Lower edge of the bin that holds a value."""
    return CLEAN_WIDTH * math.floor(clean / CLEAN_WIDTH)


@pytest.mark.parametrize(
    ("changes", "clean"),
    [
        # Fans by the clock and a cleaner: 0.0210 and 0.0305 m³/s for four people.
        ({"air_change_hours": (1.26,) * 24}, 21.0 / 4.0),
        ({"air_change_hours": (1.26,) * 24, "cleaner_flow": 0.0305}, 51.5 / 4.0),
        # Fans that follow people: full, each has what it is set to.
        ({"flow_outdoor_person": 0.0083}, 8.3),
        ({"ventilation": unit(flow_person=0.0083)}, 8.3),
        ({"ventilation": unit(flow_hours=(0.02,) * 24, flow_person=0.0083)}, 13.3),
        # Whichever asks for more: the unit for those there, the usage for all.
        (
            {
                "ventilation": unit(flow_hours=(0.03,) * 24),
                "flow_outdoor_person": 0.0083,
            },
            8.3,
        ),
        # Exhaust only, without leaks.
        ({"ventilation": unit(flow_person=0.0083, is_balanced=False)}, 8.3),
        # Three storeys alike hold three times the people and the air.
        (
            {"air_change_hours": (0.3,) * 24, "cleaner_flow": 0.0305, "multiplier": 3},
            35.5 / 4.0,
        ),
    ],
)
def test_a_full_room_has_what_fans_and_cleaners_bring_each(
    room, breathe, steady_outdoor, changes, clean
):
    result, _ = breathe(room(**changes), steady_outdoor(20.0))
    assert kept(result) == pytest.approx(bin_of(clean))
    assert result.clean_air.sum() == 8760.0


def test_leaks_add_to_exhaust_as_the_legs_of_a_right_angle_when_full_too(
    room, breathe, steady_outdoor
):
    leak = 1.8 * 60.0 / 3600.0
    exhaust = unit(flow_person=0.0083, is_balanced=False)
    result, hours = breathe(
        room(ventilation=exhaust, air_change=1.8), steady_outdoor(20.0)
    )
    assert hours.flow_outdoor[-1, 0] == pytest.approx(math.hypot(leak, 2 * 0.0083))
    wanted = 1000.0 * math.hypot(leak, 4 * 0.0083) / 4.0
    assert kept(result) == pytest.approx(bin_of(wanted))


def test_hours_of_a_lived_in_house_are_in_their_bins(house, breathe):
    """Windows open and shut; against numpy over the hours themselves."""
    zones = tuple(
        dataclasses.replace(
            one,
            cleaner_flow=0.01,
            usage=dataclasses.replace(one.usage, flow_outdoor_person=0.004),
        )
        for one in house.zones
    )
    building = dataclasses.replace(house, zones=zones)
    result, hours = breathe(building, cooker="lpg")
    gains = zone_gains(building)
    found = clean_air_kept(result.clean_air, 0.95)
    for z, zone in enumerate(building.zones):
        there = gains.is_occupied[:, z] > 0.0
        added = 0.004 * (zone.people - gains.people[:, z])
        clean = hours.flow_outdoor[:, z] + added + zone.cleaner_flow
        each = 1000.0 * clean[there] / zone.people
        assert np.histogram(each, EDGES)[0].tolist() == result.clean_air[z].tolist()
        exact = np.percentile(each, 5.0, method="inverted_cdf")
        assert 0.0 <= exact - found[z] < CLEAN_WIDTH + 1e-9
        assert (each >= found[z]).mean() >= 0.95


def test_a_room_that_nobody_uses_has_no_number(room, breathe, steady_outdoor):
    result, _ = breathe(room(people=0.0, air_change=0.5), steady_outdoor(20.0))
    assert result.clean_air.sum() == 0.0
    assert np.isnan(kept(result))


def test_who_comes_beyond_the_nominal_number_makes_it_fuller(room):
    building = room()
    people = np.full((8760, 1), 2.0)
    people[4000] = 7.0
    assert full_occupancy(building, people).tolist() == [[7.0, 0.0]]
    assert full_occupancy(building, people[:100]).tolist() == [[4.0, 0.0]]


@given(values=st.lists(st.floats(0.0, 60.0), min_size=1, max_size=60))
def test_at_least_the_share_of_hours_has_what_is_kept(values):
    bins = np.histogram(values, EDGES)[0].astype(float)
    found = float(clean_air_kept(bins, 0.95))
    assert (np.array(values) >= found).mean() >= 0.95
    higher = found + CLEAN_WIDTH
    is_open = found == CLEAN_WIDTH * (CLEAN_BINS - 1)
    assert is_open or (np.array(values) >= higher).mean() < 0.95
