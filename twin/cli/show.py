"""Tables for people at a terminal."""

import math
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import pandas as pd
from rich.console import Console
from rich.markup import escape
from rich.progress import (
    BarColumn,
    Progress,
    TaskID,
    TextColumn,
    TimeElapsedColumn,
)
from rich.table import Table

from twin.cli.assess import Judged, Run, counts_of
from twin.cli.plain import plain
from twin.criteria.verdict import State
from twin.scenario.desk import Progress as Tell

_STAGES = {
    "lives": "living through the decades",
    "hours": "simulating distinct building years",
    "counting": "counting carbon, money and hours",
}
_SYMBOLS = {
    State.PASS: "[green]pass[/]",
    State.FAIL: "[red]FAIL[/]",
    State.NOT_SHOWN: "[yellow]not shown[/]",
    State.NOT_APPLICABLE: "n/a",
}


@contextmanager
def progress_bar(console: Console) -> Iterator[Tell]:
    """Show how far the stages of a study are.

    Parameters
    ----------
    console
        Where the bar is drawn.

    Yields
    ------
    Tell
        Called by the study.
    """
    with Progress(
        TextColumn("{task.description:<36}"),
        BarColumn(),
        TextColumn("{task.completed}/{task.total}"),
        TimeElapsedColumn(),
        console=console,
        transient=not console.is_terminal,
    ) as bar:
        tasks: dict[str, TaskID] = {}

        def tell(stage: str, done: int, total: int) -> None:
            if stage not in tasks:
                tasks[stage] = bar.add_task(_STAGES.get(stage, stage), total=total)
            bar.update(tasks[stage], completed=done, total=total)

        yield tell


def summary_table(summary: pd.DataFrame, run: Run) -> Table:
    """Return the comparison of scenarios, means with their 5–95 % interval.

    Parameters
    ----------
    summary
        From `twin.report.summary.summarise`.
    run
        Run with its scenarios.

    Returns
    -------
    Table
        One row a quantity, one column a scenario.
    """
    options = run.manifest["options"]
    last = options["start"] + options["years"] - 1
    table = Table(
        title=(
            f"{shown(run.manifest['site']['name'])}, {options['start']}–{last}, "
            f"{options['futures']} paired futures: mean (5–95 %)"
        )
    )
    table.add_column("quantity", overflow="fold")
    titles = {one["name"]: one["title"] for one in run.manifest["scenarios"]}
    for name in run.names:
        table.add_column(shown(titles[name]), justify="right", overflow="fold")
    wide = summary.set_index(["quantity", "scenario"])
    for quantity in dict.fromkeys(summary["quantity"]):
        first = wide.loc[(quantity, run.names[0])]
        label = f"{first['title']} [{first['unit']}]"
        cells = [_interval(wide.loc[(quantity, name)]) for name in run.names]
        table.add_row(shown(label), *cells)
    return table


_COMPARED = (
    "energy_final",
    "carbon_whole_life",
    "cost",
    "overheating",
    "heat_danger",
    "co2_excess",
    "electricity_cooling",
    "burden_pm25",
)


def difference_table(summary: pd.DataFrame, run: Run) -> Table:
    """Return the paired differences to the first scenario.

    Parameters
    ----------
    summary
        From `twin.report.summary.summarise`.
    run
        Run with its scenarios.

    Returns
    -------
    Table
        One row a quantity, one column a scenario but the first: mean with its 5–95 %
        interval, share of futures that are better, and the variance ratio.
    """
    table = Table(
        title=f"Difference to {shown(run.names[0])}, future by future: mean (5–95 %)",
        caption=(
            "better: share of futures with less; variance: of the paired difference "
            "over that of unpaired futures, small where pairing pays"
        ),
    )
    table.add_column("quantity", overflow="fold")
    for name in run.names[1:]:
        table.add_column(shown(name), justify="right", overflow="fold")
    wide = summary.set_index(["quantity", "scenario"])
    for quantity in dict.fromkeys(summary["quantity"]):
        if quantity not in _COMPARED:
            continue
        first = wide.loc[(quantity, run.names[0])]
        cells = [_difference(wide.loc[(quantity, name)]) for name in run.names[1:]]
        table.add_row(shown(f"{first['title']} [{first['unit']}]"), *cells)
    return table


def _difference(row: "pd.Series[float]") -> str:
    """Return a paired difference with its interval and what pairing gains."""
    names = ("difference", "difference_p05", "difference_p95")
    mean, low, high = (float(row[name]) for name in names)
    better, ratio = float(row["probability_better"]), float(row["variance_ratio"])
    return (
        f"{_number(mean)} ({_number(low)} to {_number(high)})\n"
        f"better {better:.0%}, variance {_number(ratio)}"
    )


def shown(text: object) -> str:
    """Return a text of a file as text, neither markup nor codes of a terminal.

    Parameters
    ----------
    text
        Anything with a text form.

    Returns
    -------
    str
        What `rich` shows as it stands.
    """
    return escape(plain(text))


def _interval(row: "pd.Series[float]") -> str:
    """Return mean and interval of one quantity."""
    mean, low, high = (float(row[name]) for name in ("mean", "p05", "p95"))
    return f"{_number(mean)}\n({_number(low)}–{_number(high)})"


def _number(value: float) -> str:
    """Return a number with three figures at least."""
    if math.isnan(value):
        return "–"
    if abs(value) >= 100:  # noqa: PLR2004 - digits of a table
        return f"{value:,.0f}"
    return f"{value:.3g}"


def verdict_table(judged: Mapping[str, Judged], run: Run) -> Table:
    """Return how the scenarios fare against the pack.

    Parameters
    ----------
    judged
        Verdicts by scenario.
    run
        Run with its scenarios.

    Returns
    -------
    Table
        One row a criterion that some scenario shows, one column a scenario.
    """
    table = Table(title=f"Verdicts for the hours of {run.manifest['assessment_year']}")
    table.add_column("criterion", overflow="fold")
    for name in judged:
        table.add_column(shown(name), justify="center")
    first = next(iter(judged.values()))
    silent = 0
    for number, verdict in enumerate(first.verdicts):
        states = [one.verdicts[number].state for one in judged.values()]
        if not {State.PASS, State.FAIL} & set(states):
            silent += 1
            continue
        mark = "*" if verdict.criterion.is_mandatory else " "
        label = f"{verdict.criterion.id}{mark} {verdict.criterion.name}"
        table.add_row(shown(label), *(_SYMBOLS[state] for state in states))
    table.add_section()
    table.add_row(
        "standing",
        *(
            shown(one.standing.grade) if one.standing.grade else "none"
            for one in judged.values()
        ),
    )
    for state in State:
        table.add_row(
            str(state),
            *(str(counts_of(one.verdicts)[str(state)]) for one in judged.values()),
        )
    table.caption = (
        f"* mandatory; {silent} criteria are in no scenario pass or fail, "
        "the report says why"
    )
    return table
