"""Run a study and write everything that it found."""

import json
import platform
import time
from collections.abc import Mapping
from dataclasses import asdict
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

import pandas as pd

import twin
from twin.cli.assess import (
    PEOPLE,
    Judged,
    Run,
    judge_run,
    report_data,
    unverified_numbers,
)
from twin.criteria.pack import Pack
from twin.io.project import Project
from twin.io.provenance import processor, source_sha256
from twin.io.results import whole_folder, write_manifest, write_table
from twin.report.dictionary import write_data_dictionary
from twin.report.evidence import verdict_rows
from twin.report.figures import draw_figures, write_figures
from twin.report.over_hours import monthly_weather
from twin.report.page import write_page
from twin.report.summary import summarise
from twin.scenario.desk import Options, Progress
from twin.scenario.frames import building_frame
from twin.scenario.study import StudyResult, run_study
from twin.weather.quality import describe

PACKAGES: Final = ("numpy", "scipy", "numba", "pandas", "pvlib", "simpy", "pyarrow")
"""Packages whose versions a run names."""

_LIMITS: Final = (
    "Faces of walls and glass have one temperature an hour, and their films follow "
    "wind and temperatures of the hour before; a light room that floats is 0.5 to "
    "0.7 K off (root mean square).",
    "The embedded community describes windows by U-value and solar heat gain "
    "coefficient, and no openings between zones: there, zones exchange heat through "
    "what separates them, and no air.",
    "Windows on several sides of a zone air it across (EN 16798-7) as if its inner "
    "doors stood open; people open them by habits that nobody has measured in Hainan; "
    "air conditioners follow one set of curves.",
    "Results compare scenarios; they do not forecast one building.",
)


def compute(
    project: Project, options: Options, progress: Progress | None = None
) -> Run:
    """Return a run of a project, nothing written.

    Parameters
    ----------
    project
        Inputs.
    options
        Options of the study.
    progress
        Told about stages.

    Returns
    -------
    Run
        Manifest and tables.
    """
    began = time.perf_counter()
    study = run_study(
        project.community,
        project.scenarios,
        project.weather,
        project.climate,
        options,
        progress,
    )
    seconds = time.perf_counter() - began
    weather = project.weather
    tables = _joined(study)
    tables["buildings"] = building_frame(project.community)
    tables["weather_monthly"] = monthly_weather(
        weather.temp_outdoor, weather.humidity_relative, weather.irradiance_global
    )
    return Run(
        manifest=_manifest(project, study, seconds),
        tables=tables,
        ledgers={one.scenario.name: one.ledger for one in study.scenarios},
    )


def _joined(study: StudyResult) -> dict[str, pd.DataFrame]:
    """Return the tables of all scenarios, one after the other, ledgers apart."""
    tables = {}
    for name in ("building_year", "zone_year", "community_year", "events", "hourly"):
        frames = [getattr(one, name) for one in study.scenarios]
        tables[name] = _without_categories(pd.concat(frames, ignore_index=True))
    for name in PEOPLE:
        frames = [one.people[name] for one in study.scenarios if name in one.people]
        if frames:
            tables[name] = _without_categories(pd.concat(frames, ignore_index=True))
    return tables


def _without_categories(frame: pd.DataFrame) -> pd.DataFrame:
    """Return a frame whose columns have the same type for any number of scenarios."""
    kinds = {
        name: "str"
        for name in frame.columns
        if isinstance(frame[name].dtype, pd.CategoricalDtype)
    }
    return frame.astype(kinds)


def _manifest(project: Project, study: StudyResult, seconds: float) -> dict[str, Any]:
    """Return what must be known to trust and to repeat the run."""
    community = project.community
    options = study.options
    weather = project.weather
    return {
        "kind": "twin run",
        "run_id": project.run_id(options),
        "twin_version": twin.__version__,
        "python_version": platform.python_version(),
        "package_versions": {name: version(name) for name in PACKAGES},
        "source_sha256": source_sha256(),
        "processor": processor(),
        "created": datetime.now(tz=UTC).isoformat(timespec="seconds"),
        "seconds": round(seconds, 1),
        "options": {
            "seed": options.seed,
            "futures": options.futures,
            "start": options.start,
            "years": options.years,
            "hourly": list(options.hourly),
        },
        "assessment_year": options.assessment_year,
        "scenarios": [
            {"name": one.name, "title": one.title, "description": one.description}
            for one in project.scenarios
        ],
        "site": asdict(community.site),
        "discount_rate": community.world.discount_rate,
        "carriers": {one.name: str(one.carrier) for one in community.products},
        "files": dict(project.files),
        "is_illustrative": community.is_illustrative,
        "weather": {
            "name": weather.name,
            "is_synthetic": weather.is_synthetic,
            "source_note": weather.source_note,
            "findings": describe(project.quality),
        },
        "residuals": dict(study.residuals),
        "counts": dict(study.counts),
        "building_years_simulated": study.tasks,
        "building_years_asked": study.asked,
        "zone_years_simulated": study.zone_years,
        "notices": list(_LIMITS),
        "unverified": unverified_numbers(community),
    }


def write_run(target: Path, run: Run, pack: Pack) -> dict[str, Judged]:
    """Write tables, figures, verdicts and report of a run; return the verdicts.

    Parameters
    ----------
    target
        Folder of the run; replaced when everything has been written.
    run
        Manifest and tables.
    pack
        Criteria by which the run is judged.

    Returns
    -------
    dict[str, Judged]
        Verdicts by scenario.
    """
    judged = judge_run(run, pack)
    with whole_folder(target) as folder:
        for name, frame in run.tables.items():
            write_table(folder, name, frame)
        for name, ledger in run.ledgers.items():
            write_table(folder, "ledger", ledger.assign(scenario=name))
        write_manifest(folder, run.manifest)
        write_report(folder, run, pack, judged)
    return judged


def write_report(
    folder: Path, run: Run, pack: Pack, judged: Mapping[str, Judged]
) -> Path:
    """Write summary, verdicts, figures and page into a folder.

    Parameters
    ----------
    folder
        Folder of the run.
    run
        Manifest and tables.
    pack
        Pack that judged.
    judged
        Verdicts by scenario.

    Returns
    -------
    Path
        The page.
    """
    data = report_data(run, pack, judged)
    summary = summary_of(run)
    summary.to_csv(folder / "summary.csv", index=False, lineterminator="\n")
    write_data_dictionary(folder)
    rows = {
        name: [asdict(row) for row in verdict_rows(one.verdicts)]
        for name, one in judged.items()
    }
    text = json.dumps(rows, indent=2, ensure_ascii=False, sort_keys=True)
    (folder / "verdicts.json").write_text(text + "\n", encoding="utf-8")
    figures = folder / "figures"
    figures.mkdir(exist_ok=True)
    drawn = draw_figures(data)
    write_figures(figures, data, drawn)
    return write_page(folder / "report.html", data, drawn)


def summary_of(run: Run) -> pd.DataFrame:
    """Return the comparison of a run's scenarios.

    Parameters
    ----------
    run
        Manifest and tables.

    Returns
    -------
    pandas.DataFrame
        One row a scenario and quantity.
    """
    return summarise(
        run.tables["building_year"],
        run.tables["buildings"],
        discount_rate=float(run.manifest["discount_rate"]),
        scenarios=list(run.names),
        burden_year=run.tables.get("burden_year"),
    )
