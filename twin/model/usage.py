"""How a room is used: people, gains, set-points and habits."""

from dataclasses import dataclass, replace
from typing import Final

from twin.model.behaviour import Behaviour, Hours24

__all__ = ["Hours24", "Usage"]

_PLAIN: Final = Behaviour(
    name="plain",
    temp_opening=25.0,
    temp_band=2.0,
    temp_outdoor_least=14.0,
    temp_outdoor_most=60.0,
    warmer_tolerated=2.0,
    share_most=1.0,
    share_cooking=0.0,
    share_sleep_least=0.0,
    share_sleep_most=1.0,
    share_empty=0.0,
    share_cooling=0.0,
    share_humid=0.0,
    humidity_opening=1.0,
    share_least=0.0,
    airing_hours=(0.0,) * 24,
    sleep_hours=(0.0,) * 24,
)
"""Rule of a usage without habits of its own, its opening temperature apart."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Usage:
    """Use of a zone over the day, the week and the year."""

    name: str
    is_bedroom: bool
    """Whether people sleep in it; its night hours are judged apart."""
    occupancy_weekday: Hours24
    """Share of the zone's people present, Monday to Friday [-]."""
    occupancy_weekend: Hours24
    """Share of the zone's people present, Saturday and Sunday [-]."""
    presence_month: tuple[float, ...]
    """Multiplier of occupancy in each of the twelve months [-]."""
    metabolic_rate: float
    """Activity of the people [met]."""
    heat_sensible_person: float
    """Sensible heat of one person at 26 °C [W]."""
    heat_latent_person: float
    """Latent heat of one person at 26 °C [W]."""
    co2_person: float
    """CO₂ that one person breathes out, at 0 °C and 101 325 Pa [m³/s]."""
    lighting: float
    """Installed lighting power [W/m²]."""
    lighting_share: Hours24
    """Share of the lighting that is on when people are present [-]."""
    appliances: float
    """Installed appliance power [W/m²]."""
    appliances_share: Hours24
    """Share of the appliances that runs, people or not [-]."""
    moisture_source: float
    """Mean moisture from washing and wet surfaces, cooking apart [kg/s]."""
    cooling_hours: Hours24
    """1 where cooling may run, 0 where it may not, by hour of the day [-]."""
    cooling_trigger: float
    """Operative temperature at which people switch cooling on [°C]."""
    cooling_setpoint: float
    """Air temperature that cooling holds [°C]."""
    cooling_needs_people: bool
    """Whether cooling stops when the zone is empty (part time, part space)."""
    heating_setpoint: float
    """Air temperature that heating holds, if there is any [°C]."""
    window_opening_temp: float
    """Air temperature above which people open windows while cooling is off [°C]."""
    flow_outdoor_person: float
    """Mechanical outdoor air per person present; zero without a fan [m³/s]."""
    appliances_radiant: float = 0.4
    """Radiant share of the appliances' heat [-]."""
    cooling_setpoint_hours: Hours24 = ()
    """Cooling set-point at the end of each hour of the day, empty for constant [°C]."""
    heating_setpoint_hours: Hours24 = ()
    """Heating set-point at the end of each hour of the day, empty for constant [°C]."""
    behaviour: Behaviour | None = None
    """Who opens windows when; None for the plain rule of `window_opening_temp`."""
    fan_limit: float = 26.0
    """Operative temperature above which people switch ceiling fans on, at the latest
    the cooling set-point [°C]."""
    fan_setback: float = 1.0
    """Share of what moving air allows by which people with fans cool less [-]."""

    @property
    def opening(self) -> Behaviour:
        """Who opens windows when: the named habits, or the plain rule.

        Without habits windows open over two kelvin above `window_opening_temp` while
        somebody is in and it is neither cold nor much warmer outdoors.
        """
        if self.behaviour is not None:
            return self.behaviour
        return replace(_PLAIN, temp_opening=self.window_opening_temp)
