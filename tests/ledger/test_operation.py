"""Energy: grid paths, fuels, export, and when induction beats gas."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from twin.ground.errors import InputError
from twin.ground.quality import Status
from twin.ledger.operation import grid_direct, grid_life_cycle, operation_rows
from twin.ledger.view import building_year_sums
from twin.model.building import GridPath, YearValue

INDUCTION = 0.86


def sums(energy, world, path="hainan_ref"):
    return building_year_sums(operation_rows(energy, world, path)).iloc[0]


def flat(world, direct, uplift=1.0):
    path = GridPath(
        name="flat",
        direct=(YearValue(year=2025.0, value=direct),),
        upstream_uplift=uplift,
        upstream_floor=0.0,
        source="test",
        status=Status.ASSUMPTION,
    )
    return replace(world, grid_paths=(path,))


def cooking(make_energy, world, column, bought, what="carbon_operation_kg"):
    return sums(make_energy(**{column: bought}), world, "flat")[what]


@pytest.mark.parametrize(("burner", "direct"), [(0.66, 0.290), (0.58, 0.330)])
def test_induction_beats_an_lpg_burner_below_the_published_grid_factor(
    make_energy, world, burner, direct
):
    """Direct emissions: break-even at 0.29 to 0.33 kg/kWh."""
    what = "carbon_operation_direct_kg"
    gas = cooking(make_energy, flat(world, 0.3), "lpg_kwh", 1.0 / burner, what)
    for factor, wins in ((direct - 0.002, True), (direct + 0.002, False)):
        grid = flat(world, factor)
        electric = cooking(
            make_energy, grid, "electricity_grid_kwh", 1.0 / INDUCTION, what
        )
        assert (electric < gas) == wins


@pytest.mark.parametrize(("burner", "direct"), [(0.66, 0.285), (0.58, 0.325)])
def test_with_upstream_on_both_sides_the_break_even_hardly_moves(
    make_energy, world, burner, direct
):
    """Life cycle: LPG + 15 %, grid × 1.169 give 0.285 to 0.325 kg/kWh direct."""
    gas = cooking(make_energy, flat(world, 0.3), "lpg_kwh", 1.0 / burner)
    for factor, wins in ((direct - 0.002, True), (direct + 0.002, False)):
        grid = flat(world, factor, uplift=1.169)
        electric = cooking(make_energy, grid, "electricity_grid_kwh", 1.0 / INDUCTION)
        assert (electric < gas) == wins


def test_on_the_reference_path_induction_wins_between_2025_and_2030(make_energy, world):
    years = tuple(range(2023, 2036))
    gas = operation_rows(make_energy(years, lpg_kwh=1.0 / 0.58), world, "hainan_ref")
    electric = operation_rows(
        make_energy(years, electricity_grid_kwh=1.0 / INDUCTION), world, "hainan_ref"
    )
    better = (
        building_year_sums(electric)["carbon_operation_kg"]
        < building_year_sums(gas)["carbon_operation_kg"]
    ).to_numpy()
    assert not better[0]
    first = years[int(np.argmax(better))]
    assert 2025 <= first <= 2030
    assert better[years.index(first) :].all()


def test_the_grid_path_is_linear_between_its_years_and_flat_outside(world):
    path = next(one for one in world.grid_paths if one.name == "hainan_ref")
    years = np.array([2000.0, 2023.0, 2024.0, 2027.0, 2030.0, 2055.0, 2100.0])
    expected = [0.365, 0.365, 0.3475, 0.29, 0.23, 0.03, 0.01]
    assert grid_direct(path, years) == pytest.approx(expected)


def test_upstream_is_an_uplift_first_and_a_floor_later(world):
    path = next(one for one in world.grid_paths if one.name == "hainan_ref")
    years = np.array([2025.0, 2060.0])
    assert grid_life_cycle(path, years) == pytest.approx([0.33 * 1.169, 0.01 + 0.02])


@pytest.mark.parametrize("name", ["hainan_ref", "hainan_fast", "hainan_slow", "eu"])
def test_no_grid_path_gets_worse_and_none_is_below_its_direct_emissions(world, name):
    path = next(one for one in world.grid_paths if one.name == name)
    years = np.arange(2023.0, 2061.0)
    direct, whole = grid_direct(path, years), grid_life_cycle(path, years)
    assert all(a >= b for a, b in pairwise(direct))
    assert (whole >= direct + path.upstream_floor - 1e-12).all()


def test_a_year_of_energy_by_hand(make_energy, world):
    energy = make_energy(
        electricity_grid_kwh=1000.0, lpg_kwh=500.0, natural_gas_kwh=200.0
    )
    found = sums(energy, world)
    direct = 1000 * 0.33 + 500 * 0.2225 + 200 * 0.2
    whole = 1000 * 0.33 * 1.169 + 500 * 0.2225 * 1.15 + 200 * 0.2 * 1.175
    money = 1000 * 0.6083 + 500 * 0.574 + 200 * 0.305
    assert found["carbon_operation_direct_kg"] == pytest.approx(direct)
    assert found["carbon_operation_kg"] == pytest.approx(whole)
    assert found["cost_energy_cny"] == pytest.approx(money)


def test_biogenic_carbon_of_wood_stands_apart(make_energy, world):
    found = sums(make_energy(wood_kwh=1000.0), world)
    assert found["carbon_operation_kg"] == pytest.approx(45.0)
    assert found["carbon_biogenic_kg"] == pytest.approx(403.0)


def test_exported_sun_is_module_d_and_never_lowers_operation(make_energy, world):
    without = sums(make_energy(electricity_grid_kwh=1000.0), world)
    with_sun = sums(
        make_energy(electricity_grid_kwh=1000.0, pv_export_kwh=400.0), world
    )
    assert with_sun["carbon_operation_kg"] == without["carbon_operation_kg"]
    assert with_sun["carbon_export_kg"] == pytest.approx(-400 * 0.33 * 1.169)
    earned = without["cost_energy_cny"] - with_sun["cost_energy_cny"]
    assert earned == pytest.approx(400 * 0.35)


def test_prices_drift_by_future_from_2025_on_and_carbon_does_not(make_energy, world):
    energy = make_energy((2025, 2035), electricity_grid_kwh=100.0)
    plain = building_year_sums(operation_rows(energy, world, "hainan_ref"))
    drift = building_year_sums(operation_rows(energy, world, "hainan_ref", {0: 0.02}))
    ratio = (drift["cost_energy_cny"] / plain["cost_energy_cny"]).to_list()
    assert ratio == pytest.approx([1.0, 1.02**10])
    assert drift["carbon_operation_kg"].equals(plain["carbon_operation_kg"])


def test_an_unknown_grid_path_is_named(make_energy, world):
    with pytest.raises(InputError, match="hainan_ref"):
        operation_rows(make_energy(), world, "moon")
