"""Zones and what encloses them."""

from dataclasses import dataclass
from enum import StrEnum

from twin.model.material import Construction, Glazing
from twin.model.usage import Usage

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
