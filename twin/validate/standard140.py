"""Thermal-fabric cases of ANSI/ASHRAE Standard 140: run, and judged by known ranges.

The cases are detailed building files (`twin.io.detailed`); the weather is the
user's. Where the weather is not that of the cases nothing is judged.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import twin
from twin.annual.once import simulate_once
from twin.annual.outdoor import OutdoorYear
from twin.annual.series import Hours
from twin.ground.errors import InputError, Problem
from twin.io.detailed import Place, read_detailed
from twin.io.schema import suggest
from twin.model.building import Building
from twin.validate.standard140_figures import (
    Figure,
    Month,
    figures_of_climate,
    figures_of_hours,
    months_of_hours,
)
from twin.validate.standard140_ranges import Expected, Mark, expected
from twin.weather.series import WeatherYear

WEATHER: Final = (
    "725650 Denver International Airport TMY3; an EPW file of it is offered by "
    "climate.onebuilding.org and energyplus.net/weather, and comes with the standard"
)
"""Which weather the cases belong to, and where to get it."""

CLIMATE_CASE: Final = "600"
"""Case that is asked for sunlight and sky as well."""

_FILE: Final = re.compile(r"case(\d+)(FF)?\.yaml")
_DEGREES: Final = 0.05  # latitude and longitude of the weather may differ by this
_METRES: Final = 50.0  # its elevation by this


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One figure of a case beside what is expected of it."""

    figure: Figure
    expected: Expected

    @property
    def mark_example(self) -> Mark:
        """Whether it lies among the example programs."""
        span = self.expected.example
        return Mark.UNKNOWN if span is None else span.mark(self.figure.value)

    @property
    def mark_acceptance(self) -> Mark:
        """Whether it lies in the acceptance range."""
        span = self.expected.acceptance
        return Mark.UNKNOWN if span is None else span.mark(self.figure.value)

    @property
    def mark(self) -> Mark:
        """The mark that counts: by acceptance where known, else by example."""
        first = self.mark_acceptance
        return self.mark_example if first is Mark.UNKNOWN else first


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class CaseResult:
    """A case that was run."""

    case: str
    title: str
    building: Building
    lines: tuple[Line, ...]
    months: tuple[Month, ...]
    hours: Hours
    is_judged: bool
    """Whether the weather is that of the case."""

    @property
    def missed(self) -> tuple[Line, ...]:
        """Figures that lie outside the range that counts."""
        return tuple(one for one in self.lines if one.mark is Mark.OUT)


def case_folder() -> Path:
    """Return the folder of the cases: of the checkout, else of the package.

    Returns
    -------
    Path
        An existing folder.

    Raises
    ------
    InputError
        The installation lacks it.
    """
    package = Path(twin.__file__).resolve().parent
    places = (
        package.parent / "tests" / "validation" / "standard140",
        package / "defaults" / "standard140",
    )
    for place in places:
        if place.is_dir():
            return place
    message = "the cases are not installed; give their folder with --cases"
    raise InputError(str(places[-1]), [Problem(path="", message=message)])


def find_cases(folder: Path, wanted: Sequence[str] = ()) -> dict[str, Path]:
    """Return the files of cases, in the order of their numbers.

    Parameters
    ----------
    folder
        Folder of files ``case600.yaml``, ``case600FF.yaml`` …
    wanted
        Numbers of cases, all of the folder if empty.

    Returns
    -------
    dict[str, Path]
        Files by the number of the case.

    Raises
    ------
    InputError
        The folder holds no case, or not one that is wanted.
    """
    names = [_FILE.fullmatch(path.name) for path in folder.glob("case*.yaml")]
    matches = sorted((int(one[1]), one[2] or "") for one in names if one)
    found = {
        f"{number}{suffix}": folder / f"case{number}{suffix}.yaml"
        for number, suffix in matches
    }
    problems = [
        Problem(path="case", message=f"unknown; {suggest(one, found)}", given=one)
        for one in wanted
        if one not in found
    ]
    if not found:
        problems = [Problem(path="", message="holds no file case<number>.yaml")]
    if problems:
        raise InputError(str(folder), problems)
    return {key: path for key, path in found.items() if not wanted or key in wanted}


def run_case(case: str, path: Path, outdoor: OutdoorYear) -> CaseResult:
    """Return the figures of a case.

    Parameters
    ----------
    case
        Number of the case.
    path
        Its file.
    outdoor
        Climate year.

    Returns
    -------
    CaseResult
        Judged where the weather belongs to the case.

    Raises
    ------
    InputError
        The file is not usable.
    """
    detailed = read_detailed(path)
    building = detailed.building
    hours = simulate_once(building, outdoor)
    figures = figures_of_hours(building, hours)
    if case == CLIMATE_CASE:
        figures += figures_of_climate(building, outdoor)
    is_judged = belongs(outdoor.weather, detailed.place)
    return CaseResult(
        case=case,
        title=building.name,
        building=building,
        lines=tuple(
            Line(
                figure=one,
                expected=expected(case, one.metric) if is_judged else Expected(),
            )
            for one in figures
        ),
        months=months_of_hours(building, hours),
        hours=hours,
        is_judged=is_judged,
    )


def belongs(weather: WeatherYear, place: Place | None) -> bool:
    """Return whether weather was taken where a building stands.

    Parameters
    ----------
    weather
        Weather of a year.
    place
        Where the building stands, None for anywhere.

    Returns
    -------
    bool
        Whether latitude, longitude and elevation agree.
    """
    if place is None:
        return False
    return (
        abs(weather.latitude - place.latitude) <= _DEGREES
        and abs(weather.longitude - place.longitude) <= _DEGREES
        and abs(weather.elevation - place.elevation) <= _METRES
    )
