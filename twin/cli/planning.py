"""Commands that plan: ``twin abatement``."""

import os
from pathlib import Path
from typing import Annotated

import typer

_WORKERS = max(1, min(os.cpu_count() or 1, 16))


def register(app: typer.Typer) -> None:
    """Add the commands to the command line.

    Parameters
    ----------
    app
        Command line.
    """
    app.command("abatement")(abatement)


def abatement(  # noqa: PLR0913, PLR0917 - options of a command
    plan: Annotated[str, typer.Argument(help="Scenario that is taken apart.")],
    baseline: Annotated[
        str, typer.Option("--baseline", help="Scenario that it is compared with.")
    ] = "baseline",
    project: Annotated[
        Path | None, typer.Option("--project", "-p", help="Project folder.")
    ] = None,
    community: Annotated[
        str, typer.Option("--community", help="Folder in buildings/ to simulate.")
    ] = "baoting",
    futures: Annotated[
        int, typer.Option("--futures", "-n", min=1, max=10_000, help="Paired futures.")
    ] = 5,
    years: Annotated[
        int, typer.Option("--years", min=1, max=75, help="Calendar years from 2025.")
    ] = 35,
    seed: Annotated[
        int, typer.Option("--seed", min=0, help="Seed of all random streams.")
    ] = 1,
    workers: Annotated[
        int, typer.Option("--workers", min=1, help="Threads; results do not change.")
    ] = _WORKERS,
    table: Annotated[
        Path | None, typer.Option("--csv", help="CSV file to write the table to.")
    ] = None,
    figure: Annotated[
        Path | None, typer.Option("--figure", help="SVG or PNG of the cost curve.")
    ] = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print JSON for programs.")
    ] = False,
) -> None:
    """Take a plan apart: what each measure costs per tonne of carbon it avoids."""
    from twin.cli.abating import Wanted, show_abatement  # noqa: PLC0415 - keeps `twin --help` quick
    from twin.scenario.desk import Options  # noqa: PLC0415 - as above

    wanted = Wanted(
        plan=plan,
        baseline=baseline,
        project=project,
        community=community,
        options=Options(seed=seed, futures=futures, years=years, workers=workers),
        table=table,
        figure=figure,
    )
    show_abatement(wanted, as_json)
