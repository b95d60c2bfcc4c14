"""Electric vehicle: what it drives, when it is plugged in, how it charges."""

from enum import IntEnum
from typing import Final, NamedTuple

import numpy as np
from numba import njit

from twin.ground.calendar import clock_of_hour, weekday_of_hour
from twin.ground.constants import HOURS_PER_YEAR
from twin.ground.types import FloatArray

STEP: Final = 3600.0
"""Length of a step [s]."""
_SATURDAY: Final = 5


class Charging(IntEnum):
    """How a plugged-in vehicle charges."""

    IMMEDIATE = 0
    """At full power until full."""
    OFF_PEAK = 1
    """In preferred hours, and before departure as late as possible."""
    SUN = 2
    """From surplus, and before departure as late as possible."""


class Vehicle(NamedTuple):
    """A battery-electric vehicle with its charger at home."""

    capacity: float
    """Usable energy of the battery [J]."""
    power: float
    """Largest power of the charger, drawn from the house [W]."""
    efficiency: float
    """Energy stored over energy drawn from the house [-]."""
    target: float
    """Share of the capacity that is there at departure, if time allows [-]."""


class Trips(NamedTuple):
    """When a vehicle is at home and what it drives, shape ``(hour,)``."""

    plugged: FloatArray
    """1 where it is plugged in for the whole hour, else 0 [-]."""
    driving: FloatArray
    """Energy that driving takes from the battery, mean of the hour [W]."""


class VehicleYear(NamedTuple):
    """Hours of a vehicle, shape ``(hour,)``."""

    stored: FloatArray
    """Energy stored at the end of the hour [J]."""
    charge: FloatArray
    """Power drawn from the house [W]."""
    driven: FloatArray
    """Energy taken by driving, mean [W]."""
    shortfall: FloatArray
    """Energy of driving that the battery lacked, charged elsewhere, mean [W]."""


CONSUMPTION: Final = 0.15 * 3.6e6 / 1000.0
"""Energy per distance, 15 kWh/100 km of a mid-size car; status G [J/m]."""
COMMUTER: Final = Vehicle(50.0 * 3.6e6, 7000.0, 0.89, 0.8)
"""50 kWh, 7 kW, 11 % charging loss; status G."""


def commute(
    distance_weekday: float,
    distance_weekend: float,
    hour_out: int = 8,
    hour_back: int = 18,
    consumption: float = CONSUMPTION,
) -> Trips:
    """Return a year of days that all begin and end at home.

    Half of the distance is driven in the first hour away, half in the last.

    Parameters
    ----------
    distance_weekday
        Distance of each day from Monday to Friday [m].
    distance_weekend
        Distance of each Saturday and Sunday; at zero the vehicle stays [m].
    hour_out
        Hour of the day in which it leaves [h].
    hour_back
        Hour from which on it is plugged in again, at least two later [h].
    consumption
        Energy per distance [J/m].

    Returns
    -------
    Trips
        Shape ``(hour,)``.

    Examples
    --------
    >>> round(float(commute(30e3, 0.0).driving.sum()) / 1000.0)
    1174
    """
    is_weekend = weekday_of_hour() >= _SATURDAY
    distance = np.where(is_weekend, distance_weekend, distance_weekday)
    clock = clock_of_hour()
    is_away = (clock >= hour_out) & (clock < hour_back) & (distance > 0.0)
    moves = (clock == hour_out) | (clock == hour_back - 1)
    driving = np.where(moves, 0.5 * distance * consumption / STEP, 0.0)
    return Trips(np.where(is_away, 0.0, 1.0), np.asarray(driving, dtype=np.float64))


@njit(cache=True, error_model="numpy")
def hours_to_departure(plugged: FloatArray) -> FloatArray:
    """Return the hours plugged in from each hour on, that hour included.

    Parameters
    ----------
    plugged
        1 where the vehicle is plugged in, else 0, shape ``(hour,)`` [-].

    Returns
    -------
    FloatArray
        0 while away; 8760 more when no departure follows, shape ``(hour,)`` [h].

    Examples
    --------
    >>> hours_to_departure(np.array([1.0, 1.0, 0.0, 1.0])).tolist()
    [2.0, 1.0, 0.0, 8761.0]
    """
    left = np.zeros(plugged.shape[0])
    ahead = float(HOURS_PER_YEAR)
    for k in range(plugged.shape[0] - 1, -1, -1):
        ahead = ahead + 1.0 if plugged[k] > 0.0 else 0.0
        left[k] = ahead
    return left


@njit(cache=True, error_model="numpy")
def charging_power(
    vehicle: Vehicle, energy_stored: float, wanted: float, hours_left: float
) -> float:
    """Return the power that a plugged-in vehicle draws.

    It draws what is wanted, and at least what must be drawn now so that the target is
    still within reach at full power in the hours left.

    Parameters
    ----------
    vehicle
        Limits.
    energy_stored
        Energy stored at the start of the hour [J].
    wanted
        Power by the way of charging [W].
    hours_left
        Hours plugged in, this one included [h].

    Returns
    -------
    float
        Power drawn from the house [W].

    Examples
    --------
    >>> charging_power(Vehicle(3.6e7, 4000.0, 1.0, 1.0), 0.0, 0.0, 3.0)
    2000.0
    """
    per_hour = vehicle.efficiency * STEP
    lacking = (vehicle.target * vehicle.capacity - energy_stored) / per_hour
    must = lacking - vehicle.power * max(hours_left - 1.0, 0.0)
    room = (vehicle.capacity - energy_stored) / per_hour
    return max(min(max(wanted, must), vehicle.power, room), 0.0)


@njit(cache=True, error_model="numpy")
def simulate_vehicle(
    vehicle: Vehicle,
    trips: Trips,
    charging: int,
    surplus: FloatArray,
    preferred: FloatArray,
    energy_stored: float,
) -> VehicleYear:
    """Return the hours of a vehicle.

    Parameters
    ----------
    vehicle
        Limits.
    trips
        When it is at home and what it drives.
    charging
        One of `Charging` [-].
    surplus
        Generation less load of the house, shape ``(hour,)`` [W].
    preferred
        1 in hours preferred for charging, else 0, shape ``(hour,)`` [-].
    energy_stored
        Energy stored at the start [J].

    Returns
    -------
    VehicleYear
        Hourly results; charge · efficiency = driven + stored, and driven + shortfall
        is what was to be driven.

    Notes
    -----
    Power is never given back to the house. The battery does not age.
    """
    hours = surplus.shape[0]
    left = hours_to_departure(trips.plugged)
    stored = np.zeros(hours)
    charge = np.zeros(hours)
    driven = np.zeros(hours)
    shortfall = np.zeros(hours)
    energy = energy_stored
    for k in range(hours):
        if trips.plugged[k] > 0.0:
            wanted = vehicle.power
            if charging == Charging.OFF_PEAK:
                wanted = vehicle.power * preferred[k]
            elif charging == Charging.SUN:
                wanted = max(surplus[k], 0.0)
            charge[k] = charging_power(vehicle, energy, wanted, left[k])
            energy += charge[k] * vehicle.efficiency * STEP
        driven[k] = min(trips.driving[k], energy / STEP)
        shortfall[k] = trips.driving[k] - driven[k]
        energy = max(energy - driven[k] * STEP, 0.0)
        stored[k] = energy
    return VehicleYear(stored, charge, driven, shortfall)


def preferred_hours(clock_from: int, clock_to: int) -> FloatArray:
    """Return 1 in the hours of each night that are preferred for charging.

    Parameters
    ----------
    clock_from
        First hour of the day, may be later than the last [h].
    clock_to
        Hour of the day at which they end [h].

    Returns
    -------
    FloatArray
        Shape ``(hour,)`` [-].

    Examples
    --------
    >>> int(preferred_hours(23, 7).sum()) // 365
    8
    """
    clock = clock_of_hour()
    inside = (clock >= clock_from) & (clock < clock_to)
    if clock_from > clock_to:
        inside = (clock >= clock_from) | (clock < clock_to)
    return np.where(inside, np.ones(HOURS_PER_YEAR), 0.0)
