"""Figures over the buildings: the map and the spread over the dwellings."""

from collections.abc import Mapping
from typing import Final

import numpy as np
import pandas as pd
from matplotlib import colormaps
from matplotlib.axes import Axes
from matplotlib.collections import PolyCollection
from matplotlib.colors import Normalize
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.ticker import MaxNLocator

from twin.ground.types import FloatArray
from twin.report.data import NotComputedError, need
from twin.report.over_years import present
from twin.report.style import (
    INK,
    MUTED,
    WIDTH,
    look,
    name_scenarios,
    new_figure,
    plain,
    styled,
)
from twin.report.summary import HIGH, LOW

_COLOURS: Final = "cividis_r"
_MANY: Final = 300
"""Shapes from which on they are drawn as pixels, to keep the file small."""
_KEYS: Final = ["scenario", "future", "year", "building_id"]


@styled
def figure_map(
    building_year: pd.DataFrame, buildings: pd.DataFrame, titles: Mapping[str, str]
) -> Figure:
    """Draw the community coloured by overheating in the last year.

    The first scenario stands beside the one with the least overheating, floor-area
    mean, in that year.

    Parameters
    ----------
    building_year
        Result table.
    buildings
        Table of the buildings with their outlines.
    titles
        Title of each scenario by name, baseline first.

    Returns
    -------
    matplotlib.figure.Figure
        The figure.
    """
    columns = [*_KEYS, "overheating_h", "floor_area_m2"]
    frame = need(building_year, "building_year", columns)
    shapes = _outlines(buildings)
    shown = present(frame, titles)
    last = frame[frame["year"] == frame["year"].max()]
    hours = last.groupby(["scenario", "building_id"], observed=True)["overheating_h"]
    means = hours.mean()
    first = next(iter(shown))
    chosen = list(dict.fromkeys([first, _coolest(last, list(shown))]))
    scale = Normalize(0.0, max(float(means.loc[chosen].max()), 1.0))
    corners = np.vstack(list(shapes.values()))
    west, south, east, north = _extent(corners)
    shape = (north - south) / (east - west)
    height = float(np.clip((WIDTH - 1.2) / len(chosen) * shape, 2.0, 6.0)) + 0.6
    figure = new_figure(height)
    panels = figure.subplots(1, len(chosen), squeeze=False)[0]
    for axes, name in zip(panels, chosen, strict=True):
        _draw_map(axes, shapes, means.loc[name], scale)
        _frame(axes, corners)
        axes.set_title(plain(shown[name], 34))
    _scale_bar(panels[0], corners)
    _north(panels[0], corners)
    shade = panels[0].collections[0]
    bar = figure.colorbar(shade, ax=list(panels), shrink=0.85, pad=0.02)
    year = int(frame["year"].max())
    bar.set_label(f"overheating in {year},\nfloor-area mean [h/a]")
    bar.outline.set_visible(False)
    return figure


def _outlines(buildings: pd.DataFrame) -> dict[str, FloatArray]:
    """Return the footprints by building, or say that there is none."""
    table = need(buildings, "buildings", ["building_id", "outline"])
    shapes = {}
    for name, outline in zip(table["building_id"], table["outline"], strict=True):
        corners = [[float(x), float(y)] for x, y in outline]
        if corners:
            shapes[str(name)] = np.array(corners, dtype=np.float64)
    if not shapes:
        message = "no building has an outline"
        raise NotComputedError(message)
    return shapes


def _coolest(last: pd.DataFrame, names: list[str]) -> str:
    """Return the scenario with the least floor-area mean of overheating."""
    weighed = last["overheating_h"] * last["floor_area_m2"]
    total = weighed.groupby(last["scenario"], observed=True).sum()
    area = last.groupby("scenario", observed=True)["floor_area_m2"].sum()
    means = (total / area).reindex(names)
    return names[int(np.argmin(means.fillna(np.inf).to_numpy()))]


def _draw_map(
    axes: Axes, shapes: Mapping[str, FloatArray], hours: pd.Series, scale: Normalize
) -> None:
    """Draw the footprints of one scenario; unknown buildings are hatched."""
    value = hours.reindex(list(shapes)).to_numpy(dtype=float)
    polygons = list(shapes.values())
    shade = PolyCollection(
        polygons,
        cmap=colormaps[_COLOURS],
        norm=scale,
        edgecolors=INK,
        linewidths=0.1 if len(polygons) > _MANY else 0.4,
        rasterized=len(polygons) > _MANY,
    )
    shade.set_array(np.ma.masked_invalid(value))
    axes.add_collection(shade)
    unknown = [
        one for one, v in zip(polygons, value, strict=True) if not np.isfinite(v)
    ]
    if unknown:
        axes.add_collection(
            PolyCollection(unknown, facecolors="none", edgecolors=MUTED, hatch="xxxx")
        )
    axes.set_aspect("equal")
    axes.axis("off")


def _extent(corners: FloatArray) -> tuple[float, float, float, float]:
    """Return west, south, east and north of the map's frame.

    It holds all corners, is at least half as wide as it is high, and leaves room for
    scale bar and arrow below.
    """
    low, high = corners.min(axis=0), corners.max(axis=0)
    side = max(float((high - low).max()), 1.0)
    half = 0.5 * max(float(high[0] - low[0]) + 0.04 * side, 0.5 * side)
    middle = 0.5 * float(low[0] + high[0])
    south, north = float(low[1]) - 0.13 * side, float(high[1]) + 0.02 * side
    return middle - half, south, middle + half, north


def _frame(axes: Axes, corners: FloatArray) -> None:
    """Give every map the same frame."""
    west, south, east, north = _extent(corners)
    axes.set_xlim(west, east)
    axes.set_ylim(south, north)


def _scale_bar(axes: Axes, corners: FloatArray) -> None:
    """Draw a bar of a round length at the lower left."""
    west, south, east, north = _extent(corners)
    wanted = 0.3 * (east - west)
    power = 10.0 ** np.floor(np.log10(wanted))
    length = power * max(step for step in (1.0, 2.0, 5.0) if step * power <= wanted)
    level = south + 0.05 * (north - south)
    start = west + 0.03 * (east - west)
    axes.plot([start, start + length], [level, level], color=INK, linewidth=3.0,
              solid_capstyle="butt")  # fmt: skip
    axes.text(start + 1.08 * length, level, f"{length:g} m", va="center")


def _north(axes: Axes, corners: FloatArray) -> None:
    """Draw an arrow that points north at the lower right."""
    west, south, east, north = _extent(corners)
    column, level = east - 0.12 * (east - west), south + 0.02 * (north - south)
    top = level + 0.06 * (north - south)
    arrow = {"arrowstyle": "-|>", "color": INK, "linewidth": 1.4}
    axes.annotate("", xy=(column, top), xytext=(column, level), arrowprops=arrow)
    axes.text(column + 0.03 * (east - west), level, "N", va="bottom", weight="bold")


@styled
def figure_dwellings(zone_year: pd.DataFrame, titles: Mapping[str, str]) -> Figure:
    """Draw how overheating and CO₂ spread over the dwellings.

    One point is a dwelling building, mean over the futures: the floor-area mean of
    its zones for overheating, its worst zone for CO₂.

    Parameters
    ----------
    zone_year
        Result table of the zones.
    titles
        Title of each scenario by name, baseline first.

    Returns
    -------
    matplotlib.figure.Figure
        The figure.
    """
    co2 = ["co2_excess_day_p95_ppm", "co2_excess_night_p95_ppm"]
    columns = [*_KEYS, "use", "floor_area_m2", "overheating_h", *co2]
    frame = need(zone_year, "zone_year", columns)
    homes = frame[frame["use"] == "dwelling"]
    if homes.empty:
        message = "no building is a dwelling"
        raise NotComputedError(message)
    shown = present(homes, titles)
    years = sorted({int(homes["year"].min()), int(homes["year"].max())})
    spread = _by_dwelling(homes[homes["year"].isin(years)], co2)
    figure = new_figure(1.1 + 3 * (0.6 + 0.44 * len(shown)))
    panels = figure.subplots(3, 1)
    labels = {
        "overheating": ("Overheating of the dwellings", "occupied hours [h/a]"),
        co2[0]: ("CO₂ in day rooms", "95th percentile above outdoors [ppm]"),
        co2[1]: ("CO₂ in bedrooms at night", "95th percentile above outdoors [ppm]"),
    }
    for axes, (column, (title, unit)) in zip(panels, labels.items(), strict=True):
        for row, name in enumerate(shown):
            for k, year in enumerate(years):
                value = _values(spread[column], name, year)
                _draw_box(axes, value, row + 0.38 * (k - 0.5 * (len(years) - 1)), k)
        axes.set_title(title)
        axes.set_xlabel(unit)
        axes.xaxis.set_major_locator(MaxNLocator(6))
        name_scenarios(axes, list(shown.values()))
    figure.legend(
        handles=_box_legend(years), loc="outside right upper", alignment="left",
        title="dwellings,\nmean of the futures", labelspacing=0.9,
    )  # fmt: skip
    return figure


def _by_dwelling(homes: pd.DataFrame, co2: list[str]) -> pd.DataFrame:
    """Return one row per scenario, year and building, mean over the futures."""
    hours = homes["overheating_h"] * homes["floor_area_m2"]
    work = homes.assign(hours=hours)
    groups = work.groupby(_KEYS, observed=True)
    area = groups["floor_area_m2"].sum()
    table = groups[co2].max().assign(overheating=groups["hours"].sum() / area)
    return table.groupby(["scenario", "year", "building_id"], observed=True).mean()


def _values(column: pd.Series, scenario: str, year: int) -> FloatArray:
    """Return the known values of one scenario and year, in building order."""
    index = column.index
    own = (index.get_level_values("scenario") == scenario) & (
        index.get_level_values("year") == year
    )
    value: FloatArray = column[own].to_numpy(dtype=float)
    return np.asarray(value[np.isfinite(value)])


def _draw_box(axes: Axes, value: FloatArray, row: float, which: int) -> None:
    """Draw one box with its whiskers and the dwellings as points."""
    if value.size == 0:
        return
    low, left, middle, right, high = np.quantile(value, [LOW, 0.25, 0.5, 0.75, HIGH])
    own = look(which)
    axes.barh(
        row, right - left, left=left, height=0.3, facecolor=own.colour,
        alpha=0.75, hatch=own.hatch, edgecolor=INK, linewidth=0.8,
    )  # fmt: skip
    axes.hlines(row, low, left, color=INK, linewidth=0.9)
    axes.hlines(row, right, high, color=INK, linewidth=0.9)
    axes.vlines(middle, row - 0.15, row + 0.15, color=INK, linewidth=2.2)
    jitter = 0.09 * np.sin(2.399963 * np.arange(value.size))
    axes.plot(
        value, row + jitter, linestyle="", marker="o", markersize=2.0, color=INK,
        alpha=0.35, markeredgewidth=0, rasterized=value.size > _MANY,
    )  # fmt: skip


def _box_legend(years: list[int]) -> list[Patch | Line2D]:
    """Return what explains the boxes."""
    boxes: list[Patch | Line2D] = [
        Patch(
            facecolor=look(k).colour, hatch=look(k).hatch, edgecolor=INK, alpha=0.75,
            label=f"{year}: middle half",
        )
        for k, year in enumerate(years)
    ]  # fmt: skip
    line = Line2D([], [], color=INK, linewidth=0.9, label="5–95 %")
    middle = Line2D([], [], color=INK, linewidth=0, marker="|", markeredgewidth=2.2,
                    markersize=11, label="median")  # fmt: skip
    point = Line2D([], [], color=INK, linewidth=0, marker="o", markersize=2.5,
                   alpha=0.5, label="one building")  # fmt: skip
    return [*boxes, line, middle, point]
