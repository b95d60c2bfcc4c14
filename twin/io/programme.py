"""Retrofit programmes of a scenario, as files write them."""

from typing import Annotated, Final, Literal

from pydantic import Field

from twin.io.habits import Name
from twin.io.schema import Identifier, Strict
from twin.model.building import BuildingUse
from twin.model.component import Kind

Year = Annotated[float, Field(ge=1900.0, le=2200.0)]
"""A moment in calendar years."""

TOTALS: Final = {
    Kind.ROOF_COATING: {"roof_area"},
    Kind.ROOF_INSULATION: {"roof_area"},
    Kind.WALL_INSULATION: {"wall_area"},
    Kind.WINDOW: {"window_area", "existing"},
    Kind.SHADING: {"window_area"},
    Kind.PHOTOVOLTAIC: {"roof_share", "dwelling"},
    Kind.AIR_CONDITIONER: {"existing", "dwelling"},
    Kind.WATER_HEATER: {"existing", "dwelling"},
    Kind.COOKER: {"existing", "dwelling"},
    Kind.CEILING_FAN: {"floor_area", "existing", "dwelling"},
    Kind.VENTILATION: {"floor_area", "existing", "dwelling"},
    Kind.FLOOR_INSULATION: {"ground_area"},
    Kind.AIR_SEALING: {"floor_area"},
    Kind.LIGHTING: {"floor_area", "existing", "dwelling"},
    Kind.DRAIN_HEAT: {"dwelling"},
}
"""What the number of units of each kind may follow."""


class MeasureRecord(Strict):
    """One thing that a retrofit installs."""

    kind: Kind = Field(description="What it is for.")
    product: Identifier = Field(description="Name in the catalogue.")
    quantity_per: Literal[
        "roof_area",
        "wall_area",
        "window_area",
        "existing",
        "dwelling",
        "floor_area",
        "ground_area",
        "roof_share",
    ] = Field(description="What the number of units follows.")
    amount: float = Field(
        default=1.0, gt=0.0, le=1000.0, description="Units for each of those."
    )


class ProgrammeRecord(Strict):
    """A retrofit programme with a yearly budget."""

    name: Name = Field(description="Unique in the scenario.")
    start: Year = Field(description="First moment of work [a].")
    end: Year = Field(description="Last moment at which work is ordered [a].")
    measures: tuple[MeasureRecord, ...] = Field(
        min_length=1, max_length=20, description="Carried out together."
    )
    uses: tuple[BuildingUse, ...] = Field(
        default=(), description="Building uses that take part; empty for all."
    )
    archetypes: tuple[Identifier, ...] = Field(
        default=(), description="Archetypes that take part; empty for all."
    )
    built_before: int = Field(
        default=2200, description="Only buildings built before this year take part."
    )
    priority: Literal[
        "oldest_first",
        "file_order",
        "worst_first",
        "cheapest_carbon",
        "health_first",
        "equity",
    ] = Field(
        default="oldest_first",
        description="Order: by age, as in the file, by overheating, by "
        "carbon avoided for the money, by hours of heat caution times people, by least "
        "floor area a resident.",
    )
    budget: float = Field(
        ge=0.0, le=1e12, description="Money that becomes available each year [CNY/a]."
    )
    lead_time: float = Field(
        default=0.0,
        ge=0.0,
        le=10.0,
        description="From the order until the materials are there [a].",
    )
