"""Long-wave radiation of the sky."""

from typing import Final

import numpy as np

from twin.ground.constants import KELVIN, STEFAN_BOLTZMANN
from twin.ground.types import FloatArray, Real

_REFERENCE_KELVIN: Final = 273.0  # K, as printed in the fit

# Clark and Allen (1978), as used by EnergyPlus (Engineering Reference, climate
# calculations): emissivity of the clear sky by dew point.
_CLEAR_CONSTANT: Final = 0.787
_CLEAR_SLOPE: Final = 0.764

# Walton (1983), NBSIR 83-2655: effect of opaque cloud, in tenths.
_CLOUD: Final = (0.0224, -0.0035, 0.00028)


def emissivity_sky_clark_allen(temp_dew: Real, cloud_cover: Real) -> FloatArray:
    r"""Return the emissivity of the sky by dew point and cloud.

    .. math:: \varepsilon = \left(0.787 + 0.764\ln\frac{T_d}{273}\right)
              \left(1 + 0.0224N - 0.0035N^2 + 0.00028N^3\right)

    with the dew point in kelvin and :math:`N` the opaque cover in tenths.

    Parameters
    ----------
    temp_dew
        Dew point [°C].
    cloud_cover
        Share of the sky covered by opaque cloud, 0 to 1 [-].

    Returns
    -------
    FloatArray
        Emissivity, at most 1 [-].

    References
    ----------
    Clark and Allen (1978), 2nd National Passive Solar Conf., 675.
    Walton (1983), Thermal Analysis Research Program, NBSIR 83-2655.

    Examples
    --------
    >>> round(float(emissivity_sky_clark_allen(10.0, 0.0)), 3)
    0.815
    """
    kelvin = np.asarray(temp_dew, dtype=np.float64) + KELVIN
    tenths = 10.0 * np.asarray(cloud_cover, dtype=np.float64)
    clear = _CLEAR_CONSTANT + _CLEAR_SLOPE * np.log(kelvin / _REFERENCE_KELVIN)
    first, second, third = _CLOUD
    cloudy = 1.0 + tenths * (first + tenths * (second + tenths * third))
    return np.minimum(clear * cloudy, 1.0)


def radiation_sky_clark_allen(
    temp_outdoor: Real, temp_dew: Real, cloud_cover: Real
) -> FloatArray:
    r"""Return the long-wave radiation of the sky on the horizontal.

    :math:`L = \varepsilon\,\sigma\,T^4` with the emissivity of
    `emissivity_sky_clark_allen`.

    Parameters
    ----------
    temp_outdoor
        Outdoor air temperature [°C].
    temp_dew
        Dew point [°C].
    cloud_cover
        Share of the sky covered by opaque cloud, 0 to 1 [-].

    Returns
    -------
    FloatArray
        Radiation [W/m²].

    Notes
    -----
    EnergyPlus' documentation gives 340.6 W/m² for 20 °C, dew point 10 °C and no
    cloud, from rounded constants; the formula itself gives 341.2 W/m².

    Examples
    --------
    >>> round(float(radiation_sky_clark_allen(20.0, 10.0, 0.0)), 1)
    341.2
    """
    kelvin = np.asarray(temp_outdoor, dtype=np.float64) + KELVIN
    emissivity = emissivity_sky_clark_allen(temp_dew, cloud_cover)
    return np.asarray(emissivity * STEFAN_BOLTZMANN * kelvin**4)


def temp_sky(radiation_sky: Real) -> FloatArray:
    r"""Return the temperature of a black sky, :math:`(L/\sigma)^{1/4}`.

    Parameters
    ----------
    radiation_sky
        Long-wave radiation of the sky on the horizontal [W/m²].

    Returns
    -------
    FloatArray
        Temperature [°C].

    Examples
    --------
    >>> round(float(temp_sky(400.0)), 1)
    16.7
    """
    radiation = np.asarray(radiation_sky, dtype=np.float64)
    return np.asarray((radiation / STEFAN_BOLTZMANN) ** 0.25 - KELVIN)
