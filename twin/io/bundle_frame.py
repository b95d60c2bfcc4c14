"""The bytes of a bundle around its members, all of them given by the manifest.

A bundle is a ZIP archive that can be written in one way only: members stored without
compression, in order of their names, with one date, one mode, no comment and nothing
between. Whoever knows names, sizes and check sums of the members knows every other
byte of the file, so that a change of any of them is seen and named, and nothing that
an archive may do to its reader can be written at all.

References
----------
PKWARE, APPNOTE.TXT, .ZIP file format specification, version 6.3.10, 4.3.
"""

import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

MANIFEST_NAME: Final = "MANIFEST.json"
SEAL_NAME: Final = "MANIFEST.seal.json"

HEADER_BYTES: Final = 30
"""Bytes of a local header before the name [byte]."""

_LOCAL: Final = struct.Struct("<4sHHHHHIIIHH")
_CENTRAL: Final = struct.Struct("<4sHHHHHHIIIHHHHHII")
_END: Final = struct.Struct("<4sHHHHIIH")
_VERSION: Final = 20
_UNIX: Final = 3 << 8
_UTF8: Final = 0x0800
_DATE: Final = (1 << 5) | 1  # 1 January 1980, the first day of the format
_MODE: Final = 0o100644 << 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """Name, size and check sum of one member."""

    name: str
    size: int
    """Size [byte]."""
    crc: int
    """CRC-32 [-]."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """A range of bytes of the file."""

    start: int
    """Offset of its first byte in the file [byte]."""
    size: int
    """Length [byte]."""
    label: str
    """What stands there."""
    wanted: bytes | None
    """Bytes that must stand there; None for the content of a member."""
    member: Member | None
    """Member whose content it is, else None."""


def regions(members: Sequence[Member]) -> Iterator[Region]:
    """Yield every range of a bundle in the order of the file; they leave no gap.

    Parameters
    ----------
    members
        Members in order of their names.

    Yields
    ------
    Region
        Headers with their bytes, contents without.
    """
    at = 0
    starts = []
    for one in members:
        header = _local(one)
        starts.append(at)
        yield _fixed(at, f"local header of {one.name}", header)
        at += len(header)
        yield Region(start=at, size=one.size, label=one.name, wanted=None, member=one)
        at += one.size
    directory = at
    for one, start in zip(members, starts, strict=True):
        entry = _entry(one, start)
        yield _fixed(at, f"directory entry of {one.name}", entry)
        at += len(entry)
    count = len(members)
    end = _END.pack(b"PK\5\6", 0, 0, count, count, at - directory, directory, 0)
    yield _fixed(at, "end of the directory", end)


def _fixed(start: int, label: str, wanted: bytes) -> Region:
    """Return a range whose bytes are known."""
    return Region(
        start=start, size=len(wanted), label=label, wanted=wanted, member=None
    )


def _local(one: Member) -> bytes:
    """Return the header before the content of a member."""
    name = one.name.encode()
    head = _LOCAL.pack(
        b"PK\3\4", _VERSION, _UTF8, 0, 0, _DATE, one.crc, one.size, one.size,
        len(name), 0,
    )  # fmt: skip
    return head + name


def _entry(one: Member, start: int) -> bytes:
    """Return the entry of a member in the directory at the end."""
    name = one.name.encode()
    head = _CENTRAL.pack(
        b"PK\1\2", _UNIX | _VERSION, _VERSION, _UTF8, 0, 0, _DATE, one.crc, one.size,
        one.size, len(name), 0, 0, 0, 0, _MODE, start,
    )  # fmt: skip
    return head + name


def sizes_in_header(header: bytes) -> tuple[int, int, int]:
    """Return check sum and both sizes that a local header states.

    Parameters
    ----------
    header
        The first `HEADER_BYTES` bytes of a local header, right or wrong.

    Returns
    -------
    tuple[int, int, int]
        CRC-32, stored size, size.
    """
    fields = _LOCAL.unpack(header)
    return fields[6], fields[7], fields[8]
