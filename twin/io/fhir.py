"""FHIR Observations of wearables (R4 and R5, JSON): read by an allow-list.

Only code, time, value and subject of an Observation are looked at. Everything else,
names, birth dates, narratives, whole Patient resources, is dropped while it is read
and counted, never kept.
"""

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from twin.ground.errors import InputError
from twin.io.epw_text import ProblemList
from twin.io.fhir_gather import CODES, STAGES, Gathered, Value
from twin.io.instant import ALLOWED, read_instant
from twin.io.untrusted import read_within, refusal, text_of
from twin.io.wearables import WearableLog

MAX_BYTES: Final = 32 * 1024 * 1024
"""Largest file of FHIR resources that is read [byte]."""

MAX_RESOURCES: Final = 200_000
"""Most resources of a file [-]."""

MAX_COUNT: Final = 1_000_000_000
"""Largest whole number that is a value [-]."""

MAX_DEPTH: Final = 24
"""Deepest nesting of a resource [-]."""

LOINC: Final = "http://loinc.org"
"""System of the codes that are understood."""

DIRECT: Final = frozenset(
    [
        "name",
        "birthDate",
        "telecom",
        "address",
        "identifier",
        "photo",
        "contact",
        "communication",
        "maritalStatus",
        "deceasedDateTime",
        "deceasedBoolean",
        "generalPractitioner",
        "managingOrganization",
        "link",
        "display",
        "performer",
        "note",
        "text",
        "contained",
        "encounter",
        "device",
        "extension",
        "gender",
        "id",
        "meta",
        "basedOn",
        "partOf",
        "focus",
        "specimen",
    ]
)
"""Fields that could tell who somebody is; dropped and counted."""

_FINAL: Final = frozenset({"final", "amended", "corrected"})
_CODE_FORM: Final = re.compile(r"\d{1,7}-\d", re.ASCII)
_SHOWN: Final = frozenset({"Patient", "Device", "Practitioner", "OperationOutcome"})


class _Part(BaseModel):
    """Root of the parts that are read; what it does not name is dropped."""

    model_config = ConfigDict(
        extra="ignore", frozen=True, strict=True, allow_inf_nan=False
    )


class _Coding(_Part):
    system: str | None = Field(default=None, max_length=256)
    code: str | None = Field(default=None, max_length=64)


class _Concept(_Part):
    coding: list[_Coding] = Field(default_factory=list, max_length=20)


class _Reference(_Part):
    reference: str = Field(min_length=1, max_length=512)


class _Quantity(_Part):
    value: float | None = None
    comparator: str | None = Field(default=None, max_length=8)
    unit: str | None = Field(default=None, max_length=32)
    code: str | None = Field(default=None, max_length=32)


class _Period(_Part):
    start: str | None = Field(default=None, max_length=40)
    end: str | None = Field(default=None, max_length=40)


class _Observation(_Part):
    """What is read of an Observation."""

    resource_type: Literal["Observation"] = Field(alias="resourceType")
    status: str = Field(max_length=32)
    code: _Concept
    subject: _Reference
    moment: str | None = Field(default=None, alias="effectiveDateTime", max_length=40)
    instant: str | None = Field(default=None, alias="effectiveInstant", max_length=40)
    period: _Period | None = Field(default=None, alias="effectivePeriod")
    quantity: _Quantity | None = Field(default=None, alias="valueQuantity")
    integer: int | None = Field(
        default=None, alias="valueInteger", ge=-MAX_COUNT, le=MAX_COUNT
    )


@dataclass(slots=True)
class _Reader:
    """What has been found so far."""

    problems: ProblemList = field(default_factory=ProblemList)
    counts: Counter[str] = field(default_factory=Counter)
    gathered: Gathered = field(default_factory=Gathered)


def read_fhir(path: Path, raw: bytes | None = None) -> WearableLog:
    """Return what the Observations of a file hold.

    Parameters
    ----------
    path
        File to read: a Bundle or one Observation as JSON, or one resource a line if
        it ends in ``.ndjson``.
    raw
        Its bytes, if they were read already.

    Returns
    -------
    WearableLog
        Rows by person and time, and spans of sleep; dropped fields are counted.

    Raises
    ------
    InputError
        The file is too large, too deep or not JSON, or an Observation that is
        understood holds what it cannot.
    """
    raw = read_within(path, MAX_BYTES) if raw is None else raw
    if len(raw) > MAX_BYTES:
        raise refusal(path, f"larger than {MAX_BYTES // 2**20} MiB")
    reader = _Reader()
    for number, (place, resource) in enumerate(_resources(path, raw), start=1):
        if number > MAX_RESOURCES:
            raise refusal(path, f"more than {MAX_RESOURCES} resources")
        _survey(path, place, resource, reader.counts)
        _take(place, resource, reader)
    log = reader.gathered.log(reader.counts, reader.problems)
    if reader.problems.problems:
        raise InputError(str(path), reader.problems.all())
    return log


def _resources(path: Path, raw: bytes) -> Iterator[tuple[str, Mapping[str, object]]]:
    """Yield place and content of each resource."""
    text = text_of(path, raw)
    if path.suffix.lower() == ".ndjson":
        for number, line in enumerate(text.split("\n"), start=1):
            if line.strip():
                yield f"line {number}", _object(path, line, f"line {number}")
        return
    top = _object(path, text, "")
    if top.get("resourceType") != "Bundle":
        yield "resource", top
        return
    entries = top.get("entry", [])
    if not isinstance(entries, list):
        raise refusal(path, "must be a list", "entry")
    for number, entry in enumerate(entries):
        resource = entry.get("resource") if isinstance(entry, dict) else None
        if not isinstance(resource, dict):
            raise refusal(path, "must hold a resource", f"entry {number}")
        yield f"entry {number}", resource


def _object(path: Path, text: str, place: str) -> dict[str, object]:
    """Return a JSON object, refused if it is none."""
    try:
        found = json.loads(text, object_pairs_hook=_once, parse_constant=_no_constant)
    except (ValueError, RecursionError) as error:
        raise refusal(path, f"not valid JSON: {error}", place) from error
    if not isinstance(found, dict):
        raise refusal(path, "must be a FHIR resource, an object", place)
    return found


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """Return the fields of an object; a field that is there twice is refused."""
    found = dict(pairs)
    if len(found) != len(pairs):
        message = "a field is there twice in one object"
        raise ValueError(message)
    return found


def _no_constant(text: str) -> object:
    """Refuse what is no number in JSON."""
    message = f"{text} is not a number"
    raise ValueError(message)


def _survey(
    path: Path, place: str, resource: Mapping[str, object], counts: Counter[str]
) -> None:
    """Count fields that could tell who somebody is; refuse what is too deep."""
    layer: list[object] = [resource]
    for _ in range(MAX_DEPTH):
        following: list[object] = []
        for one in layer:
            if isinstance(one, dict):
                for key in DIRECT & one.keys():
                    counts[f"field {key!r}, dropped"] += 1
                following.extend(one.values())
            elif isinstance(one, list):
                following.extend(one)
        layer = following
        if not layer:
            return
    raise refusal(path, f"nested deeper than {MAX_DEPTH} levels", place)


def _take(place: str, resource: Mapping[str, object], reader: _Reader) -> None:
    """Read one resource into what has been gathered."""
    kind = resource.get("resourceType")
    if kind != "Observation":
        shown = kind if isinstance(kind, str) and kind in _SHOWN else "other"
        reader.counts[f"{shown} resources, not read"] += 1
        return
    reader.counts["Observations"] += 1
    try:
        one = _Observation.model_validate(resource)
    except ValidationError as error:
        for detail in error.errors(include_url=False, include_input=False):
            where = ", ".join([place, ".".join(map(str, detail["loc"]))])
            reader.problems.add("Observation", where, detail["msg"])
        return
    code = _code_of(one, reader.counts)
    if code is None:
        return
    if one.status not in _FINAL:
        reader.counts["Observations that are not final, not read"] += 1
        return
    _take_value(place, code, one, reader)


def _code_of(one: _Observation, counts: Counter[str]) -> str | None:
    """Return the code that is understood, or None after counting the others."""
    codes = [x.code or "" for x in one.code.coding if x.system == LOINC]
    known = [code for code in codes if code in CODES]
    if known:
        return known[0]
    shown = [code for code in codes if _CODE_FORM.fullmatch(code)]
    if any(code in STAGES for code in shown):
        counts["stages within a duration of sleep, not read"] += 1
    elif shown:
        counts[f"unknown code LOINC {shown[0]}, not read"] += 1
    else:
        counts["codes of other systems, not read"] += 1
    return None


def _take_value(place: str, code: str, one: _Observation, reader: _Reader) -> None:
    """Put the value of an Observation where it belongs."""
    quantity = one.quantity
    if quantity is None and one.integer is not None:
        quantity = _Quantity(value=float(one.integer), code="1")
    if quantity is None or quantity.value is None or quantity.comparator:
        reader.counts["Observations without a definite value, not read"] += 1
        return
    times = _times(place, one, reader.problems)
    if times is None:
        return
    value = Value(
        place=place,
        person=one.subject.reference,
        code=code,
        value=quantity.value,
        unit=quantity.code or quantity.unit or "",
        start=times[0],
        end=times[1],
    )
    reader.gathered.add(value, reader.counts, reader.problems)


def _times(
    place: str, one: _Observation, problems: ProblemList
) -> tuple[int | None, int | None] | None:
    """Return begin and end [ms], each None if not told, or None with problems."""
    period = one.period or _Period()
    given = {
        "effectiveDateTime": one.moment or one.instant or period.start,
        "effectivePeriod.end": period.end,
    }
    found: list[int | None] = []
    for name, text in given.items():
        instant = None if text is None else read_instant(text)
        is_hourless = text is None or "T" not in text  # a date alone is fine in FHIR
        if instant is None and not is_hourless:
            problems.add("time", f"{place}, {name}", ALLOWED, text)
            return None
        found.append(None if instant is None else instant.utc)
    return found[0], found[1]
