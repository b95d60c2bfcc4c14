"""Contaminants in rooms: closed forms, an independent integration, conservation."""

import dataclasses
from itertools import pairwise

import numpy as np
import pytest
from scipy.integrate import solve_ivp

from twin.air.link import link_flow
from twin.annual.gains import zone_gains
from twin.annual.passes import Wanted
from twin.annual.pollutant_pass import AirInputs
from twin.annual.pollutant_rooms import (
    CO,
    FORMALDEHYDE,
    NO2,
    PM25_INDOOR,
    PM25_OUTDOOR,
    POLLUTANTS,
    QUANTA,
    cooking_emission,
)
from twin.annual.reduce_pollutants import AIR, AIR_EXTREMES, DAY_BINS
from twin.annual.result import INDEX, PM25_DAY, percentile
from twin.annual.simulate import BuildingRun, Task
from twin.io.contaminant import load_contaminants
from twin.io.site import load_site
from twin.model.building import AirLink
from twin.model.machine import Ventilation
from twin.model.programme import Habits

ALWAYS = (1.0,) * 24


@pytest.fixture(scope="module")
def numbers(root):
    return load_contaminants(root / "buildings" / "contaminants.yaml")


@pytest.fixture(scope="module")
def site(root):
    found = load_site(root / "buildings" / "baoting" / "site.yaml")
    return dataclasses.replace(found, pm25_outdoor=(20.0,) * 12)


@pytest.fixture(scope="module")
def breathe(numbers, site, products, make_variant, outdoor):
    """Simulate a building and its contaminants."""

    def run(building, climate=None, contaminants=None, place=None, **changes):
        inputs = AirInputs(contaminants=contaminants or numbers, site=place or site)
        one = BuildingRun(
            building=building,
            products=products,
            outdoors={0.0: climate or outdoor},
            co2_outdoor=430.0,
            passes=Wanted(air=inputs),
        )
        task = Task(variant=make_variant(**changes), node=0.0)
        return one.simulate_air(task)

    return run


@pytest.fixture(scope="module")
def idle(make_usage):
    """Nobody is there; something hums, so that heat moves at all."""
    return make_usage(
        occupancy_weekday=(0.0,) * 24,
        occupancy_weekend=(0.0,) * 24,
        lighting=0.0,
        appliances=0.02,
        moisture_source=0.0,
        cooling_needs_people=False,
    )


@pytest.fixture(scope="module")
def box(make_zone, make_building, idle):
    """A shut room with a constant fan, nobody in it."""

    def make(air_change=0.5, usage=None, **changes):
        zone = make_zone(
            windows=(),
            is_cooled=False,
            is_heated=False,
            usage=usage or idle,
            air_change=1e-9,
            air_change_hours=(air_change,) * 24,
            **changes,
        )
        return make_building(zone, n50=0.0)

    return make


def test_particles_from_outdoors_settle_at_supply_over_removal(
    box, breathe, numbers, steady_outdoor
):
    _, _, air = breathe(box(), steady_outdoor(20.0))
    wanted = 20.0 * 0.5 / (0.5 + numbers.deposition_pm25)
    assert air[-1, 0, PM25_OUTDOOR] == pytest.approx(wanted, rel=1e-6)
    assert air[-1, 0, PM25_INDOOR] == 0.0


def test_particles_come_through_leaks_only_in_part(
    make_zone, make_building, idle, breathe, numbers, steady_outdoor
):
    zone = make_zone(windows=(), usage=idle, air_change=0.5, is_cooled=False)
    _, _, air = breathe(make_building(zone, n50=0.0), steady_outdoor(20.0))
    removal = 0.5 + numbers.deposition_pm25
    wanted = 20.0 * 0.5 * numbers.penetration_pm25 / removal
    assert air[-1, 0, PM25_OUTDOOR] == pytest.approx(wanted, rel=1e-6)
    assert air[-1, 0, NO2] == pytest.approx(
        numbers.no2_outdoor * 0.5 / (0.5 + numbers.decay_no2), rel=1e-6
    )
    assert air[-1, 0, CO] == pytest.approx(numbers.co_outdoor, rel=1e-6)


def test_a_filter_keeps_its_share_of_particles_and_lets_gas_pass(
    make_zone, make_building, idle, breathe, numbers, steady_outdoor
):
    zone = make_zone(
        windows=(), usage=idle, air_change=1e-9, is_cooled=False,
        ventilation=Ventilation(
            flow_hours=(0.01,) * 24, flow_person=0.0, sensible=0.0, latent=0.0,
            specific_power=0.0, temp_frost=-50.0, temp_bypass=90.0,
            is_balanced=True, filter_efficiency=0.65,
        ),
    )  # fmt: skip
    _, hours, air = breathe(make_building(zone, n50=0.0), steady_outdoor(20.0))
    change = 0.01 * 3600.0 / zone.volume
    assert hours.flow_unit[-1, 0] == pytest.approx(0.01)
    wanted = 20.0 * 0.35 * change / (change + numbers.deposition_pm25)
    assert air[-1, 0, PM25_OUTDOOR] == pytest.approx(wanted, rel=1e-6)
    gas = numbers.no2_outdoor * change / (change + numbers.decay_no2)
    assert air[-1, 0, NO2] == pytest.approx(gas, rel=1e-6)


def test_an_air_cleaner_takes_particles_and_no_gas(
    box, breathe, numbers, steady_outdoor
):
    building = box(cleaner_flow=0.02)
    _, _, air = breathe(building, steady_outdoor(20.0))
    zone = building.zones[0]
    removal = 0.5 + numbers.deposition_pm25 + 0.02 * 3600.0 / zone.volume
    assert air[-1, 0, PM25_OUTDOOR] == pytest.approx(10.0 / removal, rel=1e-6)
    assert air[-1, 0, CO] == pytest.approx(numbers.co_outdoor, rel=1e-6)


def integrate(source, outdoor, flow, decay, volume, start):
    """Return hourly means by an integration of its own, hours one by one."""
    means, content = [], start
    for supplied, outside, moved in zip(source, outdoor, flow, strict=True):
        removal = moved + decay * volume / 3600.0

        def slope(_, state, s=supplied, c=outside, q=moved, r=removal):
            now = (s + q * c - r * state[0]) / volume
            return [now, state[0] / 3600.0]

        done = solve_ivp(slope, (0.0, 3600.0), [content, 0.0], rtol=1e-10, atol=1e-12)
        content = float(done.y[0, -1])
        means.append(float(done.y[1, -1]))
    return np.array(means)


@pytest.mark.parametrize("place", [PM25_INDOOR, NO2, CO])
def test_a_lived_in_room_is_that_of_an_independent_integration(
    house, breathe, numbers, products, place
):
    """Windows open and shut, people cook; flows change every hour."""
    alone = dataclasses.replace(house, air_links=())
    _, hours, air = breathe(alone, cooker="lpg")
    z = next(n for n, one in enumerate(alone.zones) if not one.usage.is_bedroom)
    zone = alone.zones[z]
    volume = zone.volume * zone.multiplier
    first, last = 2000, 2240
    heat = zone_gains(alone).cooking[first:last, z]
    emitted = heat * cooking_emission("lpg", numbers, products)[place]
    flow = hours.flow_outdoor[first:last, z]
    decay = {PM25_INDOOR: numbers.deposition_pm25, NO2: numbers.decay_no2}.get(place, 0)
    outside = {NO2: numbers.no2_outdoor, CO: numbers.co_outdoor}.get(place, 0.0)
    found = air[first:last, z, place]
    mine = integrate(
        emitted, np.full(len(flow), outside), flow, decay, volume, found[0]
    )
    assert flow.max() > 5.0 * flow.min()
    assert emitted.max() > 0.0
    # What the start is taken to be is forgotten after two days.
    assert found[48:] == pytest.approx(mine[48:], rel=1e-6, abs=1e-9)


def test_every_contaminant_is_conserved_in_a_lived_in_house(house, breathe):
    result, _, air = breathe(house, cooker="lpg")
    assert result.residual[-1] < 1e-12
    assert np.isfinite(air).all()
    assert (air >= 0.0).all()


def test_rooms_that_share_air_hand_on_what_one_loses(
    make_zone, make_building, idle, breathe, numbers, steady_outdoor
):
    source = dataclasses.replace(idle, occupancy_weekday=ALWAYS)
    plain = make_zone(
        windows=(), usage=source, is_cooled=False, is_heated=False, air_change=1e-9
    )
    fresh = 0.01
    front = dataclasses.replace(
        plain, name="front", air_change_hours=(fresh * 3600 / plain.volume,) * 24
    )
    back = dataclasses.replace(plain, name="back")
    building = dataclasses.replace(
        make_building(front, back, n50=0.0),
        air_links=(AirLink(zone="front", neighbour="back", flow=0.02),),
    )
    result, _, air = breathe(building, steady_outdoor(20.0))
    assert result.residual[-1] < 1e-12
    sink = numbers.deposition_pm25 * plain.volume / 3600.0
    # Front: 0.01 in, 0.02 to and fro, sink. Back: 0.02 to and fro, sink.
    matrix = np.array([[fresh + 0.02 + sink, -0.02], [-0.02, 0.02 + sink]])
    wanted = np.linalg.solve(matrix, [20.0 * fresh, 0.0])
    assert air[-1, :, PM25_OUTDOOR] == pytest.approx(wanted, rel=1e-6)


def test_a_doorway_moves_contaminants_with_the_air_of_the_hour_before(house, breathe):
    zones = [one.name for one in house.zones]
    open_door = dataclasses.replace(
        house,
        air_links=tuple(
            AirLink(zone=a, neighbour=b, area=1.6) for a, b in pairwise(zones)
        ),
    )
    result, hours, air = breathe(open_door, cooker="lpg")
    assert result.residual[-1] < 1e-12
    assert link_flow(1.6, 2.0, 0.0, *hours.temp_air[10, :2]) >= 0.0
    _, _, shut = breathe(dataclasses.replace(house, air_links=()), cooker="lpg")
    bed = next(n for n, one in enumerate(house.zones) if one.usage.is_bedroom)
    assert air[:, bed, PM25_INDOOR].mean() > 1.1 * shut[:, bed, PM25_INDOOR].mean()


def test_an_electric_cooker_ends_no2_and_leaves_the_particles_of_frying(
    numbers, products, house, breathe
):
    flame = cooking_emission("lpg", numbers, products)
    plate = cooking_emission("induction", numbers, products)
    assert flame[NO2] > 0.0 < flame[CO]
    assert plate[NO2] == plate[CO] == 0.0
    food = numbers.food_pm25 * (1.0 - numbers.hood_capture_electric)
    assert plate[PM25_INDOOR] > food > 0.8 * flame[PM25_INDOOR]
    result, _, air = breathe(house, cooker="induction")
    assert air[..., NO2].max() <= numbers.no2_outdoor * (1.0 + 1e-9)
    assert air[..., PM25_INDOOR].max() > 1.0
    assert result.monthly[INDEX["pm25_indoor_sum_ug_h"]].sum() > 0.0


def test_windows_let_particles_in_and_leaks_keep_some_back(house, breathe, numbers):
    """By an independent integration, with leaks that keep half."""
    alone = dataclasses.replace(house, air_links=())
    half = dataclasses.replace(numbers, penetration_pm25=0.5)
    _, hours, air = breathe(alone, contaminants=half, cooker="lpg")
    z = next(n for n, one in enumerate(alone.zones) if not one.usage.is_bedroom)
    zone = alone.zones[z]
    first, last = 2000, 2240
    flow = hours.flow_outdoor[first:last, z]
    opened = (
        hours.flow_window[first:last, z] + zone_gains(alone).flow_fan[first:last, z]
    )
    assert (opened > 0.5 * flow).any()
    assert (opened < 0.1 * flow).any()
    brought = 20.0 * (opened + 0.5 * (flow - opened))
    found = air[first:last, z, PM25_OUTDOOR]
    volume = zone.volume * zone.multiplier
    decay = numbers.deposition_pm25
    mine = integrate(brought, np.zeros(len(flow)), flow, decay, volume, found[0])
    assert found[48:] == pytest.approx(mine[48:], rel=1e-6)


def cooling(result):
    """Return sensible and latent need of a year [kWh]."""
    return sum(
        result.monthly[INDEX[f"cooling_need_{part}_kwh"]].sum()
        for part in ("sensible", "latent")
    )


def test_who_shuts_windows_to_cool_needs_less_and_breathes_worse(house, breathe):
    """Against people who leave them open while they cool, however hot it is."""

    def habit(**changes):
        zones = tuple(
            dataclasses.replace(
                one,
                usage=dataclasses.replace(
                    one.usage,
                    behaviour=dataclasses.replace(one.usage.opening, **changes),
                ),
            )
            for one in house.zones
        )
        changed = dataclasses.replace(house, zones=zones)
        return breathe(changed, cooker="induction")

    open_result, open_hours, open_air = habit(share_cooling=1.0, warmer_tolerated=40.0)
    shut_result, shut_hours, shut_air = habit(share_cooling=0.0)
    assert cooling(shut_result) < 0.9 * cooling(open_result)
    assert shut_air[..., PM25_INDOOR].mean() > 1.2 * open_air[..., PM25_INDOOR].mean()
    assert shut_hours.co2.mean() > 1.2 * open_hours.co2.mean()
    assert shut_air[..., PM25_OUTDOOR].mean() < open_air[..., PM25_OUTDOOR].mean()


def test_who_never_opens_loses_the_cool_hours_too(house, breathe):
    """Habits open where it cools for nothing: always shut, need rises, as CO₂ does."""
    shut = Habits(name="shut", window_opening_shift=60.0)
    open_result, open_hours, open_air = breathe(house, cooker="induction")
    shut_result, shut_hours, shut_air = breathe(house, cooker="induction", habits=shut)
    assert shut_hours.flow_window.max() == 0.0
    assert cooling(shut_result) > cooling(open_result)
    assert shut_air[..., PM25_INDOOR].mean() > 1.2 * open_air[..., PM25_INDOOR].mean()
    assert shut_hours.co2.mean() > open_hours.co2.mean()
    assert shut_air[..., PM25_OUTDOOR].mean() < open_air[..., PM25_OUTDOOR].mean()


def test_a_hot_humid_shut_week_has_the_published_formaldehyde(
    box, breathe, numbers, steady_outdoor
):
    """With hardly any air the room is at the board's equilibrium."""
    factors = {}
    for temp in (23.0, 28.0, 32.0):
        _, hours, air = breathe(
            box(air_change=1e-3),
            steady_outdoor(temp),
            dataclasses.replace(numbers, formaldehyde_outdoor=0.0),
        )
        relative = hours.humidity_relative[-1, 0]
        moist = 1.0 + numbers.formaldehyde_humidity * (relative - 0.5)
        assert hours.temp_air[-1, 0] == pytest.approx(temp, abs=0.03)
        factors[temp] = air[-1, 0, FORMALDEHYDE] / moist
    assert factors[28.0] / factors[23.0] == pytest.approx(2.29 / 1.39, rel=0.01)
    assert factors[32.0] / factors[23.0] == pytest.approx(3.86 / 1.585, rel=0.01)


def test_boards_give_off_less_into_air_that_holds_some(
    box, breathe, numbers, steady_outdoor
):
    """Back-pressure: content = (q c_o + h A c_eq) / (q + h A)."""
    building = box(air_change=0.5)
    zone = building.zones[0]
    _, hours, air = breathe(building, steady_outdoor(23.0))
    q = 0.5 * zone.volume
    exchange = numbers.board_transfer * numbers.board_area * zone.floor_area
    fade = numbers.board_residual + (1.0 - numbers.board_residual) * np.exp(
        -numbers.board_decay * numbers.board_age
    )
    relative = hours.humidity_relative[-1, 0]
    moist = 1.0 + numbers.formaldehyde_humidity * (relative - 0.5)
    over = numbers.board_equilibrium * fade * moist
    wanted = (q * numbers.formaldehyde_outdoor + exchange * over) / (q + exchange)
    assert air[-1, 0, FORMALDEHYDE] == pytest.approx(wanted, rel=1e-3)


def test_months_days_and_extremes_are_those_of_the_hours(house, breathe):
    result, hours, air = breathe(house, cooker="lpg")
    particles = air[..., PM25_OUTDOOR] + air[..., PM25_INDOOR]
    days = particles.reshape(365, 24, -1).mean(axis=1)

    def year(name):
        return result.monthly[INDEX[name]].sum(axis=-1)

    assert year("pm25_indoor_sum_ug_h") == pytest.approx(
        air[..., PM25_INDOOR].sum(axis=0)
    )
    assert year("pm25_above_15_d").tolist() == (days > 15.0).sum(axis=0).tolist()
    extreme = dict(zip(AIR_EXTREMES, result.air_extreme, strict=True))
    assert extreme["pm25_max_24h_ug_m3"] == pytest.approx(days.max(axis=0))
    assert extreme["no2_max_1h_ug_m3"] == pytest.approx(air[..., NO2].max(axis=0))
    assert len(result.monthly) == len(INDEX)
    assert 0.0 == hours.flow_window.min() < hours.flow_window.max()


EDGES = (*np.arange(0.0, 60.0, 0.5), *np.arange(60.0, 656.0, 5.0), np.inf)


@pytest.mark.parametrize("outside", [20.0, 200.0, 2000.0])
def test_the_days_of_a_zone_are_those_that_numpy_counts(house, breathe, site, outside):
    """Daily means from hours, in fine bins, coarse ones and the open one."""
    bad = dataclasses.replace(site, pm25_outdoor=(20.0,) * 6 + (outside,) * 6)
    result, _, air = breathe(house, place=bad, cooker="lpg")
    particles = air[..., PM25_OUTDOOR] + air[..., PM25_INDOOR]
    days = particles.reshape(365, 24, -1).mean(axis=1)
    for zone, own in enumerate(days.T):
        assert np.histogram(own, EDGES)[0].tolist() == result.pm25_days[zone].tolist()
    assert days.min() < 60.0 < days.max()
    assert (days.max() > EDGES[-2]) == (outside > 655.0)


@pytest.mark.parametrize("share", [0.5, 0.95, 0.99, 1.0])
def test_a_percentile_of_days_is_that_of_numpy_and_a_bin_at_most(
    house, breathe, site, share
):
    """Outdoor air differs from month to month, so that days do: 10 to 98 µg/m³."""
    uneven = dataclasses.replace(site, pm25_outdoor=tuple(range(10, 106, 8)))
    result, _, air = breathe(house, place=uneven, cooker="lpg")
    particles = air[..., PM25_OUTDOOR] + air[..., PM25_INDOOR]
    days = particles.reshape(365, 24, -1).mean(axis=1)
    exact = np.percentile(days, 100.0 * share, axis=0, method="inverted_cdf")
    found = percentile(result.pm25_days, PM25_DAY, share)
    assert (found > exact).all()
    assert (found <= exact + np.where(exact < 60.0, 0.5, 5.0)).all()
    linear = np.percentile(days, 100.0 * share, axis=0)
    assert (found > linear).all()


def test_of_365_days_three_lie_above_the_percentile_of_bad_days():
    """Four bad days show, three do not: the WHO's three to four days a year."""
    days = np.zeros((2, DAY_BINS))
    for zone, bad in enumerate((3, 4)):
        days[zone, [10, 100]] = 365 - bad, bad
    found = percentile(days, PM25_DAY, 0.99)
    assert found.tolist() == [5.5, 50.5]
    days[:, -1], days[:, 100] = days[:, 100], 0.0
    assert percentile(days, PM25_DAY, 0.99).tolist() == [5.5, np.inf]


def test_days_are_kept_apart_for_variants_side_by_side(house, breathe, products,
                                                       numbers, site, outdoor,
                                                       make_variant):  # fmt: skip
    run = BuildingRun(
        building=house, products=products, outdoors={0.0: outdoor}, co2_outdoor=430.0,
        passes=Wanted(air=AirInputs(contaminants=numbers, site=site)),
    )  # fmt: skip
    cookers = ("lpg", "induction", "")
    tasks = [Task(variant=make_variant(cooker=one), node=0.0) for one in cookers]
    many = run.simulate_many(tasks)
    for cooker, one in zip(cookers, many, strict=True):
        alone, _, _ = breathe(house, cooker=cooker)
        assert np.array_equal(one.pm25_days, alone.pm25_days)
        assert one.pm25_days.sum(axis=1).tolist() == [365.0] * len(house.zones)
    assert not np.array_equal(many[0].pm25_days, many[2].pm25_days)


def test_clean_air_for_each_person_is_outdoor_and_filtered_air(
    box, breathe, numbers, steady_outdoor, make_usage
):
    usage = make_usage(
        occupancy_weekday=ALWAYS, occupancy_weekend=ALWAYS, lighting=0.0, appliances=0.0
    )
    building = box(usage=usage, people=2.0, cleaner_flow=0.03)
    zone = building.zones[0]
    result, _, air = breathe(building, steady_outdoor(20.0))
    clean = 0.5 * zone.volume / 3600.0 + 0.03
    mean = result.monthly[INDEX["clean_air_sum_l_s_h"]].sum() / 8760.0
    assert mean == pytest.approx(1000.0 * clean / 2.0)
    removal = clean + numbers.quanta_loss * zone.volume / 3600.0
    assert air[-1, 0, QUANTA] == pytest.approx(2.0 / 3600.0 / removal, rel=1e-6)


def test_left_out_contaminants_are_no_numbers_and_change_nothing_else(
    house, simulate, breathe
):
    without, _ = simulate(house)
    result, _, _ = breathe(house)
    count = INDEX[AIR[0]]
    assert np.isnan(without.monthly[count:]).all()
    assert np.isnan(percentile(without.pm25_days, PM25_DAY, 0.99)).all()
    assert np.array_equal(without.monthly[:count], result.monthly[:count])
    assert len(POLLUTANTS) == 7
