"""Materials, layer stacks and glazing of the embedded folder."""

import pytest
import yaml

from twin.ground.errors import InputError
from twin.io.material import half_slab, load_constructions, load_fabric

FILM_WALL = 0.13 + 0.04
FILM_ROOF = 0.10 + 0.04
"""Surface resistances of ISO 6946, table 7 [m²K/W]."""

TOLERANCE = 0.02
"""The table gives three digits; conductivities are rounded to two."""

U_TABLE = {
    "wall_brick_240": (FILM_WALL, 2.04),
    "wall_brick_180": (FILM_WALL, 2.40),
    "wall_concrete_block_190": (FILM_WALL, 2.5),
    "wall_aac_200": (FILM_WALL, 0.84),
    "roof_rc": (FILM_ROOF, 3.2),
    "roof_rc_xps_30": (FILM_ROOF, 0.89),
    "roof_rc_xps_50": (FILM_ROOF, 0.60),
}
"""U-values of the Baoting archetype table, layer by layer [W/(m²K)]."""


@pytest.fixture(scope="module")
def fabric(root):
    return load_fabric(root / "buildings")


@pytest.mark.parametrize("name", U_TABLE)
def test_layer_stacks_give_the_published_transmittance(fabric, name):
    films, expected = U_TABLE[name]
    layers = fabric.constructions[name].layers
    resistance = films + sum(x.thickness / x.material.conductivity for x in layers)
    assert 1.0 / resistance == pytest.approx(expected, rel=TOLERANCE)


def test_every_number_says_where_it_comes_from(fabric):
    for one in (*fabric.materials.values(), *fabric.glazings.values()):
        assert len(one.source) > 5


@pytest.mark.parametrize("name", ["slab_rc", "partition_brick_120", "roof_rc_xps_30"])
def test_two_half_slabs_are_one_slab(fabric, name):
    slab = fabric.constructions[name]
    upper, lower = (half_slab(slab, is_upper=x) for x in (True, False))

    def mass(one):
        layers = one.layers
        return sum(
            x.thickness * x.material.density * x.material.heat_capacity for x in layers
        )

    assert upper.resistance + lower.resistance == pytest.approx(slab.resistance)
    assert mass(upper) + mass(lower) == pytest.approx(mass(slab))
    assert upper.layers[-1].material is slab.layers[-1].material
    assert lower.layers[-1].material is slab.layers[0].material
    thickness = sum(x.thickness for x in slab.layers)
    assert sum(x.thickness for x in upper.layers) == pytest.approx(thickness / 2)


def test_an_unknown_material_comes_with_the_nearest_known_one(tmp_path, fabric):
    path = tmp_path / "constructions.yaml"
    layers = [
        {"material": "solid_brik", "thickness": 0.1},
        {"material": "xps", "thickness": -1},
    ]
    path.write_text(yaml.safe_dump({"constructions": {"w": {"layers": layers[:1]}}}))
    with pytest.raises(InputError, match="did you mean 'solid_brick'") as caught:
        load_constructions(path, fabric.materials)
    assert caught.value.problems[0].path == "constructions.w.layers.0.material"
    path.write_text(yaml.safe_dump({"constructions": {"w": {"layers": layers}}}))
    with pytest.raises(InputError, match="greater than 0"):
        load_constructions(path, fabric.materials)


def test_a_folder_without_materials_is_refused(tmp_path):
    with pytest.raises(InputError, match="no such file"):
        load_fabric(tmp_path)
