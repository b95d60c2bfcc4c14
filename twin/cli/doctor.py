"""Looks at the machine and the inputs, and says what would keep a run from working."""

import importlib.metadata
import os
import platform
import shutil
import sys
import tempfile
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Final

import numba

from twin.ground.errors import InputError
from twin.io.defaults import KINDS, default_folder, is_checkout
from twin.io.epw import read_epw
from twin.weather.quality import Level

_PYTHON_LEAST: Final = (3, 11)
_DISTRIBUTION: Final = "twin"
_MEMORY_LEAST: Final = 2.0  # GiB; the main job stays below 1


class Health(StrEnum):
    """How a finding bears on a run."""

    FINE = "fine"
    """As it should be."""
    NOTE = "note"
    """Optional or imperfect; runs work."""
    FAULT = "fault"
    """A run would fail or could not be trusted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that was looked at."""

    topic: str
    """What was looked at, ``[a-z_0-9.-]+``."""
    health: Health
    message: str
    """What was found and, unless fine, what to do."""


def diagnose(results: Path = Path("results")) -> list[Finding]:
    """Return what was found about Python, packages, inputs and folders.

    Nothing is changed; a probe file in the results folder is removed at once.

    Parameters
    ----------
    results
        Folder that runs would write to.

    Returns
    -------
    list of Finding
        In a fixed order of topics.
    """
    return [
        check_python(sys.version_info[:2]),
        *check_packages(_DISTRIBUTION),
        check_threads(),
        check_memory(),
        *check_defaults(),
        *check_weather(),
        check_results(results),
        check_energyplus(),
    ]


def exit_code(findings: list[Finding]) -> int:
    """Return 1 if anything is at fault, else 0.

    Parameters
    ----------
    findings
        What `diagnose` found.

    Returns
    -------
    int
        Status for the shell.
    """
    return int(any(one.health is Health.FAULT for one in findings))


def check_python(version: tuple[int, int]) -> Finding:
    """Return whether the interpreter is new enough.

    Parameters
    ----------
    version
        Major and minor version.

    Returns
    -------
    Finding
        Fine, or a fault with the version that is needed.
    """
    found = f"{platform.python_implementation()} {platform.python_version()}"
    least = ".".join(map(str, _PYTHON_LEAST))
    if version < _PYTHON_LEAST:
        message = f"{found}; needs {least} or newer"
        return Finding(topic="python", health=Health.FAULT, message=message)
    message = f"{found} on {platform.system()} {platform.machine()}"
    return Finding(topic="python", health=Health.FINE, message=message)


def check_packages(distribution: str) -> list[Finding]:
    """Return each required package with its version against its lower bound.

    Parameters
    ----------
    distribution
        Installed distribution whose requirements are read.

    Returns
    -------
    list of Finding
        The distribution first, then its requirements by name.
    """
    try:
        own = importlib.metadata.version(distribution)
        required = importlib.metadata.requires(distribution) or []
    except importlib.metadata.PackageNotFoundError:
        message = "not installed, run from its source; dependencies are not checked"
        return [Finding(topic=distribution, health=Health.NOTE, message=message)]
    first = Finding(topic=distribution, health=Health.FINE, message=own)
    plain = sorted(text for text in required if "extra ==" not in text)
    return [first, *(_check_package(text) for text in plain)]


def _check_package(requirement: str) -> Finding:
    """Return whether one requirement, ``name>=bound``, is met."""
    name, _, bound = requirement.partition(">=")
    name, bound = name.strip(), bound.split(";")[0].strip()
    try:
        found = importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        message = f"missing; pip install '{requirement}'"
        return Finding(topic=name, health=Health.FAULT, message=message)
    if _numbers(found) < _numbers(bound):
        message = f"{found}; pip install '{requirement}'"
        return Finding(topic=name, health=Health.FAULT, message=message)
    return Finding(topic=name, health=Health.FINE, message=found)


def _numbers(version: str) -> tuple[int, ...]:
    """Return the leading whole numbers of a version: ``2.4.0rc1`` is ``(2, 4)``."""
    found = []
    for part in version.split("."):
        if not part.isdigit():
            break
        found.append(int(part))
    return tuple(found)


def check_threads() -> Finding:
    """Return how many threads the kernel may use."""
    cores = os.cpu_count() or 1
    message = f"{numba.get_num_threads()} threads of numba on {cores} cores"
    return Finding(topic="threads", health=Health.FINE, message=message)


def check_memory() -> Finding:
    """Return the memory of the machine, where the system tells it."""
    try:
        size = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    except (AttributeError, OSError, ValueError):
        return Finding(topic="memory", health=Health.NOTE, message="unknown")
    health = Health.FINE if size >= _MEMORY_LEAST else Health.NOTE
    return Finding(topic="memory", health=health, message=f"{size:.1f} GiB")


def check_defaults() -> list[Finding]:
    """Return where the embedded inputs are and how many files they hold."""
    home = "checkout" if is_checkout() else "package"
    found = []
    for kind in KINDS:
        try:
            folder = default_folder(kind)
        except InputError as error:
            found.append(Finding(topic=kind, health=Health.FAULT, message=str(error)))
            continue
        count = sum(path.is_file() for path in folder.rglob("*"))
        health = Health.FINE if count else Health.FAULT
        message = f"{count} files in {folder} ({home})"
        found.append(Finding(topic=kind, health=health, message=message))
    return found


def check_weather() -> list[Finding]:
    """Return the quality of every embedded weather file."""
    try:
        files = sorted(default_folder("weather").glob("*.epw"))
    except InputError:
        return []  # told by `check_defaults`
    return [check_weather_file(path) for path in files]


def check_weather_file(path: Path) -> Finding:
    """Return the quality of one weather file in one line.

    Parameters
    ----------
    path
        EPW file.

    Returns
    -------
    Finding
        A fault where it cannot be used, a note where it was mended or is doubtful.
    """
    try:
        _, report = read_epw(path)
    except (InputError, OSError) as error:
        return Finding(topic=path.name, health=Health.FAULT, message=str(error))
    told = [one.message for one in report.findings if one.level is not Level.FINE]
    health = {Level.FINE: Health.FINE, Level.WARN: Health.NOTE}.get(
        report.level, Health.FAULT
    )
    message = f"{len(report.findings)} checks, {len(told)} with something to say"
    if told:
        message += ": " + "; ".join(told)
    return Finding(topic=path.name, health=health, message=message)


def check_results(folder: Path) -> Finding:
    """Return whether results could be written, without leaving anything behind.

    Parameters
    ----------
    folder
        Folder that runs would write to; it need not exist.

    Returns
    -------
    Finding
        Fine with the free space, or a fault.
    """
    home = folder.absolute()
    while not home.exists():
        home = home.parent
    try:
        with tempfile.TemporaryFile(dir=home):
            free = shutil.disk_usage(home).free / 2**30
    except OSError as error:
        message = f"{folder} cannot be written: {error.strerror}; name another folder"
        return Finding(topic="results", health=Health.FAULT, message=message)
    message = f"{folder} can be written, {free:.1f} GiB free"
    return Finding(topic="results", health=Health.FINE, message=message)


def check_energyplus() -> Finding:
    """Return whether EnergyPlus is there; only comparisons with it need it."""
    named = os.environ.get("ENERGYPLUS_DIR", "")
    inside = shutil.which("energyplus", path=named) if named else None
    place = inside or shutil.which("energyplus")
    if place is None:
        message = "not found; optional, only for comparisons with it"
        return Finding(topic="energyplus", health=Health.NOTE, message=message)
    return Finding(topic="energyplus", health=Health.FINE, message=place)
