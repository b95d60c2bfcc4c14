"""The cool envelope as a script: load a project, change a scenario, compare.

Run it with ``python scenarios/cool_envelope_script.py``, or import `build_scenario`.
Futures and years may follow: ``cool_envelope_script.py 10 --years 20``.
Nothing is written; to keep tables and report, write the scenario as a file and use
``twin compare``.
"""

import argparse
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pandas as pd

import twin
from twin.io.catalogue import read_products
from twin.io.scenario import read_scenario
from twin.io.world import read_world
from twin.model.component import Kind
from twin.model.programme import Measure, Programme, Scenario
from twin.report.summary import summarise
from twin.scenario.frames import building_frame

ROOT = Path(__file__).resolve().parent.parent

COOL_SHELL = Programme(
    name="cool_shell",
    start=2026.0,
    end=2036.0,
    measures=(
        Measure(
            kind=Kind.ROOF_COATING,
            product="roof_cool_paint",
            quantity_per="roof_area",
        ),
        Measure(kind=Kind.SHADING, product="solar_film", quantity_per="window_area"),
    ),
    uses=(),
    archetypes=(
        "rural_brick",
        "rural_villa",
        "urban_1990s",
        "urban_2000s",
        "urban_2010s",
        "snowbird_flat",
        "resort_hotel",
        "school",
        "clinic",
        "office",
        "market",
    ),
    built_before=2022,
    priority="oldest_first",
    budget=350_000.0,
)


def build_scenario() -> Scenario:
    """Return the baseline with a programme and with coats renewed every six years."""
    catalogue = ROOT / "buildings" / "catalogue"
    baseline = read_scenario(
        ROOT / "scenarios" / "baseline.yaml",
        read_products(catalogue / "products.yaml"),
        read_world(catalogue / "world.yaml"),
    )
    return replace(
        baseline,
        name="cool_envelope",
        title="Cool roofs and shaded windows",
        description="The baseline with white roofs and film on windows.",
        programmes=(COOL_SHELL,),
        policy=replace(baseline.policy, recoat_interval=6.0),
    )


def compare(futures: int, years: int) -> pd.DataFrame:
    """Return means and paired differences of both scenarios, one row a quantity."""
    project = twin.load_project(ROOT, scenarios=["baseline"])
    study = twin.run_study(
        project.community,
        [*project.scenarios, build_scenario()],
        project.weather,
        project.climate,
        twin.Options(futures=futures, years=years),
    )
    building_year = [one.building_year for one in study.scenarios]
    summary = summarise(
        pd.concat(building_year, ignore_index=True),
        building_frame(project.community),
        discount_rate=project.community.world.discount_rate,
    )
    wide = summary.pivot(index="quantity", columns="scenario", values="mean")
    last = summary[summary["scenario"] == "cool_envelope"].set_index("quantity")
    wide = wide.assign(
        difference=last["difference"],
        better=last["probability_better"].map("{:.0%}".format),
        unit=last["unit"],
    )
    return wide.loc[last.index]


def main(arguments: Sequence[str] | None = None) -> None:
    """Compare and print."""
    parser = argparse.ArgumentParser(description="Compare the cool envelope.")
    parser.add_argument("futures", type=int, nargs="?", default=3)
    parser.add_argument("--years", type=int, default=35)
    given = parser.parse_args(arguments)
    if given.futures < 1 or given.years < 1:
        parser.error("futures and years must be 1 or more")
    table = compare(given.futures, given.years)
    text = table.to_string(float_format="{:.4g}".format)
    sys.stdout.write(f"means of {given.futures} paired futures\n{text}\n")


if __name__ == "__main__":
    main()
