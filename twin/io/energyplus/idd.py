"""The dictionary of EnergyPlus (IDD) for eppy, written from the installed library.

The wheel brings no IDD, but its library holds the schema of epJSON as plain CBOR, with
the order of the fields as an IDD has it.
"""

import struct
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from twin.ground.errors import InputError, Problem
from twin.io.energyplus.program import find_package

_MARK: Final = b"g$schemax"
"""How the schema begins, one byte behind its first: the key ``$schema``."""
_SOURCE: Final = "EnergyPlus"
_FLOATS: Final = {26: ">f", 27: ">d"}
_WORDS: Final = {20: False, 21: True, 22: None}
_COMPACT: Final = 4500
_SETS: Final = {1: 200, 2: 60, 3: 64}
_OTHER_SETS: Final = 40
"""How often extensible fields are listed, by how many they are; eppy cannot write
more."""

Schema = Mapping[str, Any]


def write_idd(path: Path) -> None:
    """Write the dictionary of the installed EnergyPlus.

    Parameters
    ----------
    path
        File to be written.

    Raises
    ------
    InputError
        EnergyPlus is not installed, or its library holds no schema.
    """
    path.write_text(
        "\n".join(_lines(library_schema())) + "\n", encoding="latin-1", errors="replace"
    )


def library_schema() -> Schema:
    """Return the schema of epJSON that the installed library holds.

    Returns
    -------
    Schema
        As in ``Energy+.schema.epJSON``.

    Raises
    ------
    InputError
        EnergyPlus is not installed, or its library holds no schema.
    """
    folder = find_package().parent
    names = ("so", "dll", "dylib")
    found = [
        one
        for one in sorted(folder.glob("*energyplusapi*"))
        if any(f".{name}" in one.name for name in names)
    ]
    content = found[0].read_bytes() if found else b""
    place = content.find(_MARK) - 1
    if place < 0:
        message = "its library holds no schema; give an IDD file with --idd"
        raise InputError(_SOURCE, [Problem(path=str(folder), message=message)])
    schema, _ = _item(content, place)
    if not isinstance(schema, dict):
        raise TypeError(schema)
    return schema


def _item(content: bytes, place: int) -> tuple[Any, int]:
    """Return the CBOR item at a place, and the place after it (RFC 8949)."""
    kind, info = content[place] >> 5, content[place] & 31
    place += 1
    if kind == 7:  # noqa: PLR2004 - simple values and floats
        if info in _WORDS:
            return _WORDS[info], place
        size = struct.calcsize(_FLOATS[info])
        return struct.unpack_from(_FLOATS[info], content, place)[0], place + size
    count, place = _count(content, place, info)
    return _body(content, place, kind, count)


def _count(content: bytes, place: int, info: int) -> tuple[int, int]:
    """Return the number that stands in the head of an item."""
    if info < 24:  # noqa: PLR2004 - small numbers stand in the first byte
        return info, place
    size = 1 << (info - 24)
    return int.from_bytes(content[place : place + size], "big"), place + size


def _body(content: bytes, place: int, kind: int, count: int) -> tuple[Any, int]:
    """Return what an item of some kind holds."""
    match kind:
        case 0:
            return count, place
        case 1:
            return -1 - count, place
        case 2 | 3:
            raw = content[place : place + count]
            return raw if kind == 2 else raw.decode(), place + count  # noqa: PLR2004
        case 4:
            members = []
            for _ in range(count):
                one, place = _item(content, place)
                members.append(one)
            return members, place
        case _:
            pairs = {}
            for _ in range(count):
                key, place = _item(content, place)
                pairs[key], place = _item(content, place)
            return pairs, place


def _lines(schema: Schema) -> Iterator[str]:
    """Yield the lines of the dictionary."""
    kinds: Mapping[str, Any] = schema["properties"]
    version = _fields(kinds["Version"])["version_identifier"]["default"]
    yield f"!IDD_Version {version}.0"
    yield "!IDD_BUILD from the schema of epJSON"
    groups: dict[str, list[str]] = {"Simulation Parameters": ["Version"]}
    for kind, one in kinds.items():
        legacy = one["legacy_idd"]
        has_fields = legacy["fields"] or legacy.get("extensibles")
        if kind != "Version" and has_fields:  # eppy loses count without fields
            groups.setdefault(one["group"], []).append(kind)
    for group, members in groups.items():
        yield from ("", f"\\group {group}")
        for kind in members:
            yield from ("", *_object(kind, kinds[kind]))


def _fields(one: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields of a type."""
    found: dict[str, Any] = next(iter(one["patternProperties"].values()))["properties"]
    return found


def _object(kind: str, one: Mapping[str, Any]) -> Iterator[str]:
    """Yield the lines of one type."""
    legacy = one["legacy_idd"]
    extensible = legacy.get("extensibles", [])
    yield f"{kind},"
    if one.get("maxProperties") == 1:
        yield "       \\unique-object"
    if "min_fields" in one:
        yield f"       \\min-fields {one['min_fields']}"
    if extensible:
        yield f"       \\extensible:{len(extensible)}"
    listed = [(name, "") for name in legacy["fields"]]
    first = len(listed)
    for number in range(1, _sets(kind, len(extensible)) + 1):
        listed += [(name, f" {number}") for name in extensible]
    counts = {"a": 0, "n": 0}
    for place, (name, digits) in enumerate(listed):
        field = legacy["field_info"][name]
        letter = field["field_type"]
        counts[letter] += 1
        end = ";" if place == len(listed) - 1 else ","
        code = f"{letter.upper()}{counts[letter]}"
        yield f"  {code}{end} \\field {field['field_name']}{digits}"
        if extensible and place == first:
            yield "       \\begin-extensible"
        yield f"       \\type {'real' if letter == 'n' else 'alpha'}"


def _sets(kind: str, size: int) -> int:
    """Return how often the extensible fields of a type are listed."""
    if size == 0:
        return 0
    return _COMPACT if kind == "Schedule:Compact" else _SETS.get(size, _OTHER_SETS)
