"""From year results and timelines to the years of a building in one future."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from twin.annual.result import INDEX, YearResult
from twin.annual.simulate import Task
from twin.annual.sunpower import POWER_PER_AREA, SIZES
from twin.ground.calendar import DAYS_PER_MONTH, HOURS_PER_MONTH
from twin.ground.constants import JOULES_PER_KWH
from twin.ground.types import FloatArray
from twin.model.building import Building
from twin.model.component import Carrier
from twin.scenario.futures import Custom
from twin.scenario.timeline import Timeline

NODE_STEP: Final = 0.75
"""Distance between simulated climates, linear in between [K]."""

Heat = Mapping[float, FloatArray] | None
"""Share of each month that is warmer by so many kelvin; None for never."""

_DAYS: Final = np.asarray(DAYS_PER_MONTH, dtype=np.float64)
_LEAST_WEIGHT: Final = 1e-12


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class BuildingYears:
    """A building in one future, year by year; arrays begin with the year."""

    sums: FloatArray
    """Monthly quantities summed over each year, shape ``(year, quantity, zone)``."""
    energy: Mapping[str, FloatArray]
    """Energy by column of the result table, shape ``(year,)`` [kWh]."""
    outage: FloatArray
    """Hours in which air conditioners were out of order, mean of units, ``(year,)``
    [h]."""


def nodes_around(warming: float) -> tuple[tuple[float, float], ...]:
    """Return the simulated climates next to a warming, and their weights.

    Parameters
    ----------
    warming
        Warming over the baseline of the weather file [K].

    Returns
    -------
    tuple[tuple[float, float], ...]
        One or two pairs of node and weight; weights sum to 1.

    Examples
    --------
    >>> nodes_around(0.9)
    ((0.75, 0.8), (1.5, 0.2))
    """
    low = NODE_STEP * float(np.floor(warming / NODE_STEP + 1e-9))
    share = round((warming - low) / NODE_STEP, 9)
    if share <= 0.0:
        return ((low, 1.0),)
    return ((low, round(1.0 - share, 9)), (low + NODE_STEP, share))


def node_shares(warming: Sequence[float], heat: Heat = None) -> dict[float, FloatArray]:
    """Return the weight of each simulated climate in each year.

    Parameters
    ----------
    warming
        Warming of each year, shape ``(year,)`` [K].
    heat
        Share of each month that is warmer by so many kelvin [-].

    Returns
    -------
    dict[float, FloatArray]
        Weights of shape ``(year,)`` by node in ascending order, summing to 1; of shape
        ``(year, month)`` where some months are hotter.
    """
    if heat is not None:
        return _hotter_shares(warming, heat)
    pairs = [nodes_around(value) for value in warming]
    nodes = sorted({node for pair in pairs for node, _ in pair})
    return {
        node: np.array([dict(pair).get(node, 0.0) for pair in pairs]) for node in nodes
    }


def _hotter_shares(
    warming: Sequence[float], heat: Mapping[float, FloatArray]
) -> dict[float, FloatArray]:
    """Return the weight of each simulated climate in each month."""
    rest = 1.0 - np.sum(list(heat.values()), axis=0)
    found: dict[float, FloatArray] = {}
    for more, row in {**heat, 0.0: rest}.items():
        for node, share in node_shares([one + more for one in warming]).items():
            part = row.reshape(-1, 12) * share[:, None]
            found[node] = found.get(node, 0.0) + part
    return dict(sorted(found.items()))


def tasks_of(
    timeline: Timeline, warming: Sequence[float], heat: Heat = None
) -> Iterable[Task]:
    """Yield the tasks whose results a timeline needs.

    Parameters
    ----------
    timeline
        Building in one future.
    warming
        Warming of each year, shape ``(year,)`` [K].
    heat
        Share of each month that is warmer by so many kelvin [-].

    Yields
    ------
    Task
        Variant and climate; repeated where several years need the same.
    """
    if heat is not None:
        yield from month_weights(timeline, warming, heat)
        return
    for variant, weight in timeline.variants.items():
        by_year = weight.reshape(-1, 12).max(axis=1)
        for year in np.flatnonzero(by_year > _LEAST_WEIGHT):
            for node, _ in nodes_around(warming[int(year)]):
                yield Task(variant=variant, node=node)


def month_weights(
    timeline: Timeline, warming: Sequence[float], heat: Heat = None
) -> dict[Task, FloatArray]:
    """Return the share of each month that a task's result stands for.

    Parameters
    ----------
    timeline
        Building in one future.
    warming
        Warming of each year, shape ``(year,)`` [K].
    heat
        Share of each month that is warmer by so many kelvin [-].

    Returns
    -------
    dict[Task, FloatArray]
        Shares of shape ``(year, month)``, summing to 1 over the tasks.
    """
    weights: dict[Task, FloatArray] = {}
    shares = node_shares(warming, heat)
    for variant, weight in timeline.variants.items():
        monthly = weight.reshape(-1, 12)
        for node, share in shares.items():
            both = monthly * (share if share.ndim > 1 else share[:, None])
            if float(both.max()) > _LEAST_WEIGHT:
                weights[Task(variant=variant, node=node)] = both
    return weights


def integrate_years(
    building: Building,
    timeline: Timeline,
    weights: Mapping[Task, FloatArray],
    results: Mapping[Task, YearResult],
    custom: Custom,
    power: FloatArray,
) -> BuildingYears:
    """Return the years of a building in one future.

    Parameters
    ----------
    building
        Building at the start.
    timeline
        Its months in this future.
    weights
        From `month_weights`.
    results
        Year results of all tasks.
    custom
        How its people differ from the typical.
    power
        Photovoltaic yield per peak power in each month, shape ``(month,)`` [kWh/kW].

    Returns
    -------
    BuildingYears
        Sums and energies of each year.
    """
    first = results[next(iter(weights))]
    quantities, zones, _ = first.monthly.shape
    years = len(next(iter(weights.values())))
    sums = np.zeros((years, quantities * zones))
    drawn: dict[str, FloatArray] = {}
    own = np.zeros((years, 12, len(SIZES)))
    for task, weight in weights.items():
        result = results[task]
        sums += weight @ result.monthly.reshape(quantities * zones, 12).T
        both = drawn.setdefault(task.variant.air_conditioner, np.zeros((2, years, 12)))
        both[0] += weight * result.monthly[INDEX["cooling_reference_kwh"]].sum(axis=0)
        both[1] += weight * result.monthly[INDEX["heating_reference_kwh"]].sum(axis=0)
        if task.variant.has_power:
            own += weight[:, :, None] * result.self_use.T[None]
    shaped = sums.reshape(years, quantities, zones)
    energy = _end_uses(building, timeline, shaped, drawn, custom)
    if timeline.lighting is not None:
        _dim(energy, timeline.lighting, weights, results, custom)
    _black_out(energy, timeline, weights, results, custom)
    _add_photovoltaic(energy, timeline, own, power, building.roof_area)
    outage = timeline.outage.reshape(years, 12) @ np.asarray(HOURS_PER_MONTH, float)
    return BuildingYears(sums=shaped, energy=energy, outage=outage)


def _end_uses(
    building: Building,
    timeline: Timeline,
    sums: FloatArray,
    reference: Mapping[str, FloatArray],
    custom: Custom,
) -> dict[str, FloatArray]:
    """Return energy by end use and carrier [kWh].

    `reference` is that of cooling and heating in each month, by the air conditioners.
    """
    years = len(sums)
    cooling, heated = np.zeros((2, years, 12))
    for name, (cooled, warmed) in reference.items():
        new, worn = timeline.air_conditioner_input[name]
        cooling += cooled * new.reshape(years, 12)
        heated += warmed * worn.reshape(years, 12)
    drawn = hot_water_useful(building) * custom.hot_water
    hot_water = _by_carrier(timeline.hot_water_input, drawn)
    cooking = _by_carrier(
        timeline.cooking_input, cooking_useful(building) * custom.cooking
    )
    totals = sums.sum(axis=2)
    energy = {
        "electricity_cooling_kwh": cooling.sum(axis=1),
        "electricity_heating_kwh": heated.sum(axis=1),
        "electricity_hot_water_kwh": hot_water[Carrier.ELECTRICITY],
        "electricity_cooking_kwh": cooking[Carrier.ELECTRICITY],
        "electricity_lighting_kwh": totals[:, INDEX["lighting_kwh"]]
        * custom.appliances,
        "electricity_appliances_kwh": totals[:, INDEX["appliances_kwh"]]
        * custom.appliances,
        "electricity_ventilation_kwh": totals[:, INDEX["ventilation_kwh"]],
    }
    energy["electricity_kwh"] = np.sum(list(energy.values()), axis=0)
    for carrier in (Carrier.LPG, Carrier.NATURAL_GAS, Carrier.WOOD):
        energy[f"{carrier}_kwh"] = hot_water[carrier] + cooking[carrier]
    for name in (
        "cooling_need_sensible_kwh",
        "cooling_need_latent_kwh",
        "heating_need_kwh",
    ):
        energy[name] = totals[:, INDEX[name]]
    energy["hot_water_unmet_kwh"] = timeline.hot_water_unmet.reshape(-1, 12) @ drawn
    return energy


def _dim(
    energy: dict[str, FloatArray],
    left: FloatArray,
    weights: Mapping[Task, FloatArray],
    results: Mapping[Task, YearResult],
    custom: Custom,
) -> None:
    """Take off the lighting that other lamps save, month by month [kWh]."""
    saved = np.zeros(len(energy["electricity_lighting_kwh"]))
    off = (1.0 - left).reshape(-1, 12)
    for task, weight in weights.items():
        month = results[task].monthly[INDEX["lighting_kwh"]].sum(axis=0)
        saved += (weight * off) @ month
    saved *= custom.appliances
    energy["electricity_lighting_kwh"] = energy["electricity_lighting_kwh"] - saved
    energy["electricity_kwh"] = energy["electricity_kwh"] - saved


def _black_out(
    energy: dict[str, FloatArray],
    timeline: Timeline,
    weights: Mapping[Task, FloatArray],
    results: Mapping[Task, YearResult],
    custom: Custom,
) -> None:
    """Take off what lamps, appliances and fans would draw while power is out [kWh]."""
    lamps = timeline.lighting
    scales = {"lighting": custom.appliances, "appliances": custom.appliances}
    for task, weight in weights.items():
        if task.variant.has_power:
            continue
        for name in ("lighting", "appliances", "ventilation"):
            month = results[task].monthly[INDEX[f"{name}_kwh"]].sum(axis=0)
            share = weight
            if name == "lighting" and lamps is not None:
                share = weight * lamps.reshape(-1, 12)
            lost = scales.get(name, 1.0) * (share @ month)
            column = f"electricity_{name}_kwh"
            energy[column] = energy[column] - lost
            energy["electricity_kwh"] = energy["electricity_kwh"] - lost


def _by_carrier(
    inputs: Mapping[Carrier, FloatArray], useful: FloatArray
) -> dict[Carrier, FloatArray]:
    """Return energy bought by carrier and year [kWh]."""
    months = len(next(iter(inputs.values())))
    bought = {carrier: np.zeros(months // 12) for carrier in Carrier}
    for carrier, factor in inputs.items():
        bought[carrier] = bought[carrier] + factor.reshape(-1, 12) @ useful
    return bought


def _presence(building: Building) -> FloatArray:
    """Return the share of people who are there in each month, shape ``(month,)``."""
    shares = [zone.usage.presence_month for zone in building.zones]
    return np.asarray(np.mean(shares, axis=0), dtype=np.float64)


def hot_water_useful(building: Building) -> FloatArray:
    """Return the nominal hot-water heat of each month, shape ``(month,)`` [kWh].

    Parameters
    ----------
    building
        Building with people and heat per person and day.

    Returns
    -------
    FloatArray
        Heat of all people who are there.
    """
    daily = building.hot_water * building.residents / JOULES_PER_KWH
    return np.asarray(daily * _DAYS * _presence(building))


def cooking_useful(building: Building) -> FloatArray:
    """Return the useful cooking heat of each month, shape ``(month,)`` [kWh].

    Parameters
    ----------
    building
        Building with cooking heat per day.

    Returns
    -------
    FloatArray
        Heat in the pots, fewer meals while people are away.
    """
    daily = building.cooking / JOULES_PER_KWH
    return np.asarray(daily * _DAYS * np.minimum(_presence(building), 1.0))


def _add_photovoltaic(
    energy: dict[str, FloatArray],
    timeline: Timeline,
    own: FloatArray,
    power: FloatArray,
    roof_area: float,
) -> None:
    """Add generation, self-use, export and what is bought [kWh]."""
    years = len(own)
    peak = timeline.peak_power.reshape(years, 12)
    generation = peak * power
    sizes = np.asarray(SIZES) * POWER_PER_AREA * roof_area
    used = np.zeros((years, 12))
    if float(peak.max()) > 0.0:
        used = np.minimum(_between_sizes(peak, sizes, own), generation)
    energy["pv_generation_kwh"] = generation.sum(axis=1)
    energy["pv_self_use_kwh"] = used.sum(axis=1)
    energy["pv_export_kwh"] = (generation - used).sum(axis=1)
    energy["electricity_grid_kwh"] = energy["electricity_kwh"] - used.sum(axis=1)


def _between_sizes(peak: FloatArray, sizes: FloatArray, own: FloatArray) -> FloatArray:
    """Return self-use at a peak power, linear between sizes, constant beyond.

    Shapes are ``(year, month)``, ``(size,)`` and ``(year, month, size)``.
    """
    right = np.clip(np.searchsorted(sizes, peak), 1, len(sizes) - 1)
    left = right - 1
    share = (np.minimum(peak, sizes[-1]) - sizes[left]) / (sizes[right] - sizes[left])
    low = np.take_along_axis(own, left[..., None], axis=2)[..., 0]
    high = np.take_along_axis(own, right[..., None], axis=2)[..., 0]
    return np.asarray(low + share * (high - low))
