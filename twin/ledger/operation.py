"""Energy bought and sold: module B6, and D for exported electricity."""

from collections.abc import Mapping
from typing import Final

import numpy as np
import pandas as pd

from twin.ground.errors import InputError, Problem
from twin.ground.types import FloatArray
from twin.ledger.row import Block, Text, make_rows
from twin.model.building import FuelFactor, GridPath, World

FUEL_COLUMNS: Final = {
    "lpg": "lpg_kwh",
    "natural_gas": "natural_gas_kwh",
    "wood": "wood_kwh",
}
"""Column of the energy table by carrier."""

PRICE_YEAR: Final = 2025
"""Calendar year of all prices [a]."""

DIRECT: Final = ", direct"
"""End of the name of a flow that counts direct emissions."""

UPSTREAM: Final = ", upstream"
"""End of the name of a flow that counts what life-cycle emissions add to direct."""

PRICE: Final = ", price"
"""End of the name of a flow that counts money."""


def grid_direct(path: GridPath, year: FloatArray) -> FloatArray:
    """Return the direct emissions of electricity, linear between the given years.

    Parameters
    ----------
    path
        Grid path; before its first and after its last year the value stays.
    year
        Calendar years [a].

    Returns
    -------
    FloatArray
        Direct emissions [kgCO2/kWh].
    """
    years = [one.year for one in path.direct]
    return np.asarray(np.interp(year, years, [one.value for one in path.direct]))


def grid_life_cycle(path: GridPath, year: FloatArray) -> FloatArray:
    r"""Return the life-cycle emissions of electricity.

    .. math:: f_\mathrm{lc} = \max(u\,f_\mathrm{d},\; f_\mathrm{d} + f_\mathrm{min})

    Parameters
    ----------
    path
        Grid path with its uplift :math:`u` and floor :math:`f_\mathrm{min}`.
    year
        Calendar years [a].

    Returns
    -------
    FloatArray
        Life-cycle emissions [kgCO2e/kWh].
    """
    direct = grid_direct(path, year)
    return np.asarray(
        np.maximum(direct * path.upstream_uplift, direct + path.upstream_floor)
    )


def operation_rows(
    energy: pd.DataFrame,
    world: World,
    grid_path: str,
    price_drift: Mapping[int, float] | None = None,
) -> pd.DataFrame:
    """Return the ledger of the energy that buildings buy and sell.

    Each carrier gives a row of direct emissions, one of upstream emissions and one of
    money in module B6; burning wood adds a row of biogenic carbon. Exported
    electricity gives module D: what it avoids at the grid's life-cycle factor, and
    what it earns, both negative.

    Parameters
    ----------
    energy
        Columns ``future``, ``year``, ``building_id``, ``electricity_grid_kwh``,
        ``pv_export_kwh``, ``lpg_kwh``, ``natural_gas_kwh``, ``wood_kwh``.
    world
        Grid, fuels and prices.
    grid_path
        Name of the grid path.
    price_drift
        Real change of energy prices by future, from 2025 on; left out, none [1/a].

    Returns
    -------
    pandas.DataFrame
        Ledger rows, see `twin.ledger.row`.

    Raises
    ------
    InputError
        The world has no such grid path.
    """
    path = _find_path(world, grid_path)
    year = energy["year"].to_numpy(dtype=np.float64)
    where: Block = {
        "future": energy["future"].to_numpy(),
        "year": energy["year"].to_numpy(),
        "time": year + 0.5,
        "building_id": _names(energy["building_id"]),
        "unit": "kWh",
    }
    rise = _price_rise(energy, price_drift or {})
    bought = energy["electricity_grid_kwh"].to_numpy(dtype=np.float64)
    sold = energy["pv_export_kwh"].to_numpy(dtype=np.float64)
    blocks = _electricity(where, bought, rise, path, world)
    blocks += _export(where, sold, rise, path, world)
    for fuel in world.fuels:
        column = FUEL_COLUMNS.get(fuel.carrier)
        if column is not None:
            burnt = energy[column].to_numpy(dtype=np.float64)
            blocks += _fuel(where, burnt, rise, fuel)
    return make_rows(blocks)


def _find_path(world: World, name: str) -> GridPath:
    """Return the grid path of a name."""
    for one in world.grid_paths:
        if one.name == name:
            return one
    known = ", ".join(one.name for one in world.grid_paths)
    problem = Problem(path="grid_path", message=f"unknown; known: {known}", given=name)
    source = "scenario"
    raise InputError(source, [problem])


def _electricity(
    where: Block, bought: FloatArray, rise: FloatArray, path: GridPath, world: World
) -> list[Block]:
    """Return the rows of electricity bought."""
    year = np.asarray(where["year"], dtype=np.float64)
    direct = grid_direct(path, year)
    carbon: Block = {
        **where,
        "module": "B6",
        "quantity": bought,
        "factor_unit": "kgCO2e/kWh",
        "factor_source": f"grid path {path.name}: {path.source}",
        "factor_status": path.status.value,
        "amount": "carbon_fossil_kg",
    }
    return [
        {**carbon, "flow": "electricity" + DIRECT, "factor": direct},
        {
            **carbon,
            "flow": "electricity" + UPSTREAM,
            "factor": grid_life_cycle(path, year) - direct,
        },
        {
            **where,
            "module": "B6",
            "flow": "electricity" + PRICE,
            "quantity": bought,
            "factor": rise * world.electricity_price,
            "factor_unit": "CNY/kWh",
            "factor_source": world.electricity_price_source,
            "factor_status": world.electricity_price_status.value,
            "amount": "money_cny",
            "money_account": "energy",
        },
    ]


def _export(
    where: Block, sold: FloatArray, rise: FloatArray, path: GridPath, world: World
) -> list[Block]:
    """Return the rows of electricity exported, beyond the system boundary."""
    year = np.asarray(where["year"], dtype=np.float64)
    return [
        {
            **where,
            "module": "D",
            "flow": "exported electricity",
            "quantity": sold,
            "factor": -grid_life_cycle(path, year),
            "factor_unit": "kgCO2e/kWh",
            "factor_source": f"grid path {path.name}: {path.source}",
            "factor_status": path.status.value,
            "amount": "carbon_fossil_kg",
        },
        {
            **where,
            "module": "D",
            "flow": "exported electricity" + PRICE,
            "quantity": sold,
            "factor": -rise * world.electricity_export_price,
            "factor_unit": "CNY/kWh",
            "factor_source": world.electricity_price_source,
            "factor_status": world.electricity_price_status.value,
            "amount": "money_cny",
            "money_account": "energy",
        },
    ]


def _fuel(
    where: Block, burnt: FloatArray, rise: FloatArray, fuel: FuelFactor
) -> list[Block]:
    """Return the rows of a fuel."""
    common: Block = {
        **where,
        "module": "B6",
        "quantity": burnt,
        "factor_unit": "kgCO2e/kWh",
        "factor_source": fuel.source,
        "factor_status": fuel.status.value,
        "amount": "carbon_fossil_kg",
    }
    upstream = fuel.direct * (fuel.upstream_uplift - 1.0)
    return [
        {**common, "flow": fuel.carrier + DIRECT, "factor": fuel.direct},
        {**common, "flow": fuel.carrier + UPSTREAM, "factor": upstream},
        {
            **common,
            "flow": fuel.carrier + ", biogenic",
            "factor": fuel.biogenic,
            "amount": "carbon_biogenic_kg",
        },
        {
            **common,
            "flow": fuel.carrier + PRICE,
            "factor": rise * fuel.price,
            "factor_unit": "CNY/kWh",
            "amount": "money_cny",
            "money_account": "energy",
        },
    ]


def _price_rise(energy: pd.DataFrame, drift: Mapping[int, float]) -> FloatArray:
    """Return energy prices over those of `PRICE_YEAR`."""
    year = energy["year"].to_numpy(dtype=np.float64)
    yearly = energy["future"].map(lambda one: drift.get(int(one), 0.0))
    return np.asarray((1.0 + yearly.to_numpy(dtype=np.float64)) ** (year - PRICE_YEAR))


def _names(column: "pd.Series[str]") -> Text:
    """Return a column of identifiers."""
    codes, names = pd.factorize(column)
    return Text(np.asarray(codes, dtype=np.int64), [str(one) for one in names])
