"""Ed25519 keys and signatures, by the package ``cryptography``.

References
----------
Josefsson & Liusvaara (2017), Edwards-curve digital signature algorithm, RFC 8032.
"""

import hashlib
import os
from pathlib import Path
from typing import Final

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization as form
from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)

from twin.io.untrusted import read_within, refusal

CONTEXT: Final = b"twin bundle 1\n"
"""What is signed before the manifest, so that no other text has the same signature."""

MAX_KEY_BYTES: Final = 16_384
"""Largest key file that is read [byte]."""


def new_key(path: Path, passphrase: str = "") -> str:
    """Write a new private key, and its public key beside it.

    Parameters
    ----------
    path
        File of the private key, PEM of PKCS 8, readable by its owner alone; the public
        key has ``.pub`` behind it. Neither may exist.
    passphrase
        Encrypts the private key; empty for none.

    Returns
    -------
    str
        Fingerprint of the public key.

    Raises
    ------
    InputError
        A file exists.
    """
    public_path = path.with_name(path.name + ".pub")
    for one in (path, public_path):
        if one.exists() or one.is_symlink():
            raise refusal(one, "exists already; a key is never replaced")
    key = Ed25519PrivateKey.generate()
    lock: form.KeySerializationEncryption = form.NoEncryption()
    if passphrase:
        lock = form.BestAvailableEncryption(passphrase.encode())
    secret = key.private_bytes(form.Encoding.PEM, form.PrivateFormat.PKCS8, lock)
    public = key.public_key()
    text = public.public_bytes(
        form.Encoding.PEM, form.PublicFormat.SubjectPublicKeyInfo
    )
    path.parent.mkdir(parents=True, exist_ok=True)
    _write_new(path, secret, 0o600)
    _write_new(public_path, text, 0o644)
    return fingerprint(_raw(public))


def read_private(path: Path, passphrase: str = "") -> Ed25519PrivateKey:
    """Return a private key.

    Parameters
    ----------
    path
        PEM file.
    passphrase
        What it was encrypted with; empty for nothing.

    Returns
    -------
    Ed25519PrivateKey
        The key.

    Raises
    ------
    InputError
        The file is no Ed25519 key, or the passphrase does not open it.
    """
    raw = read_within(path, MAX_KEY_BYTES)
    secret = passphrase.encode() if passphrase else None
    try:
        key = form.load_pem_private_key(raw, secret)
    except (ValueError, TypeError, UnsupportedAlgorithm) as error:
        message = "is no private key in PEM, or its passphrase is another"
        raise refusal(path, message) from error
    if not isinstance(key, Ed25519PrivateKey):
        raise refusal(path, "is no Ed25519 key")
    return key


def read_public(path: Path) -> bytes:
    """Return a public key as its 32 bytes.

    Parameters
    ----------
    path
        PEM file.

    Returns
    -------
    bytes
        The key.

    Raises
    ------
    InputError
        The file is no Ed25519 public key.
    """
    raw = read_within(path, MAX_KEY_BYTES)
    try:
        key = form.load_pem_public_key(raw)
    except (ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise refusal(path, "is no public key in PEM") from error
    if not isinstance(key, Ed25519PublicKey):
        raise refusal(path, "is no Ed25519 key")
    return _raw(key)


def sign(key: Ed25519PrivateKey, manifest: bytes) -> dict[str, str]:
    """Return the signature of a manifest as the seal holds it.

    Parameters
    ----------
    key
        Private key.
    manifest
        Canonical bytes.

    Returns
    -------
    dict[str, str]
        Algorithm, public key and value.
    """
    return {
        "algorithm": "Ed25519",
        "public_key": _raw(key.public_key()).hex(),
        "value": key.sign(CONTEXT + manifest).hex(),
    }


def is_signed(public: bytes, value: bytes, manifest: bytes) -> bool:
    """Return whether a signature is that of a manifest.

    Parameters
    ----------
    public
        Public key, 32 bytes.
    value
        Signature, 64 bytes.
    manifest
        Canonical bytes.

    Returns
    -------
    bool
        False for any other key, manifest or value.
    """
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(value, CONTEXT + manifest)
    except (InvalidSignature, ValueError):
        return False
    return True


def fingerprint(public: bytes) -> str:
    """Return the SHA-256 of a public key in groups that a person can read out.

    Parameters
    ----------
    public
        Public key, 32 bytes.

    Returns
    -------
    str
        ``SHA256`` and 16 groups of four hexadecimal digits.
    """
    digest = hashlib.sha256(public).hexdigest()
    return "SHA256 " + " ".join(digest[at : at + 4] for at in range(0, 64, 4))


def _raw(public: Ed25519PublicKey) -> bytes:
    """Return a public key as its 32 bytes."""
    return public.public_bytes_raw()


def _write_new(path: Path, content: bytes, mode: int) -> None:
    """Write a file that must not exist, with a mode from its first moment on."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL
    with os.fdopen(os.open(path, flags, mode), "wb") as opened:
        opened.write(content)
