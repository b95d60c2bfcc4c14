"""Figures along the years: carbon, energy and events."""

from collections.abc import Mapping
from typing import Final

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from twin.report.data import NotComputedError, need
from twin.report.style import look, name_scenarios, new_figure, plain, styled
from twin.report.summary import HIGH, LOW

WHOLE_LIFE: Final = [
    "carbon_operation_kg",
    "carbon_embodied_kg",
    "carbon_refrigerant_kg",
]
"""Columns that make up whole-life carbon; module D is not among them."""

END_USES: Final = {
    "electricity_cooling_kwh": "cooling",
    "electricity_hot_water_kwh": "hot water",
    "electricity_cooking_kwh": "electric cooking",
    "electricity_appliances_kwh": "appliances",
    "electricity_lighting_kwh": "lighting",
    "electricity_ventilation_kwh": "ventilation",
    "lpg_kwh": "LPG",
    "wood_kwh": "wood",
    "natural_gas_kwh": "natural gas",
    "electricity_heating_kwh": "heating",
}
"""Columns that make up final energy, with the words for the reader."""

_PROGRAMME: Final = "programme:"
_COMMON: Final = ["scenario", "future", "year"]


def present(frame: pd.DataFrame, titles: Mapping[str, str]) -> dict[str, str]:
    """Return the scenarios of `titles` that a table has, in their order.

    Parameters
    ----------
    frame
        Table with a column ``scenario``.
    titles
        Title of each scenario by name.

    Returns
    -------
    dict
        Title by name.

    Raises
    ------
    NotComputedError
        The table has none of them.
    """
    there = set(frame["scenario"].unique())
    kept = {name: title for name, title in titles.items() if name in there}
    if not kept:
        message = "the table has none of the scenarios of the report"
        raise NotComputedError(message)
    return kept


def scaled(largest: float, unit: str, steps: Mapping[float, str]) -> tuple[float, str]:
    """Return a divisor and a unit that keep the numbers on an axis short.

    Parameters
    ----------
    largest
        Largest number on the axis.
    unit
        Its unit.
    steps
        Larger units by their size in `unit`, ascending.

    Returns
    -------
    tuple
        Divisor and unit.

    Examples
    --------
    >>> scaled(25_000.0, "t", {1e3: "kt"})
    (1000.0, 'kt')
    """
    chosen = (1.0, unit)
    for size, name in steps.items():
        if largest >= 5.0 * size:
            chosen = (size, name)
    return chosen


@styled
def figure_carbon(building_year: pd.DataFrame, titles: Mapping[str, str]) -> Figure:
    """Draw cumulative whole-life carbon per scenario with the fan of the futures.

    Parameters
    ----------
    building_year
        Result table.
    titles
        Title of each scenario by name, baseline first.

    Returns
    -------
    matplotlib.figure.Figure
        The figure.
    """
    frame = need(building_year, "building_year", [*_COMMON, *WHOLE_LIFE])
    shown = present(frame, titles)
    years = frame.groupby(_COMMON, observed=True)[WHOLE_LIFE].sum().sum(axis=1)
    largest = (
        float(years.groupby(["scenario", "future"], observed=True).sum().max()) / 1e3
    )
    size, unit = scaled(largest, "tCO2e", {1e3: "ktCO2e"})
    figure = new_figure(3.9)
    axes = figure.add_subplot()
    for k, (name, title) in enumerate(shown.items()):
        table = years.loc[name].unstack("future").sort_index()
        total = np.cumsum(table.to_numpy(dtype=float), axis=0) / (1e3 * size)
        total = np.vstack([np.zeros(total.shape[1]), total])
        time = np.append(table.index.to_numpy(dtype=float), table.index[-1] + 1.0)
        own = look(k)
        low, high = np.quantile(total, [LOW, HIGH], axis=1)
        axes.fill_between(time, low, high, color=own.colour, alpha=0.22, linewidth=0)
        axes.plot(
            time, total.mean(axis=1), color=own.colour, linestyle=own.line,
            marker=own.marker, markevery=(2 * k, 8), markersize=4,
            label=plain(title, 22),
        )  # fmt: skip
    axes.set_title("Cumulative whole-life carbon, modules A to C")
    axes.set_xlabel("start of year [a]")
    axes.set_ylabel(f"emitted since the start [{unit}]")
    axes.margins(x=0.01)
    axes.set_ylim(bottom=min(0.0, axes.get_ylim()[0]))
    _legend(figure, axes, "mean, and 5–95 %\nof the futures")
    return figure


@styled
def figure_energy(building_year: pd.DataFrame, titles: Mapping[str, str]) -> Figure:
    """Draw annual final energy by end use at the first, middle and last year.

    Parameters
    ----------
    building_year
        Result table.
    titles
        Title of each scenario by name, baseline first.

    Returns
    -------
    matplotlib.figure.Figure
        The figure.
    """
    uses = list(END_USES)
    frame = need(building_year, "building_year", [*_COMMON, *uses])
    shown = present(frame, titles)
    sums = frame.groupby(_COMMON, observed=True)[uses].sum()
    means = sums.groupby(["scenario", "year"], observed=True).mean() / 1e3
    used = [use for use in uses if means[use].max() > 0.0]
    size, unit = scaled(
        float(means.sum(axis=1).max()), "MWh/a", {1e3: "GWh/a", 1e6: "TWh/a"}
    )
    all_years = sorted(frame["year"].unique())
    chosen = list(
        dict.fromkeys([all_years[0], all_years[len(all_years) // 2], all_years[-1]])
    )
    figure = new_figure(1.0 + len(chosen) * (0.5 + 0.36 * len(shown)))
    panels = figure.subplots(len(chosen), 1, sharex=True, squeeze=False)[:, 0]
    for axes, year in zip(panels, chosen, strict=True):
        table = means.xs(year, level="year").reindex(list(shown)) / size
        left = np.zeros(len(shown))
        for k, use in enumerate(used):
            value = table[use].to_numpy(dtype=float)
            own = look(k)
            axes.barh(
                range(len(shown)), value, left=left, height=0.68, color=own.colour,
                hatch=own.hatch, edgecolor="#ffffff", linewidth=0.5,
                label=END_USES[use],
            )  # fmt: skip
            left = left + value
        axes.set_title(f"Final energy in {year}")
        name_scenarios(axes, list(shown.values()))
    panels[-1].set_xlabel(f"final energy, mean of the futures [{unit}]")
    _legend(figure, panels[0], "end use or fuel")
    return figure


def event_class(action: str, cause: str) -> str:
    """Return how an event is counted, empty for what is not drawn.

    Examples
    --------
    >>> event_class("replaced", "programme:roofs")
    'retrofits'
    >>> event_class("removed", "wear_out")
    ''
    """
    if action == "failed":
        return "failures"
    if action in {"replaced", "installed"}:
        return "retrofits" if cause.startswith(_PROGRAMME) else "replacements"
    return "maintenance" if action in {"cleaned", "recoated"} else ""


EVENT_CLASSES: Final = ("failures", "replacements", "retrofits", "maintenance")
"""Kinds of event that are drawn."""


@styled
def figure_events(events: pd.DataFrame, titles: Mapping[str, str]) -> Figure:
    """Draw failures, replacements, retrofits and maintenance per year.

    Parameters
    ----------
    events
        Table of the events of every scenario and future.
    titles
        Title of each scenario by name, baseline first.

    Returns
    -------
    matplotlib.figure.Figure
        The figure.
    """
    needed = ["scenario", "future", "time", "action", "cause"]
    frame = need(events, "events", needed)
    shown = present(frame, titles)
    counts = _count_events(frame)
    year = counts.index.get_level_values("year")
    span = np.arange(year.min(), year.max() + 1)
    figure = new_figure(0.9 + 1.45 * len(shown))
    panels = figure.subplots(len(shown), 1, sharex=True, sharey=True, squeeze=False)
    edges = np.append(span, span[-1] + 1)
    for axes, (name, title) in zip(panels[:, 0], shown.items(), strict=True):
        table = counts.loc[name].reindex(span, fill_value=0.0)
        bottom = np.zeros(len(edges))
        for k, group in enumerate(EVENT_CLASSES):
            own = look(k)
            value = table[group].to_numpy(dtype=float)
            top = bottom + np.append(value, value[-1])
            axes.fill_between(
                edges, bottom, top, step="post", facecolor=own.colour,
                hatch=own.hatch, edgecolor="#ffffff", linewidth=0.4, label=group,
            )  # fmt: skip
            bottom = top
        axes.set_title(plain(title, 60))
        axes.set_ylabel("events [1/a]")
        axes.grid(visible=False, axis="x")
    panels[-1, 0].set_xlabel("start of year [a]")
    panels[-1, 0].set_xlim(span[0], span[-1] + 1)
    panels[-1, 0].set_ylim(bottom=0.0)
    _legend(figure, panels[0, 0], "events per year,\nmean of the futures")
    return figure


def _count_events(frame: pd.DataFrame) -> pd.DataFrame:
    """Return events per scenario and year, mean of the futures, by class."""
    pairs = frame[["action", "cause"]].drop_duplicates()
    group = {
        (row.action, row.cause): event_class(str(row.action), str(row.cause))
        for row in pairs.itertuples(index=False)
    }
    keys = zip(frame["action"], frame["cause"], strict=True)
    work = pd.DataFrame(
        {
            "scenario": frame["scenario"].astype(str).to_numpy(),
            "year": np.floor(frame["time"].to_numpy(dtype=float)).astype(int),
            "group": [group[key] for key in keys],
        }
    )
    futures = frame.groupby("scenario", observed=True)["future"].nunique()
    futures.index = pd.Index([str(name) for name in futures.index], name="scenario")
    sizes = (
        work[work["group"] != ""]
        .groupby(["scenario", "year", "group"], observed=True)
        .size()
    )
    if sizes.empty:
        message = "the table events has no failure, replacement or retrofit"
        raise NotComputedError(message)
    table = sizes.unstack("group", fill_value=0)
    table = table.reindex(columns=list(EVENT_CLASSES), fill_value=0)
    return table.div(futures, axis=0, level="scenario")


def _legend(figure: Figure, axes: Axes, title: str) -> None:
    """Put the legend of one panel to the right of all of them."""
    handles, labels = axes.get_legend_handles_labels()
    figure.legend(
        handles, labels, loc="outside right upper", title=title, alignment="left",
        handlelength=2.6, labelspacing=0.9,
    )  # fmt: skip
