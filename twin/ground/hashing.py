"""Content hashes of frozen dataclasses and files."""

import dataclasses
import enum
import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Protocol

import numpy as np

_CHUNK = 1 << 20


class _Hasher(Protocol):
    def update(self, data: bytes, /) -> None: ...


def content_hash(thing: object) -> str:
    """Return a hash that depends on the content of `thing` alone.

    Dataclasses, mappings, sequences, enums, arrays, numbers, strings and None are
    understood; floats count by their exact value.

    Parameters
    ----------
    thing
        What is hashed.

    Returns
    -------
    str
        32 hexadecimal digits of BLAKE2b.

    Raises
    ------
    TypeError
        `thing` holds something that has no content of its own.

    Examples
    --------
    >>> content_hash({"b": 1, "a": 2.0}) == content_hash({"a": 2.0, "b": 1})
    True
    """
    digest = hashlib.blake2b(digest_size=16)
    _feed(digest, thing)
    return digest.hexdigest()


def file_hash(path: Path) -> str:
    """Return the SHA-256 of a file as 64 hexadecimal digits.

    Parameters
    ----------
    path
        File to read.

    Returns
    -------
    str
        Hexadecimal digest.
    """
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        while chunk := stream.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def _feed(digest: _Hasher, thing: object) -> None:
    """Add `thing` to the digest, with a tag for its type."""
    if dataclasses.is_dataclass(thing) and not isinstance(thing, type):
        digest.update(f"D{type(thing).__name__}(".encode())
        for field in dataclasses.fields(thing):
            digest.update(f"{field.name}=".encode())
            _feed(digest, getattr(thing, field.name))
        digest.update(b")")
    elif isinstance(thing, np.ndarray):
        digest.update(f"A{thing.dtype.str}{thing.shape}".encode())
        digest.update(np.ascontiguousarray(thing).tobytes())
    elif isinstance(thing, Mapping):
        digest.update(b"M{")
        for key in sorted(thing):
            _feed(digest, key)
            _feed(digest, thing[key])
        digest.update(b"}")
    elif isinstance(thing, tuple | list):
        digest.update(b"S[")
        for item in thing:
            _feed(digest, item)
        digest.update(b"]")
    else:
        digest.update(_scalar(thing))


def _scalar(thing: object) -> bytes:
    """Return the bytes that stand for one value."""
    if thing is None:
        return b"N;"
    if isinstance(thing, enum.Enum):
        return f"E{type(thing).__name__}.{thing.name};".encode()
    if isinstance(thing, bool | np.bool_):
        return b"T;" if thing else b"F;"
    if isinstance(thing, int | np.integer):
        return f"I{int(thing)};".encode()
    if isinstance(thing, float | np.floating):
        return f"R{float(thing).hex()};".encode()
    if isinstance(thing, str):
        return f"U{len(thing)}:{thing};".encode()
    message = f"no content hash for {type(thing).__name__}"
    raise TypeError(message)
