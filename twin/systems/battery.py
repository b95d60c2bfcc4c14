"""Home battery: dispatch hour by hour, and how it fades."""

import math
from typing import Final, NamedTuple

import numpy as np
from numba import njit

from twin.ground.constants import KELVIN
from twin.ground.types import FloatArray

STEP: Final = 3600.0
"""Length of a step [s]."""
USE: Final = 0.0
"""Order of an hour: surplus charges, deficits discharge (self-use)."""
HOLD: Final = 1.0
"""Order of an hour: surplus charges, nothing discharges."""
FILL: Final = 2.0
"""Order of an hour: charge at full power, from the grid if need be."""

# Fade of a large LFP cell, BLAST-Lite "Lfp_Gr_250AhPrismatic", status S.
_CALENDAR: Final = (8.37e4, -5.21e3, -3.56e3, 0.526)
_CYCLING: Final = (4.38e-8, 1.55e-8, 1.68e-7, 2.19e3, 1.55e5, 0.828)
_DAYS: Final = 365.0


class Battery(NamedTuple):
    """A battery with its inverter, as seen at the alternating-current side."""

    capacity: float
    """Energy between empty and full, inside the battery [J]."""
    power_charge: float
    """Largest power taken in [W]."""
    power_discharge: float
    """Largest power given out [W]."""
    efficiency_charge: float
    """Energy stored over energy taken in [-]."""
    efficiency_discharge: float
    """Energy given out over energy released [-]."""


NO_BATTERY: Final = Battery(0.0, 0.0, 0.0, 1.0, 1.0)
"""No battery."""


class BatteryYear(NamedTuple):
    """Hours of a battery, shape ``(hour,)``."""

    stored: FloatArray
    """Energy stored at the end of the hour [J]."""
    charge: FloatArray
    """Power taken in [W]."""
    discharge: FloatArray
    """Power given out [W]."""


class Wear(NamedTuple):
    """How a battery is used over the years."""

    temp: float
    """Mean temperature of the cells, 10 to 45 [°C]."""
    charge: float
    """Mean state of charge, 0 to 1 [-]."""
    depth: float
    """Depth of a cycle, 0.8 to 1 where tested [-]."""
    rate: float
    """Mean of charge and discharge current over capacity, up to 0.65 [1/h]."""
    cycles: float
    """Equivalent full cycles a year [1/a]."""


def battery_of_label(
    energy_usable: float, power_limit: float, efficiency_round_trip: float = 0.9
) -> Battery:
    """Return a battery by what its label says.

    Parameters
    ----------
    energy_usable
        Energy between empty and full [J].
    power_limit
        Largest power in and out [W].
    efficiency_round_trip
        Energy given out over energy taken in, inverter included; status G [-].

    Returns
    -------
    Battery
        Losses split evenly between charge and discharge.
    """
    one_way = math.sqrt(efficiency_round_trip)
    return Battery(energy_usable, power_limit, power_limit, one_way, one_way)


@njit(cache=True, error_model="numpy")
def step_battery(
    battery: Battery, energy_stored: float, surplus: float, order: float
) -> tuple[float, float, float]:
    r"""Return energy stored at the end of an hour, charge and discharge.

    .. math:: E_1 = E_0 + \left(\eta_c P_c - P_d / \eta_d\right) t

    Parameters
    ----------
    battery
        Limits and efficiencies.
    energy_stored
        Energy stored at the start [J].
    surplus
        Generation less load, mean of the hour; negative for a deficit [W].
    order
        `USE`, `HOLD` or `FILL` [-].

    Returns
    -------
    tuple[float, float, float]
        Energy stored, power taken in, power given out [J, W, W].

    Notes
    -----
    A battery never charges and discharges in one hour. Self-discharge and the standby
    of the inverter are left out.

    References
    ----------
    Luthander et al. (2015), Applied Energy 142, 80, doi 10.1016/j.apenergy.2014.12.028
    (self-use by a battery).

    Examples
    --------
    >>> step_battery(Battery(3.6e7, 5e3, 5e3, 0.9, 1.0), 0.0, 1000.0, 0.0)
    (3240000.0, 1000.0, 0.0)
    """
    if surplus > 0.0 or order == FILL:
        wanted = battery.power_charge if order == FILL else surplus
        room = (battery.capacity - energy_stored) / (battery.efficiency_charge * STEP)
        charge = max(min(wanted, battery.power_charge, room), 0.0)
        stored = energy_stored + battery.efficiency_charge * charge * STEP
        return min(stored, max(battery.capacity, energy_stored)), charge, 0.0
    if order == HOLD:
        return energy_stored, 0.0, 0.0
    there = energy_stored * battery.efficiency_discharge / STEP
    discharge = max(min(-surplus, battery.power_discharge, there), 0.0)
    stored = energy_stored - discharge * STEP / battery.efficiency_discharge
    return max(stored, 0.0), 0.0, discharge


@njit(cache=True, error_model="numpy")
def dispatch_battery(
    battery: Battery, surplus: FloatArray, orders: FloatArray, energy_stored: float
) -> BatteryYear:
    """Return the hours of a battery that follows orders.

    Parameters
    ----------
    battery
        Limits and efficiencies.
    surplus
        Generation less load, shape ``(hour,)`` [W].
    orders
        `USE`, `HOLD` or `FILL`, shape ``(hour,)`` [-].
    energy_stored
        Energy stored at the start [J].

    Returns
    -------
    BatteryYear
        Hourly results.

    References
    ----------
    See `step_battery`.
    """
    hours = surplus.shape[0]
    stored = np.zeros(hours)
    charge = np.zeros(hours)
    discharge = np.zeros(hours)
    energy = energy_stored
    for k in range(hours):
        energy, charge[k], discharge[k] = step_battery(
            battery, energy, surplus[k], orders[k]
        )
        stored[k] = energy
    return BatteryYear(stored, charge, discharge)


def orders_by_price(price: FloatArray) -> FloatArray:
    """Return the orders of a battery under a tariff by time of use.

    It fills in the cheapest hours, serves the dearest, and holds in between; under a
    flat tariff it serves whenever there is a deficit.

    Parameters
    ----------
    price
        Price of electricity, shape ``(hour,)`` [any].

    Returns
    -------
    FloatArray
        `USE`, `HOLD` or `FILL`, shape ``(hour,)`` [-].

    Examples
    --------
    >>> orders_by_price(np.array([0.4, 1.0, 1.7])).tolist()
    [2.0, 1.0, 0.0]
    """
    cheapest, dearest = float(price.min()), float(price.max())
    if cheapest == dearest:
        return np.full(price.shape, USE)
    orders = np.full(price.shape, HOLD)
    orders[price == cheapest] = FILL
    orders[price == dearest] = USE
    return orders


def _anode_potential(charge: float) -> float:
    """Return the open-circuit potential of graphite at a state of charge [V].

    Safari and Delacourt (2011), J. Electrochem. Soc. 158, A562, as in BLAST-Lite.
    """
    x = 8.5e-3 + charge * (0.78 - 8.5e-3)
    return (
        0.6379
        + 0.5416 * math.exp(-305.5309 * x)
        + 0.044 * math.tanh(-(x - 0.1958) / 0.1088)
        - 0.1978 * math.tanh((x - 1.0571) / 0.0854)
        - 0.6875 * math.tanh((x + 0.0117) / 0.0529)
        - 0.0175 * math.tanh((x - 0.5692) / 0.0875)
    )


def battery_health(wear: Wear, age: float) -> float:
    r"""Return capacity over new capacity.

    .. math:: q = 1 - k_t\,t^{0.526} - k_c\,N^{0.828}

    Parameters
    ----------
    wear
        How the battery is used.
    age
        Age [a].

    Returns
    -------
    float
        1 when new, never below 0 [-].

    Notes
    -----
    Cells under mild currents; packs fade 20 to 30 % faster.

    References
    ----------
    Gasper et al. (2023), J. Energy Storage 73, 109042, doi 10.1016/j.est.2023.109042;
    constants of NREL BLAST-Lite, lfp_gr_250AhPrismatic_2019.

    Examples
    --------
    >>> round(battery_health(Wear(25.0, 0.5, 0.8, 0.25, 250.0), 10.0), 3)
    0.864
    """
    kelvin = wear.temp + KELVIN
    c, n = _CALENDAR, _CYCLING
    calendar = c[0] * math.exp((c[1] + c[2] * _anode_potential(wear.charge)) / kelvin)
    stress = n[0] + n[1] * wear.depth + n[2] * wear.rate
    cycling = stress * (math.exp(n[3] / kelvin) + math.exp(-n[4] / kelvin))
    lost = calendar * (age * _DAYS) ** c[3] + cycling * (wear.cycles * age) ** n[5]
    return float(max(1.0 - lost, 0.0))


def faded(battery: Battery, health: float) -> Battery:
    """Return a battery with what its age has left of its capacity.

    Parameters
    ----------
    battery
        Battery when new.
    health
        Capacity over new capacity [-].

    Returns
    -------
    Battery
        The same limits of power and the same efficiencies.
    """
    return battery._replace(capacity=battery.capacity * health)
