"""How fast the hourly kernel is on this machine, with all its balances on.

Building and weather are made up here, so the figure does not depend on input files.
"""

import time
from dataclasses import dataclass
from typing import Final

import numpy as np

from twin.annual.gains import zone_gains
from twin.annual.kernel import simulate_year, steady_modes
from twin.annual.outdoor import OutdoorYear, prepare_outdoor
from twin.annual.scratch import Start
from twin.annual.series import BALANCED, Balances, empty_hours
from twin.annual.shell import build_shell, building_films, outer_elements
from twin.annual.simulate import zone_rooms
from twin.annual.sunlight import face_irradiances, heat_outside, heat_through_windows
from twin.ground.balance import check_balance
from twin.ground.quality import Status
from twin.ground.types import FloatArray
from twin.model.building import Building, BuildingUse
from twin.model.material import Construction, Glazing, Layer, Material
from twin.model.usage import Usage
from twin.model.zone import Boundary, Exposure, Surface, Window, Zone
from twin.physics.reduction import ERROR_BOUND
from twin.weather.series import WeatherYear
from twin.weather.sun import sun_of_place

_CO2: Final = 427.0
_SOURCE: Final = "made up for timing"
_DAY: Final = (1.0,) * 8 + (0.0,) * 10 + (1.0,) * 6  # out from 8:00 to 18:00
_ALWAYS: Final = (1.0,) * 24
_SUN_IS_UP: Final = 0.05  # cosine of the zenith angle of a sun three degrees up


@dataclass(frozen=True, slots=True, kw_only=True)
class KernelSpeed:
    """What a timing of the kernel found."""

    zones: int
    """Zones of the building."""
    states: int
    """States of its reduced heat network."""
    repeats: int
    """Years that were simulated, one after the other on one thread."""
    cpu_seconds: float
    """Processor time of all years [s]."""
    wall_seconds: float
    """Time on the clock of all years [s]."""
    residual: float
    """Largest relative residual of any balance [-]."""

    @property
    def zone_years_per_second(self) -> float:
        """Zone years that one processor simulates in a second."""
        return self.zones * self.repeats / max(self.cpu_seconds, 1e-9)


def measure_kernel(zones: int, repeats: int) -> KernelSpeed:
    """Return how fast the kernel simulates years of a made-up building.

    The first year, in which the kernel may be compiled, is not counted.

    Parameters
    ----------
    zones
        Zones of the building, at least 1 [-].
    repeats
        Years that are timed, at least 1 [-].

    Returns
    -------
    KernelSpeed
        Times and the largest residual.

    Raises
    ------
    BalanceError
        Heat, water or CO₂ is not conserved.
    """
    building = made_up_building(zones)
    outdoor = prepare_outdoor(made_up_weather())
    year = _Year(building, outdoor)
    residual = year.run()
    cpu, wall = time.process_time(), time.perf_counter()
    for _ in range(repeats):
        residual = max(residual, year.run())
    return KernelSpeed(
        zones=zones,
        states=year.states,
        repeats=repeats,
        cpu_seconds=time.process_time() - cpu,
        wall_seconds=time.perf_counter() - wall,
        residual=residual,
    )


class _Year:
    """A year that is ready for the kernel."""

    def __init__(self, building: Building, outdoor: OutdoorYear) -> None:
        shell = build_shell(building, building_films(building, outdoor), ERROR_BOUND)
        light = face_irradiances(building, outdoor)
        self.states = len(shell.system.rate)
        self._envelope = shell.envelope
        self._climate = outdoor.climate(building.shelter)
        self._rooms: FloatArray = np.asarray(zone_rooms(building))
        self._drive = zone_gains(building, "", {}).drive(
            heat_outside(outer_elements(building), light, outdoor),
            heat_through_windows(building, light, outdoor),
        )
        self._start = Start(
            modes=steady_modes(
                shell.envelope,
                shell.system.rate,
                float(self._climate.temp_outdoor.mean()),
                float(self._climate.temp_ground.mean()),
            ),
            co2_indoor=_CO2,
            co2_outdoor=_CO2,
            height=building.height,
        )
        self._table = empty_hours(len(building.zones))

    def run(self) -> float:
        """Simulate the year and return its largest relative residual."""
        balances = Balances(np.zeros(len(BALANCED)), np.zeros(len(BALANCED)))
        simulate_year(
            self._envelope,
            self._climate,
            self._rooms,
            self._drive,
            self._start,
            self._table,
            balances,
        )
        return max(
            check_balance(name, "bench", balances.residual[k], balances.throughput[k])
            for k, name in enumerate(BALANCED)
        )


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


def made_up_building(zones: int) -> Building:
    """Return a row of equal rooms with walls between them.

    Parameters
    ----------
    zones
        Number of rooms, each a zone [-].

    Returns
    -------
    Building
        Brick walls, concrete roof, one window and one air conditioner in each room.
    """
    rooms = tuple(_room(number, number > 0) for number in range(zones))
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


def _room(number: int, has_neighbour: bool) -> Zone:
    """Return a room of a row."""
    faces = (
        ("north", 12.5, _WALL, Boundary.OUTDOOR, Exposure(tilt=90.0, azimuth=0.0)),
        ("south", 12.5, _WALL, Boundary.OUTDOOR, Exposure(tilt=90.0, azimuth=180.0)),
        ("roof", 20.0, _ROOF, Boundary.OUTDOOR, Exposure(tilt=0.0, azimuth=0.0)),
        ("slab", 20.0, _SLAB, Boundary.GROUND, Exposure(tilt=180.0, azimuth=0.0)),
    )
    surfaces = tuple(
        Surface(
            name=name,
            area=area,
            construction=construction,
            boundary=boundary,
            exposure=exposure,
        )
        for name, area, construction, boundary, exposure in faces
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
        people=2.0,
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
