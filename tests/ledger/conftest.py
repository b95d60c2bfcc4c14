"""The embedded catalogue and world, and lives written by hand."""

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from twin.io.catalogue import read_products
from twin.io.world import read_world
from twin.life.record import Event, LifeRecord, Tenure
from twin.model.building import Community, Site, World
from twin.model.component import Kind, Product

AC = Kind.AIR_CONDITIONER


@pytest.fixture(scope="session")
def products(root: Path) -> tuple[Product, ...]:
    return read_products(root / "buildings" / "catalogue" / "products.yaml")


@pytest.fixture(scope="session")
def world(root: Path) -> World:
    return read_world(root / "buildings" / "catalogue" / "world.yaml")


@pytest.fixture(scope="session")
def community(products: tuple[Product, ...], world: World) -> Community:
    site = Site(
        name="Test",
        latitude=18.6,
        longitude=109.7,
        elevation=70.0,
        utc_offset=8.0,
        country="CN",
        has_heating_season=False,
        currency="CNY",
        weather_file="x.epw",
        climate_table="x.csv",
        co2_outdoor=420.0,
        pm25_outdoor=(15.0,) * 12,
        terrain_roughness="suburban",
    )
    return Community(
        site=site,
        buildings=(),
        products=products,
        world=world,
        file_hashes=(),
        is_illustrative=True,
    )


@pytest.fixture(scope="session")
def make_swap() -> Callable[..., LifeRecord]:
    """A life in which one component group is replaced once, or never."""

    def swap(
        old: str,
        new: str | None,
        at: float = 2037.0,
        installed: float = 2025.0,
        quantity: float = 1.0,
        cause: str = "wear_out",
        kind: Kind = AC,
        cost: float = 1.0,
    ) -> LifeRecord:
        where = ("house", "unit", kind)
        if new is None:
            stays = Tenure(*where, old, quantity, 2025.0, 2060.0, installed, True)
            return LifeRecord(0, (), (stays,))
        tenures = (
            Tenure(*where, old, quantity, 2025.0, at, installed, True),
            Tenure(*where, new, quantity, at, 2060.0, at, True),
        )
        events = (
            Event(at, *where, "removed", cause, old, quantity, "", 0.0),
            Event(at, *where, "replaced", cause, new, quantity, "", cost),
        )
        return LifeRecord(0, events, tenures)

    return swap


@pytest.fixture(scope="session")
def make_energy() -> Callable[..., pd.DataFrame]:
    """Energy of one building in some years of one future."""

    def energy(years: tuple[int, ...] = (2025,), **columns: float) -> pd.DataFrame:
        table = pd.DataFrame({"future": 0, "year": list(years), "building_id": "house"})
        for name in (
            "electricity_grid_kwh",
            "pv_export_kwh",
            "lpg_kwh",
            "natural_gas_kwh",
            "wood_kwh",
        ):
            table[name] = columns.get(name, 0.0)
        return table

    return energy
