"""Which products stand in a building, as shares of each month."""

import dataclasses
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

import numpy as np

from twin.ground.types import FloatArray
from twin.life.record import Tenure
from twin.model.component import Carrier, Product
from twin.scenario.period import Period

ALBEDO_NODES: Final = (0.2, 0.5, 0.8)
"""Reflectances of coated roofs that are simulated; results are linear between [-]."""

Shares = dict[str, FloatArray]
"""Share of something in each month of the study, by name, shape ``(month,)``."""


def product_shares(tenures: Sequence[Tenure], initial: str, period: Period) -> Shares:
    """Return the share of each product of a kind; as built is the empty name."""
    total = np.zeros(period.months)
    shares: Shares = {}
    for tenure in tenures:
        months, share = period.weights(tenure.start, tenure.end)
        name = "" if tenure.product == initial else tenure.product
        row = shares.setdefault(name, np.zeros(period.months))
        row[months] += tenure.quantity * share
        total[months] += tenure.quantity * share
    return _complete(shares, total, period)


def _complete(shares: Shares, total: FloatArray, period: Period) -> Shares:
    """Return shares that sum to 1; where there is nothing, as built holds."""
    safe = np.where(total > 0.0, total, 1.0)
    done = {name: row / safe for name, row in shares.items()}
    bare = np.where(total > 0.0, 0.0, 1.0)
    done[""] = done.get("", np.zeros(period.months)) + bare
    return done


def added_shares(tenures: Sequence[Tenure], period: Period) -> Shares:
    """Return the share of time in which an added product stands."""
    shares: Shares = {}
    covered = np.zeros(period.months)
    for tenure in tenures:
        months, share = period.weights(tenure.start, tenure.end)
        row = shares.setdefault(tenure.product, np.zeros(period.months))
        row[months] += share
        covered[months] += share
    scale = np.maximum(covered, 1.0)
    done = {name: row / scale for name, row in shares.items()}
    done[""] = np.maximum(1.0 - covered, 0.0)
    return done


def working_shares(tenures: Sequence[Tenure], period: Period) -> Shares:
    """Return the share of units of each product that stand and work.

    What is out of order, or not there yet, is as built.
    """
    total = np.zeros(period.months)
    shares: Shares = {}
    for tenure in tenures:
        months, share = period.weights(tenure.start, tenure.end)
        total[months] += tenure.quantity * share
        name = tenure.product if tenure.is_working else ""
        row = shares.setdefault(name, np.zeros(period.months))
        row[months] += tenure.quantity * share
    whole = max(_standing(tenures), float(total.max(initial=0.0)))
    safe = whole if whole > 0.0 else 1.0
    done = {name: row / safe for name, row in shares.items()}
    rest = 1.0 - total / safe
    done[""] = done.get("", np.zeros(period.months)) + rest
    return done


def _standing(tenures: Sequence[Tenure]) -> float:
    """Return the units that stand where every group stands [-]."""
    groups = {one.component: one.quantity for one in tenures}
    return float(sum(groups.values()))


def air_conditioner_shares(
    tenures: Sequence[Tenure], products: Mapping[str, Product], period: Period
) -> tuple[Shares, dict[str, str]]:
    """Return the share of air conditioners by what rooms can tell apart.

    Products that follow the part load of cycling units and do not say how they heat
    have the empty name; of the others that are alike, the first stands for all. The
    second mapping has the name for each product.
    """
    known: dict[tuple[object, ...], str] = {(False, None): ""}
    names: dict[str, str] = {}
    for tenure in tenures:
        product = products[tenure.product]
        heating = product.heating
        numbers = None
        if heating is not None:
            parts = (heating.efficiency, heating.capacity_share, heating.temp_least)
            numbers = tuple(one.value for one in parts)
        key = (product.is_inverter, numbers)
        names[tenure.product] = known.setdefault(key, tenure.product)
    renamed = [dataclasses.replace(one, product=names[one.product]) for one in tenures]
    return product_shares(renamed, "", period), names


def albedo_shares(
    tenures: Sequence[Tenure], products: Mapping[str, Product], period: Period
) -> dict[float | None, FloatArray]:
    """Return the weight of each simulated reflectance of the roof."""
    shares: dict[float | None, FloatArray] = {}
    covered = np.zeros(period.months)
    for tenure in tenures:
        months, share = period.weights(tenure.start, tenure.end)
        middles = period.middles(months)
        covered[months] += share
        albedo = albedo_at(products[tenure.product], middles - tenure.installed)
        parts: dict[float | None, FloatArray] = {None: share}
        if albedo is not None:
            parts = dict(_between_nodes(albedo, share))
        for level, part in parts.items():
            shares.setdefault(level, np.zeros(period.months))[months] += part
    scale = np.maximum(covered, 1.0)
    done = {level: row / scale for level, row in shares.items()}
    rest = np.maximum(1.0 - covered, 0.0)
    done[None] = done.get(None, np.zeros(period.months)) + rest
    return done


def _between_nodes(
    albedo: FloatArray, share: FloatArray
) -> Iterator[tuple[float, FloatArray]]:
    """Yield the weight of each simulated reflectance, linear between neighbours."""
    for number, node in enumerate(ALBEDO_NODES):
        peak = np.zeros(len(ALBEDO_NODES))
        peak[number] = 1.0
        weight = share * np.interp(albedo, ALBEDO_NODES, peak)
        if float(weight.max(initial=0.0)) > 0.0:
            yield node, weight


def albedo_at(product: Product, age: FloatArray) -> FloatArray | None:
    r"""Return the reflectance of a coating, or None where the roof is as built.

    .. math:: \rho(t) = \rho_\infty + (\rho_0 - \rho_\infty)\,e^{-t/\tau}

    Parameters
    ----------
    product
        Roof coating.
    age
        Age of the coating [a].

    Returns
    -------
    FloatArray or None
        Solar reflectance [-].
    """
    if (
        product.albedo_new is None
        or product.albedo_aged is None
        or product.albedo_time is None
    ):
        return None
    fresh = product.albedo_new - product.albedo_aged
    decay = np.exp(-np.maximum(age, 0.0) / product.albedo_time)
    return np.asarray(product.albedo_aged + fresh * decay)


def cooker_shares(
    tenures: Sequence[Tenure], products: Mapping[str, Product], period: Period
) -> Shares:
    """Return the share of each cooker, burners of gases taken as the first of them.

    Burners of LPG and of natural gas give a kitchen nearly the same heat, CO₂ and
    water for the same food, so the hours are simulated for one of them; what they buy
    is counted for each.
    """
    gases = (Carrier.LPG, Carrier.NATURAL_GAS)
    burner = next(
        (one.product for one in tenures if products[one.product].carrier in gases), ""
    )
    shares = product_shares(tenures, "", period)
    joined: Shares = {}
    for name, share in shares.items():
        is_gas = bool(name) and products[name].carrier in gases
        key = burner if is_gas else name
        joined[key] = joined.get(key, np.zeros(period.months)) + share
    return joined
