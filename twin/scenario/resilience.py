"""How buildings keep their people safe in a week without power, room by room."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd

from twin.annual.felt_heat import Felt, feel_heat, heat_index_outdoors
from twin.annual.outage import Outage, OutageYear, simulate_outage, worst_start
from twin.annual.outdoor import OutdoorYear
from twin.annual.reduce_comfort import SET_COLD, SET_WARM
from twin.annual.simulate import Task
from twin.ground.constants import HOURS_PER_YEAR
from twin.ground.errors import InputError, Problem
from twin.ground.types import BoolArray, FloatArray
from twin.health.heat_index import DANGER
from twin.model.building import Building, BuildingUse, Community
from twin.model.programme import Scenario
from twin.scenario.desk import Desk, Options
from twin.scenario.first_day import standing_variant
from twin.scenario.refuge import building_rows, mark_refuges
from twin.weather.climate import ClimateTable
from twin.weather.series import WeatherYear

WEEK: Final = 168
"""Hours of an outage where none are named: seven days, LEED pilot credit IPpc100,
status S [h]."""
WARMING_MOST: Final = 8.0
"""Largest warming that is asked for [K]."""
LIMIT_DWELLING: Final = 120.0
"""Degree hours of SET outside 12.2 to 30 °C at most in dwellings, LEED pilot credit
IPpc100 (216 °F h); status G, unverified [K h]."""
LIMIT_OTHER: Final = 240.0
"""The same in other buildings (432 °F h); status G, unverified [K h]."""
POWERS: Final = ("off", "on")
"""Rows of a zone: the outage, and the same hours with power."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Which outage is looked at."""

    buildings: tuple[str, ...] = ()
    """Ids of buildings; none for all of the community."""
    warming: float = 0.0
    """Warming of the weather file [K]."""
    hours: int = WEEK
    """Hours without power [h]."""
    is_cold: bool = False
    """Whether the coldest hours are meant, and SET below 12.2 °C."""
    opens_windows: bool = False
    """Whether people give up their habits and open windows whenever it is warm."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Resilience:
    """What an outage does to the rooms of a community."""

    asked: Asked
    start: int
    """First hour without power, counted from 1 January 00:00."""
    outdoors: float
    """Mean outdoor heat index of these hours, or air temperature where cold [°C]."""
    zones: pd.DataFrame
    """Two rows for each zone: power off and on."""
    buildings: pd.DataFrame
    """Two rows for each building."""


def tell_nobody(done: int, total: int) -> None:
    """Tell nobody."""


class _OutageDesk(Desk):
    """A desk on which single weeks are worked out."""

    def outage(self, building: Building, task: Task, outage: Outage) -> OutageYear:
        """Return the years of a building with and without an outage."""
        return simulate_outage(self._run(building), task, outage)


def run_resilience(
    community: Community,
    scenario: Scenario,
    weather: WeatherYear,
    climate: ClimateTable,
    asked: Asked,
    tell: Callable[[int, int], None] = tell_nobody,
) -> Resilience:
    """Return what an outage in the worst week of a climate year does.

    The week begins at the midnight from which the mean outdoor heat index is highest,
    or, where cold is asked for, the mean outdoor temperature lowest.

    Parameters
    ----------
    community
        Buildings, catalogue and site.
    scenario
        Whose habits people have; its measures are not taken.
    weather
        Weather of the site.
    climate
        Warming by pathway, quantile and year.
    asked
        Which outage.
    tell
        Called with how many buildings are done, and how many there are.

    Returns
    -------
    Resilience
        Tables by zone and by building.

    Raises
    ------
    InputError
        A building is unknown, or hours or warming cannot be; carries all problems.
    """
    chosen = choose(community, asked)
    desk = _OutageDesk(community, weather, climate, Options(years=1))
    outdoor = desk.outdoor(asked.warming)
    series = outdoor.temp_mean if asked.is_cold else heat_index_outdoors(outdoor)
    start = worst_start(series, asked.hours, is_cold=asked.is_cold)
    outage = Outage(start=start, count=asked.hours, opens_windows=asked.opens_windows)
    rows: list[dict[str, object]] = []
    for number, building in enumerate(chosen):
        variant = standing_variant(
            building, desk.products, scenario.habits, desk.period
        )
        task = Task(variant=variant, node=asked.warming)
        year = desk.outage(building, task, outage)
        rows += zone_rows(building, year, outdoor, is_cold=asked.is_cold)
        tell(number + 1, len(chosen))
    zones = mark_refuges(pd.DataFrame(rows), is_cold=asked.is_cold)
    return Resilience(
        asked=asked,
        start=start,
        outdoors=float(series[outage.window].mean()),
        zones=zones,
        buildings=building_rows(zones, is_cold=asked.is_cold),
    )


def choose(community: Community, asked: Asked) -> list[Building]:
    """Return the buildings that are asked for, in the order of the community.

    Parameters
    ----------
    community
        Its buildings.
    asked
        Ids, hours and warming.

    Returns
    -------
    list[Building]
        At least one.

    Raises
    ------
    InputError
        Carries all that is wrong with what is asked.
    """
    known = {one.id for one in community.buildings}
    problems = [
        Problem(path="--building", message=f"known are {_few(known)}", given=name)
        for name in dict.fromkeys(asked.buildings)
        if name not in known
    ]
    if not 1 <= asked.hours <= HOURS_PER_YEAR:
        message = f"must be from 1 to {HOURS_PER_YEAR}"
        problems.append(Problem(path="--hours", message=message, given=asked.hours))
    if not 0.0 <= asked.warming <= WARMING_MOST:
        message = f"must be from 0 to {WARMING_MOST:g} K"
        problems.append(Problem(path="--warming", message=message, given=asked.warming))
    if problems:
        source = "resilience"
        raise InputError(source, problems)
    wanted = set(asked.buildings) or known
    return [one for one in community.buildings if one.id in wanted]


def _few(known: set[str]) -> str:
    """Return the first names, and how many more there are."""
    names, shown = sorted(known), 12
    more = len(names) - shown
    return ", ".join(names[:shown]) + (f" and {more} more" if more > 0 else "")


def zone_rows(
    building: Building, year: OutageYear, outdoor: OutdoorYear, *, is_cold: bool
) -> list[dict[str, object]]:
    """Return the rows of a building's zones, power off and on.

    Parameters
    ----------
    building
        Building whose zones count.
    year
        Its years with and without an outage.
    outdoor
        Climate year.
    is_cold
        Whether safety ends below 12.2 °C instead of from 30 °C on.

    Returns
    -------
    list[dict[str, object]]
        Two rows for each zone.
    """
    window = year.outage.window
    occupied = year.is_occupied[window] > 0.0
    is_home = building.use is BuildingUse.DWELLING
    limit = LIMIT_DWELLING if is_home else LIMIT_OTHER
    homes = building.zone_dwellings
    both = (year.dark, year.powered)
    felt = [feel_heat(one, window, building.zones, outdoor) for one in both]
    rows: list[dict[str, object]] = []
    for number, zone in enumerate(building.zones):
        for power, hours, one in zip(POWERS, both, felt, strict=True):
            rows.append(
                {
                    "building_id": building.id,
                    "use": building.use.value,
                    "dwelling": homes[number],
                    "zone": zone.name,
                    "usage": zone.usage.name,
                    "is_bedroom": zone.usage.is_bedroom,
                    "floor_area_m2": zone.floor_area * zone.multiplier,
                    "power": power,
                    "start_h": year.outage.start,
                    **count_hours(one, occupied[:, number], number, is_cold=is_cold),
                    "co2_max_ppm": float(hours.co2[window, number].max()),
                    "limit_kh": limit,
                }
            )
    return rows


def count_hours(
    felt: Felt, occupied: BoolArray, number: int, *, is_cold: bool
) -> dict[str, object]:
    """Return what the hours of one zone come to.

    Parameters
    ----------
    felt
        Indices of all zones.
    occupied
        Whether the zone counts as occupied, shape ``(hour,)`` [-].
    number
        Which zone [-].
    is_cold
        Whether safety ends below 12.2 °C instead of from 30 °C on.

    Returns
    -------
    dict[str, object]
        Hours and kelvin hours by column.
    """
    warm, rest = felt.effective[:, number], felt.resting[:, number]
    index, operative = felt.heat_index[:, number], felt.operative[:, number]
    # An index that is not a number ends safety: nobody can vouch for that hour.
    is_safe = warm > SET_COLD if is_cold else warm < SET_WARM
    is_safe_at_rest = rest > SET_COLD if is_cold else rest < SET_WARM
    return {
        "hours_h": len(warm),
        "occupied_h": int(occupied.sum()),
        "set_not_evaluable_h": int((~np.isfinite(warm)).sum()),
        "set_above_30_kh": degree_hours(warm - SET_WARM),
        "set_above_30_occupied_kh": degree_hours((warm - SET_WARM)[occupied]),
        "set_above_30_resting_kh": degree_hours(rest - SET_WARM),
        "set_below_12_kh": degree_hours(SET_COLD - warm),
        "set_below_12_occupied_kh": degree_hours((SET_COLD - warm)[occupied]),
        "set_below_12_resting_kh": degree_hours(SET_COLD - rest),
        "safe_set_h": hours_of_safety(is_safe),
        "safe_set_occupied_h": hours_of_safety(is_safe | ~occupied),
        "safe_set_resting_h": hours_of_safety(is_safe_at_rest),
        "safe_heat_index_h": hours_of_safety(index < DANGER),
        "heat_danger_h": int((index >= DANGER).sum()),
        "heat_not_evaluable_h": int((~np.isfinite(index)).sum()),
        "temp_operative_max_c": float(operative.max()),
        "temp_operative_min_c": float(operative.min()),
    }


def degree_hours(excess: FloatArray) -> float:
    """Return the kelvin hours beyond a limit.

    Parameters
    ----------
    excess
        Temperature beyond the limit, hour by hour, shape ``(hour,)`` [K].

    Returns
    -------
    float
        Sum of what is above zero; hours that are not numbers bring nothing and are
        counted elsewhere [K h].
    """
    known = excess[np.isfinite(excess)]
    return float(np.maximum(known, 0.0).sum())


def hours_of_safety(is_safe: BoolArray) -> int:
    """Return the whole hours until safety first ends.

    Parameters
    ----------
    is_safe
        Hour by hour, shape ``(hour,)``.

    Returns
    -------
    int
        Hours before the first that is not safe; all of them where none is [h].
    """
    unsafe = np.flatnonzero(~is_safe)
    return int(unsafe[0]) if len(unsafe) else len(is_safe)
