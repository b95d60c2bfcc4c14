"""``twin abatement``: what each measure of a plan costs per tonne it avoids."""

import sys
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pandas as pd
from rich.console import Console
from rich.table import Table

from twin.cli.show import progress_bar, shown
from twin.ground.errors import InputError, Problem
from twin.io.project import load_project
from twin.model.programme import Scenario
from twin.report.abatement import abatement_table, figure_abatement
from twin.report.style import to_png, to_svg
from twin.scenario.desk import Options
from twin.scenario.frames import building_frame
from twin.scenario.steps import single_steps
from twin.scenario.study import run_study

_WIDTH = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which plan is taken apart, and where the answer goes."""

    plan: str
    baseline: str
    project: Path | None
    community: str
    options: Options
    table: Path | None
    figure: Path | None


def show_abatement(wanted: Wanted, as_json: bool) -> None:
    """Simulate a plan measure by measure and print the prices of avoided carbon.

    Parameters
    ----------
    wanted
        Plan, baseline, options and files to write.
    as_json
        Print JSON instead of a table.

    Raises
    ------
    InputError
        An input is not usable, or the plan does nothing that the baseline does not.
    """
    _check_figure(wanted.figure)
    names = [wanted.baseline, wanted.plan]
    project = load_project(
        wanted.project, scenarios=names, community=wanted.community, pack=None
    )
    baseline, plan = project.scenarios
    steps = single_steps(baseline, plan)
    if not steps:
        problem = Problem(
            path="plan", message="does nothing that the baseline does not"
        )
        raise InputError(wanted.plan, [problem])
    whole = replace(plan, name="all_together", title=f"All together: {plan.title}")
    studied = [baseline, *steps, whole]
    with progress_bar(Console(stderr=True)) as tell:
        study = run_study(
            project.community,
            studied,
            project.weather,
            project.climate,
            wanted.options,
            tell,
        )
    years = pd.concat(
        [one.building_year for one in study.scenarios], ignore_index=True
    ).astype({"scenario": "str"})
    table = abatement_table(
        years,
        building_frame(project.community),
        discount_rate=project.community.world.discount_rate,
        baseline=baseline.name,
        steps=[one.name for one in studied[1:]],
    )
    titles = {one.name: one.title for one in studied}
    table.insert(1, "title", [titles[str(name)] for name in table["step"]])
    _write(wanted, table, titles)
    if as_json:
        sys.stdout.write(table.to_json(orient="records", indent=2) + "\n")
        return
    Console(width=_WIDTH).print(_table(table, baseline, wanted.options))


def _check_figure(path: Path | None) -> None:
    """Refuse a figure that is neither SVG nor PNG, before hours are spent."""
    if path is not None and path.suffix not in {".svg", ".png"}:
        problem = Problem(
            path="--figure", message="must end in .svg or .png", given=path.name
        )
        source = "command line"
        raise InputError(source, [problem])


def _write(wanted: Wanted, table: pd.DataFrame, titles: dict[str, str]) -> None:
    """Write table and figure where they are wanted."""
    if wanted.table is not None:
        table.to_csv(wanted.table, index=False, lineterminator="\n")
    if wanted.figure is None:
        return
    figure = figure_abatement(table[table["step"] != "all_together"], titles)
    if wanted.figure.suffix == ".svg":
        wanted.figure.write_text(to_svg(figure, "abatement"), encoding="utf-8")
    else:
        to_png(figure, wanted.figure)


def _table(table: pd.DataFrame, baseline: Scenario, options: Options) -> Table:
    """Return the prices for people, the plan as a whole last."""
    last = options.start + options.years - 1
    found = Table(
        title=shown(
            f"Avoided carbon against {baseline.name}, {options.start}-{last}, "
            f"{options.futures} paired futures: mean (5-95 %)"
        ),
        caption=(
            "each measure alone; together they avoid another amount than their sum; "
            "a negative price saves money"
        ),
    )
    found.add_column("measure", overflow="fold")
    found.add_column("avoided [tCO2e]", justify="right")
    found.add_column("present cost [CNY]", justify="right")
    found.add_column("price [CNY/tCO2e]", justify="right")
    alone = table[table["step"] != "all_together"]
    for _, row in alone.iterrows():
        found.add_row(*_cells(row))
    found.add_section()
    total = [f"{float(alone[name].sum()):,.0f}" for name in ("avoided_t", "cost_cny")]
    found.add_row("sum of the measures alone", *total, "")
    for _, row in table[table["step"] == "all_together"].iterrows():
        found.add_row(*_cells(row))
    return found


def _cells(row: "pd.Series[float]") -> tuple[str, ...]:
    """Return one line of the table."""
    avoided = [float(row[f"avoided{end}_t"]) for end in ("", "_p05", "_p95")]
    price = [float(row[f"price{end}_cny_t"]) for end in ("", "_p05", "_p95")]
    return (
        shown(row["title"]),
        f"{avoided[0]:,.0f} ({avoided[1]:,.0f} to {avoided[2]:,.0f})",
        f"{float(row['cost_cny']):,.0f}",
        "avoids nothing"
        if np.isnan(price[0])
        else f"{price[0]:,.0f} ({price[1]:,.0f} to {price[2]:,.0f})",
    )
