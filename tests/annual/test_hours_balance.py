"""Heat, water and CO₂ of the year, added up a second time from the hours."""

import dataclasses

import numpy as np
import pytest

from twin.annual import scratch as row
from twin.annual.outdoor import mean_of_hour
from twin.annual.series import CHECKED
from twin.ground.constants import HEAT_CAPACITY_AIR, HEAT_VAPORISATION
from twin.ground.errors import BalanceError
from twin.ground.quality import Status
from twin.model.material import Gap, Gas, Glazing, Pane
from twin.model.zone import Boundary, Exposure, Surface, Window
from twin.physics.elements import Merge
from twin.physics.glazing import window_optics

PPM = 1e6
INWARD = [row.SHARE_BEAM, row.SHARE_DIFFUSE]
BACKWARD = [row.BACK_BEAM, row.BACK_DIFFUSE]


def test_the_kernel_closes_all_its_balances(lived):
    assert (lived.throughput > 0.0).all()
    assert lived.relative.max() < 1e-9


CLEAR = Pane(
    name="clear",
    thickness=0.004,
    conductivity=1.0,
    transmittance=0.83,
    reflectance_front=0.075,
    reflectance_back=0.075,
)
DOUBLE = Glazing(
    name="panes",
    u_value=2.8,
    shgc=0.75,
    source="test",
    status=Status.ASSUMPTION,
    panes=(CLEAR, CLEAR),
    gaps=(Gap(gas=Gas.AIR, thickness=0.012),),
)


@pytest.fixture(scope="module")
def make_random(make_zone, make_usage, make_building):
    """A building of up to four rooms in a row, everything about it drawn by lot."""

    def surface(rng, room, neighbour):
        made = room.surfaces[int(rng.integers(len(room.surfaces)))].construction
        kind = rng.choice(["outdoor", "ground", "adiabatic"])
        kind = "zone" if neighbour else str(kind)
        tilt = float(rng.choice([0.0, 90.0, 180.0]))
        return Surface(
            name=f"extra{rng.integers(1_000_000)}",
            area=float(rng.uniform(0.5, 30.0)),
            construction=dataclasses.replace(
                made,
                name=f"made{rng.integers(1_000_000)}",
                emissivity_inside=float(rng.uniform(0.1, 0.95)),
                absorptance_inside=float(rng.uniform(0.1, 0.95)),
            ),
            boundary=Boundary(kind),
            exposure=Exposure(tilt=tilt, azimuth=float(rng.uniform(0.0, 360.0))),
            neighbour=neighbour,
        )

    def window(rng, room):
        plain = room.windows[0]
        return Window(
            name=f"window{rng.integers(1_000_000)}",
            area=float(rng.uniform(0.3, 6.0)),
            glazing=DOUBLE if rng.random() < 0.5 else plain.glazing,
            exposure=Exposure(tilt=90.0, azimuth=float(rng.uniform(0.0, 360.0))),
            overhang_depth=float(rng.choice([0.0, 0.8])),
            shading_factor=float(rng.uniform(0.2, 1.0)),
        )

    def make(seed):
        rng = np.random.default_rng(seed)
        names = [f"room{number}" for number in range(1 + seed % 4)]
        zones = []
        for number, name in enumerate(names):
            room = make_zone(name)
            behind = names[number - 1] if number else ""
            is_held = bool(rng.random() < 0.5)
            extra = [surface(rng, room, "") for _ in range(int(rng.integers(1, 4)))]
            shared = [surface(rng, room, behind)] if behind else []
            usage = make_usage(
                heating_setpoint=float(rng.uniform(15.0, 22.0)),
                cooling_setpoint=float(rng.uniform(23.0, 27.0)),
            )
            some = {
                "usage": usage,
                "surfaces": (*room.surfaces, *extra, *shared),
                "windows": tuple(window(rng, room) for _ in range(rng.integers(0, 4))),
                "multiplier": int(rng.integers(1, 5)),
                "is_ideal": is_held,
                "is_heated": bool(rng.random() < 0.7),
                "is_cooled": bool(rng.random() < 0.7),
                "cooling_capacity": float(rng.choice([0.0, 900.0, 5000.0])),
                "heating_capacity": float(rng.choice([0.0, 400.0])),
                "air_change": None if rng.random() < 0.5 else 0.5,
            }
            zones.append(dataclasses.replace(room, **some))
        return make_building(*zones, n50=float(rng.uniform(0.5, 12.0)))

    return make


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("merge", list(Merge))
def test_any_building_keeps_heat_long_wave_water_and_co2(
    seed, merge, make_random, call_kernel, outdoor, outdoor_cool
):
    climate = outdoor if seed % 2 else outdoor_cool
    line = call_kernel(make_random(seed), climate, 1000, merge, bound=0.01)
    assert np.isfinite(line.hours.temp_air).all()
    assert np.isfinite(line.hours.temp_operative).all()
    assert -20.0 < line.hours.temp_air.min() < line.hours.temp_air.max() < 90.0
    assert line.relative.max() < 1e-9


@pytest.fixture(scope="module")
def plain_films(house):
    """The house with constant films and next to no long-wave exchange: linear."""

    def face(one):
        dark = dataclasses.replace(
            one.construction,
            emissivity_inside=1e-9,
            emissivity_outside=0.0 if one.boundary == "outdoor" else 1e-9,
        )
        return dataclasses.replace(
            one, construction=dark, film_inside=3.0, film_outside=15.0
        )

    zones = [
        dataclasses.replace(
            zone,
            surfaces=tuple(face(one) for one in zone.surfaces if one.name != "west"),
            windows=(),
            air_change=0.7,
            is_ideal=True,
            is_heated=True,
            heating_capacity=0.0,
            cooling_capacity=0.0,
            usage=dataclasses.replace(
                zone.usage,
                appliances_radiant=0.5,
                heat_sensible_person=0.0,
                lighting=0.0,
                heating_setpoint=setpoint,
                cooling_needs_people=False,
                window_opening_temp=90.0,
            ),
        )
        for zone, setpoint in zip(house.zones, (16.0, 21.0), strict=True)
    ]
    return dataclasses.replace(house, zones=tuple(zones))


def test_plant_heat_of_the_year_is_what_areas_and_transmittances_say(
    plain_films, call_kernel, outdoor_cool
):
    """Linear faces: means of the year obey the steady balance, whatever is stored."""
    line = call_kernel(plain_films, outdoor_cool)
    air = line.hours.temp_air.mean(axis=0)
    outside = line.outdoor.temp_mean.mean()
    soil = mean_of_hour(line.outdoor.temp_ground).mean()
    gained = line.drive.heat_air.mean(axis=0)
    faces = np.zeros(2)
    for one in line.shell.elements:
        faces[[one.zone, *([one.neighbour] if one.neighbour >= 0 else [])]] += one.area
    radiant = line.drive.heat_radiant.mean(axis=0) / faces  # all emit alike
    link = line.shell.face[:, row.LINK_GROUND]
    for number, one in enumerate(line.shell.elements):
        near, area = one.zone, one.area
        beyond = one.construction.resistance
        if one.boundary == "outdoor":
            sun = 0.6 * line.batch.sun.opaque[:, number].mean()
            beyond += 1.0 / 15.0
            there = outside + sun / 15.0
        elif one.boundary == "ground":
            # half a metre of soil of 2 W/(mK), then the virtual layer
            beyond += 0.25 + area / link[number]
            there = soil
        else:
            # behind an inner wall there is a room, and a film of its own
            far, beyond = one.neighbour, beyond + 1.0 / 15.0
            there = air[far]
            whole = beyond + 1.0 / 3.0
            gained[far] += area / whole * (air[near] - air[far])
            gained[far] += area * radiant[near] * (1.0 / 3.0) / whole
            gained[far] += area * radiant[far] * (whole - 1.0 / 15.0) / whole
            gained[near] += area * radiant[far] * (1.0 / 15.0) / whole
        whole = beyond + 1.0 / 3.0
        gained[near] += area / whole * (there - air[near])
        gained[near] += area * radiant[near] * beyond / whole
    per_kelvin = line.hours.flow_outdoor * line.outdoor.density[:, None]
    gap = line.outdoor.temp_mean[:, None] - line.hours.temp_air
    gained += (per_kelvin * HEAT_CAPACITY_AIR * gap).mean(axis=0)
    plant = (line.hours.heating - line.hours.cooling).mean(axis=0)
    assert np.abs(plant).max() > 300.0
    assert plant == pytest.approx(-gained, abs=0.01)


def test_sun_through_a_window_is_what_faces_absorb_and_what_leaves(lived):
    """Shares of a room sum to one together with what goes out through the glass."""
    shell, sun = lived.shell, lived.batch.sun
    for zone in range(len(lived.building.zones)):
        taken = np.zeros(2)  # of beam and of other light
        glass = np.zeros(2)
        for number, one in enumerate((*shell.elements, *shell.panes)):
            face = shell.face[number]
            is_pane = number >= len(shell.elements)
            if one.zone == zone:
                taken += face[INWARD] + (face[BACKWARD] if is_pane else 0.0)
            if not is_pane and one.neighbour == zone:
                taken += face[BACKWARD]
            if is_pane and one.zone == zone:
                optics = window_optics(one.glazing)
                glass += (
                    face[INWARD]
                    / optics.absorptance_inner_back_diffuse
                    * (optics.transmittance_back_diffuse)
                )
        assert taken + glass == pytest.approx(np.ones(2), abs=1e-9)
        assert 0.005 < glass.min() < glass.max() < 0.2
    assert sun.beam.max() > 100.0


def test_co2_that_people_give_off_leaves_with_the_air(lived):
    source = lived.drive.co2.sum(axis=0) * 3600.0
    excess = lived.hours.co2 - lived.batch.start.co2_outdoor
    left = (lived.hours.flow_outdoor * excess).sum(axis=0) * 3600.0 / PPM
    assert source.min() > 10.0
    assert left == pytest.approx(source, rel=1e-3)


def test_co2_follows_small_steps_of_its_own_equation(lived):
    """Oracle: explicit Euler, steps of 20 s, forty days."""
    volume = lived.rooms.volume
    outdoors = lived.batch.start.co2_outdoor
    now = np.full(len(volume), outdoors)
    hours = 24 * 40
    means = np.empty((hours, len(volume)))
    for hour in range(hours):
        flow = lived.hours.flow_outdoor[hour]
        source = lived.drive.co2[hour] * PPM
        total = np.zeros(len(volume))
        for _ in range(180):
            total += now
            now = now + 20.0 * (flow * (outdoors - now) + source) / volume
        means[hour] = total / 180.0
    gap = means[240:] - lived.hours.co2[240:hours]
    assert np.abs(gap).max() < 0.01 * (lived.hours.co2.max() - outdoors)
    assert np.sqrt((gap**2).mean()) < 2.0


def test_water_that_enters_leaves_with_the_air_the_coil_or_condenses(lived):
    flow = lived.hours.flow_outdoor * lived.outdoor.density[:, None]
    entered = flow * lived.outdoor.humidity_ratio[:, None] + lived.drive.moisture
    left = flow * lived.hours.humidity_ratio
    left = left + lived.hours.water_removed + lived.hours.condensate
    assert (lived.hours.water_removed.sum(axis=0) > 0.01 * entered.sum(axis=0)).all()
    assert left.sum(axis=0) == pytest.approx(entered.sum(axis=0), rel=1e-3)


def test_humidity_follows_small_steps_of_its_own_equation(lived):
    """Oracle: explicit Euler of 60 s with the water that the coil took in the hour."""
    store = lived.rooms.moisture_capacity
    hours = 24 * 60
    now = lived.hours.humidity_ratio[0].copy()
    means = np.empty((hours, len(store)))
    for hour in range(hours):
        flow = lived.hours.flow_outdoor[hour] * lived.outdoor.density[hour]
        known = lived.drive.moisture[hour] - lived.hours.water_removed[hour]
        known = known - lived.hours.condensate[hour]
        total = np.zeros(len(store))
        for _ in range(60):
            total += now
            gain = flow * (lived.outdoor.humidity_ratio[hour] - now) + known
            now = now + 60.0 * gain / store
        means[hour] = total / 60.0
    gap = means[480:] - lived.hours.humidity_ratio[480:hours]
    assert np.sqrt((gap**2).mean()) < 1e-4


def test_the_coil_draws_power_for_its_sensible_and_its_latent_heat(lived):
    hours = lived.hours
    total = hours.cooling + hours.water_removed * HEAT_VAPORISATION
    runs = total > 0.0
    ratio = hours.power_reference[runs] / total[runs]
    # the curves of machine and part load keep within a factor of two of the rating
    assert 0.6 < ratio.min() < ratio.max() < 1.6
    assert (hours.power_reference[~runs] == 0.0).all()
    assert (hours.water_removed[hours.cooling == 0.0] == 0.0).all()


@pytest.mark.parametrize(
    ("field", "quantity"),
    [("lighting", "heat"), ("moisture_source", "water"), ("co2_person", "CO₂")],
)
def test_a_number_that_is_none_stops_the_year_by_name(simulate, house, field, quantity):
    living = house.zones[0]
    broken = dataclasses.replace(
        living,
        is_cooled=False,
        usage=dataclasses.replace(living.usage, **{field: float("nan")}),
    )
    spoiled = dataclasses.replace(house, id="spoiled", zones=(broken, house.zones[1]))
    with pytest.raises(BalanceError, match=quantity) as caught:
        simulate(spoiled)
    assert "spoiled" in str(caught.value)


def test_a_year_keeps_its_residuals(simulate, house):
    result, _ = simulate(house)
    assert result.residual.shape == (len(CHECKED),)
    assert (result.residual > 0.0).any()
    assert result.residual.max() < 1e-9
