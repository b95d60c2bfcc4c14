"""How fast lives are: events a second, beside SimPy with nothing to do."""

import dataclasses
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
        Programmes, crews and policy; crews grow with the buildings.
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
    began = time.process_time()
    records = [
        live(
            larger,
            scenario,
            number,
            1,
            start=START,
            end=START + YEARS,
            ranking=ranks,
        )
        for number in range(futures)
    ]
    seconds = time.process_time() - began
    rate = plain_rate()
    return LifeSpeed(
        scenario=scenario.name,
        buildings=buildings,
        futures=futures,
        events=sum(len(one.events) for one in records),
        steps=int(seconds * rate),
        seconds=seconds,
        plain_rate=rate,
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
