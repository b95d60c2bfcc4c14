"""Residents in the report: what they breathe where, what it costs, how unevenly."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from twin.report.data import NotComputedError, ReportData, need
from twin.report.over_years import present
from twin.report.style import (
    INK,
    look,
    name_scenarios,
    new_figure,
    plain,
    styled,
)
from twin.report.tables import interval, padded

AGENTS: Final = {
    "pm25": "PM2.5",
    "pm25_indoor_born": "of which born indoors",
    "no2": "NO₂",
    "formaldehyde": "Formaldehyde, cancers only",
}
"""What is breathed, and how the report calls it."""

_DRAWN: Final = ("pm25", "no2", "formaldehyde")
"""Agents that are drawn beside each other; they are never added up."""

_KEYS: Final = ["scenario", "year"]
_PARTICLES: Final = ["pm25_outdoor_born_ug_m3", "pm25_indoor_born_ug_m3"]
_PLACES: Final = ["group", "place", "people", "stay_h", *_PARTICLES]
_RATES: Final = ["rate_daly", "rate_low_daly", "rate_high_daly"]
_BURDEN: Final = ["group", "agent", "exposure_ug_m3", *_RATES]
_Values = dict[str, float]
_RATIOS: Final = ["group_ratio", "dwelling_ratio", "concentration_index"]


@styled
def figure_people(
    place_year: pd.DataFrame, burden_year: pd.DataFrame, titles: Mapping[str, str]
) -> Figure:
    """Draw what groups breathe where, and what all residents lose by it.

    On top the PM2.5 of the first scenario by group, each place as long as it counts in
    the mean of a member; below healthy years lost in each scenario with the bounds of
    the responses. Means over the futures, in the last year that is told.

    Parameters
    ----------
    place_year
        Air by group and place.
    burden_year
        Burden by group and agent.
    titles
        Title of each scenario by name, baseline first.

    Returns
    -------
    matplotlib.figure.Figure
        The figure.
    """
    places = need(place_year, "place_year", [*_KEYS, *_PLACES])
    burdens = need(burden_year, "burden_year", [*_KEYS, *_BURDEN])
    shown = present(burdens, titles)
    first = next(iter(present(places, titles)))
    year = int(burdens["year"].max())
    own = places[(places["scenario"] == first) & (places["year"] == year)]
    parts = exposure_by_place(own)
    last = burdens[(burdens["year"] == year) & (burdens["group"] == "all")]
    rates = _means(last, _RATES)
    count = (len(parts), len(shown))
    figure = new_figure(2.0 + 0.3 * count[0] + 0.5 * count[1])
    upper, lower = figure.subplots(
        2, 1, height_ratios=[1.0 + 0.3 * count[0], 1.0 + 0.5 * count[1]]
    )
    _draw_places(upper, parts)
    upper.set_title(plain(f"{shown.get(first, first)}, {year}", 70))
    _draw_rates(lower, rates, list(shown))
    name_scenarios(lower, list(shown.values()))
    return figure


def exposure_by_place(place_year: pd.DataFrame) -> pd.DataFrame:
    """Return how much each place adds to the mean PM2.5 that a group breathes.

    Parameters
    ----------
    place_year
        Rows of one scenario and year, all its futures.

    Returns
    -------
    pandas.DataFrame
        Groups by place, in the order of the table; a row sums to the mean over the
        hours that are told [µg/m³].
    """
    if place_year.empty:
        message = "the table place_year has no row of the first scenario"
        raise NotComputedError(message)
    known = place_year.assign(
        group=place_year["group"].astype("str"),
        place=place_year["place"].astype("str"),
        air=place_year[_PARTICLES].sum(axis=1, skipna=False),
    )
    known = known[known["air"].notna()]
    known = known.assign(breathed=known["air"] * known["stay_h"])
    sums = known.groupby(["group", "place"], sort=False)[["breathed", "stay_h"]].sum()
    hours = sums["stay_h"].groupby("group", sort=False).sum()
    each = sums["breathed"] / hours.reindex(sums.index, level="group")
    order = list(dict.fromkeys(known["place"]))
    names = list(dict.fromkeys(known["group"]))
    return each.unstack("place").reindex(index=names, columns=order).fillna(0.0)


def _draw_places(axes: Axes, parts: pd.DataFrame) -> None:
    """Draw one bar a group, place after place."""
    rows = np.arange(len(parts))
    left = np.zeros(len(parts))
    for number, place in enumerate(parts.columns):
        own = look(number)
        width = parts[place].to_numpy(dtype=float)
        axes.barh(
            rows, width, left=left, height=0.62, facecolor=own.colour, alpha=0.8,
            hatch=own.hatch, edgecolor=INK, linewidth=0.6, label=_said(place),
        )  # fmt: skip
        left = left + width
    name_scenarios(axes, [str(one).replace("_", " ") for one in parts.index])
    axes.set_xlim(0.0, 1.03 * max(float(left.max()), 1e-9))
    axes.set_xlabel("PM2.5 that a member breathes, by place [µg/m³]")
    axes.xaxis.set_major_locator(MaxNLocator(7))
    axes.legend(loc="center left", bbox_to_anchor=(1.01, 0.5))


def _draw_rates(
    axes: Axes, rates: Mapping[tuple[str, str], _Values], names: list[str]
) -> None:
    """Draw one point with its bounds for each scenario and agent."""
    for number, agent in enumerate(_DRAWN):
        own = look(number)
        shift = 0.22 * (number - 0.5 * (len(_DRAWN) - 1))
        for row, name in enumerate(names):
            if (name, agent) not in rates:
                continue
            middle, low, high = (rates[name, agent][one] for one in _RATES)
            axes.hlines(row + shift, low, high, color=own.colour, linewidth=2.4)
            axes.plot(
                middle, row + shift, marker=own.marker, color=own.colour, markersize=6,
                linestyle="", markeredgecolor=INK, markeredgewidth=0.6,
                label=plain(AGENTS[agent], 16) if row == 0 else None,
            )  # fmt: skip
    axes.set_xlim(left=0.0)
    axes.set_xlabel("healthy years lost, value and bounds [DALY/(100 000 a)]")
    axes.xaxis.set_major_locator(MaxNLocator(7))
    axes.legend(loc="center left", bbox_to_anchor=(1.01, 0.5))


def _said(name: object) -> str:
    """Return a name of an input file as a word."""
    return plain(str(name).replace("_", " "), 24, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class PeopleLine:
    """What one agent does to the residents in one scenario, as texts."""

    scenario: str
    agent: str
    exposure: str
    rate: str
    bounds: str
    worst_group: str
    group_ratio: str
    worst_home: str
    dwelling_ratio: str
    concentration: str


def people_lines(data: ReportData) -> tuple[tuple[PeopleLine, ...], int]:
    """Return the table of residents in the last year that is told.

    Parameters
    ----------
    data
        What the report is made of.

    Returns
    -------
    tuple[tuple[PeopleLine, ...], int]
        One line a scenario and agent, means over the futures, and the year.

    Raises
    ------
    NotComputedError
        Nothing is known of residents.
    """
    burdens = need(data.burden_year, "burden_year", [*_KEYS, *_BURDEN])
    columns = [*_KEYS, "agent", "worst_group", "worst_building_id", *_RATIOS]
    uneven = need(data.inequality_year, "inequality_year", columns)
    shown = present(burdens, data.titles)
    year = int(burdens["year"].max())
    everybody = burdens[(burdens["year"] == year) & (burdens["group"] == "all")]
    means = _means(everybody, ["exposure_ug_m3", *_RATES])
    last = uneven[uneven["year"] == year]
    ratios = _means(last, _RATIOS)
    lines = []
    for name, title in shown.items():
        for agent in AGENTS:
            if (name, agent) not in means or (name, agent) not in ratios:
                continue
            part = last[(last["scenario"] == name) & (last["agent"] == agent)]
            worst = (_most(part["worst_group"]), _most(part["worst_building_id"]))
            own = means[name, agent] | ratios[name, agent]
            lines.append(_line(title, agent, own, worst))
    return tuple(lines), year


def _means(frame: pd.DataFrame, columns: list[str]) -> dict[tuple[str, str], _Values]:
    """Return means over the futures by scenario and agent."""
    found = frame.groupby(["scenario", "agent"], observed=True)[columns].mean()
    return {
        (str(scenario), str(agent)): dict(zip(columns, map(float, row), strict=True))
        for (scenario, agent), row in zip(
            found.index.to_list(), found.to_numpy(), strict=True
        )
    }


def _line(title: str, agent: str, own: _Values, worst: tuple[str, str]) -> PeopleLine:
    """Return one line; `worst` are the group and the building that breathe most."""
    return PeopleLine(
        scenario=title,
        agent=AGENTS[agent],
        exposure=padded(own["exposure_ug_m3"]),
        rate=padded(own["rate_daly"]),
        bounds=interval(own["rate_low_daly"], own["rate_high_daly"]),
        worst_group=worst[0].replace("_", " "),
        group_ratio=padded(own["group_ratio"]),
        worst_home=worst[1],
        dwelling_ratio=padded(own["dwelling_ratio"]),
        concentration=padded(own["concentration_index"]),
    )


def _most(names: pd.Series) -> str:
    """Return the name that stands in most futures, the first of equals."""
    counts = Counter(str(one) for one in names)
    return min(counts, key=lambda one: (-counts[one], one))
