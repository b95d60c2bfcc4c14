"""From loads to meters: tank, sun, vehicle and battery in a fixed order.

1. The tank draws electricity or gas for the hot water.
2. Photovoltaics serve all loads of the house.
3. The vehicle charges; by the sun, from what is left.
4. The battery takes what is left then, or serves the deficit.
5. The grid takes or gives the rest.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np

from twin.annual.outdoor import OutdoorYear
from twin.ground.balance import check_balance
from twin.ground.calendar import HOURS_PER_MONTH, clock_of_hour, month_of_hour
from twin.ground.constants import JOULES_PER_KWH, SECONDS_PER_HOUR
from twin.ground.psychrometrics import (
    humidity_relative_from_ratio,
    temp_wet_bulb_stull,
)
from twin.ground.types import FloatArray
from twin.model.zone import Exposure
from twin.systems.battery import (
    NO_BATTERY,
    Battery,
    BatteryYear,
    dispatch_battery,
    orders_by_price,
)
from twin.systems.electric_vehicle import (
    Charging,
    Trips,
    Vehicle,
    VehicleYear,
    simulate_vehicle,
)
from twin.systems.hot_water import (
    Heater,
    TankDrive,
    TankYear,
    draw_profile,
    simulate_tank,
)
from twin.systems.photovoltaic import TILT
from twin.systems.solar_thermal import NO_COLLECTOR, Collector
from twin.systems.stirred_tank import Tank
from twin.weather.sun import irradiance_exposure

PASSES: Final = 3
"""Runs of the year; each starts with what the one before left in store."""
HOT_WATER: Final = "hot_water"
"""End use of the tank's electricity."""
VEHICLE: Final = "vehicle"
"""End use of the vehicle's electricity."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class HotWater:
    """A tank, its heater and, it may be, its collector."""

    tank: Tank
    heater: Heater
    drive: TankDrive
    collector: Collector = NO_COLLECTOR


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Mobility:
    """A vehicle and how it is used."""

    vehicle: Vehicle
    trips: Trips
    charging: Charging = Charging.IMMEDIATE


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Machines:
    """What a building owns besides its loads."""

    peak_power: float = 0.0
    """Peak power of its photovoltaics [W]."""
    hot_water: HotWater | None = None
    mobility: Mobility | None = None
    battery: Battery = NO_BATTERY


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class CarrierYear:
    """Meters of a building, shape ``(hour,)``, means of the hour [W]."""

    uses: Mapping[str, FloatArray]
    """Electric power by end use, hot water and vehicle included."""
    generation: FloatArray
    """Photovoltaic power."""
    bought: FloatArray
    """Electric power from the grid."""
    sold: FloatArray
    """Electric power to the grid."""
    gas: FloatArray
    """Gas for hot water."""
    battery: BatteryYear
    tank: TankYear | None
    vehicle: VehicleYear | None

    @property
    def electricity(self) -> FloatArray:
        """Return electric power of all uses, losses of the battery apart [W]."""
        return np.asarray(sum(self.uses.values(), np.zeros_like(self.bought)))

    @property
    def self_used(self) -> FloatArray:
        """Return photovoltaic power that is not sold, battery losses included [W]."""
        return np.asarray(self.generation - self.sold)

    @property
    def share_self_used(self) -> float:
        """Return the share of the generation that is not sold, 0 without any [-]."""
        total = float(self.generation.sum())
        return float(self.self_used.sum()) / total if total > 0.0 else 0.0

    @property
    def share_self_supplied(self) -> float:
        """Return the share of the uses that the grid does not supply [-]."""
        total = float(self.electricity.sum())
        return 1.0 - float(self.bought.sum()) / total if total > 0.0 else 0.0


def energy_of_months(series: FloatArray) -> FloatArray:
    """Return the energy of each month.

    Parameters
    ----------
    series
        Mean power of each hour in watts, shape ``(hour,)`` [any].

    Returns
    -------
    FloatArray
        Shape ``(month,)`` [kWh].
    """
    starts = np.concatenate([[0], np.cumsum(HOURS_PER_MONTH)[:-1]])
    return np.asarray(np.add.reduceat(series, starts) / 1000.0)


def tank_drive(
    outdoor: OutdoorYear,
    heat_daily: float,
    monthly: FloatArray,
    temp_around: FloatArray,
    may_heat: FloatArray | None = None,
) -> TankDrive:
    """Return what acts on a tank whose machines stand outdoors.

    Cold water has the temperature of the ground below the street; the collector lies
    on a roof of 15° towards the equator.

    Parameters
    ----------
    outdoor
        Climate year.
    heat_daily
        Heat of all hot water of a day when everybody is there [J].
    monthly
        Share of the people who are there, shape ``(month,)`` [any].
    temp_around
        Temperature around the tank, shape ``(hour,)`` [°C].
    may_heat
        1 where the heater may run, else 0; none for always, shape ``(hour,)`` [-].

    Returns
    -------
    TankDrive
        Hourly inputs.
    """
    facing = 180.0 if outdoor.weather.latitude >= 0.0 else 0.0
    exposure = Exposure(tilt=TILT, azimuth=facing)
    light = irradiance_exposure(outdoor.sun, outdoor.weather, exposure)
    air = outdoor.temp_mean
    relative = humidity_relative_from_ratio(
        air, outdoor.humidity_ratio, outdoor.weather.pressure
    )
    draw = draw_profile(heat_daily)[clock_of_hour()] * monthly[month_of_hour()]
    always = np.ones_like(air)
    return TankDrive(
        draw=draw,
        temp_cold=np.array(outdoor.temp_ground),
        temp_around=np.array(temp_around),
        temp_air=np.array(air),
        temp_wet_bulb=temp_wet_bulb_stull(air, np.minimum(relative, 1.0)),
        irradiance=np.array(light.direct + light.diffuse),
        may_heat=always if may_heat is None else np.array(may_heat),
    )


def _run_tank(hot_water: HotWater) -> TankYear:
    """Return a year of the tank that ends about as it began, balance checked."""
    tank, drive = hot_water.tank, hot_water.drive
    start = tank.temp_set
    year = simulate_tank(tank, hot_water.heater, hot_water.collector, drive, start)
    for _ in range(PASSES - 1):
        start = float(year.temp[-1])
        year = simulate_tank(tank, hot_water.heater, hot_water.collector, drive, start)
    stored = tank.capacity_heat * (float(year.temp[-1]) - start) / SECONDS_PER_HOUR
    gained = float((year.heater + year.solar).sum())
    given = float((year.loss + year.drawn).sum())
    through = gained + float(np.abs(year.loss).sum() + np.abs(year.drawn).sum())
    check_balance("heat", "hot-water tank", gained - given - stored, through)
    lacking = drive.draw - year.drawn - year.unmet
    check_balance("hot water", "draws", lacking.sum(), drive.draw.sum())
    return year


def _run_vehicle(
    mobility: Mobility, surplus: FloatArray, preferred: FloatArray
) -> VehicleYear:
    """Return a year of the vehicle that ends about as it began, balance checked."""
    vehicle, trips = mobility.vehicle, mobility.trips
    start = vehicle.target * vehicle.capacity
    way = int(mobility.charging)
    year = simulate_vehicle(vehicle, trips, way, surplus, preferred, start)
    for _ in range(PASSES - 1):
        start = float(year.stored[-1])
        year = simulate_vehicle(vehicle, trips, way, surplus, preferred, start)
    stored = (float(year.stored[-1]) - start) / SECONDS_PER_HOUR
    gained = vehicle.efficiency * float(year.charge.sum())
    driven = float(year.driven.sum())
    through = gained + driven + vehicle.capacity / JOULES_PER_KWH
    check_balance("energy", "vehicle", gained - driven - stored, through)
    return year


def _run_battery(
    battery: Battery, surplus: FloatArray, orders: FloatArray
) -> BatteryYear:
    """Return a year of the battery that ends about as it began, balance checked."""
    start = 0.0
    year = dispatch_battery(battery, surplus, orders, start)
    for _ in range(PASSES - 1):
        start = float(year.stored[-1])
        year = dispatch_battery(battery, surplus, orders, start)
    stored = (float(year.stored[-1]) - start) / SECONDS_PER_HOUR
    gained = battery.efficiency_charge * float(year.charge.sum())
    released = float(year.discharge.sum()) / battery.efficiency_discharge
    through = gained + released + battery.capacity / JOULES_PER_KWH
    check_balance("energy", "battery", gained - released - stored, through)
    return year


def carrier_year(
    loads: Mapping[str, FloatArray],
    power: FloatArray,
    machines: Machines,
    price: FloatArray | None = None,
) -> CarrierYear:
    """Return the meters of a building.

    Parameters
    ----------
    loads
        Electric power by end use; that of tank and vehicle is added, ``(hour,)`` [W].
    power
        Photovoltaic yield per peak power, shape ``(hour,)`` [W/W].
    machines
        What the building owns.
    price
        Price of electricity by time of use; none for a flat one, under which the
        battery serves self-use and no hour is preferred, shape ``(hour,)`` [any].

    Returns
    -------
    CarrierYear
        Hourly meters; bought + generation = uses + charge − discharge + sold.

    Raises
    ------
    BalanceError
        Tank, vehicle, battery or meters do not conserve energy.
    """
    flat = np.zeros_like(power) if price is None else price
    uses = dict(loads)
    gas = np.zeros_like(power)
    tank = vehicle = None
    if machines.hot_water is not None:
        tank = _run_tank(machines.hot_water)
        uses[HOT_WATER] = tank.electricity + uses.get(HOT_WATER, 0.0)
        gas = tank.gas
    generation = machines.peak_power * power
    surplus = generation - np.asarray(sum(uses.values(), np.zeros_like(power)))
    if machines.mobility is not None:
        preferred = np.where(flat == flat.min(), 1.0, 0.0) * float(np.ptp(flat) > 0.0)
        vehicle = _run_vehicle(machines.mobility, surplus, preferred)
        uses[VEHICLE] = vehicle.charge + uses.get(VEHICLE, 0.0)
        surplus = surplus - vehicle.charge
    battery = _run_battery(machines.battery, surplus, orders_by_price(flat))
    net = surplus - battery.charge + battery.discharge
    year = CarrierYear(
        uses=uses,
        generation=generation,
        bought=np.maximum(-net, 0.0),
        sold=np.maximum(net, 0.0),
        gas=gas,
        battery=battery,
        tank=tank,
        vehicle=vehicle,
    )
    inward = year.bought + generation + battery.discharge
    outward = year.electricity + battery.charge + year.sold
    check_balance("electricity", "meters", (inward - outward).sum(), inward.sum())
    return year
