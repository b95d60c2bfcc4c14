"""What the community cannot choose: ``buildings/catalogue/world.yaml``."""

from pathlib import Path

from pydantic import Field

from twin.ground.errors import InputError, Problem
from twin.ground.quality import Status
from twin.io.schema import Identifier, Note, Strict, load_yaml, parse
from twin.model.building import (
    FuelFactor,
    GridPath,
    RefrigerantFactor,
    World,
    YearValue,
)
from twin.model.component import Carrier


class GridRecord(Strict):
    """Carbon of electricity over the years."""

    direct: dict[str, float] = Field(
        min_length=1, description="Direct emissions by year [kgCO2/kWh]."
    )
    upstream_uplift: float = Field(
        ge=1.0, le=3.0, description="Life-cycle over direct emissions [-]."
    )
    upstream_floor: float = Field(
        ge=0.0, le=0.5, description="Least upstream emission [kgCO2e/kWh]."
    )
    source: str = Field(min_length=1, description="Where the path comes from.")
    status: Status = Field(description="How far it was verified.")


class FuelRecord(Strict):
    """Carbon and price of a fuel, per kWh of lower heating value."""

    direct: float = Field(ge=0.0, le=2.0, description="Of burning it [kgCO2/kWh].")
    upstream_uplift: float = Field(
        ge=1.0, le=3.0, description="Life-cycle over direct emissions [-]."
    )
    biogenic: float = Field(
        default=0.0, ge=0.0, le=2.0, description="Biogenic emission [kgCO2/kWh]."
    )
    price: float = Field(ge=0.0, description="Price of year 2025 [currency/kWh].")
    source: str = Field(min_length=1, description="Where the numbers come from.")
    status: Status = Field(description="How far they were verified.")


class RefrigerantRecord(Strict):
    """Warming of a refrigerant."""

    gwp: float = Field(ge=0.0, le=30_000.0, description="Warming over 100 years [-].")
    source: str = Field(min_length=1, description="Where the number comes from.")
    status: Status = Field(description="How far it was verified.")


class ElectricityRecord(Strict):
    """Price of electricity."""

    price: float = Field(ge=0.0, description="Bought, year 2025 [currency/kWh].")
    export_price: float = Field(ge=0.0, description="Exported [currency/kWh].")
    note: Note = Field(description="Where the prices come from.")


class CarbonPriceRecord(Strict):
    """Shadow price of carbon over the years."""

    path: dict[str, float] = Field(
        min_length=1, description="Price by year [currency/t]."
    )
    note: Note = Field(description="Where it comes from.")


class DiscountRecord(Strict):
    """Real social discount rate."""

    rate: float = Field(ge=0.0, le=0.5, description="Rate [1/a].")
    note: Note = Field(description="Where it comes from.")


class TransportRecord(Strict):
    """Moving goods from factory to site."""

    factor: float = Field(ge=0.0, le=5.0, description="Lorry [kgCO2e/(t km)].")
    distance: float = Field(ge=0.0, le=20_000.0, description="Distance [km].")
    note: Note = Field(description="Where the numbers come from.")


class WorldFile(Strict):
    """Grid, fuels, refrigerants, prices and transport: ``world.yaml``."""

    grid_paths: dict[Identifier, GridRecord] = Field(
        min_length=1, description="Grid paths by name."
    )
    fuels: dict[Carrier, FuelRecord] = Field(description="Fuels by carrier.")
    refrigerants: dict[Identifier, RefrigerantRecord] = Field(
        description="Refrigerants by name."
    )
    electricity: ElectricityRecord = Field(description="Price of electricity.")
    carbon_price: CarbonPriceRecord = Field(description="Shadow price of carbon.")
    discount: DiscountRecord = Field(description="Discount rate.")
    transport: TransportRecord = Field(description="Factory to site.")


def read_world(path: Path) -> World:
    """Return the world around the community.

    Parameters
    ----------
    path
        A ``world.yaml``.

    Returns
    -------
    World
        Grid paths, fuels, refrigerants and prices.

    Raises
    ------
    InputError
        The file is not usable, or a year is not a year.
    """
    checked = parse(WorldFile, load_yaml(path), str(path))
    problems: list[Problem] = []
    grids = tuple(
        GridPath(
            name=name,
            direct=_years(one.direct, f"grid_paths.{name}.direct", problems),
            upstream_uplift=one.upstream_uplift,
            upstream_floor=one.upstream_floor,
            source=one.source,
            status=one.status,
        )
        for name, one in checked.grid_paths.items()
    )
    carbon_price = _years(checked.carbon_price.path, "carbon_price.path", problems)
    problems += _missing_fuels(checked)
    if problems:
        raise InputError(str(path), problems)
    return _world(checked, grids, carbon_price)


def _world(
    checked: WorldFile,
    grids: tuple[GridPath, ...],
    carbon_price: tuple[YearValue, ...],
) -> World:
    """Return the checked file as a world."""
    electricity, transport = checked.electricity, checked.transport
    return World(
        grid_paths=grids,
        fuels=tuple(
            FuelFactor(carrier=carrier.value, **dict(one))
            for carrier, one in checked.fuels.items()
        ),
        refrigerants=tuple(
            RefrigerantFactor(name=name, **dict(one))
            for name, one in checked.refrigerants.items()
        ),
        electricity_price=electricity.price,
        electricity_export_price=electricity.export_price,
        electricity_price_source=electricity.note.text,
        electricity_price_status=electricity.note.status,
        carbon_price=carbon_price,
        carbon_price_source=checked.carbon_price.note.text,
        carbon_price_status=checked.carbon_price.note.status,
        discount_rate=checked.discount.rate,
        discount_rate_source=checked.discount.note.text,
        discount_rate_status=checked.discount.note.status,
        transport_factor=transport.factor,
        transport_distance=transport.distance,
        transport_source=transport.note.text,
        transport_status=transport.note.status,
    )


def _years(
    raw: dict[str, float], path: str, problems: list[Problem]
) -> tuple[YearValue, ...]:
    """Return values by ascending year, and note keys that are no years."""
    found = []
    for key, value in raw.items():
        if not (key.isascii() and key.isdigit() and len(key) == 4):  # noqa: PLR2004
            message = "must be a year of four digits"
            problems.append(Problem(path=f"{path}.{key}", message=message))
        elif value < 0.0:
            message = "must not be negative"
            problems.append(Problem(path=f"{path}.{key}", message=message, given=value))
        else:
            found.append(YearValue(year=float(key), value=value))
    return tuple(sorted(found, key=lambda one: one.year))


def _missing_fuels(checked: WorldFile) -> list[Problem]:
    """Return the fuels that the file lacks or that are none."""
    fuels = {Carrier.LPG, Carrier.NATURAL_GAS, Carrier.WOOD}
    given = set(checked.fuels)
    lacking = [
        Problem(path=f"fuels.{one.value}", message="is required but missing")
        for one in sorted(fuels - given)
    ]
    allowed = ", ".join(sorted(one.value for one in fuels))
    surplus = [
        Problem(path=f"fuels.{one.value}", message=f"is not a fuel; known: {allowed}")
        for one in sorted(given - fuels)
    ]
    return lacking + surplus
