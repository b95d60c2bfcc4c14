"""How far windows stand open: habits as a rule without branches.

The rule is one scalar function that the kernel inlines; its constants are those of
`OpeningRules`, one number each, and belong to a zone.
"""

from typing import Final, NamedTuple

from numba import njit

from twin.model.behaviour import Behaviour

_WEATHER_BAND: Final = 1.0  # K from a limit of the weather to the full opening
_HUMIDITY_BAND: Final = 0.1  # relative humidity from shut to the full opening


class OpeningRules(NamedTuple):
    """Constants of a zone; meaning as in `twin.model.behaviour.Behaviour`."""

    temp_opening: float
    """Room temperature at which opening begins [°C]."""
    slope: float
    """Share opened per kelvin above it, one over the band [1/K]."""
    temp_outdoor_least: float
    """Outdoor temperature below which comfort opens nothing [°C]."""
    temp_outdoor_most: float
    """Outdoor temperature above which comfort opens nothing [°C]."""
    warmer_tolerated: float
    """Kelvin by which outdoors may be warmer [K]."""
    share_most: float
    """Opening when it is warm [-]."""
    share_cooking: float
    """Least opening while a burner cooks [-]."""
    share_sleep_least: float
    """Least opening at sleep [-]."""
    share_sleep_most: float
    """Largest opening at sleep [-]."""
    share_empty: float
    """Part that stays open when nobody is in [-]."""
    share_cooling: float
    """Largest opening while cooling runs [-]."""
    share_humid: float
    """Opening against damp [-]."""
    humidity_opening: float
    """Relative humidity that asks for it [-]."""
    share_least: float
    """Opening that never shuts [-]."""
    share_done: float
    """Part of what is asked for that is done [-]."""


class OpeningState(NamedTuple):
    """State of a zone and its hour; marks are 1 or 0, or a share of the hour."""

    temp_air: float
    """Air or operative temperature of the room [°C]."""
    temp_outdoor: float
    """Outdoor temperature [°C]."""
    humidity_relative: float
    """Relative humidity of the room [-]."""
    is_drier: float
    """Whether outdoor air holds less water than the room's [-]."""
    is_present: float
    """Whether somebody is in [-]."""
    is_asleep: float
    """Whether those present sleep [-]."""
    is_cooling: float
    """Whether cooling runs [-]."""
    is_burning: float
    """Whether a burner or a fire cooks in the room [-]."""
    airing: float
    """Opening by the clock in this hour, zero when nobody is in [-]."""


def opening_rules(behaviour: Behaviour) -> OpeningRules:
    """Return the constants of a behaviour for the kernel.

    Parameters
    ----------
    behaviour
        Habits of a zone; the band is above zero.

    Returns
    -------
    OpeningRules
        One number each.
    """
    return OpeningRules(
        temp_opening=behaviour.temp_opening,
        slope=1.0 / behaviour.temp_band,
        temp_outdoor_least=behaviour.temp_outdoor_least,
        temp_outdoor_most=behaviour.temp_outdoor_most,
        warmer_tolerated=behaviour.warmer_tolerated,
        share_most=behaviour.share_most,
        share_cooking=behaviour.share_cooking,
        share_sleep_least=behaviour.share_sleep_least,
        share_sleep_most=behaviour.share_sleep_most,
        share_empty=behaviour.share_empty,
        share_cooling=behaviour.share_cooling,
        share_humid=behaviour.share_humid,
        humidity_opening=behaviour.humidity_opening,
        share_least=behaviour.share_least,
        share_done=behaviour.share_done,
    )


@njit(cache=True, inline="always", error_model="numpy")
def _ramp(value: float) -> float:
    """Return a value held between 0 and 1."""
    return min(max(value, 0.0), 1.0)


@njit(cache=True, inline="always", error_model="numpy")
def opening_share(rules: OpeningRules, state: OpeningState) -> float:
    r"""Return the share of the openable area that stands open in this hour.

    Every condition is a ramp from 0 to 1, so that nothing flips on a hundredth of a
    kelvin. In this order, later lines win:

    1. comfort: warmth above the opening temperature, weather allowing;
    2. damp: humidity above its limit, outdoors drier and not too cold;
    3. sleep holds the larger of both between its least and its largest opening;
    4. when nobody is in, only a part of it stays;
    5. airing by the clock;
    6. cooling limits what is open;
    7. a burner asks for its opening, whatever else;
    8. habits may leave a part of all this undone;
    9. what never shuts is open.

    Parameters
    ----------
    rules
        Constants of the zone.
    state
        Room, weather and people of the hour.

    Returns
    -------
    float
        Share, 0 to 1 [-].

    Notes
    -----
    A mean of many rooms rather than the story of one window: nothing is drawn.

    Examples
    --------
    >>> rules = OpeningRules(24.0, 0.5, 14.0, 60.0, 2.0, 1.0, 0.5, *(0.0,) * 7, 1.0)
    >>> noon = OpeningState(29.0, 33.0, 0.7, 1.0, 1.0, 0.0, 0.0, 1.0, 0.0)
    >>> opening_share(rules, noon)
    0.5
    """
    outdoor = state.temp_outdoor
    mild = _ramp((outdoor - rules.temp_outdoor_least) / _WEATHER_BAND)
    warmer = outdoor - state.temp_air
    cool = min(
        _ramp((rules.temp_outdoor_most - outdoor) / _WEATHER_BAND),
        _ramp((rules.warmer_tolerated - warmer) / _WEATHER_BAND),
    )
    allowed = mild * cool
    warmth = _ramp((state.temp_air - rules.temp_opening) * rules.slope)
    damp = _ramp((state.humidity_relative - rules.humidity_opening) / _HUMIDITY_BAND)
    asked = max(
        rules.share_most * warmth * allowed,
        rules.share_humid * damp * state.is_drier * mild,
    )
    night = max(asked, rules.share_sleep_least * allowed)
    night = min(night, rules.share_sleep_most)
    asked += state.is_asleep * (night - asked)
    asked *= rules.share_empty + state.is_present * (1.0 - rules.share_empty)
    asked = max(asked, state.airing)
    asked += state.is_cooling * (min(asked, rules.share_cooling) - asked)
    asked = max(asked, rules.share_cooking * state.is_burning)
    return min(max(asked * rules.share_done, rules.share_least), 1.0)
