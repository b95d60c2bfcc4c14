"""``twin import sensors``: biases told, hostile files refused, and no name anywhere."""

import csv
import io
import json
import shutil
import zipfile
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import numpy as np
import pytest

from twin.annual.outdoor import prepare_outdoor
from twin.cli import importing_sensors
from twin.io import measured_folder
from twin.io.project import load_project
from twin.io.pseudonym import Pseudonyms, new_salt
from twin.io.results import NEEDED, read_table
from twin.io.sensor_map import Place
from twin.validate.measured_simulated import simulated_places

HEAD = "timestamp,sensor,temp_c,co2_ppm"
HOSTILE = ("=cmd()", "<script>alert(1)</script>", "../x", "..\\x", "@SUM(A1)")
CODE = "zhang-wei-7"  # who reads a result must never meet it
NAME = "Zhang Wei"
ORDINARY = ("temperature", "relative humidity", "CO2", "PM2.5", "NO2")


@pytest.fixture(scope="module")
def loaded(small):
    return load_project(small, scenarios=["baseline"], community="baoting", pack=None)


@pytest.fixture(scope="module")
def home(loaded):
    building = loaded.community.buildings[0]
    return building.id, building.zones[0].name


@pytest.fixture(scope="module")
def year(loaded, home):
    """The simulated year of the zone, as the command simulates it."""
    place = Place(*home)
    outdoor = prepare_outdoor(loaded.weather)
    return simulated_places([place], loaded.community, outdoor)[place]


@pytest.fixture(scope="module")
def memory():
    """What was read and simulated already."""
    return {}


@pytest.fixture(autouse=True)
def quick(monkeypatch, memory):
    """Read a project and simulate the same zones only once in this module."""

    def remember(function):
        def call(*given, **named):
            key = (function, repr(given[0]), *sorted(named.items()))
            if key not in memory:
                memory[key] = function(*given, **named)
            return memory[key]

        return call

    for function in (load_project, simulated_places):
        monkeypatch.setattr(importing_sensors, function.__name__, remember(function))


@pytest.fixture
def run(tmp_path):
    """A folder that passes for a run, without tables."""
    folder = tmp_path / "run"
    folder.mkdir()
    manifest = {key: [] for key in NEEDED} | {"kind": "twin run"}
    (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    return folder


@pytest.fixture
def bring(small, home, say):
    """Import files for the one zone; further options follow."""

    def call(*given, at=True):
        place = ("--building", home[0], "--zone", home[1]) if at else ()
        return say("import", "sensors", *given, "-p", small, *place)

    return call


def lines_of(rows=48, sensor="a1", temp=28.0, begin=datetime(2025, 7, 1, tzinfo=UTC)):
    for hour in range(rows):
        yield f"{(begin + timedelta(hours=hour)).isoformat()},{sensor},{temp},700"


def write(path, *lines, head=HEAD):
    path.write_text("\n".join([head, *lines]) + "\n", encoding="utf-8")
    return path


def observations(person, hours=6, first=20):
    """Heart rates and one span of sleep, with everything that tells who it is."""
    begin = datetime(2025, 7, 1, first, tzinfo=UTC)
    whole = {
        "resourceType": "Observation", "status": "final", "id": "obs-" + CODE,
        "subject": {"reference": person, "display": NAME},
        "note": [{"text": f"{NAME} slept badly"}],
    }  # fmt: skip

    def coded(code):
        return {"coding": [{"system": "http://loinc.org", "code": code}]}

    rows = [
        {
            **whole, "code": coded("8867-4"),
            "effectiveDateTime": (begin + timedelta(hours=hour)).isoformat(),
            "valueQuantity": {"value": 60 + hour, "code": "/min"},
        }
        for hour in range(hours)
    ]  # fmt: skip
    end = begin + timedelta(hours=hours)
    span = {"start": begin.isoformat(), "end": end.isoformat()}
    value = {"value": 0.8 * hours, "code": "h"}
    asleep = {"effectivePeriod": span, "valueQuantity": value}
    patient = {"resourceType": "Patient", "name": [{"text": NAME}], "id": CODE}
    return [*rows, {**whole, "code": coded("93832-4"), **asleep}, patient]


def fhir_file(path, persons):
    rows = [row for one in persons for row in observations(one)]
    path.write_text("\n".join(json.dumps(one) for one in rows), encoding="utf-8")
    return path


def files_in(folder):
    return {
        str(one.relative_to(folder)): one.read_bytes()
        for one in sorted(folder.rglob("*"))
        if one.is_file()
    }


# --- what is compared ---------------------------------------------------------------


def sensor_of_the_simulation(path, loaded, year, apart, hours_late=0, count=24 * 90):
    """A sensor that tells the simulated hours and a constant, in full digits."""
    offset = timedelta(hours=loaded.community.site.utc_offset)
    begin = datetime(2025, 1, 1, tzinfo=UTC) - offset + timedelta(hours=hours_late)
    columns = {"temperature": "temp_c", "relative humidity": "rh_percent",
               "CO2": "co2_ppm", "PM2.5": "pm25_ug_m3", "NO2": "no2_ug_m3"}  # fmt: skip
    head = ",".join(["timestamp", "sensor", *columns.values()])
    lines = []
    for hour in range(count):
        values = [repr(float(year[name][hour]) + apart[name]) for name in columns]
        time = (begin + timedelta(hours=hour)).isoformat()
        lines.append(",".join([time, "s", *values]))
    return write(path, *lines, head=head)


def test_a_sensor_made_of_the_simulation_and_one_kelvin_has_a_bias_of_one_kelvin(
    bring, loaded, year, tmp_path
):
    apart = dict(zip(ORDINARY, (1.0, 0.5, 40.0, 2.0, 3.0), strict=True))
    path = sensor_of_the_simulation(tmp_path / "s.csv", loaded, year, apart)
    said = bring(path, "--json")
    assert said.code == 0, said.err
    rows = {one["quantity"]: one for one in json.loads(said.out)["bias"]}
    assert rows.keys() == set(ORDINARY)
    for name, row in rows.items():
        assert row["is_simulated"]
        assert row["hours"] == 24 * 90
        assert row["coverage"] == 1.0
        assert row["bias"] == pytest.approx(-apart[name], abs=1e-9)
        assert row["rmse"] == pytest.approx(apart[name], abs=1e-9)
        assert row["correlation"] == pytest.approx(1.0, abs=1e-6)
        mean = float(np.mean(year[name][: 24 * 90])) + apart[name]
        wanted = apart[name] * np.sqrt(24 * 90 / (24 * 90 - 1)) / mean
        assert row["cvrmse"] == pytest.approx(wanted)
    assert rows["PM2.5"]["unit"] == rows["NO2"]["unit"] == "µg/m³"
    judged = {name for name, row in rows.items() if row["is_within_guideline_14"]}
    assert judged == {"temperature"}


def test_a_sensor_whose_clock_is_an_hour_late_is_noticed(bring, loaded, year, tmp_path):
    apart = dict(zip(ORDINARY, (1.0, 0.5, 40.0, 2.0, 3.0), strict=True))
    path = sensor_of_the_simulation(
        tmp_path / "s.csv", loaded, year, apart, hours_late=1
    )
    rows = {
        one["quantity"]: one for one in json.loads(bring(path, "--json").out)["bias"]
    }
    for name, row in rows.items():
        assert row["rmse"] > 1.01 * apart[name]
        assert row["correlation"] < 0.9999


def test_a_stamp_that_ends_its_hour_is_told_by_an_option(bring, loaded, year, tmp_path):
    apart = dict.fromkeys(ORDINARY, 1.0)
    path = sensor_of_the_simulation(
        tmp_path / "s.csv", loaded, year, apart, hours_late=1
    )
    (row, *_) = json.loads(bring(path, "--stamp-ends", "--json").out)["bias"]
    assert row["rmse"] == pytest.approx(1.0, abs=1e-9)


def test_the_terminal_tells_figures_limits_and_what_must_be_known(bring, tmp_path):
    head = HEAD + ",pm25_ug_m3,no2_ppb"
    lines = [f"{one},12,4" for one in lines_of(72)]
    said = bring(write(tmp_path / "indoor.csv", *lines, head=head))
    assert said.code == 0, said.err
    told = " ".join(said.out.split())
    assert "Simulated minus measured" in told
    for text in ("PM2.5 [µg/m³]", "NO2 [µg/m³]", "100.0%", "ASHRAE Guideline 14"):
        assert text in told
    assert "not simulated" not in told
    assert "no episode outdoors is in it" in told
    assert "the simulated year is a typical one" in told


def test_radon_is_told_apart_as_measured_and_never_simulated(bring, tmp_path):
    lines = [f"{one},150" for one in lines_of(72)]
    path = write(tmp_path / "indoor.csv", *lines, head=f"{HEAD},radon_bq_m3")
    told = " ".join(bring(path).out.split())
    assert "radon, measured only: not simulated and in no criterion" in told
    assert "150 Bq/m³ over 72 h; no mean of a year, 0 of 12 months covered" in told
    found = json.loads(bring(path, "--json").out)
    (row,) = found["radon"]
    assert (row["mean_bq_m3"], row["is_mean_of_a_year"]) == (150.0, False)
    assert [one["is_above"] for one in row["levels"]] == [None, None]
    (bias,) = [one for one in found["bias"] if one["quantity"] == "radon"]
    assert bias["is_simulated"] is False


def test_gaps_are_counted_and_never_filled(bring, tmp_path):
    lines = list(lines_of(100))
    said = bring(write(tmp_path / "i.csv", *lines[:20], *lines[60:]), "--json")
    (temp, _) = json.loads(said.out)["bias"]
    assert (temp["hours"], temp["hours_span"], temp["coverage"]) == (60, 100, 0.6)
    assert temp["is_covered"] is False


def test_hours_with_too_few_readings_are_counted_and_left_out(bring, tmp_path):
    begin = datetime(2025, 7, 1, tzinfo=UTC)
    minutes = [0, 15, 30, 45, 60, 75, 120, 135, 150, 165]  # the second hour has two
    lines = [
        f"{(begin + timedelta(minutes=one)).isoformat()},a,28,700" for one in minutes
    ]
    found = json.loads(bring(write(tmp_path / "i.csv", *lines), "--json").out)
    assert found["hours_with_too_few_readings"] == {"temperature": 1, "CO2": 1}
    assert [one["hours"] for one in found["bias"]] == [2, 2]


@pytest.mark.parametrize("delimiter", [";", "\t"])
def test_other_delimiters_and_offsets_give_the_same_figures(bring, tmp_path, delimiter):
    plain = bring(write(tmp_path / "i.csv", *lines_of()), "--json")
    local = datetime(2025, 7, 1, 8, tzinfo=timezone(timedelta(hours=8)))
    moved = [one.replace(",", delimiter) for one in (HEAD, *lines_of(begin=local))]
    other = bring(write(tmp_path / "j.csv", *moved[1:], head=moved[0]), "--json")
    one, two = json.loads(plain.out), json.loads(other.out)
    assert one["bias"] == two["bias"]
    assert one["bias_by_clock"] == two["bias_by_clock"]
    assert two["counts"]["sensors"]["rows with offset +08:00"] == 48


# --- where it belongs ---------------------------------------------------------------


def test_a_map_puts_each_sensor_and_each_person_in_its_own_zone(
    bring, loaded, home, tmp_path
):
    building = loaded.community.buildings[1]
    places = tmp_path / "places.yaml"
    places.write_text(
        f"sensors:\n  a1: {{building: {home[0]}, zone: {home[1]}}}\n"
        f"  b1: {{building: {building.id}, zone: {building.zones[-1].name}}}\n"
        "ignore: [battery]\n",
        encoding="utf-8",
    )
    lines = [f"{one},99" for one in (*lines_of(), *lines_of(sensor="b1", temp=20.0))]
    path = write(tmp_path / "i.csv", *lines, head=HEAD + ",battery")
    said = bring(path, "--map", places, "--json", at=False)
    assert said.code == 0, said.err
    rows = {
        (one["building_id"], one["zone"]): one["mean_measured"]
        for one in json.loads(said.out)["bias"]
        if one["quantity"] == "temperature"
    }
    assert rows == {home: 28.0, (building.id, building.zones[-1].name): 20.0}


def test_a_place_must_be_told_in_one_way(bring, home, tmp_path):
    path = write(tmp_path / "i.csv", *lines_of())
    half = bring(path, "--building", home[0], at=False)
    both = bring(path, "--map", tmp_path / "places.yaml")
    none = bring(path, at=False)
    for said in (half, both, none):
        assert said.code == 2
        assert "give --building and --zone together, or --map" in said.err
        assert not said.out


@pytest.mark.parametrize(
    "wrong", [("x", None), (None, "x"), ("../x", None), ("", None)]
)
def test_a_place_that_does_not_exist_is_refused_with_a_hint(
    small, home, say, tmp_path, wrong
):
    building, zone = (new if new is not None else old for new, old in
                      zip(wrong, home, strict=True))  # fmt: skip
    path = write(tmp_path / "i.csv", *lines_of())
    said = say(
        "import", "sensors", path, "-p", small, "--building", building, "--zone", zone
    )
    assert said.code == 2
    assert "places of sensors: 1 problem" in said.err
    assert "did you mean" in said.err or "known:" in said.err


def test_the_hours_that_a_run_keeps_can_be_compared_with(
    compared, bring, loaded, tmp_path
):
    """A sensor of the stored hours themselves; those hold no contaminants."""
    kept = read_table(compared, "hourly", "baseline")
    place = (kept["building_id"].iloc[0], kept["zone"].iloc[0])
    here = kept[(kept["building_id"] == place[0]) & (kept["zone"] == place[1])]
    hours = here.sort_values("hour")["temp_operative_c"].tolist()
    offset = timedelta(hours=loaded.community.site.utc_offset)
    begin = datetime(2025, 3, 1, tzinfo=UTC) - offset
    first = 24 * (31 + 28)
    lines = [
        f"{(begin + timedelta(hours=n)).isoformat()},s,{hours[first + n] + 1.0!r},9"
        for n in range(240)
    ]
    path = write(tmp_path / "i.csv", *lines, head="timestamp,sensor,temp_c,pm25_ug_m3")
    before = files_in(compared)
    run = tmp_path / "run"
    shutil.copytree(compared, run)
    options = ("--building", place[0], "--zone", place[1], "--run", run)
    said = bring(path, *options, "--stored", "baseline", "--json", at=False)
    assert said.code == 0, said.err
    temp, fine = json.loads(said.out)["bias"]
    assert temp["bias"] == pytest.approx(-1.0, abs=1e-9)
    assert temp["rmse"] == pytest.approx(1.0, abs=1e-9)
    assert fine["is_simulated"] is False
    assert fine["coverage"] == 1.0
    assert any("not simulated" in one for one in json.loads(said.out)["notes"])
    after = {k: v for k, v in files_in(run).items() if not k.startswith("sensors/")}
    assert after == before == files_in(compared)
    lost = bring(path, *options, "--stored", "baselin", at=False)
    assert lost.code == 2
    assert "did you mean 'baseline'?" in lost.err
    other = ("--building", place[0], "--zone", "nowhere", "--run", run)
    assert bring(path, *other, "--stored", "baseline", at=False).code == 2


def test_stored_hours_need_a_run_and_a_run_that_holds_them(bring, run, tmp_path):
    path = write(tmp_path / "i.csv", *lines_of())
    said = bring(path, "--stored", "baseline")
    assert said.code == 2
    assert "--stored: needs --run" in said.err
    manifest = json.loads((run / "manifest.json").read_text(encoding="utf-8"))
    manifest["scenarios"] = [{"name": "baseline"}]
    (run / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    said = bring(path, "--run", run, "--stored", "baseline")
    assert said.code == 2
    assert "holds 0 hours" in said.err
    assert "--hourly" in said.err
    assert not (run / "sensors").exists()


# --- whose data ---------------------------------------------------------------------


def test_equal_identifiers_are_equal_under_one_salt_and_differ_under_another():
    one, other = Pseudonyms(new_salt()), Pseudonyms(new_salt())
    assert one.name("person", "li") == one.name("person", "li")
    digests = {one.name(kind, "li")[-32:] for kind in ("person", "sensor", "file")}
    assert len(digests) == 3  # not only the word before them differs
    assert one.name("person", "li") != other.name("person", "li")
    assert "salt" not in repr(one)
    with pytest.raises(ValueError, match="32 bytes"):
        Pseudonyms(b"short")


def codes_in(folder, table, column):
    (path,) = folder.glob(f"sensors/file_*/{table}.csv")
    text = path.read_text(encoding="utf-8")
    return [row[column] for row in csv.DictReader(io.StringIO(text))]


def test_two_runs_know_one_person_by_two_names_and_nothing_tells_which(
    bring, run, tmp_path
):
    """No code, name or salt is on the terminal or in a file that may leave."""
    second = tmp_path / "second"
    shutil.copytree(run, second)
    persons = [f"Patient/{CODE}-{n}" for n in range(5)]
    files = [
        write(tmp_path / "in.csv", *lines_of(sensor=CODE)),
        fhir_file(tmp_path / "watch.ndjson", persons),
    ]
    heard = ""
    for folder in (run, second):
        for options in ((), ("--json",)):
            said = bring(*files, "--run", folder, *options)
            assert said.code == 0, said.err
            heard += said.out + said.err
    salts = [
        (folder / "sensors" / "salt.key").read_text(encoding="ascii")
        for folder in (run, second)
    ]
    assert salts[0] != salts[1]
    written = {**files_in(run), **{f"2/{k}": v for k, v in files_in(second).items()}}
    leaving = [v for k, v in written.items() if not k.endswith("salt.key")]
    for text in (heard.encode(), *leaving):
        for secret in (CODE, NAME, "Zhang", *persons, *salts):
            assert secret.encode() not in text
    for table, column, count in (("sensor_hours", "sensor", 1),
                                 ("wearable_hours", "person", 5)):  # fmt: skip
        one = set(codes_in(run, table, column))
        other = set(codes_in(second, table, column))
        assert len(one) == len(other) == count
        assert not one & other
        named = {Pseudonyms(bytes.fromhex(salts[0])).name(column, x)
                 for x in ((CODE,) if column == "sensor" else persons)}  # fmt: skip
        assert one == named
        assert not any(name in heard for name in one)


def test_everything_lies_in_one_folder_of_the_run_for_its_owner_alone(
    bring, run, tmp_path
):
    path = write(tmp_path / "in.csv", *lines_of(sensor=CODE))
    before = files_in(tmp_path)
    for _ in range(2):  # the same file again replaces what it wrote
        assert bring(path, "--run", run).code == 0
    new = {k: v for k, v in files_in(tmp_path).items() if before.get(k) != v}
    assert all(name.startswith("run/sensors/") for name in new)
    (folder,) = (run / "sensors").glob("file_*")
    assert {one.name for one in folder.iterdir()} == {
        "bias.csv", "bias_by_clock.csv", "import.json", "sensor_hours.csv"
    }  # fmt: skip
    for one in (run / "sensors").rglob("*"):
        assert one.stat().st_mode & 0o077 == 0
    assert not list((run / "sensors").glob(".*"))


def test_without_a_run_nothing_is_written_anywhere(bring, tmp_path, monkeypatch):
    path = write(tmp_path / "in.csv", *lines_of(sensor=CODE))
    monkeypatch.chdir(tmp_path)
    said = bring(path)
    assert said.code == 0, said.err
    assert list(tmp_path.rglob("*")) == [path]
    assert CODE not in said.out + said.err


@pytest.mark.parametrize(("count", "is_told"), [(4, False), (5, True)])
def test_people_are_told_of_only_where_they_are_five(bring, tmp_path, count, is_told):
    path = fhir_file(tmp_path / "watch.ndjson", [f"p{n}" for n in range(count)])
    found = json.loads(bring(path, "--json").out)
    assert found["persons"] == (count if is_told else None)
    figures = [
        one[name]
        for one in found["sleep"]
        for name in ("persons", "hours_per_person", "share_asleep", "heart_rate")
    ]
    assert any(one is not None for one in figures) == is_told
    shares = [one["share_asleep"] for one in found["sleep"] if one["share_asleep"]]
    assert shares == pytest.approx([0.8] * len(shares))
    plain = bring(path).out
    assert ("fewer than 5" in plain) or is_told
    assert "no medical statement" in " ".join(plain.split())


def test_a_table_of_wearables_and_fhir_write_the_same_hours(bring, run, tmp_path):
    second = tmp_path / "second"
    shutil.copytree(run, second)
    begin = datetime(2025, 7, 1, 20, tzinfo=UTC)
    lines = [
        f"{(begin + timedelta(hours=hour)).isoformat()},p1,{60 + hour}"
        for hour in range(6)
    ]
    table = write(tmp_path / "w.csv", *lines, head="time,person,heart_rate_per_min")
    fhir = tmp_path / "w.ndjson"
    rows = [json.dumps(one) for one in observations("p1")[:6]]
    fhir.write_text("\n".join(rows), encoding="utf-8")
    assert bring(table, "--run", run).code == 0
    assert bring(fhir, "--run", second).code == 0
    for column in ("hour", "quantity", "value"):
        one = codes_in(run, "wearable_hours", column)
        assert one == codes_in(second, "wearable_hours", column)
        assert len(one) == 6


def test_names_in_fhir_observations_are_dropped_and_counted(bring, tmp_path):
    said = bring(fhir_file(tmp_path / "heart.ndjson", ["p1"]))
    assert said.code == 0, said.err
    for text in ("field 'display', dropped", "field 'note', dropped",
                 "field 'name', dropped", "Patient resources, not read"):  # fmt: skip
        assert text in said.out
    assert NAME not in said.out


# --- hostile files ------------------------------------------------------------------


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_name_neither_runs_nor_leaves_the_folder(bring, run, tmp_path, name):
    """In a table it is refused; in FHIR it is a person, and only its HMAC is kept."""
    before = files_in(tmp_path)
    table = write(tmp_path / "in.csv", *lines_of(2, sensor=f'"{name}"'))
    said = bring(table, "--run", run)
    assert said.code == 2
    assert name not in said.err
    assert not (run / "sensors").exists()
    fhir = fhir_file(tmp_path / "w.ndjson", [name])
    said = bring(fhir, "--run", run)
    assert said.code == 0, said.err
    after = files_in(tmp_path)
    new = set(after) - set(before) - {"in.csv", "w.ndjson"}
    assert new
    assert all(one.startswith("run/sensors/") for one in new)
    assert all(name.encode() not in after[one] for one in new)
    assert name not in said.out + said.err


def test_hostile_codes_of_a_map_are_neither_run_nor_repeated(
    bring, home, run, tmp_path
):
    rows = "".join(
        f"  {json.dumps(name)}: {{building: {home[0]}, zone: {home[1]}}}\n"
        for name in HOSTILE
    )
    places = tmp_path / "places.yaml"
    places.write_text(f"persons:\n{rows}", encoding="utf-8")
    fhir = fhir_file(tmp_path / "w.ndjson", HOSTILE)
    said = bring(fhir, "--map", places, "--run", run, at=False)
    assert said.code == 0, said.err
    places.write_text(f"persons:\n{rows}".replace("zone:", "zonne:"), encoding="utf-8")
    bad = bring(fhir, "--map", places, at=False)
    assert bad.code == 2
    assert "persons.entry 5.zonne: unknown key; did you mean 'zone'?" in bad.err
    written = files_in(run)
    for name in HOSTILE:
        assert name not in said.out + said.err + bad.err
        assert not any(name.encode() in one for one in written.values())


def test_a_link_in_the_way_is_refused_and_not_followed(bring, run, tmp_path):
    path = write(tmp_path / "in.csv", *lines_of())
    outside = tmp_path / "outside"
    outside.mkdir()
    (run / "sensors").symlink_to(outside)
    said = bring(path, "--run", run)
    assert said.code == 2
    assert "is a link" in said.err
    assert not list(outside.iterdir())
    (run / "sensors").unlink()
    (run / "sensors").mkdir()
    (run / "sensors" / "salt.key").symlink_to(outside / "salt.key")
    assert bring(path, "--run", run).code == 2
    assert not list(outside.iterdir())


def test_a_salt_that_others_may_read_or_that_is_none_is_refused(bring, run, tmp_path):
    path = write(tmp_path / "in.csv", *lines_of())
    assert bring(path, "--run", run).code == 0
    before = files_in(run)
    salt = run / "sensors" / "salt.key"
    good = salt.read_bytes()
    salt.chmod(0o644)
    said = bring(path, "--run", run)
    assert said.code == 2
    assert "only its owner may read" in said.err
    salt.chmod(0o600)
    for text in (b"", b"zz" * 32, good[:-2]):
        salt.write_bytes(text)
        said = bring(path, "--run", run)
        assert said.code == 2
        assert "hexadecimal" in said.err
        assert good.decode() not in said.err
    salt.write_bytes(good)
    assert files_in(run) == before


def test_what_breaks_while_it_is_written_leaves_what_was_there(
    bring, run, tmp_path, monkeypatch
):
    path = write(tmp_path / "in.csv", *lines_of())
    assert bring(path, "--run", run).code == 0
    before = files_in(run)
    whole = measured_folder._write_new

    def full(target, content):
        if target.name == "sensor_hours.csv":
            raise OSError(28, "No space left on device")
        whole(target, content)

    monkeypatch.setattr(measured_folder, "_write_new", full)
    assert bring(path, "--run", run).code == 1
    assert files_in(run) == before
    assert not list((run / "sensors").glob(".*"))


def test_a_folder_that_cannot_be_put_in_place_gives_the_old_one_back(
    bring, run, tmp_path, monkeypatch
):
    path = write(tmp_path / "in.csv", *lines_of())
    assert bring(path, "--run", run).code == 0
    before = files_in(run)
    whole = Path.rename

    def stuck(self, target):
        if self.name == "new":
            raise OSError(5, "Input/output error")
        return whole(self, target)

    monkeypatch.setattr(Path, "rename", stuck)
    assert bring(path, "--run", run).code == 1
    assert files_in(run) == before


def test_a_certified_bundle_holds_nothing_that_was_measured(
    compared, bring, say, small, tmp_path
):
    run, out = tmp_path / "run", tmp_path / "bundle.zip"
    shutil.copytree(compared, run)
    files = [
        write(tmp_path / "in.csv", *lines_of(sensor=CODE)),
        fhir_file(tmp_path / "w.ndjson", [f"Patient/{CODE}"]),
    ]
    assert bring(*files, "--run", run).code == 0
    salt = (run / "sensors" / "salt.key").read_bytes()
    again = compared.parents[2] / "again.yaml"
    said = say("certify", run, "-p", small, "--out", out, "--input", again)
    assert said.code == 1, said.err  # some criteria fail; the bundle is written
    with zipfile.ZipFile(out) as bundle:
        members = {name: bundle.read(name) for name in bundle.namelist()}
    assert members
    assert not [name for name in members if "sensors" in name]
    for secret in (salt, bytes.fromhex(salt.decode()), CODE.encode(), NAME.encode()):
        assert not [name for name, text in members.items() if secret in text]


GOOD = "2025-07-01T00:00:00+08:00,a,25,700"


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("2025-07-01T00:00:00,a,25,700",
         "line 2, column timestamp: must be ISO 8601 with offset"),
        ("2025-07-01T00:00:00+08:00,a,nan,700",
         "line 2, column temp_c: must be a finite number from -60 to 100, or blank"),
        ("2025-07-01T00:00:00+08:00,a,999,700", "from -60 to 100, or blank for a"),
        ("2025-07-01T00:00:00+08:00,=cmd(),25,700",
         "line 2, column sensor: must be a code of 1 to 64 letters"),
        ("2025-07-01T00:00:00+08:00,a,25", "line 2: 3 cells, the header has 4"),
        (f"{GOOD}\n{GOOD.replace('700', '701')}", "line 3: same time as line 2"),
    ],
)  # fmt: skip
def test_a_bad_row_is_one_message_and_nothing_is_written(
    bring, run, tmp_path, row, told
):
    path = write(tmp_path / "bad.csv", row)
    before = files_in(tmp_path)
    said = bring(path, "--run", run)
    assert said.code == 2
    assert said.err.startswith(f"{path}: 1 problem\n  - line ")
    assert told in said.err
    assert "=cmd()" not in said.err
    assert not said.out
    assert files_in(tmp_path) == before


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("w.csv", "time,person,steps\n2025-07-01T00:00:00Z,p,-1\n",
         "line 2, column steps: must be a finite number from 0 to 200000"),
        ("w.json", "{}", "other resources, not read"),
        ("w.json", '{"resourceType": "Bundle", "entry": 7}', "entry: must be a list"),
        ("w.ndjson", "{\n", "line 1: not valid JSON"),
        ("w.csv", "time,person\n", "no row below its header"),
    ],
)  # fmt: skip
def test_a_bad_file_of_people_is_one_message_too(
    bring, run, tmp_path, name, text, told
):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    said = bring(path, "--run", run)
    assert said.code == 2
    assert said.err.startswith(f"{path}: 1 problem")
    assert told in said.err or "no Observation that is understood" in said.err
    assert not said.out
    assert not (run / "sensors").exists()


def test_all_problems_of_a_file_are_told_at_once(bring, tmp_path):
    rows = ("2025-07-01T00:00:00,a,999,700", "yesterday,a,25,-5")
    said = bring(write(tmp_path / "bad.csv", *rows))
    assert said.code == 2
    assert said.err.startswith(f"{tmp_path / 'bad.csv'}: 4 problems")


def test_two_files_of_one_kind_and_a_missing_file_are_refused(bring, tmp_path):
    path = write(tmp_path / "in.csv", *lines_of())
    said = bring(path, path)
    assert said.code == 2
    assert "import them one by one" in said.err
    said = bring(tmp_path / "<script>.csv")
    assert said.code == 2
    assert "no such file" in said.err


def test_a_folder_that_is_no_run_is_refused_before_anything_is_simulated(
    bring, tmp_path
):
    said = bring(write(tmp_path / "in.csv", *lines_of()), "--run", tmp_path)
    assert said.code == 2
    assert "is no folder of a run" in said.err
    assert [one.name for one in tmp_path.iterdir()] == ["in.csv"]
