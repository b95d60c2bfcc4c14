"""Moist air: vapour pressure, humidity ratio, dew point and wet bulb.

Saturation follows the Magnus form of WMO-No. 8; every function broadcasts.
"""

from typing import Final

import numpy as np

from twin.ground.constants import GAS_CONSTANT_AIR, KELVIN, MOLAR_RATIO_WATER_AIR
from twin.ground.types import FloatArray, Real

# Magnus coefficients over water, WMO-No. 8 (2018), annex 4.B.
MAGNUS_PRESSURE: Final = 611.2  # Pa
MAGNUS_SLOPE: Final = 17.62  # -
MAGNUS_TEMP: Final = 243.12  # °C


def vapour_pressure_saturation(temp_air: Real) -> FloatArray:
    r"""Return the saturation pressure of water vapour over water.

    .. math:: p_\mathrm{sat} = p_0 \exp\frac{a\,\theta}{b + \theta}

    Parameters
    ----------
    temp_air
        Air temperature, −45 to 60 [°C].

    Returns
    -------
    FloatArray
        Saturation pressure [Pa].

    Notes
    -----
    Within 0.4 % of the IAPWS formulation between 0 and 50 °C.

    References
    ----------
    WMO-No. 8, Guide to Instruments and Methods of Observation (2018), annex 4.B.

    Examples
    --------
    >>> round(float(vapour_pressure_saturation(20.0)), 1)
    2332.6
    """
    theta = np.asarray(temp_air, dtype=np.float64)
    exponent = MAGNUS_SLOPE * theta / (MAGNUS_TEMP + theta)
    return np.asarray(MAGNUS_PRESSURE * np.exp(exponent))


def temp_dew_from_vapour_pressure(vapour_pressure: Real) -> FloatArray:
    r"""Return the dew point at a vapour pressure, the inverse of the Magnus form.

    .. math:: \theta_d = \frac{b \ln(p/p_0)}{a - \ln(p/p_0)}

    Parameters
    ----------
    vapour_pressure
        Partial pressure of water vapour, above 0 [Pa].

    Returns
    -------
    FloatArray
        Dew point temperature [°C].

    References
    ----------
    WMO-No. 8, Guide to Instruments and Methods of Observation (2018), annex 4.B.

    Examples
    --------
    >>> round(float(temp_dew_from_vapour_pressure(2332.6)), 2)
    20.0
    """
    ratio = np.log(np.asarray(vapour_pressure, dtype=np.float64) / MAGNUS_PRESSURE)
    return np.asarray(MAGNUS_TEMP * ratio / (MAGNUS_SLOPE - ratio))


def humidity_ratio_from_vapour_pressure(
    vapour_pressure: Real, pressure: Real
) -> FloatArray:
    r"""Return the humidity ratio of moist air.

    .. math:: w = 0.621945\,\frac{p_v}{p - p_v}

    Parameters
    ----------
    vapour_pressure
        Partial pressure of water vapour [Pa].
    pressure
        Total pressure, above `vapour_pressure` [Pa].

    Returns
    -------
    FloatArray
        Water per dry air [kg/kg].

    References
    ----------
    ASHRAE Handbook Fundamentals (2017), ch. 1, eq. 20.

    Examples
    --------
    >>> round(float(humidity_ratio_from_vapour_pressure(1168.5, 101325.0)), 5)
    0.00726
    """
    vapour = np.asarray(vapour_pressure, dtype=np.float64)
    return np.asarray(MOLAR_RATIO_WATER_AIR * vapour / (pressure - vapour))


def humidity_ratio_from_relative(
    temp_air: Real, humidity_relative: Real, pressure: Real
) -> FloatArray:
    """Return the humidity ratio of air of known temperature and relative humidity.

    Parameters
    ----------
    temp_air
        Air temperature [°C].
    humidity_relative
        Relative humidity, 0 to 1 [-].
    pressure
        Total pressure [Pa].

    Returns
    -------
    FloatArray
        Water per dry air [kg/kg].

    References
    ----------
    ASHRAE Handbook Fundamentals (2017), ch. 1, eqs. 20 and 22.

    Examples
    --------
    >>> round(float(humidity_ratio_from_relative(20.0, 0.5, 101325.0)), 5)
    0.00724
    """
    vapour = np.asarray(humidity_relative) * vapour_pressure_saturation(temp_air)
    return humidity_ratio_from_vapour_pressure(vapour, pressure)


def vapour_pressure_from_humidity_ratio(
    humidity_ratio: Real, pressure: Real
) -> FloatArray:
    r"""Return the vapour pressure of air with a given humidity ratio.

    .. math:: p_v = \frac{w\,p}{0.621945 + w}

    Parameters
    ----------
    humidity_ratio
        Water per dry air [kg/kg].
    pressure
        Total pressure [Pa].

    Returns
    -------
    FloatArray
        Partial pressure of water vapour [Pa].

    References
    ----------
    ASHRAE Handbook Fundamentals (2017), ch. 1, eq. 20 solved for the vapour pressure.
    """
    ratio = np.asarray(humidity_ratio, dtype=np.float64)
    return np.asarray(ratio * pressure / (MOLAR_RATIO_WATER_AIR + ratio))


def humidity_relative_from_ratio(
    temp_air: Real, humidity_ratio: Real, pressure: Real
) -> FloatArray:
    """Return the relative humidity of air of known temperature and humidity ratio.

    Values above 1 are returned as they are: the caller counts them.

    Parameters
    ----------
    temp_air
        Air temperature [°C].
    humidity_ratio
        Water per dry air [kg/kg].
    pressure
        Total pressure [Pa].

    Returns
    -------
    FloatArray
        Relative humidity [-].

    References
    ----------
    ASHRAE Handbook Fundamentals (2017), ch. 1, eq. 22.
    """
    vapour = vapour_pressure_from_humidity_ratio(humidity_ratio, pressure)
    return np.asarray(vapour / vapour_pressure_saturation(temp_air))


def density_air(temp_air: Real, pressure: Real) -> FloatArray:
    r"""Return the density of dry air, :math:`\rho = p / (R T)`.

    Parameters
    ----------
    temp_air
        Air temperature [°C].
    pressure
        Total pressure [Pa].

    Returns
    -------
    FloatArray
        Density [kg/m³].

    References
    ----------
    ASHRAE Handbook Fundamentals (2017), ch. 1, eq. 11 with the ideal-gas law.

    Examples
    --------
    >>> round(float(density_air(20.0, 101325.0)), 3)
    1.204
    """
    kelvin = np.asarray(temp_air, dtype=np.float64) + KELVIN
    return np.asarray(pressure / (GAS_CONSTANT_AIR * kelvin))


def pressure_at_elevation(elevation: Real) -> FloatArray:
    r"""Return the standard pressure at an elevation above the sea.

    .. math:: p = 101325\,(1 - 2.25577\times10^{-5}\,z)^{5.2559}

    Parameters
    ----------
    elevation
        Height above sea level, −5000 to 11000 [m].

    Returns
    -------
    FloatArray
        Standard pressure [Pa].

    References
    ----------
    ASHRAE Handbook Fundamentals (2017), ch. 1, eq. 3.

    Examples
    --------
    >>> round(float(pressure_at_elevation(1650.0)))
    83011
    """
    height = np.asarray(elevation, dtype=np.float64)
    return np.asarray(101_325.0 * (1.0 - 2.25577e-5 * height) ** 5.2559)


def temp_wet_bulb_stull(temp_air: Real, humidity_relative: Real) -> FloatArray:
    r"""Return the wet-bulb temperature by Stull's explicit fit.

    Parameters
    ----------
    temp_air
        Air temperature, −20 to 50 [°C].
    humidity_relative
        Relative humidity, 0.05 to 0.99 [-].

    Returns
    -------
    FloatArray
        Wet-bulb temperature at sea-level pressure [°C].

    Notes
    -----
    Error −1.0 to +0.65 K over the range of the fit, at 101.3 kPa.

    References
    ----------
    Stull (2011), J. Appl. Meteorol. Climatol. 50, 2267, eq. 1,
    doi 10.1175/JAMC-D-11-0143.1.

    Examples
    --------
    >>> round(float(temp_wet_bulb_stull(20.0, 0.5)), 1)
    13.7
    """
    theta = np.asarray(temp_air, dtype=np.float64)
    percent = 100.0 * np.asarray(humidity_relative, dtype=np.float64)
    return np.asarray(
        theta * np.arctan(0.151977 * np.sqrt(percent + 8.313659))
        + np.arctan(theta + percent)
        - np.arctan(percent - 1.676331)
        + 0.00391838 * percent**1.5 * np.arctan(0.023101 * percent)
        - 4.686035
    )
