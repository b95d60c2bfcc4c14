"""Footprints of others: areas kept, repairs named, what is filled in is marked."""

import csv
import json
import math
import shutil

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from pyproj import Transformer
from shapely.geometry import Polygon

from twin.ground.errors import InputError
from twin.io.community import load_buildings
from twin.io.defaults import default_folder
from twin.io.footprint import local_transformer
from twin.io.gis.import_gis import Asked, import_gis
from twin.io.gis.impute import _number
from twin.io.gis.layer import Shape
from twin.io.gis.repair import repair
from twin.io.gis.words import USES, style_of

LOCAL = local_transformer(18.64, 109.70)


def degrees(corners):
    x, y = LOCAL.transform(*zip(*corners, strict=True), direction="INVERSE")
    return [[float(a), float(b)] for a, b in zip(x, y, strict=True)]


def box(x, y, wide=20.0, deep=10.0):
    ring = [(x, y), (x + wide, y), (x + wide, y + deep), (x, y + deep)]
    return {"type": "Polygon", "coordinates": [degrees([*ring, ring[0]])]}


def feature(geometry, **values):
    return {"type": "Feature", "properties": values, "geometry": geometry}


def layer(path, *features, **top):
    text = {"type": "FeatureCollection", "features": list(features)} | top
    path.write_text(json.dumps(text), encoding="utf-8")
    return path


@pytest.fixture
def ask(tmp_path):
    def run(*features, mapping=None, name="town.geojson", **options):
        file = layer(tmp_path / name, *features)
        if mapping is not None:
            (tmp_path / "map.yaml").write_text(mapping, encoding="utf-8")
            options["mapping"] = tmp_path / "map.yaml"
        return import_gis(Asked(file=file, out=tmp_path / "out", **options))

    return run


def properties(tmp_path):
    raw = json.loads((tmp_path / "out" / "community.geojson").read_text("utf-8"))
    return [one["properties"] for one in raw["features"]]


def test_three_buildings_of_cea_become_a_community(ask, tmp_path):
    found = ask(
        feature(box(0, 0), name="B1", floors_ag=2, height_ag=6.2, year=1990,
                use_type1="MULTI_RES"),
        feature(box(0, 30), name="B2", floors_ag=6, height_ag=20.0, year=2008,
                use_type1="OFFICE"),
        feature(box(0, 60), name="B3", floors_ag=2, year=2015, use_type1="SCHOOL"),
    )  # fmt: skip
    assert found.style == "CEA"
    site, buildings = load_buildings(tmp_path / "out")
    assert site.name == "Baoting"
    assert [one.name for one in buildings] == ["B1", "B2", "B3"]
    # Coordinates of eight decimals keep 200 m² to a few parts in a million.
    areas = [one.floor_area for one in buildings]
    assert areas == pytest.approx([400.0, 1200.0, 400.0], rel=1e-4)
    assert found.floor_area == pytest.approx(2000.0, rel=1e-4)
    one, two, three = properties(tmp_path)
    assert two["archetype"] == "office"
    assert three["archetype"] == "school"
    assert one["storey_height"] == {"value": 3.1, "origin": "documented"}
    assert one["imputed"] == ["archetype"]
    assert {str(one.use) for one in buildings} == {"dwelling", "office", "school"}


def test_what_is_missing_is_filled_in_and_marked_value_by_value(ask, tmp_path):
    found = ask(
        feature(box(0, 0), **{"@id": "way/77", "building": "house", "height": "9.3 m"}),
        feature(
            box(0, 30),
            **{
                "building": "apartments",
                "building:levels": "6",
                "start_date": "2006-05",
            },
        ),
    )
    assert found.style == "OpenStreetMap"
    one, two = properties(tmp_path)
    assert one["id"] == "way_77"
    assert one["imputed"] == ["archetype", "year_built", "storeys"]
    assert one["storeys"] == 3
    assert two["imputed"] == ["archetype"]
    assert (two["year_built"], two["storeys"]) == (2006, 6)
    assert two["archetype"] == "urban_2000s"
    table = (tmp_path / "out" / "import_gis.csv").read_text("utf-8").splitlines()
    rows = list(csv.DictReader(table))
    assert {(row["field"], row["origin"]) for row in rows if row["feature"] == "1"} == {
        ("archetype", "assumed"), ("year_built", "documented"),
        ("storeys", "documented"),
    }  # fmt: skip
    assert found.counts()["storeys"] == {"assumed": 1, "documented": 1}
    _, buildings = load_buildings(tmp_path / "out")
    counts = [{str(c.origin): c.count for c in one.origins} for one in buildings]
    # Year and storeys of the first, neither of the second.
    by_name = dict(zip([one.name for one in buildings], counts, strict=True))
    assert by_name["Feature 1"]["assumed"] == 2
    assert by_name["Feature 2"]["assumed"] == 0


def test_urbanopt_measures_in_feet_and_has_a_site_origin(ask, tmp_path):
    found = ask(
        {"type": "Feature", "properties": {"type": "Site Origin", "name": "o"},
         "geometry": {"type": "Point", "coordinates": [109.70, 18.64]}},
        feature(box(0, 0), id="7", name="Shop", type="Building",
                building_type="Retail", number_of_stories=1, floor_area=2153,
                maximum_roof_height=13.0, year_built=2001),
    )  # fmt: skip
    assert found.style == "URBANopt"
    (only,) = properties(tmp_path)
    assert only["archetype"] == "market"
    assert only["storey_height"]["value"] == pytest.approx(13 * 0.3048, abs=0.005)
    left = [one for one in found.repaired.repairs if one.is_left_out]
    assert [(one.path, one.text) for one in left] == [
        ("features.0", "is a Point, not a polygon")
    ]
    assert "floor_area" in found.ignored


def test_a_mapping_says_what_nobody_could_guess(ask, tmp_path):
    mapping = """
fields: {id: Kennung, use: Art, year_built: Baujahr, storeys: Geschosse, height: H}
uses: {Lager: skip, Amt: office}
archetypes: {Gasthof: resort_hotel}
height_unit: ft
fallback: {year_built: 1999, archetype: rural_brick}
"""
    found = ask(
        feature(box(0, 0), Kennung="a", Art="Lager"),
        feature(box(0, 30), Kennung="b", Art="Amt", Baujahr=2003, Geschosse=2, H=24),
        feature(box(0, 60), Kennung="c", Art="Gasthof", Geschosse=2),
        feature(box(0, 90), Kennung="d", Geschosse=1),
        mapping=mapping,
    )
    assert found.filled.skipped == (("features.0", "Lager"),)
    b, c, d = properties(tmp_path)
    assert (b["archetype"], b["year_built"]) == ("office", 2003)
    assert b["storey_height"]["value"] == pytest.approx(12 * 0.3048, abs=0.005)
    assert (c["archetype"], c["year_built"]) == ("resort_hotel", 1999)
    assert c["imputed"] == ["year_built"]
    assert d["archetype"] == "rural_brick"
    assert d["imputed"] == ["archetype", "year_built"]


def test_repairs_are_listed_and_areas_are_right(ask):
    two = {
        "type": "MultiPolygon",
        "coordinates": [box(0, 100)["coordinates"], box(0, 130)["coordinates"]],
    }
    yard = box(0, 0, 40.0, 40.0)
    yard["coordinates"].append(box(10, 10)["coordinates"][0])
    found = ask(
        feature(yard, use="school", storeys=1),
        feature(two, use="school", storeys=1),
        feature(box(50, 0), use="school", storeys=1),
        feature(box(69, 0), use="school", storeys=1),  # 10 m² over the one before
        feature(box(52, 2, 5.0, 5.0), use="school", storeys=1),  # on it
        feature(box(100, 0, 2.0, 2.0), use="school", storeys=1),  # a shed
    )
    texts = [(one.path, one.text, one.is_left_out) for one in found.repaired.repairs]
    assert ("features.0", "1 courtyards of 200 m² closed", False) in texts
    assert ("features.1", "split into 2 buildings, one for each part", False) in texts
    assert ("features.3", "overlap with features.2 of 10.0 m² cut off", False) in texts
    assert any(path == "features.4" and gone for path, _, gone in texts)
    assert ("features.5", "smaller than 10 m² (4.0 m²)", True) in texts
    assert len(found.filled.known) == 5
    assert found.floor_area == pytest.approx(1600 + 200 + 200 + 200 + 190, rel=1e-4)
    assert {one.id for one in found.filled.known} >= {"building_2_1", "building_2_2"}


def test_a_footprint_that_crosses_itself_is_refused_with_its_place(ask, tmp_path):
    bow = {"type": "Polygon", "coordinates": [
        degrees([(0, 0), (20, 10), (20, 0), (0, 10), (0, 0)])
    ]}  # fmt: skip
    far = {"type": "Polygon", "coordinates": [
        [[20.0, 52.0], [20.001, 52.0], [20.001, 52.001], [20.0, 52.0]]
    ]}  # fmt: skip
    with pytest.raises(InputError) as caught:
        ask(feature(bow, use="school"), feature(far, use="school"),
            feature(box(0, 30), use="castle"))  # fmt: skip
    text = str(caught.value)
    assert "features.0.geometry: the outline is not simple: self-intersection" in text
    assert "longitude 109.700" in text
    assert "features.1.geometry: lies more than 20 km from the site" in text
    assert "--site" in text
    assert "features.2.properties: no use that is known" in text
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("{", "not valid JSON"),
        ('{"type": "Feature"}', "must be FeatureCollection"),
        ('{"type": "FeatureCollection", "features": 3}', "must be a list"),
        ('{"type": "FeatureCollection", "features": []}', "holds 0"),
        ('{"type": "FeatureCollection", "features": [3]}', "must be a feature"),
        (
            '{"type": "FeatureCollection", "features": [{"type": "Feature", '
            '"properties": {}, "geometry": {"type": "Polygon", "coordinates": 3}}]}',
            "is not a geometry",
        ),
        (
            '{"type": "FeatureCollection", "crs": {"properties": {"name": "x:1"}}, '
            '"features": [{"type": "Feature", "properties": {}, "geometry": null}]}',
            "unknown system of coordinates",
        ),
    ],
)
def test_broken_files_are_refused(tmp_path, text, says):
    file = tmp_path / "town.geojson"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=says):
        import_gis(Asked(file=file, out=tmp_path / "out"))
    assert not (tmp_path / "out").exists()


def test_mappings_are_checked(ask):
    with pytest.raises(InputError, match="did you mean 'Geschosse'"):
        ask(feature(box(0, 0), Geschosse=2), mapping="fields: {storeys: Geschose}")
    with pytest.raises(InputError, match="unknown archetype"):
        ask(feature(box(0, 0)), mapping="fallback: {archetype: castle}")
    with pytest.raises(InputError, match="unknown key"):
        ask(feature(box(0, 0)), mapping="field: {}")


def test_a_community_is_replaced_only_when_told(ask):
    one = feature(box(0, 0), use="school", storeys=2)
    ask(one)
    with pytest.raises(InputError, match="--force"):
        ask(one)
    assert len(ask(one, is_forced=True).filled.known) == 1


@pytest.mark.parametrize("suffix", [".gpkg", ".shp"])
def test_other_formats_and_projected_coordinates_give_the_same(ask, tmp_path, suffix):
    """The same two footprints in UTM 49N, written by GDAL."""
    pyogrio = pytest.importorskip("pyogrio")
    rows = [(box(0, 0), "school", 2), (box(0, 30), "office", 6)]
    expected = ask(*(feature(g, use=u, storeys=s) for g, u, s in rows))
    turn = Transformer.from_crs("EPSG:4326", "EPSG:32649", always_xy=True)
    shapes = [
        shapely.transform(
            shapely.geometry.shape(one[0]), turn.transform, interleaved=False
        )
        for one in rows
    ]
    file = tmp_path / f"town{suffix}"
    pyogrio.raw.write(
        file, np.array([shapely.to_wkb(one) for one in shapes], dtype=object),
        [np.array([one[1] for one in rows], dtype=object),
         np.array([one[2] for one in rows])],
        ["use", "storeys"], geometry_type="Polygon", crs="EPSG:32649",
    )  # fmt: skip
    found = import_gis(Asked(file=file, out=tmp_path / "other"))
    assert found.floor_area == pytest.approx(expected.floor_area, rel=1e-6)
    assert [one.id for one in found.filled.known] == [
        one.id for one in expected.filled.known
    ]
    if suffix == ".shp":
        file.with_suffix(".prj").unlink()
        with pytest.raises(InputError, match="--crs"):
            import_gis(Asked(file=file, out=tmp_path / "third"))
        again = import_gis(Asked(file=file, out=tmp_path / "third", crs="EPSG:32649"))
        assert again.floor_area == pytest.approx(found.floor_area, rel=1e-9)


def test_the_embedded_community_comes_back_as_it_was(tmp_path):
    """Baoting's own file, read as a layer of the house's own style."""
    own = default_folder("buildings") / "baoting" / "community.geojson"
    file = tmp_path / "own.geojson"
    shutil.copy(own, file)
    found = import_gis(Asked(file=file, out=tmp_path / "out"))
    assert found.style == "twin"
    _, here = load_buildings(own.parent)
    _, there = load_buildings(tmp_path / "out")
    assert [one.name for one in here] == [one.name for one in there]
    for one, two in zip(here, there, strict=True):
        assert (one.archetype, one.year_built) == (two.archetype, two.year_built)
        assert one.floor_area == pytest.approx(two.floor_area, rel=2e-3)


@settings(max_examples=40, deadline=None)
@given(
    corners=st.integers(3, 12),
    radius=st.floats(4.0, 60.0),
    shift=st.tuples(st.floats(-500, 500), st.floats(-500, 500)),
)
def test_sound_footprints_are_left_alone(corners, radius, shift):
    angles = [2 * math.pi * n / corners for n in range(corners)]
    ring = [(shift[0] + radius * math.cos(a), shift[1] + radius * math.sin(a))
            for a in angles]  # fmt: skip
    shape = Shape(number=0, geometry=Polygon(degrees(ring)), values={})
    found = repair([shape], LOCAL)
    assert not found.repairs
    assert not found.problems
    assert found.footprints[0].area == pytest.approx(Polygon(ring).area, rel=1e-6)


def test_words_and_numbers():
    assert style_of(()).name == "plain"
    assert set(map(str, USES.values())) == {
        "dwelling", "hotel", "school", "clinic", "office", "market"
    }  # fmt: skip
    assert _number("12,5 m") == 12.5
    assert _number("three") is None
    assert _number(float("nan")) is None
    assert _number(True) is None
