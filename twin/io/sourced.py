"""Numbers in input files that keep unit, source and status."""

from collections.abc import Iterator
from typing import Final

from pydantic import BaseModel, Field

from twin.ground.errors import Problem
from twin.ground.quality import Status
from twin.io.schema import Strict
from twin.model.sourced import SourcedNumber, SourcedRange

_LARGEST: Final = 1e5


class NumberRecord(Strict):
    """A number, zero or more, with its unit, source and status."""

    value: float = Field(ge=0.0, le=_LARGEST, description="The number.")
    unit: str = Field(description="Its unit; must be that of the field.")
    source: str = Field(min_length=1, description="Where it comes from.")
    status: Status = Field(description="How it was verified.")


class ShareRecord(NumberRecord):
    """A share with its source and status."""

    value: float = Field(ge=0.0, le=1.0, description="Share from 0 to 1 [-].")


class RangeRecord(NumberRecord):
    """A number with the bounds of what is likely."""

    low: float = Field(ge=0.0, le=_LARGEST, description="Lower bound.")
    high: float = Field(ge=0.0, le=_LARGEST, description="Upper bound.")


def numbers_in(place: str, record: BaseModel) -> Iterator[tuple[str, NumberRecord]]:
    """Yield all numbers of a part of a file, however deep they lie.

    Parameters
    ----------
    place
        Where the part stands, empty for the whole file.
    record
        Part of a file.

    Yields
    ------
    tuple[str, NumberRecord]
        Place and number.
    """
    for key, one in record:
        where = f"{place}.{key}" if place else key
        if isinstance(one, NumberRecord):
            yield where, one
        elif isinstance(one, BaseModel):
            yield from numbers_in(where, one)


def unit_problems(place: str, record: NumberRecord, unit: str) -> Iterator[Problem]:
    """Yield what is wrong with unit and bounds of a number.

    Parameters
    ----------
    place
        Where it stands.
    record
        Number.
    unit
        Unit that it must have.

    Yields
    ------
    Problem
        Another unit, or bounds out of order.
    """
    if record.unit != unit:
        message = f"must be {unit!r}"
        yield Problem(path=f"{place}.unit", message=message, given=record.unit)
    if isinstance(record, RangeRecord):
        low, high = record.low, record.high
        if not low <= record.value <= high:
            message = f"must lie between low {low:g} and high {high:g}"
            yield Problem(path=f"{place}.value", message=message, given=record.value)


def sourced_number(name: str, record: NumberRecord) -> SourcedNumber:
    """Return a number of a file as the model keeps it.

    Parameters
    ----------
    name
        Its place.
    record
        Number.

    Returns
    -------
    SourcedNumber
        Value with unit, source and status.
    """
    return SourcedNumber(
        name=name,
        value=record.value,
        unit=record.unit,
        source=record.source,
        status=record.status,
    )


def sourced_range(name: str, record: RangeRecord) -> SourcedRange:
    """Return a number with bounds as the model keeps it.

    Parameters
    ----------
    name
        Its place.
    record
        Number with bounds.

    Returns
    -------
    SourcedRange
        Value and bounds with unit, source and status.
    """
    return SourcedRange(
        name=name,
        value=record.value,
        low=record.low,
        high=record.high,
        unit=record.unit,
        source=record.source,
        status=record.status,
    )
