"""EnergyPlus as a program: found or refused, its errors told, its results read."""

import importlib.metadata
import importlib.util
import json
import sqlite3
import subprocess
from contextlib import closing
from types import SimpleNamespace

import numpy as np
import pytest

from twin.ground.errors import InputError
from twin.io.energyplus import program, run
from twin.validate.energyplus_box import box_model

ERR = """\
Program Version,EnergyPlus, Version 25.2.0
   ** Warning ** A first doubt
   **   ~~~   ** that goes on.
   ** Severe  ** A construction is missing.
   **  Fatal  ** Errors occurred; program terminates.
   ************* EnergyPlus Terminated--Fatal Error Detected.
"""


@pytest.fixture
def installed(monkeypatch, tmp_path):
    """A package of the wanted version that is nothing but an empty folder."""
    package = tmp_path / "pyenergyplus"
    weather = package / "data" / "weather"
    weather.mkdir(parents=True)
    for name in ("USA_Denver.epw", "USA_Miami.epw"):
        (weather / name).touch()
    spec = SimpleNamespace(origin=str(package / "__init__.py"))
    monkeypatch.setattr(importlib.util, "find_spec", lambda _: spec)
    monkeypatch.setattr(importlib.metadata, "version", lambda _: "25.2.0")
    return package


@pytest.fixture
def process(monkeypatch, installed):
    """Stand in for the process: leave files in the folder, as EnergyPlus does."""
    left = {"code": 0, "err": "", "told": True, "raises": None}

    def stand_in(command, **options):
        if left["raises"] is not None:
            raise left["raises"]
        folder = options["cwd"]
        (folder / "eplusout.err").write_text(left["err"], encoding="utf-8")
        if left["told"]:
            seconds = {"start": (0.5, 0.4), "warm": (0.75, 0.6), "end": (2.0, 1.5)}
            record = {
                "code": left["code"], "version": "25.2.0-abc\\ (x)", "load": 0.1,
                "seconds": seconds,
            }  # fmt: skip
            (folder / "twin.json").write_text(json.dumps(record), encoding="utf-8")
        return SimpleNamespace(returncode=left["code"], stderr=b"first\nSegfault")

    monkeypatch.setattr(subprocess, "run", stand_in)
    return left


def test_without_the_extra_one_is_told_how_to_install_it(monkeypatch):
    monkeypatch.setattr(importlib.util, "find_spec", lambda _: None)
    with pytest.raises(InputError, match=r"pip install 'twin\[energyplus\]'"):
        program.find_package()


@pytest.mark.parametrize("version", ["24.1.0", "25.20.0", "26.1"])
def test_another_version_is_refused_and_told(monkeypatch, installed, version):
    monkeypatch.setattr(importlib.metadata, "version", lambda _: version)
    with pytest.raises(InputError, match=r"version 25\.2 is needed") as caught:
        program.find_package()
    assert repr(version) in str(caught.value)


def test_weather_is_found_by_a_word_of_its_name(installed):
    assert program.find_weather("miami").name == "USA_Miami.epw"
    with pytest.raises(InputError, match=r"known: USA_Denver\.epw, USA_Miami\.epw"):
        program.find_weather("Oslo")


def test_messages_are_read_with_the_lines_that_continue_them(tmp_path):
    path = tmp_path / "eplusout.err"
    path.write_text(ERR, encoding="utf-8")
    warnings, severe, fatal = program.read_messages(path)
    assert warnings == ["A first doubt that goes on."]
    assert severe == ["A construction is missing."]
    assert fatal == ["Errors occurred; program terminates."]
    assert program.read_messages(tmp_path / "none") == ([], [], [])


def test_a_run_tells_version_seconds_and_warnings(process, tmp_path):
    process["err"] = "\n".join(ERR.splitlines()[:3])
    found = program.run_program([], tmp_path, "model")
    assert found.version == "25.2.0-abc (x)"
    assert (found.seconds, found.seconds_cpu) == (2.0, 1.5)
    assert (found.seconds_start, found.seconds_load) == (0.75, 0.1)
    assert found.warnings == ("A first doubt that goes on.",)


def test_a_refused_model_is_told_with_its_severe_and_fatal_errors(process, tmp_path):
    process |= {"code": 1, "err": ERR}
    with pytest.raises(InputError) as caught:
        program.run_program([], tmp_path, "house.idf")
    assert str(caught.value).splitlines() == [
        "house.idf: 2 problems",
        "  - EnergyPlus, severe error: A construction is missing.",
        "  - EnergyPlus, fatal error: Errors occurred; program terminates.",
    ]


def test_many_errors_are_counted_rather_than_listed(process, tmp_path):
    process |= {"code": 1, "err": "   ** Severe  ** One of many.\n" * 30}
    with pytest.raises(InputError, match="18 more errors") as caught:
        program.run_program([], tmp_path, "model")
    assert len(caught.value.problems) == 13


def test_a_crash_is_told_with_its_last_words(process, tmp_path):
    process |= {"code": -11, "told": False}
    with pytest.raises(InputError, match="exit code -11 Segfault"):
        program.run_program([], tmp_path, "model")


def test_a_run_that_takes_too_long_is_stopped(process, tmp_path):
    process["raises"] = subprocess.TimeoutExpired("x", 3.0)
    with pytest.raises(InputError, match="took longer than 3 s"):
        program.run_program([], tmp_path, "model", timeout=3.0)


def test_the_year_replaces_periods_and_outputs_and_keeps_all_else():
    given = box_model(is_heavy=False, is_conditioned=False) | {
        "RunPeriod": {"january": {"begin_month": 1}},
        "RunPeriodControl:DaylightSavingTime": {"dst": {}},
        "Output:Variable": {"mine": {}},
        "SimulationControl": {"c": {"do_zone_sizing_calculation": "Yes"}},
    }
    before = json.dumps(given)
    made = run.prepare_year(given, first_weekday=2, variables=["Site Wind Speed"])
    assert json.dumps(given) == before
    (period,) = made["RunPeriod"].values()
    assert period["day_of_week_for_start_day"] == "Wednesday"
    assert period["use_weather_file_rain_indicators"] == "No"
    assert "RunPeriodControl:DaylightSavingTime" not in made
    names = [one["variable_name"] for one in made["Output:Variable"].values()]
    assert names == [run.TEMP_AIR, run.HEATING, run.COOLING, "Site Wind Speed"]
    (control,) = made["SimulationControl"].values()
    assert control["do_zone_sizing_calculation"] == "Yes"
    assert control["run_simulation_for_sizing_periods"] == "No"
    assert made["Zone"] == given["Zone"]


@pytest.mark.parametrize("version", ["9.6", "24.2", "25.20"])
def test_a_model_of_another_version_is_refused(version):
    model = {"Version": {"v": {"version_identifier": version}}}
    with pytest.raises(InputError, match="IDFVersionUpdater"):
        run.check_version(model, "old.idf")


def results(path, hours):
    """A database as EnergyPlus writes it, with one series of some hours."""
    with closing(sqlite3.connect(path)) as base:
        base.execute(
            "CREATE TABLE ReportDataDictionary (ReportDataDictionaryIndex INT, "
            "Name TEXT, KeyValue TEXT, ReportingFrequency TEXT)"
        )
        base.execute(
            "CREATE TABLE ReportData (TimeIndex INT, ReportDataDictionaryIndex INT, "
            "Value REAL)"
        )
        rows = [(7, run.TEMP_AIR, "Room", "Hourly"), (8, "x", "y", "Monthly")]
        base.executemany("INSERT INTO ReportDataDictionary VALUES (?,?,?,?)", rows)
        values = [(t, 7, float(t)) for t in reversed(range(hours))]
        base.executemany("INSERT INTO ReportData VALUES (?,?,?)", values)
        base.commit()


def test_series_are_read_in_the_order_of_time(tmp_path):
    results(tmp_path / "r.sql", 8760)
    series = run.read_series(tmp_path / "r.sql", "model")
    assert list(series) == [(run.TEMP_AIR, "ROOM")]
    assert np.array_equal(series[run.TEMP_AIR, "ROOM"], np.arange(8760.0))


def test_a_short_year_and_no_database_are_refused(tmp_path):
    results(tmp_path / "short.sql", 24)
    with pytest.raises(InputError, match="no full year of 8760 hours"):
        run.read_series(tmp_path / "short.sql", "model")
    (tmp_path / "text.sql").write_text("not a database", encoding="utf-8")
    with pytest.raises(InputError, match="no readable results"):
        run.read_series(tmp_path / "text.sql", "model")


def test_files_that_are_not_there_are_refused(tmp_path):
    with pytest.raises(InputError, match="no such file"):
        run.load_model(tmp_path / "none.idf")
    with pytest.raises(InputError, match="no such file"):
        run.run_energyplus({"Zone": {"A": {}}}, tmp_path / "none.epw")
    (tmp_path / "list.epJSON").write_text("[1]", encoding="utf-8")
    with pytest.raises(InputError, match="must be a mapping"):
        run.load_model(tmp_path / "list.epJSON")
