"""What ``twin validate standard140`` does and prints."""

import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

from rich.console import Console
from rich.table import Table

from twin.annual.outdoor import OutdoorYear, prepare_outdoor
from twin.cli.plain import plain
from twin.cli.show import shown
from twin.io.epw import read_epw
from twin.validate.standard140 import (
    WEATHER,
    CaseResult,
    Line,
    case_folder,
    find_cases,
    run_case,
)
from twin.validate.standard140_figures import hour_name
from twin.validate.standard140_ranges import SOURCES, Mark, Span
from twin.validate.standard140_write import as_data, write_hours
from twin.weather.quality import QualityReport

_PIPED_WIDTH: Final = 132  # characters of a line where there is no terminal
_DECIMALS: Final = {"MWh": 3, "kW": 3, "°C": 2, "kWh/m²": 1}
_COLOURS: Final = {Mark.IN: "[green]in[/]", Mark.OUT: "[red]OUT[/]", Mark.UNKNOWN: "-"}
_TITLES: Final = {
    "annual_heating": "heating of the year",
    "annual_cooling": "cooling of the year",
    "peak_heating": "peak heating",
    "peak_cooling": "peak cooling",
    "ff_temp_mean": "floating air, mean",
    "ff_temp_min": "floating air, lowest",
    "ff_temp_max": "floating air, highest",
    "incident_solar_horizontal": "sunlight, horizontal",
    "incident_solar_north": "sunlight, north",
    "incident_solar_east": "sunlight, east",
    "incident_solar_south": "sunlight, south",
    "incident_solar_west": "sunlight, west",
    "transmitted_solar_south": "sunlight, through glass",
    "sky_temp_mean": "sky, mean",
    "sky_temp_min": "sky, lowest",
    "sky_temp_max": "sky, highest",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What the command was asked for."""

    weather: Path
    cases: tuple[str, ...] = ()
    """Numbers of cases, all if empty."""
    folder: Path | None = None
    """Folder of case files, None for the embedded ones."""
    form: Literal["table", "json", "markdown"] = "table"
    is_monthly: bool = False
    hourly: Path | None = None
    """Folder for tables of hours, None for none."""


def run_and_show(wanted: Wanted) -> int:
    """Run the cases and print what was found.

    Parameters
    ----------
    wanted
        What the command was asked for.

    Returns
    -------
    int
        1 if a known range is missed, else 0.

    Raises
    ------
    InputError
        The weather, a case or the folder of hours is not usable.
    """
    files = find_cases(wanted.folder or case_folder(), wanted.cases)
    weather, quality = read_epw(wanted.weather)
    outdoor = prepare_outdoor(weather)
    results = []
    for case, path in files.items():
        result = run_case(case, path, outdoor)
        if wanted.hourly is not None:
            write_hours(wanted.hourly, result, outdoor)
        results.append(result)
    if wanted.form == "json":
        data = as_data(results, weather)
        print(json.dumps(data, indent=2, ensure_ascii=False))
    elif wanted.form == "markdown":
        for line in markdown(results, outdoor, quality):
            print(plain(line))
    else:
        _print_tables(results, outdoor, quality, is_monthly=wanted.is_monthly)
    return 1 if any(one.missed for one in results) else 0


def _print_tables(
    results: Sequence[CaseResult],
    outdoor: OutdoorYear,
    quality: QualityReport,
    *,
    is_monthly: bool,
) -> None:
    """Print the tables and what belongs below them."""
    console = Console(width=None if sys.stdout.isatty() else _PIPED_WIDTH)
    console.print(figures_table(results))
    if is_monthly:
        console.print(months_table(results))
    for line in remarks(results, outdoor, quality):
        console.print(shown(line))


def figures_table(results: Sequence[CaseResult]) -> Table:
    """Return all figures beside the ranges that are known for them.

    Parameters
    ----------
    results
        Cases that were run.

    Returns
    -------
    Table
        One row a figure.
    """
    table = Table(title="Standard 140-2020/2023, thermal fabric")
    table.add_column("case")
    table.add_column("figure", overflow="fold")
    table.add_column("value", justify="right")
    table.add_column("unit")
    table.add_column("when")
    table.add_column("example programs", justify="right")
    table.add_column("")
    table.add_column("acceptance", justify="right")
    table.add_column("")
    table.add_column("status")
    for one in results:
        name = one.case
        for line in one.lines:
            figure = line.figure
            table.add_row(
                name,
                _TITLES[figure.metric],
                value_text(line),
                figure.unit,
                hour_name(figure.hour),
                _span_text(line.expected.example),
                _COLOURS[line.mark_example],
                _span_text(line.expected.acceptance),
                _COLOURS[line.mark_acceptance],
                _status_text(line),
            )
            name = ""
        table.add_section()
    return table


def months_table(results: Sequence[CaseResult]) -> Table:
    """Return the months of all cases.

    Parameters
    ----------
    results
        Cases that were run.

    Returns
    -------
    Table
        Three rows a case: heating and cooling [kWh], mean air temperature [°C].
    """
    table = Table(title="Months: heating and cooling in kWh, mean air in °C")
    table.add_column("case")
    table.add_column("")
    for number in range(1, 13):
        table.add_column(str(number), justify="right")
    for one in results:
        rows = (
            ("heating", [f"{month.heating_kwh:.0f}" for month in one.months]),
            ("cooling", [f"{month.cooling_kwh:.0f}" for month in one.months]),
            ("air", [f"{month.temp_mean:.1f}" for month in one.months]),
        )
        for index, (name, cells) in enumerate(rows):
            table.add_row(one.case if index == 0 else "", name, *cells)
        table.add_section()
    return table


def remarks(
    results: Sequence[CaseResult], outdoor: OutdoorYear, quality: QualityReport
) -> Iterator[str]:
    """Yield what belongs below the tables: verdict, weather, sources.

    Parameters
    ----------
    results
        Cases that were run.
    outdoor
        Climate year.
    quality
        What was found about the weather file.

    Yields
    ------
    str
        One line each.
    """
    lines = [line for one in results for line in one.lines]
    judged = [one for one in lines if one.mark is not Mark.UNKNOWN]
    missed = [(one, line) for one in results for line in one.missed]
    inside = len(judged) - len(missed)
    yield f"{inside} of {len(judged)} judged figures inside; {len(lines)} in all"
    yield "A figure is judged by the acceptance range, else by the example programs."
    for one, line in missed:
        span = line.expected.acceptance or line.expected.example
        title = _TITLES[line.figure.metric]
        yield f"OUT: {one.case} {title} {value_text(line)} {line.figure.unit} ({span})"
    weather = outdoor.weather
    yield (
        f"weather: {weather.name}, {weather.latitude:.2f}° {weather.longitude:.2f}° "
        f"{weather.elevation:.0f} m, {weather.source_note}"
    )
    for finding in quality.corrections:
        yield f"weather corrected: {finding.check}: {finding.correction}"
    if not all(one.is_judged for one in results):
        yield f"not judged: the weather of the cases is {WEATHER}"
    used = {
        span.source
        for line in lines
        for span in (line.expected.example, line.expected.acceptance)
        if span is not None
    }
    for key in sorted(used):
        yield f"source {key}: {SOURCES[key]}"


def markdown(
    results: Sequence[CaseResult], outdoor: OutdoorYear, quality: QualityReport
) -> Iterator[str]:
    """Yield the tables of a page: figures that are judged, then all cases.

    Parameters
    ----------
    results
        Cases that were run.
    outdoor
        Climate year.
    quality
        What was found about the weather file.

    Yields
    ------
    str
        Lines of Markdown.
    """
    yield "### Verdict"
    yield ""
    for line in remarks(results, outdoor, quality):
        yield f"- {line}"
    yield ""
    yield "### Figures for which a range is known"
    yield ""
    yield "| case | figure | value | when | example programs | | acceptance | |"
    yield "|---|---|---:|---|---:|---|---:|---|"
    for one in results:
        for row in one.lines:
            if row.mark is not Mark.UNKNOWN:
                yield _markdown_row(one.case, row)
    yield ""
    yield "### All cases"
    yield ""
    for title, metrics in (
        ("Loads", ("annual_heating", "annual_cooling", "peak_heating", "peak_cooling")),
        ("Free-floating air", ("ff_temp_mean", "ff_temp_min", "ff_temp_max")),
    ):
        yield from _markdown_cases(title, metrics, results)


def _markdown_row(case: str, line: Line) -> str:
    """Return a figure as a row of Markdown."""
    cells = (
        case,
        _TITLES[line.figure.metric],
        f"{value_text(line)} {line.figure.unit}",
        hour_name(line.figure.hour),
        _span_text(line.expected.example),
        str(line.mark_example),
        _span_text(line.expected.acceptance),
        str(line.mark_acceptance),
    )
    return f"| {' | '.join(cells)} |"


def _markdown_cases(
    title: str, metrics: Sequence[str], results: Sequence[CaseResult]
) -> Iterator[str]:
    """Yield a table with one row a case."""
    yield f"| {title} | {' | '.join(_TITLES[one] for one in metrics)} |"
    yield f"|---|{'---:|' * len(metrics)}"
    for one in results:
        by_name = {line.figure.metric: line for line in one.lines}
        if not set(metrics) <= set(by_name):
            continue
        cells = []
        for name in metrics:
            line = by_name[name]
            when = hour_name(line.figure.hour)
            text = f"{value_text(line)} {line.figure.unit}"
            cells.append(f"{text}, {when}" if when else text)
        yield f"| {_cell(one.title)} | {' | '.join(cells)} |"
    yield ""


def _cell(text: str) -> str:
    """Return a text of a file fit for a cell of Markdown."""
    escaped = "".join(f"\\{one}" if one in "\\|`*_[]<>" else one for one in text)
    return " ".join(escaped.split())


def value_text(line: Line) -> str:
    """Return the value of a figure with the decimals of its unit.

    Parameters
    ----------
    line
        Figure.

    Returns
    -------
    str
        Value without unit.
    """
    return f"{line.figure.value:.{_DECIMALS[line.figure.unit]}f}"


def _span_text(span: Span | None) -> str:
    """Return a range, or nothing."""
    return "" if span is None else str(span)


def _status_text(line: Line) -> str:
    """Return how far the ranges of a figure were verified, and their sources."""
    spans = (line.expected.example, line.expected.acceptance)
    return ", ".join(f"{one.status} {one.source}" for one in spans if one is not None)
