"""The box of the comparison with EnergyPlus: one room, light or heavy, as epJSON.

Geometry and constructions are the project's own. They are no case of any standard.
"""

from typing import Any, Final

LENGTH: Final = 10.0
"""East to west [m]."""
WIDTH: Final = 8.0
"""South to north [m]."""
HEIGHT: Final = 2.8
"""Floor to ceiling [m]."""
TIMESTEP: Final = 6
"""Steps an hour of the comparison [1/h]."""

Point = tuple[float, float, float]

# name: thickness [m], conductivity [W/(mK)], density [kg/m³], heat capacity [J/(kgK)]
_MATERIALS: Final = {
    "cladding": (0.018, 0.13, 500.0, 1600.0),
    "mineral wool wall": (0.10, 0.037, 40.0, 1030.0),
    "mineral wool roof": (0.16, 0.037, 40.0, 1030.0),
    "plasterboard": (0.0125, 0.25, 900.0, 1000.0),
    "render": (0.015, 0.87, 1800.0, 1000.0),
    "foam wall": (0.10, 0.036, 25.0, 1450.0),
    "foam floor": (0.10, 0.036, 25.0, 1450.0),
    "brick": (0.175, 0.80, 1700.0, 900.0),
    "sheathing": (0.022, 0.13, 600.0, 1700.0),
    "boards": (0.022, 0.13, 600.0, 1700.0),
    "screed": (0.08, 1.4, 2000.0, 1000.0),
}
_LIGHT: Final = {
    "wall": ("cladding", "mineral wool wall", "plasterboard"),
    "roof": ("sheathing", "mineral wool roof", "plasterboard"),
    "floor": ("foam floor", "boards"),
}
_HEAVY: Final = {
    "wall": ("render", "foam wall", "brick"),
    "roof": ("sheathing", "mineral wool roof", "plasterboard"),
    "floor": ("foam floor", "screed"),
}
_PANE: Final = {
    "optical_data_type": "SpectralAverage",
    "thickness": 0.004,
    "solar_transmittance_at_normal_incidence": 0.82,
    "front_side_solar_reflectance_at_normal_incidence": 0.075,
    "back_side_solar_reflectance_at_normal_incidence": 0.075,
    "visible_transmittance_at_normal_incidence": 0.89,
    "front_side_visible_reflectance_at_normal_incidence": 0.08,
    "back_side_visible_reflectance_at_normal_incidence": 0.08,
    "infrared_transmittance_at_normal_incidence": 0.0,
    "front_side_infrared_hemispherical_emissivity": 0.84,
    "back_side_infrared_hemispherical_emissivity": 0.84,
    "conductivity": 1.0,
}
_ZONE: Final = "Room"
_GAIN_DAY: Final = ((7, 120.0), (9, 300.0), (17, 150.0), (23, 400.0), (24, 120.0))


def box_model(
    *, is_heavy: bool, is_conditioned: bool, timestep: int = TIMESTEP
) -> dict[str, Any]:
    """Return the box as an EnergyPlus model.

    Parameters
    ----------
    is_heavy
        Whether walls and floor are massive.
    is_conditioned
        Whether an ideal load holds 20 °C to 26 °C; else the room floats.
    timestep
        Steps an hour of EnergyPlus [1/h].

    Returns
    -------
    dict[str, Any]
        Objects by type and name, as epJSON.
    """
    mass = "heavy" if is_heavy else "light"
    fabric = _fabric(_HEAVY if is_heavy else _LIGHT)
    return (
        _settings(f"Box {mass}", timestep)
        | _use()
        | fabric
        | _geometry()
        | (_ideal_load() if is_conditioned else {})
    )


def _settings(name: str, timestep: int) -> dict[str, Any]:
    """Return how EnergyPlus calculates."""
    return {
        "Version": {"version": {"version_identifier": "25.2"}},
        "Building": {
            name: {
                "north_axis": 0.0,
                "terrain": "Country",
                "loads_convergence_tolerance_value": 0.01,
                "temperature_convergence_tolerance_value": 0.001,
                "solar_distribution": "FullInteriorAndExterior",
                "maximum_number_of_warmup_days": 60,
                "minimum_number_of_warmup_days": 6,
            }
        },
        "HeatBalanceAlgorithm": {"a": {"algorithm": "ConductionTransferFunction"}},
        "SurfaceConvectionAlgorithm:Inside": {"a": {"algorithm": "TARP"}},
        "SurfaceConvectionAlgorithm:Outside": {"a": {"algorithm": "DOE-2"}},
        "Timestep": {"a": {"number_of_timesteps_per_hour": timestep}},
        "GlobalGeometryRules": {
            "a": {
                "starting_vertex_position": "UpperLeftCorner",
                "vertex_entry_direction": "Counterclockwise",
                "coordinate_system": "World",
            }
        },
    }


def _use() -> dict[str, Any]:
    """Return the room with its gains and leaks."""
    zone = {"zone_or_zonelist_or_space_or_spacelist_name": _ZONE}
    gain = {
        "fuel_type": "None",
        "schedule_name": "gain",
        "design_level_calculation_method": "EquipmentLevel",
        "design_level": 1.0,
        "fraction_latent": 0.0,
        "fraction_radiant": 0.5,
        "fraction_lost": 0.0,
    }
    leaks = {
        "schedule_name": "always",
        "design_flow_rate_calculation_method": "AirChanges/Hour",
        "air_changes_per_hour": 0.4,
        "constant_term_coefficient": 1.0,
        "temperature_term_coefficient": 0.0,
        "velocity_term_coefficient": 0.0,
        "velocity_squared_term_coefficient": 0.0,
    }
    limits = {"schedule_type_limits_name": "any"}
    return {
        "Zone": {_ZONE: {"volume": LENGTH * WIDTH * HEIGHT}},
        "OtherEquipment": {"gain": zone | gain},
        "ZoneInfiltration:DesignFlowRate": {"leaks": zone | leaks},
        "ScheduleTypeLimits": {"any": {}},
        "Schedule:Compact": {"gain": limits | {"data": _day(_GAIN_DAY)}},
        "Schedule:Constant": {"always": limits | {"hourly_value": 1.0}},
    }


def _ideal_load() -> dict[str, Any]:
    """Return the ideal load and its set-points."""
    return {
        "HVACTemplate:Thermostat": {
            "limits": {
                "constant_heating_setpoint": 20.0,
                "constant_cooling_setpoint": 26.0,
            }
        },
        "HVACTemplate:Zone:IdealLoadsAirSystem": {
            "ideal": {"zone_name": _ZONE, "template_thermostat_name": "limits"}
        },
    }


def _day(parts: tuple[tuple[int, float], ...]) -> list[dict[str, object]]:
    """Return the fields of a compact schedule that is the same every day."""
    words: list[object] = ["Through: 12/31", "For: AllDays"]
    for hour, value in parts:
        words += [f"Until: {hour}:00", value]
    return [{"field": one} for one in words]


def _fabric(layers: dict[str, tuple[str, ...]]) -> dict[str, Any]:
    """Return materials and constructions."""
    used = dict.fromkeys(name for one in layers.values() for name in one)
    constructions: dict[str, dict[str, str]] = {}
    for element, names in layers.items():
        fields = {"outside_layer": names[0]}
        fields |= {f"layer_{n}": name for n, name in enumerate(names[1:], start=2)}
        constructions[element] = fields
    constructions["double glass"] = {
        "outside_layer": "pane",
        "layer_2": "air 16",
        "layer_3": "pane",
    }
    return {
        "Material": {name: _material(*_MATERIALS[name]) for name in used},
        "WindowMaterial:Glazing": {"pane": dict(_PANE)},
        "WindowMaterial:Gas": {"air 16": {"gas_type": "Air", "thickness": 0.016}},
        "Construction": constructions,
    }


def _material(
    thickness: float, conductivity: float, density: float, heat_capacity: float
) -> dict[str, object]:
    """Return a material."""
    return {
        "roughness": "MediumRough",
        "thickness": thickness,
        "conductivity": conductivity,
        "density": density,
        "specific_heat": heat_capacity,
        "thermal_absorptance": 0.9,
        "solar_absorptance": 0.6,
        "visible_absorptance": 0.6,
    }


def _geometry() -> dict[str, Any]:
    """Return the faces of the box, two windows to the south and one to the west."""
    corners = ((0.0, 0.0), (LENGTH, 0.0), (LENGTH, WIDTH), (0.0, WIDTH))
    names = ("south", "east", "north", "west")
    faces = {}
    for number, name in enumerate(names):
        start, end = corners[number], corners[(number + 1) % 4]
        faces[name] = _face("Wall", "wall", _upright(start, end, 0.0, HEIGHT))
    up = [(x, y, HEIGHT) for x, y in corners]
    down = [(x, y, 0.0) for x, y in reversed(corners)]
    faces["roof"] = _face("Roof", "roof", up)
    faces["floor"] = _face("Floor", "floor", down) | {
        "sun_exposure": "NoSun",
        "wind_exposure": "NoWind",
    }
    glass = {
        "window south left": ("south", (1.0, 0.0), (4.0, 0.0)),
        "window south right": ("south", (6.0, 0.0), (9.0, 0.0)),
        "window west": ("west", (0.0, 5.0), (0.0, 3.0)),
    }
    windows = {
        name: _window(wall, _upright(start, end, 0.9, 2.3))
        for name, (wall, start, end) in glass.items()
    }
    return {
        "BuildingSurface:Detailed": faces,
        "FenestrationSurface:Detailed": windows,
    }


def _upright(
    start: tuple[float, float], end: tuple[float, float], bottom: float, top: float
) -> list[Point]:
    """Return a rectangle seen from outside, from its left end to its right end."""
    left, right = (*start,), (*end,)
    return [
        (left[0], left[1], top),
        (left[0], left[1], bottom),
        (right[0], right[1], bottom),
        (right[0], right[1], top),
    ]


def _face(kind: str, construction: str, points: list[Point]) -> dict[str, Any]:
    """Return a face that looks outdoors."""
    axes = ("vertex_x_coordinate", "vertex_y_coordinate", "vertex_z_coordinate")
    return {
        "surface_type": kind,
        "construction_name": construction,
        "zone_name": _ZONE,
        "outside_boundary_condition": "Outdoors",
        "sun_exposure": "SunExposed",
        "wind_exposure": "WindExposed",
        "number_of_vertices": len(points),
        "vertices": [dict(zip(axes, one, strict=True)) for one in points],
    }


def _window(wall: str, points: list[Point]) -> dict[str, Any]:
    """Return a window in a wall."""
    fields: dict[str, Any] = {
        "surface_type": "Window",
        "construction_name": "double glass",
        "building_surface_name": wall,
        "number_of_vertices": len(points),
    }
    for number, point in enumerate(points, start=1):
        for axis, value in zip("xyz", point, strict=True):
            fields[f"vertex_{number}_{axis}_coordinate"] = value
    return fields
