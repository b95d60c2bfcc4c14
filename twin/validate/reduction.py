"""What reduced elements and merged faces cost against the full model."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np

from twin.annual.once import simulate_once
from twin.annual.outdoor import OutdoorYear
from twin.annual.series import Hours
from twin.annual.shell import build_shell
from twin.model.building import Building
from twin.physics.elements import Merge

LIMIT: Final = 0.01
"""Largest rms difference of air temperature that reduction may cause [K]."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """Difference of a simplified model from the full one over a year."""

    rms: float
    """Root mean square difference of hourly air temperature, all zones [K]."""
    largest: float
    """Largest difference of any hour and zone [K]."""
    need: float
    """Difference of heating and cooling need together, of that of the full model, zero
    where there is none [-]."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reduced:
    """One building, simplified in two ways."""

    name: str
    states: int
    """States of all elements, each face apart."""
    cells: int
    """Cells of all elements, each face apart."""
    bound: float
    """Largest error bound of an element [W/(m²K)]."""
    reduction: Gap
    """Elements reduced, each face apart."""
    merging: Gap
    """Elements reduced, and walls of one construction taken together."""

    @property
    def is_close(self) -> bool:
        """Whether the reduction stays within `LIMIT`."""
        return self.reduction.rms <= LIMIT


def compare_reduction(
    buildings: Mapping[str, Building], outdoor: OutdoorYear
) -> Iterator[Reduced]:
    """Yield what simplifying each building changes.

    Parameters
    ----------
    buildings
        Buildings by the name that is shown.
    outdoor
        Climate year.

    Yields
    ------
    Reduced
        In the given order.

    Raises
    ------
    BalanceError
        Heat, water or CO₂ is not conserved.
    """
    for name, building in buildings.items():
        full = simulate_once(building, outdoor, error_bound=0.0)
        reduced = simulate_once(building, outdoor)
        merged = simulate_once(building, outdoor, merge=Merge.BY_CONSTRUCTION)
        responses = build_shell(building, merge=Merge.BY_FACE).responses
        yield Reduced(
            name=name,
            states=sum(len(one.decay) for one in responses),
            cells=sum(one.full_order for one in responses),
            bound=max((one.bound for one in responses), default=0.0),
            reduction=_gap(reduced, full),
            merging=_gap(merged, full),
        )


def _gap(simple: Hours, full: Hours) -> Gap:
    """Return how far a simplified model is from the full one."""
    difference = simple.temp_air - full.temp_air
    wanted = float(np.sum(full.heating + full.cooling))
    found = float(np.sum(simple.heating + simple.cooling))
    return Gap(
        rms=float(np.sqrt(np.mean(difference**2))),
        largest=float(np.max(np.abs(difference))),
        need=found / wanted - 1.0 if wanted > 0.0 else 0.0,
    )
