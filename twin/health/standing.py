"""Radiation on a person who stands outdoors, in the sun or in the shade."""

from typing import Final

import numpy as np

from twin.ground.constants import KELVIN, STEFAN_BOLTZMANN
from twin.ground.types import FloatArray, Real

ABSORPTIVITY_PERSON: Final = 0.7
"""Share of sunlight that skin and clothes absorb, ISO 7726 (status G) [-]."""
EMISSIVITY_PERSON: Final = 0.97
"""Long-wave emissivity of skin and clothes, ISO 7726 (status G) [-]."""
EMISSIVITY_GROUND: Final = 0.95
"""Long-wave emissivity of paving and soil (status G) [-]."""
_HALF: Final = 0.5  # of a small body's view, above and below the horizon
_STORED_DAY: Final = 0.19  # share of net radiation that goes into the ground
_STORED_NIGHT: Final = 0.32
_FILM: Final = (6.2, 4.26)  # W/(m² K), and per m/s
_ROUNDS: Final = 60


def projected_area_factor(sun_elevation: Real) -> FloatArray:
    r"""Return the share of a standing body that faces the beam, all sides alike.

    .. math:: f_p = 0.308 \cos\!\left(\gamma\,(1 - \gamma^2 / 48402)\right)

    Parameters
    ----------
    sun_elevation
        Elevation of the sun; below the horizon nothing faces it [°].

    Returns
    -------
    FloatArray
        Projected over effective radiating area [-].

    References
    ----------
    Fanger (1970), Thermal Comfort; fit of VDI 3787 part 2 (status G).

    Examples
    --------
    >>> round(float(projected_area_factor(30.0)), 3)
    0.268
    """
    height = np.asarray(sun_elevation, dtype=np.float64)
    bent = np.radians(height * (1.0 - height**2 / 48402.0))
    return np.asarray(np.where(height > 0.0, 0.308 * np.cos(bent), 0.0))


def temp_ground_surface(
    temp_outdoor: Real,
    wind_speed: Real,
    irradiance_global: Real,
    radiation_incoming: Real,
    albedo: float,
    bowen: float,
) -> FloatArray:
    r"""Return the surface temperature of the ground that closes its heat balance.

    .. math:: Q = (1 - \rho) G + \varepsilon (L - \sigma T_s^4), \qquad
              T_s = T_a + \frac{(1 - c) Q}{(1 + 1/\beta)(6.2 + 4.26\,v)}

    with c = 0.19 while :math:`Q > 0`, else 0.32, the share that the ground stores.

    Parameters
    ----------
    temp_outdoor
        Air temperature [°C].
    wind_speed
        Wind speed at 10 m [m/s].
    irradiance_global
        Sunlight that reaches the ground [W/m²].
    radiation_incoming
        Long waves that reach the ground [W/m²].
    albedo
        Share of sunlight that the ground reflects [-].
    bowen
        Sensible over latent heat that the ground gives off, above 0; infinity where
        nothing evaporates [-].

    Returns
    -------
    FloatArray
        Surface temperature, of the broadcast shape [°C].

    References
    ----------
    Matzarakis, Rutz and Mayer (2010), Int. J. Biometeorol. 54, 131,
    doi 10.1007/s00484-009-0261-0 (coefficients: status G).
    """
    air = np.asarray(temp_outdoor, dtype=np.float64)
    film = (1.0 + 1.0 / bowen) * (_FILM[0] + _FILM[1] * np.asarray(wind_speed))
    light = (1.0 - albedo) * np.asarray(irradiance_global)
    light = light + EMISSIVITY_GROUND * np.asarray(radiation_incoming)
    low, high = np.broadcast_arrays(air - 60.0, air + 150.0)
    low, high = low + 0.0 * light, high + 0.0 * light
    for _ in range(_ROUNDS):
        middle = 0.5 * (low + high)
        glow = EMISSIVITY_GROUND * STEFAN_BOLTZMANN * (middle + KELVIN) ** 4
        net = light - glow
        kept = np.where(net > 0.0, 1.0 - _STORED_DAY, 1.0 - _STORED_NIGHT)
        is_cold = kept * net > film * (middle - air)
        low = np.where(is_cold, middle, low)
        high = np.where(is_cold, high, middle)
    return np.asarray(0.5 * (low + high))


def temp_radiant_standing(  # noqa: PLR0913, PLR0917 - as many streams meet on a body
    temp_outdoor: Real,
    wind_speed: Real,
    sun_elevation: Real,
    irradiance_direct: Real,
    irradiance_diffuse: Real,
    radiation_sky: Real,
    sky_view: float,
    albedo: float,
    bowen: float,
) -> FloatArray:
    r"""Return the mean radiant temperature of a person who stands outdoors.

    .. math:: \varepsilon\sigma T_{mrt}^4 = \alpha \left(f_p I
              + \tfrac12 s D + \tfrac12 \rho G\right)
              + \varepsilon \left(\tfrac12 (s L + (1 - s)\,\sigma T_a^4)
              + \tfrac12 L_g\right)

    Walls and crowns hide the share 1 − s of the sky, are as warm as the air and
    reflect no light. The ground receives :math:`G = I \sin\gamma + s D`, reflects
    its albedo and takes the temperature that `temp_ground_surface` gives.

    Parameters
    ----------
    temp_outdoor
        Air temperature [°C].
    wind_speed
        Wind speed at 10 m [m/s].
    sun_elevation
        Elevation of the sun [°].
    irradiance_direct
        Beam normal to the sun; nothing for a person in the shade [W/m²].
    irradiance_diffuse
        Diffuse light of an open sky on the horizontal [W/m²].
    radiation_sky
        Long waves of an open sky on the horizontal [W/m²].
    sky_view
        Share of the upper half of the view that is sky, 0 to 1 [-].
    albedo
        Share of sunlight that the ground reflects [-].
    bowen
        Sensible over latent heat of the ground, above 0 [-].

    Returns
    -------
    FloatArray
        Mean radiant temperature, of the broadcast shape [°C].

    References
    ----------
    VDI 3787 part 2 (status G); Matzarakis, Rutz and Mayer (2010), Int. J. Biometeorol.
    54, 131, doi 10.1007/s00484-009-0261-0.
    """
    height = np.asarray(sun_elevation, dtype=np.float64)
    beam = np.where(height > 0.0, irradiance_direct, 0.0)
    diffuse = sky_view * np.asarray(irradiance_diffuse)
    glow_air = (
        STEFAN_BOLTZMANN * (np.asarray(temp_outdoor, dtype=np.float64) + KELVIN) ** 4
    )
    above = sky_view * np.asarray(radiation_sky) + (1.0 - sky_view) * glow_air
    ground = beam * np.sin(np.radians(np.maximum(height, 0.0))) + diffuse
    surface = temp_ground_surface(
        temp_outdoor, wind_speed, ground, above, albedo, bowen
    )
    glow = EMISSIVITY_GROUND * STEFAN_BOLTZMANN * (surface + KELVIN) ** 4
    below = glow + (1.0 - EMISSIVITY_GROUND) * above
    light = projected_area_factor(height) * beam + _HALF * (diffuse + albedo * ground)
    warmth = _HALF * (above + below)
    absorbed = ABSORPTIVITY_PERSON / EMISSIVITY_PERSON * light + warmth
    return np.asarray((absorbed / STEFAN_BOLTZMANN) ** 0.25 - KELVIN)
