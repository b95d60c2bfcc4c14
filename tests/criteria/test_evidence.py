"""An assessor pastes the query of a verdict into DuckDB and gets its value."""

import dataclasses

import duckdb
import numpy as np
import pytest

from twin.criteria.judge import judge
from twin.criteria.verdict import State

FRAMES = ("building_year", "zone_year", "ledger", "buildings", "events")
NOT_FROM_TABLES = {"CO-01", "DQ-02", "DQ-03"}


@pytest.fixture
def folder(make_tables, tmp_path):
    """Tables whose zones differ, as Parquet files, and what they were."""
    tables = make_tables(20)
    frame = tables.zone_year.copy()
    rate = 1.0 + 0.0007 * np.arange(len(frame))
    for name in ("co2_excess_day_p95_ppm", "co2_excess_night_p95_ppm", "heat_caution_h",
                 "adaptive_met_iii_h", "temp_operative_cooled_p95_c"):  # fmt: skip
        frame[name] = frame[name] * rate
    tables = dataclasses.replace(tables, zone_year=frame)
    for name in FRAMES:
        getattr(tables, name).to_parquet(tmp_path / f"{name}.parquet")
    return tables, tmp_path


def _values(query, folder):
    with duckdb.connect() as base:
        for name in FRAMES:
            base.execute(f"CREATE VIEW {name} AS FROM '{folder / name}.parquet'")
        return base.execute(query).fetchall()


def test_the_query_of_every_level_gives_its_value(folder, pack):
    tables, place = folder
    compared = 0
    for verdict in judge(pack, tables):
        for level in verdict.levels:
            if level.value is None or verdict.criterion.id in NOT_FROM_TABLES:
                assert not level.value_query
                continue
            ((value,),) = _values(level.value_query, place)
            assert value == pytest.approx(level.value, rel=1e-12), level.value_query
            compared += 1
    assert compared >= 30


def test_only_places_that_count_are_in_the_query(folder, pack):
    """IA-02 is for bedrooms: the living rooms have no value there."""
    found = {one.criterion.id: one for one in judge(pack, folder[0])}
    query = found["IA-02"].certified.value_query
    assert "'house_1/bed'" in query
    assert "'house_1/living'" not in query
    assert found["IA-02"].state is not State.NOT_SHOWN


def test_a_criterion_that_applies_in_some_futures_only_lists_its_cells(
    folder, pack, changed
):
    tables, place = folder
    tables = changed(tables, "zone_year", "is_cooled", False, future=3, zone="class")
    tables.zone_year.to_parquet(place / "zone_year.parquet")
    found = {one.criterion.id: one for one in judge(pack, tables)}["TH-02"].certified
    assert "(3, 'school_1/class')" not in found.value_query
    assert "(4, 'school_1/class')" in found.value_query
    assert _values(found.value_query, place)[0][0] == pytest.approx(found.value)
