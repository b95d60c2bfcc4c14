"""What a building has installed: how many, which products, how old.

Nobody has counted the appliances of each building, so numbers, products and ages
follow the archetype's rules with luck drawn from the building's identifier: the same
building always has the same appliances, whoever its neighbours are.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np

from twin.ground.quality import Origin
from twin.ground.random import stream
from twin.io.archetype_record import ComponentRule, ProductRule
from twin.model.component import ComponentGroup, Kind

STUDY_START: Final = 2025
"""Calendar year in which ages are counted [a]."""

PHOTOVOLTAIC_PRODUCT: Final = "pv_rooftop"
"""Product that stands for photovoltaics that are there already."""

PHOTOVOLTAIC_OLDEST: Final = 8.0
"""Oldest photovoltaics at the start of the study [a]."""

_SEED: Final = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Drivers:
    """What the number of units may follow."""

    dwelling: float
    """Dwellings [-]."""
    resident: float
    """People of the building [-]."""
    floor_area: float
    """Floor area of all storeys [m²]."""
    roof_area: float
    """Area of the roof [m²]."""
    window_area: float
    """Area of all windows [m²]."""
    building: float = 1.0
    """One [-]."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A number of units that the community file gives."""

    quantity: float
    """Units [-]."""
    origin: Origin


def count_units(building: str, rule: ComponentRule, drivers: Drivers) -> float:
    """Return how many units of a kind a building has.

    Parameters
    ----------
    building
        Identifier of the building.
    rule
        Rule of the archetype.
    drivers
        What the number may follow.

    Returns
    -------
    float
        Units, whole where the rule says so [-].
    """
    luck = 2.0 * float(_stream(building, rule.kind, "amount").random()) - 1.0
    amount = max(0.0, rule.amount + rule.spread * luck)
    quantity = amount * float(getattr(drivers, rule.per))
    return float(round(quantity)) if rule.is_whole else quantity


def make_groups(
    building: str, year_built: int, rule: ComponentRule, known: Known
) -> list[ComponentGroup]:
    """Return the units of a kind in groups of equal size and even ages.

    Parameters
    ----------
    building
        Identifier of the building.
    year_built
        Nothing is older than the house.
    rule
        Rule of the archetype.
    known
        Number of units.

    Returns
    -------
    list[ComponentGroup]
        At most as many groups as the rule allows; none without units.
    """
    if known.quantity <= 0.0:
        return []
    number = rule.groups
    if rule.is_whole:
        number = min(number, max(1, int(known.quantity)))
    limit = min(rule.oldest, float(max(0, STUDY_START - year_built)))
    rng = _stream(building, rule.kind, "age")
    groups = []
    for index in range(number):
        age = (index + float(rng.random())) / number * limit
        product = _pick(rule.products, age, float(rng.random()))
        groups.append(
            ComponentGroup(
                name=f"{rule.kind.value}_{index + 1}",
                kind=rule.kind,
                product=product,
                quantity=known.quantity / number,
                age=round(age, 3),
                origin=known.origin,
            )
        )
    return groups


def make_components(
    building: str,
    year_built: int,
    rules: Mapping[Kind, tuple[ComponentRule, Known]],
    photovoltaic: Known | None,
) -> tuple[ComponentGroup, ...]:
    """Return everything that a building has installed.

    Parameters
    ----------
    building
        Identifier of the building.
    year_built
        Year in which it was built.
    rules
        Rule and number of units of each kind.
    photovoltaic
        Power of photovoltaics that are there already [kWp].

    Returns
    -------
    tuple[ComponentGroup, ...]
        Groups of equal units, kind after kind.
    """
    groups = [
        group
        for rule, known in rules.values()
        for group in make_groups(building, year_built, rule, known)
    ]
    if photovoltaic is not None:
        rule = ComponentRule(
            kind=Kind.PHOTOVOLTAIC,
            per="building",
            amount=1.0,
            is_whole=False,
            groups=1,
            oldest=PHOTOVOLTAIC_OLDEST,
            products=(ProductRule(product=PHOTOVOLTAIC_PRODUCT),),
        )
        groups += make_groups(building, year_built, rule, photovoltaic)
    return tuple(groups)


def _stream(building: str, kind: Kind, what: str) -> np.random.Generator:
    """Return the luck of one building, kind and question."""
    return stream(_SEED, "equipment", building, kind.value, what)


def _pick(products: tuple[ProductRule, ...], age: float, luck: float) -> str:
    """Return the product of a unit of some age."""
    fitting = [one for one in products if one.age_from <= age < one.age_below]
    rest = luck * sum(one.share for one in fitting)
    for one in fitting:
        rest -= one.share
        if rest < 0.0:
            return one.product
    return fitting[-1].product
