"""Docstrings agree with signatures, and signatures with the glossary.

Static: the source is parsed, not imported, so compiled functions count as well.
"""

import ast
import re

from twin.ground.glossary import GLOSSARY

# Floors on which every numeric argument is a glossary name with the glossary's unit.
GLOSSARY_FLOORS = {
    "ground", "model", "weather", "physics", "air", "systems", "health", "annual",
}  # fmt: skip
# Decorators of the steps of a compiled hour. On the floor `annual` such a function is
# private to the kernel: it is called from one loop, takes rows of the tables that
# `twin.annual.scratch` and `twin.annual.series` name and measure, one row an argument
# because the compiler may then assume that rows do not overlap. It has one docstring,
# and its arguments have types; a row has its unit where the table is described, so
# neither a section of parameters nor the glossary is asked of it.
KERNEL_FLOOR = "annual"
KERNEL_STEPS = {"lane_loop", "phase"}
NUMERIC = {"float", "int", "Real", "FloatArray", "IntArray"}
CONTAINERS = {"tuple", "list", "Sequence", "Iterable", "None", "Annotated"}


def _is_numeric(annotation):
    """Whether an annotation speaks of numbers only."""
    if annotation is None:
        return False
    names = {node.id for node in ast.walk(annotation) if isinstance(node, ast.Name)}
    return bool(names & NUMERIC) and names <= NUMERIC | CONTAINERS


def _arguments(function):
    """All arguments of a function in order, `self` and `cls` left out."""
    spec = function.args
    plain = [*spec.posonlyargs, *spec.args]
    star = [spec.vararg] if spec.vararg else []
    named = [*spec.kwonlyargs, *([spec.kwarg] if spec.kwarg else [])]
    return [a for a in (*plain, *star, *named) if a.arg not in {"self", "cls"}]


def _public_functions(tree):
    """Public functions of a module and public methods of its public classes."""
    for node in tree.body:
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
            yield node.name, node
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
            for inner in node.body:
                is_function = isinstance(inner, ast.FunctionDef)
                if is_function and not inner.name.startswith("_"):
                    yield f"{node.name}.{inner.name}", inner


def _is_kernel_step(path, function):
    """Whether a function is a step of the compiled hour, see `KERNEL_STEPS`."""
    names = {one.id for one in function.decorator_list if isinstance(one, ast.Name)}
    return path.split("/")[1] == KERNEL_FLOOR and bool(names & KERNEL_STEPS)


def _parameters(docstring):
    """Names and texts of the Parameters section, in order; None without one."""
    lines = docstring.splitlines()
    try:
        start = lines.index("Parameters")
    except ValueError:
        return None
    found = {}
    names = []
    for number in range(start + 2, len(lines)):
        line = lines[number]
        if number + 1 < len(lines) and re.fullmatch(r"-{3,}", lines[number + 1]):
            break
        if line and not line.startswith(" "):
            names = [one.strip("* ") for one in line.split(":")[0].split(",")]
            found.update(dict.fromkeys(names, ""))
        else:
            for name in names:
                found[name] += " " + line.strip()
    return {name: text.strip() for name, text in found.items()}


def _unit(text):
    """The unit in brackets at the end of a text, or None."""
    match = re.search(r"\[([^\[\]]+)\]\.?$", text)
    return match.group(1) if match else None


def _documented(trees, floors=None):
    """Public functions; if floors are given, theirs without steps of the kernel."""
    for path, tree in trees.items():
        if floors is None or path.split("/")[1] in floors:
            for name, function in _public_functions(tree):
                if floors is not None and _is_kernel_step(path, function):
                    continue
                docstring = ast.get_docstring(function) or ""
                yield f"{path}:{function.lineno} {name}", function, docstring


def test_every_public_function_has_a_docstring(trees):
    assert [place for place, _, text in _documented(trees) if not text] == []


def test_documented_parameters_are_those_of_the_signature(trees):
    found = []
    for place, function, docstring in _documented(trees):
        documented = _parameters(docstring)
        expected = [argument.arg for argument in _arguments(function)]
        if documented is not None and list(documented) != expected:
            found.append(f"{place}: documents {list(documented)}, takes {expected}")
    assert not found, "\n" + "\n".join(found)


def test_kernel_floors_document_every_parameter(trees):
    found = [
        place
        for place, function, docstring in _documented(trees, GLOSSARY_FLOORS)
        if _arguments(function) and _parameters(docstring) is None
    ]
    assert not found, "\n" + "\n".join(found)


def test_numeric_arguments_are_in_the_glossary_with_its_unit(trees):
    found = []
    for place, function, docstring in _documented(trees, GLOSSARY_FLOORS):
        texts = _parameters(docstring) or {}
        for argument in _arguments(function):
            if not _is_numeric(argument.annotation):
                continue
            term = GLOSSARY.get(argument.arg)
            unit = _unit(texts.get(argument.arg, ""))
            if term is None:
                found.append(
                    f"{place}: '{argument.arg}' [{unit}] is not in the glossary"
                )
            elif unit != term.unit:
                found.append(
                    f"{place}: '{argument.arg}' has unit [{unit}], "
                    f"the glossary says [{term.unit}]"
                )
    assert not found, "\n" + "\n".join(found)


def test_every_argument_has_a_type(trees):
    """Compiled functions as well: the compiler infers, the reader cannot."""
    found = [
        f"{place}: {argument.arg}"
        for place, function, _ in _documented(trees)
        for argument in _arguments(function)
        if argument.annotation is None
    ]
    assert not found, "\n" + "\n".join(found)


def test_the_glossary_is_sorted_and_every_term_is_complete():
    assert list(GLOSSARY) == sorted(GLOSSARY)
    for name, term in GLOSSARY.items():
        assert re.fullmatch(r"[a-z][a-z0-9_]*", name), name
        assert term.unit, name
        assert not {"[", "]"} & set(term.unit), name
        assert term.meaning, name
        assert not term.meaning.endswith("."), name


def test_every_term_of_the_glossary_is_an_argument_somewhere(trees):
    used = {
        argument.arg
        for tree in trees.values()
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef)
        for argument in _arguments(node)
    }
    assert sorted(set(GLOSSARY) - used) == []


def test_only_compiled_rows_of_the_hour_are_left_out(trees):
    """What runs a year is documented like everything else; plain functions always."""
    source = "@lane_loop\ndef add(target: float) -> None: ...\ndef sub(): ..."
    step, plain = ast.parse(source).body
    assert _is_kernel_step("twin/annual/faces.py", step)
    assert not _is_kernel_step("twin/annual/faces.py", plain)
    assert not _is_kernel_step("twin/physics/plant.py", step)
    left_out = {
        path
        for path, tree in trees.items()
        for _, function in _public_functions(tree)
        if _is_kernel_step(path, function)
    }
    hour = {"air_hour", "envelope", "faces", "glass_hour", "hour", "kernel", "mixing"}
    hour |= {"mould", "pollutants", "pollutant_hour", "reduce_comfort"}
    hour |= {"reduce_pollutants", "reduce_clean_air", "closed_room"}
    hour |= {"machine_hour", "reduce", "zone_hour"}
    assert left_out <= {f"twin/annual/{name}.py" for name in hour}


def test_the_parser_of_this_test_sees_a_wrong_unit():
    """The check itself is checked: a wrong unit, a missing name, two at once."""
    source = '''
def flow(area: float, label: str, speed: "Real | None" = None) -> float:
    """Return it.

    Parameters
    ----------
    area, speed
        Something long that goes
        on [m²].
    label
        Text.

    Returns
    -------
    float
        Flow [m³/s].
    """
'''
    (function,) = ast.parse(source).body
    texts = _parameters(ast.get_docstring(function))
    assert list(texts) == ["area", "speed", "label"]
    assert _unit(texts["area"]) == "m²"
    assert _unit(texts["label"]) is None
    kinds = {a.arg: _is_numeric(a.annotation) for a in _arguments(function)}
    assert kinds["area"]
    assert not kinds["label"]
