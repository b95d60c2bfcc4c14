"""Tables of people, gathered future by future while a study is tabled."""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from twin.annual.result import YearResult
from twin.annual.simulate import Task
from twin.ground.types import FloatArray
from twin.model.building import Building, Community
from twin.scenario.frames import TableBuilder
from twin.scenario.frames_people import (
    burden_frame,
    exposure_rows,
    inequality_frame,
)
from twin.scenario.frames_place import PlaceSums
from twin.scenario.people import (
    Timetable,
    has_residents,
    live_in,
    make_timetable,
    place_means,
    zone_exposure,
)


class PeopleTables:
    """What residents breathe, over all futures of a scenario.

    Parameters
    ----------
    community
        Buildings, households and outdoor air; without households or contaminants
        there are no tables.
    years
        Calendar years that are told.
    first
        First calendar year of the study.
    """

    def __init__(self, community: Community, years: Sequence[int], first: int) -> None:
        self._buildings = {one.id: one for one in community.buildings}
        self._years = tuple(years)
        self._numbers = np.array(years) - first
        self._timetable: Timetable | None = None
        if community.households is not None and community.contaminants is not None:
            self._timetable = make_timetable(
                community.buildings,
                community.households,
                community.contaminants,
                community.site,
            )
        self._keys = ("", 0)
        self._exposures: dict[str, FloatArray] = {}
        self._table = TableBuilder()
        self._places = TableBuilder()
        self._is_told = False

    def begin(self, scenario: str, future: int) -> None:
        """Begin a future.

        Parameters
        ----------
        scenario
            Name.
        future
            Number.
        """
        self._keys = (scenario, future)
        self._exposures.clear()

    def add(
        self,
        building: Building,
        weights: Mapping[Task, FloatArray],
        results: Mapping[Task, YearResult],
    ) -> None:
        """Add a building of the future.

        Parameters
        ----------
        building
            Building.
        weights
            Share of each month of each task.
        results
            Year results of all tasks.
        """
        if self._timetable is not None:
            found = zone_exposure(weights, results, self._numbers)
            self._exposures[building.id] = found

    def close(self) -> None:
        """End a future: residents spend their hours over all its buildings."""
        if self._timetable is None:
            return
        buildings = [self._buildings[name] for name in self._exposures]
        places = place_means(buildings, self._exposures, self._timetable)
        households = self._timetable.households
        sums = PlaceSums()
        has_people = False
        for one in buildings:
            if has_residents(one):
                lives = live_in(one, self._exposures[one.id], places, self._timetable)
                self._table.add(
                    *exposure_rows(one, lives, households, self._keys, self._years)
                )
                sums.add(lives)
                has_people = True
        if has_people:
            names = [one.name for one in households.groups]
            self._places.add(*sums.rows(names, self._keys, self._years))
            self._is_told = True

    def frames(self) -> dict[str, pd.DataFrame]:
        """Return the tables by name, none where nothing is known of people.

        Returns
        -------
        dict[str, pandas.DataFrame]
            ``exposure_year``, ``place_year``, ``burden_year`` and ``inequality_year``;
            burdens of single dwellings are left out, which would be most of a run's
            bytes.
        """
        if self._timetable is None or not self._is_told:
            return {}
        exposure = self._table.frame()
        burdens = [name for name in exposure.columns if name.endswith("_daly")]
        return {
            "exposure_year": exposure.drop(columns=burdens),
            "place_year": self._places.frame(),
            "burden_year": burden_frame(exposure, self._timetable.households),
            "inequality_year": inequality_frame(exposure),
        }
