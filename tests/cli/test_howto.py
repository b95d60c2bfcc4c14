"""What the how-tos and the script of a scenario say can be run as it stands."""

import ast
import os
import re
import subprocess
import sys

import pytest

PAGES = ("run_a_study", "scripts")


def _blocks(root, page):
    text = (root / "docs" / "howto" / f"{page}.md").read_text(encoding="utf-8")
    found = re.findall(r"```python\n(.*?)```", text, flags=re.DOTALL)
    return [one for one in found if not one.startswith(">>>")]


@pytest.mark.parametrize("page", PAGES)
def test_every_block_is_python(root, page):
    blocks = _blocks(root, page)
    assert blocks
    for one in blocks:
        ast.parse(one)


@pytest.mark.slow
@pytest.mark.parametrize("page", PAGES)
def test_every_block_runs(root, page, small, monkeypatch, capsys):
    monkeypatch.chdir(small)
    for one in _blocks(root, page):
        exec(compile(one, page, "exec"), {})  # noqa: S102 - text of this repository
    assert capsys.readouterr().out.strip()


@pytest.mark.slow
@pytest.mark.parametrize("arguments", [("1", "--years", "2"), ("0",)])
def test_the_script_prints_a_comparison(root, small, arguments):
    """It reads the project in which it lies: here the one with three houses."""
    script = small / "scenarios" / "cool_envelope_script.py"
    done = subprocess.run(
        [sys.executable, "-W", "error", str(script), *arguments],
        cwd=root,
        env={**os.environ, "PYTHONPATH": str(root)},
        capture_output=True,
        text=True,
        check=False,
    )
    if arguments[0] == "0":
        assert done.returncode == 2
        assert "1 or more" in done.stderr
        return
    assert done.returncode == 0, done.stderr
    assert "means of 1 paired futures" in done.stdout
    lines = {line.split()[0]: line.split() for line in done.stdout.splitlines() if line}
    head = lines["scenario"]
    assert head[1:] == ["baseline", "cool_envelope", "difference", "better", "unit"]
    base, other, gap = (float(one) for one in lines["overheating"][1:4])
    assert gap == pytest.approx(other - base, abs=0.01 * base)
    assert base > 0.0
