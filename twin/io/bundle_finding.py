"""What a check of a bundle found wrong."""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What a finding is about."""

    BYTES = "bytes"
    """Bytes that are not those of the manifest."""
    FILES = "files"
    """Members that were added, removed or that no bundle may hold."""
    SIGNATURE = "signature"
    VALUE = "value"
    """A number of a table that a new run gives otherwise."""
    VERDICT = "verdict"
    """A verdict that the tables of the bundle do not give."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that is wrong with a bundle."""

    kind: Kind
    message: str
    place: str = ""
    """Member, part of the archive, row of a table or criterion."""
    start: int | None = None
    """First byte in the bundle that differs [byte]."""
    stop: int | None = None
    """First byte behind those that differ [byte]."""
    member_start: int | None = None
    """The same as `start`, counted from the start of the member [byte]."""
    found: object = None
    """What stands there."""
    wanted: object = None
    """What should."""

    def __str__(self) -> str:
        """Return the finding as one line."""
        parts = [f"{self.kind}: {self.place}" if self.place else str(self.kind)]
        if self.start is not None and self.stop is not None:
            span = _span(self.start, self.stop)
            if self.member_start is not None:
                size = self.stop - self.start
                inner = _span(self.member_start, self.member_start + size)
                span += f" of the bundle, {inner} of the member"
            parts.append(span)
        parts.append(self.message)
        if self.found is not None or self.wanted is not None:
            parts.append(f"found {self.found}, should be {self.wanted}")
        return ": ".join(parts)


def _span(start: int, stop: int) -> str:
    """Return a range of bytes as text."""
    if stop - start == 1:
        return f"byte {start}"
    return f"bytes {start} to {stop - 1}"
