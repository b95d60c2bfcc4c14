"""Hot-water tank, stirred: an hour solved exactly between its set levels."""

import math
from typing import Final, NamedTuple

from numba import njit

STEP: Final = 3600.0
"""Length of a step [s]."""
_SERIES_BELOW: Final = 0.02  # exponents below this use the power series
_STRAIGHT_BELOW: Final = 1e-12  # exponents below this are a straight line
_PHASES: Final = 12  # an hour crosses each of three levels at most once


class Tank(NamedTuple):
    """A tank with its thermostat and its mixing valve."""

    capacity_heat: float
    """Heat capacity of the water [J/K]."""
    loss: float
    """Heat loss to the surroundings [W/K]."""
    temp_set: float
    """Temperature that the heater holds [°C]."""
    temp_use: float
    """Temperature of the water that people draw, mixed [°C]."""
    temp_max: float
    """Temperature at which free heat is turned away [°C]."""


class TankLoad(NamedTuple):
    """What acts on a tank for an hour."""

    draw: float
    """Heat of the water that people want, at `temp_use` over cold water [W]."""
    temp_cold: float
    """Temperature of the cold water, below `temp_use` [°C]."""
    temp_around: float
    """Temperature around the tank [°C]."""
    free: float
    """Heat from the sun [W]."""
    heater: float
    """Capacity of the heater [W]."""


class TankHour(NamedTuple):
    """What happened in an hour."""

    temp: float
    """Temperature at the end [°C]."""
    heater: float
    """Heat by the heater, mean [W]."""
    loss: float
    """Heat lost to the surroundings, mean [W]."""
    drawn: float
    """Heat in the water drawn, mean [W]."""
    unmet: float
    """Heat by which the water drawn was too cold, mean [W]."""
    dumped: float
    """Free heat turned away, mean [W]."""


@njit(cache=True, error_model="numpy")
def _first_integral(x: float) -> float:
    r"""Return :math:`(1 - e^{-x}) / x`."""
    return 1.0 if x == 0.0 else -math.expm1(-x) / x


@njit(cache=True, error_model="numpy")
def _second_integral(x: float) -> float:
    r"""Return :math:`(x - 1 + e^{-x}) / x^2`."""
    if x < _SERIES_BELOW:
        inner = 1.0 / 120.0 - x * (1.0 / 720.0 - x * (1.0 / 5040.0 - x / 40320.0))
        return 0.5 - x * (1.0 / 6.0 - x * (1.0 / 24.0 - x * inner))
    return (x + math.expm1(-x)) / (x * x)


@njit(cache=True, error_model="numpy")
def _balance(tank: Tank, load: TankLoad, temp: float) -> float:
    """Return the heat that a tank gains without its heater [W]."""
    span = tank.temp_use - load.temp_cold
    drawn = load.draw * min((temp - load.temp_cold) / span, 1.0)
    return load.free - tank.loss * (temp - load.temp_around) - drawn


@njit(cache=True, error_model="numpy")
def _control(tank: Tank, load: TankLoad, temp: float) -> tuple[float, float]:
    """Return heat by the heater and heat turned away [W]."""
    balance = _balance(tank, load, temp)
    if temp >= tank.temp_max:
        return 0.0, max(min(balance, load.free), 0.0)
    if temp > tank.temp_set:
        return 0.0, 0.0
    if temp == tank.temp_set:
        return max(min(-balance, load.heater), 0.0), 0.0
    return load.heater, 0.0


@njit(cache=True, error_model="numpy")
def _next_level(tank: Tank, temp: float, net: float) -> float:
    """Return the level that the temperature would meet next."""
    level = math.inf if net > 0.0 else -math.inf
    for one in (tank.temp_use, tank.temp_set, tank.temp_max):
        if net > 0.0 and temp < one < level:
            level = one
        if net < 0.0 and level < one < temp:
            level = one
    return level


@njit(cache=True, error_model="numpy")
def _time_to(level: float, temp: float, tank: Tank, net: float, slope: float) -> float:
    """Return the time to a level, infinite if the temperature settles before it [s]."""
    if math.isinf(level):
        return math.inf
    straight = (level - temp) / net
    if slope * straight >= 1.0:
        return math.inf
    if slope * straight < _STRAIGHT_BELOW:
        return tank.capacity_heat * straight
    return -tank.capacity_heat / slope * math.log1p(-slope * straight)


@njit(cache=True, error_model="numpy")
def step_tank(tank: Tank, load: TankLoad, temp_tank: float) -> TankHour:
    r"""Return an hour of a tank, exact for loads that are constant within it.

    .. math:: C \dot\theta = \dot Q_h + \dot Q_f - UA(\theta - \theta_a)
       - \dot Q_d \min\left(1, \frac{\theta - \theta_c}{\theta_u - \theta_c}\right)

    A mixing valve adds cold water, so a tank above the temperature of use gives the
    heat that is wanted; a colder one gives the same flow at its own temperature, and
    the difference is unmet. Below the set-point the heater runs at full power, at it
    the heater gives what holds it. Between its three levels the equation is linear,
    and the time at which a level is met is a closed form.

    Parameters
    ----------
    tank
        Constants of the tank.
    load
        Means of the hour.
    temp_tank
        Temperature at the start [°C].

    Returns
    -------
    TankHour
        Temperature at the end, and means of the heat flows.

    Notes
    -----
    Water is mixed at once: a real tank is warmer at its top and leaves less unmet.

    References
    ----------
    Duffie and Beckman (2013), Solar Engineering of Thermal Processes, 4th ed., sect.
    8.3, eq. 8.3.2 (fully mixed tank).
    """
    temp = temp_tank
    left = STEP
    heated = lost = drawn = unmet = dumped = 0.0
    flow = load.draw / (tank.temp_use - load.temp_cold)
    for _ in range(_PHASES):
        if left <= 0.0:
            break
        heater, dump = _control(tank, load, temp)
        net = _balance(tank, load, temp) + heater - dump
        is_cold = temp < tank.temp_use or (temp == tank.temp_use and net < 0.0)
        slope = tank.loss + (flow if is_cold else 0.0)
        duration = left
        end = temp
        mean = temp
        if net != 0.0:
            level = _next_level(tank, temp, net)
            reach = _time_to(level, temp, tank, net, slope)
            duration = min(left, reach)
            straight = net * duration / tank.capacity_heat
            x = slope * duration / tank.capacity_heat
            end = level if reach <= left else temp + straight * _first_integral(x)
            mean = temp + straight * _second_integral(x)
        heated += heater * duration
        dumped += dump * duration
        lost += tank.loss * (mean - load.temp_around) * duration
        given = flow * (mean - load.temp_cold) if is_cold else load.draw
        drawn += given * duration
        unmet += (load.draw - given) * duration
        temp = end
        left -= duration
    return TankHour(
        temp,
        heated / STEP,
        lost / STEP,
        drawn / STEP,
        unmet / STEP,
        dumped / STEP,
    )
