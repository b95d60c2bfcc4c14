"""Constants of the machines in zones for the kernel."""

from collections.abc import Sequence
from typing import Final

import numpy as np

from twin.annual import scratch as row
from twin.annual.series import FANS, INVERTER, PUMP, UNIT
from twin.ground.types import FloatArray, IntArray
from twin.model.zone import Zone

_MARKS: Final = (
    (FANS, row.FAN_POWER),
    (UNIT, row.HAS_UNIT),
    (PUMP, row.PUMP_CAPACITY),
    (INVERTER, row.COOLING_INVERTER),
)


def machine_rows(zone: Zone) -> tuple[float, ...]:
    """Return the constants of a zone's machines; it counts all its storeys.

    Parameters
    ----------
    zone
        Zone as a variant describes it.

    Returns
    -------
    tuple[float, ...]
        In the order of `twin.annual.series.Rooms`, from `fan_power` on.
    """
    return (*_fans(zone), *_unit(zone), *_pump(zone), float(zone.is_inverter))


def _fans(zone: Zone) -> tuple[float, ...]:
    """Return power, standby and speed of ceiling fans, and what people make of them."""
    fans = zone.ceiling_fans
    if fans is None:
        return (0.0,) * 5
    number = fans.number * zone.multiplier
    return (
        fans.power * number,
        fans.standby * number,
        fans.air_speed,
        zone.usage.fan_limit,
        zone.usage.fan_setback,
    )


def _unit(zone: Zone) -> tuple[float, ...]:
    """Return the constants of a ventilation unit."""
    unit = zone.ventilation
    if unit is None:
        return (0.0,) * 10
    return (
        1.0,
        max(unit.flow_hours, default=0.0) * zone.multiplier,
        unit.flow_person,
        unit.sensible if unit.is_balanced else 0.0,
        unit.latent if unit.is_balanced else 0.0,
        unit.specific_power,
        unit.temp_frost,
        unit.temp_bypass,
        float(unit.is_balanced),
        unit.filter_efficiency,
    )


def _pump(zone: Zone) -> tuple[float, ...]:
    """Return the constants of a heat pump where the zone is heated."""
    pump = zone.heat_pump
    if pump is None or not zone.is_heated:
        return (0.0,) * 5
    storeys = zone.multiplier
    return (
        pump.capacity * storeys,
        pump.efficiency,
        pump.backup * storeys,
        pump.temp_least,
        float(pump.is_inverter),
    )


def find_machines(rooms: FloatArray) -> IntArray:
    """Return which machines each zone has in some lane.

    Parameters
    ----------
    rooms
        Constants of the zones, shape ``(zone, row, lane)`` [any].

    Returns
    -------
    IntArray
        Sums of the marks of `twin.annual.series`, shape ``(zone,)`` [-].
    """
    found = np.zeros(len(rooms), dtype=np.int64)
    for mark, place in _MARKS:
        found += mark * (rooms[:, place] > 0.0).any(axis=-1)
    return found


def scheduled_share(zone: Zone) -> Sequence[float]:
    """Return a ventilation unit's air by the clock over its largest.

    Parameters
    ----------
    zone
        Zone as built; a unit that is added later runs by the same clock.

    Returns
    -------
    Sequence[float]
        24 values, all 1 without a clock [-].
    """
    unit = zone.ventilation
    hours = unit.flow_hours if unit is not None else ()
    most = max(hours, default=0.0)
    return [one / most for one in hours] if most > 0.0 else [1.0] * 24
