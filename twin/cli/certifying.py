"""Put a run, what it came from and how it was judged into one file."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

import twin
from twin.cli.assess import PEOPLE, TABLES, Judged, Run
from twin.criteria.pack import Pack
from twin.criteria.verdict import LevelVerdict, Verdict
from twin.io.bundle_inputs import gather_inputs
from twin.io.bundle_manifest import RESULTS, canonical
from twin.io.bundle_write import Signer, bundle_bytes, write_bundle
from twin.io.project import Folders
from twin.io.provenance import source_sha256
from twin.io.results import MANIFEST, PARTITIONS
from twin.io.untrusted import read_within
from twin.report.evidence import standing_row, verdict_rows

OF_THE_CLOCK: Final = ("created", "seconds")
"""What a manifest says of the clock; left out, so that equal runs give equal bytes."""

_LARGEST: Final = 2**31


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """Where the parts of a bundle lie."""

    folder: Path
    """Folder of the run."""
    folders: Folders
    """Folders of the project."""
    more: tuple[Path, ...]
    """Input files that lie elsewhere."""
    pack: Path
    """File of the pack that judged."""


def certificate(
    run: Run,
    pack: Pack,
    judged: Mapping[str, Judged],
    year: int | None,
    sources: Sources,
    signer: Signer | None,
) -> tuple[bytes, ...]:
    """Return the bundle of a run as pieces.

    Parameters
    ----------
    run
        Manifest and tables.
    pack
        Pack that judged.
    judged
        Verdicts by scenario.
    year
        Calendar year that was judged; None for that of the run.
    sources
        Where inputs, results and pack lie.
    signer
        Signs the manifest, or None.

    Returns
    -------
    tuple[bytes, ...]
        Pieces of the file.
    """
    inputs = gather_inputs(
        run.manifest, sources.folders, sources.more, str(sources.folder)
    )
    members = {
        **inputs.members,
        **_results(sources.folder, run.manifest),
        "pack.yaml": read_within(sources.pack),
        "verdicts.json": verdict_text(judged),
        "evidence.sql": _evidence(judged).encode(),
        "README.txt": _readme(pack).encode(),
    }
    judged_year = year or int(run.manifest["assessment_year"])
    about = {
        "banner": pack.banner,
        "run_id": str(run.manifest["run_id"]),
        "community": inputs.community,
        "scenarios": list(run.names),
        "scenario_files": list(inputs.scenario_files),
        "options": run.manifest["options"],
        "assessment_year": judged_year,
        "pack": f"{pack.id} {pack.version} {pack.file_hash}",
        "versions": versions_of(run.manifest),
    }
    return bundle_bytes(about, members, signer)


def save(path: Path, pieces: tuple[bytes, ...]) -> int:
    """Write a bundle whole or not at all; return its length [byte].

    Parameters
    ----------
    path
        File that appears.
    pieces
        Pieces of the file.

    Returns
    -------
    int
        Length of the file [byte].
    """
    write_bundle(path, pieces)
    return sum(len(one) for one in pieces)


def versions_of(manifest: Mapping[str, Any]) -> dict[str, str]:
    """Return with what a run was computed, and with what it was judged.

    Parameters
    ----------
    manifest
        Manifest of the run.

    Returns
    -------
    dict[str, str]
        By name; ``unknown`` where an older run does not say.
    """
    packages = dict(manifest.get("package_versions", {}))
    named = {
        "twin": manifest.get("twin_version"),
        "twin_source_sha256": manifest.get("source_sha256"),
        "python": manifest.get("python_version"),
        "processor": manifest.get("processor"),
        **packages,
        "judged_with_twin": twin.__version__,
        "judged_with_source_sha256": source_sha256(),
    }
    return {name: str(value or "unknown") for name, value in named.items()}


def verdict_text(judged: Mapping[str, Judged]) -> bytes:
    """Return all verdicts with their levels and evidence as canonical JSON.

    Parameters
    ----------
    judged
        Verdicts by scenario.

    Returns
    -------
    bytes
        JSON; a number that JSON does not know stands as text.
    """
    rows = {
        name: {
            "standing": asdict(standing_row(one.standing)),
            "verdicts": [
                {
                    **asdict(row),
                    "levels": [_level(level) for level in verdict.levels],
                    "evidence_wanted": verdict.evidence.wanted,
                }
                for row, verdict in zip(
                    verdict_rows(one.verdicts), one.verdicts, strict=True
                )
            ],
        }
        for name, one in judged.items()
    }
    plain = json.loads(json.dumps(rows), parse_constant=str)
    return canonical(plain) + b"\n"


def _level(one: LevelVerdict) -> dict[str, object]:
    """Return the verdict on one limit as plain data."""
    level = one.level
    return {
        "grade": str(level.grade),
        "threshold": level.threshold,
        "state": str(one.state),
        "reason": one.reason,
        "value": one.value,
        "margin": one.margin,
        "probability": one.probability,
        "probability_most": one.probability_most,
        "worst_place": one.worst_place,
        "places": one.places,
        "places_passing": one.places_passing,
        "source": level.source,
        "clause": level.clause,
        "status": str(level.status),
        "values_query": one.query,
        "value_query": one.value_query,
    }


def _results(folder: Path, manifest: Mapping[str, Any]) -> dict[str, bytes]:
    """Return tables and manifest of a run by name of the member."""
    kept = {key: value for key, value in manifest.items() if key not in OF_THE_CLOCK}
    members = {f"{RESULTS}/{MANIFEST}": canonical(kept) + b"\n"}
    for table in (*TABLES, *PEOPLE, "ledger"):
        whole = folder / f"{table}.parquet"
        parts = (
            [whole] if whole.is_file() else sorted(folder.glob(f"{table}/**/*.parquet"))
        )
        for path in parts:
            name = f"{RESULTS}/{path.relative_to(folder).as_posix()}"
            members[name] = read_within(path, _LARGEST)
    return members


def _evidence(judged: Mapping[str, Judged]) -> str:
    """Return the queries of all verdicts for DuckDB, with the views that they read."""
    lines = [
        "-- Unpack the bundle, go to its folder, and give this file to DuckDB.",
        "-- Each query gives the value of one verdict from the tables alone.",
    ]
    for table in (*TABLES, "ledger"):
        is_split = table in PARTITIONS
        pattern = (
            f"{RESULTS}/{table}/**/*.parquet"
            if is_split
            else f"{RESULTS}/{table}.parquet"
        )
        lines.append(
            f"CREATE OR REPLACE VIEW {table} AS SELECT * FROM "  # noqa: S608 - text
            f"read_parquet('{pattern}', hive_partitioning = {str(is_split).lower()});"
        )
    for name, one in judged.items():
        for verdict in one.verdicts:
            lines += _queries(name, verdict)
    return "\n".join(lines) + "\n"


def _queries(scenario: str, verdict: Verdict) -> list[str]:
    """Return the queries of one verdict; names stand in comments of one line."""
    lines = []
    for level in verdict.levels:
        head = f"{scenario} {verdict.criterion.id} {level.level.grade}: {level.state}"
        lines.append(f"\n-- {' '.join(head.split())}, value {level.value!r}")
        if level.value_query:
            lines.append(f"{level.value_query};")
        else:
            lines.append("-- no query: not evaluated, or not read from the tables")
    return lines


def _readme(pack: Pack) -> str:
    """Return what a person finds who opens the bundle."""
    return (
        f"{' '.join(pack.banner.split())}\n\n"
        "A run of `twin`: inputs, results, the pack that judged, and its verdicts.\n"
        "MANIFEST.json names every member with its SHA-256; MANIFEST.seal.json holds\n"
        "the SHA-256 of the manifest and, if signed, an Ed25519 signature of it.\n"
        "Check it:    twin verify BUNDLE --key PUBLIC_KEY --rerun sample\n"
        "Values:      evidence.sql, for DuckDB, in the folder of the unpacked bundle\n"
    )


def scenario_order(paths: Sequence[str], root: Path) -> list[str]:
    """Return the paths of the scenarios of an unpacked bundle.

    Parameters
    ----------
    paths
        Members, in order.
    root
        Folder into which the bundle was unpacked.

    Returns
    -------
    list[str]
        Paths.
    """
    return [str(root / one) for one in paths]
