"""One file that an assessor can check: written, verified, run again, and tampered."""

import json
import shutil
import zipfile

import pytest

from twin.cli import certifying


@pytest.fixture(scope="module")
def scratch(tmp_path_factory):
    return tmp_path_factory.mktemp("bundles")


@pytest.fixture
def bundle(say, compared, small, scratch):
    """A signed bundle of the small run; never changed."""
    path = scratch / "small.twin.zip"
    if not path.exists():
        assert say("keygen", scratch / "key.pem").code == 0
        said = _certify(say, compared, small, path, "--sign", scratch / "key.pem")
        assert said.code == 1, said.err
        assert f"bundle: {path}" in said.out
        assert "signed by SHA256" in said.out
        assert "Provisional, not endorsed" in said.out
    return path


def _certify(say, run, project, out, *more):
    again = run.parent.parent.parent / "again.yaml"
    return say("certify", run, "-p", project, "--out", out, "--input", again, *more)


def test_a_bundle_is_sound_and_says_what_it_is_not(say, bundle, scratch):
    said = say("verify", bundle, "--key", scratch / "key.pem.pub")
    assert said.code == 0, said.out
    assert "signed by the key given" in said.out
    assert "verdicts judged again from the tables" in said.out
    assert "sound: nothing differs" in said.out
    assert "Provisional, not endorsed" in said.out


def test_the_whole_study_run_again_gives_every_value(say, bundle):
    said = say("verify", bundle, "--rerun", "all", "--workers", "2")
    assert said.code == 0, said.out
    assert "values must agree exactly" in said.out
    assert "the whole study was run again" in said.out


def test_a_sample_run_again_gives_every_value_of_it(say, bundle):
    said = say("verify", bundle, "--rerun", "sample", "--sample", "3", "--json")
    assert said.code == 0, said.out
    answer = json.loads(said.out)
    assert answer["is_sound"]
    assert any("3 of 9 lives" in one for one in answer["notes"])


def test_the_same_run_gives_the_same_bytes(say, bundle, compared, small, scratch):
    again = scratch / "again.zip"
    _certify(say, compared, small, again, "--sign", scratch / "key.pem")
    assert again.read_bytes() == bundle.read_bytes()
