"""The bench of air and health runs what a study runs."""

import dataclasses

import numpy as np
import pytest

from twin.annual.outdoor import prepare_outdoor
from twin.annual.passes import Wanted
from twin.annual.simulate import BuildingRun, Task
from twin.annual.variant import Variant
from twin.model.programme import Habits
from twin.validate.speed_models import bench_house, made_up_weather
from twin.validate.speed_passes import HEAT, embedded_passes, time_passes


@pytest.fixture(scope="module")
def outdoor():
    return prepare_outdoor(made_up_weather())


def test_only_the_passes_that_are_wanted_are_timed(outdoor):
    none = time_passes(bench_house(), outdoor, 1, 1, Wanted())
    assert [one.name for one in none] == [HEAT]
    mould = time_passes(bench_house(), outdoor, 1, 1, Wanted(has_mould=True))
    assert [one.name for one in mould] == [HEAT, "mould"]


def test_the_embedded_passes_give_numbers_for_the_house_of_the_bench(outdoor):
    """So that what is timed is not a loop over nothing."""
    wanted = embedded_passes()
    run = BuildingRun(
        building=bench_house(),
        products={},
        outdoors={0.0: outdoor},
        co2_outdoor=427.0,
        passes=dataclasses.replace(wanted),
    )
    variant = Variant(
        building=run.building.id, albedo=None, window="", roof_insulation="",
        wall_insulation="", shading="", cooker="", has_cooling=True,
        habits=Habits(name="as_is"),
    )  # fmt: skip
    result, _ = run.simulate(Task(variant=variant, node=0.0))
    assert np.isfinite(result.monthly).all()
    assert result.exposure.sum() > 0.0
    assert result.clean_air.sum() > 0.0
