"""A week without power: what stops, what goes on, and where heat then goes."""

import dataclasses

import numpy as np
import pytest

from twin.annual.felt_heat import AT_REST, feel_heat, heat_index_outdoors
from twin.annual.outage import Outage, simulate_outage, stopped_rooms, worst_start
from twin.annual.outdoor import prepare_outdoor
from twin.annual.series import Hours
from twin.annual.simulate import BuildingRun, Task
from twin.ground.constants import HEAT_CAPACITY_AIR
from twin.health.heat_index import heat_index_rothfusz
from twin.health.two_node import standard_effective_temperature
from twin.model.building import AirLink
from twin.model.machine import CeilingFans, Ventilation, ZoneHeatPump
from twin.model.material import Layer
from twin.model.zone import Boundary

ALWAYS = (1.0,) * 24
START, COUNT = 5208, 100
WEEK = Outage(start=START, count=COUNT)
MACHINES = (
    "cooling", "heating", "power_ventilation", "power_heating", "flow_unit",
    "air_speed",
)  # fmt: skip


@pytest.fixture(scope="module")
def stop(products, make_variant, outdoor):
    """Take the power from a building; climate and variant by keyword."""

    def run(building, climate=None, outage=WEEK, **changes):
        one = BuildingRun(building, products, {0.0: climate or outdoor}, 430.0)
        task = Task(variant=make_variant(**changes), node=0.0)
        return simulate_outage(one, task, outage)

    return run


@pytest.fixture(scope="module")
def equipped(make_zone, make_building, make_usage):
    """Two rooms with every machine there is; outdoor air and lights by the clock."""
    usage = make_usage(heating_setpoint=22.0, flow_outdoor_person=0.008)
    pump = ZoneHeatPump(capacity=4000.0, efficiency=3.5)
    machines = {
        "usage": usage,
        "is_heated": True,
        "heating_capacity": 4000.0,
        "heat_pump": pump,
        "ceiling_fans": CeilingFans(number=2.0, power=30.0, standby=0.5, air_speed=1.2),
        "ventilation": Ventilation(flow_hours=(0.03,) * 24, sensible=0.75, latent=0.65),
        "air_change_hours": (0.5,) * 24,
    }
    link = AirLink(zone="left", neighbour="right", area=1.5)
    return make_building(
        make_zone("left", "right", **machines),
        make_zone("right", outer=("north", "south", "west"), **machines),
        air_links=(link,),
    )


def _bare(zone, **changes):
    """A room without a machine, and without anything on the grid."""
    usage = dataclasses.replace(
        zone.usage, lighting=0.0, appliances=0.0, flow_outdoor_person=0.0
    )
    plain = {"is_cooled": False, "cooling_capacity": 0.0, "is_heated": False}
    return dataclasses.replace(zone, usage=usage, **plain, **changes)


# ------------------------------------------------------------------ what stays


def test_a_house_that_needs_no_grid_does_not_notice(house, make_building, stop):
    """People, windows, wet surfaces and a gas hob go on: every bit of the year."""
    bare = make_building(*(_bare(zone) for zone in house.zones))
    year = stop(bare, cooker="lpg")
    assert year.dark.flow_window[WEEK.window].max() > 0.0
    for name in Hours._fields:
        assert np.array_equal(getattr(year.dark, name), getattr(year.powered, name))


def test_until_the_outage_both_years_are_the_one_of_the_study(equipped, stop, simulate):
    year = stop(equipped, cooker="induction")
    _, hours = simulate(equipped, cooker="induction")
    for name in Hours._fields:
        lived = getattr(hours, name)
        assert np.array_equal(getattr(year.powered, name), lived)
        assert np.array_equal(getattr(year.dark, name)[:START], lived[:START])


def test_heat_water_and_gas_balance_with_machines_that_stop_and_start(equipped, stop):
    residual = stop(equipped, cooker="induction").residual
    assert residual.shape == (2, 4)
    assert residual.max() < 1e-12


@pytest.mark.parametrize("outage", [(0, 30), (8730, 30), (0, 8760)])
def test_an_outage_may_lie_at_either_end_of_the_year(outage, equipped, stop):
    start, count = outage
    year = stop(equipped, outage=Outage(start=start, count=count))
    assert year.dark.power_ventilation[start : start + count].max() == 0.0
    assert np.isfinite(year.dark.temp_air).all()


# ------------------------------------------------------------------ what stops


def test_no_machine_does_anything_until_power_is_back(
    equipped, stop, outdoor, outdoor_cool
):
    ran = set()
    for climate in (outdoor, outdoor_cool):
        year = stop(equipped, climate)
        for name in MACHINES:
            dark, powered = getattr(year.dark, name), getattr(year.powered, name)
            assert dark[WEEK.window].max() == 0.0, name
            if powered[WEEK.window].max() > 0.0:
                ran.add(name)
                assert dark[WEEK.end :].max() > 0.0, name
    assert ran == set(MACHINES)


def test_heating_of_any_kind_stops_in_the_cold(house, stop, outdoor_cool):
    january = Outage(start=240, count=72)
    year = stop(house, outdoor_cool, january)
    assert year.powered.heating[january.window].max() > 100.0
    assert year.dark.heating[january.window].max() == 0.0
    bedroom = year.dark.temp_air[january.end - 1, 1]
    assert bedroom < year.powered.temp_air[january.end - 1, 1] - 1.0


def test_an_ideal_load_stops_as_well(make_zone, make_building, idle, stop):
    zone = make_zone(is_ideal=True, cooling_capacity=0.0, usage=idle, is_heated=True)
    year = stop(make_building(zone))
    assert year.powered.cooling[WEEK.window].max() > 0.0
    assert year.dark.cooling[WEEK.window].max() == 0.0


def test_a_gas_hob_goes_on_and_a_hot_plate_does_not(house, make_building, stop):
    bare = make_building(*(_bare(zone) for zone in house.zones))
    gas, plate = (stop(bare, cooker=name) for name in ("lpg", "induction"))
    assert np.array_equal(gas.dark.co2, gas.powered.co2)
    gap = (plate.powered.temp_air - plate.dark.temp_air)[WEEK.window, 0]
    assert gap.max() > 0.1
    assert gap.mean() > 0.0


def test_stopped_rooms_lose_machines_and_keep_leaks_and_windows(equipped, call_kernel):
    before = call_kernel(equipped, count=24).batch.rooms
    after = stopped_rooms(before)
    changed = np.flatnonzero((after != before).any(axis=(0, 2)))
    names = [
        type(call_kernel(equipped, count=24).rooms)._fields[one] for one in changed
    ]
    assert names == [
        "cooling_capacity",
        "heating_capacity",
        "fan_power",
        "fan_standby",
        "fan_speed",
        "has_unit",
        "pump_capacity",
    ]


def test_the_heat_of_appliances_leaves_with_the_time_constant_of_the_air(
    make_zone, make_building, idle, stop, steady_outdoor
):
    """Closed form: no face touches the air, one air change, excess Q/H e^(−t/τ).

    A restless sky keeps the faces radiating at each other, beside the point.
    """
    usage = dataclasses.replace(idle, appliances=15.0, appliances_radiant=0.0)
    made = make_zone(
        windows=(), is_cooled=False, cooling_capacity=0.0, usage=usage, air_change=1.0
    )
    walls = tuple(
        dataclasses.replace(
            one,
            boundary=one.boundary if one.is_roof else Boundary.ADIABATIC,
            film_inside=0.0,
        )
        for one in made.surfaces
    )
    room = dataclasses.replace(made, surfaces=walls)
    calm = steady_outdoor(20.0).weather
    sky = calm.radiation_sky * (0.9 + 0.1 * np.sin(np.arange(8760) / 24.0))
    climate = prepare_outdoor(dataclasses.replace(calm, radiation_sky=sky))
    year = stop(make_building(room, n50=0.0), climate)
    loss = 60.0 / 3600.0 * climate.density[0] * HEAT_CAPACITY_AIR
    assert year.dark.temp_air[START - 1, 0] == pytest.approx(20.0 + 300.0 / loss)
    capacity = 60.0 * climate.density[0] * HEAT_CAPACITY_AIR + 20_000.0 * 20.0
    tau = capacity / loss / 3600.0
    ends = np.arange(COUNT + 1.0)
    left = np.exp(-ends / tau)
    mean = 300.0 / loss * tau * (left[:-1] - left[1:])
    excess = year.dark.temp_air[WEEK.window, 0] - 20.0
    assert excess == pytest.approx(mean, rel=1e-3)


def test_a_cooled_room_without_sun_or_gains_warms_towards_the_outdoors_and_no_further(
    make_zone, make_building, idle, stop, steady_outdoor
):
    zone = make_zone(usage=idle)
    year = stop(make_building(zone), steady_outdoor(35.0))
    temp = year.dark.temp_air[WEEK.window, 0]
    assert year.powered.temp_air[WEEK.window, 0].max() < 27.0
    assert (np.diff(temp) > 0.0).all()
    assert temp[-1] < 35.0
    gap = 35.0 - temp
    assert gap[-1] < 0.5 * gap[0]


def _layered(zone, thickness):
    """A room whose outer walls and roof hold more or less concrete or brick."""

    def thicken(surface):
        layers = surface.construction.layers
        last = Layer(material=layers[-1].material, thickness=thickness)
        made = dataclasses.replace(
            surface.construction,
            name=f"{surface.construction.name}-{thickness}",
            layers=(*layers[:-1], last),
        )
        return dataclasses.replace(surface, construction=made)

    return dataclasses.replace(zone, surfaces=tuple(map(thicken, zone.surfaces)))


def test_more_mass_lengthens_the_hours_of_safety(
    make_zone, make_building, idle, stop, steady_outdoor
):
    climate = steady_outdoor(36.0)
    hours = []
    for thickness in (0.03, 0.10, 0.30):
        zone = _layered(make_zone(usage=idle), thickness)
        year = stop(make_building(zone), climate)
        felt = feel_heat(year.dark, WEEK.window, (zone,), climate)
        reached = felt.effective[:, 0] >= 30.0
        hours.append(int(np.argmax(reached)) if reached.any() else COUNT)
    assert 0 < hours[0] < hours[1] < hours[2]


def test_people_who_open_windows_by_warmth_air_a_room_that_habits_keep_shut(
    make_zone, make_building, make_usage, stop
):
    shut = dataclasses.replace(make_usage().opening, name="shut", share_most=0.0)
    usage = make_usage(
        occupancy_weekday=ALWAYS, occupancy_weekend=ALWAYS, behaviour=shut
    )
    building = make_building(make_zone(usage=usage))
    kept = stop(building).dark
    opened = stop(building, outage=dataclasses.replace(WEEK, opens_windows=True)).dark
    assert kept.flow_window[WEEK.window].max() == 0.0
    assert opened.flow_window[WEEK.window].max() > 0.01
    assert opened.flow_window[WEEK.end + 1 :].max() == 0.0
    assert opened.co2[WEEK.window].max() < 0.5 * kept.co2[WEEK.window].max()


# ------------------------------------------------------------- which week, what is felt


def test_the_worst_window_begins_at_midnight_and_ends_within_the_year():
    series = np.zeros(8760)
    series[8700:] = 5.0
    series[2400 + 6 : 2400 + 54] = 3.0
    assert worst_start(series, 48) == 8712
    assert worst_start(series[:8700], 48) == 2400
    assert worst_start(-series[:8700], 48, is_cold=True) == 2400
    assert worst_start(np.ones(8760), 168) == 0
    assert worst_start(series, 8760) == 0


def test_the_worst_window_is_that_of_a_search_written_out(outdoor):
    index = heat_index_outdoors(outdoor)
    best = max(range(0, 8760 - 100 + 1, 24), key=lambda h: index[h : h + 100].mean())
    assert worst_start(index, 100) == best


def test_every_hour_is_felt_by_the_models_themselves_with_the_air_that_fans_move(
    equipped, stop, outdoor
):
    year = stop(equipped)
    for hours in (year.dark, year.powered):
        felt = feel_heat(hours, WEEK.window, equipped.zones, outdoor)
        for hour in range(0, COUNT, 7):
            place = START + hour
            air, damp = hours.temp_air[place, 1], hours.humidity_relative[place, 1]
            radiant = 2.0 * hours.temp_operative[place, 1] - air
            speed = 0.1 + hours.air_speed[place, 1]
            room = (air, radiant, speed, min(damp, 1.0))
            own = standard_effective_temperature(*room, 1.2, 0.5)
            rest = standard_effective_temperature(*room, AT_REST, 0.5)
            assert felt.effective[hour, 1] == own
            assert felt.resting[hour, 1] == rest
            index = heat_index_rothfusz(air, min(damp, 1.0))
            assert felt.heat_index[hour, 1] == index


def test_people_dress_warmly_in_the_cold(house, stop, outdoor_cool):
    january = Outage(start=240, count=72)
    year = stop(house, outdoor_cool, january)
    felt = feel_heat(year.dark, january.window, house.zones, outdoor_cool)
    air = year.dark.temp_air[250, 0]
    radiant = 2.0 * year.dark.temp_operative[250, 0] - air
    damp = min(year.dark.humidity_relative[250, 0], 1.0)
    warm = standard_effective_temperature(air, radiant, 0.1, damp, 1.2, 1.0)
    assert felt.effective[10, 0] == warm


def test_an_hour_without_a_number_is_felt_as_no_number(house, stop, outdoor):
    hours = stop(house).dark
    hours.temp_air[START + 3, 0] = np.nan
    felt = feel_heat(hours, WEEK.window, house.zones, outdoor)
    for one in felt[:3]:
        assert np.isnan(one[3, 0])
        assert np.isfinite(np.delete(one[:, 0], 3)).all()
