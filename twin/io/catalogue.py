"""The catalogue of products: ``buildings/catalogue/products.yaml``."""

from pathlib import Path

from pydantic import Field, field_validator

from twin.ground.errors import InputError, Problem
from twin.ground.quality import Status
from twin.io.catalogue_machine import (
    FanRecord,
    HeatingRecord,
    VentilationRecord,
    fan_traits,
    heating_traits,
    optional_factor,
    unfit_machines,
    ventilation_traits,
)
from twin.io.catalogue_machine import factor_of as _factor
from twin.io.catalogue_number import (
    AmountRecord,
    NumberRecord,
    PositiveRecord,
    ShapeRecord,
    ShareRecord,
)
from twin.io.schema import Identifier, Strict, load_yaml, parse
from twin.model.component import Carrier, Factor, Kind, Product
from twin.model.material import Glazing, Layer, Material

UNITS = {
    Kind.ROOF_COATING: "m2",
    Kind.WINDOW: "m2",
    Kind.ROOF_INSULATION: "m2",
    Kind.WALL_INSULATION: "m2",
    Kind.SHADING: "m2",
    Kind.FLOOR_INSULATION: "m2",
    Kind.AIR_SEALING: "m2",
    Kind.PHOTOVOLTAIC: "kWp",
}
"""Unit of the products of each kind; all other kinds count pieces."""

TEMP_TANK = (45.0, 95.0)
"""Temperatures that a tank may hold [°C]."""

_INSULATES = {Kind.ROOF_INSULATION, Kind.WALL_INSULATION, Kind.FLOOR_INSULATION}
_MOVES_HEAT = {Kind.AIR_CONDITIONER, Kind.WATER_HEATER, Kind.COOKER}


class RefrigerantRecord(Strict):
    """What circulates in one unit, and how it gets out."""

    name: Identifier = Field(description="Name of the refrigerant in `world.yaml`.")
    charge: PositiveRecord = Field(description="Charge of one unit [kg].")
    leak: ShareRecord = Field(description="Share of the charge lost in a year [1/a].")
    end_loss: ShareRecord = Field(
        description="Share of what is left that escapes when it is scrapped [-]."
    )


class TankRecord(Strict):
    """The tank of a water heater."""

    volume: PositiveRecord = Field(description="Water in it [m³].")
    loss: AmountRecord = Field(
        description="Standing loss per kelvin over its surroundings [W/K]."
    )
    temp: PositiveRecord = Field(description="Temperature that is held [°C].")
    band: AmountRecord | None = Field(
        default=None, description="Fall below it that wakes the heater [K]."
    )
    collector: PositiveRecord | None = Field(
        default=None, description="Area of the evacuated tubes that feed it [m²]."
    )
    is_outdoors: bool = Field(
        default=False, description="Whether it stands outdoors, else in a room."
    )

    @field_validator("temp")
    @classmethod
    def _is_usable(cls, temp: PositiveRecord) -> PositiveRecord:
        """Return a temperature that gives water of use and does not boil."""
        if not TEMP_TANK[0] <= temp.value <= TEMP_TANK[1]:
            message = f"must lie from {TEMP_TANK[0]:g} to {TEMP_TANK[1]:g} °C"
            raise ValueError(message)
        return temp


class WaterRecord(Strict):
    """How a water heater heats, hour by hour; without it only its efficiency counts."""

    power: PositiveRecord = Field(
        description="Heat that it can give; of a heat pump at 22.2 °C wet bulb and "
        "water of 55.7 °C [W]."
    )
    backup: AmountRecord | None = Field(
        default=None, description="Heat of the element beside a heat pump [W]."
    )
    is_heat_pump: bool = Field(
        default=False, description="Whether outdoor air heats the water."
    )
    tank: TankRecord | None = Field(
        default=None, description="Its tank; a heat pump needs one."
    )


class CoatingRecord(Strict):
    """How a coating's solar reflectance decays."""

    albedo_new: ShareRecord = Field(description="Reflectance when new [-].")
    albedo_aged: ShareRecord = Field(description="Reflectance it tends to [-].")
    albedo_time: PositiveRecord = Field(description="Time constant [a].")


class GlazingRecord(Strict):
    """What a window product is made of."""

    u_value: float = Field(
        gt=0.1, le=8.0, description="Transmittance with frame [W/(m²K)]."
    )
    shgc: float = Field(
        gt=0.0, lt=1.0, description="Solar heat gain coefficient, normal incidence [-]."
    )
    source: str = Field(min_length=1, description="Where the numbers come from.")
    status: Status = Field(description="How far they were verified.")


class LayerRecord(Strict):
    """A layer that an insulation product adds, with its material."""

    name: Identifier = Field(description="Name of the material.")
    conductivity: float = Field(
        gt=0.0, le=500.0, description="Thermal conductivity [W/(mK)]."
    )
    density: float = Field(ge=0.0, le=12_000.0, description="Density [kg/m³].")
    heat_capacity: float = Field(
        gt=0.0, le=5_000.0, description="Specific heat [J/(kgK)]."
    )
    thickness: float = Field(gt=0.0, le=2.0, description="Thickness [m].")
    source: str = Field(min_length=1, description="Where the numbers come from.")
    status: Status = Field(description="How far they were verified.")


_UNUSED = NumberRecord(
    value=1.0, source="does not apply to this kind", status=Status.DERIVED
)
_NO_LOSS = ShareRecord(
    value=0.0, source="does not apply to this kind", status=Status.DERIVED
)


class ProductRecord(Strict):
    """Something that can be installed; numbers are per unit."""

    kind: Kind = Field(description="What it is for.")
    unit: str = Field(description="What one unit is: `piece`, `m2` or `kWp`.")
    carrier: Carrier = Field(description="What it burns or draws.")
    efficiency: NumberRecord = Field(
        default=_UNUSED, description="Useful output per input when new [-]."
    )
    efficiency_loss: ShareRecord = Field(
        default=_NO_LOSS, description="Share lost per year of age [1/a]."
    )
    fouling_loss: ShareRecord = Field(
        default=_NO_LOSS, description="Share lost per year since cleaning [1/a]."
    )
    weibull_shape: ShapeRecord = Field(description="Shape of the lifetimes [-].")
    weibull_scale: PositiveRecord = Field(description="Scale of the lifetimes [a].")
    cost: AmountRecord = Field(description="Price with installation [CNY].")
    embodied: AmountRecord = Field(description="Modules A1–A3 [kgCO2e].")
    embodied_end: AmountRecord = Field(description="Modules C1–C4 [kgCO2e].")
    mass: AmountRecord = Field(description="Mass for transport [kg].")
    crew: Identifier = Field(description="Trade that installs it.")
    crew_days: AmountRecord = Field(description="Days of one crew [d].")
    refrigerant: RefrigerantRecord | None = Field(
        default=None, description="What circulates in it."
    )
    coating: CoatingRecord | None = Field(
        default=None, description="Reflectance of a roof coating."
    )
    glazing: GlazingRecord | None = Field(
        default=None, description="What a window is made of."
    )
    layers: tuple[LayerRecord, ...] = Field(
        default=(), max_length=6, description="What insulation adds outside."
    )
    shading_factor: ShareRecord | None = Field(
        default=None, description="Transmission of a shading product [-]."
    )
    n50_factor: ShareRecord | None = Field(
        default=None, description="Air change at 50 Pa that sealing leaves [-]."
    )
    lighting_factor: ShareRecord | None = Field(
        default=None, description="Electricity that lamps leave of lighting [-]."
    )
    drain_heat: ShareRecord | None = Field(
        default=None, description="Share of hot water's heat that it gives back [-]."
    )
    water: WaterRecord | None = Field(
        default=None, description="Tank and power of a water heater."
    )
    fan: FanRecord | None = Field(default=None, description="Of a ceiling fan.")
    ventilation: VentilationRecord | None = Field(
        default=None, description="Of a ventilation unit."
    )
    heating: HeatingRecord | None = Field(
        default=None, description="How an air conditioner heats, if it is reversible."
    )
    is_inverter: bool = Field(
        default=False,
        description="Part load of an inverter, on an efficiency at full load.",
    )


class CatalogueFile(Strict):
    """Products by name: ``products.yaml``."""

    products: dict[Identifier, ProductRecord] = Field(
        min_length=1, description="Products by name."
    )


def read_products(path: Path) -> tuple[Product, ...]:
    """Return the products of a catalogue.

    Parameters
    ----------
    path
        A ``products.yaml``.

    Returns
    -------
    tuple[Product, ...]
        Products in the order of the file.

    Raises
    ------
    InputError
        The file is not usable, or a product lacks what its kind needs.
    """
    checked = parse(CatalogueFile, load_yaml(path), str(path))
    problems = [
        problem
        for name, record in checked.products.items()
        for problem in _missing(name, record)
    ]
    if problems:
        raise InputError(str(path), problems)
    return tuple(_product(name, one) for name, one in checked.products.items())


def _missing(name: str, record: ProductRecord) -> list[Problem]:
    """Return what does not fit the kind of a product."""
    kind = record.kind
    problems: list[tuple[str, str, str | None]] = []
    unit = UNITS.get(kind, "piece")
    if record.unit != unit:
        message = f"must be {unit!r} for kind {kind.value!r}"
        problems.append((f"products.{name}.unit", message, record.unit))
    expected = {
        "glazing": (kind is Kind.WINDOW, record.glazing is not None),
        "layers": (kind in _INSULATES, bool(record.layers)),
        "n50_factor": (kind is Kind.AIR_SEALING, record.n50_factor is not None),
        "lighting_factor": (kind is Kind.LIGHTING, record.lighting_factor is not None),
        "drain_heat": (kind is Kind.DRAIN_HEAT, record.drain_heat is not None),
        "shading_factor": (kind is Kind.SHADING, record.shading_factor is not None),
    }
    for key, (is_needed, is_given) in expected.items():
        if is_needed and not is_given:
            message = f"is required for kind {kind.value!r}"
            problems.append((f"products.{name}.{key}", message, None))
        if is_given and not is_needed:
            message = f"does not apply to kind {kind.value!r}"
            problems.append((f"products.{name}.{key}", message, None))
    if record.coating is not None and kind is not Kind.ROOF_COATING:
        message = f"does not apply to kind {kind.value!r}"
        problems.append((f"products.{name}.coating", message, None))
    problems += _unfit_water(name, record)
    machines = (record.fan, record.ventilation, record.heating, record.is_inverter)
    problems += unfit_machines(name, kind, machines)
    if record.efficiency.value <= 0.0 or (
        kind in _MOVES_HEAT and "efficiency" not in record.model_fields_set
    ):
        message = "must be given and above 0"
        problems.append((f"products.{name}.efficiency", message, None))
    return [Problem(path=p, message=m, given=g) for p, m, g in problems]


def _unfit_water(name: str, record: ProductRecord) -> list[tuple[str, str, str | None]]:
    """Return what does not fit together in a water heater."""
    water = record.water
    if water is None:
        return []
    path = f"products.{name}.water"
    if record.kind is not Kind.WATER_HEATER:
        message = f"does not apply to kind {record.kind.value!r}"
        return [(path, message, None)]
    problems: list[tuple[str, str, str | None]] = []
    if water.is_heat_pump and water.tank is None:
        problems.append((f"{path}.tank", "is required for a heat pump", None))
    if water.is_heat_pump and record.carrier is not Carrier.ELECTRICITY:
        message = "must draw electricity to be a heat pump"
        problems.append((f"products.{name}.carrier", message, record.carrier.value))
    if water.backup is not None and not water.is_heat_pump:
        problems.append((f"{path}.backup", "applies to heat pumps only", None))
    return problems


def _product(name: str, record: ProductRecord) -> Product:
    """Return a record of the file as a product."""
    per = record.unit
    fluid = record.refrigerant
    coating = record.coating
    shade = record.shading_factor
    return Product(
        name=name,
        kind=record.kind,
        unit=per,
        carrier=record.carrier,
        efficiency=_factor(record.efficiency, "-"),
        efficiency_loss=_factor(record.efficiency_loss, "1/a"),
        fouling_loss=_factor(record.fouling_loss, "1/a"),
        weibull_shape=_factor(record.weibull_shape, "-"),
        weibull_scale=_factor(record.weibull_scale, "a"),
        cost=_factor(record.cost, f"CNY/{per}"),
        embodied=_factor(record.embodied, f"kgCO2e/{per}"),
        embodied_end=_factor(record.embodied_end, f"kgCO2e/{per}"),
        mass=_factor(record.mass, f"kg/{per}"),
        crew=record.crew,
        crew_days=_factor(record.crew_days, f"d/{per}"),
        refrigerant=fluid.name if fluid else "",
        refrigerant_charge=fluid.charge.value if fluid else 0.0,
        refrigerant_leak=fluid.leak.value if fluid else 0.0,
        refrigerant_end_loss=fluid.end_loss.value if fluid else 0.0,
        albedo_new=coating.albedo_new.value if coating else None,
        albedo_aged=coating.albedo_aged.value if coating else None,
        albedo_time=coating.albedo_time.value if coating else None,
        glazing=_glazing(name, record.glazing),
        layers=tuple(_layer(one) for one in record.layers),
        shading_factor=shade.value if shade else None,
        n50_factor=optional_factor(record.n50_factor),
        lighting_factor=optional_factor(record.lighting_factor),
        drain_heat=optional_factor(record.drain_heat),
        fan=fan_traits(record.fan),
        ventilation=ventilation_traits(record.ventilation),
        heating=heating_traits(record.heating),
        is_inverter=record.is_inverter,
        is_water_heat_pump=record.water is not None and record.water.is_heat_pump,
        is_water_outdoors=_is_outdoors(record.water),
        **_water(record.water),
    )


def _is_outdoors(record: WaterRecord | None) -> bool:
    """Return whether the tank of a water heater stands outdoors."""
    return bool(record and record.tank and record.tank.is_outdoors)


def _water(record: WaterRecord | None) -> dict[str, Factor]:
    """Return the numbers of a water heater by the name of their field."""
    if record is None:
        return {}
    tank = record.tank
    given = {
        "water_power": (record.power, "W"),
        "water_backup": (record.backup, "W"),
        "water_volume": (tank and tank.volume, "m3"),
        "water_loss": (tank and tank.loss, "W/K"),
        "water_temp": (tank and tank.temp, "°C"),
        "water_band": (tank and tank.band, "K"),
        "water_collector": (tank and tank.collector, "m2"),
    }
    return {name: _factor(one, unit) for name, (one, unit) in given.items() if one}


def _glazing(name: str, record: GlazingRecord | None) -> Glazing | None:
    """Return the glazing of a window product."""
    if record is None:
        return None
    return Glazing(name=name, **dict(record))


def _layer(record: LayerRecord) -> Layer:
    """Return a layer with its material."""
    return Layer(
        material=Material(
            name=record.name,
            conductivity=record.conductivity,
            density=record.density,
            heat_capacity=record.heat_capacity,
            source=record.source,
            status=record.status,
        ),
        thickness=record.thickness,
    )
