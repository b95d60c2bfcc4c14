"""What a run emits against a carbon budget, scenario by scenario."""

import json
import sys
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
from rich.console import Console
from rich.table import Table

from twin.cli.ledger_tables import Asked, narrow
from twin.cli.show import shown
from twin.ground.errors import InputError, Problem
from twin.io.carbon_budget import BUDGET_FILE, read_budget_table, read_budgets
from twin.io.defaults import default_folder
from twin.io.results import read_manifest, read_table
from twin.io.schema import suggest
from twin.ledger.budget import CarbonBudget, keep_account

_EMITTED = ("carbon_operation_kg", "carbon_embodied_kg", "carbon_refrigerant_kg")
_LOW, _HIGH = 0.05, 0.95
_WIDTH = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which account is asked for."""

    folder: Path
    budget: str
    table: Path | None
    building: str | None
    project: Path | None
    target: Path | None


def show_budget(wanted: Wanted, as_json: bool) -> None:
    """Print the accounts of all scenarios, and write them if a file is named.

    Parameters
    ----------
    wanted
        Run, budget, and a building or the community.
    as_json
        Print JSON instead of a table.

    Raises
    ------
    InputError
        The run, the budget or the building does not exist, or nobody lives there.
    """
    manifest = read_manifest(wanted.folder)
    budget = _budget(wanted)
    people = _people(wanted)
    asked = Asked(
        folder=wanted.folder,
        scenario=None,
        building=wanted.building,
        year=None,
        future=None,
    )
    frame = narrow(read_table(wanted.folder, "building_year"), asked)
    _check_years(budget, frame)
    names = [str(one["name"]) for one in manifest["scenarios"]]
    accounts = account_table(frame, names, budget, people)
    if wanted.target is not None:
        accounts.to_csv(wanted.target, index=False, lineterminator="\n")
    ends = exhaustion_table(accounts, names)
    if as_json:
        text = {
            "budget": {
                "name": budget.name,
                "shape": str(budget.shape),
                "start": budget.start,
                "total_kg": budget.total(people),
                "people": people,
                "rule": budget.rule,
                "source": budget.source,
                "status": str(budget.status),
            },
            "exhaustion": json.loads(ends.to_json(orient="records")),
            "accounts": json.loads(accounts.to_json(orient="records")),
        }
        sys.stdout.write(json.dumps(text, indent=2, ensure_ascii=False) + "\n")
        return
    console = Console(width=_WIDTH)
    console.print(_shown_table(accounts, ends, wanted, budget, people))
    console.print(shown(f"Rule: {budget.rule} ({budget.status})."), highlight=False)
    console.print(shown(f"Source: {budget.source}."), highlight=False)
    console.print(
        "Module D and sinks such as forest or river valley stand apart: none is taken "
        "off. A share of a world budget is a choice, not a measurement.",
        markup=False,
    )


def account_table(
    frame: pd.DataFrame, names: list[str], budget: CarbonBudget, people: float
) -> pd.DataFrame:
    """Return the account of every scenario and future, year by year.

    Parameters
    ----------
    frame
        Rows of ``building_year``.
    names
        Scenarios in order.
    budget
        Budget of a person.
    people
        Residents who share it [-].

    Returns
    -------
    pandas.DataFrame
        ``scenario, future, year, opening_kg, emission_kg, allowance_kg, closing_kg,
        exhaustion_year``; the last is empty where the budget lasts.
    """
    carbon = frame[["scenario", "future", "year"]].copy()
    carbon["emission_kg"] = frame[list(_EMITTED)].sum(axis=1)
    sums = carbon.groupby(["scenario", "future", "year"], sort=True)["emission_kg"]
    yearly = sums.sum()
    rows = []
    for name in names:
        futures = yearly.loc[name].unstack("year")
        years = futures.columns.to_numpy(dtype=np.float64)
        for future, emission in futures.iterrows():
            account = keep_account(budget, years, emission.to_numpy(), people)
            end = account.exhaustion if np.isfinite(account.exhaustion) else np.nan
            rows.append(
                pd.DataFrame(
                    {
                        "scenario": name,
                        "future": future,
                        "year": years.astype(np.int64),
                        "opening_kg": account.opening,
                        "emission_kg": account.emission,
                        "allowance_kg": account.allowance,
                        "closing_kg": account.closing,
                        "exhaustion_year": end,
                    }
                )
            )
    return pd.concat(rows, ignore_index=True)


def exhaustion_table(accounts: pd.DataFrame, names: list[str]) -> pd.DataFrame:
    """Return when each scenario has spent its budget, over the futures.

    Parameters
    ----------
    accounts
        From `account_table`.
    names
        Scenarios in order.

    Returns
    -------
    pandas.DataFrame
        ``scenario, median, p05, p95, share_lasting``; quantiles count a budget that
        lasts as later than all others and are empty where they fall on one.
    """
    rows = []
    for name in names:
        mine = accounts[accounts["scenario"] == name]
        ends = mine.groupby("future")["exhaustion_year"].first().to_numpy()
        late = np.sort(np.where(np.isnan(ends), np.inf, ends))
        low, middle, high = (
            float(late[min(int(np.ceil(share * len(late))), len(late)) - 1])
            for share in (max(_LOW, 1e-9), 0.5, _HIGH)
        )
        found = [one if np.isfinite(one) else np.nan for one in (middle, low, high)]
        rows.append((name, *found, float(np.isnan(ends).mean())))
    columns = ["scenario", "median", "p05", "p95", "share_lasting"]
    return pd.DataFrame(rows, columns=columns)


def _budget(wanted: Wanted) -> CarbonBudget:
    """Return the budget that is asked for."""
    if wanted.table is not None:
        return read_budget_table(wanted.table)
    root = (
        wanted.project / "buildings" if wanted.project else default_folder("buildings")
    )
    path = root / "catalogue" / BUDGET_FILE
    known = read_budgets(path)
    if wanted.budget not in known:
        message = f"unknown; {suggest(wanted.budget, known)}"
        problem = Problem(path="--budget", message=message, given=wanted.budget)
        raise InputError(str(path), [problem])
    return known[wanted.budget]


def _people(wanted: Wanted) -> float:
    """Return the residents who share the budget."""
    buildings = read_table(wanted.folder, "buildings")
    homes = buildings[buildings["dwellings"] > 0]
    if wanted.building is not None:
        homes = homes[homes["building_id"] == wanted.building]
    people = float(homes["residents"].sum())
    if people <= 0.0:
        problem = Problem(
            path="--building",
            message="has no residents, so no share of a budget per person",
            given=wanted.building,
        )
        raise InputError(str(wanted.folder), [problem])
    return people


def _check_years(budget: CarbonBudget, frame: pd.DataFrame) -> None:
    """Refuse a budget that starts outside the years of the run."""
    first, last = int(frame["year"].min()), int(frame["year"].max())
    if not first <= budget.start <= last:
        problem = Problem(
            path="start",
            message=f"must lie in the years of the run, {first} to {last}",
            given=budget.start,
        )
        source = f"budget {budget.name}"
        raise InputError(source, [problem])


def _shown_table(
    accounts: pd.DataFrame,
    ends: pd.DataFrame,
    wanted: Wanted,
    budget: CarbonBudget,
    people: float,
) -> Table:
    """Return the accounts for people: every fifth year, and the end."""
    total = budget.total(people) / 1000.0
    table = Table(
        title=shown(
            f"Carbon account of {wanted.building or 'the community'}: {budget.name}, "
            f"{total:,.0f} tCO2e for {people:,.0f} residents from {budget.start}"
        ),
        caption="tCO2e, means over the futures; exhaustion: median (5-95 %)",
    )
    table.add_column("scenario")
    for title in ("year", "opening", "emission", "path allows", "closing"):
        table.add_column(title, justify="right")
    columns = ["opening_kg", "emission_kg", "allowance_kg", "closing_kg"]
    means = accounts.groupby(["scenario", "year"], sort=False)[columns].mean()
    for _, end in ends.iterrows():
        mine = means.loc[str(end["scenario"])]
        last = int(mine.index[-1])
        shown_years = [
            int(year) for year in mine.index if (int(year) - budget.start) % 5 == 0
        ]
        for year in dict.fromkeys([*shown_years, last]):
            cells = mine.loc[year].to_numpy(dtype=np.float64) / 1000.0
            name = shown(end["scenario"]) if year == shown_years[0] else ""
            table.add_row(name, str(year), *(f"{one:,.0f}" for one in cells.tolist()))
        table.add_row("", "spent", _moment(end), "", "", "")
        table.add_section()
    return table


def _moment(end: "pd.Series[float]") -> str:
    """Return when a budget is spent, in words."""
    if float(end["share_lasting"]) >= 1.0:
        return "not in these years"
    middle, low, high = (
        f"{float(end[name]):.1f}" if np.isfinite(float(end[name])) else "later"
        for name in ("median", "p05", "p95")
    )
    return f"{middle} ({low}–{high})"
