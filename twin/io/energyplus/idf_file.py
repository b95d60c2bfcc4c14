"""An IDF as epJSON, read by eppy with the dictionary that belongs to it."""

import importlib.util
import json
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from twin.ground.errors import InputError, Problem
from twin.io.energyplus.idd import write_idd
from twin.io.energyplus.idf_text import IdfText, read_idf_text
from twin.io.energyplus.objects import fold
from twin.io.energyplus.program import VERSION

TIMEOUT: Final = 300.0
"""Longest time on the clock that eppy may take [s]."""
_SOURCE: Final = "EnergyPlus"
_MOST_SHOWN: Final = 12
_ROWS: Final = {
    "schedule:compact": "data",
    "schedule:year": "schedule_weeks",
    "schedule:week:compact": "data",
    "schedule:day:interval": "data",
    "schedule:day:list": "data",
    "zonelist": "zones",
    "spacelist": "spaces",
    "nodelist": "nodes",
    "zonehvac:equipmentlist": "equipment",
}
"""Name that epJSON gives to the extensible fields, ``vertices`` for all others."""
_MIXED: Final = frozenset({"schedule:compact"})
"""Types whose extensible fields hold words or numbers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class IdfFile:
    """What an IDF holds, and where."""

    raw: dict[str, Any]
    """Objects by type and name, as epJSON."""
    text: IdfText
    version: str
    """Version that the file names."""
    expected: str
    """Version of the dictionary."""


def read_idf(path: Path, idd: Path | None = None) -> IdfFile:
    """Return the objects of an IDF through eppy.

    Parameters
    ----------
    path
        IDF of EnergyPlus 25.2.
    idd
        Dictionary; None for one made from the installed EnergyPlus.

    Returns
    -------
    IdfFile
        Objects and their lines.

    Raises
    ------
    InputError
        File or dictionary is absent, broken or of another version, or eppy is missing.
    """
    text = read_idf_text(path)
    _check_version(text, path)
    if importlib.util.find_spec("eppy") is None:
        message = "is not installed; do: pip install 'twin[energyplus]'"
        raise InputError(_SOURCE, [Problem(path="eppy", message=message)])
    with tempfile.TemporaryDirectory(prefix="twin-eppy-") as name:
        folder = Path(name)
        _bring_idd(idd, folder / "Energy+.idd")
        (folder / "model.idf").write_text(text.text, encoding="utf-8")
        told = _ask_eppy(folder, path)
    expected = str(told["version"])
    if not f"{expected}.".startswith(f"{VERSION}."):
        message = f"is of version {expected}, {VERSION} is needed"
        raise InputError(str(idd), [Problem(path="IDD", message=message)])
    _check_kinds(text, told, path)
    return IdfFile(
        raw=_as_epjson(told, path), text=text, version=text.version, expected=expected
    )


def _check_version(text: IdfText, path: Path) -> None:
    """Refuse a file of another version."""
    given = text.version
    if f"{given}.".startswith(f"{VERSION}."):
        return
    line = text.line_of("Version", "")
    message = (
        f"version {VERSION} is needed; update the file with the IDFVersionUpdater of "
        "EnergyPlus"
        if given
        else f"names no version; add the object Version,{VERSION};"
    )
    place = f"line {line}: Version" if line else "Version"
    raise InputError(
        str(path), [Problem(path=place, message=message, given=given or None)]
    )


def _bring_idd(idd: Path | None, target: Path) -> None:
    """Put the dictionary where eppy is to find it."""
    if idd is None:
        write_idd(target)
        return
    if not idd.is_file():
        raise InputError(str(idd), [Problem(path="IDD", message="no such file")])
    with idd.open("rb") as file:
        if not file.read(12).upper().startswith(b"!IDD_VERSION"):
            message = "is no dictionary of EnergyPlus: it must begin with !IDD_Version"
            raise InputError(str(idd), [Problem(path="line 1", message=message)])
    shutil.copyfile(idd, target)


def _ask_eppy(folder: Path, path: Path) -> dict[str, Any]:
    """Return what eppy reads, in a process of its own."""
    script = Path(__file__).with_name("eppy_worker.py")
    report = folder / "twin.json"
    command = [sys.executable, "-P", str(script), "Energy+.idd", "model.idf"]
    try:
        done = subprocess.run(  # noqa: S603 - our script, arguments are no shell text
            [*command, report.name],
            cwd=folder,
            capture_output=True,
            timeout=TIMEOUT,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        message = f"took longer than {TIMEOUT:g} s and was stopped"
        raise InputError(str(path), [Problem(path="eppy", message=message)]) from error
    if done.returncode or not report.is_file():
        last = done.stderr.decode("utf-8", "replace").strip().splitlines()[-1:]
        message = " ".join(["cannot read it:", *last])
        raise InputError(str(path), [Problem(path="eppy", message=message)])
    told: dict[str, Any] = json.loads(report.read_text(encoding="utf-8"))
    return told


def _check_kinds(text: IdfText, told: Mapping[str, Any], path: Path) -> None:
    """Refuse objects of a type that the dictionary does not know."""
    known = {fold(kind) for kind in told["kinds"]}
    unknown = [
        Problem(
            path=f"line {one.line}",
            message=f"is no type of an object in EnergyPlus {VERSION}",
            given=one.kind[:80],
        )
        for one in text.places
        if fold(one.kind) not in known
    ]
    if unknown:
        raise InputError(str(path), unknown[:_MOST_SHOWN])


def _as_epjson(told: Mapping[str, Any], path: Path) -> dict[str, Any]:
    """Return the objects as epJSON has them."""
    raw: dict[str, dict[str, Any]] = {}
    problems: list[Problem] = []
    for kind, values in told["objects"]:
        here = raw.setdefault(kind, {})
        shape = told["kinds"][kind]
        has_name = bool(shape["fields"]) and key_of(shape["fields"][0][0]) == "name"
        name = str(values[0]) if has_name and values else ""
        if not name:
            name = f"{kind} {len(here) + 1}"
        if fold(name) in {fold(one) for one in here} and has_name:
            message = "stands twice under this name"
            problems.append(Problem(path=f"{kind}.{name}", message=message))
        here[name] = _fields(kind, shape, values, has_name=has_name)
    if problems:
        raise InputError(str(path), problems[:_MOST_SHOWN])
    return dict(raw)


def _fields(
    kind: str, shape: Mapping[str, Any], values: Sequence[Any], *, has_name: bool
) -> dict[str, Any]:
    """Return the fields of one object by their names in epJSON."""
    begin, size = shape["begin"], shape["size"]
    fields = shape["fields"]
    found = {
        key_of(name): one
        for (name, _), one in zip(
            fields[has_name:begin], values[has_name:begin], strict=False
        )
        if one != ""
    }
    rest = list(values[begin:])
    if not size or not rest:
        return found
    parts = [
        (key_of(re.sub(r"\d+", " ", name)), is_number or fold(kind) in _MIXED)
        for name, is_number in fields[begin : begin + size]
    ]
    rows = [
        {
            key: _plain(one) if is_number else one
            for (key, is_number), one in zip(parts, rest[at : at + size], strict=False)
            if one != ""
        }
        for at in range(0, len(rest), size)
    ]
    found[_ROWS.get(fold(kind), "vertices")] = [row for row in rows if row]
    return found


def _plain(value: Any) -> Any:  # noqa: ANN401 - a field is a number or a text
    """Return the text of a number as a number, as epJSON has it in rows."""
    try:
        return float(value)
    except (TypeError, ValueError):
        return value


def key_of(field: str) -> str:
    """Return the name in epJSON of a field of an IDD.

    Parameters
    ----------
    field
        Name, such as ``U-Factor``.

    Returns
    -------
    str
        Name, such as ``u_factor``.

    Examples
    --------
    >>> key_of("Vertex X-coordinate")
    'vertex_x_coordinate'
    """
    return re.sub(r"[^a-z0-9]+", "_", field.lower()).strip("_")
