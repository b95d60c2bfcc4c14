"""How fast lives are: events a second, beside SimPy with nothing to do."""

import dataclasses
import gc
import time
from collections.abc import Generator, Sequence
from dataclasses import dataclass
from typing import Final

import simpy

from twin.life.run import live
from twin.model.building import Building, Community
from twin.model.programme import Scenario

YEARS: Final = 35
"""Calendar years of each life [a]."""
START: Final = 2025.0
"""First moment of each life [a]."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LifeSpeed:
    """Processor time of lives of one scenario."""

    scenario: str
    buildings: int
    futures: int
    events: int
    """Events in the logbooks of all futures."""
    steps: int
    """Steps of the clock that plain SimPy takes in the same time, at its rate."""
    seconds: float
    """Of all futures [s]."""
    plain_rate: float
    """Steps a second of SimPy whose processes only wait [1/s]."""

    @property
    def event_rate(self) -> float:
        """Return events of the logbook a second [1/s]."""
        return self.events / self.seconds

    @property
    def seconds_thousand(self) -> float:
        """Return seconds for 1000 buildings, 35 years and 10 futures [s]."""
        return self.seconds * (1000.0 / self.buildings) * (10.0 / self.futures)


def measure_life(
    community: Community,
    scenario: Scenario,
    *,
    buildings: int,
    futures: int,
    ranking: dict[str, float] | None = None,
) -> LifeSpeed:
    """Return how fast a community lives.

    Parameters
    ----------
    community
        Buildings that are repeated under other names.
    scenario
        Programmes, crews and policy; crews and budgets grow with the buildings.
    buildings
        Number of buildings that live [-].
    futures
        Random futures [-].
    ranking
        How badly the buildings fare, by identifier.

    Returns
    -------
    LifeSpeed
        Events and seconds.
    """
    crowd = repeat_buildings(community.buildings, buildings)
    larger = dataclasses.replace(community, buildings=crowd)
    ranks = {one.id: (ranking or {}).get(one.name, 0.0) for one in crowd}
    grown = grow_scenario(scenario, buildings / len(community.buildings))
    events, seconds = 0, 0.0
    was_on = gc.isenabled()
    gc.disable()  # as in a study: lives free almost nothing while they run
    try:
        for number in range(futures):
            began = time.process_time()
            record = live(
                larger,
                grown,
                number,
                1,
                start=START,
                end=START + YEARS,
                rankings={one.name: ranks for one in grown.programmes},
            )
            seconds += time.process_time() - began
            events += len(record.events)
            del record
            gc.collect()
    finally:
        if was_on:
            gc.enable()
    rate = plain_rate()
    return LifeSpeed(
        scenario=scenario.name,
        buildings=buildings,
        futures=futures,
        events=events,
        steps=int(seconds * rate),
        seconds=seconds,
        plain_rate=rate,
    )


def grow_scenario(scenario: Scenario, times: float) -> Scenario:
    """Return a scenario for more buildings.

    Parameters
    ----------
    scenario
        Programmes and crews for some buildings.
    times
        How many times as many buildings there are [-].

    Returns
    -------
    Scenario
        As many times the crews, at least one of each trade, and the money.
    """
    return dataclasses.replace(
        scenario,
        crews=tuple(
            dataclasses.replace(one, count=max(1, round(one.count * times)))
            for one in scenario.crews
        ),
        programmes=tuple(
            dataclasses.replace(one, budget=one.budget * times)
            for one in scenario.programmes
        ),
    )


def repeat_buildings(buildings: Sequence[Building], count: int) -> tuple[Building, ...]:
    """Return as many buildings as are wanted, each under its own name.

    Parameters
    ----------
    buildings
        Buildings to repeat, at least one.
    count
        Number of buildings [-].

    Returns
    -------
    tuple[Building, ...]
        Buildings with identifiers of their own; the name is the identifier that they
        had.
    """
    return tuple(
        dataclasses.replace(
            buildings[number % len(buildings)],
            id=f"{buildings[number % len(buildings)].id}-{number // len(buildings)}",
            name=buildings[number % len(buildings)].id,
        )
        for number in range(count)
    )


def plain_rate(processes: int = 100, steps: int = 500) -> float:
    """Return how many steps a second SimPy takes when nothing is done in them.

    Parameters
    ----------
    processes
        Processes that wait [-].
    steps
        Waits of each [-].

    Returns
    -------
    float
        Steps a second of processor time [1/s].
    """
    env = simpy.Environment()

    def wait(number: int) -> Generator[simpy.Event, object, None]:
        for _ in range(steps):
            yield env.timeout(1.0 + number / processes)

    for number in range(processes):
        env.process(wait(number))
    began = time.process_time()
    env.run()
    return processes * steps / (time.process_time() - began)
