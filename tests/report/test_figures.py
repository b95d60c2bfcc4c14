"""Figures carry units, repeat to the byte, and say what they lack."""

import re
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from twin.report.data import NotComputedError
from twin.report.figures import PICTURES, draw_figures, write_figures
from twin.report.over_hours import figure_week, hottest_week, monthly_weather
from twin.report.over_places import figure_dwellings, figure_map
from twin.report.over_years import (
    END_USES,
    event_class,
    figure_carbon,
    figure_energy,
    figure_events,
)
from twin.report.style import to_svg

UNIT = re.compile(r"\[[^\]]+\]")
CATEGORICAL = {"month", "* mandatory     ° limit not checked against its source"}


@pytest.fixture(scope="module")
def by_name(drawn):
    return {one.picture.name: one for one in drawn}


@pytest.mark.parametrize("name", [one.name for one in PICTURES])
def test_every_axis_with_numbers_names_its_unit(by_name, name):
    figure = by_name[name].figure
    for axes in figure.axes:
        if not axes.axison:
            continue
        labels = [
            axis.get_label_text()
            for axis in (axes.xaxis, axes.yaxis)
            if axis.get_label_text() and axis.get_label_text() not in CATEGORICAL
        ]
        assert all(UNIT.search(label) for label in labels), labels
        for axis in (axes.xaxis, axes.yaxis):
            ticks = [one.get_text() for one in axis.get_ticklabels() if one.get_text()]
            if (
                axis.get_label_text()
                or not ticks
                or not axis.get_tick_params().get(
                    "labelbottom", axis.get_tick_params().get("labelleft", True)
                )
            ):
                continue
            assert not all(re.fullmatch(r"[−\d.]+", tick) for tick in ticks), ticks


def test_every_figure_answers_a_question():
    assert all(one.question.endswith("?") for one in PICTURES)
    assert len({one.name for one in PICTURES}) == len(PICTURES)


def test_each_figure_is_written_twice_and_again_with_the_same_bytes(
    small, drawn, tmp_path
):
    some = drawn[1:4]
    first = write_figures(tmp_path / "a", small, some)
    again = write_figures(tmp_path / "b", small, some)
    assert [one.suffix for one in first] == [".svg", ".png"] * len(some)
    for one, other in zip(first, again, strict=True):
        assert one.read_bytes() == other.read_bytes(), one.name


def test_texts_stored_as_categories_draw_the_same(small, by_name):
    def coded(frame):
        texts = [c for c in frame if isinstance(frame[c].iloc[0], str)]
        return frame.astype(dict.fromkeys(texts, "category"))

    other = replace(
        small,
        building_year=coded(small.building_year),
        zone_year=coded(small.zone_year),
        place_year=coded(small.place_year),
        burden_year=coded(small.burden_year),
        events=coded(small.events),
        hourly=coded(small.hourly),
    )
    for one in draw_figures(other):
        name = one.picture.name
        assert one.figure is not None, one.reason
        if name in {"differences", "carbon", "map", "people"}:
            assert to_svg(one.figure, "x") == to_svg(by_name[name].figure, "x")


def test_a_figure_without_data_says_so(small):
    nothing = replace(
        small,
        building_year=pd.DataFrame(),
        zone_year=pd.DataFrame(),
        place_year=pd.DataFrame(),
        events=pd.DataFrame(),
        buildings=pd.DataFrame(),
        hourly=pd.DataFrame(),
        weather_monthly=pd.DataFrame(),
        verdicts={},
    )
    for one in draw_figures(nothing):
        assert one.figure is None
        assert one.reason.startswith("not computed: ")


@pytest.mark.parametrize(
    ("table", "column"),
    [
        ("building_year", "carbon_embodied_kg"),
        ("zone_year", "co2_excess_night_p95_ppm"),
        ("place_year", "stay_h"),
        ("burden_year", "rate_low_daly"),
        ("events", "cause"),
        ("buildings", "outline"),
        ("hourly", "co2_ppm"),
        ("weather_monthly", "temp_mean_c"),
    ],
)
def test_a_missing_column_is_named(small, table, column):
    frame = getattr(small, table).drop(columns=[column])
    data = replace(small, **{table: frame})
    readers = {
        "building_year": "carbon", "zone_year": "dwellings", "events": "events",
        "place_year": "people", "burden_year": "people",
        "buildings": "map", "hourly": "week", "weather_monthly": "weather",
    }  # fmt: skip
    picture = next(one for one in PICTURES if one.name == readers[table])
    with pytest.raises(NotComputedError, match=column):
        picture.draw(data)


def test_one_scenario_has_nothing_to_be_compared_with(small):
    one = replace(small, scenarios=small.scenarios[:1])
    by_name = {picture.name: picture for picture in PICTURES}
    with pytest.raises(NotComputedError, match="no second scenario"):
        by_name["differences"].draw(one)
    assert by_name["map"].draw(one).axes


def test_the_carbon_line_ends_at_the_sum_of_all_years(small):
    figure = figure_carbon(small.building_year, {"as_usual": "As usual"})
    frame = small.building_year[small.building_year.scenario == "as_usual"]
    parts = ["carbon_operation_kg", "carbon_embodied_kg", "carbon_refrigerant_kg"]
    expected = frame[parts].to_numpy().sum() / frame.future.nunique() / 1e3
    time, value = figure.axes[0].lines[0].get_data()
    assert value[-1] == pytest.approx(expected, rel=1e-12)
    assert (value[0], time[0], time[-1]) == (0.0, 2025.0, 2060.0)


def test_the_bars_of_energy_are_as_long_as_the_energy_of_the_year(small):
    figure = figure_energy(small.building_year, {"cool_roofs": "Cool roofs"})
    frame = small.building_year
    last = frame[(frame.scenario == "cool_roofs") & (frame.year == 2059)]
    expected = last[list(END_USES)].to_numpy().sum() / last.future.nunique() / 1e3
    bars = figure.axes[2].patches
    assert sum(one.get_width() for one in bars) == pytest.approx(expected, rel=1e-12)


def test_the_hottest_week_is_found_by_trying_all_weeks(rng):
    temp = rng.normal(25.0, 4.0, 8760)
    start = hottest_week(np.arange(8760.0), temp)
    means = {24 * d: temp[24 * d : 24 * d + 168].mean() for d in range(359)}
    assert start == max(means, key=means.get)


def test_the_months_of_a_year_hold_all_its_hours():
    hour = np.arange(8760)
    months = monthly_weather(hour / 24.0, np.full(8760, 0.7), np.full(8760, 1000.0))
    assert months.irradiation_kwh_m2.sum() == pytest.approx(8760.0)
    assert months.temp_min_c[1] == pytest.approx(31.0)
    assert months.irradiation_kwh_m2[1] == pytest.approx(28 * 24)


@pytest.mark.parametrize(
    ("action", "cause", "expected"),
    [
        ("failed", "wear_out", "failures"),
        ("replaced", "rule", "replacements"),
        ("installed", "programme:roofs", "retrofits"),
        ("replaced", "programme:roofs", "retrofits"),
        ("removed", "programme:roofs", ""),
        ("finished", "programme:roofs", ""),
        ("recoated", "maintenance", "maintenance"),
    ],
)
def test_an_event_is_counted_once(action, cause, expected):
    assert event_class(action, cause) == expected


def test_a_week_of_an_unknown_scenario_is_not_drawn(small):
    with pytest.raises(NotComputedError, match="none of the scenarios"):
        figure_week(small.hourly, {"another": "Another"})


def test_the_map_sets_the_coolest_scenario_beside_the_baseline(small):
    """Last of three, and neither first nor last by name."""
    base = small.building_year[small.building_year.scenario == "as_usual"]
    hours = base.overheating_h
    three = [
        base,
        base.assign(scenario="b", overheating_h=0.5 * hours),
        base.assign(scenario="a", overheating_h=0.9 * hours),
    ]
    titles = {"as_usual": "Base", "a": "Warm", "b": "Cool"}
    figure = figure_map(pd.concat(three), small.buildings, titles)
    assert [axes.get_title(loc="left") for axes in figure.axes[:2]] == ["Base", "Cool"]
    last = base[(base.year == 2059) & (base.building_id == "b002")]
    drawn = figure.axes[1].collections[0].get_array()[2]
    assert drawn == pytest.approx(0.5 * last.overheating_h.mean())


def test_the_spread_of_carbon_dioxide_is_that_of_the_worst_rooms():
    rows = [
        {"scenario": "s", "future": f, "year": 2025, "building_id": b, "use": u}
        | {"floor_area_m2": area, "overheating_h": hours}
        | {"co2_excess_day_p95_ppm": co2, "co2_excess_night_p95_ppm": np.nan}
        for f in (0, 1)
        for b, u, area, hours, co2 in (
            ("h", "dwelling", 30.0, 100.0, 700.0 + 100.0 * f),
            ("h", "dwelling", 10.0, 500.0, 500.0),
            ("s", "school", 10.0, 9999.0, 9999.0),
        )
    ]
    figure = figure_dwellings(pd.DataFrame(rows), {"s": "S"})
    points = [axes.lines[-1].get_xdata() for axes in figure.axes[:2]]
    assert points[0] == pytest.approx([200.0])
    assert points[1] == pytest.approx([750.0])


def test_events_are_counted_per_future_and_year():
    rows = [
        {"scenario": "s", "future": f, "time": t, "action": a, "cause": "wear_out"}
        for f, t, a in (
            (0, 2025.5, "failed"),
            (0, 2025.9, "failed"),
            (1, 2025.0, "failed"),
            (1, 2026.0, "replaced"),
        )
    ]
    figure = figure_events(pd.DataFrame(rows), {"s": "S"})
    failures, replaced, *_ = figure.axes[0].collections
    assert failures.get_paths()[0].get_extents().y1 == pytest.approx(1.5)
    assert replaced.get_paths()[0].get_extents().y1 == pytest.approx(1.5)
    assert replaced.get_paths()[0].contains_point((2026.5, 0.25))
    assert not replaced.get_paths()[0].contains_point((2026.5, 0.75))
