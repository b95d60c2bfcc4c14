"""``twin import``: what others measured or modelled, brought in."""

from pathlib import Path
from typing import Annotated

import typer

from twin.cli.importing_gis import register as register_gis
from twin.cli.importing_idf import register as register_idf

import_app = typer.Typer(
    no_args_is_help=True, help="Bring in measurements and models of others."
)

register_idf(import_app)
register_gis(import_app)


@import_app.callback()
def group() -> None:
    """Bring in measurements and models of others."""


@import_app.command("sensors")
def import_sensors(  # noqa: PLR0913, PLR0917 - a command is a function of all its options
    files: Annotated[
        list[Path],
        typer.Argument(
            metavar="FILE...",
            help="CSV of indoor sensors, CSV of wearables, or FHIR Observations "
            "(.json, .ndjson); at most one of sensors and one of people.",
        ),
    ],
    building: Annotated[
        str | None, typer.Option("--building", help="Building of all of it.")
    ] = None,
    zone: Annotated[
        str | None, typer.Option("--zone", help="Zone of that building.")
    ] = None,
    places: Annotated[
        Path | None,
        typer.Option("--map", help="YAML file: zone by sensor, bedroom by person."),
    ] = None,
    run: Annotated[
        Path | None,
        typer.Option(
            "--run", help="Folder of a run; hours are written into it, nowhere else."
        ),
    ] = None,
    stored: Annotated[
        str | None,
        typer.Option(
            "--stored",
            help="Compare with the hours that --run keeps of this scenario, instead "
            "of simulating the building as it stands.",
        ),
    ] = None,
    ends: Annotated[
        bool,
        typer.Option(
            "--stamp-ends", help="A time ends the interval it is of, not begins it."
        ),
    ] = False,
    ignore: Annotated[
        list[str] | None,
        typer.Option("--ignore", help="Column not to read; may be repeated."),
    ] = None,
    project: Annotated[
        Path | None, typer.Option("--project", "-p", help="Project folder.")
    ] = None,
    community: Annotated[
        str, typer.Option("--community", help="Folder in buildings/.")
    ] = "baoting",
    as_json: Annotated[
        bool, typer.Option("--json", help="Print JSON for programs.")
    ] = False,
) -> None:
    """Hold measured hours against simulated ones, people's names left out."""
    from twin.cli.importing_sensors import Asked, run_import  # noqa: PLC0415 - keeps `twin --help` quick

    run_import(
        Asked(
            files=tuple(files),
            building=building,
            zone=zone,
            places=places,
            run=run,
            stored=stored,
            stamp="end" if ends else "start",
            ignore=tuple(ignore or ()),
            project=project,
            community=community,
            as_json=as_json,
        )
    )
