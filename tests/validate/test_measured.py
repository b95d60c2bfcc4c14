"""Measured against simulated hours: formulas by hand, gaps, years, and small groups."""

import dataclasses
import math
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from twin.annual.outdoor import prepare_outdoor
from twin.annual.passes import Wanted
from twin.annual.pollutant_pass import AirInputs
from twin.annual.result import INDEX
from twin.annual.simulate import BuildingRun, Task
from twin.ground.errors import InputError
from twin.io.measured_column import Readings
from twin.io.project import load_project
from twin.io.sensor_map import Place
from twin.io.sensors import COLUMNS
from twin.io.wearables import ASLEEP, SleepPeriods, WearableLog, no_periods
from twin.model.component import Kind
from twin.physics.elements import Merge
from twin.scenario.first_day import standing_variant
from twin.validate.measured import GUIDELINE_14, compare_hours
from twin.validate.measured_hours import (
    hour_means,
    hour_of_year,
    mean_of_subjects,
    sampling_interval,
    standard_hours,
)
from twin.validate.measured_join import (
    people_covered,
    sensor_hours,
    sleep_tables,
    zone_biases,
    zone_means,
)
from twin.validate.measured_people import spread_sleep, wearable_hours
from twin.validate.measured_simulated import (
    find_places,
    simulated_places,
)
from twin.validate.measured_sleep import LEAST_PERSONS, PersonHours, group_sleep

HOUR = 3_600_000  # ms
HERE, THERE = Place("house", "living"), Place("house", "bed")
BY_QUANTITY = {one.quantity: one for one in COLUMNS}


def instant(*parts):
    return round(datetime(*parts, tzinfo=UTC).timestamp() * 1000)


def readings(rows, quantity="temperature"):
    """Rows of sensor, time and value as a file would give them."""
    ids = tuple(sorted({row[0] for row in rows}))
    rows = sorted(rows)
    return Readings(
        ids=ids,
        subject=np.array([ids.index(row[0]) for row in rows]),
        time=np.array([row[1] for row in rows], dtype=np.int64),
        values={quantity: np.array([row[2] for row in rows], dtype=float)},
        columns=(BY_QUANTITY[quantity],),
        counts={},
    )


def hourly(values, begin, sensor="a"):
    return [(sensor, begin + n * HOUR, value) for n, value in enumerate(values)]


def biases(rows, years, quantity="temperature", offset=0.0, stamp="start", at=HERE):
    found = readings(rows, quantity)
    hours = sensor_hours(found, (at,) * len(found.ids), offset, stamp, "indoor.csv")
    return zone_biases(hours, {at: years})


# --- figures ------------------------------------------------------------------------


@given(
    pairs=st.lists(
        st.tuples(st.floats(1.0, 50.0), st.floats(0.0, 50.0)), min_size=2, max_size=40
    )
)
@settings(deadline=None)
def test_figures_are_those_of_sums_written_out(pairs):
    measured, simulated = (np.array(one) for one in zip(*pairs, strict=True))
    clock = np.arange(len(measured)) % 24
    found = compare_hours(measured, simulated, clock)
    n, mean = len(pairs), math.fsum(m for m, _ in pairs) / len(pairs)
    apart = [s - m for m, s in pairs]
    squares = math.fsum(one * one for one in apart)
    assert found.hours == n
    assert found.bias == pytest.approx(math.fsum(apart) / n, abs=1e-12)
    assert found.rmse == pytest.approx(math.sqrt(squares / n))
    assert found.nmbe == pytest.approx(math.fsum(apart) / ((n - 1) * mean), abs=1e-12)
    assert found.cvrmse == pytest.approx(math.sqrt(squares / (n - 1)) / mean)
    weighted = sum(one.bias * one.hours for one in found.by_clock)
    assert weighted / n == pytest.approx(found.bias, abs=1e-12)


def test_a_model_that_is_one_kelvin_low_all_the_time_has_that_bias_and_no_scatter(rng):
    simulated = rng.uniform(20.0, 30.0, 200)
    found = compare_hours(simulated + 1.0, simulated, np.arange(200) % 24)
    assert found.bias == pytest.approx(-1.0, abs=1e-12)
    assert found.rmse == pytest.approx(1.0, abs=1e-12)
    assert found.correlation == pytest.approx(1.0)
    assert all(one.bias == pytest.approx(-1.0) for one in found.by_clock)
    assert found.is_within(GUIDELINE_14)


def test_what_has_no_meaning_is_no_number():
    none = compare_hours(np.zeros(0), np.zeros(0), np.zeros(0, dtype=int))
    one = compare_hours(np.array([5.0]), np.array([6.0]), np.array([3]))
    still = compare_hours(np.full(9, 0.1), np.arange(9.0), np.arange(9))
    assert none.hours == 0
    assert math.isnan(none.bias)
    assert (one.bias, one.rmse) == (1.0, 1.0)
    assert math.isnan(one.nmbe)
    assert math.isnan(one.cvrmse)
    assert math.isnan(still.correlation)
    assert not none.is_within(GUIDELINE_14)


# --- hours --------------------------------------------------------------------------


def test_an_hour_is_the_mean_of_what_was_there_and_needs_three_quarters_of_it():
    rows = [("a", n * HOUR // 4, value) for n, value in enumerate((1, 2, 3, 4, 5, 6))]
    rows += [
        ("a", 2 * HOUR + n * HOUR // 4, value) for n, value in enumerate((7, 8, 9))
    ]
    found = readings(rows)
    interval = sampling_interval(found.subject, found.time)
    hour = standard_hours(found.time, 0.0, "start")
    means = hour_means(found.subject, hour, found.values["temperature"], interval)
    assert interval.tolist() == [HOUR // 4]
    assert means.hour.tolist() == [0, 2]
    assert means.value.tolist() == [2.5, 8.0]
    assert means.thin == 1


def test_blank_cells_count_as_readings_that_are_not_there():
    nan = float("nan")
    rows = [
        ("a", n * HOUR // 2, value) for n, value in enumerate((1, nan, nan, nan, 5, 7))
    ]
    found = readings(rows)
    interval = sampling_interval(found.subject, found.time)
    hour = standard_hours(found.time, 0.0, "start")
    means = hour_means(found.subject, hour, found.values["temperature"], interval)
    assert means.hour.tolist() == [2]
    assert means.value.tolist() == [6.0]
    assert means.thin == 1


def test_gaps_stay_gaps_and_lower_the_coverage():
    begin = instant(2026, 7, 1)
    rows = hourly([20.0] * 100, begin)
    year = {"temperature": np.full(8760, 21.0)}
    (whole,) = biases(rows, year)
    (holed,) = biases([*rows[:10], *rows[60:]], year)
    assert (whole.hours_measured, whole.coverage) == (100, 1.0)
    assert (holed.hours_measured, holed.hours_span, holed.coverage) == (50, 100, 0.5)
    assert holed.bias.hours == 50
    assert holed.bias.bias == whole.bias.bias == 1.0


def test_readings_less_often_than_hourly_are_refused():
    rows = [("a", 2 * n * HOUR, 20.0) for n in range(9)]
    with pytest.raises(InputError, match=r"indoor\.csv: 1 problem") as caught:
        biases(rows, {})
    assert "the longest are 2 h" in str(caught.value)


def test_a_stamp_that_ends_an_hour_belongs_to_the_hour_before():
    time = np.array([0, 1, HOUR - 1, HOUR])
    assert standard_hours(time, 0.0, "start").tolist() == [0, 0, 0, 1]
    assert standard_hours(time, 0.0, "end").tolist() == [-1, 0, 0, 0]
    assert standard_hours(time, 5.5, "start").tolist() == [5, 5, 6, 6]


@given(hour=st.integers(0, 60 * 8766))
@settings(deadline=None)
def test_hours_of_the_year_are_those_of_a_calendar(hour):
    moment = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(hours=hour)
    (found,) = hour_of_year(np.array([hour]))
    if (moment.month, moment.day) == (2, 29):
        assert found == -1
        return
    same = moment.replace(year=2025)
    since = same - datetime(2025, 1, 1, tzinfo=UTC)
    assert found == since.total_seconds() // 3600


def test_the_leap_day_is_counted_and_not_compared():
    rows = hourly([20.0] * 72, instant(2028, 2, 28))
    (found,) = biases(rows, {"temperature": np.arange(8760.0)})
    assert (found.hours_measured, found.hours_leap, found.bias.hours) == (72, 24, 48)
    first = 24 * (31 + 27)
    assert found.bias.mean_simulated == np.arange(first, first + 48).mean()


@pytest.mark.parametrize("offset", [0.0, 8.0, -3.5, 5.75])
def test_hours_are_joined_at_the_same_month_day_and_clock_of_the_site(offset):
    """The simulation itself, told in UTC, has no bias; an hour apart it has one."""
    year = {"temperature": 25.0 + 5.0 * np.sin(np.arange(8760) * 0.7)}
    begin = instant(2026, 7, 1) - round(offset * HOUR)
    place = 24 * 181
    told = year["temperature"][place : place + 240]
    (same,) = biases(hourly(told, begin), year, offset=offset)
    (late,) = biases(hourly(told, begin + HOUR), year, offset=offset)
    assert same.bias.rmse == 0.0
    assert late.bias.rmse > 1.0


def test_sensors_of_one_zone_are_one_mean_and_quantities_keep_their_unit():
    begin = instant(2026, 7, 1)
    rows = hourly([10.0] * 4, begin) + hourly([14.0] * 2, begin, "b")
    (found,) = biases(rows, {"PM2.5": np.full(8760, 15.0)}, "PM2.5")
    assert (found.quantity, found.unit, found.sensors) == ("PM2.5", "µg/m³", 2)
    assert found.bias.mean_measured == (12.0 + 12.0 + 10.0 + 10.0) / 4
    assert found.bias.bias == 4.0
    assert found.bias.rmse == pytest.approx(math.sqrt((9 + 9 + 25 + 25) / 4))


def test_what_is_not_simulated_is_told_with_its_coverage_and_no_figure():
    rows = hourly([10.0] * 4, instant(2026, 7, 1))
    (found,) = biases(rows, {"temperature": np.zeros(8760)}, "NO2")
    assert found.coverage == 1.0
    assert found.bias is None


def test_a_mean_over_sensors_is_that_of_those_that_are_there():
    found = readings([("a", 0, 1.0), ("b", 0, 3.0), ("b", HOUR, 5.0), ("c", 0, 9.0)])
    interval = np.full(3, HOUR)
    hour = standard_hours(found.time, 0.0, "start")
    means = hour_means(found.subject, hour, found.values["temperature"], interval)
    hours, values = mean_of_subjects(means, np.array([0, 1]))
    assert hours.tolist() == [0, 1]
    assert values.tolist() == [2.0, 5.0]


# --- people -------------------------------------------------------------------------


def test_a_span_of_sleep_is_spread_over_its_hours_and_nothing_is_lost():
    start = np.array([instant(2026, 7, 1, 22, 30), instant(2026, 7, 2, 22)])
    end = np.array([instant(2026, 7, 2, 6, 15), instant(2026, 7, 3, 1)])
    share = np.array([0.8, 1.0])
    periods = SleepPeriods(person=np.array([0, 1]), start=start, end=end, asleep=share)
    found = spread_sleep(periods, 0.0)
    assert found.subject.tolist() == [0] * 9 + [1] * 3
    assert found.value.tolist() == pytest.approx([0.8] * 9 + [1.0] * 3)
    assert found.hour[0] == instant(2026, 7, 1, 22) // HOUR
    shifted = spread_sleep(periods, 8.0)
    assert (shifted.hour - found.hour).tolist() == [8] * 12


def test_two_spans_in_one_hour_are_weighted_by_their_length():
    start = np.array([0, HOUR // 4])
    end = np.array([HOUR // 4, HOUR])
    periods = SleepPeriods(
        person=np.array([0, 0]), start=start, end=end, asleep=np.array([0.0, 1.0])
    )
    assert spread_sleep(periods, 0.0).value.tolist() == [0.75]


def test_steps_are_summed_and_pulses_are_meant():
    log = WearableLog(
        readings=Readings(
            ids=("p",),
            subject=np.zeros(3, dtype=int),
            time=np.array([0, HOUR // 2, HOUR]),
            values={
                "heart rate": np.array([60.0, 70.0, 80.0]),
                "steps": np.array([10.0, 5.0, np.nan]),
                ASLEEP: np.array([1.0, 0.0, 1.0]),
            },
            columns=(),
            counts={},
        ),
        sleep=no_periods(),
    )
    found = wearable_hours(log, 0.0, "start")
    assert found.others["heart rate"].value.tolist() == [65.0, 80.0]
    assert found.others["steps"].value.tolist() == [15.0]
    assert found.sleep.value.tolist() == [0.5, 1.0]


def people(count, hours=3, air=25.0):
    person = np.repeat(np.arange(count), hours)
    return PersonHours(
        person=person,
        asleep=np.where(person == 0, 0.5, 1.0),
        heart_rate=60.0 + person,
        air=np.full(len(person), air),
    )


def test_a_group_of_fewer_than_five_is_not_told():
    low, middle, high = group_sleep(people(LEAST_PERSONS - 1), (24.0, 26.0))
    assert LEAST_PERSONS == 5
    for one in (low, middle, high):
        assert one.persons is None
        assert one.hours is None
        assert one.asleep is None
        assert one.heart_rate is None
    _, told, _ = group_sleep(people(LEAST_PERSONS), (24.0, 26.0))
    assert (told.persons, told.hours) == (5, 3.0)
    assert told.asleep == pytest.approx(0.9)
    assert told.heart_rate == pytest.approx(62.0)


def test_a_figure_that_fewer_than_five_have_is_not_told_either():
    hours = people(6)
    few = np.where(hours.person < 4, hours.heart_rate, np.nan)
    _, told, _ = group_sleep(dataclasses.replace(hours, heart_rate=few), (24.0, 26.0))
    assert told.persons == 6
    assert told.heart_rate is None


def test_each_person_counts_once_whatever_the_number_of_hours():
    person = np.repeat(np.arange(5), (96, 1, 1, 1, 1))
    hours = PersonHours(
        person=person,
        asleep=np.where(person == 0, 0.5, 1.0),
        heart_rate=np.full(len(person), np.nan),
        air=np.full(len(person), 25.0),
    )
    _, told, _ = group_sleep(hours, (24.0, 26.0))
    assert told.asleep == pytest.approx(0.9)


def test_sleep_beside_measured_and_simulated_air_is_told_apart():
    """Measured at 27 °C, simulated at 25 °C: another class each; one lacks air."""
    begin = instant(2026, 7, 1)
    rows = hourly([27.0] * 6, begin)
    hours = sensor_hours(readings(rows), (THERE,), 0.0, "start", "x")
    count = LEAST_PERSONS + 1
    periods = SleepPeriods(
        person=np.arange(count),
        start=np.full(count, begin),
        end=np.full(count, begin + 6 * HOUR),
        asleep=np.full(count, 0.5),
    )
    log = WearableLog(
        readings=dataclasses.replace(
            readings([]), ids=tuple("abcdef"), values={}, columns=()
        ),
        sleep=periods,
    )
    slept = wearable_hours(log, 0.0, "start")
    bedrooms = (*(THERE,) * (count - 1), HERE)
    years = {"temperature": np.full(8760, 25.0), "CO2": np.full(8760, 700.0)}
    tables = sleep_tables(
        slept, bedrooms, zone_means(hours), {THERE: years, HERE: years}
    )
    measured, simulated, gas = tables
    assert measured.is_measured
    assert not simulated.is_measured
    assert gas.quantity == "CO2"
    classes = [one.low for one in measured.groups if one.persons]
    assert classes == [26.0]
    assert next(x.persons for x in measured.groups if x.persons) == LEAST_PERSONS
    assert [(x.low, x.persons) for x in simulated.groups if x.persons] == [
        (24.0, count)
    ]


# --- simulated ----------------------------------------------------------------------


@pytest.fixture(scope="module")
def project(root):
    return load_project(root, scenarios=())


@pytest.fixture(scope="module")
def community(project):
    """The first building whose zones differ in use, alone."""
    building = project.community.buildings[0]
    return dataclasses.replace(project.community, buildings=(building,))


@pytest.fixture(scope="module")
def outdoor(project):
    return prepare_outdoor(project.weather)


@pytest.fixture(scope="module")
def years(community, outdoor):
    (building,) = community.buildings
    places = [Place(building.id, one.name) for one in building.zones]
    return simulated_places(places, community, outdoor)


def test_particles_are_those_from_outdoors_and_those_born_indoors(
    community, outdoor, years
):
    """By the sums of the year that the same hours leave behind."""
    (building,) = community.buildings
    products = {one.name: one for one in community.products}
    inputs = AirInputs(contaminants=community.contaminants, site=community.site)
    run = BuildingRun(
        building=building,
        products=products,
        outdoors={0.0: outdoor},
        co2_outdoor=community.site.co2_outdoor,
        merge=Merge.BY_FACE,
        passes=Wanted(air=inputs),
    )
    task = Task(variant=standing_variant(building, products), node=0.0)
    kept, hours = run.simulate(task)
    sums = {
        name: kept.monthly[INDEX[name]].sum(axis=-1)
        for name in ("pm25_outdoor_sum_ug_h", "pm25_indoor_sum_ug_h", "no2_sum_ug_h")
    }
    for number, zone in enumerate(building.zones):
        year = years[Place(building.id, zone.name)]
        both = sums["pm25_outdoor_sum_ug_h"] + sums["pm25_indoor_sum_ug_h"]
        assert year["PM2.5"].sum() == pytest.approx(both[number])
        assert year["NO2"].sum() == pytest.approx(sums["no2_sum_ug_h"][number])
        assert np.array_equal(year["temperature"], hours.temp_air[:, number])
        assert np.array_equal(year["CO2"], hours.co2[:, number])
        share = year["relative humidity"] / 100.0
        assert share == pytest.approx(hours.humidity_relative[:, number])
    assert sums["pm25_indoor_sum_ug_h"].max() > 0.1 * both.max()


def test_a_building_as_it_stands_cooks_on_what_stands_there(community):
    (building,) = community.buildings
    products = {one.name: one for one in community.products}
    stands = [x.product for x in building.components if x.kind is Kind.COOKER]
    found = standing_variant(building, products)
    assert found.cooker in stands
    assert found.has_cooling
    bare = standing_variant(dataclasses.replace(building, components=()), products)
    assert bare.cooker == ""


def test_without_contaminants_particles_and_gases_are_left_out(community, outdoor):
    plain = dataclasses.replace(community, contaminants=None)
    (building,) = plain.buildings
    place = Place(building.id, building.zones[0].name)
    (year,) = simulated_places([place], plain, outdoor).values()
    assert year.keys() == {"temperature", "relative humidity", "CO2"}


@pytest.mark.parametrize(
    ("quantity", "apart"),
    [("temperature", 1.0), ("CO2", 50.0), ("PM2.5", 2.0), ("NO2", 3.0)],
)
def test_a_sensor_made_of_the_simulation_and_a_constant_has_that_bias(
    community, years, quantity, apart
):
    place, year = next(iter(years.items()))
    offset = community.site.utc_offset
    begin = instant(2026, 1, 1) - round(offset * HOUR)
    rows = hourly((year[quantity] + apart).tolist(), begin)
    (found,) = biases(rows, year, quantity, offset, at=place)
    assert (found.bias.hours, found.coverage) == (8760, 1.0)
    assert found.bias.bias == pytest.approx(-apart, abs=1e-9)
    assert found.bias.rmse == pytest.approx(apart, abs=1e-9)
    late = [(name, time + HOUR, value) for name, time, value in rows[:-1]]
    (found,) = biases(late, year, quantity, offset, at=place)
    assert found.bias.rmse > 1.01 * apart
    assert found.bias.correlation < 1.0 - 1e-3


def test_places_that_are_not_there_are_all_told_with_a_hint(community):
    (building,) = community.buildings
    zone = building.zones[0].name
    asked = [
        Place(building.id, zone + "x"),
        Place("../x", zone),
        Place(building.id, zone),
    ]
    with pytest.raises(InputError) as caught:
        find_places(asked, community.buildings)
    text = str(caught.value)
    assert "2 problems" in text
    assert f"did you mean {zone!r}?" in text
    assert "'../x'" in text


def test_people_covered_are_those_of_zones_with_a_sensor(community):
    (building,) = community.buildings
    people = {one.name: one.people * one.multiplier for one in building.zones}
    zone = max(people, key=lambda name: people[name])
    found = people_covered([Place(building.id, zone)], community.buildings)
    assert found[building.id] == pytest.approx(people[zone] / sum(people.values()))
    every = [Place(building.id, name) for name in people]
    assert people_covered(every, community.buildings)[building.id] == pytest.approx(1.0)
