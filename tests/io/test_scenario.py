"""Scenario files: good ones, and every way in which one can be wrong."""

import importlib.util
from dataclasses import replace
from pathlib import Path

import pytest
import yaml

from twin.ground.errors import InputError
from twin.io.catalogue import read_products
from twin.io.scenario import read_scenario, read_scenarios
from twin.io.world import read_world
from twin.model.component import Kind

NAMES = ("baseline", "cool_envelope", "electrify", "deep_retrofit", "windows_ajar")


class Plain(yaml.SafeDumper):
    """Writes what occurs twice in full, without anchors."""

    def ignore_aliases(self, data):
        return True


@pytest.fixture(scope="module")
def shop(root: Path):
    catalogue = root / "buildings" / "catalogue"
    return (
        read_products(catalogue / "products.yaml"),
        read_world(catalogue / "world.yaml"),
    )


@pytest.fixture
def raw(root: Path):
    text = (root / "scenarios" / "deep_retrofit.yaml").read_text(encoding="utf-8")
    return yaml.safe_load(text)


@pytest.fixture
def refuse(shop, tmp_path):
    def attempt(raw):
        file = tmp_path / "scenario.yaml"
        file.write_text(yaml.dump(raw, Dumper=Plain), encoding="utf-8")
        with pytest.raises(InputError) as caught:
            read_scenario(file, *shop)
        return [str(one) for one in caught.value.problems]

    return attempt


def test_the_embedded_scenarios_are_sound_and_named_as_their_files(root, shop):
    paths = [root / "scenarios" / f"{name}.yaml" for name in NAMES]
    found = read_scenarios(paths, *shop)
    assert tuple(one.name for one in found) == NAMES
    assert found[0].programmes == ()
    assert found[2].policy.replacements[0].kind is Kind.COOKER


def test_every_fired_appliance_of_the_stock_is_electrified_by_a_rule(root, shop):
    products = {one.name: one for one in shop[0]}
    electrify = read_scenario(root / "scenarios" / "electrify.yaml", *shop)
    rules = {one.replaces: one.product for one in electrify.policy.replacements}
    for name, product in products.items():
        if product.carrier.value in {"lpg", "natural_gas"}:
            assert products[rules[name]].carrier.value == "electricity"


def test_the_scenario_beside_the_page_of_fans_can_be_read(root, shop):
    cool = read_scenario(root / "docs" / "howto" / "cool_air.yaml", *shop)
    kinds = [one.kind for part in cool.programmes for one in part.measures]
    assert kinds == [Kind.CEILING_FAN, Kind.VENTILATION]


def test_the_script_builds_the_same_programme_as_the_file(root, shop):
    path = root / "scenarios" / "cool_envelope_script.py"
    spec = importlib.util.spec_from_file_location("cool_envelope_script", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    built = module.build_scenario()
    read = read_scenario(root / "scenarios" / "cool_envelope.yaml", *shop)
    assert replace(built, description="") == replace(read, description="")


def first(raw):
    return raw["programmes"][0]


def change(path, value):
    def apply(raw):
        *parents, last = path
        place = raw
        for one in parents:
            place = place[one]
        place[last] = value

    return apply


BAD = {
    "unknown product, nearest one named": (
        change(("programmes", 0, "measures", 1, "product"), "roof_cool_pant"),
        "did you mean 'roof_cool_paint'?",
    ),
    "negative budget": (
        change(("programmes", 0, "budget"), -5.0),
        "programmes.0.budget: should be greater than or equal to 0",
    ),
    "end before start": (
        change(("programmes", 0, "end"), 2020.0),
        "programmes.0.end: must not lie before the start",
    ),
    "unknown kind": (
        change(("programmes", 0, "measures", 0, "kind"), "roof_garden"),
        "programmes.0.measures.0.kind",
    ),
    "product of another kind": (
        change(("programmes", 0, "measures", 0, "product"), "solar_film"),
        "is of kind 'shading', not 'roof_insulation'",
    ),
    "quantity that does not fit the kind": (
        change(("programmes", 0, "measures", 0, "quantity_per"), "dwelling"),
        "must be 'roof_area' for kind 'roof_insulation'",
    ),
    "share above one": (
        change(("policy", "replacements", 0, "share"), 1.2),
        "policy.replacements.0.share",
    ),
    "rule for an unknown product": (
        change(("policy", "replacements", 0, "replaces"), "cooker_coal"),
        "policy.replacements.0.replaces: unknown product",
    ),
    "unknown grid path": (
        change(("grid_path",), "hainan_reff"),
        "grid_path: unknown grid path; did you mean 'hainan_ref'?",
    ),
    "wrong type": (
        change(("programmes", 0, "budget"), "a lot"),
        "programmes.0.budget",
    ),
    "number as text": (
        change(("crews", 0, "count"), "2"),
        "crews.0.count",
    ),
    "unknown key": (
        lambda raw: raw.update(programs=raw["programmes"]),
        "programs: unknown key; did you mean 'programmes'?",
    ),
    "trade given twice": (
        lambda raw: raw["crews"].append(dict(raw["crews"][0])),
        "crews.6.trade: is given twice",
    ),
    "trade that nobody exercises": (
        lambda raw: raw["crews"].pop(),
        "crews: no crew of trade 'facade'",
    ),
    "unknown trade": (
        change(("crews", 0, "trade"), "plumbr"),
        "crews.0.trade: unknown trade; did you mean 'plumber'?",
    ),
    "programme given twice": (
        lambda raw: raw["programmes"].append(dict(raw["programmes"][0])),
        "programmes.2.name: is given twice",
    ),
    "missing name": (lambda raw: raw.pop("name"), "name: is required but missing"),
    "name with a slash": (change(("name",), "../evil"), "name: "),
    "empty title": (change(("title",), ""), "title: "),
    "unknown priority": (
        change(("programmes", 0, "priority"), "richest_first"),
        "programmes.0.priority",
    ),
    "unknown use": (change(("programmes", 0, "uses"), ["castle"]), "uses"),
    "year that is none": (change(("programmes", 0, "start"), 26.0), "start"),
    "negative interval": (
        change(("policy", "recoat_interval"), -1.0),
        "policy.recoat_interval",
    ),
    "no crews at all": (change(("crews",), []), "crews"),
    "programmes that are no list": (change(("programmes",), "none"), "programmes"),
    "policy that is no mapping": (change(("policy",), 3), "policy"),
    "not a number": (change(("programmes", 0, "budget"), float("nan")), "budget"),
}


@pytest.mark.parametrize("case", BAD)
def test_a_wrong_file_is_refused_with_place_and_reason(case, raw, refuse):
    spoil, expected = BAD[case]
    spoil(raw)
    problems = refuse(raw)
    assert any(expected in one for one in problems), problems


def test_all_problems_of_a_file_are_named_at_once(raw, refuse):
    """Those of the schema and those across files, in one error."""
    first(raw)["budget"] = -5.0
    first(raw)["measures"][1]["product"] = "roof_cool_pant"
    raw["programmes"][1]["end"] = 2020.0
    raw["grid_path"] = "moon"
    raw["policy"]["replacements"][3]["product"] = "wh_heat_pumpp"
    raw["colour"] = "red"
    raw["crews"].append({"trade": "plumber", "count": 1, "working_days": 200})
    problems = refuse(raw)
    assert len(problems) == 7


def test_a_file_that_is_no_mapping_is_refused(shop, tmp_path):
    file = tmp_path / "scenario.yaml"
    file.write_text("- baseline\n- electrify\n", encoding="utf-8")
    with pytest.raises(InputError, match="must be a mapping"):
        read_scenario(file, *shop)


def test_two_scenarios_of_one_name_are_refused(root, shop, tmp_path):
    path = root / "scenarios" / "baseline.yaml"
    copy = tmp_path / "copy.yaml"
    copy.write_bytes(path.read_bytes())
    with pytest.raises(InputError, match="already the name"):
        read_scenarios([path, copy], *shop)


def test_hazards_are_read_with_their_source_and_strike_nobody_else(root, shop):
    found = read_scenario(root / "scenarios" / "typhoons.yaml", *shop)
    assert [one.name for one in found.hazards] == ["typhoon", "heatwave"]
    typhoon, heatwave = found.hazards
    assert typhoon.damages[0].kind is Kind.PHOTOVOLTAIC
    assert heatwave.warming > 0.0
    assert typhoon.source
    for name in NAMES:
        assert read_scenario(root / "scenarios" / f"{name}.yaml", *shop).hazards == ()


def test_every_problem_of_hazards_is_named(root, refuse):
    text = (root / "scenarios" / "typhoons.yaml").read_text(encoding="utf-8")
    raw = yaml.safe_load(text)
    raw["hazards"][0]["damages"].append({"kind": "window", "probability": 0.1})
    raw["hazards"][1]["name"] = "typhoon"
    problems = "\n".join(refuse(raw))
    assert "hazards.0.damages.5.kind: is given twice" in problems
    assert "hazards.1.name: is given twice" in problems
    raw = yaml.safe_load(text)
    raw["hazards"][0]["last_month"] = 3
    raw["hazards"][1]["warming"] = 0.0
    del raw["hazards"][1]["source"]
    problems = "\n".join(refuse(raw))
    assert "last_month must not lie before first_month" in problems
    assert "hazards.1.source" in problems
