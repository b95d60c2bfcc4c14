"""A run appears whole or not at all."""

import shutil

import pytest

from twin.cli import judging, study
from twin.ground.errors import BalanceError

ARGUMENTS = ("baseline", "--futures", "1", "--years", "1")


def _raise(error):
    def fail(*_, **__):
        raise error

    return fail


def _files(folder):
    return sorted(one for one in folder.rglob("*") if one.is_file())


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (OSError(28, "No space left on device"), 1),
        (KeyboardInterrupt(), 130),
        (BalanceError("heat", "house_01", 1.0, 1e-9), 1),
    ],
)
@pytest.mark.parametrize("place", ["compute", "write_report"])
def test_a_run_that_stops_leaves_nothing(
    say, small, tmp_path, monkeypatch, place, error, code
):
    module = judging if place == "compute" else study
    monkeypatch.setattr(module, place, _raise(error))
    said = say("run", *ARGUMENTS, "-p", small, "--results", tmp_path / "r")
    assert said.code == code
    assert "Traceback" not in said.err
    assert "report: " not in said.out
    assert not list((tmp_path / "r").glob("*/*"))
    assert not _files(tmp_path)


def test_an_older_run_survives_the_failure_of_its_repetition(
    say, small, tmp_path, monkeypatch, without_figures
):
    given = ("run", *ARGUMENTS, "-p", small, "--results", tmp_path / "r")
    assert say(*given).code == 0
    kept = {one: one.read_bytes() for one in _files(tmp_path)}
    monkeypatch.setattr(study, "write_report", _raise(OSError(28, "No space left")))
    said = say(*given)
    assert said.code == 1
    assert "No space left" in said.err
    assert {one: one.read_bytes() for one in _files(tmp_path)} == kept


def test_a_report_that_cannot_be_drawn_leaves_the_run_as_it_was(
    say, compared, small, tmp_path, change, monkeypatch
):
    shutil.copytree(compared, tmp_path / "run")
    pack = tmp_path / "other.yaml"
    shutil.copyfile(small / "packs" / "provisional-1.5c.yaml", pack)
    change(pack, "rejection: 0.05", "rejection: 0.01")
    change(pack, 'name: "Primary energy', 'name: "Another name')
    kept = {one: one.read_bytes() for one in _files(tmp_path)}
    monkeypatch.setattr(study, "write_page", _raise(OSError(28, "No space left")))
    assert say("report", tmp_path / "run", "--pack", pack).code == 1
    assert {one: one.read_bytes() for one in _files(tmp_path)} == kept


def test_results_that_are_a_file_are_refused_before_anything_is_simulated(
    say, small, tmp_path, monkeypatch
):
    monkeypatch.setattr(judging, "compute", _raise(AssertionError()))
    (tmp_path / "results").write_text("a diary")
    said = say("run", *ARGUMENTS, "-p", small, "--results", tmp_path / "results" / "x")
    assert said.code == 2
    assert "--results: must be a folder, is a file" in said.err
    assert (tmp_path / "results").read_text() == "a diary"
