"""``twin import sensors``: biases by hand, hostile files, and no name anywhere."""

import json
import shutil
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest

from twin.io.project import load_project
from twin.io.pseudonym import Pseudonyms, new_salt
from twin.validate.measured import compare_hours

HEAD = "timestamp,sensor,temp_c,co2_ppm"


@pytest.fixture(scope="module")
def home(small):
    project = load_project(
        small, scenarios=["baseline"], community="baoting", pack=None
    )
    building = project.community.buildings[0]
    return building.id, building.zones[0].name


def sensor_file(path, rows=48, sensor="flat-7-Mrs-Li", temp=28.0):
    begin = datetime(2025, 7, 1, tzinfo=UTC)
    lines = [HEAD]
    for hour in range(rows):
        time = (begin + timedelta(hours=hour)).isoformat()
        lines.append(f"{time},{sensor},{temp},700")
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_biases_are_those_of_the_formulas():
    measured, simulated = np.array([20.0, 22.0, 24.0]), np.array([21.0, 22.0, 26.0])
    found = compare_hours(measured, simulated, np.array([0, 1, 2]))
    assert found.bias == pytest.approx(1.0)
    assert found.rmse == pytest.approx(np.sqrt(5.0 / 3.0))
    assert found.nmbe == pytest.approx(3.0 / (2 * 22.0))
    assert found.cvrmse == pytest.approx(np.sqrt(2.5) / 22.0)


def test_equal_identifiers_are_equal_under_one_salt_and_differ_under_another():
    one, other = Pseudonyms(new_salt()), Pseudonyms(new_salt())
    assert one.name("person", "li") == one.name("person", "li")
    assert one.name("person", "li") != one.name("sensor", "li")
    assert one.name("person", "li") != other.name("person", "li")
    with pytest.raises(ValueError, match="32 bytes"):
        Pseudonyms(b"short")


def test_measured_hours_are_held_against_simulated_ones(small, home, say, tmp_path):
    path = sensor_file(tmp_path / "indoor.csv")
    said = say(
        "import", "sensors", path, "-p", small,
        "--building", home[0], "--zone", home[1], "--json",
    )  # fmt: skip
    assert said.code == 0, said.err
    assert "typical" in said.out
    assert json.loads(said.out)
    assert "Mrs-Li" not in said.out


def test_hours_are_written_into_the_run_alone_and_name_nobody(
    compared, small, home, say, tmp_path
):
    run = tmp_path / "run"
    shutil.copytree(compared, run)
    before = {one.name for one in tmp_path.iterdir()}
    path = sensor_file(tmp_path / "indoor.csv")
    said = say(
        "import", "sensors", path, "-p", small,
        "--building", home[0], "--zone", home[1], "--run", run,
    )  # fmt: skip
    assert said.code == 0, said.err
    assert {one.name for one in tmp_path.iterdir()} == before | {"indoor.csv"}
    written = [one for one in (run / "sensors").rglob("*") if one.is_file()]
    assert written
    for one in written:
        assert one.stat().st_mode & 0o077 == 0
        assert b"Mrs-Li" not in one.read_bytes()


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("2025-07-01T00:00:00,a,25,700", "offset"),
        ("2025-07-01T00:00:00+08:00,a,nan,700", "finite"),
        ("2025-07-01T00:00:00+08:00,a,inf,700", "finite"),
        ("2025-07-01T00:00:00+08:00,a,999,700", "from -60 to 100"),
        ("2025-07-01T00:00:00+08:00,=cmd(),25,700", "column sensor"),
    ],
)
def test_a_bad_row_is_told_with_its_line_and_nothing_is_written(
    small, home, say, tmp_path, row, told
):
    path = tmp_path / "bad.csv"
    path.write_text(f"{HEAD}\n{row}\n", encoding="utf-8")
    said = say(
        "import", "sensors", path, "-p", small,
        "--building", home[0], "--zone", home[1],
    )  # fmt: skip
    assert said.code == 2
    assert "line 2" in said.err
    assert told in said.err
    assert "=cmd()" not in said.err
    assert not said.out


def test_all_problems_of_a_file_are_told_at_once(small, home, say, tmp_path):
    path = tmp_path / "bad.csv"
    rows = "2025-07-01T00:00:00,a,999,700\nyesterday,a,25,-5\n"
    path.write_text(f"{HEAD}\n{rows}", encoding="utf-8")
    said = say(
        "import", "sensors", path, "-p", small,
        "--building", home[0], "--zone", home[1],
    )  # fmt: skip
    assert said.code == 2
    assert said.err.count("\n  - ") >= 3


def test_a_zone_that_does_not_exist_is_refused_with_a_hint(small, home, say, tmp_path):
    path = sensor_file(tmp_path / "indoor.csv")
    said = say(
        "import", "sensors", path, "-p", small,
        "--building", home[0], "--zone", home[1] + "x",
    )  # fmt: skip
    assert said.code == 2
    assert home[1] in said.err


def test_names_in_fhir_observations_are_dropped_and_counted(small, home, say, tmp_path):
    rows = [
        {
            "resourceType": "Observation",
            "status": "final",
            "subject": {"reference": "Patient/p1", "display": "Mrs Li"},
            "code": {"coding": [{"system": "http://loinc.org", "code": "8867-4"}]},
            "effectiveDateTime": f"2025-07-01T{hour:02d}:00:00+08:00",
            "valueQuantity": {
                "value": 60 + hour,
                "unit": "/min",
                "system": "http://unitsofmeasure.org",
                "code": "/min",
            },
        }
        for hour in range(6)
    ]
    path = tmp_path / "heart.ndjson"
    path.write_text("\n".join(json.dumps(one) for one in rows), encoding="utf-8")
    said = say(
        "import", "sensors", path, "-p", small,
        "--building", home[0], "--zone", home[1],
    )  # fmt: skip
    assert said.code == 0, said.err
    assert "Mrs Li" not in said.out
    assert "display" in said.out or "dropped" in said.out
