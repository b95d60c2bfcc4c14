"""What events make of a building: only what they touch."""

import dataclasses

import pytest

from twin.annual.variant import apply_variant
from twin.model.programme import Habits
from twin.model.zone import Boundary


def _changed(house, products, variant):
    return apply_variant(house, variant, products)


def _surfaces(building, is_roof):
    return [
        one
        for zone in building.zones
        for one in zone.surfaces
        if one.boundary is Boundary.OUTDOOR and one.is_roof is is_roof
    ]


def test_a_variant_as_built_is_the_building(house, products, make_variant):
    assert _changed(house, products, make_variant()) == house


@pytest.mark.parametrize(
    ("field", "product", "is_roof"),
    [
        ("roof_insulation", "foam_roof", True),
        ("wall_insulation", "foam_wall", False),
    ],
)
def test_insulation_adds_its_resistance_outside_where_it_belongs(
    house, products, make_variant, field, product, is_roof
):
    after = _changed(house, products, make_variant(**{field: product}))
    pairs = zip(_surfaces(house, is_roof), _surfaces(after, is_roof), strict=True)
    for old, new in pairs:
        gained = new.construction.resistance - old.construction.resistance
        assert gained == pytest.approx(0.08 / 0.04)
        assert new.construction.layers[0] == products[product].layers[0]
        assert new.construction.layers[1:] == old.construction.layers
        assert new.construction.name != old.construction.name
    assert _surfaces(after, not is_roof) == _surfaces(house, not is_roof)


def test_albedo_acts_on_roofs_alone(house, products, make_variant):
    after = _changed(house, products, make_variant(albedo=0.7))
    for roof in _surfaces(after, True):
        assert roof.construction.absorptance_outside == pytest.approx(0.3)
    assert _surfaces(after, False) == _surfaces(house, False)


def test_inner_walls_and_floors_are_the_same_objects(house, products, make_variant):
    full = make_variant(
        albedo=0.7, roof_insulation="foam_roof", wall_insulation="foam_wall"
    )
    after = _changed(house, products, full)
    for old_zone, new_zone in zip(house.zones, after.zones, strict=True):
        for old, new in zip(old_zone.surfaces, new_zone.surfaces, strict=True):
            if old.boundary is not Boundary.OUTDOOR:
                assert new is old


def test_shading_multiplies_what_stands_there_already(house, products, make_variant):
    half = dataclasses.replace(house.zones[0].windows[0], shading_factor=0.8)
    first = dataclasses.replace(house.zones[0], windows=(half,))
    start = dataclasses.replace(house, zones=(first, house.zones[1]))
    after = _changed(start, products, make_variant(shading="louvre"))
    factors = [zone.windows[0].shading_factor for zone in after.zones]
    assert factors == pytest.approx([0.4, 0.5])
    assert after.zones[0].windows[0].glazing is half.glazing


def test_new_windows_bring_their_glazing_and_keep_their_place(
    house, products, make_variant
):
    after = _changed(house, products, make_variant(window="double"))
    for old, new in zip(house.zones, after.zones, strict=True):
        window = new.windows[0]
        assert window.glazing == products["double"].glazing
        assert (
            dataclasses.replace(window, glazing=old.windows[0].glazing)
            == (old.windows[0])
        )


def test_broken_machines_lose_their_capacity_and_nothing_else(
    house, products, make_variant
):
    after = _changed(house, products, make_variant(has_cooling=False))
    for old, new in zip(house.zones, after.zones, strict=True):
        assert new.cooling_capacity == 0.0
        assert dataclasses.replace(new, cooling_capacity=old.cooling_capacity) == old


def test_habits_shift_set_point_trigger_and_windows(house, products, make_variant):
    habits = Habits(
        name="x",
        cooling_setpoint_shift=1.0,
        cooling_trigger_shift=2.0,
        window_opening_shift=-1.5,
    )
    after = _changed(house, products, make_variant(habits=habits))
    for old, new in zip(house.zones, after.zones, strict=True):
        assert new.usage.cooling_setpoint == old.usage.cooling_setpoint + 1.0
        assert new.usage.cooling_trigger == old.usage.cooling_trigger + 2.0
        assert new.usage.window_opening_temp == old.usage.window_opening_temp - 1.5
        assert new.usage.heating_setpoint == old.usage.heating_setpoint


def test_habits_shut_windows_or_leave_them_open_while_cooling(
    house, products, make_variant
):
    habits = Habits(name="x", window_share=0.25, window_share_cooling=0.5)
    after = _changed(house, products, make_variant(habits=habits))
    for old, new in zip(house.zones, after.zones, strict=True):
        asked = dataclasses.replace(
            old.usage.opening, share_done=0.25, share_cooling=0.5
        )
        assert new.usage.opening == asked


def test_the_network_is_shared_by_variants_that_differ_elsewhere(make_variant):
    key = make_variant().envelope_key
    for same in ({"albedo": 0.5}, {"shading": "louvre"}, {"has_cooling": False}):
        assert make_variant(**same).envelope_key == key
    for other in ("window", "roof_insulation", "wall_insulation", "building"):
        assert make_variant(**{other: "x"}).envelope_key != key
