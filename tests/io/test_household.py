"""Households from a file: read whole, or refused with all that is wrong."""

import shutil

import pytest
import yaml

from twin.ground.errors import InputError
from twin.io.community import load_library
from twin.io.household import load_households


@pytest.fixture
def raw(root):
    path = root / "buildings" / "households.yaml"
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def _load(folder, raw):
    path = folder / "households.yaml"
    path.write_text(yaml.safe_dump(raw, allow_unicode=True), encoding="utf-8")
    return load_households(path)


def test_every_number_keeps_source_and_status(tmp_path, raw):
    found = _load(tmp_path, raw)
    names = [one.name for one in found.numbers]
    assert len(names) == len(set(names))
    assert "burden.pm25.risk" in names
    assert "mortality.elder.deaths" in names
    assert all(one.source for one in found.numbers)
    assert found.pm25.risk.low == 1.06


def test_what_is_left_of_an_hour_is_awake_at_home(tmp_path, raw):
    found = _load(tmp_path, raw)
    pupil = next(one for one in found.groups if one.name == "pupil")
    assert pupil.weekday.awake[9] == 0.0
    assert pupil.weekday.awake[20] == 1.0
    assert pupil.weekend.places["shop"][10] == 0.2


def test_all_problems_of_a_file_come_at_once(tmp_path, raw):
    raw["groups"]["elder"]["weekday"]["outdoors"][1] = 0.5
    raw["households"]["urban"]["elder"] = 0.3
    raw["households"]["rural"]["ghost"] = 0.0
    raw["archetypes"]["rural_brick"] = "nowhere"
    raw["burden"]["pm25"]["risk"]["high"] = 1.0
    raw["burden"]["lifetime"]["unit"] = "d"
    del raw["mortality"]["infant"]
    with pytest.raises(InputError) as caught:
        _load(tmp_path, raw)
    told = str(caught.value)
    for part in (
        "groups.elder.weekday: shares of hour 1 must sum to 1 or less (got 1.5)",
        "households.urban: shares must sum to 1 (got 1.13)",
        "households.rural.ghost: no such group",
        "archetypes.rural_brick: must be one of rural, snowbird, urban (got 'nowhere')",
        "burden.pm25.risk.value: must lie between low 1.06 and high 1",
        "burden.lifetime.unit: must be 'a' (got 'd')",
        "mortality.infant: is required but missing",
    ):
        assert part in told


def test_an_archetype_that_is_not_there_is_refused_with_the_nearest_name(
    root, tmp_path, raw
):
    """A typing error would let its residents live as all others, unnoticed."""
    raw["archetypes"] |= {"rural_bricks": "rural", "castle": "rural"}
    shutil.copytree(root / "buildings", tmp_path / "buildings")
    path = tmp_path / "buildings" / "households.yaml"
    path.write_text(yaml.safe_dump(raw, allow_unicode=True), encoding="utf-8")
    with pytest.raises(InputError, match="2 problems") as caught:
        load_library(tmp_path / "buildings" / "archetypes")
    told = str(caught.value)
    assert (
        "archetypes.rural_bricks: no such archetype; did you mean 'rural_brick'?"
        in (told)
    )
    assert "archetypes.castle: no such archetype; known: clinic, li_trad" in told
    assert load_households(path).archetypes["castle"] == "rural"


@pytest.mark.parametrize("value", [-0.1, 1.5, "x", None, float("nan")])
def test_a_share_that_is_none_is_refused(tmp_path, raw, value):
    raw["groups"]["elder"]["weekday"]["asleep"][3] = value
    with pytest.raises(InputError, match=r"groups\.elder\.weekday\.asleep"):
        _load(tmp_path, raw)
