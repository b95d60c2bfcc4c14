"""How well the machines of a building work, month by month."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

import numpy as np

from twin.ground.types import FloatArray
from twin.life.record import Tenure
from twin.model.component import Carrier, Product
from twin.scenario.period import Period

FOULING_MEMORY: Final = 3.0
"""Years over which dirt on a coil comes to rest; status A [a]."""


def efficiency_factor(
    product: Product, age: FloatArray, since_cleaning: FloatArray
) -> FloatArray:
    r"""Return efficiency over rated efficiency.

    .. math:: e^{-a\,t - f\,s_0 (1 - e^{-s / s_0})}

    Wear goes on with age; dirt comes to rest after a few years without cleaning.

    Parameters
    ----------
    product
        Product with its yearly losses.
    age
        Age of the unit [a].
    since_cleaning
        Time since it was last cleaned [a].

    Returns
    -------
    FloatArray
        Factor, 1 when new [-].
    """
    wear = product.efficiency_loss.value * age
    dirt = FOULING_MEMORY * -np.expm1(-since_cleaning / FOULING_MEMORY)
    return np.asarray(np.exp(-(wear + product.fouling_loss.value * dirt)))


def _since_cleaning(
    tenure: Tenure, times: Sequence[float], middles: FloatArray
) -> FloatArray:
    """Return the time since installation or the last cleaning [a]."""
    marks = np.array([tenure.installed, *(t for t in times if t > tenure.installed)])
    place = np.searchsorted(marks, middles, side="right") - 1
    return np.asarray(middles - marks[np.maximum(place, 0)])


def machine_inputs(
    tenures: Iterable[Tenure],
    cleanings: Mapping[str, Sequence[float]],
    products: Mapping[str, Product],
    period: Period,
) -> dict[Carrier, FloatArray]:
    """Return energy bought per useful heat by carrier, units weighted by number.

    Units out of order deliver nothing and draw nothing. The load of a broken air
    conditioner is another variant; that of a broken heater or cooker is carried by
    those that work, and without any it is not met.
    """
    total = np.zeros(period.months)
    spent: dict[Carrier, FloatArray] = {}
    for tenure in tenures:
        if not tenure.is_working:
            continue
        months, share = period.weights(tenure.start, tenure.end)
        middles = period.middles(months)
        product = products[tenure.product]
        age = np.maximum(middles - tenure.installed, 0.0)
        since = _since_cleaning(tenure, cleanings.get(tenure.component, ()), middles)
        factor = efficiency_factor(product, age, np.maximum(since, 0.0))
        carrier = product.carrier
        row = spent.setdefault(carrier, np.zeros(period.months))
        weight = tenure.quantity * share
        row[months] += weight / (product.efficiency.value * factor)
        total[months] += weight
    safe = np.where(total > 0.0, total, 1.0)
    return {carrier: row / safe for carrier, row in spent.items()} or {
        Carrier.ELECTRICITY: np.zeros(period.months)
    }


def outage_share(tenures: Sequence[Tenure], period: Period) -> FloatArray:
    """Return the share of units out of order in each month."""
    total = np.zeros(period.months)
    broken = np.zeros(period.months)
    for tenure in tenures:
        months, share = period.weights(tenure.start, tenure.end)
        total[months] += tenure.quantity * share
        if not tenure.is_working:
            broken[months] += tenure.quantity * share
    return np.asarray(broken / np.where(total > 0.0, total, 1.0))


def peak_power(
    tenures: Sequence[Tenure], products: Mapping[str, Product], period: Period
) -> FloatArray:
    """Return the photovoltaic peak power left by age [kW]."""
    power = np.zeros(period.months)
    for tenure in tenures:
        if tenure.is_working:
            months, share = period.weights(tenure.start, tenure.end)
            age = np.maximum(period.middles(months) - tenure.installed, 0.0)
            product = products[tenure.product]
            power[months] += (
                tenure.quantity * share * efficiency_factor(product, age, 0.0 * age)
            )
    return power
