"""Names of numeric arguments: one name, one meaning, one unit in the whole house.

Units are SI with °C, ppm and fractions 0–1. A test compares every public signature
and docstring of the floors from `ground` to `annual` with this table.
"""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """Meaning and unit of one name."""

    unit: str
    """Unit as written in docstrings, without brackets; ``-`` for none."""
    meaning: str
    """What the name stands for, one line."""


GLOSSARY: Final[dict[str, Term]] = {
    "albedo": Term(unit="-", meaning="share of sunlight that a surface reflects"),
    "azimuth": Term(
        unit="°", meaning="direction of an outward normal, clockwise from north"
    ),
    "clearness": Term(
        unit="-", meaning="irradiance over extraterrestrial, of a day or an hour"
    ),
    "clearness_mean": Term(unit="-", meaning="monthly mean of the clearness"),
    "cloud_cover": Term(unit="-", meaning="share of the sky covered by opaque cloud"),
    "cloud_total": Term(unit="-", meaning="share of the sky covered by any cloud"),
    "count": Term(unit="-", meaning="number of things"),
    "daylight": Term(unit="h", meaning="time from sunrise to sunset"),
    "depth": Term(unit="m", meaning="distance below or behind a surface"),
    "diffuse_share": Term(
        unit="-", meaning="diffuse over global horizontal irradiance"
    ),
    "diffusivity": Term(unit="m²/s", meaning="thermal diffusivity"),
    "elevation": Term(unit="m", meaning="height above sea level"),
    "first_weekday": Term(unit="-", meaning="weekday of 1 January, Monday is 0"),
    "humidity_mean": Term(unit="-", meaning="mean relative humidity, 0 to 1"),
    "humidity_ratio": Term(unit="kg/kg", meaning="water per dry air"),
    "humidity_relative": Term(unit="-", meaning="relative humidity, 0 to 1"),
    "irradiance_global": Term(
        unit="W/m²", meaning="global solar irradiance on the horizontal"
    ),
    "irradiance_mean": Term(
        unit="W/m²", meaning="monthly mean of the global irradiance"
    ),
    "latitude": Term(unit="°", meaning="geographic latitude, north positive"),
    "longest_gap": Term(unit="h", meaning="longest gap of a series that is bridged"),
    "longitude": Term(unit="°", meaning="geographic longitude, east positive"),
    "monthly": Term(unit="any", meaning="one value for each month"),
    "persistence": Term(unit="-", meaning="correlation of neighbours in a series"),
    "precipitation": Term(unit="mm", meaning="rain of the hour"),
    "pressure": Term(unit="Pa", meaning="total pressure of the air"),
    "quantile": Term(
        unit="-", meaning="place between the lowest and the highest, 0 to 1"
    ),
    "radiation_sky": Term(
        unit="W/m²", meaning="long-wave radiation of the sky on the horizontal"
    ),
    "residual": Term(unit="any", meaning="in minus out minus stored"),
    "seed": Term(unit="-", meaning="seed of the whole study"),
    "series": Term(unit="any", meaning="values in the order of time"),
    "shift": Term(unit="h", meaning="displacement in time, later is positive"),
    "solar_noon": Term(unit="h", meaning="clock at which the sun is highest"),
    "temp_air": Term(unit="°C", meaning="dry-bulb temperature of air"),
    "temp_deviation": Term(unit="K", meaning="standard deviation of a temperature"),
    "temp_dew": Term(unit="°C", meaning="dew point of the outdoor air"),
    "temp_max": Term(unit="°C", meaning="mean daily maximum of the temperature"),
    "temp_mean": Term(unit="°C", meaning="mean temperature of a period"),
    "temp_outdoor": Term(unit="°C", meaning="dry-bulb temperature outdoors"),
    "throughput": Term(unit="any", meaning="sum of absolute flows of a balance"),
    "tilt": Term(unit="°", meaning="angle of a face from the horizontal"),
    "tolerance": Term(unit="-", meaning="largest relative residual allowed"),
    "utc_offset": Term(unit="h", meaning="standard time minus UTC"),
    "vapour_pressure": Term(unit="Pa", meaning="partial pressure of water vapour"),
    "warming": Term(unit="K", meaning="temperature above that of a baseline climate"),
    "wind_speed": Term(unit="m/s", meaning="wind speed at 10 m"),
    "year": Term(unit="a", meaning="calendar time in years"),
}
"""Every numeric argument of the house, by name."""
