"""A content hash sees every difference that matters and none that does not."""

import dataclasses
import hashlib
from enum import Enum, StrEnum

import numpy as np
import pytest

from twin.ground.hashing import content_hash, file_hash


@dataclasses.dataclass(frozen=True)
class Door:
    width: float
    height: float = 2.0


@dataclasses.dataclass(frozen=True)
class Hatch:
    width: float
    height: float = 2.0


class Colour(Enum):
    RED = 1


class Shade(StrEnum):
    RED = "red"


def test_the_order_of_a_mapping_does_not_count():
    assert content_hash({"a": 1, "b": 2}) == content_hash({"b": 2, "a": 1})


def test_the_order_of_a_sequence_counts():
    assert content_hash([1, 2]) != content_hash([2, 1])


def test_a_list_and_a_tuple_of_the_same_content_are_the_same():
    assert content_hash([1, "a"]) == content_hash((1, "a"))


@pytest.mark.parametrize(
    "things",
    [
        (1, 1.0, True, "1", "1.0", "True", None, [1], {"1": 1}),
        (0, 0.0, -0.0, False, "", [], {}, None),
        (Colour.RED, Shade.RED, "red", "RED", 1),
        (["ab", "c"], ["a", "bc"], [["ab"], "c"], [["ab", "c"]], "abc"),
        ([], [[]], [[], []], [[[]]]),
        (Door(1.0), Hatch(1.0), Door(1.0, 2.5), Door(2.0, 1.0), {"width": 1.0}),
        (
            np.zeros(4),
            np.zeros((2, 2)),
            np.zeros(4, dtype=np.float32),
            np.zeros(4, dtype=np.int64),
            [0.0] * 4,
        ),
    ],
)
def test_things_of_another_kind_have_another_hash(things):
    hashes = [content_hash(thing) for thing in things]
    assert len(set(hashes)) == len(things)


def test_the_last_bit_of_a_float_counts():
    assert content_hash(0.1 + 0.2) != content_hash(0.3)


def test_numbers_of_numpy_are_numbers():
    assert content_hash(np.float64(0.3)) == content_hash(0.3)
    assert content_hash(np.int64(3)) == content_hash(3)
    assert content_hash(np.True_) == content_hash(True)


def test_the_layout_of_an_array_in_memory_does_not_count(rng):
    array = rng.random((3, 5))
    assert content_hash(array) == content_hash(np.asfortranarray(array))
    assert content_hash(array) != content_hash(array.T)


def test_a_nested_change_is_seen():
    one = {"doors": (Door(0.9), Door(1.0))}
    other = {"doors": (Door(0.9), Door(1.0 + 1e-15))}
    assert content_hash(one) != content_hash(other)


@pytest.mark.parametrize("thing", [object(), {1, 2}, Door, b"bytes", 1j])
def test_what_has_no_content_of_its_own_is_refused(thing):
    with pytest.raises(TypeError, match="no content hash"):
        content_hash({"inside": thing})


def test_a_hash_is_the_same_on_every_machine():
    """Written out by hand from the tags: a mapping of one string to one float."""
    text = b"M{U1:a;R0x1.4000000000000p+1;}"
    expected = hashlib.blake2b(text, digest_size=16).hexdigest()
    assert content_hash({"a": 2.5}) == expected


def test_a_file_is_hashed_by_its_bytes_even_above_one_chunk(tmp_path):
    content = b"0123456789" * 200_000
    path = tmp_path / "big.csv"
    path.write_bytes(content)
    assert file_hash(path) == hashlib.sha256(content).hexdigest()
