"""Votes and effective temperatures: published table, a library of others, no NaN."""

import numpy as np
import pytest
from pythermalcomfort.models import pmv_ppd_iso, set_tmp

from twin.health.comfort_table import comfort_table, look_up
from twin.health.pmv import (
    is_in_range,
    percentage_dissatisfied,
    predicted_mean_vote,
)
from twin.health.two_node import standard_effective_temperature


@pytest.mark.parametrize(
    ("temp", "radiant", "speed", "humidity", "met", "clothing", "vote", "percent"),
    [
        (22.0, 22.0, 0.10, 60, 1.2, 0.5, -0.75, 17),
        (27.0, 27.0, 0.10, 60, 1.2, 0.5, 0.77, 17),
        (27.0, 27.0, 0.30, 60, 1.2, 0.5, 0.44, 9),
        (23.5, 25.5, 0.10, 60, 1.2, 0.5, -0.01, 5),
        (23.5, 25.5, 0.30, 60, 1.2, 0.5, -0.55, 11),
        (19.0, 19.0, 0.10, 40, 1.2, 1.0, -0.60, 13),
        (23.5, 23.5, 0.30, 40, 1.2, 1.0, 0.12, 5),
        (23.0, 21.0, 0.10, 40, 1.2, 1.0, 0.05, 5),
        (23.0, 21.0, 0.30, 40, 1.2, 1.0, -0.16, 6),
        (22.0, 22.0, 0.10, 60, 1.6, 0.5, 0.05, 5),
        (27.0, 27.0, 0.10, 60, 1.6, 0.5, 1.17, 34),
        (27.0, 27.0, 0.30, 60, 1.6, 0.5, 0.95, 24),
    ],
)
def test_votes_are_those_of_iso_7730_annex_d(
    temp, radiant, speed, humidity, met, clothing, vote, percent
):
    found = predicted_mean_vote(temp, radiant, speed, humidity / 100.0, met, clothing)
    assert found == pytest.approx(vote, abs=0.02)
    assert percentage_dissatisfied.py_func(found) == pytest.approx(percent, abs=1.0)


@pytest.fixture(scope="module")
def rooms():
    rng = np.random.default_rng(5)
    temp = rng.uniform(12.0, 42.0, 400)
    return (
        temp,
        temp + rng.uniform(-4.0, 6.0, 400),
        rng.uniform(0.1, 1.2, 400),
        rng.uniform(10.0, 100.0, 400),
        rng.uniform(1.0, 2.0, 400),
        rng.choice([0.3, 0.5, 0.7, 1.0], 400),
    )


def each(function, rooms):
    temp, radiant, speed, humidity, met, clothing = rooms
    rows = zip(temp, radiant, speed, humidity / 100.0, met, clothing, strict=True)
    return np.array([function(*one) for one in rows])


def test_votes_agree_with_an_independent_library_far_beyond_the_range(rooms):
    other = pmv_ppd_iso(
        *rooms, model="7730-2005", limit_inputs=False, round_output=False
    )
    assert each(predicted_mean_vote, rooms) == pytest.approx(other.pmv, abs=0.01)


def test_effective_temperatures_agree_with_an_independent_library(rooms):
    other = set_tmp(*rooms, limit_inputs=False, round_output=False, position="sitting")
    mine = each(standard_effective_temperature, rooms)
    assert mine == pytest.approx(other.set, abs=0.01)


def test_hours_that_a_library_drops_are_judged_and_counted():
    """The trap: above 30 °C or 2.7 kPa limits give NaN, and the mean looks fine."""
    hours = [(24.0, 65), (28.0, 65), (29.9, 65), (30.1, 65), (31.0, 65), (34.0, 65)]
    temp = np.array([one for one, _ in hours])
    damp = np.array([one for _, one in hours], dtype=float)
    with pytest.warns(UserWarning, match="set to NaN"):
        limited = pmv_ppd_iso(temp, temp, 0.1, damp, 1.1, 0.5, model="7730-2005")
    assert np.isnan(limited.ppd).sum() >= 3
    votes = [predicted_mean_vote(t, t, 0.1, d / 100, 1.1, 0.5) for t, d in hours]
    percent = [percentage_dissatisfied.py_func(one) for one in votes]
    pressure = damp * 10.0 * np.exp(16.6536 - 4030.183 / (temp + 235.0))
    held = [
        is_in_range.py_func((t, t), p, (0.1, 1.1), v)
        for t, p, v in zip(temp, pressure, votes, strict=True)
    ]
    assert np.isfinite(percent).all()
    assert sum(held) == np.isfinite(limited.ppd).sum() == 2
    assert np.mean(percent) > 3.0 * np.nanmean(limited.ppd)


def test_between_its_points_the_table_is_close_to_the_models():
    rng = np.random.default_rng(8)
    table = comfort_table(1.2, 0.5)
    gaps = []
    for _ in range(600):
        temp, damp = rng.uniform(15.0, 40.0), rng.uniform(0.2, 1.0)
        speed = rng.uniform(0.1, 1.2)
        vote, effective = look_up.py_func(table, temp, damp, speed)
        args = (temp, temp, speed, damp, 1.2, 0.5)
        assert vote == pytest.approx(predicted_mean_vote(*args), abs=0.1)
        gaps.append(effective - standard_effective_temperature(*args))
    assert np.abs(gaps).max() < 0.45
    assert np.sqrt(np.mean(np.square(gaps))) < 0.06


def test_beyond_its_edges_the_table_gives_the_edge_and_never_nan():
    table = comfort_table(1.2, 0.5)
    for temp in (-30.0, 0.0, 50.0, 80.0):
        for damp in (-0.1, 0.0, 1.0, 1.4):
            for speed in (0.0, 0.1, 1.2, 5.0):
                found = look_up.py_func(table, temp, damp, speed)
                assert np.isfinite(found).all()


@pytest.mark.parametrize(
    ("room", "vapour", "body", "vote"),
    [
        ((9.9, 20.0), 1000.0, (0.1, 1.2), 0.0),
        ((25.0, 41.0), 1000.0, (0.1, 1.2), 0.0),
        ((25.0, 25.0), 2701.0, (0.1, 1.2), 0.0),
        ((25.0, 25.0), 1000.0, (1.05, 1.2), 0.0),
        ((25.0, 25.0), 1000.0, (0.1, 0.7), 0.0),
        ((25.0, 25.0), 1000.0, (0.1, 1.2), -2.1),
    ],
)
def test_each_range_of_the_standard_is_asked(room, vapour, body, vote):
    assert is_in_range.py_func((25.0, 25.0), 1000.0, (0.1, 1.2), 0.0)
    assert not is_in_range.py_func(room, vapour, body, vote)
