"""Writes ``docs/criteria/provisional.md`` from the provisional pack.

Run ``python docs/criteria/generate_provisional.py`` after a change of the pack or of
the metrics; a test fails as long as the page is not current.
"""

from pathlib import Path

from twin.criteria.derived import DERIVED
from twin.criteria.metrics import REGISTRY
from twin.criteria.pack import GRADES, Criterion, Level, Operator, Pack, Works
from twin.io.defaults import default_folder
from twin.io.pack import read_pack

PACK = "provisional-1.5c.yaml"

WHY_NOT = {
    "energy_saving_reference": "no reference building after GB 50189 is generated",
    "operational_carbon_cut": "no reference building of the standards of 2016",
    "whole_life_carbon_br18": "needs 50 years and the modules of BR18 as a view",
    "construction_carbon_re2020": "needs the dynamic factors of RE2020",
    "demand_response": "no scripted grid event is run",
    "outage_set_degree_hours": "no seven-day outage is run and no SET is kept",
    "outdoor_wbgt_max": "no model of the air between the buildings",
    "green_space_distance": "the community file knows no green spaces",
    "energy_burden": "the community file knows no incomes, and none is guessed",
    "calibration_cvrmse_monthly": "no meter data are read",
    "calibration_cvrmse_hourly": "no meter data are read",
}
"""Why this version does not compute a metric of the pack."""

HEAD = """# Provisional 1.5 °C community health criteria

**{banner}**

Pack `{id}`, version {version}, file `packs/{file}`. This page is generated from the
pack and from the metrics of the code; edit those and run
`python docs/criteria/generate_provisional.py`.

## How a verdict comes about

*Assumptions.* A run gives each metric at every place (zone, building or community) in
every random future of the assessment year. The futures are equally likely. What the
model leaves out altogether is in no interval.

| symbol | meaning |
|---|---|
| $x_{{fp}}$ | value in future $f$ at place $p$ |
| $d_{{fp}}$ | what is not known could worsen it by at most this (doubt) |
| $L$ | limit of a level |
| $w_f$ | worst value over the places in future $f$ |
| $P$ | share of futures in which every place certainly meets $L$ |
| $P^*$ | share of futures in which no place certainly exceeds $L$ |

For "at most" (for "at least" all signs turn):

1. $P = \\operatorname{{mean}}_f \\, \\forall p: x_{{fp}} + d_{{fp}} \\le L$ and
   $P^* = \\operatorname{{mean}}_f \\, \\forall p: x_{{fp}} \\le L$; before rounding,
   the limit included.
2. **pass** where $P \\ge {certified:g}$; **fail** where $P^* \\le {rejection:g}$;
   between them **not shown**: the interval crosses the limit. Silver needs
   $P \\ge {silver:g}$, gold $P \\ge {gold:g}$.
3. The value shown is the mean of $w_f$, the interval runs between its order statistics
   that leave 5 % of the futures on either side, and the margin is $L$ minus the value.
   With 20 futures the upper end lies inside the limit just when $P \\ge 0.95$.
4. A value that is missing anywhere the criterion applies, or more than {missing:.0f} %
   of missing hours, is **not shown**, never dropped.
5. **not applicable** always says why; so does **not shown**.

`rule: {rule}` is the choice of this pack. It joins two published rules: simple
acceptance (JCGM 106:2012, 8.2) lets the likelier outcome decide, and guarded acceptance
(8.3) keeps what is uncertain from passing. Here an uncertain criterion passes at the
certified level when passing is the likelier outcome, carries the mark "the interval
crosses the limit", and fails only where failing is nearly certain. `rule: simple` turns
the gap into a fail; `certified: 0.95` makes every crossing interval not shown.

*Limits.* Percentiles come from histograms and are the upper edge of a bin: 25 ppm,
0.25 K, 1 % and 0.5 (5) µg/m³ wide, so never too small; beyond the histogram they are
infinite and fail. Fewer than {futures} futures are marked, for they cannot tell 95 %.

## Points and standing

Points of a criterion: {points}, and 100 where its highest defined level is reached;
0 where it is not met or not shown. Categories are weighted means, what does not apply
leaves them. Certified needs every mandatory criterion and {need_c:g} points; silver
{need_s:g} and gold {need_g:g} points, every mandatory criterion that defines the level
to reach it, and {share:.0f} % of the points in every category. Every standing is
**design (interim)**: a model alone makes nothing final.

## Marks

V read in the publisher's text · S seen in a secondary page or transcription · S2 in a
transcription of an official table · D derived · G general knowledge · A our assumption.
**G and A are unverified: every report shows "clause not checked".** With
`allow_unverified: false` they decide nothing. Clause numbers were not checked against
the paid standards.

{counts}

## Clause by clause

"M" is mandatory. Limits and marks stand in the order certified / silver / gold.
"""

PARAMETERS = """
## Parameters

| name | value | unit | source | mark |
|---|---|---|---|---|
"""

TAIL = """
## What this set cannot judge

Radon, carbon monoxide, benzene and volatile organic compounds are measured, never
simulated here; acoustics, daylight and water are outside the set. Sources that
contradict each other are not averaged: the pack chooses one and the note names the
other.

## Proof

`tests/criteria/test_weigh.py`: table of decisions by hand, monotone in the limit, scale
turned around, NaN and missing hours. `test_judge.py`: one changed limit changes one
verdict, a missing column or year takes away just its verdicts, order of rows, hostile
names, unchecked clauses. `test_metrics.py`: values by hand, and every query of the
evidence run by a database gives the values of the code. `test_standing.py`: points and
grades by hand. `test_provisional_page.py`: this page.

## References

- JCGM 106:2012, Evaluation of measurement data – The role of measurement uncertainty in
  conformity assessment.
- ISO/IEC 17025:2017, 7.8.6, statements of conformity.
- EN 16798-1:2019, Energy performance of buildings – Ventilation for buildings, annex B.
- GB/T 51350-2019, Technical standard for nearly zero energy buildings.
- Directive (EU) 2024/1275 on the energy performance of buildings.
- WHO (2021), Global air quality guidelines.
"""


def page() -> str:
    """Return the page as Markdown."""
    pack = read_pack(default_folder("packs") / PACK)
    return (
        _head(pack)
        + "".join(_category(pack, one.id, one.name) for one in pack.categories)
        + PARAMETERS
        + "".join(
            f"| `{x.name}` | {x.value:g} | {x.unit} | {x.source} | {x.status} |\n"
            for x in pack.parameters
        )
        + TAIL
    )


def _head(pack: Pack) -> str:
    """Return everything above the tables."""
    rule, scoring = pack.decision, pack.scoring
    needs = {one.grade: one.needs for one in scoring.grades}
    return HEAD.format(
        banner=pack.banner,
        id=pack.id,
        version=pack.version,
        file=PACK,
        rule=rule.rule,
        certified=rule.certified,
        silver=rule.silver,
        gold=rule.gold,
        rejection=rule.rejection,
        missing=100 * rule.missing_limit,
        futures=rule.least_futures,
        points=", ".join(f"{one.grade} {one.points:g}" for one in scoring.grades),
        need_c=needs[GRADES[0]],
        need_s=needs[GRADES[1]],
        need_g=needs[GRADES[2]],
        share=100 * scoring.category_share,
        counts=_counts(pack),
    )


def _counts(pack: Pack) -> str:
    """Return how many criteria and limits there are, and how many are computed."""
    limits = [level for one in pack.criteria for level in one.levels]
    unread = sum(not level.is_checked for level in limits)
    computed = sum(is_computed(one.levels[0].metric) for one in pack.criteria)
    mandatory = sum(one.is_mandatory for one in pack.criteria)
    return (
        f"{len(pack.criteria)} criteria, {mandatory} mandatory; {len(limits)} limits, "
        f"{unread} of them not checked. The certified level of {computed} criteria is "
        "computed by this version; the others are not shown, with the reason below."
    )


def is_computed(metric: str) -> bool:
    """Return whether the code knows a metric."""
    return metric in REGISTRY or metric in DERIVED


def _category(pack: Pack, name: str, title: str) -> str:
    """Return the table of one category and the notes on its rows."""
    rows = [one for one in pack.criteria if one.category == name]
    head = (
        f"\n### {name} – {title}\n\n"
        "| id | M | criterion | limits | applies to | source | marks | computed |\n"
        "|---|---|---|---|---|---|---|---|\n"
    )
    notes = [f"- {one.id}: {one.note}\n" for one in rows if one.note]
    return head + "".join(_row(one) for one in rows) + "\n" + "".join(notes)


def _row(row: Criterion) -> str:
    """Return one row of a table."""
    cells = (
        row.id,
        "M" if row.is_mandatory else "",
        f"{row.name}: {row.aggregation}",
        _limits(row),
        _applies(row),
        "; ".join(dict.fromkeys(_source(one) for one in row.levels)),
        " / ".join(one.status if one else "–" for one in map(row.level, GRADES)),
        _computed(row),
    )
    return "| " + " | ".join(cells) + " |\n"


def _limits(row: Criterion) -> str:
    """Return the limits of a row with their unit."""
    if row.operator is Operator.IS_TRUE:
        return "yes"
    sign = "≤" if row.operator.is_lower_better else "≥"
    found = [row.level(grade) for grade in GRADES]
    texts = [f"{one.threshold:g}" if one else "–" for one in found]
    units = dict.fromkeys(one.unit for one in found if one)
    return f"{sign} {' / '.join(texts)} {', '.join(units)}"


def _source(level: Level) -> str:
    """Return source and clause of a limit."""
    return f"{level.source}, {level.clause}" if level.clause else level.source


def _applies(row: Criterion) -> str:
    """Return where a row applies, in words."""
    where = row.applies
    cooling = {None: "", True: "cooled", False: "without cooling"}[where.is_cooled]
    parts = [
        ", ".join(where.uses),
        {"any": "", "day": "day rooms", "bedroom": "bedrooms"}[where.rooms],
        cooling,
        "" if where.works is Works.ANY else where.works.replace("_", " "),
        ", ".join(where.countries),
        "heating season" if where.needs_heating_season else "",
        "combustion on site" if where.needs_combustion else "",
    ]
    return "; ".join(one for one in parts if one) or "all"


def _computed(row: Criterion) -> str:
    """Return the metric of each level, or why there is none."""
    if row.licence:
        return f"`{row.metric}`, once the licensed table is loaded: {row.licence}"
    names = dict.fromkeys(one.metric for one in row.levels)
    if is_computed(row.levels[0].metric):
        return ", ".join(f"`{name}`" for name in names)
    return f"no: {WHY_NOT[row.levels[0].metric]}"


if __name__ == "__main__":
    Path(__file__).with_name("provisional.md").write_text(page(), encoding="utf-8")
