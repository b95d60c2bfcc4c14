"""From a life to months: which variant holds when, and how well machines work."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from twin.annual.variant import Variant
from twin.ground.types import FloatArray
from twin.life.record import Event, Tenure
from twin.model.building import Building
from twin.model.component import Carrier, Kind, Product
from twin.model.programme import Habits

ALBEDO_STEP: Final = 0.1
"""Roofs whose reflectance differs by less are simulated as one [-]."""
_LEAST_WEIGHT: Final = 1e-12

Shares = dict[str, FloatArray]
"""Share of something in each month of the study, by name, shape ``(month,)``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """The months of a study."""

    start: float
    """First moment [a]."""
    years: int
    """Number of calendar years [-]."""

    @property
    def months(self) -> int:
        """Number of months."""
        return 12 * self.years

    def weights(self, start: float, end: float) -> tuple[slice, FloatArray]:
        """Return the months that a time span touches and its share of each.

        Parameters
        ----------
        start
            Beginning [a].
        end
            End [a].

        Returns
        -------
        tuple[slice, FloatArray]
            Months and shares, 0 to 1; months count as twelfths of a year.
        """
        first = max((start - self.start) * 12.0, 0.0)
        last = min((end - self.start) * 12.0, float(self.months))
        if last <= first:
            return slice(0, 0), np.zeros(0)
        low, high = math.floor(first), math.ceil(last)
        share = np.ones(high - low)
        share[0] -= first - low
        share[-1] -= high - last
        return slice(low, high), share

    def middles(self, months: slice) -> FloatArray:
        """Return the middle of each month [a].

        Parameters
        ----------
        months
            Which months.

        Returns
        -------
        FloatArray
            Times, shape ``(month,)`` [a].
        """
        return self.start + (np.arange(months.start, months.stop) + 0.5) / 12.0


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Timeline:
    """One building in one future, month by month."""

    variants: Mapping[Variant, FloatArray]
    """Share of each month that a variant holds, summing to 1."""
    cooling_input: FloatArray
    """Electricity per reference power, the mean of 1/EER of working units [-]."""
    outage: FloatArray
    """Share of air conditioners out of order [-]."""
    hot_water_input: Mapping[Carrier, FloatArray]
    """Energy bought per useful heat, by carrier [-]."""
    cooking_input: Mapping[Carrier, FloatArray]
    """Energy bought per useful heat, by carrier [-]."""
    peak_power: FloatArray
    """Photovoltaic peak power with its age counted [kW]."""


def read_timeline(
    building: Building,
    tenures: Sequence[Tenure],
    cleanings: Mapping[str, Sequence[float]],
    products: Mapping[str, Product],
    habits: Habits,
    period: Period,
) -> Timeline:
    """Return the months of a building in one future.

    Parameters
    ----------
    building
        Building at the start.
    tenures
        What stood in it, and when.
    cleanings
        Times of cleaning by component [a].
    products
        Catalogue by name.
    habits
        Habits of the scenario.
    period
        Months of the study.

    Returns
    -------
    Timeline
        Shares and factors of each month.
    """
    by_kind: dict[Kind, list[Tenure]] = {}
    for tenure in tenures:
        by_kind.setdefault(tenure.kind, []).append(tenure)
    cooling = by_kind.get(Kind.AIR_CONDITIONER, [])
    outage = _outage(cooling, period)
    return Timeline(
        variants=_variants(building, by_kind, products, habits, period, outage),
        cooling_input=_inputs(cooling, cleanings, products, period)[Carrier.ELECTRICITY]
        if cooling
        else np.zeros(period.months),
        outage=outage,
        hot_water_input=_inputs(
            by_kind.get(Kind.WATER_HEATER, []), cleanings, products, period
        ),
        cooking_input=_inputs(
            by_kind.get(Kind.COOKER, []), cleanings, products, period
        ),
        peak_power=_peak_power(by_kind.get(Kind.PHOTOVOLTAIC, []), products, period),
    )


def efficiency_factor(
    product: Product, age: FloatArray, since_cleaning: FloatArray
) -> FloatArray:
    r"""Return efficiency over rated efficiency, :math:`e^{-a\,t - f\,s}`.

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
    return np.exp(-(wear + product.fouling_loss.value * since_cleaning))


def _since_cleaning(
    tenure: Tenure, times: Sequence[float], middles: FloatArray
) -> FloatArray:
    """Return the time since installation or the last cleaning [a]."""
    marks = np.array([tenure.installed, *(t for t in times if t > tenure.installed)])
    place = np.searchsorted(marks, middles, side="right") - 1
    return np.asarray(middles - marks[np.maximum(place, 0)])


def _inputs(
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


def _outage(tenures: Sequence[Tenure], period: Period) -> FloatArray:
    """Return the share of units out of order in each month."""
    total = np.zeros(period.months)
    broken = np.zeros(period.months)
    for tenure in tenures:
        months, share = period.weights(tenure.start, tenure.end)
        total[months] += tenure.quantity * share
        if not tenure.is_working:
            broken[months] += tenure.quantity * share
    return np.asarray(broken / np.where(total > 0.0, total, 1.0))


def _peak_power(
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


def _product_shares(tenures: Sequence[Tenure], initial: str, period: Period) -> Shares:
    """Return the share of each product of a kind; as built is the empty name."""
    total = np.zeros(period.months)
    shares: Shares = {}
    for tenure in tenures:
        months, share = period.weights(tenure.start, tenure.end)
        name = "" if tenure.product == initial else tenure.product
        row = shares.setdefault(name, np.zeros(period.months))
        row[months] += tenure.quantity * share
        total[months] += tenure.quantity * share
    return _complete(shares, total, period)


def _complete(shares: Shares, total: FloatArray, period: Period) -> Shares:
    """Return shares that sum to 1; where there is nothing, as built holds."""
    safe = np.where(total > 0.0, total, 1.0)
    done = {name: row / safe for name, row in shares.items()}
    bare = np.where(total > 0.0, 0.0, 1.0)
    done[""] = done.get("", np.zeros(period.months)) + bare
    return done


def _added_shares(tenures: Sequence[Tenure], period: Period) -> Shares:
    """Return the share of time in which an added product stands."""
    shares: Shares = {}
    covered = np.zeros(period.months)
    for tenure in tenures:
        months, share = period.weights(tenure.start, tenure.end)
        row = shares.setdefault(tenure.product, np.zeros(period.months))
        row[months] += share
        covered[months] += share
    scale = np.maximum(covered, 1.0)
    done = {name: row / scale for name, row in shares.items()}
    done[""] = np.maximum(1.0 - covered, 0.0)
    return done


def _albedo_shares(
    tenures: Sequence[Tenure], products: Mapping[str, Product], period: Period
) -> dict[float | None, FloatArray]:
    """Return the share of time at each rounded reflectance of the roof."""
    shares: dict[float | None, FloatArray] = {}
    covered = np.zeros(period.months)
    for tenure in tenures:
        months, share = period.weights(tenure.start, tenure.end)
        middles = period.middles(months)
        covered[months] += share
        albedo = _albedo(products[tenure.product], middles - tenure.installed)
        levels: Iterable[float | None] = [None]
        if albedo is not None:
            levels = sorted(set(albedo.tolist()))
        for level in levels:
            row = shares.setdefault(level, np.zeros(period.months))
            row[months] += share if albedo is None else share * (albedo == level)
    scale = np.maximum(covered, 1.0)
    done = {level: row / scale for level, row in shares.items()}
    rest = np.maximum(1.0 - covered, 0.0)
    done[None] = done.get(None, np.zeros(period.months)) + rest
    return done


def _albedo(product: Product, age: FloatArray) -> FloatArray | None:
    """Return the rounded reflectance of a coating at an age, None as built."""
    if (
        product.albedo_new is None
        or product.albedo_aged is None
        or product.albedo_time is None
    ):
        return None
    fresh = product.albedo_new - product.albedo_aged
    value = product.albedo_aged + fresh * np.exp(
        -np.maximum(age, 0.0) / product.albedo_time
    )
    return np.round(np.round(value / ALBEDO_STEP) * ALBEDO_STEP, 6)


def _initial(building: Building, kind: Kind) -> str:
    """Return the product of a kind that stands at the start, or empty."""
    return next((one.product for one in building.components if one.kind is kind), "")


def _variants(
    building: Building,
    by_kind: Mapping[Kind, Sequence[Tenure]],
    products: Mapping[str, Product],
    habits: Habits,
    period: Period,
    outage: FloatArray,
) -> dict[Variant, FloatArray]:
    """Return the share of each month of every combination that occurs."""
    windows = _product_shares(
        by_kind.get(Kind.WINDOW, ()), _initial(building, Kind.WINDOW), period
    )
    cookers = _product_shares(by_kind.get(Kind.COOKER, ()), "", period)
    has_machines = bool(by_kind.get(Kind.AIR_CONDITIONER))
    cooling = (
        {True: 1.0 - outage, False: outage}
        if has_machines
        else {True: 1.0 + 0.0 * outage}
    )
    axes: list[list[tuple[object, FloatArray]]] = [
        list(
            _albedo_shares(by_kind.get(Kind.ROOF_COATING, ()), products, period).items()
        ),
        list(windows.items()),
        list(_added_shares(by_kind.get(Kind.ROOF_INSULATION, ()), period).items()),
        list(_added_shares(by_kind.get(Kind.WALL_INSULATION, ()), period).items()),
        list(_added_shares(by_kind.get(Kind.SHADING, ()), period).items()),
        list(cookers.items()),
        list(cooling.items()),
    ]
    found: dict[Variant, FloatArray] = {}
    for values, weight in _combine(axes, period):
        albedo, window, roof, wall, shading, cooker, works = values
        variant = Variant(
            building=building.id,
            albedo=albedo if isinstance(albedo, float) else None,
            window=str(window),
            roof_insulation=str(roof),
            wall_insulation=str(wall),
            shading=str(shading),
            cooker=str(cooker),
            has_cooling=bool(works),
            habits=habits,
        )
        found[variant] = weight
    return found


def _combine(
    axes: Sequence[Sequence[tuple[object, FloatArray]]], period: Period
) -> list[tuple[tuple[object, ...], FloatArray]]:
    """Return the combinations that occur, with the product of their shares.

    Shares on different axes are taken as independent of each other.
    """
    found: list[tuple[tuple[object, ...], FloatArray]] = [((), np.ones(period.months))]
    for axis in axes:
        longer = []
        for values, weight in found:
            for value, share in axis:
                both = weight * share
                if float(both.max()) > _LEAST_WEIGHT:
                    longer.append(((*values, value), both))
        found = longer
    return found


def cleanings_by_component(
    events: Iterable[Event],
) -> dict[str, dict[str, list[float]]]:
    """Return the times of cleaning by building and component.

    Parameters
    ----------
    events
        Logbook of a life.

    Returns
    -------
    dict[str, dict[str, list[float]]]
        Times in ascending order [a].
    """
    found: dict[str, dict[str, list[float]]] = {}
    for event in events:
        if event.action == "cleaned":
            found.setdefault(event.building, {}).setdefault(event.component, []).append(
                event.time
            )
    return found
