"""Fans, ventilation units and heat pumps in the hours of a room."""

import dataclasses

import numpy as np
import pytest

from twin.annual.fit_out import install_machines
from twin.annual.gains import FAN_POWER, zone_gains
from twin.annual.result import INDEX
from twin.annual.simulate import BuildingRun, Task
from twin.ground.constants import HEAT_CAPACITY_AIR
from twin.ground.quality import Status
from twin.model.building import AirLink
from twin.model.component import (
    Factor,
    FanTraits,
    HeatingTraits,
    Kind,
    VentilationTraits,
)
from twin.model.machine import CeilingFans, Ventilation, ZoneHeatPump
from twin.model.zone import Boundary
from twin.systems.heat_pump import HeatPump, run_heat_pump
from twin.systems.heat_recovery import Ventilator, effectiveness_in_use, supply_air
from twin.systems.room_air_conditioner import (
    part_load_factor,
    part_load_factor_inverter,
)

ALWAYS = (1.0,) * 24
NEVER = (0.0,) * 24
DAY = tuple(1.0 if 8 <= hour < 18 else 0.0 for hour in range(24))
GAIN = 300.0  # W
FLOW = 0.03  # m³/s
FANS = CeilingFans(number=2.0, power=30.0, standby=0.5, air_speed=1.2)
UNIT = Ventilation(flow_hours=(FLOW,) * 24, sensible=0.75, latent=0.65)


@pytest.fixture(scope="module")
def room(make_zone, make_building, idle):
    """A room whose faces take no heat from its air: gains leave with the air alone."""
    made = make_zone(
        windows=(),
        is_cooled=False,
        cooling_capacity=0.0,
        usage=dataclasses.replace(
            idle, appliances=GAIN / 20.0, appliances_radiant=0.0, moisture_source=2e-5
        ),
        air_change=0.0,
    )
    walls = tuple(
        dataclasses.replace(one, boundary=Boundary.ADIABATIC, film_inside=0.0)
        for one in made.surfaces
    )
    return make_building(dataclasses.replace(made, surfaces=walls), n50=0.0)


def _with(building, usage=None, **changes):
    """A building of one room with that room changed."""
    zone = building.zones[0]
    if usage:
        changes["usage"] = dataclasses.replace(zone.usage, **usage)
    return dataclasses.replace(building, zones=(dataclasses.replace(zone, **changes),))


def _people(heat=0.0, share=ALWAYS, **changes):
    """Somebody who only is there."""
    return {
        "occupancy_weekday": share,
        "occupancy_weekend": share,
        "heat_sensible_person": heat,
        "heat_latent_person": 0.0,
        "window_opening_temp": 80.0,
        **changes,
    }


def _heat(climate, flow):
    """Heat of a flow of outdoor air [W/K]."""
    return flow * climate.density[0] * HEAT_CAPACITY_AIR


# -------------------------------------------------------------------- ventilation


def test_a_room_with_an_exchanger_is_warmer_by_what_it_gives_back(
    room, steady_outdoor, call_kernel
):
    climate = steady_outdoor(5.0)
    hours = call_kernel(_with(room, ventilation=UNIT), climate).hours
    fan = 750.0 * FLOW
    warm = 5.0 + (GAIN + fan) / (_heat(climate, FLOW) * (1.0 - 0.75))
    assert hours.temp_air[-1, 0] == pytest.approx(warm, abs=1e-6)
    assert hours.power_ventilation[-1, 0] == pytest.approx(2.0 * fan)
    assert hours.flow_outdoor[-1, 0] == pytest.approx(FLOW)
    assert hours.flow_unit[-1, 0] == pytest.approx(FLOW)


def test_water_comes_back_by_the_latent_share_and_gas_does_not(
    room, steady_outdoor, call_kernel
):
    climate = steady_outdoor(20.0)
    usage = _people(co2_person=5e-6)
    hours = call_kernel(_with(room, ventilation=UNIT, usage=usage), climate).hours
    mass = FLOW * climate.density[0]
    moist = climate.humidity_ratio[0] + 2e-5 / (mass * (1.0 - 0.65))
    assert hours.humidity_ratio[-1, 0] == pytest.approx(moist, rel=1e-9)
    assert hours.co2[-1, 0] == pytest.approx(430.0 + 1e6 * 2.0 * 5e-6 / FLOW)


def test_frost_lets_exhaust_leave_at_its_limit_and_no_colder(
    room, steady_outdoor, call_kernel
):
    """The loss is that of the flow from the limit to the outdoors."""
    climate = steady_outdoor(-20.0)
    unit = dataclasses.replace(UNIT, temp_frost=1.0, latent=0.0)
    held = _with(
        room, ventilation=unit, is_heated=True, usage={"heating_setpoint": 20.0}
    )
    hours = call_kernel(held, climate).hours
    need = _heat(climate, FLOW) * (1.0 + 20.0) - GAIN - 750.0 * FLOW
    assert hours.temp_air[-1, 0] == pytest.approx(20.0)
    assert hours.heating[-1, 0] == pytest.approx(need)
    free = dataclasses.replace(unit, temp_frost=-100.0)
    hours = call_kernel(_with(held, ventilation=free), climate).hours
    need = _heat(climate, FLOW) * 0.25 * 40.0 - GAIN - 750.0 * FLOW
    assert hours.heating[-1, 0] == pytest.approx(need)


def test_a_warm_room_is_bypassed_where_outdoors_is_cooler(
    room, steady_outdoor, call_kernel
):
    climate = steady_outdoor(20.0)
    unit = dataclasses.replace(UNIT, temp_bypass=24.0)
    hours = call_kernel(_with(room, ventilation=unit), climate).hours
    warm = 20.0 + (GAIN + 750.0 * FLOW) / _heat(climate, FLOW)
    assert warm > 24.0
    assert hours.temp_air[-1, 0] == pytest.approx(warm, abs=1e-6)


@pytest.mark.parametrize("leak", [0.0, 0.5, 2.0])
def test_exhaust_alone_adds_to_leaks_at_a_right_angle(
    room, steady_outdoor, call_kernel, leak
):
    climate = steady_outdoor(5.0)
    unit = Ventilation(flow_hours=(FLOW,) * 24, is_balanced=False)
    given = _with(room, ventilation=unit, air_change=leak)
    hours = call_kernel(given, climate).hours
    flow = np.hypot(FLOW, leak * 60.0 / 3600.0)
    assert hours.flow_outdoor[-1, 0] == pytest.approx(flow)
    warm = 5.0 + GAIN / _heat(climate, flow)
    assert hours.temp_air[-1, 0] == pytest.approx(warm, abs=1e-6)
    assert hours.power_ventilation[-1, 0] == pytest.approx(750.0 * FLOW)
    assert hours.flow_unit[-1, 0] == 0.0


def test_a_unit_follows_its_clock_and_its_people(room, steady_outdoor, call_kernel):
    clock = tuple(0.01 * (1 + hour % 3) for hour in range(24))
    unit = Ventilation(flow_hours=clock, flow_person=0.008)
    given = _with(room, ventilation=unit, usage=_people(share=DAY))
    hours = call_kernel(given, steady_outdoor(10.0)).hours
    expected = np.array(clock) + 0.008 * 2.0 * np.array(DAY)
    assert hours.flow_outdoor[:24, 0] == pytest.approx(expected)
    assert hours.power_ventilation[:24, 0] == pytest.approx(2.0 * 750.0 * expected)


def test_a_unit_takes_over_the_air_that_plain_fans_bring_for_people(
    room, steady_outdoor, call_kernel
):
    usage = _people(share=DAY, flow_outdoor_person=0.02)
    small = dataclasses.replace(UNIT, flow_hours=(0.01,) * 24)
    given = _with(room, ventilation=small, usage=usage)
    line = call_kernel(given, steady_outdoor(10.0))
    expected = np.where(np.array(DAY) > 0.0, 0.04, 0.01)
    assert line.hours.flow_outdoor[:24, 0] == pytest.approx(expected)
    drawn = line.hours.power_ventilation[:, 0] + zone_gains(given).fans[:, 0]
    assert drawn[:24] == pytest.approx(2.0 * 750.0 * expected)
    assert zone_gains(given).fans[12, 0] == pytest.approx(FAN_POWER * 0.04)


def test_air_by_the_clock_without_recovery_stays_beside_a_unit(
    room, steady_outdoor, call_kernel
):
    given = _with(room, ventilation=UNIT, air_change_hours=ALWAYS)
    climate = steady_outdoor(5.0)
    hours = call_kernel(given, climate).hours
    plain = 60.0 / 3600.0
    assert hours.flow_outdoor[-1, 0] == pytest.approx(FLOW + plain)
    heat = _heat(climate, plain + 0.25 * FLOW)
    warm = 5.0 + (GAIN + 750.0 * FLOW) / heat
    assert hours.temp_air[-1, 0] == pytest.approx(warm, abs=1e-6)


def test_a_year_of_recovery_conserves_heat_and_water_by_supply_air(
    room, outdoor_cool, call_kernel
):
    """Summed again with the state of the supply air instead of a smaller flow."""
    unit = dataclasses.replace(UNIT, temp_frost=18.0, temp_bypass=24.0)
    line = call_kernel(_with(room, ventilation=unit), outdoor_cool)
    hours, weather = line.hours, outdoor_cool
    core = Ventilator(0.75, 0.65, 750.0, 18.0, 24.0, 1.0)
    air, humid = hours.temp_air[:, 0], hours.humidity_ratio[:, 0]
    heat = water = 0.0
    seen = set()
    for hour in range(1, 8760):
        outside = weather.temp_mean[hour]
        used = effectiveness_in_use.py_func(core, air[hour - 1], outside)
        seen.add("open" if used == 0.0 else "guarded" if used < 0.75 else "full")
        held = core._replace(
            sensible=used, latent=0.65 * used / 0.75, temp_frost=-1e3, temp_bypass=1e3
        )
        density = weather.density[hour]
        state = (
            outside,
            weather.humidity_ratio[hour],
            density,
            2e4,
        )  # thin air: no fog
        supply = supply_air.py_func(held, FLOW, (air[hour], humid[hour]), state)
        mass = FLOW * density
        heat += mass * HEAT_CAPACITY_AIR * (supply.temp - air[hour]) + GAIN
        water += mass * (supply.humidity_ratio - humid[hour]) + 2e-5
    condensed = hours.condensate[1:, 0].sum()
    capacity = line.rooms.heat_capacity[0]
    # what is stored is known to a mean of two hours, the sums run over 8759 of them
    stored = capacity * (air[-1] - air[0]) / 3600.0
    assert seen == {"open", "full", "guarded"}
    assert heat == pytest.approx(stored, abs=3.0 * capacity / 3600.0)
    gap = line.rooms.moisture_capacity[0] * (humid[-1] - humid[0]) / 3600.0
    assert water - condensed == pytest.approx(gap, abs=0.005 * 8759 * 2e-5)
    assert line.relative[[0, 2, 3]].max() < 1e-9


def _by_lot(rng, zone):
    """A zone with machines drawn by lot."""
    balanced = bool(rng.random() < 0.7)
    unit = Ventilation(
        flow_hours=tuple(rng.uniform(0.0, 0.05, 24)),
        flow_person=float(rng.uniform(0.0, 0.01)),
        sensible=float(rng.uniform(0.3, 0.95)) * balanced,
        latent=float(rng.uniform(0.0, 0.9)) * balanced,
        specific_power=float(rng.uniform(100.0, 2000.0)),
        temp_frost=float(rng.uniform(-10.0, 20.0)),
        temp_bypass=float(rng.uniform(18.0, 30.0)),
        is_balanced=balanced,
    )
    fans = dataclasses.replace(FANS, air_speed=float(rng.choice([0.5, 0.7, 1.0, 1.3])))
    pump = ZoneHeatPump(
        capacity=float(rng.uniform(200.0, 5000.0)),
        efficiency=float(rng.uniform(2.0, 5.0)),
        backup=float(rng.choice([0.0, 500.0])),
        temp_least=float(rng.choice([-30.0, 12.0])),
        is_inverter=bool(rng.random() < 0.5),
    )
    usage = dataclasses.replace(
        zone.usage,
        flow_outdoor_person=float(rng.choice([0.0, 0.01])),
        heating_setpoint=float(rng.uniform(18.0, 25.0)),
    )
    return dataclasses.replace(
        zone,
        usage=usage,
        is_heated=True,
        is_inverter=bool(rng.random() < 0.5),
        ceiling_fans=fans if rng.random() < 0.7 else None,
        ventilation=unit if rng.random() < 0.7 else None,
        heat_pump=pump if rng.random() < 0.7 else None,
    )


@pytest.mark.parametrize("seed", range(12))
def test_nothing_is_lost_whatever_machines_two_linked_rooms_have(
    house, outdoor_cool, call_kernel, seed
):
    rng = np.random.default_rng(seed)
    zones = tuple(_by_lot(rng, one) for one in house.zones)
    link = AirLink(zone=zones[0].name, neighbour=zones[1].name, area=1.6, flow=0.01)
    given = dataclasses.replace(house, zones=zones, air_links=(link,))
    line = call_kernel(given, outdoor_cool)
    assert line.relative.max() < 1e-9
    assert np.isfinite(line.hours.temp_air).all()
    drawn = line.hours.power_ventilation + line.hours.power_heating
    assert drawn.max() > 0.0


# ------------------------------------------------------------------- ceiling fans


def _fanned(room, share=ALWAYS, **usage):
    return _with(
        room, ceiling_fans=FANS, air_change=1.0, usage=_people(0.0, share, **usage)
    )


def test_all_power_of_a_fan_warms_the_room(room, steady_outdoor, call_kernel):
    climate = steady_outdoor(10.3)
    hours = call_kernel(_fanned(room), climate).hours
    heat = _heat(climate, 60.0 / 3600.0)
    still = 10.3 + (GAIN + 1.0) / heat  # the receivers are always on
    assert 24.5 < still < 25.0
    assert hours.temp_air[-1, 0] == pytest.approx(still, abs=1e-6)
    warm = steady_outdoor(16.0)
    hours = call_kernel(_fanned(room, fan_limit=20.0), warm).hours
    moved = 16.0 + (GAIN + 60.0) / _heat(warm, 60.0 / 3600.0)
    assert hours.air_speed[-1, 0] == pytest.approx(1.2)
    assert hours.power_ventilation[-1, 0] == pytest.approx(60.0)
    assert hours.temp_air[-1, 0] == pytest.approx(moved, abs=1e-6)


@pytest.mark.parametrize(
    ("limit", "speed"), [(30.0, 0.0), (29.5, 0.6), (28.0, 0.9), (27.5, 1.2)]
)
def test_people_take_the_lowest_speed_that_helps(
    room, outdoor, call_kernel, limit, speed
):
    line = call_kernel(_fanned(room, fan_limit=limit, cooling_setpoint=40.0), outdoor)
    felt = line.hours.temp_operative[:-1, 0]
    found = line.hours.air_speed[1:, 0]
    over = felt - limit
    want = np.select([over > 1.8, over > 1.2, over > 0.0], [1.2, 0.9, 0.6], 0.0)
    want[(felt <= 25.0) | (felt >= 35.0)] = 0.0
    assert np.array_equal(found, want)
    assert (found == speed).any()
    power = 1.0 + 59.0 * (want / 1.2) ** 3
    assert line.hours.power_ventilation[1:, 0] == pytest.approx(power)


def test_people_move_air_before_they_would_cool(room, outdoor, call_kernel):
    """Whatever their limit, the cooling set-point is one; no coil need be there."""
    line = call_kernel(_fanned(room, fan_limit=40.0, cooling_setpoint=27.0), outdoor)
    felt = line.hours.temp_operative[:-1, 0]
    counts = (felt > 27.0) & (felt < 35.0)
    assert counts.any()
    assert np.array_equal(line.hours.air_speed[1:, 0] > 0.0, counts)


def test_a_fan_stands_still_where_nobody_is(room, outdoor, call_kernel):
    hours = call_kernel(_fanned(room, DAY), outdoor).hours
    there = np.tile(np.array(DAY) > 0.0, 365)
    assert (hours.air_speed[~there, 0] == 0.0).all()
    assert hours.power_ventilation[~there, 0] == pytest.approx(1.0)
    assert (hours.air_speed[there, 0] > 0.0).any()


@pytest.mark.parametrize(
    ("setback", "setpoint", "held"),
    [(1.0, 26.0, 28.2), (0.5, 26.0, 27.1), (0.0, 26.0, 26.0), (1.0, 22.0, 22.0)],
)
def test_people_with_fans_cool_less(
    room, steady_outdoor, call_kernel, setback, setpoint, held
):
    usage = _people(fan_setback=setback, cooling_setpoint=setpoint)
    given = _with(room, ceiling_fans=FANS, air_change=1.0, is_ideal=True,
                  is_cooled=True, usage=usage)  # fmt: skip
    hours = call_kernel(given, steady_outdoor(33.0)).hours
    assert hours.temp_air[-1, 0] == pytest.approx(held, abs=1e-6)


def test_people_with_fans_switch_cooling_on_later(room, outdoor, call_kernel):
    usage = _people(share=DAY, cooling_trigger=28.0, cooling_needs_people=True)
    cooled = _with(room, is_cooled=True, cooling_capacity=6000.0, air_change=1.0,
                   usage=usage)  # fmt: skip
    felt = []
    for given in (cooled, _with(cooled, ceiling_fans=FANS)):
        hours = call_kernel(given, outdoor).hours
        start = (hours.cooling[1:, 0] > 0.0) & (hours.cooling[:-1, 0] == 0.0)
        felt.append(hours.temp_operative[:-1][start, 0].min())
    assert felt[0] > 28.0
    assert felt[1] > 30.2


def test_nobody_cools_less_for_fans_that_stand_still(room, steady_outdoor, call_kernel):
    usage = _people(share=DAY, cooling_needs_people=True)
    given = _with(room, ceiling_fans=FANS, air_change=1.0, is_ideal=True,
                  is_cooled=True, usage=usage)  # fmt: skip
    hours = call_kernel(given, steady_outdoor(33.0)).hours
    assert hours.temp_air[8759 - 24 + 5, 0] == pytest.approx(26.0, abs=1e-6)
    assert hours.temp_air[8759 - 24 + 15, 0] == pytest.approx(28.2, abs=1e-6)


# ------------------------------------------------------------------ heat pump, coil


PUMP = ZoneHeatPump(
    capacity=600.0, efficiency=3.4, backup=100.0, temp_least=-5.0, is_inverter=True
)


@pytest.fixture(scope="module")
def heated(house, outdoor_cool, call_kernel):
    """The house in a cool year, its bedroom held at 25 °C by a heat pump."""
    living, bedroom = house.zones
    bedroom = dataclasses.replace(bedroom, heat_pump=PUMP, heating_capacity=0.0)
    given = dataclasses.replace(house, zones=(living, bedroom))
    return call_kernel(given, outdoor_cool)


def test_the_year_of_a_heat_pump_is_the_sum_of_its_hours(heated):
    hours, climate = heated.hours, heated.outdoor
    machine = HeatPump(600.0, 3.4, 100.0, -5.0, 1.0)
    drawn = np.array(
        [
            run_heat_pump.py_func(machine, *row).power
            for row in zip(
                hours.heating[:, 1],
                climate.temp_mean,
                climate.humidity_ratio,
                strict=True,
            )
        ]
    )
    assert drawn.sum() > 0.0
    assert hours.power_heating[:, 1] == pytest.approx(drawn, rel=1e-9, abs=1e-9)
    assert (hours.power_heating[:, 0] == 0.0).all()
    assert heated.relative.max() < 1e-9


def test_a_heat_pump_gives_no_more_than_outdoors_lets_it(heated):
    hours, climate = heated.hours, heated.outdoor
    machine = HeatPump(600.0, 3.4, 100.0, -5.0, 1.0)
    most = np.array(
        [
            run_heat_pump.py_func(machine, 1e6, temp, humid).heat
            for temp, humid in zip(
                climate.temp_mean, climate.humidity_ratio, strict=True
            )
        ]
    )
    given = hours.heating[:, 1]
    assert (given <= most + 1e-6).all()
    full = given >= most - 1e-6
    assert full.any()
    assert len(np.unique(np.round(most[full], 3))) > 3, "it changes with the weather"


def test_an_inverter_draws_by_its_own_curve(house, outdoor, call_kernel):
    smooth = dataclasses.replace(
        house,
        zones=tuple(dataclasses.replace(one, is_inverter=True) for one in house.zones),
    )
    plain, other = (call_kernel(one, outdoor).hours for one in (house, smooth))
    runs = plain.power_reference > 0.0
    assert np.array_equal(plain.temp_air, other.temp_air), "it cools as much"
    ratio = other.power_reference[runs] / plain.power_reference[runs]
    loads = np.linspace(1e-6, 1.0, 20_001)
    factors = [part_load_factor(x) / part_load_factor_inverter(x) for x in loads]
    assert ratio.min() >= min(factors) - 1e-6
    assert ratio.max() <= max(factors) + 1e-6
    assert ratio.max() - ratio.min() > 0.1


def test_rooms_are_cooled_only_while_somebody_is_there(house, outdoor, call_kernel):
    line = call_kernel(house, outdoor)
    there = line.drive.people > 0.0
    assert (line.hours.cooling[~there] == 0.0).all()
    assert (line.hours.power_reference[~there] == 0.0).all()
    assert (line.hours.cooling[there] > 0.0).sum() > 500
    held = dataclasses.replace(
        house,
        zones=tuple(
            dataclasses.replace(
                one, usage=dataclasses.replace(one.usage, cooling_needs_people=False)
            )
            for one in house.zones
        ),
    )
    other = call_kernel(held, outdoor).hours
    assert (other.cooling[~there] > 0.0).any()


# --------------------------------------------------------------------- as products


def _factor(value):
    return Factor(value=value, unit="-", source="test", status=Status.ASSUMPTION)


@pytest.fixture(scope="module")
def fitted(house, outdoor, products, make_product):
    """A run of the house whose catalogue has machines for rooms."""
    fan = FanTraits(
        power=_factor(30.0),
        air_speed=_factor(1.2),
        standby=_factor(0.5),
        floor_area=_factor(10.0),
    )
    air = VentilationTraits(
        flow_area=_factor(0.0005),
        flow_person=_factor(0.002),
        sensible=_factor(0.75),
        latent=_factor(0.6),
        specific_power=_factor(600.0),
        temp_frost=_factor(-5.0),
        temp_bypass=_factor(24.0),
        filter_efficiency=_factor(0.6),
        is_balanced=True,
    )
    heating = HeatingTraits(
        efficiency=_factor(3.5), capacity_share=_factor(1.1), temp_least=_factor(-15.0)
    )
    made = [
        make_product("fan", Kind.CEILING_FAN, fan=fan),
        make_product("air", Kind.VENTILATION, ventilation=air),
        make_product("split", Kind.AIR_CONDITIONER, heating=heating, is_inverter=True),
    ]
    catalogue = products | {one.name: one for one in made}
    return BuildingRun(house, catalogue, {0.0: outdoor}, 430.0)


CHANGES = (
    {},
    {"ceiling_fan": "fan"},
    {"ventilation": "air"},
    {"air_conditioner": "split"},
    {"air_conditioner": "split", "has_cooling": False},
    {"ceiling_fan": "fan", "ventilation": "air", "air_conditioner": "split"},
    {"has_cooling": False},
    {"has_cooling": False, "ceiling_fan": "fan"},
)


@pytest.fixture(scope="module")
def side_by_side(fitted, make_variant):
    tasks = [Task(variant=make_variant(**one), node=0.0) for one in CHANGES]
    return fitted.simulate_many(tasks)


def test_a_building_without_machines_is_as_it_is_alone(
    side_by_side, house, outdoor, products, make_variant
):
    alone = BuildingRun(house, products, {0.0: outdoor}, 430.0)
    (plain,) = alone.simulate_many([Task(variant=make_variant(), node=0.0)])
    assert np.array_equal(side_by_side[0].monthly, plain.monthly, equal_nan=True)
    assert np.array_equal(side_by_side[0].histogram, plain.histogram)


def test_each_machine_shows_in_the_sums_of_the_year(side_by_side):
    def total(number, name):
        return side_by_side[number].monthly[INDEX[name]].sum()

    def drawn(number):
        return total(number, "ventilation_kwh")

    assert total(7, "overheating_h") < 0.7 * total(6, "overheating_h")
    cooling = "cooling_reference_kwh"
    assert total(1, cooling) < 0.8 * total(0, cooling)
    assert total(3, cooling) != total(0, cooling)
    assert total(4, cooling) == 0.0
    assert drawn(0) == 0.0
    assert drawn(1) > 2 * 2 * 0.5 * 8.76
    by_clock = 2.0 * 600.0 * 0.0005 * 40.0 * 8.76
    assert drawn(2) > by_clock
    assert total(2, "co2_sum_ppm_h") < total(0, "co2_sum_ppm_h")
    heat = "heating_reference_kwh"
    assert total(0, heat) == total(0, "heating_need_kwh") > 0.0
    assert 0.15 < total(3, heat) / total(3, "heating_need_kwh") < 0.6
    assert total(4, "heating_need_kwh") == total(4, heat) == 0.0
    for one in side_by_side:
        assert one.residual.max() < 1e-9


def test_products_are_sized_by_the_floor_that_people_use(fitted, house):
    made = fitted.products
    args = (made["fan"], made["air"], made["split"])
    living, bedroom = (
        install_machines(one, *args, has_cooling=True) for one in house.zones
    )
    assert living.ceiling_fans.number == pytest.approx(2.0)
    assert living.ventilation.flow_hours == pytest.approx((0.01,) * 24)
    assert living.ventilation.filter_efficiency == pytest.approx(0.6)
    assert living.heat_pump is None, "nobody heats it"
    assert bedroom.heat_pump.capacity == pytest.approx(6600.0)
    attic = dataclasses.replace(house.zones[0], people=0.0)
    empty = install_machines(attic, *args, has_cooling=True)
    assert empty.ceiling_fans is None
    assert empty.ventilation is None


def test_fans_of_two_storeys_draw_twice(room, outdoor, call_kernel):
    one, two = (
        call_kernel(_with(_fanned(room), multiplier=number), outdoor).hours
        for number in (1, 2)
    )
    assert two.power_ventilation == pytest.approx(2.0 * one.power_ventilation)
    assert np.array_equal(one.air_speed, two.air_speed)
    assert two.temp_air == pytest.approx(one.temp_air, abs=1e-9)
