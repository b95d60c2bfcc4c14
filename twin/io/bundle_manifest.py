"""What a bundle says about itself: manifest, seal, and the names it may hold."""

import hashlib
import json
import re
import zlib
from collections import Counter
from collections.abc import Sequence
from pathlib import PurePosixPath
from typing import Annotated, Final, Literal

from pydantic import Field

from twin.ground.errors import InputError, Problem
from twin.io.bundle_frame import MANIFEST_NAME, SEAL_NAME, Member
from twin.io.schema import Strict, check

FORMAT: Final = "twin bundle 1"
SEAL_FORMAT: Final = "twin seal 1"

BLOCK_BYTES: Final = 16_384
"""Bytes that share one pair of check sums [byte]."""

MAX_MEMBERS: Final = 20_000
"""Most members of a bundle [-]."""

MAX_MANIFEST_BYTES: Final = 64 * 2**20
"""Largest manifest [byte]."""

MAX_SEAL_BYTES: Final = 4096
"""Largest seal [byte]."""

FILES: Final = frozenset({"README.txt", "evidence.sql", "pack.yaml", "verdicts.json"})
"""Members at the top of a bundle, beside manifest and seal."""

INPUTS: Final = "inputs"
RESULTS: Final = "results"
_ENDINGS: Final = {
    INPUTS: frozenset({".yaml", ".yml", ".csv", ".epw", ".geojson"}),
    RESULTS: frozenset({".parquet", ".json"}),
}
_MAX_NAME: Final = 200
_MAX_DEPTH: Final = 6
_FORBIDDEN: Final = frozenset('\\:*?"<>|')

Hash = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
Crc = Annotated[str, Field(pattern=r"^[0-9a-f]{8}$")]
Size = Annotated[int, Field(ge=0, le=2**32 - 2)]
Line = Annotated[str, Field(max_length=4000)]


class MemberFile(Strict):
    """One member of a bundle."""

    name: Annotated[str, Field(min_length=1, max_length=_MAX_NAME)]
    size: Size = Field(description="Length of the content in bytes.")
    sha256: Hash = Field(description="SHA-256 of the content.")
    blocks: list[tuple[Crc, Hash]] = Field(
        description="CRC-32 and SHA-256 of each block of the content."
    )


class ManifestFile(Strict):
    """The manifest of a bundle."""

    format: Literal["twin bundle 1"] = Field(description="Name of this format.")
    banner: Line = Field(description="What a verdict of the pack is not.")
    run_id: Line = Field(description="Name of the run, a hash of inputs and options.")
    community: Line = Field(description="Folder of the community in the inputs.")
    scenarios: list[Line] = Field(description="Names, the baseline first.")
    scenario_files: list[Line] = Field(description="Member of each scenario, in order.")
    options: dict[str, object] = Field(description="Seed, futures, years and hours.")
    assessment_year: int = Field(ge=1900, le=2200, description="Year that is judged.")
    pack: Line = Field(description="Id, version and SHA-256 of the pack.")
    versions: dict[str, Line] = Field(description="What the run was computed with.")
    block_bytes: Literal[16384] = Field(description="Length of a block.")
    members: list[MemberFile] = Field(min_length=1, max_length=MAX_MEMBERS)


class SignatureFile(Strict):
    """A signature of the manifest."""

    algorithm: Literal["Ed25519"]
    public_key: Hash = Field(description="Public key, 32 bytes.")
    value: Annotated[str, Field(pattern=r"^[0-9a-f]{128}$")]


class SealFile(Strict):
    """The seal of a bundle: hash of its manifest and, if signed, the signature."""

    format: Literal["twin seal 1"]
    root: Hash = Field(description="SHA-256 of the manifest.")
    signature: SignatureFile | None


def canonical(thing: object) -> bytes:
    """Return the one text that stands for plain data.

    Keys in order of their code points, no blanks, UTF-8, no NaN.

    Parameters
    ----------
    thing
        What JSON can say.

    Returns
    -------
    bytes
        JSON text.

    Examples
    --------
    >>> canonical({"b": [1, 2.5], "a": "é"}).decode()
    '{"a":"é","b":[1,2.5]}'
    """
    return json.dumps(
        thing,
        sort_keys=True,
        separators=(",", ":"),
        ensure_ascii=False,
        allow_nan=False,
    ).encode()


def member_file(name: str, content: bytes) -> dict[str, object]:
    """Return what the manifest says of one member.

    Parameters
    ----------
    name
        Name in the bundle.
    content
        Its bytes.

    Returns
    -------
    dict
        Fields of `MemberFile`.
    """
    blocks = [
        content[at : at + BLOCK_BYTES] for at in range(0, len(content), BLOCK_BYTES)
    ]
    return {
        "name": name,
        "size": len(content),
        "sha256": hashlib.sha256(content).hexdigest(),
        "blocks": [
            [f"{zlib.crc32(one):08x}", hashlib.sha256(one).hexdigest()]
            for one in blocks
        ],
    }


def parse_manifest(raw: bytes, source: str) -> ManifestFile:
    """Return a manifest, every name and number of it checked.

    Parameters
    ----------
    raw
        Its bytes.
    source
        Bundle, for the message.

    Returns
    -------
    ManifestFile
        The manifest.

    Raises
    ------
    InputError
        It is not canonical JSON of this format, or names a member that no bundle has.
    """
    loaded = _loaded(raw, source, MANIFEST_NAME)
    found, problems = check(ManifestFile, loaded)
    if found is None or problems:
        raise InputError(source, problems)
    problems = _wrong_members(found.members)
    if problems:
        raise InputError(source, problems)
    return found


def parse_seal(raw: bytes, source: str) -> SealFile:
    """Return a seal.

    Parameters
    ----------
    raw
        Its bytes.
    source
        Bundle, for the message.

    Returns
    -------
    SealFile
        The seal.

    Raises
    ------
    InputError
        It is not canonical JSON of this format.
    """
    found, problems = check(SealFile, _loaded(raw, source, SEAL_NAME))
    if found is None or problems:
        raise InputError(source, problems)
    return found


def _loaded(raw: bytes, source: str, name: str) -> dict[str, object]:
    """Return canonical JSON as a mapping."""
    try:
        loaded = json.loads(raw.decode("utf-8"))
        is_canonical = isinstance(loaded, dict) and canonical(loaded) == raw
    except (ValueError, RecursionError) as error:
        problem = Problem(path=name, message=f"is not valid JSON: {error}"[:200])
        raise InputError(source, [problem]) from error
    if not is_canonical:
        problem = Problem(path=name, message="is not canonical JSON")
        raise InputError(source, [problem])
    return dict(loaded)


def _wrong_members(members: Sequence[MemberFile]) -> list[Problem]:
    """Return names that no bundle has, and blocks that do not add up."""
    problems = []
    names = [one.name for one in members]
    if names != sorted(names):
        problems.append(Problem(path="members", message="must be in order of names"))
    folded = Counter(one.casefold() for one in names)
    for number, one in enumerate(members):
        path = f"members.{number}"
        wrong = wrong_name(one.name)
        if wrong:
            problems.append(Problem(path=path, message=wrong, given=one.name))
        elif folded[one.name.casefold()] > 1:
            message = "is given twice"
            problems.append(Problem(path=path, message=message, given=one.name))
        if len(one.blocks) != -(-one.size // BLOCK_BYTES):
            message = f"{len(one.blocks)} blocks do not make {one.size} bytes"
            problems.append(Problem(path=path, message=message))
    return problems


def wrong_name(name: str) -> str:
    r"""Return why a name cannot be that of a member, empty where it can.

    Parameters
    ----------
    name
        Name in the bundle.

    Returns
    -------
    str
        What is wrong.

    Examples
    --------
    >>> wrong_name("inputs/weather/baoting.epw")
    ''
    >>> wrong_name("inputs/../../etc/passwd.yaml")
    'leaves its folder'
    """
    parts = name.split("/")
    if name.startswith("/") or any(one in {"", ".", ".."} for one in parts):
        return "leaves its folder"
    is_odd = not name.isprintable() or bool(_FORBIDDEN & set(name))
    if is_odd or len(name) > _MAX_NAME or len(parts) > _MAX_DEPTH:
        return "is no name that a bundle may hold"
    if len(parts) == 1:
        return "" if name in FILES else "is no member of a bundle"
    endings = _ENDINGS.get(parts[0], frozenset())
    if PurePosixPath(name).suffix.lower() not in endings:
        return "is no member of a bundle"
    return "" if re.match(r"[^. ]", parts[-1]) else "is no member of a bundle"


def frame_members(
    manifest: ManifestFile, raw_manifest: bytes, raw_seal: bytes
) -> list[Member]:
    """Return all members of a bundle in the order of the file.

    Parameters
    ----------
    manifest
        What the bundle holds.
    raw_manifest
        The manifest as bytes.
    raw_seal
        The seal as bytes.

    Returns
    -------
    list[Member]
        Manifest and seal first.
    """
    heads = [(MANIFEST_NAME, raw_manifest), (SEAL_NAME, raw_seal)]
    found = [
        Member(name=name, size=len(raw), crc=zlib.crc32(raw)) for name, raw in heads
    ]
    found += [
        Member(name=one.name, size=one.size, crc=_joined_crc(one))
        for one in manifest.members
    ]
    return found


def _joined_crc(one: MemberFile) -> int:
    """Return the CRC-32 of a member from those of its blocks."""
    total = 0
    for number, (crc, _) in enumerate(one.blocks):
        size = min(BLOCK_BYTES, one.size - number * BLOCK_BYTES)
        total = int(crc, 16) if number == 0 else _join(total, int(crc, 16), size)
    return total


def _join(first: int, second: int, size: int) -> int:
    """Return the CRC-32 of two blocks, one after the other.

    Zeros after a block change its check sum linearly, so that the sum of the first
    block, carried over as many zeros as the second is long, and the sum of the second
    add up once the sum of those zeros alone is taken away.
    """
    zeros = bytes(size)
    return zlib.crc32(zeros, first) ^ zlib.crc32(zeros) ^ second
