"""What a run leaves on disk, and that it leaves the same again."""

import json
import re
import shutil

import pandas as pd
import pyarrow.parquet as pq
import pytest

from twin.cli.assess import PEOPLE, TABLES
from twin.io.results import PARTITIONS

SHORT = ("--futures", "1", "--years", "1")


def _files(folder):
    """Return the bytes of every file; times of the clock are taken out of texts."""
    clock = re.compile(r'(created|seconds)(": |</th><td class="hash">)[^\n<]*')
    found = {}
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            content = path.read_bytes()
            if path.name in {"manifest.json", "report.html"}:
                content = clock.sub("", content.decode()).encode()
            found[str(path.relative_to(folder))] = content
    return found


def test_the_folder_holds_all_that_was_promised(compared):
    manifest = json.loads((compared / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["run_id"] == compared.name
    assert re.fullmatch(r"[0-9a-f]{12}", compared.name)
    names = [one["name"] for one in manifest["scenarios"]]
    assert names == ["baseline", "deep_retrofit", "again"]
    for name in ("summary.csv", "verdicts.json", "data_dictionary.csv", "report.html"):
        assert (compared / name).stat().st_size > 0
    assert any((compared / "figures").glob("*.svg"))
    assert any((compared / "figures").glob("*.png"))
    for table, keys in PARTITIONS.items():
        for name in names:
            home = compared / table / f"scenario={name}"
            home = home / "year=2025" if "year" in keys else home
            assert (home / "part-0.parquet").is_file(), table
    assert oct(compared.stat().st_mode & 0o777) == "0o755"
    assert not [one for one in compared.parent.iterdir() if one != compared]


def test_every_column_is_in_the_data_dictionary(compared):
    dictionary = pd.read_csv(compared / "data_dictionary.csv", keep_default_na=False)
    explained = set(zip(dictionary["table"], dictionary["name"], strict=True))
    for table in (*TABLES, *PEOPLE, "ledger"):
        keys = PARTITIONS.get(table, ())
        whole = sorted(
            [
                *compared.glob(f"{table}.parquet"),
                *compared.glob(f"{table}/**/*.parquet"),
            ]
        )
        columns = {
            *keys,
            *(name for one in whole for name in pq.read_schema(one).names),
        }
        missing = {name for name in columns if (table, name) not in explained}
        assert not missing, f"{table}: {missing}"
    summary = pd.read_csv(compared / "summary.csv")
    assert not {name for name in summary if ("summary", name) not in explained}


def test_equal_scenarios_differ_by_exactly_zero(compared):
    summary = pd.read_csv(compared / "summary.csv")
    wide = summary.set_index(["scenario", "quantity"])
    differences = [name for name in wide if name.startswith("difference")]
    assert differences
    again = wide.loc["again"]
    assert (again[differences].fillna(0.0) == 0.0).all(axis=None)
    for name in ("mean", "p05", "p95"):
        pd.testing.assert_series_equal(again[name], wide.loc["baseline"][name])
    other = wide.loc["deep_retrofit"]
    assert not (other[differences].fillna(0.0) == 0.0).all(axis=None)


def test_a_study_gives_the_same_bytes_with_one_thread_and_with_two(
    compared, small, compare_in, tmp_path
):
    again = tmp_path / "again.yaml"
    shutil.copyfile(compared.parent.parent.parent / "again.yaml", again)
    options = (*SHORT, "--workers", "1")
    folder = compare_in(
        small, tmp_path / "out", "baseline", "deep_retrofit", again, options=options
    )
    old, new = _files(compared), _files(folder)
    assert old.keys() == new.keys()
    texts = {"manifest.json", "report.html"}
    differing = [name for name in old if old[name] != new[name] and name not in texts]
    assert not differing
    assert folder.name == compared.name
    assert old == new


def test_the_order_of_the_features_does_not_matter(
    without_figures, compared, project, edit_features, compare_in, tmp_path
):
    edit_features(project, lambda found: found.reverse())
    folder = compare_in(project, tmp_path / "out", "baseline")
    for table in ("building_year", "zone_year", "ledger", "events"):
        old = pd.concat(map(pd.read_parquet, _parts(compared, table)))
        new = pd.concat(map(pd.read_parquet, _parts(folder, table)))
        pd.testing.assert_frame_equal(old, new)
    old, new = (
        pd.read_parquet(one / "buildings.parquet") for one in (compared, folder)
    )
    pd.testing.assert_frame_equal(old, new)


def _parts(folder, table):
    return sorted((folder / table / "scenario=baseline").rglob("*.parquet"))


def test_each_run_of_several_stands_by_itself(without_figures, say, small, tmp_path):
    results = tmp_path / "results"
    said = say(
        "run", "baseline", "electrify", "-p", small, "--results", results, *SHORT
    )
    assert said.code == 0, said.err
    assert said.out.count("report: ") == 2
    assert "Final energy" in said.out
    assert {one.name for one in results.iterdir()} == {"baseline", "electrify"}
    for group in results.iterdir():
        (folder,) = group.iterdir()
        assert str(folder / "report.html") in said.out
        assert (folder / "manifest.json").is_file()


def test_a_comparison_speaks_to_programs(without_figures, say, small, tmp_path):
    said = say(
        "compare", "baseline", "-p", small, "--results", tmp_path, *SHORT, "--json"
    )
    assert said.code == 0, said.err
    answer = json.loads(said.out)
    assert set(answer) == {"run_id", "folder", "summary", "verdicts"}
    assert {row["scenario"] for row in answer["summary"]} == {"baseline"}
    assert answer["verdicts"]["baseline"]
    assert answer["folder"].endswith(answer["run_id"])


def test_the_hours_of_a_building_are_kept_on_demand(
    without_figures, say, small, compare_in, tmp_path
):
    folder = compare_in(
        small, tmp_path, "baseline", options=(*SHORT, "--hourly", "house_02")
    )
    hours = pd.read_parquet(folder / "hourly")
    assert set(hours["building_id"]) == {"house_02"}
    zones = pd.read_parquet(folder / "zone_year")
    own = zones[zones["building_id"] == "house_02"].set_index("zone")
    means = hours.groupby("zone", observed=True).mean(numeric_only=True)
    for column, year in (
        ("pm25_indoor_born_ug_m3", "pm25_indoor_mean_ug_m3"),
        ("no2_ug_m3", "no2_mean_ug_m3"),
    ):
        wanted = own[year].reindex(means.index)
        assert means[column].to_numpy() == pytest.approx(wanted.to_numpy(), rel=0.2)
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["options"]["hourly"] == ["house_02"]
    said = say("compare", "-p", small, "--results", tmp_path / "no", "--hourly", "Oz")
    assert said.code == 2
    assert "--hourly: is no building of the community (got 'Oz')" in said.err
    assert not (tmp_path / "no").exists()
