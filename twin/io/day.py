"""Kinds of values that input files give for each hour of a day."""

from typing import Annotated, Final

from pydantic import BeforeValidator, Field

HOURS: Final = 24
"""Values of a schedule of a day [-]."""

Share = Annotated[float, Field(ge=0.0, le=1.0)]
Shares24 = Annotated[tuple[Share, ...], Field(min_length=24, max_length=24)]
Switch24 = Annotated[
    tuple[Annotated[int, Field(ge=0, le=1)], ...], Field(min_length=24, max_length=24)
]


def one_or_day(given: object) -> object:
    """Return a constant as one value; refuse other lists than a day of values.

    Parameters
    ----------
    given
        What the file holds.

    Returns
    -------
    object
        Values to be checked one by one.
    """
    if isinstance(given, int | float) and not isinstance(given, bool):
        return (given,)
    if not isinstance(given, list):
        message = f"must be one number or a list of {HOURS}"
        raise ValueError(message)  # noqa: TRY004 - pydantic asks for this kind
    if len(given) not in {1, HOURS}:
        message = f"must be one number or {HOURS} of them, has {len(given)}"
        raise ValueError(message)
    return tuple(given)


Amounts = Annotated[
    tuple[Annotated[float, Field(ge=0.0, le=1.0e6)], ...], BeforeValidator(one_or_day)
]
"""One number, or one for each hour of the day, none below zero."""


def whole_day(values: tuple[float, ...]) -> tuple[float, ...]:
    """Return 24 values, given one or all of them.

    Parameters
    ----------
    values
        One value or 24 [any].

    Returns
    -------
    tuple[float, ...]
        One for each hour of the day [any].
    """
    return tuple(values) * (HOURS // len(values))
