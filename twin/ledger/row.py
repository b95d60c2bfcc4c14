"""Rows of the ledger: one flow, one factor, one amount of carbon or of money."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd

from twin.ground.types import IntArray

TEXT_COLUMNS: Final = (
    "building_id",
    "component",
    "module",
    "flow",
    "unit",
    "factor_unit",
    "factor_source",
    "factor_status",
    "money_account",
)
"""Columns of text, kept as categories."""

WHOLE_COLUMNS: Final = ("future", "year")
"""Columns of whole numbers."""

REAL_COLUMNS: Final = (
    "time",
    "quantity",
    "factor",
    "carbon_fossil_kg",
    "carbon_biogenic_kg",
    "carbon_refrigerant_kg",
    "money_cny",
)
"""Columns of real numbers; in each row one of the last four is quantity × factor."""

COLUMNS: Final = (
    "future",
    "year",
    "building_id",
    "component",
    "module",
    "flow",
    "time",
    "quantity",
    "unit",
    "factor",
    "factor_unit",
    "factor_source",
    "factor_status",
    "carbon_fossil_kg",
    "carbon_biogenic_kg",
    "carbon_refrigerant_kg",
    "money_cny",
    "money_account",
)
"""Columns of the ledger in their order."""

AMOUNTS: Final = (
    "carbon_fossil_kg",
    "carbon_biogenic_kg",
    "carbon_refrigerant_kg",
    "money_cny",
)
"""Columns of which a row fills exactly one."""


@dataclass(frozen=True, slots=True, eq=False)
class Text:
    """A column of text: for each row the place of its text in a list."""

    codes: IntArray
    names: Sequence[str]

    @classmethod
    def of(cls, values: Sequence[str]) -> "Text":
        """Return a column of the given texts, one for each row."""
        names = {name: code for code, name in enumerate(dict.fromkeys(values))}
        codes = np.fromiter((names[one] for one in values), np.int64, len(values))
        return cls(codes, tuple(names))


Block = Mapping[str, object]
"""Rows of one sort: columns as arrays, as `Text`, or as one value for all rows;
``amount`` is the name of the column that receives quantity × factor."""


def make_rows(blocks: Sequence[Block]) -> pd.DataFrame:
    """Return blocks of rows as one table.

    The carbon or money of every row is its quantity times its factor. Rows that come
    to nothing are left out.

    Parameters
    ----------
    blocks
        Rows of several sorts. ``quantity`` is an array; ``amount`` names the column
        to fill; ``component`` and ``money_account`` may be absent.

    Returns
    -------
    pandas.DataFrame
        Ledger with `COLUMNS`.
    """
    kept = [one for one in blocks if _size(one)]
    data: dict[str, object] = {}
    for name in COLUMNS:
        if name in TEXT_COLUMNS:
            default = "none" if name == "money_account" else ""
            data[name] = _join_texts([_text(one, name, default) for one in kept])
        elif name in WHOLE_COLUMNS:
            parts = [_spread(one[name], one, np.int32) for one in kept]
            data[name] = _join(parts, np.int32)
        elif name in AMOUNTS:
            parts = [_amount(one, name) for one in kept]
            data[name] = _join(parts, np.float64)
        else:
            parts = [_spread(one[name], one, np.float64) for one in kept]
            data[name] = _join(parts, np.float64)
    table = pd.DataFrame(data)
    return table[table["quantity"] * table["factor"] != 0.0].reset_index(drop=True)


def join_rows(tables: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """Return several ledgers as one, text still kept as categories.

    Parameters
    ----------
    tables
        Ledgers with the same columns, at least one.

    Returns
    -------
    pandas.DataFrame
        All rows in the order given.
    """
    data: dict[str, object] = {}
    for name in tables[0].columns:
        columns = [one[name] for one in tables]
        if isinstance(columns[0].dtype, pd.CategoricalDtype):
            texts = [
                Text(np.asarray(one.cat.codes), one.cat.categories.tolist())
                for one in columns
            ]
            data[name] = _join_texts(texts)
        else:
            data[name] = np.concatenate([one.to_numpy() for one in columns])
    return pd.DataFrame(data)


def _text(block: Block, name: str, default: str) -> Text:
    """Return a column of text of a block."""
    value = block.get(name, default)
    if isinstance(value, Text):
        return value
    return Text(np.zeros(_size(block), dtype=np.int64), (str(value),))


def _join_texts(parts: Sequence[Text]) -> pd.Categorical:
    """Return columns of text as one, its categories sorted."""
    known = sorted({name for part in parts for name in part.names})
    places = {name: place for place, name in enumerate(known)}
    codes = [
        np.array([places[name] for name in part.names], dtype=np.int32)[part.codes]
        for part in parts
    ]
    joined = _join(codes, np.int32)
    categories = pd.Index(known, dtype="str")
    return pd.Categorical.from_codes(joined, categories=categories)


def _spread(value: object, block: Block, kind: type) -> np.ndarray:
    """Return a column of a block as an array."""
    if isinstance(value, np.ndarray) and value.ndim:
        return value.astype(kind)
    return np.full(_size(block), value, dtype=kind)


def _size(block: Block) -> int:
    """Return the number of rows of a block."""
    return int(np.asarray(block["quantity"]).size)


def _amount(block: Block, name: str) -> np.ndarray:
    """Return quantity × factor for the column that a block fills, else zeros."""
    quantity = np.asarray(block["quantity"], dtype=np.float64)
    if block["amount"] != name:
        return np.zeros(quantity.size)
    return quantity * np.asarray(block["factor"], dtype=np.float64)


def _join(parts: Sequence[np.ndarray], kind: type) -> np.ndarray:
    """Return the parts of a column as one."""
    return np.concatenate(parts) if parts else np.zeros(0, dtype=kind)
