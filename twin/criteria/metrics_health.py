"""Metrics of indoor air, heat and moisture, from ``zone_year``."""

from dataclasses import replace
from functools import partial
from typing import Final

import numpy as np

from twin.criteria.metric import Metric, Outcome, occupied, ratio, select
from twin.criteria.pack import Scope
from twin.criteria.sample import Parameters
from twin.criteria.tables import Tables, grid
from twin.ground.constants import HOURS_PER_YEAR
from twin.ground.types import FloatArray

_ROUNDING: Final = 1e-9
"""Share of missing hours that is a rounding of sums of months [-]."""


def _hourly(
    tables: Tables, name: str, hours: str, text: str, *, scale: float = 1.0
) -> Outcome:
    """Return a column that summarises the `hours` of a zone."""
    return Outcome(
        values=np.asarray(scale * _zone(tables, name)),
        is_applicable=occupied(_zone(tables, hours)),
        reason="never occupied in these hours",
        missing_share=_missing(tables),
        query=select(tables, Scope.ZONE, text),
    )


def co2_excess_day_p95(tables: Tables, parameters: Parameters) -> Outcome:
    """Return CO₂ above outdoors kept in 95 % of the occupied hours of a room [ppm].

    References
    ----------
    EN 16798-1:2019, annex B, default design CO₂ concentrations above outdoors.
    """
    del parameters
    name = "co2_excess_day_p95_ppm"
    return _hourly(tables, name, "occupied_h", name)


def co2_excess_night_p95(tables: Tables, parameters: Parameters) -> Outcome:
    """Return CO₂ above outdoors kept in 95 % of the occupied night hours [ppm].

    References
    ----------
    EN 16798-1:2019, annex B, bedrooms.
    """
    del parameters
    name = "co2_excess_night_p95_ppm"
    return _hourly(tables, name, "night_occupied_h", name)


def heat_hours(tables: Tables, parameters: Parameters, *, name: str) -> Outcome:
    """Return occupied hours in a class of the heat index or worse [h/a].

    Hours for which the index could not be evaluated stand as doubt above the value.

    References
    ----------
    US National Weather Service, heat-index classes: extreme caution from 32 °C,
    danger from 41 °C, after Rothfusz (1990), SR 90-23.
    """
    del parameters
    hours = _zone(tables, "occupied_h")
    unknown = _zone(tables, "heat_not_evaluable_h")
    share = np.where(hours == 0.0, 0.0, ratio(unknown, hours))
    return Outcome(
        values=_zone(tables, name),
        doubt=unknown,
        is_applicable=occupied(hours),
        reason="never occupied",
        missing_share=np.maximum(_missing(tables), share),
        query=select(tables, Scope.ZONE, name),
    )


def adaptive_share(tables: Tables, parameters: Parameters, *, band: str) -> Outcome:
    """Return the share of occupied hours inside an adaptive comfort band [%].

    Hours with a running mean outside 10–30 °C have no band: they count as not met.

    References
    ----------
    EN 16798-1:2019, annex B, adaptive method: 0.33 θ_rm + 18.8 °C, +2/−3 K (I),
    +3/−4 K (II), +4/−5 K (III).
    """
    del parameters
    hours = _zone(tables, "occupied_h")
    met = _zone(tables, f"adaptive_met_{band}_h")
    return Outcome(
        values=100.0 * ratio(met, hours),
        is_applicable=occupied(hours),
        reason="never occupied",
        missing_share=_missing(tables),
        query=select(tables, Scope.ZONE, f"100.0 * adaptive_met_{band}_h / occupied_h"),
    )


def cooled_temperature_p95(tables: Tables, parameters: Parameters) -> Outcome:
    """Return the operative temperature kept in 95 % of occupied cooled hours [°C].

    Where the table tells that cooling never ran (column ``cooled_h``), there is nothing
    to judge; else a cooled zone without a value has a missing one.

    References
    ----------
    EN 16798-1:2019, annex B, cooling season, 0.5 clo and 1.2 met.
    """
    del parameters
    name = "temp_operative_cooled_p95_c"
    hours = "cooled_h" if "cooled_h" in tables.zone_year else "occupied_h"
    return _hourly(tables, name, hours, name)


def winter_warmth(tables: Tables, parameters: Parameters) -> Outcome:
    """Return the lowest operative temperature of the occupied hours [°C].

    References
    ----------
    WHO (2018), Housing and health guidelines, ch. 4: 18 °C.
    """
    del parameters
    name = "temp_operative_min_c"
    return _hourly(tables, name, "occupied_h", name)


def humidity_relative_p95(tables: Tables, parameters: Parameters) -> Outcome:
    """Return the relative humidity kept in 95 % of the occupied hours [%].

    References
    ----------
    EN 16798-1:2019, annex B, design relative humidity of dehumidified spaces.
    """
    del parameters
    name = "humidity_relative_p95"
    text = f"100.0 * {name}"
    return _hourly(tables, name, "occupied_h", text, scale=100.0)


def humidity_ratio_above_12(tables: Tables, parameters: Parameters) -> Outcome:
    """Return the share of hours with more than 12 g of water per kg of air [%].

    Missing hours stand as doubt above the value.

    References
    ----------
    Passive House Institute, Criteria for Buildings, version 9f, s. 2.4.2.
    """
    del parameters
    hours = _zone(tables, "hours_h")
    above = _zone(tables, "humidity_ratio_above_12_h")
    missing = _missing(tables)
    return Outcome(
        values=np.asarray(100.0 * above / HOURS_PER_YEAR),
        doubt=np.asarray(100.0 * missing),
        is_applicable=occupied(hours),
        reason="no hours simulated",
        missing_share=missing,
        query=select(
            tables, Scope.ZONE, f"100.0 * humidity_ratio_above_12_h / {HOURS_PER_YEAR}"
        ),
    )


def air_mean(
    tables: Tables, parameters: Parameters, *, name: str, hours: str
) -> Outcome:
    """Return the mean of a contaminant over some hours of the year [µg/m³].

    References
    ----------
    WHO (2021), Global air quality guidelines: means of a year, indoors as outdoors.
    """
    del parameters
    return _hourly(tables, name, hours, name)


def pm25_day_p99(tables: Tables, parameters: Parameters) -> Outcome:
    """Return the daily mean of PM2.5 that is kept on 99 % of the days [µg/m³].

    Whoever is in; of 365 days three lie above. The value is the upper edge of a bin, so
    never too small: 0.5 µg/m³ wide below 60 and 5 above.

    References
    ----------
    WHO (2021), Global air quality guidelines: 99th percentile of the 24-hour means,
    three to four days above in a year.
    """
    del parameters
    name = "pm25_day_p99_ug_m3"
    return _hourly(tables, name, "hours_h", name)


def no2_hour_max(tables: Tables, parameters: Parameters) -> Outcome:
    """Return the highest hourly mean of NO₂ in a zone, whoever is in [µg/m³].

    References
    ----------
    WHO (2010), Guidelines for indoor air quality: 200 µg/m³ over one hour.
    """
    del parameters
    name = "no2_max_1h_ug_m3"
    return _hourly(tables, name, "hours_h", name)


def formaldehyde_hour_max(tables: Tables, parameters: Parameters) -> Outcome:
    """Return the highest hour of formaldehyde in the hot, humid, shut week [mg/m³].

    References
    ----------
    GB/T 18883-2022, table 1: mean of an hour, rooms shut for 12 hours before.
    """
    del parameters
    name = "formaldehyde_closed_max_1h_ug_m3"
    return _hourly(tables, name, "hours_h", f"0.001 * {name}", scale=0.001)


def clean_air_person(tables: Tables, parameters: Parameters) -> Outcome:
    """Return the clean air for each person in a full zone [L/(s person)].

    Outdoor and cleaned air that 95 % of the occupied hours have; what settles or dies
    by itself is not in it. The value is the lower edge of a bin of 0.25, so never too
    large.

    References
    ----------
    ASHRAE 241-2023, equivalent clean airflow for each person (status G); the share of
    hours is the use of EN 16798-1 by Active House.
    """
    del parameters
    name = "clean_air_full_p05_l_s"
    return _hourly(tables, name, "occupied_h", name)


def mould_index_max(tables: Tables, parameters: Parameters) -> Outcome:
    """Return the highest mould index of a zone's inner and cooled surfaces [-].

    References
    ----------
    Hukka and Viitanen (1999), Wood Science and Technology 33, 475; ASHRAE 160-2021.
    """
    del parameters
    inner, cooled = "mould_index_max", "mould_index_cooled_max"
    text = f"CASE WHEN {cooled} > {inner} THEN {cooled} ELSE {inner} END"
    found = _hourly(tables, inner, "hours_h", text)
    worst = np.fmax(found.values, _zone(tables, cooled))
    values = np.where(np.isnan(found.values), np.nan, worst)
    return replace(found, values=np.asarray(values))


def _zone(tables: Tables, name: str) -> FloatArray:
    """Return a column of ``zone_year`` in the assessment year."""
    return grid(tables, Scope.ZONE, name)


def _missing(tables: Tables) -> FloatArray:
    """Return the share of the hours of the year that a zone lacks [-]."""
    share = 1.0 - _zone(tables, "hours_h") / HOURS_PER_YEAR
    return np.asarray(np.where(share < _ROUNDING, 0.0, share))


METRICS: Final = (
    Metric(
        name="co2_excess_day_p95",
        unit="ppm",
        scope=Scope.ZONE,
        function=co2_excess_day_p95,
    ),
    Metric(
        name="co2_excess_night_p95",
        unit="ppm",
        scope=Scope.ZONE,
        function=co2_excess_night_p95,
    ),
    Metric(
        name="heat_danger_hours",
        unit="h/a",
        scope=Scope.ZONE,
        function=partial(heat_hours, name="heat_danger_h"),
    ),
    Metric(
        name="heat_caution_hours",
        unit="h/a",
        scope=Scope.ZONE,
        function=partial(heat_hours, name="heat_caution_h"),
    ),
    *(
        Metric(
            name=f"adaptive_share_{band}",
            unit="%",
            scope=Scope.ZONE,
            function=partial(adaptive_share, band=band),
        )
        for band in ("i", "ii", "iii")
    ),
    Metric(
        name="cooled_temperature_p95",
        unit="°C",
        scope=Scope.ZONE,
        function=cooled_temperature_p95,
    ),
    Metric(name="winter_warmth", unit="°C", scope=Scope.ZONE, function=winter_warmth),
    Metric(
        name="humidity_relative_p95",
        unit="%",
        scope=Scope.ZONE,
        function=humidity_relative_p95,
    ),
    Metric(
        name="humidity_ratio_above_12",
        unit="%",
        scope=Scope.ZONE,
        function=humidity_ratio_above_12,
    ),
    Metric(
        name="pm25_mean",
        unit="µg/m³",
        scope=Scope.ZONE,
        function=partial(air_mean, name="pm25_occupied_mean_ug_m3", hours="occupied_h"),
    ),
    Metric(
        name="pm25_day_p99",
        unit="µg/m³",
        scope=Scope.ZONE,
        function=pm25_day_p99,
    ),
    Metric(
        name="no2_mean",
        unit="µg/m³",
        scope=Scope.ZONE,
        function=partial(air_mean, name="no2_mean_ug_m3", hours="hours_h"),
    ),
    Metric(
        name="no2_hour_max",
        unit="µg/m³",
        scope=Scope.ZONE,
        function=no2_hour_max,
    ),
    Metric(
        name="formaldehyde_hour_max",
        unit="mg/m³",
        scope=Scope.ZONE,
        function=formaldehyde_hour_max,
        caveat="source strengths not checked (A, G)",
    ),
    Metric(
        name="clean_air_person",
        unit="L/(s person)",
        scope=Scope.ZONE,
        function=clean_air_person,
    ),
    Metric(
        name="mould_index_max",
        unit="-",
        scope=Scope.ZONE,
        function=mould_index_max,
    ),
)
"""Metrics of this module."""
