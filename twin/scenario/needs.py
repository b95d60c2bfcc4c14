"""What each product would buy in each building: the bill that owners reckon with."""

from collections.abc import Sequence

import numpy as np

from twin.annual.result import INDEX
from twin.life.decision import Needs
from twin.model.building import Building
from twin.model.component import Kind, Product
from twin.model.decision import Decisions
from twin.model.programme import Scenario
from twin.scenario.desk import Desk
from twin.scenario.integrate import cooking_useful, hot_water_useful, node_shares
from twin.scenario.machines import HotWaterUse, heat_per_heater
from twin.scenario.ranking import QUIET, standing_hours


def first_needs(desk: Desk, scenarios: Sequence[Scenario]) -> Needs | None:
    """Return the energy that products on offer would buy in the first year.

    Air conditioners serve the rooms as they stand at the start, at the rated
    efficiency of each product; water heaters run through the year with tank, sun and
    losses; cookers give the useful heat of the building. Everything is new.

    Parameters
    ----------
    desk
        Where hours are simulated.
    scenarios
        Scenarios of the study; habits and climate of the first hold.

    Returns
    -------
    Needs or None
        Energy by building and product [kWh/a]; None where no owner decides.
    """
    wanted = _offered(desk, [one.decisions for one in scenarios if one.decisions])
    if not wanted:
        return None
    rooms = {}
    if any(one.kind is Kind.AIR_CONDITIONER for one in wanted):
        rooms = standing_hours(desk, scenarios[0])
    needs: dict[str, dict[str, float]] = {}
    shares = node_shares(desk.warming(scenarios[0], QUIET)[:1])
    for node in shares:
        desk.hot_water.add_climate(node, desk.outdoor(node))
    for building in desk.community.buildings:
        reference = 0.0
        if building.id in rooms:
            month = rooms[building.id]
            reference = float(
                month[INDEX["cooling_reference_kwh"]].sum()
                + month[INDEX["heating_reference_kwh"]].sum()
            )
        use = HotWaterUse(
            memo=desk.hot_water, shares=shares, heat_daily=heat_per_heater(building)
        )
        needs[building.id] = {
            one.name: _need(one, building, reference, use) for one in wanted
        }
    return needs


def _offered(desk: Desk, decisions: Sequence[Decisions]) -> list[Product]:
    """Return the products that any market offers, in the order of the catalogue."""
    names = {
        offer.product
        for one in decisions
        for market in one.markets
        for offer in market.offers
    }
    return [one for name, one in desk.products.items() if name in names]


def _need(
    product: Product, building: Building, reference: float, use: HotWaterUse
) -> float:
    """Return what a product would buy in a building in a year [kWh/a]."""
    if product.kind is Kind.WATER_HEATER:
        return float(np.dot(use.input(product).bought, hot_water_useful(building)))
    if product.kind is Kind.COOKER:
        return float(cooking_useful(building).sum()) / product.efficiency.value
    return reference / product.efficiency.value
