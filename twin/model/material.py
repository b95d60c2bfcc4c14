"""Materials, layers, opaque constructions and glazing."""

from dataclasses import dataclass

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

    @property
    def resistance(self) -> float:
        """Thermal resistance of the layers without films [m²K/W]."""
        return sum(one.thickness / one.material.conductivity for one in self.layers)


@dataclass(frozen=True, slots=True, kw_only=True)
class Glazing:
    """A window described by its two catalogue numbers."""

    name: str
    u_value: float
    """Thermal transmittance of the window with frame, EN ISO 10077 films [W/(m²K)]."""
    shgc: float
    """Solar heat gain coefficient at normal incidence, 0–1 [-]."""
    source: str
    status: Status
