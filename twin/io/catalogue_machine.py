"""Machines of the catalogue that act in rooms: fans, ventilation, reversible splits."""

from pydantic import Field

from twin.ground.quality import Status
from twin.io.catalogue_number import (
    AmountRecord,
    NumberRecord,
    PositiveRecord,
    ShareRecord,
)
from twin.io.schema import Strict
from twin.model.component import (
    Factor,
    FanTraits,
    HeatingTraits,
    Kind,
    VentilationTraits,
)

_NONE = AmountRecord(value=0.0, source="has none", status=Status.DERIVED)
_NO_SHARE = ShareRecord(value=0.0, source="has none", status=Status.DERIVED)


class FanRecord(Strict):
    """What a ceiling fan does in a room."""

    power: PositiveRecord = Field(description="Electric power at full speed [W].")
    air_speed: PositiveRecord = Field(
        description="Mean air speed where people are, at full speed [m/s]."
    )
    standby: AmountRecord = Field(default=_NONE, description="Of the receiver [W].")
    floor_area: PositiveRecord = Field(description="Area that one fan serves [m²].")


class VentilationRecord(Strict):
    """What a ventilation unit does in rooms."""

    flow_area: AmountRecord = Field(
        default=_NONE, description="Outdoor air at all times [m³/(sm²)]."
    )
    flow_person: AmountRecord = Field(
        default=_NONE, description="Outdoor air for each person present [m³/s]."
    )
    sensible: ShareRecord = Field(
        default=_NO_SHARE, description="Temperature effectiveness [-]."
    )
    latent: ShareRecord = Field(
        default=_NO_SHARE, description="Humidity effectiveness [-]."
    )
    specific_power: AmountRecord = Field(description="Power of each fan [J/m³].")
    temp_frost: NumberRecord = Field(
        default=NumberRecord(
            value=-100.0, source="has no guard", status=Status.DERIVED
        ),
        description="Least temperature of the exhaust that leaves [°C].",
    )
    temp_bypass: NumberRecord = Field(
        default=NumberRecord(
            value=100.0, source="has no bypass", status=Status.DERIVED
        ),
        description="Room temperature above which cooler air bypasses it [°C].",
    )
    filter_efficiency: ShareRecord = Field(
        default=_NO_SHARE, description="Share of PM2.5 that its filter keeps [-]."
    )
    is_balanced: bool = Field(
        default=True, description="Supply and exhaust; false for exhaust only."
    )


class HeatingRecord(Strict):
    """How a reversible air conditioner heats."""

    efficiency: PositiveRecord = Field(description="COP at 8.33 °C outdoors [-].")
    capacity_share: PositiveRecord = Field(
        description="Heating capacity there over rated cooling capacity [-]."
    )
    temp_least: NumberRecord = Field(
        description="Outdoor temperature below which it stays off [°C]."
    )


def factor_of(record: NumberRecord, unit: str) -> Factor:
    """Return a record of the file as a factor.

    Parameters
    ----------
    record
        Number with source and status.
    unit
        Its unit.

    Returns
    -------
    Factor
        The same with its unit.
    """
    return Factor(
        value=record.value, unit=unit, source=record.source, status=record.status
    )


def optional_factor(record: NumberRecord | None) -> Factor | None:
    """Return a share of the file as a factor, None where it is not given.

    Parameters
    ----------
    record
        Number with source and status, or None.

    Returns
    -------
    Factor or None
        The same without a unit.
    """
    return None if record is None else factor_of(record, "-")


def fan_traits(record: FanRecord | None) -> FanTraits | None:
    """Return what a ceiling fan does.

    Parameters
    ----------
    record
        Record of the file, None for other products.

    Returns
    -------
    FanTraits or None
        The same for the model.
    """
    if record is None:
        return None
    return FanTraits(
        power=factor_of(record.power, "W"),
        air_speed=factor_of(record.air_speed, "m/s"),
        standby=factor_of(record.standby, "W"),
        floor_area=factor_of(record.floor_area, "m2"),
    )


def ventilation_traits(record: VentilationRecord | None) -> VentilationTraits | None:
    """Return what a ventilation unit does.

    Parameters
    ----------
    record
        Record of the file, None for other products.

    Returns
    -------
    VentilationTraits or None
        The same for the model.
    """
    if record is None:
        return None
    return VentilationTraits(
        flow_area=factor_of(record.flow_area, "m3/(s m2)"),
        flow_person=factor_of(record.flow_person, "m3/s"),
        sensible=factor_of(record.sensible, "-"),
        latent=factor_of(record.latent, "-"),
        specific_power=factor_of(record.specific_power, "J/m3"),
        temp_frost=factor_of(record.temp_frost, "°C"),
        temp_bypass=factor_of(record.temp_bypass, "°C"),
        filter_efficiency=factor_of(record.filter_efficiency, "-"),
        is_balanced=record.is_balanced,
    )


def heating_traits(record: HeatingRecord | None) -> HeatingTraits | None:
    """Return how a reversible air conditioner heats.

    Parameters
    ----------
    record
        Record of the file, None where it does not say.

    Returns
    -------
    HeatingTraits or None
        The same for the model.
    """
    if record is None:
        return None
    return HeatingTraits(
        efficiency=factor_of(record.efficiency, "-"),
        capacity_share=factor_of(record.capacity_share, "-"),
        temp_least=factor_of(record.temp_least, "°C"),
    )


def unfit_machines(
    name: str,
    kind: Kind,
    given: tuple[
        FanRecord | None, VentilationRecord | None, HeatingRecord | None, bool
    ],
) -> list[tuple[str, str, str | None]]:
    """Return what does not fit the kind of a product.

    Parameters
    ----------
    name
        Name of the product.
    kind
        Its kind.
    given
        What the file says: fan, ventilation, heating, and whether it is an inverter.

    Returns
    -------
    list[tuple[str, str, str | None]]
        Path, message and value given of each problem.
    """
    fan, ventilation, heating, is_inverter = given
    keys = {
        "fan": (kind is Kind.CEILING_FAN, fan is not None),
        "ventilation": (kind is Kind.VENTILATION, ventilation is not None),
    }
    problems: list[tuple[str, str, str | None]] = []
    for key, (is_needed, is_given) in keys.items():
        if is_needed != is_given:
            what = "is required for" if is_needed else "does not apply to"
            message = f"{what} kind {kind.value!r}"
            problems.append((f"products.{name}.{key}", message, None))
    is_cooler = kind is Kind.AIR_CONDITIONER
    for key, is_set in (("heating", heating is not None), ("is_inverter", is_inverter)):
        if is_set and not is_cooler:
            message = f"does not apply to kind {kind.value!r}"
            problems.append((f"products.{name}.{key}", message, None))
    if ventilation is not None:
        problems += _unfit_ventilation(f"products.{name}.ventilation", ventilation)
    return problems


def _unfit_ventilation(
    path: str, record: VentilationRecord
) -> list[tuple[str, str, str | None]]:
    """Return what does not fit together in a ventilation unit."""
    problems: list[tuple[str, str, str | None]] = []
    if record.flow_area.value + record.flow_person.value <= 0.0:
        message = "needs flow_area or flow_person above 0"
        problems.append((path, message, None))
    if record.latent.value > 0.0 and record.sensible.value <= 0.0:
        message = "needs a sensible effectiveness above 0 beside it"
        problems.append((f"{path}.latent", message, f"{record.latent.value:g}"))
    recovers = record.sensible.value > 0.0
    if not record.is_balanced and recovers:
        message = "must be 0 for exhaust only, which has no supply air to warm"
        problems.append((f"{path}.sensible", message, f"{record.sensible.value:g}"))
    return problems
