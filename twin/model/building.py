"""Buildings, their site and the community they form."""

from dataclasses import dataclass
from enum import StrEnum

from twin.ground.quality import Origin, Status
from twin.model.component import ComponentGroup, Product
from twin.model.contaminant import Contaminants
from twin.model.household import Households
from twin.model.zone import Zone


class BuildingUse(StrEnum):
    """What a building is for; criteria apply by it."""

    DWELLING = "dwelling"
    HOTEL = "hotel"
    SCHOOL = "school"
    CLINIC = "clinic"
    OFFICE = "office"
    MARKET = "market"


@dataclass(frozen=True, slots=True, kw_only=True)
class OriginCount:
    """How many of a building's input values have one origin."""

    origin: Origin
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AirLink:
    """Air exchanged between two zones, as much one way as the other."""

    zone: str
    neighbour: str
    area: float = 0.0
    """Area of the opening, through which warmth drives air both ways [m²]."""
    height: float = 2.0
    """Height of the opening [m]."""
    flow: float = 0.0
    """Constant flow each way, added to what warmth drives [m³/s]."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Building:
    """A building as it stands at one moment; an event replaces it by a new one."""

    id: str
    """Unique in the community; letters, digits, ``_`` and ``-``."""
    name: str
    """Free text from the input file; escape it wherever it is shown."""
    archetype: str
    use: BuildingUse
    year_built: int
    storeys: int
    height: float
    """Height of the eaves above ground [m]."""
    floor_area: float
    """Useful floor area of all storeys [m²]."""
    roof_area: float
    """Area of the roof [m²]."""
    wall_area: float
    """Net area of the outer walls of all storeys [m²]."""
    window_area: float
    """Area of the windows of all storeys [m²]."""
    dwellings: int
    """Number of dwellings, zero where nobody lives."""
    residents: float
    """People who live in it, or use it daily [-]."""
    n50: float
    """Air change at 50 Pa [1/h]."""
    shelter: float
    """Local wind speed over wind speed of the weather file [-]."""
    hot_water: float
    """Useful hot-water heat per person present and day [J/d]."""
    cooking: float
    """Useful cooking heat of the whole building per day [J/d]."""
    zones: tuple[Zone, ...]
    components: tuple[ComponentGroup, ...]
    outline: tuple[tuple[float, float], ...]
    """Footprint in local metres east and north, first point not repeated [m]."""
    origins: tuple[OriginCount, ...]
    """Where the input values come from."""
    air_links: tuple[AirLink, ...] = ()
    """Openings between zones."""

    @property
    def zone_dwellings(self) -> tuple[str, ...]:
        """Dwelling of each zone.

        Zones name theirs. Where none does, a building of several dwellings has them
        storey by storey, because a flat lies on one; any other building is one.
        """
        named = tuple(zone.dwelling for zone in self.zones)
        if any(named) or self.dwellings <= 1:
            return named
        return tuple(
            f"storey at {zone.height_above_ground:.1f} m" for zone in self.zones
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """Where the community stands."""

    name: str
    latitude: float
    """North positive [°]."""
    longitude: float
    """East positive [°]."""
    elevation: float
    """Height above the sea [m]."""
    utc_offset: float
    """Legal standard time minus UTC [h]."""
    country: str
    """ISO 3166-1 alpha-2 code."""
    has_heating_season: bool
    currency: str
    """ISO 4217 code of all money."""
    weather_file: str
    """EPW file, relative to the weather folder."""
    climate_table: str
    """Table of warming by pathway and year, relative to the weather folder."""
    co2_outdoor: float
    """Outdoor CO₂ of the first year [ppm]."""
    pm25_outdoor: tuple[float, ...]
    """Monthly mean outdoor PM2.5, twelve values [µg/m³]."""
    terrain_roughness: str
    """``open``, ``suburban`` or ``city``, for the wind profile."""
    pm25_shape: tuple[float, ...] = ()
    """Outdoor PM2.5 over its mean in each hour of the day, empty for even [-]."""
    no2_outdoor: tuple[float, ...] = ()
    """Monthly mean outdoor NO₂, empty for that of the contaminants [µg/m³]."""
    co_outdoor: tuple[float, ...] = ()
    """Monthly mean outdoor CO, empty for that of the contaminants [µg/m³]."""


@dataclass(frozen=True, slots=True, kw_only=True)
class YearValue:
    """A value that holds in one year; between two years it is linear."""

    year: float
    value: float


@dataclass(frozen=True, slots=True, kw_only=True)
class GridPath:
    """Carbon of electricity over the years."""

    name: str
    direct: tuple[YearValue, ...]
    """Direct emissions of generation [kgCO2/kWh]."""
    upstream_uplift: float
    """Life-cycle emissions over direct emissions [-]."""
    upstream_floor: float
    """Least upstream emission that is added whatever the direct one [kgCO2e/kWh]."""
    source: str
    status: Status


@dataclass(frozen=True, slots=True, kw_only=True)
class FuelFactor:
    """Carbon and price of a carrier other than electricity."""

    carrier: str
    direct: float
    """Emission of burning it [kgCO2/kWh]."""
    upstream_uplift: float
    """Life-cycle emissions over direct emissions [-]."""
    biogenic: float
    """Biogenic emission, reported apart [kgCO2/kWh]."""
    price: float
    """Price of year 2025 [currency/kWh]."""
    source: str
    status: Status


@dataclass(frozen=True, slots=True, kw_only=True)
class RefrigerantFactor:
    """Warming of a refrigerant."""

    name: str
    gwp: float
    """Warming over 100 years relative to CO₂ [-]."""
    source: str
    status: Status


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """What the community cannot choose: grid, fuels, prices, refrigerants."""

    grid_paths: tuple[GridPath, ...]
    fuels: tuple[FuelFactor, ...]
    refrigerants: tuple[RefrigerantFactor, ...]
    electricity_price: float
    """Price of electricity bought in 2025 [currency/kWh]."""
    electricity_export_price: float
    """Price of electricity exported in 2025 [currency/kWh]."""
    electricity_price_source: str
    electricity_price_status: Status
    carbon_price: tuple[YearValue, ...]
    """Shadow price of carbon [currency/t]."""
    carbon_price_source: str
    carbon_price_status: Status
    discount_rate: float
    """Real social discount rate [1/a]."""
    discount_rate_source: str
    discount_rate_status: Status
    transport_factor: float
    """Carbon of moving goods by lorry [kgCO2e/(t km)]."""
    transport_distance: float
    """Distance from factory to site [km]."""
    transport_source: str
    transport_status: Status


@dataclass(frozen=True, slots=True, kw_only=True)
class Community:
    """A site, its buildings, what can be installed and the world around it."""

    site: Site
    buildings: tuple[Building, ...]
    products: tuple[Product, ...]
    world: World
    file_hashes: tuple[tuple[str, str], ...]
    """Name and SHA-256 of each input file."""
    is_illustrative: bool
    """Whether the layout is invented rather than surveyed; every report says so."""
    contaminants: Contaminants | None = None
    """Sources and sinks of indoor air pollution; None to leave it out."""
    households: Households | None = None
    """Who lives in it and where they spend their time; None to leave people out."""
