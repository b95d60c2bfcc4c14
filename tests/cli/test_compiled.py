"""Compiled code is never older than the source that was inlined into it."""

import os
import re
import subprocess
import sys
import time

import pytest

from twin.cli.compiled import _NEVER_COMPILED, VARIABLE, source_hash, use_fresh_cache

CALLEE = "from numba import njit\n@njit(cache=True)\ndef law():\n    return {}\n"
CALLER = (
    "from numba import njit\nfrom {0}.callee import law\n"
    "@njit(cache=True)\ndef loop():\n    return law()\n"
)


@pytest.fixture
def package(tmp_path):
    """A small checkout with a compiled function that calls another."""
    (tmp_path / "pyproject.toml").write_text("[project]\nname = 'twin'\n")
    folder = tmp_path / "small"
    folder.mkdir()
    (folder / "__init__.py").write_text("")
    (folder / "callee.py").write_text(CALLEE.format(1))
    (folder / "caller.py").write_text(CALLER.format("small"))
    return folder


def test_every_module_counts_in_the_hash_of_the_source(package):
    before = source_hash(package)
    assert source_hash(package) == before
    (package / "callee.py").write_text(CALLEE.format(2))
    assert source_hash(package) != before


def test_floors_that_are_never_compiled_do_not_count(package):
    before = source_hash(package)
    (package / "report").mkdir()
    (package / "report" / "page.py").write_text("x = 1\n")
    assert source_hash(package) == before


def test_nothing_compiled_stands_on_a_floor_that_does_not_count(root):
    """Else an edit there could be missed."""
    found = [
        str(path.relative_to(root))
        for floor in _NEVER_COMPILED
        for path in (root / "twin" / floor).rglob("*.py")
        if re.search(
            r"from numba import|from twin.ground.lanes import",
            path.read_text(encoding="utf-8"),
        )
    ]
    assert found == []


def test_a_set_variable_and_an_installed_package_are_left_alone(package, tmp_path):
    assert use_fresh_cache({VARIABLE: "mine"}, package) is None
    (tmp_path / "pyproject.toml").unlink()
    environment = {}
    assert use_fresh_cache(environment, package) is None
    assert environment == {}


def test_old_caches_are_removed_and_recent_ones_kept(package):
    first = use_fresh_cache({}, package)
    (package / "callee.py").write_text(CALLEE.format(2))
    second = use_fresh_cache({}, package)
    assert first.is_dir()
    long_ago = time.time() - 30 * 86_400
    os.utime(first, (long_ago, long_ago))
    assert use_fresh_cache({}, package) == second
    assert second.is_dir()
    assert not first.exists()


@pytest.mark.slow
def test_an_edited_formula_reaches_the_loop_that_inlined_it(package):
    """Fails without the fresh cache: the loop would return the old value."""

    def run():
        environment = {k: v for k, v in os.environ.items() if k != VARIABLE}
        use_fresh_cache(environment, package)
        code = "from small.caller import loop; print(loop())"
        return subprocess.run(
            [sys.executable, "-c", code],
            cwd=package.parent,
            env=environment,
            check=True,
            capture_output=True,
            text=True,
        ).stdout.strip()

    assert run() == "1"
    (package / "callee.py").write_text(CALLEE.format(2))
    assert run() == "2"
