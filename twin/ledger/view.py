"""Views of the ledger: by module, and by building and year."""

from typing import Final

import numpy as np
import pandas as pd

from twin.ground.types import BoolArray, FloatArray, IntArray
from twin.ledger.operation import DIRECT
from twin.ledger.row import AMOUNTS

MODULES: Final = (
    "A1",
    "A2",
    "A3",
    "A4",
    "A5",
    "B1",
    "B2",
    "B3",
    "B4",
    "B5",
    "B6",
    "B7",
    "C1",
    "C2",
    "C3",
    "C4",
)
"""Modules of EN 15978 within the system boundary; D lies beyond it."""

BOUNDARY: Final = "A-C"
"""Name of the row that sums the modules within the boundary."""

KEYS: Final = ("scenario", "future", "year", "building_id")
"""Keys of a building year; ``scenario`` may be absent from a ledger."""

SUMS: Final = (
    "carbon_operation_kg",
    "carbon_operation_direct_kg",
    "carbon_embodied_kg",
    "carbon_refrigerant_kg",
    "carbon_export_kg",
    "carbon_biogenic_kg",
    "cost_energy_cny",
    "cost_investment_cny",
    "cost_maintenance_cny",
)
"""Columns that `building_year_sums` adds to the keys."""


def building_year_sums(ledger: pd.DataFrame) -> pd.DataFrame:
    """Return carbon and money of each building in each year.

    Parameters
    ----------
    ledger
        Ledger rows, see `twin.ledger.row`.

    Returns
    -------
    pandas.DataFrame
        Keys and `SUMS`, one row for each building, year and future that occurs,
        sorted. Operation is module B6 at life-cycle factors, and its direct part;
        embodied is A, B2 to B5 and C without refrigerant; export is D, negative where
        it benefits; biogenic stands apart and is in none of the others.
    """
    values = amounts_of(ledger)
    keys = [one for one in KEYS if one in ledger.columns]
    groups, table = _groups(ledger, keys)
    for name, amounts in values.items():
        table[name] = np.bincount(groups, weights=amounts, minlength=len(table))
    return table


def amounts_of(ledger: pd.DataFrame) -> dict[str, FloatArray]:
    """Return what each row of a ledger adds to each column of `SUMS`.

    Parameters
    ----------
    ledger
        Ledger rows, see `twin.ledger.row`.

    Returns
    -------
    dict[str, FloatArray]
        Amounts by column, shape ``(row,)``; zero where a row is no part of it.
    """
    is_operation = _is(ledger["module"], "B6")
    is_export = _is(ledger["module"], "D")
    is_direct = _ends_with(ledger["flow"], DIRECT)
    fossil = ledger["carbon_fossil_kg"].to_numpy(dtype=np.float64)
    money = ledger["money_cny"].to_numpy(dtype=np.float64)
    account = ledger["money_account"]
    return {
        "carbon_operation_kg": fossil * is_operation,
        "carbon_operation_direct_kg": fossil * (is_operation & is_direct),
        "carbon_embodied_kg": fossil * ~(is_operation | is_export),
        "carbon_refrigerant_kg": ledger["carbon_refrigerant_kg"].to_numpy(),
        "carbon_export_kg": fossil * is_export,
        "carbon_biogenic_kg": ledger["carbon_biogenic_kg"].to_numpy(),
        "cost_energy_cny": money * _is(account, "energy"),
        "cost_investment_cny": money * _is(account, "investment"),
        "cost_maintenance_cny": money * _is(account, "maintenance"),
    }


def _groups(ledger: pd.DataFrame, keys: list[str]) -> tuple[IntArray, pd.DataFrame]:
    """Return the number of each row's group, and the sorted keys of the groups."""
    group = np.zeros(len(ledger), dtype=np.int64)
    levels = []
    for key in keys:
        codes, names = pd.factorize(ledger[key], sort=True)
        group = group * len(names) + codes
        levels.append(names)
    found, numbers = np.unique(group, return_inverse=True)
    columns: dict[str, object] = {}
    for key, names in zip(reversed(keys), reversed(levels), strict=True):
        found, place = np.divmod(found, max(len(names), 1))
        values = np.asarray(names)[place]
        columns[key] = values
    table = pd.DataFrame({key: columns[key] for key in keys})
    return np.asarray(numbers, dtype=np.int64), table


def module_table(ledger: pd.DataFrame) -> pd.DataFrame:
    """Return the sums of a ledger by module of EN 15978.

    Replacements (B4) and refurbishments (B5) hold the stages A1 to A5 and C1 to C4 of
    what they put in and take away, as the standard asks.

    Parameters
    ----------
    ledger
        Ledger rows, see `twin.ledger.row`.

    Returns
    -------
    pandas.DataFrame
        Amounts by module, in the order of the standard; then `BOUNDARY`, their sum;
        then D, which is in no sum.
    """
    sums = ledger[list(AMOUNTS)].groupby(ledger["module"], observed=True).sum()
    sums.index = sums.index.astype("str")
    inside = sums.reindex(list(MODULES), fill_value=0.0)
    inside.loc[BOUNDARY] = inside.sum()
    beyond = sums.reindex(["D"], fill_value=0.0)
    table = pd.concat([inside, beyond])
    table.index.name = "module"
    return table


def flow_table(ledger: pd.DataFrame) -> pd.DataFrame:
    """Return the sums of a ledger by module and flow.

    Parameters
    ----------
    ledger
        Ledger rows, see `twin.ledger.row`.

    Returns
    -------
    pandas.DataFrame
        Columns ``module``, ``flow`` and the amounts, sorted.
    """
    keys = [ledger["module"], ledger["flow"]]
    table = ledger[list(AMOUNTS)].groupby(keys, observed=True).sum().reset_index()
    return table.astype({"module": "str", "flow": "str"})


def _is(column: "pd.Series[str]", value: str) -> BoolArray:
    """Return where a column of text holds a value."""
    return np.asarray(column == value, dtype=np.bool_)


def _ends_with(column: "pd.Series[str]", ending: str) -> BoolArray:
    """Return where a column of text ends with something."""
    codes, names = pd.factorize(column)
    ends = np.array([str(one).endswith(ending) for one in names], dtype=np.bool_)
    return ends[codes]
