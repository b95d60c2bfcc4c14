"""What the commands run, compare, certify and report do."""

import json
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path

from rich.console import Console

from twin.cli.assess import Judged, Run, judge_run, read_run
from twin.cli.certifying import Sources, certificate, save
from twin.cli.plain import plain
from twin.cli.show import difference_table, progress_bar, summary_table, verdict_table
from twin.cli.study import compute, summary_of, write_report, write_run
from twin.criteria.pack import Pack
from twin.ground.errors import InputError, Problem
from twin.io.pack import read_pack
from twin.io.project import Project, find_folders, pack_path
from twin.io.signature import fingerprint, read_private, sign
from twin.report.evidence import verdict_rows
from twin.scenario.desk import Options

_FEWEST_COLUMNS = 100
_LABEL_COLUMNS = 24
_SCENARIO_COLUMNS = 18


def run_and_show(
    project: Project, options: Options, results: Path, as_json: bool
) -> None:
    """Compute a study, write it below the results folder and print it.

    Parameters
    ----------
    project
        Inputs.
    options
        Options of the study.
    results
        Folder of results.
    as_json
        Print the summary as JSON instead of tables.
    """
    _check_hourly(project, options)
    _check_results(results)
    errors = Console(stderr=True)
    with progress_bar(errors) as tell:
        run = compute(project, options, tell)
    names = run.names
    group = names[0] if len(names) == 1 else "compare"
    target = results / group / str(run.manifest["run_id"])
    judged = write_run(target, run, project.pack)
    if as_json:
        sys.stdout.write(_as_json(run, judged, target) + "\n")
        return
    console = _console(len(names))
    summary = summary_of(run)
    console.print(summary_table(summary, run))
    if len(names) > 1:
        console.print(difference_table(summary, run))
    console.print(verdict_table(judged, run))
    console.print(plain(project.pack.banner), style="bold", markup=False)
    notices = list(run.manifest["notices"])
    if run.manifest["is_illustrative"]:
        notices.append("The layout of the community is illustrative, not surveyed.")
    if run.manifest["weather"]["is_synthetic"]:
        notices.append("The weather year is synthetic, not measured.")
    for notice in notices:
        console.print(plain(f"- {notice}"), markup=False)
    worst = max(float(value) for value in run.manifest["residuals"].values())
    console.print(
        f"{run.manifest['building_years_asked']:,} building years came from "
        f"{run.manifest['building_years_simulated']:,} that were simulated "
        f"({run.manifest['zone_years_simulated']:,} zone years) in "
        f"{run.manifest['seconds']} s; largest balance residual {worst:.1e}"
    )
    page = plain(target / "report.html")
    console.print(f"report: {page}", markup=False, soft_wrap=True)


def _console(scenarios: int = 1) -> Console:
    """Return a console wide enough for the tables: intervals stay on one line."""
    least = max(_FEWEST_COLUMNS, _LABEL_COLUMNS + scenarios * _SCENARIO_COLUMNS)
    console = Console()
    return console if console.width >= least else Console(width=least)


def _check_hourly(project: Project, options: Options) -> None:
    """Refuse buildings that the community does not have."""
    known = {building.id for building in project.community.buildings}
    problems = [
        Problem(path="--hourly", message="is no building of the community", given=name)
        for name in options.hourly
        if name not in known
    ]
    if problems:
        source = "command line"
        raise InputError(source, problems)


def _check_results(results: Path) -> None:
    """Refuse a place for results that is no folder, before hours are spent."""
    for folder in (results, *results.absolute().parents):
        if folder.is_dir():
            return
        if folder.exists():
            problem = Problem(
                path="--results", message="must be a folder, is a file", given=folder
            )
            source = "command line"
            raise InputError(source, [problem])


def _as_json(run: Run, judged: Mapping[str, Judged], target: Path) -> str:
    """Return summary and verdicts for programs."""
    rows = json.loads(summary_of(run).to_json(orient="records"))
    return json.dumps(
        {
            "run_id": run.manifest["run_id"],
            "folder": str(target),
            "summary": rows,
            "verdicts": _verdicts(judged),
        },
        indent=2,
        ensure_ascii=False,
    )


def _verdicts(judged: Mapping[str, Judged]) -> dict[str, list[dict[str, object]]]:
    """Return all verdicts as plain data."""
    return {
        name: [asdict(row) for row in verdict_rows(one.verdicts)]
        for name, one in judged.items()
    }


def _pack(root: Path | None, pack: str | None) -> Pack:
    """Return a pack by name or path, the embedded one if none is named."""
    return read_pack(pack_path(pack, find_folders(root).packs))


@dataclass(frozen=True, slots=True, kw_only=True)
class Sealing:
    """Whether and how a bundle is written."""

    out: Path | None = None
    """File to write; None beside the run if a key is given, else none."""
    key: Path | None = None
    """Private key that signs."""
    passphrase: str = ""
    """What opens the key."""
    more: tuple[Path, ...] = ()
    """Input files that lie outside the project."""

    def target(self, folder: Path) -> Path | None:
        """Return the file to write, None where none is wanted."""
        if self.out is None and self.key is not None:
            run = folder.resolve()
            return run.with_name(f"{run.name}.twin.zip")
        return self.out


def certify_run(
    folder: Path,
    root: Path | None,
    pack: str | None,
    year: int | None,
    as_json: bool,
    sealing: Sealing | None = None,
) -> int:
    """Judge a run and print the verdicts.

    Parameters
    ----------
    folder
        Folder of the run.
    root
        Project folder whose packs are meant.
    pack
        Name or path of the pack.
    year
        Calendar year judged; None for that of the run.
    as_json
        Print JSON instead of a table.
    sealing
        Whether and how a bundle is written; None for none.

    Returns
    -------
    int
        0 if some scenario passes every mandatory criterion, else 1.
    """
    chosen = _pack(root, pack)
    run = read_run(folder)
    _check_year(run, year)
    judged = judge_run(run, chosen, year)
    wanted = sealing or Sealing()
    lines = _seal(folder, root, pack, run, judged, year, wanted)
    if as_json:
        sys.stdout.write(json.dumps(_verdicts(judged), indent=2) + "\n")
    else:
        console = _console()
        console.print(verdict_table(judged, run))
        for name, one in judged.items():
            console.print(plain(f"{name}: {one.standing.reason}"), markup=False)
        for line in lines:
            console.print(plain(line), markup=False, soft_wrap=True)
        console.print(plain(chosen.banner), style="bold", markup=False)
    return 0 if any(not one.falls_short for one in judged.values()) else 1


def _seal(
    folder: Path,
    root: Path | None,
    pack: str | None,
    run: Run,
    judged: Mapping[str, Judged],
    year: int | None,
    wanted: Sealing,
) -> list[str]:
    """Write the bundle if one is wanted; return what is said about it."""
    target = wanted.target(folder)
    if target is None:
        return []
    folders = find_folders(root)
    path = pack_path(pack, folders.packs)
    sources = Sources(folder=folder, folders=folders, more=wanted.more, pack=path)
    key = read_private(wanted.key, wanted.passphrase) if wanted.key else None
    signer = partial(sign, key) if key else None
    pieces = certificate(run, read_pack(path), judged, year, sources, signer)
    size = save(target, pieces)
    said = [f"bundle: {target} ({size:,} bytes)"]
    if key is None:
        said.append("not signed: it shows damage, not who made it (--sign KEY)")
    else:
        said.append(f"signed by {fingerprint(key.public_key().public_bytes_raw())}")
    return said


def _check_year(run: Run, year: int | None) -> None:
    """Refuse a year whose zones the run does not hold."""
    known = sorted({int(one) for one in run.tables["zone_year"]["year"]})
    if year is not None and year not in known:
        message = f"allowed: {', '.join(str(one) for one in known)}"
        source = "command line"
        raise InputError(
            source, [Problem(path="--assessment-year", message=message, given=year)]
        )


def rewrite_report(folder: Path, root: Path | None, pack: str | None) -> Path:
    """Write summary, verdicts, figures and page of a run again.

    Everything is written aside first, so that an interrupt changes nothing.

    Parameters
    ----------
    folder
        Folder of the run.
    root
        Project folder whose packs are meant.
    pack
        Name or path of the pack.

    Returns
    -------
    Path
        The page.
    """
    chosen = _pack(root, pack)
    run = read_run(folder)
    judged = judge_run(run, chosen)
    with tempfile.TemporaryDirectory(prefix=".report-", dir=folder) as scratch:
        stage = Path(scratch)
        page = write_report(stage, run, chosen, judged).relative_to(stage)
        for path in sorted(one for one in stage.rglob("*") if one.is_file()):
            target = folder / path.relative_to(stage)
            target.parent.mkdir(exist_ok=True)
            path.replace(target)
    return folder / page
