"""Refrigerant: what leaks while units stand, and what escapes when they go."""

from collections.abc import Mapping, Sequence

import numpy as np

from twin.ground.types import FloatArray, IntArray
from twin.ledger.row import Block, Text
from twin.life.record import Event, LifeRecord, Tenure
from twin.model.building import Community


def leaked_share(age: FloatArray, leak: FloatArray) -> FloatArray:
    """Return the share of the first charge that has leaked by an age.

    The leak is a constant share of the first charge a year until nothing is left;
    nobody tops up.

    Parameters
    ----------
    age
        Age of the unit, from 0 [a].
    leak
        Share of the first charge that leaks in a year [1/a].

    Returns
    -------
    FloatArray
        Share that has leaked, 0 to 1 [-].
    """
    return np.asarray(np.minimum(1.0, leak * np.maximum(age, 0.0)))


def leak_rows(
    record: LifeRecord, community: Community, start_year: int, end_year: int
) -> Block:
    """Return what leaks in every calendar year of every tenure, module B1.

    Parameters
    ----------
    record
        Life of the community.
    community
        Catalogue and factors.
    start_year
        First calendar year that counts [a].
    end_year
        Last calendar year that counts, included [a].

    Returns
    -------
    Block
        Rows of leaked mass.
    """
    places = {
        one.name: place
        for place, one in enumerate(community.products)
        if one.refrigerant
    }
    tenures = [one for one in record.tenures if one.product in places]
    start = np.array([one.start for one in tenures], dtype=np.float64)
    end = np.array([one.end for one in tenures], dtype=np.float64)
    first = np.maximum(np.floor(start), start_year).astype(np.int64)
    last = np.minimum(np.ceil(end), end_year + 1).astype(np.int64)
    row, year = _spread_years(first, last)
    product = np.array([places[one.product] for one in tenures], dtype=np.int64)[row]
    since = np.maximum(start[row], year)
    until = np.minimum(end[row], year + 1.0)
    installed = np.array([one.installed for one in tenures], dtype=np.float64)[row]
    quantity = np.array([one.quantity for one in tenures], dtype=np.float64)[row]
    leak = np.array([one.refrigerant_leak for one in community.products])[product]
    charge = np.array([one.refrigerant_charge for one in community.products])[product]
    lost = leaked_share(until - installed, leak) - leaked_share(since - installed, leak)
    return {
        "future": record.future,
        "year": year,
        "time": (since + until) / 2.0,
        "building_id": _take(Text.of([one.building for one in tenures]), row),
        "component": _take(Text.of([one.component for one in tenures]), row),
        "module": "B1",
        "flow": "refrigerant leak",
        "quantity": quantity * charge * lost,
        **_warming(product, community),
    }


def end_rows(
    record: LifeRecord,
    removed: Sequence[Event],
    modules: Mapping[str, str],
    community: Community,
) -> Block:
    """Return what escapes when units are scrapped.

    Parameters
    ----------
    record
        Life of the community; its tenures tell how old the units were.
    removed
        Events of the action ``removed``.
    modules
        Module of each cause.
    community
        Catalogue and factors.

    Returns
    -------
    Block
        Rows of escaped mass.
    """
    places = {
        one.name: place
        for place, one in enumerate(community.products)
        if one.refrigerant
    }
    ages = _ages_at_end(record.tenures)
    events = [one for one in removed if one.product in places]
    product = np.array([places[one.product] for one in events], dtype=np.int64)
    time = np.array([one.time for one in events], dtype=np.float64)
    age = np.array(
        [ages.get((one.building, one.component, one.time), 0.0) for one in events],
        dtype=np.float64,
    )
    quantity = np.array([one.quantity for one in events], dtype=np.float64)
    products = community.products
    leak = np.array([one.refrigerant_leak for one in products])[product]
    charge = np.array([one.refrigerant_charge for one in products])[product]
    escape = np.array([one.refrigerant_end_loss for one in products])[product]
    left = 1.0 - leaked_share(age, leak)
    return {
        "future": record.future,
        "year": np.floor(time).astype(np.int64),
        "time": time,
        "building_id": Text.of([one.building for one in events]),
        "component": Text.of([one.component for one in events]),
        "module": Text.of([modules[one.cause] for one in events]),
        "flow": "refrigerant at end of life",
        "quantity": quantity * charge * left * escape,
        **_warming(product, community),
    }


def _ages_at_end(tenures: Sequence[Tenure]) -> dict[tuple[str, str, float], float]:
    """Return the age of what stood, by building, component and end of the tenure."""
    return {
        (one.building, one.component, one.end): one.end - one.installed
        for one in tenures
    }


def _spread_years(first: IntArray, last: IntArray) -> tuple[IntArray, IntArray]:
    """Return row and calendar year of every year from first to before last."""
    counts = np.maximum(last - first, 0)
    row = np.repeat(np.arange(first.size), counts)
    offset = np.arange(row.size) - np.repeat(np.cumsum(counts) - counts, counts)
    return row, first[row] + offset


def _take(text: Text, row: IntArray) -> Text:
    """Return some rows of a column of text."""
    return Text(text.codes[row], text.names)


def _warming(product: IntArray, community: Community) -> dict[str, object]:
    """Return the warming of the refrigerant of each row's product."""
    known = {one.name: one for one in community.world.refrigerants}
    factors = [known.get(one.refrigerant) for one in community.products]
    return {
        "unit": "kg",
        "factor": np.array([one.gwp if one else 0.0 for one in factors])[product],
        "factor_unit": "kgCO2e/kg",
        "factor_source": Text(
            product, [f"{one.name}: {one.source}" if one else "" for one in factors]
        ),
        "factor_status": Text(
            product, [one.status.value if one else "" for one in factors]
        ),
        "amount": "carbon_refrigerant_kg",
    }
