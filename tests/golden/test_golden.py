"""Three whole buildings give the numbers they gave before.

This proves sameness, not truth. Whoever has a reason to move them runs
``regenerate.py --reason``.
"""

import json
import math
import runpy
import subprocess
import sys
from pathlib import Path

import pytest

FOLDER = Path(__file__).resolve().parent
# hours are counts: one hour at a limit may fall to the other side on another processor
HOURS_LEEWAY = 2.0


@pytest.fixture(scope="module")
def computed():
    return runpy.run_path(str(FOLDER / "regenerate.py"))["compute"]()


@pytest.mark.golden
@pytest.mark.parametrize("archetype", ["rural_brick", "urban_2000s", "office"])
def test_a_building_gives_the_numbers_it_gave_before(computed, archetype):
    frozen = json.loads((FOLDER / f"{archetype}.json").read_text(encoding="utf-8"))
    actual = computed[archetype]
    assert set(actual) == set(frozen)
    moved = [
        f"{name}: {frozen[name]} to {actual[name]}"
        for name in frozen
        if not _equal(name, frozen[name], actual[name])
    ]
    assert not moved, "\n".join(moved)


def _equal(name, old, new):
    """Whether a number is the one before."""
    if isinstance(old, list):
        return [_plain(x) for x in old] == [_plain(x) for x in new]
    leeway = HOURS_LEEWAY if name.endswith("_h") and name != "co2_sum_ppm_h" else 1e-9
    return math.isclose(old, new, rel_tol=1e-6, abs_tol=leeway)


def _plain(value):
    """A number rounded to be compared; NaN as text, as JSON has no other way."""
    return "none" if value is None or math.isnan(value) else round(value, 9)


def test_numbers_move_only_for_a_reason():
    done = subprocess.run(
        [sys.executable, str(FOLDER / "regenerate.py")],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert "--reason" in done.stderr
