"""The compiled reduction against pandas and numpy, on hours made of noise."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from twin.annual.reduce import Comfort, empty_kept, reduce_month
from twin.annual.result import (
    BIN_START,
    BIN_WIDTH,
    BINS,
    HEAT,
    HISTOGRAMS,
    INDEX,
    percentile,
)
from twin.annual.series import Hours
from twin.ground.calendar import month_bounds
from twin.health.heat_index import heat_index_rothfusz

ZONES = 2
BEDROOM = np.array([0.0, 1.0])
OUTDOORS = 427.0
GAINS = {"lighting_kwh", "appliances_kwh", "person_h"}
NEVER = {"night_occupied_h", "heat_not_evaluable_h"}  # day rooms; numbers that are


def _one_lane(seed):
    """Hours, people and comfort made of noise."""
    rng = np.random.default_rng(seed)
    shape = (8760, ZONES)

    def some(low, high):
        return rng.uniform(low, high, shape)

    cooling = np.where(rng.random(shape) < 0.4, some(0.0, 3000.0), 0.0)
    hours = Hours(
        temp_air=some(15.0, 45.0),
        temp_operative=some(10.0, 46.0),
        humidity_ratio=some(0.004, 0.03),
        humidity_relative=some(0.05, 1.1),
        co2=some(400.0, 4000.0),
        cooling=cooling,
        water_removed=np.where(cooling > 0.0, some(0.0, 1e-3), 0.0),
        heating=np.where(cooling > 0.0, 0.0, some(0.0, 100.0)),
        power_reference=1.3 * cooling,
        flow_outdoor=some(0.0, 1.0),
        condensate=some(0.0, 1e-4),
        curve_clamped=(rng.random(shape) < 0.1).astype(float),
        flow_window=some(0.0, 0.5),
        power_ventilation=some(0.0, 90.0),
        power_heating=some(0.0, 900.0),
        flow_unit=some(0.0, 0.1),
        air_speed=rng.choice([0.0, 0.6, 0.9, 1.2], shape),
    )
    comfort = rng.uniform(24.0, 30.0, 8760)
    valid = (rng.random(8760) < 0.9).astype(float)
    return hours, comfort, valid


@pytest.fixture(scope="module")
def noise():
    """Three lanes, the first and the last in the second climate, and one presence."""
    lanes = [_one_lane(seed) for seed in (3, 4, 5)]
    rng = np.random.default_rng(6)
    occupied = (rng.random((8760, ZONES)) < 0.45).astype(float)
    lanes[2] = (lanes[2][0], *lanes[0][1:])
    return lanes, occupied


def _reduce(lanes, occupied):
    """Sums, histograms and extremes of all lanes, month by month."""
    table = np.stack([np.stack(one[0], axis=2) for one in lanes], axis=-1)
    node = np.array([1, 0, 1][: len(lanes)])
    climates = [lanes[1], lanes[0]] if len(lanes) > 1 else [lanes[0], lanes[0]]
    comfort = Comfort(
        np.ascontiguousarray(np.stack([one[1] for one in climates], axis=-1)),
        np.ascontiguousarray(np.stack([one[2] for one in climates], axis=-1)),
        node,
        OUTDOORS,
    )
    monthly, bins, extreme = empty_kept(ZONES, len(lanes))
    load = np.zeros((8760, len(lanes)))
    for month in range(12):
        first, last = month_bounds(month)
        reduce_month(
            np.ascontiguousarray(table[first:last]),
            first,
            occupied,
            BEDROOM,
            comfort,
            (monthly[month], bins, extreme),
            load[first:last],
        )
    return monthly, bins, extreme, load


@pytest.fixture(scope="module")
def reduced(noise):
    return _reduce(*noise)


def _frame(noise, zone, lane):
    """All hours of a zone as a table, one row an hour."""
    lanes, occupied = noise
    hours, comfort, valid = lanes[lane]
    columns = {name: getattr(hours, name)[:, zone] for name in Hours._fields}
    frame = pd.DataFrame(columns | {"occupied": occupied[:, zone]})
    time = pd.date_range("2025-01-01", periods=8760, freq="h")
    frame["month"], frame["clock"] = time.month - 1, time.hour
    frame["night"] = (frame.clock >= 22) | (frame.clock <= 6)
    frame["there"] = frame.occupied > 0.5
    frame["gap"] = frame.temp_operative - comfort
    frame["valid"] = valid > 0.5
    frame["excess"] = frame.co2 - OUTDOORS
    risen = frame.air_speed.map({0.0: 0.0, 0.6: 1.2, 0.9: 1.8, 1.2: 2.2})
    counts = (frame.temp_operative > 25.0) & (frame.temp_operative < 35.0)
    frame["offset"] = risen.where(counts, 0.0)
    frame["index"] = [
        heat_index_rothfusz(temp, relative)
        for temp, relative in zip(frame.temp_air, frame.humidity_relative, strict=True)
    ]
    frame["is_bedroom"] = bool(BEDROOM[zone])
    return frame


def _quantities(f):
    """Each monthly quantity, hour by hour."""
    there, held = f.there, f.there & f.valid

    def within(low, high):
        return held & (f.gap >= low) & (f.gap <= high + f.offset)

    return {
        "cooling_need_sensible_kwh": f.cooling / 1000.0,
        "cooling_need_latent_kwh": f.water_removed * 3600.0 * 2.501e6 / 3.6e6,
        "heating_need_kwh": f.heating / 1000.0,
        "cooling_reference_kwh": f.power_reference / 1000.0,
        "hours_h": 1.0 + 0.0 * f.co2,
        "occupied_h": there,
        "night_occupied_h": there & f.night & f.is_bedroom,
        "overheating_h": there & (f.gap > 4.0 + f.offset),
        "adaptive_invalid_h": there & ~f.valid,
        "adaptive_met_i_h": within(-3.0, 2.0),
        "adaptive_met_ii_h": within(-4.0, 3.0),
        "adaptive_met_iii_h": within(-5.0, 4.0),
        "heat_caution_h": there & (f["index"] >= 32.0),
        "heat_danger_h": there & (f["index"] >= 41.0),
        "heat_not_evaluable_h": there & f["index"].isna(),
        "co2_excess_h": there & (f.excess > 800.0),
        "co2_sum_ppm_h": f.co2,
        "humidity_ratio_above_12_h": f.humidity_ratio > 0.012,
        "cooled_h": f.cooling > 0.0,
        "condensate_kg": f.condensate * 3600.0,
        "curve_clamped_h": f.curve_clamped,
        "ventilation_kwh": f.power_ventilation / 1000.0,
        "heating_reference_kwh": f.power_heating / 1000.0,
    }


EACH = pytest.mark.parametrize(
    ("zone", "lane"), [(zone, lane) for zone in range(ZONES) for lane in range(3)]
)


@EACH
def test_every_monthly_quantity_is_what_pandas_finds(noise, reduced, zone, lane):
    frame = _frame(noise, zone, lane)
    found = _quantities(frame)
    assert set(found) | GAINS == set(HEAT)
    for name, series in found.items():
        expected = series.astype(float).groupby(frame.month).sum().to_numpy()
        actual = reduced[0][:, zone, INDEX[name], lane]
        assert actual == pytest.approx(expected, rel=1e-12, abs=1e-9), name
        assert expected.sum() > 0.0 or name in NEVER, name
    for name in GAINS:
        assert (reduced[0][:, zone, INDEX[name], lane] == 0.0).all()


@EACH
def test_every_histogram_is_what_numpy_finds(noise, reduced, zone, lane):
    f = _frame(noise, zone, lane)
    picked = {
        "co2_excess_day": f.excess[f.there & ~f.is_bedroom],
        "co2_excess_night": f.excess[f.there & f.is_bedroom & f.night],
        "temp_operative_cooled": f.temp_operative[f.there & (f.cooling > 0.0)],
        "humidity_relative": f.humidity_relative[f.there],
    }
    for row, name in enumerate(HISTOGRAMS):
        edges = BIN_START[row] + BIN_WIDTH[row] * np.arange(1, BINS)
        # values below the first bin and above the last are in the outer bins
        expected = np.bincount(np.searchsorted(edges, picked[name], "right"),
                               minlength=BINS)  # fmt: skip
        got = reduced[1][zone, row, :, lane]
        assert got.sum() == len(picked[name])
        # values on an edge may round to either side
        assert np.abs(np.cumsum(got) - np.cumsum(expected)).max() <= 1.0, name
    assert reduced[1][1, 0].sum() == 0.0
    assert reduced[1][0, 1].sum() == 0.0


def test_extremes_are_those_of_occupied_hours(noise, reduced):
    lanes, occupied = noise
    for zone in range(ZONES):
        there = occupied[:, zone] > 0.0
        for lane, (hours, _, _) in enumerate(lanes):
            felt = hours.temp_operative[there, zone]
            assert reduced[2][zone, 0, lane] == felt.min()
            assert reduced[2][zone, 1, lane] == felt.max()


def test_the_load_of_cooling_is_that_of_all_zones(noise, reduced):
    for lane, (hours, _, _) in enumerate(noise[0]):
        expected = hours.power_reference.sum(axis=1)
        assert reduced[3][:, lane] == pytest.approx(expected, rel=1e-12)


def test_a_lane_alone_is_kept_as_among_others(noise, reduced):
    lanes, occupied = noise
    alone = _reduce(lanes[:1], occupied)
    for one, many in zip(alone, reduced, strict=True):
        assert np.array_equal(one[..., 0], many[..., 0])


def test_a_room_that_is_never_occupied_has_no_extremes(noise):
    lanes, occupied = noise
    monthly, bins, extreme, _ = _reduce(lanes, 0.0 * occupied)
    assert bins.sum() == 0.0
    assert np.isinf(extreme).all()
    assert monthly[:, :, INDEX["occupied_h"]].sum() == 0.0
    assert monthly[:, :, INDEX["hours_h"]].sum() == 8760.0 * ZONES * 3
    assert np.isnan(percentile(bins[0, 0].T, "co2_excess_day", 0.95)).all()


@given(
    values=st.lists(st.floats(14.0, 43.0), min_size=1, max_size=300),
    share=st.floats(0.05, 1.0),
)
def test_a_percentile_is_never_too_small_and_at_most_one_bin_too_large(values, share):
    bins = np.zeros(BINS)
    for value in values:
        bins[min(int((value - 14.0) / 0.25), BINS - 1)] += 1.0
    found = float(percentile(bins, "temp_operative_cooled", share))
    exact = float(np.quantile(values, share, method="inverted_cdf"))
    assert exact <= found <= exact + 0.25 + 1e-9


def test_a_percentile_by_interpolation_is_not_above_that_of_the_bins():
    values = np.random.default_rng(5).uniform(0.0, 2900.0, 5000)
    bins = np.bincount((values / 25.0).astype(int), minlength=BINS).astype(float)
    found = float(percentile(bins, "co2_excess_day", 0.95))
    assert 0.0 <= found - np.percentile(values, 95.0) <= 26.0


def test_a_percentile_in_the_open_bin_is_unbounded():
    bins = np.zeros(BINS)
    bins[-1] = 10.0
    assert np.isposinf(percentile(bins, "humidity_relative", 0.95))


def test_percentiles_of_weighted_histograms_depend_on_shares_alone():
    bins = np.random.default_rng(1).random(BINS)
    one = percentile(bins, "co2_excess_day", 0.9)
    assert percentile(7.3 * bins, "co2_excess_day", 0.9) == one
