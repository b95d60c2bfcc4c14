"""Where a criterion applies, and the reason where it does not."""

import re
from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd

from twin.criteria.pack import Applies, Rooms, Scope, Works
from twin.criteria.tables import (
    Tables,
    building_of,
    column,
    grid,
    text_by_building,
)
from twin.ground.types import BoolArray

FUELS: Final = ("lpg", "natural_gas", "wood")
"""Carriers that are burnt on site."""

MAJOR_WORKS: Final = frozenset({"A1", "A2", "A3", "A4", "A5", "B5"})
"""EN 15978 modules whose presence in the ledger means building works."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mask:
    """Cells in which a criterion applies."""

    cells: BoolArray
    """Shape ``(future, place)``."""
    reason: str
    """Why some place is left out, else empty."""

    def narrowed(self, keep: BoolArray, reason: str) -> "Mask":
        """Return the mask without the cells that are not kept."""
        cells = self.cells & keep
        if np.array_equal(cells, self.cells):
            return self
        parts = [one for one in (self.reason, reason) if one]
        return Mask(cells=cells, reason="; ".join(parts))


def mask_of(applies: Applies, scope: Scope, tables: Tables) -> Mask:
    """Return the cells in which a criterion applies.

    Parameters
    ----------
    applies
        What the pack says.
    scope
        Scope of the metric.
    tables
        Tables of one scenario.

    Returns
    -------
    Mask
        Cells of shape ``(future, place)``, and why others are left out.

    Raises
    ------
    NotEvaluableError
        A table lacks what is needed to tell.

    Notes
    -----
    A criterion of community scope applies where at least one building of the wanted
    use stands. A cell of which a table does not say whether it applies is kept: its
    missing value then shows.
    """
    shape = (len(tables.futures), len(tables.places(scope)))
    mask = Mask(cells=np.ones(shape, dtype=np.bool_), reason="")
    mask = _by_site(mask, applies, tables)
    if not mask.cells.any():
        return mask
    mask = _by_building(mask, applies, scope, tables)
    if scope is Scope.ZONE:
        mask = _by_room(mask, applies.rooms, tables)
    if applies.is_cooled is not None and mask.cells.any():
        mask = _by_cooling(mask, applies.is_cooled, scope, tables)
    if applies.needs_combustion and mask.cells.any():
        mask = _by_combustion(mask, scope, tables)
    return mask


def modules_by_building(tables: Tables) -> dict[str, frozenset[str]]:
    """Return the EN 15978 modules that the ledger holds for each building.

    Parameters
    ----------
    tables
        Tables of one scenario; a range such as ``A1-A3`` counts as each of its modules.

    Returns
    -------
    dict[str, frozenset[str]]
        Modules by building id; rows without a building count for none.
    """
    owners = column(tables.ledger, "building_id", "ledger").astype(str)
    texts = column(tables.ledger, "module", "ledger").astype(str)
    pairs = pd.DataFrame({"owner": owners, "module": texts}).drop_duplicates()
    found: dict[str, set[str]] = {}
    for owner, text in zip(pairs["owner"], pairs["module"], strict=True):
        found.setdefault(str(owner), set()).update(expand_modules(str(text)))
    return {owner: frozenset(modules) for owner, modules in found.items()}


def new_buildings(tables: Tables) -> set[str]:
    """Return the buildings built in the first year of the study or later.

    Parameters
    ----------
    tables
        Tables of one scenario.

    Returns
    -------
    set[str]
        Building ids.
    """
    first = _first_year(tables)
    built = text_by_building(tables, "year_built")
    return {owner for owner, year in built.items() if float(year) >= first}


def expand_modules(text: str) -> frozenset[str]:
    """Return the modules that a module name stands for.

    Parameters
    ----------
    text
        One module or a range of one stage, e.g. ``A1-A3``.

    Returns
    -------
    frozenset[str]
        Single modules.

    Examples
    --------
    >>> sorted(expand_modules("A1-A3"))
    ['A1', 'A2', 'A3']
    >>> sorted(expand_modules("D"))
    ['D']
    """
    match = re.fullmatch(r"([A-C])(\d)\s*[-–]\s*\1?(\d)", text)
    if match is None:
        return frozenset({text})
    stage, first, last = match.groups()
    return frozenset(f"{stage}{one}" for one in range(int(first), int(last) + 1))


def _by_site(mask: Mask, applies: Applies, tables: Tables) -> Mask:
    """Keep everything or nothing, by the country and climate of the site."""
    everywhere = np.ones_like(mask.cells)
    if applies.countries and tables.site.country not in applies.countries:
        wanted = ", ".join(applies.countries)
        reason = f"only for sites in {wanted}; this one is in {tables.site.country}"
        mask = mask.narrowed(~everywhere, reason)
    if applies.needs_heating_season and not tables.site.has_heating_season:
        mask = mask.narrowed(~everywhere, "the site has no heating season")
    return mask


def _by_building(mask: Mask, applies: Applies, scope: Scope, tables: Tables) -> Mask:
    """Keep places of the wanted uses and works."""
    uses = text_by_building(tables, "use")
    if applies.uses:
        kept = {one for one, use in uses.items() if use in applies.uses}
        reason = f"only for {', '.join(applies.uses)}"
        mask = mask.narrowed(_cells(mask, kept, scope, tables), reason)
    if applies.works is not Works.ANY:
        kept, reason = _by_works(applies.works, tables)
        mask = mask.narrowed(_cells(mask, kept, scope, tables), reason)
    return mask


def _by_works(works: Works, tables: Tables) -> tuple[set[str], str]:
    """Return the buildings of the wanted works, and why others are left out."""
    first = _first_year(tables)
    every, new = set(tables.places(Scope.BUILDING)), new_buildings(tables)
    if works is Works.NEW_BUILD:
        return new, f"only for buildings built from {first} on"
    if works is Works.EXISTING:
        return every - new, f"only for buildings built before {first}"
    modules = modules_by_building(tables)
    major = {one for one in every if modules.get(one, frozenset()) & MAJOR_WORKS}
    return new | major, f"only for buildings built or renovated from {first} on"


def _first_year(tables: Tables) -> int:
    """Return the first calendar year of the study."""
    return int(column(tables.building_year, "year", "building_year").min())


def _cells(mask: Mask, kept: set[str], scope: Scope, tables: Tables) -> BoolArray:
    """Return the cells whose building is kept; a community needs one such building."""
    if scope is Scope.COMMUNITY:
        return np.full_like(mask.cells, bool(kept))
    columns = [building_of(one) in kept for one in tables.places(scope)]
    return np.broadcast_to(np.asarray(columns, dtype=np.bool_), mask.cells.shape)


def _by_room(mask: Mask, rooms: Rooms, tables: Tables) -> Mask:
    """Keep bedrooms or day rooms."""
    if rooms is Rooms.ANY:
        return mask
    flags = column(tables.zone_year, "is_bedroom", "zone_year").astype(bool)
    beds = set(tables.zone_names[flags].unique())
    is_bed = np.asarray([one in beds for one in tables.places(Scope.ZONE)])
    wanted = is_bed if rooms is Rooms.BEDROOM else ~is_bed
    reason = "only for bedrooms" if rooms is Rooms.BEDROOM else "only for day rooms"
    return mask.narrowed(np.broadcast_to(wanted, mask.cells.shape), reason)


def _by_cooling(mask: Mask, is_cooled: bool, scope: Scope, tables: Tables) -> Mask:
    """Keep cells with, or without, cooling; a building has it if one zone has."""
    flags = grid(tables, Scope.ZONE, "is_cooled")
    cooled = flags != 0.0  # NaN counts as cooled and as uncooled: it is kept
    if scope is not Scope.ZONE:
        owners = np.asarray([building_of(one) for one in tables.places(Scope.ZONE)])
        groups = [owners == one for one in tables.places(Scope.BUILDING)]
        groups = [owners != ""] if scope is Scope.COMMUNITY else groups
        cooled = np.stack([cooled[:, group].any(axis=1) for group in groups], axis=1)
        flags = np.where(cooled, 1.0, 0.0)
    keep = cooled if is_cooled else flags != 1.0
    reason = (
        "only for cooled places" if is_cooled else "only for places without cooling"
    )
    return mask.narrowed(np.broadcast_to(keep, mask.cells.shape), reason)


def _by_combustion(mask: Mask, scope: Scope, tables: Tables) -> Mask:
    """Keep buildings that burn something in the assessment year."""
    burnt = sum(grid(tables, Scope.BUILDING, f"{fuel}_kwh") for fuel in FUELS)
    burns = np.asarray(burnt) != 0.0
    names = tables.places(Scope.BUILDING)
    if scope is Scope.ZONE:
        order = [names.index(building_of(one)) for one in tables.places(scope)]
        burns = burns[:, order]
    elif scope is Scope.COMMUNITY:
        burns = burns.any(axis=1, keepdims=True)
    return mask.narrowed(burns, "nothing is burnt on site")
