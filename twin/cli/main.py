"""The command line: ``twin init, check, run, compare, certify, report, doctor …``."""

import json
import os
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from twin.cli.compiled import use_fresh_cache
from twin.cli.doorstep import register as register_doorstep
from twin.cli.importing import import_app
from twin.cli.ledgering import ledger_app
from twin.cli.plain import plain
from twin.cli.planning import register as register_planning
from twin.cli.resilience import register as register_resilience
from twin.cli.sealing import passphrase
from twin.cli.sealing import register as register_sealing
from twin.cli.validating import validate_app
from twin.ground.errors import InputError, TwinError

app = typer.Typer(
    name="twin",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
    help=(
        "Digital twin of a community of buildings: every hour of heat, moisture and "
        "air, every event of the decades, counted and judged. The criteria pack is "
        "provisional and endorsed by nobody."
    ),
)
weather_app = typer.Typer(
    no_args_is_help=True, help="Check, generate and warm weather files."
)
app.add_typer(weather_app, name="weather")
app.add_typer(validate_app, name="validate")
app.add_typer(import_app, name="import")
app.add_typer(ledger_app, name="ledger")
register_planning(app)
register_resilience(app)
register_doorstep(app)
register_sealing(app)

_PROJECT = typer.Option(
    "--project",
    "-p",
    help="Project folder made by `twin init`; without it the working folder if it is "
    "one, else the embedded defaults.",
)
_PACK = typer.Option("--pack", help="Criteria pack: name in packs/ or path.")
_FUTURES = typer.Option("--futures", "-n", min=1, max=10_000, help="Paired futures.")
_SEED = typer.Option("--seed", min=0, help="Seed of all random streams.")
_YEARS = typer.Option("--years", min=1, max=75, help="Calendar years from 2025.")
_WORKERS = typer.Option(
    "--workers", min=1, help="Threads; results do not depend on it."
)
_RESULTS = typer.Option("--results", help="Folder into which runs are written.")
_COMMUNITY = typer.Option("--community", help="Folder in buildings/ to simulate.")
_YEAR = typer.Option(
    "--assessment-year", help="Calendar year whose hours are kept and judged."
)
_HOURLY = typer.Option(
    "--hourly", help="Building whose hours are kept; may be repeated."
)
_JSON = typer.Option("--json", help="Print JSON for programs.")
_DEFAULT_WORKERS = max(1, min(os.cpu_count() or 1, 16))


@app.command()
def init(
    folder: Annotated[Path, typer.Argument(help="New project folder.")] = Path("twin"),
    force: Annotated[
        bool, typer.Option("--force", help="Replace files of the same name.")
    ] = False,
) -> None:
    """Copy the embedded inputs into a folder that you can edit."""
    from twin.io.defaults import copy_defaults

    copied = copy_defaults(folder, is_forced=force)
    print(plain(f"{len(copied)} files copied to {folder}"))
    todo = f"twin check -p {folder} && twin compare -p {folder}"
    print(plain(f"Edit them, then: {todo}"))


@app.command()
def check(
    project: Annotated[Path | None, _PROJECT] = None,
    scenario: Annotated[
        list[str] | None, typer.Argument(help="Scenarios; all of the project if none.")
    ] = None,
    community: Annotated[str, _COMMUNITY] = "baoting",
    pack: Annotated[str | None, _PACK] = None,
) -> None:
    """Read every input file and say all that is wrong with it."""
    from twin.cli.checking import check_project

    for line in check_project(project, scenario or [], community, pack):
        print(plain(line))


@app.command()
def run(
    scenario: Annotated[list[str], typer.Argument(help="Scenario: name or path.")],
    project: Annotated[Path | None, _PROJECT] = None,
    community: Annotated[str, _COMMUNITY] = "baoting",
    pack: Annotated[str | None, _PACK] = None,
    futures: Annotated[int, _FUTURES] = 20,
    years: Annotated[int, _YEARS] = 35,
    seed: Annotated[int, _SEED] = 1,
    workers: Annotated[int, _WORKERS] = _DEFAULT_WORKERS,
    assessment_year: Annotated[int, _YEAR] = 2040,
    hourly: Annotated[list[str] | None, _HOURLY] = None,
    results: Annotated[Path, _RESULTS] = Path("results"),
    as_json: Annotated[bool, _JSON] = False,
) -> None:
    """Simulate each scenario by itself and write its results."""
    from twin.scenario.desk import Options

    for name in scenario:
        options = Options(
            seed=seed,
            futures=futures,
            years=years,
            workers=workers,
            hourly=tuple(hourly or ()),
            assessment=assessment_year,
        )
        _study(project, [name], community, pack, options, results, as_json)


@app.command()
def compare(
    scenario: Annotated[
        list[str] | None,
        typer.Argument(
            help="Scenarios, the baseline first; five embedded ones if none."
        ),
    ] = None,
    project: Annotated[Path | None, _PROJECT] = None,
    community: Annotated[str, _COMMUNITY] = "baoting",
    pack: Annotated[str | None, _PACK] = None,
    futures: Annotated[int, _FUTURES] = 20,
    years: Annotated[int, _YEARS] = 35,
    seed: Annotated[int, _SEED] = 1,
    workers: Annotated[int, _WORKERS] = _DEFAULT_WORKERS,
    assessment_year: Annotated[int, _YEAR] = 2040,
    hourly: Annotated[list[str] | None, _HOURLY] = None,
    results: Annotated[Path, _RESULTS] = Path("results"),
    as_json: Annotated[bool, _JSON] = False,
) -> None:
    """Simulate scenarios through the same futures, compare and judge them."""
    from twin.io.project import SCENARIOS
    from twin.scenario.desk import Options

    options = Options(
        seed=seed,
        futures=futures,
        years=years,
        workers=workers,
        hourly=tuple(hourly or ()),
        assessment=assessment_year,
    )
    names = scenario or list(SCENARIOS)
    _study(project, names, community, pack, options, results, as_json)


@app.command()
def certify(
    folder: Annotated[Path, typer.Argument(help="Folder of a run.")],
    project: Annotated[Path | None, _PROJECT] = None,
    pack: Annotated[str | None, _PACK] = None,
    assessment_year: Annotated[
        int | None, typer.Option("--assessment-year", help="Calendar year judged.")
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option("--out", help="Write inputs, results and verdicts as one file."),
    ] = None,
    key: Annotated[
        Path | None, typer.Option("--sign", help="Private key that signs the file.")
    ] = None,
    is_locked: Annotated[
        bool, typer.Option("--passphrase", help="Ask for the passphrase of the key.")
    ] = False,
    more: Annotated[
        list[Path] | None,
        typer.Option("--input", help="Input file or folder outside the project."),
    ] = None,
    as_json: Annotated[bool, _JSON] = False,
) -> None:
    """Judge a run by a criteria pack; exit code 1 if no scenario passes."""
    from twin.cli.judging import Sealing, certify_run

    secret = passphrase(is_locked) if key else ""
    sealing = Sealing(out=out, key=key, passphrase=secret, more=tuple(more or ()))
    code = certify_run(folder, project, pack, assessment_year, as_json, sealing)
    raise typer.Exit(code)


@app.command()
def report(
    folder: Annotated[Path, typer.Argument(help="Folder of a run.")],
    project: Annotated[Path | None, _PROJECT] = None,
    pack: Annotated[str | None, _PACK] = None,
) -> None:
    """Write figures and report of a run again, without simulating."""
    from twin.cli.judging import rewrite_report

    print(plain(rewrite_report(folder, project, pack)))


@app.command()
def doctor(as_json: Annotated[bool, _JSON] = False) -> None:
    """Look whether everything that a study needs is there."""
    from twin.cli.doctor import diagnose, exit_code

    findings = diagnose()
    if as_json:
        print(json.dumps([asdict(one) for one in findings], indent=2))
    else:
        for one in findings:
            print(plain(f"{one.health!s:<6} {one.topic}: {one.message}"))
    raise typer.Exit(exit_code(findings))


@app.command()
def bench(
    zones: Annotated[
        str, typer.Option("--zones", help="Zone years that are timed side by side.")
    ] = "1,10,1000,10000",
    repeats: Annotated[
        int, typer.Option(min=1, help="The best of how many passes is told.")
    ] = 3,
    energyplus: Annotated[
        bool, typer.Option("--energyplus", help="Time the same box in EnergyPlus.")
    ] = False,
    profile: Annotated[
        bool, typer.Option("--profile", help="Say where the time of an hour goes.")
    ] = False,
    start: Annotated[
        bool, typer.Option("--start", help="Time a cold and a warm start.")
    ] = False,
    life: Annotated[
        bool, typer.Option("--life", help="Time lives of decades instead of hours.")
    ] = False,
    buildings: Annotated[
        int, typer.Option(min=1, max=100_000, help="Buildings that live.")
    ] = 1000,
    futures: Annotated[
        int, typer.Option(min=1, max=1000, help="Futures in which they live.")
    ] = 10,
    project: Annotated[Path | None, _PROJECT] = None,
    as_json: Annotated[bool, _JSON] = False,
) -> None:
    """Measure how fast the hourly kernel, or the life of decades, is here."""
    if life:
        from twin.cli.bench_life import Asked as AskedLife
        from twin.cli.bench_life import print_life_bench

        wanted = AskedLife(buildings=buildings, futures=futures, project=project)
        print_life_bench(wanted, as_json)
        return
    from twin.cli.bench import Asked, lines_of, read_zones, run_bench
    from twin.cli.bench import as_json as text_of

    asked = Asked(
        zones=read_zones(zones),
        repeats=repeats,
        has_energyplus=energyplus,
        has_profile=profile,
        has_start=start,
    )
    found = run_bench(asked)
    for line in [text_of(found)] if as_json else lines_of(found):
        print(plain(line))


@weather_app.command("check")
def weather_check(
    file: Annotated[Path, typer.Argument(help="EPW file.")],
) -> None:
    """Say everything that is doubtful in a weather file, and what was corrected."""
    from twin.io.epw import read_epw
    from twin.weather.quality import describe

    weather, quality = read_epw(file)
    print(plain(f"{file}: {weather.name}, {weather.source_note}"))
    for line in describe(quality):
        print(plain(f"  {line}"))


@weather_app.command("generate")
def weather_generate(
    normals: Annotated[Path, typer.Argument(help="Table of monthly normals, CSV.")],
    target: Annotated[Path, typer.Argument(help="EPW file to write.")],
    seed: Annotated[int, _SEED] = 18,
) -> None:
    """Make a synthetic hourly year from monthly normals."""
    from twin.io.epw_synthetic import write_synthetic_epw

    write_synthetic_epw(normals, target, seed)
    print(f"{target}: synthetic year written")


@weather_app.command("morph")
def weather_morph(
    file: Annotated[Path, typer.Argument(help="EPW file of 1995–2014.")],
    target: Annotated[Path, typer.Argument(help="EPW file to write.")],
    warming: Annotated[float, typer.Option(min=0.0, max=8.0, help="Warming [K].")],
) -> None:
    """Warm a weather file, relative humidity kept."""
    from twin.io.epw import read_epw, write_epw
    from twin.weather.future import morph_by_warming

    weather, _ = read_epw(file)
    write_epw(target, morph_by_warming(weather, warming))
    print(f"{target}: {warming:g} K warmer")


def _study(
    root: Path | None,
    scenarios: list[str],
    community: str,
    pack: str | None,
    options: object,
    results: Path,
    as_json: bool,
) -> None:
    """Run a study, write it and print what it found."""
    from twin.cli.judging import run_and_show
    from twin.io.project import load_project
    from twin.scenario.desk import Options

    if not isinstance(options, Options):
        raise TypeError(options)
    project = load_project(root, scenarios=scenarios, community=community, pack=pack)
    run_and_show(project, options, results, as_json)


def main() -> None:
    """Run the command line; turn errors into one message and an exit code."""
    use_fresh_cache(os.environ)
    try:
        app(prog_name="twin")
    except InputError as error:
        print(plain(error), file=sys.stderr)
        raise SystemExit(2) from None
    except TwinError as error:
        print(plain(f"{type(error).__name__}: {error}"), file=sys.stderr)
        raise SystemExit(1) from None
    except OSError as error:
        print(plain(f"cannot be read or written: {error}"), file=sys.stderr)
        raise SystemExit(1) from None


if __name__ == "__main__":
    main()
