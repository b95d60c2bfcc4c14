"""What an archetype file may hold: ``buildings/archetypes/*.yaml``."""

from collections.abc import Iterator
from typing import Final, Literal

from pydantic import Field, model_validator

from twin.io.filter import CleanerRule
from twin.io.schema import Identifier, Note, Strict
from twin.model.building import BuildingUse
from twin.model.component import Kind

MAX_GROUPS: Final = 6
"""Most groups into which the units of one kind are split [-]."""

MAX_WWR: Final = 0.9
"""Largest share of a wall that may be window [-]."""


class ByOrientation(Strict):
    """A share for each quarter of the compass."""

    north: float = Field(ge=0.0, le=MAX_WWR, description="Azimuth 315 to 45° [-].")
    east: float = Field(ge=0.0, le=MAX_WWR, description="Azimuth 45 to 135° [-].")
    south: float = Field(ge=0.0, le=MAX_WWR, description="Azimuth 135 to 225° [-].")
    west: float = Field(ge=0.0, le=MAX_WWR, description="Azimuth 225 to 315° [-].")

    @model_validator(mode="before")
    @classmethod
    def _spread(cls, raw: object) -> object:
        """Read one number as the same share on every side."""
        if isinstance(raw, bool) or not isinstance(raw, int | float):
            return raw
        if not 0.0 <= raw <= MAX_WWR:
            message = f"must lie between 0 and {MAX_WWR}, is {raw:g}"
            raise ValueError(message)
        return dict.fromkeys(("north", "east", "south", "west"), raw)

    def at(self, azimuth: float) -> float:
        """Return the share of the quarter that holds an azimuth [-]."""
        quarters = (self.north, self.east, self.south, self.west)
        return quarters[int(((azimuth + 45.0) % 360.0) // 90.0)]


class ConstructionNames(Strict):
    """Constructions by element, from `constructions.yaml`."""

    wall: Identifier = Field(description="Outer walls.")
    roof: Identifier = Field(description="Roof.")
    ground: Identifier = Field(description="Ground floor, down to the soil.")
    slab: Identifier = Field(
        description="Floor between storeys, from ceiling to floor."
    )
    partition: Identifier = Field(description="Wall between zones.")

    def names(self) -> Iterator[tuple[str, str]]:
        """Return element and construction, one after the other."""
        yield from ((key, str(value)) for key, value in self)


class ResidentsRule(Strict):
    """How many people live in it or use it daily; one of the two."""

    per_dwelling: float | None = Field(
        default=None, gt=0.0, le=20.0, description="People per dwelling [-]."
    )
    floor_area_each: float | None = Field(
        default=None, gt=0.2, le=500.0, description="Floor area per person [m²]."
    )


class CookingRule(Strict):
    """Useful cooking heat per day; per dwelling or per person."""

    per: Literal["dwelling", "resident"] = Field(description="What it counts by.")
    value: float = Field(ge=0.0, le=1.0e9, description="Useful heat of each [J/d].")


class ZoneRule(Strict):
    """A zone of each storey: a strip across the long axis."""

    name: Identifier = Field(description="Name, unique in the archetype.")
    usage: Identifier = Field(description="Usage from `usages.yaml`.")
    storeys: Literal["all", "ground", "upper"] = Field(
        default="all", description="Storeys that have it."
    )
    share: float = Field(
        gt=0.0, le=1.0, description="Share of the floor area of its storey [-]."
    )
    people_share: float | None = Field(
        default=None,
        ge=0.0,
        le=5.0,
        description="People at full occupancy as a share of the residents [-].",
    )
    floor_area_person: float | None = Field(
        default=None,
        gt=0.2,
        le=500.0,
        description="Floor area per person at full occupancy [m²].",
    )
    is_cooled: bool = Field(description="Whether it may have air conditioners.")
    cooling: float = Field(
        default=0.0, ge=0.0, le=1000.0, description="Cooling capacity wanted [W/m²]."
    )
    is_heated: bool = Field(
        default=False,
        description="Whether it is heated, by reversible air conditioners if any.",
    )
    heating: float = Field(
        default=0.0,
        ge=0.0,
        le=1000.0,
        description="Heating capacity of other heaters, 0 for any [W/m²].",
    )
    cooling_order: int = Field(
        default=1, ge=1, le=9, description="Who gets air conditioners first; 1 first."
    )
    cleaner: CleanerRule | None = Field(
        default=None, description="Portable air cleaners, always on, by floor area."
    )
    dwelling: Identifier | None = Field(
        default=None,
        description="Dwelling it belongs to, where all zones name one; of its storey"
        " where the building has several.",
    )


class ProductRule(Strict):
    """A product, the ages at which it is found, and how often."""

    product: Identifier = Field(description="Name in the product catalogue.")
    share: float = Field(default=1.0, gt=0.0, le=1.0, description="Relative share [-].")
    age_from: float = Field(default=0.0, ge=0.0, description="Youngest unit [a].")
    age_below: float = Field(
        default=999.0, gt=0.0, description="Units are younger [a]."
    )


class ComponentRule(Strict):
    """Units of one kind that a building has."""

    kind: Kind = Field(description="What they are for.")
    per: Literal[
        "building", "dwelling", "resident", "floor_area", "roof_area", "window_area"
    ] = Field(description="What their number follows.")
    amount: float = Field(
        gt=0.0, le=100.0, description="Units for each of those, per m² for areas [-]."
    )
    spread: float = Field(
        default=0.0, ge=0.0, le=10.0, description="Half width of `amount` by building."
    )
    is_whole: bool = Field(
        default=True, description="Whether the number is rounded to whole units."
    )
    groups: int = Field(
        default=MAX_GROUPS,
        ge=1,
        le=MAX_GROUPS,
        description="Most groups of equal size.",
    )
    oldest: float = Field(
        gt=0.0, le=100.0, description="No unit is older, nor older than its house [a]."
    )
    products: tuple[ProductRule, ...] = Field(
        min_length=1, description="What they can be."
    )


class ArchetypeFile(Strict):
    """An archetype as written in ``buildings/archetypes/*.yaml``."""

    title: str = Field(min_length=1, max_length=120, description="One line for people.")
    use: BuildingUse = Field(description="What the building is for.")
    era: tuple[int, int] = Field(description="First and last year of building.")
    storeys: int = Field(ge=1, le=60, description="Typical number of storeys [-].")
    storey_height: float = Field(ge=2.2, le=8.0, description="Floor to floor [m].")
    clear_height: float = Field(ge=2.0, le=7.9, description="Floor to ceiling [m].")
    wwr: ByOrientation = Field(
        description="Window area over wall area; one number or one for each side [-]."
    )
    constructions: ConstructionNames = Field(description="Opaque elements.")
    glazing: Identifier = Field(description="Windows, from `glazings.yaml`.")
    n50: float = Field(gt=0.0, le=60.0, description="Air change at 50 Pa [1/h].")
    shelter: float = Field(
        gt=0.0, le=1.0, description="Local wind over wind of the weather file [-]."
    )
    overhang_depth: float = Field(
        default=0.0, ge=0.0, le=5.0, description="Overhang above windows [m]."
    )
    openable_fraction: float = Field(
        ge=0.0, le=1.0, description="Share of window area that opens [-]."
    )
    window_height: float = Field(ge=0.3, le=5.0, description="Height of openings [m].")
    shading_factor: float = Field(
        default=1.0, gt=0.0, le=1.0, description="Transmission of fixed devices [-]."
    )
    furniture_capacity: float = Field(
        ge=0.0, le=200_000.0, description="Heat capacity of furniture [J/(m²K)]."
    )
    floor_area_per_dwelling: float | None = Field(
        default=None,
        gt=5.0,
        le=2000.0,
        description="Floor area of a dwelling; left out, a house is one dwelling [m²].",
    )
    residents: ResidentsRule = Field(description="People of the building.")
    hot_water: float = Field(
        ge=0.0, le=1.0e8, description="Useful hot water per person present [J/d]."
    )
    cooking: CookingRule = Field(description="Useful cooking heat.")
    unit_capacity: float = Field(
        default=3500.0, gt=0.0, le=1.0e6, description="Cooling of one unit [W]."
    )
    zones: tuple[ZoneRule, ...] = Field(
        min_length=1, max_length=12, description="Zones along the long axis."
    )
    components: tuple[ComponentRule, ...] = Field(
        default=(), description="What is installed."
    )
    sources: dict[str, Note] = Field(
        default_factory=dict, description="Source and status of fields, by name."
    )
