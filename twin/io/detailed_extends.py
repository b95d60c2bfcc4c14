"""Files that start from another file of their folder and change some of it."""

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from twin.ground.errors import InputError, Problem
from twin.io.schema import load_yaml

MAX_FILES: Final = 8
"""Longest chain of files that extend one another [-]."""


def extended(path: Path) -> tuple[dict[str, object], tuple[Path, ...]]:
    """Return a file laid over the files that it extends, unchecked.

    Parameters
    ----------
    path
        The file that is wanted.

    Returns
    -------
    tuple[dict[str, object], tuple[Path, ...]]
        What they say together, and the files, the one that is wanted first.

    Raises
    ------
    InputError
        A file is absent or malformed, lies outside the folder, or extends itself.
    """
    files: list[Path] = []
    layers: list[dict[str, object]] = []
    following: Path | None = path
    while following is not None:
        raw = load_yaml(following)
        files.append(following)
        given = raw.pop("extends", None)
        layers.append(raw)
        following = None
        if given is not None:
            following = _base(files, given)
    merged: dict[str, object] = {}
    for layer in reversed(layers):
        merged = overlaid(merged, layer)
    return merged, tuple(files)


def overlaid(
    base: Mapping[str, object], change: Mapping[str, object]
) -> dict[str, object]:
    """Return a mapping with another one laid over it.

    Parameters
    ----------
    base
        What stays where nothing is said about it.
    change
        What is laid over it: mappings name by name, None takes a name away.

    Returns
    -------
    dict[str, object]
        Both together.

    Examples
    --------
    >>> overlaid({"a": {"b": 1, "c": 2}, "d": 3}, {"a": {"b": 5}, "d": None})
    {'a': {'b': 5, 'c': 2}}
    """
    merged = dict(base)
    for key, value in change.items():
        under = merged.get(key)
        if value is None:
            merged.pop(key, None)
        elif isinstance(value, dict):
            merged[key] = overlaid(under if isinstance(under, dict) else {}, value)
        else:
            merged[key] = value
    return merged


def _base(files: list[Path], given: object) -> Path:
    """Return the file that the last one extends."""
    message = _mistake(files, given)
    if message:
        problem = Problem(path="extends", message=message, given=given)
        raise InputError(str(files[-1]), [problem])
    return files[0].parent / str(given)


def _mistake(files: list[Path], given: object) -> str:
    """Return what is wrong with the name of a file to extend, or nothing."""
    if not isinstance(given, str) or not given.endswith(".yaml") or "\x00" in given:
        return "must be the name of a .yaml file of the same folder"
    folder = files[0].parent.resolve()
    target = folder / given
    if Path(given).name != given or target.resolve().parent != folder:
        return "must name a file of the same folder, no path"
    if target.resolve() in {one.resolve() for one in files}:
        chain = " → ".join([*(one.name for one in files), given])
        return f"must not lead back to a file that extends it: {chain}"
    if len(files) >= MAX_FILES:
        return f"at most {MAX_FILES} files may extend one another"
    return "" if target.is_file() else "no such file in the folder"
