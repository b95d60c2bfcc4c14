"""``twin ledger``: why a figure is what it is, four standards, the carbon account."""

from pathlib import Path
from typing import Annotated

import typer

ledger_app = typer.Typer(
    no_args_is_help=True,
    help="Trace figures, view standards side by side, keep the carbon account.",
)

_FOLDER = typer.Argument(help="Folder of a run.")
_SCENARIO = typer.Option("--scenario", help="Scenario; the first of the run if none.")
_BUILDING = typer.Option("--building", help="Building; all if none.")
_JSON = typer.Option("--json", help="Print JSON for programs.")
_BASELINE = typer.Option(
    "--baseline", help="Scenario to compare with; the first of the run if none."
)
_RATE = typer.Option(
    "--rate",
    help="Real discount rate: a number or a name of money.yaml; that of the run if "
    "none.",
)
_CURRENCY = typer.Option("--currency", help="CNY, or a currency of money.yaml.")
_PROJECT = typer.Option("--project", "-p", help="Project folder.")


@ledger_app.command("why")
def ledger_why(
    folder: Annotated[Path, _FOLDER],
    column: Annotated[
        str, typer.Option("--figure", help="Column of carbon or money to explain.")
    ] = "carbon_operation_kg",
    scenario: Annotated[str | None, _SCENARIO] = None,
    building: Annotated[str | None, _BUILDING] = None,
    year: Annotated[
        int | None, typer.Option("--year", help="Calendar year; all if none.")
    ] = None,
    future: Annotated[
        int | None,
        typer.Option("--future", min=0, help="Future; mean of all if none."),
    ] = None,
    as_json: Annotated[bool, _JSON] = False,
) -> None:
    """Explain a figure: quantity times factor, with the source of each factor."""
    from twin.cli.ledger_tables import Asked, show_why  # noqa: PLC0415 - keeps `twin --help` quick

    asked = Asked(
        folder=folder, scenario=scenario, building=building, year=year, future=future
    )
    show_why(asked, column, as_json)


@ledger_app.command("standards")
def ledger_standards(
    folder: Annotated[Path, _FOLDER],
    building: Annotated[str | None, _BUILDING] = None,
    as_json: Annotated[bool, _JSON] = False,
) -> None:
    """Show the whole-life carbon of each scenario as four standards count it."""
    from twin.cli.ledger_tables import Asked, show_standards  # noqa: PLC0415 - as above

    asked = Asked(
        folder=folder, scenario=None, building=building, year=None, future=None
    )
    show_standards(asked, as_json)


@ledger_app.command("budget")
def ledger_budget(
    folder: Annotated[Path, _FOLDER],
    budget: Annotated[
        str, typer.Option("--budget", help="Budget of the catalogue.")
    ] = "world_1_5c_50",
    table: Annotated[
        Path | None,
        typer.Option("--table", help="CSV with year and kg_per_person instead."),
    ] = None,
    building: Annotated[str | None, _BUILDING] = None,
    project: Annotated[
        Path | None, typer.Option("--project", "-p", help="Project folder.")
    ] = None,
    target: Annotated[
        Path | None, typer.Option("--csv", help="CSV file to write the accounts to.")
    ] = None,
    as_json: Annotated[bool, _JSON] = False,
) -> None:
    """Set what is emitted against a budget, and say when it is spent."""
    from twin.cli.ledger_budget import Wanted, show_budget  # noqa: PLC0415 - as above

    wanted = Wanted(
        folder=folder,
        budget=budget,
        table=table,
        building=building,
        project=project,
        target=target,
    )
    show_budget(wanted, as_json)


@ledger_app.command("breakeven")
def ledger_break_even(
    grid_path: Annotated[
        str, typer.Option("--grid", help="Grid path of the catalogue.")
    ] = "hainan_ref",
    project: Annotated[
        Path | None, typer.Option("--project", "-p", help="Project folder.")
    ] = None,
    as_json: Annotated[bool, _JSON] = False,
) -> None:
    """Say from which grid, and when, electricity emits less than a flame."""
    from twin.cli.ledger_break_even import show_break_even  # noqa: PLC0415 - as above

    show_break_even(project, grid_path, as_json)


@ledger_app.command("money")
def ledger_money(
    folder: Annotated[Path, _FOLDER],
    baseline: Annotated[str | None, _BASELINE] = None,
    building: Annotated[str | None, _BUILDING] = None,
    rate: Annotated[str | None, _RATE] = None,
    currency: Annotated[str, _CURRENCY] = "CNY",
    project: Annotated[Path | None, _PROJECT] = None,
    as_json: Annotated[bool, _JSON] = False,
) -> None:
    """Say what each scenario costs, whether it pays, and when."""
    from twin.cli.ledger_money import show_money  # noqa: PLC0415 - as above
    from twin.cli.ledger_run import Wanted  # noqa: PLC0415 - as above

    wanted = Wanted(
        folder=folder,
        baseline=baseline,
        building=building,
        rate=rate,
        currency=currency,
        project=project,
    )
    show_money(wanted, as_json)
