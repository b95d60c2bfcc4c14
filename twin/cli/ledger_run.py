"""What the money commands read of a run: flows, years and the catalogue behind them."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from twin.cli.ledger_tables import Asked, narrow
from twin.ground.errors import InputError, Problem
from twin.io.catalogue import read_products
from twin.io.money import (
    MONEY_FILE,
    Currency,
    MoneyFile,
    Rate,
    currency_of,
    rate_of,
    read_money,
)
from twin.io.project import find_folders
from twin.io.results import read_manifest, read_table
from twin.io.schema import suggest
from twin.io.world import read_world
from twin.ledger.appraisal import Horizon
from twin.ledger.cash import cash_flows, mean_lives
from twin.model.building import World

_SOURCE = "command line"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which run is valued, against what, and in which money."""

    folder: Path
    baseline: str | None
    building: str | None
    rate: str | None
    currency: str
    project: Path | None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Valued:
    """A run with what it takes to value it."""

    manifest: dict[str, Any]
    wanted: Wanted
    catalogue: Path
    money: MoneyFile
    world: World
    lives: dict[str, float]
    currency: Currency
    rate: Rate
    horizon: Horizon
    names: tuple[str, ...]
    """Scenarios in the order of the run."""
    baseline: str

    @property
    def others(self) -> tuple[str, ...]:
        """Scenarios other than the baseline."""
        return tuple(one for one in self.names if one != self.baseline)

    def table(self, name: str, scenario: str) -> pd.DataFrame:
        """Return the rows of a table that are asked for.

        Parameters
        ----------
        name
            Table with buildings.
        scenario
            Scenario.

        Returns
        -------
        pandas.DataFrame
            Rows of the building, or of all.
        """
        frame = read_table(self.wanted.folder, name, scenario)
        building = self.wanted.building
        return frame if building is None else frame[frame["building_id"] == building]

    def flows(self, scenario: str) -> pd.DataFrame:
        """Return the flows of a scenario, see `twin.ledger.cash`.

        Parameters
        ----------
        scenario
            Scenario.

        Returns
        -------
        pandas.DataFrame
            Flows.

        Raises
        ------
        InputError
            The catalogue lacks a product of the run.
        """
        events = self.table("events", scenario)
        last = self.horizon.start + self.horizon.years - 1
        bought = events[events["action"].isin(("installed", "replaced"))]
        self._check_products(bought["product"].unique())
        ledger = self.table("ledger", scenario)
        return cash_flows(ledger, events, self.lives, self.world.carbon_price, last)

    def _check_products(self, products: Iterable[str]) -> None:
        """Refuse a catalogue that lacks a product of the run."""
        problems = [
            Problem(path=f"products.{one}", message="is in the run, but not here")
            for one in sorted(set(products) - set(self.lives))
        ]
        if problems:
            raise InputError(str(self.catalogue / "products.yaml"), problems)


def read_valued(wanted: Wanted) -> Valued:
    """Return a run with what it takes to value it.

    Parameters
    ----------
    wanted
        What is asked for.

    Returns
    -------
    Valued
        Run, catalogue, currency and rate.

    Raises
    ------
    InputError
        Run, scenario, building, currency or rate does not exist.
    """
    manifest = read_manifest(wanted.folder)
    names = tuple(str(one["name"]) for one in manifest["scenarios"])
    baseline = names[0] if wanted.baseline is None else wanted.baseline
    if baseline not in names:
        problem = Problem(
            path="--baseline",
            message=f"unknown; {suggest(baseline, names)}",
            given=baseline,
        )
        raise InputError(_SOURCE, [problem])
    asked = Asked(
        folder=wanted.folder,
        scenario=None,
        building=wanted.building,
        year=None,
        future=None,
    )
    narrow(read_table(wanted.folder, "buildings"), asked)
    catalogue = find_folders(wanted.project).buildings / "catalogue"
    money = read_money(catalogue / MONEY_FILE)
    world = read_world(catalogue / "world.yaml")
    rate = _rate(manifest, money, world, wanted.rate)
    options = manifest["options"]
    return Valued(
        manifest=manifest,
        wanted=wanted,
        catalogue=catalogue,
        money=money,
        world=world,
        lives=mean_lives(read_products(catalogue / "products.yaml")),
        currency=currency_of(money, wanted.currency),
        rate=rate,
        horizon=Horizon(
            futures=np.arange(int(options["futures"])),
            start=int(options["start"]),
            years=int(options["years"]),
            rate=rate.value,
        ),
        names=names,
        baseline=baseline,
    )


def _rate(
    manifest: dict[str, Any], money: MoneyFile, world: World, given: str | None
) -> Rate:
    """Return the rate that is asked for, that of the run if none."""
    if given is not None:
        return rate_of(money, given)
    value = float(manifest["discount_rate"])
    if value == world.discount_rate:
        status = str(world.discount_rate_status)
        return Rate(value=value, source=world.discount_rate_source, status=status)
    return Rate(value=value, source="world.yaml of the run", status="U")
