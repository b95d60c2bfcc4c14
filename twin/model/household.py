"""Who lives in a community, where they spend their time, and what it costs them."""

from collections.abc import Mapping
from dataclasses import dataclass

from twin.model.sourced import SourcedNumber, SourcedRange
from twin.model.usage import Hours24

__all__ = ["Day", "Group", "Households", "Mortality", "Response", "SourcedNumber"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """Where a member of a group spends each hour of a day; what is left is at home."""

    asleep: Hours24
    """Share of the hour asleep at home [-]."""
    outdoors: Hours24
    """Share of the hour outdoors [-]."""
    places: Mapping[str, Hours24]
    """Share of the hour in each place of the community [-]."""

    @property
    def awake(self) -> Hours24:
        """Share of each hour awake at home [-]."""
        away = (self.asleep, self.outdoors, *self.places.values())
        return tuple(max(1.0 - sum(each), 0.0) for each in zip(*away, strict=True))


@dataclass(frozen=True, slots=True, kw_only=True)
class Mortality:
    """Deaths that the response of a cohort multiplies."""

    deaths: SourcedNumber
    """Deaths of natural causes for each member and year [1/a]."""
    years: SourcedNumber
    """Healthy years that each costs [a]."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """People of similar age and day."""

    name: str
    title: str
    weekday: Day
    weekend: Day
    holidays: tuple[int, ...]
    """Months in which every day is a weekend, from 1 [-]."""
    mortality: Mortality


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """How mortality answers to a year of outdoor air."""

    risk: SourcedRange
    """Relative risk of a step [-]."""
    step: SourcedNumber
    """Outdoor air for which it holds [µg/m³]."""
    reference: SourcedRange
    """Share of outdoor air that people of the cohorts met [-]."""
    counterfactual: SourcedNumber
    """Outdoor air below which nothing is counted [µg/m³]."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Households:
    """Groups of residents, their shares, and what exposure costs them."""

    groups: tuple[Group, ...]
    places: Mapping[str, tuple[str, ...]]
    """Uses of buildings that stand for a place."""
    shares: Mapping[str, tuple[float, ...]]
    """Share of each group by kind of household, in their order [-]."""
    archetypes: Mapping[str, str]
    """Kind of household by archetype."""
    otherwise: str
    """Kind of household of all others."""
    pm25: Response
    no2: Response
    ill_over_lost: SourcedRange
    """Years lived ill over years of life lost [-]."""
    formaldehyde_unit_risk: SourcedRange
    """Cancers of a lifetime for each µg/m³ [m³/µg]."""
    formaldehyde_case: SourcedRange
    """Healthy years lost with each [a]."""
    lifetime: SourcedNumber
    """Lifetime of the unit risk [a]."""
    numbers: tuple[SourcedNumber, ...] = ()
    """Every number with its source and status."""

    def shares_of(self, archetype: str) -> tuple[float, ...]:
        """Return the share of each group in the residents of a building.

        Parameters
        ----------
        archetype
            Archetype of the building.

        Returns
        -------
        tuple[float, ...]
            In the order of the groups, summing to 1 [-].
        """
        return self.shares[self.archetypes.get(archetype, self.otherwise)]
