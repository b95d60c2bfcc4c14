"""Zones and what encloses them."""

from dataclasses import dataclass
from enum import StrEnum

from twin.model.machine import CeilingFans, Ventilation, ZoneHeatPump
from twin.model.material import Construction, Glazing
from twin.model.usage import Hours24, Usage

HORIZON_SECTORS = 36
"""Sectors of the horizon, each 10° wide, the first centred on 5° east of north."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Exposure:
    """Which way a face looks and what stands before it.

    Faces that share an exposure see the same sun and the same sky.
    """

    tilt: float
    """Angle from the horizontal: 0 roof, 90 wall, 180 underside [°]."""
    azimuth: float
    """Direction of the outward normal, clockwise from north [°]."""
    horizon: tuple[float, ...] = (0.0,) * HORIZON_SECTORS
    """Elevation angle of obstructions in each sector of azimuth [°]."""
    sky_view: float = 1.0
    """Share of the sky that a face of this tilt would see in the open, and sees [-]."""


class Boundary(StrEnum):
    """What lies behind the outer face of an element."""

    OUTDOOR = "outdoor"
    GROUND = "ground"
    ZONE = "zone"
    """Another zone of the same building, named by `Surface.neighbour`."""
    ADIABATIC = "adiabatic"


@dataclass(frozen=True, slots=True, kw_only=True)
class Overhang:
    """An opaque horizontal plane at right angles to a face, above it."""

    depth: float
    """How far it sticks out [m]."""
    above: float = 0.0
    """Distance of its plane above the head [m]."""
    extension_left: float = 0.0
    """How far it reaches beyond the left edge, seen from outside [m]."""
    extension_right: float = 0.0
    """How far it reaches beyond the right edge, seen from outside [m]."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fin:
    """An opaque upright plane at right angles to a face, beside it."""

    depth: float
    """How far it sticks out [m]."""
    is_left: bool
    """Whether it stands at the left edge, seen from outside."""
    distance: float = 0.0
    """Distance of its plane from that edge [m]."""
    extension_above: float = 0.0
    """How far it reaches above the head [m]."""
    extension_below: float = 0.0
    """How far it reaches below the sill [m]."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Surface:
    """An opaque plane element of a zone.

    An element between two zones is listed once, in the zone that it belongs to; its
    layers run from the neighbour to this zone.
    """

    name: str
    area: float
    """Net area, openings left out [m²]."""
    construction: Construction
    boundary: Boundary
    exposure: Exposure
    """Direction; for inner elements only the tilt matters (0 ceiling, 90 wall,
    180 floor as seen from the zone)."""
    neighbour: str = ""
    """Name of the zone behind it when `boundary` is a zone, else empty."""
    is_roof: bool = False
    """Whether coatings and roof insulation act on it."""
    sees_sun: bool = True
    """Whether sun and sky reach its outer face; a raised floor sees neither."""
    sees_wind: bool = True
    """Whether wind reaches its outer face."""
    film_inside: float | None = None
    """Constant convective coefficient inside, None by temperature [W/(m²K)]."""
    film_outside: float | None = None
    """Constant convective coefficient outside, None by wind [W/(m²K)]."""
    overhang: Overhang | None = None
    """What shades the whole face, window head and wall head being one."""
    width: float = 0.0
    """Width of the face under `overhang` [m]."""
    height: float = 0.0
    """Height of the face under `overhang` [m]."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """A glazed opening of a zone."""

    name: str
    area: float
    """Area of glass and frame [m²]."""
    glazing: Glazing
    exposure: Exposure
    openable_fraction: float = 0.5
    """Share of the area that can be opened [-]."""
    height: float = 1.2
    """Height of the opening, for the stack effect [m]."""
    overhang_depth: float = 0.0
    """Depth of a continuous horizontal overhang at the head [m]."""
    shading_factor: float = 1.0
    """Transmission of fixed devices such as film, louvre or grille, 0–1 [-]."""
    width: float = 0.0
    """Width, zero for area over height [m]."""
    overhangs: tuple[Overhang, ...] = ()
    fins: tuple[Fin, ...] = ()
    film_inside: float | None = None
    """Constant convective coefficient inside, None by temperature [W/(m²K)]."""
    film_outside: float | None = None
    """Constant convective coefficient outside, None by wind [W/(m²K)]."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Zone:
    """A well-mixed volume of air with one temperature."""

    name: str
    usage: Usage
    floor_area: float
    """Useful floor area of one of the storeys it stands for [m²]."""
    volume: float
    """Air volume of one of the storeys it stands for [m³]."""
    height_above_ground: float
    """Height of its floor above ground [m]."""
    people: float
    """People who use it at full occupancy, per storey [-]."""
    surfaces: tuple[Surface, ...]
    windows: tuple[Window, ...]
    multiplier: int = 1
    """How many identical storeys it stands for [-]."""
    furniture_capacity: float = 20_000.0
    """Heat capacity of furniture per floor area [J/(m²K)]."""
    is_cooled: bool = False
    """Whether it has room air conditioning."""
    cooling_capacity: float = 0.0
    """Rated total cooling capacity of its air conditioners, per storey [W]."""
    is_heated: bool = False
    """Whether it has space heating."""
    heating_capacity: float = 0.0
    """Heating capacity, per storey [W]."""
    is_ideal: bool = False
    """Whether an ideal sensible load of unlimited capacity holds both set-points."""
    air_change: float | None = None
    """Constant infiltration, None from `Building.n50` [1/h]."""
    air_change_hours: Hours24 = ()
    """Scheduled outdoor air by fan, without fan heat, by hour of the day [1/h]."""
    ceiling_fans: CeilingFans | None = None
    ventilation: Ventilation | None = None
    """Unit that also brings what `Usage.flow_outdoor_person` asks for."""
    heat_pump: ZoneHeatPump | None = None
    """What heats it where `is_heated`, None for heat up to `heating_capacity`."""
    is_inverter: bool = False
    """Whether its air conditioner modulates; else it cycles."""
    dwelling: str = ""
    """Dwelling it belongs to, empty to leave that to `Building.zone_dwellings`."""
    cleaner_flow: float = 0.0
    """Air that a running air cleaner frees of particles, per storey [m³/s]."""
