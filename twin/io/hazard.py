"""Hazards of a scenario, as files write them."""

from collections.abc import Iterator
from typing import Self

from pydantic import Field, model_validator

from twin.ground.errors import Problem
from twin.ground.quality import Status
from twin.io.habits import Name
from twin.io.schema import Strict
from twin.model.component import Kind
from twin.model.hazard import Damage, Hazard


class DamageRecord(Strict):
    """What a strike does to the components of one kind."""

    kind: Kind = Field(description="What the components are for.")
    probability: float = Field(
        ge=0.0, le=1.0, description="Probability that a group fails in a strike [-]."
    )


class HazardRecord(Strict):
    """Something that strikes all buildings at once, at random."""

    name: Name = Field(description="Unique in the scenario.")
    rate: float = Field(
        ge=0.0, le=50.0, description="Strikes expected in the first year [1/a]."
    )
    rate_growth: float = Field(
        default=0.0,
        ge=-0.2,
        le=0.2,
        description="Relative change of the rate from year to year [1/a].",
    )
    first_month: int = Field(
        default=1, ge=1, le=12, description="First month in which it strikes."
    )
    last_month: int = Field(
        default=12, ge=1, le=12, description="Last month in which it strikes."
    )
    outage_days: float = Field(
        default=0.0, ge=0.0, le=90.0, description="Mean time without power [d]."
    )
    outage_variation: float = Field(
        default=0.5,
        ge=0.0,
        le=3.0,
        description="Standard deviation of that time over its mean [-].",
    )
    days: float = Field(
        default=0.0, ge=0.0, le=90.0, description="Time that hot weather lasts [d]."
    )
    warming: float = Field(
        default=0.0, ge=0.0, le=6.0, description="How much warmer it is then [K]."
    )
    damages: tuple[DamageRecord, ...] = Field(
        default=(), max_length=20, description="What it breaks."
    )
    source: str = Field(min_length=1, description="Where the numbers come from.")
    status: Status = Field(description="How far they were verified.")

    @model_validator(mode="after")
    def _is_whole(self) -> Self:
        """Return a hazard whose season and heat have two ends."""
        if self.last_month < self.first_month:
            message = f"last_month must not lie before first_month, {self.first_month}"
            raise ValueError(message)
        if (self.days > 0.0) != (self.warming > 0.0):
            message = "days and warming must both be above 0, or both be 0"
            raise ValueError(message)
        return self


def hazard_of(record: HazardRecord) -> Hazard:
    """Return a record of the file as a hazard.

    Parameters
    ----------
    record
        Checked record.

    Returns
    -------
    Hazard
        The same for the model.
    """
    fields = dict(record)
    fields["damages"] = tuple(Damage(**dict(one)) for one in record.damages)
    return Hazard(**fields)


def damaged_twice(path: str, record: HazardRecord) -> Iterator[Problem]:
    """Yield the kinds that one hazard damages twice.

    Parameters
    ----------
    path
        Place of the hazard in the file.
    record
        Checked record.

    Yields
    ------
    Problem
        A kind that is given again.
    """
    seen = set()
    for number, one in enumerate(record.damages):
        if one.kind in seen:
            place = f"{path}.damages.{number}.kind"
            yield Problem(path=place, message="is given twice", given=str(one.kind))
        seen.add(one.kind)
