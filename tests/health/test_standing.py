"""What shines on a person outdoors: closed forms, balances and directions."""

import numpy as np
import pytest

from twin.health.standing import (
    EMISSIVITY_GROUND,
    projected_area_factor,
    temp_ground_surface,
    temp_radiant_standing,
)

SIGMA = 5.670374419e-8


def glow(temp):
    return SIGMA * (temp + 273.15) ** 4


def standing(**changed):
    given = {
        "temp_outdoor": 30.0,
        "wind_speed": 2.0,
        "sun_elevation": 60.0,
        "irradiance_direct": 700.0,
        "irradiance_diffuse": 150.0,
        "radiation_sky": 410.0,
        "sky_view": 1.0,
        "albedo": 0.2,
        "bowen": 1.5,
    }
    return float(temp_radiant_standing(**(given | changed)))


def test_a_black_room_has_its_own_temperature():
    """Sky as warm as the air, no sun: ground, sky and walls are one enclosure."""
    felt = standing(
        irradiance_direct=0.0, irradiance_diffuse=0.0, radiation_sky=glow(30.0)
    )
    assert felt == pytest.approx(30.0, abs=1e-9)


def test_light_on_cold_nothing_by_hand():
    """A wind that keeps the ground at air temperature leaves a sum of five streams."""
    beam, diffuse, sky, high = 500.0, 120.0, 380.0, 40.0
    felt = standing(
        wind_speed=1e9, sun_elevation=high, irradiance_direct=beam,
        irradiance_diffuse=diffuse, radiation_sky=sky, sky_view=0.6, albedo=0.25,
    )  # fmt: skip
    factor = 0.308 * np.cos(np.radians(high * (1 - high**2 / 48402)))
    above = 0.6 * sky + 0.4 * glow(30.0)
    ground = beam * np.sin(np.radians(high)) + 0.6 * diffuse
    below = EMISSIVITY_GROUND * glow(30.0) + (1 - EMISSIVITY_GROUND) * above
    light = factor * beam + 0.5 * (0.6 * diffuse + 0.25 * ground)
    total = 0.7 / 0.97 * light + 0.5 * (above + below)
    assert felt == pytest.approx((total / SIGMA) ** 0.25 - 273.15, abs=1e-5)


@pytest.mark.parametrize("light", [0.0, 300.0, 900.0])
@pytest.mark.parametrize("bowen", [0.5, 1.5, np.inf])
def test_the_ground_gives_off_what_it_does_not_store(light, bowen):
    surface = float(temp_ground_surface(28.0, 1.5, light, 400.0, 0.2, bowen))
    net = 0.8 * light + EMISSIVITY_GROUND * (400.0 - glow(surface))
    stored = 0.19 if net > 0.0 else 0.32
    given_off = (1.0 + 1.0 / bowen) * (6.2 + 4.26 * 1.5) * (surface - 28.0)
    assert given_off == pytest.approx((1.0 - stored) * net, abs=1e-6)


def test_directions():
    here = standing()
    assert standing(irradiance_direct=0.0) < here - 10.0  # shade
    assert standing(radiation_sky=300.0) < here
    assert standing(bowen=np.inf) > here  # dry paving is hotter than grass
    assert standing(wind_speed=8.0) < here
    night = {"irradiance_direct": 0.0, "irradiance_diffuse": 0.0, "sun_elevation": -9.0}
    assert standing(**night) < 30.0  # an open sky is cold
    assert standing(**night, sky_view=0.0) > standing(**night)


def test_no_beam_reaches_anybody_from_below_the_horizon():
    assert standing(sun_elevation=-1.0) == standing(
        sun_elevation=-1.0, irradiance_direct=0.0
    )
    heights = np.array([-5.0, 0.0, 1e-6, 45.0, 90.0])
    factors = projected_area_factor(heights)
    assert factors[:2].tolist() == [0.0, 0.0]
    assert factors[2] == pytest.approx(0.308)
    assert 0.08 < factors[4] < factors[3] < factors[2]


def test_hours_at_once_are_hours_alone():
    sun = np.array([0.0, 30.0, 75.0])
    both = temp_radiant_standing(
        25.0, 1.0, sun, np.array([0.0, 400.0, 800.0]), 90.0, 390.0, 0.5, 0.2, 1.5
    )
    alone = [
        standing(
            temp_outdoor=25.0, wind_speed=1.0, sun_elevation=high,
            irradiance_direct=beam, irradiance_diffuse=90.0, radiation_sky=390.0,
            sky_view=0.5,
        )
        for high, beam in zip(sun, (0.0, 400.0, 800.0), strict=True)
    ]  # fmt: skip
    assert both.tolist() == pytest.approx(alone, abs=1e-12)
