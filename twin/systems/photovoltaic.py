"""Yield of roof-mounted photovoltaics, through pvlib."""

from typing import Any, Final, NamedTuple

import numpy as np
import pvlib

from twin.ground.types import FloatArray, Real
from twin.model.zone import Exposure
from twin.weather.series import WeatherYear
from twin.weather.sun import SunYear, irradiance_exposure

TILT: Final = 15.0
"""Tilt of the modules towards the equator; status A [°]."""
TEMP_COEFFICIENT: Final = -0.0035
"""Change of power per kelvin of cell temperature, mono-Si; status G [1/K]."""
LOSSES: Final = 0.14
"""Soiling, wiring, mismatch and availability, PVWatts default [-]."""
INVERTER: Final = 0.96
"""Efficiency of the inverter, PVWatts default [-]."""
DEGRADATION: Final = 0.0075
"""Power lost a year, median of the PV Fleet; 0.0088 in hot places; status S [1/a]."""
INVERTER_LIMIT: Final = 1.0
"""Largest power of the inverter over the peak power of the modules; status A [-]."""


class Plant(NamedTuple):
    """Modules and inverter, per installed peak power."""

    temp_coefficient: float = TEMP_COEFFICIENT
    """Change of power per kelvin of cell temperature [1/K]."""
    losses: float = LOSSES
    """Share lost between module and inverter [-]."""
    inverter: float = INVERTER
    """Efficiency of the inverter [-]."""
    limit: float = INVERTER_LIMIT
    """Largest alternating-current power over peak power [-]."""
    degradation: float = DEGRADATION
    """Power lost a year [1/a]."""


TYPICAL: Final = Plant()
"""A plant without any data of its own."""


def degradation_factor(age: Real, degradation: Real = DEGRADATION) -> FloatArray:
    r"""Return power over power when new.

    .. math:: (1 - d)^a

    Parameters
    ----------
    age
        Age [a].
    degradation
        Power lost a year [1/a].

    Returns
    -------
    FloatArray
        Factor, 1 when new [-].

    References
    ----------
    Jordan et al. (2022), Prog. Photovolt. 30, 1166, doi 10.1002/pip.3566 (PV Fleet).

    Examples
    --------
    >>> round(float(degradation_factor(25.0)), 3)
    0.828
    """
    return np.asarray((1.0 - np.asarray(degradation, dtype=np.float64)) ** age)


def power_photovoltaic(
    irradiance_plane: Real,
    temp_outdoor: Real,
    wind_speed: Real,
    plant: Plant = TYPICAL,
    age: float = 0.0,
) -> FloatArray:
    r"""Return the power of modules per installed peak power.

    .. math:: p = \min\left(p_{max},\; \frac{G}{1000}\,
       \bigl(1 + \gamma(\theta_c - 25)\bigr)(1 - d)^a (1 - l)\,\eta\right),\qquad
       \theta_c = \theta_o + \frac{G}{25 + 6.84\,v}

    Parameters
    ----------
    irradiance_plane
        Global irradiance on the modules [W/m²].
    temp_outdoor
        Outdoor temperature [°C].
    wind_speed
        Wind speed at 10 m [m/s].
    plant
        Losses, limit and coefficients.
    age
        Age of the modules; those of a new plant are zero years old [a].

    Returns
    -------
    FloatArray
        Alternating-current power per peak power, broadcast shape [W/W].

    References
    ----------
    Faiman (2008), Prog. Photovolt. 16, 307, doi 10.1002/pip.813 (cell temperature);
    Dobos (2014), PVWatts version 5 manual, NREL/TP-6A20-62641 (power, losses); both
    through pvlib.

    Examples
    --------
    >>> round(float(power_photovoltaic(1000.0, 25.0, 1.0)), 3)
    0.735
    """
    plane = np.asarray(irradiance_plane, dtype=np.float64)
    temp_cell: Any = pvlib.temperature.faiman(plane, temp_outdoor, wind_speed)
    power: Any = pvlib.pvsystem.pvwatts_dc(
        plane, temp_cell, 1.0, plant.temp_coefficient
    )
    left = degradation_factor(age, plant.degradation)
    delivered = power * left * (1.0 - plant.losses) * plant.inverter
    return np.asarray(np.minimum(delivered, plant.limit), dtype=np.float64)


def yield_photovoltaic(
    weather: WeatherYear,
    sun: SunYear,
    plant: Plant = TYPICAL,
    age: float = 0.0,
    exposure: Exposure | None = None,
) -> FloatArray:
    """Return the power that modules deliver per installed peak power.

    Parameters
    ----------
    weather
        Weather of the year.
    sun
        Position of the sun.
    plant
        Losses, limit and coefficients.
    age
        Age of the modules; zero where age is counted elsewhere, as in studies [a].
    exposure
        Direction of the modules; none for 15° towards the equator.

    Returns
    -------
    FloatArray
        Mean alternating-current power per peak power, shape ``(hour,)`` [W/W].

    References
    ----------
    See `power_photovoltaic`.
    """
    if exposure is None:
        facing = 180.0 if weather.latitude >= 0.0 else 0.0
        exposure = Exposure(tilt=TILT, azimuth=facing)
    light = irradiance_exposure(sun, weather, exposure)
    return power_photovoltaic(
        light.direct + light.diffuse,
        weather.temp_outdoor,
        weather.wind_speed,
        plant,
        age,
    )
