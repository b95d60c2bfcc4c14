"""Air-to-air heat pump in winter: capacity, efficiency, frost, backup."""

import math
from typing import Final, NamedTuple

from numba import njit

from twin.ground.constants import MOLAR_RATIO_WATER_AIR, PRESSURE_STANDARD
from twin.ground.psychrometrics import MAGNUS_PRESSURE, MAGNUS_SLOPE, MAGNUS_TEMP
from twin.systems.room_air_conditioner import part_load_factor

# Curves of the EnergyPlus example heat pump (outdoor dry bulb in °C), status S.
_CAPACITY: Final = (0.758746, 0.027626, 0.000148716, 0.0000034992)
_INPUT: Final = (1.19248, -0.0300438, 0.00103745, -0.000023328)
# Power while inverter units modulate, EnergyPlus example multi-split, status S.
_INVERTER: Final = (0.1400093, 0.6415002, 0.1339047, 0.0845859)
TEMP_RANGE: Final = (-20.0, 20.0)
"""Range of the curves, outdoor temperature [°C]."""
TEMP_FROST: Final = 5.0
"""Outdoor temperature below which coils frost, EnergyPlus default [°C]."""
PART_LOAD_LEAST: Final = 0.25
"""Least part load of an inverter before it cycles, EnergyPlus example [-]."""
_FROST_RATE: Final = 0.01446  # kg/kg, EnergyPlus on-demand defrost
_FROST_CAPACITY: Final = 0.875
_FROST_INPUT: Final = 0.954
_COIL_SLOPE: Final = 0.82
_COIL_SHIFT: Final = 8.589  # K
_DEFROST_HEAT: Final = 0.01 / 1.01667  # 1/K, heat taken from the room by reversal
_DEFROST_TEMP: Final = 7.222  # °C
_DEFROST_INPUT: Final = 0.1528 / 1.01667  # reverse-cycle power, as in OCHRE; status S
_DRY: Final = 1e-6  # kg/kg, least humidity difference of the published model


class HeatPump(NamedTuple):
    """A reversible split unit with an electric backup."""

    capacity: float
    """Heating capacity at 8.33 °C outdoors, 21.1 °C indoors [W]."""
    efficiency: float
    """Heat over power at the same point, COP [-]."""
    backup: float
    """Capacity of the electric backup, zero without [W]."""
    temp_least: float
    """Outdoor temperature below which the compressor stays off [°C]."""
    is_inverter: float
    """1 for units that modulate, 0 for units that cycle [-]."""


class HeatPumpHour(NamedTuple):
    """What a heat pump gives and takes, means of an hour."""

    heat: float
    """Heat that reaches the room, backup included [W]."""
    power: float
    """Electric power, defrost and backup included [W]."""
    heat_backup: float
    """Heat by the backup, part of `heat` and, as much, of `power` [W]."""
    unmet: float
    """Need that neither compressor nor backup could meet [W]."""


@njit(cache=True, error_model="numpy")
def _cubic(curve: tuple[float, float, float, float], x: float) -> float:
    """Return a cubic polynomial."""
    return curve[0] + x * (curve[1] + x * (curve[2] + x * curve[3]))


@njit(cache=True, error_model="numpy")
def capacity_modifier_heating(temp_outdoor: float) -> float:
    """Return heating capacity without frost over the rated one.

    Parameters
    ----------
    temp_outdoor
        Outdoor temperature, read at −20 or 20 beyond [°C].

    Returns
    -------
    float
        1 near 8.3 °C [-].

    References
    ----------
    EnergyPlus example heat pump, curve "HPACHeatCapFT".

    Examples
    --------
    >>> (
    ...     round(capacity_modifier_heating(8.33), 2),
    ...     round(capacity_modifier_heating(0), 2),
    ... )
    (1.0, 0.76)
    """
    return _cubic(_CAPACITY, min(max(temp_outdoor, TEMP_RANGE[0]), TEMP_RANGE[1]))


@njit(cache=True, error_model="numpy")
def input_modifier_heating(temp_outdoor: float) -> float:
    """Return power per heat without frost over the rated one.

    Parameters
    ----------
    temp_outdoor
        Outdoor temperature, read at −20 or 20 beyond [°C].

    Returns
    -------
    float
        1 near 8.3 °C; its inverse multiplies the COP [-].

    References
    ----------
    EnergyPlus example heat pump, curve "HPACHeatEIRFT".

    Examples
    --------
    >>> round(1.0 / input_modifier_heating(-10.0), 2)
    0.62
    """
    return _cubic(_INPUT, min(max(temp_outdoor, TEMP_RANGE[0]), TEMP_RANGE[1]))


@njit(cache=True, error_model="numpy")
def frost_share(temp_outdoor: float, humidity_ratio: float) -> float:
    r"""Return the share of time that the outdoor coil is being thawed.

    .. math:: f = \left(1 + \frac{0.01446}{\Delta w}\right)^{-1},\qquad
       \theta_{coil} = 0.82\,\theta_o - 8.589

    Frost grows with the humidity difference between outdoor air and air saturated at
    the coil; there is none above 5 °C.

    Parameters
    ----------
    temp_outdoor
        Outdoor temperature [°C].
    humidity_ratio
        Humidity ratio of outdoor air [kg/kg].

    Returns
    -------
    float
        0 above 5 °C, else up to about 0.2 [-].

    References
    ----------
    EnergyPlus Engineering Reference, "Defrost operation", on demand (after DOE-2.1E).
    Saturation over water, as in `twin.ground.psychrometrics`, at 101 325 Pa.

    Examples
    --------
    >>> frost_share(6.0, 0.005)
    0.0
    """
    if temp_outdoor >= TEMP_FROST:
        return 0.0
    coil = _COIL_SLOPE * temp_outdoor - _COIL_SHIFT
    vapour = MAGNUS_PRESSURE * math.exp(MAGNUS_SLOPE * coil / (MAGNUS_TEMP + coil))
    saturated = MOLAR_RATIO_WATER_AIR * vapour / (PRESSURE_STANDARD - vapour)
    return 1.0 / (1.0 + _FROST_RATE / max(humidity_ratio - saturated, _DRY))


@njit(cache=True, error_model="numpy")
def part_load_factor_inverter_heating(part_load: float) -> float:
    r"""Return efficiency at part load over that at full load, of an inverter unit.

    .. math:: f_{pl} = \frac{PLR}{p(PLR)},\quad PLR \ge 0.25;\qquad
       f_{pl}(0.25)\,\bigl(0.85 + 0.15\,\tfrac{PLR}{0.25}\bigr)\quad \text{below}

    Parameters
    ----------
    part_load
        Heat over available heat, 0 to 1 [-].

    Returns
    -------
    float
        1 at full load [-].

    References
    ----------
    EnergyPlus example multi-split, curve "HeatingEIRLowPLR", and its cycling curve.

    Examples
    --------
    >>> round(part_load_factor_inverter_heating(0.5), 2)
    0.99
    """
    running = max(part_load, PART_LOAD_LEAST)
    steady = running / _cubic(_INVERTER, running)
    return steady * part_load_factor(min(part_load / PART_LOAD_LEAST, 1.0))


@njit(cache=True, error_model="numpy")
def capacity_in_use(
    machine: HeatPump, temp_outdoor: float, humidity_ratio: float
) -> float:
    """Return the heat that the compressor can give to the room, frost counted.

    Parameters
    ----------
    machine
        Rated values.
    temp_outdoor
        Outdoor temperature [°C].
    humidity_ratio
        Humidity ratio of outdoor air [kg/kg].

    Returns
    -------
    float
        Mean over the hour, zero below the least temperature; backup apart [W].

    References
    ----------
    EnergyPlus Engineering Reference, "Single-speed electric heat pump DX air heating
    coil", reverse-cycle defrost on demand.

    Examples
    --------
    >>> split = HeatPump(4000.0, 3.5, 0.0, -15.0, 1.0)
    >>> (
    ...     round(capacity_in_use(split, 8.33, 0.005), -1),
    ...     capacity_in_use(split, -16.0, 0.0),
    ... )
    (4000.0, 0.0)
    """
    frost = frost_share(temp_outdoor, humidity_ratio)
    factor = _FROST_CAPACITY * (1.0 - frost) if frost > 0.0 else 1.0
    full = machine.capacity * capacity_modifier_heating(temp_outdoor)
    stolen = max(_DEFROST_TEMP - temp_outdoor, 0.0) * _DEFROST_HEAT * machine.capacity
    available = max(full * factor - stolen * frost, 0.0)
    return available if temp_outdoor >= machine.temp_least else 0.0


@njit(cache=True, error_model="numpy")
def run_heat_pump(
    machine: HeatPump, heat_need: float, temp_outdoor: float, humidity_ratio: float
) -> HeatPumpHour:
    """Return heat and power of a heat pump that meets a need as well as it can.

    The compressor runs first; the backup adds what it lacks; the rest is unmet. While
    the coil thaws by reversal, the room loses a little heat and the compressor draws a
    little power, both in proportion to the hours run.

    Parameters
    ----------
    machine
        Rated values.
    heat_need
        Heat that the room needs, zero or more [W].
    temp_outdoor
        Outdoor temperature [°C].
    humidity_ratio
        Humidity ratio of outdoor air [kg/kg].

    Returns
    -------
    HeatPumpHour
        Means of the hour; `heat` plus `unmet` is the need.

    Notes
    -----
    Both frost factors multiply values without frost, as OCHRE has it. EnergyPlus
    multiplies the power by both, so that its COP would rise with frost.

    References
    ----------
    EnergyPlus Engineering Reference, "Single-speed electric heat pump DX air heating
    coil", reverse-cycle defrost with the constant input ratio of NREL's OCHRE.
    """
    frost = frost_share(temp_outdoor, humidity_ratio)
    input_factor = _FROST_INPUT * (1.0 - frost) if frost > 0.0 else 1.0
    full = machine.capacity * capacity_modifier_heating(temp_outdoor)
    available = capacity_in_use(machine, temp_outdoor, humidity_ratio)
    heat = min(heat_need, available)
    power = 0.0
    if heat > 0.0:
        part_load = heat / available
        factor = part_load_factor(part_load)
        if machine.is_inverter > 0.0:
            factor = part_load_factor_inverter_heating(part_load)
        steady = full * input_modifier_heating(temp_outdoor) * input_factor
        thaw = _DEFROST_INPUT * machine.capacity * frost
        power = part_load * (steady / machine.efficiency / factor + thaw)
    backup = min(heat_need - heat, machine.backup)
    return HeatPumpHour(
        heat + backup, power + backup, backup, heat_need - heat - backup
    )
