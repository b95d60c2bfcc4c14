"""``twin validate``: comparisons with a standard and with another program."""

from pathlib import Path
from typing import Annotated

import typer

from twin.cli.validating_energyplus import register

validate_app = typer.Typer(
    no_args_is_help=True,
    help="Compare with Standard 140 and with other programs.",
)
register(validate_app)


@validate_app.command("standard140")
def validate_standard140(
    weather: Annotated[
        Path,
        typer.Option(
            "--weather", help="EPW file of 725650 Denver International Airport, TMY3."
        ),
    ],
    case: Annotated[
        list[str] | None,
        typer.Option("--case", help="Case, as 600 or 600FF; all if none."),
    ] = None,
    cases: Annotated[
        Path | None,
        typer.Option(
            "--cases", help="Folder of case files; the embedded ones if none."
        ),
    ] = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print JSON for programs.")
    ] = False,
    as_markdown: Annotated[
        bool, typer.Option("--markdown", help="Print tables for a page.")
    ] = False,
    monthly: Annotated[
        bool, typer.Option("--monthly", help="Print the months of each case as well.")
    ] = False,
    hourly: Annotated[
        Path | None,
        typer.Option("--hourly", help="Folder into which the hours are written."),
    ] = None,
) -> None:
    """Run the thermal-fabric cases; exit code 1 if a known range is missed."""
    from twin.cli.validating_standard140 import Wanted, run_and_show  # noqa: PLC0415 - keeps `twin --help` quick

    wanted = Wanted(
        weather=weather,
        cases=tuple(case or ()),
        folder=cases,
        form="json" if as_json else "markdown" if as_markdown else "table",
        is_monthly=monthly,
        hourly=hourly,
    )
    raise typer.Exit(run_and_show(wanted))


@validate_app.command("reduction")
def validate_reduction(
    weather: Annotated[
        Path | None,
        typer.Option("--weather", help="EPW file; the embedded one if none."),
    ] = None,
    case: Annotated[
        list[str] | None,
        typer.Option(
            "--case",
            help="Case of Standard 140, as 600; all and the archetypes if none.",
        ),
    ] = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print JSON for programs.")
    ] = False,
) -> None:
    """Compare reduced and merged elements with the full model; 1 beyond 0.01 K."""
    from twin.cli.validating_reduction import run_reduction  # noqa: PLC0415 - keeps `twin --help` quick

    raise typer.Exit(run_reduction(weather, tuple(case or ()), as_json))
