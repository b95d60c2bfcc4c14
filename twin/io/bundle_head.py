"""Find manifest and seal of a bundle, even where one byte of them was changed."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO, Final

from twin.ground.errors import InputError
from twin.io.bundle_finding import Finding, Kind
from twin.io.bundle_frame import HEADER_BYTES, MANIFEST_NAME, SEAL_NAME, sizes_in_header
from twin.io.bundle_manifest import (
    MAX_MANIFEST_BYTES,
    MAX_SEAL_BYTES,
    ManifestFile,
    SealFile,
    parse_manifest,
    parse_seal,
)
from twin.io.flipped import has_hash, locate
from twin.io.signature import is_signed

_START: Final = HEADER_BYTES + len(MANIFEST_NAME)
_SEAL_HEAD: Final = HEADER_BYTES + len(SEAL_NAME)
_END_OF_SEAL: Final = b"}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """Manifest and seal as they were written, as far as that can be told."""

    manifest: ManifestFile
    seal: SealFile
    raw_manifest: bytes
    raw_seal: bytes
    findings: tuple[Finding, ...]
    """What is wrong with their bytes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Guess:
    """Bytes that may be manifest and seal, with the sums that their headers state."""

    manifest: bytes
    manifest_crc: int
    seal: bytes
    seal_crc: int
    seal_start: int


def read_head(stream: BinaryIO, source: str) -> Head | None:
    """Return manifest and seal of a bundle.

    Parameters
    ----------
    stream
        The bundle, opened to read bytes.
    source
        Its name, for messages.

    Returns
    -------
    Head or None
        None where no manifest of this format can be read, even with one byte mended.
    """
    second: Head | None = None
    for guess in _guesses(stream):
        found = _judge(guess, source)
        if found is not None and not found.findings:
            return found
        second = second or found
    return second


def _guesses(stream: BinaryIO) -> Iterator[_Guess]:
    """Yield what manifest and seal may be, by each hint at their sizes."""
    stream.seek(0)
    head = stream.read(_START + MAX_MANIFEST_BYTES + _SEAL_HEAD + MAX_SEAL_BYTES)
    if len(head) < _START + _SEAL_HEAD:
        return
    crc, *sizes = sizes_in_header(head[:HEADER_BYTES])
    mark = head.find(SEAL_NAME.encode(), _START)
    sizes.append(mark - HEADER_BYTES - _START)
    for size in dict.fromkeys(sizes):
        seal_head = _START + size
        seal_start = seal_head + _SEAL_HEAD
        if size <= 0 or seal_start >= len(head):
            continue
        stated = sizes_in_header(head[seal_head : seal_head + HEADER_BYTES])
        lengths = [one for one in stated[1:] if one <= MAX_SEAL_BYTES]
        follow = head.find(b"PK\3\4", seal_start)
        lengths += [follow - seal_start] if follow > 0 else []
        for length in dict.fromkeys(lengths):
            yield _Guess(
                manifest=head[_START:seal_head],
                manifest_crc=crc,
                seal=head[seal_start : seal_start + length],
                seal_crc=stated[0],
                seal_start=seal_start,
            )


def _judge(guess: _Guess, source: str) -> Head | None:
    """Return manifest and seal of a guess, one byte of either mended if need be."""
    seal = _seal(guess.seal, source)
    root = hashlib.sha256(guess.manifest).hexdigest()
    if seal is not None and seal.root == root:
        if seal.signature is None or _is_valid(seal, guess.manifest):
            return _head(guess.manifest, guess.seal, source, ())
        return _with_seal_mended(guess, source) or _head(
            guess.manifest, guess.seal, source, ()
        )
    if seal is not None:
        mended = locate(guess.manifest, guess.manifest_crc, has_hash(seal.root))
        if mended:
            flip, right = mended
            note = _flip(MANIFEST_NAME, _START, flip.at, flip.found, flip.wanted)
            return _head(right, guess.seal, source, (note,))
    return _with_seal_mended(guess, source) or _unlike(guess, source)


def _with_seal_mended(guess: _Guess, source: str) -> Head | None:
    """Return the head with one byte of the seal put right."""

    def is_right(raw: bytes) -> bool:
        seal = _seal(raw, source)
        if seal is None or seal.root != hashlib.sha256(guess.manifest).hexdigest():
            return False
        return seal.signature is None or _is_valid(seal, guess.manifest)

    mended = locate(guess.seal, guess.seal_crc, is_right)
    if mended is None:
        return None
    flip, right = mended
    note = _flip(SEAL_NAME, guess.seal_start, flip.at, flip.found, flip.wanted)
    return _head(guess.manifest, right, source, (note,))


def _unlike(guess: _Guess, source: str) -> Head | None:
    """Return a head whose manifest is not the one that was sealed, if it is one."""
    seal = _seal(guess.seal, source)
    if seal is None:
        return None
    stop = _START + len(guess.manifest)
    note = Finding(
        kind=Kind.BYTES,
        place=MANIFEST_NAME,
        message="is not the manifest that was sealed",
        start=_START,
        stop=stop,
        member_start=0,
        found=hashlib.sha256(guess.manifest).hexdigest(),
        wanted=seal.root,
    )
    return _head(guess.manifest, guess.seal, source, (note,))


def _head(
    raw_manifest: bytes, raw_seal: bytes, source: str, findings: tuple[Finding, ...]
) -> Head | None:
    """Return manifest and seal, None where either cannot be read."""
    seal = _seal(raw_seal, source)
    if seal is None:
        return None
    return Head(
        manifest=parse_manifest(raw_manifest, source),
        seal=seal,
        raw_manifest=raw_manifest,
        raw_seal=raw_seal,
        findings=findings,
    )


def _seal(raw: bytes, source: str) -> SealFile | None:
    """Return a seal, None where it cannot be read."""
    if len(raw) > MAX_SEAL_BYTES or raw[-1:] != _END_OF_SEAL:
        return None
    try:
        return parse_seal(raw, source)
    except InputError:
        return None


def _is_valid(seal: SealFile, manifest: bytes) -> bool:
    """Return whether the signature of a seal is that of the manifest."""
    signature = seal.signature
    return signature is not None and is_signed(
        bytes.fromhex(signature.public_key), bytes.fromhex(signature.value), manifest
    )


def _flip(name: str, start: int, at: int, found: int, wanted: int) -> Finding:
    """Return the finding of one byte of manifest or seal."""
    return Finding(
        kind=Kind.BYTES,
        place=name,
        message="differs",
        start=start + at,
        stop=start + at + 1,
        member_start=at,
        found=f"0x{found:02x}",
        wanted=f"0x{wanted:02x}",
    )
