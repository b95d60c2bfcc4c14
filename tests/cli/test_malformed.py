"""Every mistake in a file is one message with file, place and what is allowed."""

import json

import pytest
import yaml

BASELINE = "scenarios/baseline.yaml"
ARCHETYPE = "buildings/archetypes/rural_brick.yaml"
PACK = "packs/provisional-1.5c.yaml"
HOUSES = "buildings/baoting/community.geojson"
EPW = "weather/baoting.epw"
FIRST = "109.6980451"


def _property(**values):
    return lambda found: found[1]["properties"].update(values)


def _without(key):
    return lambda found: found[1]["properties"].pop(key)


def _outline(*points):
    ring = [list(point) for point in (*points, points[0])]
    return lambda found: found[1]["geometry"].update(coordinates=[ring])


GEOJSON = [
    (_property(archetype="rural_brik"), "archetype", "did you mean 'rural_brick'?"),
    (_property(year_built=3000), "year_built", "less than or equal to 2025"),
    (_property(storeys=0), "storeys", "greater than or equal to 1"),
    (_property(storeys="one"), "storeys", "valid integer"),
    (_property(id="../../etc"), "id", "pattern"),
    (_property(id="house_01"), "id", "house_01"),
    (_property(colour="red"), "colour", "unknown key"),
    (_without("name"), "name", "is required but missing"),
    (_property(n50={"value": 6.5, "origin": "heard"}), "n50.origin", "'measured'"),
    (
        _outline(
            (109.70, 18.640), (109.701, 18.641), (109.701, 18.640), (109.70, 18.641)
        ),
        "features.1.geometry",
        "",
    ),
    (
        lambda found: found[1].update(geometry={"type": "Point", "coordinates": []}),
        "geometry.type",
        "'Polygon'",
    ),
]
ARCHETYPES = [
    ("storey_height: 3.2", "storey_height: tall", "storey_height", "valid number"),
    ("clear_height: 3.05", "clear_height: 3.5", "clear_height", "below storey_height"),
    ("wwr: 0.12", "wwr: 1.2", "wwr", "between 0 and 0.9"),
    ("n50: 12", "n50: .nan", "n50", "finite number"),
    ("n50: 12", "n_50: 12", "n_50", "did you mean 'n50'?"),
    ("wall_brick_180", "wall_brik_180", "constructions.wall", "wall_brick_180"),
    ("share: 0.5", "share: 0.4", "zones", "sum to 1"),
    ("use: dwelling", "use: castle", "use", "'dwelling'"),
    ("use: dwelling", "use: !!python/name:os.system dwelling", "line", "tag"),
    ("cooker_lpg", "cooker_lgp", "component cooker", "cooker_lpg"),
    ("n50: 12", "n50: 12\nn50: 13", "line", "is given twice"),
]
SCENARIOS = [
    ("name: baseline", "name: ../baseline", "name", "pattern"),
    ("ssp245", "ssp999", "climate_pathway", "ssp245"),
    ("hainan_ref", "hainan_rf", "grid_path", "did you mean 'hainan_ref'?"),
    ("count: 2", "count: 0", "crews.0.count", "greater than or equal to 1"),
    ("working_days: 216", "working_days: 500", "working_days", "equal to 366"),
    ("trade: plumber", "trade: magician", "crews.1.trade", "plumber"),
    ("programmes: []", "programmes: none", "programmes", "valid array"),
    ("maintenance_interval: 3.0", "maintenance_intervl: 3.0", "policy", "unknown key"),
    ("product: ac_split_g3", "product: ac_g3", "policy.replacements.0", "ac_split_g3"),
    ("title: Like for like", "title: [Like", "line", "not valid YAML"),
    ("title: Like for like", "title: *x", "line", "aliases"),
]
PACKS = [
    ("rejection: 0.05", "rejection: 1.5", "decision.rejection", "equal to 1"),
    ("rule: guarded", "rule: generous", "decision.rule", "'guarded'"),
    ("least_futures: 20", "least_futures: few", "decision.least_futures", "integer"),
    ("needs: {certified", "needs: {bronze", "scoring.needs.bronze", "unknown key"),
    (
        "allow_unverified: true",
        "allow_unverified: maybe",
        "allow_unverified",
        "boolean",
    ),
    ("language: en", "language: English", "language", "pattern"),
    ("{id: CE, name", "{id: C E, name", "categories.0.id", "pattern"),
    ("scope: ", "scope: un", "criteria.0.scope", "'building'"),
    ('operator: "<="', 'operator: "<"', "operator", "'<='"),
    ("status: G", "status: X", "status", "'V'"),
    ("id: provisional-1_5c", "id: provisional-1_5c\nid: mine", "line", "given twice"),
]


def _line(number, column, value):
    def edit(lines):
        cells = lines[number - 1].split(",")
        cells[column - 1] = value
        lines[number - 1] = ",".join(cells)

    return edit


EPWS = [
    (_line(1, 7, "118.64"), "LOCATION", "90"),
    (_line(1, 9, "x"), "LOCATION", "number"),
    (_line(20, 7, "warm"), "line 20, column 7", "finite number"),
    (_line(20, 2, "13"), "line 20, column 2", "from 1 to 12"),
    (_line(20, 4, "25"), "line 20, column 4", "from 1 to 24"),
    (_line(20, 4, "3"), "line 20", "expected month 1, day 1, hour 12"),
    (lambda lines: lines.pop(50), "month 1, day 2", "8760"),
    (lambda lines: lines.insert(50, lines[50]), "the row is given twice", "8760"),
    (lambda lines: lines.insert(50, "warm day"), "line 51", "starts with a year"),
    (lambda lines: lines.pop(0), "LOCATION", ""),
    (lambda lines: lines.clear(), "", "is empty"),
]


@pytest.fixture
def refused(say, project, tmp_path):
    """Compare, and say that nothing but one message came of it."""

    def look(name, *wanted):
        results = tmp_path / "results"
        said = say("compare", "baseline", "-p", project, "--results", results)
        assert said.code == 2, said.err
        assert said.err.startswith(f"{project / name}: "), said.err
        assert said.err.count(" problem") == 1
        assert said.out == ""
        assert "Traceback" not in said.err
        assert not results.exists()
        for text in wanted:
            assert text in said.err
        return said.err

    return look


@pytest.mark.parametrize(("edit", "place", "allowed"), GEOJSON)
def test_a_mistake_in_a_community_is_told(
    refused, project, edit_features, edit, place, allowed
):
    edit_features(project, edit)
    refused(HOUSES, place, allowed)


@pytest.mark.parametrize(("old", "new", "place", "allowed"), ARCHETYPES)
def test_a_mistake_in_an_archetype_is_told(
    refused, project, change, old, new, place, allowed
):
    change(project / ARCHETYPE, old, new)
    # Products are looked up when buildings are made, so the community is named.
    refused(HOUSES if new == "cooker_lgp" else ARCHETYPE, place, allowed)


@pytest.mark.parametrize(("old", "new", "place", "allowed"), SCENARIOS)
def test_a_mistake_in_a_scenario_is_told(
    refused, project, change, old, new, place, allowed
):
    change(project / BASELINE, old, new)
    refused(BASELINE, place, allowed)


@pytest.mark.parametrize(("old", "new", "place", "allowed"), PACKS)
def test_a_mistake_in_a_pack_is_told(
    refused, project, change, old, new, place, allowed
):
    change(project / PACK, old, new)
    refused(PACK, place, allowed)


@pytest.mark.parametrize(("edit", "place", "allowed"), EPWS)
def test_a_mistake_in_a_weather_file_is_told(refused, project, edit, place, allowed):
    path = project / EPW
    lines = path.read_text(encoding="utf-8").splitlines()
    edit(lines)
    path.write_text("\n".join(lines), encoding="utf-8")
    refused(EPW, place, allowed)


def test_all_mistakes_of_a_scenario_are_told_at_once(refused, project, change):
    path = project / BASELINE
    change(path, "count: 2", "count: 0")
    change(path, "count: 2", "count: 0")
    change(path, "recoat_interval: 0.0", "recoat_interval: -1.0")
    change(path, "hainan_ref", "moon")
    told = refused(BASELINE, "4 problems", "crews.0.count", "crews.1.count", "moon")
    assert "policy.recoat_interval" in told


def test_all_mistakes_of_a_community_are_told_at_once(refused, project, edit_features):
    def edit(found):
        found[0]["properties"]["storeys"] = 0
        found[1]["properties"]["archetype"] = "castle"
        del found[2]["properties"]["year_built"]

    edit_features(project, edit)
    refused(HOUSES, "3 problems", "features.0", "features.1", "features.2")


def test_all_mistakes_of_a_weather_file_are_told_at_once(refused, project):
    path = project / EPW
    lines = path.read_text(encoding="utf-8").splitlines()
    _line(20, 7, "warm")(lines)
    _line(21, 7, "hot")(lines)
    _line(1, 7, "north")(lines)
    path.write_text("\n".join(lines), encoding="utf-8")
    refused(EPW, "3 problems", "line 20", "line 21", "LOCATION")


@pytest.mark.parametrize("name", [BASELINE, ARCHETYPE, PACK, HOUSES, EPW])
def test_bytes_that_are_no_text_are_told(refused, project, name):
    (project / name).write_bytes(b"\x00\xff\xfe not text")
    refused(name, "")


@pytest.mark.parametrize("name", [PACK, EPW, HOUSES])
def test_a_lost_file_is_told(refused, project, name):
    (project / name).unlink()
    refused(name, "no such file")


def test_the_corrupted_files_are_valid_before(small):
    for name in (BASELINE, ARCHETYPE, PACK):
        assert yaml.safe_load((small / name).read_text(encoding="utf-8"))
    houses = json.loads((small / HOUSES).read_text(encoding="utf-8"))
    assert len(houses["features"]) == 3
