"""Ceiling fan: power, air speed, and how much warmer a room may be."""

from typing import Final, NamedTuple

from numba import njit

AIR_SPEEDS: Final = (0.6, 0.9, 1.2)
"""Air speeds from which the comfort limit rises, EN 16798-1 and ASHRAE 55 [m/s]."""
OFFSETS: Final = (1.2, 1.8, 2.2)
"""Rise of the upper limit from each of these speeds on; status S [K]."""
TEMP_FAN: Final = 25.0
"""Operative temperature above which air speed counts [°C]."""
TEMP_HARM: Final = 35.0
"""Air temperature from which moving air is not relied on; status G [°C]."""


class CeilingFan(NamedTuple):
    """A fan with a continuous regulator."""

    power: float
    """Electric power at full speed [W]."""
    air_speed: float
    """Mean air speed where people are, at full speed [m/s]."""
    standby: float
    """Power of the receiver, fan on or off [W]."""


SMALL_DC: Final = CeilingFan(power=30.0, air_speed=1.2, standby=0.5)
"""A good fan with a direct-current motor; power of 2 to 35 W reported, status G."""
LARGE_AC: Final = CeilingFan(power=70.0, air_speed=1.2, standby=0.0)
"""An ordinary fan with an induction motor; 50 to 100 W reported, status S."""


@njit(cache=True, inline="always", error_model="numpy")
def _rise(air_speed: float) -> float:
    """Return the rise that the standards give an air speed, wherever it counts [K]."""
    first = OFFSETS[0] if air_speed >= AIR_SPEEDS[0] else 0.0
    second = OFFSETS[1] if air_speed >= AIR_SPEEDS[1] else first
    return OFFSETS[2] if air_speed >= AIR_SPEEDS[2] else second


@njit(cache=True, inline="always", error_model="numpy")
def temp_offset_fan(air_speed: float, temp_operative: float) -> float:
    """Return by how much the upper comfort limit rises in moving air.

    The steps of the standards are kept: between two tabulated speeds, the lower counts.

    Parameters
    ----------
    air_speed
        Mean air speed where people are, under their control [m/s].
    temp_operative
        Operative temperature; air speed counts above 25 and, being near the air
        temperature, below 35 [°C].

    Returns
    -------
    float
        0, 1.2, 1.8 or 2.2 [K].

    References
    ----------
    EN 16798-1:2019, annex B.2.2, table B.4; ASHRAE 55-2020, sect. 5.4.2.4; values
    agree in both, places of the tables from memory.

    Examples
    --------
    >>> temp_offset_fan(0.9, 28.0), temp_offset_fan(0.9, 24.0)
    (1.8, 0.0)
    """
    counts = (temp_operative > TEMP_FAN) & (temp_operative < TEMP_HARM)
    return _rise(air_speed) if counts else 0.0


@njit(cache=True, inline="always", error_model="numpy")
def power_fan(fan: CeilingFan, share: float) -> float:
    r"""Return the electric power at a share of full speed.

    .. math:: P = P_0 + (P_1 - P_0)\,n^3

    Parameters
    ----------
    fan
        Rated values.
    share
        Speed of rotation over full speed, 0 to 1; air speed goes with it [-].

    Returns
    -------
    float
        All of it warms the room [W].

    References
    ----------
    Fan affinity laws: ASHRAE Handbook HVAC Systems and Equipment (2016), ch. 21.

    Examples
    --------
    >>> power_fan(SMALL_DC, 0.5)
    4.1875
    """
    return fan.standby + (fan.power - fan.standby) * share**3


@njit(cache=True, inline="always", error_model="numpy")
def run_fan(
    fan: CeilingFan, temp_operative: float, temp_limit: float
) -> tuple[float, float, float]:
    """Return power, air speed and offset of a fan that people set as they need it.

    They choose the lowest of the tabulated speeds that makes the room comfortable; if
    none does, the highest that the fan can reach.

    Parameters
    ----------
    fan
        Rated values.
    temp_operative
        Operative temperature of the room [°C].
    temp_limit
        Upper comfort limit in still air [°C].

    Returns
    -------
    tuple[float, float, float]
        Power, air speed, rise of the limit [W, m/s, K].

    References
    ----------
    EN 16798-1:2019, annex B.2.2, table B.4.

    Examples
    --------
    >>> run_fan(SMALL_DC, 28.0, 27.0)[1:]
    (0.6, 1.2)
    """
    excess = temp_operative - temp_limit
    one = (excess > 0.0) & (fan.air_speed >= AIR_SPEEDS[0])
    two = (excess > OFFSETS[0]) & (fan.air_speed >= AIR_SPEEDS[1])
    three = (excess > OFFSETS[1]) & (fan.air_speed >= AIR_SPEEDS[2])
    low = AIR_SPEEDS[0] if one else 0.0
    middle = AIR_SPEEDS[1] if two else low
    wanted = AIR_SPEEDS[2] if three else middle
    offset = temp_offset_fan(wanted, temp_operative)
    speed = wanted if offset > 0.0 else 0.0
    return power_fan(fan, speed / max(fan.air_speed, 1e-9)), speed, offset


@njit(cache=True, inline="always", error_model="numpy")
def temp_setback_fan(air_speed: float, temp_set: float) -> float:
    """Return by how much a cooling set-point may rise for moving air.

    The rise must lead above 25 °C, where air speed counts; a colder set-point is held
    as in still air.

    Parameters
    ----------
    air_speed
        Mean air speed where people are, that they can have [m/s].
    temp_set
        Set-point in still air [°C].

    Returns
    -------
    float
        0, 1.2, 1.8 or 2.2 [K].

    References
    ----------
    EN 16798-1:2019, annex B.2.2, table B.4; ASHRAE 55-2020, sect. 5.4.2.4; use of the
    offset on a set-point is ours, status A.

    Examples
    --------
    >>> temp_setback_fan(1.2, 26.0), temp_setback_fan(1.2, 22.0)
    (2.2, 0.0)
    """
    rise = _rise(air_speed)
    return rise if temp_set + rise > TEMP_FAN else 0.0
