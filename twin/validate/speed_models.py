"""What the bench simulates: the box, a house of six rooms, and a made-up year.

The box is that of the comparison with EnergyPlus. All else is made up here, so that no
figure depends on input files.
"""

from dataclasses import replace
from itertools import pairwise
from typing import Final

import numpy as np

from twin.ground.quality import Status
from twin.io.energyplus.reader import read_epjson
from twin.io.energyplus.thermostat import write_out_templates
from twin.model.building import AirLink, Building, BuildingUse
from twin.model.material import Construction, Glazing, Layer, Material
from twin.model.usage import Usage
from twin.model.zone import Boundary, Exposure, Surface, Window, Zone
from twin.validate.energyplus_box import box_model
from twin.weather.series import WeatherYear
from twin.weather.sun import sun_of_place

TIMESTEP: Final = 4
"""Steps an hour of EnergyPlus in the bench [1/h]."""
ROOMS: Final = 6
"""Zones of the house."""

_SOURCE: Final = "made up for timing"
_DAY: Final = (1.0,) * 8 + (0.0,) * 10 + (1.0,) * 6  # out from 8:00 to 18:00
_ALWAYS: Final = (1.0,) * 24
_SUN_IS_UP: Final = 0.05  # cosine of the zenith angle of a sun three degrees up
_SPREAD: Final = 0.1  # by which the layers of the thickest variant are thicker


def bench_box() -> Building:
    """Return the box that EnergyPlus simulates too: light, held by an ideal load.

    Returns
    -------
    Building
        One zone of 80 m² with three windows, gains, leaks and both set-points.
    """
    model = box_model(is_heavy=False, is_conditioned=True, timestep=TIMESTEP)
    return read_epjson(write_out_templates(model), "box").building


def vary_layers(building: Building, number: int, count: int) -> Building:
    """Return one of several variants of a building that differ in their layers.

    Parameters
    ----------
    building
        Building.
    number
        Which variant; the first is the building itself [-].
    count
        Number of variants [-].

    Returns
    -------
    Building
        Every layer thicker by up to a tenth.
    """
    factor = 1.0 + _SPREAD * number / max(count, 1)
    zones = tuple(
        replace(zone, surfaces=tuple(_thicken(one, factor) for one in zone.surfaces))
        for zone in building.zones
    )
    return replace(building, zones=zones)


def _thicken(surface: Surface, factor: float) -> Surface:
    """Return a surface with thicker layers."""
    layers = tuple(
        replace(one, thickness=one.thickness * factor)
        for one in surface.construction.layers
    )
    return replace(surface, construction=replace(surface.construction, layers=layers))


def made_up_weather() -> WeatherYear:
    """Return a warm year of sines with the true sun of a place behind even haze.

    Returns
    -------
    WeatherYear
        Synthetic year at 18.6° north.
    """
    hour = np.arange(8760.0)
    season = -np.cos(2.0 * np.pi * (hour - 400.0) / 8760.0)
    day = -np.cos(2.0 * np.pi * (hour - 2.0) / 24.0)
    temp = 25.0 + 4.5 * season + 4.0 * day
    latitude, longitude, elevation, utc_offset = 18.6, 109.7, 75.0, 8.0
    sun = sun_of_place(latitude, longitude, elevation, utc_offset)
    direct = np.where(sun.cos_zenith > _SUN_IS_UP, 550.0, 0.0)
    diffuse = 180.0 * sun.cos_zenith
    still = np.zeros(8760)
    return WeatherYear(
        name="bench",
        latitude=latitude,
        longitude=longitude,
        elevation=elevation,
        utc_offset=utc_offset,
        is_synthetic=True,
        source_note=_SOURCE,
        temp_outdoor=temp,
        temp_dew=19.0 + 4.0 * season,
        pressure=np.full(8760, 100_500.0),
        irradiance_global=direct * sun.cos_zenith + diffuse,
        irradiance_direct=direct,
        irradiance_diffuse=diffuse,
        radiation_sky=5.67e-8 * (temp + 261.0) ** 4,
        wind_speed=2.0 + 0.8 * day,
        wind_direction=still,
        cloud_cover=np.full(8760, 0.4),
        precipitation=still,
    )


def bench_house(zones: int = ROOMS) -> Building:
    """Return a row of equal rooms with walls and doorways between them.

    Parameters
    ----------
    zones
        Number of rooms, each a zone [-].

    Returns
    -------
    Building
        Brick walls, concrete roof; two people, one window that they open and one air
        conditioner in each room.
    """
    rooms = tuple(_room(number, number > 0) for number in range(zones))
    links = tuple(
        AirLink(zone=one.name, neighbour=two.name, area=1.6)
        for one, two in pairwise(rooms)
    )
    length = 5.0 * zones
    return Building(
        id="bench",
        name="Bench",
        archetype="bench",
        use=BuildingUse.DWELLING,
        year_built=2000,
        storeys=1,
        height=3.0,
        floor_area=20.0 * zones,
        roof_area=20.0 * zones,
        wall_area=30.0 * zones,
        window_area=2.5 * zones,
        dwellings=1,
        residents=2.0 * zones,
        n50=8.0,
        shelter=0.5,
        hot_water=0.0,
        cooking=0.0,
        zones=rooms,
        components=(),
        outline=((0.0, 0.0), (length, 0.0), (length, 4.0), (0.0, 4.0)),
        origins=(),
        air_links=links,
    )


def _layer(name: str, numbers: tuple[float, float, float], thickness: float) -> Layer:
    """Return a layer of given conductivity, density and heat capacity."""
    conductivity, density, heat_capacity = numbers
    material = Material(
        name=name,
        conductivity=conductivity,
        density=density,
        heat_capacity=heat_capacity,
        source=_SOURCE,
        status=Status.ASSUMPTION,
    )
    return Layer(material=material, thickness=thickness)


_BRICK: Final = _layer("brick", (0.8, 1800.0, 900.0), 0.24)
_FOAM: Final = _layer("foam", (0.04, 30.0, 1400.0), 0.02)
_CONCRETE: Final = _layer("concrete", (1.7, 2300.0, 920.0), 0.12)
_WALL: Final = Construction(name="wall", layers=(_BRICK,))
_ROOF: Final = Construction(name="roof", layers=(_FOAM, _CONCRETE))
_SLAB: Final = Construction(name="slab", layers=(_CONCRETE,))
_GLASS: Final = Glazing(
    name="glass", u_value=5.7, shgc=0.7, source=_SOURCE, status=Status.ASSUMPTION
)
_FACES: Final = (
    ("north", 12.5, _WALL, Boundary.OUTDOOR, Exposure(tilt=90.0, azimuth=0.0)),
    ("south", 12.5, _WALL, Boundary.OUTDOOR, Exposure(tilt=90.0, azimuth=180.0)),
    ("roof", 20.0, _ROOF, Boundary.OUTDOOR, Exposure(tilt=0.0, azimuth=0.0)),
    ("slab", 20.0, _SLAB, Boundary.GROUND, Exposure(tilt=180.0, azimuth=0.0)),
)


def _room(number: int, has_neighbour: bool) -> Zone:
    """Return a room of a row."""
    surfaces = tuple(
        Surface(
            name=name,
            area=area,
            construction=construction,
            boundary=boundary,
            exposure=exposure,
        )
        for name, area, construction, boundary, exposure in _FACES
    )
    if has_neighbour:
        inner = Surface(
            name="inner",
            area=12.0,
            construction=_WALL,
            boundary=Boundary.ZONE,
            exposure=Exposure(tilt=90.0, azimuth=270.0),
            neighbour=f"room_{number - 1}",
        )
        surfaces = (*surfaces, inner)
    window = Window(
        name="window",
        area=2.5,
        glazing=_GLASS,
        exposure=Exposure(tilt=90.0, azimuth=180.0),
    )
    return Zone(
        name=f"room_{number}",
        usage=_usage(),
        floor_area=20.0,
        volume=60.0,
        height_above_ground=0.0,
        people=1.0 + 0.25 * number,  # no two rooms alike
        surfaces=surfaces,
        windows=(window,),
        is_cooled=True,
        cooling_capacity=3500.0,
    )


def _usage() -> Usage:
    """Return the use of a room by two people who are out by day."""
    return Usage(
        name="room",
        is_bedroom=True,
        occupancy_weekday=_DAY,
        occupancy_weekend=_ALWAYS,
        presence_month=(1.0,) * 12,
        metabolic_rate=1.0,
        heat_sensible_person=70.0,
        heat_latent_person=55.0,
        co2_person=4e-6,
        lighting=4.0,
        lighting_share=_DAY,
        appliances=5.0,
        appliances_share=_ALWAYS,
        moisture_source=2e-5,
        cooling_hours=_ALWAYS,
        cooling_trigger=28.0,
        cooling_setpoint=26.0,
        cooling_needs_people=True,
        heating_setpoint=18.0,
        window_opening_temp=25.0,
        flow_outdoor_person=0.0,
    )
