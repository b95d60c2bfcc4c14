"""``twin validate energyplus``: the same model and weather in both programs."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from twin.cli.plain import plain

if TYPE_CHECKING:
    from twin.io.energyplus.objects import Notice
    from twin.validate.energyplus import Comparison

_IDF = typer.Option("--idf", help="Model, IDF or epJSON of EnergyPlus 25.2.")
_EPW = typer.Option("--epw", help="Weather file; with a model it is needed.")
_TERMS = typer.Option("--terms", help="Compare weather, sun and air as well.")
_JSON = typer.Option("--json", help="Print JSON for programs.")
_MOST_SHOWN: Final = 5
_MOST_NAMES: Final = 3


def register(app: typer.Typer) -> None:
    """Add the command to the commands of ``twin validate``.

    Parameters
    ----------
    app
        Application of ``twin validate``.
    """
    app.command("energyplus")(energyplus)


def energyplus(
    idf: Annotated[Path | None, _IDF] = None,
    epw: Annotated[Path | None, _EPW] = None,
    has_terms: Annotated[bool, _TERMS] = False,
    as_json: Annotated[bool, _JSON] = False,
) -> None:
    """Run a model in EnergyPlus and in twin; exit code 1 if a limit is missed."""
    from twin.validate.energyplus import (  # noqa: PLC0415 - keeps `twin --help` quick
        compare_boxes,
        compare_file,
    )

    if idf is not None and epw is None:
        message = "a model needs its weather file: --epw FILE"
        raise typer.BadParameter(message)
    if idf is None or epw is None:
        found = compare_boxes(epw, has_terms=has_terms)
    else:
        found = [compare_file(idf, epw, has_terms=has_terms)]
    if as_json:
        print(json.dumps([as_record(one) for one in found], indent=2))
    else:
        for line in lines_of(found):
            print(plain(line))
    raise typer.Exit(0 if all(one.is_met for one in found) else 1)


def as_record(one: "Comparison") -> dict[str, Any]:
    """Return a comparison for programs.

    Parameters
    ----------
    one
        Comparison.

    Returns
    -------
    dict[str, Any]
        Fields, differences and whether limits are met.
    """
    record = asdict(one)
    for fields, quantity in zip(record["quantities"], one.quantities, strict=True):
        share = quantity.difference
        fields["difference"] = share if abs(share) != float("inf") else None
        fields["is_met"] = quantity.is_met
    for fields, zone in zip(record["zones"], one.zones, strict=True):
        fields["is_met"] = zone.is_met
    return record | {"is_met": one.is_met}


def lines_of(found: list["Comparison"]) -> list[str]:
    """Return comparisons as lines for people.

    Parameters
    ----------
    found
        Comparisons.

    Returns
    -------
    list[str]
        Text.
    """
    lines: list[str] = []
    for one in found:
        lines += [f"{one.model} | {one.weather} | EnergyPlus {one.version}"]
        lines += [*_loads(one), *_temperatures(one), *_terms(one), *_seconds(one)]
        lines += [f"  not as in the model: {text}" for text in _gathered(one.notices)]
        shown = one.warnings[:_MOST_SHOWN]
        lines += [f"  EnergyPlus warns: {text}" for text in shown]
        if len(one.warnings) > len(shown):
            lines.append(f"  EnergyPlus warns {len(one.warnings)} times in all")
        lines.append("")
    missed = sum(not one.is_met for one in found)
    lines.append(
        f"{missed} of {len(found)} comparisons miss a limit"
        if missed
        else f"all limits met in {len(found)} comparisons"
    )
    return lines


def _loads(one: "Comparison") -> Iterator[str]:
    """Yield needs and peaks."""
    if one.quantities:
        yield f"  {'':<22}{'EnergyPlus':>12}{'twin':>12}{'difference':>12}"
    for quantity in one.quantities:
        mark = "" if quantity.is_met else f"  MISSED, limit {quantity.limit:.0%}"
        yield (
            f"  {f'{quantity.name} [{quantity.unit}]':<22}"
            f"{quantity.energyplus:>12,.0f}{quantity.twin:>12,.0f}"
            f"{quantity.difference:>+12.1%}{mark}"
        )


def _temperatures(one: "Comparison") -> Iterator[str]:
    """Yield how the air temperatures agree."""
    for zone in one.zones:
        mark = "" if zone.is_met else f"  MISSED, limit {zone.limit:.0%}"
        yield (
            f"  air of {zone.zone}: NMBE {zone.nmbe:+.2%}, CV(RMSE) "
            f"{zone.cv_rmse:.2%}, RMSE {zone.rmse:.2f} K{mark}"
        )
        yield (
            f"    mean {zone.mean_energyplus:.2f} / {zone.mean_twin:.2f} °C, least "
            f"{zone.lowest_energyplus:.1f} / {zone.lowest_twin:.1f}, most "
            f"{zone.highest_energyplus:.1f} / {zone.highest_twin:.1f}"
        )


def _terms(one: "Comparison") -> Iterator[str]:
    """Yield the means of weather, sun and air."""
    for term in one.terms:
        yield (
            f"  {f'{term.name} [{term.unit}]':<44}{term.energyplus:>10.2f}"
            f"{term.twin:>10.2f}   RMSE {term.rmse:.2f}"
        )


def _seconds(one: "Comparison") -> Iterator[str]:
    """Yield how long both took."""
    ratio = one.seconds_energyplus_cpu / max(one.seconds_twin_cpu, 1e-9)
    yield (
        f"  processor seconds: EnergyPlus {one.seconds_energyplus_cpu:.2f}, twin "
        f"{one.seconds_twin_cpu:.3f}: {ratio:,.0f} times; on the clock "
        f"{one.seconds_energyplus:.2f} (before the year "
        f"{one.seconds_energyplus_start:.2f}) and {one.seconds_twin:.3f}"
    )


def _gathered(notices: Sequence["Notice"]) -> Iterator[str]:
    """Yield notices, those of many objects of one type as one line."""
    groups: dict[tuple[str, str], list[str]] = {}
    for notice in notices:
        groups.setdefault((notice.kind, notice.done), []).append(notice.name)
    for (kind, done), names in groups.items():
        known = [name for name in names if name]
        shown = ", ".join(known[:_MOST_NAMES])
        if len(known) > _MOST_NAMES:
            shown = f"{shown} and {len(known) - _MOST_NAMES} more"
        yield f"{kind} {shown}: {done}" if known else f"{kind}: {done}"
