"""The provisional pack: complete, ordered, sourced, and in the units of the code."""

import re
from collections import Counter

import pytest

from twin.criteria.derived import DERIVED
from twin.criteria.metrics import REGISTRY
from twin.criteria.pack import GRADES, Grade, Operator, Scope
from twin.ground.quality import Status


def _known():
    known = {name: (one.unit, one.scope) for name, one in REGISTRY.items()}
    return known | {name: (x.unit, Scope.COMMUNITY) for name, x in DERIVED.items()}


def test_it_has_36_criteria_in_eight_categories_20_of_them_mandatory(pack):
    counts = Counter(one.category for one in pack.criteria)
    assert counts == {"CE": 5, "LC": 4, "ER": 3, "IA": 8, "TH": 7, "MO": 3,
                      "CO": 3, "DQ": 3}  # fmt: skip
    assert sum(one.is_mandatory for one in pack.criteria) == 20


def test_of_its_79_limits_3_are_verified_51_secondary_and_25_unverified(pack):
    """A change of these counts is a change of what is known about the sources."""
    found = Counter(level.status for one in pack.criteria for level in one.levels)
    assert found == {Status.VERIFIED: 3, Status.SECONDARY: 51, Status.GENERAL: 25}


def test_ids_are_unique_and_start_with_their_category(pack):
    ids = [one.id for one in pack.criteria]
    assert len(ids) == len(set(ids))
    for one in pack.criteria:
        assert re.fullmatch(rf"{one.category}-\d\d", one.id)


def test_every_limit_has_a_source_and_every_row_a_certified_level(pack):
    for one in pack.criteria:
        assert next(level.grade for level in one.levels) is Grade.CERTIFIED
        assert all(level.source for level in one.levels), one.id


def test_limits_become_stricter_with_the_grade(pack):
    for one in pack.criteria:
        for low, high in zip(one.levels, one.levels[1:], strict=False):
            assert GRADES.index(low.grade) < GRADES.index(high.grade)
            if low.metric == high.metric:
                sign = 1 if one.operator is Operator.AT_MOST else -1
                assert sign * high.threshold <= sign * low.threshold, one.id


def test_every_metric_that_the_code_knows_has_the_unit_and_scope_of_the_pack(pack):
    known = _known()
    for one in pack.criteria:
        for level in one.levels:
            if level.metric in known:
                assert known[level.metric] == (level.unit, level.scope), one.id


def test_every_metric_of_the_code_but_one_for_other_packs_is_used(pack):
    used = {level.metric for one in pack.criteria for level in one.levels}
    assert set(_known()) - used == {"operational_carbon"}


def test_every_parameter_that_a_metric_needs_is_given_and_none_else(pack):
    wanted = {name for one in REGISTRY.values() for name in one.parameters}
    assert {one.name for one in pack.parameters} == wanted


@pytest.mark.parametrize(
    ("name", "limits"),
    [
        ("CE-01", {"certified": 65, "silver": 55, "gold": 0}),
        ("LC-02", {"certified": 12.0, "silver": 7.1, "gold": 5.4}),
        ("IA-01", {"certified": 1350, "silver": 800, "gold": 550}),
        ("IA-02", {"certified": 950, "silver": 550, "gold": 380}),
        ("IA-03", {"certified": 15, "silver": 10, "gold": 5}),
        ("TH-02", {"certified": 27, "silver": 26, "gold": 25.5}),
        ("MO-02", {"certified": 70, "silver": 60, "gold": 50}),
        ("ER-01", {"certified": 0, "gold": 0}),
        ("CO-01", {"certified": 95}),
    ],
)
def test_limits_are_those_of_the_sources(pack, name, limits):
    (row,) = [one for one in pack.criteria if one.id == name]
    assert {level.grade.value: level.threshold for level in row.levels} == limits


def test_the_banner_says_that_nobody_endorses_it(pack):
    assert "not endorsed" in pack.banner
    assert "not a certificate" in pack.banner.replace("\n", " ")
