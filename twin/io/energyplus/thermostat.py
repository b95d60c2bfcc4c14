"""Which zones are held at set-points, and templates of ideal loads written out."""

from collections.abc import Mapping
from typing import Any, Final

from twin.io.energyplus.demand import Demand, set_points
from twin.io.energyplus.objects import Model, Object, fold
from twin.io.energyplus.schedule import Schedules

IDEAL: Final = "ZoneHVAC:IdealLoadsAirSystem"
_FOUR: Final = {"singleheating": 1, "singlecooling": 2, "dualsetpoint": 4}
_HEATING: Final = "heating_setpoint_temperature_schedule_name"
_COOLING: Final = "cooling_setpoint_temperature_schedule_name"
_ANY: Final = "any number"
_FIELDS: Final = (
    "maximum_heating_supply_air_temperature",
    "minimum_cooling_supply_air_temperature",
    "maximum_heating_supply_air_humidity_ratio",
    "minimum_cooling_supply_air_humidity_ratio",
    "heating_limit",
    "maximum_heating_air_flow_rate",
    "maximum_sensible_heating_capacity",
    "cooling_limit",
    "maximum_cooling_air_flow_rate",
    "maximum_total_cooling_capacity",
)


def write_out_templates(raw: Mapping[str, Any]) -> dict[str, Any]:
    """Return a model whose templates of ideal loads are written out.

    EnergyPlus leaves that to a program that does not travel with it.

    Parameters
    ----------
    raw
        Objects by type and name, as epJSON.

    Returns
    -------
    dict[str, Any]
        New model without ``HVACTemplate:Zone:IdealLoadsAirSystem`` and
        ``HVACTemplate:Thermostat``.
    """
    template = "hvactemplate:zone:idealloadsairsystem"
    if not any(fold(kind) == template for kind in raw):
        return dict(raw)
    model = Model(raw)
    dropped = (template, "hvactemplate:thermostat")
    made: dict[str, Any] = {k: v for k, v in raw.items() if fold(k) not in dropped}
    for item in model.every("HVACTemplate:Zone:IdealLoadsAirSystem"):
        thermostat = model.find(
            item.text("template_thermostat_name"), "HVACTemplate:Thermostat"
        )
        for kind, name, fields in _parts(item, thermostat):
            made[kind] = {**made.get(kind, {}), name: fields}
    return made


def _parts(
    item: Object, thermostat: Object | None
) -> list[tuple[str, str, dict[str, Any]]]:
    """Return the objects for which a template stands: type, name, fields."""
    zone = item.text("zone_name")
    limits = {name: item.fields[name] for name in _FIELDS if name in item.fields}
    parts = ideal_parts(zone, limits)
    return parts if thermostat is None else parts + _controls(zone, thermostat)


def ideal_parts(
    zone: str, limits: Mapping[str, Any] | None = None
) -> list[tuple[str, str, dict[str, Any]]]:
    """Return the objects of an ideal load that neither dries nor moistens.

    Parameters
    ----------
    zone
        Zone that it conditions.
    limits
        Fields of the ideal load beyond those.

    Returns
    -------
    list[tuple[str, str, dict[str, Any]]]
        Type, name and fields of each object.
    """
    return [
        (
            IDEAL,
            f"{zone} ideal",
            {
                "zone_supply_air_node_name": f"{zone} inlet",
                "dehumidification_control_type": "None",
                "humidification_control_type": "None",
                **(limits or {}),
            },
        ),
        (
            "ZoneHVAC:EquipmentList",
            f"{zone} equipment",
            {
                "equipment": [
                    {
                        "zone_equipment_object_type": IDEAL,
                        "zone_equipment_name": f"{zone} ideal",
                        "zone_equipment_cooling_sequence": 1,
                        "zone_equipment_heating_or_no_load_sequence": 1,
                    }
                ],
                "load_distribution_scheme": "SequentialLoad",
            },
        ),
        (
            "ZoneHVAC:EquipmentConnections",
            f"{zone} connections",
            {
                "zone_name": zone,
                "zone_conditioning_equipment_list_name": f"{zone} equipment",
                "zone_air_inlet_node_or_nodelist_name": f"{zone} inlet",
                "zone_air_node_name": f"{zone} air",
                "zone_return_air_node_or_nodelist_name": f"{zone} return",
            },
        ),
    ]


def _controls(zone: str, item: Object) -> list[tuple[str, str, dict[str, Any]]]:
    """Return the thermostat of a zone from its template."""
    setpoints: dict[str, Any] = {}
    made: list[tuple[str, str, dict[str, Any]]] = []
    for side in ("heating", "cooling"):
        name = item.text(f"{side}_setpoint_schedule_name")
        if not name:
            name = f"{item.name} {side} set-point"
            value = item.number(f"constant_{side}_setpoint")
            made.append(("Schedule:Constant", name, _constant(value)))
        setpoints[f"{side}_setpoint_temperature_schedule_name"] = name
    control = {
        "zone_or_zonelist_name": zone,
        "control_type_schedule_name": "thermostat control type 4",
        "control_1_object_type": "ThermostatSetpoint:DualSetpoint",
        "control_1_name": f"{item.name} set-points",
    }
    return [
        *made,
        ("Schedule:Constant", "thermostat control type 4", _constant(4.0)),
        ("ScheduleTypeLimits", _ANY, {}),
        ("ThermostatSetpoint:DualSetpoint", f"{item.name} set-points", setpoints),
        ("ZoneControl:Thermostat", f"{zone} thermostat", control),
    ]


def _constant(value: float) -> dict[str, Any]:
    """Return the fields of a constant schedule."""
    return {"schedule_type_limits_name": _ANY, "hourly_value": value}


def read_thermostats(
    model: Model, schedules: Schedules, zones: Mapping[str, Demand]
) -> None:
    """Set which zones are held at which set-points.

    A zone is held if it has a thermostat and equipment. Whatever that equipment is,
    an ideal load takes its place.

    Parameters
    ----------
    model
        Model; problems and notices are recorded in it.
    schedules
        Its schedules.
    zones
        Zones by folded name; set-points are written.
    """
    equipped = _equipment(model)
    for item in model.every("ZoneControl:Thermostat"):
        target = item.text("zone_or_zonelist_name")
        listed = model.find(target, "ZoneList")
        names = [target]
        if listed is not None:
            names = [str(one.get("zone_name", "")) for one in listed.rows("zones")]
        for name in names:
            zone = zones.get(fold(name))
            if zone is None:
                item.refuse("zone_or_zonelist_name", "names no zone", name)
            elif fold(name) in equipped:
                _hold(item, model, schedules, zone)
            else:
                item.note(f"zone {name} has no equipment: it floats")


def _hold(item: Object, model: Model, schedules: Schedules, zone: Demand) -> None:
    """Write the set-points of a thermostat into a zone."""
    control = _control(item, model)
    if control is None:
        return
    kind = fold(control.kind).removeprefix("thermostatsetpoint:")
    modes = schedules.named(item, "control_type_schedule_name").hour_means()
    if not (modes == _FOUR[kind]).all():
        item.note("control type that changes: set-points hold at all times")
    single = "setpoint_temperature_schedule_name"
    if kind != "singlecooling":
        field = _HEATING if kind == "dualsetpoint" else single
        zone.heating = set_points(control, schedules, field)
    if kind != "singleheating":
        field = _COOLING if kind == "dualsetpoint" else single
        zone.cooling = set_points(control, schedules, field)
    zone.is_conditioned = True
    if item.number("temperature_difference_between_cutout_and_setpoint", 0.0):
        item.note("cut-out difference left out")


def _control(item: Object, model: Model) -> Object | None:
    """Return the control of a thermostat, the one with both set-points first."""
    kinds = {
        number: item.text(f"control_{number}_object_type")
        for number in range(1, 5)
        if item.text(f"control_{number}_object_type")
    }
    known = {n: k for n, k in kinds.items() if fold(k).split(":")[-1] in _FOUR}
    if not known:
        message = "must be DualSetpoint, SingleHeating or SingleCooling"
        item.refuse("control_1_object_type", message, kinds.get(1))
        return None
    number = max(known, key=lambda one: _FOUR[fold(known[one]).split(":")[-1]])
    if len(kinds) > 1:
        item.note(f"of several controls {known[number]} is taken, at all times")
    name = item.text(f"control_{number}_name")
    found = model.find(name, known[number])
    if found is None:
        item.refuse(f"control_{number}_name", "names no such object", name)
    return found


def _equipment(model: Model) -> set[str]:
    """Return the zones with equipment, and note what it is taken for."""
    found: set[str] = set()
    for item in model.every("ZoneHVAC:EquipmentConnections"):
        zone = item.text("zone_name")
        name = item.text("zone_conditioning_equipment_list_name")
        listed = model.find(name, "ZoneHVAC:EquipmentList")
        kinds = [
            str(one.get("zone_equipment_object_type", ""))
            for one in (listed.rows("equipment") if listed is not None else [])
        ]
        if kinds:
            found.add(fold(zone))
        for kind in kinds:
            if fold(kind) != fold(IDEAL):
                model.findings.note(kind, zone, "taken as an ideal load")
    for item in model.every(IDEAL):
        _note_limits(item)
    return found


def _note_limits(item: Object) -> None:
    """Note what an ideal load has that is left out."""
    for side in ("heating", "cooling"):
        if fold(item.text(f"{side}_limit", "NoLimit")) != "nolimit":
            item.note(f"limit of {side} left out")
        if item.text(f"{side}_availability_schedule_name"):
            item.note(f"{side} taken as available at all times")
    if item.text("availability_schedule_name"):
        item.note("taken as available at all times")
    if item.text("design_specification_outdoor_air_object_name"):
        item.note("outdoor air of the system left out")
    for side in ("dehumidification", "humidification"):
        kind = fold(item.text(f"{side}_control_type", "None"))
        if kind not in {"none", "constantsensibleheatratio"}:
            item.note(f"{side} left out")
