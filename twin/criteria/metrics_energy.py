"""Metrics of energy and operational carbon, from ``building_year``."""

from typing import Final

import numpy as np

from twin.criteria.metric import Metric, Outcome, ratio, select
from twin.criteria.pack import Scope
from twin.criteria.sample import Parameters
from twin.criteria.tables import Tables, column, grid
from twin.ground.errors import NotEvaluableError
from twin.ground.types import FloatArray

FOSSIL: Final = ("lpg", "natural_gas")
"""Fossil carriers that may be burnt on site."""

STANDARD_USES: Final = ("cooling", "heating", "hot_water", "lighting", "ventilation")
"""Uses of electricity that count in the primary energy of a dwelling."""

PRIMARY: Final = (
    "primary_factor_electricity",
    "primary_factor_lpg",
    "primary_factor_natural_gas",
    "primary_factor_wood",
)
"""Parameters that turn delivered into primary energy [kWh/kWh]."""


def primary_energy_dwelling(tables: Tables, parameters: Parameters) -> Outcome:
    """Return primary energy net of on-site renewables per floor area [kWh/(m²a)].

    Electricity for cooling, heating, hot water, lighting and ventilation times its
    primary factor, minus all photovoltaic generation times the same factor. Fuels are
    not metered by use: they may be hot water (counts) or cooking (does not), so they
    stand as doubt above the value.

    References
    ----------
    GB/T 51350-2019, Technical standard for nearly zero energy buildings, app. A.
    """
    uses = sum(_kwh(tables, f"electricity_{use}") for use in STANDARD_USES)
    net = (uses - _kwh(tables, "pv_generation")) * parameters[PRIMARY[0]]
    area = _area(tables)
    terms = " + ".join(f"electricity_{use}_kwh" for use in STANDARD_USES)
    return Outcome(
        values=ratio(np.asarray(net), area),
        doubt=ratio(_fuel_primary(tables, parameters), area),
        query=select(
            tables,
            Scope.BUILDING,
            f"({terms} - pv_generation_kwh) * {parameters[PRIMARY[0]]!r}"
            " / floor_area_m2",
        ),
    )


def operational_carbon(tables: Tables, parameters: Parameters) -> Outcome:
    """Return module B6 per floor area with life-cycle factors [kgCO2e/(m²a)].

    References
    ----------
    EN 15978:2011, module B6.
    """
    del parameters
    carbon = grid(tables, Scope.BUILDING, "carbon_operation_kg")
    text = "carbon_operation_kg / floor_area_m2"
    query = select(tables, Scope.BUILDING, text)
    return Outcome(values=ratio(carbon, _area(tables)), query=query)


def renewable_share(tables: Tables, parameters: Parameters) -> Outcome:
    """Return on-site renewable electricity over primary energy of all uses [%].

    Photovoltaic generation times the primary factor of electricity, over all
    electricity and fuels used times theirs. Firewood does not count as renewable here
    and contracted renewables are not modelled: both would only raise the share.

    References
    ----------
    GB/T 51350-2019, app. A, rate of use of renewable energy.
    """
    factor = parameters[PRIMARY[0]]
    made = _kwh(tables, "pv_generation") * factor
    used = _kwh(tables, "electricity") * factor + _fuel_primary(tables, parameters)
    factors = dict(zip(("lpg", "natural_gas", "wood"), PRIMARY[1:], strict=True))
    fuels = " + ".join(f"{k}_kwh * {parameters[v]!r}" for k, v in factors.items())
    return Outcome(
        values=100.0 * ratio(made, used),
        is_applicable=np.asarray(used != 0.0),
        reason="no energy is used",
        query=select(
            tables,
            Scope.BUILDING,
            f"100.0 * pv_generation_kwh * {factor!r}"
            f" / (electricity_kwh * {factor!r} + {fuels})",
        ),
    )


def fossil_share_on_site(tables: Tables, parameters: Parameters) -> Outcome:
    """Return fossil energy burnt on site over final energy [%].

    References
    ----------
    Directive (EU) 2024/1275, art. 11: a zero-emission building burns no fossil fuel.
    """
    del parameters
    fossil = sum(_kwh(tables, fuel) for fuel in FOSSIL)
    final = fossil + _kwh(tables, "electricity") + _kwh(tables, "wood")
    return Outcome(
        values=100.0 * ratio(np.asarray(fossil), np.asarray(final)),
        is_applicable=np.asarray(final != 0.0),
        reason="no energy is used",
        query=select(
            tables,
            Scope.BUILDING,
            "100.0 * (lpg_kwh + natural_gas_kwh)"
            " / (electricity_kwh + lpg_kwh + natural_gas_kwh + wood_kwh)",
        ),
    )


def pathway_last_year(tables: Tables, parameters: Parameters) -> Outcome:
    """Return the last year of unbroken stay on or below the pathway [a].

    Starts in the assessment year and ends before the first exceedance, the stranding
    year, or where the pathway ends; 0 where the assessment year itself exceeds. The
    pathway is a licensed table that the user brings; none is shipped.

    References
    ----------
    Carbon Risk Real Estate Monitor, definition of the stranding year.
    """
    if tables.pathway is None:
        message = "licensed table not loaded: carbon pathway by use and year"
        raise NotEvaluableError(message)
    table = tables.pathway
    limits = {
        (str(use), int(year)): float(limit)
        for use, year, limit in zip(
            column(table, "use", "pathway"),
            column(table, "year", "pathway"),
            column(table, "carbon_kg_m2", "pathway"),
            strict=True,
        )
    }
    years = sorted(int(one) for one in tables.building_year["year"].unique())
    years = [year for year in years if year >= tables.assessment_year]
    owners = tables.buildings.set_index("building_id")["use"].astype(str)
    uses = [str(owners[one]) for one in tables.places(Scope.BUILDING)]
    last = np.zeros(_area(tables).shape)
    is_on_track = np.ones(last.shape, dtype=np.bool_)
    for year in years:
        area = grid(tables, Scope.BUILDING, "floor_area_m2", year)
        carbon = grid(tables, Scope.BUILDING, "carbon_operation_kg", year)
        intensity = ratio(carbon, area)
        limit = np.asarray([limits.get((use, year), np.nan) for use in uses])
        unknown = np.isnan(intensity) | (np.isnan(limit) & (year == years[0]))
        last = np.where(is_on_track & unknown, np.nan, last)
        is_on_track &= intensity <= limit
        last = np.where(is_on_track, float(year), last)
    return Outcome(
        values=last,
        query=select(
            tables,
            Scope.BUILDING,
            "carbon_operation_kg / floor_area_m2",
            where=f"year >= {tables.assessment_year}",
        ),
    )


def _kwh(tables: Tables, name: str) -> FloatArray:
    """Return energy of the assessment year [kWh]."""
    return grid(tables, Scope.BUILDING, f"{name}_kwh")


def _area(tables: Tables) -> FloatArray:
    """Return floor areas [m²]."""
    return grid(tables, Scope.BUILDING, "floor_area_m2")


def _fuel_primary(tables: Tables, parameters: Parameters) -> FloatArray:
    """Return primary energy of everything burnt on site [kWh]."""
    burnt = [
        _kwh(tables, name.removeprefix("primary_factor_")) * parameters[name]
        for name in PRIMARY[1:]
    ]
    return np.asarray(sum(burnt))


METRICS: Final = (
    Metric(
        name="primary_energy_dwelling",
        unit="kWh/(m²a)",
        scope=Scope.BUILDING,
        function=primary_energy_dwelling,
        is_of_hours=True,
        parameters=PRIMARY,
    ),
    Metric(
        name="operational_carbon",
        unit="kgCO2e/(m²a)",
        scope=Scope.BUILDING,
        function=operational_carbon,
        is_of_hours=True,
    ),
    Metric(
        name="renewable_share",
        unit="%",
        scope=Scope.BUILDING,
        function=renewable_share,
        is_of_hours=True,
        parameters=PRIMARY,
    ),
    Metric(
        name="fossil_share_on_site",
        unit="%",
        scope=Scope.BUILDING,
        function=fossil_share_on_site,
        is_of_hours=True,
    ),
    Metric(
        name="pathway_last_year",
        unit="a",
        scope=Scope.BUILDING,
        function=pathway_last_year,
    ),
)
"""Metrics of this module."""
