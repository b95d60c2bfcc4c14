"""Keeps compiled code from outliving its source.

Numba caches a compiled function beside its module and renews it when that module
changes, but not when a function of *another* module changes that was inlined into
it. Somebody who edits a formula would then go on computing with the old one. In a
checkout, compiled code therefore lives in a folder named after all the source that
it may depend on.
"""

import hashlib
import shutil
import time
from collections.abc import MutableMapping
from pathlib import Path
from typing import Final

from twin.io.defaults import is_checkout

VARIABLE: Final = "NUMBA_CACHE_DIR"
"""Environment variable that numba reads when it is imported."""

_PACKAGE: Final = Path(__file__).resolve().parent.parent
_FOLDER: Final = ".numba_cache"
_NEVER_COMPILED: Final = frozenset(
    {"cli", "io", "report", "scenario", "criteria", "ledger", "life", "defaults"}
)
_SECONDS_KEPT: Final = 7 * 86_400.0


def use_fresh_cache(
    environment: MutableMapping[str, str], package: Path = _PACKAGE
) -> Path | None:
    """Point numba to a cache of this source; call it before numba is imported.

    Folders of other sources that nobody has used for a week are removed. A variable
    that is already set, or an installed package, is left alone.

    Parameters
    ----------
    environment
        Environment of the process, usually ``os.environ``; changed.
    package
        Directory of the package.

    Returns
    -------
    Path or None
        Folder of the cache, or None where nothing was changed.
    """
    root = package.parent
    if VARIABLE in environment or not is_checkout(root):
        return None
    home = root / _FOLDER
    folder = home / source_hash(package)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        folder.touch()
    except OSError:
        return None  # read-only checkout: numba finds a place of its own
    environment[VARIABLE] = str(folder)
    for other in home.iterdir():
        if time.time() - other.stat().st_mtime > _SECONDS_KEPT:
            shutil.rmtree(other, ignore_errors=True)
    return folder


def source_hash(package: Path) -> str:
    """Return a hash of the modules that compiled code may depend on.

    Floors on which nothing is compiled are left out.

    Parameters
    ----------
    package
        Directory of the package.

    Returns
    -------
    str
        16 hexadecimal digits.
    """
    digest = hashlib.blake2b(digest_size=8)
    for path in sorted(package.rglob("*.py")):
        if path.relative_to(package).parts[0] in _NEVER_COMPILED:
            continue
        content = path.read_bytes()
        digest.update(f"{path.relative_to(package)}:{len(content)}:".encode())
        digest.update(content)
    return digest.hexdigest()
