"""Verdicts reach the report with the evidence of the level that decides."""

import pytest

from twin.criteria.pack import Applies, Criterion, Grade, Level, Operator, Scope
from twin.criteria.verdict import Evidence, LevelVerdict, Standing, State, Verdict
from twin.ground.quality import Status
from twin.report.evidence import standing_row, verdict_rows
from twin.report.tables import verdict_cells


def level(grade, threshold, status):
    return Level(
        grade=grade, threshold=threshold, metric="heat_danger", unit="h/a",
        scope=Scope.ZONE, source="A standard", clause="Table 1", status=status,
    )  # fmt: skip


@pytest.fixture
def verdict():
    certified = level(Grade.CERTIFIED, 10.0, Status.GENERAL)
    gold = level(Grade.GOLD, 0.0, Status.VERIFIED)
    criterion = Criterion(
        id="TH-03", category="TH", name="Dangerous heat", metric="heat_danger",
        unit="h/a", scope=Scope.ZONE, aggregation="sum over occupied hours",
        operator=Operator.AT_MOST, levels=(certified, gold), is_mandatory=True,
        applies=Applies(), evidence="model", weight=1.0,
    )  # fmt: skip
    known = LevelVerdict(
        level=certified, state=State.PASS, reason="", value=7.5, interval=(5.0, 9.0),
        margin=2.5, probability=0.95, worst_place="b1/bedroom",
    )  # fmt: skip
    missed = LevelVerdict(level=gold, state=State.FAIL, reason="", value=7.5)
    return Verdict(
        criterion=criterion, state=State.PASS, reason="", reached=Grade.CERTIFIED,
        levels=(known, missed), flags=("one flag",),
        evidence=Evidence(
            pack="p", scenario="s", run_id="r", assessment_year=2050, query="q",
            parameters=(), files=(), wanted="test",
        ),
    )  # fmt: skip


def test_a_row_carries_the_certified_level_and_not_the_highest(verdict):
    (row,) = verdict_rows([verdict])
    assert (row.criterion_id, row.state, row.grade) == ("TH-03", "pass", "certified")
    assert (row.value, row.low, row.high) == (7.5, 5.0, 9.0)
    assert (row.limit, row.margin, row.unit) == (10.0, 2.5, "h/a")
    assert (row.probability, row.worst_place) == (0.95, "b1/bedroom")
    assert (row.source, row.clause, row.status) == ("A standard", "Table 1", "G")
    assert row.is_unverified
    assert row.flags == ("one flag",)


def test_a_row_is_written_as_a_reader_writes_it(verdict):
    (row,) = verdict_rows([verdict])
    cells = verdict_cells(row)
    assert cells["value"] == "7.5 h/a"
    assert cells["limit"] == "≤ 10 h/a"
    assert cells["interval"] == "5.00 to 9.00"
    assert cells["probability"] == "95 %"
    assert cells["flags"] == ["clause not checked", "one flag"]
    assert cells["status"] == "G: general knowledge, unverified"


def test_a_standing_without_a_grade_is_empty():
    row = standing_row(
        Standing(
            grade=None, status="design (interim)", points=41.0, categories=(),
            unmet=("TH-02",), reason="TH-02 is not shown",
        )
    )  # fmt: skip
    assert (row.grade, row.points) == ("", 41.0)
