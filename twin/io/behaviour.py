"""Who opens windows when: ``buildings/behaviours.yaml``."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pydantic import Field

from twin.ground.errors import InputError, Problem
from twin.io.day import Share, Shares24, Switch24
from twin.io.schema import Identifier, Note, Strict, check, load_yaml, suggest
from twin.model.behaviour import Behaviour

BEHAVIOURS_FILE: Final = "behaviours.yaml"
_NEVER: Final = (0,) * 24
_NOTHING: Final = (0.0,) * 24


class BehaviourRecord(Strict):
    """Habits of opening windows; shares are of the area that can be opened."""

    temp_opening: float = Field(
        ge=10.0, le=40.0, description="Room temperature above which people open [°C]."
    )
    temp_band: float = Field(
        ge=0.5, le=30.0, description="Kelvin from shut to as open as they get [K]."
    )
    temp_outdoor_least: float = Field(
        ge=-40.0, le=30.0, description="Outdoors below it comfort opens nothing [°C]."
    )
    temp_outdoor_most: float = Field(
        ge=20.0, le=60.0, description="Outdoors above it comfort opens nothing [°C]."
    )
    warmer_tolerated: float = Field(
        ge=0.0, le=40.0, description="Kelvin by which outdoors may be warmer [K]."
    )
    share_most: Share = Field(description="Opening when it is warm [-].")
    share_cooking: Share = Field(
        description="Least opening while a burner cooks, whatever the weather [-]."
    )
    share_sleep_least: Share = Field(
        description="Least opening at sleep, if the weather allows it [-]."
    )
    share_sleep_most: Share = Field(description="Largest opening at sleep [-].")
    share_empty: Share = Field(
        description="Part of the comfort opening that stays when nobody is in [-]."
    )
    share_cooling: Share = Field(description="Largest opening while cooling runs [-].")
    share_humid: Share = Field(
        default=0.0, description="Opening against damp, where outdoors is drier [-]."
    )
    humidity_opening: Share = Field(
        default=1.0, description="Relative humidity that asks for it [-]."
    )
    share_least: Share = Field(description="Opening that never shuts [-].")
    airing_hours: Shares24 = Field(
        default=_NOTHING, description="Opening by the clock, 24 values [-]."
    )
    sleep_hours: Switch24 = Field(
        default=_NEVER, description="1 where those in bedrooms sleep, 24 values [-]."
    )
    sources: dict[str, Note] = Field(
        default_factory=dict, description="Source and status of fields, by name."
    )


class BehavioursFile(Strict):
    """Behaviours by name, and where their numbers come from."""

    sources: dict[str, Note] = Field(
        default_factory=dict, description="Source and status of fields, by name."
    )
    behaviours: dict[Identifier, BehaviourRecord] = Field(
        min_length=1, description="Behaviours by name."
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class BehaviourSet:
    """Behaviours and what is known about their numbers."""

    behaviours: dict[str, Behaviour]
    """Behaviours by name."""
    sources: dict[str, Note]
    """Source and status by ``behaviour.field``; a bare ``field`` speaks for all."""


def load_behaviours(path: Path) -> BehaviourSet:
    """Return the behaviours of a file.

    Every number has a source: its own, or one for the field in all behaviours. Only
    what is left out of the file needs none.

    Parameters
    ----------
    path
        A ``behaviours.yaml``.

    Returns
    -------
    BehaviourSet
        Behaviours by name with the sources of their numbers.

    Raises
    ------
    InputError
        The file is not usable.
    """
    checked, problems = check(BehavioursFile, load_yaml(path))
    if checked is not None:
        problems += _explain(checked)
    if checked is None or problems:
        raise InputError(str(path), problems)
    notes = dict(checked.sources)
    for name, record in checked.behaviours.items():
        notes |= {f"{name}.{key}": note for key, note in record.sources.items()}
    behaviours = {
        name: _behaviour(name, one) for name, one in checked.behaviours.items()
    }
    return BehaviourSet(behaviours=behaviours, sources=notes)


def _behaviour(name: str, record: BehaviourRecord) -> Behaviour:
    """Return a checked record as the model's behaviour."""
    given = {key: value for key, value in record if key != "sources"}
    given["sleep_hours"] = tuple(float(one) for one in record.sleep_hours)
    return Behaviour(name=name, **given)


def _explain(checked: BehavioursFile) -> list[Problem]:
    """Return what is wrong between the fields, and which numbers have no source."""
    known = set(BehaviourRecord.model_fields) - {"sources"}
    problems = []
    places = {"sources": checked.sources}
    for name, record in checked.behaviours.items():
        place = f"behaviours.{name}"
        places[f"{place}.sources"] = record.sources
        problems += _compare(place, record)
        sourced = set(checked.sources) | set(record.sources)
        problems += [
            Problem(path=f"{place}.{key}", message="has no source: name one in sources")
            for key in sorted((record.model_fields_set & known) - sourced)
        ]
    problems += [
        Problem(path=f"{place}.{key}", message=f"unknown field; {suggest(key, known)}")
        for place, notes in places.items()
        for key in notes
        if key not in known
    ]
    return problems


def _compare(place: str, record: BehaviourRecord) -> list[Problem]:
    """Return limits that exclude one another."""
    problems = []
    if record.share_sleep_least > record.share_sleep_most:
        problems.append(
            Problem(
                path=f"{place}.share_sleep_least",
                message="must not lie above share_sleep_most",
                given=record.share_sleep_least,
            )
        )
    if record.temp_outdoor_least >= record.temp_outdoor_most:
        problems.append(
            Problem(
                path=f"{place}.temp_outdoor_least",
                message="must lie below temp_outdoor_most",
                given=record.temp_outdoor_least,
            )
        )
    return problems
