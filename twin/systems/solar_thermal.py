"""Solar thermal collector on a steady day: optical gain less losses."""

from typing import Final, NamedTuple

from numba import njit


class Collector(NamedTuple):
    """A collector by its test report."""

    area: float
    """Reference area of the test, zero without a collector [m²]."""
    optical: float
    """Efficiency without losses, η0 [-]."""
    loss: float
    """Heat loss coefficient a1 [W/(m²K)]."""
    loss_square: float
    """Temperature dependence of the heat loss a2 [W/(m²K²)]."""
    pump: float
    """Electric power per area while heat is gained [W/m²]."""


NO_COLLECTOR: Final = Collector(0.0, 0.0, 0.0, 0.0, 0.0)
"""No collector."""
PIPE_LOSS: Final = 0.05
"""Share of the gain lost between collector and tank; status A [-]."""


def flat_plate(area: float) -> Collector:
    """Return a typical selective flat plate.

    Parameters
    ----------
    area
        Reference area [m²].

    Returns
    -------
    Collector
        η0 0.78, a1 3.5, a2 0.015, pump 5 W/m²; status G.
    """
    return Collector(area, 0.78, 3.5, 0.015, 5.0)


def evacuated_tube(area: float) -> Collector:
    """Return a typical evacuated-tube collector with thermosiphon.

    Parameters
    ----------
    area
        Reference area [m²].

    Returns
    -------
    Collector
        η0 0.65, a1 1.5, a2 0.008, no pump; status G.
    """
    return Collector(area, 0.65, 1.5, 0.008, 0.0)


@njit(cache=True, error_model="numpy")
def heat_collector(
    collector: Collector,
    irradiance_plane: float,
    temp_collector: float,
    temp_outdoor: float,
) -> float:
    r"""Return the useful heat of a collector, never below zero: the pump stops.

    .. math:: \dot Q = A\,(\eta_0 G - a_1 \Delta\theta - a_2 \Delta\theta^2)

    Parameters
    ----------
    collector
        Area and coefficients.
    irradiance_plane
        Global irradiance on the collector [W/m²].
    temp_collector
        Mean temperature of the fluid; that of the tank stands for it [°C].
    temp_outdoor
        Outdoor temperature; colder fluid gains by it [°C].

    Returns
    -------
    float
        Heat into the fluid [W].

    Notes
    -----
    Incidence-angle modifier, wind and heat capacity of the collector are left out.

    References
    ----------
    EN ISO 9806:2017, clause 23 (steady state, former EN 12975-2 form).

    Examples
    --------
    >>> round(heat_collector(flat_plate(1.0), 800.0, 50.0, 20.0), 1)
    505.5
    """
    warmer = temp_collector - temp_outdoor
    loss = collector.loss * warmer + collector.loss_square * warmer * abs(warmer)
    return collector.area * max(collector.optical * irradiance_plane - loss, 0.0)
