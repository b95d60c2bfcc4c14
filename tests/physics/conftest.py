"""Parts and small buildings for the tests of heat."""

from dataclasses import replace

import pytest

from twin.ground.quality import Status
from twin.model.building import Building, BuildingUse
from twin.model.material import Construction, Glazing, Layer, Material
from twin.model.usage import Usage
from twin.model.zone import Boundary, Exposure, Surface, Window, Zone

DAY = (1.0,) * 24


def material(name, conductivity, density, heat_capacity):
    return Material(
        name=name,
        conductivity=conductivity,
        density=density,
        heat_capacity=heat_capacity,
        source="test",
        status=Status.ASSUMPTION,
    )


BRICK = material("brick", 0.81, 1800.0, 1050.0)
CONCRETE = material("concrete", 1.74, 2500.0, 920.0)
PLASTER = material("plaster", 0.93, 1800.0, 1050.0)
FOAM = material("foam", 0.04, 0.0, 0.0)
WOOD = material("wood", 0.14, 530.0, 900.0)
BOARD = material("board", 0.16, 950.0, 840.0)
WOOL = material("wool", 0.04, 12.0, 840.0)
SOIL = material("soil", 2.0, 1000.0, 2000.0)


def layered(name, *layers):
    return Construction(
        name=name,
        layers=tuple(Layer(material=one, thickness=width) for one, width in layers),
    )


WALL = layered("wall", (PLASTER, 0.02), (BRICK, 0.24), (PLASTER, 0.02))
ROOF = layered("roof", (FOAM, 0.05), (CONCRETE, 0.12), (PLASTER, 0.02))
SLAB = layered("slab", (CONCRETE, 0.12))
LIGHT = layered("light", (WOOD, 0.009), (WOOL, 0.066), (BOARD, 0.012))
GLAZING = Glazing(
    name="single", u_value=5.8, shgc=0.82, source="test", status=Status.ASSUMPTION
)

USAGE = Usage(
    name="room",
    is_bedroom=False,
    occupancy_weekday=DAY,
    occupancy_weekend=DAY,
    presence_month=(1.0,) * 12,
    metabolic_rate=1.2,
    heat_sensible_person=65.0,
    heat_latent_person=55.0,
    co2_person=4e-6,
    lighting=5.0,
    lighting_share=DAY,
    appliances=4.0,
    appliances_share=DAY,
    moisture_source=0.0,
    cooling_hours=DAY,
    cooling_trigger=28.0,
    cooling_setpoint=26.0,
    cooling_needs_people=True,
    heating_setpoint=18.0,
    window_opening_temp=25.0,
    flow_outdoor_person=0.0,
)


def surface(name, area, construction, boundary=Boundary.OUTDOOR, **more):
    tilt = more.pop("tilt", 90.0)
    azimuth = more.pop("azimuth", 180.0)
    return Surface(
        name=name,
        area=area,
        construction=construction,
        boundary=boundary,
        exposure=Exposure(tilt=tilt, azimuth=azimuth),
        **more,
    )


def window(area, glazing=GLAZING):
    return Window(
        name="window",
        area=area,
        glazing=glazing,
        exposure=Exposure(tilt=90.0, azimuth=180.0),
    )


def zone(name, surfaces, windows=(), **more):
    values = {
        "usage": USAGE,
        "floor_area": 50.0,
        "volume": 150.0,
        "height_above_ground": 0.0,
        "people": 2.0,
    }
    return Zone(
        name=name, surfaces=tuple(surfaces), windows=tuple(windows), **(values | more)
    )


def building(*zones):
    return Building(
        id="house",
        name="house",
        archetype="test",
        use=BuildingUse.DWELLING,
        year_built=2000,
        storeys=1,
        height=3.0,
        floor_area=50.0,
        roof_area=50.0,
        wall_area=80.0,
        window_area=8.0,
        dwellings=1,
        residents=2.0,
        n50=5.0,
        shelter=0.5,
        hot_water=0.0,
        cooking=0.0,
        zones=zones,
        components=(),
        outline=((0.0, 0.0), (10.0, 0.0), (10.0, 5.0), (0.0, 5.0)),
        origins=(),
    )


def room(name="room", **more):
    """A room with four walls, a roof, a floor on the ground and a window."""
    surfaces = [
        surface("south", 22.0, WALL, azimuth=180.0),
        surface("north", 30.0, WALL, azimuth=0.0),
        surface("east", 15.0, WALL, azimuth=90.0),
        surface("roof", 50.0, ROOF, tilt=0.0, is_roof=True),
        surface("floor", 50.0, SLAB, Boundary.GROUND, tilt=180.0),
    ]
    return zone(name, surfaces, [window(8.0)], **more)


def pair():
    """Two storeys with a slab between them, listed in the upper one."""
    lower = zone(
        "lower",
        [
            surface("south", 22.0, WALL),
            surface("floor", 50.0, SLAB, Boundary.GROUND, tilt=180.0),
        ],
        [window(8.0)],
    )
    upper = zone(
        "upper",
        [
            surface("south", 25.0, WALL),
            surface("roof", 50.0, ROOF, tilt=0.0, is_roof=True),
            surface("slab", 50.0, SLAB, Boundary.ZONE, tilt=180.0, neighbour="lower"),
        ],
        [window(4.0, replace(GLAZING, u_value=2.6))],
        multiplier=1,
    )
    return building(lower, upper)


class Kit:
    """What the tests build with; a folder under importlib has no
    package to import it from."""

    material = staticmethod(material)
    layered = staticmethod(layered)
    surface = staticmethod(surface)
    window = staticmethod(window)
    zone = staticmethod(zone)
    building = staticmethod(building)
    room = staticmethod(room)
    pair = staticmethod(pair)
    BRICK, CONCRETE, PLASTER, FOAM = BRICK, CONCRETE, PLASTER, FOAM
    WOOD, BOARD, WOOL, SOIL = WOOD, BOARD, WOOL, SOIL
    WALL, ROOF, SLAB, LIGHT, GLAZING = WALL, ROOF, SLAB, LIGHT, GLAZING


@pytest.fixture(scope="session")
def kit():
    """Parts and small buildings."""
    return Kit
