"""A window as the zone sees it: shares of sunlight and a conductance of two faces.

Theory: docs/theory/windows.md.
"""

from collections.abc import Callable
from dataclasses import dataclass, fields
from functools import lru_cache
from typing import Final

import numpy as np

from twin.ground.constants import KELVIN, STEFAN_BOLTZMANN
from twin.ground.types import FloatArray, Real
from twin.model.material import Glazing, Pane
from twin.physics.cavity import (
    SUMMER_RATED,
    WINTER_RATED,
    RatedClimate,
    pane_heat,
    room_convection,
)
from twin.physics.pane_stack import stack_optics
from twin.physics.simple_window import angular_shapes, transmittance_simple

GRID_SIZE: Final = 201
"""Points of the grid of cosines, evenly spaced from 0 to 1 [-]."""

RESISTANCE_FILMS: Final = 0.13 + 0.04
"""Inside and outside film of a catalogue U-value, EN ISO 10077-1:2017 [m²K/W]."""

TEMP_GLASS_MEAN: Final = 10.0
"""Mean glass temperature of `WindowOptics.conductance`, EN 673:2011 [°C]."""

TEMP_GLASS_DIFFERENCE: Final = 15.0
"""Difference of the two faces at which gaps are rated, EN 673:2011 [K]."""

_EMISSIVITY_SIMPLE: Final = 0.84  # both faces, LBNL-2804E
_RESISTANCE_MIN: Final = 0.001  # m²K/W, 1 mm of glass
_NODES: Final = 48  # of the hemispherical integral; 96 change the sixth digit
_GRAZING: Final = 1e-6  # cosine that stands for 0, where Fresnel is 0/0
_SLOPE_STEP: Final = 10.0  # K, to both sides of the mean temperature
_BEND_DIFFERENCE: Final = 30.0  # K, second difference of the two faces
_ROUNDS: Final = 30  # of the heat balance of the rating


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class WindowOptics:
    """What a window does with light and heat, between its two faces.

    The window is two nodes without mass, its outer and its inner face, joined by
    `conductance`. Light absorbed between them is split by the resistance on either
    side, which leaves the heat that flows to both sides exact.
    """

    cosine: FloatArray
    """Cosine of the angle of incidence, increasing from 0 to 1, ``(angle,)`` [-]."""
    transmittance: FloatArray
    """Share of beam that passes, ``(angle,)`` [-]."""
    absorptance_outer: FloatArray
    """Share of beam that heats the outer face, ``(angle,)`` [-]."""
    absorptance_inner: FloatArray
    """Share of beam that heats the inner face, ``(angle,)`` [-]."""
    transmittance_diffuse: float
    """Share of isotropic light from outside that passes [-]."""
    absorptance_outer_diffuse: float
    """Share of isotropic light from outside that heats the outer face [-]."""
    absorptance_inner_diffuse: float
    """Share of isotropic light from outside that heats the inner face [-]."""
    transmittance_back_diffuse: float
    """Share of isotropic light from the room that leaves [-]."""
    absorptance_outer_back_diffuse: float
    """Share of isotropic light from the room that heats the outer face [-]."""
    absorptance_inner_back_diffuse: float
    """Share of isotropic light from the room that heats the inner face [-]."""
    reflectance_back_diffuse: float
    """Share of isotropic light from the room that returns [-]."""
    emissivity_outside: float
    """Long-wave emissivity of the outer face [-]."""
    emissivity_inside: float
    """Long-wave emissivity of the inner face [-]."""
    conductance: float
    """Face to face at a mean glass temperature of 10 °C and 15 K between the faces
    [W/(m²K)]."""
    conductance_slope: float
    """Change of `conductance` with the mean glass temperature [W/(m²K²)]."""
    conductance_bend: float
    """Change of `conductance` with the square of the difference between the two
    faces, counted from 15 K, as gas in the gaps starts to move [W/(m²K³)]."""
    u_value: float
    """Thermal transmittance at the winter condition of NFRC 100 [W/(m²K)]."""
    shgc: float
    """Solar heat gain coefficient at the summer condition of NFRC 200 [-]."""

    def __post_init__(self) -> None:
        for field in fields(self):
            value = getattr(self, field.name)
            if isinstance(value, np.ndarray):
                value.setflags(write=False)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Shares:
    """Light of one side: passed, absorbed at the outer and at the inner face."""

    passed: FloatArray
    outer: FloatArray
    inner: FloatArray

    def diffuse(self, weights: FloatArray) -> tuple[float, float, float]:
        """Return the sums of the three shares over weighted angles."""
        sums = (self.passed @ weights, self.outer @ weights, self.inner @ weights)
        return float(sums[0]), float(sums[1]), float(sums[2])


@dataclass(frozen=True, slots=True, kw_only=True)
class _Faces:
    """Heat of a window: conductance by temperature of the faces, emissivities."""

    conductance: Callable[[float, float], float]
    emissivity_outside: float
    emissivity_inside: float


@lru_cache(maxsize=256)
def window_optics(glazing: Glazing) -> WindowOptics:
    r"""Return the shares of sunlight and the conductance of a window.

    Panes are followed one by one where they are given. Else the two catalogue
    numbers make one equivalent layer, by the method of LBNL for transmittance and
    angles; its absorptance is chosen so that the heat balance at the summer condition
    gives the solar heat gain coefficient exactly.

    .. math:: x_\mathrm{diffuse} = 2 \int_0^1 x(\mu)\,\mu\,d\mu

    Parameters
    ----------
    glazing
        Window by pane, or by U-value and solar heat gain coefficient.

    Returns
    -------
    WindowOptics
        Optics of the whole, arrays read-only; recent windows are remembered.

    References
    ----------
    ISO 15099:2003; Arasteh, Kohler and Griffith (2009), LBNL-2804E.
    """
    nodes, weights = np.polynomial.legendre.leggauss(_NODES)
    nodes, weights = 0.5 * (nodes + 1.0), 0.5 * weights
    cosine = np.linspace(0.0, 1.0, GRID_SIZE)
    angles = np.maximum(np.concatenate([cosine, nodes]), _GRAZING)
    if glazing.panes:
        faces = _faces_of_panes(glazing)
        front = _shares_of_panes(glazing, angles, is_from_back=False)
        back = _shares_of_panes(glazing, angles, is_from_back=True)
    else:
        faces = _faces_simple(glazing)
        front = back = _shares_simple(glazing, angles, faces)
    lambert = np.concatenate([np.zeros(GRID_SIZE), 2.0 * nodes * weights])
    outside, inside = front.diffuse(lambert), back.diffuse(lambert)
    at_normal = (front.passed, front.outer, front.inner)
    heat = _linear_heat(faces)
    return WindowOptics(
        cosine=cosine,
        transmittance=front.passed[:GRID_SIZE].copy(),
        absorptance_outer=front.outer[:GRID_SIZE].copy(),
        absorptance_inner=front.inner[:GRID_SIZE].copy(),
        transmittance_diffuse=outside[0],
        absorptance_outer_diffuse=outside[1],
        absorptance_inner_diffuse=outside[2],
        transmittance_back_diffuse=inside[0],
        absorptance_outer_back_diffuse=inside[1],
        absorptance_inner_back_diffuse=inside[2],
        reflectance_back_diffuse=1.0 - sum(inside),
        emissivity_outside=faces.emissivity_outside,
        emissivity_inside=faces.emissivity_inside,
        conductance=heat[0],
        conductance_slope=heat[1],
        conductance_bend=heat[2],
        u_value=_u_value(faces),
        shgc=_heat_gain(faces, *(float(share[GRID_SIZE - 1]) for share in at_normal)),
    )


def beam_shares(
    optics: WindowOptics, cosine_incidence: Real
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Return what passes and what heats the two faces, at given angles.

    Parameters
    ----------
    optics
        Window.
    cosine_incidence
        Cosine of the angle between sun and outward normal, any shape [-].

    Returns
    -------
    tuple of FloatArray
        Transmittance, absorptance of the outer and of the inner face; 0 where the sun
        stands behind the window [-].

    Notes
    -----
    Linear on the grid: within 0.0002, absorptance at 89° to 90° within 0.001.
    """
    angle = np.asarray(cosine_incidence, dtype=np.float64)
    is_before = angle > 0.0
    three = (optics.transmittance, optics.absorptance_outer, optics.absorptance_inner)
    shares = [np.interp(angle, optics.cosine, share) * is_before for share in three]
    return shares[0], shares[1], shares[2]


def conductance_between(
    optics: WindowOptics, temp_outer: Real, temp_inner: Real
) -> FloatArray:
    r"""Return the conductance of a window between faces of given temperatures.

    .. math:: C = C_{10} + c_1 (\bar T - 10) + c_2 (\Delta T^2 - 15^2)

    Parameters
    ----------
    optics
        Window.
    temp_outer
        Temperature of the outer face [°C].
    temp_inner
        Temperature of the inner face [°C].

    Returns
    -------
    FloatArray
        Conductance [W/(m²K)].

    Notes
    -----
    Within 6 % of ISO 15099 for usual double and triple glazing, mean temperatures of
    0 to 30 °C and differences up to 35 K.
    """
    outer = np.asarray(temp_outer, dtype=np.float64)
    inner = np.asarray(temp_inner, dtype=np.float64)
    by_mean = optics.conductance_slope * (0.5 * (outer + inner) - TEMP_GLASS_MEAN)
    square = (inner - outer) ** 2 - TEMP_GLASS_DIFFERENCE**2
    return np.asarray(optics.conductance + by_mean + optics.conductance_bend * square)


def u_value_between(
    optics: WindowOptics, resistance_inside: float, resistance_outside: float
) -> float:
    """Return the thermal transmittance with given films at 10 °C.

    Parameters
    ----------
    optics
        Window.
    resistance_inside
        Film between room and inner face [m²K/W].
    resistance_outside
        Film between outer face and outdoors [m²K/W].

    Returns
    -------
    float
        Thermal transmittance [W/(m²K)].
    """
    glass = 1.0 / optics.conductance
    return 1.0 / (resistance_inside + glass + resistance_outside)


def _faces_of_panes(glazing: Glazing) -> _Faces:
    """Return the heat of panes and gaps."""

    def conductance(outer: float, inner: float) -> float:
        return pane_heat(glazing.panes, glazing.gaps, (outer, inner)).conductance

    return _Faces(
        conductance=conductance,
        emissivity_outside=glazing.panes[0].emissivity_front,
        emissivity_inside=glazing.panes[-1].emissivity_back,
    )


def _linear_heat(faces: _Faces) -> tuple[float, float, float]:
    """Return conductance, its slope with the mean and its bend with the difference."""
    middle = faces.conductance(*_temp_faces())
    warmer = faces.conductance(*_temp_faces(mean=TEMP_GLASS_MEAN + _SLOPE_STEP))
    colder = faces.conductance(*_temp_faces(mean=TEMP_GLASS_MEAN - _SLOPE_STEP))
    stirred = faces.conductance(*_temp_faces(difference=_BEND_DIFFERENCE))
    slope = (warmer - colder) / (2.0 * _SLOPE_STEP)
    bend = (stirred - middle) / (_BEND_DIFFERENCE**2 - TEMP_GLASS_DIFFERENCE**2)
    return middle, slope, bend


def _temp_faces(
    mean: float = TEMP_GLASS_MEAN, difference: float = TEMP_GLASS_DIFFERENCE
) -> tuple[float, float]:
    """Return the temperatures of the two faces."""
    return mean - 0.5 * difference, mean + 0.5 * difference


def _shares_of_panes(
    glazing: Glazing, cosine: FloatArray, *, is_from_back: bool
) -> _Shares:
    """Return the light of one side of panes, absorbed light moved to the faces."""
    panes: tuple[Pane, ...] = glazing.panes
    stack = stack_optics(panes, cosine, is_from_back=is_from_back)
    absorbed = stack.absorptance[::-1] if is_from_back else stack.absorptance
    place = np.array(pane_heat(panes, glazing.gaps, _temp_faces()).place)
    return _Shares(
        passed=stack.transmittance,
        outer=(1.0 - place) @ absorbed,
        inner=place @ absorbed,
    )


def _faces_simple(glazing: Glazing) -> _Faces:
    """Return the conductance that a catalogue U-value leaves between its films."""
    resistance = max(1.0 / glazing.u_value - RESISTANCE_FILMS, _RESISTANCE_MIN)
    return _Faces(
        conductance=lambda _outer, _inner: 1.0 / resistance,
        emissivity_outside=_EMISSIVITY_SIMPLE,
        emissivity_inside=_EMISSIVITY_SIMPLE,
    )


def _shares_simple(glazing: Glazing, cosine: FloatArray, faces: _Faces) -> _Shares:
    """Return the light of the equivalent layer, which absorbs in its middle."""
    passed = min(transmittance_simple(glazing.u_value, glazing.shgc), glazing.shgc)
    absorbed = _absorptance_wanted(faces, passed, glazing.shgc)
    shape, rise = angular_shapes(cosine, glazing.u_value, glazing.shgc)
    transmittance = passed * shape
    normal = 1.0 - passed - absorbed
    reflectance = np.minimum(normal + (1.0 - normal) * rise, 1.0 - transmittance)
    half = 0.5 * (1.0 - transmittance - reflectance)
    return _Shares(passed=transmittance, outer=half, inner=half)


def _absorptance_wanted(faces: _Faces, passed: float, shgc: float) -> float:
    """Return the absorptance with which the summer balance gives the coefficient."""
    absorbed = 2.0 * (shgc - passed)
    for _ in range(20):
        half = 0.5 * absorbed
        gained = _heat_gain(faces, passed, half, half) - passed
        if gained <= 0.0:
            break
        absorbed = min(absorbed * (shgc - passed) / gained, 1.0 - passed)
    return absorbed


def _u_value(faces: _Faces) -> float:
    """Return the U-value of the winter condition."""
    climate = WINTER_RATED
    inward = _flow_inward(faces, climate, (0.0, 0.0))
    return -inward / (climate.temp_indoor - climate.temp_outdoor)


def _heat_gain(faces: _Faces, passed: float, outer: float, inner: float) -> float:
    """Return the solar heat gain coefficient of the summer condition."""
    climate = SUMMER_RATED
    sun = (outer * climate.irradiance, inner * climate.irradiance)
    more = _flow_inward(faces, climate, sun) - _flow_inward(faces, climate, (0.0, 0.0))
    return passed + more / climate.irradiance


def _flow_inward(
    faces: _Faces, climate: RatedClimate, absorbed: tuple[float, float]
) -> float:
    """Return the heat that the inner face gives to the room [W/m²]."""
    outer, inner = climate.temp_outdoor, climate.temp_indoor
    outside = inside = 0.0
    for _ in range(_ROUNDS):
        outside = climate.convection_outside + _radiation(
            faces.emissivity_outside, outer, climate.temp_outdoor
        )
        inside = room_convection(climate.temp_indoor, inner) + _radiation(
            faces.emissivity_inside, inner, climate.temp_indoor
        )
        glass = faces.conductance(outer, inner)
        heat = (
            outside * climate.temp_outdoor + absorbed[0],
            inside * climate.temp_indoor + absorbed[1],
        )
        whole = (outside + glass) * (inside + glass) - glass**2
        outer = ((inside + glass) * heat[0] + glass * heat[1]) / whole
        inner = ((outside + glass) * heat[1] + glass * heat[0]) / whole
    return inside * (inner - climate.temp_indoor)


def _radiation(emissivity: float, temp_face: float, temp_around: float) -> float:
    """Return the exact long-wave coefficient to black surroundings [W/(m²K)]."""
    face, around = temp_face + KELVIN, temp_around + KELVIN
    return emissivity * STEFAN_BOLTZMANN * (face + around) * (face**2 + around**2)
