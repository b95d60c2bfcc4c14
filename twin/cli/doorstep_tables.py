"""What ``twin doorstep`` prints and writes."""

import json
import math
import sys
import tempfile
from pathlib import Path
from typing import Final

import pandas as pd
from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table

from twin.cli.resilience_tables import check_out, date_of
from twin.cli.show import shown
from twin.ground.errors import InputError, Problem
from twin.health.utci import STRESS
from twin.io.project import load_project
from twin.scenario.doorstep import PLACES, Asked, Doorstep, run_doorstep

_WIDTH: Final = 120
_WARMEST: Final = 20.0
_NOTE: Final = (
    "UTCI in °C (Bröde et al. 2012), a walking person in clothes that suit the season; "
    "strong heat above 32, very strong above 38, cold: 0 or less. Radiation: six "
    "streams on a standing person, ground by its heat balance (coefficients of "
    "status G, unverified); walls as warm as the air. The weather file is that of a "
    "station: no heat island."
)


def show_doorstep(
    asked: Asked,
    project: Path | None,
    community: str,
    out: Path | None,
    *,
    as_json: bool,
) -> None:
    """Compute the year outdoors and print it.

    Parameters
    ----------
    asked
        Warming, sky and ground.
    project
        Project folder.
    community
        Community whose place it is.
    out
        CSV file for all hours.
    as_json
        Print JSON instead of tables.

    Raises
    ------
    InputError
        An input is not usable.
    """
    _check(asked)
    check_out(out)
    read = load_project(project, scenarios=["baseline"], community=community)
    found = run_doorstep(read.weather, asked)
    if out is not None:
        _write(found.hours, out)
    if as_json:
        sys.stdout.write(json.dumps(_as_rows(found), indent=2) + "\n")
        return
    console = Console(width=_WIDTH)
    for line in headline(found, read.community.site.name):
        console.print(shown(line))
    console.print(class_lines(found))
    console.print(month_lines(found))


def _check(asked: Asked) -> None:
    """Refuse what no ground and no climate can be."""
    problems = []
    if not (math.isfinite(asked.bowen) and asked.bowen > 0.0):
        problems.append(
            Problem(path="--bowen", message="must be above 0", given=str(asked.bowen))
        )
    if not abs(asked.warming) <= _WARMEST:
        problems.append(
            Problem(
                path="--warming",
                message=f"must be −{_WARMEST:g} to {_WARMEST:g} K",
                given=str(asked.warming),
            )
        )
    if problems:
        source = "command line"
        raise InputError(source, problems)


def _write(hours: pd.DataFrame, out: Path) -> None:
    """Write all hours; what stood there goes only once all is written."""
    folder = out.absolute().parent
    with tempfile.TemporaryDirectory(prefix=".doorstep-", dir=folder) as stage:
        aside = Path(stage) / out.name
        hours.to_csv(aside, index=False, lineterminator="\n")
        aside.replace(out)


def _as_rows(found: Doorstep) -> dict[str, object]:
    """Return the answer for programs."""
    return {
        "warming_k": found.asked.warming,
        "sky_view": found.asked.sky_view,
        "albedo": found.asked.albedo,
        "bowen": found.asked.bowen,
        "wind_raised_h": found.wind_raised,
        "classes": json.loads(found.classes.to_json(orient="records")),
        "months": json.loads(found.months.to_json(orient="records")),
    }


def headline(found: Doorstep, site: str) -> list[str]:
    """Return in words where it is, the extreme hours and what was bent.

    Parameters
    ----------
    found
        A year outdoors.
    site
        Name of the place.

    Returns
    -------
    list[str]
        Lines.
    """
    asked = found.asked
    lines = [
        f"{site}, weather {asked.warming:g} K warmer, {100 * asked.sky_view:.0f} % of "
        f"the sky seen, ground of albedo {asked.albedo:g} and Bowen ratio "
        f"{asked.bowen:g}."
    ]
    for place in PLACES:
        here = found.hours[found.hours["place"] == place]
        hot, cold = (
            here.iloc[int(here["utci_c"].argmax())],
            here.iloc[int(here["utci_c"].argmin())],
        )
        lines.append(f"In the {place}: highest {_hour(hot)}, lowest {_hour(cold)}.")
    outside = found.hours.groupby("place", sort=False)["is_in_range"]
    counts = ", ".join(
        f"{int((~values).sum())} in the {place}" for place, values in outside
    )
    lines.append(
        f"Hours of wind below 0.5 m/s, counted as 0.5: {found.wind_raised}. Hours out "
        f"of the index's range, kept: {counts}."
    )
    return lines


def _hour(row: pd.Series) -> str:
    """Return an hour and why it felt so."""
    hour = int(row["hour"])
    return (
        f"{row['utci_c']:.1f} °C on {date_of(hour)} {hour % 24:02d}:00 (air "
        f"{row['temp_outdoor_c']:.1f}, radiant {row['temp_radiant_c']:.1f} °C, wind "
        f"{row['wind_speed_m_s']:.1f} m/s)"
    )


def class_lines(found: Doorstep) -> Table:
    """Return hours by class, by day and by night, in sun and in shade.

    Parameters
    ----------
    found
        A year outdoors.

    Returns
    -------
    Table
        One line for each class that occurs.
    """
    table = Table(
        box=SIMPLE_HEAD, padding=0, title="Hours of the year by thermal stress"
    )
    table.add_column("stress", no_wrap=True)
    for place in PLACES:
        for part in ("day", "night"):
            table.add_column(f"{place}, {part}", justify="right")
    by_place = [found.classes[found.classes["place"] == place] for place in PLACES]
    for number, stress in enumerate(STRESS):
        cells = [
            int(rows.iloc[number][column])
            for rows in by_place
            for column in ("day_h", "night_h")
        ]
        if any(cells):
            table.add_row(stress, *(str(cell) for cell in cells))
    return table


def month_lines(found: Doorstep) -> Table:
    """Return how months feel, in the sun and in the shade.

    Parameters
    ----------
    found
        A year outdoors.

    Returns
    -------
    Table
        One line for each month.
    """
    table = Table(
        box=SIMPLE_HEAD,
        padding=0,
        title="Months: in the sun (in the shade)",
        caption=_NOTE,
    )
    table.add_column("month", no_wrap=True)
    for name in (
        "air °C",
        "radiant max °C",
        "UTCI mean °C",
        "min °C",
        "max °C",
        "above 32 h",
        "above 38 h",
        "cold h",
    ):
        table.add_column(name, justify="right")
    sun, shade = (found.months[found.months["place"] == place] for place in PLACES)
    for (_, one), (_, two) in zip(sun.iterrows(), shade.iterrows(), strict=True):
        table.add_row(
            f"{one['month']:02d}",
            f"{one['temp_outdoor_mean_c']:.1f}",
            *(
                f"{one[name]:.{digits}f} ({two[name]:.{digits}f})"
                for name, digits in (
                    ("temp_radiant_max_c", 1),
                    ("utci_mean_c", 1),
                    ("utci_min_c", 1),
                    ("utci_max_c", 1),
                    ("strong_heat_h", 0),
                    ("very_strong_heat_h", 0),
                    ("moderate_cold_h", 0),
                )
            ),
        )
    return table
