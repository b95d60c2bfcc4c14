"""Sun and sky on faces and through windows."""

import dataclasses

import numpy as np
import pytest

from twin.annual.outdoor import mean_of_hour
from twin.annual.shell import outer_elements
from twin.annual.sunlight import (
    face_irradiances,
    heat_outside,
    heat_through_windows,
    sunlit_share,
)
from twin.model.zone import Exposure
from twin.physics.films import TRANSMISSION_DIFFUSE
from twin.weather.sun import ExposureIrradiance

FLAT = Exposure(tilt=0.0, azimuth=0.0)
SOUTH = Exposure(tilt=90.0, azimuth=180.0)


def _light(direct=0.0, diffuse=0.0, cosine=0.0):
    return ExposureIrradiance(
        direct=np.full(8760, direct),
        diffuse=np.full(8760, diffuse),
        incidence_cosine=np.full(8760, cosine),
    )


def test_an_open_roof_receives_the_light_of_the_horizontal(outdoor):
    light = outdoor.irradiance(FLAT)
    total = float((light.direct + light.diffuse).sum())
    assert total == pytest.approx(outdoor.weather.irradiance_global.sum(), rel=0.01)


def test_each_direction_is_computed_once(house, outdoor):
    light = face_irradiances(house, outdoor)
    walls = {
        one.exposure
        for zone in house.zones
        for one in zone.surfaces
        if one.boundary == "outdoor"
    }
    assert set(light) == walls | {SOUTH}


def test_a_roof_takes_its_absorptance_of_the_sun_and_gives_to_the_sky(house, outdoor):
    elements = outer_elements(house)
    number = next(k for k, one in enumerate(elements) if one.tilt == 0.0)
    heat = heat_outside(elements, face_irradiances(house, outdoor), outdoor)
    light = outdoor.irradiance(FLAT)
    below = outdoor.temp_mean - outdoor.temp_sky
    expected = 20.0 * (0.6 * (light.direct + light.diffuse) - 0.9 * 5.70 * below)
    assert heat[:, number] == pytest.approx(expected)
    assert below.min() > 0.0


def test_a_wall_sees_half_of_the_sky_and_less_behind_houses(house, outdoor):
    zone = house.zones[0]
    wall = next(one for one in zone.surfaces if one.name == "south")
    heats = []
    for view in (1.0, 0.4):
        exposure = dataclasses.replace(SOUTH, sky_view=view)
        one = dataclasses.replace(wall, exposure=exposure)
        alone = dataclasses.replace(zone, surfaces=(one,), windows=())
        building = dataclasses.replace(house, zones=(alone,))
        dark = {exposure: _light()}
        heats.append(heat_outside(outer_elements(building), dark, outdoor)[:, 0])
    below = outdoor.temp_mean - outdoor.temp_sky
    assert heats[0] == pytest.approx(-12.0 * 0.5 * 0.9 * 5.70 * below)
    assert heats[1] == pytest.approx(0.4 * heats[0])


def test_windows_let_in_their_share_of_the_diffuse_light(house, outdoor):
    window = house.zones[0].windows[0]
    zone = dataclasses.replace(
        house.zones[0],
        multiplier=2,
        windows=(dataclasses.replace(window, shading_factor=0.5),),
    )
    building = dataclasses.replace(house, zones=(zone,))
    diffuse = {SOUTH: _light(diffuse=100.0)}
    heat = heat_through_windows(building, diffuse, outdoor)
    expected = 2.0 * 2.5 * 0.5 * TRANSMISSION_DIFFUSE * 0.8 * 100.0
    assert heat == pytest.approx(expected)


def test_beam_at_normal_incidence_passes_with_the_rated_gain(house, outdoor):
    building = dataclasses.replace(house, zones=house.zones[:1])
    beam = {SOUTH: _light(direct=500.0, cosine=1.0)}
    heat = heat_through_windows(building, beam, outdoor)
    assert heat == pytest.approx(2.5 * 0.8 * 500.0)
    grazing = {SOUTH: _light(direct=500.0, cosine=0.0)}
    assert heat_through_windows(building, grazing, outdoor) == pytest.approx(0.0)


def _window(house, depth, azimuth=180.0):
    return dataclasses.replace(
        house.zones[0].windows[0],
        overhang_depth=depth,
        exposure=Exposure(tilt=90.0, azimuth=azimuth),
    )


def test_an_overhang_blocks_the_high_sun_by_its_profile_angle(house, outdoor):
    sun = dataclasses.replace(
        outdoor.sun,
        sun_elevation=np.full(8760, 45.0),
        sun_azimuth=np.full(8760, 180.0),
    )
    # at 45 degrees the shadow is as long as the overhang is deep
    share = sunlit_share(sun, _window(house, 0.3))
    assert share == pytest.approx(1.0 - 0.3 / 1.2)
    assert sunlit_share(sun, _window(house, 1.3)) == pytest.approx(0.0)
    assert sunlit_share(sun, _window(house, 0.0)) == pytest.approx(1.0)


def test_an_overhang_shades_more_the_higher_the_sun_and_never_outside_0_to_1(
    house, outdoor
):
    elevation = np.linspace(-10.0, 90.0, 8760)
    sun = dataclasses.replace(
        outdoor.sun, sun_elevation=elevation, sun_azimuth=np.full(8760, 200.0)
    )
    share = sunlit_share(sun, _window(house, 0.4))
    assert (np.diff(share) <= 1e-12).all()
    assert share[0] == 1.0
    assert share[-1] == 0.0


def test_an_overhang_takes_only_beam(house, outdoor):
    zone = dataclasses.replace(house.zones[0], windows=(_window(house, 0.6),))
    shaded = dataclasses.replace(house, zones=(zone,))
    plain = dataclasses.replace(house, zones=house.zones[:1])
    light = face_irradiances(plain, outdoor)
    loss = heat_through_windows(plain, light, outdoor) - heat_through_windows(
        shaded, light, outdoor
    )
    assert loss.min() >= 0.0
    assert loss.sum() > 0.0
    night = light[SOUTH].direct <= 0.0
    assert loss[night] == pytest.approx(0.0)


def test_means_of_hours_reach_from_december_to_january():
    ends = np.arange(8760.0)
    means = mean_of_hour(ends)
    assert means[1] == 0.5
    assert means[0] == 0.5 * 8759.0
    assert means.sum() == pytest.approx(ends.sum())
