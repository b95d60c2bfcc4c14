"""Schedules of EnergyPlus: every minute of a year that begins on a Wednesday."""

import numpy as np
import pytest

from twin.io.energyplus.objects import Model, Object
from twin.io.energyplus.schedule import Schedules
from twin.io.timetable import commonest_day

ALWAYS = ["Through: 12/31", "For: AllDays"]


def read(raw, name="s"):
    """The schedule of a name, and the model in which problems are recorded."""
    model = Model(raw)
    user = Object("Lights", "l", {"schedule_name": name}, model.findings)
    return Schedules(model).named(user, "schedule_name"), model


def compact(*words):
    return read({"Schedule:Compact": {"S": {"data": [{"field": w} for w in words]}}})


def test_a_step_within_an_hour_counts_by_its_minutes():
    schedule, _ = compact(*ALWAYS, "Until: 7:15", 10.0, "Until: 24:00", 20.0)
    assert schedule.hour_means()[0, 6:9] == pytest.approx([10.0, 17.5, 20.0])
    assert schedule.hour_ends()[200, 6:9] == pytest.approx([10.0, 20.0, 20.0])


def test_weekdays_and_weekends_fall_on_the_days_of_the_year():
    schedule, _ = compact(
        "Through: 12/31", "For: Weekdays SummerDesignDay", "Until: 24:00", 1.0,
        "For: AllOtherDays", "Until: 24:00", 0.0,
    )  # fmt: skip
    days = schedule.hour_means()[:, 0]
    assert list(days[:7]) == [1, 1, 1, 0, 0, 1, 1]
    assert days.sum() == 261


def test_days_that_have_a_value_keep_it():
    schedule, _ = compact(
        "Through: 12/31", "For: Saturday", "Until: 24:00", 5.0,
        "For: AllDays", "Until: 24:00", 1.0,
    )  # fmt: skip
    assert schedule.hour_means()[3, 0] == 5.0
    assert schedule.hour_means()[4, 0] == 1.0


def test_parts_of_the_year_end_on_their_last_day():
    schedule, _ = compact(
        "Through: 3/31", "For: AllDays", "Until: 24:00", 1,
        "Through: 12/31", "For AllDays", "Until: 24:00", "2.5",
    )  # fmt: skip
    days = schedule.hour_means()[:, 12]
    assert days[89] == 1.0
    assert days[90] == 2.5


def test_a_linear_schedule_runs_straight_between_its_points():
    schedule, _ = compact(
        *ALWAYS, "Interpolate: Linear", "Until: 12:00", 0.0, "Until: 24:00", 12.0
    )
    assert schedule.hour_means()[0, 11] == pytest.approx(0.0)
    assert schedule.hour_means()[0, 12] == pytest.approx(0.5, abs=0.02)
    assert schedule.hour_ends()[0, 23] == pytest.approx(12.0)


def test_a_year_of_weeks_of_days_is_read():
    names = ("monday", "tuesday", "wednesday", "thursday", "friday")
    week = {f"{day}_schedule_day_name": "Work" for day in names}
    week |= {f"{day}_schedule_day_name": "Rest" for day in ("saturday", "sunday")}
    parts = {"start_month": 1, "start_day": 1, "end_month": 12, "end_day": 31}
    raw = {
        "Schedule:Year": {
            "S": {"schedule_weeks": [parts | {"schedule_week_name": "W"}]}
        },
        "Schedule:Week:Daily": {"W": week},
        "Schedule:Day:Hourly": {"Work": {f"hour_{h}": float(h) for h in range(1, 25)}},
        "Schedule:Day:Interval": {
            "Rest": {"data": [{"time": "Until: 24:00", "value_until_time": 7.0}]}
        },
    }
    schedule, model = read(raw)
    assert model.findings.problems == []
    assert list(schedule.hour_means()[0]) == list(range(1, 25))
    assert set(schedule.hour_means()[3]) == {7.0}


def test_no_schedule_is_always_and_a_constant_is_constant():
    always, _ = read({}, "")
    half, _ = read({"Schedule:Constant": {"S": {"hourly_value": 0.5}}})
    assert set(always.hour_means().ravel()) == {1.0}
    assert set(half.hour_ends().ravel()) == {0.5}


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["Through: 6/30", "For: AllDays", "Until: 24:00", 1], "day 182"),
        ([*ALWAYS, "Until: 25:00", 1], "at most 24:00"),
        (["Through: 13/1", "For: AllDays", "Until: 24:00", 1], "such as 12/31"),
        (["Through: 12/31", "For: Funday", "Until: 24:00", 1], "no type of day"),
        ([*ALWAYS, "Until: 24:00", 1, "whenever"], "neither keyword nor number"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_words(words, message):
    _, model = compact(*words)
    assert message in " ".join(map(str, model.findings.problems))


def test_an_unknown_name_and_a_file_are_refused():
    _, unknown = read({}, "nothing")
    assert "names no schedule" in str(unknown.findings.problems[0])
    _, file = read({"Schedule:File": {"S": {"file_name": "x.csv"}}})
    assert "files are not read" in str(file.findings.problems[0])


def test_the_commonest_day_is_the_one_with_most_days():
    days = np.zeros((365, 24))
    days[:100] = 1.0
    assert commonest_day(days, 9.0) == (0.0,) * 24
    assert commonest_day(None, 9.0) == (9.0,) * 24
