"""From a file to a checked record: YAML and JSON in, every problem out at once.

`load_yaml` and `load_json` read a mapping without trusting the file, `parse` checks
it against a pydantic model. Both raise an `InputError` that names every problem.
"""

import difflib
import json
import re
import types
import typing
from collections.abc import Hashable, Iterable, Mapping
from pathlib import Path
from typing import Annotated, Any, Final, TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError
from pydantic_core import ErrorDetails

from twin.ground.errors import InputError, Problem
from twin.ground.quality import Status

MAX_BYTES: Final = 16 * 1024 * 1024
"""Largest input file that is read [byte]."""

MAX_DEPTH: Final = 40
"""Deepest nesting of an input file [-]."""

MAX_SHOWN: Final = 80
"""Longest value that is repeated in a message [character]."""

ID_PATTERN: Final = r"^[A-Za-z0-9_-]+$"
"""What an identifier looks like."""

Identifier = Annotated[str, Field(pattern=ID_PATTERN, max_length=64)]
"""Letters, digits, ``_`` and ``-``."""

ModelT = TypeVar("ModelT", bound=BaseModel)


class Strict(BaseModel):
    """Root of every file schema: no unknown keys, no guessing of types."""

    model_config = ConfigDict(
        extra="forbid", frozen=True, strict=True, allow_inf_nan=False
    )


class Note(Strict):
    """Where numbers of a file come from."""

    text: str = Field(min_length=1, description="Source, clause or reasoning.")
    status: Status = Field(description="How far it was verified.")


class _Loader(yaml.SafeLoader):
    """Safe YAML without aliases and without duplicated keys."""

    depth = 0

    def compose_node(
        self, parent: yaml.Node | None, index: int | yaml.Node | None
    ) -> yaml.Node | None:
        """Refuse aliases and bottomless nesting."""
        if self.check_event(yaml.AliasEvent):
            self._refuse("anchors and aliases (& and *) are not allowed")
        if self.depth >= MAX_DEPTH:
            self._refuse(f"nested deeper than {MAX_DEPTH} levels")
        self.depth += 1
        try:
            return super().compose_node(parent, typing.cast("int", index))
        finally:
            self.depth -= 1

    def _refuse(self, message: str) -> typing.NoReturn:
        """Stop at the event that comes next."""
        event = self.peek_event()  # type: ignore[no-untyped-call]  # bare in the stubs
        raise yaml.composer.ComposerError(None, None, message, event.start_mark)

    def construct_mapping(
        self, node: yaml.MappingNode, deep: bool = False
    ) -> dict[Hashable, Any]:
        """Refuse a key that is given twice."""
        seen: set[str] = set()
        for key, _ in node.value:
            name = str(key.value)
            if name in seen:
                raise yaml.constructor.ConstructorError(
                    None, None, f"key {name!r} is given twice", key.start_mark
                )
            seen.add(name)
        return super().construct_mapping(node, deep=deep)


# YAML 1.1 takes 3.6e6 for text; here it is a number, as in YAML 1.2.
_Loader.add_implicit_resolver(
    "tag:yaml.org,2002:float",
    re.compile(r"^[-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)[eE][-+]?[0-9]+$"),
    list("-+.0123456789"),
)


def load_yaml(path: Path) -> dict[str, object]:
    """Return the mapping that a YAML file holds.

    Parameters
    ----------
    path
        File to read: UTF-8, one document, a mapping at its top.

    Returns
    -------
    dict[str, object]
        Content of the file, unchecked.

    Raises
    ------
    InputError
        The file is absent, too large, empty, not text, not YAML, holds aliases or
        duplicated keys, or is not a mapping.
    """
    text = read_text(path)
    try:
        raw = yaml.load(text, Loader=_Loader)  # noqa: S506 - a SafeLoader, see above
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        place = f"line {mark.line + 1}, column {mark.column + 1}" if mark else ""
        raise _refuse(path, f"not valid YAML: {error.problem}", place) from error
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        raise _refuse(path, f"not valid YAML: {error}") from error
    return _mapping(path, raw)


def load_json(path: Path) -> dict[str, object]:
    """Return the object that a JSON file holds.

    Parameters
    ----------
    path
        File to read: UTF-8, an object at its top.

    Returns
    -------
    dict[str, object]
        Content of the file, unchecked.

    Raises
    ------
    InputError
        The file is absent, too large, empty, not text, not JSON, holds duplicated
        keys, or is not an object.
    """
    text = read_text(path)
    try:
        raw = json.loads(text, object_pairs_hook=_unique_pairs)
    except json.JSONDecodeError as error:
        place = f"line {error.lineno}, column {error.colno}"
        raise _refuse(path, f"not valid JSON: {error.msg}", place) from error
    except (RecursionError, ValueError) as error:
        raise _refuse(path, f"not valid JSON: {error}") from error
    return _mapping(path, raw)


def read_text(path: Path) -> str:
    """Return the text of an input file.

    Parameters
    ----------
    path
        File to read, UTF-8.

    Returns
    -------
    str
        Its content.

    Raises
    ------
    InputError
        The file is absent, not a file, larger than `MAX_BYTES`, or not text.
    """
    try:
        if not path.is_file():
            raise _refuse(path, "no such file")
        if path.stat().st_size > MAX_BYTES:
            raise _refuse(path, f"larger than {MAX_BYTES // 2**20} MiB")
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _refuse(path, "not UTF-8 text", f"byte {error.start}") from error
    except (OSError, ValueError) as error:
        raise _refuse(path, f"cannot be read: {error}") from error
    if "\x00" in text:
        raise _refuse(path, "not text: holds a zero byte")
    if not text.strip():
        raise _refuse(path, "is empty")
    return text


def parse(model: type[ModelT], raw: Mapping[str, object], source: str) -> ModelT:
    """Return `raw` as a checked record.

    Parameters
    ----------
    model
        Schema of the file or of a part of it.
    raw
        What was read from the file.
    source
        Name of the file, for the message.

    Returns
    -------
    ModelT
        The checked record.

    Raises
    ------
    InputError
        Every key that is unknown, missing, of the wrong type or out of range.
    """
    checked, problems = check(model, raw)
    if checked is None:
        raise InputError(source, problems)
    return checked


def check(
    model: type[ModelT], raw: Mapping[str, object], prefix: str = ""
) -> tuple[ModelT | None, list[Problem]]:
    """Return the checked record, or None and every problem.

    Parameters
    ----------
    model
        Schema of the file or of a part of it.
    raw
        What was read from the file.
    prefix
        Path of `raw` in the file, put before the path of each problem.

    Returns
    -------
    tuple[ModelT | None, list[Problem]]
        The record with no problems, or None with at least one.
    """
    try:
        text = json.dumps(raw, default=str)
        return model.model_validate_json(text), []
    except ValidationError as error:
        found = error.errors(include_url=False)
        return None, [_explain(model, one, prefix) for one in found]
    except (ValueError, TypeError, RecursionError) as error:
        return None, [Problem(path=prefix, message=f"cannot be read: {error}")]


def suggest(name: str, known: Iterable[str]) -> str:
    """Return a hint at the known name nearest to an unknown one.

    Parameters
    ----------
    name
        What was given.
    known
        What is allowed.

    Returns
    -------
    str
        ``did you mean 'x'?``, else the list of what is allowed.

    Examples
    --------
    >>> suggest("storey", ["storeys", "name"])
    "did you mean 'storeys'?"
    >>> suggest("zzz", ["storeys", "name"])
    'known: name, storeys'
    """
    names = sorted(known)
    near = difflib.get_close_matches(name, names, n=1, cutoff=0.6)
    if near:
        return f"did you mean {near[0]!r}?"
    shown = ", ".join(names[:20]) + (", …" if len(names) > 20 else "")  # noqa: PLR2004
    return f"known: {shown}" if names else "none is known"


def _unique_pairs(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """Return a JSON object, or refuse a key that is given twice."""
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [key for key, _ in pairs]
        twice = sorted({key for key in names if names.count(key) > 1})
        message = f"key {twice[0]!r} is given twice"
        raise ValueError(message)
    return found


def _refuse(path: Path, message: str, place: str = "") -> InputError:
    """Return the error for a file that cannot be used at all."""
    return InputError(str(path), [Problem(path=place, message=message)])


def _mapping(path: Path, raw: object) -> dict[str, object]:
    """Return `raw` if it is a mapping with text keys."""
    if not isinstance(raw, dict):
        message = f"must be a mapping of names to values, is a {type(raw).__name__}"
        raise _refuse(path, message)
    return {str(key): value for key, value in raw.items()}


def _explain(model: type[BaseModel], detail: ErrorDetails, prefix: str) -> Problem:
    """Return one pydantic error as a problem."""
    parts = detail["loc"]
    path = ".".join([prefix, *map(str, parts)] if prefix else map(str, parts))
    kind = detail["type"]
    if kind == "extra_forbidden":
        known = _known_names(model, parts[:-1])
        message = f"unknown key; {suggest(str(parts[-1]), known)}"
        return Problem(path=path, message=message)
    if kind == "missing":
        return Problem(path=path, message="is required but missing")
    message = detail["msg"].removeprefix("Value error, ").removeprefix("Input ")
    given = detail["input"] if kind != "value_error" else None
    return Problem(path=path, message=message, given=_shorten(given))


def _shorten(given: object) -> object:
    """Return a value that is fit to be repeated in a message."""
    if isinstance(given, dict | list):
        return f"a {'mapping' if isinstance(given, dict) else 'list'} of {len(given)}"
    if isinstance(given, str) and len(given) > MAX_SHOWN:
        return given[: MAX_SHOWN - 1] + "…"
    return given


def _known_names(model: type[BaseModel], parts: tuple[int | str, ...]) -> set[str]:
    """Return the keys that are known at a place inside a model."""
    places: list[object] = [model]
    for part in parts:
        nearer = [child for place in places for child in _step(place, part)]
        places = nearer or places
    models = [one for place in places for one in _flatten(place)]
    return {
        field.alias or name
        for one in models
        if isinstance(one, type) and issubclass(one, BaseModel)
        for name, field in one.model_fields.items()
    }


def _flatten(place: object) -> list[object]:
    """Return the members of a union or annotated type."""
    origin = typing.get_origin(place)
    if origin is Annotated:
        return _flatten(typing.get_args(place)[0])
    if origin in {typing.Union, types.UnionType}:
        return [x for one in typing.get_args(place) for x in _flatten(one)]
    return [place]


def _step(place: object, part: int | str) -> list[object]:
    """Return the types found one step further along a path."""
    found: list[object] = []
    for one in _flatten(place):
        if isinstance(one, type) and issubclass(one, BaseModel):
            fields = {f.alias or n: f for n, f in one.model_fields.items()}
            if part in fields:
                found.append(fields[str(part)].annotation)
            continue
        arguments = [x for x in typing.get_args(one) if x is not Ellipsis]
        if arguments:
            found.append(arguments[-1])
    return found
