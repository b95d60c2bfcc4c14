"""Carbon budgets: ``carbon_budget.yaml`` of the catalogue, and tables of users."""

from pathlib import Path
from typing import Final

import numpy as np
import pandas as pd
from pydantic import Field

from twin.ground.errors import InputError, Problem
from twin.ground.quality import Status
from twin.io.schema import Identifier, Strict, load_yaml, parse
from twin.ledger.budget import CarbonBudget, PathShape
from twin.model.building import YearValue

BUDGET_FILE: Final = "carbon_budget.yaml"
"""File of the catalogue."""
_COLUMNS: Final = ("year", "kg_per_person")
_LARGEST: Final = 1_000_000  # bytes of a table


class BudgetRecord(Strict):
    """What one resident may emit, and by which rule."""

    shape: PathShape = Field(description="linear or exponential.")
    start: int = Field(ge=2000, le=2100, description="First calendar year that counts.")
    per_person: float = Field(
        gt=0.0, le=1e6, description="Budget of one resident [kgCO2e]."
    )
    rule: str = Field(min_length=1, description="How the share came about.")
    source: str = Field(min_length=1, description="Where the numbers come from.")
    status: Status = Field(description="How they were verified.")


class BudgetsFile(Strict):
    """Budgets by name."""

    budgets: dict[Identifier, BudgetRecord] = Field(
        min_length=1, description="Budgets by name."
    )


def read_budgets(path: Path) -> dict[str, CarbonBudget]:
    """Return the budgets of a file.

    Parameters
    ----------
    path
        A ``carbon_budget.yaml``.

    Returns
    -------
    dict[str, CarbonBudget]
        Budgets by name.

    Raises
    ------
    InputError
        The file is not usable.
    """
    checked = parse(BudgetsFile, load_yaml(path), str(path))
    tables = [
        Problem(
            path=f"budgets.{name}.shape",
            message="a table is given by --table, not in this file",
            given=str(one.shape),
        )
        for name, one in checked.budgets.items()
        if one.shape is PathShape.TABLE
    ]
    if tables:
        raise InputError(str(path), tables)
    return {
        name: CarbonBudget(
            name=name,
            shape=one.shape,
            start=one.start,
            per_person=one.per_person,
            rule=one.rule,
            source=one.source,
            status=one.status,
        )
        for name, one in checked.budgets.items()
    }


def read_budget_table(path: Path) -> CarbonBudget:
    """Return the budget of a table that a user brings.

    Parameters
    ----------
    path
        CSV with the columns ``year`` and ``kg_per_person``, years ascending by one.

    Returns
    -------
    CarbonBudget
        Budget named after the file.

    Raises
    ------
    InputError
        The file is missing, too large, or not such a table.
    """
    source = str(path)
    try:
        size = path.stat().st_size
        if size > _LARGEST:
            raise InputError(
                source, [Problem(path="", message="is larger than 1 MB", given=size)]
            )
        frame = pd.read_csv(path, encoding="utf-8-sig")
    except (OSError, ValueError) as error:
        problem = Problem(path="", message=f"cannot be read as CSV: {error}")
        raise InputError(source, [problem]) from error
    problems = _table_problems(frame)
    if problems:
        raise InputError(source, problems)
    rows = tuple(
        YearValue(year=float(year), value=float(value))
        for year, value in zip(frame["year"], frame["kg_per_person"], strict=True)
    )
    return CarbonBudget(
        name=path.stem,
        shape=PathShape.TABLE,
        start=int(rows[0].year),
        per_person=0.0,
        rule="as the table says",
        source=path.name,
        status=Status.UNVERIFIED,
        table=rows,
    )


def _table_problems(frame: pd.DataFrame) -> list[Problem]:
    """Return what is wrong with a table of allowances."""
    if tuple(frame.columns) != _COLUMNS or frame.empty:
        message = f"columns must be {', '.join(_COLUMNS)}, with one row at least"
        given = ", ".join(str(one) for one in frame.columns)
        return [Problem(path="header", message=message, given=given)]
    problems = []
    for name in _COLUMNS:
        values = pd.to_numeric(frame[name], errors="coerce").to_numpy(dtype=np.float64)
        problems += [
            Problem(
                path=f"line {row + 2}, {name}",
                message="must be a number, zero or more",
                given=frame[name].iloc[row],
            )
            for row in np.flatnonzero(~np.isfinite(values) | (values < 0.0))
        ]
    if not problems:
        steps = np.diff(frame["year"].to_numpy(dtype=np.float64))
        problems = [
            Problem(
                path=f"line {row + 3}, year",
                message="must be the year after the one before",
                given=frame["year"].iloc[row + 1],
            )
            for row in np.flatnonzero(steps != 1.0)
        ]
    return problems
