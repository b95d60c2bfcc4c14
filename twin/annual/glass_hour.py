"""One hour of windows, apart from what they share with other faces, in lanes."""

from twin.ground.lanes import lane_loop
from twin.ground.types import FloatArray, IntArray
from twin.physics.films import FILM_LEAST, convection_glass, radiation_secant

GLASS_MEAN = 10.0
"""Mean glass temperature at which the conductance of a window is stated [°C]."""
GLASS_GAP = 15.0 * 15.0
"""Square of the difference between its faces there [K²]."""
GLASS_MOST = 40.0 * 40.0
"""Square of the largest difference to which its bend is followed [K²]."""


@lane_loop
def conduct_glass(
    curve: FloatArray,
    temp_in: FloatArray,
    temp_out: FloatArray,
    d_in: FloatArray,
    d_out: FloatArray,
    d_cross: FloatArray,
) -> None:
    """Write the conductance of windows at the temperatures of the hour before.

    `curve` holds its value at 10 °C and 15 K, its slope by the mean temperature, and
    its bend by the square of the difference.
    """
    for lane in range(temp_in.shape[0]):
        mean = 0.5 * (temp_in[lane] + temp_out[lane]) - GLASS_MEAN
        gap = temp_in[lane] - temp_out[lane]
        value = curve[0, lane] + curve[1, lane] * mean
        value += curve[2, lane] * (min(gap * gap, GLASS_MOST) - GLASS_GAP)
        value = max(value, 0.1 * curve[0, lane])
        d_in[lane] = value
        d_out[lane] = value
        d_cross[lane] = value


@lane_loop
def film_glass(
    temp_face: FloatArray,
    temp_air: FloatArray,
    temp_star: FloatArray,
    area: FloatArray,
    radiant: FloatArray,
    film: FloatArray,
    factors: tuple[float, float],
    film_radiant: FloatArray,
) -> None:
    """Write convective and radiant coefficients of a window inside [W/K].

    `factors` are that of natural convection and the constant film.
    """
    factor, fixed = factors
    for lane in range(area.shape[0]):
        natural = convection_glass(temp_face[lane], temp_air[lane], factor)
        natural = max(natural, FILM_LEAST)
        film[lane] = area[lane] * (fixed if fixed >= 0.0 else natural)
        film_radiant[lane] = radiant[lane] * radiation_secant(
            temp_face[lane], temp_star[lane]
        )


@lane_loop
def absorb_glass(drive: FloatArray, light: FloatArray, index: IntArray) -> None:
    """Add sun that one side of windows absorbs."""
    if light.shape[0] == 1:
        for lane in range(drive.shape[0]):
            drive[lane] += light[0]
    else:
        for lane in range(drive.shape[0]):
            drive[lane] += light[index[lane]]
