"""Where the sun that enters by a window falls: on the floor or on walls."""

from typing import Final

import numpy as np

from twin.ground.types import FloatArray

_HEIGHTS: Final = 8  # rays over the height of a window, in the middle of equal strips
_FLAT: Final = 45.0  # °, windows flatter than this are roof lights


def floor_share(
    sun_elevation: FloatArray,
    sun_azimuth: FloatArray,
    facing: tuple[float, float],
    room: tuple[float, float],
    height_window: float,
) -> FloatArray:
    r"""Return the share of a window's beam that falls on the floor.

    A ray that enters at height :math:`z` reaches the floor at the depth
    :math:`d = z \cos\Delta / \tan\alpha` and sideways at
    :math:`b = z\,|\sin\Delta| / \tan\alpha`. The room is as deep as it is wide,
    :math:`D`; windows stand at mid-height and are spread over the whole width, so that
    a share :math:`1 - b/D` misses the side walls.

    Parameters
    ----------
    sun_elevation
        Elevation of the sun, shape ``(hour,)`` [°].
    sun_azimuth
        Azimuth of the sun, shape ``(hour,)`` [°].
    facing
        Tilt and azimuth of the window [°].
    room
        Floor area and clear height [m², m].
    height_window
        Height of the window [m].

    Returns
    -------
    FloatArray
        Share between 0 and 1, 1 for roof lights, shape ``(hour,)`` [-].

    References
    ----------
    Plane geometry of a box; the shape of the room is assumed, status A.

    Examples
    --------
    >>> noon = np.array([45.0]), np.array([180.0])
    >>> floor_share(*noon, (90.0, 180.0), (36.0, 2.5), 1.5)
    array([1.])
    """
    tilt, azimuth = facing
    floor_area, clear_height = room
    elevation = np.asarray(sun_elevation, dtype=np.float64)
    if tilt < _FLAT:
        return np.ones_like(elevation)
    depth = np.sqrt(floor_area)
    sill = max(0.5 * (clear_height - height_window), 0.0)
    steps = (np.arange(_HEIGHTS) + 0.5) / _HEIGHTS
    height = sill + height_window * steps[:, None]
    turn = np.radians(np.asarray(sun_azimuth) - azimuth)
    reach = height / np.tan(np.radians(np.clip(elevation, 0.1, 89.9)))
    lands = reach * np.abs(np.cos(turn)) < depth
    misses = np.maximum(1.0 - reach * np.abs(np.sin(turn)) / depth, 0.0)
    return np.asarray((lands * misses).mean(axis=0))
