"""Results on disk: Parquet tables and a manifest, written whole or not at all."""

import json
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import pandas as pd
import pyarrow as pa
import pyarrow.dataset as ds
import pyarrow.parquet as pq

from twin.ground.errors import InputError, Problem

MANIFEST: Final = "manifest.json"
"""File that names the run, its inputs and versions."""
NEEDED: Final = (
    "run_id",
    "options",
    "assessment_year",
    "scenarios",
    "site",
    "discount_rate",
    "carriers",
    "files",
    "is_illustrative",
    "weather",
    "residuals",
    "notices",
    "unverified",
)
"""What must be in a manifest for a run to be judged and reported again."""
PARTITIONS: Final = {
    "building_year": ("scenario", "year"),
    "zone_year": ("scenario", "year"),
    "ledger": ("scenario", "year"),
    "community_year": ("scenario",),
    "exposure_year": ("scenario", "year"),
    "events": ("scenario",),
    "hourly": ("scenario",),
}
"""Hive partitions of each table; other tables are one file."""


@contextmanager
def whole_folder(target: Path) -> Iterator[Path]:
    """Give a temporary sibling of a folder that takes its place at the end.

    An older folder of the same name is replaced; after an error nothing is left.

    Parameters
    ----------
    target
        Folder that appears when everything has been written.

    Yields
    ------
    Path
        Folder to write into.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    stage = Path(tempfile.mkdtemp(prefix=f".{target.name}-", dir=target.parent))
    try:
        yield stage
        stage.chmod(0o755)
        old = stage.with_name(f"{stage.name}-old")
        if target.exists():
            target.rename(old)
        try:
            stage.rename(target)
        except BaseException:
            if old.exists() and not target.exists():
                old.rename(target)
            raise
        shutil.rmtree(old, ignore_errors=True)
    finally:
        shutil.rmtree(stage, ignore_errors=True)


def write_table(folder: Path, name: str, frame: pd.DataFrame) -> None:
    """Write a table as Parquet, partitioned where `PARTITIONS` says so.

    A table without rows has no partitions and becomes one file.

    Parameters
    ----------
    folder
        Folder of the run.
    name
        Name of the table.
    frame
        Rows; the partition columns are among them.
    """
    table = pa.Table.from_pandas(frame, preserve_index=False)
    table = table.replace_schema_metadata(None)
    keys = PARTITIONS.get(name)
    if keys is None or frame.empty:  # no row, no partition to keep the columns in
        pq.write_table(table, folder / f"{name}.parquet", compression="zstd")
        return
    ds.write_dataset(
        table,
        folder / name,
        format="parquet",
        partitioning=list(keys),
        partitioning_flavor="hive",
        basename_template="part-{i}.parquet",
        existing_data_behavior="overwrite_or_ignore",
        file_options=ds.ParquetFileFormat().make_write_options(compression="zstd"),
        use_threads=False,
        max_partitions=4096,
    )


def read_table(folder: Path, name: str, scenario: str | None = None) -> pd.DataFrame:
    """Read a table of a run, or an empty one where the run has none.

    Parameters
    ----------
    folder
        Folder of the run.
    name
        Name of the table.
    scenario
        Only the rows of this scenario; None for all.

    Returns
    -------
    pandas.DataFrame
        Rows in the order in which they were written within each partition.

    Raises
    ------
    InputError
        A file of the table cannot be read.
    """
    try:
        return _read(folder, name, scenario)
    except (pa.ArrowException, OSError) as error:
        problem = Problem(path=name, message=f"table cannot be read: {error}")
        raise InputError(str(folder), [problem]) from error


def _read(folder: Path, name: str, scenario: str | None) -> pd.DataFrame:
    """Return a table, whatever goes wrong."""
    if not (folder / name).is_dir():
        whole = folder / f"{name}.parquet"
        return _frame(pq.read_table(whole)) if whole.is_file() else pd.DataFrame()
    keys = PARTITIONS[name]
    kinds = {"scenario": pa.string(), "year": pa.int64()}
    schema = pa.schema([(key, kinds[key]) for key in keys])
    found = ds.dataset(
        folder / name,
        format="parquet",
        partitioning=ds.partitioning(schema, flavor="hive"),
    )
    chosen = None if scenario is None else ds.field("scenario") == scenario
    return _frame(found.to_table(use_threads=False, filter=chosen))


def _frame(table: pa.Table) -> pd.DataFrame:
    """Return a table as a frame, texts as texts."""
    frame: pd.DataFrame = table.to_pandas()
    for name in frame.columns:
        if isinstance(frame[name].dtype, pd.CategoricalDtype):
            frame[name] = frame[name].astype("str")
    return frame


def write_manifest(folder: Path, manifest: Mapping[str, object]) -> None:
    """Write the manifest of a run.

    Parameters
    ----------
    folder
        Folder of the run.
    manifest
        What can be said in JSON.
    """
    text = json.dumps(manifest, indent=2, ensure_ascii=False)
    (folder / MANIFEST).write_text(text + "\n", encoding="utf-8")


def read_manifest(folder: Path) -> dict[str, Any]:
    """Return the manifest of a run.

    Parameters
    ----------
    folder
        Folder of the run.

    Returns
    -------
    dict
        Manifest as written.

    Raises
    ------
    InputError
        The folder holds no run, or its manifest cannot be read.
    """
    path = folder / MANIFEST
    if not path.is_file():
        message = "is no folder of a run: it has no manifest.json"
        raise InputError(str(folder), [Problem(path="", message=message)])
    try:
        loaded = json.loads(path.read_text(encoding="utf-8"))
    except (json.JSONDecodeError, UnicodeDecodeError) as error:
        problem = Problem(path="", message=f"is not valid JSON: {error}")
        raise InputError(str(path), [problem]) from error
    if not isinstance(loaded, dict) or loaded.get("kind") != "twin run":
        problem = Problem(path="kind", message="must be 'twin run'")
        raise InputError(str(path), [problem])
    missing = [
        Problem(path=key, message="is required but missing; run the study again")
        for key in NEEDED
        if key not in loaded
    ]
    if missing:
        raise InputError(str(path), missing)
    return loaded
