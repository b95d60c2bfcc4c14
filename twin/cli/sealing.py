"""Commands of bundles: ``twin verify``, ``twin keygen``, ``twin diff``."""

import json
import os
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from twin.cli.plain import plain

PASSPHRASE = "TWIN_KEY_PASSPHRASE"  # noqa: S105 - the name of a variable
"""Environment variable with the passphrase of a key, for use without a terminal."""

_WORKERS = max(1, min(os.cpu_count() or 1, 16))
_PROJECT = typer.Option("--project", "-p", help="Project folder.")
_JSON = typer.Option("--json", help="Print JSON for programs.")
_MORE = typer.Option("--input", help="Input file or folder outside the project.")


def register(app: typer.Typer) -> None:
    """Add the commands to the command line.

    Parameters
    ----------
    app
        Command line.
    """
    app.command("verify")(verify)
    app.command("keygen")(keygen)
    app.command("diff")(diff)


def passphrase(is_asked: bool, confirm: bool = False) -> str:
    """Return the passphrase of a key: from the environment, or asked for.

    Parameters
    ----------
    is_asked
        Whether to ask where the environment has none.
    confirm
        Whether to ask twice.

    Returns
    -------
    str
        The passphrase, empty for none.
    """
    given = os.environ.get(PASSPHRASE, "")
    if given or not is_asked:
        return given
    return str(
        typer.prompt(
            "Passphrase", hide_input=True, confirmation_prompt=confirm, err=True
        )
    )


def verify(
    bundle: Annotated[Path, typer.Argument(help="File made by `twin certify`.")],
    key: Annotated[
        Path | None, typer.Option("--key", help="Public key that must have signed.")
    ] = None,
    rerun: Annotated[
        str, typer.Option("--rerun", help="none, sample or all: what is run again.")
    ] = "none",
    sample: Annotated[
        int, typer.Option("--sample", min=1, help="Lives of a building in a sample.")
    ] = 8,
    seed: Annotated[
        int | None, typer.Option("--seed", min=0, help="Draws the sample by this seed.")
    ] = None,
    workers: Annotated[
        int, typer.Option("--workers", min=1, help="Threads.")
    ] = _WORKERS,
    as_json: Annotated[bool, _JSON] = False,
) -> None:
    """Check bytes, signature and verdicts of a bundle, and run it again."""
    from twin.cli.verifying import Asked, Rerun  # noqa: PLC0415 - keeps `twin --help` quick
    from twin.cli.verifying import verify as check  # noqa: PLC0415 - as above
    from twin.ground.errors import InputError, Problem  # noqa: PLC0415 - as above
    from twin.io.signature import read_public  # noqa: PLC0415 - as above

    if rerun not in set(Rerun):
        source = "command line"
        message = f"must be one of {', '.join(Rerun)}"
        raise InputError(
            source, [Problem(path="--rerun", message=message, given=rerun)]
        )
    asked = Asked(
        key=read_public(key) if key else None,
        rerun=Rerun(rerun),
        cells=sample,
        seed=seed,
        workers=workers,
    )
    found = check(bundle, asked)
    if as_json:
        sys.stdout.write(found.as_json() + "\n")
    else:
        for line in (*found.notes, *found.findings):
            print(plain(line))
        count = len(found.findings)
        print("sound: nothing differs" if found.is_sound else f"refused: {count} found")
        print(plain(found.banner))
    raise typer.Exit(0 if found.is_sound else 1)


def keygen(
    path: Annotated[Path, typer.Argument(help="File of the private key to write.")],
    is_locked: Annotated[
        bool, typer.Option("--passphrase", help="Ask for a passphrase that locks it.")
    ] = False,
) -> None:
    """Write a new Ed25519 key and, beside it, its public key."""
    from twin.io.signature import new_key  # noqa: PLC0415 - keeps `twin --help` quick

    mark = new_key(path, passphrase(is_locked, confirm=True))
    print(plain(f"private key: {path} (keep it to yourself)"))
    print(plain(f"public key:  {path}.pub"))
    print(f"fingerprint: {mark}")


def diff(
    old: Annotated[Path, typer.Argument(help="Folder of a run, or a bundle.")],
    new: Annotated[
        Path | None, typer.Argument(help="The other; none to compare scenarios of one.")
    ] = None,
    project: Annotated[Path | None, _PROJECT] = None,
    pack: Annotated[
        str | None, typer.Option("--pack", help="Pack that judges both.")
    ] = None,
    more: Annotated[list[Path] | None, _MORE] = None,
    as_json: Annotated[bool, _JSON] = False,
) -> None:
    """Say which inputs of two runs differ, and which metrics and verdicts moved."""
    from twin.cli.differing import compare_runs, compare_scenarios  # noqa: PLC0415 - keeps `twin --help` quick

    if new is None:
        found = compare_scenarios(old, project, pack)
    else:
        found = compare_runs(old, new, project, pack, tuple(more or ()))
    if as_json:
        text = json.dumps(asdict(found), indent=2, ensure_ascii=False, default=str)
        sys.stdout.write(text + "\n")
    else:
        for line in found.lines():
            print(plain(line))
    raise typer.Exit(1 if found.changed else 0)
