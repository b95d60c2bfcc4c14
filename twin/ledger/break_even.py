"""From which grid on electricity burns less carbon than a flame."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from twin.ledger.operation import grid_direct, grid_life_cycle
from twin.model.building import FuelFactor, GridPath, World
from twin.model.component import Carrier, Kind, Product

_STEP = 1.0 / 64.0  # of the years that are searched, before they are refined
_LAST = 2100.0


@dataclass(frozen=True, slots=True, kw_only=True)
class BreakEven:
    """When a product that draws electricity emits less than one that burns fuel."""

    kind: Kind
    burner: str
    electric: str
    ratio: float
    """Electricity over fuel for the same useful heat, rated efficiencies [-]."""
    direct: float
    """Direct factor of the grid below which electricity emits less on site and in the
    power station [kgCO2/kWh]."""
    life_cycle: float
    """Direct factor of the grid below which it emits less with upstream on both sides
    [kgCO2/kWh]."""
    year_direct: float
    """When the grid path falls below the first, not a number if never [a]."""
    year_life_cycle: float
    """When the grid path falls below the second, not a number if never [a]."""


def break_even(
    fuel: FuelFactor, path: GridPath, ratio: float, first: float
) -> tuple[float, float, float, float]:
    r"""Return the grids and moments at which fuel and electricity emit the same.

    .. math:: f_d = \frac{e_d}{q}, \qquad
              f_\mathrm{lc} = \min\left(\frac{e_d\,U_f}{q\,U},\;
              \frac{e_d\,U_f}{q} - f_0\right)

    with the fuel's direct factor :math:`e_d` and uplift :math:`U_f`, electricity per
    fuel :math:`q`, the grid's uplift :math:`U` and floor :math:`f_0`.

    Parameters
    ----------
    fuel
        What is burnt.
    path
        Grid over the years.
    ratio
        Electricity over fuel for the same useful heat, above 0 [-].
    first
        Calendar year from which the path is searched [a].

    Returns
    -------
    tuple[float, float, float, float]
        Direct grid factor at direct and at life-cycle break-even [kgCO2/kWh]; the
        moments at which the path first lies below them [a].
    """
    direct = fuel.direct / ratio
    whole = fuel.direct * fuel.upstream_uplift / ratio
    life_cycle = min(whole / path.upstream_uplift, whole - path.upstream_floor)
    years = np.arange(first, _LAST, _STEP)
    return (
        direct,
        life_cycle,
        _first_below(years, grid_direct(path, years), direct),
        _first_below(years, grid_life_cycle(path, years), whole),
    )


def _first_below(years: np.ndarray, values: np.ndarray, limit: float) -> float:
    """Return when values first fall to a limit, linear between the years."""
    below = np.flatnonzero(values <= limit)
    if not below.size:
        return float("nan")
    place = int(below[0])
    if place == 0:
        return float(years[0])
    before, after = values[place - 1], values[place]
    share = (before - limit) / (before - after)
    return float(years[place - 1] + share * (years[place] - years[place - 1]))


def compare_products(
    products: Sequence[Product], world: World, grid_path: str, first: float
) -> list[BreakEven]:
    """Return every pair of a burner and an electric product of the same kind.

    Only cookers and instantaneous water heaters burn by their rated efficiency; the
    losses of a tank are left out, which flatters the electric side by some percent.
    Heaters with collectors are left out: their efficiency says nothing of the sun.

    Parameters
    ----------
    products
        Catalogue.
    world
        Fuels and grid paths.
    grid_path
        Name of one of its grid paths.
    first
        Calendar year from which the path is searched [a].

    Returns
    -------
    list[BreakEven]
        In the order of the catalogue; fuels without fossil carbon are left out.
    """
    fuels = {one.carrier: one for one in world.fuels if one.biogenic == 0.0}
    path = next(one for one in world.grid_paths if one.name == grid_path)
    found = []
    for burner in products:
        fuel = fuels.get(str(burner.carrier))
        if fuel is None:
            continue
        for electric in products:
            has_sun = electric.water_collector is not None
            is_pair = electric.kind is burner.kind and not has_sun
            if is_pair and electric.carrier is Carrier.ELECTRICITY:
                ratio = burner.efficiency.value / electric.efficiency.value
                limits = break_even(fuel, path, ratio, first)
                found.append(
                    BreakEven(
                        kind=burner.kind,
                        burner=burner.name,
                        electric=electric.name,
                        ratio=ratio,
                        direct=limits[0],
                        life_cycle=limits[1],
                        year_direct=limits[2],
                        year_life_cycle=limits[3],
                    )
                )
    return found
