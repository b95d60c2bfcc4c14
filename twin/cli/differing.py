"""Compare two runs: what went in, and which metrics and verdicts came out otherwise."""

import json
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from twin.cli.assess import Judged, judge_run, read_run
from twin.cli.certifying import OF_THE_CLOCK
from twin.criteria.pack import Pack
from twin.criteria.verdict import LevelVerdict
from twin.ground.errors import InputError, Problem
from twin.io.bundle_check import check_bundle, extract
from twin.io.bundle_inputs import find_input, member_of
from twin.io.bundle_manifest import RESULTS
from twin.io.input_difference import InputChange, input_changes
from twin.io.pack import read_pack
from twin.io.project import Folders, find_folders, pack_path

_COMPUTED_WITH = ("options", "assessment_year", "twin_version", "package_versions",
                  "source_sha256", "processor")  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """The value or verdict of a criterion that is another one."""

    scenario: str
    criterion: str
    grade: str
    metric: str
    unit: str
    old: float | None
    new: float | None
    difference: float | None
    verdict_old: str
    verdict_new: str

    def __str__(self) -> str:
        """Return the change as one line."""
        change = ""
        if self.difference is not None:
            change = f" ({self.difference:+.6g} {self.unit})"
        return (
            f"{self.scenario}: {self.criterion} {self.grade}: {self.metric} "
            f"{_number(self.old)} -> {_number(self.new)}{change}; "
            f"{self.verdict_old} -> {self.verdict_new}"
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """What differs between two runs or scenarios."""

    inputs: tuple[InputChange, ...]
    moved: tuple[Moved, ...]
    banner: str

    @property
    def changed(self) -> bool:
        """Whether anything differs."""
        return bool(self.inputs or self.moved)

    def lines(self) -> list[str]:
        """Return the difference for a reader."""
        said = [f"input {one}" for one in self.inputs]
        if len(self.inputs) == 1 and self.moved:
            said.append("this is the only input that changed; it moved:")
        elif len(self.inputs) > 1 and self.moved:
            said.append(
                "several inputs changed; which of them moved what is not shown:"
            )
        said += [str(one) for one in self.moved]
        return [*said, *([] if self.changed else ["nothing differs"]), self.banner]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Side:
    """One of two runs."""

    manifest: Mapping[str, object]
    judged: Mapping[str, Judged]
    inputs: Mapping[str, bytes | None]
    """Content by name in the manifest, None where it is not at hand."""


def compare_runs(
    old: Path,
    new: Path,
    root: Path | None,
    pack: str | None,
    more: Sequence[Path] = (),
) -> Difference:
    """Return what differs between two runs.

    Parameters
    ----------
    old
        Folder of a run, or a bundle.
    new
        The other.
    root
        Project folder, in which the input files of folders are looked for.
    pack
        Name or path of the pack that judges both.
    more
        Further input files or folders.

    Returns
    -------
    Difference
        Inputs by file and path; metrics and verdicts of scenarios of equal name.
    """
    folders = find_folders(root)
    chosen = read_pack(pack_path(pack, folders.packs))
    sides = [_side(one, folders, more, chosen) for one in (old, new)]
    moved = [
        change
        for name, before in sides[0].judged.items()
        if name in sides[1].judged
        for change in _moved(name, before, sides[1].judged[name])
    ]
    return Difference(
        inputs=tuple(_changed_inputs(*sides)),
        moved=tuple(moved),
        banner=" ".join(chosen.banner.split()),
    )


def compare_scenarios(folder: Path, root: Path | None, pack: str | None) -> Difference:
    """Return how the verdicts of each scenario differ from those of the baseline.

    Parameters
    ----------
    folder
        Folder of a run, or a bundle.
    root
        Project folder whose packs are meant.
    pack
        Name or path of the pack.

    Returns
    -------
    Difference
        Metrics and verdicts; no inputs.
    """
    folders = find_folders(root)
    chosen = read_pack(pack_path(pack, folders.packs))
    side = _side(folder, folders, (), chosen)
    first, *others = side.judged
    moved = [
        change
        for name in others
        for change in _moved(
            f"{first} -> {name}", side.judged[first], side.judged[name]
        )
    ]
    banner = " ".join(chosen.banner.split())
    return Difference(inputs=(), moved=tuple(moved), banner=banner)


def _side(place: Path, folders: Folders, more: Sequence[Path], pack: Pack) -> _Side:
    """Return a run from its folder or bundle."""
    if place.is_dir():
        run = read_run(place)
        files = dict(run.manifest["files"])
        inputs = {
            name: find_input(name, digest, folders, more)
            for name, digest in files.items()
        }
        return _Side(manifest=run.manifest, judged=judge_run(run, pack), inputs=inputs)
    checked = check_bundle(place)
    if checked.head is None or checked.findings:
        problems = [Problem(path="", message=str(one)) for one in checked.findings]
        raise InputError(str(place), problems)
    with tempfile.TemporaryDirectory(prefix="twin-diff-") as scratch:
        root = Path(scratch)
        extract(place, checked.head, root)
        run = read_run(root / RESULTS)
        community = checked.head.manifest.community
        inputs = {
            name: (root / member_of(name, community, run.manifest["site"])).read_bytes()
            for name in run.manifest["files"]
        }
        return _Side(manifest=run.manifest, judged=judge_run(run, pack), inputs=inputs)


def _changed_inputs(old: _Side, new: _Side) -> list[InputChange]:
    """Return every input value, option and version that differs."""
    found: list[InputChange] = []
    before, after = (dict(one.manifest["files"]) for one in (old, new))  # type: ignore[call-overload]  # JSON
    for name in sorted({*before, *after}):
        if before.get(name) == after.get(name):
            continue
        pair = (old.inputs.get(name), new.inputs.get(name))
        lost = [
            known
            for known, content in zip((before, after), pair, strict=True)
            if name in known and content is None
        ]
        if lost:
            found.append(
                InputChange(
                    file=name,
                    path="(content not at hand; compare bundles, or give --input)",
                    old=before.get(name),
                    new=after.get(name),
                )
            )
        else:
            found += input_changes(name, *pair)
    for key in _COMPUTED_WITH:
        if key not in OF_THE_CLOCK and old.manifest.get(key) != new.manifest.get(key):
            found += input_changes(
                "manifest.json",
                _json({key: old.manifest.get(key)}),
                _json({key: new.manifest.get(key)}),
            )
    return found


def _json(thing: object) -> bytes:
    """Return plain data as JSON."""
    return json.dumps(thing).encode()


def _moved(name: str, old: Judged, new: Judged) -> list[Moved]:
    """Return the levels whose value or verdict differs."""
    found = []
    for before, after in zip(old.verdicts, new.verdicts, strict=True):
        for one, other in zip(before.levels, after.levels, strict=True):
            if (one.value, one.state) != (other.value, other.state):
                found.append(_change(name, before.criterion.id, one, other))
    return found


def _change(
    scenario: str, criterion: str, old: LevelVerdict, new: LevelVerdict
) -> Moved:
    """Return how one level moved."""
    is_known = old.value is not None and new.value is not None
    return Moved(
        scenario=scenario,
        criterion=criterion,
        grade=str(old.level.grade),
        metric=old.level.metric,
        unit=old.level.unit,
        old=old.value,
        new=new.value,
        difference=(new.value or 0.0) - (old.value or 0.0) if is_known else None,
        verdict_old=str(old.state),
        verdict_new=str(new.state),
    )


def _number(value: float | None) -> str:
    """Return a value, or that it is not known."""
    return "unknown" if value is None else f"{value:.6g}"
