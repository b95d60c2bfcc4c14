"""How panes of glass share sunlight: pass, reflect, absorb, at every angle."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from twin.ground.types import FloatArray
from twin.model.material import Pane

_COATED_DIFFERENCE: Final = 0.005  # reflectances that differ by more mean a coating
_INDEX_GLASS_MAX: Final = 2.0  # above it an uncoated sheet is not glass
_CLEAR_FROM: Final = 0.645  # coated glass above this transmittance behaves as clear

# Polynomials in cos θ of clear and of bronze glass, ascending powers, for coated
# panes: LBNL-33943 (WINDOW 4.0), as in the EnergyPlus Engineering Reference,
# "Angular properties of coated glass". The second of each pair is ρ + τ. Status G.
_CLEAR: Final = (
    (-0.0015, 3.355, -3.840, 1.460, 0.0288),
    (0.999, -0.563, 2.043, -2.532, 1.054),
)
_BRONZE: Final = (
    (-0.002, 2.813, -2.341, -0.05725, 0.599),
    (0.997, -1.868, 6.513, -7.862, 3.225),
)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class StackOptics:
    """Where light that falls on the front of a stack of panes ends."""

    transmittance: FloatArray
    """Share that leaves at the back, ``(angle,)`` [-]."""
    reflectance: FloatArray
    """Share that returns to the front, ``(angle,)`` [-]."""
    absorptance: FloatArray
    """Share that heats each pane, front pane first, ``(pane, angle)`` [-]."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Sheet:
    """One pane or several, by polarisation, ``(polarisation, angle)`` [-]."""

    transmittance: FloatArray
    reflectance_front: FloatArray
    reflectance_back: FloatArray


def stack_optics(
    panes: tuple[Pane, ...], cosine_incidence: FloatArray, *, is_from_back: bool = False
) -> StackOptics:
    r"""Return what a stack of parallel panes does with light at each angle.

    Each polarisation is followed through the stack on its own, as air gaps keep it,
    and the two are averaged at the end. Between panes i and i+1 the light to and fro
    is

    .. math:: I^+_i = \frac{T_{1 \ldots i}}
              {1 - R^b_{1 \ldots i} R^f_{i+1 \ldots n}},\quad
              I^-_i = R^f_{i+1 \ldots n} I^+_i

    Parameters
    ----------
    panes
        Panes from outside to inside, at least one.
    cosine_incidence
        Cosine of the angle of incidence, above 0 to 1, shape ``(angle,)`` [-].
    is_from_back
        Whether the light comes from the room.

    Returns
    -------
    StackOptics
        Shares of the incident light; the first pane is the one that is lit first.

    References
    ----------
    Edwards (1977), Solar Energy 19, 401 (net radiation of a stack of covers),
    doi 10.1016/0038-092X(77)90072-0; ISO 15099:2003, clause 7.
    """
    sheets = [_sheet(pane, cosine_incidence) for pane in panes]
    if is_from_back:
        sheets = [_turned(sheet) for sheet in reversed(sheets)]
    before, behind = _partial_stacks(sheets)
    forth = [np.ones_like(sheets[0].transmittance)]
    back = [behind[0].reflectance_front]
    for left, right in zip(before[:-1], behind[1:], strict=True):
        between = 1.0 - left.reflectance_back * right.reflectance_front
        forth.append(left.transmittance / between)
        back.append(forth[-1] * right.reflectance_front)
    back.append(np.zeros_like(forth[0]))
    absorbed = [
        _absorptance(sheet.transmittance, sheet.reflectance_front) * forth[i]
        + _absorptance(sheet.transmittance, sheet.reflectance_back) * back[i + 1]
        for i, sheet in enumerate(sheets)
    ]
    return StackOptics(
        transmittance=before[-1].transmittance.mean(axis=0),
        reflectance=back[0].mean(axis=0),
        absorptance=np.array(absorbed).mean(axis=1),
    )


def glass_index(
    transmittance: float, reflectance: float
) -> tuple[float, float] | tuple[None, None]:
    r"""Return refractive index and extinction of a bare sheet from its normal values.

    With :math:`b = T^2 - R^2 + 2R + 1` the reflectance of one face is

    .. math:: r = \frac{b - \sqrt{b^2 - 4(2-R)R}}{2(2-R)},\quad
              n = \frac{1+\sqrt r}{1-\sqrt r},\quad
              e^{-Kd} = \frac{R - r}{r T}

    Parameters
    ----------
    transmittance
        Transmittance of the sheet at normal incidence [-].
    reflectance
        Reflectance of the sheet at normal incidence [-].

    Returns
    -------
    tuple of float or None
        Refractive index n and extinction over the thickness Kd [-]; None twice where
        no bare sheet of glass has these values.

    References
    ----------
    EnergyPlus Engineering Reference, "Window calculation module", uncoated glass.
    """
    sum_b = transmittance**2 - reflectance**2 + 2.0 * reflectance + 1.0
    root = sum_b**2 - 4.0 * (2.0 - reflectance) * reflectance
    if root < 0.0 or transmittance <= 0.0 or reflectance <= 0.0:
        return None, None
    face = (sum_b - root**0.5) / (2.0 * (2.0 - reflectance))
    passed = (reflectance - face) / (face * transmittance)
    index = (1.0 + face**0.5) / (1.0 - face**0.5)
    if not (0.0 < passed <= 1.0 + 1e-9 and index <= _INDEX_GLASS_MAX):
        return None, None
    return index, max(-float(np.log(passed)), 0.0)


def _sheet(pane: Pane, cosine: FloatArray) -> _Sheet:
    """Return one pane at every angle, bare if it can be bare, else coated."""
    difference = abs(pane.reflectance_front - pane.reflectance_back)
    index, extinction = glass_index(pane.transmittance, pane.reflectance_front)
    if index is None or extinction is None or difference > _COATED_DIFFERENCE:
        return _coated_sheet(pane, cosine)
    return _bare_sheet(index, extinction, cosine)


def _bare_sheet(index: float, extinction: float, cosine: FloatArray) -> _Sheet:
    """Return a sheet by Fresnel's and Bouguer's laws, all inner reflections summed."""
    inside = np.sqrt(1.0 - (1.0 - cosine**2) / index**2)
    across = ((cosine - index * inside) / (cosine + index * inside)) ** 2
    along = ((index * cosine - inside) / (index * cosine + inside)) ** 2
    face = np.stack([across, along])
    passed = np.exp(-extinction / inside)
    transmittance = (1.0 - face) ** 2 * passed / (1.0 - (face * passed) ** 2)
    reflectance = face * (1.0 + transmittance * passed)
    return _Sheet(
        transmittance=transmittance,
        reflectance_front=reflectance,
        reflectance_back=reflectance,
    )


def _coated_sheet(pane: Pane, cosine: FloatArray) -> _Sheet:
    """Return a coated pane: its normal values times the angles of clear or bronze."""
    passing, total = _CLEAR if pane.transmittance > _CLEAR_FROM else _BRONZE
    # At normal incidence the fits give up to 1.012 and down to −0.007, to be 1 and 0.
    tau = np.polynomial.polynomial.polyval(cosine, passing)
    rho = np.clip(np.polynomial.polynomial.polyval(cosine, total) - tau, 0.0, 1.0)
    shape = np.clip(tau, 0.0, 1.0)
    transmittance = pane.transmittance * shape
    front = pane.reflectance_front * (1.0 - rho) + rho
    back = pane.reflectance_back * (1.0 - rho) + rho
    left = 1.0 - transmittance
    return _Sheet(
        transmittance=np.stack([transmittance] * 2),
        reflectance_front=np.stack([np.minimum(front, left)] * 2),
        reflectance_back=np.stack([np.minimum(back, left)] * 2),
    )


def _turned(sheet: _Sheet) -> _Sheet:
    """Return a pane seen from its other side."""
    return _Sheet(
        transmittance=sheet.transmittance,
        reflectance_front=sheet.reflectance_back,
        reflectance_back=sheet.reflectance_front,
    )


def _joined(first: _Sheet, second: _Sheet) -> _Sheet:
    """Return two sheets one behind the other as one, all reflections summed."""
    between = 1.0 - first.reflectance_back * second.reflectance_front
    there = first.transmittance**2 * second.reflectance_front / between
    here = second.transmittance**2 * first.reflectance_back / between
    return _Sheet(
        transmittance=first.transmittance * second.transmittance / between,
        reflectance_front=first.reflectance_front + there,
        reflectance_back=second.reflectance_back + here,
    )


def _partial_stacks(sheets: list[_Sheet]) -> tuple[list[_Sheet], list[_Sheet]]:
    """Return what lies up to and with each sheet, and from each sheet on."""
    before, behind = [sheets[0]], [sheets[-1]]
    for sheet in sheets[1:]:
        before.append(_joined(before[-1], sheet))
    for sheet in reversed(sheets[:-1]):
        behind.insert(0, _joined(sheet, behind[0]))
    return before, behind


def _absorptance(transmittance: FloatArray, reflectance: FloatArray) -> FloatArray:
    """Return what a sheet neither passes nor reflects."""
    return 1.0 - transmittance - reflectance
