"""Judging whole tables: what changes a verdict, and what must not."""

import dataclasses

import numpy as np
import pandas as pd
import pytest

from twin.criteria.judge import judge
from twin.criteria.pack import Criterion, Grade, Rooms, Works
from twin.criteria.verdict import State
from twin.ground.quality import Status

EVALUATED = {
    "CE-01": "pass", "CE-05": "pass", "LC-01": "fail", "ER-01": "pass",
    "ER-02": "pass", "IA-01": "pass", "IA-02": "pass", "IA-03": "pass",
    "IA-04": "pass", "IA-05": "pass", "IA-07": "pass", "IA-08": "pass",
    "TH-01": "pass",
    "TH-02": "pass", "TH-03": "pass", "TH-06": "pass", "MO-01": "pass",
    "MO-02": "pass", "MO-03": "pass", "CO-01": "pass",
    "DQ-02": "pass", "DQ-03": "pass",
}  # fmt: skip


def _by_id(verdicts):
    return {one.criterion.id: one for one in verdicts}


def _judged(pack, tables):
    return _by_id(judge(pack, tables))


def _states(pack, tables):
    return {name: one.state for name, one in _judged(pack, tables).items()}


def _row(pack, name, **changes):
    """The pack with one row changed."""
    rows = tuple(
        dataclasses.replace(one, **changes) if one.id == name else one
        for one in pack.criteria
    )
    return dataclasses.replace(pack, criteria=rows)


def _limit(pack, name, grade, threshold):
    """The pack with one limit changed."""
    (row,) = [one for one in pack.criteria if one.id == name]
    levels = tuple(
        dataclasses.replace(one, threshold=threshold) if one.grade is grade else one
        for one in row.levels
    )
    return _row(pack, name, levels=levels)


def _applied(pack, name, **changes):
    """The pack with one row that applies elsewhere."""
    (row,) = [one for one in pack.criteria if one.id == name]
    return _row(pack, name, applies=dataclasses.replace(row.applies, **changes))


def test_verdicts_come_in_the_order_of_the_pack(pack, tables):
    verdicts = judge(pack, tables)
    assert [one.criterion.id for one in verdicts] == [one.id for one in pack.criteria]


def test_twenty_two_criteria_are_evaluated_on_these_tables(pack, tables):
    found = {
        name: one.state.value
        for name, one in _judged(pack, tables).items()
        if one.certified.value is not None
    }
    assert found == EVALUATED


def test_levels_reached_are_those_worked_out_by_hand(pack, tables):
    found = {k: v.reached for k, v in _judged(pack, tables).items() if v.reached}
    assert found == {
        "CE-01": "certified",  # 57.2 of 65, 55
        "CE-05": "certified",  # 0.8 of 1.0, 0.6
        "ER-01": "gold", "ER-02": "certified", "IA-01": "silver", "IA-02": "silver",
        "IA-03": "silver",  # 9 of 15, 10, 5
        "IA-04": "silver",  # 24.5 of 50, 25, 15
        "IA-05": "gold",  # 8 of 30, 20, 10
        "IA-07": "silver",  # 0.06 of 0.08, 0.07, 0.05
        "IA-08": "certified",  # 16.25 of 15
        "TH-01": "silver",  # 99 %, 97.5 %, 75 % of the hours
        "TH-02": "certified",  # 26.5 of 27, 26
        "TH-03": "certified",  # no danger, 10 h of extreme caution
        "TH-06": "gold",
        "MO-01": "gold",  # 0.6 of 3, 2, 1
        "MO-02": "certified", "MO-03": "certified", "CO-01": "certified",
        "DQ-02": "gold", "DQ-03": "gold",
    }  # fmt: skip


def test_a_metric_of_a_foreign_pack_that_nobody_computes_is_not_shown(pack, tables):
    foreign = Criterion(
        **{
            **{f.name: getattr(pack.criteria[0], f.name)
               for f in dataclasses.fields(Criterion)},
            "id": "XX-99",
            "levels": tuple(
                dataclasses.replace(one, metric="happiness")
                for one in pack.criteria[0].levels
            ),
        }
    )  # fmt: skip
    bigger = dataclasses.replace(pack, criteria=(*pack.criteria, foreign))
    found = _judged(bigger, tables)["XX-99"]
    assert found.state is State.NOT_SHOWN
    assert found.reason == "metric happiness is not computed by this version"


def test_a_unit_that_is_not_the_unit_of_the_metric_is_not_shown(pack, tables):
    (row,) = [one for one in pack.criteria if one.id == "TH-02"]
    levels = tuple(dataclasses.replace(one, unit="K") for one in row.levels)
    found = _judged(_row(pack, "TH-02", levels=levels), tables)["TH-02"]
    assert found.reason == (
        "metric cooled_temperature_p95 is in °C by zone, the pack asks for K by zone"
    )


@pytest.mark.parametrize(
    ("name", "threshold"),
    [("TH-02", 26.0), ("MO-02", 60.0), ("MO-03", 4.0), ("CE-01", 57.1),
     ("ER-02", 20.1), ("TH-01", 99.1), ("CE-05", 0.7)],
)  # fmt: skip
def test_one_changed_limit_changes_that_verdict_and_no_other(
    pack, tables, name, threshold
):
    before = _judged(pack, tables)
    after = _judged(_limit(pack, name, Grade.CERTIFIED, threshold), tables)
    changed = {one for one in before if before[one].state != after[one].state}
    assert changed == {name}
    assert after[name].state is State.FAIL


def test_a_failed_health_limit_also_fails_the_share_of_homes(pack, tables):
    before = _states(pack, tables)
    after = _judged(_limit(pack, "IA-02", Grade.CERTIFIED, 499.0), tables)
    changed = {one for one in before if before[one] != after[one].state}
    assert changed == {"IA-02", "CO-01"}
    assert after["CO-01"].certified.value == 0.0
    assert after["CO-01"].reason.endswith("homes failing: house_1, house_2")


@pytest.mark.parametrize(
    ("frame", "column", "lost"),
    [
        ("zone_year", "co2_excess_day_p95_ppm", {"IA-01"}),
        ("zone_year", "temp_operative_cooled_p95_c", {"TH-02"}),
        ("zone_year", "humidity_relative_p95", {"MO-02"}),
        ("zone_year", "formaldehyde_closed_max_1h_ug_m3", {"IA-07"}),
        ("zone_year", "clean_air_full_p05_l_s", {"IA-08"}),
        ("zone_year", "adaptive_met_iii_h", {"TH-01", "TH-06"}),
        ("building_year", "pv_generation_kwh", {"CE-01", "ER-02"}),
        ("ledger", "module", {"CE-03", "LC-01", "LC-02", "LC-03", "LC-04"}),
        ("buildings", "n50", {"CE-05"}),
        ("events", "product", {"ER-01"}),
    ],
)
def test_without_a_column_just_its_verdicts_are_not_shown(
    pack, tables, frame, column, lost
):
    before = _states(pack, tables)
    cut = getattr(tables, frame).drop(columns=column)
    after = _judged(pack, dataclasses.replace(tables, **{frame: cut}))
    changed = {one for one in before if before[one] != after[one].state}
    changed -= {"CO-01"}  # the share of homes knows no more than its health criteria
    shown = {one for one in lost if before[one] is not State.NOT_APPLICABLE}
    assert changed == shown
    assert all(after[one].state is State.NOT_SHOWN for one in shown)
    assert all(column in after[one].reason for one in shown)


def test_without_the_assessment_year_nothing_of_it_is_shown(pack, tables):
    cut = {
        name: getattr(tables, name)[getattr(tables, name)["year"] != 2030]
        for name in ("zone_year", "building_year")
    }
    found = _judged(pack, dataclasses.replace(tables, **cut))
    for name in ("CE-01", "ER-02", "IA-01", "IA-02", "TH-01", "TH-02", "TH-03",
                 "MO-02", "MO-03"):  # fmt: skip
        assert found[name].state is State.NOT_SHOWN
        assert "no rows of the year 2030" in found[name].reason
    assert found["TH-06"].state is State.FAIL


def test_a_building_without_zones_takes_the_verdicts_on_zones_away(pack, tables):
    cut = tables.zone_year[tables.zone_year["building_id"] != "house_2"]
    found = _judged(pack, dataclasses.replace(tables, zone_year=cut))
    assert found["IA-01"].reason == "zone_year has no zone of building house_2"
    assert found["CE-01"].state is State.PASS


def test_a_zone_whose_rows_are_gone_in_one_future_is_not_dropped(pack, tables):
    rows = tables.zone_year
    gone = (rows["zone"] == "class") & (rows["future"] == 4) & (rows["year"] == 2030)
    found = _judged(pack, dataclasses.replace(tables, zone_year=rows[~gone]))["TH-03"]
    assert found.state is State.NOT_SHOWN
    assert found.reason == (
        "1 of 100 values of heat_danger_hours are missing, "
        "first at school_1/class, future 4"
    )


def test_eleven_percent_of_missing_hours_are_too_many(pack, tables, changed):
    gap = changed(tables, "zone_year", "hours_h", 0.89 * 8760, zone="class")
    for name in ("IA-01", "TH-02", "TH-03", "MO-02"):
        assert "11 % of the hours" in _judged(pack, gap)[name].reason
    small = changed(tables, "zone_year", "hours_h", 0.91 * 8760, zone="class")
    spread = changed(small, "zone_year", "coverage_month_least", 0.91)
    assert _states(pack, spread)["TH-03"] is State.PASS


def test_a_year_without_one_of_its_months_is_not_shown(pack, tables, changed):
    """A month is 8.5 % of a year, less than the 10 % that a year may lack."""
    whole = _judged(pack, tables)
    cut = changed(tables, "zone_year", "hours_h", 8760.0 - 744.0, zone="class")
    found = _judged(pack, cut)
    for name in ("IA-01", "TH-02", "TH-03", "MO-02", "CE-04", "ER-02"):
        if whole[name].state in {State.PASS, State.FAIL}:
            assert found[name].state is State.NOT_SHOWN, name
            assert "of a month are missing" in found[name].reason, name
    assert found["TH-03"].reason.endswith("first at school_1/class, future 0")
    assert found["CE-01"].state is whole["CE-01"].state, "the school is no dwelling"
    assert found["LC-04"].state is whole["LC-04"].state, "no hours in it"


@pytest.mark.parametrize(("least", "state"), [(0.5, "pass"), (0.49, "not shown")])
def test_half_a_month_may_be_missing(pack, tables, changed, least, state):
    gap = changed(tables, "zone_year", "coverage_month_least", 1.0)
    gap = changed(gap, "zone_year", "coverage_month_least", least, zone="class")
    assert _states(pack, gap)["TH-03"].value == state


def test_missing_hours_may_all_have_been_humid(pack, tables, changed):
    """5 % are above the limit of 10 % and 6 % are missing: 5 to 11 %."""
    gap = changed(tables, "zone_year", "hours_h", 0.94 * 8760, zone="class")
    assert _states(pack, gap)["MO-03"] is State.NOT_SHOWN


def test_a_nan_in_a_series_is_not_shown(pack, tables, changed):
    where = {"zone": "living", "future": 2, "building_id": "house_1", "year": 2030}
    gap = changed(tables, "zone_year", "co2_excess_day_p95_ppm", np.nan, **where)
    found = _judged(pack, gap)
    assert found["IA-01"].state is State.NOT_SHOWN
    assert "first at house_1/living, future 2" in found["IA-01"].reason


@pytest.mark.parametrize("seed", range(3))
def test_the_order_of_rows_and_buildings_changes_nothing(pack, tables, changed, seed):
    tables = changed(tables, "zone_year", "heat_danger_h", 1.0, zone="bed", future=3)
    mixed = {
        name: getattr(tables, name).sample(frac=1.0, random_state=seed)
        for name in ("building_year", "zone_year", "ledger", "buildings", "events")
    }
    assert judge(pack, dataclasses.replace(tables, **mixed)) == judge(pack, tables)


def test_texts_may_be_categories(pack, tables):
    """A run keeps repeated texts once; unused categories make no places."""
    swap = {}
    for name in ("building_year", "zone_year", "ledger", "buildings", "events"):
        frame = getattr(tables, name).copy()
        for column in frame.select_dtypes(["object", "str"]).columns:
            kinds = [*sorted(frame[column].unique()), "unused"]
            frame[column] = pd.Categorical(frame[column], categories=kinds)
        swap[name] = frame
    assert judge(pack, dataclasses.replace(tables, **swap)) == judge(pack, tables)


def test_hostile_names_stay_text(pack, tables):
    """No name can leave its place in a query, a format or a path."""
    evil = "x'; DROP TABLE ledger; --{0}%s<script>..\\.."
    swap = {
        name: getattr(tables, name).replace({"house_1": evil, "base": "o'clock"})
        for name in ("building_year", "zone_year", "ledger", "buildings", "events")
    }
    carriers = (("gas_cooker", "lpg"), ("hob", "electricity"), ("a'b", "lpg"))
    hostile = dataclasses.replace(tables, **swap, scenario="o'clock", carriers=carriers)
    found = _judged(pack, hostile)
    assert {k: v.state for k, v in found.items()} == _states(pack, tables)
    assert "scenario = 'o''clock'" in found["IA-01"].evidence.query
    assert "'a''b'" in found["ER-01"].evidence.query
    assert evil not in found["IA-01"].evidence.query


def test_an_unchecked_limit_is_marked_and_a_strict_pack_does_not_show_it(pack, tables):
    found = _judged(pack, tables)
    assert "clause not checked (certified, silver, gold)" in found["IA-02"].flags
    assert "parameter not checked (primary_factor_lpg)" in found["CE-01"].flags
    assert not any("checked" in one for one in found["IA-01"].flags)
    strict = _judged(dataclasses.replace(pack, allow_unverified=False), tables)
    for name in ("IA-02", "CE-01", "CE-05", "ER-02"):
        assert strict[name].state is State.NOT_SHOWN
        assert strict[name].reason.startswith("clause not checked")
    assert strict["IA-01"].state is State.PASS


def test_every_unverified_status_is_unchecked(pack, tables):
    (row,) = [one for one in pack.criteria if one.id == "IA-01"]
    for status in Status:
        levels = tuple(dataclasses.replace(one, status=status) for one in row.levels)
        flags = _judged(_row(pack, "IA-01", levels=levels), tables)["IA-01"].flags
        assert bool(flags) == (status.value in {"G", "U", "A"})


def test_a_strict_pack_reaches_gold_only_over_checked_limits(pack, tables):
    """Airtightness: the limit of gold is checked, that of certified is not."""
    easy = _limit(pack, "CE-05", Grade.GOLD, 0.9)
    assert _judged(easy, tables)["CE-05"].reached is Grade.GOLD
    strict = dataclasses.replace(easy, allow_unverified=False)
    assert _judged(strict, tables)["CE-05"].reached is None


def test_evidence_names_everything_that_is_needed_to_run_it_again(pack, tables):
    evidence = _judged(pack, tables)["CE-01"].evidence
    assert evidence.pack == f"{pack.id} {pack.version} {pack.file_hash}"
    assert len(pack.file_hash) == 64
    assert evidence.files == tables.files
    assert (evidence.scenario, evidence.run_id) == ("base", "run-1")
    assert evidence.assessment_year == 2030
    assert "year = 2030" in evidence.query
    assert len(evidence.parameters) == 4
    assert evidence.wanted == "model and meter"


def test_a_verdict_tells_that_the_sources_of_formaldehyde_are_not_checked(pack, tables):
    told = "source strengths not checked (A, G)"
    found = _judged(pack, tables)
    assert found["IA-07"].certified.value == pytest.approx(0.06)
    assert [name for name, one in found.items() if told in one.flags] == ["IA-07"]


def test_few_futures_are_flagged_and_give_no_decision_probability(pack, make_tables):
    found = _judged(pack, make_tables(19))
    assert "19 futures: a probability needs 20" in found["IA-01"].flags
    assert found["DQ-02"].reason == "19 futures, 20 needed"
    alone = _judged(pack, make_tables(1))["IA-01"].certified
    assert (alone.probability, alone.interval) == (1.0, None)


def test_decision_probability_is_that_of_the_least_certain_pass(pack, tables, changed):
    """Heat danger in 2 of 20 futures: passes at 90 %, misses the 95 % of gold.

    The share of homes holds in the same futures and comes first in the pack.
    """
    hot = tables
    for future in (4, 9):
        where = {"future": future, "zone": "bed", "building_id": "house_1"}
        hot = changed(hot, "zone_year", "heat_danger_h", 1.0, **where)
    found = _judged(pack, hot)
    assert found["TH-03"].state is State.PASS
    assert found["TH-03"].certified.probability == 0.9
    assert "the interval crosses the limit" in found["TH-03"].flags
    assert found["DQ-02"].certified.value == 90.0
    assert found["DQ-02"].reason == "least probable: CO-01"
    assert found["DQ-02"].reached is Grade.CERTIFIED


def _only(pack, *names):
    """The pack with a few of its rows."""
    rows = tuple(one for one in pack.criteria if one.id in names)
    return dataclasses.replace(pack, criteria=rows)


def test_the_share_of_homes_counts_floor_area_of_dwellings_alone(pack, tables, changed):
    """House 1 has 100 of 400 m² lived in; the school does not count."""
    small = _only(pack, "IA-01", "IA-02", "TH-03", "CO-01")
    assert _judged(small, tables)["CO-01"].certified.value == 100.0
    where = {"building_id": "house_1", "zone": "living"}
    bad = changed(tables, "zone_year", "co2_excess_day_p95_ppm", 2000.0, **where)
    found = _judged(small, bad)["CO-01"]
    assert (found.certified.value, found.state) == (75.0, State.FAIL)
    assert found.reason == "homes failing: house_1"
    where = {"building_id": "school_1", "zone": "class"}
    bad = changed(tables, "zone_year", "co2_excess_day_p95_ppm", 2000.0, **where)
    assert _states(small, bad)["CO-01"] is State.PASS


def test_the_share_of_homes_stays_open_downwards_while_a_criterion_is_unknown(
    pack, tables
):
    name = "formaldehyde_closed_max_1h_ug_m3"
    cut = tables.zone_year.drop(columns=name)
    found = _judged(pack, dataclasses.replace(tables, zone_year=cut))["CO-01"]
    assert (found.certified.value, found.certified.value_doubted) == (100.0, 0.0)
    assert found.state is State.NOT_SHOWN
    assert "not shown: IA-07" in found.reason


def test_number_and_area_of_the_places_that_pass_are_told(pack, tables, changed):
    where = {"building_id": "house_1", "zone": "living"}
    bad = changed(tables, "zone_year", "co2_excess_day_p95_ppm", 2000.0, **where)
    found = _judged(pack, bad)["IA-01"].certified
    assert (found.places, found.places_passing) == (3, 2)
    assert found.area_share_passing == pytest.approx(750.0 / 800.0)
    assert found.worst_place == "house_1/living"


@pytest.mark.parametrize(
    ("name", "change", "places", "reason"),
    [
        ("IA-01", {"rooms": Rooms.BEDROOM}, 2, ""),
        ("TH-03", {"rooms": Rooms.DAY}, 3, ""),
        ("TH-03", {"uses": ("school",)}, 1, ""),
        ("TH-03", {"is_cooled": True}, 3, ""),
        ("TH-03", {"is_cooled": False}, 2, ""),
        ("ER-01", {"is_cooled": False}, 0, "only for places without cooling"),
        ("DQ-03", {"is_cooled": True}, 1, ""),
        ("TH-03", {"countries": ("DE", "FR")}, 0,
         "only for sites in DE, FR; this one is in CN"),
        ("ER-01", {"works": Works.NEW_BUILD}, 0,
         "only for buildings built from 2025 on"),
        ("ER-01", {"works": Works.EXISTING}, 3, ""),
        ("ER-01", {"works": Works.NEW_BUILD_OR_MAJOR}, 3, ""),
        ("ER-01", {"uses": ("hotel",)}, 0, "only for hotel"),
        ("ER-01", {"needs_combustion": True}, 0, "nothing is burnt on site"),
        ("DQ-03", {"uses": ("hotel",)}, 0, "only for hotel"),
        ("DQ-03", {"needs_combustion": True}, 0, "nothing is burnt on site"),
    ],
)  # fmt: skip
def test_a_criterion_applies_where_the_pack_says(
    pack, tables, name, change, places, reason
):
    found = _judged(_applied(pack, name, **change), tables)[name]
    assert (found.state is State.NOT_APPLICABLE) == (places == 0)
    assert found.certified.places == places
    if reason:
        assert found.reason == reason


def test_new_buildings_are_those_of_the_study_and_retrofits_count_as_major(
    pack, tables, changed
):
    tables = changed(tables, "buildings", "year_built", 2026, building_id="house_2")
    bare = dataclasses.replace(
        tables, ledger=tables.ledger[tables.ledger["building_id"] == "school_1"]
    )
    found = _judged(_applied(pack, "ER-01", works=Works.NEW_BUILD), bare)["ER-01"]
    assert (found.certified.places, found.certified.worst_place) == (1, "house_2")
    major = _judged(_applied(pack, "ER-01", works=Works.NEW_BUILD_OR_MAJOR), bare)
    assert major["ER-01"].certified.places == 2


def test_combustion_in_some_futures_counts_in_those(pack, tables, changed):
    burn = changed(tables, "building_year", "wood_kwh", 1.0, future=0, use="dwelling")
    applied = _applied(pack, "TH-03", needs_combustion=True)
    found = _judged(applied, burn)["TH-03"]
    assert found.certified.places == 4
    assert found.certified.probability == 1.0


def test_a_heating_season_makes_winter_warmth_apply(pack, tables, site):
    assert _judged(pack, tables)["TH-05"].reason == "the site has no heating season"
    cold = dataclasses.replace(site, has_heating_season=True)
    found = _judged(pack, dataclasses.replace(tables, site=cold))["TH-05"]
    assert (found.state, found.certified.value) == (State.PASS, 19.0)


def test_a_zone_that_nobody_uses_is_not_judged(pack, tables, changed):
    empty = changed(tables, "zone_year", "occupied_h", 0.0, zone="class")
    empty = changed(empty, "zone_year", "humidity_relative_p95", np.nan, zone="class")
    found = _judged(pack, empty)["MO-02"]
    assert (found.state, found.certified.places) == (State.PASS, 2)
    unknown = changed(empty, "zone_year", "occupied_h", np.nan, zone="class")
    assert _states(pack, unknown)["MO-02"] is State.NOT_SHOWN


def test_a_cooled_zone_without_a_value_is_missing_unless_cooling_never_ran(
    pack, tables, changed
):
    name = "temp_operative_cooled_p95_c"
    gap = changed(tables, "zone_year", name, np.nan, zone="class")
    assert _states(pack, gap)["TH-02"] is State.NOT_SHOWN
    told = changed(gap, "zone_year", "cooled_h", 100.0)
    told = changed(told, "zone_year", "cooled_h", 0.0, zone="class")
    assert _states(pack, told)["TH-02"] is State.PASS


def test_a_building_that_the_list_lacks_is_refused(pack, tables):
    cut = tables.buildings[tables.buildings["building_id"] != "school_1"]
    found = _judged(pack, dataclasses.replace(tables, buildings=cut))
    assert "school_1 that buildings lacks" in found["IA-01"].reason
    assert found["CE-01"].state is State.NOT_SHOWN


def test_judging_twice_gives_the_same(pack, make_tables):
    assert judge(pack, make_tables()) == judge(pack, make_tables())


def _with_status(pack, name, status):
    """The pack with all limits of one row under another status."""
    (row,) = [one for one in pack.criteria if one.id == name]
    levels = tuple(dataclasses.replace(one, status=status) for one in row.levels)
    return _row(pack, name, levels=levels)


def test_an_unchecked_parameter_decides_nothing_in_a_strict_pack(pack, tables):
    """The limits are checked, the primary factors are not."""
    strict = dataclasses.replace(pack, allow_unverified=False)
    found = _judged(_with_status(strict, "CE-01", Status.VERIFIED), tables)["CE-01"]
    assert found.state is State.NOT_SHOWN
    assert found.reason.startswith("clause not checked")


def test_an_unchecked_limit_fails_no_home_in_a_strict_pack(pack, tables, changed):
    """Every bedroom exceeds a limit that nobody has checked: the share stays open."""
    bad = changed(tables, "zone_year", "co2_excess_night_p95_ppm", 2000.0, zone="bed")
    small = _with_status(
        _only(pack, "IA-01", "IA-02", "CO-01"), "CO-01", Status.VERIFIED
    )
    assert _judged(small, bad)["CO-01"].certified.value == 0.0
    strict = dataclasses.replace(small, allow_unverified=False)
    found = _judged(strict, bad)["CO-01"]
    assert (found.state, found.certified.value) == (State.NOT_SHOWN, 100.0)


@pytest.mark.parametrize(("built", "is_new"), [(2024, False), (2025, True)])
def test_a_building_of_the_first_year_of_the_study_is_new(
    pack, tables, changed, built, is_new
):
    tables = changed(tables, "buildings", "year_built", built)
    found = _states(_applied(pack, "ER-01", works=Works.NEW_BUILD), tables)["ER-01"]
    assert (found is State.PASS) == is_new
