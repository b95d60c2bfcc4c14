"""Say where two versions of an input file differ, by the path in the file."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Final

import yaml

MOST: Final = 100
"""Most differences of a file that are told [-]."""

LONGEST: Final = 120
"""Longest value that is told whole [character]."""

_NAMES: Final = ("id", "name", "criterion_id", "building_id")
_ABSENT: Final = "(absent)"


@dataclass(frozen=True, slots=True, kw_only=True)
class InputChange:
    """One value of an input file that changed."""

    file: str
    path: str
    """Keys on the way to the value, or the line of a table."""
    old: object
    new: object

    def __str__(self) -> str:
        """Return the change as one line."""
        return f"{self.file}: {self.path}: {self.old} -> {self.new}"


def input_changes(name: str, old: bytes | None, new: bytes | None) -> list[InputChange]:
    """Return where two versions of a file differ.

    Parameters
    ----------
    name
        Name of the file; its ending tells how it is read.
    old
        Content before, None where there was no such file.
    new
        Content after, None where there is no such file.

    Returns
    -------
    list[InputChange]
        At most `MOST` changes and one that says so; none where both are equal.
    """
    if old == new:
        return []
    if old is None or new is None:
        state = ("there is no such file", "there is one")
        before, after = state if old is None else state[::-1]
        return [InputChange(file=name, path="", old=before, new=after)]
    pair = [_tree(name, one) for one in (old, new)]
    if any(one is None for one in pair):
        found = _lines(name, old, new)
    else:
        found = _walk(name, "", pair[0], pair[1])
    changes = []
    for one in found:
        changes.append(one)
        if len(changes) == MOST:
            changes.append(InputChange(file=name, path="...", old="more", new="more"))
            break
    return changes or [
        InputChange(file=name, path="", old="other layout", new="same values")
    ]


def _tree(name: str, content: bytes) -> object:
    """Return the content of YAML or JSON, None for anything else."""
    ending = PurePosixPath(name.split(" (", maxsplit=1)[0]).suffix
    try:
        if ending in {".json", ".geojson"}:
            return json.loads(content)
        if ending in {".yaml", ".yml"}:
            text = content.decode()
            events = yaml.parse(text, Loader=yaml.SafeLoader)
            if any(isinstance(one, yaml.AliasEvent) for one in events):
                return None  # a few lines of aliases may stand for any number of values
            return yaml.safe_load(text)
    except (ValueError, yaml.YAMLError, RecursionError):
        return None
    return None


def _walk(file: str, path: str, old: object, new: object) -> Iterator[InputChange]:
    """Yield the values that differ below a path."""
    if isinstance(old, dict) and isinstance(new, dict):
        before, after = dict(old), dict(new)
    elif isinstance(old, list) and isinstance(new, list):
        before, after = _named(old), _named(new)
    else:
        if old != new:
            yield InputChange(file=file, path=path, old=_short(old), new=_short(new))
        return
    for key in [*before, *(one for one in after if one not in before)]:
        inner = f"{path}.{key}" if path else str(key)
        yield from _walk(file, inner, before.get(key, _ABSENT), after.get(key, _ABSENT))


def _named(rows: list[object]) -> dict[object, object]:
    """Return the entries of a list by their name, or by number where they have none."""
    names = [_name(one) for one in rows]
    if len(set(names)) < len(names) or None in names:
        return dict(enumerate(rows))
    return dict(zip(names, rows, strict=True))


def _name(row: object) -> str | None:
    """Return what names an entry of a list."""
    if not isinstance(row, dict):
        return None
    inner = row.get("properties")
    held = inner if isinstance(inner, dict) else row
    return next((str(held[key]) for key in _NAMES if key in held), None)


def _short(value: object) -> object:
    """Return a value that fits on a line."""
    text = str(value)
    return value if len(text) <= LONGEST else f"{text[: LONGEST - 3]}..."


def _lines(file: str, old: bytes, new: bytes) -> Iterator[InputChange]:
    """Yield the lines that differ."""
    pair = [one.decode("utf-8", "replace").splitlines() for one in (old, new)]
    longest = max(map(len, pair))
    padded = [one + [_ABSENT] * (longest - len(one)) for one in pair]
    for number, (a, b) in enumerate(zip(*padded, strict=True), start=1):
        if a != b:
            yield InputChange(
                file=file, path=f"line {number}", old=_short(a), new=_short(b)
            )
