"""The heat network obeys the static laws of its walls and windows."""

from dataclasses import replace

import numpy as np
import pytest

from twin.ground.quality import Status
from twin.model.material import Glazing
from twin.model.zone import Boundary
from twin.physics.films import Films

TEMPS = slice(0, 2)
HEATS = slice(2, None)


def static(network):
    """Outputs for a unit of each input that lasts."""
    return network.through + network.output @ np.linalg.solve(
        network.conductance, network.gain
    )


def heated_loss(network, outdoor, zone_count=1):
    """Heat into the air of every zone that holds all air at 20 °C [W]."""
    gains = static(network)
    air = gains[:zone_count, -2 * zone_count : -zone_count]
    return np.linalg.solve(air, 20.0 - gains[:zone_count, 0] * outdoor)


def test_conductance_is_symmetric_and_positive_definite(two_storeys):
    matrix = two_storeys.conductance
    assert np.array_equal(matrix, matrix.T)
    assert np.linalg.eigvalsh(matrix).min() > 0.0
    assert two_storeys.capacity.min() > 0.0


def test_eliminating_massless_nodes_keeps_the_symmetry(two_storeys):
    """Reciprocity of ports: heat into the air acts on a node as the node on the air."""
    gain = two_storeys.gain[:, -4:-2]
    assert gain == pytest.approx(two_storeys.output[:2].T, abs=1e-12)


def test_heat_through_a_wall_with_films_follows_its_u_value(kit):
    """A zone all of one wall construction: one face sees no other, so that the inside
    film is convection alone; all radiation stays between equal faces."""
    films = Films(convection_outside=12.0)
    surfaces = [kit.surface("wall", 40.0, kit.WALL)]
    net = kit.network(kit.building(kit.zone("box", surfaces)), films=films)
    outside = 1.0 / (12.0 + 0.9 * 5.70)
    u_value = 1.0 / (1.0 / 2.5 + kit.WALL.resistance + outside)
    loss = heated_loss(net, outdoor=0.0)
    assert loss == pytest.approx([40.0 * u_value * 20.0], rel=1e-9)


def test_a_black_box_with_radiant_and_air_heat_at_one_temperature_has_the_standard_film(
    kit,
):
    """Where air and star are both at 20 °C the film is hc + hr and U = 1/ΣR; walls,
    roof and window add up as UA."""
    house = kit.building(
        kit.zone(
            "box",
            [
                kit.surface("wall", 40.0, kit.WALL),
                kit.surface("roof", 50.0, kit.ROOF, tilt=0.0, is_roof=True),
            ],
            [kit.window(8.0)],
        )
    )
    net = kit.network(house)
    outside = 1.0 / (12.0 + 5.13)
    wall = 40.0 / (1.0 / (2.5 + 5.13) + kit.WALL.resistance + outside)
    roof = 50.0 / (1.0 / (0.7 + 5.13) + kit.ROOF.resistance + outside)
    glass = 8.0 / (1.0 / (2.5 + 0.84 * 5.70) + 1.0 / 5.8 - 0.13)
    # Unknown: heat into air and heat onto faces, so both air and star reach 20 °C;
    # heat onto the faces does not pass the film, so it is counted by superposition.
    gains = static(net)
    both = gains[:2, -2:]
    heat = np.linalg.solve(both, np.array([20.0, 20.0]))
    faces = np.array([40.0, 50.0, 8.0])
    uas = np.array([wall, roof, glass])
    films = np.array([2.5 + 5.13, 0.7 + 5.13, 2.5 + 0.84 * 5.70]) * faces
    shares = faces / faces.sum()
    # flux balance of each face: film (20 - T) + q share = UAout T
    outer = 1.0 / (1.0 / uas - 1.0 / films)
    radiant = heat[1]
    temps = (films * 20.0 + radiant * shares) / (films + outer)
    assert gains[-1, -2:] @ heat == pytest.approx(float(np.sum(outer * temps)))
    assert heat.sum() == pytest.approx(float(np.sum(outer * temps)))
    # and the star node is balanced with those face temperatures
    star = np.array([0.9, 0.9, 0.84]) * 5.70 * faces
    assert np.sum(star * (temps - 20.0)) == pytest.approx(0.0, abs=1e-6)


def test_heat_loss_of_a_box_is_its_ua_by_hand(kit):
    """Emissivity zero inside parts the faces: each loses by convection alone, so
    UA = Σ A/(1/hc + R + 1/he); the window's emissivity stays but meets no partner."""
    shiny = replace(kit.WALL, emissivity_inside=0.0)
    dull = replace(kit.ROOF, emissivity_inside=0.0)
    house = kit.building(
        kit.zone(
            "box",
            [
                kit.surface("wall", 40.0, shiny),
                kit.surface("roof", 50.0, dull, tilt=0.0, is_roof=True),
            ],
            [kit.window(8.0)],
        )
    )
    outside = 1.0 / (12.0 + 0.9 * 5.70)
    wall = 40.0 / (1.0 / 2.5 + 0.02 / 0.93 * 2 + 0.24 / 0.81 + outside)
    roof = 50.0 / (1.0 / 0.7 + 0.05 / 0.04 + 0.12 / 1.74 + 0.02 / 0.93 + outside)
    glass = 8.0 / (1.0 / 2.5 + 1.0 / 5.8 - 0.13)
    loss = heated_loss(kit.network(house), outdoor=-10.0)
    assert loss == pytest.approx([(wall + roof + glass) * 30.0], rel=1e-9)


def test_all_heat_leaves_in_the_end_and_no_more(two_storeys):
    gains = static(two_storeys)
    assert gains[-1, HEATS] == pytest.approx(np.ones(two_storeys.gain.shape[1] - 2))


def test_between_equal_boundaries_every_node_has_their_temperature(two_storeys):
    states = np.linalg.solve(two_storeys.conductance, two_storeys.gain[:, TEMPS])
    assert states.sum(axis=1) == pytest.approx(np.ones(len(states)), abs=1e-12)
    gains = static(two_storeys)
    assert gains[:-1, TEMPS].sum(axis=1) == pytest.approx(np.ones(4), abs=1e-12)
    assert gains[-1, TEMPS].sum() == pytest.approx(0.0, abs=1e-9)


def test_heat_in_one_zone_warms_the_other_as_much_as_the_reverse(two_storeys):
    air = static(two_storeys)[:2, -4:-2]
    assert air[0, 1] == pytest.approx(air[1, 0], rel=1e-9)
    assert 0.0 < air[0, 1] < min(air[0, 0], air[1, 1])


def test_a_pair_of_zones_exchanges_through_its_slab_alone(kit):
    """Two zones of bare air and slab, faces without emissivity: hc–R–hc by hand."""
    slab = replace(kit.SLAB, emissivity_inside=0.0)
    skin = replace(kit.WALL, emissivity_inside=0.0)
    lower = kit.zone("lower", [kit.surface("wall", 20.0, skin)])
    upper = kit.zone(
        "upper",
        [
            kit.surface("wall", 20.0, skin),
            kit.surface(
                "slab", 50.0, slab, Boundary.ZONE, tilt=180.0, neighbour="lower"
            ),
        ],
    )
    # a window in each gives the star nodes something to hold on to
    zones = [replace(one, windows=(kit.window(1.0),)) for one in (lower, upper)]
    net = kit.network(kit.building(*zones))
    outside = 1.0 / (12.0 + 5.13)
    own = 20.0 / (0.4 + kit.WALL.resistance + outside) + 1.0 / (0.4 + 1.0 / 5.8 - 0.13)
    # upper face is a floor (0.7), lower face is the ceiling of the lower zone (0.7)
    between = 50.0 / (1.0 / 0.7 + 0.12 / 1.74 + 1.0 / 0.7)
    matrix = np.array([[own + between, -between], [-between, own + between]])
    air = static(net)[:2, -4:-2]
    assert air == pytest.approx(np.linalg.inv(matrix), rel=1e-9)


def test_the_ceiling_film_of_the_lower_zone_is_not_the_floor_film(kit):
    """In a cold climate heat flows up: 5.0 below the slab, 0.7 above it."""
    cold = Films(convection_outside=12.0, convection_ceiling=5.0)
    mild = kit.network(kit.pair())
    other = kit.network(kit.pair(), films=cold)
    assert static(other)[0, -3] > static(mild)[0, -3]


@pytest.mark.parametrize("resistance", [0.2, 0.9, 3.0])
def test_the_path_to_the_ground_has_floor_soil_and_virtual_layer(kit, resistance):
    floor = replace(kit.SLAB, emissivity_inside=0.0)
    room = kit.zone(
        "room",
        [kit.surface("floor", 50.0, floor, Boundary.GROUND, tilt=180.0)],
        [kit.window(1.0)],
    )
    net = kit.network(kit.building(room), resistance_ground=resistance)
    glass = 1.0 / (0.4 + 1.0 / 5.8 - 0.13)
    ground = 50.0 / (1.0 / 0.7 + 0.12 / 1.74 + 0.5 / 2.0 + resistance)
    gains = static(net)
    assert gains[0, 1] == pytest.approx(ground / (ground + glass), rel=1e-9)
    assert gains[0, -2] == pytest.approx(1.0 / (ground + glass), rel=1e-9)


def test_capacities_are_those_of_air_furniture_layers_and_soil(kit):
    net = kit.network(kit.building(kit.room()))
    wall = 67.0 * (0.04 * 1800.0 * 1050.0 + 0.24 * 1800.0 * 1050.0)
    roof = 50.0 * (0.12 * 2500.0 * 920.0 + 0.02 * 1800.0 * 1050.0)
    floor = 50.0 * (0.12 * 2500.0 * 920.0 + 0.5 * 2.0e6)
    air = 150.0 * 1.17 * 1006.0 + 50.0 * 20_000.0
    assert net.capacity.sum() == pytest.approx(wall + roof + floor + air)


def test_an_adiabatic_wall_stores_but_does_not_lose(kit):
    room = kit.room()
    party = kit.surface("party", 30.0, kit.WALL, Boundary.ADIABATIC)
    plain = kit.network(kit.building(room))
    more = kit.network(kit.building(replace(room, surfaces=(*room.surfaces, party))))
    heat = 30.0 * 0.28 * 1800.0 * 1050.0
    assert more.capacity.sum() - plain.capacity.sum() == pytest.approx(heat)
    assert static(more)[0, 0] == pytest.approx(static(plain)[0, 0], rel=0.02)


def test_windows_of_different_glass_have_faces_of_their_own(kit):
    """Hand-made network of two faces, one star and one air node at 20 °C."""
    double = Glazing(
        name="double", u_value=1.6, shgc=0.5, source="test", status=Status.ASSUMPTION
    )
    shiny = replace(kit.WALL, emissivity_inside=0.0)
    windows = [kit.window(5.0), kit.window(3.0, double), kit.window(2.0, double)]
    box = kit.zone("box", [kit.surface("wall", 40.0, shiny)], windows)
    loss = heated_loss(kit.network(kit.building(box)), outdoor=0.0)
    radiative, convective = 5.0 * 0.84 * 5.70, 5.0 * 2.5
    outer = np.array([5.0 / (1.0 / 5.8 - 0.13), 5.0 / (1.0 / 1.6 - 0.13)])
    matrix = np.diag([*(outer + convective + radiative), 2.0 * radiative])
    matrix[:2, 2] = matrix[2, :2] = -radiative
    faces = np.linalg.solve(matrix, [convective * 20.0, convective * 20.0, 0.0])[:2]
    wall = 40.0 * 20.0 / (0.4 + kit.WALL.resistance + 1.0 / (12.0 + 5.13))
    assert loss == pytest.approx([wall + float(outer @ faces)], rel=1e-9)
