"""Numbers of the catalogue, each with its source and status."""

from pydantic import Field

from twin.ground.quality import Status
from twin.io.schema import Strict


class NumberRecord(Strict):
    """A number with its source and status."""

    value: float = Field(description="The number, in the unit of its key.")
    source: str = Field(min_length=1, description="Where it comes from.")
    status: Status = Field(description="How far it was verified.")


class ShareRecord(NumberRecord):
    """A share from 0 to 1."""

    value: float = Field(ge=0.0, le=1.0, description="Share, 0 to 1 [-].")


class PositiveRecord(NumberRecord):
    """A number above 0."""

    value: float = Field(gt=0.0, le=1e9, description="Number above 0.")


class AmountRecord(NumberRecord):
    """A number from 0."""

    value: float = Field(ge=0.0, le=1e9, description="Number from 0.")


class ShapeRecord(NumberRecord):
    """A Weibull shape."""

    value: float = Field(ge=0.5, le=20.0, description="Weibull shape [-].")
