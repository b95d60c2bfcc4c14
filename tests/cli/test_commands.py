"""The commands say what they do, and end with the code that they promise."""

import json

import pytest

from twin.cli import doctor
from twin.cli.doctor import Finding, Health

COMMANDS = ("init", "check", "run", "compare", "certify", "report", "doctor", "weather")


def test_help_lists_every_command(say):
    said = say("--help")
    assert said.code == 0
    assert all(f" {name} " in said.out for name in COMMANDS)


@pytest.mark.parametrize(
    "command",
    [
        *((name,) for name in COMMANDS),
        *(("weather", name) for name in ("check", "generate", "morph")),
    ],
)
def test_every_command_explains_itself(say, command):
    said = say(*command, "--help")
    assert said.code == 0
    assert "Usage: twin" in said.out


def test_a_command_that_is_none_ends_with_two(say):
    assert say("conquer").code == 2


def test_doctor_ends_with_one_where_a_run_would_fail(say, monkeypatch):
    fine = Finding(topic="python", health=Health.FINE, message="3.13")
    fault = Finding(topic="numba", health=Health.FAULT, message="missing\x1b[2J")
    monkeypatch.setattr(doctor, "diagnose", lambda: [fine])
    assert say("doctor").code == 0
    monkeypatch.setattr(doctor, "diagnose", lambda: [fine, fault])
    said = say("doctor")
    assert said.code == 1
    assert "fault  numba: missing\\x1b[2J" in said.out
    as_data = json.loads(say("doctor", "--json").out)
    assert [one["health"] for one in as_data] == ["fine", "fault"]


def test_a_new_project_has_no_problem(say, tmp_path):
    said = say("init", tmp_path / "mine")
    assert said.code == 0
    assert "twin check -p" in said.out
    checked = say("check", "-p", tmp_path / "mine")
    assert checked.code == 0, checked.err
    assert "no problem found" in checked.out
    assert "67 buildings" in checked.out


def test_a_folder_with_something_in_it_is_left_alone(say, tmp_path):
    (tmp_path / "diary.txt").write_text("mine")
    said = say("init", tmp_path)
    assert said.code == 2
    assert "must be empty" in said.err
    assert "diary.txt" in said.err
    assert [one.name for one in tmp_path.iterdir()] == ["diary.txt"]


def test_a_folder_with_something_in_it_is_filled_on_demand(say, tmp_path):
    (tmp_path / "diary.txt").write_text("mine")
    assert say("init", tmp_path, "--force").code == 0
    assert (tmp_path / "diary.txt").read_text() == "mine"
    assert (tmp_path / "packs").is_dir()


def test_a_weather_file_is_checked_warmed_and_checked_again(say, small, tmp_path):
    source = small / "weather" / "baoting.epw"
    said = say("weather", "check", source)
    assert said.code == 0
    assert "8760 rows" in said.out
    warm = tmp_path / "warm.epw"
    assert say("weather", "morph", source, warm, "--warming", "2").code == 0
    assert say("weather", "check", warm).code == 0


def test_a_year_is_generated_twice_alike(say, small, tmp_path):
    normals = small / "weather" / "baoting_normals.csv"
    for name in ("a", "b"):
        assert say("weather", "generate", normals, tmp_path / f"{name}.epw").code == 0
    assert (tmp_path / "a.epw").read_bytes() == (tmp_path / "b.epw").read_bytes()


def test_check_names_the_problems_of_several_files_at_once(say, project, change):
    change(project / "scenarios" / "baseline.yaml", "ssp245", "ssp999")
    change(project / "scenarios" / "electrify.yaml", "hainan_ref", "moon_grid")
    change(project / "packs" / "provisional-1.5c.yaml", "0.05", "1.05")
    said = say("check", "-p", project)
    assert said.code == 2
    for text in ("ssp999", "moon_grid", "decision.rejection", "3 files"):
        assert text in said.err
