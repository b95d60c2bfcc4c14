"""Strikes of hazards as months: how long power is out, and how long it is hotter."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from twin.ground.types import FloatArray
from twin.life.record import Spell, Tenure
from twin.model.component import Carrier, Product
from twin.scenario.period import Period


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Weathered:
    """What the strikes of a life leave in the months of a study."""

    power_off: FloatArray | None = None
    """Share of each month without power, None where power never goes, ``(month,)``."""
    heat: Mapping[float, FloatArray] | None = None
    """Share of each month that is warmer by so many kelvin, shape ``(month,)``; None
    where no strike brings heat."""


def weather_months(spells: Sequence[Spell], period: Period) -> Weathered:
    """Return what strikes leave in the months of a study.

    Time without power counts once where outages overlap. Where hot spells overlap in
    a month beyond its length, all are shortened alike.

    Parameters
    ----------
    spells
        Strikes by time.
    period
        Months of the study.

    Returns
    -------
    Weathered
        Shares of months; nothing where there are no strikes.
    """
    outages = _merged([(one.start, one.power_back) for one in spells])
    power_off = np.zeros(period.months)
    for start, end in outages:
        months, share = period.weights(start, end)
        power_off[months] += share
    heat: dict[float, FloatArray] = {}
    for one in spells:
        if one.heat_end > one.start:
            months, share = period.weights(one.start, one.heat_end)
            row = heat.setdefault(one.warming, np.zeros(period.months))
            row[months] += share
    if heat:
        total = np.maximum(np.sum(list(heat.values()), axis=0), 1.0)
        heat = {warming: row / total for warming, row in heat.items()}
    return Weathered(
        power_off=np.minimum(power_off, 1.0) if power_off.any() else None,
        heat=heat or None,
    )


def _merged(spans: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """Return spans of time joined where they overlap."""
    joined: list[tuple[float, float]] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        elif end > start:
            joined.append((start, end))
    return joined


def electric_share(
    tenures: Sequence[Tenure], products: Mapping[str, Product], period: Period
) -> FloatArray:
    """Return the share of units that draw electricity, month by month.

    Parameters
    ----------
    tenures
        What stands of one kind.
    products
        Catalogue by name.
    period
        Months of the study.

    Returns
    -------
    FloatArray
        Share, zero where nothing stands, shape ``(month,)`` [-].
    """
    drawing, total = np.zeros((2, period.months))
    for one in tenures:
        months, share = period.weights(one.start, one.end)
        total[months] += one.quantity * share
        if products[one.product].carrier is Carrier.ELECTRICITY:
            drawing[months] += one.quantity * share
    return np.asarray(drawing / np.where(total > 0.0, total, 1.0))
