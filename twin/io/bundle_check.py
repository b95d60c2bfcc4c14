"""Check every byte of a bundle against its manifest, and the manifest against its seal.

The file is never unpacked by a reader of archives: the manifest says where every byte
stands. An archive reader only lists names, to say in words what else was put in.
"""

import hashlib
import stat
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final

from twin.ground.errors import InputError
from twin.io.bundle_finding import Finding, Kind
from twin.io.bundle_frame import MANIFEST_NAME, SEAL_NAME, Region, regions
from twin.io.bundle_head import Head, read_head
from twin.io.bundle_manifest import (
    BLOCK_BYTES,
    MAX_MEMBERS,
    MemberFile,
    frame_members,
    wrong_name,
)
from twin.io.flipped import has_hash, locate
from twin.io.signature import fingerprint, is_signed
from twin.io.untrusted import refusal

MAX_BUNDLE_BYTES: Final = 2**31
"""Largest bundle that is read [byte]."""

MAX_FINDINGS: Final = 200
"""Most findings about bytes that are told [-]."""

_HEADS: Final = frozenset({MANIFEST_NAME, SEAL_NAME})


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """A bundle whose bytes were looked at."""

    head: Head | None
    """None where the file is no bundle that can be read."""
    findings: tuple[Finding, ...]
    signer: str
    """Fingerprint of the key that signed, empty without a valid signature."""
    size: int
    """Length of the file [byte]."""


def check_bundle(path: Path, key: bytes | None = None) -> Checked:
    """Return what is wrong with the bytes of a bundle.

    Parameters
    ----------
    path
        File.
    key
        Public key that must have signed; None to take the one inside.

    Returns
    -------
    Checked
        Every range of bytes that differs, files that came or went, and the signature.

    Raises
    ------
    InputError
        The file is absent, no regular file, or too large.
    """
    size = _size(path)
    with path.open("rb") as stream:
        try:
            head = read_head(stream, path.name)
        except InputError as error:
            refused = Finding(
                kind=Kind.FILES, place=MANIFEST_NAME, message=_lines(error)
            )
            return _refused((refused,), size)
        if head is None:
            return _refused(tuple(_listed(path, None)) or (_no_bundle(),), size)
        found = list(head.findings)
        found += _structure(path, head, stream, size)
    signer, wrong = _signature(head, key)
    return Checked(head=head, findings=(*found, *wrong), signer=signer, size=size)


def extract(path: Path, head: Head, target: Path) -> None:
    """Write the members of a checked bundle into a folder, each hashed once more.

    Parameters
    ----------
    path
        Bundle.
    head
        Its manifest and seal.
    target
        Empty folder.

    Raises
    ------
    InputError
        The file is no longer the one that was checked.
    """
    known = {one.name: one for one in head.manifest.members}
    root = target.resolve()
    with path.open("rb") as stream:
        for region in _regions(head):
            if region.member is None or region.label in _HEADS:
                continue
            place = (target / region.label).resolve()
            stream.seek(region.start)
            content = stream.read(region.size)
            is_same = hashlib.sha256(content).hexdigest() == known[region.label].sha256
            if not (is_same and place.is_relative_to(root)):
                raise refusal(path, "has changed while it was read", region.label)
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(content)


def _size(path: Path) -> int:
    """Return the length of a regular file that is not too large."""
    try:
        status = path.stat()
    except OSError as error:
        raise refusal(path, f"cannot be read: {error.strerror}") from error
    if not stat.S_ISREG(status.st_mode):
        raise refusal(path, "is no regular file")
    if status.st_size > MAX_BUNDLE_BYTES:
        limit = MAX_BUNDLE_BYTES // 2**20
        raise refusal(path, f"is larger than {limit} MiB")
    return status.st_size


def _refused(findings: tuple[Finding, ...], size: int) -> Checked:
    """Return the check of a file of which nothing can be trusted."""
    return Checked(head=None, findings=findings, signer="", size=size)


def _no_bundle() -> Finding:
    """Return what is said of a file without a manifest."""
    return Finding(
        kind=Kind.FILES,
        place=MANIFEST_NAME,
        message="is not there or cannot be read; the file is no bundle of this format",
    )


def _lines(error: InputError) -> str:
    """Return the problems of an error as one line."""
    return "; ".join(str(one) for one in error.problems[:5])[:1000]


def _regions(head: Head) -> Iterator[Region]:
    """Yield the ranges of a bundle."""
    return regions(frame_members(head.manifest, head.raw_manifest, head.raw_seal))


def _structure(
    path: Path, head: Head, stream: BinaryIO, size: int
) -> Sequence[Finding]:
    """Return what is wrong outside manifest and seal."""
    layout = list(_regions(head))
    wanted = layout[-1].start + layout[-1].size
    if size != wanted:
        listed = list(_listed(path, head))
        return listed or [_shift(stream, head, layout, size)]
    found = list(_bytes(stream, head, layout))
    is_framed = not any(one.member_start is None for one in found)
    return found if is_framed else [*found, *_listed(path, head)]


def _bytes(stream: BinaryIO, head: Head, layout: Sequence[Region]) -> Iterator[Finding]:
    """Yield every range of bytes that is not what the manifest says."""
    members = {one.name: one for one in head.manifest.members}
    told = 0
    for region in layout:
        if region.label in _HEADS and region.member is not None:
            continue  # looked at before
        stream.seek(region.start)
        content = stream.read(region.size)
        if region.wanted is not None:
            findings = list(_runs(region, content))
        else:
            findings = list(_blocks(region, content, members[region.label]))
        yield from findings
        told += len(findings)
        if told > MAX_FINDINGS:
            message = f"more than {MAX_FINDINGS} ranges differ; the rest is not told"
            yield Finding(kind=Kind.BYTES, message=message)
            return


def _runs(region: Region, content: bytes) -> Iterator[Finding]:
    """Yield the runs of bytes of a header that differ."""
    wanted = region.wanted or b""
    places = [
        at for at, one in enumerate(wanted) if content[at : at + 1] != bytes((one,))
    ]
    while places:
        first = last = places.pop(0)
        while places and places[0] == last + 1:
            last = places.pop(0)
        yield Finding(
            kind=Kind.BYTES,
            place=region.label,
            message="differs",
            start=region.start + first,
            stop=region.start + last + 1,
            found=f"0x{content[first : last + 1].hex()}",
            wanted=f"0x{wanted[first : last + 1].hex()}",
        )


def _blocks(region: Region, content: bytes, member: MemberFile) -> Iterator[Finding]:
    """Yield the ranges of a member that differ: one byte where it is only one."""
    if hashlib.sha256(content).hexdigest() == member.sha256:
        return
    is_told = False
    for number, (crc, digest) in enumerate(member.blocks):
        at = number * BLOCK_BYTES
        block = content[at : at + BLOCK_BYTES]
        is_right = has_hash(digest)
        if is_right(block):
            continue
        is_told = True
        one = locate(block, int(crc, 16), is_right)
        start = at + one[0].at if one else at
        stop = start + 1 if one else at + len(block)
        yield Finding(
            kind=Kind.BYTES,
            place=member.name,
            message="differs" if one else "has another SHA-256",
            start=region.start + start,
            stop=region.start + stop,
            member_start=start,
            found=f"0x{one[0].found:02x}" if one else None,
            wanted=f"0x{one[0].wanted:02x}" if one else None,
        )
    if not is_told:
        message = "the manifest states another SHA-256 than that of its blocks"
        yield Finding(kind=Kind.BYTES, place=member.name, message=message)


def _shift(
    stream: BinaryIO, head: Head, layout: Sequence[Region], size: int
) -> Finding:
    """Return where bytes were put in or taken out of a file of another length."""
    wanted = layout[-1].start + layout[-1].size
    delta = size - wanted
    members = {one.name: one for one in head.manifest.members}

    def is_right(region: Region, shift: int) -> bool:
        stream.seek(max(0, region.start + shift))
        content = stream.read(region.size)
        if region.wanted is not None:
            return content == region.wanted
        if region.label == MANIFEST_NAME:
            return content == head.raw_manifest
        if region.label == SEAL_NAME:
            return content == head.raw_seal
        return hashlib.sha256(content).hexdigest() == members[region.label].sha256

    first = next((one for one in layout if not is_right(one, 0)), None)
    if first is None:
        return Finding(
            kind=Kind.BYTES,
            place="after the end",
            message=f"{delta} bytes follow the end of the bundle",
            start=wanted,
            stop=size,
        )
    later = [one for one in reversed(layout) if one.start >= first.start]
    last = next((one for one in later if not is_right(one, delta)), first)
    verb = "were put in" if delta > 0 else "were taken out"
    stop = max(last.start + last.size + max(delta, 0), first.start)
    return Finding(
        kind=Kind.BYTES,
        place=first.label,
        message=f"{abs(delta)} bytes {verb}",
        start=first.start,
        stop=min(max(stop, first.start + 1), max(size, first.start + 1)),
    )


def _listed(path: Path, head: Head | None) -> Iterator[Finding]:
    """Yield what is wrong with the names that an archive reader sees."""
    try:
        with zipfile.ZipFile(path) as archive:
            rows = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        if head is not None:
            return  # where bytes came or went is told without the names
        message = f"cannot be listed as an archive: {error}"[:200]
        yield Finding(kind=Kind.FILES, place=path.name[:200], message=message)
        return
    if len(rows) > MAX_MEMBERS:
        message = f"has {len(rows)} members, at most {MAX_MEMBERS}"
        yield Finding(kind=Kind.FILES, message=message)
        return
    seen: set[str] = set()
    for row in rows:
        wrong = _oddity(row, seen)
        seen.add(row.filename)
        if wrong:
            yield Finding(kind=Kind.FILES, place=row.filename[:200], message=wrong)
    if head is not None:
        yield from _came_and_went(head, seen)


def _came_and_went(head: Head, seen: set[str]) -> Iterator[Finding]:
    """Yield members that are missing, and files that are no members."""
    known = {*_HEADS, *(one.name for one in head.manifest.members)}
    for name in sorted(known - seen):
        message = "is missing: the file was removed from the bundle"
        yield Finding(kind=Kind.FILES, place=name, message=message)
    for name in sorted(seen - known):
        message = "is not in the manifest: the file was added to the bundle"
        yield Finding(kind=Kind.FILES, place=name[:200], message=message)


def _oddity(row: zipfile.ZipInfo, seen: set[str]) -> str:
    """Return what a member is that no member may be, empty where it is none of it."""
    mode = row.external_attr >> 16
    if stat.S_ISLNK(mode):
        return "is a symbolic link"
    if row.filename in seen:
        return "is given twice"
    if row.filename not in _HEADS and wrong_name(row.filename):
        return wrong_name(row.filename)
    if row.flag_bits & 1:
        return "is encrypted"
    if row.compress_type != zipfile.ZIP_STORED:
        return (
            f"is compressed ({row.compress_size} to {row.file_size} bytes); members of "
            "a bundle are not"
        )
    return ""


def _signature(head: Head, key: bytes | None) -> tuple[str, list[Finding]]:
    """Return the fingerprint of the signer, or what is wrong with the signature."""
    signature = head.seal.signature
    if signature is None:
        if key is None:
            return "", []
        message = "the bundle is not signed, but a key was given"
        return "", [Finding(kind=Kind.SIGNATURE, message=message)]
    inside = bytes.fromhex(signature.public_key)
    if key is not None and key != inside:
        message = "the bundle was signed with another key than the one given"
        return "", [
            Finding(
                kind=Kind.SIGNATURE,
                message=message,
                found=fingerprint(inside),
                wanted=fingerprint(key),
            )
        ]
    if not is_signed(inside, bytes.fromhex(signature.value), head.raw_manifest):
        message = "the signature is not that of the manifest"
        return "", [Finding(kind=Kind.SIGNATURE, message=message)]
    return fingerprint(inside), []
