"""The list of mutants stays true to the source that it breaks."""

import runpy

import pytest


@pytest.fixture(scope="module")
def mutants(root):
    return runpy.run_path(str(root / "tests" / "mutants.py"), run_name="mutants")


def test_every_mutant_breaks_a_text_that_stands_once_in_its_file(root, mutants):
    stale = [
        f"{one.file}: {one.law}"
        for one in mutants["MUTANTS"]
        if (root / one.file).read_text(encoding="utf-8").count(one.old) != 1
    ]
    assert not stale, "\n" + "\n".join(stale)


def test_every_mutant_still_is_python(root, mutants):
    for one in mutants["MUTANTS"]:
        source = (root / one.file).read_text(encoding="utf-8")
        changed = source.replace(one.old, one.new)
        assert changed != source
        compile(changed, one.file, "exec")


def test_laws_have_names_of_their_own(mutants):
    laws = [one.law for one in mutants["MUTANTS"]]
    assert len(set(laws)) == len(laws)
