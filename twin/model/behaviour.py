"""Who opens windows, when and how far."""

from dataclasses import dataclass

Hours24 = tuple[float, ...]
"""Twenty-four values, one for each hour of the day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Behaviour:
    """Habits of opening windows, a named and replaceable pack.

    Shares are of the area that can be opened. What is asked for comfort or against damp
    obeys the limits of the weather; airing, burners and what never shuts do not.
    """

    name: str
    temp_opening: float
    """Room temperature above which people begin to open for comfort [°C]."""
    temp_band: float
    """Further kelvin until windows stand as open as they get [K]."""
    temp_outdoor_least: float
    """Outdoor temperature below which comfort opens nothing [°C]."""
    temp_outdoor_most: float
    """Outdoor temperature above which comfort opens nothing [°C]."""
    warmer_tolerated: float
    """Kelvin by which outdoors may be warmer than the room [K]."""
    share_most: float
    """Opening when it is warm and somebody is awake [-]."""
    share_cooking: float
    """Least opening while a burner or a fire cooks, whatever the weather [-]."""
    share_sleep_least: float
    """Least opening while people sleep, if the weather allows it [-]."""
    share_sleep_most: float
    """Largest opening while people sleep [-]."""
    share_empty: float
    """Part of the comfort opening that stays when nobody is in, 0 for security [-]."""
    share_cooling: float
    """Largest opening while cooling runs, 0 where windows are shut for it [-]."""
    share_humid: float
    """Opening against damp air, where outdoors is drier [-]."""
    humidity_opening: float
    """Relative humidity of the room above which people open against damp [-]."""
    share_least: float
    """Opening that never shuts: a hall without walls, a veranda, a grille [-]."""
    airing_hours: Hours24
    """Opening at fixed times whatever the temperature, by hour of the day [-]."""
    sleep_hours: Hours24
    """1 in hours in which those present in bedrooms sleep, else 0 [-]."""
    share_done: float = 1.0
    """Part of all this that is done, what never shuts apart [-]."""
