"""Hours at the doorstep: how hot or cold it feels outdoors, in sun and in shade."""

from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd

from twin.ground.calendar import month_of_hour
from twin.ground.constants import HOURS_PER_YEAR
from twin.ground.types import FloatArray
from twin.health.standing import temp_radiant_standing
from twin.health.utci import (
    STRESS,
    WIND_LEAST,
    is_in_range,
    stress_class,
    universal_thermal_climate_index,
)
from twin.weather.future import morph_by_warming
from twin.weather.series import WeatherYear
from twin.weather.sun import ALBEDO_GROUND, sun_position

PLACES: Final = ("sun", "shade")
"""Where people stand: the beam reaches them, or does not."""
SKY_VIEW: Final = 0.5
"""Sky that is left over a person before a long house: half of it, by geometry [-]."""
BOWEN: Final = 1.5
"""Sensible over latent heat of ground in towns, default of RayMan (status G) [-]."""
HEAT_LIMITS: Final = (32.0, 38.0)
"""Above these, heat stress is strong, and very strong [°C]."""
COLD_LIMIT: Final = 0.0
"""At most this, cold stress is at least moderate [°C]."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Which doorstep is looked at."""

    warming: float = 0.0
    """Warming of the weather file [K]."""
    sky_view: float = SKY_VIEW
    """Share of the upper half of the view that is sky, 0 to 1 [-]."""
    albedo: float = ALBEDO_GROUND
    """Share of sunlight that the ground reflects, 0 to 1 [-]."""
    bowen: float = BOWEN
    """Sensible over latent heat of the ground, above 0 [-]."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Doorstep:
    """What a year is like outdoors."""

    asked: Asked
    hours: pd.DataFrame
    """A row for each hour and place."""
    classes: pd.DataFrame
    """Hours by place and class of thermal stress, by day and by night."""
    months: pd.DataFrame
    """A row for each month and place."""
    wind_raised: int
    """Hours whose wind was below 0.5 m/s and counts as 0.5 [h]."""


def run_doorstep(weather: WeatherYear, asked: Asked) -> Doorstep:
    """Return the thermal climate of a year before the door.

    Parameters
    ----------
    weather
        Hourly weather.
    asked
        Warming, sky and ground.

    Returns
    -------
    Doorstep
        Hours, classes and months.

    Notes
    -----
    Temperature, vapour pressure and wind, known at the ends of an hour, count by their
    mean over it. Hours out of the range of the index keep their number, are marked
    and counted; wind is raised to 0.5 m/s, and counted.
    """
    year = morph_by_warming(weather, asked.warming) if asked.warming else weather
    sun = sun_position(year)
    air, vapour = _mean(year.temp_outdoor), _mean(year.vapour_pressure)
    wind = _mean(year.wind_speed)
    felt_wind = np.maximum(wind, WIND_LEAST)
    tables = []
    for place in PLACES:
        beam = year.irradiance_direct if place == "sun" else np.zeros(HOURS_PER_YEAR)
        radiant = temp_radiant_standing(
            air,
            wind,
            sun.sun_elevation,
            beam,
            year.irradiance_diffuse,
            year.radiation_sky,
            asked.sky_view,
            asked.albedo,
            asked.bowen,
        )
        index = universal_thermal_climate_index(air, radiant, felt_wind, vapour)
        tables.append(
            pd.DataFrame(
                {
                    "hour": np.arange(HOURS_PER_YEAR),
                    "month": month_of_hour() + 1,
                    "place": place,
                    "is_day": sun.sun_elevation > 0.0,
                    "temp_outdoor_c": air,
                    "temp_radiant_c": radiant,
                    "wind_speed_m_s": wind,
                    "vapour_pressure_pa": vapour,
                    "utci_c": index,
                    "stress": [STRESS[one] for one in stress_class(index)],
                    "is_in_range": is_in_range(air, radiant, felt_wind, vapour),
                }
            )
        )
    hours = pd.concat(tables, ignore_index=True)
    return Doorstep(
        asked=asked,
        hours=hours,
        classes=class_table(hours),
        months=month_table(hours),
        wind_raised=int((wind < WIND_LEAST).sum()),
    )


def class_table(hours: pd.DataFrame) -> pd.DataFrame:
    """Return hours of each class of thermal stress, none left out.

    Parameters
    ----------
    hours
        A row for each hour and place.

    Returns
    -------
    pd.DataFrame
        ``place``, ``stress``, ``day_h`` and ``night_h``, from the coldest class.
    """
    rows = []
    for place in PLACES:
        here = hours[hours["place"] == place]
        for stress in STRESS:
            is_day = here.loc[here["stress"] == stress, "is_day"]
            day = int(is_day.sum())
            night = len(is_day) - day
            rows.append(
                {"place": place, "stress": stress, "day_h": day, "night_h": night}
            )
    return pd.DataFrame(rows)


def month_table(hours: pd.DataFrame) -> pd.DataFrame:
    """Return means, extremes and hours beyond limits of each month.

    Parameters
    ----------
    hours
        A row for each hour and place.

    Returns
    -------
    pd.DataFrame
        A row for each month and place, in their order.
    """
    rows = []
    for (month, place), here in hours.groupby(["month", "place"], sort=False):
        index = here["utci_c"]
        rows.append(
            {
                "month": month,
                "place": place,
                "temp_outdoor_mean_c": here["temp_outdoor_c"].mean(),
                "temp_radiant_max_c": here["temp_radiant_c"].max(),
                "utci_mean_c": index.mean(),
                "utci_min_c": index.min(),
                "utci_max_c": index.max(),
                "strong_heat_h": int((index > HEAT_LIMITS[0]).sum()),
                "very_strong_heat_h": int((index > HEAT_LIMITS[1]).sum()),
                "moderate_cold_h": int((index <= COLD_LIMIT).sum()),
                "out_of_range_h": int((~here["is_in_range"]).sum()),
            }
        )
    table = pd.DataFrame(rows)
    table["place"] = pd.Categorical(table["place"], PLACES)
    table = table.sort_values(["month", "place"], ignore_index=True)
    table["place"] = table["place"].astype(str)
    return table


def _mean(ends: FloatArray) -> FloatArray:
    """Return means over hours of what is known at their ends; the year is a ring."""
    return np.asarray(0.5 * (np.roll(ends, 1) + ends))
