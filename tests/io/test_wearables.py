"""Wearables: a table and FHIR tell the same, sleep is told by row or by span."""

import json
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest

from twin.ground.errors import InputError
from twin.io.fhir import read_fhir
from twin.io.untrusted import read_within
from twin.io.wearables import ASLEEP, read_wearables

HEAD = "time,person,heart_rate_per_min,skin_temp_c,steps,sleep_state"
BEGIN = datetime(2026, 7, 1, 15, tzinfo=UTC)
LOINC = {"heart rate": ("8867-4", "/min"), "skin temperature": ("39106-0", "Cel"),
         "steps": ("55423-8", "1")}  # fmt: skip


def read(folder, *lines, head=HEAD, ignored=()):
    path = folder / "watches.csv"
    path.write_text("\n".join([head, *lines]) + "\n", encoding="utf-8")
    return read_wearables(path, read_within(path), ignored)


def problems(folder, *lines, head=HEAD):
    with pytest.raises(InputError) as caught:
        read(folder, *lines, head=head)
    return [str(one) for one in caught.value.problems]


def observation(person, time, quantity, value, unit=None):
    code, usual = LOINC[quantity]
    return {
        "resourceType": "Observation", "status": "final",
        "code": {"coding": [{"system": "http://loinc.org", "code": code}]},
        "subject": {"reference": person, "display": "Zhang Wei"},
        "effectiveDateTime": time,
        "valueQuantity": {"value": value, "code": unit or usual},
    }  # fmt: skip


def slept(person, start, hours, asleep, unit="h"):
    return {
        "resourceType": "Observation", "status": "final",
        "code": {"coding": [{"system": "http://loinc.org", "code": "93832-4"}]},
        "subject": {"reference": person},
        "effectivePeriod": {
            "start": start.isoformat(),
            "end": (start + timedelta(hours=hours)).isoformat(),
        },
        "valueQuantity": {"value": asleep, "code": unit},
    }  # fmt: skip


def bundle(folder, resources, name="watches.json"):
    path = folder / name
    if path.suffix == ".ndjson":
        text = "\n".join(json.dumps(one) for one in resources)
    else:
        entries = [{"resource": one} for one in resources]
        text = json.dumps({"resourceType": "Bundle", "entry": entries})
    path.write_text(text, encoding="utf-8")
    return read_fhir(path)


def fhir_problems(folder, resource):
    with pytest.raises(InputError) as caught:
        bundle(folder, [resource])
    return str(caught.value)


@pytest.mark.parametrize("name", ["watches.json", "watches.ndjson"])
def test_a_table_and_fhir_observations_give_the_same_rows(tmp_path, name, rng):
    lines, resources = [], []
    for person in ("p2", "p1"):
        for hour in range(5):
            time = (BEGIN + timedelta(hours=hour)).isoformat()
            pulse, steps = round(float(rng.uniform(50, 90)), 1), int(rng.integers(900))
            skin = "" if hour == 3 else f"{33.1 + 0.1 * hour:.1f}"
            lines.append(f"{time},{person},{pulse},{skin},{steps}")
            resources.append(observation(person, time, "heart rate", pulse))
            resources.append(observation(person, time, "steps", steps))
            if skin:
                resources.append(
                    observation(person, time, "skin temperature", float(skin))
                )
    table = read(tmp_path, *lines, head=HEAD.rpartition(",")[0]).readings
    fhir = bundle(tmp_path, resources[::-1], name).readings
    assert fhir.ids == table.ids == ("p1", "p2")
    assert fhir.subject.tolist() == table.subject.tolist()
    assert fhir.time.tolist() == table.time.tolist()
    assert fhir.values.keys() == table.values.keys()
    for quantity, values in table.values.items():
        assert np.array_equal(values, fhir.values[quantity], equal_nan=True)
    units = {one.quantity: one.unit for one in table.columns}
    assert {one.quantity: one.unit for one in fhir.columns} == units
    assert fhir.counts["field 'display', dropped"] == len(resources)


def test_states_of_sleep_are_asleep_awake_or_not_known(tmp_path):
    states = ("awake", "asleep", "light", "deep", "rem", "")
    lines = [
        f"{(BEGIN + timedelta(minutes=n)).isoformat()},p1,60,,,{state}"
        for n, state in enumerate(states)
    ]
    log = read(tmp_path, *lines)
    found = log.readings.values[ASLEEP]
    assert found[:5].tolist() == [0.0, 1.0, 1.0, 1.0, 1.0]
    assert np.isnan(found[5])
    assert not log.sleep.person.size


def test_a_state_that_nobody_knows_is_told_with_line_value_and_what_is_allowed(
    tmp_path,
):
    (told,) = problems(tmp_path, "2026-07-01T00:00:00Z,p1,60,,,snoring")
    assert told.startswith("line 2, column sleep_state: must be one of awake, asleep,")
    assert told.endswith("(got 'snoring')")


@pytest.mark.parametrize(
    ("column", "cell", "told"),
    [
        ("heart_rate_per_min", "9", "from 10 to 350"),
        ("skin_temp_c", "61", "from 0 to 60"),
        ("steps", "-1", "from 0 to 200000"),
        ("steps", "many", "finite number"),
    ],
)
def test_what_no_person_can_have_is_told(tmp_path, column, cell, told):
    head = f"time,person,{column}"
    (found,) = problems(tmp_path, f"2026-07-01T00:00:00Z,p1,{cell}", head=head)
    assert found.startswith(f"line 2, column {column}: must be")
    assert told in found
    assert found.endswith(f"(got {cell!r})")


@pytest.mark.parametrize(
    "name", ["=cmd()", "<script>x</script>", "../../x", "Mrs Li", "李明", "a b"]
)
def test_a_person_that_is_no_code_is_told_and_not_repeated(tmp_path, name):
    (told,) = problems(tmp_path, f'2026-07-01T00:00:00Z,"{name}",60,,,')
    assert told.startswith("line 2, column person: must be a code")
    assert name not in told


def test_rows_repeat_or_contradict_as_those_of_sensors_do(tmp_path):
    row = "2026-07-01T00:00:00Z,p1,60,33,5,asleep"
    found = read(tmp_path, row, row, row.replace("p1", "p2")).readings
    assert found.counts["rows that repeat another, left out"] == 1
    assert len(found.time) == 2
    (told,) = problems(tmp_path, row, row.replace("asleep", "awake"))
    assert told == "line 3: same time as line 2 and other values"


def test_a_column_of_names_must_be_declared_and_is_then_not_read(tmp_path):
    head = HEAD.replace("sleep_state", "name")
    line = "2026-07-01T00:00:00Z,p1,60,33,5,Mrs Li"
    (told,) = problems(tmp_path, line, head=head)
    assert "unknown column" in told
    assert "Mrs Li" not in told
    log = read(tmp_path, line, head=head, ignored=("name",))
    assert "Mrs Li" not in repr(log)
    assert log.readings.values["steps"].tolist() == [5.0]


@pytest.mark.parametrize(("unit", "factor"), [("h", 1.0), ("min", 60.0), ("s", 3600.0)])
def test_sleep_is_told_by_span_in_any_unit_of_time(tmp_path, unit, factor):
    log = bundle(tmp_path, [slept("p1", BEGIN, 8, 6 * factor, unit)])
    assert (log.sleep.end - log.sleep.start).tolist() == [8 * 3_600_000]
    assert log.sleep.asleep.tolist() == [0.75]
    assert log.readings.ids == ("p1",)


def test_a_span_that_repeats_is_counted_and_one_that_contradicts_is_told(tmp_path):
    one = slept("p1", BEGIN, 8, 6)
    log = bundle(tmp_path, [one, one, slept("p2", BEGIN, 8, 5)])
    assert log.sleep.person.tolist() == [0, 1]
    assert log.readings.counts["Observations that repeat another, left out"] == 1
    with pytest.raises(InputError, match="another duration of sleep"):
        bundle(tmp_path, [one, slept("p1", BEGIN, 8, 5)])


@pytest.mark.parametrize(
    ("resource", "told"),
    [
        (slept("p", BEGIN, 0, 0), "must end after its start"),
        (slept("p", BEGIN, -1, 0), "must end after its start"),
        (slept("p", BEGIN, 25, 8), "within 24 h"),
        (slept("p", BEGIN, 8, 8.1), "from 0 to the length of its span"),
        (slept("p", BEGIN, 8, -1), "from 0 to the length of its span"),
        (slept("p", BEGIN, 8, 6, "d"), "one of h, min, s (got 'd')"),
        (observation("p", BEGIN.isoformat(), "heart rate", 70, "Hz"), "(got 'Hz')"),
        (observation("p", BEGIN.isoformat(), "heart rate", 7), "must be 10 to 350"),
        (observation("p", "2026-07-01T03:00:00", "steps", 7), "ISO 8601"),
    ],
)
def test_a_value_that_cannot_be_is_told_with_its_entry(tmp_path, resource, told):
    found = fhir_problems(tmp_path, resource)
    assert "watches.json: 1 problem" in found
    assert "entry 0" in found
    assert told in found
    assert "Zhang" not in found


def test_what_has_no_hour_or_is_not_final_is_left_out_and_counted(tmp_path):
    good = observation("p1", BEGIN.isoformat(), "heart rate", 61)
    part = slept("p1", BEGIN, 8, 6)
    stage = json.loads(json.dumps(part).replace("93832-4", "93830-8"))
    other = json.loads(json.dumps(good).replace("8867-4", "9999-9"))
    log = bundle(
        tmp_path,
        [
            good,
            {**good, "effectiveDateTime": "2026-07-01"},
            {**good, "status": "entered-in-error"},
            {**good, "valueQuantity": {"value": 60, "comparator": "<", "code": "/min"}},
            stage,
            other,
            {"resourceType": "Patient", "name": [{"family": "Zhang"}]},
        ],
    )
    counts = log.readings.counts
    assert log.readings.values["heart rate"].tolist() == [61.0]
    assert counts["Observations without an hour or span, not read"] == 1
    assert counts["Observations that are not final, not read"] == 1
    assert counts["Observations without a definite value, not read"] == 1
    assert counts["stages within a duration of sleep, not read"] == 1
    assert counts["unknown code LOINC 9999-9, not read"] == 1
    assert counts["Patient resources, not read"] == 1
    assert counts["field 'name', dropped"] == 1
    assert "Zhang" not in repr(log)
