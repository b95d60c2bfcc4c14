"""``twin ledger money``: what each scenario costs, and whether it pays."""

import json
import sys
from typing import Any

import numpy as np
import pandas as pd
from rich.console import Console
from rich.table import Table

from twin.cli.ledger_run import Valued, Wanted, read_valued
from twin.cli.show import shown
from twin.ground.errors import InputError, Problem
from twin.ledger.appraisal import account_table, appraise, levelised_costs

_WIDTH = 130
_MONEY = ("mean", "p05", "p95", "difference", "difference_p05", "difference_p95")
_WORTH = ("npv", "npv_p05", "npv_p95", "annuity", "annuity_p05", "annuity_p95")
_UNIT = ("levelised_cost", "levelised_cost_p05", "levelised_cost_p95")
_THOUSAND = 1000.0


def show_money(wanted: Wanted, as_json: bool) -> None:
    """Print accounts, net present value, payback and levelised costs.

    Parameters
    ----------
    wanted
        Run, baseline, rate and currency.
    as_json
        Print JSON instead of tables.

    Raises
    ------
    InputError
        What is asked for does not exist, or there is nothing to compare.
    """
    run = read_valued(wanted)
    if not run.others:
        problem = Problem(
            path="scenarios", message="needs two at least; run `twin compare`"
        )
        raise InputError(str(wanted.folder), [problem])
    found = value_scenarios(run)
    if as_json:
        text = json.dumps(_record(run, found), indent=2, ensure_ascii=False)
        sys.stdout.write(text + "\n")
        return
    console = Console(width=_WIDTH)
    console.print(_account_table(run, found["accounts"]))
    console.print(_worth_table(run, found["appraisal"]))
    console.print(_unit_table(run, found["levelised"]))
    for line in notes(run):
        console.print(shown(line), highlight=False)


def value_scenarios(run: Valued) -> dict[str, pd.DataFrame]:
    """Return the tables of all scenarios, money in the currency of the run's view.

    Parameters
    ----------
    run
        Run to value.

    Returns
    -------
    dict[str, pandas.DataFrame]
        ``accounts``, ``appraisal`` and ``levelised``, each with ``scenario`` first;
        see `twin.ledger.appraisal` for the other columns.
    """
    base_flows = run.flows(run.baseline)
    base_years = run.table("building_year", run.baseline)
    parts: dict[str, list[pd.DataFrame]] = {
        "accounts": [],
        "appraisal": [],
        "levelised": [],
    }
    for name in (run.baseline, *run.others):
        is_base = name == run.baseline
        flows = base_flows if is_base else run.flows(name)
        accounts = account_table(flows, base_flows, run.horizon)
        parts["accounts"].append(accounts.assign(scenario=name))
        if is_base:
            continue
        years = run.table("building_year", name)
        worth = appraise(flows, base_flows, run.horizon)
        parts["appraisal"].append(worth.assign(scenario=name))
        unit = levelised_costs((flows, years), (base_flows, base_years), run.horizon)
        parts["levelised"].append(unit.assign(scenario=name))
    money = {"accounts": _MONEY, "appraisal": _WORTH, "levelised": _UNIT}
    found = {}
    for key, frames in parts.items():
        table = pd.concat(frames, ignore_index=True)
        table[list(money[key])] /= run.currency.cny
        table.insert(0, "scenario", table.pop("scenario"))
        found[key] = table
    return found


def notes(run: Valued) -> list[str]:
    """Return what must be said with every table of money.

    Parameters
    ----------
    run
        Run that is valued.

    Returns
    -------
    list[str]
        Lines of text, sources and statuses among them.
    """
    rate, money = run.rate, run.currency
    lines = [
        f"Discounted at {rate.value:.1%} a year, real, to {run.horizon.start}: "
        f"{rate.source} ({rate.status}).",
    ]
    if money.note:
        lines.append(f"1 {money.code} = {money.cny:g} CNY, {money.note}.")
    return lines


def head(run: Valued) -> dict[str, Any]:
    """Return what programs must know with every table of money.

    Parameters
    ----------
    run
        Run that is valued.

    Returns
    -------
    dict
        Currency, rate, years and baseline.
    """
    return {
        "run_id": run.manifest["run_id"],
        "building": run.wanted.building,
        "baseline": run.baseline,
        "start": run.horizon.start,
        "years": run.horizon.years,
        "futures": len(run.horizon.futures),
        "currency": {
            "code": run.currency.code,
            "cny": run.currency.cny,
            "note": run.currency.note,
        },
        "discount_rate": {
            "value": run.rate.value,
            "source": run.rate.source,
            "status": run.rate.status,
        },
    }


def records(table: pd.DataFrame) -> list[dict[str, Any]]:
    """Return the rows of a table for JSON, nothing for what is not a number.

    Parameters
    ----------
    table
        Any table.

    Returns
    -------
    list[dict]
        Its rows.
    """
    rows: list[dict[str, Any]] = json.loads(
        table.to_json(orient="records", double_precision=15)
    )
    return rows


def _record(run: Valued, found: dict[str, pd.DataFrame]) -> dict[str, Any]:
    """Return everything for programs."""
    world = run.world
    return {
        **head(run),
        "carbon_price": {
            "path": {f"{one.year:.0f}": one.value for one in world.carbon_price},
            "unit": "CNY/t",
            "source": world.carbon_price_source,
            "status": str(world.carbon_price_status),
        },
        **{name: records(table) for name, table in found.items()},
    }


def _account_table(run: Valued, accounts: pd.DataFrame) -> Table:
    """Return the present values of all accounts, a column a scenario."""
    last = run.horizon.start + run.horizon.years - 1
    table = Table(
        title=shown(
            f"Present value {run.horizon.start}–{last}, {run.wanted.building or 'all'}"
            f", thousand {run.currency.code}: mean; difference to {run.baseline} "
            "(5–95 %)"
        ),
        caption="all: without the shadow price of carbon; residual value: straight "
        "line over the mean life",
    )
    table.add_column("account")
    table.add_column("item", overflow="fold")
    for name in (run.baseline, *run.others):
        table.add_column(shown(name), justify="right")
    keys = accounts[["account", "item"]].drop_duplicates()
    order = {name: place for place, name in enumerate(dict.fromkeys(keys["account"]))}
    ranked = sorted(
        keys.itertuples(index=False),
        key=lambda one: (order[one.account], one.item == "all", one.item),
    )
    lines = {
        (str(row["scenario"]), str(row["account"]), str(row["item"])): row
        for _, row in accounts.iterrows()
    }
    for account, item in ranked:
        cells = []
        for name in (run.baseline, *run.others):
            row = lines.get((name, str(account), str(item)))
            is_base = name == run.baseline
            cells.append("0" if row is None else _money_cell(row, is_base))
        table.add_row(shown(account), shown(item), *cells)
        if item == "all":
            table.add_section()
    return table


def _money_cell(row: "pd.Series[float]", is_base: bool) -> str:
    """Return mean and difference in thousands."""
    mean = f"{row['mean'] / _THOUSAND:,.1f}"
    if is_base:
        return mean
    gap, low, high = (float(row[f"difference{end}"]) for end in ("", "_p05", "_p95"))
    ends = f"({low / _THOUSAND:+,.1f} to {high / _THOUSAND:+,.1f})"
    return f"{mean}\n{gap / _THOUSAND:+,.1f} {ends}"


def _worth_table(run: Valued, worth: pd.DataFrame) -> Table:
    """Return net present value, annuity and payback."""
    code = run.currency.code
    table = Table(
        title=shown(f"Does it pay against {run.baseline}? (above zero it does)"),
        caption="payback: year from which nothing is owed any more, median (5–95 %); "
        "residual value counts in the present value, not in the payback",
    )
    for name in ("scenario", "view"):
        table.add_column(name)
    titles = (f"net present value [thousand {code}]", f"annuity [{code}/a]")
    for name in (*titles, "pays in", "payback", "discounted"):
        table.add_column(name, justify="right")
    for _, row in worth.iterrows():
        npv = [float(row[f"npv{end}"]) / _THOUSAND for end in ("", "_p05", "_p95")]
        yearly = [float(row[f"annuity{end}"]) for end in ("", "_p05", "_p95")]
        table.add_row(
            shown(row["scenario"]),
            shown(row["view"]),
            f"{npv[0]:+,.1f} ({npv[1]:+,.1f} to {npv[2]:+,.1f})",
            f"{yearly[0]:+,.0f} ({yearly[1]:+,.0f} to {yearly[2]:+,.0f})",
            f"{float(row['probability_pays']):.0%}",
            _year_cell(row, "payback"),
            _year_cell(row, "payback_discounted"),
        )
    return table


def _year_cell(row: "pd.Series[float]", name: str) -> str:
    """Return when something has paid back, in words."""
    if float(row[f"{name}_share"]) == 0.0:
        return "not in these years"
    ends = [float(row[f"{name}{end}"]) for end in ("", "_p05", "_p95")]
    texts = [f"{one:.0f}" if np.isfinite(one) else "later" for one in ends]
    return f"{texts[0]} ({texts[1]}–{texts[2]})"


def _unit_table(run: Valued, levelised: pd.DataFrame) -> Table:
    """Return what a kilowatt hour of the roof, and a saved one, costs."""
    table = Table(
        title=shown(f"Levelised cost against {run.baseline}"),
        caption="saved: extra investment and upkeep of the whole scenario over energy "
        "bought less, electricity and fuels alike",
    )
    table.add_column("scenario")
    table.add_column("kilowatt hour")
    table.add_column("energy [MWh]", justify="right")
    table.add_column(f"cost [{run.currency.code}/kWh]", justify="right")
    for _, row in levelised.iterrows():
        cost = [float(row[one]) for one in _UNIT]
        is_known = np.isfinite(cost).all()
        table.add_row(
            shown(row["scenario"]),
            shown(row["what"]),
            f"{float(row['energy_kwh']) / _THOUSAND:,.1f}",
            f"{cost[0]:.3f} ({cost[1]:.3f}–{cost[2]:.3f})" if is_known else "none",
        )
    return table
