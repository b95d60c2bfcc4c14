"""The cool envelope as a script: load a scenario, change it, use it.

Run it with ``python scenarios/cool_envelope_script.py``, or import `build_scenario`.
"""

import sys
from dataclasses import replace
from pathlib import Path

from twin.io.catalogue import read_products
from twin.io.scenario import read_scenario
from twin.io.world import read_world
from twin.model.component import Kind
from twin.model.programme import Measure, Programme, Scenario

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


if __name__ == "__main__":
    sys.stdout.write(f"{build_scenario()}\n")
