"""Schema of a detailed building file: one building, zone by zone.

Names are keys, so that a file that `extends` another one changes a single value by
naming the way to it. `twin.io.detailed` reads the file and links its parts.
"""

from typing import Annotated, Literal, Self

from pydantic import BeforeValidator, Field, model_validator

from twin.ground.quality import Status
from twin.io.day import Amounts, one_or_day
from twin.io.detailed_machine import (
    DetailedFans,
    DetailedHeatPump,
    DetailedVentilation,
)
from twin.io.detailed_timetable import DetailedSchedule, DetailedTimetable
from twin.io.filter import CleanerRecord
from twin.io.schema import Identifier, Strict
from twin.io.usage import UsageRecord
from twin.model.building import BuildingUse
from twin.model.material import Gas, Roughness
from twin.model.zone import Boundary

Temperatures = Annotated[
    tuple[Annotated[float, Field(ge=-40.0, le=80.0)], ...], BeforeValidator(one_or_day)
]
"""One temperature, or one for the end of each hour of the day."""

Switches = Annotated[
    tuple[Annotated[int, Field(ge=0, le=1)], ...], BeforeValidator(one_or_day)
]
"""One switch, 0 or 1, or one for each hour of the day."""

Length = Annotated[float, Field(gt=0.0, le=500.0)]
Metres = Annotated[float, Field(ge=-1.0e5, le=1.0e5)]
Share = Annotated[float, Field(ge=0.0, le=1.0)]
Emissivity = Annotated[float, Field(gt=0.0, le=1.0)]
Film = Annotated[float, Field(gt=0.0, le=1000.0)]
Azimuth = Annotated[float, Field(ge=0.0, le=360.0)]
Tilt = Annotated[float, Field(ge=0.0, le=180.0)]


class DetailedMaterial(Strict):
    """A homogeneous material."""

    conductivity: float = Field(gt=0.0, le=500.0, description="[W/(mK)].")
    density: float = Field(ge=0.0, le=12_000.0, description="Zero: no mass [kg/m³].")
    heat_capacity: float = Field(
        ge=0.0, le=5_000.0, description="Specific heat [J/(kgK)]."
    )
    source: str | None = Field(default=None, min_length=1, description="If special.")
    status: Status | None = Field(default=None, description="If special.")


class DetailedLayer(Strict):
    """A material of some thickness, or a resistance without mass."""

    material: Identifier | None = Field(default=None, description="Name of a material.")
    thickness: float | None = Field(
        default=None, gt=0.0, le=5.0, description="Thickness [m]."
    )
    resistance: float | None = Field(
        default=None,
        gt=0.0,
        le=100.0,
        description="Resistance of a layer without mass [m²K/W].",
    )

    @model_validator(mode="after")
    def _is_one_of_two(self) -> Self:
        """Refuse a layer that is described twice or not at all."""
        named = (self.material is not None, self.thickness is not None)
        if self.resistance is None and all(named):
            return self
        if self.resistance is not None and not any(named):
            return self
        message = "must give material and thickness, or resistance alone"
        raise ValueError(message)


class DetailedConstruction(Strict):
    """An opaque element made of layers, from outside to inside."""

    layers: tuple[DetailedLayer, ...] = Field(min_length=1, max_length=20)
    absorptance_outside: Share = Field(default=0.6, description="Solar [-].")
    absorptance_inside: Share = Field(default=0.6, description="Solar [-].")
    emissivity_outside: Emissivity = Field(default=0.9, description="Long-wave [-].")
    emissivity_inside: Emissivity = Field(default=0.9, description="Long-wave [-].")
    roughness: Roughness = Field(
        default=Roughness.ROUGH, description="Of the outer face."
    )


class DetailedPane(Strict):
    """A sheet of glass; front is the outdoor side."""

    name: str = Field(default="glass", min_length=1, max_length=80)
    thickness: float = Field(gt=0.0, le=0.1, description="Thickness [m].")
    conductivity: float = Field(default=1.0, gt=0.0, le=5.0, description="[W/(mK)].")
    transmittance: Share = Field(description="Solar, normal incidence [-].")
    reflectance_front: Share = Field(description="Solar, normal incidence [-].")
    reflectance_back: Share = Field(description="Solar, normal incidence [-].")
    emissivity_front: Emissivity = Field(default=0.84, description="Long-wave [-].")
    emissivity_back: Emissivity = Field(default=0.84, description="Long-wave [-].")

    @model_validator(mode="after")
    def _keeps_energy(self) -> Self:
        """Refuse glass that gives more light than it gets."""
        if self.transmittance + max(self.reflectance_front, self.reflectance_back) > 1:
            message = "transmittance and reflectance must not add up to more than 1"
            raise ValueError(message)
        return self


class DetailedGap(Strict):
    """Space between two panes."""

    gas: Gas = Field(default=Gas.AIR, description="Filling.")
    thickness: float = Field(gt=0.0, le=0.2, description="Distance of the panes [m].")


class DetailedGlazing(Strict):
    """A window by its two catalogue numbers and, where known, pane by pane."""

    u_value: float = Field(gt=0.1, le=8.0, description="With frame [W/(m²K)].")
    shgc: float = Field(gt=0.0, lt=1.0, description="Normal incidence [-].")
    panes: tuple[DetailedPane, ...] = Field(default=(), max_length=5)
    gaps: tuple[DetailedGap, ...] = Field(default=(), max_length=4)
    source: str | None = Field(default=None, min_length=1, description="If special.")
    status: Status | None = Field(default=None, description="If special.")

    @model_validator(mode="after")
    def _has_a_gap_between_panes(self) -> Self:
        """Refuse gaps that do not lie between panes."""
        needed = max(len(self.panes) - 1, 0)
        if len(self.gaps) != needed:
            message = (
                f"{len(self.panes)} panes need {needed} gaps, has {len(self.gaps)}"
            )
            raise ValueError(message)
        return self


class DetailedOverhang(Strict):
    """An opaque horizontal plane above a face."""

    depth: Length = Field(description="How far it sticks out [m].")
    above: float = Field(
        default=0.0, ge=0.0, le=50.0, description="Above the head [m]."
    )
    extension_left: float = Field(
        default=0.0, ge=-500.0, le=500.0, description="Beyond the left edge [m]."
    )
    extension_right: float = Field(
        default=0.0, ge=-500.0, le=500.0, description="Beyond the right edge [m]."
    )


class DetailedFin(Strict):
    """An opaque upright plane beside a window, seen from outside."""

    side: Literal["left", "right"] = Field(description="At which edge.")
    depth: Length = Field(description="How far it sticks out [m].")
    distance: float = Field(default=0.0, ge=0.0, le=50.0, description="Of edge [m].")
    extension_above: float = Field(
        default=0.0, ge=-50.0, le=50.0, description="Above the head [m]."
    )
    extension_below: float = Field(
        default=0.0, ge=-50.0, le=50.0, description="Below the sill [m]."
    )


class DetailedFace(Strict):
    """What opaque surfaces and windows have in common."""

    area: float | None = Field(
        default=None, gt=0.0, le=1.0e5, description="Without width and height [m²]."
    )
    width: Length | None = Field(default=None, description="Width [m].")
    height: Length | None = Field(default=None, description="Height [m].")
    within: Identifier | None = Field(
        default=None, description="Surface it is cut out of, which gives its direction."
    )
    tilt: Tilt | None = Field(
        default=None, description="0 roof, 90 wall, 180 floor [°]."
    )
    azimuth: Azimuth | None = Field(
        default=None, description="From north, east 90 [°]."
    )
    film_inside: Film | None = Field(
        default=None, description="Constant film [W/(m²K)]."
    )
    film_outside: Film | None = Field(
        default=None, description="Constant film [W/(m²K)]."
    )


class DetailedSurface(DetailedFace):
    """An opaque plane; its area is gross, what lies within it is taken off."""

    construction: Identifier = Field(description="Name of a construction.")
    boundary: Boundary = Field(default=Boundary.OUTDOOR, description="What is behind.")
    neighbour: Identifier | None = Field(default=None, description="Zone behind it.")
    sees_sun: bool = Field(default=True, description="Sun and sky reach it.")
    sees_wind: bool = Field(default=True, description="Wind reaches it.")
    overhang: DetailedOverhang | None = Field(
        default=None, description="Over its whole width; shades windows within, too."
    )


class DetailedWindow(DetailedFace):
    """A glazed opening."""

    glazing: Identifier = Field(description="Name of a glazing.")
    left: float | None = Field(
        default=None, ge=0.0, le=500.0, description="From the surface's left edge [m]."
    )
    sill: float | None = Field(
        default=None, ge=0.0, le=500.0, description="Above the surface's foot [m]."
    )
    openable: Share = Field(default=0.0, description="Share of area that opens [-].")
    shading_factor: Share = Field(default=1.0, description="Of a fixed device [-].")
    overhangs: tuple[DetailedOverhang, ...] = Field(default=(), max_length=4)
    fins: tuple[DetailedFin, ...] = Field(default=(), max_length=4)


class Operation(Strict):
    """A simple use of a zone: gains and set-points, nobody in it."""

    gains: Amounts = Field(default=(0.0,), description="Sensible heat [W].")
    gains_radiant: Share = Field(default=0.5, description="Radiant share of it [-].")
    heating_setpoint: Temperatures | None = Field(
        default=None, description="Air temperature, at the end of each hour [°C]."
    )
    cooling_setpoint: Temperatures | None = Field(
        default=None, description="Air temperature, at the end of each hour [°C]."
    )
    cooling_hours: Switches = Field(default=(1,), description="1 where it may run [-].")
    window_opening_temp: float = Field(
        default=80.0, ge=10.0, le=80.0, description="Windows open above it [°C]."
    )


class DetailedZone(Strict):
    """A well-mixed volume of air and what encloses it."""

    floor_area: float = Field(gt=0.0, le=1.0e5, description="Useful area [m²].")
    volume: float = Field(gt=0.0, le=1.0e6, description="Volume of air [m³].")
    height_above_ground: float = Field(
        default=0.0, ge=-50.0, le=500.0, description="Of its floor [m]."
    )
    multiplier: int = Field(default=1, ge=1, le=200, description="Storeys alike [-].")
    people: float = Field(default=0.0, ge=0.0, le=1.0e4, description="At most [-].")
    furniture_capacity: float = Field(
        default=20_000.0, ge=0.0, le=1.0e6, description="[J/(m²K)]."
    )
    operation: Operation | None = Field(default=None, description="Simple use.")
    usage: UsageRecord | None = Field(default=None, description="Use with people.")
    timetable: DetailedTimetable | None = Field(
        default=None, description="Every day, instead of operation or usage."
    )
    is_counted: bool = Field(
        default=True, description="Whether its floor counts in that of the building."
    )
    plant: Literal["none", "ideal", "limited"] = Field(
        default="none", description="`ideal` has any capacity, `limited` that given."
    )
    is_heated: bool | None = Field(default=None, description="Default: by plant.")
    is_cooled: bool | None = Field(default=None, description="Default: by plant.")
    heating_capacity: float = Field(default=0.0, ge=0.0, le=1.0e7, description="[W].")
    cooling_capacity: float = Field(default=0.0, ge=0.0, le=1.0e7, description="[W].")
    air_change: float | None = Field(
        default=None, ge=0.0, le=100.0, description="Constant infiltration [1/h]."
    )
    air_change_fan: Amounts | None = Field(
        default=None, description="Outdoor air by fan, without fan heat [1/h]."
    )
    ceiling_fans: DetailedFans | None = Field(default=None, description="Optional.")
    ventilation: DetailedVentilation | None = Field(
        default=None, description="Unit with exchanger, or exhaust only."
    )
    heat_pump: DetailedHeatPump | None = Field(
        default=None, description="What heats it; else heat up to the capacity."
    )
    is_inverter: bool = Field(
        default=False, description="The air conditioner modulates, else it cycles."
    )
    cleaner: CleanerRecord | None = Field(
        default=None, description="Portable air cleaner, always on."
    )
    dwelling: Identifier | None = Field(
        default=None, description="Dwelling it belongs to, where all zones name one."
    )
    surfaces: dict[Identifier, DetailedSurface] = Field(min_length=1)
    windows: dict[Identifier, DetailedWindow] = Field(default_factory=dict)

    @property
    def can_heat(self) -> bool:
        """Whether it has something of a capacity that heats."""
        return self.heating_capacity > 0.0 or self.heat_pump is not None


class DetailedLink(Strict):
    """Air exchanged between two zones, as much one way as the other."""

    zone: Identifier = Field(description="One zone.")
    neighbour: Identifier = Field(description="The other.")
    area: float = Field(default=0.0, ge=0.0, le=1000.0, description="Opening [m²].")
    height: Length = Field(default=2.0, description="Height of the opening [m].")
    flow: float = Field(
        default=0.0, ge=0.0, le=100.0, description="Constant flow [m³/s]."
    )


class DetailedSite(Strict):
    """Where the building stands, to see whether a weather file belongs to it."""

    name: str = Field(min_length=1, max_length=120, description="Name of the place.")
    latitude: float = Field(ge=-90.0, le=90.0, description="North positive [°].")
    longitude: float = Field(ge=-180.0, le=180.0, description="East positive [°].")
    elevation: float = Field(ge=-430.0, le=9000.0, description="Above the sea [m].")


class DetailedFile(Strict):
    """A detailed building file after `extends` has been carried out."""

    name: str = Field(min_length=1, max_length=120, description="Title, free text.")
    source: str = Field(min_length=1, description="Where the numbers come from.")
    status: Status = Field(description="How far they were verified.")
    use: BuildingUse = Field(default=BuildingUse.DWELLING, description="Use.")
    year_built: int = Field(default=2000, ge=1000, le=2100, description="Year.")
    storeys: int = Field(default=1, ge=1, le=200, description="Number of storeys [-].")
    dwellings: int = Field(default=0, ge=0, le=10_000, description="Number [-].")
    residents: float = Field(default=0.0, ge=0.0, le=1.0e5, description="People [-].")
    n50: float | None = Field(
        default=None, ge=0.0, le=50.0, description="Air change at 50 Pa [1/h]."
    )
    shelter: float = Field(
        default=1.0, ge=0.0, le=2.0, description="Local over station wind speed [-]."
    )
    outline: tuple[tuple[Metres, Metres], ...] = Field(
        default=(),
        max_length=1000,
        description="Footprint, metres east and north; a square if not given [m].",
    )
    site: DetailedSite | None = Field(default=None, description="Optional.")
    ground: tuple[Annotated[float, Field(ge=-60.0, le=60.0)], ...] = Field(
        default=(),
        max_length=12,
        description="Of faces on the ground by month, else soil is simulated [°C].",
    )
    schedules: dict[Identifier, DetailedSchedule] = Field(default_factory=dict)
    materials: dict[Identifier, DetailedMaterial] = Field(default_factory=dict)
    constructions: dict[Identifier, DetailedConstruction] = Field(min_length=1)
    glazings: dict[Identifier, DetailedGlazing] = Field(default_factory=dict)
    zones: dict[Identifier, DetailedZone] = Field(min_length=1)
    air_links: tuple[DetailedLink, ...] = Field(default=(), max_length=1000)
