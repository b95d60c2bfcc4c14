"""``twin import gis``: footprints of a geographic information system."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from twin.cli.plain import plain

if TYPE_CHECKING:
    from twin.io.gis.import_gis import Imported

_SHOWN: Final = 20


def register(app: typer.Typer) -> None:
    """Add the command to the commands of ``twin import``.

    Parameters
    ----------
    app
        Application of ``twin import``.
    """
    app.command("gis")(gis)


def gis(  # noqa: PLR0913, PLR0917 - options of a command
    file: Annotated[
        Path, typer.Argument(help="GeoJSON, GeoPackage (.gpkg) or Shapefile (.shp).")
    ],
    out: Annotated[
        Path, typer.Option("--out", help="Folder of the community, in buildings/.")
    ],
    site: Annotated[
        Path | None,
        typer.Option("--site", help="site.yaml of the place; that of Baoting without."),
    ] = None,
    mapping: Annotated[
        Path | None,
        typer.Option("--map", help="YAML file: what attributes and their values mean."),
    ] = None,
    archetypes: Annotated[
        Path | None,
        typer.Option("--archetypes", help="Folder of archetypes; the embedded ones."),
    ] = None,
    layer: Annotated[
        str | None, typer.Option("--layer", help="Layer of a GeoPackage.")
    ] = None,
    crs: Annotated[
        str | None,
        typer.Option("--crs", help="System of coordinates, such as EPSG:4547."),
    ] = None,
    force: Annotated[
        bool, typer.Option("--force", help="Replace a community that is there.")
    ] = False,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print JSON for programs.")
    ] = False,
) -> None:
    """Make a community of footprints; say what was mended and what was filled in."""
    from twin.io.gis.import_gis import Asked, import_gis  # noqa: PLC0415 - keeps `twin --help` quick

    found = import_gis(
        Asked(
            file=file,
            out=out,
            site=site,
            mapping=mapping,
            archetypes=archetypes,
            layer=layer,
            crs=crs,
            is_forced=force,
        )
    )
    if as_json:
        print(json.dumps(_record(found), indent=2, ensure_ascii=True))
        return
    for line in _lines(found):
        print(plain(line))
    print(plain(f"{out} written; see import_gis.csv for the origin of each value"))
    if site is None:
        print(plain(f"site.yaml is that of {found.illustrated}: weather, air and law"))


def _record(found: "Imported") -> dict[str, object]:
    """Return what became of a layer, for programs."""
    return {
        "style": found.style,
        "crs": found.layer.crs,
        "features": len(found.layer.shapes),
        "buildings": len(found.filled.known),
        "floor_area_m2": found.floor_area,
        "columns": dict(found.columns),
        "ignored": list(found.ignored),
        "origins": found.counts(),
        "repairs": [
            {"path": one.path, "text": one.text, "is_left_out": one.is_left_out}
            for one in found.repaired.repairs
        ],
        "skipped": [{"path": path, "use": use} for path, use in found.filled.skipped],
        "unread": [{"path": path, "text": text} for path, text in found.filled.unread],
    }


def _lines(found: "Imported") -> list[str]:
    """Return what became of a layer, in words."""
    filled, repaired = found.filled, found.repaired
    fields = ", ".join(f"{field} from {name}" for field, name in found.columns.items())
    lines = [
        f"{len(found.layer.shapes)} features, attributes as {found.style} has them "
        f"({fields or 'none'}), {found.layer.crs}",
        f"{len(filled.known)} buildings, {found.floor_area:,.0f} m² of floor",
    ]
    for field, counts in found.counts().items():
        what = ", ".join(f"{count} {origin}" for origin, count in counts.items())
        lines.append(f"  {field}: {what}")
    groups = (
        ("mended", [one for one in repaired.repairs if not one.is_left_out]),
        ("left out", [one for one in repaired.repairs if one.is_left_out]),
    )
    for title, repairs in groups:
        rows = [f"{one.path}: {one.text}" for one in repairs]
        lines += _group(title, rows)
    lines += _group(
        "left out by use", [f"{path}: {use}" for path, use in filled.skipped]
    )
    lines += _group("not read", [f"{path}: {text}" for path, text in filled.unread])
    if found.ignored:
        lines.append(f"attributes that nothing reads: {', '.join(found.ignored)}")
    return lines


def _group(title: str, rows: list[str]) -> list[str]:
    """Return a titled list, long ones cut with their count."""
    if not rows:
        return []
    more = [f"  and {len(rows) - _SHOWN} more (--json)"] if len(rows) > _SHOWN else []
    return [f"{title}: {len(rows)}", *(f"  {row}" for row in rows[:_SHOWN]), *more]
