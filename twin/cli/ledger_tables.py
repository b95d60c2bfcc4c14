"""Figures of a run traced to their factors, and seen by four standards."""

import json
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd
from rich.console import Console
from rich.table import Table

from twin.cli.show import shown
from twin.ground.errors import InputError, Problem
from twin.io.results import read_manifest, read_table
from twin.io.schema import suggest
from twin.ledger.standards import STANDARDS, compare_standards
from twin.ledger.trace import trace
from twin.ledger.view import SUMS

_SOURCE = "command line"
_SHOWN = 30  # lines of a trace at a terminal
_WIDTH = 150


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Which part of which run is asked for."""

    folder: Path
    scenario: str | None
    building: str | None
    year: int | None
    future: int | None


def show_why(asked: Asked, column: str, as_json: bool) -> None:
    """Print the rows behind a figure.

    Parameters
    ----------
    asked
        Which part of the run the figure stands for.
    column
        One of `twin.ledger.view.SUMS`.
    as_json
        Print JSON instead of a table.

    Raises
    ------
    InputError
        The run, or what is asked of it, does not exist.
    """
    manifest = read_manifest(asked.folder)
    if column not in SUMS:
        raise InputError(_SOURCE, [_unknown("--figure", column, SUMS)])
    scenario = scenario_of(manifest, asked)
    ledger = read_table(asked.folder, "ledger", scenario)
    futures = int(manifest["options"]["futures"])
    ledger = narrow(ledger, asked)
    if asked.future is not None:
        futures = 1
    found = trace(ledger, column, futures)
    total = float(found["amount"].sum())
    place = (
        f"{column}, scenario {scenario}, building {asked.building or 'all'}, "
        f"year {asked.year or 'all'}, "
        f"{'mean of all futures' if asked.future is None else f'future {asked.future}'}"
    )
    if as_json:
        rows = json.loads(found.to_json(orient="records"))
        text = {"figure": place, "total": total, "rows": rows}
        sys.stdout.write(json.dumps(text, indent=2, ensure_ascii=False) + "\n")
        return
    console = Console(width=_WIDTH)
    table = Table(title=shown(place), show_lines=False)
    for name in ("module", "component", "flow"):
        table.add_column(name, overflow="fold")
    for name in ("quantity", "factor", "amount"):
        table.add_column(name, justify="right")
    table.add_column("source of the factor (status)", overflow="fold")
    for row in found.head(_SHOWN).itertuples():
        table.add_row(
            shown(row.module),
            shown(row.component),
            shown(row.flow),
            f"{row.quantity:,.4g} {shown(row.unit)}",
            f"{row.factor:,.4g} {shown(row.factor_unit)}",
            f"{row.amount:,.1f}",
            shown(f"{row.factor_source} ({row.factor_status})"),
        )
    rest = found.iloc[_SHOWN:]
    if len(rest):
        amount = f"{float(rest['amount'].sum()):,.1f}"
        table.add_row("", "", f"{len(rest)} more lines, see --json", "", "", amount, "")
    table.add_section()
    table.add_row("", "", "sum", "", "", f"{total:,.1f}", "")
    console.print(table)


def show_standards(asked: Asked, as_json: bool) -> None:
    """Print one ledger as four standards see it, scenario by scenario.

    Parameters
    ----------
    asked
        Run, and a building of it or all.
    as_json
        Print JSON instead of tables.

    Raises
    ------
    InputError
        The run or the building does not exist.
    """
    manifest = read_manifest(asked.folder)
    options = manifest["options"]
    area = _floor_area(asked)
    names = [str(one["name"]) for one in manifest["scenarios"]]
    found = {}
    for name in names:
        ledger = narrow(read_table(asked.folder, "ledger", name), asked)
        found[name] = compare_standards(
            ledger, float(options["start"]), int(options["years"]), area
        )
    if as_json:
        text = {
            "floor_area_m2": area,
            "years": options["years"],
            "standards": [_standard_record(number) for number in range(len(STANDARDS))],
            "scenarios": {
                name: json.loads(frame.to_json(orient="records"))
                for name, frame in found.items()
            },
        }
        sys.stdout.write(json.dumps(text, indent=2, ensure_ascii=False) + "\n")
        return
    console = Console(width=_WIDTH)
    console.print(_sums_table(found, asked, area))
    console.print(_differences_table())
    console.print(
        "The views are never mixed: a limit of one standard says nothing about the "
        "figure of another. Years of the study stand in for the reference period.",
        markup=False,
    )


def scenario_of(manifest: dict[str, Any], asked: Asked) -> str:
    """Return the scenario that is asked for, the first of the run if none.

    Parameters
    ----------
    manifest
        Manifest of the run.
    asked
        What is asked.

    Returns
    -------
    str
        Name of the scenario.

    Raises
    ------
    InputError
        The run has no such scenario.
    """
    names = [str(one["name"]) for one in manifest["scenarios"]]
    if asked.scenario is None:
        return names[0]
    if asked.scenario not in names:
        raise InputError(_SOURCE, [_unknown("--scenario", asked.scenario, names)])
    return asked.scenario


def narrow(ledger: pd.DataFrame, asked: Asked) -> pd.DataFrame:
    """Return the rows of a ledger that are asked for.

    Parameters
    ----------
    ledger
        Ledger of one scenario.
    asked
        Building, year and future, or none of them.

    Returns
    -------
    pandas.DataFrame
        Rows.

    Raises
    ------
    InputError
        The ledger has no such building, year or future.
    """
    wanted = {
        "building_id": ("--building", asked.building),
        "year": ("--year", asked.year),
        "future": ("--future", asked.future),
    }
    for name, (option, value) in wanted.items():
        if value is None:
            continue
        chosen = ledger[ledger[name] == value]
        if chosen.empty:
            known = sorted({str(one) for one in ledger[name].unique()})
            raise InputError(_SOURCE, [_unknown(option, str(value), known)])
        ledger = chosen
    return ledger


def _unknown(option: str, given: str, known: Iterable[object]) -> Problem:
    """Return a problem that names the nearest known value."""
    message = f"unknown; {suggest(given, [str(one) for one in known])}"
    return Problem(path=option, message=message, given=given)


def _floor_area(asked: Asked) -> float:
    """Return the floor area to which carbon refers [m²]."""
    buildings = read_table(asked.folder, "buildings")
    if asked.building is not None:
        known = buildings["building_id"].tolist()
        if asked.building not in known:
            raise InputError(_SOURCE, [_unknown("--building", asked.building, known)])
        buildings = buildings[buildings["building_id"] == asked.building]
    return float(buildings["floor_area_m2"].sum())


def _standard_record(number: int) -> dict[str, Any]:
    """Return what a standard counts, for programs."""
    one = STANDARDS[number]
    return {
        "name": one.name,
        "title": one.title,
        "modules": list(one.modules),
        "differences": dict(one.differences),
        "source": one.source,
        "status": str(one.status),
    }


def _sums_table(found: dict[str, pd.DataFrame], asked: Asked, area: float) -> Table:
    """Return the sums of all views, a column a scenario."""
    table = Table(
        title=(
            f"Whole-life carbon in kgCO2e/(m² a), {asked.building or 'community'}, "
            f"{area:,.0f} m², means over the futures"
        )
    )
    table.add_column("standard")
    table.add_column("module")
    for name in found:
        table.add_column(shown(name), justify="right")
    for one in STANDARDS:
        mine = {
            name: frame[frame["standard"] == one.name].set_index("module")
            for name, frame in found.items()
        }
        modules = dict.fromkeys(
            module for frame in mine.values() for module in frame.index
        )
        for module in sorted(modules, key=lambda name: (name == "sum", name)):
            cells = [
                f"{float(frame['carbon_kg_m2_a'].get(module, 0.0)):.2f}"
                for frame in mine.values()
            ]
            title = f"{one.title} ({one.status})" if module == "sum" else ""
            table.add_row(title, module, *cells)
        table.add_section()
    return table


def _differences_table() -> Table:
    """Return how the standards treat each topic, side by side."""
    table = Table(title="Why the figures differ")
    table.add_column("topic", overflow="fold")
    for one in STANDARDS:
        table.add_column(f"{one.title} ({one.status})", overflow="fold")
    for number, (topic, _) in enumerate(STANDARDS[0].differences):
        table.add_row(topic, *(one.differences[number][1] for one in STANDARDS))
    return table
