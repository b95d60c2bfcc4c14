"""How rooms are used: ``buildings/usages.yaml``."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Annotated, Final

from pydantic import Field

from twin.ground.errors import InputError, Problem
from twin.io.behaviour import BEHAVIOURS_FILE, load_behaviours
from twin.io.day import Shares24, Switch24
from twin.io.schema import Identifier, Note, Strict, check, load_yaml, suggest
from twin.model.behaviour import Behaviour
from twin.model.usage import Usage

USAGES_FILE: Final = "usages.yaml"

Multiplier = Annotated[float, Field(ge=0.0, le=2.0)]


class UsageRecord(Strict):
    """Use of a zone over the day, the week and the year."""

    is_bedroom: bool = Field(description="Whether people sleep in it.")
    occupancy_weekday: Shares24 = Field(
        description="Share of people present, Monday to Friday, 24 values [-]."
    )
    occupancy_weekend: Shares24 = Field(
        description="Share of people present, Saturday and Sunday, 24 values [-]."
    )
    presence_month: tuple[Multiplier, ...] = Field(
        min_length=12,
        max_length=12,
        description="Multiplier of occupancy by month [-].",
    )
    metabolic_rate: float = Field(ge=0.7, le=4.0, description="Activity [met].")
    heat_sensible_person: float = Field(
        ge=0.0, le=300.0, description="Sensible heat of one person at 26 °C [W]."
    )
    heat_latent_person: float = Field(
        ge=0.0, le=300.0, description="Latent heat of one person at 26 °C [W]."
    )
    co2_person: float = Field(
        ge=0.0, le=2.0e-5, description="CO₂ of one person at 0 °C, 101 325 Pa [m³/s]."
    )
    lighting: float = Field(ge=0.0, le=60.0, description="Installed lighting [W/m²].")
    lighting_share: Shares24 = Field(
        description="Share of lighting that is on when people are present [-]."
    )
    appliances: float = Field(
        ge=0.0, le=200.0, description="Installed appliances [W/m²]."
    )
    appliances_share: Shares24 = Field(description="Share of appliances that runs [-].")
    moisture_person: float = Field(
        ge=0.0,
        le=1.0e-4,
        description="Mean moisture per person from washing and wet surfaces [kg/s].",
    )
    cooling_hours: Switch24 = Field(
        description="1 where cooling may run, 0 where not, 24 values [-]."
    )
    cooling_trigger: float = Field(
        ge=20.0, le=40.0, description="Temperature that switches cooling on [°C]."
    )
    cooling_setpoint: float = Field(
        ge=16.0, le=32.0, description="Air temperature that cooling holds [°C]."
    )
    cooling_needs_people: bool = Field(
        description="Whether cooling stops when the zone is empty."
    )
    heating_setpoint: float = Field(
        ge=5.0, le=26.0, description="Air temperature that heating holds [°C]."
    )
    window_opening_temp: float | None = Field(
        default=None,
        ge=15.0,
        le=35.0,
        description="Temperature above which windows open; without a behaviour [°C].",
    )
    behaviour: Identifier | None = Field(
        default=None, description="Who opens windows when, from `behaviours.yaml`."
    )
    flow_outdoor_person: float = Field(
        ge=0.0, le=0.1, description="Mechanical outdoor air per person present [m³/s]."
    )
    fan_limit: float = Field(
        default=26.0,
        ge=20.0,
        le=40.0,
        description="Temperature above which ceiling fans run, if there are any [°C].",
    )
    fan_setback: float = Field(
        default=1.0,
        ge=0.0,
        le=1.0,
        description="Share of what moving air allows by which people cool less [-].",
    )
    sources: dict[str, Note] = Field(
        default_factory=dict, description="Source and status of fields, by name."
    )


class UsagesFile(Strict):
    """Usages by name, and where their numbers come from."""

    sources: dict[str, Note] = Field(
        default_factory=dict, description="Source and status of fields, by name."
    )
    usages: dict[Identifier, UsageRecord] = Field(
        min_length=1, description="Usages by name; `like` starts from another one."
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class UsageSet:
    """Usages and what is known about their numbers."""

    usages: dict[str, Usage]
    """Usages by name; moisture is that of one person [kg/s]."""
    sources: dict[str, Note]
    """Source and status by ``usage.field``; a bare ``field`` speaks for all."""


def load_usages(path: Path) -> UsageSet:
    """Return the usages of a file.

    Parameters
    ----------
    path
        A ``usages.yaml``.

    Returns
    -------
    UsageSet
        Usages by name with the sources of their numbers.

    Raises
    ------
    InputError
        The file is not usable.
    """
    raw = load_yaml(path)
    merged, problems = _inherit(raw)
    checked, found = check(UsagesFile, merged)
    problems += found
    if checked is not None:
        problems += _explain(checked)
    if checked is None or problems:
        raise InputError(str(path), problems)
    notes = dict(checked.sources)
    for name, record in checked.usages.items():
        notes |= {f"{name}.{key}": note for key, note in record.sources.items()}
    habits = _behaviours(path, checked)
    usages = {name: _usage(name, one, habits) for name, one in checked.usages.items()}
    return UsageSet(usages=usages, sources=notes)


def _behaviours(path: Path, checked: UsagesFile) -> dict[str, Behaviour]:
    """Return the behaviours that usages name, from the file beside theirs."""
    named = {one.behaviour for one in checked.usages.values() if one.behaviour}
    if not named:
        return {}
    known = load_behaviours(path.parent / BEHAVIOURS_FILE).behaviours
    problems = [
        Problem(
            path=f"usages.{name}.behaviour",
            message=f"unknown behaviour; {suggest(one.behaviour, list(known))}",
            given=one.behaviour,
        )
        for name, one in checked.usages.items()
        if one.behaviour is not None and one.behaviour not in known
    ]
    if problems:
        raise InputError(str(path), problems)
    return known


def _usage(name: str, record: UsageRecord, habits: Mapping[str, Behaviour]) -> Usage:
    """Return a usage whose moisture is still that of one person."""
    shared = {f.name for f in fields(Usage)} - {
        "name",
        "moisture_source",
        "cooling_hours",
        "behaviour",
        "window_opening_temp",
    }
    behaviour = habits[record.behaviour] if record.behaviour else None
    opening = behaviour.temp_opening if behaviour else record.window_opening_temp
    return Usage(
        behaviour=behaviour,
        window_opening_temp=opening or 0.0,
        name=name,
        moisture_source=record.moisture_person,
        cooling_hours=tuple(float(one) for one in record.cooling_hours),
        **{key: value for key, value in record if key in shared},
    )


def _inherit(raw: Mapping[str, object]) -> tuple[dict[str, object], list[Problem]]:
    """Return the file with every ``like`` replaced by what it stands for."""
    given = raw.get("usages")
    if not isinstance(given, dict):
        return dict(raw), []
    problems: list[Problem] = []
    usages: dict[str, object] = {}
    for name, record in given.items():
        usages[str(name)] = record
        if not isinstance(record, dict) or "like" not in record:
            continue
        origin = record["like"]
        start = given.get(origin) if isinstance(origin, str) else None
        path = f"usages.{name}.like"
        if not isinstance(start, dict):
            hint = suggest(str(origin), [str(one) for one in given if one != name])
            problems.append(
                Problem(path=path, message=f"unknown usage; {hint}", given=origin)
            )
        elif "like" in start:
            message = "must name a usage that is not itself like another"
            problems.append(Problem(path=path, message=message, given=origin))
        base = start if isinstance(start, dict) else {}
        both = {**base, **record}
        usages[str(name)] = {key: both[key] for key in both if key != "like"}
    return {**raw, "usages": usages}, problems


def _explain(checked: UsagesFile) -> list[Problem]:
    """Return what is wrong between the fields of each usage."""
    problems = [
        Problem(
            path=f"usages.{name}.cooling_trigger",
            message="must not lie below cooling_setpoint",
            given=record.cooling_trigger,
        )
        for name, record in checked.usages.items()
        if record.cooling_trigger < record.cooling_setpoint
    ]
    problems += [
        Problem(
            path=f"usages.{name}",
            message="needs either a behaviour or a window_opening_temp, not both",
        )
        for name, record in checked.usages.items()
        if (record.behaviour is None) == (record.window_opening_temp is None)
    ]
    known = set(UsageRecord.model_fields) - {"sources"}
    places = {"sources": checked.sources} | {
        f"usages.{name}.sources": one.sources for name, one in checked.usages.items()
    }
    problems += [
        Problem(path=f"{place}.{key}", message=f"unknown field; {suggest(key, known)}")
        for place, notes in places.items()
        for key in notes
        if key not in known
    ]
    return problems
