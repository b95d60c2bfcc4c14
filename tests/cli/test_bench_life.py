"""Lives are timed by a command; no time is asserted."""

import json

import pytest
from typer.testing import CliRunner

from twin.cli.bench_life import MemoUse, measure_memo
from twin.cli.main import app
from twin.io.project import load_project

SMALL = ["bench", "--life", "--buildings", "4", "--futures", "1"]


def test_a_bench_of_lives_tells_events_beside_plain_simpy_and_the_memo():
    done = CliRunner().invoke(app, [*SMALL, "--json"], catch_exceptions=False)
    assert done.exit_code == 0
    told = json.loads(done.stdout)
    assert {one["scenario"] for one in told["lives"]} >= {"baseline", "deep_retrofit"}
    for one in told["lives"]:
        assert one["events"] > 0
        assert one["event_rate"] == pytest.approx(one["events"] / one["seconds"])
        assert one["seconds_thousand"] == pytest.approx(one["seconds"] * 2500.0)
    memo = told["memo"]
    assert memo["hit_rate"] == pytest.approx(1.0 - memo["distinct"] / memo["asked"])


def test_the_memo_answers_all_that_a_scenario_of_another_name_asks():
    project = load_project(scenarios=["baseline"])
    one = measure_memo(project, project.scenarios, 1)
    two = measure_memo(project, project.scenarios * 2, 1)
    assert two.asked == 2 * one.asked
    assert two.distinct == one.distinct
    assert two.hit_rate > one.hit_rate > 0.5


def test_a_study_without_questions_has_no_hits():
    nothing = MemoUse(
        scenarios=0, futures=0, buildings=0, asked=0, distinct=0, seconds=0.0
    )
    assert nothing.hit_rate == 0.0
