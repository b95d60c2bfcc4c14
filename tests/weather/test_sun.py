import dataclasses

import numpy as np
import pvlib
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from twin.model.zone import Exposure
from twin.weather.sun import (
    incidence_cosine,
    irradiance_exposure,
    irradiance_tilted_hay_davies,
    irradiance_tilted_perez,
    sun_of_place,
    sun_position,
)


def at(month_day_start, hour):
    return (month_day_start - 1) * 24 + hour


def elevation_by_hand(latitude, longitude, utc_offset):
    """Oracle: Spencer's declination and equation of time, no refraction."""
    hours = np.arange(8760) + 0.5
    angle = 2 * np.pi * (hours / 24) / 365
    decl = (
        0.006918 - 0.399912 * np.cos(angle) + 0.070257 * np.sin(angle)
        - 0.006758 * np.cos(2 * angle) + 0.000907 * np.sin(2 * angle)
        - 0.002697 * np.cos(3 * angle) + 0.00148 * np.sin(3 * angle)
    )  # fmt: skip
    minutes = 229.18 * (
        0.000075 + 0.001868 * np.cos(angle) - 0.032077 * np.sin(angle)
        - 0.014615 * np.cos(2 * angle) - 0.040849 * np.sin(2 * angle)
    )  # fmt: skip
    solar = hours % 24 + minutes / 60 + longitude / 15 - utc_offset
    turn = np.radians(15 * (solar - 12))
    phi = np.radians(latitude)
    sine = np.sin(phi) * np.sin(decl) + np.cos(phi) * np.cos(decl) * np.cos(turn)
    return np.degrees(np.arcsin(sine))


@pytest.mark.parametrize(
    ("latitude", "longitude", "offset"),
    [(18.64, 109.7, 8.0), (59.3, 18.1, 1.0), (-33.9, 151.2, 10.0), (28.6, 77.2, 5.5)],
)
def test_elevation_agrees_with_an_independent_almanac_formula(
    latitude, longitude, offset
):
    sun = sun_of_place(latitude, longitude, 0.0, offset)
    by_hand = elevation_by_hand(latitude, longitude, offset)
    high = by_hand > 10.0
    assert np.abs(sun.sun_elevation - by_hand)[high].max() < 0.5


def test_sun_stands_north_at_noon_in_june_and_south_in_december(sun):
    june, december = at(172, 12), at(355, 12)
    assert min(sun.sun_azimuth[june], 360 - sun.sun_azimuth[june]) < 35
    assert 165 < sun.sun_azimuth[december] < 195
    assert sun.sun_elevation[december] == pytest.approx(47.9, abs=0.6)


def test_extraterrestrial_light_of_baoting_is_3480_kwh_a_year(sun):
    total = sun.irradiance_extra_horizontal.sum() / 1000
    assert total == pytest.approx(3480, rel=0.01)


def test_a_shift_of_one_hour_is_the_next_hours_sun(year, sun):
    later = sun_position(year, shift=1.0)
    np.testing.assert_allclose(later.sun_elevation[:-1], sun.sun_elevation[1:])


def test_polar_night_gives_neither_sun_nor_nan():
    sun = sun_of_place(78.2, 15.6, 0.0, 1.0)
    assert not sun.is_up[: 31 * 24].any()
    assert np.isfinite(sun.cos_zenith).all()


def test_squares_of_the_six_cosines_of_a_box_add_to_one(sun):
    faces = [(0, 0), (180, 0), (90, 30), (90, 120), (90, 210), (90, 300)]
    total = sum(incidence_cosine(sun, tilt, azimuth) ** 2 for tilt, azimuth in faces)
    np.testing.assert_allclose(total[sun.is_up], 1.0, atol=1e-12)
    assert not total[~sun.is_up].any()


def test_incidence_agrees_with_pvlib(sun):
    other = pvlib.irradiance.aoi_projection(
        35.0, 210.0, 90.0 - sun.sun_elevation, sun.sun_azimuth
    )
    mine = incidence_cosine(sun, 35.0, 210.0)
    np.testing.assert_allclose(
        mine[sun.is_up], np.maximum(other, 0)[sun.is_up], atol=1e-12
    )


@pytest.mark.parametrize(
    "model", [irradiance_tilted_perez, irradiance_tilted_hay_davies]
)
def test_a_flat_roof_receives_the_global_irradiance(year, sun, model):
    total = model(sun, year, 0.0, 0.0).total
    high = sun.sun_elevation > 5.0
    np.testing.assert_allclose(total[high], year.irradiance_global[high], atol=0.01)
    assert total.sum() == pytest.approx(year.irradiance_global.sum(), rel=1e-3)


@pytest.mark.parametrize(
    "model", [irradiance_tilted_perez, irradiance_tilted_hay_davies]
)
def test_an_underside_sees_the_ground_only(year, sun, model):
    face = model(sun, year, 180.0, 90.0, 0.3)
    np.testing.assert_allclose(face.total, 0.3 * year.irradiance_global, atol=1e-9)


def test_without_beam_a_wall_receives_half_the_sky_by_hay_and_davies(year, sun):
    dull = dataclasses.replace(year, irradiance_direct=np.zeros(8760))
    face = irradiance_tilted_hay_davies(sun, dull, 90.0, 45.0)
    np.testing.assert_allclose(face.sky, 0.5 * dull.irradiance_diffuse, atol=1e-9)


@settings(max_examples=15, deadline=None)
@given(tilt=st.floats(0, 180), azimuth=st.floats(0, 360))
def test_no_face_receives_nan_or_negative_light(year, sun, tilt, azimuth):
    face = irradiance_tilted_perez(sun, year, tilt, azimuth)
    for part in (face.beam, face.circumsolar, face.ground, face.sky):
        assert np.isfinite(part).all()
        assert part.min() >= -1e-9
    seen = irradiance_exposure(sun, year, Exposure(tilt=tilt, azimuth=azimuth))
    assert min(seen.direct.min(), seen.diffuse.min()) >= 0.0


def test_an_open_exposure_is_the_unobstructed_face(year, sun):
    face = irradiance_tilted_perez(sun, year, 90.0, 180.0)
    seen = irradiance_exposure(sun, year, Exposure(tilt=90.0, azimuth=180.0))
    np.testing.assert_allclose(seen.direct, face.beam)
    np.testing.assert_allclose(seen.direct + seen.diffuse, face.total, atol=1e-9)


def test_the_beam_is_blocked_exactly_while_the_sun_is_below_its_sectors_horizon(
    year, sun
):
    horizon = [0.0] * 36
    horizon[27] = 25.0  # 270° to 280°
    wall = Exposure(tilt=90.0, azimuth=270.0, horizon=tuple(horizon))
    seen = irradiance_exposure(sun, year, wall)
    free = irradiance_exposure(sun, year, Exposure(tilt=90.0, azimuth=270.0))
    behind = (
        (sun.sun_azimuth >= 270) & (sun.sun_azimuth < 280) & (sun.sun_elevation <= 25)
    )
    lit = free.direct > 0
    assert (behind & lit).sum() > 50
    assert not seen.direct[behind].any()
    np.testing.assert_array_equal(seen.direct[~behind], free.direct[~behind])
    assert (seen.diffuse[behind] <= free.diffuse[behind]).all()


def test_a_pit_leaves_a_share_of_the_even_sky_and_the_ground(year, sun):
    pit = Exposure(tilt=0.0, azimuth=0.0, horizon=(90.0,) * 36, sky_view=0.25)
    seen = irradiance_exposure(sun, year, pit)
    face = irradiance_tilted_perez(sun, year, 0.0, 0.0)
    assert not seen.direct.any()
    np.testing.assert_allclose(seen.diffuse, 0.25 * np.maximum(face.isotropic, 0))


def test_an_east_wall_is_lit_in_the_morning_and_a_west_wall_in_the_afternoon(year, sun):
    morning = np.arange(8760) % 24 < 12
    east = irradiance_exposure(sun, year, Exposure(tilt=90.0, azimuth=90.0)).direct
    west = irradiance_exposure(sun, year, Exposure(tilt=90.0, azimuth=270.0)).direct
    assert east[morning].sum() > 20 * west[morning].sum()
    assert west[~morning].sum() > 5 * east[~morning].sum()
