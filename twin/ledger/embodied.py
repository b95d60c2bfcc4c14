"""What things cost the world: modules B1, B2, B4 and B5 from the logbook."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd

from twin.ground.errors import InputError, Problem
from twin.ground.quality import Status
from twin.ground.types import FloatArray, IntArray
from twin.ledger.refrigerant import end_rows, leak_rows
from twin.ledger.row import Block, Text, make_rows
from twin.life.record import MAINTENANCE, PROGRAMME_PREFIX, Event, LifeRecord
from twin.life.run import CLEANING_COST_SHARE
from twin.model.building import Community, World
from twin.model.component import Factor, Product

WASTE_SHARE: Final = 0.02
"""Share of a product lost on site, counted as A5: 1 to 3 % for equipment; status G."""

CLEANING_CARBON: Final = 0.5
"""Carbon of cleaning one unit: part of a van's trip of some km; status A [kgCO2e]."""


@dataclass(frozen=True, slots=True)
class _Book:
    """Events of one sort as arrays, and the catalogue that they refer to."""

    where: Block
    quantity: FloatArray
    product: IntArray
    """Place of the product in `products`."""
    products: Sequence[Product]

    def column(self, name: str) -> dict[str, object]:
        """Return factor, unit, source and status of a factor of the products."""
        factors: list[Factor] = [getattr(one, name) for one in self.products]
        columns: dict[str, object] = {
            "factor_unit": self.text([one.unit for one in factors]),
            "factor_source": self.text([one.source for one in factors]),
            "factor_status": self.text([one.status.value for one in factors]),
        }
        values = np.array([one.value for one in factors], dtype=np.float64)
        columns["factor"] = values[self.product]
        return columns

    def text(self, values: Sequence[str]) -> Text:
        """Return a text of each event's product, from one text for each product."""
        return Text(self.product, values)


def embodied_rows(
    record: LifeRecord,
    community: Community,
    start_year: int,
    end_year: int,
    programme_causes: Collection[str] | None = None,
) -> pd.DataFrame:
    """Return the ledger of everything that was installed, removed and maintained.

    Replacements of what has failed are module B4, what programmes do is B5; both
    hold the product (A1–A3), its transport (A4), its waste on site (A5) and the end
    of life (C1–C4) of what it replaces, as flows of those names. Cleaning and
    recoating are B2. Refrigerant that leaks is B1; what escapes when a unit is
    scrapped belongs to the module of its replacement.

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
    programme_causes
        Causes that are programmes; left out, those with `PROGRAMME_PREFIX`.

    Returns
    -------
    pandas.DataFrame
        Ledger rows, see `twin.ledger.row`.

    Raises
    ------
    InputError
        A product holds a refrigerant that the world does not know.
    """
    _check_refrigerants(community)
    counted = [one for one in record.events if start_year <= one.time < end_year + 1]
    modules = {
        cause: _module(cause, programme_causes)
        for cause in {one.cause for one in counted}
    }
    blocks: list[Block] = []
    by_action: dict[str, list[Event]] = {}
    for event in counted:
        by_action.setdefault(event.action, []).append(event)
    put_in = by_action.get("installed", []) + by_action.get("replaced", [])
    removed = by_action.get("removed", [])
    recoated = by_action.get("recoated", [])
    cleaned = by_action.get("cleaned", [])
    book = _book(put_in, modules, record.future, community)
    blocks += _product_blocks(book, community.world)
    blocks.append(_money(book, "investment"))
    blocks.append(_end_of_life(_book(removed, modules, record.future, community)))
    coats = _book(recoated, modules, record.future, community)
    blocks += _product_blocks(coats, community.world)
    blocks.append(_money(coats, "maintenance"))
    blocks += _cleaning(_book(cleaned, modules, record.future, community))
    blocks.append(leak_rows(record, community, start_year, end_year))
    blocks.append(end_rows(record, removed, modules, community))
    return make_rows(blocks)


def _check_refrigerants(community: Community) -> None:
    """Refuse products whose refrigerant has no factor."""
    known = {one.name for one in community.world.refrigerants}
    problems = [
        Problem(
            path=f"products.{one.name}.refrigerant",
            message=f"unknown refrigerant; known: {', '.join(sorted(known))}",
            given=one.refrigerant,
        )
        for one in community.products
        if one.refrigerant and one.refrigerant not in known
    ]
    if problems:
        source = "catalogue"
        raise InputError(source, problems)


def _module(cause: str, programme_causes: Collection[str] | None) -> str:
    """Return the module of an event by its cause."""
    if cause == MAINTENANCE:
        return "B2"
    if programme_causes is None:
        return "B5" if cause.startswith(PROGRAMME_PREFIX) else "B4"
    return "B5" if cause in programme_causes else "B4"


def _book(
    events: Sequence[Event],
    modules: Mapping[str, str],
    future: int,
    community: Community,
) -> _Book:
    """Return events as arrays."""
    places = {one.name: place for place, one in enumerate(community.products)}
    time = np.array([one.time for one in events], dtype=np.float64)
    where: Block = {
        "future": future,
        "year": np.floor(time).astype(np.int64),
        "time": time,
        "building_id": Text.of([one.building for one in events]),
        "component": Text.of([one.component for one in events]),
        "module": Text.of([modules[one.cause] for one in events]),
    }
    return _Book(
        where=where,
        quantity=np.array([one.quantity for one in events], dtype=np.float64),
        product=np.array([places[one.product] for one in events], dtype=np.int64),
        products=community.products,
    )


def _units(book: _Book) -> Text:
    """Return the unit of each event's product."""
    return book.text([one.unit for one in book.products])


def _product_blocks(book: _Book, world: World) -> list[Block]:
    """Return the making, moving and wasting of what is put in."""
    made: Block = {
        **book.where,
        "flow": "A1-A3 product",
        "quantity": book.quantity,
        "unit": _units(book),
        **book.column("embodied"),
        "amount": "carbon_fossil_kg",
    }
    masses = np.array([one.mass.value for one in book.products], dtype=np.float64)
    tonnes = book.quantity * masses[book.product] / 1000.0
    moved: Block = {
        **book.where,
        "flow": "A4 transport",
        "quantity": tonnes * world.transport_distance,
        "unit": "t km",
        "factor": world.transport_factor,
        "factor_unit": "kgCO2e/(t km)",
        "factor_source": world.transport_source,
        "factor_status": world.transport_status.value,
        "amount": "carbon_fossil_kg",
    }
    wasted: Block = {
        **made,
        "flow": "A5 waste on site",
        "quantity": WASTE_SHARE * book.quantity,
        "factor_status": Status.GENERAL.value,
    }
    return [made, moved, wasted]


def _end_of_life(book: _Book) -> Block:
    """Return the end of life of what is taken away."""
    return {
        **book.where,
        "flow": "C1-C4 end of life",
        "quantity": book.quantity,
        "unit": _units(book),
        **book.column("embodied_end"),
        "amount": "carbon_fossil_kg",
    }


def _money(book: _Book, account: str) -> Block:
    """Return the price of what is put in."""
    return {
        **book.where,
        "flow": "price with installation",
        "quantity": book.quantity,
        "unit": _units(book),
        **book.column("cost"),
        "amount": "money_cny",
        "money_account": account,
    }


def _cleaning(book: _Book) -> list[Block]:
    """Return carbon and money of cleaning coils."""
    price = book.column("cost")
    common: Block = {
        **book.where,
        "quantity": book.quantity,
        "unit": _units(book),
        "factor_status": Status.ASSUMPTION.value,
    }
    return [
        {
            **common,
            "flow": "cleaning, trip",
            "factor": CLEANING_CARBON,
            "factor_unit": "kgCO2e/piece",
            "factor_source": "share of a van's trip of some kilometres",
            "amount": "carbon_fossil_kg",
        },
        {
            **common,
            "flow": "cleaning, price",
            "factor": CLEANING_COST_SHARE * np.asarray(price["factor"]),
            "factor_unit": price["factor_unit"],
            "factor_source": f"share {CLEANING_COST_SHARE} of the price of the unit",
            "amount": "money_cny",
            "money_account": "maintenance",
        },
    ]
