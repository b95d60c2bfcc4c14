"""Scenarios: ``scenarios/*.yaml``, one file each."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pydantic import Field

from twin.ground.errors import InputError, Problem
from twin.io.decision import (
    DeciderRecord,
    DecisionsRecord,
    SubsidyRecord,
    decision_problems,
    decisions_of,
    product_problems,
    subsidies_of,
    subsidy_problems,
)
from twin.io.habits import HabitsRecord, Name
from twin.io.hazard import HazardRecord, damaged_twice, hazard_of
from twin.io.programme import TOTALS, MeasureRecord, ProgrammeRecord, Year
from twin.io.schema import Identifier, ModelT, Strict, check, load_yaml, suggest
from twin.model.building import World
from twin.model.component import Kind, Product
from twin.model.programme import (
    Crews,
    Habits,
    Measure,
    Policy,
    Programme,
    ReplacementRule,
    Scenario,
)

ANY: Final = "*"
"""Stands for every product of a kind."""


class CrewRecord(Strict):
    """Crews of one trade."""

    trade: Identifier = Field(description="Trade as named in the catalogue.")
    count: int = Field(ge=1, le=1000, description="Number of crews.")
    working_days: float = Field(
        gt=0.0, le=366.0, description="Days of a crew in a year, bad weather off [d/a]."
    )


class RuleRecord(Strict):
    """What an owner installs when a component has failed."""

    kind: Kind = Field(description="What the component is for.")
    replaces: str = Field(description="Product that failed, or * for any of the kind.")
    product: Identifier = Field(description="Product that is installed instead.")
    start: Year = Field(default=1900.0, description="From when the rule holds [a].")
    share: float = Field(
        default=1.0, ge=0.0, le=1.0, description="Probability that it is followed [-]."
    )


class PolicyRecord(Strict):
    """What rules and owners do without a programme."""

    replacements: tuple[RuleRecord, ...] = Field(
        default=(), description="The first rule that holds decides."
    )
    maintenance_interval: float = Field(
        ge=0.0, le=100.0, description="Years between coil cleanings, 0 for never [a]."
    )
    recoat_interval: float = Field(
        ge=0.0, le=100.0, description="Years between coats, 0 for never [a]."
    )


class ScenarioFile(Strict):
    """A complete answer to "what if"."""

    name: Name = Field(description="Also the name of its results folder.")
    title: str = Field(min_length=1, max_length=120, description="Shown in reports.")
    description: str = Field(default="", max_length=2000, description="Free text.")
    climate_pathway: Name = Field(description="Pathway of the climate table.")
    grid_path: Identifier = Field(description="Grid path of `world.yaml`.")
    programmes: tuple[ProgrammeRecord, ...] = Field(
        default=(), max_length=20, description="Retrofit programmes."
    )
    crews: tuple[CrewRecord, ...] = Field(
        min_length=1, description="Crews of each trade."
    )
    policy: PolicyRecord = Field(description="Rules and owners.")
    habits: HabitsRecord = Field(default=HabitsRecord(), description="Habits.")
    hazards: tuple[HazardRecord, ...] = Field(
        default=(), max_length=10, description="What strikes the community."
    )
    decisions: DecisionsRecord | None = Field(
        default=None,
        description="How owners decide at a failure; left out for the policy alone.",
    )
    subsidies: tuple[SubsidyRecord, ...] = Field(
        default=(), max_length=50, description="Money of the public, by product."
    )


@dataclass(frozen=True, slots=True)
class _Known:
    """What a scenario may refer to."""

    products: dict[str, Product]
    grid_paths: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Parts:
    """The parts of a file that are sound in themselves, each with its path."""

    grid_path: str | None
    programmes: list[tuple[str, ProgrammeRecord]]
    measures: list[tuple[str, MeasureRecord]]
    rules: list[tuple[str, RuleRecord]]
    crews: list[tuple[str, CrewRecord]]
    hazards: list[tuple[str, HazardRecord]]
    decisions: DecisionsRecord | None
    deciders: list[tuple[str, DeciderRecord]]
    subsidies: list[tuple[str, SubsidyRecord]]
    has_all_crews: bool


def read_scenario(path: Path, products: Sequence[Product], world: World) -> Scenario:
    """Return the scenario of a file.

    Parameters
    ----------
    path
        A ``*.yaml`` of ``scenarios/``.
    products
        Catalogue.
    world
        Names the grid paths.

    Returns
    -------
    Scenario
        The checked scenario.

    Raises
    ------
    InputError
        Everything in the file that is wrong.
    """
    raw = load_yaml(path)
    checked, problems = check(ScenarioFile, raw)
    known = _Known(
        products={one.name: one for one in products},
        grid_paths=tuple(one.name for one in world.grid_paths),
    )
    problems += _cross_problems(_salvage(raw), known)
    if checked is None or problems:
        raise InputError(str(path), problems)
    return _scenario(checked)


def read_scenarios(
    paths: Iterable[Path], products: Sequence[Product], world: World
) -> tuple[Scenario, ...]:
    """Return the scenarios of several files, in the order given.

    Parameters
    ----------
    paths
        Files to read.
    products
        Catalogue.
    world
        Names the grid paths.

    Returns
    -------
    tuple[Scenario, ...]
        One scenario for each file.

    Raises
    ------
    InputError
        The first file that is not usable, or two scenarios of one name.
    """
    found: dict[str, tuple[Path, Scenario]] = {}
    for path in paths:
        scenario = read_scenario(path, products, world)
        if scenario.name in found:
            message = f"is already the name of {found[scenario.name][0]}"
            problem = Problem(path="name", message=message, given=scenario.name)
            raise InputError(str(path), [problem])
        found[scenario.name] = (path, scenario)
    return tuple(scenario for _, scenario in found.values())


def _salvage(raw: Mapping[str, object]) -> _Parts:
    """Return the parts that can be checked further, whatever is wrong elsewhere."""
    programmes = _sound(ProgrammeRecord, raw.get("programmes"), "programmes")
    measures: list[tuple[str, MeasureRecord]] = []
    for path, one in _mappings(raw.get("programmes"), "programmes"):
        measures += _sound(MeasureRecord, one.get("measures"), f"{path}.measures")
    policy = raw.get("policy")
    rules = policy.get("replacements") if isinstance(policy, dict) else None
    decisions = raw.get("decisions")
    deciders = decisions.get("deciders") if isinstance(decisions, dict) else None
    crews = _sound(CrewRecord, raw.get("crews"), "crews")
    listed = raw.get("crews")
    grid_path = raw.get("grid_path")
    return _Parts(
        grid_path=grid_path if isinstance(grid_path, str) else None,
        programmes=programmes,
        measures=measures,
        rules=_sound(RuleRecord, rules, "policy.replacements"),
        crews=crews,
        hazards=_sound(HazardRecord, raw.get("hazards"), "hazards"),
        decisions=_one(DecisionsRecord, decisions),
        deciders=_sound(DeciderRecord, deciders, "decisions.deciders"),
        subsidies=_sound(SubsidyRecord, raw.get("subsidies"), "subsidies"),
        has_all_crews=isinstance(listed, list) and len(crews) == len(listed),
    )


def _mappings(listed: object, path: str) -> Iterator[tuple[str, Mapping[str, object]]]:
    """Return the mappings in a list, each with its path."""
    for number, one in enumerate(listed if isinstance(listed, list) else []):
        if isinstance(one, dict):
            yield f"{path}.{number}", one


def _sound(model: type[ModelT], listed: object, path: str) -> list[tuple[str, ModelT]]:
    """Return the records in a list that fit their schema, each with its path."""
    found = []
    for place, one in _mappings(listed, path):
        record, _ = check(model, one)
        if record is not None:
            found.append((place, record))
    return found


def _one(model: type[ModelT], given: object) -> ModelT | None:
    """Return a record that fits its schema, else None."""
    return check(model, given)[0] if isinstance(given, dict) else None


def _cross_problems(parts: _Parts, known: _Known) -> Iterator[Problem]:
    """Return everything that the schema cannot see."""
    if parts.grid_path is not None and parts.grid_path not in known.grid_paths:
        hint = suggest(parts.grid_path, known.grid_paths)
        message = f"unknown grid path; {hint}"
        yield Problem(path="grid_path", message=message, given=parts.grid_path)
    yield from _twice([(f"{p}.name", one.name) for p, one in parts.programmes])
    yield from _twice([(f"{p}.trade", one.trade) for p, one in parts.crews])
    yield from _twice([(f"{p}.name", one.name) for p, one in parts.hazards])
    for path, hazard in parts.hazards:
        yield from damaged_twice(path, hazard)
    for path, programme in parts.programmes:
        if programme.end < programme.start:
            message = f"must not lie before the start, {programme.start}"
            yield Problem(path=f"{path}.end", message=message, given=programme.end)
    for path, measure in parts.measures:
        yield from _measure_problems(measure, path, known)
    for path, rule in parts.rules:
        yield from _rule_problems(rule, path, known)
    yield from _decision_problems(parts, known)
    yield from _crew_problems(parts, known)


def _decision_problems(parts: _Parts, known: _Known) -> Iterator[Problem]:
    """Return what is wrong with deciders, markets and subsidies."""
    if parts.decisions is not None:
        yield from decision_problems(parts.decisions, known.products)
    yield from _twice([(f"{p}.name", one.name) for p, one in parts.deciders])
    deciders = [one.name for _, one in parts.deciders]
    yield from _twice([(f"{p}.name", one.name) for p, one in parts.subsidies])
    for path, one in parts.subsidies:
        yield from subsidy_problems(path, one, known.products, deciders)


def _twice(names: list[tuple[str, str]]) -> Iterator[Problem]:
    """Return the names that are given more than once."""
    seen: set[str] = set()
    for path, name in names:
        if name in seen:
            yield Problem(path=path, message="is given twice", given=name)
        seen.add(name)


def _measure_problems(
    measure: MeasureRecord, path: str, known: _Known
) -> Iterator[Problem]:
    """Return what is wrong with a measure."""
    yield from product_problems(
        measure.product, known.products, f"{path}.product", measure.kind
    )
    allowed = TOTALS[measure.kind]
    if measure.quantity_per not in allowed:
        text = " or ".join(repr(one) for one in sorted(allowed))
        message = f"must be {text} for kind {measure.kind.value!r}"
        yield Problem(
            path=f"{path}.quantity_per", message=message, given=measure.quantity_per
        )


def _rule_problems(rule: RuleRecord, path: str, known: _Known) -> Iterator[Problem]:
    """Return what is wrong with a replacement rule."""
    named = {"product": rule.product, "replaces": rule.replaces}
    for key, name in named.items():
        if name != ANY or key == "product":
            yield from product_problems(
                name, known.products, f"{path}.{key}", rule.kind
            )


def _crew_problems(parts: _Parts, known: _Known) -> Iterator[Problem]:
    """Return the trades that nobody exercises, or that nobody needs."""
    needed = {one.crew for one in known.products.values()}
    given = {one.trade for _, one in parts.crews}
    for trade in sorted(needed - given) if parts.has_all_crews else []:
        message = f"no crew of trade {trade!r}, which the catalogue needs"
        yield Problem(path="crews", message=message)
    for path, one in parts.crews:
        if one.trade not in needed:
            message = f"unknown trade; {suggest(one.trade, needed)}"
            yield Problem(path=f"{path}.trade", message=message, given=one.trade)


def _scenario(checked: ScenarioFile) -> Scenario:
    """Return the checked file as a scenario."""
    return Scenario(
        name=checked.name,
        title=checked.title,
        description=checked.description.strip(),
        climate_pathway=checked.climate_pathway,
        grid_path=checked.grid_path,
        programmes=tuple(_programme(one) for one in checked.programmes),
        crews=tuple(Crews(**dict(one)) for one in checked.crews),
        policy=Policy(
            replacements=tuple(
                ReplacementRule(**dict(one)) for one in checked.policy.replacements
            ),
            maintenance_interval=checked.policy.maintenance_interval,
            recoat_interval=checked.policy.recoat_interval,
        ),
        habits=Habits(**dict(checked.habits)),
        hazards=tuple(hazard_of(one) for one in checked.hazards),
        decisions=decisions_of(checked.decisions),
        subsidies=subsidies_of(checked.subsidies),
    )


def _programme(record: ProgrammeRecord) -> Programme:
    """Return a record of the file as a programme."""
    fields = dict(record)
    fields["uses"] = tuple(one.value for one in record.uses)
    fields["measures"] = tuple(Measure(**dict(one)) for one in record.measures)
    return Programme(**fields)
