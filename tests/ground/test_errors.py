"""One message tells all that is wrong, where, what was given and what is allowed."""

import pytest

from twin.ground.errors import (
    BalanceError,
    InputError,
    NotEvaluableError,
    Problem,
    TwinError,
)


def test_a_message_names_the_source_and_every_problem():
    error = InputError(
        "buildings/room.yaml",
        [
            Problem(path="volume", message="must be greater than 0", given=-1.0),
            Problem(path="colour", message="unknown key", given="red"),
        ],
    )
    assert str(error) == (
        "buildings/room.yaml: 2 problems\n"
        "  - volume: must be greater than 0 (got -1.0)\n"
        "  - colour: unknown key (got 'red')"
    )


def test_one_problem_is_not_plural_and_needs_neither_path_nor_value():
    error = InputError("mine", [Problem(path="", message="folder must be empty")])
    assert str(error) == "mine: 1 problem\n  - folder must be empty"


def test_problems_stay_readable_for_programs():
    problem = Problem(path="a.0", message="must be a number", given="x")
    assert InputError("file", [problem]).problems == (problem,)


@pytest.mark.parametrize(
    "error",
    [
        InputError("a", []),
        BalanceError("water", "room", 1e-3, 1e-9),
        NotEvaluableError("b"),
    ],
)
def test_every_error_is_one_of_the_house(error):
    assert isinstance(error, TwinError)


def test_a_balance_error_names_quantity_place_and_both_numbers():
    text = str(BalanceError("water", "house_1/kitchen", 2.5e-3, 1e-9))
    for part in ("house_1/kitchen", "water", "2.500e-03", "1.0e-09"):
        assert part in text
