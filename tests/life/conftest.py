"""Small communities whose lives can be followed by hand."""

from collections.abc import Callable
from pathlib import Path

import pytest

from twin.ground.quality import Origin, Status
from twin.io.catalogue import read_products
from twin.io.world import read_world
from twin.model.building import Building, BuildingUse, Community, Site, World
from twin.model.component import Carrier, ComponentGroup, Factor, Kind, Product
from twin.model.programme import Crews, Habits, Policy, Programme, Scenario


@pytest.fixture(scope="session")
def products(root: Path) -> tuple[Product, ...]:
    return read_products(root / "buildings" / "catalogue" / "products.yaml")


@pytest.fixture(scope="session")
def world(root: Path) -> World:
    return read_world(root / "buildings" / "catalogue" / "world.yaml")


@pytest.fixture(scope="session")
def make_product() -> Callable[..., Product]:
    def factor(value: float) -> Factor:
        return Factor(value=value, unit="-", source="test", status=Status.ASSUMPTION)

    def make(
        name: str,
        kind: Kind = Kind.COOKER,
        shape: float = 3.0,
        scale: float = 10.0,
        cost: float = 100.0,
        days: float = 0.0,
        crew: str = "smith",
        **extra: object,
    ) -> Product:
        return Product(
            name=name,
            kind=kind,
            unit="piece",
            carrier=Carrier.ELECTRICITY,
            efficiency=factor(1.0),
            efficiency_loss=factor(0.0),
            fouling_loss=factor(0.0),
            weibull_shape=factor(shape),
            weibull_scale=factor(scale),
            cost=factor(cost),
            embodied=factor(1.0),
            embodied_end=factor(1.0),
            mass=factor(1.0),
            crew=crew,
            crew_days=factor(days),
            **extra,
        )

    return make


@pytest.fixture(scope="session")
def make_building() -> Callable[..., Building]:
    def make(
        name: str,
        *groups: tuple[str, Kind, str, float, float],
        year_built: int = 2000,
        roof: float = 100.0,
        window: float = 20.0,
        archetype: str = "house",
        dwellings: int = 1,
    ) -> Building:
        return Building(
            id=name,
            name=name,
            archetype=archetype,
            use=BuildingUse.DWELLING,
            year_built=year_built,
            storeys=1,
            height=3.0,
            floor_area=100.0,
            roof_area=roof,
            wall_area=120.0,
            window_area=window,
            dwellings=dwellings,
            residents=4.0,
            n50=10.0,
            shelter=0.5,
            hot_water=0.0,
            cooking=0.0,
            zones=(),
            components=tuple(
                ComponentGroup(
                    name=component,
                    kind=kind,
                    product=product,
                    quantity=quantity,
                    age=age,
                    origin=Origin.ASSUMED,
                )
                for component, kind, product, quantity, age in groups
            ),
            outline=((0.0, 0.0), (10.0, 0.0), (10.0, 10.0)),
            origins=(),
        )

    return make


@pytest.fixture(scope="session")
def make_community(world: World) -> Callable[..., Community]:
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

    def make(
        buildings: tuple[Building, ...], products: tuple[Product, ...]
    ) -> Community:
        return Community(
            site=site,
            buildings=tuple(buildings),
            products=tuple(products),
            world=world,
            file_hashes=(),
            is_illustrative=True,
        )

    return make


@pytest.fixture(scope="session")
def make_scenario() -> Callable[..., Scenario]:
    def make(
        *programmes: Programme,
        name: str = "test",
        crews: int = 1000,
        trades: tuple[str, ...] = ("smith",),
        rules: tuple = (),
        cleaning: float = 0.0,
        recoating: float = 0.0,
        days: float = 200.0,
    ) -> Scenario:
        return Scenario(
            name=name,
            title=name,
            description="",
            climate_pathway="ssp245",
            grid_path="hainan_ref",
            programmes=programmes,
            crews=tuple(
                Crews(trade=one, count=crews, working_days=days) for one in trades
            ),
            policy=Policy(
                replacements=rules,
                maintenance_interval=cleaning,
                recoat_interval=recoating,
            ),
            habits=Habits(name="usual"),
        )

    return make


@pytest.fixture(scope="session")
def make_programme() -> Callable[..., Programme]:
    def make(*measures: object, **changes: object) -> Programme:
        fields = {
            "name": "plan",
            "start": 2026.0,
            "end": 2040.0,
            "uses": (),
            "archetypes": (),
            "built_before": 2100,
            "priority": "oldest_first",
            "budget": 1e9,
        }
        return Programme(measures=tuple(measures), **{**fields, **changes})

    return make
