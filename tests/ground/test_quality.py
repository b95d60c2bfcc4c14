"""An unverified number stays visible as such."""

import pytest

from twin.ground.quality import Origin, Status


@pytest.mark.parametrize(
    ("tag", "is_marked"),
    [
        ("V", False),
        ("S", False),
        ("S2", False),
        ("D", False),
        ("G", True),
        ("U", True),
        ("A", True),
    ],
)
def test_general_unverified_and_assumed_numbers_carry_a_mark(tag, is_marked):
    assert Status(tag).is_unverified is is_marked


def test_every_tag_has_been_decided_above():
    assert {status.value for status in Status} == {"V", "S", "S2", "D", "G", "U", "A"}


def test_origins_read_from_files_by_their_plain_name():
    assert Origin("measured") is Origin.MEASURED
    with pytest.raises(ValueError, match="guessed"):
        Origin("guessed")
