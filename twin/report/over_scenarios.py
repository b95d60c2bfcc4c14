"""Figures that set the scenarios side by side: differences and verdicts."""

from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from twin.report.data import NotComputedError, VerdictRow, need
from twin.report.over_years import present
from twin.report.style import (
    FIXED_INK,
    INK,
    MUTED,
    look,
    name_scenarios,
    new_figure,
    plain,
    styled,
)

COMPARED: Final = {
    "carbon_whole_life": "Whole-life carbon, A to C",
    "cost": "Cost, present value",
    "overheating": "Overheating, floor-area mean",
}
"""Quantities whose differences are drawn."""

SYMBOLS: Final = {
    "pass": ("✓", "#bfe3d4"),
    "fail": ("✗", "#f4b9a0"),
    "not shown": ("?", "#f6e7a8"),
    "not applicable": ("–", "#e4e5e7"),
}
"""Sign and fill of each verdict."""

_NAME: Final = 30


@styled
def figure_differences(summary: pd.DataFrame, titles: Mapping[str, str]) -> Figure:
    """Draw the paired differences to the baseline with their intervals.

    Parameters
    ----------
    summary
        Table from `twin.report.summary.summarise`.
    titles
        Title of each scenario by name, baseline first.

    Returns
    -------
    matplotlib.figure.Figure
        The figure.
    """
    columns = ["scenario", "quantity", "unit", "difference", "probability_better"]
    frame = need(summary, "summary", [*columns, "difference_p05", "difference_p95"])
    shown = present(frame, titles)
    baseline, *others = shown
    if not others:
        message = "there is no second scenario to compare with"
        raise NotComputedError(message)
    figure = new_figure(0.5 + len(COMPARED) * (0.75 + 0.36 * len(others)))
    panels = figure.subplots(len(COMPARED), 1)
    for axes, (quantity, title) in zip(panels, COMPARED.items(), strict=True):
        table = frame[frame["quantity"] == quantity].set_index("scenario")
        _draw_differences(axes, table.reindex(others))
        axes.set_title(title)
        unit = table["unit"].iloc[0]
        axes.set_xlabel(f"difference to the baseline, mean and 5–95 % [{unit}]")
        name_scenarios(axes, [shown[name] for name in others])
    figure.suptitle(plain(f"Baseline: {shown[baseline]}", 70), color=INK)
    return figure


def _draw_differences(axes: Axes, table: pd.DataFrame) -> None:
    """Draw one point with its interval per scenario and the odds beside it."""
    axes.axvline(0.0, color=INK, linewidth=1.0)
    names = ["difference_p05", "difference", "difference_p95", "probability_better"]
    values = table[names].to_numpy(dtype=float)
    for row, (low, middle, high, better) in enumerate(values):
        own = look(row + 1)
        axes.hlines(row, low, high, color=own.colour, linewidth=3.0)
        axes.plot(
            middle, row, marker=own.marker, color=own.colour, markersize=7,
            markeredgecolor=INK, markeredgewidth=0.7,
        )  # fmt: skip
        axes.text(
            1.01, row, f"better in {100.0 * better:.0f} %", va="center", color=INK,
            transform=axes.get_yaxis_transform(),
        )  # fmt: skip
    axes.margins(x=0.08)
    axes.xaxis.set_major_locator(MaxNLocator(7))


@styled
def figure_verdicts(
    verdicts: Mapping[str, Sequence[VerdictRow]], titles: Mapping[str, str]
) -> Figure:
    """Draw the verdicts, criteria by scenarios, as signs and words.

    Parameters
    ----------
    verdicts
        Verdicts by scenario name.
    titles
        Title of each scenario by name, baseline first.

    Returns
    -------
    matplotlib.figure.Figure
        The figure.
    """
    shown = {name: title for name, title in titles.items() if verdicts.get(name)}
    if not shown:
        message = "no scenario was judged"
        raise NotComputedError(message)
    rows: dict[str, VerdictRow] = {}
    for name in shown:
        for one in verdicts[name]:
            rows.setdefault(one.criterion_id, one)
    figure = new_figure(1.3 + 0.24 * len(rows))
    axes = figure.add_subplot()
    for column, name in enumerate(shown):
        states = {one.criterion_id: one for one in verdicts[name]}
        for row, key in enumerate(rows):
            _draw_verdict(axes, states.get(key), column, row)
    axes.set_xlim(-0.5, len(shown) - 0.5)
    axes.set_ylim(len(rows) - 0.5, -0.5)
    axes.set_yticks(
        range(len(rows)), [_row_name(key, one) for key, one in rows.items()]
    )
    axes.set_xticks(range(len(shown)), [plain(t, 16) for t in shown.values()])
    axes.xaxis.tick_top()
    axes.tick_params(length=0)
    axes.grid(visible=False)
    for side in axes.spines.values():
        side.set_visible(False)
    axes.set_xlabel("* mandatory     ° limit not checked against its source")
    return figure


def _row_name(key: str, one: VerdictRow) -> str:
    """Return how a criterion is named along the axis."""
    name = one.name if len(one.name) <= _NAME else one.name[: _NAME - 1] + "…"
    return plain(f"{key} {name}{' *' if one.is_mandatory else ''}")


def _draw_verdict(axes: Axes, one: VerdictRow | None, column: int, row: int) -> None:
    """Draw one cell; a criterion that was not judged is a dot."""
    if one is None:
        axes.text(column, row, "·", ha="center", va="center", color=MUTED)
        return
    sign, fill = SYMBOLS.get(one.state, ("?", "#f6e7a8"))
    axes.fill(
        column + 0.48 * np.array([-1.0, 1.0, 1.0, -1.0]),
        row + 0.44 * np.array([-1.0, -1.0, 1.0, 1.0]),
        color=fill,
        linewidth=0,
    )
    grade = f", {one.grade}" if one.grade and one.grade != "certified" else ""
    mark = "°" if one.is_unverified else ""
    axes.text(
        column, row, plain(f"{sign} {one.state}{grade}{mark}"), ha="center",
        va="center", color=FIXED_INK, fontsize=8,
    )  # fmt: skip
