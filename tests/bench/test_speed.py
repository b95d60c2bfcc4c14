"""Timings, printed and never asserted; ``tests/check.sh bench`` runs them."""

import sys

import pytest

from twin.cli.bench import (
    KernelSpeed,
    made_up_building,
    made_up_weather,
    measure_kernel,
)
from twin.io.catalogue import read_products
from twin.io.climate import read_climate_table
from twin.io.community import load_community
from twin.io.epw import read_epw
from twin.io.scenario import read_scenario
from twin.io.world import read_world
from twin.life.run import live
from twin.scenario.desk import Options
from twin.scenario.study import run_study


@pytest.fixture(scope="module")
def community(root):
    home = root / "buildings"
    products = read_products(home / "catalogue" / "products.yaml")
    world = read_world(home / "catalogue" / "world.yaml")
    return load_community(home / "baoting", products, world)


@pytest.fixture(scope="module")
def baseline(root, community):
    path = root / "scenarios" / "baseline.yaml"
    return read_scenario(path, community.products, community.world)


def test_a_speed_is_zone_years_over_processor_time():
    speed = KernelSpeed(
        zones=6,
        states=50,
        repeats=10,
        cpu_seconds=0.5,
        wall_seconds=0.6,
        residual=1e-14,
    )
    assert speed.zone_years_per_second == 120.0


def test_a_measured_kernel_keeps_its_balances():
    speed = measure_kernel(2, 1)
    assert speed.zones == 2
    assert speed.cpu_seconds > 0.0
    assert 0.0 < speed.residual < 1e-9


def test_the_made_up_row_of_rooms_is_whole():
    building = made_up_building(3)
    assert len(building.zones) == 3
    inner = [one for zone in building.zones for one in zone.surfaces if one.neighbour]
    assert [one.neighbour for one in inner] == ["room_0", "room_1"]
    assert made_up_weather().temp_outdoor.mean() == pytest.approx(25.0, abs=0.1)


@pytest.fixture
def tell(benchmark, capsys):
    """Print a line where timings are on."""

    def write(line):
        if benchmark.enabled:
            with capsys.disabled():
                sys.stdout.write(f"\n{line}\n")

    return write


@pytest.mark.parametrize("zones", [1, 6])
def test_speed_of_the_kernel(benchmark, zones, tell):
    speed = benchmark.pedantic(measure_kernel, args=(zones, 20), rounds=3)
    rate = speed.zone_years_per_second
    tell(
        f"{zones} zone(s), {speed.states} states: {rate:.0f} zone-years per CPU "
        f"second, largest residual {speed.residual:.0e}"
    )
    assert speed.residual < 1e-9


def test_speed_of_one_life(benchmark, community, baseline):
    record = benchmark.pedantic(live, args=(community, baseline, 0, 1), rounds=3)
    assert record.events


@pytest.mark.slow
def test_speed_of_a_small_study(benchmark, root, community, baseline, tell):
    weather = read_epw(root / "weather" / "baoting.epw")[0]
    climate = read_climate_table(root / "weather" / "hainan_warming.csv")
    options = Options(futures=2, years=5, workers=2)
    result = benchmark.pedantic(
        run_study, args=(community, [baseline], weather, climate, options), rounds=1
    )
    tell(
        f"{result.zone_years} zone years simulated: {result.tasks} of {result.asked} "
        "building years that were asked for, the rest came from the memo"
    )
    assert 0 < result.tasks < result.asked
