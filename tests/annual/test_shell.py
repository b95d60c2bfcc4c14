"""Elements as the kernel reads them: reduced against whole, and their constants."""

import dataclasses

import numpy as np
import pytest

from twin.annual import scratch as row
from twin.annual.shell import build_shell, resistance_ground, stack_fabric
from twin.model.material import Construction, Layer
from twin.model.zone import Boundary
from twin.physics.elements import Merge
from twin.physics.response import ERROR_BOUND


def _made(zone, name, *layers):
    """A construction of the materials of the house: brick, concrete or foam."""
    known = {
        layer.material.name: layer.material
        for surface in zone.surfaces
        for layer in surface.construction.layers
    }
    return Construction(
        name=name,
        layers=tuple(
            Layer(material=known[one], thickness=size) for one, size in layers
        ),
    )


@pytest.fixture(scope="module")
def houses(house, make_zone, make_building):
    """Light, heavy and mixed: the last has two rooms, an inner wall and a slab."""
    room = make_zone()
    light = _made(room, "light", ("brick", 0.02), ("foam", 0.06), ("brick", 0.01))
    heavy = _made(room, "heavy", ("foam", 0.05), ("concrete", 0.3), ("brick", 0.1))

    def all_of(made, boundary):
        surfaces = tuple(
            dataclasses.replace(
                one,
                construction=made,
                boundary=boundary if one.name == "slab" else one.boundary,
            )
            for one in room.surfaces
        )
        return make_building(dataclasses.replace(room, surfaces=surfaces))

    return {
        "light": all_of(light, Boundary.ADIABATIC),
        "heavy": all_of(heavy, Boundary.GROUND),
        "mixed": house,
    }


@pytest.mark.parametrize("kind", ["light", "heavy", "mixed"])
def test_reduced_elements_give_the_year_of_whole_ones(kind, houses, call_kernel):
    whole = call_kernel(houses[kind])
    reduced = call_kernel(houses[kind], bound=ERROR_BOUND)
    assert len(reduced.batch.fabric.decay) < 0.4 * len(whole.batch.fabric.decay)
    air = reduced.hours.temp_air - whole.hours.temp_air
    # measured: 3e-8 K, 5e-5 K and 2e-6 K
    assert np.sqrt((air**2).mean()) < 1e-3
    assert reduced.hours.cooling.sum() == pytest.approx(
        whole.hours.cooling.sum(), rel=1e-4
    )


@pytest.mark.parametrize("merge", list(Merge))
def test_shares_of_light_and_radiant_heat_are_whole(houses, merge):
    for building in houses.values():
        shell = build_shell(building, merge=merge)
        for zone in range(len(building.zones)):
            radiant = sum(
                shell.face[number, row.SHARE_RADIANT] * (one.zone == zone)
                + shell.face[number, row.BACK_RADIANT] * (one.neighbour == zone)
                for number, one in enumerate(shell.elements)
            )
            panes = [
                shell.face[number, row.SHARE_RADIANT]
                for number, one in enumerate(shell.panes, start=len(shell.elements))
                if one.zone == zone
            ]
            assert radiant + sum(panes) == pytest.approx(1.0)
        assert (shell.face[:, row.SHARE_BEAM : row.BACK_RADIANT + 1] >= 0.0).all()


def test_the_floor_takes_most_of_the_beam(house):
    shell = build_shell(house, merge=Merge.BY_FACE)
    for zone in range(2):
        beam = [
            shell.face[number, row.SHARE_BEAM]
            for number, one in enumerate(shell.elements)
            if one.zone == zone and one.tilt == 180.0
        ]
        # absorptance 0.6 of the first hit, and a little that comes back
        assert 0.6 < sum(beam) < 0.7


def test_a_wall_sees_half_of_the_sky_and_less_behind_houses(house):
    """Toward the horizon the sky counts as air: the share to the power of 1.5."""
    zone = house.zones[0]
    for view in (1.0, 0.4):
        walls = tuple(
            dataclasses.replace(
                one, exposure=dataclasses.replace(one.exposure, sky_view=view)
            )
            for one in zone.surfaces
        )
        rooms = (dataclasses.replace(zone, surfaces=walls), house.zones[1])
        shell = build_shell(dataclasses.replace(house, zones=rooms))
        for number, one in enumerate(shell.elements):
            own = shell.face[number]
            if one.zone == 0 and one.boundary is Boundary.OUTDOOR:
                seen = 1.0 if one.tilt == 0.0 else 0.5**1.5
                assert own[row.RAD_SKY] == pytest.approx(0.9 * one.area * seen * view)
                total = own[row.RAD_SKY] + own[row.RAD_AIR]
                assert total == pytest.approx(0.9 * one.area)
                assert own[row.ABSORB] == pytest.approx(0.6 * one.area)


def test_storeys_multiply_every_extensive_constant(house):
    double = dataclasses.replace(
        house,
        zones=tuple(dataclasses.replace(one, multiplier=3) for one in house.zones),
    )
    one, three = build_shell(house), build_shell(double)
    shares = slice(row.SHARE_BEAM, row.BACK_RADIANT + 1)
    for number, element in enumerate(one.elements):
        times = 1.0 if element.boundary is Boundary.ZONE else 3.0
        extensive = three.face[number, [row.AREA, row.D_IN, row.D_OUT, row.ABSORB]]
        expected = times * one.face[number, [row.AREA, row.D_IN, row.D_OUT, row.ABSORB]]
        assert extensive == pytest.approx(expected)
    assert three.face[:, shares].shape == one.face[:, shares].shape


def test_a_larger_slab_lies_on_more_resistance(house):
    wide = dataclasses.replace(
        house, outline=((0.0, 0.0), (40.0, 0.0), (40.0, 20.0), (0.0, 20.0))
    )
    assert resistance_ground(wide) > 1.5 * resistance_ground(house) > 0.0
    shell = build_shell(house)
    for number, one in enumerate(shell.elements):
        link = shell.face[number, row.LINK_GROUND]
        is_ground = one.boundary is Boundary.GROUND
        expected = one.area / resistance_ground(house) if is_ground else 0.0
        assert link == pytest.approx(expected)


def test_static_heat_of_an_element_is_its_area_over_its_resistance(house):
    """Both as one and with the elements of other lanes beside it."""
    thick = dataclasses.replace(
        house,
        zones=tuple(
            dataclasses.replace(
                zone,
                surfaces=tuple(
                    dataclasses.replace(
                        one,
                        construction=_made(
                            zone, one.construction.name, ("brick", 0.4), ("foam", 0.1)
                        )
                        if one.name in {"north", "south"}
                        else one.construction,
                    )
                    for one in zone.surfaces
                ),
            )
            for zone in house.zones
        ),
    )
    shells = [build_shell(one, merge=Merge.BY_FACE) for one in (house, thick)]
    fabric, orders = stack_fabric(shells)
    assert fabric.decay.shape == (sum(orders), 2)
    for lane, shell in enumerate(shells):
        place = 0
        for number, one in enumerate(shell.elements):
            here = slice(place, place + orders[number])
            place += orders[number]
            left = fabric.decay[here, lane]
            pull = fabric.gain_in[here, lane] * fabric.gain_out[here, lane]
            static = (
                np.sum(pull / (1.0 - left)) + fabric.face[number, row.D_CROSS, lane]
            )
            soil = 0.25 if one.boundary is Boundary.GROUND else 0.0
            whole = one.construction.resistance + soil
            assert static == pytest.approx(one.area / whole, rel=1e-9)
