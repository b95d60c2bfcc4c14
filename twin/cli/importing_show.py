"""What an import tells: tables at a terminal, rows for programs, no identifier."""

import math
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from rich.console import Console
from rich.table import Table

from twin.cli.plain import plain
from twin.cli.show import shown
from twin.validate.measured import (
    GUIDELINE_14,
    HOURS_COVERED,
    PEOPLE_COVERED,
)
from twin.validate.measured_hours import LEAST_SHARE
from twin.validate.measured_join import SleepTable, ZoneBias
from twin.validate.measured_radon import LIMITS, MONTHS, RadonMean
from twin.validate.measured_sleep import LEAST_PERSONS

_PIPED_WIDTH: Final = 118  # characters of a line where there is no terminal
_TEMPERATURE: Final = "temperature"


@dataclass(slots=True)
class Imported:
    """Everything that is told of an import."""

    counts: dict[str, Mapping[str, int]] = field(default_factory=dict)
    """What was found in the files and is no error."""
    biases: tuple[ZoneBias, ...] = ()
    thin: Mapping[str, int] = field(default_factory=dict)
    """Hours with too few readings, by quantity [h]."""
    covered: Mapping[str, float] = field(default_factory=dict)
    """Share of people whose zone is measured, by building [-]."""
    radon: tuple[RadonMean, ...] = ()
    """Radon, which is measured and never simulated."""
    persons: int = 0
    """People in the file of wearables [-]."""
    sleep: tuple[SleepTable, ...] = ()
    notes: list[str] = field(default_factory=list)
    folder: Path | None = None
    """Where hours were written, if anywhere."""


def as_rows(found: Imported) -> dict[str, Any]:
    """Return what was found for programs: aggregates, and no identifier.

    Parameters
    ----------
    found
        What was found.

    Returns
    -------
    dict
        What can be said in JSON; what is not known is null.
    """
    return {
        "notes": found.notes,
        "counts": {name: dict(one) for name, one in found.counts.items()},
        "hours_with_too_few_readings": dict(found.thin),
        "people_covered": {
            name: {"share": round(one, 4), "is_enough": one >= PEOPLE_COVERED}
            for name, one in found.covered.items()
        },
        "limits": {
            "guideline_14_nmbe": GUIDELINE_14.nmbe,
            "guideline_14_cvrmse": GUIDELINE_14.cvrmse,
            "guideline_14_source": GUIDELINE_14.source,
            "guideline_14_status": str(GUIDELINE_14.status),
            "guideline_14_note": GUIDELINE_14.note,
            "people_covered": PEOPLE_COVERED,
            "hours_covered": HOURS_COVERED,
            "least_persons": LEAST_PERSONS,
        },
        "bias": [_bias_row(one) for one in found.biases],
        "bias_by_clock": [
            {
                "building_id": one.place.building,
                "zone": one.place.zone,
                "quantity": one.quantity,
                "clock": hour.clock,
                "hours": hour.hours,
                "bias": hour.bias,
            }
            for one in found.biases
            if one.bias is not None
            for hour in one.bias.by_clock
        ],
        "radon": [_radon_row(one) for one in found.radon],
        "persons": found.persons if found.persons >= LEAST_PERSONS else None,
        "sleep": [row for one in found.sleep for row in _sleep_rows(one)],
    }


def _bias_row(one: ZoneBias) -> dict[str, object]:
    """Return one comparison as a row."""
    bias = one.bias
    names = ("hours", "mean_measured", "mean_simulated", "bias", "rmse", "nmbe")
    figures: dict[str, object] = {
        name: None if bias is None else _known(getattr(bias, name))
        for name in (*names, "cvrmse", "correlation")
    }
    is_judged = one.quantity == _TEMPERATURE and bias is not None
    return {
        "building_id": one.place.building,
        "zone": one.place.zone,
        "quantity": one.quantity,
        "unit": one.unit,
        "is_simulated": bias is not None,
        "sensors": one.sensors,
        "hours_span": one.hours_span,
        "hours_measured": one.hours_measured,
        "hours_leap_day": one.hours_leap,
        "coverage": round(one.coverage, 6),
        "is_covered": one.coverage >= HOURS_COVERED,
        **figures,
        "is_within_guideline_14": bias.is_within(GUIDELINE_14)
        if is_judged and bias is not None
        else None,
    }


def _radon_row(one: RadonMean) -> dict[str, object]:
    """Return the radon of one zone as a row."""
    above = one.above()
    return {
        "building_id": one.place.building,
        "zone": one.place.zone,
        "hours": one.hours,
        "mean_bq_m3": _known(one.mean),
        "months_covered": one.months,
        "is_mean_of_a_year": one.is_year,
        "levels": [
            {
                "level_bq_m3": limit.level,
                "source": limit.source,
                "status": str(limit.status),
                "is_above": None if above is None else limit in above,
            }
            for limit in LIMITS
        ],
    }


def _sleep_rows(table: SleepTable) -> list[dict[str, object]]:
    """Return the groups of one table as rows."""
    return [
        {
            "quantity": table.quantity,
            "air": "measured" if table.is_measured else "simulated",
            "from": _known(one.low),
            "below": _known(one.high),
            "persons": one.persons,
            "hours_per_person": one.hours,
            "share_asleep": one.asleep,
            "heart_rate": one.heart_rate,
        }
        for one in table.groups
    ]


def _known(value: float) -> float | None:
    """Return a finite number, or None."""
    return value if math.isfinite(value) else None


def show(found: Imported) -> None:
    """Print what was found.

    Parameters
    ----------
    found
        What was found.
    """
    console = Console(width=None if sys.stdout.isatty() else _PIPED_WIDTH)
    _show_counts(console, found)
    for note in found.notes:
        console.print(shown(note))
    if found.biases:
        _show_biases(console, found)
    if found.radon:
        _show_radon(console, found)
    if found.sleep:
        _show_sleep(console, found)
    if found.folder is not None:
        print(plain(f"written for your eyes only: {found.folder}"))


def _show_counts(console: Console, found: Imported) -> None:
    """Print what the files hold."""
    for name, counts in found.counts.items():
        console.print(shown(f"{name}: what the file holds"))
        for text, count in counts.items():
            console.print(shown(f"  {count:>9,}  {text}"))
    for name, hours in found.thin.items():
        if hours:
            text = f"hours of {name} with less than {LEAST_SHARE:.0%} of the readings"
            console.print(shown(f"  {hours:>9,}  {text}, left out"))


def _show_biases(console: Console, found: Imported) -> None:
    """Print measured against simulated hours."""
    table = Table(title="Simulated minus measured")
    table.add_column("zone", overflow="fold")
    table.add_column("quantity")
    for title in ("n h", "cover", "measured", "bias", "RMSE", "NMBE", "CV", "r"):
        table.add_column(title, justify="right")
    for one in found.biases:
        table.add_row(
            shown(f"{one.place.building} {one.place.zone}"),
            shown(f"{one.quantity} [{one.unit}]"),
            *_cells(one),
        )
    console.print(table)
    for one in found.biases:
        if one.bias is not None and one.bias.by_clock:
            hours = "  ".join(f"{x.clock:02d} {x.bias:+.3g}" for x in one.bias.by_clock)
            label = f"{one.place.building} {one.place.zone}, {one.quantity}"
            console.print(shown(f"bias by hour of day, {label}: {hours}"))
    _show_limits(console, found)


def _cells(one: ZoneBias) -> list[str]:
    """Return the figures of one comparison."""
    cover = f"{one.coverage:.1%}"
    bias = one.bias
    if bias is None:
        return [str(one.hours_measured), cover, "", "not simulated", *[""] * 4]
    figures = [f"{bias.mean_measured:.4g}", f"{bias.bias:+.3g}", f"{bias.rmse:.3g}"]
    shares = [f"{bias.nmbe:+.1%}", f"{bias.cvrmse:.1%}", f"{bias.correlation:.2f}"]
    cells = [str(bias.hours), cover, *figures, *shares]
    return [
        cell.replace("+nan", "–").replace("nan%", "–").replace("nan", "–")
        for cell in cells
    ]


def _show_limits(console: Console, found: Imported) -> None:
    """Print the limits beside what was found."""
    limit = GUIDELINE_14
    judged = [
        (one, one.bias)
        for one in found.biases
        if one.quantity == _TEMPERATURE and one.bias is not None
    ]
    for one, bias in judged:
        state = "inside" if bias.is_within(limit) else "OUTSIDE"
        text = (
            f"{one.place.building} {one.place.zone}: {state} NMBE ±{limit.nmbe:.0%} "
            f"and CV(RMSE) {limit.cvrmse:.0%} ({limit.source}, status {limit.status}); "
            f"{limit.note}"
        )
        console.print(shown(text))
    for name, share in found.covered.items():
        word = "enough" if share >= PEOPLE_COVERED else "NOT enough"
        text = (
            f"{name}: zones with a sensor hold {share:.0%} of its people, {word} by "
            f"the {PEOPLE_COVERED:.0%} of RESET Air (status V)"
        )
        console.print(shown(text))
    few = sum(one.coverage < HOURS_COVERED for one in found.biases)
    if few:
        text = f"{few} comparisons have less than {HOURS_COVERED:.0%} of their hours"
        console.print(shown(f"{text} (assumed limit, status A)"))


def _show_radon(console: Console, found: Imported) -> None:
    """Print radon as an annex of its own."""
    console.print(shown("radon, measured only: not simulated and in no criterion"))
    for one in found.radon:
        above = one.above()
        if above is None:
            state = f"no mean of a year, {one.months} of {MONTHS} months covered"
        else:
            state = "; ".join(
                f"{'ABOVE' if limit in above else 'not above'} {limit.level:g} of "
                f"{limit.source} (status {limit.status})"
                for limit in LIMITS
            )
        place = f"{one.place.building} {one.place.zone}"
        text = f"  {place}: {one.mean:.4g} Bq/m³ over {one.hours:,} h; {state}"
        console.print(shown(text))


def _show_sleep(console: Console, found: Imported) -> None:
    """Print sleep by class of bedroom air."""
    few = f"fewer than {LEAST_PERSONS}"
    persons = found.persons if found.persons >= LEAST_PERSONS else few
    table = Table(
        title=f"Sleep hours by air of the bedroom, {persons} persons; a description, "
        "no medical statement"
    )
    for title in ("air", "class"):
        table.add_column(title)
    for title in ("persons", "h each", "asleep", "heart rate 1/min"):
        table.add_column(title, justify="right")
    for one in found.sleep:
        kind = "measured" if one.is_measured else "simulated"
        for group in one.groups:
            table.add_row(
                f"{one.quantity}, {kind}",
                f"{group.low:g} to {group.high:g}",
                few if group.persons is None else str(group.persons),
                "" if group.hours is None else f"{group.hours:.1f}",
                "" if group.asleep is None else f"{group.asleep:.0%}",
                "" if group.heart_rate is None else f"{group.heart_rate:.1f}",
            )
    console.print(table)
