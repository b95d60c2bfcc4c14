"""The embedded inputs are found in a checkout and in a wheel, and copied whole."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from twin.ground.errors import InputError
from twin.io import defaults
from twin.io.defaults import (
    KINDS,
    copy_defaults,
    default_folder,
    folder_beside,
    is_checkout,
)


@pytest.fixture
def sources(tmp_path, monkeypatch):
    """A small installed package with one file of each kind, and a cache."""
    package = tmp_path / "site" / "twin"
    for kind in KINDS:
        folder = package / "defaults" / kind / "inner"
        folder.mkdir(parents=True)
        (folder / f"{kind}.yaml").write_text(f"name: {kind}\n", encoding="utf-8")
        (folder / "__pycache__").mkdir()
        (folder / "__pycache__" / "x.pyc").write_bytes(b"")
        (folder / ".hidden").write_bytes(b"")
    monkeypatch.setattr(defaults, "_PACKAGE", package)
    return package


@pytest.mark.parametrize("kind", KINDS)
def test_a_checkout_reads_the_folders_that_people_edit(kind, root):
    assert default_folder(kind) == root / kind
    assert is_checkout(root)


def test_a_neighbouring_project_of_another_name_is_no_checkout(tmp_path):
    (tmp_path / "pyproject.toml").write_text("[project]\nname = 'other'\n")
    assert not is_checkout(tmp_path)


@pytest.mark.parametrize("text", ["", "project = 3", "[project", "\x00"])
def test_a_broken_project_file_is_no_checkout(tmp_path, text):
    (tmp_path / "pyproject.toml").write_text(text)
    assert not is_checkout(tmp_path)


def test_an_installed_package_reads_its_own_copy(sources):
    assert default_folder("packs") == sources / "defaults" / "packs"


def test_a_missing_folder_is_named(tmp_path):
    with pytest.raises(InputError, match="weather: folder is missing"):
        folder_beside(tmp_path / "twin", "weather")


def test_an_unknown_kind_is_refused_with_the_known_ones(tmp_path):
    with pytest.raises(InputError, match=r"buildings, scenarios.*got 'houses'"):
        folder_beside(tmp_path, "houses")


def test_a_path_is_no_kind(sources):
    with pytest.raises(InputError):
        default_folder("../..")


def test_every_input_is_copied_byte_by_byte_without_caches(sources, tmp_path):
    target = tmp_path / "mine"
    written = copy_defaults(target)
    assert written == sorted(target / k / "inner" / f"{k}.yaml" for k in KINDS)
    assert sorted(p for p in target.rglob("*") if p.is_file()) == written
    for path in written:
        origin = sources / "defaults" / path.relative_to(target)
        assert path.read_bytes() == origin.read_bytes()


def test_parents_of_a_new_folder_are_made(sources, tmp_path):
    assert all(p.is_file() for p in copy_defaults(tmp_path / "a" / "b" / "c"))


def test_an_empty_folder_is_filled_and_stays_the_same_folder(sources, tmp_path):
    target = tmp_path / "empty"
    target.mkdir()
    inode = target.stat().st_ino
    copy_defaults(target)
    assert target.stat().st_ino == inode
    assert sorted(p.name for p in target.iterdir()) == sorted(KINDS)


def test_a_folder_with_something_in_it_is_refused_untouched(sources, tmp_path):
    target = tmp_path / "full"
    target.mkdir()
    (target / "thesis.txt").write_text("years of work")
    with pytest.raises(InputError, match=r"must be empty.*thesis\.txt"):
        copy_defaults(target)
    assert [p.name for p in target.iterdir()] == ["thesis.txt"]


def test_a_file_is_refused_as_target(sources, tmp_path):
    target = tmp_path / "file"
    target.write_text("")
    with pytest.raises(InputError, match="is not a folder"):
        copy_defaults(target, is_forced=True)


def test_forcing_replaces_same_names_and_keeps_the_rest(sources, tmp_path):
    target = tmp_path / "mine"
    edited = copy_defaults(target)[0]
    original = edited.read_bytes()
    edited.write_text("edited")
    own = target / "buildings" / "own.yaml"
    own.write_text("own")
    copy_defaults(target, is_forced=True)
    assert edited.read_bytes() == original
    assert own.read_text() == "own"


@pytest.mark.parametrize("is_existing", [False, True])
def test_a_full_disk_leaves_nothing_behind(sources, tmp_path, monkeypatch, is_existing):
    target = tmp_path / "home" / "mine"
    (target if is_existing else target.parent).mkdir(parents=True)
    real, calls = defaults.shutil.copyfile, []

    def fail_at_the_third(source, copy):
        calls.append(source)
        if len(calls) == 3:
            raise OSError(28, "No space left on device")
        return real(source, copy)

    monkeypatch.setattr(defaults.shutil, "copyfile", fail_at_the_third)
    with pytest.raises(InputError, match="No space left"):
        copy_defaults(target)
    assert not target.exists() or list(target.iterdir()) == []
    assert [p.name for p in target.parent.iterdir()] == (["mine"] * is_existing)


@pytest.mark.slow
def test_the_wheel_carries_every_tracked_input_and_finds_it(root, tmp_path):
    subprocess.run(
        [
            sys.executable,
            "-m",
            "build",
            "--wheel",
            "--no-isolation",
            "--outdir",
            str(tmp_path),
            str(root),
        ],
        check=True,
        capture_output=True,
    )
    (wheel,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        held = set(archive.namelist())
        archive.extractall(tmp_path / "site")
    listed = subprocess.run(
        ["git", "ls-files", "--", *KINDS],
        cwd=root,
        check=True,
        capture_output=True,
        text=True,
    ).stdout.split()
    assert {f"twin/defaults/{name}" for name in listed} <= held
    assert "twin/py.typed" in held
    assert not any(name.startswith(("tests/", "docs/", "results/")) for name in held)
    code = (
        "from twin.io.defaults import KINDS, default_folder\n"
        "print(*[default_folder(kind) for kind in KINDS], sep='\\n')"
    )
    found = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(tmp_path / "site")},
        check=True,
        capture_output=True,
        text=True,
    ).stdout.split()
    packaged = (tmp_path / "site" / "twin" / "defaults").resolve()
    assert [Path(one) for one in found] == [packaged / kind for kind in KINDS]
