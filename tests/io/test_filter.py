"""Classes of filters, and the cleaners that they sit in."""

import shutil

import pytest
import yaml

from twin.ground.errors import InputError
from twin.ground.quality import Status
from twin.io.community import load_buildings, load_library, read_stock
from twin.io.filter import CleanerRecord, embedded_filters, load_filters


def test_classes_have_source_and_status_and_grow_with_their_names():
    filters = embedded_filters()
    assert all(one.source for one in filters.classes.values())
    assert filters.classes["f7"].status is Status.SECONDARY
    assert filters.classes["hepa_h13"].status is Status.GENERAL
    order = ("merv_8", "merv_11", "m6", "f7", "f8", "f9", "merv_16", "hepa_h13")
    shares = [filters.efficiency(one) for one in order]
    assert shares == sorted(set(shares))
    for same, iso in (("f7", "epm1_50"), ("f8", "epm1_65"), ("f9", "epm1_80")):
        assert filters.efficiency(same) == filters.efficiency(iso)


def test_a_filter_that_keeps_more_than_all_or_has_a_unit_is_refused(root, tmp_path):
    text = (root / "buildings" / "filters.yaml").read_text(encoding="utf-8")
    raw = yaml.safe_load(text)
    raw["classes"]["f7"]["pm25"]["value"] = 1.2
    path = tmp_path / "filters.yaml"
    path.write_text(yaml.safe_dump(raw), encoding="utf-8")
    with pytest.raises(InputError, match=r"classes\.f7\.pm25\.value"):
        load_filters(path)
    raw["classes"]["f7"]["pm25"] |= {"value": 0.6, "unit": "%"}
    raw["seal"]["unit"] = "%"
    path.write_text(yaml.safe_dump(raw), encoding="utf-8")
    with pytest.raises(InputError) as caught:
        load_filters(path)
    assert {one.path for one in caught.value.problems} == {
        "seal.unit", "classes.f7.pm25.unit"
    }  # fmt: skip


def test_no_cleaner_cleans_nothing():
    filters = embedded_filters()
    assert filters.clean_flow(None) == 0.0
    assert filters.clean_flow(CleanerRecord(clean_flow=0.05)) == 0.05


def test_cleaners_of_an_archetype_follow_floor_area_and_flats_lie_on_a_storey(
    root, tmp_path
):
    """The flats of Baoting with a cleaner in each living room."""
    folder = tmp_path / "buildings"
    shutil.copytree(root / "buildings", folder)
    _, before = load_buildings(folder / "baoting")
    path = folder / "archetypes" / "urban_2000s.yaml"
    raw = yaml.safe_load(path.read_text(encoding="utf-8"))
    for zone, flat in zip(raw["zones"], ("east", "west"), strict=True):
        zone["dwelling"] = flat
    raw["zones"][0]["cleaner"] = {"flow": 0.002, "filter": "hepa_h13"}
    path.write_text(yaml.safe_dump(raw), encoding="utf-8")
    _, after = load_buildings(folder / "baoting")
    old = next(one for one in before if one.archetype == "urban_2000s")
    new = next(one for one in after if one.id == old.id)
    assert {one.cleaner_flow for one in old.zones} == {0.0}
    for zone in new.zones:
        is_living = zone.name.endswith("living")
        wanted = 0.002 * 0.9995 * 0.9 * zone.floor_area if is_living else 0.0
        assert zone.cleaner_flow == pytest.approx(wanted)
    storeys = {one.name.partition("_")[0] for one in new.zones}
    assert set(new.zone_dwellings) == {
        f"{storey}_{flat}" for storey in storeys for flat in ("east", "west")
    }
    assert len(set(old.zone_dwellings)) == len(storeys)


def test_a_community_uses_the_filters_beside_its_archetypes(root, tmp_path):
    folder = tmp_path / "buildings"
    shutil.copytree(root / "buildings", folder)
    path = folder / "filters.yaml"
    raw = yaml.safe_load(path.read_text(encoding="utf-8"))
    raw["seal"]["value"] = 0.5
    path.write_text(yaml.safe_dump(raw), encoding="utf-8")
    library = load_library(folder / "archetypes")
    assert library.archetypes["office"].filters.efficiency("f7") == 0.325
    stock = read_stock(folder / "baoting", library)
    assert "filters.yaml" in dict(stock.file_hashes)
