"""Imports only point down, and every page tells the same floors."""

import ast
import importlib
import re
import subprocess
import sys


def _layers(project):
    contracts = project["tool"]["importlinter"]["contracts"]
    (layers,) = [one["layers"] for one in contracts if one["type"] == "layers"]
    return [[name.strip() for name in layer.split("|")] for layer in layers]


def test_every_floor_of_the_package_is_in_the_contract(root, project):
    floors = {name for layer in _layers(project) for name in layer}
    folders = {
        f"twin.{path.parent.name}" for path in (root / "twin").glob("*/__init__.py")
    }
    assert floors == folders


def test_imports_only_point_down(root):
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            "from importlinter.cli import lint_imports_command as c; c()",
        ],
        cwd=root,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_floor_says_in_one_line_what_it_does(project):
    for layer in _layers(project):
        for name in layer:
            docstring = importlib.import_module(name).__doc__
            assert docstring, name
            assert docstring.strip().splitlines()[0].endswith("."), name


def test_the_architecture_page_draws_the_floors_of_the_contract(root, project):
    page = (root / "docs" / "architecture.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (`[a-z]+`(?: · `[a-z]+`)*) \|", page, flags=re.MULTILINE)
    drawn = [[f"twin.{n}" for n in re.findall(r"`([a-z]+)`", row)] for row in rows]
    assert drawn == _layers(project)


def test_edge_libraries_are_forbidden_on_every_floor_but_their_own(project):
    floors = {name for layer in _layers(project) for name in layer}
    allowed = {
        "pydantic": {"twin.io", "twin.cli"},
        "simpy": {"twin.life", "twin.scenario", "twin.io", "twin.cli"},
        "typer": {"twin.cli"},
    }
    contracts = project["tool"]["importlinter"]["contracts"]
    for library, homes in allowed.items():
        (contract,) = [
            c for c in contracts if library in c.get("forbidden_modules", ())
        ]
        assert floors - set(contract["source_modules"]) <= homes


def test_public_names_of_the_package_are_sorted_and_importable():
    twin = importlib.import_module("twin")
    names = twin.__all__
    assert list(names) == sorted(set(names))
    for name in names:
        assert getattr(twin, name) is not None
    assert set(names) <= set(dir(twin))


def test_importing_the_package_loads_none_of_its_floors():
    """PEP 562: ``import twin`` is cheap; names are fetched when they are used."""
    code = "import sys, twin; print([m for m in sys.modules if m.startswith('twin.')])"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


def test_nothing_inside_imports_the_package_root(trees):
    found = [
        path
        for path, tree in trees.items()
        for node in ast.walk(tree)
        if getattr(node, "module", None) == "twin"
        and any(alias.name != "__version__" for alias in node.names)
    ]
    assert found == []
