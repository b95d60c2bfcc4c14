"""``twin doorstep``: how hot or cold it feels outdoors, in the sun and in the shade."""

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
    app.command("doorstep")(doorstep)


def doorstep(
    warming: Annotated[
        float, typer.Option("--warming", help="Warming of the weather file [K].")
    ] = 0.0,
    sky_view: Annotated[
        float,
        typer.Option(
            "--sky-view",
            min=0.0,
            max=1.0,
            help="Share of the upper half of the view that is sky; 0.5 before a long "
            "house, 1 in an open field.",
        ),
    ] = 0.5,
    albedo: Annotated[
        float,
        typer.Option(
            "--albedo", min=0.0, max=1.0, help="Sunlight that the ground reflects."
        ),
    ] = 0.2,
    bowen: Annotated[
        float,
        typer.Option(
            "--bowen",
            help="Sensible over latent heat of the ground, above 0: 0.5 wet grass, "
            "1.5 town, 1000 dry paving.",
        ),
    ] = 1.5,
    project: Annotated[
        Path | None, typer.Option("--project", "-p", help="Project folder.")
    ] = None,
    community: Annotated[
        str, typer.Option("--community", help="Folder in buildings/ whose place it is.")
    ] = "baoting",
    out: Annotated[
        Path | None, typer.Option("--out", help="CSV file to write all hours to.")
    ] = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print JSON for programs.")
    ] = False,
) -> None:
    """Tell how hot or cold it feels before the door (UTCI), in sun and in shade."""
    from twin.cli.doorstep_tables import show_doorstep  # noqa: PLC0415 - keeps `twin --help` quick
    from twin.scenario.doorstep import Asked  # noqa: PLC0415 - as above

    asked = Asked(warming=warming, sky_view=sky_view, albedo=albedo, bowen=bowen)
    show_doorstep(asked, project, community, out, as_json=as_json)
