"""Variants side by side: climates, wind on faces, sets of windows."""

import dataclasses

import numpy as np
import pytest

from twin.annual.batch import stack_batch
from twin.annual.outdoor import mean_of_hour, prepare_outdoor
from twin.annual.series import OUTDOOR, Rooms
from twin.annual.simulate import BuildingRun, Task
from twin.annual.sunlight import face_irradiances
from twin.model.programme import Habits
from twin.physics.elements import Merge
from twin.weather.future import morph_by_warming


@pytest.fixture(scope="module")
def nodes(weather):
    return {
        node: prepare_outdoor(morph_by_warming(weather, node)) for node in (0.0, 1.5)
    }


@pytest.fixture(scope="module")
def stack(house, products, nodes, make_variant):
    """A batch of variants, each a dictionary of changes and a climate."""

    def make(*variants, merge=Merge.BY_CONSTRUCTION):
        run = BuildingRun(house, products, nodes, 430.0, merge=merge)
        lanes = [
            run._lane(Task(variant=make_variant(**changes), node=node))
            for changes, node in variants
        ]
        light = face_irradiances(house, nodes[0.0])
        return stack_batch(lanes, light, products, 430.0)

    return make


def test_each_climate_is_kept_once(stack, nodes):
    batch = stack(({}, 1.5), ({"albedo": 0.7}, 0.0), ({}, 0.0), ({}, 1.5))
    assert batch.climate.node.tolist() == [0, 1, 1, 0]
    assert batch.climate.temp_outdoor.shape == (8760, 2)
    assert np.array_equal(batch.climate.temp_outdoor[:, 0], nodes[1.5].temp_mean)
    assert np.array_equal(batch.climate.temp_sky[:, 1], nodes[0.0].temp_sky)
    soil = mean_of_hour(nodes[1.5].temp_ground)
    assert np.array_equal(batch.climate.temp_ground[:, 0], soil)


def test_each_set_of_windows_is_kept_once(stack):
    batch = stack(
        ({"window": "double"}, 0.0),
        ({"albedo": 0.7}, 0.0),
        ({"window": "double", "wall_insulation": "foam_wall"}, 1.5),
        ({}, 0.0),
    )
    assert batch.sun.glass.tolist() == [0, 1, 0, 1]
    entered = (batch.sun.beam + batch.sun.diffuse).sum(axis=(0, 1))
    assert 0.3 < entered[0] / entered[1] < 0.6  # 0.4 against 0.8


def test_a_device_before_the_windows_takes_its_share_beside_an_open_one(stack):
    batch = stack(({}, 0.0), ({"shading": "louvre"}, 0.0))
    assert batch.sun.glass.tolist() == [0, 1]
    for name in ("beam", "diffuse", "inner", "outer"):
        light = getattr(batch.sun, name)
        assert light[..., 1] == pytest.approx(0.5 * light[..., 0])


def test_habits_shift_set_points_whatever_stands_beside_them(stack):
    warm = {"habits": Habits(name="warm", cooling_setpoint_shift=1.5)}
    place = Rooms._fields.index("cooling_shift")
    for variants, shifts in (
        ([warm], [1.5]),
        ([{}, warm], [0.0, 1.5]),
        ([warm, {}], [1.5, 0.0]),
    ):
        batch = stack(*((one, 0.0) for one in variants))
        assert batch.rooms[0, place] == pytest.approx(shifts)


def test_wind_acts_on_the_face_it_blows_on_and_less_in_its_lee(stack, nodes):
    batch = stack(({}, 0.0), merge=Merge.BY_FACE)
    weather = nodes[0.0].weather
    wind = 0.5 * mean_of_hour(weather.wind_speed)  # shelter of the house
    onto = 3.26 * wind**0.89
    behind = 3.55 * wind**0.617
    forced = batch.climate.forced
    is_open = batch.layout.kind == OUTDOOR
    turn = np.radians(weather.wind_direction)
    # first room: north, east, south, roof
    walls = np.flatnonzero(is_open)[:4]
    for number, azimuth in zip(walls, (0.0, 90.0, 180.0), strict=False):
        blows = np.cos(turn - np.radians(azimuth)) >= 0.0
        assert blows.any()
        assert forced[:, number] == pytest.approx(np.where(blows, onto, behind))
    assert forced[:, walls[3]] == pytest.approx(onto)
    sheltered = (batch.layout.kind != OUTDOOR) & (forced.max(axis=0) == 0.0)
    assert sheltered.sum() == 3  # two slabs and the inner wall


def test_a_face_out_of_the_wind_has_no_forced_film(house, call_kernel):
    zone = house.zones[0]
    still = tuple(dataclasses.replace(one, sees_wind=False) for one in zone.surfaces)
    rooms = (dataclasses.replace(zone, surfaces=still, windows=()), house.zones[1])
    line = call_kernel(dataclasses.replace(house, zones=rooms), count=24)
    own = line.batch.layout.zone == 0
    forced = line.batch.climate.forced
    assert (forced[:, own] == 0.0).all()
    assert forced[:, ~own].max() > 3.0
