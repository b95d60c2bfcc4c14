"""Where a number comes from, and how far it can be trusted."""

from enum import StrEnum


class Origin(StrEnum):
    """How the value of a building was obtained."""

    MEASURED = "measured"
    """Measured at this building."""
    DOCUMENTED = "documented"
    """Read from a drawing, permit, label or bill of this building."""
    ARCHETYPE = "archetype"
    """Typical value of the building's archetype."""
    ASSUMED = "assumed"
    """Nobody has checked it."""


class Status(StrEnum):
    """How a reference number was verified; shown wherever the number is shown."""

    VERIFIED = "V"
    """Read in the publisher's own text, or reproduced by running its code."""
    SECONDARY = "S"
    """Read in a secondary page, abstract or code transcription."""
    SECONDARY_COPY = "S2"
    """Read in a transcription of an official table."""
    DERIVED = "D"
    """Derived from sourced numbers by a stated rule."""
    GENERAL = "G"
    """General knowledge, unverified."""
    UNVERIFIED = "U"
    """Unverified; no source could be opened."""
    ASSUMPTION = "A"
    """Modelling assumption of this project."""

    @property
    def is_unverified(self) -> bool:
        """Whether the number must carry a mark wherever it is shown."""
        return self in {Status.GENERAL, Status.UNVERIFIED, Status.ASSUMPTION}
