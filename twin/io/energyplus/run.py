"""One year of a model in EnergyPlus: prepared, simulated, read back hour by hour."""

import json
import shutil
import sqlite3
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np

from twin.ground.constants import HOURS_PER_YEAR
from twin.ground.errors import InputError, Problem
from twin.ground.types import FloatArray
from twin.io.energyplus.program import TIMEOUT, VERSION, ProgramRun, run_program
from twin.io.schema import load_json

TEMP_AIR: Final = "Zone Mean Air Temperature"
HEATING: Final = "Zone Air System Sensible Heating Rate"
COOLING: Final = "Zone Air System Sensible Cooling Rate"
DETAILS: Final = (
    "Site Outdoor Air Drybulb Temperature",
    "Site Sky Temperature",
    "Zone Mean Radiant Temperature",
    "Zone Infiltration Mass Flow Rate",
    "Zone Infiltration Sensible Heat Loss Energy",
    "Zone Infiltration Sensible Heat Gain Energy",
    "Enclosure Windows Total Transmitted Solar Radiation Rate",
    "Zone Windows Total Heat Gain Rate",
    "Zone Windows Total Heat Loss Rate",
    "Surface Outside Face Incident Solar Radiation Rate per Area",
    "Surface Inside Face Temperature",
    "Surface Outside Face Temperature",
    "Surface Inside Face Convection Heat Transfer Coefficient",
    "Surface Outside Face Convection Heat Transfer Coefficient",
    "Surface Window Transmitted Solar Radiation Rate",
    "Surface Outside Face Sunlit Fraction",
)
"""What tells why two programs differ; asked for on request only."""

_DROPPED: Final = (
    "Output",
    "OutputControl",
    "RunPeriod",
    "RunPeriodControl",
    "SimulationControl",
)
_WEEKDAYS: Final = (
    "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class EnergyPlusRun:
    """Hours of one year in EnergyPlus, means of the hour, shape ``(8760, zone)``."""

    zones: tuple[str, ...]
    """Names of the zones as the model writes them."""
    temp_air: FloatArray
    """Zone mean air temperature [°C]."""
    heating: FloatArray
    """Sensible heat that the zone's equipment supplies [W]."""
    cooling: FloatArray
    """Sensible heat that it removes [W]."""
    series: Mapping[tuple[str, str], FloatArray]
    """More series, by variable and key (upper case), shape ``(8760,)``."""
    program: ProgramRun
    """Version, seconds and warnings."""


def load_model(path: Path, timeout: float = TIMEOUT) -> dict[str, Any]:
    """Return an EnergyPlus model as epJSON; an IDF is converted by EnergyPlus.

    Parameters
    ----------
    path
        ``.idf``, ``.epJSON`` or ``.json`` file.
    timeout
        Longest time on the clock for the conversion [s].

    Returns
    -------
    dict[str, Any]
        Objects by type and name.

    Raises
    ------
    InputError
        The file is unreadable, of another version or refused by EnergyPlus.
    """
    if path.suffix.lower() != ".idf":
        return check_version(load_json(path), str(path))
    if not path.is_file():
        raise InputError(str(path), [Problem(path="", message="no such file")])
    with tempfile.TemporaryDirectory(prefix="twin-energyplus-") as name:
        folder = Path(name)
        shutil.copyfile(path, folder / "model.idf")
        run_program(["-c", "--convert-only", "model.idf"], folder, str(path), timeout)
        return check_version(load_json(folder / "model.epJSON"), str(path))


def check_version(model: dict[str, Any], source: str) -> dict[str, Any]:
    """Return the model, once its version is the one that is read.

    Parameters
    ----------
    model
        Objects by type and name.
    source
        Name of the file, for the message.

    Returns
    -------
    dict[str, Any]
        The same model.

    Raises
    ------
    InputError
        The model is of another version of EnergyPlus.
    """
    for kind, objects in model.items():
        if kind.lower() != "version" or not isinstance(objects, Mapping):
            continue
        for one in objects.values():
            given = one.get("version_identifier") if isinstance(one, Mapping) else None
            if given is not None and not f"{given}.".startswith(f"{VERSION}."):
                message = (
                    f"version {VERSION} is needed; update the file with the "
                    "IDFVersionUpdater of EnergyPlus"
                )
                problem = Problem(path="Version", message=message, given=given)
                raise InputError(source, [problem])
    return model


def prepare_year(
    model: Mapping[str, Any], first_weekday: int = 2, variables: Iterable[str] = ()
) -> dict[str, Any]:
    """Return a model that simulates one plain year and reports it by the hour.

    Run periods, calendars (holidays, daylight saving) and outputs are replaced; rain
    and snow of the weather file are left out of account. All else stays.

    Parameters
    ----------
    model
        Objects by type and name.
    first_weekday
        Weekday of 1 January, Monday is 0 [-].
    variables
        Output variables wanted besides temperature and loads of the zones.

    Returns
    -------
    dict[str, Any]
        New model; the given one is untouched.
    """
    kept = {
        kind: objects
        for kind, objects in model.items()
        if kind.split(":")[0].lower() not in {one.lower() for one in _DROPPED}
    }
    wanted = dict.fromkeys((TEMP_AIR, HEATING, COOLING, *variables))
    return kept | {
        "SimulationControl": {"control": _control(model)},
        "RunPeriod": {"year": _run_period(first_weekday)},
        "OutputControl:Files": {
            "files": {
                "output_csv": "No",
                "output_mtr": "No",
                "output_eso": "No",
                "output_sqlite": "Yes",
                "output_tabular": "No",
                "output_audit": "No",
                "output_bnd": "No",
                "output_eio": "No",
                "output_mdd": "No",
                "output_rdd": "No",
                "output_shd": "No",
                "output_end": "Yes",
            }
        },
        "Output:SQLite": {"sqlite": {"option_type": "Simple"}},
        "Output:Variable": {
            f"output {number}": {
                "key_value": "*",
                "variable_name": name,
                "reporting_frequency": "Hourly",
            }
            for number, name in enumerate(wanted)
        },
    }


def _control(model: Mapping[str, Any]) -> dict[str, str]:
    """Return the simulation control: sizing as given, the year and nothing else."""
    given: dict[str, str] = {}
    for kind, objects in model.items():
        if kind.lower() == "simulationcontrol":
            for one in objects.values():
                given |= one
    sizing = ("do_zone", "do_system", "do_plant")
    names = [f"{one}_sizing_calculation" for one in sizing]
    return {name: given.get(name, "No") for name in names} | {
        "run_simulation_for_sizing_periods": "No",
        "run_simulation_for_weather_file_run_periods": "Yes",
    }


def _run_period(first_weekday: int) -> dict[str, Any]:
    """Return one plain year."""
    return {
        "begin_month": 1,
        "begin_day_of_month": 1,
        "end_month": 12,
        "end_day_of_month": 31,
        "day_of_week_for_start_day": _WEEKDAYS[first_weekday],
        "use_weather_file_holidays_and_special_days": "No",
        "use_weather_file_daylight_saving_period": "No",
        "apply_weekend_holiday_rule": "No",
        "use_weather_file_rain_indicators": "No",
        "use_weather_file_snow_indicators": "No",
    }


def run_energyplus(
    model: Mapping[str, Any],
    epw: Path,
    *,
    variables: Sequence[str] = (),
    source: str = "model",
    timeout: float = TIMEOUT,
) -> EnergyPlusRun:
    """Return the hours of a model in EnergyPlus through the year of a weather file.

    Parameters
    ----------
    model
        Objects by type and name, as epJSON; outputs are added here.
    epw
        Weather file.
    variables
        Output variables wanted besides temperature and loads of the zones.
    source
        Name of the model, for messages.
    timeout
        Longest time on the clock [s].

    Returns
    -------
    EnergyPlusRun
        Hourly series of all zones, and seconds.

    Raises
    ------
    InputError
        EnergyPlus is missing, took too long, or refused model or weather.
    """
    if not epw.is_file():
        raise InputError(str(epw), [Problem(path="", message="no such file")])
    zones = _zone_names(model, source)
    with tempfile.TemporaryDirectory(prefix="twin-energyplus-") as name:
        folder = Path(name)
        text = json.dumps(prepare_year(model, variables=variables))
        (folder / "model.epJSON").write_text(text, encoding="utf-8")
        arguments = ["-w", str(epw.resolve()), "model.epJSON"]
        program = run_program(arguments, folder, source, timeout)
        series = read_series(folder / "eplusout.sql", source)
    return EnergyPlusRun(
        zones=zones,
        temp_air=_zonal(series, TEMP_AIR, zones, source),
        heating=_zonal(series, HEATING, zones, source),
        cooling=_zonal(series, COOLING, zones, source),
        series=series,
        program=program,
    )


def _zone_names(model: Mapping[str, Any], source: str) -> tuple[str, ...]:
    """Return the names of the zones."""
    found = [
        str(name)
        for kind, objects in model.items()
        if kind.lower() == "zone"
        for name in objects
    ]
    if not found:
        raise InputError(source, [Problem(path="Zone", message="has no zone")])
    return tuple(found)


def read_series(path: Path, source: str) -> dict[tuple[str, str], FloatArray]:
    """Return the hourly series of an ``eplusout.sql``.

    Parameters
    ----------
    path
        SQLite file that EnergyPlus wrote.
    source
        Name of the model, for messages.

    Returns
    -------
    dict[tuple[str, str], FloatArray]
        By variable and key (upper case), shape ``(8760,)``.

    Raises
    ------
    InputError
        The file is no database or holds no full year.
    """
    try:
        with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as base:
            names = base.execute(
                "SELECT ReportDataDictionaryIndex, Name, KeyValue "
                "FROM ReportDataDictionary WHERE ReportingFrequency = 'Hourly'"
            ).fetchall()
            values = {
                (str(name), str(key).upper()): np.array(
                    base.execute(
                        "SELECT Value FROM ReportData "
                        "WHERE ReportDataDictionaryIndex = ? ORDER BY TimeIndex",
                        (index,),
                    ).fetchall(),
                    dtype=np.float64,
                ).ravel()
                for index, name, key in names
            }
    except sqlite3.Error as error:
        message = f"EnergyPlus left no readable results: {error}"
        raise InputError(source, [Problem(path=path.name, message=message)]) from error
    short = [name for name, one in values.items() if len(one) != HOURS_PER_YEAR]
    if short or not values:
        message = f"EnergyPlus reported no full year of {HOURS_PER_YEAR} hours"
        raise InputError(source, [Problem(path=path.name, message=message)])
    return values


def _zonal(
    series: Mapping[tuple[str, str], FloatArray],
    variable: str,
    zones: Sequence[str],
    source: str,
) -> FloatArray:
    """Return a series of all zones; loads that nothing supplies are zero."""
    nothing = np.zeros(HOURS_PER_YEAR)
    columns = [series.get((variable, name.upper())) for name in zones]
    if variable == TEMP_AIR and any(one is None for one in columns):
        message = "EnergyPlus reported no air temperature of some zones"
        raise InputError(source, [Problem(path=variable, message=message)])
    return np.column_stack([nothing if one is None else one for one in columns])
