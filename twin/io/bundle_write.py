"""Write a bundle: members, manifest and seal as one file that has one form only."""

import hashlib
import os
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

from twin.ground.errors import InputError, Problem
from twin.io.bundle_frame import MANIFEST_NAME, SEAL_NAME, regions
from twin.io.bundle_manifest import (
    BLOCK_BYTES,
    FORMAT,
    SEAL_FORMAT,
    canonical,
    frame_members,
    member_file,
    parse_manifest,
)

Signer = Callable[[bytes], dict[str, str]]
"""Returns the signature of a manifest."""


def bundle_bytes(
    about: Mapping[str, object],
    members: Mapping[str, bytes],
    signer: Signer | None = None,
) -> tuple[bytes, ...]:
    """Return a bundle as pieces to be written one after the other.

    Parameters
    ----------
    about
        Fields of the manifest beside its format and members.
    members
        Content by name.
    signer
        Signs the manifest; None for a bundle without a signature.

    Returns
    -------
    tuple[bytes, ...]
        Pieces of the file.

    Raises
    ------
    InputError
        A name, or a size, is none that a bundle may have.
    """
    names = sorted(members)
    manifest = canonical(
        {
            **about,
            "format": FORMAT,
            "block_bytes": BLOCK_BYTES,
            "members": [member_file(name, members[name]) for name in names],
        }
    )
    seal = canonical(
        {
            "format": SEAL_FORMAT,
            "root": hashlib.sha256(manifest).hexdigest(),
            "signature": signer(manifest) if signer else None,
        }
    )
    checked = parse_manifest(manifest, "bundle")
    content = {**members, MANIFEST_NAME: manifest, SEAL_NAME: seal}
    pieces = [
        content[one.label] if one.member else one.wanted or b""
        for one in regions(frame_members(checked, manifest, seal))
    ]
    size = sum(len(one) for one in pieces)
    if size >= 2**32:
        source = "bundle"
        message = f"is {size} bytes long, a bundle has less than 4 GiB"
        raise InputError(source, [Problem(path="", message=message)])
    return tuple(pieces)


def write_bundle(path: Path, pieces: tuple[bytes, ...]) -> None:
    """Write a bundle whole or not at all.

    Parameters
    ----------
    path
        File that appears when everything has been written.
    pieces
        What `bundle_bytes` returned.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=f".{path.name}-", dir=path.parent)
    stage = Path(name)
    try:
        with os.fdopen(handle, "wb") as opened:
            opened.writelines(pieces)
        stage.chmod(0o644)
        stage.replace(path)
    finally:
        stage.unlink(missing_ok=True)
