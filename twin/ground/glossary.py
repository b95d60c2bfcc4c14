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
    "elevation": Term(unit="m", meaning="height above sea level"),
    "first_weekday": Term(unit="-", meaning="weekday of 1 January, Monday is 0"),
    "humidity_ratio": Term(unit="kg/kg", meaning="water per dry air"),
    "humidity_relative": Term(unit="-", meaning="relative humidity, 0 to 1"),
    "pressure": Term(unit="Pa", meaning="total pressure of the air"),
    "residual": Term(unit="any", meaning="in minus out minus stored"),
    "seed": Term(unit="-", meaning="seed of the whole study"),
    "temp_air": Term(unit="°C", meaning="dry-bulb temperature of air"),
    "throughput": Term(unit="any", meaning="sum of absolute flows of a balance"),
    "tolerance": Term(unit="-", meaning="largest relative residual allowed"),
    "vapour_pressure": Term(unit="Pa", meaning="partial pressure of water vapour"),
}
"""Every numeric argument of the house, by name."""
