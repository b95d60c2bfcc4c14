"""Universal Thermal Climate Index: how hot or cold a walker outdoors feels."""

from typing import Final

import numpy as np

from twin.ground.types import BoolArray, FloatArray, IntArray, Real
from twin.health.utci_terms import TERMS

WIND_LEAST: Final = 0.5
"""Lowest wind at 10 m that the polynomial was fitted to [m/s]."""
EDGES: Final = (-40.0, -27.0, -13.0, 0.0, 9.0, 26.0, 32.0, 38.0, 46.0)
"""Upper edges of the classes of thermal stress but the last, each in its class [°C]."""
STRESS: Final = (
    "extreme cold",
    "very strong cold",
    "strong cold",
    "moderate cold",
    "slight cold",
    "none",
    "moderate heat",
    "strong heat",
    "very strong heat",
    "extreme heat",
)
"""Names of the classes of thermal stress, from the coldest."""
_TEMPS: Final = (-50.0, 50.0)
_EXCESS: Final = (-30.0, 70.0)
_WIND_MOST: Final = 17.0
_VAPOUR_MOST: Final = 5.0  # kPa
_ORDER: Final = 6
_KILO: Final = 1000.0


def universal_thermal_climate_index(
    temp_outdoor: Real, temp_radiant: Real, wind_speed: Real, vapour_pressure: Real
) -> FloatArray:
    """Return the air temperature of a calm, mild place that strains as much.

    The reference has 50 % relative humidity (at most 20 hPa), still air (0.5 m/s at
    10 m) and a mean radiant temperature equal to the air's; the person walks at 4 km/h
    and dresses by the weather.

    Parameters
    ----------
    temp_outdoor
        Air temperature [°C].
    temp_radiant
        Mean radiant temperature of the person [°C].
    wind_speed
        Wind speed at 10 m [m/s].
    vapour_pressure
        Partial pressure of water vapour [Pa].

    Returns
    -------
    FloatArray
        Index, of the arguments' broadcast shape [°C].

    Notes
    -----
    Nothing is bounded here: see `is_in_range`, and raise the wind to `WIND_LEAST`.
    The fit misses the underlying model by 1.1 K in the square mean.

    References
    ----------
    Bröde et al. (2012), Int. J. Biometeorol. 56, 481, doi 10.1007/s00484-011-0454-1.

    Examples
    --------
    >>> round(float(universal_thermal_climate_index(25.0, 25.0, 1.0, 1583.0)), 1)
    24.6
    """
    air, radiant, wind, vapour = np.broadcast_arrays(
        *(
            np.asarray(one, dtype=np.float64)
            for one in (temp_outdoor, temp_radiant, wind_speed, vapour_pressure)
        )
    )
    bases = (air, wind, radiant - air, vapour / _KILO)
    powers = [np.stack([base**n for n in range(_ORDER + 1)]) for base in bases]
    index = np.zeros(air.shape)
    for a, v, r, p, coefficient in TERMS:
        index = index + coefficient * (
            powers[0][a] * powers[1][v] * powers[2][r] * powers[3][p]
        )
    return np.asarray(index)


def is_in_range(
    temp_outdoor: Real, temp_radiant: Real, wind_speed: Real, vapour_pressure: Real
) -> BoolArray:
    """Return where the polynomial was fitted.

    Parameters
    ----------
    temp_outdoor
        Air temperature, −50 to 50 [°C].
    temp_radiant
        Mean radiant temperature, 30 K below to 70 K above the air [°C].
    wind_speed
        Wind speed at 10 m, 0.5 to 17 [m/s].
    vapour_pressure
        Partial pressure of water vapour, up to 5 kPa [Pa].

    Returns
    -------
    BoolArray
        Whether the index may be read, of the broadcast shape.

    References
    ----------
    Bröde et al. (2012), Int. J. Biometeorol. 56, 481, doi 10.1007/s00484-011-0454-1.

    Examples
    --------
    >>> bool(is_in_range(30.0, 60.0, 0.5, 3000.0)), bool(is_in_range(30, 60, 0.4, 3e3))
    (True, False)
    """
    air = np.asarray(temp_outdoor, dtype=np.float64)
    excess = np.asarray(temp_radiant, dtype=np.float64) - air
    wind = np.asarray(wind_speed, dtype=np.float64)
    vapour = np.asarray(vapour_pressure, dtype=np.float64) / _KILO
    return np.asarray(
        (air >= _TEMPS[0])
        & (air <= _TEMPS[1])
        & (excess >= _EXCESS[0])
        & (excess <= _EXCESS[1])
        & (wind >= WIND_LEAST)
        & (wind <= _WIND_MOST)
        & (vapour >= 0.0)
        & (vapour <= _VAPOUR_MOST)
    )


def stress_class(utci: Real) -> IntArray:
    """Return the class of thermal stress, 0 (extreme cold) to 9 (extreme heat).

    Parameters
    ----------
    utci
        Universal Thermal Climate Index [°C].

    Returns
    -------
    IntArray
        Place in `STRESS`; an edge belongs to the class below it [-].

    References
    ----------
    Bröde et al. (2012), table 1, doi 10.1007/s00484-011-0454-1.

    Examples
    --------
    >>> STRESS[int(stress_class(26.0))], STRESS[int(stress_class(38.1))]
    ('none', 'very strong heat')
    """
    return np.asarray(np.searchsorted(EDGES, utci, side="left"), dtype=np.int64)
