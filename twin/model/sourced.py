"""Numbers that keep their source and status."""

from dataclasses import dataclass

from twin.ground.quality import Status


@dataclass(frozen=True, slots=True, kw_only=True)
class SourcedNumber:
    """A number as it was read, with where it comes from."""

    name: str
    value: float
    unit: str
    source: str
    status: Status


@dataclass(frozen=True, slots=True, kw_only=True)
class SourcedRange(SourcedNumber):
    """A number with the bounds of what is likely."""

    low: float
    high: float
