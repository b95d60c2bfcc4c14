"""Table of where residents breathe what they breathe: groups by place."""

from collections.abc import Sequence
from typing import Final

import numpy as np

from twin.ground.types import FloatArray
from twin.scenario.frames import Columns
from twin.scenario.people import Lives

KINDS: Final = (
    "pm25_outdoor_born",
    "pm25_indoor_born",
    "no2",
    "formaldehyde",
)
"""Kinds of air in the order of `Lives.air`."""


class PlaceSums:
    """Hours and air of all residents of a future, by group and place."""

    def __init__(self) -> None:
        self._people = np.zeros(0)
        self._hours: dict[str, FloatArray] = {}
        self._air: dict[str, FloatArray] = {}

    def add(self, lives: Lives) -> None:
        """Add the residents of a building.

        Parameters
        ----------
        lives
            Their hours and air by place.
        """
        people = lives.people
        if not self._hours:
            self._people = np.zeros(people.shape[1])
        self._people = self._people + people.sum(axis=0)
        for place, stay in lives.stays.items():
            hours = (people * stay.hours).sum(axis=0)
            air = np.einsum("dg,ydgk->ygk", people, stay.air)
            self._hours[place] = self._hours.get(place, 0.0) + hours
            self._air[place] = self._air.get(place, 0.0) + air

    def rows(
        self, groups: Sequence[str], keys: tuple[str, int], years: Sequence[int]
    ) -> tuple[int, Columns]:
        """Return the rows of ``place_year`` of one future.

        Parameters
        ----------
        groups
            Names of the groups in their order.
        keys
            Scenario and future.
        years
            Calendar years.

        Returns
        -------
        tuple[int, Columns]
            Number of rows, one a year, group that has members and place in which they
            spend time, and columns.
        """
        places = list(self._hours)
        hours = np.stack([self._hours[one] for one in places], axis=-1)
        air = np.stack([self._air[one] for one in places], axis=2)
        shape = air.shape[:3]
        told = hours > 0.0
        each = np.where(told, hours, np.nan)
        means = air / each[None, :, :, None]
        kept = np.broadcast_to(told, shape).ravel()

        def full(values: FloatArray) -> FloatArray:
            return np.broadcast_to(values, shape).ravel()[kept]

        columns: Columns = {
            "scenario": keys[0],
            "future": keys[1],
            "year": np.repeat(np.array(years), shape[1] * shape[2])[kept],
            "group": np.tile(np.repeat(list(groups), shape[2]), shape[0])[kept],
            "place": np.tile(places, shape[0] * shape[1])[kept],
            "people": full(self._people[:, None]),
            "stay_h": full(hours / np.maximum(self._people, 1e-300)[:, None]),
        }
        columns |= {
            f"{name}_ug_m3": means[..., number].ravel()[kept]
            for number, name in enumerate(KINDS)
        }
        return int(kept.sum()), columns
