"""``twin ledger breakeven``: from which grid on electricity beats a flame."""

import json
import math
import sys
from dataclasses import asdict
from pathlib import Path

from rich.console import Console
from rich.table import Table

from twin.cli.show import shown
from twin.ground.errors import InputError, Problem
from twin.io.project import load_project
from twin.io.schema import suggest
from twin.ledger.break_even import BreakEven, compare_products

FIRST = 2023.0
"""Calendar year from which grid paths are searched [a]."""
_WIDTH = 120


def show_break_even(project: Path | None, grid_path: str, as_json: bool) -> None:
    """Print where burning and electricity emit the same.

    Parameters
    ----------
    project
        Project folder, None for the working folder or the embedded defaults.
    grid_path
        Name of a grid path.
    as_json
        Print JSON instead of a table.

    Raises
    ------
    InputError
        The project or the grid path does not exist.
    """
    community = load_project(project, scenarios=["baseline"]).community
    names = [one.name for one in community.world.grid_paths]
    if grid_path not in names:
        problem = Problem(
            path="--grid",
            message=f"unknown grid path; {suggest(grid_path, names)}",
            given=grid_path,
        )
        source = "command line"
        raise InputError(source, [problem])
    found = compare_products(community.products, community.world, grid_path, FIRST)
    if as_json:
        rows = [
            {key: _plain(value) for key, value in asdict(one).items()} for one in found
        ]
        sys.stdout.write(json.dumps(rows, indent=2) + "\n")
        return
    Console(width=_WIDTH).print(_table(found, grid_path))


def _plain(value: object) -> object:
    """Return a value that JSON knows, None for what is not a number."""
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    return str(value)


def _table(found: list[BreakEven], grid_path: str) -> Table:
    """Return the pairs for people."""
    table = Table(
        title=shown(f"Direct grid factor at which both emit the same; {grid_path}"),
        caption=(
            "rated efficiencies; life cycle: upstream of fuel and of the grid counted; "
            "the year is when the path falls below"
        ),
    )
    table.add_column("burns", overflow="fold")
    table.add_column("draws", overflow="fold")
    for name in ("kWh/kWh", "direct [kg/kWh]", "from", "life cycle [kg/kWh]", "from"):
        table.add_column(name, justify="right")
    for one in found:
        table.add_row(
            shown(one.burner),
            shown(one.electric),
            f"{one.ratio:.3f}",
            f"{one.direct:.3f}",
            _year(one.year_direct),
            f"{one.life_cycle:.3f}",
            _year(one.year_life_cycle),
        )
    return table


def _year(time: float) -> str:
    """Return a moment as text."""
    if math.isnan(time):
        return "never"
    return f"{time:.1f}" if time > FIRST else f"before {FIRST:.0f}"
