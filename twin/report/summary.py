"""Community totals per scenario with intervals, and paired differences.

Scenarios share their random futures, so differences are taken future by future before
anything is averaged; two equal scenarios differ by exactly zero.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd

from twin.report.data import need

LOW: Final = 0.05
"""Lower end of every interval, as a quantile over the futures [-]."""
HIGH: Final = 0.95
"""Upper end of every interval, as a quantile over the futures [-]."""

_KWH_PER_GWH: Final = 1e6
_KG_PER_T: Final = 1e3
_PER_MILLION: Final = 1e6
_KEYS: Final = ["scenario", "future"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A line of the comparison; of all of them less is better."""

    name: str
    title: str
    unit: str
    columns: tuple[str, ...]
    """Columns of ``building_year`` that are added up."""
    scale: float = 1.0
    """Divisor that brings the sum to `unit`."""
    kind: str = "sum"
    """``sum`` over study and buildings, ``present`` the same discounted, ``area`` and
    ``person`` the sum over floor area or residents and years, ``mean`` the
    floor-area-weighted mean over buildings and years."""


_FUELS: Final = ("lpg_kwh", "natural_gas_kwh")
_FINAL: Final = ("electricity_kwh", *_FUELS, "wood_kwh")
_WHOLE_LIFE: Final = (
    "carbon_operation_kg",
    "carbon_embodied_kg",
    "carbon_refrigerant_kg",
)
_COSTS: Final = ("cost_energy_cny", "cost_investment_cny", "cost_maintenance_cny")


def _energy(name: str, title: str, *columns: str) -> Quantity:
    """Return a sum of energy over the study."""
    return Quantity(
        name=name, title=title, unit="GWh", columns=columns, scale=_KWH_PER_GWH
    )


def _carbon(name: str, title: str, *columns: str) -> Quantity:
    """Return a sum of carbon over the study."""
    return Quantity(
        name=name, title=title, unit="tCO2e", columns=columns, scale=_KG_PER_T
    )


def _cost(name: str, title: str, *columns: str) -> Quantity:
    """Return a present value of costs over the study."""
    return Quantity(
        name=name,
        title=title,
        unit="million CNY",
        columns=columns,
        scale=_PER_MILLION,
        kind="present",
    )


def _hours(name: str, title: str, column: str) -> Quantity:
    """Return a floor-area-weighted mean of hours per year."""
    return Quantity(name=name, title=title, unit="h/a", columns=(column,), kind="mean")


def _mean(name: str, title: str, column: str, unit: str) -> Quantity:
    """Return a floor-area-weighted mean of the air over all years."""
    return Quantity(name=name, title=title, unit=unit, columns=(column,), kind="mean")


QUANTITIES: Final[tuple[Quantity, ...]] = (
    _energy("energy_final", "Final energy", *_FINAL),
    _energy("electricity_bought", "Electricity bought", "electricity_grid_kwh"),
    _energy("fuel_fossil", "Fossil fuel burnt on site", *_FUELS),
    Quantity(
        name="energy_final_area",
        title="Final energy per floor area",
        unit="kWh/(m² a)",
        columns=_FINAL,
        kind="area",
    ),
    _carbon("carbon_whole_life", "Whole-life carbon, A to C", *_WHOLE_LIFE),
    _carbon("carbon_operation", "of which operation", "carbon_operation_kg"),
    _carbon("carbon_embodied", "of which embodied", "carbon_embodied_kg"),
    _carbon("carbon_refrigerant", "of which refrigerant", "carbon_refrigerant_kg"),
    Quantity(
        name="carbon_whole_life_person",
        title="Whole-life carbon per resident",
        unit="tCO2e/(person a)",
        columns=_WHOLE_LIFE,
        scale=_KG_PER_T,
        kind="person",
    ),
    _carbon(
        "carbon_export", "Module D, apart (negative is a benefit)", "carbon_export_kg"
    ),
    _cost("cost", "Cost, present value", *_COSTS),
    _cost("cost_energy", "of which energy", "cost_energy_cny"),
    _cost("cost_investment", "of which investment", "cost_investment_cny"),
    _cost("cost_maintenance", "of which maintenance", "cost_maintenance_cny"),
    _hours("overheating", "Overheating, floor-area mean", "overheating_h"),
    _hours("heat_danger", "Heat danger, worst zone of a building", "heat_danger_h"),
    _hours("co2_excess", "CO₂ excess, floor-area mean", "co2_excess_h"),
    _energy(
        "electricity_cooling", "Electricity for cooling", "electricity_cooling_kwh"
    ),
    _mean("co2", "CO₂, floor-area mean", "co2_mean_ppm", "ppm"),
    _mean("pm25", "PM2.5 indoors, floor-area mean", "pm25_mean_ug_m3", "µg/m³"),
    _mean("pm25_indoor", "of which born indoors", "pm25_indoor_mean_ug_m3", "µg/m³"),
    _mean("no2", "NO₂ indoors, floor-area mean", "no2_mean_ug_m3", "µg/m³"),
)
"""Lines of the comparison in their order."""


def _burden(agent: str, title: str) -> Quantity:
    """Return healthy years lost by all residents, a rate of ``burden_year``."""
    unit = "DALY/(100 000 a)"
    return Quantity(name=f"burden_{agent}", title=title, unit=unit, columns=(agent,))


BURDENS: Final[tuple[Quantity, ...]] = (
    _burden("pm25", "Burden of PM2.5, assessed years, unverified"),
    _burden("pm25_indoor_born", "of which born indoors"),
    _burden("no2", "Burden of NO₂, overlaps with PM2.5, unverified"),
    _burden("formaldehyde", "Burden of formaldehyde, cancers only, unverified"),
)
"""Further lines where a study knows of residents; they are never added up."""


def totals_by_future(
    building_year: pd.DataFrame,
    buildings: pd.DataFrame,
    *,
    discount_rate: float,
    burden_year: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Return every quantity of every scenario in every future.

    Parameters
    ----------
    building_year
        Result table, one row per scenario, future, year and building.
    buildings
        Table of the buildings; its residents divide the figures per person.
    discount_rate
        Real rate; a cost in year y counts ``(1 + rate) ** (first - y)`` [1/a].
    burden_year
        Burden of residents, None or empty where nothing is known of them.

    Returns
    -------
    pandas.DataFrame
        Index scenario and future, one column per quantity name.

    Raises
    ------
    twin.report.data.NotComputedError
        A column is missing.
    """
    columns = sorted({name for one in QUANTITIES for name in one.columns})
    keys = [*_KEYS, "year", "building_id"]
    need(building_year, "building_year", [*keys, "floor_area_m2", *columns])
    need(buildings, "buildings", ["building_id", "residents"])
    frame = _in_one_order(building_year, keys)
    groups = frame.groupby(_KEYS, sort=False, observed=True)
    later = frame["year"].to_numpy(dtype=float) - float(frame["year"].min())
    area = frame["floor_area_m2"].to_numpy(dtype=float)
    people = frame["building_id"].map(buildings.set_index("building_id")["residents"])
    weights = {"present": (1.0 + discount_rate) ** -later, "mean": area}
    below = {"area": area, "mean": area, "person": people.to_numpy(dtype=float)}
    codes = groups.ngroup().to_numpy()
    result = pd.DataFrame(index=pd.MultiIndex.from_frame(groups[_KEYS].head(1)))
    for one in QUANTITIES:
        total = frame[list(one.columns)].to_numpy(dtype=float).sum(axis=1)
        weighed = total * weights.get(one.kind, 1.0) / one.scale
        sums = np.bincount(codes, weights=weighed)  # unlike pandas, keeps NaN
        if one.kind in below:
            result[one.name] = sums / np.bincount(codes, weights=below[one.kind])
        else:
            result[one.name] = sums
    if burden_year is not None and len(burden_year):
        result = result.join(_burdens(burden_year))
    return result


def _burdens(burden_year: pd.DataFrame) -> pd.DataFrame:
    """Return the mean rate of all residents over the assessed years, by agent."""
    need(burden_year, "burden_year", [*_KEYS, "group", "agent", "rate_daly"])
    everybody = burden_year[burden_year["group"] == "all"]
    means = everybody.groupby([*_KEYS, "agent"], observed=True)["rate_daly"].mean()
    return means.unstack("agent").add_prefix("burden_")


def _in_one_order(building_year: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    """Return the rows sorted inside each scenario, scenarios as they come.

    Sums of floats depend on their order; equal scenarios must have equal sums.
    """
    ranked = building_year.assign(rank=pd.factorize(building_year["scenario"])[0])
    return ranked.sort_values(["rank", *keys[1:]], kind="stable", ignore_index=True)


def summarise(
    building_year: pd.DataFrame,
    buildings: pd.DataFrame,
    *,
    discount_rate: float,
    scenarios: Sequence[str] | None = None,
    burden_year: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Return the comparison of the scenarios over the whole study.

    Parameters
    ----------
    building_year
        Result table, one row per scenario, future, year and building.
    buildings
        Table of the buildings.
    discount_rate
        Real rate at which costs of later years are discounted [1/a].
    scenarios
        Names in the order of the report, baseline first; by default in the order in
        which the table has them.
    burden_year
        Burden of residents, None or empty where nothing is known of them.

    Returns
    -------
    pandas.DataFrame
        One row per scenario and quantity: ``scenario``, ``quantity``, ``title``,
        ``unit``, ``futures``, ``mean``, ``p05``, ``p95``; then for the difference to
        the baseline ``paired_futures``, ``difference``, ``difference_p05``,
        ``difference_p95``, ``probability_better``, ``probability_worse`` and
        ``variance_ratio``: variance of the paired difference over that of a
        difference between unpaired futures, below 1 where pairing pays.

    Notes
    -----
    Final energy is electricity used, from grid or roof, plus fuels; it is not the sum
    of energy bought. Module D stands apart and is in no sum. The interval is that of
    the futures in the study and says nothing about what they leave out. Ties count
    neither as better nor as worse.
    """
    totals = totals_by_future(
        building_year, buildings, discount_rate=discount_rate, burden_year=burden_year
    )
    told = [one for one in (*QUANTITIES, *BURDENS) if one.name in totals]
    present = totals.index.get_level_values("scenario").unique().tolist()
    order = [name for name in scenarios or present if name in present]
    rows: list[dict[str, object]] = []
    for name in order:
        own = _futures(totals, name)
        base = _futures(totals, order[0])
        both = own.index.intersection(base.index)
        gap = own.loc[both] - base.loc[both]
        rows.extend(
            {"scenario": name, "quantity": one.name, "title": one.title}
            | {"unit": one.unit, "futures": len(own)}
            | _spread(own[one.name].to_numpy(), "mean", "p05", "p95")
            | _paired(gap[one.name].to_numpy())
            | {"variance_ratio": _variance_ratio(own.loc[both], base.loc[both], one)}
            for one in told
        )
    return pd.DataFrame(rows)


def _futures(totals: pd.DataFrame, scenario: str) -> pd.DataFrame:
    """Return the totals of one scenario, one row per future."""
    own = totals[totals.index.get_level_values("scenario") == scenario]
    return own.droplevel("scenario").sort_index()


def _spread(values: np.ndarray, mean: str, low: str, high: str) -> dict[str, object]:
    """Return mean and interval under the given names, NaN where there is none."""
    if values.size == 0:
        return {mean: np.nan, low: np.nan, high: np.nan}
    ends = np.quantile(values, [LOW, HIGH])
    return {mean: float(values.mean()), low: float(ends[0]), high: float(ends[1])}


def _variance_ratio(own: pd.DataFrame, base: pd.DataFrame, one: Quantity) -> float:
    """Return variance of the paired difference over that of unpaired futures.

    Unpaired, the variances of both scenarios add; NaN with one future, or where
    neither varies.
    """
    mine, other = own[one.name].to_numpy(), base[one.name].to_numpy()
    if mine.size < 2:  # noqa: PLR2004 - a variance needs two
        return float("nan")
    apart = float(mine.var(ddof=1) + other.var(ddof=1))
    return float((mine - other).var(ddof=1)) / apart if apart > 0.0 else float("nan")


def _paired(gap: np.ndarray) -> dict[str, object]:
    """Return what is said of differences to the baseline in the same futures."""
    names = ("difference", "difference_p05", "difference_p95")
    better = float((gap < 0.0).mean()) if gap.size else np.nan
    worse = float((gap > 0.0).mean()) if gap.size else np.nan
    return (
        {"paired_futures": int(gap.size)}
        | _spread(gap, *names)
        | {"probability_better": better, "probability_worse": worse}
    )
