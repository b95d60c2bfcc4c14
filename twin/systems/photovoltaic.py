"""Yield of roof-mounted photovoltaics, through pvlib."""

from typing import Any, Final

import numpy as np
import pvlib

from twin.ground.types import FloatArray
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


def yield_photovoltaic(weather: WeatherYear, sun: SunYear) -> FloatArray:
    """Return the power that new modules deliver per installed peak power.

    Parameters
    ----------
    weather
        Weather of the year.
    sun
        Position of the sun.

    Returns
    -------
    FloatArray
        Mean alternating-current power per peak power, shape ``(hour,)`` [W/W].

    References
    ----------
    Faiman (2008), Prog. Photovolt. 16, 307, doi 10.1002/pip.813 (cell temperature);
    Dobos (2014), PVWatts version 5 manual, NREL/TP-6A20-62641 (losses); both through
    pvlib.
    """
    facing = 180.0 if weather.latitude >= 0.0 else 0.0
    light = irradiance_exposure(sun, weather, Exposure(tilt=TILT, azimuth=facing))
    plane = light.direct + light.diffuse
    temp_cell: Any = pvlib.temperature.faiman(
        plane, weather.temp_outdoor, weather.wind_speed
    )
    power: Any = pvlib.pvsystem.pvwatts_dc(plane, temp_cell, 1.0, TEMP_COEFFICIENT)
    return np.asarray(power * (1.0 - LOSSES) * INVERTER, dtype=np.float64)
