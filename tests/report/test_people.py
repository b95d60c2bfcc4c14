"""Residents in the report: places add up, bounds are drawn, absent people are told."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from twin.report.data import NotComputedError
from twin.report.over_people import exposure_by_place, figure_people, people_lines
from twin.report.page import render_page

LAST = 2059


@pytest.fixture(scope="module")
def last(small):
    frame = small.place_year
    return frame[(frame.scenario == "as_usual") & (frame.year == LAST)]


def test_places_of_a_group_add_up_to_what_its_member_breathes(last):
    parts = exposure_by_place(last)
    air = last.pm25_outdoor_born_ug_m3 + last.pm25_indoor_born_ug_m3
    for group, rows in last.groupby("group"):
        wanted = np.average(air[rows.index], weights=rows.stay_h)
        assert parts.loc[group].sum() == pytest.approx(wanted, rel=1e-12)
    assert parts.index.tolist() == ["pupil", "worker", "at_home"]
    assert parts.loc["worker", "school"] == 0.0
    # Two futures, 8.0 and 8.1 µg/m³, for 2000 of 8760 hours.
    assert parts.loc["pupil", "school"] == pytest.approx(8.05 * 2000.0 / 8760.0)


def test_hours_whose_air_nobody_knows_are_left_out_of_the_mean(small):
    frame = small.place_year
    own = frame[(frame.scenario == "as_usual") & (frame.year == 2030)]
    parts = exposure_by_place(own)
    assert "school" not in parts
    pupil = (10.05 * 6000.0 + 8.05 * 760.0) / 6760.0
    assert parts.loc["pupil"].sum() == pytest.approx(pupil)


def test_bars_and_bounds_are_as_long_as_the_numbers(small):
    figure = figure_people(small.place_year, small.burden_year, small.titles)
    upper, lower = figure.axes
    ends = {}
    for bar in upper.patches:
        row = round(bar.get_y() + 0.5 * bar.get_height())
        ends[row] = max(ends.get(row, 0.0), bar.get_x() + bar.get_width())
    parts = exposure_by_place(
        small.place_year[
            (small.place_year.scenario == "as_usual") & (small.place_year.year == LAST)
        ]
    )
    assert [ends[row] for row in range(3)] == pytest.approx(parts.sum(axis=1).tolist())
    bounds = [one.get_segments()[0][:, 0].tolist() for one in lower.collections]
    # PM2.5 of the first scenario: 1500 and 1515 in two futures, a half more or less.
    assert bounds[0] == pytest.approx([753.75, 2261.25])
    points = [line.get_xdata()[0] for line in lower.lines]
    assert points[0] == pytest.approx(1507.5)
    assert len(points) == len(bounds) == 6


def test_lines_of_the_table_are_means_over_the_futures_of_the_last_year(small):
    lines, year = people_lines(small)
    assert (len(lines), year) == (8, LAST)
    first = lines[0]
    assert (first.scenario, first.agent) == ("As usual", "PM2.5")
    assert first.rate.replace("\u202f", "") == "1508"
    assert first.bounds.replace("\u202f", "") == "754 to 2261"
    assert first.exposure == "15.1"
    # One future each: the first by name.
    assert first.worst_group == "at home"
    assert (first.group_ratio, first.dwelling_ratio) == ("1.25", "3.50")
    assert (first.worst_home, first.concentration) == ("b007", "−0.250")
    more = small.inequality_year.assign(worst_group="pupil")
    lines, _ = people_lines(replace(small, inequality_year=more))
    assert lines[0].worst_group == "pupil"


@pytest.mark.parametrize("table", ["burden_year", "inequality_year"])
def test_without_residents_the_table_says_not_computed(small, drawn, table):
    without = replace(small, **{table: pd.DataFrame()})
    with pytest.raises(NotComputedError, match=table):
        people_lines(without)
    page = render_page(without, drawn)
    part = page[page.index('id="people"') : page.index('id="figures"')]
    assert f"not computed: the table {table} is empty" in part
    assert "<table" not in part


def test_names_of_groups_and_homes_never_become_markup(small, drawn):
    nasty = "<script>$x$</script>"
    data = replace(
        small,
        inequality_year=small.inequality_year.assign(
            worst_group=nasty, worst_building_id=nasty
        ),
        place_year=small.place_year.assign(
            group=nasty, place=small.place_year.place.astype("str") + "<b>"
        ),
    )
    page = render_page(data, drawn)
    assert nasty not in page
    assert "&lt;script&gt;$x$&lt;/script&gt;" in page
    figure = figure_people(data.place_year, data.burden_year, data.titles)
    texts = [one.get_text() for one in figure.axes[0].get_yticklabels()]
    assert texts == [r"<script>\$x\$</script>"]


def test_a_report_without_the_first_scenario_shows_the_next(small):
    names = {"cool_roofs": "Cool roofs", "nothing": "Not run"}
    figure = figure_people(small.place_year, small.burden_year, names)
    assert figure.axes[0].get_title(loc="left").startswith("Cool roofs")
