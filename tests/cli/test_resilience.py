"""The command that takes the power away: what it prints, writes and refuses."""

import json

import pandas as pd


def test_rooms_are_printed_and_written_whole(say, small, tmp_path):
    out = tmp_path / "rooms.csv"
    said = say(
        "resilience", "-p", small, "--hours", 24, "--rooms", "--out", out,
        "--open-windows",
    )  # fmt: skip
    assert said.code == 0
    assert "24 h without power" in said.out
    assert "whenever it is warm" in said.out
    rooms = pd.read_csv(out)
    assert set(rooms["power"]) == {"on", "off"}
    assert (rooms["hours_h"] == 24).all()
    assert [one.name for one in tmp_path.iterdir()] == ["rooms.csv"]


def test_programs_read_json(say, small):
    said = say("resilience", "-p", small, "--hours", 24, "--json")
    found = json.loads(said.out)
    assert found["hours_h"] == 24
    assert {one["power"] for one in found["buildings"]} == {"on", "off"}


def test_what_cannot_be_is_refused_and_nothing_is_written(say, small, tmp_path):
    out = tmp_path / "none" / "rooms.csv"
    said = say("resilience", "-p", small, "--out", out)
    assert said.code == 2
    assert "--out" in said.err
    said = say("resilience", "-p", small, "-b", "ghost", "--hours", 9000)
    assert said.code == 2
    assert "'ghost'" in said.err
    assert "9000" in said.err
    assert not list(tmp_path.iterdir())
