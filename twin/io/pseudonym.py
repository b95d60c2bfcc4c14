"""Names that tell nothing without a key that stays in the run folder."""

import hashlib
import hmac
import secrets
from dataclasses import dataclass, field
from typing import Final, Literal

SALT_BYTES: Final = 32
"""Length of a salt [byte]."""

_DIGITS: Final = 32

Subject = Literal["sensor", "person", "file"]
"""What a name is of; the same code of a sensor and of a person differ."""


@dataclass(frozen=True, slots=True)
class Pseudonyms:
    """Names by HMAC-SHA256 with one secret salt."""

    salt: bytes = field(repr=False)
    """Secret of the run, at least 32 bytes."""

    def __post_init__(self) -> None:
        if len(self.salt) < SALT_BYTES:
            message = f"a salt has at least {SALT_BYTES} bytes"
            raise ValueError(message)

    def name(self, subject: Subject, identifier: str | bytes) -> str:
        """Return the name of a sensor, person or file.

        Parameters
        ----------
        subject
            What it is.
        identifier
            How the source calls it, or the bytes of the file.

        Returns
        -------
        str
            The kind and 32 hexadecimal digits; equal for equal identifiers under one
            salt, and without relation to those under another.

        References
        ----------
        Krawczyk, Bellare and Canetti 1997, HMAC, RFC 2104.

        Examples
        --------
        >>> Pseudonyms(bytes(32)).name("sensor", "S1")
        'sensor_9598b7d871437ebd70f4cf63af8e93cb'
        """
        given = identifier.encode() if isinstance(identifier, str) else identifier
        message = subject.encode() + b"\x00" + given
        digest = hmac.new(self.salt, message, hashlib.sha256).hexdigest()
        return f"{subject}_{digest[:_DIGITS]}"


def new_salt() -> bytes:
    """Return a salt that nobody can guess."""
    return secrets.token_bytes(SALT_BYTES)
