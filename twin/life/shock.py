"""Shocks: what strikes the whole community, cuts its power and breaks its parts."""

import math
from collections.abc import Generator, Iterator
from typing import Final

import simpy

from twin.ground.constants import HOURS_PER_YEAR
from twin.life.hazard import lognormal_factor
from twin.life.luck import Luck
from twin.life.record import HAZARD_PREFIX, Event, Spell
from twin.life.town import Town
from twin.life.wear import break_down
from twin.model.hazard import Hazard

DAYS_PER_YEAR: Final = HOURS_PER_YEAR / 24.0
"""Days of a year of the weather file [d]."""
_MONTHS: Final = 12.0


def strike_times(
    luck: Luck, hazard: Hazard, start: float, end: float
) -> Iterator[float]:
    r"""Yield when a hazard strikes: a Poisson process inside its season.

    The gaps between strikes are exponential in the expected number of strikes
    :math:`\Lambda`; each :math:`\Lambda` is set back to the calendar, where it grows
    evenly over the season of every year and rests outside.

    Parameters
    ----------
    luck
        Luck of the whole community with this hazard.
    hazard
        Its rate and season.
    start
        First moment, the beginning of a year [a].
    end
        Last moment [a].

    Yields
    ------
    float
        Times in ascending order [a].
    """
    opens = (hazard.first_month - 1) / _MONTHS
    length = hazard.last_month / _MONTHS - opens
    year, begun, rate = math.floor(start), 0.0, hazard.rate
    expected, number = 0.0, 0
    while rate > 0.0:
        expected -= math.log1p(-luck.uniform("strike", number))
        number += 1
        while begun + rate <= expected:
            begun += rate
            year += 1
            rate *= 1.0 + hazard.rate_growth
            if year >= end or rate <= 0.0:
                return
        time = year + opens + length * (expected - begun) / rate
        if time >= end:
            return
        if time >= start:
            yield time


def strike(
    town: Town, hazard: Hazard, luck: Luck, spells: list[Spell]
) -> Generator[simpy.Event, object, None]:
    """Let a hazard strike again and again until the study ends.

    Parameters
    ----------
    town
        What the processes share.
    hazard
        What strikes.
    luck
        Luck of the whole community with this hazard.
    spells
        Receives how long power is out and heat lasts.
    """
    times = list(strike_times(luck, hazard, town.start, town.end))
    for number, time in enumerate(times):
        yield town.env.timeout(time - town.env.now)
        spread = lognormal_factor(
            luck.normal("outage", number), hazard.outage_variation
        )
        outage = hazard.outage_days * spread
        spells.append(
            Spell(
                hazard=hazard.name,
                start=time,
                power_back=time + outage / DAYS_PER_YEAR,
                heat_end=time + hazard.days / DAYS_PER_YEAR,
                warming=hazard.warming,
            )
        )
        cause = HAZARD_PREFIX + hazard.name
        town.events.append(
            Event(time, "", hazard.name, "hazard", "struck", cause, "", outage, "", 0.0)
        )
        _damage(town, hazard, number, cause)


def _damage(town: Town, hazard: Hazard, number: int, cause: str) -> None:
    """Let component groups fail by their own luck in this strike."""
    chances = {one.kind: one.probability for one in hazard.damages}
    for items in town.items.values():
        for item in items:
            chance = chances.get(item.kind, 0.0)
            if chance <= 0.0 or not item.is_working or item.installed > town.env.now:
                continue
            if item.luck.uniform(cause, number) < chance:
                town.env.process(break_down(town, item, cause))
