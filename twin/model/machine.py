"""Machines that stand in a zone: ceiling fans, a ventilation unit, a heat pump."""

from dataclasses import dataclass

from twin.model.behaviour import Hours24


@dataclass(frozen=True, slots=True, kw_only=True)
class CeilingFans:
    """Fans of one storey of a zone; who is there sets them by a regulator."""

    number: float
    """How many, per storey [-]."""
    power: float
    """Electric power of one fan at full speed [W]."""
    air_speed: float
    """Mean air speed where people are, all fans at full speed [m/s]."""
    standby: float = 0.0
    """Power of the receiver of one fan, on or off [W]."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ventilation:
    """A unit that brings outdoor air into one storey of a zone, or takes air out."""

    flow_hours: Hours24 = ()
    """Outdoor air in each hour of the day, empty for none by the clock [m³/s]."""
    flow_person: float = 0.0
    """Outdoor air for each person present, added to that by the clock [m³/s]."""
    sensible: float = 0.0
    """Temperature effectiveness of the exchanger, zero without [-]."""
    latent: float = 0.0
    """Humidity effectiveness, zero for a sensible exchanger [-]."""
    specific_power: float = 750.0
    """Electric power of each fan per flow [J/m³]."""
    temp_frost: float = -100.0
    """Least temperature at which exhaust may leave the exchanger [°C]."""
    temp_bypass: float = 100.0
    """Room temperature above which cooler outdoor air goes past the exchanger [°C]."""
    is_balanced: bool = True
    """Whether a second fan blows in what the first takes out; else air comes through
    leaks and windows."""
    filter_efficiency: float = 0.0
    """Share of fine particles that its filter keeps from the supply air [-]."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ZoneHeatPump:
    """A reversible split that heats one storey of a zone."""

    capacity: float
    """Heating capacity at 8.33 °C outdoors, 21.1 °C indoors [W]."""
    efficiency: float
    """Heat over power at the same point, COP [-]."""
    backup: float = 0.0
    """Capacity of the electric backup, zero without [W]."""
    temp_least: float = -20.0
    """Outdoor temperature below which the compressor stays off [°C]."""
    is_inverter: bool = True
    """Whether it modulates; else it cycles."""
