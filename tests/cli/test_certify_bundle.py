"""One file that an assessor can check: written, verified, run again, and tampered."""

import io
import json
import shutil
import zipfile

import duckdb
import pyarrow.parquet as pq
import pytest

from twin.cli import certifying, verifying
from twin.cli.assess import judge_run, read_run
from twin.io.bundle_manifest import canonical
from twin.io.bundle_write import bundle_bytes, write_bundle
from twin.io.pack import read_pack


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


def test_the_clock_leaves_no_trace_in_a_bundle(
    say, bundle, compared, small, scratch, tmp_path, change
):
    """The same study on another day: only what the clock said differs."""
    run = tmp_path / "a" / "b" / "run"
    shutil.copytree(compared, run)
    shutil.copyfile(
        compared.parent.parent.parent / "again.yaml", tmp_path / "again.yaml"
    )
    change(run / "manifest.json", '"created": "2', '"created": "9')
    again = scratch / "later.zip"
    _certify(say, run, small, again, "--sign", scratch / "key.pem")
    assert again.read_bytes() == bundle.read_bytes()


def _members(bundle):
    with zipfile.ZipFile(bundle) as archive:
        content = {name: archive.read(name) for name in archive.namelist()}
    about = json.loads(content.pop("MANIFEST.json"))
    content.pop("MANIFEST.seal.json")
    for name in ("format", "members", "block_bytes"):
        about.pop(name)
    return about, content


def _forge(bundle, target, edit):
    """Make a bundle anew after an edit of its members, as a forger would."""
    about, content = _members(bundle)
    edit(content)
    write_bundle(target, bundle_bytes(about, content))
    return target


def _edit_table(content, table, edit):
    """Change one table of the first scenario in the year of the run."""
    name = next(
        one for one in content if one.startswith(f"results/{table}/scenario=baseline")
    )
    frame = pq.read_table(io.BytesIO(content[name])).to_pandas()
    edit(frame)
    out = io.BytesIO()
    frame.to_parquet(out, index=False)
    content[name] = out.getvalue()


def test_a_flipped_byte_and_a_wrong_key_are_refused(say, bundle, scratch, tmp_path):
    content = bytearray(bundle.read_bytes())
    at = content.index(b"results/zone_year") + 2000
    content[at] ^= 1
    (tmp_path / "bad.zip").write_bytes(content)
    said = say("verify", tmp_path / "bad.zip", "--json")
    assert said.code == 1
    assert [one["start"] for one in json.loads(said.out)["findings"]] == [at]
    say("keygen", tmp_path / "theirs.pem")
    said = say("verify", bundle, "--key", tmp_path / "theirs.pem.pub")
    assert said.code == 1
    assert said.out.count("signature: ") == 1
    assert "another key" in said.out
    assert say("verify", tmp_path / "none.zip").code == 2
    assert say("verify", bundle, "--rerun", "some").code == 2
    assert say("verify", bundle, "--key", bundle).code == 2


def test_a_forged_verdict_is_named(say, bundle, tmp_path):
    def edit(content):
        stored = json.loads(content["verdicts.json"])
        row = stored["baseline"]["verdicts"][0]
        assert row["criterion_id"] == "CE-01"
        row["state"] = "pass" if row["state"] != "pass" else "fail"
        content["verdicts.json"] = canonical(stored)

    said = say("verify", _forge(bundle, tmp_path / "f.zip", edit))
    assert said.code == 1
    assert said.out.count("verdict: ") == 1
    assert "verdict: verdicts.json.baseline.verdicts.CE-01.state" in said.out


def test_a_forged_number_changes_a_verdict_and_is_named_by_a_new_run(
    say, bundle, tmp_path
):
    def raise_one(frame):
        frame.loc[1, "electricity_cooling_kwh"] *= 20.0

    def edit(content):
        _edit_table(content, "building_year", raise_one)

    forged = _forge(bundle, tmp_path / "f.zip", edit)
    about, content = _members(forged)
    said = say("verify", forged)
    assert "verdict: verdicts.json.baseline.verdicts.CE-01" in said.out
    # a careful forger judges anew, and only the new run tells
    _unpack(content, tmp_path / "out")
    run = read_run(tmp_path / "out" / "results")
    pack = read_pack(tmp_path / "out" / "pack.yaml")
    content["verdicts.json"] = certifying.verdict_text(judge_run(run, pack))
    write_bundle(tmp_path / "g.zip", bundle_bytes(about, content))
    assert say("verify", tmp_path / "g.zip").code == 0
    for extent in (("all",), ("sample", "--sample", "9")):
        said = say("verify", tmp_path / "g.zip", "--rerun", *extent, "--json")
        answer = json.loads(said.out)
        assert said.code == 1
        places = [one["place"] for one in answer["findings"]]
        (one,) = [row for row in answer["findings"] if "cooling" in row["place"]]
        assert one["kind"] == "value"
        assert "building_year[scenario=baseline, future=0, year=2025" in one["place"]
        assert "building_id=house_02" in one["place"]
        assert one["found"] == pytest.approx(20.0 * one["wanted"])
        assert len(places) == 1


def _unpack(content, folder):
    for name, raw in content.items():
        place = folder / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(raw)


def test_another_seed_in_the_options_is_another_run(say, bundle, tmp_path):
    about, content = _members(bundle)
    about["options"] = {**about["options"], "seed": 2}
    write_bundle(tmp_path / "f.zip", bundle_bytes(about, content))
    said = say("verify", tmp_path / "f.zip")
    assert said.code == 1
    assert "MANIFEST.json: options" in said.out


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("results/manifest.json", b"{}"),
        ("results/manifest.json", b'{"kind": "twin run"}'),
        ("verdicts.json", b"[" * 100_000),
        ("verdicts.json", b"3"),
        ("pack.yaml", b"a: &a [*a]"),
        ("results/buildings.parquet", b"PAR1" + b"\xff" * 40 + b"PAR1"),
    ],
)
def test_nonsense_that_is_well_packed_is_a_finding_and_no_crash(
    say, bundle, tmp_path, name, content
):
    def edit(members):
        members[name] = content

    said = say("verify", _forge(bundle, tmp_path / "f.zip", edit))
    assert said.code == 1, said.err
    assert "refused: " in said.out
    assert str(tmp_path) not in said.out
    assert "Traceback" not in said.err


def test_a_table_that_would_fill_the_memory_is_refused(say, bundle, monkeypatch):
    monkeypatch.setattr(verifying, "MOST_CELLS", 10)
    said = say("verify", bundle)
    assert said.code == 1
    assert "holds more than 10 values" in said.out


def test_an_input_that_changed_since_the_run_stops_the_bundle(
    say, compared, project, change, tmp_path
):
    change(project / "scenarios" / "baseline.yaml", "name: baseline", "name:  baseline")
    said = _certify(say, compared, project, tmp_path / "b.zip")
    assert said.code == 2
    assert "scenarios/baseline.yaml: no file of the project has the SHA-256" in said.err
    assert not (tmp_path / "b.zip").exists()
    said = say("certify", compared, "-p", project, "--out", tmp_path / "b.zip")
    assert "scenarios/again.yaml" in said.err


def test_the_evidence_of_the_bundle_runs_in_a_database(bundle, tmp_path, monkeypatch):
    _, content = _members(bundle)
    _unpack(content, tmp_path)
    monkeypatch.chdir(tmp_path)
    stored = json.loads(content["verdicts.json"])
    compared = 0
    with duckdb.connect() as base:
        views = content["evidence.sql"].decode().split("\n\n")[0]
        base.execute(views)
        for scenario in stored.values():
            for row in scenario["verdicts"]:
                for level in row["levels"]:
                    if level["value_query"]:
                        ((value,),) = base.execute(level["value_query"]).fetchall()
                        assert value == pytest.approx(level["value"], rel=1e-12), level
                        compared += 1
        base.execute(content["evidence.sql"].decode())
    assert compared > 60


def test_versions_that_differ_loosen_the_comparison_and_are_named(
    say, bundle, monkeypatch
):
    monkeypatch.setattr(verifying, "processor", lambda: "another")
    said = say("verify", bundle, "--rerun", "sample", "--sample", "1")
    assert said.code == 0
    assert (
        "processor differ from those of the run: values must agree within" in said.out
    )


def test_a_bundle_without_a_key_says_what_it_cannot_show(
    say, compared, small, tmp_path
):
    said = _certify(say, compared, small, tmp_path / "b.zip")
    assert "not signed: it shows damage, not who made it" in said.out
    said = say("verify", tmp_path / "b.zip")
    assert said.code == 0
    assert "not signed" in said.out


def test_a_diff_names_the_input_that_changed_and_what_it_moved(
    say, compare_in, without_figures, bundle, compared, project, change, tmp_path
):
    path = project / "buildings" / "baoting" / "site.yaml"
    change(path, "co2_outdoor: 42", "co2_outdoor: 52")
    again = compared.parent.parent.parent / "again.yaml"
    shutil.copyfile(again, tmp_path / "again.yaml")
    names = ("baseline", "deep_retrofit", tmp_path / "again.yaml")
    run = compare_in(project, tmp_path / "out", *names)
    other = tmp_path / "other.zip"
    _certify(say, run, project, other)
    said = say("diff", bundle, other, "--json")
    assert said.code == 1
    found = json.loads(said.out)
    (one,) = found["inputs"]
    assert (one["file"], one["path"].split(".")[-1]) == ("site.yaml", "co2_outdoor")
    moved = {row["criterion"] for row in found["moved"]}
    assert moved <= {"IA-01", "IA-02", "CO-01"}
    assert all(row["difference"] is None or row["old"] != row["new"]
               for row in found["moved"])  # fmt: skip
    text = say("diff", bundle, other).out
    assert "co2_outdoor: " in text
    assert "->" in text
    same = say("diff", bundle, compared, "-p", project)
    assert same.code == 0, same.out
    assert "nothing differs" in same.out
    far = say("diff", compared, run, "-p", project)
    assert "content not at hand" in far.out


def test_a_diff_of_scenarios_names_what_moved(say, bundle):
    said = say("diff", bundle)
    assert said.code == 1
    assert "baseline -> deep_retrofit: " in said.out
    assert "baseline -> again: " not in said.out
