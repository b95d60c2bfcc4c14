"""A house of two rooms, synthetic years and a direct line to the kernel."""

import dataclasses
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pytest

from twin.annual.batch import Batch, stack_batch
from twin.annual.gains import zone_gains
from twin.annual.kernel import simulate_year
from twin.annual.outdoor import OutdoorYear, prepare_outdoor
from twin.annual.series import BALANCED, Drive, Hours, Rooms, empty_hours, read_hours
from twin.annual.shell import Shell
from twin.annual.simulate import BuildingRun, Task
from twin.annual.sunlight import face_irradiances
from twin.annual.variant import Variant
from twin.ground.constants import KELVIN, STEFAN_BOLTZMANN
from twin.ground.quality import Status
from twin.ground.types import FloatArray
from twin.model.building import Building, BuildingUse
from twin.model.component import Carrier, Factor, Kind, Product
from twin.model.material import Construction, Glazing, Layer, Material
from twin.model.programme import Habits
from twin.model.usage import Usage
from twin.model.zone import Boundary, Exposure, Surface, Window, Zone
from twin.physics.elements import Merge
from twin.weather.series import WeatherYear
from twin.weather.sun import sun_of_place

NIGHT = tuple(1.0 if hour < 7 or hour >= 21 else 0.0 for hour in range(24))
DAY = tuple(1.0 - share for share in NIGHT)
ALWAYS = (1.0,) * 24
NEVER = (0.0,) * 24
WALL_AZIMUTH = {"north": 0.0, "east": 90.0, "south": 180.0, "west": 270.0}


def _material(name, conductivity, density, heat):
    return Material(
        name=name,
        conductivity=conductivity,
        density=density,
        heat_capacity=heat,
        source="test",
        status=Status.ASSUMPTION,
    )


BRICK = _material("brick", 0.8, 1800.0, 900.0)
CONCRETE = _material("concrete", 1.7, 2300.0, 920.0)
FOAM = _material("foam", 0.04, 30.0, 1400.0)


def _construction(name, *layers):
    return Construction(
        name=name,
        layers=tuple(Layer(material=one, thickness=size) for one, size in layers),
    )


OUTER = _construction("outer", (BRICK, 0.24))
INNER = _construction("inner", (BRICK, 0.12))
ROOF = _construction("roof", (FOAM, 0.02), (CONCRETE, 0.12))
SLAB = _construction("slab", (CONCRETE, 0.10))
GLASS = Glazing(
    name="single", u_value=5.7, shgc=0.8, source="test", status=Status.ASSUMPTION
)


@pytest.fixture(scope="session")
def make_usage() -> Callable[..., Usage]:
    def make(**changes):
        plain = Usage(
            name="plain",
            is_bedroom=False,
            occupancy_weekday=DAY,
            occupancy_weekend=ALWAYS,
            presence_month=(1.0,) * 12,
            metabolic_rate=1.2,
            heat_sensible_person=70.0,
            heat_latent_person=55.0,
            co2_person=5e-6,
            lighting=4.0,
            lighting_share=NIGHT,
            appliances=5.0,
            appliances_share=ALWAYS,
            moisture_source=2e-5,
            cooling_hours=ALWAYS,
            cooling_trigger=28.0,
            cooling_setpoint=26.0,
            cooling_needs_people=True,
            heating_setpoint=18.0,
            window_opening_temp=24.0,
            flow_outdoor_person=0.0,
        )
        return dataclasses.replace(plain, **changes)

    return make


def _surfaces(neighbour, outer_walls):
    walls = [
        Surface(
            name=name,
            area=12.0,
            construction=OUTER,
            boundary=Boundary.OUTDOOR,
            exposure=Exposure(tilt=90.0, azimuth=WALL_AZIMUTH[name]),
        )
        for name in outer_walls
    ]
    flat = [
        Surface(
            name="roof",
            area=20.0,
            construction=ROOF,
            boundary=Boundary.OUTDOOR,
            exposure=Exposure(tilt=0.0, azimuth=0.0),
            is_roof=True,
        ),
        Surface(
            name="slab",
            area=20.0,
            construction=SLAB,
            boundary=Boundary.GROUND,
            exposure=Exposure(tilt=180.0, azimuth=0.0),
        ),
    ]
    inner = Surface(
        name="inner",
        area=15.0,
        construction=INNER,
        boundary=Boundary.ZONE,
        exposure=Exposure(tilt=90.0, azimuth=0.0),
        neighbour=neighbour,
    )
    return (*walls, *flat, *([inner] if neighbour else []))


@pytest.fixture(scope="session")
def make_zone(make_usage) -> Callable[..., Zone]:
    def make(name="room", neighbour="", outer=("north", "east", "south"), **changes):
        window = Window(
            name="window",
            area=2.5,
            glazing=GLASS,
            exposure=Exposure(tilt=90.0, azimuth=180.0),
        )
        plain = Zone(
            name=name,
            usage=make_usage(),
            floor_area=20.0,
            volume=60.0,
            height_above_ground=0.0,
            people=2.0,
            surfaces=_surfaces(neighbour, outer),
            windows=(window,),
            is_cooled=True,
            cooling_capacity=6000.0,
        )
        return dataclasses.replace(plain, **changes)

    return make


@pytest.fixture(scope="session")
def make_building() -> Callable[..., Building]:
    def make(*zones, **changes):
        area = sum(zone.floor_area * zone.multiplier for zone in zones)
        plain = Building(
            id="house",
            name="House",
            archetype="test",
            use=BuildingUse.DWELLING,
            year_built=2000,
            storeys=1,
            height=3.0,
            floor_area=area,
            roof_area=area,
            wall_area=60.0,
            window_area=5.0,
            dwellings=1,
            residents=4.0,
            n50=8.0,
            shelter=0.5,
            hot_water=3.0e6,
            cooking=7.2e6,
            zones=tuple(zones),
            components=(),
            outline=((0.0, 0.0), (10.0, 0.0), (10.0, 4.0), (0.0, 4.0)),
            origins=(),
        )
        return dataclasses.replace(plain, **changes)

    return make


@pytest.fixture(scope="session")
def house(make_zone, make_usage, make_building) -> Building:
    """A living room, cooled, and a bedroom, cooled and heated, side by side."""
    bedroom = make_usage(
        name="bedroom",
        is_bedroom=True,
        occupancy_weekday=NIGHT,
        occupancy_weekend=NIGHT,
        lighting_share=NEVER,
        cooling_hours=NIGHT,
        heating_setpoint=25.0,
        window_opening_temp=25.5,
    )
    return make_building(
        make_zone("living", "bedroom"),
        make_zone(
            "bedroom",
            outer=("north", "south", "west"),
            usage=bedroom,
            is_heated=True,
            heating_capacity=5000.0,
        ),
    )


def _factor(value):
    return Factor(value=value, unit="-", source="test", status=Status.ASSUMPTION)


@pytest.fixture(scope="session")
def make_product() -> Callable[..., Product]:
    def make(name, kind, carrier=Carrier.NONE, efficiency=1.0, **extra):
        return Product(
            name=name,
            kind=kind,
            unit="piece",
            carrier=carrier,
            efficiency=_factor(efficiency),
            efficiency_loss=_factor(0.0),
            fouling_loss=_factor(0.0),
            weibull_shape=_factor(3.0),
            weibull_scale=_factor(10.0),
            cost=_factor(1.0),
            embodied=_factor(1.0),
            embodied_end=_factor(1.0),
            mass=_factor(1.0),
            crew="smith",
            crew_days=_factor(0.0),
            **extra,
        )

    return make


@pytest.fixture(scope="session")
def products(make_product) -> dict[str, Product]:
    foam = Layer(material=FOAM, thickness=0.08)
    better = Glazing(
        name="double", u_value=2.0, shgc=0.4, source="test", status=Status.ASSUMPTION
    )
    made = [
        make_product("lpg", Kind.COOKER, Carrier.LPG, 0.6),
        make_product("induction", Kind.COOKER, Carrier.ELECTRICITY, 0.9),
        make_product("foam_roof", Kind.ROOF_INSULATION, layers=(foam,)),
        make_product("foam_wall", Kind.WALL_INSULATION, layers=(foam,)),
        make_product("double", Kind.WINDOW, glazing=better),
        make_product("louvre", Kind.SHADING, shading_factor=0.5),
    ]
    return {one.name: one for one in made}


@pytest.fixture(scope="session")
def make_variant() -> Callable[..., Variant]:
    def make(**changes):
        plain = Variant(
            building="house",
            albedo=None,
            window="",
            roof_insulation="",
            wall_insulation="",
            shading="",
            cooker="",
            has_cooling=True,
            habits=Habits(name="usual"),
        )
        return dataclasses.replace(plain, **changes)

    return make


PLACE = {"latitude": 18.6, "longitude": 120.0, "elevation": 0.0, "utc_offset": 8.0}


def _year(temp, **series):
    """Weather of a year at one place; what is not given is dark, dry and still."""
    plain = {
        "temp_dew": temp - 5.0,
        "pressure": np.full(8760, 101_325.0),
        "irradiance_global": np.zeros(8760),
        "irradiance_direct": np.zeros(8760),
        "irradiance_diffuse": np.zeros(8760),
        "radiation_sky": STEFAN_BOLTZMANN * (temp + KELVIN) ** 4,
        "wind_speed": np.zeros(8760),
        "wind_direction": np.zeros(8760),
        "cloud_cover": np.full(8760, 0.4),
        "precipitation": np.zeros(8760),
    }
    note = {"name": "test", "is_synthetic": True, "source_note": "test"}
    return WeatherYear(**note, **PLACE, temp_outdoor=temp, **(plain | series))


def _weather(temp_mean):
    """A year of seasons, days, restless air, and a sun behind a constant haze."""
    rng = np.random.default_rng(7)
    hour = np.arange(8760.0)
    slow = np.convolve(rng.standard_normal(8760 + 71), np.ones(72) / 72.0, "valid")
    season = -np.cos(2.0 * np.pi * (hour - 400.0) / 8760.0)
    day = -np.cos(2.0 * np.pi * (hour % 24 - 2.0) / 24.0)
    temp = temp_mean + 4.5 * season + 4.0 * day + 6.0 * slow
    sun = sun_of_place(**PLACE)
    direct = np.where(sun.cos_zenith > 0.05, 600.0, 0.0)
    diffuse = 180.0 * sun.cos_zenith
    return _year(
        temp,
        temp_dew=np.minimum(temp - 2.0, temp_mean - 5.0 + 3.0 * season),
        irradiance_global=direct * sun.cos_zenith + diffuse,
        irradiance_direct=direct,
        irradiance_diffuse=diffuse,
        radiation_sky=5.67e-8 * (temp + 261.0) ** 4,
        wind_speed=2.0 + np.abs(rng.standard_normal(8760)),
        wind_direction=90.0 + 60.0 * np.sin(hour / 50.0),
    )


@pytest.fixture(scope="session")
def weather() -> WeatherYear:
    return _weather(25.0)


@pytest.fixture(scope="session")
def outdoor(weather) -> OutdoorYear:
    return prepare_outdoor(weather)


@pytest.fixture(scope="session")
def outdoor_cool() -> OutdoorYear:
    return prepare_outdoor(_weather(14.0))


@pytest.fixture(scope="session")
def steady_outdoor() -> Callable[..., OutdoorYear]:
    """Outdoors that never change: one temperature of air, sky and ground, no sun."""

    def make(temp=10.0, wind=0.0, dew=None):
        constant = np.full(8760, float(temp))
        series = {"wind_speed": np.full(8760, float(wind))}
        if dew is not None:
            series["temp_dew"] = np.full(8760, float(dew))
        return prepare_outdoor(_year(constant, **series))

    return make


@pytest.fixture(scope="session")
def idle(make_usage) -> Usage:
    """Nobody is there and nothing runs."""
    return make_usage(
        occupancy_weekday=NEVER,
        occupancy_weekend=NEVER,
        lighting=0.0,
        appliances=0.0,
        moisture_source=0.0,
        cooling_needs_people=False,
    )


@pytest.fixture(scope="session")
def simulate(products, make_variant, outdoor):
    """Simulate a building as the study does; variants by keyword."""

    def run(building, climate=None, **changes):
        task_run = BuildingRun(building, products, {0.0: climate or outdoor}, 430.0)
        return task_run.simulate(Task(variant=make_variant(**changes), node=0.0))

    return run


@dataclass(frozen=True)
class Line:
    """Everything that went into the kernel and came out of it."""

    building: Building
    outdoor: OutdoorYear
    shell: Shell
    batch: Batch
    drive: Drive
    hours: Hours
    residual: FloatArray
    throughput: FloatArray

    @property
    def rooms(self) -> Rooms:
        """Constants of the zones by name."""
        return Rooms(*self.batch.rooms[:, :, 0].T)

    @property
    def relative(self) -> FloatArray:
        """Residuals of the balances as a share of what went through."""
        return np.abs(self.residual) / np.maximum(self.throughput, 1e-300)


@pytest.fixture(scope="session")
def call_kernel(make_variant, outdoor):
    """Call the kernel on a building as it stands, all faces apart, no cell left out."""

    def call(building, climate=None, count=8760, merge=Merge.BY_FACE, bound=0.0):
        climate = climate or outdoor
        run = BuildingRun(building, {}, {0.0: climate}, 430.0, bound, merge)
        lane = run._lane(Task(variant=make_variant(), node=0.0))
        light = face_irradiances(building, climate)
        batch = stack_batch([lane], light, {}, 430.0)
        drive = zone_gains(building).drive()
        table = empty_hours(len(building.zones), 1)[:count]
        residual, through = np.zeros((2, len(BALANCED), 1))
        inputs = (batch.layout, batch.fabric, batch.climate, batch.sun, batch.rooms)
        simulate_year(*inputs, drive, batch.start, (table, residual, through))
        return Line(
            building=building,
            outdoor=climate,
            shell=lane.shell,
            batch=batch,
            drive=drive,
            hours=read_hours(table),
            residual=residual[:, 0],
            throughput=through[:, 0],
        )

    return call


@pytest.fixture(scope="session")
def lived(call_kernel, house) -> Line:
    """The house through its year."""
    return call_kernel(house)
