"""Where measurements may be written: one folder inside a run, for its owner alone."""

import os
import shutil
import stat
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from twin.io.pseudonym import SALT_BYTES, Pseudonyms, new_salt
from twin.io.results import read_manifest
from twin.io.untrusted import refusal

FOLDER: Final = "sensors"
"""Folder inside a run; nothing that was measured is written anywhere else."""

SALT: Final = "salt.key"
"""File of the salt; who deletes it cuts the way back to the identifiers."""

_FILE_MODE: Final = 0o600
_FOLDER_MODE: Final = 0o700
_NO_LINK: Final = getattr(os, "O_NOFOLLOW", 0)


class MeasuredFolder:
    """The folder of measurements of a run.

    Parameters
    ----------
    run
        Folder of a run.

    Raises
    ------
    InputError
        It is no run, or it, its folder of measurements or the salt is a link, or
        others may read the salt.
    """

    def __init__(self, run: Path) -> None:
        _refuse_link(run)
        read_manifest(run)
        self.path = run / FOLDER
        _refuse_link(self.path)
        if self.path.exists() and not self.path.is_dir():
            raise refusal(self.path, "must be a folder")

    def pseudonyms(self) -> Pseudonyms:
        """Return the names of this run; its salt is made at the first import."""
        _make_folder(self.path)
        path = self.path / SALT
        _refuse_link(path)
        if not path.exists():
            _write_new(path, new_salt().hex().encode())
        status = path.stat()
        if not stat.S_ISREG(status.st_mode) or status.st_mode & 0o077:
            message = "must be a file that only its owner may read: chmod 600"
            raise refusal(path, message)
        text = path.read_bytes()
        try:
            salt = bytes.fromhex(text.decode("ascii").strip())
        except ValueError as error:
            raise refusal(path, "must be hexadecimal digits") from error
        if len(salt) != SALT_BYTES:
            raise refusal(path, f"must be {2 * SALT_BYTES} hexadecimal digits")
        return Pseudonyms(salt)

    def write(self, name: str, files: Mapping[str, str]) -> Path:
        """Write the files of one import, whole or not at all.

        Parameters
        ----------
        name
            Folder of the import, letters, digits and ``_``; replaced if it exists.
        files
            Text by name of file.

        Returns
        -------
        Path
            The folder.

        Raises
        ------
        InputError
            A name leaves the folder, or a link stands in the way.
        """
        _make_folder(self.path)
        target = self.path / name
        for one in (name, *files):
            _check_name(self.path, one)
        _refuse_link(target)
        stage = Path(tempfile.mkdtemp(prefix=".import-", dir=self.path))
        try:
            fresh = stage / "new"
            fresh.mkdir(mode=_FOLDER_MODE)
            for file, text in files.items():
                _write_new(fresh / file, text.encode())
            if target.exists():
                target.rename(stage / "old")
            fresh.rename(target)
        except BaseException:
            if (stage / "old").exists() and not target.exists():
                (stage / "old").rename(target)
            raise
        finally:
            shutil.rmtree(stage, ignore_errors=True)
        return target


def _make_folder(path: Path) -> None:
    """Make a folder that only its owner may enter."""
    path.mkdir(mode=_FOLDER_MODE, exist_ok=True)
    path.chmod(_FOLDER_MODE)


def _refuse_link(path: Path) -> None:
    """Refuse a link, wherever it leads."""
    if path.is_symlink():
        raise refusal(path, "is a link; measurements stay in the folder of the run")


def _check_name(folder: Path, name: str) -> None:
    """Refuse a name that is more than a name."""
    is_plain = name.replace("_", "").replace(".", "").isalnum() and name.isascii()
    if not is_plain or name.startswith("."):
        raise refusal(folder, f"{name!r} is no plain name")


def _write_new(path: Path, content: bytes) -> None:
    """Write a file that does not exist yet, for its owner alone."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | _NO_LINK
    with os.fdopen(os.open(path, flags, _FILE_MODE), "wb") as opened:
        opened.write(content)
