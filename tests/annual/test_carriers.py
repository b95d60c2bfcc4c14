"""Meters of a building: nothing is lost between loads, machines and the grid."""

from dataclasses import replace

import numpy as np
import pytest

from twin.annual.carriers import (
    HOT_WATER,
    VEHICLE,
    HotWater,
    Machines,
    Mobility,
    carrier_year,
    energy_of_months,
    tank_drive,
)
from twin.annual.outdoor import prepare_outdoor
from twin.ground.balance import TOLERANCE
from twin.ground.errors import BalanceError
from twin.systems.battery import NO_BATTERY, Battery, battery_of_label
from twin.systems.electric_vehicle import COMMUTER, Charging, commute
from twin.systems.hot_water import Heater, Source, TankDrive, tank_of_litres
from twin.systems.solar_thermal import NO_COLLECTOR, flat_plate
from twin.weather.series import WeatherYear

HOURS = 8760
KWH = 3.6e6
CLOCK = np.arange(HOURS) % 24
FLAT = np.ones(HOURS)
SUN = np.maximum(0.0, 0.8 * np.sin((CLOCK - 6) / 12.0 * np.pi))
PRICE = np.where(CLOCK < 7, 0.4, np.where((CLOCK >= 16) & (CLOCK < 22), 1.7, 1.0))
LOADS = {
    "cooling": np.where((CLOCK > 18) | (CLOCK < 6), 600.0, 0.0),
    "lighting": np.where((CLOCK > 17) & (CLOCK < 23), 80.0, 0.0),
    "appliances": 150.0 * FLAT,
}
DRIVE = TankDrive(
    draw=np.where((CLOCK == 7) | (CLOCK == 21), 2000.0, 0.0),
    temp_cold=22.0 * FLAT,
    temp_around=25.0 * FLAT,
    temp_air=26.0 * FLAT,
    temp_wet_bulb=22.0 * FLAT,
    irradiance=900.0 * SUN,
    may_heat=FLAT,
)


def hot_water(source=Source.HEAT_PUMP, collector=NO_COLLECTOR):
    efficiency = {Source.ELECTRIC: 1.0, Source.GAS: 0.85, Source.HEAT_PUMP: 3.2}
    return HotWater(
        tank=tank_of_litres(0.15, 1.5, 55.0),
        heater=Heater(source, 1500.0, efficiency[source], 1500.0),
        collector=collector,
        drive=DRIVE,
    )


def mobility(charging):
    return Mobility(vehicle=COMMUTER, trips=commute(40e3, 60e3), charging=charging)


EVERYTHING = {
    "plain": Machines(),
    "sun": Machines(peak_power=3000.0),
    "gas": Machines(hot_water=hot_water(Source.GAS, flat_plate(2.0))),
    "all": Machines(
        peak_power=5000.0,
        hot_water=hot_water(),
        mobility=mobility(Charging.SUN),
        battery=battery_of_label(8.0 * KWH, 3000.0),
    ),
    "night": Machines(
        peak_power=2000.0,
        hot_water=hot_water(Source.ELECTRIC),
        mobility=mobility(Charging.OFF_PEAK),
        battery=battery_of_label(12.0 * KWH, 4000.0),
    ),
}


@pytest.mark.parametrize("name", list(EVERYTHING))
@pytest.mark.parametrize("price", [None, PRICE], ids=["flat", "by_time"])
def test_every_hour_balances_and_stores_account_for_the_rest(name, price):
    machines = EVERYTHING[name]
    year = carrier_year(LOADS, SUN, machines, price)
    uses = np.zeros(HOURS)
    for row in year.uses.values():
        uses = uses + row
    inward = year.bought + year.generation + year.battery.discharge
    outward = uses + year.sold + year.battery.charge
    assert inward == pytest.approx(outward, abs=1e-9)
    assert np.all(year.bought * year.sold == 0.0)
    assert np.all(year.bought >= 0.0)
    assert np.all(year.sold >= 0.0)
    assert year.generation == pytest.approx(machines.peak_power * SUN)
    # over the year: what comes in leaves, is lost in the battery, or still stored
    battery = machines.battery
    lost = (1.0 - battery.efficiency_charge) * year.battery.charge.sum()
    lost += (1.0 / battery.efficiency_discharge - 1.0) * year.battery.discharge.sum()
    left = (year.bought + year.generation - year.sold - uses).sum() - lost
    assert abs(left) <= max(battery.capacity / 3600.0, 1e-6)


def test_without_machines_everything_is_bought():
    year = carrier_year(LOADS, SUN, Machines())
    assert year.bought == pytest.approx(sum(LOADS.values()))
    assert year.sold.sum() == year.gas.sum() == year.generation.sum() == 0.0
    assert year.tank is None
    assert year.vehicle is None
    assert (year.share_self_used, year.share_self_supplied) == (0.0, 0.0)


def test_the_sun_serves_the_loads_of_its_hour_first():
    year = carrier_year({"all": 500.0 * FLAT}, SUN, Machines(peak_power=1000.0))
    assert year.bought == pytest.approx(np.maximum(500.0 - 1000.0 * SUN, 0.0))
    assert year.sold == pytest.approx(np.maximum(1000.0 * SUN - 500.0, 0.0))
    assert year.self_used == pytest.approx(np.minimum(500.0, 1000.0 * SUN))


def test_the_order_is_loads_vehicle_battery_grid():
    """Noon: 4 kW of sun; 1 kW load, the vehicle all of the 3 kW, so nothing is left."""
    machines = Machines(
        peak_power=5000.0,
        mobility=Mobility(
            vehicle=COMMUTER._replace(target=0.2),
            trips=commute(0.0, 0.0)._replace(driving=np.where(CLOCK == 20, 9000.0, 0)),
            charging=Charging.SUN,
        ),
        battery=battery_of_label(5.0 * KWH, 3000.0),
    )
    year = carrier_year({"all": 1000.0 * FLAT}, SUN, machines)
    noon = (CLOCK == 12) & (year.uses[VEHICLE] > 0.0)
    room = year.vehicle.stored < 0.99 * COMMUTER.capacity
    assert noon.sum() > 300
    assert year.uses[VEHICLE][noon & room] == pytest.approx(3000.0)
    assert np.all(year.battery.charge[noon & room] < 1e-6)
    assert np.all(year.sold[noon & room] < 1e-6)


def test_a_day_with_a_battery_by_hand():
    """12 h of 1 kW sun over 0.4 kW load fill 5 kWh, which serve 12 h of 0.4 kW."""
    day = np.where((CLOCK >= 6) & (CLOCK < 18), 1.0, 0.0)
    machines = Machines(
        peak_power=1000.0, battery=Battery(5.0 * KWH, 2000.0, 2000.0, 1.0, 1.0)
    )
    year = carrier_year({"all": 400.0 * FLAT}, day, machines)
    assert year.bought.sum() == pytest.approx(0.0, abs=1e-6)
    assert year.sold.sum() == pytest.approx(365.0 * (7200.0 - 4800.0), rel=2e-3)
    assert year.share_self_supplied == pytest.approx(1.0)


def test_the_tank_appears_in_the_meters_of_its_carrier():
    electric = carrier_year(LOADS, SUN, Machines(hot_water=hot_water(Source.ELECTRIC)))
    gas = carrier_year(LOADS, SUN, Machines(hot_water=hot_water(Source.GAS)))
    assert electric.uses[HOT_WATER] == pytest.approx(electric.tank.heater)
    assert gas.gas == pytest.approx(gas.tank.heater / 0.85)
    assert gas.uses[HOT_WATER].sum() == 0.0
    assert electric.bought.sum() == pytest.approx(
        gas.bought.sum() + electric.tank.heater.sum()
    )


def test_a_load_of_the_same_name_is_kept():
    loads = LOADS | {HOT_WATER: 10.0 * FLAT, VEHICLE: 20.0 * FLAT}
    plain = carrier_year(LOADS, SUN, EVERYTHING["all"])
    both = carrier_year(loads, 0.0 * SUN, EVERYTHING["all"])
    assert both.uses[HOT_WATER] == pytest.approx(plain.uses[HOT_WATER] + 10.0)
    assert np.all(both.uses[VEHICLE] >= 20.0)


def test_what_follows_the_sun_raises_self_use():
    def run(charging, battery):
        machines = Machines(
            peak_power=4000.0, mobility=mobility(charging), battery=battery
        )
        return carrier_year(LOADS, SUN, machines).share_self_used

    plain = run(Charging.IMMEDIATE, NO_BATTERY)
    assert run(Charging.SUN, NO_BATTERY) > plain + 0.02
    assert run(Charging.IMMEDIATE, battery_of_label(8.0 * KWH, 3000.0)) > plain + 0.1


def test_a_tariff_moves_purchases_to_its_valley():
    machines = replace(EVERYTHING["night"], peak_power=500.0)
    flat = carrier_year(LOADS, SUN, machines)
    timed = carrier_year(LOADS, SUN, machines, PRICE)
    valley, peak = PRICE == 0.4, PRICE == 1.7
    assert timed.bought[valley].sum() > flat.bought[valley].sum()
    assert timed.bought[peak].sum() < flat.bought[peak].sum()
    assert (timed.bought * PRICE).sum() < (flat.bought * PRICE).sum()


def test_stores_end_the_year_as_they_began():
    year = carrier_year(LOADS, SUN, EVERYTHING["all"])
    again = carrier_year(LOADS, SUN, EVERYTHING["all"])
    assert year.bought.tobytes() == again.bought.tobytes()
    gained = 0.9**0.5 * year.battery.charge - year.battery.discharge / 0.9**0.5
    assert abs(gained.sum()) < 1e-6 * year.battery.charge.sum()


def test_a_battery_that_makes_energy_is_refused(monkeypatch):
    """The check itself is checked."""
    from twin.annual import carriers

    honest = carriers.dispatch_battery

    def generous(*args):
        year = honest(*args)
        return year._replace(discharge=year.discharge * 1.01)

    monkeypatch.setattr(carriers, "dispatch_battery", generous)
    with pytest.raises(BalanceError):
        carrier_year(LOADS, SUN, EVERYTHING["all"])
    assert TOLERANCE == 1e-9


def test_energy_of_months_adds_up_to_the_year():
    months = energy_of_months(np.arange(HOURS, dtype=float))
    assert months.shape == (12,)
    assert months[0] == pytest.approx(np.arange(744).sum() / 1000.0)
    assert months.sum() == pytest.approx(np.arange(HOURS).sum() / 1000.0)


@pytest.fixture(scope="module")
def outside():
    season = np.cos(2.0 * np.pi * (np.arange(HOURS) - 24 * 15) / HOURS)
    temp = 24.0 - 5.0 * season + 4.0 * np.sin((CLOCK - 9) / 24.0 * 2.0 * np.pi)
    light = 800.0 * np.maximum(0.0, np.sin((CLOCK - 5.5) / 12.0 * np.pi))
    weather = WeatherYear(
        name="made", latitude=18.6, longitude=109.7, elevation=70.0, utc_offset=8.0,
        is_synthetic=True, source_note="test", temp_outdoor=temp,
        temp_dew=temp - 4.0, pressure=100_500.0 * FLAT,
        irradiance_global=light, irradiance_direct=0.0 * FLAT,
        irradiance_diffuse=light, radiation_sky=400.0 * FLAT, wind_speed=2.0 * FLAT,
        wind_direction=0.0 * FLAT, cloud_cover=0.5 * FLAT, precipitation=0.0 * FLAT,
    )  # fmt: skip
    return prepare_outdoor(weather)


def test_draws_of_a_month_are_heat_times_people_times_days(outside):
    presence = np.linspace(0.3, 1.4, 12)
    drive = tank_drive(outside, 6.0 * KWH, presence, 25.0 * FLAT)
    expected = (
        6.0 * presence * np.array([31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31])
    )
    assert energy_of_months(drive.draw) == pytest.approx(expected)


def test_a_tank_outdoors_sees_the_weather(outside):
    drive = tank_drive(outside, KWH, np.ones(12), 25.0 * FLAT)
    assert np.all(drive.temp_wet_bulb <= drive.temp_air + 0.5)
    assert abs(drive.temp_cold.mean() - outside.temp_mean.mean()) < 1.0
    assert np.ptp(drive.temp_cold) < np.ptp(outside.temp_mean)
    assert np.all(drive.may_heat == 1.0)
    nights = np.where(CLOCK < 7, 1.0, 0.0)
    limited = tank_drive(outside, KWH, np.ones(12), 25.0 * FLAT, nights)
    assert np.all(limited.may_heat == nights)
    assert 0.8 < drive.irradiance.sum() / outside.weather.irradiance_global.sum() < 1.2
