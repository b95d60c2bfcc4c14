"""Tables of what residents breathe and what it costs them in health."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

import numpy as np
import pandas as pd

from twin.ground.constants import HOURS_PER_YEAR
from twin.ground.types import FloatArray
from twin.health.burden import attributable_fraction, cancer_years, years_lost
from twin.health.inequality import Share, concentration_index, worst_over_best
from twin.model.building import Building
from twin.model.household import Households
from twin.scenario.frames import Columns
from twin.scenario.people import Lives

AGENTS: Final[Mapping[str, str]] = {
    "pm25": "pm25_ug_m3",
    "pm25_indoor_born": "pm25_indoor_born_ug_m3",
    "no2": "no2_ug_m3",
    "formaldehyde": "formaldehyde_ug_m3",
}
"""Agents whose burden has a method, and the column of their exposure; what is born
indoors is a part of PM2.5, in proportion to what is breathed."""

PER: Final = 100_000.0
"""People that a rate of burden is told for [-]."""

_BOUNDS: Final = ("", "_low", "_high")
_KEYS: Final = ["scenario", "future", "year"]


def exposure_rows(
    building: Building,
    lives: Lives,
    households: Households,
    keys: tuple[str, int],
    years: Sequence[int],
) -> tuple[int, Columns]:
    """Return the rows of ``exposure_year`` of one building in one future.

    Burdens are those of the time for which the exposure is known: a member who is there
    half the year bears half a year's burden here.

    Parameters
    ----------
    building
        Building whose residents are told.
    lives
        Their exposure.
    households
        Groups and responses.
    keys
        Scenario and future.
    years
        Calendar years.

    Returns
    -------
    tuple[int, Columns]
        Number of rows, one a year, dwelling and group that has members, and columns.
    """
    scenario, future = keys
    names = list(dict.fromkeys(building.zone_dwellings))
    shape = lives.air.shape[:3]
    outdoor, indoor, no2, board = np.moveaxis(lives.air, -1, 0)
    particles = outdoor + indoor
    time = lives.people * lives.hours / HOURS_PER_YEAR

    def full(values: FloatArray) -> FloatArray:
        return np.broadcast_to(values, shape).ravel()

    columns: dict[str, FloatArray] = {
        "year": np.repeat(np.array(years), shape[1] * shape[2]),
        "dwelling": np.tile(np.repeat(names, shape[2]), shape[0]),
        "group": np.tile([one.name for one in households.groups], shape[0] * shape[1]),
        "people": full(lives.people),
        "floor_area_person_m2": full(_area(building, lives.people)),
        "told_h": full(lives.hours),
        "home_h": full(lives.hours_home),
        "untold_h": full(lives.hours_untold),
        "pm25_ug_m3": particles.ravel(),
        "pm25_indoor_born_ug_m3": indoor.ravel(),
        "no2_ug_m3": no2.ravel(),
        "formaldehyde_ug_m3": board.ravel(),
        "heat_dose_kh": lives.heat.ravel(),
    }
    lost = _lost(particles, households, "pm25") * time
    burdens = {
        "pm25": lost,
        "pm25_indoor_born": lost * _part(indoor, particles),
        "no2": _lost(no2, households, "no2") * time,
        "formaldehyde": time
        * cancer_years(
            board,
            households.formaldehyde_unit_risk,
            households.formaldehyde_case,
            households.lifetime,
        ),
    }
    for agent, values in burdens.items():
        for suffix, each in zip(_BOUNDS, values, strict=True):
            columns[f"{agent}{suffix}_daly"] = each.ravel()
    lived = columns["people"] > 0.0
    fixed: Columns = {"scenario": scenario, "future": future}
    kept = {name: values[lived] for name, values in columns.items()}
    year = kept.pop("year")
    return int(lived.sum()), {
        **fixed,
        "year": year,
        "building_id": building.id,
        **kept,
    }


def _area(building: Building, people: FloatArray) -> FloatArray:
    """Return the floor area for each resident of a dwelling, ``(dwelling, group)``."""
    return np.full_like(people, building.floor_area / building.residents)


def _part(some: FloatArray, whole: FloatArray) -> FloatArray:
    """Return the share of a part in a whole, nothing of nothing."""
    return np.asarray(some / np.where(whole > 0.0, whole, 1.0))


def _lost(exposure: FloatArray, households: Households, agent: str) -> FloatArray:
    """Return healthy years lost for each member and year, bounds first, group last."""
    response = households.pm25 if agent == "pm25" else households.no2
    fraction = attributable_fraction(exposure, response)
    return np.stack(
        [
            years_lost(fraction[..., number], one.mortality, households.ill_over_lost)
            for number, one in enumerate(households.groups)
        ],
        axis=-1,
    )


def burden_frame(exposure_year: pd.DataFrame, households: Households) -> pd.DataFrame:
    """Return burden and inequality of all residents and of each group.

    Parameters
    ----------
    exposure_year
        Rows of dwellings and groups.
    households
        Groups in their order.

    Returns
    -------
    pandas.DataFrame
        One row a scenario, future, year, group (``all`` for everybody) and agent.
        Agents are never added up: their responses overlap.
    """
    everybody = exposure_year.assign(group="all")
    order = ["all", *(one.name for one in households.groups)]
    both = pd.concat([everybody, exposure_year], ignore_index=True)
    keys = [*_KEYS, "group"]
    blocks = []
    for agent, column in AGENTS.items():
        dalys = [f"{agent}{suffix}_daly" for suffix in _BOUNDS]
        part = both[[*keys, "people", "told_h", *dalys]].copy()
        part["person_h"] = part["people"] * part["told_h"]
        part["breathed"] = part["person_h"] * both[column]
        sums = part.groupby(keys, sort=True, observed=True).sum().reset_index()
        rate = PER * HOURS_PER_YEAR / sums["person_h"]
        block = sums[keys].assign(
            agent=agent,
            people=sums["people"],
            exposure_ug_m3=sums["breathed"] / sums["person_h"],
            burden_daly=sums[dalys[0]],
        )
        for suffix, name in zip(_BOUNDS, dalys, strict=True):
            block[f"rate{suffix}_daly"] = sums[name] * rate
        blocks.append(block)
    frame = pd.concat(blocks, ignore_index=True)
    frame["group"] = pd.Categorical(frame["group"], categories=order)
    by = ["scenario", "future", "year", "agent", "group"]
    frame = frame.sort_values(by, ignore_index=True)
    frame["group"] = frame["group"].astype("str")
    return frame


def inequality_frame(exposure_year: pd.DataFrame) -> pd.DataFrame:
    """Return how unevenly exposure lies on groups and on dwellings.

    Parameters
    ----------
    exposure_year
        Rows of dwellings and groups.

    Returns
    -------
    pandas.DataFrame
        One row a scenario, future, year and agent: the group and the dwelling that
        breathe most, worst over best of both, and the concentration index over
        dwellings ranked by floor area for each resident, the most crowded first.
    """
    blocks = []
    for agent, column in AGENTS.items():
        groups = _weighed(exposure_year, ["group"], column)
        homes = _weighed(exposure_year, ["building_id", "dwelling"], column)
        rows = [
            {**_worst_group(group), **_worst_dwelling(home)}
            for group, home in zip(_by_key(groups), _by_key(homes), strict=True)
        ]
        keys = groups.groupby(_KEYS, sort=True, observed=True).size().reset_index()
        block = pd.concat([keys[_KEYS], pd.DataFrame(rows)], axis=1)
        blocks.append(block.assign(agent=agent))
    frame = pd.concat(blocks, ignore_index=True)
    frame = frame[[*_KEYS, "agent", *frame.columns.drop([*_KEYS, "agent"])]]
    return frame.sort_values([*_KEYS, "agent"], ignore_index=True)


def _by_key(sums: pd.DataFrame) -> Iterator[pd.DataFrame]:
    """Yield the members of each scenario, future and year."""
    for _, part in sums.groupby(_KEYS, sort=True, observed=True):
        yield part


def _worst_group(groups: pd.DataFrame) -> dict[str, object]:
    """Return who breathes most, and how much more than who breathes least."""
    worst = int(np.argmax(groups["mean"].to_numpy()))
    return {
        "worst_group": str(groups["group"].iloc[worst]),
        "worst_group_ug_m3": float(groups["mean"].iloc[worst]),
        "group_ratio": worst_over_best(_shares(groups)),
    }


def _worst_dwelling(homes: pd.DataFrame) -> dict[str, object]:
    """Return where most is breathed, and how it lies on the crowded."""
    worst = int(np.argmax(homes["mean"].to_numpy()))
    crowded = homes.sort_values(["floor_area_person_m2", "mean"])
    return {
        "worst_building_id": str(homes["building_id"].iloc[worst]),
        "worst_dwelling": str(homes["dwelling"].iloc[worst]),
        "worst_dwelling_ug_m3": float(homes["mean"].iloc[worst]),
        "dwelling_ratio": worst_over_best(_shares(homes)),
        "concentration_index": concentration_index(_shares(crowded)),
    }


def _weighed(part: pd.DataFrame, division: list[str], column: str) -> pd.DataFrame:
    """Return people and mean exposure of each member of a division, by key."""
    by = [*_KEYS, *division]
    frame = part[[*by, "people"]].copy()
    frame["time"] = part["people"] * part["told_h"]
    frame["breathed"] = frame["time"] * part[column]
    frame["area"] = part["people"] * part["floor_area_person_m2"]
    sums = frame.groupby(by, sort=True, observed=True).sum().reset_index()
    sums["mean"] = sums["breathed"] / sums["time"]
    sums["floor_area_person_m2"] = sums["area"] / sums["people"]
    return sums


def _shares(frame: pd.DataFrame) -> list[Share]:
    """Return people and values for the measures of inequality."""
    return [
        Share(people=float(people), value=float(value))
        for people, value in zip(frame["people"], frame["mean"], strict=True)
    ]
