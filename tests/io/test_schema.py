"""Reading files: nothing is guessed, nothing is executed, every problem is named."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import Field

from twin.ground.errors import InputError
from twin.ground.quality import Status
from twin.io import schema
from twin.io.schema import Identifier, Strict, load_json, load_yaml, parse, suggest


class Leaf(Strict):
    label: Identifier
    height: float = Field(gt=0.0)
    is_open: bool = False
    hours: tuple[float, ...] = ()
    status: Status = Status.ASSUMPTION


class Tree(Strict):
    count: int
    leaves: tuple[Leaf, ...] = ()
    named: dict[str, Leaf] = Field(default_factory=dict)
    spare: Leaf | None = None


def problems_of(call, *args) -> dict[str, str]:
    with pytest.raises(InputError) as caught:
        call(*args)
    return {one.path: one.message for one in caught.value.problems}


def write(folder: Path, text: str | bytes, name: str = "file.yaml") -> Path:
    path = folder / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def test_every_problem_of_a_file_is_named_at_once_with_its_place():
    raw = {
        "count": 1.5,
        "leaves": [{"label": "a b", "height": 0.0, "hieght": 1}],
        "named": {"x": {"label": "x", "height": "3", "is_open": "yes"}},
        "spare": {"label": "s", "height": 1, "status": "Q"},
        "cuont": 2,
    }
    found = problems_of(parse, Tree, raw, "tree.yaml")
    assert set(found) == {
        "count",
        "leaves.0.label",
        "leaves.0.height",
        "leaves.0.hieght",
        "named.x.height",
        "named.x.is_open",
        "spare.status",
        "cuont",
    }


@pytest.mark.parametrize(
    ("raw", "path", "near"),
    [
        ({"count": 1, "leafs": []}, "leafs", "leaves"),
        ({"count": 1, "leaves": [{"label": "a", "height": 1, "statsu": "A"}]},
         "leaves.0.statsu", "status"),
        ({"count": 1, "named": {"n": {"label": "a", "height": 1, "hour": []}}},
         "named.n.hour", "hours"),
        ({"count": 1, "spare": {"label": "a", "height": 1, "isopen": True}},
         "spare.isopen", "is_open"),
    ],
)  # fmt: skip
def test_an_unknown_key_comes_with_the_nearest_known_one(raw, path, near):
    assert f"did you mean '{near}'?" in problems_of(parse, Tree, raw, "x")[path]


def test_a_key_without_a_near_one_comes_with_all_that_are_known():
    assert suggest("qqqq", ["b", "a"]) == "known: a, b"


@pytest.mark.parametrize("value", [True, "1", 1.5, None, [1], "2020-01-01"])
def test_what_is_no_whole_number_is_not_taken_for_one(value):
    assert "count" in problems_of(parse, Tree, {"count": value}, "x")


def test_whole_numbers_are_taken_for_real_ones_and_lists_for_tuples():
    leaf = parse(Leaf, {"label": "a", "height": 2, "hours": [1, 2.5]}, "x")
    assert leaf.height == 2.0
    assert leaf.hours == (1.0, 2.5)


@pytest.mark.parametrize("text", [".nan", ".inf", "-.inf"])
def test_what_is_no_finite_number_is_refused(tmp_path, text):
    raw = load_yaml(write(tmp_path, f"label: a\nheight: {text}\n"))
    assert "height" in problems_of(parse, Leaf, raw, "x")


def test_a_number_with_an_exponent_is_a_number(tmp_path):
    raw = load_yaml(write(tmp_path, "a: 3.6e6\nb: 1e3\nc: -2.5E-3\nd: .5e1\n"))
    assert raw == {"a": 3.6e6, "b": 1000.0, "c": -0.0025, "d": 5.0}


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("", "empty"),
        ("  \n\n", "empty"),
        ("- 1\n- 2\n", "mapping"),
        ("plain words\n", "mapping"),
        ("a: 1\na: 2\n", "'a' is given twice"),
        ("a: {b: 1, b: 2}\n", "'b' is given twice"),
        ("a: &x [1]\nb: *x\n", "aliases"),
        ("a: [1, 2\n", "not valid YAML"),
        ("a: b: c\n", "not valid YAML"),
        ("a: !!python/object/apply:os.system ['true']\n", "not valid YAML"),
        ("a: !!python/name:os.system ''\n", "not valid YAML"),
        ("--- \na: 1\n---\nb: 2\n", "not valid YAML"),
        ("? [1, 2]\n: 3\n", "not valid YAML"),
        ("a: " + "[" * 60 + "]" * 60, "nested deeper"),
        ("a: " + "9" * 5000, "not valid YAML"),
        (b"\xff\xfe\x00\x01", "not UTF-8"),
        (b"a: 1\x00\n", "zero byte"),
        (b"\x89PNG\r\n\x1a\n", "not UTF-8"),
    ],
)
def test_what_is_not_a_plain_yaml_mapping_is_refused(tmp_path, text, hint):
    path = write(tmp_path, text)
    with pytest.raises(InputError, match=hint):
        load_yaml(path)


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("", "empty"),
        ("[1]", "mapping"),
        ("{'a': 1}", "not valid JSON"),
        ('{"a": 1', "not valid JSON"),
        ('{"a": 1, "a": 2}', "'a' is given twice"),
        ("[" * 100_000, "not valid JSON"),
    ],
)
def test_what_is_not_a_json_object_is_refused(tmp_path, text, hint):
    path = write(tmp_path, text, "file.json")
    with pytest.raises(InputError, match=hint):
        load_json(path)


def test_aliases_cannot_blow_a_small_file_up(tmp_path):
    lines = ["a0: &a0 [x, x]"]
    lines += [f"a{i}: &a{i} [*a{i - 1}, *a{i - 1}]" for i in range(1, 40)]
    with pytest.raises(InputError, match="aliases"):
        load_yaml(write(tmp_path, "\n".join(lines)))


def test_a_file_that_is_too_large_is_not_read(tmp_path, monkeypatch):
    monkeypatch.setattr(schema, "MAX_BYTES", 10)
    with pytest.raises(InputError, match="larger than"):
        load_yaml(write(tmp_path, "a: 1234567890\n"))


def test_a_folder_or_nothing_is_no_file(tmp_path):
    for path in (tmp_path, tmp_path / "absent.yaml"):
        with pytest.raises(InputError, match="no such file"):
            load_yaml(path)


def test_a_byte_order_mark_is_not_part_of_the_first_key(tmp_path):
    assert load_yaml(write(tmp_path, b"\xef\xbb\xbfa: 1\n")) == {"a": 1}


def test_a_long_value_is_not_repeated_in_full():
    raw = {"label": "é" * 10_000, "height": 1}
    with pytest.raises(InputError) as caught:
        parse(Leaf, raw, "x")
    assert len(str(caught.value)) < 400


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=60))
def test_whatever_the_bytes_a_mapping_comes_back_or_an_input_error(tmp_path, data):
    path = write(tmp_path, data)
    for load in (load_yaml, load_json):
        try:
            raw = load(path)
        except InputError:
            continue
        assert isinstance(raw, dict)
        with pytest.raises(InputError):
            parse(Tree, {**raw, "count": "many"}, "x")
