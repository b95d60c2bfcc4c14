"""Metrics of what is recorded: events, ledger modules, future years, input hashes."""

import re
from collections.abc import Sequence
from typing import Final

import numpy as np
import pandas as pd

from twin.criteria.applicability import expand_modules, new_buildings
from twin.criteria.metric import PLACE_SQL, Metric, Outcome, query_of, ratio
from twin.criteria.metrics_energy import FOSSIL
from twin.criteria.pack import Scope
from twin.criteria.sample import Parameters
from twin.criteria.tables import Tables, area_by_place, column, grid
from twin.ground.errors import NotEvaluableError
from twin.ground.types import FloatArray

MODULES: Final = (
    *(f"A{one}" for one in range(1, 6)),
    *(f"B{one}" for one in range(1, 8)),
    *(f"C{one}" for one in range(1, 5)),
    "D",
)
"""Modules of EN 15978:2011 that a complete account reports, D apart."""

PRODUCT_MODULES: Final = 5
"""How many of `MODULES` come before the use of a building: A1 to A5."""

CARBON: Final = ("carbon_fossil_kg", "carbon_biogenic_kg", "carbon_refrigerant_kg")
"""Columns of the ledger that together are the carbon of a row."""

INSTALLING: Final = ("installed", "replaced")
"""Actions of an event that bring a product into a building."""

DISCLOSED: Final = ("heat_danger_h", "adaptive_met_iii_h")
"""Columns of ``zone_year`` that a future climate year must give."""


def new_fossil_appliances(tables: Tables, parameters: Parameters) -> Outcome:
    """Return fossil-fuelled appliances installed up to the assessment year [piece].

    Counts events that bring in a product whose carrier is LPG or natural gas, from
    the first year without new fossil boilers on; replacing like for like counts.

    References
    ----------
    IEA (2021), Net Zero by 2050, milestones: no new fossil-fuel boilers from 2025.
    """
    if tables.events is None:
        message = "no events table: appliances installed are not known"
        raise NotEvaluableError(message)
    events = tables.events
    first, last = parameters["fossil_ban_start"], tables.assessment_year + 1
    times = column(events, "time", "events").astype(float)
    came = column(events, "action", "events").isin(INSTALLING)
    rows = events[came & (times >= first) & (times < last)]
    products = column(rows, "product", "events").astype(str)
    carriers = dict(tables.carriers)
    unknown = set(products) - set(carriers)
    if unknown:
        message = f"carrier of the installed product {min(unknown)!r} is not known"
        raise NotEvaluableError(message)
    names = [one for one, carrier in carriers.items() if carrier in FOSSIL]
    counted = rows[products.isin(names)]
    listed = ", ".join("'" + one.replace("'", "''") + "'" for one in sorted(names))
    actions = ", ".join(f"'{one}'" for one in INSTALLING)
    return Outcome(
        values=_sum(tables, counted, counted["quantity"].astype(float)),
        query=_with_zeros(
            tables,
            query_of(
                tables,
                "events",
                PLACE_SQL[Scope.BUILDING],
                "sum(quantity)",
                f"action IN ({actions}) AND product IN ({listed or 'NULL'})"
                f" AND time >= {first!r} AND time < {last}",
                group=True,
            ),
        ),
    )


def whole_life_carbon_complete(tables: Tables, parameters: Parameters) -> Outcome:
    """Return 1 where the ledger reports every module over the whole study, else 0 [-].

    A module counts as reported where the ledger has a row of it for any building, for
    a building may have nothing to report. A building that stood before the study has
    its modules A behind it; its renovation is B5. The years simulated must span the
    study period that the pack asks for.

    References
    ----------
    EN 15978:2011; Directive (EU) 2024/1275, art. 7(2) and annex III.
    """
    texts = {str(one) for one in column(tables.ledger, "module", "ledger").unique()}
    found = set().union(*(expand_modules(one) for one in texts))
    years = int(column(tables.building_year, "year", "building_year").nunique())
    wanted = parameters["whole_life_study"]
    short = f"{years} of {wanted:g} years simulated" if years < wanted else ""
    new = new_buildings(tables)
    remarks: list[str] = []
    for place in tables.places(Scope.BUILDING):
        modules = MODULES if place in new else MODULES[PRODUCT_MODULES:]
        absent = ", ".join(one for one in modules if one not in found)
        parts = [f"missing modules {absent}" if absent else "", short]
        remarks.append("; ".join(one for one in parts if one))
    row = np.asarray([0.0 if one else 1.0 for one in remarks])
    return Outcome(
        values=np.tile(row, (len(tables.futures), 1)),
        details=remarks,
        query=_module_query(tables, sorted(texts), wanted),
    )


def site_process_carbon(tables: Tables, parameters: Parameters) -> Outcome:
    """Return modules A4 and A5 per floor area and year of the study [kgCO2e/(m²a)].

    References
    ----------
    Danish building regulations BR18, climate impact of the construction process.
    """
    modules = column(tables.ledger, "module", "ledger").astype(str)
    kept = [one for one in modules.unique() if expand_modules(one) <= {"A4", "A5"}]
    rows = tables.ledger[modules.isin(kept)]
    if rows.empty:
        message = "the ledger has no rows of modules A4 and A5"
        raise NotEvaluableError(message)
    carbon = sum(column(rows, name, "ledger").astype(float) for name in CARBON)
    study = parameters["whole_life_study"]
    total = _sum(tables, rows, pd.Series(carbon, index=rows.index))
    names = ", ".join(f"'{one}'" for one in sorted(kept))
    return Outcome(
        values=ratio(total, study * area_by_place(tables, Scope.BUILDING)),
        query=_with_zeros(
            tables,
            query_of(
                tables,
                "ledger JOIN buildings USING (building_id)",
                PLACE_SQL[Scope.BUILDING],
                f"sum({' + '.join(CARBON)}) / max(floor_area_m2) / {study!r}",
                f"module IN ({names})",
                group=True,
            ),
        ),
    )


def future_climate_disclosed(tables: Tables, parameters: Parameters) -> Outcome:
    """Return 1 where heat and comfort of both future years are given, else 0 [-].

    References
    ----------
    Level(s), JRC (2021), indicator 5.1, protection of occupier health and thermal
    comfort, projections for 2030 and 2050.
    """
    years = [int(parameters[f"future_climate_{one}"]) for one in ("near", "far")]
    places = tables.places(Scope.BUILDING)
    zones = [one.split("/", maxsplit=1)[0] for one in tables.places(Scope.ZONE)]
    given = np.ones((len(tables.futures), len(zones)), dtype=np.bool_)
    for year in years:
        if not (tables.zone_year["year"] == year).any():
            given[:] = False
            continue
        for name in DISCLOSED:
            given &= np.isfinite(grid(tables, Scope.ZONE, name, year))
    order = np.asarray(zones)
    whole = [given[:, order == one].all(axis=1) for one in places]
    return Outcome(
        values=np.stack(whole, axis=1).astype(np.float64),
        query=_with_zeros(
            tables,
            query_of(
                tables,
                "zone_year",
                PLACE_SQL[Scope.BUILDING],
                f"CASE WHEN count({' + '.join(DISCLOSED)})"
                f" = {len(years)} * count(DISTINCT zone) THEN 1.0 ELSE 0.0 END",
                f"year IN ({', '.join(map(str, years))})",
                group=True,
            ),
        ),
    )


def evidence_trail(tables: Tables, parameters: Parameters) -> Outcome:
    """Return 1 where the run has a name and every input file a hash, else 0 [-].

    Clause, source and status of each limit are in the pack by construction.

    References
    ----------
    BRE, BREEAM evidential requirements: evidence is traceable.
    """
    del parameters
    remarks = [] if tables.run_id else ["the run has no name"]
    if not tables.files:
        remarks.append("no input file is recorded")
    bad = [name for name, digest in tables.files if not _is_sha256(digest)]
    if bad:
        remarks.append(f"no SHA-256 of {min(bad)}")
    shape = (len(tables.futures), 1)
    return Outcome(
        values=np.full(shape, 0.0 if remarks else 1.0),
        details=["; ".join(remarks)],
        query="manifest.json: name of the run and SHA-256 of every input file",
    )


def airtightness_n50(tables: Tables, parameters: Parameters) -> Outcome:
    """Return the air change of a building at 50 Pa [1/h].

    The value of the building file; a test of the building replaces it.

    References
    ----------
    EN ISO 9972:2015, method 1; GB/T 51350-2019.
    """
    del parameters
    values = column(tables.buildings, "n50").astype(float)
    owners = tables.buildings["building_id"].astype(str).to_numpy()
    found = pd.Series(values.to_numpy(), index=owners)
    row = found.reindex(list(tables.places(Scope.BUILDING))).to_numpy(np.float64)
    return Outcome(
        values=np.tile(row, (len(tables.futures), 1)),
        query=_of_buildings(tables, "n50") + " ORDER BY future, place",
    )


def _sum(tables: Tables, rows: pd.DataFrame, values: pd.Series) -> FloatArray:
    """Return the sum of `values` by future and building, zero without a row."""
    keys = [rows["future"].astype(int), rows["building_id"].astype(str)]
    sums = values.groupby(keys).agg(lambda one: one.sum(skipna=False))
    cells = [tables.futures, tables.places(Scope.BUILDING)]
    wide = sums.reindex(pd.MultiIndex.from_product(cells), fill_value=0.0)
    return np.asarray(wide.to_numpy(dtype=np.float64).reshape(len(cells[0]), -1))


def _futures_sql(tables: Tables) -> str:
    """Return the query that gives the futures of this scenario."""
    name = tables.scenario.replace("'", "''")
    return f"SELECT DISTINCT future FROM building_year WHERE scenario = '{name}'"  # noqa: S608 - never run here, quotes are doubled


def _of_buildings(tables: Tables, value: str) -> str:
    """Return the query of a value of each building in every future."""
    return (
        f"SELECT future, building_id AS place, {value} AS value FROM buildings "  # noqa: S608 - never run here
        f"CROSS JOIN ({_futures_sql(tables)})"
    )


def _with_zeros(tables: Tables, query: str) -> str:
    """Return a query of sums that also gives zero where there is nothing to sum."""
    zeros = _of_buildings(tables, "0.0")
    return (
        f"SELECT future, place, sum(value) AS value FROM (SELECT * FROM ({query}) "  # noqa: S608 - never run here
        f"UNION ALL {zeros}) GROUP BY future, place ORDER BY future, place"
    )


def _module_query(tables: Tables, texts: Sequence[str], wanted: float) -> str:
    """Return the query of whether the ledger has every module; ranges spelled out."""
    pairs = [(text, one) for text in texts for one in sorted(expand_modules(text))]
    spelled = " UNION ALL ".join(
        f"SELECT {_sql(text)} AS module, {_sql(one)} AS part" for text, one in pairs
    )
    name = _sql(tables.scenario)
    all_parts = ", ".join(_sql(one) for one in MODULES)
    parts = (
        "SELECT count(DISTINCT part) FROM ledger JOIN "  # noqa: S608 - never run here
        f"({spelled or 'SELECT NULL AS module, NULL AS part'}) USING (module) "
        f"WHERE scenario = {name} AND part IN ({all_parts})"
    )
    later = ", ".join(_sql(one) for one in MODULES[PRODUCT_MODULES:])
    first = int(column(tables.building_year, "year", "building_year").min())
    return (
        f"SELECT future, building_id AS place, CASE WHEN {wanted!r} <= (SELECT "  # noqa: S608 - never run here
        f"count(DISTINCT year) FROM building_year WHERE scenario = {name}) AND "
        f"((CAST(year_built AS DOUBLE) >= {first} AND ({parts}) = {len(MODULES)}) OR "
        f"(CAST(year_built AS DOUBLE) < {first} AND ({parts} AND part IN ({later})) = "
        f"{len(MODULES) - PRODUCT_MODULES})) THEN 1.0 ELSE 0.0 END AS value "
        f"FROM buildings CROSS JOIN ({_futures_sql(tables)}) ORDER BY future, place"
    )


def _sql(text: str) -> str:
    """Return a text of SQL."""
    return "'" + text.replace("'", "''") + "'"


def _is_sha256(digest: str) -> bool:
    """Return whether a text is a SHA-256 in hexadecimal."""
    return re.fullmatch(r"[0-9a-f]{64}", digest) is not None


METRICS: Final = (
    Metric(
        name="new_fossil_appliances",
        unit="piece",
        scope=Scope.BUILDING,
        function=new_fossil_appliances,
        parameters=("fossil_ban_start",),
    ),
    Metric(
        name="whole_life_carbon_complete",
        unit="-",
        scope=Scope.BUILDING,
        function=whole_life_carbon_complete,
        parameters=("whole_life_study",),
    ),
    Metric(
        name="site_process_carbon",
        unit="kgCO2e/(m²a)",
        scope=Scope.BUILDING,
        function=site_process_carbon,
        parameters=("whole_life_study",),
    ),
    Metric(
        name="future_climate_disclosed",
        unit="-",
        scope=Scope.BUILDING,
        function=future_climate_disclosed,
        parameters=("future_climate_near", "future_climate_far"),
    ),
    Metric(
        name="evidence_trail",
        unit="-",
        scope=Scope.COMMUNITY,
        function=evidence_trail,
    ),
    Metric(
        name="airtightness_n50",
        unit="1/h",
        scope=Scope.BUILDING,
        function=airtightness_n50,
    ),
)
"""Metrics of this module."""
