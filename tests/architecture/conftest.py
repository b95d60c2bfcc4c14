"""The source of the house, parsed once."""

import ast
import subprocess
import tomllib
from pathlib import Path
from typing import Any

import pytest


@pytest.fixture(scope="session")
def trees(root: Path) -> dict[str, ast.Module]:
    """Syntax tree of every module of the package, by path from the root."""
    return {
        str(path.relative_to(root)): ast.parse(path.read_text(encoding="utf-8"))
        for path in sorted((root / "twin").rglob("*.py"))
        if (root / "twin" / "defaults") not in path.parents
    }


@pytest.fixture(scope="session")
def project(root: Path) -> dict[str, Any]:
    """The content of ``pyproject.toml``."""
    return tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def tracked(root: Path) -> list[Path]:
    """Every file of the checkout that git tracks."""
    if not (root / ".git").exists():
        pytest.skip("not a git checkout: tracked files are unknown")
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=root, check=True, capture_output=True, text=True
    ).stdout.split("\0")
    return [root / name for name in listed if name and (root / name).is_file()]
