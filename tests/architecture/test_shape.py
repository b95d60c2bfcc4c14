"""The house stays small enough to read: modules, functions, names, no globals."""

import ast

MODULE_LINES = 400
FUNCTION_LINES = 60
BANNED_NAMES = {"utils", "util", "helpers", "helper", "common", "misc", "base", "core"}


def _functions(tree):
    return [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]


def test_a_module_has_at_most_400_lines(root, trees):
    sizes = {
        path: len((root / path).read_text(encoding="utf-8").splitlines())
        for path in trees
    }
    assert {p: n for p, n in sizes.items() if n > MODULE_LINES} == {}


def test_a_function_has_at_most_60_lines_its_docstring_left_out(trees):
    long = {}
    for path, tree in trees.items():
        for node in _functions(tree):
            has_docstring = ast.get_docstring(node) is not None
            start = node.body[0].end_lineno if has_docstring else node.lineno
            if (length := node.end_lineno - start) > FUNCTION_LINES:
                long[f"{path}:{node.lineno} {node.name}"] = length
    assert long == {}


def test_no_function_rebinds_a_global_name(trees):
    found = [
        f"{path}:{node.lineno}"
        for path, tree in trees.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Global)
    ]
    assert found == []


def test_a_file_is_named_after_its_topic(trees):
    found = [p for p in trees if p.rsplit("/", 1)[-1][:-3].strip("_") in BANNED_NAMES]
    assert found == []


def test_only_the_command_line_prints(trees):
    found = [
        f"{path}:{node.lineno}"
        for path, tree in trees.items()
        if not path.startswith("twin/cli/")
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "print"
    ]
    assert found == []


def test_every_module_says_what_it_is_for(trees):
    assert [path for path, tree in trees.items() if not ast.get_docstring(tree)] == []


def _imported(node):
    """Top-level names that an import statement loads."""
    if isinstance(node, ast.Import):
        return {alias.name.split(".")[0] for alias in node.names}
    if isinstance(node, ast.ImportFrom):
        return {str(node.module).split(".")[0]}
    return set()


def test_nothing_unsafe_reads_a_file(trees):
    """No pickle, no eval, no yaml loader but the safe one."""
    banned = {"eval", "exec", "pickle", "marshal", "shelve", "unsafe_load", "full_load"}
    found = []
    for path, tree in trees.items():
        for node in ast.walk(tree):
            names = _imported(node)
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                names = {node.func.id}
            if isinstance(node, ast.Attribute) and node.attr.endswith("_load"):
                names = {node.attr}
            if names & banned:
                found.append(f"{path}:{node.lineno} {sorted(names & banned)}")
    assert found == []


def test_the_kernel_floors_know_no_clock_no_table_and_no_logger(trees):
    """Ring of pure functions: what a formula needs comes in as arguments."""
    kernel = {"logging", "datetime", "time", "pandas", "random"}
    banned = dict.fromkeys(("physics", "air", "systems", "health"), kernel)
    banned["weather"] = {"logging", "time", "random"}
    found = [
        f"{path}:{node.lineno}"
        for path, tree in trees.items()
        for node in ast.walk(tree)
        if _imported(node) & banned.get(path.split("/")[1], set())
    ]
    assert found == []
