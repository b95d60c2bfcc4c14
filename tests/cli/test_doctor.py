"""The doctor tells what is wrong before a run does, and leaves nothing behind."""

import importlib.metadata
import os
from types import SimpleNamespace

import pytest

from twin.cli import doctor
from twin.cli.doctor import Finding, Health, diagnose, exit_code
from twin.ground.errors import InputError, Problem
from twin.weather.quality import Finding as WeatherFinding
from twin.weather.quality import Level, QualityReport


def test_a_healthy_machine_is_told_so_topic_by_topic(tmp_path):
    findings = diagnose(tmp_path / "results")
    assert exit_code(findings) == 0, findings
    topics = [one.topic for one in findings]
    assert len(set(topics)) == len(topics)
    wanted = {"python", "threads", "buildings", "scenarios", "weather", "packs"}
    assert wanted | {"results", "energyplus"} <= set(topics)
    assert list(tmp_path.iterdir()) == []


def test_an_old_interpreter_is_a_fault_that_names_the_new_one():
    finding = doctor.check_python((3, 10))
    assert finding.health is Health.FAULT
    assert "3.11" in finding.message


@pytest.fixture
def installed(monkeypatch):
    """Pretend that some packages are installed."""
    versions = {"mine": "1.0", "numpy": "1.26.4", "numba": "0.59.1", "odd": "2.4.0rc1"}

    def version(name):
        if name not in versions:
            raise importlib.metadata.PackageNotFoundError(name)
        return versions[name]

    def requires(name):
        version(name)
        return [
            "numpy>=1.26",
            "numba>=0.60",
            "scipy>=1.12",
            "odd>=2.4",
            "x; extra == 'y'",
        ]

    monkeypatch.setattr(importlib.metadata, "version", version)
    monkeypatch.setattr(importlib.metadata, "requires", requires)


def test_missing_and_old_packages_are_faults_with_the_cure(installed):
    found = {one.topic: one for one in doctor.check_packages("mine")}
    assert list(found) == ["mine", "numba", "numpy", "odd", "scipy"]
    assert found["numpy"].health is Health.FINE
    assert found["odd"].health is Health.FINE
    assert found["numba"].health is Health.FAULT
    assert "0.59.1; pip install 'numba>=0.60'" in found["numba"].message
    assert found["scipy"].health is Health.FAULT
    assert "missing" in found["scipy"].message


def test_a_package_run_from_its_source_is_only_noted(installed):
    (finding,) = doctor.check_packages("other")
    assert finding.health is Health.NOTE


def test_versions_are_compared_as_numbers_not_as_text(monkeypatch):
    monkeypatch.setattr(importlib.metadata, "version", lambda name: "0.100.0")
    assert doctor._check_package("numba>=0.60").health is Health.FINE


def test_a_missing_folder_of_inputs_is_a_fault(monkeypatch):
    def missing(kind):
        problem = Problem(path=kind, message="folder is missing")
        raise InputError(kind, [problem])

    monkeypatch.setattr(doctor, "default_folder", missing)
    found = doctor.check_defaults()
    assert {one.health for one in found} == {Health.FAULT}
    assert exit_code(found) == 1
    assert doctor.check_weather() == []


@pytest.mark.parametrize(
    ("level", "health"),
    [
        (Level.FINE, Health.FINE),
        (Level.WARN, Health.NOTE),
        (Level.FAIL, Health.FAULT),
    ],
)
def test_weather_is_as_healthy_as_its_gravest_finding(
    monkeypatch, tmp_path, level, health
):
    findings = [
        WeatherFinding(check="pressure", level=Level.FINE, message="holds"),
        WeatherFinding(check="jumps", level=level, message="3 jumps above 10 K"),
    ]
    report = QualityReport(source="x", findings=tuple(findings))
    monkeypatch.setattr(doctor, "read_epw", lambda path: (None, report))
    finding = doctor.check_weather_file(tmp_path / "x.epw")
    assert finding.health is health
    assert ("3 jumps" in finding.message) == (level is not Level.FINE)


def test_a_weather_file_that_is_none_is_a_fault_not_a_crash(tmp_path):
    path = tmp_path / "novel.epw"
    path.write_bytes(b"It was a dark and stormy night\xff\n")
    assert doctor.check_weather_file(path).health is Health.FAULT
    assert doctor.check_weather_file(tmp_path / "no.epw").health is Health.FAULT


def test_results_that_cannot_be_written_are_a_fault(tmp_path, monkeypatch):
    def refuse(**_):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(doctor.tempfile, "TemporaryFile", refuse)
    finding = doctor.check_results(tmp_path / "deep" / "results")
    assert finding.health is Health.FAULT
    assert "Permission denied" in finding.message


def test_a_results_folder_that_is_a_file_is_a_fault(tmp_path):
    path = tmp_path / "results"
    path.write_text("")
    assert doctor.check_results(path).health is Health.FAULT


def test_the_absence_of_energyplus_is_only_noted(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("ENERGYPLUS_DIR", raising=False)
    assert doctor.check_energyplus().health is Health.NOTE
    program = tmp_path / "engine" / "energyplus"
    program.parent.mkdir()
    program.write_text("")
    program.chmod(0o755)
    monkeypatch.setenv("ENERGYPLUS_DIR", str(program.parent))
    assert doctor.check_energyplus() == Finding(
        topic="energyplus", health=Health.FINE, message=str(program)
    )


def test_a_machine_that_hides_its_memory_is_only_noted(monkeypatch):
    monkeypatch.setattr(
        doctor, "os", SimpleNamespace(sysconf=lambda name: os.sysconf("no such name"))
    )
    assert doctor.check_memory().health is Health.NOTE
