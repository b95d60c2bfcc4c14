"""What people feel in the hours of a week: effective temperature and heat index."""

from collections.abc import Sequence
from typing import Final, NamedTuple

import numpy as np

from twin.annual.comfort_pass import CLOTHING, WARM_BELOW
from twin.annual.outdoor import OutdoorYear
from twin.annual.reduce_comfort import STILL
from twin.annual.series import Hours
from twin.ground.lanes import phase
from twin.ground.psychrometrics import humidity_relative_from_ratio
from twin.ground.types import FloatArray
from twin.health.adaptive import temp_running_mean
from twin.health.heat_index import heat_index_rothfusz
from twin.health.two_node import standard_effective_temperature
from twin.model.zone import Zone

AT_REST: Final = 1.0
"""Activity of a person who takes refuge, sitting still; status A [met]."""


class Felt(NamedTuple):
    """Indices of every hour and zone of a window, shape ``(hour, zone)``.

    They are not numbers where they cannot be evaluated.
    """

    effective: FloatArray
    """Standard effective temperature at the activity of the zone's usage [°C]."""
    resting: FloatArray
    """The same of a person `AT_REST`, by which rooms are compared [°C]."""
    heat_index: FloatArray
    """Heat index [°C]."""
    operative: FloatArray
    """Operative temperature [°C]."""


def feel_heat(
    hours: Hours, window: slice, zones: Sequence[Zone], outdoor: OutdoorYear
) -> Felt:
    """Return what people feel, every hour by the two-node model itself.

    People dress by the season as everywhere in the study; air moves as in still rooms
    and as fans move it; the radiant temperature is that of the star.

    Parameters
    ----------
    hours
        Hours of a year.
    window
        Which of them.
    zones
        Zones of the building.
    outdoor
        Climate year, for the clothing.

    Returns
    -------
    Felt
        Every hour of the window, whether somebody is in or not.
    """
    air = np.ascontiguousarray(hours.temp_air[window])
    operative = np.ascontiguousarray(hours.temp_operative[window])
    damp = np.minimum(hours.humidity_relative[window], 1.0)
    speed = STILL + hours.air_speed[window]
    running = np.repeat(temp_running_mean(outdoor.weather.temp_outdoor), 24)[window]
    clothing = np.where(running < WARM_BELOW, CLOTHING[1], CLOTHING[0])
    activity = np.array([zone.usage.metabolic_rate for zone in zones])
    felt = np.full((3, *air.shape), np.nan)
    room = (air, 2.0 * operative - air, damp, speed)
    _feel(room, activity, clothing, felt)
    return Felt(felt[0], felt[1], felt[2], operative)


@phase
def _feel(
    room: tuple[FloatArray, FloatArray, FloatArray, FloatArray],
    activity: FloatArray,
    clothing: FloatArray,
    felt: FloatArray,
) -> None:
    """Write both effective temperatures and the heat index."""
    air, radiant, damp, speed = room
    for hour in range(air.shape[0]):
        for zone in range(air.shape[1]):
            felt[0, hour, zone] = standard_effective_temperature(
                air[hour, zone],
                radiant[hour, zone],
                speed[hour, zone],
                damp[hour, zone],
                activity[zone],
                clothing[hour],
            )
            felt[1, hour, zone] = standard_effective_temperature(
                air[hour, zone],
                radiant[hour, zone],
                speed[hour, zone],
                damp[hour, zone],
                AT_REST,
                clothing[hour],
            )
            felt[2, hour, zone] = heat_index_rothfusz(air[hour, zone], damp[hour, zone])


def heat_index_outdoors(outdoor: OutdoorYear) -> FloatArray:
    """Return the heat index of the air outdoors, in the shade.

    Parameters
    ----------
    outdoor
        Climate year.

    Returns
    -------
    FloatArray
        Hour by hour, shape ``(hour,)`` [°C].
    """
    relative = humidity_relative_from_ratio(
        outdoor.temp_mean, outdoor.humidity_ratio, outdoor.weather.pressure
    )
    pairs = zip(outdoor.temp_mean, relative, strict=True)
    return np.array([heat_index_rothfusz(temp, damp) for temp, damp in pairs])
