"""Counts the arithmetic of the hourly kernel, run by the interpreter on marked numbers.

Started as a script of a process in which nothing is compiled; prints JSON.
"""

import json
import math
import sys
from collections import Counter
from typing import Any, Final, Self

import numpy as np

from twin.annual.kernel import begin_year, run_hours
from twin.annual.outdoor import prepare_outdoor
from twin.annual.scratch import Memory
from twin.physics.elements import Merge
from twin.validate.speed import Prepared
from twin.validate.speed_models import bench_box, made_up_weather

HOURS: Final = 48
"""Hours that are counted."""
_FIRST: Final = 4000
COUNTS: Counter[str] = Counter()
"""Operations so far, by kind."""


class Marked(float):
    """A number that counts what is done with it."""

    __slots__ = ()

    def __add__(self, other: float) -> Self:
        return self._count("add", float.__add__(self, other))

    def __radd__(self, other: float) -> Self:
        return self._count("add", float.__radd__(self, other))

    def __sub__(self, other: float) -> Self:
        return self._count("add", float.__sub__(self, other))

    def __rsub__(self, other: float) -> Self:
        return self._count("add", float.__rsub__(self, other))

    def __mul__(self, other: float) -> Self:
        return self._count("multiply", float.__mul__(self, other))

    def __rmul__(self, other: float) -> Self:
        return self._count("multiply", float.__rmul__(self, other))

    def __truediv__(self, other: float) -> Self:
        return self._count("divide", float.__truediv__(self, other))

    def __rtruediv__(self, other: float) -> Self:
        return self._count("divide", float.__rtruediv__(self, other))

    def __pow__(self, other: float) -> Self:  # type: ignore[override]  # no modulus
        kind = "root" if other == 0.5 else "multiply"  # noqa: PLR2004
        return self._count(kind, float.__pow__(self, other))

    def __neg__(self) -> Self:
        return type(self)(float.__neg__(self))

    def __abs__(self) -> Self:
        return type(self)(float.__abs__(self))

    def __lt__(self, other: float) -> bool:
        COUNTS["compare"] += 1
        return float.__lt__(self, other)

    def __gt__(self, other: float) -> bool:
        COUNTS["compare"] += 1
        return float.__gt__(self, other)

    def __hash__(self) -> int:
        return float.__hash__(self)

    def _count(self, kind: str, value: float) -> Self:
        COUNTS[kind] += 1
        return type(self)(value)


class Table:
    """An array of numbers that counts what is read and written."""

    def __init__(self, values: Any) -> None:  # noqa: ANN401 - object arrays
        self._values = values
        self.shape = values.shape

    def __getitem__(self, key: Any) -> Any:  # noqa: ANN401
        found = self._values[key]
        if isinstance(found, np.ndarray):
            return Table(found)
        COUNTS["load"] += 1
        return Marked(found)

    def __setitem__(self, key: Any, value: float) -> None:  # noqa: ANN401
        COUNTS["store"] += 1
        self._values[key] = float(value)


def _root(value: float) -> float:
    """Return a square root, counted."""
    COUNTS["root"] += 1
    return Marked(value**0.5 if type(value) is float else float(value) ** 0.5)


def _kept(value: float) -> float:
    """Return a number as it is, where the kernel says that it is a float."""
    return value


def _marked(group: Any) -> Any:  # noqa: ANN401 - named tuples of arrays
    """Return a named tuple whose arrays of floats count."""
    return type(group)(
        *(
            Table(one) if isinstance(one, np.ndarray) and one.dtype == float else one
            for one in group
        )
    )


def count_operations() -> dict[str, float]:
    """Return the operations of a zone and hour of the box, one lane, by kind.

    Returns
    -------
    dict[str, float]
        Additions, multiplications, divisions, roots, comparisons, numbers read and
        written [-].
    """
    outdoor = prepare_outdoor(made_up_weather())
    prepared = Prepared(bench_box(), outdoor, 1, Merge.BY_CONSTRUCTION)
    batch = prepared.batch
    walls, outside = (batch.layout, batch.fabric), (batch.climate, batch.sun)
    memory = begin_year(walls, outside, batch.rooms, prepared.drive, batch.start)
    math.sqrt = _root  # type: ignore[assignment]
    for name, module in list(sys.modules.items()):
        if name.startswith(("twin.annual", "twin.air", "twin.physics", "twin.ground")):
            module.float = _kept  # type: ignore[attr-defined]
    run: Any = run_hours  # not compiled here, it takes tables that count
    COUNTS.clear()
    run(
        (_marked(batch.layout), _marked(batch.fabric)),
        (_marked(batch.climate), _marked(batch.sun)),
        Table(batch.rooms),
        _marked(prepared.drive),
        batch.start,
        (_FIRST, _FIRST + HOURS),
        Memory(*_marked(memory)),
        Table(prepared.table),
    )
    return {name: count / HOURS for name, count in sorted(COUNTS.items())}


if __name__ == "__main__":
    sys.stdout.write(json.dumps(count_operations()))
