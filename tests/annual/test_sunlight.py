"""Sun and sky on faces and through windows."""

import dataclasses

import numpy as np
import pytest

from twin.annual.outdoor import INSTANTS, mean_of_hour
from twin.annual.sunlight import (
    face_irradiances,
    irradiance_outside,
    light_through,
    window_light,
)
from twin.model.zone import Exposure, Fin, Overhang
from twin.physics.elements import gather_elements, gather_panes
from twin.physics.glazing import beam_shares, window_optics
from twin.weather.sun import ExposureIrradiance, incidence_cosine, sun_of_place

FLAT = Exposure(tilt=0.0, azimuth=0.0)
SOUTH = Exposure(tilt=90.0, azimuth=180.0)
ROOM = (20.0, 3.0)


def _light(direct=0.0, sky=0.0, ground=0.0, around=0.0, cosine=0.0):
    """The same light in every hour."""
    return ExposureIrradiance(
        direct=np.full(8760, float(direct)),
        diffuse=np.full(8760, float(sky + around + ground)),
        circumsolar=np.full(8760, float(around)),
        ground=np.full(8760, float(ground)),
        incidence_cosine=np.full(8760, float(cosine)),
    )


def _standing(outdoor, elevation, azimuth=180.0):
    """Outdoors whose sun never moves."""
    suns = tuple(
        dataclasses.replace(
            sun,
            sun_elevation=np.full(8760, elevation),
            sun_azimuth=np.full(8760, azimuth),
            cos_zenith=np.full(8760, np.sin(np.radians(elevation))),
        )
        for sun in outdoor.suns
    )
    return dataclasses.replace(outdoor, suns=suns)


def _one_window(house, **changes):
    """The house with its first room only, and that room's window changed."""
    zone = house.zones[0]
    storeys = changes.pop("multiplier", 1)
    window = dataclasses.replace(zone.windows[0], **changes)
    room = dataclasses.replace(zone, windows=(window,), multiplier=storeys)
    return dataclasses.replace(house, zones=(room,))


def _through(building, light, outdoor):
    """What the windows of a building pass on and absorb."""
    panes = gather_panes(building)
    known = {
        (pane.zone, window): window_light(window, light, outdoor, ROOM)
        for pane in panes
        for _, window in pane.parts
    }
    return light_through(panes, known, len(building.zones))


def test_an_open_roof_receives_the_light_of_the_horizontal(outdoor):
    lights = outdoor.irradiance(FLAT)
    total = np.mean([light.direct + light.diffuse for light in lights], axis=0)
    assert total.sum() == pytest.approx(outdoor.weather.irradiance_global.sum(), 0.01)


def test_two_instants_stand_for_an_hour_to_the_fourth_order(outdoor):
    """Twelve instants as oracle, in hours in which the sun is before the wall."""
    place = {"latitude": 18.6, "longitude": 120.0, "elevation": 0.0, "utc_offset": 8.0}
    minutes = (np.arange(12) + 0.5) / 12.0 - 0.5
    east = Exposure(tilt=90.0, azimuth=90.0)
    for face in (FLAT, SOUTH, east):
        many = np.array(
            [
                incidence_cosine(
                    sun_of_place(**place, shift=float(one)), face.tilt, face.azimuth
                )
                for one in minutes
            ]
        )
        both = [light.incidence_cosine for light in outdoor.irradiance(face)]
        whole = (many.min(axis=0) > 0.0) & (outdoor.sun.sun_elevation > 15.0)
        gap = np.abs(np.mean(both, axis=0) - many.mean(axis=0))[whole]
        assert whole.sum() > 500
        assert gap.max() < 2e-4
        middle = incidence_cosine(outdoor.sun, face.tilt, face.azimuth)
        once = np.abs(middle - many.mean(axis=0))[whole]
        assert once.max() > 5.0 * gap.max()
    assert np.mean(INSTANTS) == 0.0


def test_each_direction_is_computed_once(house, outdoor):
    light = face_irradiances(house, outdoor)
    walls = {
        one.exposure
        for zone in house.zones
        for one in zone.surfaces
        if one.boundary == "outdoor"
    }
    assert set(light) == walls | {SOUTH}
    assert all(len(one) == len(outdoor.suns) == 2 for one in light.values())


def test_a_face_receives_the_mean_of_the_instants_and_inner_faces_nothing(
    house, outdoor
):
    elements = gather_elements(house)
    light = {
        exposure: (_light(direct=600.0), _light(sky=100.0, ground=20.0))
        for exposure in face_irradiances(house, outdoor)
    }
    irradiance = irradiance_outside(elements, light, outdoor)
    for number, one in enumerate(elements):
        expected = 360.0 if one.boundary == "outdoor" else 0.0
        assert irradiance[:, number] == pytest.approx(expected)


def test_a_face_that_sees_no_sun_counts_only_its_sunlit_parts(house, outdoor):
    zone = house.zones[0]
    hidden = tuple(
        dataclasses.replace(one, sees_sun=one.name != "north") for one in zone.surfaces
    )
    building = dataclasses.replace(
        house, zones=(dataclasses.replace(zone, surfaces=hidden),)
    )
    elements = gather_elements(building)
    light = {one: (_light(direct=90.0),) * 2 for one in (FLAT, SOUTH)}
    light[Exposure(tilt=90.0, azimuth=90.0)] = (_light(direct=30.0),) * 2
    irradiance = irradiance_outside(elements, light, outdoor)
    found = {
        round(float(irradiance[0, number]), 9)
        for number, one in enumerate(elements)
        if one.boundary == "outdoor"
    }
    assert found == {90.0, 60.0, 0.0}  # roof, south and east together, north


def test_an_overhang_shades_a_wall_by_its_profile_angle(house, outdoor):
    """At 45 degrees the shadow is as long as the overhang is deep."""
    wall = next(one for one in house.zones[0].surfaces if one.name == "south")
    long = Overhang(depth=1.2, extension_left=500.0, extension_right=500.0)
    shaded = dataclasses.replace(wall, overhang=long, width=4.0, height=3.0)
    zone = dataclasses.replace(house.zones[0], surfaces=(shaded,), windows=())
    building = dataclasses.replace(house, zones=(zone,))
    light = {SOUTH: (_light(direct=500.0, cosine=0.7),) * 2}
    irradiance = irradiance_outside(
        gather_elements(building), light, _standing(outdoor, 45.0)
    )
    assert irradiance[:, 0] == pytest.approx(500.0 * (1.0 - 1.2 / 3.0), rel=1e-6)


def test_windows_pass_on_and_absorb_their_share_of_the_diffuse_light(house, outdoor):
    building = _one_window(house, shading_factor=0.5, multiplier=2)
    light = {SOUTH: (_light(sky=70.0, ground=30.0),) * 2}
    found = _through(building, light, outdoor)
    optics = window_optics(house.zones[0].windows[0].glazing)
    area = 2.0 * 2.5 * 0.5 * 100.0
    assert found.beam == pytest.approx(0.0)
    assert found.diffuse == pytest.approx(area * optics.transmittance_diffuse)
    assert found.outer == pytest.approx(area * optics.absorptance_outer_diffuse)
    assert found.inner == pytest.approx(area * optics.absorptance_inner_diffuse)


@pytest.mark.parametrize("cosine", [1.0, 0.8, 0.31])
def test_beam_is_split_by_its_angle_and_its_patch(house, outdoor, cosine):
    """Nothing is lost: what is not passed on or absorbed is reflected."""
    building = _one_window(house)
    light = {SOUTH: (_light(direct=400.0, around=100.0, cosine=cosine),) * 2}
    low, high = (
        _through(building, light, _standing(outdoor, elevation))
        for elevation in (5.0, 70.0)
    )
    optics = window_optics(building.zones[0].windows[0].glazing)
    passed, outer, inner = beam_shares(optics, cosine)
    for found in (low, high):
        entered = found.beam + found.diffuse
        assert entered == pytest.approx(2.5 * float(passed) * 500.0)
        assert found.outer == pytest.approx(2.5 * float(outer) * 500.0)
        assert found.inner == pytest.approx(2.5 * float(inner) * 500.0)
    # a high sun falls on the floor, a low one on the wall behind
    assert high.diffuse == pytest.approx(0.0)
    assert low.beam == pytest.approx(0.0)


def test_the_instants_of_an_hour_are_taken_at_their_own_angles(house, outdoor):
    building = _one_window(house)
    light = {
        SOUTH: (_light(direct=600.0, cosine=0.2), _light(direct=200.0, cosine=0.9))
    }
    found = _through(building, light, outdoor)
    optics = window_optics(building.zones[0].windows[0].glazing)
    early, late = (float(beam_shares(optics, one)[0]) for one in (0.2, 0.9))
    expected = 2.5 * 0.5 * (600.0 * early + 200.0 * late)
    assert found.beam + found.diffuse == pytest.approx(expected)


def test_an_overhang_takes_beam_by_its_profile_angle_and_some_of_the_sky(
    house, outdoor
):
    light = {SOUTH: (_light(direct=500.0, sky=100.0, ground=40.0, cosine=0.7),) * 2}
    still = _standing(outdoor, 45.0)
    plain = window_light(house.zones[0].windows[0], light, still, ROOM)
    shaded = _one_window(house, overhang_depth=0.3).zones[0].windows[0]
    under = window_light(shaded, light, still, ROOM)
    for before, after in zip(plain, under, strict=True):
        assert before.beam == pytest.approx(500.0)
        assert before.diffuse == pytest.approx(140.0)
        assert after.beam == pytest.approx(500.0 * (1.0 - 0.3 / 1.2), rel=1e-3)
        # a long overhang at the head hides (1 + d/h - sqrt(1 + (d/h)²)) / 2 of the
        # half space, which is all sky: twice that share of the sky's light
        hidden = 1.0 + 0.25 - np.sqrt(1.0 + 0.25**2)
        kept = 100.0 * (1.0 - hidden) + 40.0
        assert after.diffuse == pytest.approx(kept, rel=2e-3)


def test_fins_take_the_sun_from_their_side_only(house, outdoor):
    left = Fin(depth=0.5, is_left=True, extension_above=50.0, extension_below=50.0)
    finned = _one_window(house, fins=(left,), width=2.0, height=1.25).zones[0]
    light = {SOUTH: (_light(direct=500.0, cosine=0.6),) * 2}
    shares = {}
    for azimuth in (135.0, 225.0):
        still = _standing(outdoor, 30.0, azimuth)
        shares[azimuth] = window_light(finned.windows[0], light, still, ROOM)[0].beam
    # seen from outside, the left of a south window is west; at 45 degrees in plan
    # the shadow is as wide as the fin is deep
    assert shares[135.0] == pytest.approx(500.0)
    assert shares[225.0] == pytest.approx(500.0 * (1.0 - 0.5 / 2.0), rel=1e-6)


def test_shades_never_add_light_in_a_year(house, outdoor):
    plain = _one_window(house)
    shaded = _one_window(
        house,
        overhangs=(Overhang(depth=0.6, above=0.2),),
        fins=(Fin(depth=0.4, is_left=True), Fin(depth=0.4, is_left=False)),
    )
    light = face_irradiances(plain, outdoor)
    open_, under = (_through(one, light, outdoor) for one in (plain, shaded))
    for name in ("outer", "inner"):
        assert (getattr(under, name) <= getattr(open_, name) + 1e-9).all()
    entered = under.beam + under.diffuse
    whole = open_.beam + open_.diffuse
    assert (entered <= whole + 1e-9).all()
    assert 0.2 < entered.sum() / whole.sum() < 0.85


def test_means_of_hours_reach_from_december_to_january():
    ends = np.arange(8760.0)
    means = mean_of_hour(ends)
    assert means[1] == 0.5
    assert means[0] == 0.5 * 8759.0
    assert means.sum() == pytest.approx(ends.sum())
