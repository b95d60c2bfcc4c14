"""Find the one byte of a block that differs from what its check sum was taken of.

CRC-32 is linear: the check sums of two blocks of equal length that differ in one byte
differ by a number that depends on the two bytes and on how many bytes follow, and on
nothing else. Walking that difference back over the block, one byte a step, meets the
place; a SHA-256 of the block then proves it.
"""

import hashlib
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

_POLYNOMIAL: Final = 0xEDB88320
_LOW: Final = 0xFF


@dataclass(frozen=True, slots=True, kw_only=True)
class Flipped:
    """One byte that is not what it was."""

    at: int
    """Where it stands in the block [byte]."""
    found: int
    wanted: int


def locate(
    block: bytes, crc: int, is_right: Callable[[bytes], bool]
) -> tuple[Flipped, bytes] | None:
    """Return the byte whose change gives back the block that a check sum was taken of.

    Parameters
    ----------
    block
        Bytes as they are.
    crc
        CRC-32 of the bytes as they were [-].
    is_right
        Tells whether corrected bytes are those that were, for instance by SHA-256.

    Returns
    -------
    tuple[Flipped, bytes] or None
        The byte and the corrected block; None where more than one byte differs.
    """
    state = zlib.crc32(block) ^ crc
    for at in range(len(block) - 1, -1, -1):
        if state in _BY_VALUE:
            change = _BY_VALUE[state]
            right = bytes((block[at] ^ change,))
            mended = block[:at] + right + block[at + 1 :]
            if change and is_right(mended):
                return Flipped(at=at, found=block[at], wanted=right[0]), mended
        state = _back(state)
    return None


def has_hash(digest: str) -> Callable[[bytes], bool]:
    """Return a test of whether bytes have a SHA-256.

    Parameters
    ----------
    digest
        SHA-256 in hexadecimal.

    Returns
    -------
    Callable[[bytes], bool]
        The test.
    """
    return lambda data: hashlib.sha256(data).hexdigest() == digest


def _table() -> tuple[int, ...]:
    """Return the check sum's change by each value of a byte."""
    found = []
    for value in range(256):
        state = value
        for _ in range(8):
            state = (state >> 1) ^ (_POLYNOMIAL if state & 1 else 0)
        found.append(state)
    return tuple(found)


_TABLE: Final = _table()
_BY_VALUE: Final = {state: value for value, state in enumerate(_TABLE)}
_BY_TOP: Final = {state >> 24: value for value, state in enumerate(_TABLE)}


def _back(state: int) -> int:
    """Return the difference before a byte that is equal in both blocks."""
    value = _BY_TOP[state >> 24]
    return (((state ^ _TABLE[value]) << 8) & 0xFFFFFFFF) | value & _LOW
