"""What a tonne of avoided carbon costs, measure by measure."""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from twin.ledger.money import abatement_cost
from twin.report.style import new_figure, plain, styled
from twin.report.summary import HIGH, LOW, totals_by_future

_MONEY = 1e6  # currency of a million
_TONNE = 1000.0  # kg


def abatement_table(
    building_year: pd.DataFrame,
    buildings: pd.DataFrame,
    *,
    discount_rate: float,
    baseline: str,
    steps: Sequence[str],
) -> pd.DataFrame:
    """Return the price of avoided carbon of each step, the cheapest first.

    Parameters
    ----------
    building_year
        Result table of the baseline and of every step.
    buildings
        Table of the buildings.
    discount_rate
        Real rate at which costs of later years are discounted [1/a].
    baseline
        Name of the scenario to which differences are taken, future by future.
    steps
        Names of the steps.

    Returns
    -------
    pandas.DataFrame
        ``step``, ``avoided_t``, ``avoided_p05_t``, ``avoided_p95_t``, ``cost_cny``,
        ``price_cny_t`` (mean cost over mean carbon), ``price_p05_cny_t`` and
        ``price_p95_cny_t`` (of the futures); prices are empty where nothing is
        avoided.
    """
    totals = totals_by_future(building_year, buildings, discount_rate=discount_rate)
    base = totals.loc[baseline]
    rows = []
    for name in steps:
        own = totals.loc[name]
        carbon = (base["carbon_whole_life"] - own["carbon_whole_life"]).to_numpy()
        cost = (own["cost"] - base["cost"]).to_numpy() * _MONEY
        each = [
            abatement_cost(float(extra), _TONNE * float(avoided))
            for extra, avoided in zip(cost, carbon, strict=True)
        ]
        low, high = np.quantile(carbon, [LOW, HIGH])
        ends = np.quantile(each, [LOW, HIGH])
        rows.append(
            {
                "step": name,
                "avoided_t": float(carbon.mean()),
                "avoided_p05_t": float(low),
                "avoided_p95_t": float(high),
                "cost_cny": float(cost.mean()),
                "price_cny_t": abatement_cost(
                    float(cost.mean()), _TONNE * float(carbon.mean())
                ),
                "price_p05_cny_t": float(ends[0]),
                "price_p95_cny_t": float(ends[1]),
            }
        )
    table = pd.DataFrame(rows)
    return table.sort_values(
        ["price_cny_t", "step"], kind="stable", na_position="last", ignore_index=True
    )


@styled
def figure_abatement(table: pd.DataFrame, titles: Mapping[str, str]) -> Figure:
    """Draw the marginal abatement cost curve.

    Parameters
    ----------
    table
        From `abatement_table`; steps that avoid nothing are left out of the curve.
    titles
        Title of each step.

    Returns
    -------
    matplotlib.figure.Figure
        Width is avoided carbon, height its price.
    """
    shown = table[table["avoided_t"] > 0.0]
    width = shown["avoided_t"].to_numpy(dtype=np.float64)
    price = shown["price_cny_t"].to_numpy(dtype=np.float64)
    left = np.cumsum(width) - width
    figure = new_figure(4.5)
    axes = figure.subplots()
    hatches = ("", "//", "..", "xx", "\\\\", "oo", "--", "++")
    for number, name in enumerate(shown["step"]):
        axes.bar(
            left[number],
            price[number],
            width[number],
            align="edge",
            hatch=hatches[number % len(hatches)],
            edgecolor="black",
            linewidth=0.5,
            label=plain(titles.get(str(name), str(name)), 48, 1),
        )
    axes.axhline(0.0, color="black", linewidth=0.8)
    axes.set_xlabel("avoided over the study [tCO₂e]")
    axes.set_ylabel("present cost of avoiding [CNY/tCO₂e]")
    axes.set_title("Each measure alone against the baseline; they do not add up")
    axes.legend(fontsize="small", loc="best")
    return figure
