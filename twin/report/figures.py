"""All figures of a report, each with the question that it answers."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from matplotlib.figure import Figure

from twin.report.data import NotComputedError, ReportData
from twin.report.over_hours import figure_weather, figure_week
from twin.report.over_people import figure_people
from twin.report.over_places import figure_dwellings, figure_map
from twin.report.over_scenarios import figure_differences, figure_verdicts
from twin.report.over_years import figure_carbon, figure_energy, figure_events
from twin.report.style import to_png, to_svg
from twin.report.summary import summarise


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A figure that a report may have."""

    name: str
    """Name of its files."""
    title: str
    question: str
    """What the reader learns from it."""
    caption: str
    draw: Callable[[ReportData], Figure]


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """A figure as it came out."""

    picture: Picture
    figure: Figure | None
    """None where it was not computed."""
    reason: str = ""
    """Why it was not computed, else empty."""


def _differences(data: ReportData) -> Figure:
    """Summarise and draw the differences."""
    table = summarise(
        data.building_year,
        data.buildings,
        discount_rate=data.discount_rate,
        scenarios=list(data.titles),
    )
    return figure_differences(table, data.titles)


PICTURES: Final = (
    Picture(
        name="differences",
        title="Differences to the baseline",
        question="Which scenario is better than the baseline, and how surely?",
        caption="Each future is compared with the same future of the baseline, so luck "
        "cancels. Left of zero is better. The share of futures in which the scenario "
        "is better stands on the right.",
        draw=_differences,
    ),
    Picture(
        name="carbon",
        title="Whole-life carbon",
        question="How much carbon has been emitted by when?",
        caption="Operation, embodied carbon and refrigerant (EN 15978 modules A to C) "
        "added up since the start; the line is the mean and the band holds 90 % of "
        "the futures. Module D is not in it.",
        draw=lambda data: figure_carbon(data.building_year, data.titles),
    ),
    Picture(
        name="energy",
        title="Final energy",
        question="What is energy used for, and how does that change?",
        caption="Electricity by end use, whether bought or from the roof, and fuels, "
        "in the first, the middle and the last year of the study.",
        draw=lambda data: figure_energy(data.building_year, data.titles),
    ),
    Picture(
        name="map",
        title="Map of the community",
        question="Where does it get too hot?",
        caption="Occupied hours above the upper limit of EN 16798-1 category III in "
        "the last year, mean of the futures: baseline and the scenario with the "
        "fewest. Hatched buildings are not known.",
        draw=lambda data: figure_map(data.building_year, data.buildings, data.titles),
    ),
    Picture(
        name="dwellings",
        title="Spread over the dwellings",
        question="Who is left behind?",
        caption="Overheating is the floor-area mean of a dwelling, CO₂ its worst room.",
        draw=lambda data: figure_dwellings(data.zone_year, data.titles),
    ),
    Picture(
        name="people",
        title="Residents: what they breathe and what it costs them",
        question="Who breathes most, where, and how many healthy years does it cost?",
        caption="Mean of the futures. Bounds are those of the responses, wider than "
        "a 95 % interval. Agents overlap and are never added up; mortality, days and "
        "shares of the residents are unverified.",
        draw=lambda data: figure_people(data.place_year, data.burden_year, data.titles),
    ),
    Picture(
        name="week",
        title="Hottest week of a room",
        question="What do people feel and breathe when it is hottest?",
        caption="The seven whole days with the highest mean outdoor temperature in "
        "the hours of one room.",
        draw=lambda data: figure_week(data.hourly, data.titles),
    ),
    Picture(
        name="events",
        title="Events over the years",
        question="When do things fail, and when is work done?",
        caption="Events in the whole community per year, mean of the futures.",
        draw=lambda data: figure_events(data.events, data.titles),
    ),
    Picture(
        name="verdicts",
        title="Verdicts",
        question="Which criteria does each scenario meet?",
        caption="Sign and word of the certified level; a higher level is named where "
        "it is reached. Not shown counts as not met.",
        draw=lambda data: figure_verdicts(data.verdicts, data.titles),
    ),
    Picture(
        name="weather",
        title="Months of the weather file",
        question="Which weather do all of these numbers stand on?",
        caption="Before any warming is added; the band of temperature reaches from the "
        "lowest to the highest hour of the month.",
        draw=lambda data: figure_weather(
            data.weather_monthly,
            data.weather_name,
            is_synthetic=data.is_weather_synthetic,
        ),
    ),
)
"""Figures in the order of the report."""


def draw_figures(data: ReportData) -> tuple[Drawn, ...]:
    """Draw every figure that the data allow.

    Parameters
    ----------
    data
        What the report is made of.

    Returns
    -------
    tuple
        One entry per figure; what could not be drawn says why.
    """
    return tuple(_drawn(picture, data) for picture in PICTURES)


def _drawn(picture: Picture, data: ReportData) -> Drawn:
    """Draw one figure or note why it is missing."""
    try:
        return Drawn(picture=picture, figure=picture.draw(data))
    except NotComputedError as missing:
        return Drawn(picture=picture, figure=None, reason=f"not computed: {missing}")


def write_figures(
    folder: Path, data: ReportData, drawn: tuple[Drawn, ...] | None = None
) -> list[Path]:
    """Write the figures as SVG and PNG.

    Parameters
    ----------
    folder
        Folder to write to; it is made if it does not exist.
    data
        What the report is made of.
    drawn
        Figures of the same data that were drawn before, to save time.

    Returns
    -------
    list
        Files written, two for each figure that was computed.
    """
    folder.mkdir(parents=True, exist_ok=True)
    written: list[Path] = []
    for one in drawn if drawn is not None else draw_figures(data):
        if one.figure is None:
            continue
        vector = folder / f"{one.picture.name}.svg"
        svg = to_svg(one.figure, one.picture.name)
        vector.write_text(svg, encoding="utf-8", newline="\n")
        pixels = folder / f"{one.picture.name}.png"
        to_png(one.figure, pixels)
        written += [vector, pixels]
    return written
