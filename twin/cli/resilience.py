"""``twin resilience``: a week without power, and the rooms that stay safe in it."""

from pathlib import Path
from typing import Annotated

import typer


def register(app: typer.Typer) -> None:
    """Add the command to the command line.

    Parameters
    ----------
    app
        Command line.
    """
    app.command("resilience")(resilience)


def resilience(  # noqa: PLR0913, PLR0917 - options of a command
    building: Annotated[
        list[str] | None,
        typer.Option(
            "--building", "-b", help="Building; all if none; may be repeated."
        ),
    ] = None,
    warming: Annotated[
        float, typer.Option("--warming", help="Warming of the weather file [K].")
    ] = 0.0,
    hours: Annotated[int, typer.Option("--hours", help="Hours without power.")] = 168,
    cold: Annotated[
        bool, typer.Option("--cold", help="The coldest week instead of the hottest.")
    ] = False,
    windows: Annotated[
        bool,
        typer.Option(
            "--open-windows",
            help="People open windows whenever it is warm, not by habit.",
        ),
    ] = False,
    scenario: Annotated[
        str, typer.Option("--scenario", help="Scenario whose habits people have.")
    ] = "baseline",
    project: Annotated[
        Path | None, typer.Option("--project", "-p", help="Project folder.")
    ] = None,
    community: Annotated[
        str, typer.Option("--community", help="Folder in buildings/ to simulate.")
    ] = "baoting",
    rooms: Annotated[
        bool, typer.Option("--rooms", help="Print every room as well.")
    ] = False,
    out: Annotated[
        Path | None, typer.Option("--out", help="CSV file to write all rooms to.")
    ] = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print JSON for programs.")
    ] = False,
) -> None:
    """Stop all machines in the hottest week: who stays safe, how long, and where."""
    from twin.cli.resilience_tables import Wanted, show_resilience  # noqa: PLC0415 - keeps `twin --help` quick
    from twin.scenario.resilience import Asked  # noqa: PLC0415 - as above

    asked = Asked(
        buildings=tuple(building or ()),
        warming=warming,
        hours=hours,
        is_cold=cold,
        opens_windows=windows,
    )
    wanted = Wanted(
        asked=asked,
        scenario=scenario,
        project=project,
        community=community,
        has_rooms=rooms,
        out=out,
    )
    show_resilience(wanted, as_json)
