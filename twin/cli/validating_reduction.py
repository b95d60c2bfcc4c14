"""What ``twin validate reduction`` does and prints."""

import dataclasses
import json
import sys
from pathlib import Path
from typing import Final

from rich.console import Console
from rich.table import Table

from twin.annual.outdoor import prepare_outdoor
from twin.cli.plain import plain
from twin.io.community import load_buildings
from twin.io.defaults import default_folder
from twin.io.detailed import read_detailed
from twin.io.epw import read_epw
from twin.model.building import Building
from twin.validate.reduction import LIMIT, Reduced, compare_reduction
from twin.validate.standard140 import case_folder, find_cases

_PIPED_WIDTH: Final = 110  # characters of a line where there is no terminal
_EMBEDDED: Final = "baoting"


def run_reduction(weather: Path | None, cases: tuple[str, ...], as_json: bool) -> int:
    """Compare simplified buildings with their full models and print what was found.

    Parameters
    ----------
    weather
        Weather file, None for the embedded one.
    cases
        Cases of Standard 140; none for all of them and one building of each archetype
        of the embedded community.
    as_json
        Whether a program reads it.

    Returns
    -------
    int
        1 if a reduction is not close enough, else 0.

    Raises
    ------
    InputError
        The weather or a case is not usable.
    """
    path = weather or default_folder("weather") / f"{_EMBEDDED}.epw"
    outdoor = prepare_outdoor(read_epw(path)[0])
    found = list(compare_reduction(_buildings(cases), outdoor))
    if as_json:
        rows = [dataclasses.asdict(one) | {"is_close": one.is_close} for one in found]
        sys.stdout.write(json.dumps({"limit_k": LIMIT, "cases": rows}, indent=2) + "\n")
    else:
        _show(found, path.name)
    return 0 if all(one.is_close for one in found) else 1


def _buildings(cases: tuple[str, ...]) -> dict[str, Building]:
    """Return the buildings that are compared, by name."""
    files = find_cases(case_folder(), cases)
    buildings = {name: read_detailed(path).building for name, path in files.items()}
    if cases:
        return buildings
    _, stock = load_buildings(default_folder("buildings") / _EMBEDDED)
    for one in stock:
        buildings.setdefault(one.archetype, one)
    return buildings


def _show(found: list[Reduced], weather: str) -> None:
    """Print a table and the worst of it."""
    console = Console(width=None if sys.stdout.isatty() else _PIPED_WIDTH)
    table = Table(title=f"Against the full model, weather {plain(weather)}")
    table.add_column("building")
    for title in (
        "cells",
        "states",
        "bound W/m²K",
        "reduced: rms K",
        "largest K",
        "need",
        "merged: rms K",
        "largest K",
        "need",
    ):
        table.add_column(title, justify="right")
    for one in found:
        colour = "" if one.is_close else "[red]"
        table.add_row(
            plain(one.name),
            str(one.cells),
            str(one.states),
            f"{one.bound:.4f}",
            f"{colour}{one.reduction.rms:.5f}",
            f"{one.reduction.largest:.4f}",
            f"{one.reduction.need:+.3%}",
            f"{one.merging.rms:.4f}",
            f"{one.merging.largest:.3f}",
            f"{one.merging.need:+.2%}",
        )
    console.print(table)
    worst = max(found, key=lambda one: one.reduction.rms)
    console.print(
        f"{sum(one.is_close for one in found)} of {len(found)} within {LIMIT:g} K rms; "
        f"worst {plain(worst.name)} with {worst.reduction.rms:.5f} K"
    )
    console.print(
        "merged: walls of one zone and construction are one element, as in studies"
    )
