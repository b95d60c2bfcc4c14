"""Machines of the zones of a detailed building file."""

from typing import Self

from pydantic import Field, model_validator

from twin.io.day import Amounts, Share, whole_day
from twin.io.filter import Filters
from twin.io.schema import Identifier, Strict
from twin.model.machine import CeilingFans, Ventilation, ZoneHeatPump


class DetailedFans(Strict):
    """Ceiling fans of a zone, for each storey that it stands for."""

    number: float = Field(default=1.0, gt=0.0, le=1000.0, description="How many [-].")
    power: float = Field(gt=0.0, le=1000.0, description="Of one at full speed [W].")
    air_speed: float = Field(
        gt=0.0, le=5.0, description="Mean air speed where people are, full speed [m/s]."
    )
    standby: float = Field(
        default=0.0, ge=0.0, le=100.0, description="Of one, on or off [W]."
    )

    @model_validator(mode="after")
    def _is_below_full_power(self) -> Self:
        """Refuse a fan that draws more when it stands still."""
        if self.standby > self.power:
            message = f"standby must not exceed power ({self.power:g} W)"
            raise ValueError(message)
        return self


class DetailedVentilation(Strict):
    """A unit that brings outdoor air, for each storey that the zone stands for."""

    flow: Amounts = Field(
        default=(0.0,), description="Outdoor air by the clock, one or 24 values [m³/s]."
    )
    flow_person: float = Field(
        default=0.0, ge=0.0, le=0.1, description="For each person present [m³/s]."
    )
    sensible: Share = Field(default=0.0, description="Temperature effectiveness [-].")
    latent: Share = Field(default=0.0, description="Humidity effectiveness [-].")
    specific_power: float = Field(
        default=750.0, ge=0.0, le=10_000.0, description="Of each fan [J/m³]."
    )
    temp_frost: float = Field(
        default=-100.0, ge=-100.0, le=20.0, description="Least of exhaust [°C]."
    )
    temp_bypass: float = Field(
        default=100.0, ge=10.0, le=100.0, description="Bypassed above it [°C]."
    )
    is_balanced: bool = Field(
        default=True, description="Supply and exhaust; false for exhaust only."
    )
    filter_efficiency: Share = Field(
        default=0.0, description="Share of PM2.5 kept from the supply air [-]."
    )
    filter: Identifier | None = Field(
        default=None, description="Class of filters.yaml, else filter_efficiency."
    )

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        """Refuse units without air, or that recover what they do not touch."""
        if max(self.flow) + self.flow_person <= 0.0:
            message = "needs flow or flow_person above 0"
            raise ValueError(message)
        if not self.is_balanced and self.sensible + self.latent > 0.0:
            message = (
                "exhaust only has no supply air to warm: sensible, latent must be 0"
            )
            raise ValueError(message)
        if self.latent > 0.0 and self.sensible <= 0.0:
            message = "latent needs a sensible effectiveness above 0 beside it"
            raise ValueError(message)
        if self.filter is not None and self.filter_efficiency > 0.0:
            message = "give filter or filter_efficiency, not both"
            raise ValueError(message)
        return self


class DetailedHeatPump(Strict):
    """A reversible split that heats a zone, for each storey that it stands for."""

    capacity: float = Field(
        gt=0.0, le=1.0e6, description="Heat at 8.33 °C outdoors, 21.1 °C indoors [W]."
    )
    efficiency: float = Field(gt=0.5, le=12.0, description="COP at the same point [-].")
    backup: float = Field(
        default=0.0, ge=0.0, le=1.0e6, description="Electric backup [W]."
    )
    temp_least: float = Field(
        default=-20.0, ge=-60.0, le=30.0, description="Outdoors; off below it [°C]."
    )
    is_inverter: bool = Field(default=True, description="Modulates, else it cycles.")


def make_fans(record: DetailedFans | None) -> CeilingFans | None:
    """Return the ceiling fans of a zone.

    Parameters
    ----------
    record
        Record of the file, None without.

    Returns
    -------
    CeilingFans or None
        The same for the model.
    """
    return None if record is None else CeilingFans(**dict(record))


def make_ventilation(
    record: DetailedVentilation | None, filters: Filters
) -> Ventilation | None:
    """Return the ventilation unit of a zone.

    Parameters
    ----------
    record
        Record of the file, None without.
    filters
        Classes of filters, that of the record among them.

    Returns
    -------
    Ventilation or None
        The same for the model.
    """
    if record is None:
        return None
    rest = {key: value for key, value in record if key not in {"flow", "filter"}}
    if record.filter is not None:
        rest["filter_efficiency"] = filters.efficiency(record.filter)
    return Ventilation(flow_hours=whole_day(record.flow), **rest)


def make_heat_pump(record: DetailedHeatPump | None) -> ZoneHeatPump | None:
    """Return the heat pump of a zone.

    Parameters
    ----------
    record
        Record of the file, None without.

    Returns
    -------
    ZoneHeatPump or None
        The same for the model.
    """
    return None if record is None else ZoneHeatPump(**dict(record))
