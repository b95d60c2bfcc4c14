"""``twin import idf``: an EnergyPlus model as a detailed building file."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from twin.cli.plain import plain

if TYPE_CHECKING:
    from twin.io.energyplus.import_idf import Imported

_OUT = typer.Option("--out", help="Folder of the building file and the report.")
_EPW = typer.Option("--epw", help="Weather file: the year is simulated as well.")
_IDD = typer.Option("--idd", help="IDD; without it one of the installed EnergyPlus.")
_JSON = typer.Option("--json", help="Print JSON for programs.")


def register(app: typer.Typer) -> None:
    """Add the command to the commands of ``twin import``.

    Parameters
    ----------
    app
        Application of ``twin import``.
    """
    app.command("idf")(idf)


def idf(
    file: Annotated[Path, typer.Argument(help="IDF of EnergyPlus 25.2.")],
    out: Annotated[Path, _OUT] = Path(),
    epw: Annotated[Path | None, _EPW] = None,
    idd: Annotated[Path | None, _IDD] = None,
    as_json: Annotated[bool, _JSON] = False,
) -> None:
    """Write the building of an EnergyPlus model, and what became of each object."""
    from twin.io.energyplus.import_idf import (  # noqa: PLC0415 - keeps `twin --help` quick
        import_idf,
        lines_of,
    )

    if epw is not None and not epw.is_file():
        message = f"no such weather file: {epw}"
        raise typer.BadParameter(message)
    found = import_idf(file, out, idd)
    needs = {} if epw is None else _needs(found, epw)
    if as_json:
        building = found.reading.building
        record = {
            "building": str(found.path),
            "report": str(found.report),
            "version": found.version,
            "expected": found.expected,
            "floor_area_m2": building.floor_area,
            "volume_m3": found.volume,
            "taken": dict(found.taken),
            "entries": [asdict(one) for one in found.entries],
            "ids": dict(found.ids),
            "needs_kwh": needs,
        }
        print(json.dumps(record, indent=2))
        return
    for line in lines_of(found):
        print(plain(line))
    for name, need in needs.items():
        print(plain(f"{name} need with {epw}: {need:,.0f} kWh"))
    print(plain(f"{found.path} and {found.report} written"))


def _needs(found: "Imported", epw: Path) -> dict[str, float]:
    """Return the needs of the building file through a weather file [kWh]."""
    from twin.annual.outdoor import prepare_outdoor  # noqa: PLC0415 - see above
    from twin.io.detailed import read_detailed  # noqa: PLC0415
    from twin.io.detailed_year import simulate_detailed  # noqa: PLC0415
    from twin.io.epw import read_epw  # noqa: PLC0415

    written = read_detailed(found.path)
    outdoor = prepare_outdoor(read_epw(epw)[0])
    hours = simulate_detailed(
        written.building, outdoor, written.timetables, written.ground
    )
    return {
        "heating": float(hours.heating.sum()) / 1000.0,
        "cooling": float(hours.cooling.sum()) / 1000.0,
    }
