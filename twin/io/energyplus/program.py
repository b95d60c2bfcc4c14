"""EnergyPlus as a program: found, checked, run in a process and a folder of its own."""

import importlib.metadata
import importlib.util
import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from twin.ground.errors import InputError, Problem

VERSION: Final = "25.2"
"""Version whose input format is read."""

TIMEOUT: Final = 900.0
"""Longest time on the clock that a run may take [s]."""

_PACKAGE: Final = "pyenergyplus"
_WHEEL: Final = "pyenergyplus-lbnl"
_SOURCE: Final = "EnergyPlus"
_MOST_SHOWN: Final = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgramRun:
    """How one run of the program ended."""

    version: str
    """As EnergyPlus tells it."""
    seconds: float
    """Time on the clock, loading the library left out [s]."""
    seconds_cpu: float
    """Processor time [s]."""
    seconds_start: float
    """Time on the clock before the year begins: input, set-up, sizing, warm-up [s]."""
    seconds_load: float
    """Time on the clock to load the library [s]."""
    warnings: tuple[str, ...]
    """Warnings of ``eplusout.err``, first lines."""
    severe: tuple[str, ...]
    """Severe errors of ``eplusout.err`` that did not stop it."""


def find_package() -> Path:
    """Return the folder of the installed EnergyPlus package, once it fits.

    Returns
    -------
    Path
        Folder of ``pyenergyplus``.

    Raises
    ------
    InputError
        The extra is not installed, or another version is.
    """
    spec = importlib.util.find_spec(_PACKAGE)
    if spec is None or spec.origin is None:
        message = "is not installed; do: pip install 'twin[energyplus]'"
        raise InputError(_SOURCE, [Problem(path=_WHEEL, message=message)])
    found = importlib.metadata.version(_WHEEL)
    if not f"{found}.".startswith(f"{VERSION}."):
        message = f"version {VERSION} is needed; do: pip install 'twin[energyplus]'"
        raise InputError(_SOURCE, [Problem(path=_WHEEL, message=message, given=found)])
    return Path(spec.origin).parent


def weather_files() -> dict[str, Path]:
    """Return the weather files that travel with EnergyPlus, by file name.

    Returns
    -------
    dict[str, Path]
        EPW files in the order of their names.

    Raises
    ------
    InputError
        The extra is not installed, or another version is.
    """
    folder = find_package() / "data" / "weather"
    return {one.name: one for one in sorted(folder.glob("*.epw"))}


def find_weather(word: str) -> Path:
    """Return the weather file of EnergyPlus whose name holds a word.

    Parameters
    ----------
    word
        Part of the file name, such as ``Denver``.

    Returns
    -------
    Path
        First such file.

    Raises
    ------
    InputError
        There is none, or EnergyPlus is not installed.
    """
    known = weather_files()
    for name, path in known.items():
        if word.lower() in name.lower():
            return path
    message = f"no such weather file; known: {', '.join(known) or 'none'}"
    raise InputError(_SOURCE, [Problem(path="weather", message=message, given=word)])


def run_program(
    arguments: Sequence[str], folder: Path, source: str, timeout: float = TIMEOUT
) -> ProgramRun:
    """Run EnergyPlus in a process of its own.

    Parameters
    ----------
    arguments
        What the ``energyplus`` program would be given, output folder left out.
    folder
        Empty folder in which it works and writes.
    source
        Name of the model, for messages.
    timeout
        Longest time on the clock [s].

    Returns
    -------
    ProgramRun
        Times and warnings.

    Raises
    ------
    InputError
        EnergyPlus is missing, took too long, crashed, or refused the model: its
        severe and fatal errors with their text.
    """
    find_package()
    report = folder / "twin.json"
    script = Path(__file__).with_name("worker.py")
    command = [sys.executable, "-P", str(script), str(report), "-d", str(folder)]
    try:
        done = subprocess.run(  # noqa: S603 - our script, arguments are no shell text
            [*command, *arguments],
            cwd=folder,
            capture_output=True,
            timeout=timeout,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        message = f"took longer than {timeout:g} s and was stopped"
        raise InputError(source, [Problem(path=_SOURCE, message=message)]) from error
    warnings, severe, fatal = read_messages(folder / "eplusout.err")
    told = json.loads(report.read_text(encoding="utf-8")) if report.is_file() else None
    if told is None or told["code"] != 0 or fatal:
        raise InputError(source, _failures(done, severe, fatal))
    seconds = told["seconds"]
    return ProgramRun(
        version=told["version"].replace("\\", ""),
        seconds=seconds["end"][0],
        seconds_cpu=seconds["end"][1],
        seconds_start=seconds.get("warm", seconds["end"])[0],
        seconds_load=told["load"],
        warnings=tuple(warnings),
        severe=tuple(severe),
    )


def read_messages(path: Path) -> tuple[list[str], list[str], list[str]]:
    """Return warnings, severe and fatal errors of an ``eplusout.err``.

    Parameters
    ----------
    path
        The file; an absent one holds nothing.

    Returns
    -------
    tuple[list[str], list[str], list[str]]
        Messages, each with the lines that continue it.
    """
    found: dict[str, list[str]] = {"Warning": [], "Severe": [], "Fatal": []}
    if not path.is_file():
        return [], [], []
    current: list[str] | None = None
    for raw in path.read_text(encoding="utf-8", errors="replace").splitlines():
        line = raw.strip().lstrip("*").strip()
        kind, _, text = line.partition("**")
        if kind.strip() in found:
            current = found[kind.strip()]
            current.append(text.strip())
        elif kind.strip() == "~~~" and current:
            current[-1] = f"{current[-1]} {text.strip()}"
        else:
            current = None
    return found["Warning"], found["Severe"], found["Fatal"]


def _failures(
    done: "subprocess.CompletedProcess[bytes]", severe: list[str], fatal: list[str]
) -> list[Problem]:
    """Return why a run failed, at least one problem."""
    told = [("severe error", one) for one in severe]
    told += [("fatal error", one) for one in fatal]
    if not told:
        last = done.stderr.decode("utf-8", "replace").strip().splitlines()[-1:]
        text = " ".join([f"ended with exit code {done.returncode}", *last])
        told = [("stopped", text)]
    shown = [
        Problem(path=f"{_SOURCE}, {kind}", message=text)
        for kind, text in told[:_MOST_SHOWN]
    ]
    if len(told) > _MOST_SHOWN:
        left = len(told) - _MOST_SHOWN
        shown.append(Problem(path=_SOURCE, message=f"{left} more errors"))
    return shown
