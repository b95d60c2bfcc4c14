"""Makes text from files fit for a terminal: it may speak, not steer."""

import unicodedata
from typing import Final

_KEPT: Final = "\n\t"
_STEERING: Final = frozenset({"Cc", "Cs", "Zl", "Zp"})
_TURNING: Final = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e")
_ISOLATING: Final = frozenset("\u2066\u2067\u2068\u2069")


def plain(text: object) -> str:
    r"""Return a text whose control characters are spelled out.

    Names in files may hold escape codes that colour, clear or answer a terminal, and
    marks that turn the direction of writing. They are shown as what they are.

    Parameters
    ----------
    text
        Anything with a text form.

    Returns
    -------
    str
        The text; line ends and tabs stay.

    Examples
    --------
    >>> plain("a\x1b[31mb")
    'a\\x1b[31mb'
    >>> plain("Straße 路")
    'Straße 路'
    """
    return "".join(_spelled(one) for one in str(text))


def _spelled(character: str) -> str:
    """Return a character, or its escape if it would steer the terminal."""
    if character in _KEPT:
        return character
    is_steering = (
        unicodedata.category(character) in _STEERING
        or character in _TURNING
        or character in _ISOLATING
    )
    return (
        character.encode("unicode_escape").decode("ascii") if is_steering else character
    )
