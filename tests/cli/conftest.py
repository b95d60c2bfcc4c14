"""A project of three small houses, the command line in this process, and one run."""

import json
import re
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml

from twin.cli import main as command
from twin.cli import study
from twin.io.defaults import copy_defaults

HOUSES = 3
SHORT = ("--futures", "1", "--years", "1", "--workers", "2")


@dataclass(frozen=True)
class Said:
    """What a command said, and how it ended."""

    code: int
    out: str
    err: str


def speak(capture, *arguments: object) -> Said:
    """Run a command as `main` does, and return what it said."""
    capture.readouterr()
    given = sys.argv
    sys.argv = ["twin", *map(str, arguments)]
    try:
        command.main()
        code = 0
    except SystemExit as end:
        code = end.code or 0
    finally:
        sys.argv = given
    out, err = capture.readouterr()
    return Said(int(code), out, err)


def small_project(folder: Path) -> Path:
    """Copy the embedded inputs and keep three houses and what they need."""
    copy_defaults(folder)
    path = folder / "buildings" / "baoting" / "community.geojson"
    community = json.loads(path.read_text(encoding="utf-8"))
    houses = community["features"][:HOUSES]
    path.write_text(json.dumps({**community, "features": houses}), encoding="utf-8")
    needed = {one["properties"]["archetype"] for one in houses}
    for archetype in (folder / "buildings" / "archetypes").glob("*.yaml"):
        if archetype.stem not in needed:
            archetype.unlink()
    path = folder / "buildings" / "households.yaml"
    text = path.read_text(encoding="utf-8")
    kinds = yaml.safe_load(text)["archetypes"]
    kept = ", ".join(f"{name}: {kinds[name]}" for name in kinds if name in needed)
    line = re.compile(r"^archetypes: .*$", flags=re.MULTILINE)
    path.write_text(line.sub(f"archetypes: {{{kept}}}", text), encoding="utf-8")
    return folder


def replace_text(path: Path, old: str, new: str) -> None:
    """Replace a text that stands in a file."""
    text = path.read_text(encoding="utf-8")
    assert old in text, f"{old!r} is not in {path.name}"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def change_features(project: Path, edit: Callable[[list], object]) -> None:
    """Edit the features of the community in place."""
    path = project / "buildings" / "baoting" / "community.geojson"
    community = json.loads(path.read_text(encoding="utf-8"))
    edit(community["features"])
    path.write_text(json.dumps(community), encoding="utf-8")


@pytest.fixture(scope="session")
def change() -> Callable[[Path, str, str], None]:
    """Replace a text that stands in a file."""
    return replace_text


@pytest.fixture(scope="session")
def edit_features() -> Callable[..., None]:
    """Edit the features of the community in place."""
    return change_features


@pytest.fixture(scope="session")
def compare_in() -> Callable[..., Path]:
    """Compare scenarios and return the folder of the run."""
    return compare


@pytest.fixture
def without_figures(monkeypatch) -> None:
    """Leave the figures out, which take most of the time of a small run."""

    def write(folder, run, pack, judged):
        study.summary_of(run).to_csv(folder / "summary.csv", index=False)
        return folder / "report.html"

    monkeypatch.setattr(study, "write_report", write)


@pytest.fixture
def say(capsys) -> Callable[..., Said]:
    return lambda *arguments: speak(capsys, *arguments)


@pytest.fixture(scope="session")
def small(tmp_path_factory) -> Path:
    """The project; never changed."""
    return small_project(tmp_path_factory.mktemp("small") / "project")


@pytest.fixture
def project(small, tmp_path) -> Path:
    """A copy of the project that a test may spoil."""
    shutil.copytree(small, tmp_path / "project")
    return tmp_path / "project"


@pytest.fixture(scope="session")
def compared(small, tmp_path_factory) -> Path:
    """Folder of a run of two scenarios and of a copy of the first; never changed."""
    results = tmp_path_factory.mktemp("compared")
    twin = small / "scenarios" / "baseline.yaml"
    again = results / "again.yaml"
    shutil.copyfile(twin, again)
    replace_text(again, "name: baseline", "name: again")
    return compare(small, results / "out", "baseline", "deep_retrofit", again)


def compare(project: Path, results: Path, *scenarios: object, options=SHORT) -> Path:
    """Compare scenarios and return the folder of the run."""
    given = sys.argv
    sys.argv = [
        "twin", "compare", *map(str, scenarios),
        "-p", str(project), "--results", str(results), *options,
    ]  # fmt: skip
    try:
        with pytest.raises(SystemExit) as end:
            command.main()
    finally:
        sys.argv = given
    assert not end.value.code
    (folder,) = results.glob("*/*/")
    return folder
