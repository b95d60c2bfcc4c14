"""Check a bundle: its bytes, its signature, its verdicts, and a run of its own."""

import json
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

import twin
from twin.cli.assess import Run, judge_run, read_run
from twin.cli.certifying import scenario_order, verdict_text
from twin.cli.study import PACKAGES, compute
from twin.ground.errors import TwinError
from twin.io.bundle_check import check_bundle, extract
from twin.io.bundle_finding import Finding, Kind
from twin.io.bundle_head import Head
from twin.io.bundle_manifest import INPUTS, RESULTS
from twin.io.pack import read_pack
from twin.io.project import Project, load_project
from twin.io.provenance import processor, source_sha256
from twin.io.table_difference import RELATIVE, table_differences
from twin.scenario.desk import Options
from twin.scenario.sampled import Cell, draw_cells, run_cells

MOST_CELLS: Final = 10**9
"""Most values that the tables of one file may hold [-]."""

MOST_FUTURES: Final = 10_000
"""Most futures that are run again [-]."""

MOST_YEARS: Final = 75
"""Most years that are run again [a]."""

SAMPLED: Final = ("building_year", "zone_year", "ledger", "events")
"""Tables that a sample compares; the others need the whole community."""


_MALFORMED: Final = (
    ArithmeticError,
    AttributeError,
    LookupError,
    OSError,
    RecursionError,
    TypeError,
    ValueError,
)
"""What content of the wrong form may raise; its bytes are signed, not its sense."""


class Rerun(StrEnum):
    """How much is computed once more."""

    NONE = "none"
    SAMPLE = "sample"
    ALL = "all"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """How a bundle is checked."""

    key: bytes | None = None
    """Public key that must have signed."""
    rerun: Rerun = Rerun.NONE
    cells: int = 8
    """How many buildings, each in one future of one scenario, a sample has."""
    seed: int | None = None
    """Seed of the sample; None for one that follows from the bundle."""
    workers: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What a check found."""

    findings: tuple[Finding, ...]
    notes: tuple[str, ...]
    """What was checked, with what, and what was not."""
    signer: str
    """Fingerprint of the key that signed, empty without."""
    banner: str

    @property
    def is_sound(self) -> bool:
        """Whether nothing was found wrong."""
        return not self.findings

    def as_json(self) -> str:
        """Return the report for programs."""
        return json.dumps(
            {
                "is_sound": self.is_sound,
                "signer": self.signer,
                "banner": self.banner,
                "notes": list(self.notes),
                "findings": [asdict(one) for one in self.findings],
            },
            indent=2,
            ensure_ascii=False,
            default=str,
        )


def verify(path: Path, asked: Asked) -> Report:
    """Return what is wrong with a bundle.

    Later checks need the earlier ones: a bundle whose bytes differ is not judged, and
    one whose verdicts cannot be read is not run.

    Parameters
    ----------
    path
        Bundle.
    asked
        Key and extent.

    Returns
    -------
    Report
        Findings, none where all is well.

    Raises
    ------
    InputError
        The file is absent or too large.
    """
    checked = check_bundle(path, asked.key)
    head = checked.head
    banner = " ".join(head.manifest.banner.split()) if head else ""
    report = Report(
        findings=checked.findings, notes=(), signer=checked.signer, banner=banner
    )
    if head is None or checked.findings:
        return replace(report, notes=("bytes differ: neither judged nor run again",))
    notes = [f"{checked.size} bytes checked, {len(head.manifest.members)} members"]
    notes.append(_signed(checked.signer, asked.key))
    with tempfile.TemporaryDirectory(prefix="twin-verify-") as scratch:
        root = Path(scratch)
        extract(path, head, root)
        try:
            findings = list(_content(root, head, asked, notes))
        except (TwinError, *_MALFORMED) as error:
            message = f"{type(error).__name__}: {_relative(error, root)}"
            findings = [Finding(kind=Kind.FILES, message=message[:2000])]
    return replace(report, findings=tuple(findings), notes=tuple(notes))


def _signed(signer: str, key: bytes | None) -> str:
    """Return what the signature shows."""
    if not signer:
        return "not signed: the hashes show damage, not who made the bundle"
    if key is None:
        return f"signed by {signer}; no --key given, so whose key that is was not asked"
    return f"signed by the key given, {signer}"


def _relative(error: Exception, root: Path) -> str:
    """Return a message without the folder that nobody knows."""
    return str(error).replace(f"{root.resolve()}/", "").replace(f"{root}/", "")


def _content(
    root: Path, head: Head, asked: Asked, notes: list[str]
) -> Iterator[Finding]:
    """Yield what is wrong with verdicts and values."""
    for path in sorted((root / RESULTS).rglob("*.parquet")):
        _refuse_bomb(path, root)
    run = read_run(root / RESULTS)
    yield from _about(run, head)
    year = head.manifest.assessment_year
    judged = judge_run(run, read_pack(root / "pack.yaml"), year)
    stored = json.loads((root / "verdicts.json").read_text(encoding="utf-8"))
    yield from _verdict_differences(stored, json.loads(verdict_text(judged)))
    count = sum(len(one.verdicts) for one in judged.values())
    notes.append(f"{count} verdicts judged again from the tables")
    if asked.rerun is Rerun.NONE:
        notes.append("nothing was run again (--rerun sample or all)")
        return
    is_exact, why = _exactness(head.manifest.versions)
    notes.append(why)
    project = _project(root, head)
    options = _options(run.manifest, asked.workers)
    if asked.rerun is Rerun.ALL:
        yield from _run_all(run, project, options, is_exact=is_exact)
        notes.append("the whole study was run again")
    else:
        yield from _run_sample(run, project, options, head, asked, notes)


def _refuse_bomb(path: Path, root: Path) -> None:
    """Refuse a table that would fill the memory."""
    name = path.relative_to(root).as_posix()
    try:
        about = pq.read_metadata(path)
    except (pa.ArrowException, OSError) as error:
        raise TwinError(f"{name}: is no table: {error}"[:300]) from error
    if about.num_rows * max(1, about.num_columns) > MOST_CELLS:
        message = f"{name}: holds more than {MOST_CELLS} values"
        raise TwinError(message)


def _about(run: Run, head: Head) -> Iterator[Finding]:
    """Yield what manifest of bundle and manifest of run say differently."""
    manifest = head.manifest
    pairs = {
        "run_id": (manifest.run_id, run.manifest["run_id"]),
        "scenarios": (manifest.scenarios, list(run.names)),
        "options": (manifest.options, run.manifest["options"]),
    }
    for name, (said, given) in pairs.items():
        if said != given:
            yield Finding(
                kind=Kind.FILES,
                place=f"MANIFEST.json: {name}",
                message="is not that of the run",
                found=said,
                wanted=given,
            )


def _verdict_differences(
    stored: Mapping[str, Any], judged: Mapping[str, Any]
) -> Iterator[Finding]:
    """Yield every field of a verdict that the tables do not give."""
    yield from _unlike("verdicts.json", stored, judged)


def _unlike(place: str, stored: object, judged: object) -> Iterator[Finding]:
    """Yield where two pieces of plain data differ; verdicts go by their criterion."""
    if isinstance(stored, dict) and isinstance(judged, dict):
        for name in sorted({*stored, *judged}):
            yield from _unlike(f"{place}.{name}", stored.get(name), judged.get(name))
    elif isinstance(stored, list) and isinstance(judged, list):
        old, new = _by_id(stored), _by_id(judged)
        for name in sorted({*old, *new}):
            yield from _unlike(f"{place}.{name}", old.get(name), new.get(name))
    elif stored != judged:
        yield Finding(
            kind=Kind.VERDICT,
            place=place,
            message="the tables give another",
            found=stored,
            wanted=judged,
        )


def _by_id(rows: list[object]) -> dict[str, object]:
    """Return the entries of a list by what names them."""
    named = {}
    for number, row in enumerate(rows):
        keys = row if isinstance(row, dict) else {}
        name = keys.get("criterion_id") or keys.get("grade") or str(number)
        named[str(name)] = row
    return named


def _exactness(versions: Mapping[str, str]) -> tuple[bool, str]:
    """Return whether values must agree bit by bit, and the reason."""
    here = {
        "twin": twin.__version__,
        "twin_source_sha256": source_sha256(),
        "processor": processor(),
        **{name: version(name) for name in PACKAGES},
    }
    other = [name for name, value in here.items() if versions.get(name) != value]
    if not other:
        return True, "same source, packages and processor: values must agree exactly"
    return False, (
        f"{', '.join(other)} differ from those of the run: values must agree within "
        f"{RELATIVE:g} of their size"
    )


def _project(root: Path, head: Head) -> Project:
    """Return the inputs of the bundle, read anew."""
    return load_project(
        root / INPUTS,
        scenarios=scenario_order(head.manifest.scenario_files, root),
        community=head.manifest.community,
        pack=str(root / "pack.yaml"),  # it judges, and moves no value
    )


def _options(manifest: Mapping[str, Any], workers: int) -> Options:
    """Return the options of a run."""
    saved = manifest["options"]
    if not (0 < saved["futures"] <= MOST_FUTURES and 0 < saved["years"] <= MOST_YEARS):
        message = f"at most {MOST_FUTURES} futures and {MOST_YEARS} years are run again"
        raise TwinError(message)
    return Options(
        seed=int(saved["seed"]),
        futures=int(saved["futures"]),
        start=int(saved["start"]),
        years=int(saved["years"]),
        hourly=tuple(str(one) for one in saved["hourly"]),
        assessment=int(manifest["assessment_year"]),
        workers=workers,
    )


def _run_all(
    run: Run, project: Project, options: Options, *, is_exact: bool
) -> Iterator[Finding]:
    """Yield every value that a new run of the study gives otherwise."""
    again = compute(project, options)
    for name, stored in run.tables.items():
        yield from table_differences(
            name, stored, again.tables[name], is_exact=is_exact
        )
    for scenario, ledger in run.ledgers.items():
        computed = again.ledgers[scenario].assign(scenario=scenario)
        yield from table_differences("ledger", ledger, computed, is_exact=is_exact)


def _run_sample(
    run: Run,
    project: Project,
    options: Options,
    head: Head,
    asked: Asked,
    notes: list[str],
) -> Iterator[Finding]:
    """Yield every value that a new run of some buildings gives otherwise."""
    is_exact, _ = _exactness(head.manifest.versions)
    seed = int(head.seal.root[:12], 16) if asked.seed is None else asked.seed
    buildings = [one.id for one in project.community.buildings]
    cells = draw_cells(run.names, options.futures, buildings, asked.cells, seed)
    states = 0
    for found in run_cells(
        project.community,
        project.scenarios,
        project.weather,
        project.climate,
        options,
        cells,
    ):
        states += found.states
        for name in SAMPLED:
            stored = (
                run.ledgers[found.cell.scenario]
                if name == "ledger"
                else run.tables[name]
            )
            computed = getattr(found.tables, name)
            if name == "ledger":
                computed = computed.assign(scenario=found.cell.scenario)
            yield from table_differences(
                name, _only(stored, found.cell), computed, is_exact=is_exact
            )
    notes.append(
        f"{len(cells)} of {len(run.names) * options.futures * len(buildings)} lives "
        f"of a building run again through {states} building years (seed {seed}); the "
        "other values were not"
    )


def _only(frame: pd.DataFrame, cell: Cell) -> pd.DataFrame:
    """Return the rows of a table that belong to a cell."""
    is_mine = (
        (frame["scenario"].astype("str") == cell.scenario)
        & (frame["future"] == cell.future)
        & (frame["building_id"].astype("str") == cell.building)
    )
    return frame[is_mine]
