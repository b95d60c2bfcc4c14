"""The text of an IDF: where its objects stand, and what of it is no IDF."""

import re
from bisect import bisect
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from twin.ground.errors import InputError, Problem
from twin.io.energyplus.objects import fold

MAX_BYTES: Final = 64 * 2**20
"""Largest IDF that is read [bytes]."""
_MOST_SHOWN: Final = 12
_KIND: Final = re.compile(r"[A-Za-z][A-Za-z0-9:_ .-]*")
_NAMELESS: Final = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """An object of an IDF as it is written."""

    kind: str
    first: str
    """Its first field, which for most types is the name."""
    line: int
    """Line on which it begins, from 1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class IdfText:
    """Text of an IDF, its objects found."""

    text: str
    places: tuple[Place, ...]
    lines: Mapping[tuple[str, str], int] = field(default_factory=dict)
    """Line by folded type and folded first field; by type and nothing its first."""

    @property
    def version(self) -> str:
        """Version that the file names, empty where it names none."""
        return next((p.first for p in self.places if fold(p.kind) == "version"), "")

    def line_of(self, kind: str, name: str) -> int:
        """Return the line of an object, zero where it is not found.

        Parameters
        ----------
        kind
            Type of the object.
        name
            Its name, empty for the first of its type.

        Returns
        -------
        int
            Line, from 1.
        """
        exact = self.lines.get((fold(kind), fold(name)))
        return exact or self.lines.get((fold(kind), ""), 0)


def read_idf_text(path: Path) -> IdfText:
    """Return the text of an IDF, once it has the form of one.

    Parameters
    ----------
    path
        The file.

    Returns
    -------
    IdfText
        Text and the places of its objects.

    Raises
    ------
    InputError
        The file is absent, too large, no text, or breaks off within an object; every
        such place with its line.
    """
    text = _load(path)
    problems: list[Problem] = []
    places = tuple(_scan(text, problems))
    if not places and not problems:
        message = "holds no object of an IDF"
        problems.append(Problem(path="", message=message))
    if problems:
        raise InputError(str(path), problems[:_MOST_SHOWN])
    lines: dict[tuple[str, str], int] = {}
    for one in places:
        lines.setdefault((fold(one.kind), ""), one.line)
        lines.setdefault((fold(one.kind), fold(one.first)), one.line)
    return IdfText(text=text, places=places, lines=lines)


def _load(path: Path) -> str:
    """Return the text of a file."""
    message = ""
    if not path.is_file():
        message = "no such file"
    elif path.stat().st_size > MAX_BYTES:
        message = f"larger than {MAX_BYTES // 2**20} MiB"
    content = b"" if message else path.read_bytes()
    if b"\x00" in content:
        message = "not text: holds a zero byte"
    if message:
        raise InputError(str(path), [Problem(path="", message=message)])
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("latin-1")


def _scan(text: str, problems: list[Problem]) -> Iterator[Place]:
    """Yield the objects of a text, and record where its form breaks."""
    bare = re.sub(r"![^\n]*", "", text.replace("\r\n", "\n").replace("\r", "\n"))
    breaks = [match.start() for match in re.finditer("\n", bare)]
    words: list[str] = []
    begin = start = 0
    for match in re.finditer("[,;]", bare):
        word = bare[start : match.start()]
        if not words:
            begin = start + len(word) - len(word.lstrip())
        words.append(word.strip())
        start = match.end()
        if match.group() == ";":
            yield from _close(words, bisect(breaks, begin - 1) + 1, problems)
            words = []
    rest = bare[start:].strip()
    if words or rest:
        place = begin if words else len(bare) - len(bare[start:].lstrip())
        shown = (words or [rest])[0][:_NAMELESS]
        message = "object does not end: a semicolon is missing before the end of file"
        path = f"line {bisect(breaks, place - 1) + 1}"
        problems.append(Problem(path=path, message=message, given=shown))


def _close(words: list[str], begin: int, problems: list[Problem]) -> Iterator[Place]:
    """Yield an object that has ended, or record that it is none."""
    kind = words[0]
    first = words[1] if len(words) > 1 else ""
    if _KIND.fullmatch(kind):
        yield Place(kind=kind, first=first, line=begin)
        return
    message = "is no type of an object; is a comma or semicolon missing before it?"
    problems.append(
        Problem(path=f"line {begin}", message=message, given=kind[:_NAMELESS])
    )
