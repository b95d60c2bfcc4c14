"""Windows: Fresnel, energy, reciprocity, two-node equivalence, ratings."""

import itertools

import numpy as np
import pytest

from twin.ground.quality import Status
from twin.model.material import Gap, Gas, Glazing, Pane
from twin.physics.cavity import (
    SUMMER_RATED,
    WINTER_RATED,
    gap_conductance,
    pane_heat,
    room_convection,
)
from twin.physics.glazing import (
    beam_shares,
    conductance_between,
    u_value_between,
    window_optics,
)
from twin.physics.pane_stack import glass_index, stack_optics
from twin.physics.simple_window import angular_shapes, transmittance_simple

ANGLES = np.arange(0.0, 90.0, 10.0)
COSINES = np.cos(np.radians(ANGLES))


def pane(transmittance=0.834, front=0.075, back=None, **more):
    back = front if back is None else back
    given = {"thickness": 0.003, "conductivity": 1.0, **more}
    return Pane(
        name="pane",
        transmittance=transmittance,
        reflectance_front=front,
        reflectance_back=back,
        **given,
    )


def window(*panes, gap=0.012, gas=Gas.AIR, u_value=2.0, shgc=0.6):
    gaps = (Gap(gas=gas, thickness=gap),) * max(len(panes) - 1, 0)
    return Glazing(
        name="window",
        u_value=u_value,
        shgc=shgc,
        source="test",
        status=Status.ASSUMPTION,
        panes=panes,
        gaps=gaps,
    )


CLEAR = pane(thickness=0.003048)
CLEAR_OLD = pane(0.86156, 0.07846, thickness=0.003175, conductivity=1.06)
COATED = pane(0.452, 0.359, 0.397, thickness=0.00318, emissivity_back=0.047)
GREY = pane(0.45, 0.055)
WINDOWS = {
    "single": window(CLEAR),
    "double": window(CLEAR, CLEAR),
    "old double": window(CLEAR_OLD, CLEAR_OLD, gap=0.013),
    "coated double": window(COATED, CLEAR, gas=Gas.ARGON),
    "triple": window(CLEAR, CLEAR, CLEAR, gas=Gas.ARGON),
    "grey triple": window(GREY, CLEAR, COATED, gas=Gas.KRYPTON, gap=0.008),
    "simple": window(u_value=2.8, shgc=0.7),
    "simple good": window(u_value=1.2, shgc=0.3),
    "simple single": window(u_value=5.7, shgc=0.85),
}
LAYERED = {name: one for name, one in WINDOWS.items() if one.panes}


def interfaces_by_counting(index, extinction, sheets, cosine):
    """Oracle: light between bare faces, followed to and fro until nothing is left.

    Each face splits what reaches it; what moves right and left between the faces is
    updated again and again. Written for one polarisation at a time, then averaged.
    Returns transmittance, reflectance and the absorptance of each sheet.
    """
    inside = np.sqrt(1.0 - (1.0 - cosine**2) / index**2)
    spread = np.arccos(cosine) - np.arccos(inside)
    total = np.arccos(cosine) + np.arccos(inside)
    if cosine == 1.0:
        faces = [((index - 1.0) / (index + 1.0)) ** 2] * 2
    else:
        faces = [(np.sin(spread) / np.sin(total)) ** 2]
        faces.append((np.tan(spread) / np.tan(total)) ** 2)
    passed = np.exp(-extinction / inside)
    answer = np.zeros(2 + sheets)
    for face in faces:
        spaces = 2 * sheets + 1
        rightwards, leftwards = np.zeros(spaces), np.zeros(spaces)
        rightwards[0] = 1.0
        for _ in range(400):
            new_right, new_left = np.zeros(spaces), np.zeros(spaces)
            for i in range(spaces):
                if 0 < i < spaces - 1:
                    kept = passed if i % 2 else 1.0
                    answer[2 + i // 2] += (
                        0.5 * (1.0 - kept) * (rightwards[i] + leftwards[i])
                    )
                    rightwards[i] *= kept
                    leftwards[i] *= kept
                if i < spaces - 1:
                    new_right[i + 1] += rightwards[i] * (1.0 - face)
                    new_left[i] += rightwards[i] * face
                if i > 0:
                    new_left[i - 1] += leftwards[i] * (1.0 - face)
                    new_right[i] += leftwards[i] * face
            answer[0] += 0.5 * new_right[-1]
            answer[1] += 0.5 * new_left[0]
            new_right[-1] = new_left[0] = 0.0
            rightwards, leftwards = new_right, new_left
    return answer


# ------------------------------------------------------------------ light, closed form
def test_glass_of_the_standard_has_its_index_and_its_extinction():
    """Glass of index 1.526 and extinction 0.0196/mm, as ASHRAE 140-2017 describes."""
    index, extinction = glass_index(0.86156, 0.07846)
    assert index == pytest.approx(1.526, abs=1e-3)
    assert extinction / 3.175 == pytest.approx(0.0196, abs=1e-4)


@pytest.mark.parametrize("index", [1.45, 1.52, 1.6])
@pytest.mark.parametrize("extinction", [0.0, 0.1, 1.0])
def test_index_and_extinction_come_back_from_normal_values(index, extinction):
    face = ((index - 1.0) / (index + 1.0)) ** 2
    passed = np.exp(-extinction)
    through = (1.0 - face) ** 2 * passed / (1.0 - (face * passed) ** 2)
    returned = face * (1.0 + passed * through)
    assert glass_index(through, returned) == pytest.approx((index, extinction))


def test_mirrors_and_black_sheets_are_not_bare_glass():
    assert glass_index(0.3, 0.6) == (None, None)
    assert glass_index(0.9, 0.0) == (None, None)
    assert glass_index(0.0, 0.05) == (None, None)


def test_along_polarised_light_is_not_reflected_at_brewsters_angle():
    """Half of the light, the other polarisation, is all that a pane then reflects."""
    index, extinction = glass_index(0.834, 0.075)
    brewster = np.array([np.cos(np.arctan(index))])
    stack = stack_optics((CLEAR,), brewster)
    passed = np.exp(-extinction / np.sqrt(1.0 - (1.0 - brewster**2) / index**2))
    face = ((index**2 - 1.0) / (index**2 + 1.0)) ** 2
    across = (1.0 - face) ** 2 * passed / (1.0 - (face * passed) ** 2)
    assert stack.transmittance == pytest.approx(0.5 * (passed + across))


@pytest.mark.parametrize("sheets", [1, 2, 3])
@pytest.mark.parametrize("degrees", [0.0, 30.0, 60.0, 80.0])
def test_bare_panes_agree_with_light_counted_between_their_faces(sheets, degrees):
    index, extinction = glass_index(0.834, 0.075)
    cosine = np.cos(np.radians(degrees))
    expected = interfaces_by_counting(index, extinction, sheets, cosine)
    stack = stack_optics((CLEAR,) * sheets, np.array([cosine]))
    actual = [stack.transmittance, stack.reflectance, *stack.absorptance]
    assert np.array(actual)[:, 0] == pytest.approx(expected, abs=1e-8)


def test_two_panes_by_hand_at_normal_incidence():
    t, r, a = 0.834, 0.075, 1.0 - 0.834 - 0.075
    between = 1.0 - r * r
    stack = stack_optics((CLEAR, CLEAR), np.array([1.0]))
    assert stack.transmittance == pytest.approx(t * t / between)
    assert stack.reflectance == pytest.approx(r + t * t * r / between)
    assert stack.absorptance[:, 0] == pytest.approx(
        [a * (1.0 + t * r / between), a * t / between]
    )


def test_diffuse_light_through_a_bare_face_without_extinction():
    """Oracle: a fine sum over angles instead of nodes of Gauss."""
    optics = window_optics(WINDOWS["double"])
    angle = (np.arange(20_000) + 0.5) / 20_000 * 0.5 * np.pi
    stack = stack_optics((CLEAR, CLEAR), np.cos(angle))
    step = 0.5 * np.pi / 20_000
    expected = (stack.transmittance * np.sin(2.0 * angle)).sum() * step
    assert optics.transmittance_diffuse == pytest.approx(expected, abs=1e-6)


# ------------------------------------------------------------------ light, conservation
@pytest.mark.parametrize("name", LAYERED)
def test_what_enters_a_stack_passes_returns_or_heats_a_pane(name):
    for is_from_back in (False, True):
        stack = stack_optics(LAYERED[name].panes, COSINES, is_from_back=is_from_back)
        total = stack.transmittance + stack.reflectance + stack.absorptance.sum(axis=0)
        assert total == pytest.approx(1.0, abs=1e-12)
        assert stack.absorptance.min() >= 0.0


@pytest.mark.parametrize("name", WINDOWS)
def test_shares_lie_between_nothing_and_everything_at_every_angle(name):
    optics = window_optics(WINDOWS[name])
    shares = (optics.transmittance, optics.absorptance_outer, optics.absorptance_inner)
    for share in shares:
        assert share.min() >= 0.0
    assert (sum(shares) <= 1.0 + 1e-12).all()
    assert optics.transmittance[0] == pytest.approx(0.0, abs=1e-3)
    assert np.diff(optics.transmittance).min() >= -1e-3 * optics.transmittance.max()


@pytest.mark.parametrize("name", LAYERED)
def test_absorbed_light_reaches_the_two_faces_in_full(name):
    glazing = LAYERED[name]
    optics = window_optics(glazing)
    stack = stack_optics(glazing.panes, np.maximum(optics.cosine, 1e-6))
    faces = optics.absorptance_outer + optics.absorptance_inner
    assert faces == pytest.approx(stack.absorptance.sum(axis=0))


@pytest.mark.parametrize("name", WINDOWS)
def test_diffuse_light_from_the_room_is_conserved(name):
    optics = window_optics(WINDOWS[name])
    absorbed = optics.absorptance_outer_back_diffuse
    absorbed += optics.absorptance_inner_back_diffuse
    total = absorbed + optics.transmittance_back_diffuse
    assert total + optics.reflectance_back_diffuse == pytest.approx(1.0)
    assert 0.0 < optics.reflectance_back_diffuse < 1.0


@pytest.mark.parametrize("name", WINDOWS)
def test_a_window_passes_as_much_out_as_in(name):
    """Reciprocity; the reflectances and the heated panes may differ."""
    optics = window_optics(WINDOWS[name])
    assert optics.transmittance_back_diffuse == pytest.approx(
        optics.transmittance_diffuse
    )


def test_a_symmetric_window_seen_from_inside_is_its_mirror():
    optics = window_optics(WINDOWS["double"])
    assert optics.absorptance_inner_back_diffuse == pytest.approx(
        optics.absorptance_outer_diffuse
    )
    assert optics.absorptance_outer_back_diffuse == pytest.approx(
        optics.absorptance_inner_diffuse
    )


def test_light_from_outside_heats_the_coated_outer_pane_most():
    """From the room the clear inner pane is lit first and the coated pane second."""
    optics = window_optics(WINDOWS["coated double"])
    outside = (optics.absorptance_outer_diffuse, optics.absorptance_inner_diffuse)
    room = (
        optics.absorptance_outer_back_diffuse,
        optics.absorptance_inner_back_diffuse,
    )
    assert outside[0] > 4.0 * outside[1]
    assert room[1] > 3.0 * outside[1]
    assert room[0] < outside[0]


def test_a_coated_pane_keeps_its_normal_values_and_reflects_all_at_grazing():
    stack = stack_optics((COATED,), np.array([1e-6, 1.0]))
    assert stack.transmittance == pytest.approx([0.0, 0.452], abs=1e-9)
    assert stack.reflectance == pytest.approx([1.0, 0.359], abs=1e-3)


@pytest.mark.parametrize(
    ("coated", "clear_is_like"), [(0.66, "clear"), (0.60, "bronze")]
)
def test_dense_coatings_darken_sooner_with_the_angle(coated, clear_is_like):
    """Published polynomials: 0.935 of the normal value at 60° for clear glass."""
    stack = stack_optics((pane(coated, 0.20, 0.24),), np.array([0.5]))
    polynomial = {
        "clear": -0.0015 + 3.355 / 2 - 3.840 / 4 + 1.460 / 8 + 0.0288 / 16,
        "bronze": -0.002 + 2.813 / 2 - 2.341 / 4 - 0.05725 / 8 + 0.599 / 16,
    }
    assert stack.transmittance[0] / coated == pytest.approx(polynomial[clear_is_like])


# ------------------------------------------------------------------ heat of two nodes
@pytest.mark.parametrize("name", LAYERED)
def test_two_nodes_give_both_sides_the_heat_of_every_pane(name):
    """Oracle: all faces of all panes as nodes, each pane heated in its middle."""
    glazing = LAYERED[name]
    optics = window_optics(glazing)
    normal = np.array([1.0])
    absorbed = stack_optics(glazing.panes, normal).absorptance[:, 0]
    films = (25.0, 8.0)
    glass = [one.thickness / one.conductivity for one in glazing.panes]
    links = [films[0]]
    gap_links = _gap_conductances(glazing)
    for i, resistance in enumerate(glass):
        links += [2.0 / resistance, 2.0 / resistance]
        if i < len(glazing.gaps):
            links.append(gap_links[i])
    links.append(films[1])
    matrix = np.zeros((len(links) - 1,) * 2)
    for i in range(len(links) - 1):
        matrix[i, i] = links[i] + links[i + 1]
        if i:
            matrix[i, i - 1] = matrix[i - 1, i] = -links[i]
    heat = np.zeros(len(links) - 1)
    heat[1::3] = absorbed
    temp = np.linalg.solve(matrix, heat)
    two = np.array(
        [
            [films[0] + optics.conductance, -optics.conductance],
            [-optics.conductance, films[1] + optics.conductance],
        ]
    )
    split = [optics.absorptance_outer[-1], optics.absorptance_inner[-1]]
    outer, inner = np.linalg.solve(two, split)
    assert outer == pytest.approx(temp[0], rel=1e-6)
    assert inner == pytest.approx(temp[-1], rel=1e-6)


def _gap_conductances(glazing):
    """Conductances of gaps whose faces are solved for, 2.5 and 17.5 °C outside."""
    gaps = [5.0] * len(glazing.gaps)
    glass = [one.thickness / one.conductivity for one in glazing.panes]
    for _ in range(50):
        flow = 15.0 / (sum(glass) + sum(1.0 / one for one in gaps))
        temp = 2.5
        for i, gap in enumerate(glazing.gaps):
            front = temp + flow * glass[i]
            temp = front + flow / gaps[i]
            pair = glazing.panes[i].emissivity_back
            pair = (pair, glazing.panes[i + 1].emissivity_front)
            gaps[i] = gap_conductance(gap, pair, (front, temp))
    return gaps


def test_still_air_between_black_panes_conducts_and_radiates():
    """A gap of 1 mm: λ/d with λ = 24.8 mW/(mK) at 10 °C, and 4σT³ = 5.15 W/(m²K)."""
    gap = Gap(gas=Gas.AIR, thickness=0.001)
    actual = gap_conductance(gap, (1.0, 1.0), (10.0, 10.0))
    assert actual == pytest.approx(24.85 + 5.149, abs=0.02)


def test_gap_radiation_follows_the_fourth_powers_of_the_temperatures():
    """Difference of two emissivities at equal temperatures leaves radiation alone."""
    gap = Gap(gas=Gas.AIR, thickness=0.012)
    pair = [gap_conductance(gap, (e, e), (0.0, 30.0)) for e in (0.84, 0.05)]
    sigma, hot, cold = 5.670374419e-8, 303.15, 273.15
    black = sigma * (hot**4 - cold**4) / 30.0
    share = [1.0 / (2.0 / e - 1.0) for e in (0.84, 0.05)]
    assert pair[0] - pair[1] == pytest.approx(black * (share[0] - share[1]))


@pytest.mark.parametrize(
    ("thickness", "difference", "expected"),
    [
        # By hand at 10 °C: Ra is 3191, 49 860 and 398 900
        (0.012, 15.0, 1.0199),
        (0.030, 15.0, 2.463),
        (0.060, 15.0, 4.960),
    ],
)
def test_convection_in_gaps_grows_with_their_width(thickness, difference, expected):
    gap = Gap(gas=Gas.AIR, thickness=thickness)
    temp = (10.0 - 0.5 * difference, 10.0 + 0.5 * difference)
    alone = gap_conductance(gap, (1e-12, 1e-12), temp)
    still = (2.873e-3 + 7.760e-5 * 283.15) / thickness
    assert alone / still == pytest.approx(expected, rel=0.002)


def test_heavier_gases_insulate_better():
    found = [
        gap_conductance(Gap(gas=gas, thickness=0.010), (0.84, 0.05), (5.0, 15.0))
        for gas in (Gas.AIR, Gas.ARGON, Gas.KRYPTON)
    ]
    assert found[0] > found[1] > found[2]


def test_room_convection_grows_with_the_fourth_root_of_the_difference():
    one, sixteen = (room_convection(20.0, 20.0 - d) for d in (1.0, 16.0))
    assert sixteen / one == pytest.approx(2.0, rel=0.02)
    # By hand: film at 17.5 °C, Ra = 1.526e9, Nu = 110.7, λ = 25.43 mW/(mK).
    assert room_convection(21.0, 7.0) == pytest.approx(2.814, rel=0.002)


@pytest.mark.parametrize("name", LAYERED)
@pytest.mark.parametrize("mean", [0.0, 10.0, 20.0, 30.0])
@pytest.mark.parametrize("difference", [0.0, 15.0, 30.0])
def test_three_numbers_carry_the_conductance_of_a_year(name, mean, difference):
    glazing = LAYERED[name]
    faces = (mean - 0.5 * difference, mean + 0.5 * difference)
    expected = pane_heat(glazing.panes, glazing.gaps, faces).conductance
    actual = float(conductance_between(window_optics(glazing), *faces))
    tolerance = 0.001 if mean == 10.0 and difference == 15.0 else 0.06
    assert actual == pytest.approx(expected, rel=tolerance)


# ------------------------------------------------------------------ ratings
@pytest.mark.parametrize(
    ("name", "u_value", "shgc"),
    [
        ("single", 5.904, 0.859),
        ("double", 2.740, 0.760),
        ("old double", 2.721, 0.788),
        ("coated double", 1.380, 0.438),
        ("triple", 1.640, 0.681),
    ],
)
def test_ratings_agree_with_energyplus(name, u_value, shgc):
    """EnergyPlus 25.2, nominal conductance and SHGC of WindowConstruction (eio)."""
    optics = window_optics(WINDOWS[name])
    assert optics.u_value == pytest.approx(u_value, rel=0.01)
    assert optics.shgc == pytest.approx(shgc, abs=0.004)


@pytest.mark.parametrize(
    ("name", "films", "u_value", "shgc"),
    [
        # ASHRAE 140-2017: 3.0 with combined films of 8.29 and 21.0 W/(m²K)
        ("old double", (8.29, 21.0), 3.0, 0.787),
        # ASHRAE 140-2020, with the mean films of its case 450, 4.5 and 17.8 W/(m²K)
        ("double", (4.5, 17.8), 2.10, 0.769),
        ("coated double", (4.5, 17.8), 1.19, 0.440),
    ],
)
def test_windows_of_the_standard_are_met_within_five_percent(
    name, films, u_value, shgc
):
    """The films behind the printed U-values are inferred, hence the tolerance."""
    optics = window_optics(WINDOWS[name])
    found = u_value_between(optics, 1.0 / films[0], 1.0 / films[1])
    assert found == pytest.approx(u_value, rel=0.05)
    assert optics.shgc == pytest.approx(shgc, abs=0.008)


@pytest.mark.parametrize("name", ["single", "coated double", "simple"])
def test_winter_rating_balances_at_both_faces(name):
    """Conservation: heat from the room, through the glass, to outdoors is the same."""
    glazing, climate = WINDOWS[name], WINTER_RATED
    optics = window_optics(glazing)
    flow = optics.u_value * (climate.temp_indoor - climate.temp_outdoor)
    sigma = 5.670374419e-8

    def heat_outside(face):
        radiation = (face + 273.15) ** 4 - (climate.temp_outdoor + 273.15) ** 4
        convection = climate.convection_outside * (face - climate.temp_outdoor)
        return convection + optics.emissivity_outside * sigma * radiation

    def heat_inside(face):
        radiation = (climate.temp_indoor + 273.15) ** 4 - (face + 273.15) ** 4
        film = room_convection(climate.temp_indoor, face)
        convection = film * (climate.temp_indoor - face)
        return convection + optics.emissivity_inside * sigma * radiation

    faces = np.linspace(climate.temp_outdoor, climate.temp_indoor, 40_001)
    outer = faces[np.argmin([abs(heat_outside(x) - flow) for x in faces])]
    inner = faces[np.argmin([abs(heat_inside(x) - flow) for x in faces])]
    glass = optics.conductance
    if glazing.panes:
        glass = pane_heat(glazing.panes, glazing.gaps, (outer, inner)).conductance
    # Two faces of one pane are 1 K apart and known to 1 mK.
    assert glass * (inner - outer) == pytest.approx(flow, rel=3e-3)


def test_a_window_shows_the_emissivity_of_its_outermost_faces():
    low = pane(emissivity_front=0.2, emissivity_back=0.3)
    optics = window_optics(window(low, pane(emissivity_back=0.4)))
    assert (optics.emissivity_outside, optics.emissivity_inside) == (0.2, 0.4)
    simple = window_optics(WINDOWS["simple"])
    assert (simple.emissivity_outside, simple.emissivity_inside) == (0.84, 0.84)


def test_ratings_use_the_conditions_of_nfrc():
    assert (WINTER_RATED.temp_outdoor, WINTER_RATED.temp_indoor) == (-18.0, 21.0)
    assert (SUMMER_RATED.temp_outdoor, SUMMER_RATED.temp_indoor) == (32.0, 24.0)
    assert SUMMER_RATED.irradiance == 783.0


# ------------------------------------------------------------------ two numbers alone
@pytest.mark.parametrize("u_value", [1.0, 1.6, 2.8, 4.0, 5.7])
@pytest.mark.parametrize("shgc", [0.2, 0.33, 0.47, 0.58, 0.7, 0.85])
def test_a_simple_window_gives_back_its_two_numbers(u_value, shgc):
    optics = window_optics(window(u_value=u_value, shgc=shgc))
    assert u_value_between(optics, 0.13, 0.04) == pytest.approx(u_value)
    assert optics.shgc == pytest.approx(shgc, rel=1e-3)


@pytest.mark.parametrize(
    ("u_value", "shgc", "normal", "slanting"),
    [
        (5.7, 0.85, 0.806, 0.727),
        (4.0, 0.50, 0.375, 0.300),
        (3.8, 0.62, 0.526, 0.440),
        (2.8, 0.70, 0.634, 0.521),
        (2.0, 0.60, 0.526, 0.432),
        (1.8, 0.40, 0.316, 0.239),
        (1.2, 0.30, 0.212, 0.143),
    ],
)
def test_simple_windows_agree_with_energyplus_at_two_angles(
    u_value, shgc, normal, slanting
):
    """EnergyPlus 25.2: beam transmittance at 0° (eio) and at 60° (simulated)."""
    optics = window_optics(window(u_value=u_value, shgc=shgc))
    passed, *_ = beam_shares(optics, np.array([1.0, 0.5]))
    assert passed == pytest.approx([normal, slanting], abs=0.005)


def test_a_simple_window_absorbs_slanting_sun_as_energyplus_has_it():
    """EnergyPlus 25.2 absorbs 0.23 at 57° (simulated)."""
    optics = window_optics(window(u_value=1.7, shgc=0.42))
    passed, outer, inner = beam_shares(optics, np.cos(np.radians([57.0, 89.9])))
    assert outer[0] + inner[0] == pytest.approx(0.23, abs=0.015)
    assert passed[1] + outer[1] + inner[1] < 0.02


def test_simple_transmittance_is_continuous_in_both_numbers():
    shgc = np.linspace(0.05, 0.95, 2001)
    for u_value in (1.0, 3.0, 4.0, 5.0):
        found = [transmittance_simple(u_value, one) for one in shgc]
        assert np.abs(np.diff(found)).max() < 0.015
        assert (np.array(found) < shgc).all()
    for one in (0.3, 0.8):
        found = [transmittance_simple(u, one) for u in np.linspace(0.5, 6.0, 2001)]
        assert np.abs(np.diff(found)).max() < 0.001


def test_shapes_of_simple_windows_do_not_jump():
    angles = np.array([0.2, 0.5, 0.8])
    for step in (0.0, 1e-6):
        shapes = [
            angular_shapes(angles, u, g)
            for u, g in itertools.product(
                np.array([1.42, 1.70, 3.41, 4.54]) + step,
                np.array([0.25, 0.3, 0.35, 0.45, 0.5, 0.55, 0.6, 0.65]) + step,
            )
        ]
        if step == 0.0:
            before = shapes
    assert np.abs(np.array(before) - np.array(shapes)).max() < 1e-3
    for passed, returned in before:
        assert (np.diff(passed) > 0.0).all()
        assert (np.diff(returned) < 0.0).all()


# ------------------------------------------------------------------ the record itself
def test_beam_shares_follow_the_exact_curve_between_grid_points():
    optics = window_optics(WINDOWS["double"])
    cosine = np.linspace(0.003, 0.997, 313)
    stack = stack_optics((CLEAR, CLEAR), cosine)
    passed, outer, inner = beam_shares(optics, cosine)
    assert passed == pytest.approx(stack.transmittance, abs=2e-4)
    assert outer + inner == pytest.approx(stack.absorptance.sum(axis=0), abs=8e-4)


def test_no_beam_enters_from_behind():
    shares = beam_shares(window_optics(WINDOWS["double"]), np.array([-0.5, 0.0]))
    assert np.array(shares) == pytest.approx(0.0)


def test_the_record_is_read_only_and_remembered():
    optics = window_optics(WINDOWS["double"])
    assert window_optics(window(CLEAR, CLEAR)) is optics
    assert (np.diff(optics.cosine) > 0.0).all()
    assert (optics.cosine[0], optics.cosine[-1]) == (0.0, 1.0)
    with pytest.raises(ValueError, match="read-only"):
        optics.transmittance[0] = 1.0
