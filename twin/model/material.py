"""Materials, layers, opaque constructions and glazing."""

from dataclasses import dataclass
from enum import StrEnum

from twin.ground.quality import Status


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """A homogeneous material."""

    name: str
    conductivity: float
    """Thermal conductivity [W/(mK)]."""
    density: float
    """Density; zero for a layer without mass [kg/m³]."""
    heat_capacity: float
    """Specific heat [J/(kgK)]."""
    source: str
    """Where the numbers come from."""
    status: Status


@dataclass(frozen=True, slots=True, kw_only=True)
class Layer:
    """A material of some thickness."""

    material: Material
    thickness: float
    """Thickness [m]."""


class Roughness(StrEnum):
    """Roughness of an outer face, as the wind feels it."""

    VERY_ROUGH = "very_rough"
    ROUGH = "rough"
    MEDIUM_ROUGH = "medium_rough"
    MEDIUM_SMOOTH = "medium_smooth"
    SMOOTH = "smooth"
    VERY_SMOOTH = "very_smooth"


@dataclass(frozen=True, slots=True, kw_only=True)
class Construction:
    """An opaque element made of layers, from outside to inside."""

    name: str
    layers: tuple[Layer, ...]
    absorptance_outside: float = 0.6
    """Solar absorptance of the outer face, 0–1 [-]."""
    emissivity_outside: float = 0.9
    """Long-wave emissivity of the outer face, 0–1 [-]."""
    emissivity_inside: float = 0.9
    """Long-wave emissivity of the inner face, 0–1 [-]."""
    absorptance_inside: float = 0.6
    """Solar absorptance of the inner face, 0–1 [-]."""
    roughness: Roughness = Roughness.ROUGH

    @property
    def resistance(self) -> float:
        """Thermal resistance of the layers without films [m²K/W]."""
        return sum(one.thickness / one.material.conductivity for one in self.layers)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pane:
    """A sheet of glass, coatings included; front is the outdoor side."""

    name: str
    thickness: float
    """Thickness [m]."""
    conductivity: float
    """Thermal conductivity [W/(mK)]."""
    transmittance: float
    """Solar transmittance at normal incidence, 0–1 [-]."""
    reflectance_front: float
    """Solar reflectance of the front at normal incidence, 0–1 [-]."""
    reflectance_back: float
    """Solar reflectance of the back at normal incidence, 0–1 [-]."""
    emissivity_front: float = 0.84
    """Long-wave emissivity of the front, 0–1 [-]."""
    emissivity_back: float = 0.84
    """Long-wave emissivity of the back, 0–1 [-]."""


class Gas(StrEnum):
    """Filling of the gap between two panes."""

    AIR = "air"
    ARGON = "argon"
    KRYPTON = "krypton"


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """Space between two panes."""

    gas: Gas
    thickness: float
    """Distance of the panes [m]."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Glazing:
    """A window described by its two catalogue numbers, or pane by pane.

    Where panes are given they are what is simulated, and the two numbers are what a
    catalogue prints for them.
    """

    name: str
    u_value: float
    """Thermal transmittance of the window with frame, EN ISO 10077 films [W/(m²K)]."""
    shgc: float
    """Solar heat gain coefficient at normal incidence, 0–1 [-]."""
    source: str
    status: Status
    panes: tuple[Pane, ...] = ()
    """Panes from outside to inside, or none."""
    gaps: tuple[Gap, ...] = ()
    """Gaps from outside to inside, one fewer than the panes."""
