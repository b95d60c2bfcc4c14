"""How people run their homes, in a scenario file."""

from typing import Annotated

from pydantic import Field

from twin.io.schema import Strict

Name = Annotated[str, Field(pattern=r"^[A-Za-z0-9_]+$", max_length=48)]


class HabitsRecord(Strict):
    """How people run their homes, as offsets to the archetypes."""

    name: Name = Field(default="usual", description="Name of the habits.")
    cooling_setpoint_shift: float = Field(
        default=0.0, ge=-5.0, le=5.0, description="Added to the set-point [K]."
    )
    cooling_trigger_shift: float = Field(
        default=0.0, ge=-5.0, le=5.0, description="Added to the switch-on [K]."
    )
    window_opening_shift: float = Field(
        default=0.0, ge=-5.0, le=5.0, description="Added to the window opening [K]."
    )
    window_share: float = Field(
        default=1.0,
        ge=0.0,
        le=1.0,
        description="Multiplies what people open, 0 where they open nothing [-].",
    )
    window_share_cooling: float | None = Field(
        default=None,
        ge=0.0,
        le=1.0,
        description="Largest opening while cooling runs, usual habits if left out [-].",
    )
