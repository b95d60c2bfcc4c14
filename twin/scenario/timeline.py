"""From a life to months: which variant holds when, and how well machines work."""

import dataclasses
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
from twin.scenario.machines import (
    HotWaterUse,
    air_conditioner_inputs,
    hot_water_unmet,
    machine_inputs,
    outage_share,
    peak_power,
)
from twin.scenario.period import Period
from twin.scenario.shares import (
    Shares,
    added_shares,
    air_conditioner_shares,
    albedo_shares,
    cooker_shares,
    product_shares,
    working_shares,
)
from twin.scenario.spells import electric_share

LEAST_MONTHS: Final = 1.0
"""States of a building that hold for less in the whole study, such as those between
two measures of one retrofit, are given to the states beside them; counted [month]."""
_LEAST_WEIGHT: Final = 1e-12
_HALF: Final = 0.5


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Timeline:
    """One building in one future, month by month."""

    variants: Mapping[Variant, FloatArray]
    """Share of each month that a variant holds, summing to 1."""
    air_conditioner_input: Mapping[str, tuple[FloatArray, FloatArray]]
    """Electricity of working units per reference power of cooling, the mean of 1/EER,
    and of heating, by `Variant.air_conditioner` [-]."""
    outage: FloatArray
    """Share of air conditioners out of order [-]."""
    hot_water_input: Mapping[Carrier, FloatArray]
    """Energy bought per nominal heat, by carrier [-]."""
    hot_water_unmet: FloatArray
    """Heat that is lacking per nominal heat [-]."""
    cooking_input: Mapping[Carrier, FloatArray]
    """Energy bought per useful heat, by carrier [-]."""
    peak_power: FloatArray
    """Photovoltaic peak power with its age counted [kW]."""
    lighting: FloatArray | None = None
    """Electricity of lighting over that of the usages, None for all of it [-]."""
    merged: float = 0.0
    """Time of short states that was given to others [month]."""


def read_timeline(
    building: Building,
    tenures: Sequence[Tenure],
    cleanings: Mapping[str, Sequence[float]],
    products: Mapping[str, Product],
    habits: Habits,
    period: Period,
    hot_water: HotWaterUse | None = None,
    power_off: FloatArray | None = None,
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
    hot_water
        What water heaters have to do; none to take their rated efficiency.
    power_off
        Share of each month without power, None for power at all times [-].

    Returns
    -------
    Timeline
        Shares and factors of each month.
    """
    by_kind: dict[Kind, list[Tenure]] = {}
    for tenure in tenures:
        by_kind.setdefault(tenure.kind, []).append(tenure)
    cooling = by_kind.get(Kind.AIR_CONDITIONER, [])
    heaters = by_kind.get(Kind.WATER_HEATER, [])
    outage = outage_share(cooling, period)
    works = {True: 1.0 - outage, False: outage} if cooling else {True: 1.0 + 0 * outage}
    kinds, names = air_conditioner_shares(cooling, products, period)
    axes = _axes(building, by_kind, products, period)
    axes += [list(works.items()), list(kinds.items())]
    lost = np.zeros(period.months) if power_off is None else power_off
    axes.append([(True, 1.0 - lost), (False, lost)])
    variants, merged = _merge_short(_variants(building.id, axes, habits, period))
    timeline = Timeline(
        merged=merged,
        variants=variants,
        air_conditioner_input=air_conditioner_inputs(
            cooling, names, cleanings, products, period
        ),
        outage=outage,
        lighting=_standing_factor(by_kind, Kind.LIGHTING, products, period),
        hot_water_input=_less_drain_heat(
            machine_inputs(heaters, cleanings, products, period, hot_water),
            _standing_factor(by_kind, Kind.DRAIN_HEAT, products, period),
        ),
        hot_water_unmet=hot_water_unmet(heaters, products, period, hot_water),
        cooking_input=machine_inputs(
            by_kind.get(Kind.COOKER, []), cleanings, products, period
        ),
        peak_power=peak_power(by_kind.get(Kind.PHOTOVOLTAIC, []), products, period),
    )
    if power_off is None:
        return timeline
    electric = electric_share(heaters, products, period)
    return _without_power(timeline, power_off, electric)


def _without_power(
    timeline: Timeline, power_off: FloatArray, electric: FloatArray
) -> Timeline:
    """Return a timeline whose machines stand still while power is out.

    `electric` is the share of water heaters that draw electricity. Rooms know of it
    by `Variant.has_power`.
    """
    left = 1.0 - power_off

    def draws(inputs: Mapping[Carrier, FloatArray]) -> dict[Carrier, FloatArray]:
        """Return what machines buy, electricity only while there is power."""
        return {
            carrier: row * left if carrier is Carrier.ELECTRICITY else row
            for carrier, row in inputs.items()
        }

    met = (1.0 - timeline.hot_water_unmet) * (1.0 - electric * power_off)
    return dataclasses.replace(
        timeline,
        outage=1.0 - (1.0 - timeline.outage) * left,
        hot_water_input=draws(timeline.hot_water_input),
        hot_water_unmet=1.0 - met,
        cooking_input=draws(timeline.cooking_input),
        peak_power=timeline.peak_power * left,
    )


def _standing_factor(
    by_kind: Mapping[Kind, Sequence[Tenure]],
    kind: Kind,
    products: Mapping[str, Product],
    period: Period,
) -> FloatArray | None:
    """Return what products of a kind leave of what they act on, None without any."""
    tenures = by_kind.get(kind)
    if not tenures:
        return None
    left = np.zeros(period.months)
    for name, share in working_shares(tenures, period).items():
        left += share * (left_by(products[name]) if name else 1.0)
    return left


def left_by(product: Product) -> float:
    """Return what a product leaves of the lighting or hot water that it acts on.

    Parameters
    ----------
    product
        Lamps or a drain exchanger.

    Returns
    -------
    float
        Share that is left, 1 for all other products [-].
    """
    if product.lighting_factor is not None:
        return product.lighting_factor.value
    if product.drain_heat is not None:
        return 1.0 - product.drain_heat.value
    return 1.0


def _less_drain_heat(
    inputs: Mapping[Carrier, FloatArray], left: FloatArray | None
) -> dict[Carrier, FloatArray]:
    """Return what heaters take where cold water comes warmed from the drain."""
    if left is None:
        return dict(inputs)
    return {carrier: row * left for carrier, row in inputs.items()}


def _initial(building: Building, kind: Kind) -> str:
    """Return the product of a kind that stands at the start, or empty."""
    return next((one.product for one in building.components if one.kind is kind), "")


Axis = list[tuple[object, FloatArray]]
"""What may stand in a building, with its share of each month."""


def _axes(
    building: Building,
    by_kind: Mapping[Kind, Sequence[Tenure]],
    products: Mapping[str, Product],
    period: Period,
) -> list[Axis]:
    """Return what may stand in a building, air conditioners apart."""
    coatings = albedo_shares(by_kind.get(Kind.ROOF_COATING, ()), products, period)
    windows = product_shares(
        by_kind.get(Kind.WINDOW, ()), _initial(building, Kind.WINDOW), period
    )

    def added(kind: Kind) -> Shares:
        return added_shares(by_kind.get(kind, ()), period)

    def working(kind: Kind) -> Shares:
        return working_shares(by_kind.get(kind, ()), period)

    return [
        list(coatings.items()),
        list(windows.items()),
        list(added(Kind.ROOF_INSULATION).items()),
        list(added(Kind.WALL_INSULATION).items()),
        list(added(Kind.SHADING).items()),
        list(working(Kind.CEILING_FAN).items()),
        list(working(Kind.VENTILATION).items()),
        list(
            cooker_shares(by_kind.get(Kind.COOKER, ()), products, period).items(),
        ),
        list(added(Kind.FLOOR_INSULATION).items()),
        list(added(Kind.AIR_SEALING).items()),
    ]


def _variants(
    building: str, axes: Sequence[Axis], habits: Habits, period: Period
) -> dict[Variant, FloatArray]:
    """Return the share of each month of every combination that occurs."""
    found: dict[Variant, FloatArray] = {}
    for values, weight in _combine(axes, period):
        albedo, works = values[0], values[10]
        window, roof, wall, shading, fan, air, cooker = map(str, values[1:8])
        variant = Variant(
            building=building,
            albedo=albedo if isinstance(albedo, float) else None,
            window=window,
            roof_insulation=roof,
            wall_insulation=wall,
            shading=shading,
            cooker=cooker,
            has_cooling=bool(works),
            habits=habits,
            air_conditioner=str(values[11]),
            floor_insulation=str(values[8]),
            air_sealing=str(values[9]),
            has_power=bool(values[12]),
            ceiling_fan=fan,
            ventilation=air,
        )
        found[variant] = weight
    return found


def _merge_short(
    variants: dict[Variant, FloatArray],
) -> tuple[dict[Variant, FloatArray], float]:
    """Return the variants that hold long enough, and the time of the others.

    In a month whose kept shares sum to less than one half the short ones stay. Where
    power goes out, states are joined with the longest of their own kind, so that rooms
    feel each hour without power.
    """
    if not all(one.has_power for one in variants):
        return _merge_by_power(variants)
    short = [one for one, row in variants.items() if row.sum() < LEAST_MONTHS]
    kept = {one: row for one, row in variants.items() if one not in set(short)}
    if not short or not kept:
        return variants, 0.0
    total = np.sum(list(kept.values()), axis=0)
    if float(total.min()) < _HALF:
        return variants, 0.0
    merged = float(sum(variants[one].sum() for one in short))
    return {one: row / total for one, row in kept.items()}, merged


def _merge_by_power(
    variants: Mapping[Variant, FloatArray],
) -> tuple[dict[Variant, FloatArray], float]:
    """Return the variants that hold long enough; others go to the longest like them."""
    kept: dict[Variant, FloatArray] = {}
    merged = 0.0
    for has_power in (True, False):
        mine = {v: row for v, row in variants.items() if v.has_power is has_power}
        longest = max(mine, key=lambda one: float(mine[one].sum()))
        kept[longest] = mine[longest].copy()
        for one, row in mine.items():
            if one is longest:
                continue
            if float(row.sum()) >= LEAST_MONTHS:
                kept[one] = row
            else:
                kept[longest] += row
                merged += float(row.sum())
    return kept, merged


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
