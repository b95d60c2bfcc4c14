"""FHIR Observations: what is read, what is dropped, what is refused."""

import json

import pytest

from twin.ground.errors import InputError
from twin.io.fhir import read_fhir


def _observation(**changes):
    """An hour of heart rate of one person."""
    return {
        "resourceType": "Observation", "status": "final",
        "code": {"coding": [{"system": "http://loinc.org", "code": "8867-4"}]},
        "subject": {"reference": "Patient/secret-7", "display": "Zhang Wei"},
        "effectiveDateTime": "2026-07-01T03:00:00+08:00",
        "valueQuantity": {"value": 61, "unit": "/min", "code": "/min"},
        "note": [{"text": "slept badly, lives at 12 Long Street"}],
        **changes,
    }  # fmt: skip


def _read(folder, *resources, text=None):
    path = folder / "wearable.json"
    bundle = {"resourceType": "Bundle", "entry": [{"resource": r} for r in resources]}
    path.write_text(json.dumps(bundle) if text is None else text, encoding="utf-8")
    return read_fhir(path)


def test_a_heart_rate_is_read_and_what_names_a_person_is_dropped(tmp_path):
    log = _read(tmp_path, _observation())
    assert log.readings.values["heart rate"].tolist() == [61.0]
    assert "Zhang" not in repr(log)
    assert "Long Street" not in repr(log)


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"valueQuantity": None, "valueInteger": 10**400}, "less than or equal"),
        ({"status": 7}, "valid string"),
        ({"subject": {}}, "subject.reference"),
        ({"effectiveDateTime": "2026-07-01T99:00:00"}, "effectiveDateTime"),
    ],
)
def test_an_observation_that_cannot_be_understood_is_one_problem(
    tmp_path, changes, told
):
    with pytest.raises(InputError, match=told):
        _read(tmp_path, _observation(**changes))


@pytest.mark.parametrize("kind", [["Observation"], {"a": 1}, 7, None])
def test_a_resource_of_no_kind_is_counted_and_not_read(tmp_path, kind):
    log = _read(tmp_path, _observation(), _observation(resourceType=kind))
    assert log.readings.counts["other resources, not read"] == 1


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('{"resourceType": "Observation", "resourceType": "Patient"}', "twice"),
        ('{"resourceType": "Observation", "a": NaN}', "NaN"),
        ("[" * 100_000, "JSON"),
        ('{"a": ' + "1" * 5000 + "}", "JSON"),
    ],
)
def test_json_that_can_be_read_in_two_ways_is_refused(tmp_path, text, told):
    with pytest.raises(InputError, match=told):
        _read(tmp_path, text=text)
