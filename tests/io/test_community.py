"""A community from footprints: what is conserved, what turns, what is refused."""

import copy
import json
import math
import shutil
from collections import Counter
from itertools import pairwise

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from twin.ground.errors import InputError
from twin.ground.hashing import content_hash, file_hash
from twin.ground.quality import Origin
from twin.io.catalogue import read_products
from twin.io.community import (
    load_buildings,
    load_community,
    load_library,
    load_stock,
    read_stock,
)
from twin.io.footprint import local_transformer
from twin.io.world import read_world
from twin.model.component import Kind
from twin.model.zone import Boundary

LATITUDE, LONGITUDE = 18.64, 109.70
L_SHAPE = [(0, 0), (20, 0), (20, 6), (8, 6), (8, 12), (0, 12)]
HOUSE = [(0, 0), (12, 0), (12, 8), (0, 8)]
SOUTH = {"north": 0.0, "east": 0.0, "south": 0.5, "west": 0.0}
BAR = [(0, 0), (36, 0), (36, 10), (0, 10)]


@pytest.fixture(scope="module")
def baoting(root):
    return load_stock(root / "buildings" / "baoting")


@pytest.fixture(scope="module")
def library(root):
    return load_library(root / "buildings" / "archetypes")


@pytest.fixture
def load(root, tmp_path, library):
    """Load a community of (id, archetype, storeys, corners, extra) in local metres."""

    def build(*features, **top):
        folder = tmp_path / "place"
        folder.mkdir(exist_ok=True)
        shutil.copy(root / "buildings" / "baoting" / "site.yaml", folder)
        text = json.dumps(collection(*features) | top)
        (folder / "community.geojson").write_text(text, encoding="utf-8")
        return read_stock(folder, library)

    return build


def collection(*features):
    return {
        "type": "FeatureCollection",
        "is_illustrative": True,
        "features": [feature(*one) for one in features],
    }


def feature(name, archetype, storeys, corners, extra=None):
    back = local_transformer(LATITUDE, LONGITUDE)
    ring = [list(back.transform(*one, direction="INVERSE")) for one in corners]
    record = {"id": name, "name": name, "archetype": archetype, "year_built": 1995}
    record |= {"storeys": storeys} | (extra or {})
    return {
        "type": "Feature",
        "properties": record,
        "geometry": {"type": "Polygon", "coordinates": [[*ring, ring[0]]]},
    }


def move(points, east=0.0, north=0.0, degrees=0.0):
    c, s = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    return [(c * x - s * y + east, s * x + c * y + north) for x, y in points]


def surfaces(building, boundary):
    return [
        (zone, one)
        for zone in building.zones
        for one in zone.surfaces
        if one.boundary is boundary
    ]


# ------------------------------------------------------------------------ Baoting


def test_baoting_is_an_invented_community_of_every_archetype(baoting):
    counts = Counter(one.archetype for one in baoting.buildings)
    assert baoting.is_illustrative
    assert len(baoting.buildings) >= 64
    assert len(counts) == 13
    assert (
        counts["li_traditional"] + counts["rural_brick"] + counts["rural_villa"] == 45
    )
    assert sum(len(one.zones) for one in baoting.buildings) <= 300
    assert all(one.count == 0 for b in baoting.buildings for one in b.origins[:2])


def test_every_component_of_baoting_is_in_the_catalogue(root):
    folder = root / "buildings"
    products = read_products(folder / "catalogue" / "products.yaml")
    world = read_world(folder / "catalogue" / "world.yaml")
    community = load_community(folder / "baoting", products, world)
    assert community.products == products
    assert community.world == world
    assert len(community.buildings) == 67


def test_a_component_that_no_catalogue_has_is_refused(root):
    folder = root / "buildings"
    products = read_products(folder / "catalogue" / "products.yaml")
    world = read_world(folder / "catalogue" / "world.yaml")
    fewer = tuple(one for one in products if one.name != "wh_solar")
    with pytest.raises(InputError, match="no such product") as caught:
        load_community(folder / "baoting", fewer, world)
    assert {one.given for one in caught.value.problems} == {"wh_solar"}


def test_floors_walls_and_roofs_of_every_building_add_up(baoting):
    for one in baoting.buildings:
        corners = [*one.outline, one.outline[0]]
        perimeter = sum(math.dist(a, b) for a, b in pairwise(corners))
        floors = sum(z.floor_area * z.multiplier for z in one.zones)
        assert floors == pytest.approx(one.floor_area, rel=1e-9)
        assert one.floor_area == pytest.approx(one.roof_area * one.storeys)
        assert one.wall_area + one.window_area == pytest.approx(perimeter * one.height)
        roofs = [s.area for z in one.zones for s in z.surfaces if s.is_roof]
        assert sum(roofs) == pytest.approx(one.roof_area)
        grounds = [s.area for _, s in surfaces(one, Boundary.GROUND)]
        assert sum(grounds) == pytest.approx(one.roof_area)


def test_every_slab_of_every_building_is_there_once(baoting):
    """Between storeys lie storeys − 1 slabs, whether shared or between alike."""
    for one in baoting.buildings:
        shared = sum(
            s.area for _, s in surfaces(one, Boundary.ZONE) if s.exposure.tilt == 180.0
        )
        halves = sum(
            z.multiplier * s.area for z, s in surfaces(one, Boundary.ADIABATIC)
        )
        slabs = one.roof_area * (one.storeys - 1)
        assert shared + 0.5 * halves == pytest.approx(slabs, abs=1e-6)


def test_walls_between_zones_count_every_storey(load):
    one = load(("bar", "urban_1990s", 9, BAR)).buildings[0]
    areas = {
        z.name: s.area for z, s in surfaces(one, Boundary.ZONE) if s.exposure.tilt == 90
    }
    assert areas["ground_living"] == pytest.approx(10 * 2.9)
    assert areas["middle_living"] == pytest.approx(10 * 2.9 * 7)


def test_surfaces_between_zones_are_listed_once_and_name_a_zone(baoting):
    for one in baoting.buildings:
        names = {zone.name for zone in one.zones}
        assert len(names) == len(one.zones)
        pairs = [(z.name, s.neighbour) for z, s in surfaces(one, Boundary.ZONE)]
        assert all(neighbour in names for _, neighbour in pairs)
        assert len({frozenset(pair) for pair in pairs}) == len(pairs)


def test_people_of_a_dwelling_have_a_place_by_day_and_by_night(baoting):
    for one in baoting.buildings:
        if one.dwellings:
            for is_bedroom in (False, True):
                people = sum(
                    z.people * z.multiplier
                    for z in one.zones
                    if z.usage.is_bedroom is is_bedroom
                )
                assert people == pytest.approx(one.residents), one.id


def test_moisture_of_a_zone_follows_its_people(baoting):
    living = next(
        z for z in baoting.buildings[0].zones if z.usage.name.startswith("living")
    )
    assert living.usage.moisture_source == pytest.approx(3.5e-6 * living.people)


def test_reading_twice_gives_the_same_buildings(root, baoting):
    again = load_stock(root / "buildings" / "baoting")
    assert content_hash(again.buildings) == content_hash(baoting.buildings)
    assert load_buildings(root / "buildings" / "baoting")[1] == baoting.buildings


def test_the_order_of_features_does_not_matter(root, tmp_path, baoting, library):
    source = root / "buildings" / "baoting"
    raw = json.loads((source / "community.geojson").read_text("utf-8"))
    raw["features"] = raw["features"][::-1]
    shutil.copy(source / "site.yaml", tmp_path)
    (tmp_path / "community.geojson").write_text(json.dumps(raw), encoding="utf-8")
    other = read_stock(tmp_path, library)
    assert content_hash(other.buildings) == content_hash(baoting.buildings)


def test_the_hashes_are_those_of_the_files(root, baoting):
    hashes = dict(baoting.file_hashes)
    folder = root / "buildings"
    assert hashes["usages.yaml"] == file_hash(folder / "usages.yaml")
    assert hashes["archetypes/school.yaml"] == file_hash(
        folder / "archetypes/school.yaml"
    )
    assert hashes["community.geojson"] == file_hash(
        folder / "baoting/community.geojson"
    )


# ------------------------------------------------------------------------ geometry


def test_storeys_stand_for_each_other(load):
    stock = load(
        ("one", "rural_brick", 1, HOUSE),
        ("two", "rural_brick", 2, move(HOUSE, 200)),
        ("six", "rural_brick", 6, move(HOUSE, 400)),
    )
    shapes = {
        b.id: [
            (z.name.split("_")[0], z.multiplier, z.height_above_ground)
            for z in b.zones[::2]
        ]
        for b in stock.buildings
    }
    assert shapes["one"] == [("ground", 1, 0.0)]
    assert shapes["two"] == [("ground", 1, 0.0), ("top", 1, 3.2)]
    assert shapes["six"] == [("ground", 1, 0.0), ("middle", 4, 3.2), ("top", 1, 16.0)]


@pytest.mark.parametrize("degrees", [10, 90, 230])
def test_turning_a_community_turns_its_faces_and_leaves_its_areas(load, degrees):
    place = [
        ("a", "urban_1990s", 6, L_SHAPE),
        ("b", "rural_brick", 1, move(HOUSE, 4, -20)),
    ]
    turned = [(*one[:3], move(one[3], degrees=degrees)) for one in place]
    steps = degrees // 10
    for before, after in zip(
        load(*place).buildings, load(*turned).buildings, strict=True
    ):
        assert after.wall_area == pytest.approx(before.wall_area)
        assert after.window_area == pytest.approx(before.window_area)
        for one, other in zip(before.zones, after.zones, strict=True):
            assert other.floor_area == pytest.approx(one.floor_area)
            walls = {round(w.exposure.azimuth) % 360: w for w in one.windows}
            for window in other.windows:
                old = walls[round(window.exposure.azimuth + degrees) % 360]
                assert window.area == pytest.approx(old.area)
                sky = window.exposure.sky_view
                assert sky == pytest.approx(old.exposure.sky_view, abs=1e-4)
                back = (
                    window.exposure.horizon[-steps:] + window.exposure.horizon[:-steps]
                )
                assert back == pytest.approx(old.exposure.horizon, abs=0.01)


def test_a_building_alone_has_a_free_horizon_and_a_tower_to_the_south_takes_it(load):
    house = ("house", "rural_brick", 1, HOUSE)
    alone = load(house).buildings[0]
    tower = (
        "tower",
        "urban_2010s",
        18,
        move([(-60, 0), (60, 0), (60, 12), (-60, 12)], 6, -32),
    )
    shaded = next(b for b in load(house, tower).buildings if b.id == "house")
    exposures = [w.exposure for z in alone.zones for w in z.windows]
    assert all(set(one.horizon) == {0.0} and one.sky_view == 1.0 for one in exposures)
    south = next(
        w.exposure
        for z in shaded.zones
        for w in z.windows
        if round(w.exposure.azimuth) == 180
    )
    rise, distance = 18 * 2.9 - 1.6, 20.0
    assert max(south.horizon) == pytest.approx(
        math.degrees(math.atan(rise / distance)), abs=0.5
    )
    north = next(
        w.exposure
        for z in shaded.zones
        for w in z.windows
        if round(w.exposure.azimuth) % 360 == 0
    )
    assert north.sky_view == 1.0
    roof = next(s for z in shaded.zones for s in z.surfaces if s.is_roof)
    assert roof.exposure.sky_view < 1.0


def test_higher_storeys_see_more_sky(load):
    tower = ("tower", "urban_1990s", 9, BAR)
    other = ("other", "urban_1990s", 6, move(BAR, 0, -22))
    one = next(b for b in load(tower, other).buildings if b.id == "tower")
    views = [
        w.exposure.sky_view
        for z in one.zones
        if z.name.endswith("living")
        for w in z.windows
        if round(w.exposure.azimuth) == 180
    ]
    assert views[0] < views[1] < views[2] == 1.0


# ---------------------------------------------------------------- own values, luck


def test_a_value_of_a_building_goes_over_that_of_its_archetype(load):
    given = {
        "wwr": {"value": SOUTH, "origin": "measured"},
        "n50": {"value": 3.5, "origin": "measured"},
        "wall": {"value": "wall_aac_200", "origin": "documented"},
        "glazing": {"value": "lowe_gb55015", "origin": "documented"},
        "residents": {"value": 7, "origin": "documented"},
        "air_conditioners": {"value": 4, "origin": "documented"},
        "pv_kwp": {"value": 5, "origin": "assumed"},
        "storey_height": {"value": 3.0, "origin": "measured"},
        "origin": "measured",
    }  # fmt: skip
    one = load(("a", "rural_brick", 1, HOUSE, given)).buildings[0]
    assert one.window_area == pytest.approx(0.5 * 12 * 3.0)
    assert (one.n50, one.residents, one.height) == (3.5, 7.0, 3.0)
    walls = {
        s.construction.name for _, s in surfaces(one, Boundary.OUTDOOR) if not s.is_roof
    }
    assert walls == {"wall_aac_200"}
    assert {w.glazing.name for z in one.zones for w in z.windows} == {"lowe_gb55015"}
    units = [c for c in one.components if c.kind is Kind.AIR_CONDITIONER]
    assert sum(c.quantity for c in units) == 4
    assert {c.origin for c in units} == {Origin.DOCUMENTED}
    sun = next(c for c in one.components if c.kind is Kind.PHOTOVOLTAIC)
    assert (sun.product, sun.quantity, sun.origin) == (
        "pv_rooftop",
        5.0,
        Origin.ASSUMED,
    )
    counts = {x.origin: x.count for x in one.origins}
    assert counts[Origin.MEASURED] == 3 + 3
    assert counts[Origin.DOCUMENTED] == 4
    assert counts[Origin.ASSUMED] == 1
    assert counts[Origin.ARCHETYPE] == 3 + 2 + 4


def test_a_house_without_air_conditioners_is_cooled_nowhere(load):
    none = {"air_conditioners": {"value": 0, "origin": "measured"}}
    one = load(("a", "rural_brick", 1, HOUSE, none)).buildings[0]
    assert not any(z.is_cooled or z.cooling_capacity for z in one.zones)
    assert not any(c.kind is Kind.AIR_CONDITIONER for c in one.components)


def test_an_archetype_says_which_rooms_are_heated_and_what_fans_it_has(root, tmp_path):
    home = tmp_path / "buildings"
    shutil.copytree(root / "buildings", home)
    path = home / "archetypes" / "rural_brick.yaml"
    raw = yaml.safe_load(path.read_text(encoding="utf-8"))
    for one in raw["zones"]:
        one |= {"is_heated": one["is_cooled"], "heating": 50.0}
    fans = {"kind": "ceiling_fan", "per": "floor_area", "amount": 0.1, "oldest": 14.0}
    raw["components"].append(fans | {"products": [{"product": "ceiling_fan_dc"}]})
    path.write_text(yaml.safe_dump(raw), encoding="utf-8")
    folder = tmp_path / "place"
    folder.mkdir()
    shutil.copy(root / "buildings" / "baoting" / "site.yaml", folder)
    text = json.dumps(collection(("a", "rural_brick", 1, HOUSE)))
    (folder / "community.geojson").write_text(text, encoding="utf-8")
    one = read_stock(folder, load_library(home / "archetypes")).buildings[0]
    for zone in one.zones:
        assert zone.heating_capacity == pytest.approx(50.0 * zone.floor_area)
    assert any(zone.is_heated for zone in one.zones)
    found = [part for part in one.components if part.kind is Kind.CEILING_FAN]
    assert sum(part.quantity for part in found) == round(0.1 * one.floor_area)


def test_a_single_air_conditioner_goes_to_the_bedroom(load):
    one_unit = {"air_conditioners": {"value": 1, "origin": "measured"}}
    one = load(("a", "rural_brick", 1, HOUSE, one_unit)).buildings[0]
    capacity = {z.name: z.cooling_capacity for z in one.zones}
    assert capacity == {"ground_living": 0.0, "ground_bedroom": pytest.approx(3500.0)}


def test_components_are_few_equal_groups_no_older_than_the_house(baoting):
    for one in baoting.buildings:
        for kind, number in Counter(c.kind for c in one.components).items():
            groups = [c for c in one.components if c.kind is kind]
            assert number <= 6
            assert len({c.quantity for c in groups}) == 1
            assert all(0 <= c.age <= max(0, 2025 - one.year_built) for c in groups)
            assert [c.age for c in groups] == sorted(c.age for c in groups)
        assert len({c.name for c in one.components}) == len(one.components)


def test_a_neighbour_does_not_change_what_a_building_has(load):
    house = ("house", "rural_villa", 2, HOUSE)
    alone = load(house).buildings[0]
    joined = load(("a_new_one", "rural_villa", 2, move(HOUSE, 50)), house).buildings[1]
    assert joined.components == alone.components
    assert joined.components != load(("other", *house[1:])).buildings[0].components


def test_cooking_and_people_count_by_dwelling(load):
    one = load(("a", "urban_1990s", 6, BAR)).buildings[0]
    assert one.dwellings == round(6 * 360 / 70)
    assert one.residents == pytest.approx(3.0 * one.dwellings)
    assert one.cooking == pytest.approx(3.6e6 * one.dwellings)
    assert one.hot_water == pytest.approx(25 * 4186 * 36, rel=0.01)


# ------------------------------------------------------------------------- refusals


def refused(load, *features, **top) -> dict[str, str]:
    with pytest.raises(InputError) as caught:
        load(*features, **top)
    return {one.path: one.message for one in caught.value.problems}


def test_all_mistakes_of_a_community_are_named_at_once(load):
    def bad(name, corners=HOUSE, east=0.0, **extra):
        return (name, "rural_brick", 1, move(corners, east), extra)

    good = collection(bad("a"), bad("b", east=20), bad("c", east=40))["features"]
    swapped = copy.deepcopy(good[0])
    ring = swapped["geometry"]["coordinates"][0]
    swapped["geometry"]["coordinates"][0] = [[y, x] for x, y in ring]
    swapped["properties"]["id"] = "swapped"
    opened = copy.deepcopy(good[1])
    opened["geometry"]["coordinates"][0].pop()
    opened["properties"]["id"] = "opened"
    hole = copy.deepcopy(good[1])
    hole["geometry"]["coordinates"] *= 2
    hole["properties"] |= {"id": "hole"}
    points = copy.deepcopy(good[2])
    points["geometry"] = {"type": "MultiPolygon", "coordinates": [[]]}
    points["properties"]["id"] = "points"
    too_much = {"value": 0.95, "origin": "measured"}
    guessed = {"value": 5, "origin": "guess"}
    features = [
        *good,
        feature("a", "rural_brick", 1, move(HOUSE, 60)),
        feature("e", "rural_brik", -2, move(HOUSE, 80), {"storeyz": 1}),
        feature("../f", "rural_brick", 1, [(100, 0), (110, 10), (110, 0), (100, 10)]),
        feature("g", "rural_brick", 1, move(HOUSE, 45)),
        feature("h", "rural_brick", 1, move([(0, 0), (3, 0), (3, 3), (0, 3)], 120)),
        feature("i", "rural_brick", 1.5, move(HOUSE, 140), {"year_built": "old"}),
        feature("j", "rural_brick", 1, move(HOUSE, 160), {"wwr": too_much}),
        feature("k", "rural_brick", 1, move(HOUSE, 180), {"n50": 5}),
        feature("l", "rural_brick", 1, move(HOUSE, 200), {"n50": guessed}),
        swapped,
        opened,
        hole,
        points,
        {"type": "Feature", "geometry": None, "properties": None},
    ]  # fmt: skip
    found = refused(load, features=features)
    expected = {
        "features.3.properties.id": "given twice",
        "features.4.properties.archetype": "did you mean 'rural_brick'?",
        "features.4.properties.storeys": "greater than or equal to 1",
        "features.4.properties.storeyz": "did you mean 'storeys'?",
        "features.5.properties.id": "match pattern",
        "features.5.geometry.coordinates.0": "simple polygon",
        "features.6.geometry": "overlaps building 'c'",
        "features.7.geometry.coordinates.0": "area must be",
        "features.8.properties.storeys": "integer",
        "features.8.properties.year_built": "integer",
        "features.9.properties.wwr.value": "between 0 and 0.9",
        "features.10.properties.n50": "object",
        "features.11.properties.n50.origin": "'measured'",
        "features.12.geometry.coordinates.0": "swapped",
        "features.13.geometry.coordinates.0": "closed",
        "features.14.geometry.coordinates": "at most 1",
        "features.15.geometry.type": "Polygon",
        "features.16.properties": "object",
        "features.16.geometry": "object",
    }
    for path, hint in expected.items():
        assert hint in found.get(path, "nothing was said"), path


@pytest.mark.parametrize(
    ("top", "path"),
    [
        ({"type": "Topology"}, "type"),
        ({"features": []}, "features"),
        ({"features": {"a": 1}}, "features"),
        ({"features": [1, 2]}, "features.0"),
        ({"crs": {"type": "name"}}, "crs"),
        ({"is_illustrative": "yes"}, "is_illustrative"),
    ],
)
def test_a_collection_that_is_none_is_refused(load, top, path):
    assert path in refused(load, ("a", "rural_brick", 1, HOUSE), **top)


@pytest.mark.parametrize("text", ["", "not json", "[]", "{", '{"type": 1, "type": 2}'])
def test_a_file_that_is_no_geojson_is_refused(root, tmp_path, text, library):
    shutil.copy(root / "buildings" / "baoting" / "site.yaml", tmp_path)
    (tmp_path / "community.geojson").write_text(text)
    with pytest.raises(InputError, match=r"community\.geojson"):
        read_stock(tmp_path, library)


def test_a_place_swapped_within_the_globe_is_recognised(root, tmp_path, library):
    """At (35, 100) both orders are possible degrees."""
    site = (root / "buildings/baoting/site.yaml").read_text("utf-8")
    site = site.replace("18.64", "35.0").replace("109.70", "60.0")
    (tmp_path / "site.yaml").write_text(site, encoding="utf-8")
    raw = collection(("a", "rural_brick", 1, HOUSE))
    corners = [(35.0, 60.0), (35.0001, 60.0), (35.0001, 60.0001), (35.0, 60.0)]
    raw["features"][0]["geometry"]["coordinates"] = [corners]
    (tmp_path / "community.geojson").write_text(json.dumps(raw))
    with pytest.raises(InputError, match="look swapped"):
        read_stock(tmp_path, library)


@pytest.mark.parametrize(
    ("archetype", "extra", "path"),
    [
        ("rural_brick", {"wall": {"value": "wal_brick_240", "origin": "measured"}},
         "wall.value"),
        ("rural_brick", {"glazing": {"value": "crystal", "origin": "measured"}},
         "glazing.value"),
        ("li_traditional", {"air_conditioners": {"value": 1, "origin": "measured"}},
         "air_conditioners"),
        ("market", {"storey_height": {"value": 2.2, "origin": "measured"}},
         None),
    ],
)  # fmt: skip
def test_own_values_that_stand_for_nothing_are_refused(load, archetype, extra, path):
    one = ("a", archetype, 1, HOUSE, extra)
    if path is None:
        height = load(one).buildings[0].height
        assert height == pytest.approx(2.2)
    else:
        assert f"features.0.properties.{path}" in refused(load, one)


def test_a_name_is_kept_as_it_is_written(load):
    text = "<script>alert(1)</script> & 'x'"
    one = load(("a", "rural_brick", 1, HOUSE, {"name": text})).buildings[0]
    assert one.name == text


JUNK = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=5),
    st.lists(st.floats(), max_size=3),
    st.dictionaries(st.text(max_size=3), st.none(), max_size=2),
)  # fmt: skip


def places(thing, path=()):
    """Return every place inside nested mappings and lists."""
    inner = thing.items() if isinstance(thing, dict) else enumerate(thing)
    found = []
    for key, value in inner:
        found.append((*path, key))
        if isinstance(value, dict | list):
            found += places(value, (*path, key))
    return found


@settings(
    max_examples=80,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.data())
def test_whatever_stands_in_a_file_it_is_read_or_refused(tmp_path, root, library, data):
    extra = {"n50": {"value": 5.0, "origin": "measured"}}
    raw = collection(("a", "rural_brick", 2, HOUSE, extra))
    path = data.draw(st.sampled_from(places(raw)))
    place = raw
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] = data.draw(JUNK)
    shutil.copy(root / "buildings" / "baoting" / "site.yaml", tmp_path)
    (tmp_path / "community.geojson").write_text(json.dumps(raw), encoding="utf-8")
    try:
        stock = read_stock(tmp_path, library)
    except InputError:
        return
    volumes = [z.volume for b in stock.buildings for z in b.zones]
    assert all(0.0 < one < math.inf for one in volumes)
