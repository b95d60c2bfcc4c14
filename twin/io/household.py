"""Residents by group, their days and their burden: ``buildings/households.yaml``."""

from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Annotated, Final

from pydantic import Field

from twin.ground.errors import InputError, Problem
from twin.io.schema import Identifier, Note, Strict, check, load_yaml, suggest
from twin.io.sourced import (
    NumberRecord,
    RangeRecord,
    numbers_in,
    sourced_number,
    sourced_range,
    unit_problems,
)
from twin.model.building import BuildingUse
from twin.model.household import Day, Group, Households, Mortality, Response
from twin.model.sourced import SourcedNumber
from twin.model.usage import Hours24

HOUSEHOLDS_FILE: Final = "households.yaml"
"""Name of the file in the folder of buildings."""

_UNITS: Final = {
    "step": "µg/m³",
    "counterfactual": "µg/m³",
    "formaldehyde_unit_risk": "m³/µg",
    "formaldehyde_case": "a",
    "lifetime": "a",
    "deaths": "1/a",
    "years": "a",
}
_ROUNDING: Final = 1e-6
_NEVER: Final = (0.0,) * 24

Share = Annotated[float, Field(ge=0.0, le=1.0)]
Hours = Annotated[list[Share], Field(min_length=24, max_length=24)]


class DayRecord(Strict):
    """Where members spend each hour; what is left they are at home and awake."""

    asleep: Hours = Field(description="Share of each hour asleep at home [-].")
    outdoors: Hours | None = Field(default=None, description="Share outdoors [-].")
    school: Hours | None = Field(default=None, description="Share at school [-].")
    work: Hours | None = Field(default=None, description="Share at work [-].")
    shop: Hours | None = Field(default=None, description="Share in shops [-].")
    clinic: Hours | None = Field(default=None, description="Share in a clinic [-].")


class GroupRecord(Strict):
    """People of similar age and day."""

    title: str = Field(min_length=1, max_length=80, description="What reports say.")
    weekday: DayRecord = Field(description="Monday to Friday.")
    weekend: DayRecord | None = Field(
        default=None, description="Saturday and Sunday, as weekdays if left out."
    )
    holidays: list[Annotated[int, Field(ge=1, le=12)]] = Field(
        max_length=12, description="Months in which every day is a weekend."
    )


class PlacesRecord(Strict):
    """Uses of buildings that stand for a place."""

    school: list[BuildingUse] = Field(description="Schools.")
    work: list[BuildingUse] = Field(description="Work indoors.")
    shop: list[BuildingUse] = Field(description="Shops.")
    clinic: list[BuildingUse] = Field(description="Clinics.")


class ResponseRecord(Strict):
    """How mortality answers to a year of outdoor air."""

    risk: RangeRecord = Field(description="Relative risk of a step [-].")
    step: NumberRecord = Field(description="Air for which it holds [µg/m³].")
    reference: RangeRecord = Field(
        description="Share of outdoor air that the cohorts met [-]."
    )
    counterfactual: NumberRecord = Field(
        description="Outdoor air below which nothing counts [µg/m³]."
    )


class BurdenRecord(Strict):
    """What exposure costs."""

    pm25: ResponseRecord = Field(description="Fine particles.")
    no2: ResponseRecord = Field(description="Nitrogen dioxide.")
    ill_over_lost: RangeRecord = Field(description="Years ill over years lost [-].")
    formaldehyde_unit_risk: RangeRecord = Field(
        description="Cancers of a lifetime for each µg/m³ [m³/µg]."
    )
    formaldehyde_case: RangeRecord = Field(description="Years lost with each [a].")
    lifetime: NumberRecord = Field(description="Lifetime of the unit risk [a].")


class MortalityRecord(Strict):
    """Deaths that responses multiply."""

    deaths: NumberRecord = Field(description="For each member and year [1/a].")
    years: NumberRecord = Field(description="Healthy years that each costs [a].")


class HouseholdsFile(Strict):
    """Residents by group, their days and their burden."""

    sources: dict[str, Note] = Field(
        description="Where schedules (`time`) and shares (`households`) come from."
    )
    groups: dict[Identifier, GroupRecord] = Field(
        min_length=1, max_length=12, description="People of similar age and day."
    )
    places: PlacesRecord = Field(description="Buildings that stand for places.")
    households: dict[Identifier, dict[Identifier, Share]] = Field(
        min_length=1, description="Shares of the groups by kind of household."
    )
    archetypes: dict[Identifier, Identifier] = Field(
        description="Kind of household by archetype."
    )
    otherwise: Identifier = Field(description="Kind of household of all others.")
    burden: BurdenRecord = Field(description="What exposure costs.")
    mortality: dict[Identifier, MortalityRecord] = Field(
        description="Deaths by group, one entry for each."
    )


def load_households(
    path: Path, archetypes: Collection[str] | None = None
) -> Households:
    """Return the households of a file.

    Parameters
    ----------
    path
        A ``households.yaml``.
    archetypes
        Archetypes that it may name; left out, it may name any.

    Returns
    -------
    Households
        Groups, places, shares and responses with their sources.

    Raises
    ------
    InputError
        Every problem of the file.
    """
    checked, problems = check(HouseholdsFile, load_yaml(path))
    if checked is not None:
        problems += [*_units(checked), *_days(checked), *_names(checked)]
        problems += _archetypes(checked, archetypes)
    if checked is None or problems:
        raise InputError(str(path), problems)
    return _households(checked)


def _units(checked: HouseholdsFile) -> Iterator[Problem]:
    """Yield units that are not those of their fields, and bounds out of order."""
    for place, one in _numbers(checked):
        wanted = _UNITS.get(place.rpartition(".")[2], "-")
        yield from unit_problems(place, one, wanted)
    for name, response in (("pm25", checked.burden.pm25), ("no2", checked.burden.no2)):
        for key, least in (("risk", response.risk.low), ("step", response.step.value),
                           ("reference", response.reference.low)):  # fmt: skip
            if least <= 0.0:
                message = "must be above 0"
                yield Problem(path=f"burden.{name}.{key}", message=message, given=least)
    if checked.burden.lifetime.value <= 0.0:
        yield Problem(path="burden.lifetime.value", message="must be above 0")


def _days(checked: HouseholdsFile) -> Iterator[Problem]:
    """Yield hours in which people are in more than one place."""
    for name, group in checked.groups.items():
        for key, day in (("weekday", group.weekday), ("weekend", group.weekend)):
            if day is None:
                continue
            lists = [one for _, one in day if one is not None]
            for hour, each in enumerate(zip(*lists, strict=True)):
                if sum(each) > 1.0 + _ROUNDING:
                    yield Problem(
                        path=f"groups.{name}.{key}",
                        message=f"shares of hour {hour} must sum to 1 or less",
                        given=round(sum(each), 6),
                    )


def _names(checked: HouseholdsFile) -> Iterator[Problem]:
    """Yield shares that do not sum to one and names that are not there."""
    groups, kinds = set(checked.groups), set(checked.households)
    for name, shares in checked.households.items():
        yield from _same(f"households.{name}", groups, set(shares))
        if abs(sum(shares.values()) - 1.0) > _ROUNDING:
            message = "shares must sum to 1"
            given = round(sum(shares.values()), 6)
            yield Problem(path=f"households.{name}", message=message, given=given)
    yield from _same("mortality", groups, set(checked.mortality))
    named = {f"archetypes.{k}": v for k, v in checked.archetypes.items()}
    for place, kind in {**named, "otherwise": checked.otherwise}.items():
        if kind not in kinds:
            message = f"must be one of {', '.join(sorted(kinds))}"
            yield Problem(path=place, message=message, given=kind)
    for key in ("time", "households"):
        if key not in checked.sources:
            yield Problem(path="sources", message=f"lacks {key}")


def _archetypes(
    checked: HouseholdsFile, known: Collection[str] | None
) -> Iterator[Problem]:
    """Yield archetypes that are not known, whose residents would live as others do."""
    for name in checked.archetypes:
        if known is not None and name not in known:
            message = f"no such archetype; {suggest(name, known)}"
            yield Problem(path=f"archetypes.{name}", message=message)


def _same(place: str, wanted: set[str], given: set[str]) -> Iterator[Problem]:
    """Yield names that are missing or unknown."""
    for name in sorted(wanted - given):
        yield Problem(path=f"{place}.{name}", message="is required but missing")
    for name in sorted(given - wanted):
        message = f"no such group; there are {', '.join(sorted(wanted))}"
        yield Problem(path=f"{place}.{name}", message=message)


def _households(checked: HouseholdsFile) -> Households:
    """Return a checked file as households."""
    burden = checked.burden
    groups = tuple(
        _group(name, one, checked.mortality[name])
        for name, one in checked.groups.items()
    )
    return Households(
        groups=groups,
        places={key: tuple(str(use) for use in uses) for key, uses in checked.places},
        shares={
            kind: tuple(shares[group.name] for group in groups)
            for kind, shares in checked.households.items()
        },
        archetypes=dict(checked.archetypes),
        otherwise=checked.otherwise,
        pm25=_response("burden.pm25", burden.pm25),
        no2=_response("burden.no2", burden.no2),
        ill_over_lost=sourced_range("burden.ill_over_lost", burden.ill_over_lost),
        formaldehyde_unit_risk=sourced_range(
            "burden.formaldehyde_unit_risk", burden.formaldehyde_unit_risk
        ),
        formaldehyde_case=sourced_range(
            "burden.formaldehyde_case", burden.formaldehyde_case
        ),
        lifetime=sourced_number("burden.lifetime", burden.lifetime),
        numbers=(*_schedules(checked), *_all_numbers(checked)),
    )


def _schedules(checked: HouseholdsFile) -> Iterator[SourcedNumber]:
    """Yield an entry for the schedules and for the shares, which have one source."""
    counts = {"time": len(checked.groups), "households": len(checked.households)}
    for name, count in counts.items():
        note = checked.sources[name]
        yield SourcedNumber(
            name=name, value=count, unit="-", source=note.text, status=note.status
        )


def _all_numbers(checked: HouseholdsFile) -> Iterator[SourcedNumber]:
    """Yield every number of the file with its place as name."""
    for place, one in _numbers(checked):
        yield sourced_number(place, one)


def _group(name: str, record: GroupRecord, mortality: MortalityRecord) -> Group:
    """Return a record as a group."""
    return Group(
        name=name,
        title=record.title,
        weekday=_day(record.weekday),
        weekend=_day(record.weekend or record.weekday),
        holidays=tuple(record.holidays),
        mortality=Mortality(
            deaths=sourced_number(f"mortality.{name}.deaths", mortality.deaths),
            years=sourced_number(f"mortality.{name}.years", mortality.years),
        ),
    )


def _day(record: DayRecord) -> Day:
    """Return a record as a day."""
    given: dict[str, Hours24] = {
        key: tuple(hours) for key, hours in record if hours is not None
    }
    asleep, outdoors = given.pop("asleep"), given.pop("outdoors", _NEVER)
    return Day(asleep=asleep, outdoors=outdoors, places=given)


def _response(place: str, record: ResponseRecord) -> Response:
    """Return a record as a response."""
    return Response(
        risk=sourced_range(f"{place}.risk", record.risk),
        step=sourced_number(f"{place}.step", record.step),
        reference=sourced_range(f"{place}.reference", record.reference),
        counterfactual=sourced_number(f"{place}.counterfactual", record.counterfactual),
    )


def _numbers(checked: HouseholdsFile) -> list[tuple[str, NumberRecord]]:
    """Return all numbers with their places."""
    found = list(numbers_in("burden", checked.burden))
    for name, one in checked.mortality.items():
        found += numbers_in(f"mortality.{name}", one)
    return found
