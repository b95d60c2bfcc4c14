"""Writes the frozen results anew; a person runs it and says why they moved.

    python tests/golden/regenerate.py --reason "coil capacity at 27/19/35 °C"

The reason and the largest moves are appended to LOG.md. Run no test against numbers
whose change nobody can explain.
"""

import argparse
import json
import math
import os
import sys
from pathlib import Path

FOLDER = Path(__file__).resolve().parent
ROOT = FOLDER.parent.parent
sys.path.insert(0, str(ROOT))

from twin.cli.compiled import use_fresh_cache  # noqa: E402 - after the path is set

use_fresh_cache(os.environ)

from twin.annual.outdoor import prepare_outdoor  # noqa: E402 - after the cache is set
from twin.annual.passes import Wanted  # noqa: E402
from twin.annual.pollutant_pass import AirInputs  # noqa: E402
from twin.annual.result import HISTOGRAMS, INDEX, percentile  # noqa: E402
from twin.annual.simulate import BuildingRun, Task  # noqa: E402
from twin.annual.sunpower import SIZES  # noqa: E402
from twin.annual.variant import Variant  # noqa: E402
from twin.io.catalogue import read_products  # noqa: E402
from twin.io.community import load_community  # noqa: E402
from twin.io.epw import read_epw  # noqa: E402
from twin.io.world import read_world  # noqa: E402
from twin.model.component import Kind  # noqa: E402
from twin.model.programme import Habits  # noqa: E402
from twin.weather.future import morph_by_warming  # noqa: E402

BUILDINGS = {
    "rural_brick": "house_01",
    "urban_2000s": "block_00s_1",
    "office": "office_town",
}
WARMING = 0.75


def compute() -> dict[str, dict[str, float | list[float]]]:
    """Return the results of the three buildings as built, by archetype."""
    home = ROOT / "buildings"
    products = read_products(home / "catalogue" / "products.yaml")
    world = read_world(home / "catalogue" / "world.yaml")
    community = load_community(home / "baoting", products, world)
    by_id = {one.id: one for one in community.buildings}
    weather = read_epw(ROOT / "weather" / "baoting.epw")[0]
    outdoor = prepare_outdoor(morph_by_warming(weather, WARMING))
    catalogue = {one.name: one for one in products}
    results = {}
    air = AirInputs(contaminants=community.contaminants, site=community.site)
    passes = Wanted(air=air, has_mould=True, has_comfort=True)
    for archetype, name in BUILDINGS.items():
        building = by_id[name]
        run = BuildingRun(
            building,
            catalogue,
            {WARMING: outdoor},
            community.site.co2_outdoor,
            passes=passes,
        )
        task = Task(variant=_as_built(building), node=WARMING)
        results[archetype] = _numbers(run.simulate(task)[0])
    return results


def _as_built(building):
    """Return the variant of a building to which nothing has happened."""
    cooker = next(
        (one.product for one in building.components if one.kind is Kind.COOKER), ""
    )
    return Variant(
        building=building.id,
        albedo=None,
        window="",
        roof_insulation="",
        wall_insulation="",
        shading="",
        cooker=cooker,
        has_cooling=True,
        habits=Habits(name="usual"),
    )


def _numbers(result):
    """Return sums of the year over zones, percentiles and extremes by zone."""
    numbers = {name: float(result.monthly[row].sum()) for name, row in INDEX.items()}
    for row, kind in enumerate(HISTOGRAMS):
        edges = percentile(result.histogram[row], kind, 0.95)
        numbers[f"{kind}_p95"] = [
            value if math.isfinite(value) else None for value in edges.tolist()
        ]
    numbers["temp_operative_min_c"] = float(result.temp_extreme[0].min())
    numbers["temp_operative_max_c"] = float(result.temp_extreme[1].max())
    used = result.self_use.sum(axis=1)
    numbers |= {f"self_use_{size}_kwh": float(used[k]) for k, size in enumerate(SIZES)}
    return numbers


def _moved(old, new):
    """Return the largest relative move of a plain number, in words."""
    gaps = {
        name: abs(new[name] - old[name]) / max(abs(old[name]), 1e-9)
        for name in new
        if isinstance(new[name], float) and isinstance(old.get(name), float)
    }
    name = max(gaps, key=gaps.get, default="")
    if not name or gaps[name] == 0.0:
        return "unchanged"
    return f"{name} {old[name]:.6g} to {new[name]:.6g}"


def main() -> None:
    """Write all files and append to the log."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reason", required=True, help="why the numbers moved")
    reason = " ".join(parser.parse_args().reason.split())
    if not reason:
        parser.error("the reason is empty")
    lines = [f"\n## {reason}\n\n"]
    for archetype, numbers in compute().items():
        path = FOLDER / f"{archetype}.json"
        old = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
        path.write_text(json.dumps(numbers, indent=1) + "\n", encoding="utf-8")
        lines.append(f"- {archetype}: {_moved(old, numbers) if old else 'new'}\n")
    with (FOLDER / "LOG.md").open("a", encoding="utf-8") as log:
        log.writelines(lines)


if __name__ == "__main__":
    main()
