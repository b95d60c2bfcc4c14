"""Tables of results: rows of buildings and zones by year and future."""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from twin.annual.result import HISTOGRAMS, INDEX, YearResult, percentile
from twin.annual.simulate import Task
from twin.ground.quality import Origin
from twin.ground.types import FloatArray, IntArray
from twin.life.record import Event
from twin.model.building import Building, BuildingUse, Community
from twin.scenario.extremes import held_extreme
from twin.scenario.frames_air import air_columns, air_extremes, building_air
from twin.scenario.frames_comfort import comfort_columns
from twin.scenario.frames_mould import mould_columns
from twin.scenario.integrate import BuildingYears

_HOUR_COLUMNS = (
    "hours_h",
    "occupied_h",
    "night_occupied_h",
    "overheating_h",
    "adaptive_invalid_h",
    "adaptive_met_i_h",
    "adaptive_met_ii_h",
    "adaptive_met_iii_h",
    "heat_caution_h",
    "heat_danger_h",
    "heat_not_evaluable_h",
    "cooled_h",
    "humidity_ratio_above_12_h",
)
_PERCENTILES = {
    "co2_excess_day_p95_ppm": "co2_excess_day",
    "co2_excess_night_p95_ppm": "co2_excess_night",
    "temp_operative_cooled_p95_c": "temp_operative_cooled",
    "humidity_relative_p95": "humidity_relative",
}

Columns = dict[str, FloatArray | str | int]
"""Columns of a block of rows; a text or number stands for all its rows."""


class TableBuilder:
    """Blocks of rows that become one table, without a table for each block."""

    def __init__(self) -> None:
        self._blocks: list[tuple[int, Columns]] = []

    def add(self, rows: int, block: Columns) -> None:
        """Add a block of rows with the columns of the first block.

        Parameters
        ----------
        rows
            Number of rows.
        block
            Columns.
        """
        self._blocks.append((rows, block))

    def frame(self) -> pd.DataFrame:
        """Return all blocks as one table.

        Returns
        -------
        pandas.DataFrame
            Texts are categories in order of their text.
        """
        counts = np.array([rows for rows, _ in self._blocks])
        names = list(self._blocks[0][1])
        return pd.DataFrame({name: self._column(name, counts) for name in names})

    def _column(self, name: str, counts: IntArray) -> object:
        """Return one column of all blocks."""
        values = [block[name] for _, block in self._blocks]
        if isinstance(values[0], str):
            texts = sorted({str(one) for one in values})
            place = {text: code for code, text in enumerate(texts)}
            codes = np.array([place[str(one)] for one in values])
            return pd.Categorical.from_codes(
                np.repeat(codes, counts), categories=pd.Index(texts, dtype="str")
            )
        if isinstance(values[0], np.ndarray):
            return np.concatenate(values)
        return np.repeat(np.array(values), counts)


def building_rows(
    building: Building, years: BuildingYears, keys: tuple[str, int, int]
) -> Columns:
    """Return the rows of ``building_year`` of one building in one future.

    Parameters
    ----------
    building
        Building at the start.
    years
        Its years.
    keys
        Scenario, future and first calendar year.

    Returns
    -------
    Columns
        One row a year; carbon and money are added from the ledger.
    """
    scenario, future, first = keys
    areas = zone_areas(building)
    share = areas / areas.sum()
    sums = years.sums
    return {
        "scenario": scenario,
        "future": future,
        "year": np.arange(first, first + len(sums)),
        "building_id": building.id,
        "use": str(building.use),
        "archetype": building.archetype,
        "floor_area_m2": np.full(len(sums), building.floor_area),
        **years.energy,
        "overheating_h": sums[:, INDEX["overheating_h"]] @ share,
        "heat_caution_h": sums[:, INDEX["heat_caution_h"]].max(axis=1),
        "heat_danger_h": sums[:, INDEX["heat_danger_h"]].max(axis=1),
        "co2_excess_h": sums[:, INDEX["co2_excess_h"]] @ share,
        "co2_mean_ppm": (sums[:, INDEX["co2_sum_ppm_h"]] @ share)
        / (sums[:, INDEX["hours_h"]] @ share),
        **building_air(sums, share),
        "air_conditioner_outage_h": years.outage,
    }


def zone_areas(building: Building) -> FloatArray:
    """Return the floor area of each zone with all its storeys, ``(zone,)`` [m²].

    Parameters
    ----------
    building
        Building with zones.

    Returns
    -------
    FloatArray
        Areas.
    """
    return np.array([zone.floor_area * zone.multiplier for zone in building.zones])


def zone_rows(
    building: Building,
    years: BuildingYears,
    weights: Mapping[Task, FloatArray],
    results: Mapping[Task, YearResult],
    keys: tuple[str, int, int],
    chosen: Sequence[int],
) -> Columns:
    """Return the rows of ``zone_year`` of one building in one future.

    Parameters
    ----------
    building
        Building at the start.
    years
        Its years.
    weights
        Share of each month of each task.
    results
        Year results of all tasks.
    keys
        Scenario, future and first calendar year.
    chosen
        Calendar years that are kept.

    Returns
    -------
    Columns
        One row a chosen year and zone.
    """
    scenario, future, first = keys
    zones = building.zones
    count = len(chosen)
    rows = np.array(chosen) - first
    hours = {name: years.sums[rows, INDEX[name]].ravel() for name in _HOUR_COLUMNS}
    co2 = years.sums[rows, INDEX["co2_sum_ppm_h"]].ravel()
    return {
        "scenario": scenario,
        "future": future,
        "year": np.repeat(np.array(chosen), len(zones)),
        "building_id": building.id,
        "zone": np.array([zone.name for zone in zones] * count, dtype=object),
        "use": str(building.use),
        "is_bedroom": np.array([zone.usage.is_bedroom for zone in zones] * count),
        "is_cooled": np.array([zone.is_cooled for zone in zones] * count),
        "floor_area_m2": np.tile(zone_areas(building), count),
        "people": np.array([zone.people * zone.multiplier for zone in zones] * count),
        **hours,
        "co2_mean_ppm": co2 / hours["hours_h"],
        **air_columns(years.sums[rows]),
        **air_extremes(weights, results, rows),
        **mould_columns(weights, results, rows, years.sums[rows]),
        **comfort_columns(weights, results, rows, years.sums[rows]),
        **_distributions(weights, results, rows),
    }


def _distributions(
    weights: Mapping[Task, FloatArray],
    results: Mapping[Task, YearResult],
    rows: IntArray,
) -> dict[str, FloatArray]:
    """Return percentiles and extremes of the chosen years, rows by year and zone."""
    tasks = list(weights)
    share = np.array([weights[task][rows].mean(axis=1) for task in tasks])
    bins = np.stack([results[task].histogram for task in tasks])
    mixed = np.einsum("ty,thzb->yhzb", share, bins)
    columns = {
        name: percentile(mixed[:, HISTOGRAMS.index(kind)], kind, 0.95).ravel()
        for name, kind in _PERCENTILES.items()
    }
    for number, name in enumerate(("temp_operative_min_c", "temp_operative_max_c")):
        ends = [results[task].temp_extreme[number] for task in tasks]
        columns[name] = held_extreme(weights, ends, rows, is_least=number == 0)
    return columns


def event_frame(events: Sequence[Event], scenario: str, future: int) -> pd.DataFrame:
    """Return the logbook of a life as a table.

    Parameters
    ----------
    events
        Events in order.
    scenario
        Name of the scenario.
    future
        Number of the future.

    Returns
    -------
    pandas.DataFrame
        One row an event.
    """
    columns: dict[str, object] = {
        "scenario": scenario,
        "future": future,
        "time": [one.time for one in events],
    }
    texts = {
        "building_id": [one.building for one in events],
        "component": [one.component for one in events],
        "kind": [str(one.kind) for one in events],
        "action": [one.action for one in events],
        "cause": [one.cause for one in events],
        "product": [one.product for one in events],
    }
    columns |= {name: pd.Categorical(values) for name, values in texts.items()}
    columns["quantity"] = [one.quantity for one in events]
    return pd.DataFrame(columns)


def building_frame(community: Community) -> pd.DataFrame:
    """Return what the reports say about each building.

    Parameters
    ----------
    community
        Buildings with their outlines and origins.

    Returns
    -------
    pandas.DataFrame
        One row a building.
    """
    rows = []
    for building in community.buildings:
        counts = {str(one.origin): one.count for one in building.origins}
        rows.append(
            {
                "building_id": building.id,
                "name": building.name,
                "archetype": building.archetype,
                "use": str(building.use),
                "year_built": building.year_built,
                "storeys": building.storeys,
                "n50": building.n50,
                "floor_area_m2": building.floor_area,
                "roof_area_m2": building.roof_area,
                "dwellings": building.dwellings,
                "residents": building.residents,
                "measured": counts.get(str(Origin.MEASURED), 0),
                "documented": counts.get(str(Origin.DOCUMENTED), 0),
                "archetype_values": counts.get(str(Origin.ARCHETYPE), 0),
                "assumed": counts.get(str(Origin.ASSUMED), 0),
                "outline": [list(point) for point in building.outline],
            }
        )
    return pd.DataFrame(rows)


def community_frame(building_year: pd.DataFrame) -> pd.DataFrame:
    """Return sums over the community, hours and air as means weighted by floor area.

    Parameters
    ----------
    building_year
        Rows of buildings.

    Returns
    -------
    pandas.DataFrame
        One row a scenario, future and year.
    """
    keys = ["scenario", "future", "year"]
    ends = ("_h", "_ppm", "_ug_m3")
    hours = [name for name in building_year.columns if name.endswith(ends)]
    sums = [
        name
        for name in building_year.columns
        if name.endswith(("_kwh", "_kg", "_cny", "_m2"))
    ]
    weighted = building_year[keys].copy()
    for name in hours:
        weighted[name] = building_year[name] * building_year["floor_area_m2"]
    total = building_year.groupby(keys, sort=True)[sums].sum()
    means = weighted.groupby(keys, sort=True)[hours].sum()
    means = means.div(total["floor_area_m2"], axis=0)
    return pd.concat([total, means], axis=1).reset_index()


def warmest_building(building_year: pd.DataFrame) -> str:
    """Return the cooled dwelling that overheats most at first, else any building.

    Parameters
    ----------
    building_year
        Rows of buildings.

    Returns
    -------
    str
        Its identifier.
    """
    first = building_year[building_year["year"] == building_year["year"].min()]
    is_home = first["use"].astype("str") == str(BuildingUse.DWELLING)
    homes = first[is_home & (first["electricity_cooling_kwh"] > 0.0)]
    first = homes if len(homes) else first
    means = first.groupby("building_id", observed=True)["overheating_h"].mean()
    return str(means.sort_index().idxmax())
