"""The command of the year outdoors: what it prints, writes and refuses."""

import json

import pandas as pd


def test_a_year_is_printed_and_written_whole(say, small, tmp_path):
    out = tmp_path / "hours.csv"
    said = say("doorstep", "-p", small, "--out", out, "--warming", 1)
    assert said.code == 0
    assert "1 K warmer" in said.out
    assert "In the shade: highest" in said.out
    assert "status G" in " ".join(said.out.split())
    hours = pd.read_csv(out)
    assert len(hours) == 2 * 8760
    assert [one.name for one in tmp_path.iterdir()] == ["hours.csv"]


def test_programs_read_json(say, small):
    said = say("doorstep", "-p", small, "--json", "--sky-view", 1)
    found = json.loads(said.out)
    assert found["sky_view"] == 1
    assert sum(one["day_h"] + one["night_h"] for one in found["classes"]) == 2 * 8760
    assert len(found["months"]) == 24


def test_what_cannot_be_is_refused_and_nothing_is_written(say, small, tmp_path):
    out = tmp_path / "hours.csv"
    said = say("doorstep", "-p", small, "--out", out, "--bowen", 0, "--warming", "nan")
    assert said.code == 2
    for option in ("--bowen", "--warming"):
        assert option in said.err
    assert say("doorstep", "-p", small, "--albedo", "nan").code == 2
    said = say("doorstep", "-p", small, "--out", tmp_path / "none" / "hours.csv")
    assert said.code == 2
    assert "--out" in said.err
    assert not list(tmp_path.iterdir())
