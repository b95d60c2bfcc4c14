"""``twin validate standard140`` on the synthetic weather of the project."""

import json
import sys

import numpy as np
import pandas as pd
import pytest

from twin.annual.outdoor import prepare_outdoor
from twin.cli import main as command
from twin.io.defaults import default_folder
from twin.io.detailed import load_detailed
from twin.io.epw import read_epw
from twin.validate import standard140
from twin.validate.standard140 import case_folder
from twin.validate.standard140_figures import figures_of_climate
from twin.validate.standard140_ranges import Expected, Span

WEATHER = default_folder("weather") / "baoting.epw"


@pytest.fixture
def say(capsys):
    """Run the command as `main` does; return its exit code, output and errors."""

    def _say(*arguments, weather=WEATHER):
        given = sys.argv
        asked = ["validate", "standard140", "--weather", str(weather)]
        sys.argv = ["twin", *asked, *map(str, arguments)]
        capsys.readouterr()
        try:
            command.main()
            code = 0
        except SystemExit as end:
            code = end.code or 0
        finally:
            sys.argv = given
        return int(code), *capsys.readouterr()

    return _say


@pytest.fixture
def judged(monkeypatch):
    """Judge every case by one made-up range, whatever the weather."""

    def _judge(low, high):
        made = Span(
            low=low, high=high, decimals=3, unit="MWh", status="S", source="gsr"
        )
        monkeypatch.setattr(standard140, "belongs", lambda *_: True)
        monkeypatch.setattr(
            standard140,
            "expected",
            lambda _, metric: Expected(
                example=made if metric == "annual_heating" else None
            ),
        )

    return _judge


def test_under_another_weather_figures_are_given_and_nothing_is_judged(say):
    code, out, _ = say("--case", "600", "--case", "600FF", "--json")
    data = json.loads(out)
    assert code == 0
    assert (data["judged"], data["missed"]) == (0, [])
    assert [one["case"] for one in data["cases"]] == ["600", "600FF"]
    box, floating = data["cases"]
    figures = {one["metric"]: one for one in box["figures"]}
    assert figures["annual_cooling"]["value"] > figures["annual_heating"]["value"]
    assert figures["annual_cooling"]["example"] is None
    months = sum(one["cooling_kwh"] for one in box["months"])
    assert months == pytest.approx(1000.0 * figures["annual_cooling"]["value"])
    lowest, highest = floating["figures"][1:]
    assert lowest["value"] < floating["figures"][0]["value"] < highest["value"]


def test_the_table_says_why_nothing_is_judged(say):
    code, out, _ = say("--case", "900FF", "--monthly")
    assert code == 0
    assert "900FF" in out
    assert "floating air, lowest" in out
    assert "0 of 0 judged figures inside; 3 in all" in out
    assert "not judged: the weather of the cases is 725650 Denver" in out
    assert "Months: heating and cooling in kWh" in out


def test_a_missed_range_ends_with_one_and_a_kept_one_with_nought(say, judged):
    judged(1000.0, 2000.0)
    code, out, _ = say("--case", "600")
    assert code == 1
    assert "OUT: 600 heating of the year" in out
    judged(0.0, 2000.0)
    code, out, _ = say("--case", "600")
    assert code == 0
    assert "1 of 1 judged figures inside" in out
    assert "source gsr" in out


def test_the_page_has_one_row_for_each_judged_figure_and_each_case(say, judged):
    judged(0.0, 2000.0)
    _, out, _ = say("--case", "600", "--case", "600FF", "--markdown")
    assert out.count("| in |") == 1
    assert "| 600 - base case, low mass |" in out
    assert "| 600FF - 600 without heating and cooling |" in out


def test_hours_are_written_as_they_were_and_beside_what_is_there(say, tmp_path):
    folder = tmp_path / "hours"
    folder.mkdir()
    (folder / "diary.txt").write_text("mine")
    code, out, _ = say("--case", "960", "--json", "--hourly", folder)
    assert code == 0
    table = pd.read_csv(folder / "case960.csv")
    assert len(table) == 8760
    first, last = table.iloc[0], table.iloc[-1]
    assert (first.month, first.day, first.hour) == (1, 1, 1)
    assert (last.month, last.day, last.hour) == (12, 31, 24)
    assert list(table.loc[31 * 24, ["month", "day", "hour"]]) == [2, 1, 1]
    figures = {one["metric"]: one for one in json.loads(out)["cases"][0]["figures"]}
    cooling = table.box_cooling_w.sum() / 1.0e6
    assert cooling == pytest.approx(figures["annual_cooling"]["value"], rel=1e-4)
    assert table.sun_temp_air_c.max() == pytest.approx(
        figures["ff_temp_max"]["value"], abs=1e-3
    )
    assert (folder / "diary.txt").read_text() == "mine"
    assert sorted(one.name for one in folder.iterdir()) == ["case960.csv", "diary.txt"]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("--case", "601"), "did you mean"),
        (("--cases", "/nowhere"), "no file case<number>.yaml"),
        (("--case", "600", "--hourly", __file__), "must be a folder"),
    ],
)
def test_bad_input_ends_with_two(say, arguments, says):
    code, _, err = say(*arguments)
    assert code == 2
    assert says in err


def test_a_weather_file_that_is_none_ends_with_two(say, tmp_path):
    code, _, err = say("--case", "600", weather=tmp_path / "absent.epw")
    assert code == 2
    assert "absent.epw" in err


def test_a_case_file_with_a_mistake_ends_with_two(say, tmp_path):
    (tmp_path / "case1.yaml").write_text("name: x\x41\n")
    code, _, err = say("--cases", tmp_path)
    assert code == 2
    assert "zones: is required but missing" in err


def test_sunlight_of_the_year_is_that_of_the_weather_on_the_flat():
    weather, _ = read_epw(WEATHER)
    outdoor = prepare_outdoor(weather)
    building = load_detailed(case_folder() / "case600.yaml")
    found = {one.metric: one.value for one in figures_of_climate(building, outdoor)}
    on_the_flat = float(np.sum(weather.irradiance_global)) / 1000.0
    assert found["incident_solar_horizontal"] == pytest.approx(on_the_flat, rel=0.01)
    through = found["transmitted_solar_south"] / found["incident_solar_south"]
    assert 0.45 < through < 0.70, "clear double glass: diffuse 0.61, normal 0.70"
    assert found["sky_temp_min"] < found["sky_temp_mean"] < found["sky_temp_max"]


def test_the_same_command_says_the_same_twice(say):
    first = say("--case", "600FF", "--json")[1]
    assert say("--case", "600FF", "--json")[1] == first
