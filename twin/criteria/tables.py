"""The result tables of one scenario, as the criteria read them."""

from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
import pandas as pd

from twin.criteria.pack import Scope
from twin.ground.errors import NotEvaluableError
from twin.ground.types import FloatArray, IntArray
from twin.model.building import Site

COMMUNITY: Final = "community"
"""Name of the only place of community scope."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """Where the rows of one table and year stand in an array of futures and places."""

    rows: pd.DataFrame
    """Rows of that year."""
    future: IntArray
    """Row of the array for each row of the table."""
    place: IntArray
    """Column of the array for each row of the table."""


@dataclass(frozen=True, kw_only=True)  # no slots: what was laid out once is kept
class Tables:
    """Everything that a verdict may rest on: tables of one scenario, and hashes."""

    scenario: str
    building_year: pd.DataFrame
    zone_year: pd.DataFrame
    ledger: pd.DataFrame
    buildings: pd.DataFrame
    community_year: pd.DataFrame
    site: Site
    assessment_year: int
    """Calendar year whose hours are judged."""
    files: tuple[tuple[str, str], ...]
    """Name and SHA-256 of every input file of the run."""
    run_id: str = ""
    """Name under which the run can be found and replayed."""
    events: pd.DataFrame | None = None
    """What happened to the components; None where the run did not keep it."""
    carriers: tuple[tuple[str, str], ...] = ()
    """Name and energy carrier of each product."""
    pathway: pd.DataFrame | None = None
    """Licensed carbon pathway brought by the user: ``use year carbon_kg_m2``."""

    @cached_property
    def futures(self) -> tuple[int, ...]:
        """Every future that any table knows, in ascending order."""
        found: set[int] = set()
        for frame in (self.building_year, self.zone_year):
            if "future" in frame:
                found.update(int(one) for one in frame["future"].unique())
        return tuple(sorted(found))

    @cached_property
    def zone_names(self) -> pd.Series:
        """Name ``building/zone`` of each row of ``zone_year``."""
        owner = column(self.zone_year, "building_id", "zone_year").astype(str)
        return owner + "/" + column(self.zone_year, "zone", "zone_year").astype(str)

    def places(self, scope: Scope) -> tuple[str, ...]:
        """Return the places of a scope in ascending order of their names.

        Parameters
        ----------
        scope
            Zones come from all years of ``zone_year``, buildings from ``buildings``.

        Returns
        -------
        tuple[str, ...]
            Names of the places.

        Raises
        ------
        NotEvaluableError
            A building has no zone, or a table lacks a column.
        """
        if scope is Scope.COMMUNITY:
            return (COMMUNITY,)
        return self._zones if scope is Scope.ZONE else self._buildings

    @cached_property
    def _buildings(self) -> tuple[str, ...]:
        """Buildings in ascending order of their ids."""
        return tuple(
            sorted({str(one) for one in column(self.buildings, "building_id")})
        )

    @cached_property
    def _zones(self) -> tuple[str, ...]:
        """Zones in ascending order of their names; every building must have one."""
        names = tuple(sorted({str(one) for one in self.zone_names.unique()}))
        owners = {building_of(one) for one in names}
        bare, strange = set(self._buildings) - owners, owners - set(self._buildings)
        if bare:
            message = f"zone_year has no zone of building {min(bare)}"
            raise NotEvaluableError(message)
        if strange:
            message = f"zone_year has a building {min(strange)} that buildings lacks"
            raise NotEvaluableError(message)
        return names

    @cached_property
    def _layouts(self) -> dict[tuple[Scope, int], Layout]:
        """Layouts found so far."""
        return {}

    def layout(self, scope: Scope, year: int) -> Layout:
        """Return where the rows of a year stand.

        Parameters
        ----------
        scope
            `Scope.ZONE` for ``zone_year``, `Scope.BUILDING` for ``building_year``.
        year
            Calendar year.

        Returns
        -------
        Layout
            Rows of that year.

        Raises
        ------
        NotEvaluableError
            The year is absent, a place has two rows, or a building is not known.
        """
        if (scope, year) not in self._layouts:
            self._layouts[scope, year] = self._lay_out(scope, year)
        return self._layouts[scope, year]

    def _lay_out(self, scope: Scope, year: int) -> Layout:
        """Return where the rows of a year stand, found anew."""
        is_zone = scope is Scope.ZONE
        table = "zone_year" if is_zone else "building_year"
        frame = self.zone_year if is_zone else self.building_year
        is_wanted = column(frame, "year", table) == year
        rows = frame[is_wanted]
        if rows.empty:
            message = f"table {table} has no rows of the year {year}"
            raise NotEvaluableError(message)
        names = self.zone_names[is_wanted] if is_zone else rows["building_id"]
        place = pd.Index(self.places(scope)).get_indexer(pd.Index(names.astype(str)))
        future = pd.Index(self.futures).get_indexer(
            pd.Index(rows["future"].astype(int))
        )
        if (place < 0).any():
            message = f"table {table} has a building that buildings lacks"
            raise NotEvaluableError(message)
        cells = future * len(self.places(scope)) + place
        if len(np.unique(cells)) < len(cells):
            message = f"table {table} has two rows for one place, future and year"
            raise NotEvaluableError(message)
        return Layout(
            rows=rows,
            future=future.astype(np.int64),
            place=place.astype(np.int64),
        )


def column(frame: pd.DataFrame, name: str, table: str = "buildings") -> pd.Series:
    """Return a column, or say that the table lacks it.

    Parameters
    ----------
    frame
        Table to read.
    name
        Column.
    table
        Name of the table, for the message.

    Returns
    -------
    pd.Series
        The column.

    Raises
    ------
    NotEvaluableError
        The table has no such column.
    """
    if name not in frame:
        message = f"table {table} has no column {name}"
        raise NotEvaluableError(message)
    return frame[name]


def grid(
    tables: Tables, scope: Scope, name: str, year: int | None = None
) -> FloatArray:
    """Return a column as an array of futures and places.

    Parameters
    ----------
    tables
        Tables of one scenario.
    scope
        `Scope.ZONE` reads ``zone_year``, `Scope.BUILDING` reads ``building_year``.
    name
        Column, a number or a boolean.
    year
        Calendar year; None for the assessment year.

    Returns
    -------
    FloatArray
        Values, NaN where the table has no row, shape ``(future, place)`` [any].

    Raises
    ------
    NotEvaluableError
        The column or the year is absent, or a place has two rows.
    """
    layout = tables.layout(scope, tables.assessment_year if year is None else year)
    table = "zone_year" if scope is Scope.ZONE else "building_year"
    values = column(layout.rows, name, table).astype(float).to_numpy(np.float64)
    found = np.full((len(tables.futures), len(tables.places(scope))), np.nan)
    found[layout.future, layout.place] = values
    return found


def building_of(place: str) -> str:
    """Return the id of the building that a place belongs to, itself for a building.

    Parameters
    ----------
    place
        Name of a zone or building; ids hold no slash.

    Returns
    -------
    str
        Building id.

    Examples
    --------
    >>> building_of("house_1/bedroom")
    'house_1'
    """
    return place.split("/", maxsplit=1)[0]


def text_by_building(tables: Tables, name: str) -> dict[str, str]:
    """Return a text column of ``buildings`` by building id.

    Parameters
    ----------
    tables
        Tables of one scenario.
    name
        Column of ``buildings``.

    Returns
    -------
    dict[str, str]
        Text by building id.
    """
    owners = column(tables.buildings, "building_id").astype(str)
    return dict(zip(owners, column(tables.buildings, name).astype(str), strict=True))


def area_by_place(tables: Tables, scope: Scope) -> FloatArray:
    """Return the floor area of each place.

    Parameters
    ----------
    tables
        Tables of one scenario.
    scope
        Which places.

    Returns
    -------
    FloatArray
        Floor area, NaN where it is not known, shape ``(place,)`` [m²].
    """
    if scope is Scope.ZONE:
        names = tables.zone_names
        areas = column(tables.zone_year, "floor_area_m2", "zone_year")
    else:
        names = column(tables.buildings, "building_id").astype(str)
        areas = column(tables.buildings, "floor_area_m2")
    if scope is Scope.COMMUNITY:
        return np.asarray([float(areas.sum())])
    found = areas.astype(float).groupby(names.to_numpy()).max()
    return np.asarray(found.reindex(list(tables.places(scope))).to_numpy(np.float64))
