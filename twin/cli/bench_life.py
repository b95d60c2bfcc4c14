"""``twin bench --life``: how fast lives are, and how much the memo of hours saves."""

import json
import platform
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

from twin.annual.simulate import Task
from twin.cli.plain import plain
from twin.io.project import SCENARIOS, Project, load_project
from twin.life.speed import LifeSpeed, measure_life
from twin.model.programme import Scenario
from twin.scenario.desk import Desk, Options, tell_nobody
from twin.scenario.integrate import tasks_of

THOUSAND: Final = 1000
"""Buildings to which the seconds of a life are scaled [-]."""
TEN: Final = 10
"""Futures to which they are scaled [-]."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What shall be measured."""

    buildings: int = THOUSAND
    """Buildings that live; those of the project, repeated."""
    futures: int = TEN
    project: Path | None = None
    scenarios: tuple[str, ...] = SCENARIOS


@dataclass(frozen=True, slots=True, kw_only=True)
class MemoUse:
    """How often hours are asked for, and how often the memo has them."""

    scenarios: int
    futures: int
    buildings: int
    asked: int
    """Building years in a state and a climate that months are made of."""
    distinct: int
    """Those that have to be simulated."""
    seconds: float
    """Processor time of lives and timelines [s]."""

    @property
    def hit_rate(self) -> float:
        """Return the share that comes from the memo [-]."""
        return 1.0 - self.distinct / self.asked if self.asked else 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class LifeBench:
    """What was found."""

    machine: str
    lives: tuple[LifeSpeed, ...]
    memo: MemoUse


def run_life_bench(asked: Asked) -> LifeBench:
    """Return how fast the scenarios of a project live.

    Parameters
    ----------
    asked
        What shall be measured.

    Returns
    -------
    LifeBench
        Processor time of one thread.

    Raises
    ------
    InputError
        The project is not usable.
    """
    project = load_project(asked.project, scenarios=list(asked.scenarios), pack=None)
    return LifeBench(
        machine=f"{platform.processor() or platform.machine()}, {platform.system()}",
        lives=tuple(
            measure_life(
                project.community,
                one,
                buildings=asked.buildings,
                futures=asked.futures,
            )
            for one in project.scenarios
        ),
        memo=measure_memo(project, project.scenarios, asked.futures),
    )


def measure_memo(
    project: Project, scenarios: tuple[Scenario, ...], futures: int
) -> MemoUse:
    """Return how many building years of a study need not be simulated.

    Nothing is simulated: programmes that rank buildings take them as they come.

    Parameters
    ----------
    project
        Community, weather and climate.
    scenarios
        Scenarios of the study.
    futures
        Paired futures [-].

    Returns
    -------
    MemoUse
        Counts, and processor time.
    """
    options = Options(futures=futures)
    desk = Desk(project.community, project.weather, project.climate, options)
    began = time.process_time()
    lived = desk.live_all(scenarios, {}, tell_nobody)
    asked = 0
    distinct: set[Task] = set()
    for one in lived:
        for timeline in one.timelines.values():
            tasks = list(tasks_of(timeline, one.warming, one.heat))
            asked += len(tasks)
            distinct.update(tasks)
    return MemoUse(
        scenarios=len(scenarios),
        futures=futures,
        buildings=len(project.community.buildings),
        asked=asked,
        distinct=len(distinct),
        seconds=time.process_time() - began,
    )


def print_life_bench(asked: Asked, has_json: bool) -> None:
    """Measure and print.

    Parameters
    ----------
    asked
        What shall be measured.
    has_json
        Print JSON instead of lines.

    Raises
    ------
    InputError
        The project is not usable.
    """
    found = run_life_bench(asked)
    for line in [as_json(found)] if has_json else lines_of(found):
        print(plain(line))


def as_json(bench: LifeBench) -> str:
    """Return the figures for programs.

    Parameters
    ----------
    bench
        What was found.

    Returns
    -------
    str
        JSON.
    """
    record: dict[str, Any] = asdict(bench)
    record["memo"]["hit_rate"] = bench.memo.hit_rate
    for row, one in zip(record["lives"], bench.lives, strict=True):
        row["event_rate"] = one.event_rate
        row["seconds_thousand"] = one.seconds_thousand
    return json.dumps(record, indent=2)


def lines_of(bench: LifeBench) -> Iterator[str]:
    """Yield the figures as lines for people.

    Parameters
    ----------
    bench
        What was found.

    Yields
    ------
    str
        Text.
    """
    first = bench.lives[0]
    yield f"machine: {bench.machine}; processor time of one thread"
    yield f"{first.buildings} buildings, 35 years, {first.futures} futures"
    yield ""
    yield (
        f"{'scenario':<18}{'events':>12}{'seconds':>10}{'events/s':>12}"
        f"{'SimPy steps/s':>15}{'share':>8}{'s/(1000 x 10)':>15}"
    )
    for one in bench.lives:
        yield (
            f"{one.scenario:<18}{one.events:>12,}{one.seconds:>10.2f}"
            f"{one.event_rate:>12,.0f}{one.plain_rate:>15,.0f}"
            f"{one.event_rate / one.plain_rate:>8.1%}{one.seconds_thousand:>15.1f}"
        )
    memo = bench.memo
    yield ""
    yield (
        "share: events of the logbook a second, over the steps of SimPy when its "
        "processes only wait"
    )
    yield (
        f"memo: {memo.scenarios} scenarios x {memo.futures} futures x "
        f"{memo.buildings} buildings ask for {memo.asked:,} building years of hours; "
        f"{memo.distinct:,} are distinct, {memo.hit_rate:.2%} come from the memo "
        f"({memo.seconds:.1f} s for lives and timelines)"
    )
