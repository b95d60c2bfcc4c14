"""Heat through a window: gas and radiation between panes, films of the rating."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from twin.ground.constants import (
    GRAVITY,
    KELVIN,
    PRESSURE_STANDARD,
    STEFAN_BOLTZMANN,
)
from twin.model.material import Gap, Gas, Pane

HEIGHT_RATED: Final = 1.0
"""Height of the glass in the convection of gaps and of the rated room side [m]."""

_GAS_CONSTANT: Final = 8.314462618  # J/(mol K), CODATA 2018
_RAYLEIGH_STRONG: Final = 5e4  # Ra, ends of the three fits of Nu
_RAYLEIGH_WEAK: Final = 1e4
_ROUNDS: Final = 12  # of the fixed point of gap temperatures


@dataclass(frozen=True, slots=True)
class _GasLaw:
    """Properties linear in the absolute temperature, ISO 15099:2003 annex B."""

    conductivity: tuple[float, float]  # W/(mK)
    viscosity: tuple[float, float]  # Pa s
    heat_capacity: tuple[float, float]  # J/(kgK)
    molar_mass: float  # kg/mol


_GASES: Final = {
    Gas.AIR: _GasLaw(
        (2.873e-3, 7.760e-5), (3.723e-6, 4.940e-8), (1002.737, 1.2324e-2), 28.97e-3
    ),
    Gas.ARGON: _GasLaw(
        (2.285e-3, 5.149e-5), (3.379e-6, 6.451e-8), (521.9285, 0.0), 39.948e-3
    ),
    Gas.KRYPTON: _GasLaw(
        (9.443e-4, 2.826e-5), (2.213e-6, 7.777e-8), (248.0907, 0.0), 83.80e-3
    ),
}


@dataclass(frozen=True, slots=True)
class RatedClimate:
    """Conditions under which a window is rated."""

    temp_outdoor: float
    """Air and surroundings outdoors [°C]."""
    temp_indoor: float
    """Air and surroundings indoors [°C]."""
    convection_outside: float
    """Convective coefficient outside [W/(m²K)]."""
    irradiance: float
    """Sun at normal incidence [W/m²]."""


WINTER_RATED: Final = RatedClimate(-18.0, 21.0, 26.0, 0.0)
"""U-value, NFRC 100 (ANSI/NFRC 100, clause on environmental conditions)."""

SUMMER_RATED: Final = RatedClimate(32.0, 24.0, 15.0, 783.0)
"""Solar heat gain coefficient, NFRC 200."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PaneHeat:
    """A stack of panes between its two outer faces."""

    conductance: float
    """Face to face [W/(m²K)]."""
    place: tuple[float, ...]
    """Resistance from the outer face to the middle of each pane, over the whole [-]."""


def gap_conductance(
    gap: Gap,
    emissivity: tuple[float, float],
    temp_faces: tuple[float, float],
) -> float:
    r"""Return the conductance of an upright gap, gas and radiation together.

    .. math:: h = \mathrm{Nu}\,\frac{\lambda}{d}
              + \frac{\sigma (T_1 + T_2)(T_1^2 + T_2^2)}
                     {1/\varepsilon_1 + 1/\varepsilon_2 - 1}

    Parameters
    ----------
    gap
        Gas and distance of the panes.
    emissivity
        Long-wave emissivity of the two faces, 0 to 1 [-].
    temp_faces
        Temperatures of the two faces [°C].

    Returns
    -------
    float
        Conductance [W/(m²K)].

    Notes
    -----
    Nu is the larger of a boundary-layer and a conduction regime; the window is 1 m
    high and the pressure is the standard atmosphere.

    References
    ----------
    ISO 15099:2003, clauses 5.2.1 and 5.3.3, annex B.
    """
    kelvin = [temp + KELVIN for temp in temp_faces]
    mean = 0.5 * sum(kelvin)
    law = _GASES[gap.gas]
    conductivity, viscosity, heat_capacity = (
        pair[0] + pair[1] * mean
        for pair in (law.conductivity, law.viscosity, law.heat_capacity)
    )
    density = PRESSURE_STANDARD * law.molar_mass / (_GAS_CONSTANT * mean)
    buoyancy = GRAVITY * abs(kelvin[0] - kelvin[1]) / mean * gap.thickness**3
    rayleigh = density**2 * heat_capacity * buoyancy / (viscosity * conductivity)
    nusselt = _nusselt_gap(rayleigh, HEIGHT_RATED / gap.thickness)
    exchange = 1.0 / (1.0 / emissivity[0] + 1.0 / emissivity[1] - 1.0)
    powers = (kelvin[0] + kelvin[1]) * (kelvin[0] ** 2 + kelvin[1] ** 2)
    return nusselt * conductivity / gap.thickness + exchange * STEFAN_BOLTZMANN * powers


def pane_heat(
    panes: tuple[Pane, ...], gaps: tuple[Gap, ...], temp_faces: tuple[float, float]
) -> PaneHeat:
    """Return the conductance of a stack whose two outer faces have a temperature.

    Parameters
    ----------
    panes
        Panes from outside to inside.
    gaps
        Gaps from outside to inside, one fewer.
    temp_faces
        Temperatures of the outer and the inner face [°C].

    Returns
    -------
    PaneHeat
        Conductance, and where in it each pane lies.
    """
    glass = [pane.thickness / pane.conductivity for pane in panes]
    hollow = [0.0] * len(gaps)
    for _ in range(_ROUNDS):
        whole = sum(glass) + sum(hollow)
        slope = (temp_faces[1] - temp_faces[0]) / whole
        front = temp_faces[0]
        for i, gap in enumerate(gaps):
            front += slope * glass[i]
            back = front + slope * hollow[i]
            pair = (panes[i].emissivity_back, panes[i + 1].emissivity_front)
            hollow[i] = 1.0 / gap_conductance(gap, pair, (front, back))
            front = back
    whole = sum(glass) + sum(hollow)
    place = [
        (sum(glass[:i]) + sum(hollow[:i]) + 0.5 * glass[i]) / whole
        for i in range(len(panes))
    ]
    return PaneHeat(conductance=1.0 / whole, place=tuple(place))


def room_convection(temp_air: float, temp_face: float) -> float:
    """Return the free convection on the room side of a rated window, 1 m high.

    Parameters
    ----------
    temp_air
        Air of the room [°C].
    temp_face
        Inner face of the glass [°C].

    Returns
    -------
    float
        Convective coefficient [W/(m²K)].

    References
    ----------
    ISO 15099:2003, clause 8.3.2.2 (upright glass).
    """
    film = KELVIN + temp_air + 0.25 * (temp_face - temp_air)
    law = _GASES[Gas.AIR]
    conductivity, viscosity, heat_capacity = (
        pair[0] + pair[1] * film
        for pair in (law.conductivity, law.viscosity, law.heat_capacity)
    )
    density = PRESSURE_STANDARD * law.molar_mass / (_GAS_CONSTANT * film)
    difference = max(abs(temp_face - temp_air), 1e-3)
    buoyancy = GRAVITY * difference / film * HEIGHT_RATED**3
    rayleigh = density**2 * heat_capacity * buoyancy / (viscosity * conductivity)
    return float(0.56 * rayleigh**0.25 * conductivity / HEIGHT_RATED)


def _nusselt_gap(rayleigh: float, slenderness: float) -> float:
    """Return Nu of an upright gap, ISO 15099:2003 equations 49 to 53."""
    if rayleigh > _RAYLEIGH_STRONG:
        first = 0.0673838 * np.cbrt(rayleigh)
    elif rayleigh > _RAYLEIGH_WEAK:
        first = 0.028154 * rayleigh**0.4134
    else:
        first = 1.0 + 1.7596678e-10 * rayleigh**2.2984755
    second = 0.242 * (rayleigh / slenderness) ** 0.272
    return float(max(first, second))
