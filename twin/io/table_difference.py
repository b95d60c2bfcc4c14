"""Compare a table with the same table computed once more, value by value."""

from collections.abc import Iterator
from typing import Final

import numpy as np
import pandas as pd

from twin.ground.types import BoolArray
from twin.io.bundle_finding import Finding, Kind

KEYS: Final = {
    "building_year": ("scenario", "future", "year", "building_id"),
    "zone_year": ("scenario", "future", "year", "building_id", "zone"),
    "community_year": ("scenario", "future", "year"),
    "exposure_year": (
        "scenario",
        "future",
        "year",
        "building_id",
        "dwelling",
        "group",
    ),
    "place_year": ("scenario", "future", "year", "group", "place"),
    "burden_year": ("scenario", "future", "year", "agent", "group"),
    "inequality_year": ("scenario", "future", "year", "agent"),
    "events": ("scenario", "future", "building_id", "component"),
    "hourly": ("scenario", "building_id", "zone", "hour"),
    "buildings": ("building_id",),
    "weather_monthly": (),
    "ledger": (
        "scenario",
        "future",
        "year",
        "building_id",
        "component",
        "module",
        "flow",
    ),
}
"""Columns that name a row; rows of one name count in the order of the table."""

RELATIVE: Final = 1e-6
"""Largest difference of a value between machines, over the value [-]."""

ABSOLUTE: Final = 1e-9
"""The same over the largest value of the column [-]."""

MOST: Final = 40
"""Most values of a table that are told [-]."""

_ROW: Final = "row"


def table_differences(
    table: str, stored: pd.DataFrame, computed: pd.DataFrame, *, is_exact: bool
) -> Iterator[Finding]:
    """Yield every value in which two forms of a table differ, at most `MOST`.

    Parameters
    ----------
    table
        Name of the table.
    stored
        As it was stored.
    computed
        As it was computed again.
    is_exact
        Whether values must be equal bit by bit; else within `RELATIVE` and
        `ABSOLUTE`.

    Yields
    ------
    Finding
        Table, row, column, stored and computed value.
    """
    keys = [one for one in KEYS[table] if one in stored and one in computed]
    old, new = _named(stored, keys), _named(computed, keys)
    found = _all(table, old, new, is_exact=is_exact)
    for number, one in enumerate(found):
        if number == MOST:
            message = f"more than {MOST} values differ; the rest is not told"
            yield Finding(kind=Kind.VALUE, place=table, message=message)
            return
        yield one


def _all(
    table: str, old: pd.DataFrame, new: pd.DataFrame, *, is_exact: bool
) -> Iterator[Finding]:
    """Yield every difference."""
    for name in sorted({*old} ^ {*new}):
        where = "computed again" if name in old else "stored"
        yield Finding(
            kind=Kind.VALUE,
            place=f"{table}.{name}",
            message=f"the table as {where} lacks the column",
        )
    for index, where in (
        (old.index.difference(new.index), "computed again"),
        (new.index.difference(old.index), "stored"),
    ):
        for key in index:
            message = f"the table as {where} lacks the row"
            yield Finding(
                kind=Kind.VALUE, place=_place(table, old.index, key), message=message
            )
    common = old.index.intersection(new.index)
    old, new = old.loc[common], new.loc[common]
    for name in (one for one in old if one in new):
        yield from _column(table, str(name), old[name], new[name], is_exact=is_exact)


def _column(
    table: str, name: str, old: pd.Series, new: pd.Series, *, is_exact: bool
) -> Iterator[Finding]:
    """Yield the differing values of a column."""
    for at in np.flatnonzero(~_equal(old, new, is_exact=is_exact)).tolist():
        yield Finding(
            kind=Kind.VALUE,
            place=f"{_place(table, old.index, old.index[at])} {name}",
            message="differs",
            found=_plain(old.iloc[at]),
            wanted=_plain(new.iloc[at]),
        )


def _equal(old: pd.Series, new: pd.Series, *, is_exact: bool) -> BoolArray:
    """Return where two columns agree; two values that are no number agree."""
    is_number = all(pd.api.types.is_numeric_dtype(one.dtype) for one in (old, new))
    if not is_number:
        pair = [[_text(one) for one in column] for column in (old, new)]
        return np.asarray([a == b for a, b in zip(*pair, strict=True)], dtype=np.bool_)
    a, b = old.to_numpy(np.float64), new.to_numpy(np.float64)
    same = (a == b) | (np.isnan(a) & np.isnan(b))
    if is_exact:
        return np.asarray(same)
    finite = np.abs(a[np.isfinite(a)])
    largest = float(finite.max()) if finite.size else 0.0
    with np.errstate(invalid="ignore"):
        near = np.abs(a - b) <= np.maximum(RELATIVE * np.abs(b), ABSOLUTE * largest)
    return np.asarray(same | near)


def _named(frame: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    """Return a table whose index names its rows."""
    plain = {
        name: frame[name].astype("str" if frame[name].dtype.kind not in "iu" else int)
        for name in keys
    }
    named = frame.assign(**plain).reset_index(drop=True)
    number = named.groupby(keys).cumcount() if keys else named.index
    return named.assign(**{_ROW: number}).set_index([*keys, _ROW])


def _place(table: str, index: pd.Index, key: object) -> str:
    """Return the name of a row."""
    values = key if isinstance(key, tuple) else (key,)
    pairs = [f"{n}={v}" for n, v in zip(index.names, values, strict=True)]
    return f"{table}[{', '.join(pairs)}]"


def _text(value: object) -> str:
    """Return a value that is no number as text; arrays in arrays as lists in lists."""
    if isinstance(value, np.ndarray | list | tuple):
        return f"[{', '.join(_text(one) for one in value)}]"
    return str(_plain(value))


def _plain(value: object) -> object:
    """Return a value of a table as one of Python."""
    return value.item() if isinstance(value, np.generic) else value
