"""Reading a pack: strict, everything that is wrong at once, nothing executed."""

import contextlib
import copy
import dataclasses
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from twin.criteria.pack import Grade, Pack, Rule
from twin.ground.errors import InputError
from twin.ground.hashing import file_hash
from twin.io.pack import read_pack

LEVEL = {"threshold": 10, "source": "a standard", "status": "S"}
ROW = {
    "id": "AA-01", "category": "AA", "name": "one", "metric": "some_metric",
    "unit": "-", "scope": "zone", "aggregation": "mean", "operator": "<=",
    "mandatory": True, "levels": {"certified": LEVEL}, "evidence": "model",
}  # fmt: skip
PACK = {
    "id": "mine", "version": "1", "title": "t", "language": "en", "jurisdiction": "CN",
    "banner": "b", "allow_unverified": False,
    "decision": {"rule": "simple", "certified": 0.5, "silver": 0.5, "gold": 0.95,
                 "rejection": 0.05, "missing_limit": 0.1, "least_futures": 20},
    "scoring": {"points": {"certified": 60, "silver": 80, "gold": 100},
                "needs": {"certified": 60, "silver": 70, "gold": 85},
                "category_share": 0.3, "source": "s", "status": "G"},
    "categories": [{"id": "AA", "name": "first", "weight": 1.0}],
    "criteria": [ROW],
}  # fmt: skip


@pytest.fixture
def write(tmp_path):
    def write(raw) -> Path:
        path = tmp_path / "pack.yaml"
        text = raw if isinstance(raw, str) else yaml.safe_dump(raw, sort_keys=False)
        path.write_text(text, encoding="utf-8")
        return path

    return write


def _problems(path) -> dict[str, str]:
    with pytest.raises(InputError) as caught:
        read_pack(path)
    assert caught.value.source == str(path)
    return {one.path: str(one) for one in caught.value.problems}


def _row(**changes):
    return copy.deepcopy({**ROW, **changes})


def _levels(**thresholds):
    return {grade: {**LEVEL, "threshold": value} for grade, value in thresholds.items()}


def test_the_smallest_pack_is_read(write):
    path = write(PACK)
    pack = read_pack(path)
    assert isinstance(pack, Pack)
    assert pack.decision.rule is Rule.SIMPLE
    assert pack.file_hash == file_hash(path)
    (row,) = pack.criteria
    (level,) = row.levels
    assert (level.grade, level.threshold) == (Grade.CERTIFIED, 10.0)
    assert (level.metric, level.unit, level.scope) == ("some_metric", "-", "zone")
    assert (row.weight, row.applies.uses, row.note) == (1.0, (), "")


def test_a_level_may_name_another_metric(write):
    other = {**LEVEL, "threshold": 99, "metric": "other", "unit": "h"}
    levels = {"certified": LEVEL, "gold": other, "silver": None}
    pack = read_pack(write({**PACK, "criteria": [_row(levels=levels)]}))
    certified, gold = pack.criteria[0].levels
    assert (gold.metric, gold.unit, gold.threshold) == ("other", "h", 99.0)
    assert certified.metric == "some_metric"


def test_all_mistakes_of_a_file_are_told_at_once(write):
    raw = copy.deepcopy(PACK)
    raw["id"] = "../evil pack"
    raw["banner"] = ""
    raw["allow_unverifed"] = raw.pop("allow_unverified")
    raw["decision"]["gold"] = 1.5
    raw["categories"][0]["weight"] = -1.0
    raw["criteria"] = [
        _row(operator="<"),
        _row(id="AA-02", scope="street"),
        _row(id="AA-03", levels=_levels(certified="ten")),
        _row(id="AA-04", levels=_levels(certified=10, silver=20)),
        _row(id="AA-05", levels={"certified": {"threshold": 1, "source": "s"}}),
        _row(id="AA-06", mandatry=True),
        _row(id="AA-07", category="AB"),
        _row(id="AA-07"),
        _row(id="bad id!"),
        _row(id="AA-08", levels={"silver": LEVEL}),
        _row(id="AA-09", applies={"uses": ["castle"], "countries": ["China"]}),
        _row(id="AA-10", weight=0),
        _row(id="AA-11", operator="is_true"),
        "not a row",
    ]
    found = _problems(write(raw))
    expected = {
        "id": "../evil pack",
        "banner": "at least 1 character",
        "allow_unverifed": "did you mean 'allow_unverified'?",
        "allow_unverified": "missing",
        "decision.gold": "less than or equal to 1",
        "categories.0.weight": "greater than 0",
        "criteria.0.operator": "'<='",
        "criteria.1.scope": "'zone', 'building' or 'community'",
        "criteria.2.levels.certified.threshold": "a number for operator <= (got 'ten')",
        "criteria.3.levels.silver.threshold": "easier than the level below it, 10",
        "criteria.4.levels.certified.status": "missing",
        "criteria.5.mandatry": "did you mean 'mandatory'?",
        "criteria.6.category": "unknown category; known: AA (got 'AB')",
        "criteria.7.id": "is given twice (got 'AA-07')",
        "criteria.8.id": "bad id!",
        "criteria.9.levels.certified": "missing",
        "criteria.10.applies.uses.0": "castle",
        "criteria.10.applies.countries.0": "China",
        "criteria.11.weight": "greater than 0",
        "criteria.12.levels.certified.threshold": "must be true for operator is_true",
        "criteria.13": "must be a mapping, is a str",
    }
    assert set(found) == set(expected)
    for path, words in expected.items():
        assert words in found[path], path


@pytest.mark.parametrize(
    ("operator", "thresholds", "is_fine"),
    [
        ("<=", {"certified": 3, "silver": 2, "gold": 2}, True),
        ("<=", {"certified": 3, "gold": 4}, False),
        ("<=", {"certified": 3, "silver": 1, "gold": 2}, False),
        (">=", {"certified": 3, "gold": 4}, True),
        (">=", {"certified": 3, "gold": 2}, False),
        ("is_true", {"certified": True, "gold": True}, True),
        ("is_true", {"certified": False}, False),
        ("<=", {"certified": True}, False),
        ("<=", {"certified": None}, False),
        ("<=", {"certified": [1]}, False),
    ],
)
def test_limits_fit_the_operator_and_never_get_easier(
    write, operator, thresholds, is_fine
):
    row = _row(operator=operator, levels=_levels(**thresholds))
    path = write({**PACK, "criteria": [row]})
    if is_fine:
        assert len(read_pack(path).criteria[0].levels) == len(thresholds)
    else:
        assert all(".levels." in one for one in _problems(path))


@pytest.mark.parametrize("bad", [float("nan"), float("inf"), 10**400])
def test_a_limit_that_is_no_number_is_refused(write, bad):
    assert _problems(write({**PACK, "criteria": [_row(levels=_levels(certified=bad))]}))


@pytest.mark.parametrize(
    ("part", "steps"),
    [("points", {"certified": 90, "silver": 80, "gold": 100}),
     ("needs", {"certified": 60, "silver": 90, "gold": 85})],
)  # fmt: skip
def test_rules_never_fall_with_the_grade(write, part, steps):
    raw = copy.deepcopy(PACK)
    raw["scoring"][part] = steps
    assert "must not fall" in _problems(write(raw))[f"scoring.{part}"]


@pytest.mark.parametrize(
    "text",
    ["", "- a\n- b\n", "just text\n", "id: [\n", "criteria: !!python/object:os.x {}\n",
     "a: &x 1\nb: *x\n", "id: one\nid: two\n"],
)  # fmt: skip
def test_what_is_no_mapping_of_plain_yaml_is_refused(write, text):
    assert len(_problems(write(text))) == 1


@pytest.mark.parametrize("criteria", [[], None, {}, "x", 3])
def test_a_pack_without_criteria_is_refused(write, criteria):
    assert "criteria" in _problems(write({**PACK, "criteria": criteria}))


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(InputError, match="no such file"):
        read_pack(tmp_path / "none.yaml")


def test_parameters_and_categories_have_one_name_each(write):
    parameter = {"name": "p", "value": 1.0, "unit": "-", "source": "s", "status": "G"}
    raw = copy.deepcopy(PACK)
    raw["parameters"] = [parameter, parameter]
    raw["categories"] = raw["categories"] * 2
    found = _problems(write(yaml.dump(raw, Dumper=_Plain)))
    assert set(found) == {"parameters.1.name", "categories.1.id"}


class _Plain(yaml.SafeDumper):
    """Writes equal parts twice instead of as anchors."""

    def ignore_aliases(self, data):
        return True


def test_the_provisional_pack_survives_a_round_trip_of_its_text(write, root):
    source = root / "packs" / "provisional-1.5c.yaml"
    raw = yaml.safe_load(source.read_text(encoding="utf-8"))
    again = read_pack(write(yaml.dump(raw, Dumper=_Plain, allow_unicode=True)))
    assert dataclasses.replace(again, file_hash="") == dataclasses.replace(
        read_pack(source), file_hash=""
    )


scalars = st.none() | st.booleans() | st.integers() | st.text(max_size=5)
trees = st.recursive(
    scalars,
    lambda one: (
        st.lists(one, max_size=3)
        | st.dictionaries(st.sampled_from([*ROW, *PACK, "x"]), one, max_size=4)
    ),
    max_leaves=12,
)


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(key=st.sampled_from(sorted(PACK)), value=trees, row=trees)
def test_whatever_stands_in_a_file_it_is_a_pack_or_an_input_error(
    write, key, value, row
):
    raw = {**copy.deepcopy(PACK), key: value}
    if isinstance(raw.get("criteria"), list):
        raw["criteria"] = [*raw["criteria"], row]
    path = write(raw)
    with contextlib.suppress(InputError):
        assert isinstance(read_pack(path), Pack)
