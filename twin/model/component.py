"""Things that wear out, and the products that replace them."""

from dataclasses import dataclass
from enum import StrEnum

from twin.ground.quality import Origin, Status
from twin.model.material import Glazing, Layer


class Kind(StrEnum):
    """What a component is for."""

    AIR_CONDITIONER = "air_conditioner"
    WATER_HEATER = "water_heater"
    COOKER = "cooker"
    ROOF_COATING = "roof_coating"
    WINDOW = "window"
    PHOTOVOLTAIC = "photovoltaic"
    ROOF_INSULATION = "roof_insulation"
    WALL_INSULATION = "wall_insulation"
    SHADING = "shading"
    CEILING_FAN = "ceiling_fan"
    VENTILATION = "ventilation"
    FLOOR_INSULATION = "floor_insulation"
    AIR_SEALING = "air_sealing"
    LIGHTING = "lighting"
    DRAIN_HEAT = "drain_heat"
    """Exchanger that warms cold water with what runs down the drain."""


class Carrier(StrEnum):
    """Energy carriers that are metered or bought."""

    ELECTRICITY = "electricity"
    LPG = "lpg"
    NATURAL_GAS = "natural_gas"
    WOOD = "wood"
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Factor:
    """A number with its unit, source and status."""

    value: float
    unit: str
    source: str
    status: Status


@dataclass(frozen=True, slots=True, kw_only=True)
class FanTraits:
    """What a ceiling fan does in a room."""

    power: Factor
    """Electric power at full speed [W]."""
    air_speed: Factor
    """Mean air speed where people are, at full speed [m/s]."""
    standby: Factor
    """Power of the receiver, on or off [W]."""
    floor_area: Factor
    """Floor area that one fan serves [m²]."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VentilationTraits:
    """What a ventilation unit does in rooms."""

    flow_area: Factor
    """Outdoor air at all times per floor area [m³/(sm²)]."""
    flow_person: Factor
    """Outdoor air for each person present, added to that [m³/s]."""
    sensible: Factor
    """Temperature effectiveness of the exchanger [-]."""
    latent: Factor
    """Humidity effectiveness [-]."""
    specific_power: Factor
    """Electric power of each fan per flow [J/m³]."""
    temp_frost: Factor
    """Least temperature at which exhaust may leave the exchanger [°C]."""
    temp_bypass: Factor
    """Room temperature above which cooler outdoor air goes past the exchanger [°C]."""
    filter_efficiency: Factor
    """Share of fine particles that its filter keeps from the supply air [-]."""
    is_balanced: bool
    """Whether it blows in what it takes out; else exhaust only."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HeatingTraits:
    """How a reversible air conditioner heats."""

    efficiency: Factor
    """Heat over power at 8.33 °C outdoors, COP [-]."""
    capacity_share: Factor
    """Heating capacity there over rated cooling capacity [-]."""
    temp_least: Factor
    """Outdoor temperature below which the compressor stays off [°C]."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Product:
    """Something that can be installed, with what it costs the world and the purse.

    Quantities are per unit of `unit`: one appliance, one m² of roof, wall or window,
    one kWp.
    """

    name: str
    kind: Kind
    unit: str
    """What one unit is: ``piece``, ``m2`` or ``kWp``."""
    carrier: Carrier
    """What it burns or draws; `Carrier.NONE` for what needs nothing."""
    efficiency: Factor
    """Rated useful output per input: EER, COP, burner efficiency, PV yield ratio; of a
    water heater with a tank, heat into the water, so that losses of the tank are apart,
    and of a heat pump the COP at 22.2 °C wet bulb and water of 55.7 °C."""
    efficiency_loss: Factor
    """Share of the efficiency lost per year of age, lasting [1/a]."""
    fouling_loss: Factor
    """Share of the efficiency lost per year since cleaning, recoverable [1/a]."""
    weibull_shape: Factor
    """Shape of the lifetime distribution [-]."""
    weibull_scale: Factor
    """Scale of the lifetime distribution [a]."""
    cost: Factor
    """Price of one unit with installation, year-2025 money [CNY]."""
    embodied: Factor
    """Carbon of modules A1–A3 of one unit [kgCO2e]."""
    embodied_end: Factor
    """Carbon of modules C1–C4 of one unit, refrigerant left out [kgCO2e]."""
    mass: Factor
    """Mass of one unit, for transport [kg]."""
    crew: str
    """Trade that installs it."""
    crew_days: Factor
    """Days one crew needs for one unit [d]."""
    refrigerant: str = ""
    """Name in the factor set, or empty."""
    refrigerant_charge: float = 0.0
    """Charge of one unit [kg]."""
    refrigerant_leak: float = 0.0
    """Share of the charge that leaks in a year [1/a]."""
    refrigerant_end_loss: float = 0.0
    """Share of the charge that escapes when the unit is scrapped [-]."""
    albedo_new: float | None = None
    """Solar reflectance of a coating when new [-]."""
    albedo_aged: float | None = None
    """Solar reflectance towards which a coating decays [-]."""
    albedo_time: float | None = None
    """Time constant of that decay [a]."""
    glazing: Glazing | None = None
    """What a window product is made of."""
    layers: tuple[Layer, ...] = ()
    """What an insulation product adds to the outside of an element."""
    shading_factor: float | None = None
    """Transmission of a shading product [-]."""
    n50_factor: Factor | None = None
    """Air change at 50 Pa that sealing leaves over what it was [-]."""
    lighting_factor: Factor | None = None
    """Electricity of lighting that lamps leave over that of the usage [-]."""
    drain_heat: Factor | None = None
    """Share of the heat of hot water that a drain exchanger gives back [-]."""
    water_power: Factor | None = None
    """Heat that a water heater can give; of a heat pump at its rating point [W]."""
    water_backup: Factor | None = None
    """Heat of the electric element beside a heat pump [W]."""
    water_volume: Factor | None = None
    """Water in its tank; none for a heater without one [m³]."""
    water_loss: Factor | None = None
    """Standing loss of that tank [W/K]."""
    water_temp: Factor | None = None
    """Temperature that is held in it [°C]."""
    water_band: Factor | None = None
    """Fall below that temperature which wakes the heater [K]."""
    water_collector: Factor | None = None
    """Area of the evacuated tubes that feed it [m²]."""
    is_water_heat_pump: bool = False
    """Whether outdoor air heats the water."""
    is_water_outdoors: bool = False
    """Whether the tank stands outdoors."""
    fan: FanTraits | None = None
    """What a ceiling fan does."""
    ventilation: VentilationTraits | None = None
    """What a ventilation unit does."""
    heating: HeatingTraits | None = None
    """How an air conditioner heats, None for heat at its rated EER."""
    is_inverter: bool = False
    """Whether an air conditioner follows the part load of inverters; else it cycles.
    Where its efficiency is a seasonal one, part load is counted already."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ComponentGroup:
    """Units of one product in one building that fail and are replaced together."""

    name: str
    """Unique in the building, e.g. ``air_conditioner_2``."""
    kind: Kind
    product: str
    """Name of the product in the catalogue."""
    quantity: float
    """Number of units, in the unit of the product."""
    age: float
    """Age at the start of the study [a]."""
    origin: Origin
