"""A building as it stands on the first day, when everything in it works."""

from collections.abc import Mapping
from typing import Final

from twin.annual.variant import Variant
from twin.life.record import Tenure
from twin.model.building import Building
from twin.model.component import Product
from twin.model.programme import Habits
from twin.scenario.period import Period
from twin.scenario.timeline import read_timeline

AS_IS: Final = Habits(name="as_is")
"""Habits of the archetypes."""

_ANY_YEAR: Final = Period(start=0.0, years=1)


def standing_variant(
    building: Building,
    products: Mapping[str, Product],
    habits: Habits = AS_IS,
    period: Period = _ANY_YEAR,
) -> Variant:
    """Return what most of a building's units are in the first month.

    Parameters
    ----------
    building
        Building of a community, to which nothing ever happens.
    products
        Catalogue by name.
    habits
        How people run it.
    period
        Months of the study.

    Returns
    -------
    Variant
        The state that holds most of the first month.
    """
    tenures = [
        Tenure(
            building=building.id,
            component=group.name,
            kind=group.kind,
            product=group.product,
            quantity=group.quantity,
            start=period.start,
            end=period.start + period.years,
            installed=period.start - group.age,
            is_working=True,
        )
        for group in building.components
    ]
    timeline = read_timeline(building, tenures, {}, products, habits, period)
    shares = timeline.variants
    return max(shares, key=lambda one: float(shares[one][0]))
