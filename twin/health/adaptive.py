"""Adaptive comfort: what people accept indoors follows the outdoors of past days."""

from typing import Final

import numpy as np

from twin.ground.types import FloatArray

MEMORY: Final = 0.8
"""Weight of the day before in the running mean, EN 16798-1 [-]."""
RANGE: Final = (10.0, 30.0)
"""Running means for which the model holds [°C]."""
BANDS: Final = ((-3.0, 2.0), (-4.0, 3.0), (-5.0, 4.0))
"""Lower and upper offset of categories I, II and III [K]."""
_SPIN_UP: Final = 30  # days of December that precede the year


def temp_running_mean(temp_outdoor: FloatArray) -> FloatArray:
    r"""Return the running mean of the outdoor temperature of each day.

    .. math:: \theta_{rm} = (1-\alpha)\,\theta_{ed-1} + \alpha\,\theta_{rm-1}

    Parameters
    ----------
    temp_outdoor
        Outdoor temperature, shape ``(8760,)`` [°C].

    Returns
    -------
    FloatArray
        Running mean before each day, shape ``(365,)``; December precedes January [°C].

    References
    ----------
    EN 16798-1:2019, Annex B, eq. B.2 (status S).
    """
    daily = temp_outdoor.reshape(-1, 24).mean(axis=1)
    running = float(daily[-_SPIN_UP])
    for day in daily[-_SPIN_UP:]:
        running = (1.0 - MEMORY) * float(day) + MEMORY * running
    result = np.empty(len(daily))
    for number, day in enumerate(daily):
        result[number] = running
        running = (1.0 - MEMORY) * float(day) + MEMORY * running
    return result


def temp_comfort_en16798(temp_running: FloatArray) -> FloatArray:
    r"""Return the comfort temperature, :math:`0.33\,\theta_{rm} + 18.8`.

    Parameters
    ----------
    temp_running
        Running mean of the outdoor temperature [°C].

    Returns
    -------
    FloatArray
        Operative temperature at the middle of the bands [°C]. Outside `RANGE` the
        value at its edge, so that hours can be counted; they are marked apart.

    References
    ----------
    EN 16798-1:2019, Annex B.2.2 (status S).

    Examples
    --------
    >>> float(temp_comfort_en16798(np.array([25.0]))[0])
    27.05
    """
    return np.asarray(0.33 * np.clip(temp_running, *RANGE) + 18.8)
