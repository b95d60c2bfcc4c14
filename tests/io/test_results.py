"""Tables come back as they were written, and folders appear whole."""

import json

import pandas as pd
import pyarrow.parquet as pq
import pytest

from twin.ground.errors import InputError
from twin.io.results import (
    NEEDED,
    read_manifest,
    read_table,
    whole_folder,
    write_manifest,
    write_table,
)


@pytest.fixture
def rows():
    return pd.DataFrame(
        {
            "scenario": ["b", "b", "a", "a"],
            "future": [0, 1, 0, 1],
            "year": [2025, 2026, 2025, 2026],
            "building_id": ["house_1", "house_2", "house_1", "house_2"],
            "heat_danger_h": [1.0, float("nan"), 0.1 + 0.2, 4.0],
        }
    )


def test_a_partitioned_table_comes_back_row_by_row(rows, tmp_path):
    write_table(tmp_path, "building_year", rows)
    assert (tmp_path / "building_year/scenario=a/year=2026/part-0.parquet").is_file()
    found = read_table(tmp_path, "building_year")
    keys = ["scenario", "year"]
    pd.testing.assert_frame_equal(
        found.sort_values(keys).reset_index(drop=True)[list(rows)],
        rows.sort_values(keys).reset_index(drop=True),
    )


def test_one_scenario_can_be_read_alone(rows, tmp_path):
    write_table(tmp_path, "ledger", rows)
    found = read_table(tmp_path, "ledger", "b")
    assert set(found["scenario"]) == {"b"}
    assert len(found) == 2


def test_another_scenario_is_added_beside_the_first(rows, tmp_path):
    for name in ("a", "b"):
        write_table(tmp_path, "ledger", rows[rows["scenario"] == name])
    assert len(read_table(tmp_path, "ledger")) == 4


def test_partition_columns_are_in_the_path_and_not_in_the_file(rows, tmp_path):
    write_table(tmp_path, "building_year", rows)
    (path,) = tmp_path.glob("building_year/scenario=a/year=2025/*")
    names = pq.read_schema(path).names
    assert names == ["future", "building_id", "heat_danger_h"]


def test_a_table_without_rows_keeps_its_columns(rows, tmp_path):
    write_table(tmp_path, "events", rows.head(0))
    found = read_table(tmp_path, "events")
    assert list(found) == list(rows)
    assert found.empty


def test_a_table_that_was_not_written_has_no_columns(tmp_path):
    assert read_table(tmp_path, "events").columns.empty


def test_the_same_rows_give_the_same_bytes(rows, tmp_path):
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        write_table(tmp_path / name, "zone_year", rows)
        write_table(tmp_path / name, "buildings", rows)
    files = [
        {
            path.relative_to(tmp_path / name): path.read_bytes()
            for path in (tmp_path / name).rglob("*.parquet")
        }
        for name in ("one", "two")
    ]
    assert len(files[0]) == 5
    assert files[0] == files[1]


def test_texts_of_few_values_come_back_as_texts(rows, tmp_path):
    write_table(tmp_path, "buildings", rows.astype({"building_id": "category"}))
    found = read_table(tmp_path, "buildings")
    pd.testing.assert_series_equal(found["building_id"], rows["building_id"])


def test_a_spoiled_table_is_an_input_error(rows, tmp_path):
    write_table(tmp_path, "building_year", rows)
    (path,) = tmp_path.glob("building_year/scenario=a/year=2025/*")
    path.write_bytes(path.read_bytes()[:-9])
    with pytest.raises(InputError, match="building_year: table cannot be read"):
        read_table(tmp_path, "building_year")


def test_a_folder_appears_when_everything_is_written(tmp_path):
    target = tmp_path / "deep" / "run"
    with whole_folder(target) as stage:
        (stage / "a").write_text("1")
        assert not target.exists()
    assert (target / "a").read_text() == "1"
    assert [one.name for one in target.parent.iterdir()] == ["run"]


def test_a_folder_takes_the_place_of_an_older_one(tmp_path):
    target = tmp_path / "run"
    for name in ("old", "new"):
        with whole_folder(target) as stage:
            (stage / name).write_text(name)
    assert [one.name for one in target.iterdir()] == ["new"]
    assert list(tmp_path.iterdir()) == [target]


@pytest.mark.parametrize("error", [KeyboardInterrupt, OSError, SystemExit])
def test_a_failure_leaves_the_older_folder(tmp_path, error):
    target = tmp_path / "run"
    with whole_folder(target) as stage:
        (stage / "old").write_text("old")

    def write_half():
        with whole_folder(target) as stage:
            (stage / "new").write_text("new")
            raise error

    with pytest.raises(error):
        write_half()
    assert [one.name for one in target.iterdir()] == ["old"]
    assert list(tmp_path.iterdir()) == [target]


def test_a_failure_of_the_last_step_brings_the_older_folder_back(tmp_path, monkeypatch):
    target = tmp_path / "run"
    with whole_folder(target) as stage:
        (stage / "old").write_text("old")
    rename = type(target).rename

    def fail(self, to):
        if to == target and not self.name.endswith("-old"):
            raise OSError(28, "No space left on device")
        return rename(self, to)

    monkeypatch.setattr(type(target), "rename", fail)
    with pytest.raises(OSError, match="No space"), whole_folder(target) as stage:
        (stage / "new").write_text("new")
    assert [one.name for one in target.iterdir()] == ["old"]
    assert list(tmp_path.iterdir()) == [target]


def test_a_manifest_comes_back_in_its_order(tmp_path):
    manifest = {"kind": "twin run", **dict.fromkeys(reversed(NEEDED), "路")}
    write_manifest(tmp_path, manifest)
    assert list(read_manifest(tmp_path).items()) == list(manifest.items())


@pytest.mark.parametrize("content", [b"\xff", b"{", b"[1]", b"null", b'{"kind": 1}'])
def test_a_manifest_that_is_none_is_an_input_error(tmp_path, content):
    (tmp_path / "manifest.json").write_bytes(content)
    with pytest.raises(InputError, match=r"manifest\.json: 1 problem"):
        read_manifest(tmp_path)


def test_what_a_manifest_lacks_is_told_all_at_once(tmp_path):
    manifest = {"kind": "twin run", **dict.fromkeys(NEEDED[3:], 0)}
    (tmp_path / "manifest.json").write_text(json.dumps(manifest))
    with pytest.raises(InputError) as caught:
        read_manifest(tmp_path)
    assert [one.path for one in caught.value.problems] == list(NEEDED[:3])
