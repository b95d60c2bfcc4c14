"""What ``twin resilience`` prints and writes."""

import json
import sys
import tempfile
from collections.abc import Hashable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import pandas as pd
from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table

from twin.cli.show import progress_bar, shown
from twin.ground.calendar import DAYS_PER_MONTH, month_bounds, month_of_hour
from twin.ground.errors import InputError, Problem
from twin.io.project import load_project
from twin.scenario.refuge import degree_column
from twin.scenario.resilience import (
    POWERS,
    Asked,
    Resilience,
    choose,
    run_resilience,
)

_WIDTH: Final = 120
_NOTE: Final = (
    "K h: degree hours of SET {side}, all hours. mean by floor area and worst room at "
    "the activity of the room, refuge for a person at rest (1 met). Limits 120 K h in "
    "dwellings, 240 elsewhere (! where the refuge is over it): LEED pilot credit "
    "IPpc100, status G (unverified). safe: "
    "hours until SET first reaches {limit} °C, and until the heat index reaches 41 °C, "
    "in the first room; {hours}+ where neither happens."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which outage is looked at, and where the answer goes."""

    asked: Asked
    scenario: str
    project: Path | None
    community: str
    has_rooms: bool
    out: Path | None


def show_resilience(wanted: Wanted, as_json: bool) -> None:
    """Simulate an outage and print what it does.

    Parameters
    ----------
    wanted
        Outage, project and files to write.
    as_json
        Print JSON instead of tables.

    Raises
    ------
    InputError
        An input is not usable.
    """
    check_out(wanted.out)
    project = load_project(
        wanted.project, scenarios=[wanted.scenario], community=wanted.community
    )
    choose(project.community, wanted.asked)
    with progress_bar(Console(stderr=True)) as tell:
        found = run_resilience(
            project.community,
            project.scenarios[0],
            project.weather,
            project.climate,
            wanted.asked,
            lambda done, total: tell("buildings with and without power", done, total),
        )
    if wanted.out is not None:
        write_rooms(found.zones, wanted.out)
    if as_json:
        sys.stdout.write(json.dumps(_as_rows(found), indent=2) + "\n")
        return
    console = Console(width=_WIDTH)
    for line in headline(found, project.community.site.name):
        console.print(shown(line))
    console.print(building_table(found))
    if wanted.has_rooms:
        console.print(room_table(found))


def check_out(out: Path | None) -> None:
    """Refuse a file that cannot be written, before hours are spent.

    Parameters
    ----------
    out
        File of the option ``--out``, if any.

    Raises
    ------
    InputError
        Its folder is missing, or it is a folder.
    """
    if out is None or (out.absolute().parent.is_dir() and not out.is_dir()):
        return
    problem = Problem(
        path="--out", message="must be a file in a folder that exists", given=str(out)
    )
    source = "command line"
    raise InputError(source, [problem])


def write_rooms(zones: pd.DataFrame, out: Path) -> None:
    """Write the table of rooms; what stood there goes only once all is written.

    Parameters
    ----------
    zones
        Two rows for each zone.
    out
        CSV file.
    """
    folder = out.absolute().parent
    with tempfile.TemporaryDirectory(prefix=".resilience-", dir=folder) as stage:
        aside = Path(stage) / out.name
        zones.to_csv(aside, index=False, lineterminator="\n")
        aside.replace(out)


def _as_rows(found: Resilience) -> dict[str, object]:
    """Return the answer for programs."""
    return {
        "start_h": found.start,
        "start": date_of(found.start),
        "hours_h": found.asked.hours,
        "warming_k": found.asked.warming,
        "is_cold": found.asked.is_cold,
        "opens_windows": found.asked.opens_windows,
        "outdoors_c": found.outdoors,
        "buildings": json.loads(found.buildings.to_json(orient="records")),
        "rooms": json.loads(found.zones.to_json(orient="records")),
    }


def date_of(hour: int) -> str:
    """Return day and month of an hour of the year.

    Parameters
    ----------
    hour
        Hour counted from 1 January 00:00.

    Returns
    -------
    str
        As ``MM-DD``.

    Examples
    --------
    >>> date_of(0), date_of(8759)
    ('01-01', '12-31')
    """
    month = int(month_of_hour()[hour])
    day = (hour - month_bounds(month)[0]) // 24 + 1
    if not 1 <= day <= DAYS_PER_MONTH[month]:
        raise ValueError(hour)
    return f"{month + 1:02d}-{day:02d}"


def headline(found: Resilience, site: str) -> list[str]:
    """Return in words which week it is, and which room is safest of all.

    Parameters
    ----------
    found
        What an outage does.
    site
        Name of the place.

    Returns
    -------
    list[str]
        Lines.
    """
    asked, rooms = found.asked, found.zones
    windows = "whenever it is warm" if asked.opens_windows else "by the same habits"
    what = "mean outdoor temperature" if asked.is_cold else "mean outdoor heat index"
    best = rooms[rooms["is_refuge_community"] & (rooms["power"] == "off")].iloc[0]
    column = degree_column(is_cold=asked.is_cold, who="resting")
    unknown = rooms.loc[
        rooms["power"] == "off", ["set_not_evaluable_h", "heat_not_evaluable_h"]
    ]
    return [
        f"{site}, {asked.hours} h without power from {date_of(found.start)} 00:00 on, "
        f"weather {asked.warming:g} K warmer; {what} {found.outdoors:.1f} °C, "
        f"the {'lowest' if asked.is_cold else 'highest'} of the year.",
        f"Refuge of all: {best['zone']} of {best['building_id']}, "
        f"{best[column]:.0f} K h at rest, {best['floor_area_m2']:.0f} m² for "
        f"{best['places']} people at 1.86 m² (RELi 2.0, status S).",
        f"People stay and open windows {windows}; fuel still cooks; nothing else runs.",
        f"Hours of an index that cannot be evaluated: {int(unknown.sum().sum())}.",
    ]


def building_table(found: Resilience) -> Table:
    """Return how buildings fare, without power and with it.

    Parameters
    ----------
    found
        What an outage does.

    Returns
    -------
    Table
        One line for each building.
    """
    cold, hours = found.asked.is_cold, found.asked.hours
    table = Table(
        box=SIMPLE_HEAD,
        padding=0,
        title="Without power (with power)",
        caption=_NOTE.format(
            side="below 12.2 °C" if cold else "above 30 °C",
            limit="12.2" if cold else "30",
            hours=hours,
        ),
    )
    table.add_column("building", no_wrap=True)
    for name in ("mean K h", "worst K h", "safe SET h", "safe HI h", "danger h"):
        table.add_column(name, justify="right")
    table.add_column("T op °C", justify="right")
    table.add_column("refuge", no_wrap=True)
    table.add_column("K h", justify="right")
    for off, on in pairs_of(found.buildings):
        is_over = off["refuge_kh"] > off["limit_kh"]
        table.add_row(
            shown(off["building_id"]),
            _pair(off["mean_kh"], on["mean_kh"], 0),
            _pair(off["worst_kh"], on["worst_kh"], 0),
            _hours(off["safe_set_h"], on["safe_set_h"], hours),
            _hours(off["safe_heat_index_h"], on["safe_heat_index_h"], hours),
            _pair(off["heat_danger_h"], on["heat_danger_h"], 0),
            _pair(off[_extreme(cold)], on[_extreme(cold)], 1),
            shown(off["refuge_zone"]),
            _pair(off["refuge_kh"], on["refuge_kh"], 0) + (" !" if is_over else "  "),
        )
    return table


def room_table(found: Resilience) -> Table:
    """Return every room, without power and with it.

    Parameters
    ----------
    found
        What an outage does.

    Returns
    -------
    Table
        One line for each room; refuges of dwellings are marked.
    """
    cold, hours = found.asked.is_cold, found.asked.hours
    own = degree_column(is_cold=cold)
    rest = degree_column(is_cold=cold, who="resting")
    table = Table(
        box=SIMPLE_HEAD,
        padding=0,
        title="Rooms without power (with power); * refuge of its dwelling",
    )
    table.add_column("building", no_wrap=True)
    table.add_column("room", no_wrap=True)
    for name in ("K h", "at rest", "safe SET h", "in use h", "safe HI h", "danger h"):
        table.add_column(name, justify="right")
    table.add_column("T op °C", justify="right")
    for off, on in pairs_of(found.zones):
        table.add_row(
            shown(off["building_id"]),
            shown(off["zone"]) + (" *" if off["is_refuge"] else "  "),
            _pair(off[own], on[own], 0),
            _pair(off[rest], on[rest], 0),
            _hours(off["safe_set_h"], on["safe_set_h"], hours),
            _hours(off["safe_set_occupied_h"], on["safe_set_occupied_h"], hours),
            _hours(off["safe_heat_index_h"], on["safe_heat_index_h"], hours),
            _pair(off["heat_danger_h"], on["heat_danger_h"], 0),
            _pair(off[_extreme(cold)], on[_extreme(cold)], 1),
        )
    return table


def pairs_of(
    table: pd.DataFrame,
) -> Iterator[tuple[dict[Hashable, Any], dict[Hashable, Any]]]:
    """Yield the row without power and the row with it, of each thing in a table.

    Parameters
    ----------
    table
        Rows that differ by ``power``, things in the same order.

    Yields
    ------
    tuple[dict[Hashable, Any], dict[Hashable, Any]]
        Off, and on.
    """
    rows = [table[table["power"] == power].to_dict("records") for power in POWERS]
    yield from zip(*rows, strict=True)


def _extreme(is_cold: bool) -> str:
    """Return the column of the more extreme operative temperature."""
    return "temp_operative_min_c" if is_cold else "temp_operative_max_c"


def _pair(off: float, on: float, digits: int) -> str:
    """Return a value without power, and with it in brackets."""
    return f"{off:.{digits}f} ({on:.{digits}f})"


def _hours(off: int, on: int, most: int) -> str:
    """Return hours of safety; a plus sign where safety never ends."""
    return f"{_safe(off, most)} ({_safe(on, most)})"


def _safe(hours: int, most: int) -> str:
    """Return hours, marked where they are all there are."""
    return f"{hours}+" if hours >= most else f"{hours}"
