"""Timings, printed and never asserted; ``tests/check.sh bench`` runs them."""

import json
import sys

import numpy as np
import pytest

from twin.annual.outdoor import prepare_outdoor
from twin.cli.bench import (
    Asked,
    Bench,
    as_json,
    factors,
    lines_of,
    read_zones,
    run_bench,
)
from twin.ground.errors import InputError
from twin.io.catalogue import read_products
from twin.io.climate import read_climate_table
from twin.io.community import load_community
from twin.io.epw import read_epw
from twin.io.scenario import read_scenario
from twin.io.world import read_world
from twin.life.run import live
from twin.physics.elements import Merge
from twin.scenario.desk import Options
from twin.scenario.study import run_study
from twin.validate.arithmetic import Arithmetic
from twin.validate.arithmetic_count import COUNTS, Marked, Table
from twin.validate.speed import EnergyPlusSpeed, KernelSpeed, Prepared, measure_kernel
from twin.validate.speed_models import (
    bench_box,
    bench_house,
    made_up_weather,
    vary_layers,
)
from twin.validate.speed_passes import HEAT, PassTime
from twin.validate.speed_phases import PhaseTime, time_phases
from twin.validate.speed_start import StartSpeed


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


@pytest.fixture(scope="module")
def outdoor():
    return prepare_outdoor(made_up_weather())


@pytest.fixture
def speed():
    return KernelSpeed(
        name="box",
        zones=100,
        lanes=64,
        elements=4,
        states=9,
        seconds_light=0.05,
        seconds_shell=0.05,
        seconds_kernel=0.1,
        repeats=3,
        residual=1e-13,
    )


def test_a_speed_is_zone_years_over_processor_time(speed):
    assert speed.seconds_each == pytest.approx(1e-3)
    assert speed.zone_years_per_second == pytest.approx(1000.0)
    assert speed.seconds_whole == pytest.approx(2e-3)


def test_factors_set_a_whole_run_and_a_year_less_start_up_beside_the_kernel(speed):
    other = EnergyPlusSpeed(
        version="25.2",
        repeats=1,
        seconds_year=1.0,
        seconds_day=1.0 - 364.0 / 730.0,
        seconds_hourly=1.5,
    )
    assert other.seconds_marginal == pytest.approx(0.5)
    found = [factor for _, factor in factors(other, speed)]
    assert found == pytest.approx([500.0, 1000.0, 500.0, 1500.0])


def test_a_measured_kernel_keeps_its_balances(outdoor):
    speed = measure_kernel(bench_box(), outdoor, 3, repeats=1)
    assert speed.zones == 3
    assert speed.lanes == 3
    assert speed.seconds_kernel > 0.0
    assert speed.seconds_whole > speed.seconds_each > 0.0
    assert 0.0 < speed.residual < 1e-9


def test_zones_are_rounded_up_to_whole_buildings(outdoor):
    speed = measure_kernel(bench_house(2), outdoor, 3, repeats=1)
    assert (speed.zones, speed.lanes) == (4, 2)


def test_variants_of_the_bench_differ_in_their_layers_only():
    box = bench_box()
    assert vary_layers(box, 0, 4) == box
    last = vary_layers(box, 3, 4)
    thin = box.zones[0].surfaces[0].construction.layers[0].thickness
    thick = last.zones[0].surfaces[0].construction.layers[0].thickness
    assert thick == pytest.approx(1.075 * thin)
    assert last.zones[0].windows == box.zones[0].windows


def test_the_made_up_row_of_rooms_is_whole():
    building = bench_house(3)
    assert len(building.zones) == 3
    inner = [one for zone in building.zones for one in zone.surfaces if one.neighbour]
    assert [one.neighbour for one in inner] == ["room_0", "room_1"]
    assert [(one.zone, one.neighbour) for one in building.air_links] == [
        ("room_0", "room_1"),
        ("room_1", "room_2"),
    ]
    assert made_up_weather().temp_outdoor.mean() == pytest.approx(25.0, abs=0.1)


def test_zones_are_read_from_a_list():
    assert read_zones("1, 10,1000") == (1, 10, 1000)


@pytest.mark.parametrize("text", ["", "0", "-1", "1.5", "1,,2", "1000001", "9" * 5000])
def test_a_wrong_number_of_zones_is_refused(text):
    with pytest.raises(InputError, match="whole numbers from 1 to 1000000"):
        read_zones(text)


@pytest.fixture
def arithmetic():
    counts = {"add": 300.0, "multiply": 200.0, "divide": 10.0, "root": 10.0}
    return Arithmetic(
        operations=counts | {"load": 500.0, "store": 100.0, "compare": 5.0},
        multiply_add=10e9,
        divisions=1e9,
        roots=0.5e9,
        moves_l1=30e9,
        moves_l2=10e9,
    )


def test_a_limit_is_operations_over_their_rate(arithmetic):
    assert list(arithmetic.limits.values()) == pytest.approx([50.0, 30.0, 20.0, 60.0])
    assert arithmetic.limit == ("multiply and add", pytest.approx(50.0))


def test_marked_numbers_count_what_is_done_with_them():
    COUNTS.clear()
    assert (Marked(2.0) * 3.0 + 1.0 - 1.0) / 2.0 == 3.0
    assert Marked(9.0) ** 0.5 == 3.0
    assert max(Marked(1.0), Marked(2.0)) == 2.0
    table = Table(np.zeros((2, 3)))
    table[1][2] = 4.0
    assert table[1, 2] == 4.0
    assert COUNTS == {
        "multiply": 1, "add": 2, "divide": 1, "root": 1, "compare": 1,
        "load": 1, "store": 1,
    }  # fmt: skip


def test_the_phases_of_an_hour_are_timed(outdoor):
    ready = Prepared(bench_box(), outdoor, 2, Merge.BY_CONSTRUCTION)
    found = time_phases(ready, repeats=1)
    assert all(one.nanoseconds > 0.0 for one in found[:-1])
    assert {"films", "solution", "moisture", "results"} <= {one.name for one in found}


def test_the_bench_prints_all_its_figures(speed, arithmetic):
    bench = Bench(
        machine="m",
        weather="w",
        kernels=(speed,),
        faces=speed,
        house=speed,
        energyplus=EnergyPlusSpeed(
            version="25.2",
            repeats=1,
            seconds_year=3.0,
            seconds_day=0.1,
            seconds_hourly=4.0,
        ),
        start=StartSpeed(seconds_cold=20.0, seconds_warm=2.0),
        arithmetic=arithmetic,
        phases=(PhaseTime(name="films", nanoseconds=5.0),),
        passes=(
            PassTime(name=HEAT, nanoseconds=200.0),
            PassTime(name="mould", nanoseconds=50.0),
        ),
    )
    text = "\n".join(lines_of(bench))
    assert "1,000" in text
    assert "3,000 times; target 2,000 reached" in text
    assert "1,500 times; target 2,000 MISSED" in text
    assert "20.0 s with an empty cache" in text
    assert "limit: 50.0 ns by 'multiply and add'" in text
    assert "100%" in text
    assert json.loads(as_json(bench))["kernels"][0]["zones"] == 100


def test_a_tiny_bench_runs(outdoor):
    found = run_bench(Asked(zones=(1, 2), repeats=1))
    assert [one.zones for one in found.kernels] == [1, 2]
    assert found.house.zones == 12
    assert found.energyplus is None
    assert found.arithmetic.operations["divide"] > 10.0
    assert found.arithmetic.moves_l1 > 0.0


@pytest.fixture
def tell(benchmark, capsys):
    """Print a line where timings are on."""

    def write(line):
        if benchmark.enabled:
            with capsys.disabled():
                sys.stdout.write(f"\n{line}\n")

    return write


@pytest.mark.parametrize("zones", [1, 10, 1000, 10_000])
def test_speed_of_the_kernel(benchmark, outdoor, zones, tell):
    args = (bench_box(), outdoor, zones)
    speed = benchmark.pedantic(measure_kernel, args=args, rounds=1)
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
