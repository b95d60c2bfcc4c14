"""Figures, marks and files of the thermal-fabric cases of Standard 140."""

import dataclasses

import numpy as np
import pytest

from twin.annual.series import Hours
from twin.ground.constants import HOURS_PER_YEAR
from twin.ground.errors import InputError
from twin.ground.quality import Status
from twin.io.detailed import load_detailed, read_detailed
from twin.validate import standard140, standard140_ranges
from twin.validate.standard140 import Line, belongs, case_folder, find_cases
from twin.validate.standard140_figures import (
    Figure,
    annual,
    extremes,
    figures_of_hours,
    hour_name,
    months_of_hours,
    peak,
)
from twin.validate.standard140_ranges import SOURCES, Expected, Mark, Span, expected

ALL = [
    "195",
    "200",
    "210",
    "215",
    "220",
    "230",
    "240",
    "250",
    "270",
    "280",
    "290",
    "300",
    "310",
    "320",
    "395",
    "400",
    "410",
    "420",
    "430",
    "440",
    "450",
    "460",
    "470",
    "600",
    "600FF",
    "610",
    "620",
    "630",
    "640",
    "650",
    "650FF",
    "660",
    "670",
    "680",
    "680FF",
    "685",
    "695",
    "800",
    "810",
    "900",
    "900FF",
    "910",
    "920",
    "930",
    "940",
    "950",
    "950FF",
    "960",
    "980",
    "980FF",
    "985",
    "995",
]


@pytest.fixture(scope="module")
def cases():
    """Every case by its number."""
    return {
        name: load_detailed(path) for name, path in find_cases(case_folder()).items()
    }


def made_hours(zones=1, **series):
    """Hours of zeros with some series given, shape ``(hour, zone)``."""
    zeros = np.zeros((HOURS_PER_YEAR, zones))
    return Hours(**{name: series.get(name, zeros) for name in Hours._fields})


def faces(building):
    return {s.name: s for zone in building.zones for s in zone.surfaces}


# ------------------------------------------------------------------------ figures


def test_a_kilowatt_through_the_year_is_8_76_megawatt_hours():
    figure = annual("annual_heating", np.full(HOURS_PER_YEAR, 1000.0))
    assert figure.value == pytest.approx(8.76)
    assert (figure.unit, figure.hour) == ("MWh", None)


def test_a_peak_is_the_largest_hourly_mean_and_its_first_hour():
    power = np.zeros(HOURS_PER_YEAR)
    power[[100, 5000, 7000]] = 1500.0, 3200.0, 3200.0
    figure = peak("peak_cooling", power)
    assert figure.value == pytest.approx(3.2)
    assert figure.hour == 5000


def test_a_load_that_never_comes_has_no_hour():
    figure = peak("peak_heating", np.zeros(HOURS_PER_YEAR))
    assert (figure.value, figure.hour) == (0.0, None)


def test_a_free_temperature_gives_mean_and_extremes_with_their_hours():
    temp = np.full(HOURS_PER_YEAR, 20.0)
    temp[7], temp[4000] = -12.0, 65.0
    mean, low, high = extremes("ff_temp", temp)
    assert mean.value == pytest.approx(20.0 + (45.0 - 32.0) / HOURS_PER_YEAR)
    assert (low.metric, low.value, low.hour) == ("ff_temp_min", -12.0, 7)
    assert (high.metric, high.value, high.hour) == ("ff_temp_max", 65.0, 4000)


@pytest.mark.parametrize(
    ("hour", "name"),
    [
        (0, "1 Jan h 1"),
        (23, "1 Jan h 24"),
        (24, "2 Jan h 1"),
        (31 * 24, "1 Feb h 1"),
        (59 * 24 - 1, "28 Feb h 24"),
        (59 * 24, "1 Mar h 1"),
        (8759, "31 Dec h 24"),
        (None, ""),
    ],
)
def test_an_hour_has_a_date_and_a_number_from_1_to_24(hour, name):
    assert hour_name(hour) == name


def test_a_year_has_no_hour_8760():
    with pytest.raises(ValueError, match="8760"):
        hour_name(8760)


def test_loads_are_those_of_all_zones_and_the_temperature_is_that_without_plant(cases):
    heating = np.zeros((HOURS_PER_YEAR, 2))
    heating[10] = 500.0, 700.0
    temp = np.zeros((HOURS_PER_YEAR, 2))
    temp[:, 1] = 30.0
    hours = made_hours(2, heating=heating, temp_air=temp)
    found = {one.metric: one for one in figures_of_hours(cases["960"], hours)}
    assert found["peak_heating"].value == pytest.approx(1.2)
    assert found["annual_heating"].value == pytest.approx(0.0012)
    assert found["ff_temp_mean"].value == pytest.approx(30.0)


def test_a_floating_case_has_no_loads_and_a_held_one_no_floating_air(cases):
    floating = {f.metric for f in figures_of_hours(cases["600FF"], made_hours())}
    held = {f.metric for f in figures_of_hours(cases["600"], made_hours())}
    assert floating == {"ff_temp_mean", "ff_temp_min", "ff_temp_max"}
    assert held == {"annual_heating", "annual_cooling", "peak_heating", "peak_cooling"}


def test_months_add_up_to_the_year_and_weigh_zones_by_volume(cases):
    rng = np.random.default_rng(3)
    cooling = rng.random((HOURS_PER_YEAR, 2)) * 1000.0
    temp = np.tile([10.0, 40.0], (HOURS_PER_YEAR, 1))
    hours = made_hours(2, cooling=cooling, temp_air=temp)
    months = months_of_hours(cases["960"], hours)
    assert [one.month for one in months] == list(range(1, 13))
    assert sum(m.cooling_kwh for m in months) == pytest.approx(cooling.sum() / 1000.0)
    first = cooling[: 31 * 24].sum() / 1000.0
    assert months[0].cooling_kwh == pytest.approx(first)
    mean = (129.6 * 10.0 + 43.2 * 40.0) / (129.6 + 43.2)
    assert months[5].temp_mean == pytest.approx(mean)


# -------------------------------------------------------------------------- marks


def span(low, high, decimals=1):
    return Span(
        low=low,
        high=high,
        decimals=decimals,
        unit="kW",
        status=Status.SECONDARY,
        source="gsr",
    )


@pytest.mark.parametrize(
    ("value", "mark"),
    [
        (1.0, Mark.IN),
        (2.0, Mark.IN),
        (2.04, Mark.IN),
        (2.06, Mark.OUT),
        (0.94, Mark.OUT),
        (0.96, Mark.IN),
    ],
)
def test_a_value_is_rounded_as_the_range_is_and_its_edges_count(value, mark):
    assert span(1.0, 2.0).mark(value) is mark


@pytest.mark.parametrize(
    ("example", "acceptance", "mark"),
    [
        (None, None, Mark.UNKNOWN),
        (span(0.0, 1.0), None, Mark.OUT),
        (span(0.0, 1.0), span(1.0, 2.0), Mark.IN),
        (span(1.0, 2.0), span(0.0, 1.0), Mark.OUT),
    ],
)
def test_acceptance_counts_before_example(example, acceptance, mark):
    figure = Figure(metric="peak_heating", unit="kW", value=1.5)
    line = Line(
        figure=figure, expected=Expected(example=example, acceptance=acceptance)
    )
    assert line.mark is mark


def test_every_range_is_in_order_has_a_source_and_belongs_to_a_case():
    for (case, metric, kind), one in standard140_ranges._ranges().items():
        assert one.low <= one.high, (case, metric)
        assert one.source in SOURCES
        assert case in ALL
        assert kind in {"example", "acceptance"}
        assert not one.status.is_unverified


def test_ranges_are_found_by_case_and_figure():
    found = expected("600", "annual_heating")
    assert (found.example.low, found.example.high) == (3.993, 4.504)
    assert str(found.acceptance) == "3.75 … 4.98"
    assert expected("195", "annual_heating") == Expected()


# -------------------------------------------------------------------------- files


def test_there_are_52_cases_in_the_order_of_their_numbers(cases):
    assert list(cases) == ALL
    assert len(ALL) == 52


def test_cases_come_in_their_own_order_whatever_was_asked_first():
    assert list(find_cases(case_folder(), ["900", "600FF", "600"])) == [
        "600",
        "600FF",
        "900",
    ]


def test_a_case_that_is_none_is_named_beside_the_nearest():
    with pytest.raises(InputError, match="did you mean '600FF'"):
        find_cases(case_folder(), ["600FG"])


def test_a_folder_without_cases_is_refused(tmp_path):
    with pytest.raises(InputError, match="no file"):
        find_cases(tmp_path)


def test_every_box_is_closed(cases):
    """South + north + east + west + roof + floor, whatever is cut out of them."""
    for name, building in cases.items():
        box = building.zones[0]
        areas = [s.area for s in box.surfaces] + [w.area for w in box.windows]
        assert sum(areas) == pytest.approx(2 * (21.6 + 16.2 + 48.0)), name
        assert (box.volume, box.floor_area) == (129.6, 48.0)
        assert box.furniture_capacity == 0.0


@pytest.mark.parametrize(
    ("case", "face", "u_value"),
    [
        ("600", "wall_north", 0.514),
        ("600", "roof", 0.318),
        ("600", "floor", 0.039),
        ("900", "wall_north", 0.512),
        ("900", "floor", 0.039),
    ],
)
def test_fabric_has_the_published_transmittance(cases, case, face, u_value):
    """Films of the older edition, 8.29 and 29.3 W/(m²K)."""
    resistance = faces(cases[case])[face].construction.resistance
    assert 1.0 / (1.0 / 8.29 + resistance + 1.0 / 29.3) == pytest.approx(
        u_value, abs=6e-4
    )


def test_heavy_walls_store_ten_times_as_much_and_heavy_floors_six_times(cases):
    def capacity(case, face):
        layers = faces(cases[case])[face].construction.layers
        return sum(
            one.thickness * one.material.density * one.material.heat_capacity
            for one in layers
        )

    assert capacity("600", "wall_north") == pytest.approx(14534.28)
    assert capacity("900", "wall_north") == pytest.approx(145154.0)
    assert capacity("600", "floor") == pytest.approx(19500.0)
    assert capacity("900", "floor") == pytest.approx(112000.0)


def test_the_raised_floor_sees_neither_sun_nor_wind(cases):
    for name, building in cases.items():
        for zone in building.zones:
            floor = {s.name: s for s in zone.surfaces}["floor"]
            assert (floor.sees_sun, floor.sees_wind) == (False, False), name


@pytest.mark.parametrize(
    ("case", "outside", "absorptance", "inside"),
    [
        ("195", 0.1, 0.1, 0.1),
        ("200", 0.1, 0.1, 0.1),
        ("210", 0.9, 0.1, 0.1),
        ("215", 0.1, 0.1, 0.9),
        ("220", 0.9, 0.1, 0.9),
        ("250", 0.9, 0.9, 0.9),
        ("270", 0.9, 0.1, 0.9),
        ("395", 0.9, 0.1, 0.9),
        ("400", 0.9, 0.1, 0.9),
        ("430", 0.9, 0.6, 0.9),
        ("450", 0.001, 0.6, 0.001),
        ("460", 0.9, 0.6, 0.001),
        ("470", 0.001, 0.6, 0.9),
        ("600", 0.9, 0.6, 0.9),
        ("800", 0.9, 0.6, 0.9),
    ],
)
def test_outer_and_inner_faces_are_as_the_case_says(
    cases, case, outside, absorptance, inside
):
    for one in faces(cases[case]).values():
        made = one.construction
        assert made.emissivity_outside == outside, one.name
        assert made.absorptance_outside == absorptance, one.name
        assert made.emissivity_inside == inside, one.name


@pytest.mark.parametrize(
    ("case", "absorptance"),
    [
        ("270", 0.9),
        ("280", 0.1),
        ("290", 0.9),
        ("440", 0.1),
        ("600", 0.6),
        ("810", 0.1),
    ],
)
def test_rooms_are_as_dark_as_the_case_says(cases, case, absorptance):
    found = {one.construction.absorptance_inside for one in faces(cases[case]).values()}
    assert found == {absorptance}


@pytest.mark.parametrize(
    ("case", "air", "gains", "heating", "cooling"),
    [
        ("195", 0.0, 0.0, 20.0, 20.0),
        ("220", 0.0, 0.0, 20.0, 20.0),
        ("230", 1.0, 0.0, 20.0, 20.0),
        ("240", 0.0, 200.0, 20.0, 20.0),
        ("250", 0.0, 0.0, 20.0, 20.0),
        ("270", 0.0, 0.0, 20.0, 20.0),
        ("320", 0.0, 0.0, 20.0, 27.0),
        ("395", 0.0, 0.0, 20.0, 27.0),
        ("410", 0.5, 0.0, 20.0, 27.0),
        ("420", 0.5, 200.0, 20.0, 27.0),
        ("600", 0.5, 200.0, 20.0, 27.0),
        ("685", 0.5, 200.0, 20.0, 20.0),
        ("800", 0.5, 200.0, 20.0, 27.0),
        ("960", 0.5, 200.0, 20.0, 27.0),
        ("995", 0.5, 200.0, 20.0, 20.0),
    ],
)
def test_air_gains_and_set_points_are_as_the_case_says(
    cases, case, air, gains, heating, cooling
):
    zone = cases[case].zones[0]
    usage = zone.usage
    assert zone.air_change == air
    assert usage.appliances * zone.floor_area == pytest.approx(gains)
    assert (usage.heating_setpoint, usage.cooling_setpoint) == (heating, cooling)
    assert zone.is_ideal


@pytest.mark.parametrize(
    ("case", "directions"),
    [
        ("195", []),
        ("220", []),
        ("270", [180.0, 180.0]),
        ("300", [90.0, 270.0]),
        ("600", [180.0, 180.0]),
        ("620", [90.0, 270.0]),
        ("930", [90.0, 270.0]),
    ],
)
def test_windows_look_where_the_case_says(cases, case, directions):
    windows = cases[case].zones[0].windows
    assert [one.exposure.azimuth for one in windows] == directions
    assert {one.area for one in windows} <= {6.0}


@pytest.mark.parametrize("case", ["290", "610", "910"])
def test_the_overhang_reaches_over_the_whole_wall(cases, case):
    left, right = (one.overhangs[0] for one in cases[case].zones[0].windows)
    for one in (left, right):
        assert (one.depth, one.above) == (1.0, pytest.approx(0.5))
        assert one.extension_left + 3.0 + one.extension_right == pytest.approx(8.0)
    assert (left.extension_left, right.extension_left) == pytest.approx((0.5, 4.5))
    assert faces(cases[case])["wall_south"].overhang.depth == 1.0


@pytest.mark.parametrize("case", ["310", "630", "930"])
def test_east_and_west_windows_have_overhang_and_two_fins(cases, case):
    for one in cases[case].zones[0].windows:
        (over,) = one.overhangs
        assert (over.depth, over.above) == (1.0, pytest.approx(0.5))
        assert (over.extension_left, over.extension_right) == pytest.approx((0.0, 0.0))
        assert sorted(fin.is_left for fin in one.fins) == [False, True]
        for fin in one.fins:
            reach = fin.extension_below + one.height + fin.extension_above
            assert (fin.depth, reach) == (1.0, pytest.approx(2.7))


@pytest.mark.parametrize("case", ["640", "940"])
def test_the_setback_holds_10_degrees_by_night_and_rises_from_7_to_8(cases, case):
    ends = cases[case].zones[0].usage.heating_setpoint_hours
    assert (ends[22], ends[23], ends[6], ends[7]) == (20.0, 10.0, 10.0, 20.0)
    assert (ends.count(10.0), ends.count(20.0)) == (8, 16)


@pytest.mark.parametrize("case", ["650", "950", "650FF", "950FF"])
def test_the_fan_runs_by_night_and_cooling_by_day(cases, case):
    zone = cases[case].zones[0]
    flow = [one * zone.volume for one in zone.air_change_hours]
    night = [*range(7), *range(18, 24)]
    assert [h for h, one in enumerate(flow) if one > 0.0] == night
    assert max(flow) == pytest.approx(1700.0, abs=0.1)
    assert not zone.is_heated
    if not case.endswith("FF"):
        hours = zone.usage.cooling_hours
        assert [h for h, one in enumerate(hours) if one == 0.0] == night


def test_floating_cases_differ_from_their_origin_by_the_plant_alone(cases):
    for name in [one for one in ALL if one.endswith("FF")]:
        zone, origin = cases[name].zones[0], cases[name.removesuffix("FF")].zones[0]
        assert not (zone.is_heated)
        assert not (zone.is_cooled)
        assert not (zone.is_ideal)
        assert (zone.surfaces, zone.windows) == (origin.surfaces, origin.windows)
        assert zone.air_change_hours == origin.air_change_hours
        assert zone.usage.appliances == origin.usage.appliances


def test_the_sunspace_lies_behind_a_massive_wall_and_shares_no_air(cases):
    building = cases["960"]
    box, sun = building.zones
    common = faces(building)
    wall = {s.name: s for s in box.surfaces}["wall_south"]
    assert (wall.boundary, wall.neighbour, wall.area) == (
        "zone",
        "sun",
        pytest.approx(21.6),
    )
    assert wall.construction.resistance == pytest.approx(0.2 / 0.51)
    assert building.air_links == ()
    assert (sun.volume, sun.floor_area) == (43.2, 16.0)
    assert not sun.is_heated
    assert not sun.is_cooled
    assert sum(one.area for one in sun.windows) == 12.0
    assert box.windows == ()
    assert (
        common["roof"].construction
        == {s.name: s for s in box.surfaces}["roof"].construction
    )


@pytest.mark.parametrize(
    ("case", "face", "thickness"),
    [
        ("680", "wall_north", 0.250),
        ("695", "wall_north", 0.250),
        ("980", "wall_north", 0.2452),
        ("995", "wall_north", 0.2452),
        ("680FF", "roof", 0.400),
        ("995", "roof", 0.400),
    ],
)
def test_more_insulation_is_as_thick_as_the_case_says(cases, case, face, thickness):
    layers = faces(cases[case])[face].construction.layers
    assert layers[1].thickness == thickness


@pytest.mark.parametrize(
    ("case", "inside", "outside"),
    [
        ("450", (1.8, 1.7, 3.7, 4.5), (21.6, 21.8, 5.2, 17.8)),
        ("460", (1.8, 1.7, 3.7, 4.5), (None,) * 4),
        ("470", (None,) * 4, (21.6, 21.8, 5.2, 17.8)),
    ],
)
def test_constant_films_are_as_the_case_says(cases, case, inside, outside):
    found = faces(cases[case])
    kinds = [found["wall_north"], found["roof"], found["floor"]]
    kinds.append(cases[case].zones[0].windows[0])
    assert tuple(one.film_inside for one in kinds) == inside
    assert tuple(one.film_outside for one in kinds) == outside
    panes = cases[case].zones[0].windows[0].glazing.panes
    assert panes[0].emissivity_front == (0.84 if outside[0] is None else 0.001)
    assert panes[-1].emissivity_back == (0.84 if inside[0] is None else 0.001)


# ------------------------------------------------------------------------ weather


@pytest.mark.parametrize(
    ("change", "is_same"),
    [
        ({}, True),
        ({"latitude": 39.76}, False),
        ({"longitude": -104.86}, False),
        ({"elevation": 1720.0}, False),
        ({"elevation": 1655.0}, True),
    ],
)
def test_only_the_weather_of_the_cases_is_judged(change, is_same):
    @dataclasses.dataclass
    class Weather:
        latitude: float = 39.83
        longitude: float = -104.65
        elevation: float = 1650.0

    place = read_detailed(case_folder() / "case600.yaml").place
    assert belongs(Weather(**change), place) is is_same
    assert not belongs(Weather(), None)


def test_cases_travel_inside_an_installed_package(tmp_path, monkeypatch):
    package = tmp_path / "site" / "twin"
    (package / "defaults" / "standard140").mkdir(parents=True)
    monkeypatch.setattr(standard140.twin, "__file__", str(package / "__init__.py"))
    assert case_folder() == (package / "defaults" / "standard140").resolve()
    (package / "defaults" / "standard140").rmdir()
    with pytest.raises(InputError, match="--cases"):
        case_folder()


# --------------------------------------------------------------------------- page


def test_the_page_shows_every_case_and_every_known_range(root, cases):
    page = (root / "docs" / "validation" / "standard140.md").read_text("utf-8")
    rows = [line for line in page.splitlines() if line.startswith("| ")]
    titles = [row.split(" | ")[0].removeprefix("| ") for row in rows]
    assert {one.name for one in cases.values()} <= set(titles)
    known = {(case, metric) for case, metric, _ in standard140_ranges._ranges()}
    judged = [row for row in rows if "| in |" in row or "| OUT |" in row]
    assert len(judged) == len(known)


def test_the_page_names_every_shortfall(root):
    page = (root / "docs" / "validation" / "standard140.md").read_text("utf-8")
    rows = [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in page.splitlines()
        if line.startswith("| ")
    ]
    marks = [(row[0], row[7] if row[7] != "-" else row[5]) for row in rows if row[7:]]
    outside = [case for case, mark in marks if mark == "OUT"]
    named = [
        line.removeprefix("- OUT: ").split()[0]
        for line in page.splitlines()
        if line.startswith("- OUT: ")
    ]
    assert outside == named
