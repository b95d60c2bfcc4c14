"""The comparison with EnergyPlus: its figures in closed form, its limits, its words."""

import json
import sys
from types import SimpleNamespace

import numpy as np
import pytest

from twin.cli import main as command
from twin.cli.validating_energyplus import as_record, lines_of
from twin.ground.errors import InputError
from twin.io.energyplus.objects import Notice
from twin.io.energyplus.program import find_package, find_weather
from twin.io.energyplus.run import run_energyplus
from twin.io.energyplus.thermostat import write_out_templates
from twin.validate import energyplus
from twin.validate.energyplus import Comparison, compare_model
from twin.validate.energyplus_box import box_model
from twin.validate.energyplus_figures import (
    Quantity,
    compare_loads,
    match_temperatures,
)


@pytest.fixture(scope="module")
def denver():
    """The weather file of the wheel; skip where the extra is not installed."""
    try:
        find_package()
    except InputError as error:
        pytest.skip(str(error).splitlines()[-1].strip())
    return find_weather("Denver")


def quantity(theirs, ours, limit=0.05, floor=0.0):
    return Quantity(
        name="heating need", unit="kWh", energyplus=theirs, twin=ours, limit=limit,
        floor=floor,
    )  # fmt: skip


def test_a_constant_offset_is_bias_and_scatter_alike():
    theirs = np.full(8760, 20.0)
    match = match_temperatures("room", theirs, theirs + 0.5)
    assert match.nmbe == pytest.approx(0.025)
    assert match.cv_rmse == pytest.approx(0.025)
    assert match.rmse == pytest.approx(0.5)
    assert match.is_met


def test_a_swing_scatters_without_bias():
    """A sine of amplitude a has a root mean square of a over the root of two."""
    theirs = np.full(8760, 25.0)
    swing = 2.0 * np.sin(2.0 * np.pi * np.arange(8760) / 24.0)
    match = match_temperatures("room", theirs, theirs + swing)
    assert match.nmbe == pytest.approx(0.0, abs=1e-9)
    assert match.cv_rmse == pytest.approx(2.0 / np.sqrt(2.0) / 25.0)
    assert not match.is_met
    assert match.highest_twin == pytest.approx(27.0)


def test_a_colder_room_has_a_negative_bias():
    theirs = np.full(8760, 20.0)
    assert match_temperatures("room", theirs, theirs - 1.0).nmbe == pytest.approx(-0.05)


@pytest.mark.parametrize(
    ("theirs", "ours", "floor", "is_met"),
    [
        (1000.0, 1049.0, 0.0, True),
        (1000.0, 951.0, 0.0, True),
        (1000.0, 1051.0, 0.0, False),
        (0.0, 0.0, 0.0, True),
        (0.0, 1.0, 0.0, False),
        (10.0, 29.0, 400.0, True),
        (10.0, 31.0, 400.0, False),
    ],
)
def test_a_small_need_is_judged_by_the_floor(theirs, ours, floor, is_met):
    assert quantity(theirs, ours, floor=floor).is_met is is_met


def test_loads_count_every_storey_that_a_zone_stands_for():
    hour = np.zeros((8760, 2))
    hour[5] = [100.0, 10.0]
    run = SimpleNamespace(heating=hour, cooling=hour * 2.0)
    zones = tuple(SimpleNamespace(multiplier=times, is_ideal=True) for times in (1, 3))
    building = SimpleNamespace(zones=zones, floor_area=1.0)
    hours = SimpleNamespace(heating=hour * [1.0, 3.0], cooling=hour * [2.0, 6.0])
    found = {one.name: one for one in compare_loads(run, hours, building)}
    assert found["heating need"].energyplus == pytest.approx(0.13)
    assert found["cooling peak"].energyplus == pytest.approx(260.0)
    assert all(one.difference == 0.0 for one in found.values())


def test_a_building_that_floats_has_no_loads():
    building = SimpleNamespace(zones=(SimpleNamespace(multiplier=1, is_ideal=False),))
    assert compare_loads(None, None, building) == ()


def comparison(ours=1010.0):
    match = match_temperatures("Room", np.full(8760, 20.0), np.full(8760, 20.1))
    return Comparison(
        model="box", weather="x.epw", version="25.2",
        quantities=(quantity(1000.0, ours),), zones=(match,),
        seconds_energyplus=2.0, seconds_energyplus_cpu=2.0,
        seconds_energyplus_start=0.2, seconds_twin=0.01, seconds_twin_cpu=0.01,
        notices=tuple(
            Notice(kind="Lights", name=f"L{k}", done="schedule taken as mean")
            for k in range(5)
        ),
        warnings=(),
    )  # fmt: skip


def test_the_lines_say_figures_and_verdict():
    text = "\n".join(lines_of([comparison(), comparison(1100.0)]))
    assert "+1.0%" in text
    assert "+10.0%  MISSED, limit 5%" in text
    assert "CV(RMSE) 0.50%" in text
    assert "200 times" in text
    assert "Lights L0, L1, L2 and 2 more: schedule taken as mean" in text
    assert text.endswith("1 of 2 comparisons miss a limit")
    assert lines_of([comparison()])[-1] == "all limits met in 1 comparisons"


def test_the_record_is_plain_json_with_differences_and_verdicts():
    record = json.loads(json.dumps(as_record(comparison(1100.0))))
    assert record["quantities"][0]["difference"] == pytest.approx(0.1)
    assert record["quantities"][0]["is_met"] is False
    assert record["zones"][0]["is_met"] is True
    assert record["is_met"] is False
    assert as_record(comparison())["is_met"] is True


def say(monkeypatch, capsys, *arguments):
    """Run the command in this process; return exit code and output."""
    monkeypatch.setattr(sys, "argv", ["twin", "validate", "energyplus", *arguments])
    with pytest.raises(SystemExit) as end:
        command.main()
    return end.value.code or 0, capsys.readouterr()


@pytest.mark.parametrize(("ours", "code"), [(1010.0, 0), (1100.0, 1)])
def test_the_exit_code_tells_whether_limits_are_met(monkeypatch, capsys, ours, code):
    monkeypatch.setattr(
        energyplus, "compare_boxes", lambda epw, has_terms: [comparison(ours)]
    )
    found, said = say(monkeypatch, capsys, "--json")
    assert found == code
    assert json.loads(said.out)[0]["is_met"] is (code == 0)


def test_a_model_without_weather_and_a_missing_file_are_refused(monkeypatch, capsys):
    code, said = say(monkeypatch, capsys, "--idf", "x.idf")
    assert (code, "--epw FILE" in said.err) == (2, True)
    code, said = say(monkeypatch, capsys, "--idf", "x.idf", "--epw", "x.epw")
    assert (code, said.err) == (2, "x.idf: 1 problem\n  - no such file\n")


def test_the_box_says_what_it_is():
    """Own geometry: 10 m × 8 m × 2.8 m, 11.2 m² of glass, heavy walls of brick."""
    light = box_model(is_heavy=False, is_conditioned=False)
    heavy = box_model(is_heavy=True, is_conditioned=True, timestep=4)
    assert "brick" in heavy["Material"]
    assert "brick" not in light["Material"]
    assert "HVACTemplate:Thermostat" not in light
    assert heavy["Timestep"]["a"]["number_of_timesteps_per_hour"] == 4


def test_templates_are_written_out_and_other_models_left_alone():
    held = box_model(is_heavy=False, is_conditioned=True)
    made = write_out_templates(held)
    assert not any(kind.startswith("HVACTemplate") for kind in made)
    assert "ZoneHVAC:IdealLoadsAirSystem" in made
    floating = box_model(is_heavy=False, is_conditioned=False)
    assert write_out_templates(floating) == floating


@pytest.mark.slow
@pytest.mark.parametrize("city", energyplus.CITIES)
@pytest.mark.parametrize("is_heavy", [False, True])
@pytest.mark.parametrize("is_conditioned", [False, True])
def test_the_box_agrees_with_energyplus(denver, city, is_heavy, is_conditioned):
    model = box_model(is_heavy=is_heavy, is_conditioned=is_conditioned)
    found = compare_model(model, find_weather(city), "box")
    assert found.warnings == ()
    assert found.is_met, "\n".join(lines_of([found]))


@pytest.mark.slow
def test_sun_sky_and_leaks_of_both_are_nearly_the_same(denver):
    """Glass and sky are modelled apart: docs/validation/energyplus.md says how."""
    model = box_model(is_heavy=True, is_conditioned=False)
    terms = compare_model(model, denver, "box", has_terms=True).terms
    assert len(terms) == 2 + 5 + 3
    for term in terms:
        is_temperature = term.unit == "°C"
        allowed = 0.3 if is_temperature else 0.025 * term.energyplus
        assert abs(term.twin - term.energyplus) < allowed, term


@pytest.mark.slow
def test_energyplus_reports_the_loads_of_one_storey(denver):
    """So that they count as often as the multiplier says."""
    model = write_out_templates(box_model(is_heavy=False, is_conditioned=True))
    once = run_energyplus(model, denver)
    model["Zone"]["Room"] = {**model["Zone"]["Room"], "multiplier": 3}
    thrice = run_energyplus(model, denver)
    assert thrice.heating.sum() == pytest.approx(once.heating.sum(), rel=1e-6)


@pytest.mark.slow
def test_energyplus_says_what_it_refuses(denver):
    model = box_model(is_heavy=False, is_conditioned=False)
    model["Construction"]["wall"] = {"outside_layer": "feathers"}
    with pytest.raises(InputError, match="severe error") as caught:
        run_energyplus(model, denver)
    assert "FEATHERS" in str(caught.value)
