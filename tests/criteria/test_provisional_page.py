"""The page of the provisional pack says what the pack and the code say."""

import re

import pytest

from twin.criteria.derived import DERIVED
from twin.criteria.metrics import REGISTRY


@pytest.fixture(scope="module")
def generator(root):
    path = root / "docs" / "criteria" / "generate_provisional.py"
    space = {"__name__": "generate_provisional", "__file__": str(path)}
    code = compile(path.read_text(encoding="utf-8"), path.name, "exec")
    exec(code, space)  # noqa: S102 - our file
    return space


@pytest.fixture(scope="module")
def text(root):
    path = root / "docs" / "criteria" / "provisional.md"
    return path.read_text(encoding="utf-8")


def test_the_page_is_current(generator, text):
    assert text == generator["page"](), (
        "run: python docs/criteria/generate_provisional.py"
    )


def test_every_metric_that_is_not_computed_has_a_reason_and_no_other(generator, pack):
    used = {level.metric for one in pack.criteria for level in one.levels}
    assert set(generator["WHY_NOT"]) == used - set(REGISTRY) - set(DERIVED)


def test_every_criterion_has_its_row_with_all_its_limits(text, pack):
    rows = dict(re.findall(r"^\| ([A-Z]{2}-\d\d) (\|.*)\|$", text, re.M))
    assert set(rows) == {one.id for one in pack.criteria}
    for one in pack.criteria:
        cells = [cell.strip() for cell in rows[one.id].split("|")]
        for level in one.levels:
            assert one.operator == "is_true" or f"{level.threshold:g}" in cells[3]
            assert level.source in cells[5]
            assert level.status in cells[6].split(" / ")


def test_the_page_carries_the_banner(text, pack):
    assert f"**{pack.banner}**" in text
