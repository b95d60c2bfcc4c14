"""One scenario lived through in one future."""

from dataclasses import dataclass, field

from twin.life.record import LifeRecord
from twin.model.programme import Scenario
from twin.scenario.futures import Future
from twin.scenario.integrate import Heat
from twin.scenario.timeline import Timeline


@dataclass(slots=True)
class Lived:
    """One scenario in one future, before hours are known."""

    scenario: Scenario
    future: Future
    record: LifeRecord
    warming: tuple[float, ...]
    timelines: dict[str, Timeline] = field(default_factory=dict)
    heat: Heat = None
    """Share of each month that is hotter, by how much; None for never."""
