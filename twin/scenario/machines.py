"""How well the machines of a building work, month by month."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

import numpy as np

from twin.annual.hot_water_year import HotWaterInput, HotWaterMemo
from twin.ground.types import FloatArray
from twin.life.record import Tenure
from twin.model.building import Building
from twin.model.component import Carrier, Kind, Product
from twin.scenario.period import Period

FOULING_MEMORY: Final = 3.0
"""Years over which dirt on a coil comes to rest; status A [a]."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class HotWaterUse:
    """What the water heaters of one building have to do in one future."""

    memo: HotWaterMemo
    """Simulated heaters; it knows all climates of `shares`."""
    shares: Mapping[float, FloatArray]
    """Weight of each simulated climate in each year, shape ``(year,)``."""
    heat_daily: float
    """Nominal heat that one unit gives in a day [J]."""

    _found: dict[str, HotWaterInput] = field(default_factory=dict)

    def input(self, product: Product) -> HotWaterInput:
        """Return what a new heater takes and lacks, linear between climates.

        Parameters
        ----------
        product
            Water heater.

        Returns
        -------
        HotWaterInput
            Months of the study, shape ``(month,)`` [-].
        """
        if product.name not in self._found:
            self._found[product.name] = self._between_climates(product)
        return self._found[product.name]

    def _between_climates(self, product: Product) -> HotWaterInput:
        """Return the months of all years; the inverse efficiency without draws."""
        years = len(next(iter(self.shares.values())))
        bought, unmet = np.zeros((2, years, 12))
        if self.heat_daily <= 0.0:
            bought += 1.0 / product.efficiency.value
            return HotWaterInput(bought=bought.ravel(), unmet=unmet.ravel())
        for node, share in self.shares.items():
            one = self.memo.input(product, node, self.heat_daily)
            bought += share[:, None] * one.bought
            unmet += share[:, None] * one.unmet
        return HotWaterInput(bought=bought.ravel(), unmet=unmet.ravel())


def heat_per_heater(building: Building) -> float:
    """Return the nominal heat that each water heater gives in a day [J].

    Parameters
    ----------
    building
        Building at the start.

    Returns
    -------
    float
        Heat of all people when they are there, zero without heaters or draws.
    """
    units = sum(
        one.quantity for one in building.components if one.kind is Kind.WATER_HEATER
    )
    return building.hot_water * building.residents / units if units > 0.0 else 0.0


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
    hot_water: HotWaterUse | None = None,
) -> dict[Carrier, FloatArray]:
    """Return energy bought per useful heat by carrier, units weighted by number.

    A new unit takes the inverse of its rated efficiency; a water heater takes what its
    year says, where one is given. Age and dirt add to either.

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
        new = np.asarray(1.0 / product.efficiency.value)
        if hot_water is not None:
            new = hot_water.input(product).bought[months]
        row[months] += weight * new / factor
        total[months] += weight
    safe = np.where(total > 0.0, total, 1.0)
    return {carrier: row / safe for carrier, row in spent.items()} or {
        Carrier.ELECTRICITY: np.zeros(period.months)
    }


def air_conditioner_inputs(
    tenures: Sequence[Tenure],
    names: Mapping[str, str],
    cleanings: Mapping[str, Sequence[float]],
    products: Mapping[str, Product],
    period: Period,
) -> dict[str, tuple[FloatArray, FloatArray]]:
    """Return what working air conditioners draw over what rooms reckon with.

    The first is over reference power of cooling, the mean of 1/EER; the second over
    that of heating. A reversible unit's hours have its COP already, so that only age
    and dirt are left; another heats at its EER, as it cools.

    Parameters
    ----------
    tenures
        Air conditioners of a building.
    names
        Product that stands for each product in the rooms; see
        `twin.scenario.shares.air_conditioner_shares`.
    cleanings
        Times of cleaning by component [a].
    products
        Catalogue by name.
    period
        Months of the study.

    Returns
    -------
    dict[str, tuple[FloatArray, FloatArray]]
        By name in the rooms, the empty one always, shapes ``(month,)`` [-].
    """
    worn = {
        name: replace(one, efficiency=replace(one.efficiency, value=1.0))
        for name, one in products.items()
    }
    found = {}
    for name in dict.fromkeys(["", *names.values()]):
        some = [one for one in tenures if names[one.product] == name]
        is_reversible = bool(name) and products[name].heating is not None
        cooling, heating = (
            machine_inputs(some, cleanings, catalogue, period).get(
                Carrier.ELECTRICITY, np.zeros(period.months)
            )
            for catalogue in (products, worn if is_reversible else products)
        )
        found[name] = (cooling, heating)
    return found


def hot_water_unmet(
    tenures: Iterable[Tenure],
    products: Mapping[str, Product],
    period: Period,
    hot_water: HotWaterUse | None,
) -> FloatArray:
    """Return the heat that is lacking per nominal heat, units weighted by number.

    It is 1 in a month in which all heaters are out of order.
    """
    working, owned, lacking = np.zeros((3, period.months))
    for tenure in tenures:
        months, share = period.weights(tenure.start, tenure.end)
        weight = tenure.quantity * share
        owned[months] += weight
        if not tenure.is_working:
            continue
        working[months] += weight
        if hot_water is not None:
            product = products[tenure.product]
            lacking[months] += weight * hot_water.input(product).unmet[months]
    row = lacking / np.where(working > 0.0, working, 1.0)
    return np.asarray(np.where((owned > 0.0) & (working <= 0.0), 1.0, row))


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
