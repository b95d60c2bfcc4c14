"""A run is judged and reported again without simulating."""

import json
import shutil

import pytest

from twin.cli import study


@pytest.fixture
def folder(compared, tmp_path):
    """A copy of a run that a test may spoil."""
    shutil.copytree(compared, tmp_path / "run")
    return tmp_path / "run"


@pytest.fixture(autouse=True)
def nothing_is_simulated(monkeypatch, compared):
    def refuse(*_):
        raise AssertionError

    monkeypatch.setattr(study, "run_study", refuse)


def test_verdicts_are_printed_and_a_failed_run_ends_with_one(say, compared):
    said = say("certify", compared)
    assert said.code == 1
    assert "Primary energy" in said.out
    assert "Provisional" in said.out
    for name in ("baseline", "deep_retrofit", "again"):
        assert f"{name}: " in said.out


def test_verdicts_for_programs_are_those_of_the_run(say, compared):
    said = say("certify", compared, "--json")
    assert said.code == 1
    stored = json.loads((compared / "verdicts.json").read_text(encoding="utf-8"))
    assert json.loads(said.out) == stored


def test_a_pack_that_is_met_ends_with_zero(say, compared, tmp_path, small):
    pack = tmp_path / "easy.yaml"
    text = (small / "packs" / "provisional-1.5c.yaml").read_text(encoding="utf-8")
    pack.write_text(text.replace("mandatory: true", "mandatory: false"))
    assert say("certify", compared, "--pack", pack).code == 0


@pytest.mark.parametrize("name", ["provisional-1.5c", "provisional-1.5c.yaml"])
def test_a_pack_is_found_by_its_name(say, compared, small, monkeypatch, name):
    monkeypatch.chdir(small / "packs")
    said = say("certify", compared, "-p", small, "--pack", name)
    assert said.code == 1, said.err


def test_a_year_that_the_run_does_not_hold_is_refused(say, compared):
    said = say("certify", compared, "--assessment-year", "2040")
    assert said.code == 2
    assert "allowed: 2025 (got 2040)" in said.err
    assert say("certify", compared, "--assessment-year", "2025").code == 1


def test_a_report_written_again_is_the_same(say, folder):
    page = folder / "report.html"
    written = page.read_bytes()
    kept = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    page.unlink()
    (folder / "summary.csv").unlink()
    said = say("report", folder)
    assert said.code == 0, said.err
    assert said.out.strip() == str(page)
    assert page.read_bytes() == written
    assert {path: path.read_bytes() for path in kept} == kept


@pytest.mark.parametrize("command", ["certify", "report"])
def test_a_folder_that_is_no_run_is_refused(say, tmp_path, command):
    said = say(command, tmp_path)
    assert said.code == 2
    assert "has no manifest.json" in said.err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("{", "is not valid JSON"),
        ("[]", "must be 'twin run'"),
        ('{"kind": "diary"}', "must be 'twin run'"),
        ('{"kind": "twin run"}', "13 problems"),
    ],
)
def test_a_spoiled_manifest_is_refused(say, folder, text, wanted):
    (folder / "manifest.json").write_text(text)
    said = say("certify", folder)
    assert said.code == 2
    assert wanted in said.err


def test_lost_tables_are_named_all_at_once(say, folder):
    shutil.rmtree(folder / "zone_year")
    (folder / "buildings.parquet").unlink()
    said = say("report", folder)
    assert said.code == 2
    assert "zone_year: table is missing" in said.err
    assert "buildings: table is missing" in said.err


def test_a_spoiled_table_is_named(say, folder):
    (folder / "buildings.parquet").write_bytes(b"PAR1 nothing of the kind PAR1")
    said = say("report", folder)
    assert said.code == 2
    assert "buildings: table cannot be read" in said.err
