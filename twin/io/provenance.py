"""With what results were computed: source, packages, interpreter and processor."""

import hashlib
import platform
from pathlib import Path
from typing import Final

from llvmlite import binding

_PACKAGE: Final = Path(__file__).resolve().parent.parent


def source_sha256(package: Path = _PACKAGE) -> str:
    """Return a hash of all source of the package.

    Parameters
    ----------
    package
        Directory of the package.

    Returns
    -------
    str
        SHA-256 of the names and SHA-256 of its modules, in order of their names.
    """
    digest = hashlib.sha256()
    for path in sorted(package.rglob("*.py"), key=lambda one: one.as_posix()):
        content = hashlib.sha256(path.read_bytes()).hexdigest()
        digest.update(f"{path.relative_to(package).as_posix()} {content}\n".encode())
    return digest.hexdigest()


def processor() -> str:
    """Return the processor that compiled code is made for.

    Returns
    -------
    str
        Family of the machine and name of the processor.
    """
    return f"{platform.machine()} {binding.get_host_cpu_name()}"
