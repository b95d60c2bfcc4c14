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
    "absorbed": Term(unit="-", meaning="share of light that each face absorbs"),
    "age": Term(unit="a", meaning="time since something was installed"),
    "air": Term(
        unit="°C, -, -",
        meaning="air of each zone: start, and shares left at the end and in the mean",
    ),
    "air_speed": Term(unit="m/s", meaning="mean speed of the air around people"),
    "albedo": Term(unit="-", meaning="share of sunlight that a surface reflects"),
    "area": Term(unit="m²", meaning="area"),
    "area_cross": Term(
        unit="m²", meaning="open area that counts for cross ventilation"
    ),
    "area_high": Term(unit="m²", meaning="open area of the upper of two openings"),
    "area_low": Term(unit="m²", meaning="open area of the lower of two openings"),
    "area_open": Term(unit="m²", meaning="open area of windows"),
    "azimuth": Term(
        unit="°", meaning="direction of an outward normal, clockwise from north"
    ),
    "bowen": Term(unit="-", meaning="sensible over latent heat that ground gives off"),
    "capacity_rated": Term(unit="W", meaning="cooling capacity at rated conditions"),
    "charging": Term(unit="-", meaning="way in which a vehicle charges"),
    "clearness": Term(
        unit="-", meaning="irradiance over extraterrestrial, of a day or an hour"
    ),
    "clearness_mean": Term(unit="-", meaning="monthly mean of the clearness"),
    "clock_from": Term(
        unit="h", meaning="hour of the day from which on something holds"
    ),
    "clock_to": Term(unit="h", meaning="hour of the day at which it ends"),
    "clothing": Term(unit="clo", meaning="insulation of what people wear"),
    "cloud_cover": Term(unit="-", meaning="share of the sky covered by opaque cloud"),
    "cloud_total": Term(unit="-", meaning="share of the sky covered by any cloud"),
    "co2_outdoor": Term(unit="ppm", meaning="outdoor CO₂"),
    "concentration": Term(unit="any", meaning="what air carries, by volume or by mass"),
    "consumption": Term(unit="J/m", meaning="energy that driving takes per distance"),
    "content": Term(unit="any", meaning="amount of something per volume of air"),
    "cosine_incidence": Term(
        unit="-", meaning="cosine of the angle between sun and outward normal"
    ),
    "count": Term(unit="-", meaning="number of things"),
    "daylight": Term(unit="h", meaning="time from sunrise to sunset"),
    "degradation": Term(
        unit="1/a", meaning="share of the power of modules lost in a year"
    ),
    "density": Term(unit="kg/m³", meaning="density of the air of a room or opening"),
    "density_air": Term(unit="kg/m³", meaning="density of air"),
    "density_indoor": Term(unit="kg/m³", meaning="density of indoor air"),
    "depth": Term(unit="m", meaning="distance below or behind a surface"),
    "diffuse_share": Term(
        unit="-", meaning="diffuse over global horizontal irradiance"
    ),
    "diffusivity": Term(unit="m²/s", meaning="thermal diffusivity"),
    "distance_weekday": Term(
        unit="m", meaning="distance driven on each day from Monday to Friday"
    ),
    "distance_weekend": Term(
        unit="m", meaning="distance driven on each Saturday and Sunday"
    ),
    "duration": Term(unit="s", meaning="length of a step"),
    "efficiency_round_trip": Term(
        unit="-", meaning="energy a battery gives out over energy taken in"
    ),
    "elevation": Term(unit="m", meaning="height above sea level"),
    "emissivity": Term(unit="-", meaning="long-wave emissivity, 0 to 1"),
    "emitted": Term(unit="any", meaning="what is supplied to a volume of air"),
    "ends": Term(unit="any", meaning="values at the ends of hours"),
    "energy_stored": Term(
        unit="J", meaning="energy in a battery at the start of an hour"
    ),
    "energy_usable": Term(
        unit="J", meaning="energy between a full and an empty battery"
    ),
    "equations": Term(
        unit="W/K, W", meaning="matrix and right-hand side of stars and airs"
    ),
    "error_bound": Term(
        unit="W/(m²K)",
        meaning="largest error of a reduced element, per kelvin of face temperature",
    ),
    "exponent": Term(unit="-", meaning="rate times duration"),
    "exposure": Term(unit="µg/m³", meaning="yearly mean of what people breathe"),
    "face": Term(unit="any", meaning="table of the faces of a building"),
    "facing": Term(unit="°", meaning="tilt and azimuth of a window"),
    "factor_cold": Term(
        unit="W/(m²K^4/3)",
        meaning="natural convection where a face is colder than the air",
    ),
    "factor_glass": Term(
        unit="W/(m²K^5/4)", meaning="natural convection at the room side of a window"
    ),
    "factor_warm": Term(
        unit="W/(m²K^4/3)",
        meaning="natural convection where a face is warmer than the air",
    ),
    "first": Term(unit="-", meaning="share of light that falls first on each face"),
    "first_weekday": Term(unit="-", meaning="weekday of 1 January, Monday is 0"),
    "flow_constant": Term(
        unit="m³/s", meaning="air that two zones exchange whatever their temperatures"
    ),
    "flow_exhaust": Term(unit="m³/s", meaning="air that fans take out of a zone"),
    "flow_fan": Term(unit="m³/s", meaning="outdoor air by fans"),
    "flow_natural": Term(unit="m³/s", meaning="outdoor air through leaks and windows"),
    "flow_supply": Term(unit="m³/s", meaning="outdoor air that fans blow into a zone"),
    "forced": Term(
        unit="W/(m²K)", meaning="part of the wind in the film of a smooth face"
    ),
    "fraction": Term(unit="-", meaning="share of deaths that exposure explains"),
    "growth": Term(
        unit="1/h", meaning="growth of the mould index before what slows it"
    ),
    "health": Term(unit="-", meaning="capacity of a battery over that when new"),
    "heat_daily": Term(unit="J", meaning="heat of all hot water drawn in a day"),
    "heat_draw": Term(unit="W", meaning="heat of the hot water that people want"),
    "heat_need": Term(unit="W", meaning="heat that a room needs"),
    "height": Term(unit="m", meaning="height of a face, or of the eaves above ground"),
    "height_between": Term(
        unit="m", meaning="height between the middles of two openings"
    ),
    "height_window": Term(unit="m", meaning="height of an opening"),
    "histogram": Term(unit="h", meaning="hours in each bin"),
    "hour": Term(unit="-", meaning="hour of the year"),
    "hour_back": Term(
        unit="h", meaning="hour of the day from which on a vehicle is at home"
    ),
    "hour_out": Term(unit="h", meaning="hour of the day in which a vehicle leaves"),
    "hourly": Term(unit="any", meaning="values of each hour of a year"),
    "hours_dry": Term(
        unit="h", meaning="hours without a break in which no mould can grow"
    ),
    "hours_left": Term(unit="h", meaning="hours until a vehicle departs"),
    "humidity_least": Term(
        unit="-", meaning="relative humidity below which no mould grows"
    ),
    "humidity_mean": Term(unit="-", meaning="mean relative humidity, 0 to 1"),
    "humidity_ratio": Term(unit="kg/kg", meaning="water per dry air"),
    "humidity_relative": Term(unit="-", meaning="relative humidity, 0 to 1"),
    "irradiance_diffuse": Term(
        unit="W/m²", meaning="diffuse solar irradiance on the horizontal"
    ),
    "irradiance_direct": Term(
        unit="W/m²", meaning="beam of the sun on a plane normal to it"
    ),
    "irradiance_global": Term(
        unit="W/m²", meaning="global solar irradiance on the horizontal"
    ),
    "irradiance_mean": Term(
        unit="W/m²", meaning="monthly mean of the global irradiance"
    ),
    "irradiance_plane": Term(
        unit="W/m²", meaning="global solar irradiance on a tilted plane"
    ),
    "is_bedroom": Term(unit="-", meaning="1 for bedrooms, else 0"),
    "is_windward": Term(unit="-", meaning="1 where the wind blows onto a face, else 0"),
    "lane": Term(unit="-", meaning="place of a building in its batch"),
    "lanes": Term(unit="-", meaning="number of buildings side by side"),
    "latitude": Term(unit="°", meaning="geographic latitude, north positive"),
    "leakage": Term(unit="m³/(sPaⁿ)", meaning="flow through leaks at 1 Pa"),
    "least": Term(unit="any", meaning="throughput below which nothing is said to move"),
    "level": Term(unit="-", meaning="number of a level of daily hot-water heat"),
    "limits": Term(
        unit="°C, °C, W, W",
        meaning="heating and cooling set-point, least and largest plant heat",
    ),
    "links": Term(unit="-", meaning="number of openings between zones"),
    "longest_gap": Term(unit="h", meaning="longest gap of a series that is bridged"),
    "longitude": Term(unit="°", meaning="geographic longitude, east positive"),
    "loss": Term(unit="1/h", meaning="cleaning of air that is not changed"),
    "loss_rate": Term(
        unit="1/s", meaning="air change, deposition and removal together"
    ),
    "loss_tank": Term(
        unit="W/K", meaning="heat loss of a tank per kelvin above its surroundings"
    ),
    "matrix": Term(unit="any", meaning="square matrix of a small linear system"),
    "may_heat": Term(unit="-", meaning="1 where a heater may run, else 0"),
    "means": Term(unit="µg/m³", meaning="contaminants of hours"),
    "metabolic_rate": Term(unit="met", meaning="activity of people"),
    "mode": Term(
        unit="-", meaning="whether a zone floats, is held, or has fixed plant"
    ),
    "modes": Term(unit="any", meaning="memory of all elements"),
    "moist": Term(unit="-", meaning="rise of an emission per relative humidity of one"),
    "month": Term(unit="-", meaning="month of the year, January is 0"),
    "monthly": Term(unit="any", meaning="one value for each month"),
    "motion": Term(unit="m/s, met", meaning="air speed and metabolic rate"),
    "mould_index": Term(unit="-", meaning="mould index, 0 nothing to 6 all covered"),
    "n50": Term(unit="1/h", meaning="air change at 50 Pa"),
    "natural": Term(unit="W/(m²K)", meaning="part of buoyancy in the film of a face"),
    "node": Term(unit="-", meaning="number of the climate of each lane"),
    "occupied": Term(unit="-", meaning="1 where a zone counts as occupied"),
    "order": Term(unit="-", meaning="what a battery is told to do in an hour"),
    "orders": Term(unit="-", meaning="what a battery is told to do, hour by hour"),
    "own": Term(unit="any", meaning="working memory of one building"),
    "part": Term(unit="any", meaning="hours of one month of the table of results"),
    "part_load": Term(unit="-", meaning="load over capacity, 0 to 1"),
    "passed": Term(unit="-", meaning="share of light that each face passes on"),
    "people": Term(unit="-", meaning="people present"),
    "perimeter": Term(unit="m", meaning="exposed perimeter of a ground floor"),
    "persistence": Term(unit="-", meaning="correlation of neighbours in a series"),
    "pivots": Term(unit="-", meaning="number of unknowns that are taken out first"),
    "plugged": Term(unit="-", meaning="1 while a vehicle is plugged in, else 0"),
    "polluted": Term(unit="µg/m³", meaning="hours of contaminants of a year"),
    "power": Term(unit="W/W", meaning="power over rated power"),
    "power_limit": Term(unit="W", meaning="largest power of a battery, in and out"),
    "power_reference": Term(
        unit="W", meaning="power that cooling would draw at a rated EER of one"
    ),
    "precipitation": Term(unit="mm", meaning="rain of the hour"),
    "preferred": Term(unit="-", meaning="1 in hours preferred for charging, else 0"),
    "pressure": Term(unit="Pa", meaning="total pressure of the air"),
    "price": Term(unit="any", meaning="price of electricity"),
    "quantile": Term(
        unit="-", meaning="place between the lowest and the highest, 0 to 1"
    ),
    "quantity": Term(unit="any", meaning="a number"),
    "radiant": Term(unit="W", meaning="radiant heat released in each zone"),
    "radiation_incoming": Term(
        unit="W/m²", meaning="long-wave radiation that reaches a face"
    ),
    "radiation_sky": Term(
        unit="W/m²", meaning="long-wave radiation of the sky on the horizontal"
    ),
    "rate": Term(unit="1/s", meaning="eigenvalues of a heat network, below zero"),
    "reflectance": Term(unit="-", meaning="share of light that a pane reflects"),
    "removal": Term(unit="m³/s", meaning="flow that takes something out of air"),
    "residual": Term(unit="any", meaning="in minus out minus stored"),
    "resistance_floor": Term(
        unit="m²K/W", meaning="thermal resistance of a floor without films"
    ),
    "resistance_inside": Term(
        unit="m²K/W", meaning="film between a room and an inner face"
    ),
    "resistance_outside": Term(
        unit="m²K/W", meaning="film between an outer face and outdoors"
    ),
    "results": Term(unit="any", meaning="results, overwritten"),
    "right": Term(unit="any", meaning="right-hand side of a linear system"),
    "roof_area": Term(unit="m²", meaning="area of a roof"),
    "room": Term(unit="m², m", meaning="floor area and clear height"),
    "rooms": Term(unit="any", meaning="constants of the zones, one row each"),
    "roughness": Term(unit="-", meaning="multiplier of the forced part of a film"),
    "seed": Term(unit="-", meaning="seed of the whole study"),
    "series": Term(unit="any", meaning="values in the order of time"),
    "setpoints": Term(unit="°C", meaning="set-points hour by hour"),
    "share": Term(unit="-", meaning="part of a whole, 0 to 1"),
    "shelter": Term(unit="-", meaning="local wind speed over that of the weather file"),
    "shgc": Term(unit="-", meaning="solar heat gain coefficient at normal incidence"),
    "shift": Term(unit="h", meaning="displacement in time, later is positive"),
    "sky_view": Term(
        unit="-", meaning="share of the upper half of the view that is sky"
    ),
    "slope": Term(unit="K", meaning="temperature in the exponent of an emission"),
    "solar_noon": Term(unit="h", meaning="clock at which the sun is highest"),
    "source_rate": Term(
        unit="any/s", meaning="supply per volume by sources and inflowing air"
    ),
    "stack_drive": Term(
        unit="Pa", meaning="stack pressure that counts, for a temperature ratio of one"
    ),
    "star": Term(unit="W", meaning="long-wave residual and throughput"),
    "state": Term(
        unit="-, W", meaning="mode and plant heat of each zone, and working rows"
    ),
    "state_indoor": Term(
        unit="°C, kg/kg", meaning="temperature and humidity ratio of room air"
    ),
    "state_outdoor": Term(
        unit="°C, kg/kg, kg/m³, Pa",
        meaning="temperature, humidity ratio, density and pressure outdoors",
    ),
    "storeys": Term(unit="-", meaning="number of storeys"),
    "sums": Term(
        unit="W, W, J", meaning="heat that entered, its absolute sum, heat stored"
    ),
    "sun_azimuth": Term(unit="°", meaning="direction of the sun, clockwise from north"),
    "sun_elevation": Term(unit="°", meaning="height of the sun above the horizon"),
    "supply": Term(
        unit="W/K, °C",
        meaning="heat flow per kelvin of outdoor air, and its temperature",
    ),
    "surplus": Term(unit="W", meaning="generation less load, negative for a deficit"),
    "table": Term(unit="any", meaning="hourly results by quantity and zone"),
    "temp_air": Term(unit="°C", meaning="dry-bulb temperature of air"),
    "temp_around": Term(unit="°C", meaning="temperature of the surroundings of a tank"),
    "temp_cold_mean": Term(
        unit="°C", meaning="yearly mean of the cold water to which heat refers"
    ),
    "temp_collector": Term(
        unit="°C", meaning="mean temperature of the fluid in a collector"
    ),
    "temp_deviation": Term(unit="K", meaning="standard deviation of a temperature"),
    "temp_dew": Term(unit="°C", meaning="dew point of the outdoor air"),
    "temp_face": Term(unit="°C", meaning="temperature of a face"),
    "temp_faces": Term(
        unit="°C", meaning="temperatures of the two faces of a gap or a window"
    ),
    "temp_inner": Term(unit="°C", meaning="temperature of an inner face"),
    "temp_limit": Term(unit="°C", meaning="upper comfort limit in still air"),
    "temp_max": Term(unit="°C", meaning="mean daily maximum of the temperature"),
    "temp_mean": Term(unit="°C", meaning="mean temperature of a period"),
    "temp_neighbour": Term(unit="°C", meaning="air temperature of the zone next door"),
    "temp_operative": Term(unit="°C", meaning="operative temperature of a room"),
    "temp_other": Term(unit="°C", meaning="temperature of what a face radiates to"),
    "temp_outdoor": Term(unit="°C", meaning="dry-bulb temperature outdoors"),
    "temp_outer": Term(unit="°C", meaning="temperature of an outer face"),
    "temp_radiant": Term(unit="°C", meaning="mean radiant temperature"),
    "temp_running": Term(unit="°C", meaning="running mean of the outdoor temperature"),
    "temp_set": Term(unit="°C", meaning="temperature that a heater holds"),
    "temp_start": Term(
        unit="°C", meaning="room temperature that starts night ventilation"
    ),
    "temp_surface": Term(unit="°C", meaning="temperature of a surface"),
    "temp_tank": Term(unit="°C", meaning="temperature of the water in a tank"),
    "temp_use": Term(
        unit="°C", meaning="temperature of the hot water that people draw"
    ),
    "temp_wet_bulb": Term(
        unit="°C", meaning="wet-bulb temperature of the air that enters a coil"
    ),
    "temps": Term(unit="°C", meaning="mean air temperatures of all zones"),
    "throughput": Term(unit="any", meaning="sum of absolute flows of a balance"),
    "tilt": Term(unit="°", meaning="angle of a face from the horizontal"),
    "tolerance": Term(unit="-", meaning="largest relative residual allowed"),
    "transmittance": Term(unit="-", meaning="share of light that a pane passes"),
    "u_value": Term(unit="W/(m²K)", meaning="thermal transmittance"),
    "utc_offset": Term(unit="h", meaning="standard time minus UTC"),
    "utci": Term(unit="°C", meaning="Universal Thermal Climate Index"),
    "vapour_pressure": Term(unit="Pa", meaning="partial pressure of water vapour"),
    "volume": Term(unit="m³", meaning="air volume of a zone"),
    "volume_water": Term(unit="m³", meaning="volume of the water in a tank"),
    "vote": Term(unit="-", meaning="predicted mean vote"),
    "wanted": Term(
        unit="W", meaning="power that a vehicle would draw if nothing hindered it"
    ),
    "warming": Term(unit="K", meaning="temperature above that of a baseline climate"),
    "weather": Term(unit="any", meaning="outdoors of the hour"),
    "weights": Term(unit="-", meaning="share of each hour that people spend in a zone"),
    "wetness": Term(
        unit="-", meaning="humidity from critical for mould, 0, to saturation, 1"
    ),
    "width": Term(unit="m", meaning="width of a face"),
    "wind_drive": Term(
        unit="kg/m³", meaning="wind pressure that counts, for a wind of 1 m/s"
    ),
    "wind_local": Term(unit="m/s", meaning="wind at the building, shelter included"),
    "wind_speed": Term(unit="m/s", meaning="wind speed at 10 m"),
    "work": Term(unit="any", meaning="working memory, overwritten"),
    "workers": Term(unit="-", meaning="number of threads or processes"),
    "year": Term(unit="a", meaning="calendar time in years"),
    "zone": Term(unit="-", meaning="number of a zone in its building"),
    "zones": Term(unit="-", meaning="number of zones"),
}
"""Every numeric argument of the house, by name."""
