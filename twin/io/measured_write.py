"""Tables of measurements as CSV text that no spreadsheet takes for formulas."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


def table_text(rows: Sequence[Mapping[str, object]]) -> str:
    """Return rows of the same keys as CSV text.

    Parameters
    ----------
    rows
        At least one row.

    Returns
    -------
    str
        Header and rows; a missing value is blank.
    """
    return lines_text(tuple(rows[0]), (tuple(row.values()) for row in rows))


def lines_text(header: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Return a header and rows as CSV text.

    Parameters
    ----------
    header
        Names of the columns.
    rows
        Cells; None and NaN are blank, a text that a spreadsheet would compute gets an
        apostrophe before it.

    Returns
    -------
    str
        Lines that end in a line feed.

    Examples
    --------
    >>> print(lines_text(("a", "b"), [("=1+1", 0.5)]), end="")
    a,b
    '=1+1,0.5
    """
    target = io.StringIO(newline="")
    writer = csv.writer(target, lineterminator="\n")
    writer.writerow(header)
    writer.writerows([_cell(one) for one in row] for row in rows)
    return target.getvalue()


def _cell(value: object) -> str:
    """Return a value as the text of a cell."""
    if value is None:
        return ""
    if isinstance(value, float):
        return "" if value != value else f"{value:.7g}"  # noqa: PLR0124 - NaN
    text = str(value)
    is_formula = isinstance(value, str) and text.startswith(_FORMULA)
    shown = text.replace("\r", "\n")  # a bare carriage return would not be quoted
    return f"'{shown}" if is_formula else shown
