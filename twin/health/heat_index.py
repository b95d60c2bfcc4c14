"""Heat index of the US National Weather Service."""

from typing import Final

from numba import njit

CAUTION: Final = 32.0
"""Heat index from which extreme caution is advised, class limit 90 °F [°C]."""
DANGER: Final = 41.0
"""Heat index from which heat is dangerous, class limit 105 °F rounded [°C]."""
_SIMPLE_BELOW: Final = 80.0  # °F
_DRY: Final = 13.0  # %
_HUMID: Final = 85.0  # %
_DRY_BELOW: Final = 112.0  # °F
_HUMID_BELOW: Final = 87.0  # °F


@njit(cache=True, error_model="numpy")
def heat_index_rothfusz(temp_air: float, humidity_relative: float) -> float:
    r"""Return the heat index by Rothfusz's regression with the service's corrections.

    Below a heat index of about 27 °C the simple formula of Steadman is used, so cool
    hours have a number and count as no risk; humidity above 1 is read as 1.

    Parameters
    ----------
    temp_air
        Air temperature [°C].
    humidity_relative
        Relative humidity, 0 to 1 [-].

    Returns
    -------
    float
        Heat index [°C].

    Notes
    -----
    The regression error is 1.3 °F. Shade, light wind, a walking adult.

    References
    ----------
    Rothfusz (1990), The heat index equation, NWS Technical Attachment SR 90-23;
    corrections of the US National Weather Service, Weather Prediction Center.

    Examples
    --------
    >>> round(heat_index_rothfusz(32.0, 0.75), 1)
    42.3
    """
    warm = 1.8 * temp_air + 32.0
    damp = 100.0 * min(max(humidity_relative, 0.0), 1.0)
    simple = 0.5 * (warm + 61.0 + 1.2 * (warm - 68.0) + 0.094 * damp)
    index = (
        -42.379
        + 2.04901523 * warm
        + 10.14333127 * damp
        - 0.22475541 * warm * damp
        - 0.00683783 * warm * warm
        - 0.05481717 * damp * damp
        + 0.00122874 * warm * warm * damp
        + 0.00085282 * warm * damp * damp
        - 0.00000199 * warm * warm * damp * damp
    )
    is_dry = (damp < _DRY) & (warm >= _SIMPLE_BELOW) & (warm <= _DRY_BELOW)
    is_humid = (damp > _HUMID) & (warm >= _SIMPLE_BELOW) & (warm <= _HUMID_BELOW)
    near = max((17.0 - abs(warm - 95.0)) / 17.0, 0.0) ** 0.5
    drier = (13.0 - damp) / 4.0 * near
    damper = (damp - 85.0) / 10.0 * (87.0 - warm) / 5.0
    index -= drier if is_dry else 0.0
    index += damper if is_humid else 0.0
    is_simple = 0.5 * (simple + warm) < _SIMPLE_BELOW
    return float(((simple if is_simple else index) - 32.0) / 1.8)
