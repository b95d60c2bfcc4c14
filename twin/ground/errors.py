"""Errors that `twin` raises, drawn as a tree.

::

    TwinError
    ├── InputError        a file or an argument that a person can mend   exit 2
    ├── BalanceError      heat, water or a contaminant is not conserved  exit 1
    └── NotEvaluableError a quantity cannot be given for these inputs    exit 1

Every message says five things: source, path, what is wrong, what was given, what is
allowed. An `InputError` carries all the problems of one file at once.
"""

from collections.abc import Sequence
from dataclasses import dataclass


class TwinError(Exception):
    """Root of every error that `twin` raises on purpose."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One thing that is wrong at one place of a file."""

    path: str
    """Where in the file: a key path, a line or a column, e.g. ``zones.0.volume``."""
    message: str
    """What is wrong and what is allowed."""
    given: object = None
    """The value found there, or None where nothing was given."""

    def __str__(self) -> str:
        """Return the problem as one line."""
        text = f"{self.path}: {self.message}" if self.path else self.message
        return text if self.given is None else f"{text} (got {self.given!r})"


class InputError(TwinError):
    """A file or argument is not usable; carries every problem found in it.

    Parameters
    ----------
    source
        File or argument that was read.
    problems
        All that is wrong with it, at least one.
    """

    def __init__(self, source: str, problems: Sequence[Problem]) -> None:
        self.source = source
        self.problems = tuple(problems)
        count = len(self.problems)
        noun = "problem" if count == 1 else "problems"
        lines = [f"{source}: {count} {noun}", *(f"  - {one}" for one in self.problems)]
        super().__init__("\n".join(lines))


class BalanceError(TwinError):
    """A conserved quantity does not close; the run is worthless and stops.

    Parameters
    ----------
    quantity
        What is not conserved: heat, water or the contaminant's name.
    place
        Building or zone in which it happened.
    residual
        Largest relative residual found [-].
    tolerance
        Largest residual allowed [-].
    """

    def __init__(
        self, quantity: str, place: str, residual: float, tolerance: float
    ) -> None:
        self.quantity = quantity
        self.place = place
        self.residual = residual
        self.tolerance = tolerance
        super().__init__(
            f"{place}: {quantity} balance: residual {residual:.3e} of throughput, "
            f"allowed {tolerance:.1e}"
        )


class NotEvaluableError(TwinError):
    """A quantity cannot be given for these inputs, for example out of range."""
