"""A plan taken apart: the baseline with one of its measures at a time."""

import dataclasses
from collections.abc import Sequence

from twin.model.component import Kind
from twin.model.programme import Measure, Programme, ReplacementRule, Scenario


def single_steps(baseline: Scenario, plan: Scenario) -> list[Scenario]:
    """Return the baseline with each measure of a plan alone.

    A step is one measure of a programme, or all replacement rules of one kind that
    the baseline lacks, or the plan's upkeep, or its owners and subsidies. Money, crews
    and dates of a step are those of the plan, climate and grid those of the baseline. A
    coat comes with the renewal that the plan gives it.

    Parameters
    ----------
    baseline
        What happens anyway.
    plan
        Scenario that is taken apart.

    Returns
    -------
    list[Scenario]
        Steps in the order of the plan, each with a name of its own.
    """
    steps = [
        _step(baseline, plan, measure.kind, programme=_only(programme, measure))
        for programme in plan.programmes
        for measure in programme.measures
    ]
    new = [
        rule
        for rule in plan.policy.replacements
        if rule not in baseline.policy.replacements
    ]
    steps += [
        _step(baseline, plan, kind, rules=[rule for rule in new if rule.kind is kind])
        for kind in dict.fromkeys(rule.kind for rule in new)
    ]
    if plan.policy.maintenance_interval != baseline.policy.maintenance_interval:
        steps.append(_upkeep(baseline, plan))
    if (plan.decisions, plan.subsidies) != (baseline.decisions, baseline.subsidies):
        steps.append(
            dataclasses.replace(
                baseline,
                name="decisions",
                title="Owners and subsidies",
                crews=plan.crews,
                decisions=plan.decisions,
                subsidies=plan.subsidies,
            )
        )
    if plan.habits != baseline.habits:
        steps.append(
            dataclasses.replace(
                baseline, name="habits", title="Habits", habits=plan.habits
            )
        )
    return _with_own_names(steps)


def _only(programme: Programme, measure: Measure) -> Programme:
    """Return a programme that does one thing."""
    return dataclasses.replace(programme, measures=(measure,))


def _step(
    baseline: Scenario,
    plan: Scenario,
    kind: Kind,
    programme: Programme | None = None,
    rules: Sequence[ReplacementRule] = (),
) -> Scenario:
    """Return the baseline with one programme or some rules of a kind."""
    is_coat = kind is Kind.ROOF_COATING
    policy = dataclasses.replace(
        baseline.policy,
        replacements=(*rules, *baseline.policy.replacements),
        recoat_interval=(
            plan.policy.recoat_interval if is_coat else baseline.policy.recoat_interval
        ),
    )
    product = programme.measures[0].product if programme else rules[0].product
    return dataclasses.replace(
        baseline,
        name=str(kind),
        title=f"{str(kind).replace('_', ' ').capitalize()}: {product}",
        programmes=(
            (*baseline.programmes, programme) if programme else baseline.programmes
        ),
        crews=plan.crews,
        policy=policy,
    )


def _upkeep(baseline: Scenario, plan: Scenario) -> Scenario:
    """Return the baseline with the plan's cleaning of coils."""
    interval = plan.policy.maintenance_interval
    policy = dataclasses.replace(baseline.policy, maintenance_interval=interval)
    return dataclasses.replace(
        baseline,
        name="maintenance",
        title=f"Maintenance: coils cleaned every {interval:g} years",
        policy=policy,
    )


def _with_own_names(steps: Sequence[Scenario]) -> list[Scenario]:
    """Return steps whose names differ, by a number behind all but the first."""
    seen: dict[str, int] = {}
    named = []
    for one in steps:
        seen[one.name] = seen.get(one.name, 0) + 1
        number = seen[one.name]
        name = one.name if number == 1 else f"{one.name}_{number}"
        named.append(dataclasses.replace(one, name=name))
    return named
