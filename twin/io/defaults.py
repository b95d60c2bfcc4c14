"""Finds the embedded inputs and copies them for a user to edit."""

import shutil
import tempfile
import tomllib
from pathlib import Path
from typing import Final, Literal, get_args

from twin.ground.errors import InputError, Problem

DefaultKind = Literal["buildings", "scenarios", "weather", "packs"]
"""The four input folders."""

KINDS: Final[tuple[DefaultKind, ...]] = get_args(DefaultKind)
"""Names of the four input folders, in the order in which a run reads them."""

_PACKAGE: Final = Path(__file__).resolve().parent.parent
_PROJECT_NAME: Final = "twin"


def default_folder(kind: DefaultKind) -> Path:
    """Return the folder of embedded inputs of one kind.

    In a checkout this is the folder beside ``pyproject.toml`` that people edit; in an
    installed package it is the copy that travels inside it.

    Parameters
    ----------
    kind
        Which inputs.

    Returns
    -------
    Path
        An existing folder.

    Raises
    ------
    InputError
        The kind is unknown, or the installation lacks the folder.
    """
    return folder_beside(_PACKAGE, kind)


def folder_beside(package: Path, kind: DefaultKind) -> Path:
    """Return the folder of inputs that belongs to a package directory.

    Parameters
    ----------
    package
        Directory that holds ``__init__.py`` of the package.
    kind
        Which inputs.

    Returns
    -------
    Path
        An existing folder.

    Raises
    ------
    InputError
        The kind is unknown, or there is no such folder.
    """
    if kind not in KINDS:
        problem = Problem(
            path="kind", message=f"must be one of {', '.join(KINDS)}", given=kind
        )
        source = "embedded inputs"
        raise InputError(source, [problem])
    parent = package.parent if is_checkout(package.parent) else package / "defaults"
    folder = parent / kind
    if not folder.is_dir():
        problem = Problem(
            path=kind, message="folder is missing; install the package again"
        )
        raise InputError(str(parent), [problem])
    return folder


def is_checkout(folder: Path = _PACKAGE.parent) -> bool:
    """Return whether `folder` is the root of a checkout of this project.

    Parameters
    ----------
    folder
        Folder that might hold ``pyproject.toml``.

    Returns
    -------
    bool
        True when a project file of this name lies in it.
    """
    try:
        text = (folder / "pyproject.toml").read_text(encoding="utf-8")
        project = tomllib.loads(text).get("project", {})
    except (OSError, ValueError):
        return False
    return isinstance(project, dict) and project.get("name") == _PROJECT_NAME


def copy_defaults(target: Path, *, is_forced: bool = False) -> list[Path]:
    """Copy the four input folders into a new project folder.

    Everything is copied to a temporary folder first and moved into place when it is
    complete, so that a full disk or an interrupt leaves `target` as it was.

    Parameters
    ----------
    target
        Folder to make or fill.
    is_forced
        Whether a folder that is not empty may be written to. Files of the same name
        are then replaced one by one, all others stay.

    Returns
    -------
    list of Path
        The files written, sorted.

    Raises
    ------
    InputError
        `target` is a file, is not empty, or cannot be written.
    """
    sources = {kind: default_folder(kind) for kind in KINDS}
    _check_target(target, is_forced=is_forced)
    home = target if target.is_dir() else target.parent
    try:
        home.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".twin-init-", dir=home) as scratch:
            stage = Path(scratch) / "inputs"
            names = [
                name for kind in KINDS for name in _stage(sources[kind], stage / kind)
            ]
            files = sorted(path.relative_to(stage) for path in names)
            _move(stage, target, files)
    except OSError as error:
        problem = Problem(path="", message=f"cannot be written: {error.strerror}")
        raise InputError(str(target), [problem]) from error
    return [target / name for name in files]


def _check_target(target: Path, *, is_forced: bool) -> None:
    """Refuse a target that is not a folder, or has something in it."""
    if target.exists() and not target.is_dir():
        problem = Problem(path="", message="is not a folder; name a new folder")
        raise InputError(str(target), [problem])
    if is_forced or not target.is_dir():
        return
    held = sorted(one.name for one in target.iterdir())
    if held:
        problem = Problem(
            path="",
            message="folder must be empty or new, unless overwriting is forced",
            given=held[0] if len(held) == 1 else f"{held[0]} and {len(held) - 1} more",
        )
        raise InputError(str(target), [problem])


def _stage(source: Path, stage: Path) -> list[Path]:
    """Copy the files of one folder, caches and hidden files left out."""
    written = []
    for path in sorted(source.rglob("*")):
        name = path.relative_to(source)
        is_skipped = any(part.startswith((".", "__pycache__")) for part in name.parts)
        if is_skipped or not path.is_file():
            continue
        copy = stage / name
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, copy)
        written.append(copy)
    return written


def _move(stage: Path, target: Path, files: list[Path]) -> None:
    """Move staged files into place; a new target appears whole, in one step."""
    if not target.exists():
        stage.rename(target)
        return
    for name in files:
        (target / name).parent.mkdir(parents=True, exist_ok=True)
        (stage / name).replace(target / name)
