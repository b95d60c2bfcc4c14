"""Points and grades: against tables made by hand."""

import dataclasses

import pytest

from twin.criteria.judge import judge
from twin.criteria.pack import (
    Applies,
    Category,
    Criterion,
    Grade,
    Level,
    Operator,
    Scope,
)
from twin.criteria.standing import standing
from twin.criteria.verdict import Evidence, LevelVerdict, State, Verdict
from twin.ground.quality import Status

C, S, G = Grade.CERTIFIED, Grade.SILVER, Grade.GOLD
EVIDENCE = Evidence(
    pack="p", scenario="base", run_id="r", assessment_year=2030, query="",
    parameters=(), files=(), wanted="",
)  # fmt: skip


def _verdict(name, reached, grades=(C, S, G), *, state=None, mandatory=False,
             weight=1.0):  # fmt: skip
    levels = tuple(
        Level(grade=one, threshold=0.0, metric="m", unit="-", scope=Scope.ZONE,
              source="s", clause="", status=Status.SECONDARY)
        for one in grades
    )  # fmt: skip
    criterion = Criterion(
        id=name, category=name[:2], name=name, metric="m", unit="-", scope=Scope.ZONE,
        aggregation="a", operator=Operator.AT_MOST, levels=levels,
        is_mandatory=mandatory, applies=Applies(), evidence="e", weight=weight,
    )  # fmt: skip
    state = state or (State.PASS if reached else State.FAIL)
    return Verdict(
        criterion=criterion, state=state, reason="", reached=reached,
        levels=tuple(LevelVerdict(level=x, state=state, reason="") for x in levels),
        flags=(), evidence=EVIDENCE,
    )  # fmt: skip


def _pack(pack, **weights):
    categories = tuple(
        Category(id=name, name=name, weight=weight) for name, weight in weights.items()
    )
    return dataclasses.replace(pack, categories=categories)


@pytest.mark.parametrize(
    ("grades", "reached", "points"),
    [
        ((C, S, G), None, 0), ((C, S, G), C, 60),
        ((C, S, G), S, 80), ((C, S, G), G, 100),
        ((C,), C, 100), ((C,), None, 0),
        ((C, G), C, 60), ((C, G), G, 100),
        ((C, S), C, 60), ((C, S), S, 100),
    ],
)  # fmt: skip
def test_points_follow_the_highest_level_reached(pack, grades, reached, points):
    """A row with a single limit gives everything when it is passed."""
    found = standing(_pack(pack, AA=1.0), [_verdict("AA-1", reached, grades)])
    assert found.points == points


def test_not_shown_counts_as_nothing_and_not_applicable_leaves_the_mean(pack):
    rows = [
        _verdict("AA-1", G),
        _verdict("AA-2", None, state=State.NOT_SHOWN),
        _verdict("AA-3", None, state=State.NOT_APPLICABLE),
    ]
    found = standing(_pack(pack, AA=1.0), rows)
    assert found.points == 50.0
    assert found.categories[0].judged == 2


def test_rows_and_categories_are_weighted(pack):
    rows = [
        _verdict("AA-1", G, weight=3.0), _verdict("AA-2", None, weight=1.0),
        _verdict("BB-1", C),
    ]  # fmt: skip
    found = standing(_pack(pack, AA=1.0, BB=2.0), rows)
    assert [one.points for one in found.categories] == [75.0, 60.0]
    assert found.points == pytest.approx((75.0 + 2 * 60.0) / 3.0)


def test_a_category_in_which_nothing_applies_leaves_the_points(pack):
    rows = [_verdict("AA-1", S), _verdict("BB-1", None, state=State.NOT_APPLICABLE)]
    found = standing(_pack(pack, AA=1.0, BB=9.0), rows)
    assert found.points == 80.0
    assert found.categories[1].points is None


@pytest.mark.parametrize(
    ("rows", "grade", "unmet"),
    [
        # all certified: 60 points
        ([("AA-1", C, True), ("BB-1", C, False)], C, ()),
        # 80 points, the mandatory row at silver
        ([("AA-1", S, True), ("BB-1", S, False)], S, ()),
        # 100 points, but the mandatory row only at silver
        ([("AA-1", S, True), ("BB-1", G, False)], S, ()),
        ([("AA-1", G, True), ("BB-1", G, False)], G, ()),
        # 80 points, but a mandatory row at certified
        ([("AA-1", C, True), ("BB-1", G, False)], C, ()),
        # 50 points: too few
        ([("AA-1", G, True), ("BB-1", None, False)], None, ()),
        # a mandatory row failed
        ([("AA-1", None, True), ("BB-1", G, False)], None, ("AA-1",)),
    ],
)
def test_the_grade_needs_points_and_every_mandatory_row(pack, rows, grade, unmet):
    verdicts = [_verdict(n, reached, mandatory=must) for n, reached, must in rows]
    found = standing(_pack(pack, AA=1.0, BB=1.0), verdicts)
    assert (found.grade, found.unmet) == (grade, unmet)
    assert found.status == "design (interim)"
    assert bool(found.reason) == (grade is not G)


def test_a_mandatory_row_without_the_level_does_not_hold_it_back(pack):
    rows = [_verdict("AA-1", C, (C,), mandatory=True), _verdict("BB-1", G)]
    assert standing(_pack(pack, AA=1.0, BB=1.0), rows).grade is G


@pytest.mark.parametrize("state", [State.NOT_SHOWN, State.FAIL])
def test_a_mandatory_row_that_is_not_shown_is_not_met(pack, state):
    rows = [_verdict("AA-1", None, mandatory=True, state=state), _verdict("AA-2", G)]
    found = standing(_pack(pack, AA=1.0), rows)
    assert (found.grade, found.unmet) == (None, ("AA-1",))


def test_a_mandatory_row_that_does_not_apply_stands_in_nobodys_way(pack):
    state = State.NOT_APPLICABLE
    rows = [_verdict("AA-1", None, mandatory=True, state=state), _verdict("AA-2", G)]
    assert standing(_pack(pack, AA=1.0), rows).grade is G


def test_silver_needs_a_share_of_the_points_in_every_category(pack):
    """Four categories at gold and one at nothing: 80 points, but certified only."""
    names = ("AA", "BB", "CC", "DD", "EE")
    rows = [_verdict(f"{one}-1", G if one != "EE" else None) for one in names]
    found = standing(_pack(pack, **dict.fromkeys(names, 1.0)), rows)
    assert (found.points, found.grade) == (80.0, C)
    assert found.reason == "silver: below 30 points in EE"


def test_the_provisional_pack_on_the_sample_has_no_standing_and_says_why(pack, tables):
    found = standing(pack, judge(pack, tables))
    assert found.grade is None
    assert found.unmet == ("CE-02", "LC-01", "DQ-01")
    assert found.points == pytest.approx(
        (30 + 0 + 160 / 3 + 600 / 7 + 50 + 260 / 3 + 100 / 3 + 200 / 3) / 8
    )
