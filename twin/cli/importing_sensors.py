"""What ``twin import sensors`` does: read, join, write into the run, tell."""

import json
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from twin.annual.outdoor import prepare_outdoor
from twin.cli.importing_show import Imported, as_rows, show
from twin.cli.importing_tables import person_table, sensor_table
from twin.ground.errors import InputError, Problem
from twin.io.fhir import read_fhir
from twin.io.measured_column import Readings
from twin.io.measured_folder import MeasuredFolder
from twin.io.measured_write import table_text
from twin.io.project import Project, load_project
from twin.io.results import read_manifest, read_table
from twin.io.schema import suggest
from twin.io.sensor_map import Place, Placing, read_sensor_map
from twin.io.sensors import read_sensors
from twin.io.untrusted import read_within
from twin.io.wearables import PERSON, WearableLog, read_wearables
from twin.validate.measured_hours import Stamp
from twin.validate.measured_join import (
    SensorHours,
    people_covered,
    sensor_hours,
    sleep_tables,
    zone_biases,
    zone_means,
)
from twin.validate.measured_people import WearableHours, wearable_hours
from twin.validate.measured_radon import radon_means
from twin.validate.measured_simulated import (
    DIOXIDE,
    PARTICLES,
    Series,
    find_places,
    simulated_places,
    stored_places,
)

_FHIR: Final = frozenset({".json", ".ndjson"})
_COMMAND: Final = "twin import sensors"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a person asked for."""

    files: tuple[Path, ...]
    building: str | None
    zone: str | None
    places: Path | None
    run: Path | None
    stored: str | None
    stamp: Stamp
    ignore: tuple[str, ...]
    project: Path | None
    community: str
    as_json: bool


@dataclass(slots=True)
class _Read:
    """What the files hold."""

    raw: list[bytes]
    sensors: Readings | None = None
    people: WearableLog | None = None
    sensor_file: str = ""
    people_file: str = ""


def run_import(asked: Asked) -> None:
    """Read files, compare, write into the run if there is one, and print.

    Parameters
    ----------
    asked
        Files and options.

    Raises
    ------
    InputError
        A file, a place or the run cannot be used; nothing has been written.
    """
    placing = _placing(asked)
    folder = None if asked.run is None else MeasuredFolder(asked.run)
    read = _read_files(asked, placing)
    project = load_project(asked.project, scenarios=(), community=asked.community)
    sensor_places, bedrooms = _places(read, placing)
    places = {*sensor_places, *bedrooms}
    find_places(places, project.community.buildings)
    offset = project.community.site.utc_offset
    hours = None
    if read.sensors is not None:
        hours = sensor_hours(
            read.sensors, sensor_places, offset, asked.stamp, read.sensor_file
        )
    people = None
    if read.people is not None:
        people = wearable_hours(read.people, offset, asked.stamp)
    simulated, notes = _simulated(asked, project, places)
    found = _imported(read, hours, (people, bedrooms), simulated, project)
    found.notes.extend([*notes, *_notes_on_air(found)])
    if folder is not None:
        found.folder = _write(folder, read, (hours, people), found, offset)
    if asked.as_json:
        text = json.dumps(as_rows(found), indent=2, ensure_ascii=False)
        sys.stdout.write(text + "\n")
    else:
        show(found)


def _placing(asked: Asked) -> Placing:
    """Return where everything is, by the options."""
    has_place = asked.building is not None and asked.zone is not None
    has_half = (asked.building is None) != (asked.zone is None)
    problems = []
    if has_half or has_place == (asked.places is not None):
        message = "give --building and --zone together, or --map, and not both"
        problems.append(Problem(path="place", message=message))
    if asked.stored is not None and asked.run is None:
        problems.append(Problem(path="--stored", message="needs --run"))
    if problems:
        raise InputError(_COMMAND, problems)
    if asked.places is not None:
        found = read_sensor_map(asked.places)
        return Placing(
            sensors=found.sensors,
            persons=found.persons,
            ignore=(*found.ignore, *asked.ignore),
        )
    place = Place(asked.building or "", asked.zone or "")
    return Placing(everything=place, ignore=asked.ignore)


def _read_files(asked: Asked, placing: Placing) -> _Read:
    """Return what the files hold; at most one of sensors and one of people."""
    read = _Read(raw=[])
    for path in asked.files:
        raw = read_within(path)
        read.raw.append(raw)
        is_fhir = path.suffix.lower() in _FHIR
        if not is_fhir and not _names_person(raw):
            _refuse_second(path, read.sensor_file)
            read.sensors = read_sensors(path, raw, placing.ignore)
            read.sensor_file = str(path)
            continue
        _refuse_second(path, read.people_file)
        read.people = (
            read_fhir(path, raw)
            if is_fhir
            else read_wearables(path, raw, placing.ignore)
        )
        read.people_file = str(path)
    return read


def _refuse_second(path: Path, first: str) -> None:
    """Refuse a second file of one kind."""
    if first:
        message = "a file of the same kind was given already; import them one by one"
        raise InputError(str(path), [Problem(path="", message=message)])


def _names_person(raw: bytes) -> bool:
    """Return whether the header of a table has a column of persons."""
    first = raw[:65536].lstrip(b"\xef\xbb\xbf\r\n").split(b"\n", 1)[0]
    text = first.decode("utf-8", errors="replace").replace(";", ",").replace("\t", ",")
    return PERSON in [one.strip().strip('"') for one in text.split(",")]


def _places(
    read: _Read, placing: Placing
) -> tuple[tuple[Place, ...], tuple[Place, ...]]:
    """Return the place of each sensor and the bedroom of each person."""
    sensors: tuple[Place, ...] = ()
    bedrooms: tuple[Place, ...] = ()
    if read.sensors is not None:
        sensors = placing.places(read.sensor_file, read.sensors.ids, are_persons=False)
    if read.people is not None:
        ids = read.people.readings.ids
        bedrooms = placing.places(read.people_file, ids, are_persons=True)
    return sensors, bedrooms


def _simulated(
    asked: Asked, project: Project, places: set[Place]
) -> tuple[Mapping[Place, Series], list[str]]:
    """Return the simulated years of the places, and what must be known of them."""
    community = project.community
    joined = (
        "Joined by month, day and hour in standard time of the site "
        f"(UTC{community.site.utc_offset:+g} h): the simulated year is a typical one, "
        "not the weather of the days that were measured."
    )
    if asked.stored is not None and asked.run is not None:
        manifest = read_manifest(asked.run)
        known = [str(one["name"]) for one in manifest["scenarios"]]
        if asked.stored not in known:
            message = f"no such scenario in this run; {suggest(asked.stored, known)}"
            problem = Problem(path="--stored", message=message, given=asked.stored)
            raise InputError(str(asked.run), [problem])
        frame = read_table(asked.run, "hourly", asked.stored)
        note = (
            f"Simulated: hours that the run keeps of scenario {asked.stored}, year "
            f"{manifest['assessment_year']}, in the climate of that year; temperature "
            "is operative."
        )
        return stored_places(places, frame, str(asked.run)), [note, joined]
    outdoor = prepare_outdoor(project.weather)
    note = (
        f"Simulated: buildings as they stand, everything in them works, weather "
        f"{project.weather.name}"
        f"{' (synthetic)' if project.weather.is_synthetic else ''}; temperature is "
        "that of the air; a zone is the mean of all rooms that it stands for."
    )
    return simulated_places(places, community, outdoor), [note, joined]


def _notes_on_air(found: Imported) -> list[str]:
    """Return what must be known of particles and gases, where they were measured."""
    asked = [one for one in found.biases if one.quantity in {PARTICLES, DIOXIDE}]
    notes = []
    if any(one.bias is not None for one in asked):
        notes.append(
            "PM2.5 is what comes in and what is born indoors together. Outdoor air is "
            "the mean of the month, PM2.5 with the site's shape of the day: no episode "
            "outdoors is in it, and people cook at the same hours every day."
        )
    if any(one.bias is None for one in asked):
        notes.append(
            "PM2.5 and NO2 are not simulated: hours that a run keeps do not hold them "
            "(leave out --stored), or the community has no contaminants.yaml."
        )
    return notes


def _imported(
    read: _Read,
    hours: SensorHours | None,
    slept: tuple[WearableHours | None, tuple[Place, ...]],
    simulated: Mapping[Place, Series],
    project: Project,
) -> Imported:
    """Return everything that is told."""
    people, bedrooms = slept
    found = Imported()
    if hours is not None and read.sensors is not None:
        found.counts["sensors"] = {
            "sensors": len(read.sensors.ids),
            **read.sensors.counts,
        }
        found.biases = zone_biases(hours, simulated)
        found.radon = radon_means(hours)
        found.thin = {name: one.thin for name, one in hours.means.items()}
        found.covered = people_covered(hours.places, project.community.buildings)
    if people is not None and read.people is not None:
        found.counts["wearables"] = dict(read.people.readings.counts)
        found.persons = len(read.people.readings.ids)
        measured = {} if hours is None else zone_means(hours)
        found.sleep = sleep_tables(people, bedrooms, measured, simulated)
    return found


def _write(
    folder: MeasuredFolder,
    read: _Read,
    hours: tuple[SensorHours | None, WearableHours | None],
    found: Imported,
    offset: float,
) -> Path:
    """Write the hours under made-up names, and what was found, into the run."""
    names = folder.pseudonyms()
    sensors, people = hours
    rows = as_rows(found)
    files = {"import.json": json.dumps(rows, indent=2, ensure_ascii=False) + "\n"}
    for table in ("bias", "bias_by_clock", "sleep"):
        if rows[table]:
            files[f"{table}.csv"] = table_text(rows[table])
    if sensors is not None and read.sensors is not None:
        ids = [names.name("sensor", one) for one in read.sensors.ids]
        files["sensor_hours.csv"] = sensor_table(ids, sensors, offset)
    if people is not None and read.people is not None:
        ids = [names.name("person", one) for one in read.people.readings.ids]
        files["wearable_hours.csv"] = person_table(ids, people, offset)
    return folder.write(names.name("file", b"\x00".join(read.raw)), files)
