"""Every byte of a bundle is known: a flipped one is named, a hostile one refused."""

import io
import json
import os
import stat
import struct
import zipfile
import zlib
from functools import partial

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from twin.ground.errors import InputError
from twin.ground.random import stream
from twin.io import bundle_check
from twin.io.bundle_check import check_bundle, extract
from twin.io.bundle_finding import Kind
from twin.io.bundle_manifest import (
    BLOCK_BYTES,
    canonical,
    parse_manifest,
    wrong_name,
)
from twin.io.bundle_write import bundle_bytes, write_bundle
from twin.io.flipped import has_hash, locate
from twin.io.signature import is_signed, new_key, read_private, read_public, sign

ABOUT = {
    "banner": "Provisional, not endorsed.", "run_id": "abc", "community": "x",
    "scenarios": ["a"], "scenario_files": ["inputs/scenarios/a.yaml"],
    "options": {"seed": 1}, "assessment_year": 2040, "pack": "p 1",
    "versions": {"numpy": "2"},
}  # fmt: skip
MEMBERS = {
    "README.txt": b"hello", "pack.yaml": b"x: 1\n" * 30, "verdicts.json": b"{}",
    "inputs/weather/a.epw": stream(1, "member").bytes(BLOCK_BYTES + 900),
    "inputs/scenarios/a.yaml": b"",
}  # fmt: skip


@pytest.fixture(scope="module")
def keys(tmp_path_factory):
    folder = tmp_path_factory.mktemp("keys")
    for name in ("mine", "other"):
        new_key(folder / name)
    return folder


@pytest.fixture(scope="module")
def signed(keys):
    return b"".join(
        bundle_bytes(ABOUT, MEMBERS, partial(sign, read_private(keys / "mine")))
    )


@pytest.fixture(scope="module")
def unsigned():
    return b"".join(bundle_bytes(ABOUT, MEMBERS))


@pytest.fixture
def check(tmp_path):
    """Check bytes as a bundle."""

    def run(content, key=None):
        path = tmp_path / "b.zip"
        path.write_bytes(content)
        return check_bundle(path, key)

    return run


@pytest.fixture(params=["signed", "unsigned"])
def whole(request):
    return request.getfixturevalue(request.param)


def _flip(content, at, change):
    changed = bytearray(content)
    changed[at] ^= change
    return bytes(changed)


def test_a_whole_bundle_is_sound_and_any_reader_of_archives_reads_it(whole, check):
    assert check(whole).findings == ()
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        assert archive.testzip() is None
        assert archive.namelist() == sorted(archive.namelist())
        for name, content in MEMBERS.items():
            assert archive.read(name) == content
        assert {one.date_time for one in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert {one.compress_type for one in archive.infolist()} == {zipfile.ZIP_STORED}


def test_the_order_in_which_members_are_given_changes_no_byte(unsigned):
    turned = dict(reversed(MEMBERS.items()))
    assert b"".join(bundle_bytes(ABOUT, turned)) == unsigned


@pytest.mark.parametrize("offset", [0, 3, 5])
def test_a_flipped_byte_anywhere_is_named_to_the_byte(whole, check, offset):
    """Every seventh byte of headers, manifest and seal, fewer of the large member."""
    start = whole.index(MEMBERS["inputs/weather/a.epw"])
    large = range(start, start + len(MEMBERS["inputs/weather/a.epw"]))
    lot = stream(offset, "bits")
    places = [at for at in range(offset, len(whole), 7) if at not in large]
    places += range(large.start + offset, large.stop, 997)
    for at in places:
        found = check(_flip(whole, at, 1 << int(lot.integers(8)))).findings
        spans = [(one.start, one.stop) for one in found if one.start is not None]
        assert (at, at + 1) in spans, (at, [str(one) for one in found])
        (one,) = [one for one in found if one.start == at]
        if one.member_start is not None:
            held = whole.index(whole[at - one.member_start : at])
            assert held <= at - one.member_start
            assert one.found != one.wanted


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_any_change_of_any_byte_is_found(tmp_path_factory, signed, data):
    at = data.draw(st.integers(0, len(signed) - 1))
    change = data.draw(st.integers(1, 255))
    path = tmp_path_factory.mktemp("any") / "b.zip"
    path.write_bytes(_flip(signed, at, change))
    assert any(
        one.start == at and one.stop == at + 1 for one in check_bundle(path).findings
    )


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_anything_else_done_to_the_bytes_is_found(tmp_path_factory, signed, data):
    at = data.draw(st.integers(0, len(signed)))
    size = data.draw(st.integers(0, 40))
    more = data.draw(st.binary(max_size=40))
    changed = signed[:at] + more + signed[at + size :]
    path = tmp_path_factory.mktemp("cut") / "b.zip"
    path.write_bytes(changed)
    assert bool(check_bundle(path).findings) == (changed != signed)


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=400))
def test_noise_is_refused_without_a_crash(tmp_path_factory, noise):
    path = tmp_path_factory.mktemp("noise") / "b.zip"
    path.write_bytes(noise)
    found = check_bundle(path)
    assert found.head is None
    assert found.findings


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda b: b + b"tail", "4 bytes follow the end of the bundle"),
        (lambda b: b[:-22] + b[-22:-2] + b"\x03\x00abc", "3 bytes were put in"),
        (lambda b: b[:-1], "1 bytes were taken out"),
        (lambda b: b"MZ" + b, "2 bytes were put in"),
    ],
    ids=["tail", "comment", "cut", "front"],
)
def test_bytes_outside_the_members_are_named(whole, check, change, says):
    found = check(change(whole))
    if found.head is None:
        assert found.findings
    else:
        assert any(says in str(one) for one in found.findings), found.findings


def test_two_bytes_of_one_block_are_named_as_their_block(whole, check):
    start = whole.index(MEMBERS["inputs/weather/a.epw"])
    (one,) = check(_flip(_flip(whole, start + 5, 1), start + 9, 1)).findings
    assert (one.start, one.stop) == (start, start + BLOCK_BYTES)
    assert one.member_start == 0
    second = start + BLOCK_BYTES
    (one,) = check(_flip(_flip(whole, second + 5, 1), second + 9, 1)).findings
    assert (one.start, one.stop) == (second, second + 900)
    assert one.member_start == BLOCK_BYTES
    assert "of the bundle" in str(one)
    assert "of the member" in str(one)


def test_a_removed_and_an_added_file_are_each_one_message(whole, check):
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(whole)) as old, zipfile.ZipFile(out, "w") as new:
        for row in old.infolist():
            if row.filename != "pack.yaml":
                new.writestr(row, old.read(row))
    (one,) = check(out.getvalue()).findings
    assert (one.kind, one.place) == (Kind.FILES, "pack.yaml")
    assert "was removed" in one.message
    more = io.BytesIO(whole)
    with zipfile.ZipFile(more, "a") as archive:
        archive.writestr("evidence.sql", "SELECT 1")
    (one,) = check(more.getvalue()).findings
    assert (one.kind, one.place) == (Kind.FILES, "evidence.sql")
    assert "was added" in one.message


def test_another_key_is_one_message_and_no_signature_another(
    keys, signed, unsigned, check
):
    right, wrong = (read_public(keys / f"{one}.pub") for one in ("mine", "other"))
    found = check(signed, right)
    assert found.findings == ()
    assert found.signer.startswith("SHA256 ")
    (one,) = check(signed, wrong).findings
    assert (one.kind, "another key" in one.message) == (Kind.SIGNATURE, True)
    (one,) = check(unsigned, right).findings
    assert "is not signed" in one.message
    assert check(unsigned).signer == ""


def test_who_changes_a_member_and_all_hashes_cannot_sign(keys, signed, check):
    """The forger keeps the seal of the true bundle, or signs with a key of his own."""
    forged = {**MEMBERS, "pack.yaml": b"x: 2\n" * 30}
    theirs = partial(sign, read_private(keys / "other"))
    content = b"".join(bundle_bytes(ABOUT, forged, theirs))
    assert check(content).findings == (), "a bundle of his own is whole"
    (one,) = check(content, read_public(keys / "mine.pub")).findings
    assert "another key" in one.message
    true = json.loads(zipfile.ZipFile(io.BytesIO(signed)).read("MANIFEST.seal.json"))
    keep = b"".join(bundle_bytes(ABOUT, forged, lambda _: true["signature"]))
    (one,) = check(keep).findings
    assert one.message == "the signature is not that of the manifest"


def _evil(name, content=b"x", attr=0, method=zipfile.ZIP_STORED, twice=False):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for _ in range(2 if twice else 1):
            row = zipfile.ZipInfo(name)
            row.external_attr = attr << 16
            row.compress_type = method
            archive.writestr(row, content)
    return out.getvalue()


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize(
    ("content", "says"),
    [
        (_evil("../../etc/cron.d/x.yaml"), "leaves its folder"),
        (_evil("/etc/passwd"), "leaves its folder"),
        (_evil("inputs\\..\\x.yaml"), "is no name"),
        (_evil("run.sh"), "is no member"),
        (_evil("inputs/scenarios/x.py"), "is no member"),
        (_evil("pack.yaml", attr=stat.S_IFLNK | 0o777), "symbolic link"),
        (_evil("pack.yaml", bytes(10**7), 0, zipfile.ZIP_DEFLATED), "is compressed"),
        pytest.param(b"", "cannot be listed", id="empty"),
    ],
)  # fmt: skip
def test_an_archive_of_somebody_else_is_refused_in_words(check, content, says):
    found = check(content)
    assert found.head is None
    assert any(says in one.message for one in found.findings), found.findings


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_hostile_members_put_into_a_true_bundle_are_refused(whole, check):
    for name, attr, says in (
        ("pack.yaml", 0o100644, "is given twice"),
        ("inputs/../../x.yaml", 0o100644, "leaves its folder"),
        ("inputs/x.yaml", stat.S_IFLNK | 0o777, "symbolic link"),
    ):
        more = io.BytesIO(whole)
        with zipfile.ZipFile(more, "a") as archive:
            row = zipfile.ZipInfo(name)
            row.external_attr = attr << 16
            archive.writestr(row, "evil")
        found = check(more.getvalue()).findings
        assert any(says in one.message for one in found), (name, found)


@pytest.mark.parametrize(
    "name",
    [
        "../x.yaml", "/x.yaml", "inputs//x.yaml", "inputs/./x.yaml", "inputs/x.py",
        "inputs/..\\x.yaml", "C:/x.yaml", "inputs/a\nb.yaml", "inputs/\x1b[2J.yaml",
        "inputs/.yaml", "results/x.pkl", "x.yaml", "MANIFEST.json", "inputs",
        "inputs/" + "a" * 300 + ".yaml", "inputs/a/b/c/d/e/f/g.yaml",
        "inputs/\u202exml.yaml",
    ],
)  # fmt: skip
def test_no_name_of_a_member_can_be_misused(name):
    assert wrong_name(name)
    with pytest.raises(InputError):
        bundle_bytes(ABOUT, {name: b"x"})


def test_a_signed_manifest_with_a_hostile_name_is_refused(keys, tmp_path, monkeypatch):
    """Whoever has a key may sign anything; it is refused before it is unpacked."""
    monkeypatch.setattr("twin.io.bundle_write.parse_manifest", _unchecked)
    key = read_private(keys / "other")
    pieces = bundle_bytes(ABOUT, {"../../evil.yaml": b"x"}, partial(sign, key))
    write_bundle(tmp_path / "evil.zip", pieces)
    found = check_bundle(tmp_path / "evil.zip")
    assert found.head is None
    assert "leaves its folder" in found.findings[0].message


def _unchecked(raw, _):
    from twin.io.bundle_manifest import ManifestFile

    return ManifestFile.model_validate_json(raw)


@pytest.mark.parametrize(
    "raw",
    [b"{}", b"[]", b"null", b"{" * 100_000, b'{"a": 1}', b"\xff", b'{"a":1,"a":1}',
     b'{"a":' + b"9" * 5000 + b"}"],
)  # fmt: skip
def test_a_manifest_of_another_form_is_refused(raw):
    with pytest.raises(InputError):
        parse_manifest(raw, "b")


def test_too_large_a_file_is_not_even_opened(tmp_path, monkeypatch):
    monkeypatch.setattr(bundle_check, "MAX_BUNDLE_BYTES", 100)
    path = tmp_path / "b.zip"
    path.write_bytes(b"x" * 101)
    with pytest.raises(InputError, match="is larger than"):
        check_bundle(path)
    with pytest.raises(InputError, match="is no regular file"):
        check_bundle(tmp_path)
    with pytest.raises(InputError, match="cannot be read"):
        check_bundle(tmp_path / "none")


def test_a_file_that_changes_between_check_and_use_is_refused(unsigned, tmp_path):
    path = tmp_path / "b.zip"
    path.write_bytes(unsigned)
    head = check_bundle(path).head
    extract(path, head, tmp_path / "out")
    for name, content in MEMBERS.items():
        assert (tmp_path / "out" / name).read_bytes() == content
    path.write_bytes(unsigned.replace(b"x: 1", b"x: 9"))
    with pytest.raises(InputError, match="has changed"):
        extract(path, head, tmp_path / "again")


def test_a_new_key_is_for_its_owner_alone_and_never_replaces_one(tmp_path):
    path = tmp_path / "k"
    new_key(path, "secret")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert b"ENCRYPTED" in path.read_bytes()
    with pytest.raises(InputError, match="exists already"):
        new_key(path)
    for wrong in ("", "other"):
        with pytest.raises(InputError, match="passphrase"):
            read_private(path, wrong)
    key = read_private(path, "secret")
    seal = sign(key, b"m")
    public, value = (bytes.fromhex(seal[one]) for one in ("public_key", "value"))
    assert public == read_public(tmp_path / "k.pub")
    assert is_signed(public, value, b"m")
    assert not is_signed(public, value, b"n")
    assert not is_signed(bytes(32), value, b"m")


def test_a_signature_is_of_rfc_8032(tmp_path):
    """RFC 8032, 7.1, test 1 gives the public key of a secret one."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    secret = "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60"  # noqa: S105 - published
    public = "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"
    key = Ed25519PrivateKey.from_private_bytes(bytes.fromhex(secret))
    assert sign(key, b"")["public_key"] == public


@settings(max_examples=50, deadline=None)
@given(st.binary(min_size=1, max_size=300), st.data())
def test_the_check_sum_finds_the_byte(block, data):
    import hashlib

    at = data.draw(st.integers(0, len(block) - 1))
    change = data.draw(st.integers(1, 255))
    is_right = has_hash(hashlib.sha256(block).hexdigest())
    flip, mended = locate(_flip(block, at, change), zlib.crc32(block), is_right)
    assert (flip.at, flip.wanted, mended) == (at, block[at], block)


def test_canonical_text_has_one_form_and_no_nan():
    assert (
        canonical({"b": 1, "a": [True, None, "é"]})
        == '{"a":[true,null,"é"],"b":1}'.encode()
    )
    with pytest.raises(ValueError, match="JSON"):
        canonical(float("nan"))


def test_nothing_is_left_of_a_bundle_that_could_not_be_written(tmp_path, monkeypatch):
    def broken(*_):
        message = "disk is full"
        raise OSError(message)

    monkeypatch.setattr(os, "fdopen", broken)
    with pytest.raises(OSError, match="disk is full"):
        write_bundle(tmp_path / "b.zip", (b"x",))
    assert list(tmp_path.iterdir()) == []


def test_a_bomb_in_the_directory_is_not_believed(whole, check):
    """A member that claims four gigabytes has other bytes than the manifest's."""
    at = whole.rindex(b"PK\1\2") + 24
    found = check(whole[:at] + struct.pack("<I", 2**32 - 1) + whole[at + 4 :])
    assert any(
        one.start is not None and at <= one.start < at + 4 for one in found.findings
    )
