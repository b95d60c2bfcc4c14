"""Lives against theory: queues of crews, renewal, capacity, and what is conserved."""

import dataclasses
import math
from collections import Counter, defaultdict

import numpy as np
import pytest
import simpy

from twin.io.community import load_community
from twin.io.scenario import read_scenario
from twin.life.hazard import weibull_time_to_failure
from twin.life.run import live
from twin.life.town import hire_crews
from twin.model.programme import Crews


@pytest.fixture(scope="module")
def community(root, products, world):
    return load_community(root / "buildings" / "baoting", products, world)


@pytest.fixture(scope="module")
def deep(root, products, world):
    return read_scenario(root / "scenarios" / "deep_retrofit.yaml", products, world)


@pytest.fixture(scope="module")
def ranking(community, deep):
    ages = {one.id: -float(one.year_built) for one in community.buildings}
    return {one.name: ages for one in deep.programmes}


def erlang_wait(arrivals, services, servers):
    """Return the mean wait in an M/M/c queue (Erlang C)."""
    load = arrivals / services
    tail = load**servers / math.factorial(servers) / (1.0 - load / servers)
    below = sum(load**n / math.factorial(n) for n in range(servers))
    return tail / (below + tail) / (servers * services - arrivals)


@pytest.mark.parametrize(("servers", "busy"), [(1, 0.6), (3, 0.8)])
def test_crews_make_work_wait_as_long_as_erlang_says(servers, busy):
    env = simpy.Environment()
    hired = hire_crews(env, (Crews(trade="smith", count=servers, working_days=250.0),))
    crews, _ = hired["smith"]
    rng = np.random.default_rng(5)
    services, arrivals = 1.0, busy * servers
    waits = []

    def job(length):
        began = env.now
        with crews.request(priority=0) as turn:
            yield turn
            waits.append(env.now - began)
            yield env.timeout(length)

    def calls(count):
        for _ in range(count):
            yield env.timeout(rng.exponential(1.0 / arrivals))
            env.process(job(rng.exponential(1.0 / services)))

    env.process(calls(60_000))
    env.run()
    wanted = erlang_wait(arrivals, services, servers)
    assert np.mean(waits[2000:]) == pytest.approx(wanted, rel=0.08)


def test_long_run_replacements_follow_the_renewal_theorem():
    """The mean number by t tends to t/μ + (σ² − μ²)/(2μ²), Cox (1962), 4.2."""
    shape, scale, years, units = 3.0, 10.0, 60.0, 20_000
    rng = np.random.default_rng(2)
    mean = scale * math.gamma(1.0 + 1.0 / shape)
    variance = scale**2 * math.gamma(1.0 + 2.0 / shape) - mean**2
    count = 0
    for _ in range(units):
        age = 0.0
        while True:
            age += weibull_time_to_failure(rng.random(), shape, scale, 0.0)
            if age > years:
                break
            count += 1
    wanted = years / mean + (variance - mean**2) / (2.0 * mean**2)
    assert count / units == pytest.approx(wanted, rel=0.005)


def units(rows):
    """Return the number of units by component group."""
    total = defaultdict(float)
    for one in rows:
        total[one.building, one.component] += one.quantity
    return total


def test_what_was_installed_was_removed_or_still_stands(community, deep, ranking):
    record = live(community, deep, 0, 1, rankings=ranking)
    stood = {
        (building.id, group.name): group.quantity
        for building in community.buildings
        for group in building.components
    }
    came = units(e for e in record.events if e.action in {"installed", "replaced"})
    went = units(e for e in record.events if e.action == "removed")
    stands = units(one for one in record.tenures if one.end == 2060.0)
    assert len(stands) > len(stood)
    for key, left in stands.items():
        balance = stood.get(key, 0.0) + came[key] - went[key]
        assert balance == pytest.approx(left), key


def busy_crews(record):
    """Return the most jobs of programmes that each trade does at once."""
    changes = defaultdict(list)
    for event in record.events:
        if event.action in {"started", "finished"}:
            step = 1 if event.action == "started" else -1
            changes[event.crew].append((event.time, step))
    most = Counter()
    for trade, steps in changes.items():
        running = np.cumsum([step for _, step in sorted(steps)])
        most[trade] = int(running.max())
    return most


def finished(record):
    """Return when the jobs of programmes were done."""
    return sorted(one.time for one in record.events if one.action == "finished")


def test_half_the_crews_finish_later_and_never_do_more_at_once(
    community, deep, ranking
):
    rich = dataclasses.replace(
        deep,
        programmes=tuple(
            dataclasses.replace(one, budget=1e9) for one in deep.programmes
        ),
    )
    full = tuple(dataclasses.replace(one, count=2) for one in deep.crews)
    half = tuple(dataclasses.replace(one, count=1) for one in deep.crews)
    ends = {}
    for name, crews in (("full", full), ("half", half)):
        scenario = dataclasses.replace(rich, crews=crews)
        record = live(community, scenario, 0, 1, rankings=ranking)
        limit = {one.trade: one.count for one in crews}
        busy = busy_crews(record)
        assert busy
        assert all(most <= limit[trade] for trade, most in busy.items())
        ends[name] = finished(record)
    begin = 2026.0
    assert np.median(ends["half"]) - begin > 1.5 * (np.median(ends["full"]) - begin)
    assert max(busy_crews(record).values()) == 1
