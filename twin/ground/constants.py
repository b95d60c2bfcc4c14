"""Physical constants, each with its source."""

from typing import Final

HOURS_PER_YEAR: Final = 8760
"""Hours of the simulated year, which has no leap day [h]."""

MONTHS_PER_YEAR: Final = 12
"""Months in a year [-]."""

SECONDS_PER_HOUR: Final = 3600.0
"""Seconds in one step [s]."""

JOULES_PER_KWH: Final = 3.6e6
"""Joules in one kilowatt-hour [J]."""

STEFAN_BOLTZMANN: Final = 5.670374419e-8
"""Stefan–Boltzmann constant, CODATA 2018 [W/(m²K⁴)]."""

KELVIN: Final = 273.15
"""Zero of the Celsius scale, BIPM SI Brochure (2019) [K]."""

GRAVITY: Final = 9.80665
"""Standard acceleration of free fall, CGPM 1901 [m/s²]."""

PRESSURE_STANDARD: Final = 101_325.0
"""Standard atmosphere, ISO 2533 [Pa]."""

GAS_CONSTANT_AIR: Final = 287.042
"""Gas constant of dry air, ASHRAE Handbook Fundamentals (2017), ch. 1 [J/(kgK)]."""

HEAT_CAPACITY_AIR: Final = 1006.0
"""Specific heat of dry air, ASHRAE Handbook Fundamentals (2017), ch. 1 [J/(kgK)]."""

HEAT_CAPACITY_WATER: Final = 4186.0
"""Specific heat of liquid water at 15 °C [J/(kgK)]."""

HEAT_VAPORISATION: Final = 2.501e6
"""Latent heat of water at 0 °C, ASHRAE Handbook Fundamentals (2017), ch. 1 [J/kg]."""

MOLAR_RATIO_WATER_AIR: Final = 0.621945
"""Molar mass of water over that of dry air, ASHRAE Handbook (2017), ch. 1 [-]."""

CO2_OUTDOOR: Final = 427.0
"""Outdoor CO₂, global mean of 2025, rounded; status G (unverified) [ppm]."""
