"""From which grid on electricity beats a flame."""

import math
from dataclasses import replace

import pytest

from twin.ledger.break_even import break_even, compare_products
from twin.ledger.operation import grid_direct, grid_life_cycle, operation_rows


def lpg(world):
    return next(one for one in world.fuels if one.carrier == "lpg")


def path_of(world, name="hainan_ref"):
    return next(one for one in world.grid_paths if one.name == name)


@pytest.mark.parametrize(
    ("burner", "direct", "life_cycle"), [(0.66, 0.290, 0.285), (0.58, 0.330, 0.325)]
)
def test_induction_beats_lpg_where_the_published_figures_say(
    world, burner, direct, life_cycle
):
    """61.81 t/TJ, LPG + 15 %, grid × 1.169, induction 86 %."""
    found = break_even(lpg(world), path_of(world), burner / 0.86, 2023.0)
    assert found[0] == pytest.approx(direct, abs=6e-4)
    assert found[1] == pytest.approx(life_cycle, abs=6e-4)
    assert 2024.0 < found[2] < 2030.0
    assert 2024.0 < found[3] < 2030.0


def test_at_the_break_even_both_emit_the_same_and_before_it_the_flame_emits_less(world):
    fuel, path = lpg(world), path_of(world)
    ratio = 0.58 / 0.86
    _, _, year, year_whole = break_even(fuel, path, ratio, 2023.0)
    assert ratio * grid_direct(path, year) == pytest.approx(fuel.direct, rel=1e-9)
    assert ratio * grid_life_cycle(path, year_whole) == pytest.approx(
        fuel.direct * fuel.upstream_uplift, rel=1e-9
    )
    assert ratio * grid_direct(path, year - 1.0) > fuel.direct


def test_the_floor_of_a_clean_grid_counts_where_it_is_larger_than_the_uplift(world):
    path = replace(path_of(world), upstream_floor=0.2)
    found = break_even(lpg(world), path, 0.58 / 0.86, 2023.0)
    whole = lpg(world).direct * lpg(world).upstream_uplift * 0.86 / 0.58
    assert found[1] == pytest.approx(whole - 0.2)


def test_a_grid_that_stays_dirty_never_wins(world):
    path = path_of(world)
    dirty = replace(path, direct=tuple(replace(v, value=0.9) for v in path.direct))
    found = break_even(lpg(world), dirty, 0.58 / 0.86, 2023.0)
    assert math.isnan(found[2])
    assert math.isnan(found[3])


def test_a_heat_pump_wins_on_every_grid_below_two_thirds(community, world):
    """LPG heater to heat pump: a win for any grid below 0.65 kg/kWh and more."""
    found = compare_products(community.products, world, "hainan_ref", 2023.0)
    pump = next(
        one
        for one in found
        if (one.burner, one.electric) == ("wh_lpg_instant", "wh_heat_pump")
    )
    assert pump.direct > 0.65
    assert pump.year_direct == 2023.0
    assert {one.burner for one in found}.isdisjoint({"cooker_wood"})


def test_the_ledger_agrees_with_the_break_even(community, world, make_energy):
    """The year before the moment gas emits less, the year after induction."""
    pair = next(
        one
        for one in compare_products(community.products, world, "hainan_ref", 2023.0)
        if (one.burner, one.electric) == ("cooker_lpg", "cooker_induction")
    )
    year = int(pair.year_life_cycle)

    def carbon(when, **energy):
        rows = operation_rows(make_energy((when,), **energy), world, "hainan_ref")
        return rows["carbon_fossil_kg"].sum()

    for when, wins in ((year - 1, False), (year + 1, True)):
        gas = carbon(when, lpg_kwh=100.0)
        electric = carbon(when, electricity_grid_kwh=100.0 * pair.ratio)
        assert (electric < gas) == wins
