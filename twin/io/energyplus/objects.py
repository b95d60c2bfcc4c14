"""Objects of an epJSON model: looked up without regard to case, asked for by field.

Nothing is guessed and nothing is lost in silence: a field that cannot be used is a
`Problem`, what is simplified or left out is a `Notice`.
"""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from twin.ground.errors import Problem

_NUMBERS: Final = (int, float)


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Notice:
    """One thing of the model that is not in the building as it stands there."""

    kind: str
    """Type of the object."""
    name: str
    """Name of the object, empty for all of the type."""
    done: str
    """What was done with it."""

    def __str__(self) -> str:
        """Return the notice as one line."""
        return f"{self.kind} {self.name}: {self.done}".replace(" :", ":")


def fold(name: object) -> str:
    """Return a name as it is compared: case and outer blanks do not count.

    Parameters
    ----------
    name
        Name of an object or a type.

    Returns
    -------
    str
        Its folded form.
    """
    return str(name).strip().casefold()


@dataclass(slots=True)
class Findings:
    """What a reading has found so far."""

    problems: list[Problem] = field(default_factory=list)
    notices: dict[Notice, None] = field(default_factory=dict)

    def refuse(self, path: str, message: str, given: object = None) -> None:
        """Record something that makes the model unusable.

        Parameters
        ----------
        path
            Type, name and field.
        message
            What is wrong and what is allowed.
        given
            Value found.
        """
        self.problems.append(Problem(path=path, message=message, given=given))

    def note(self, kind: str, name: str, done: str) -> None:
        """Record something that is simplified or left out.

        Parameters
        ----------
        kind
            Type of the object.
        name
            Its name, empty for all of the type.
        done
            What was done.
        """
        self.notices[Notice(kind=kind, name=name, done=done)] = None


@dataclass(frozen=True, slots=True, eq=False)
class Object:
    """One object: its type, its name and its fields."""

    kind: str
    name: str
    fields: Mapping[str, Any]
    findings: Findings

    @property
    def path(self) -> str:
        """Where it stands."""
        return f"{self.kind}.{self.name}"

    def note(self, done: str) -> None:
        """Record that something of this object is simplified or left out.

        Parameters
        ----------
        done
            What was done.
        """
        self.findings.note(self.kind, self.name, done)

    def refuse(self, name: str, message: str, given: object = None) -> None:
        """Record that a field makes the model unusable.

        Parameters
        ----------
        name
            Field.
        message
            What is wrong and what is allowed.
        given
            Value found.
        """
        path = f"{self.path}.{name}" if name else self.path
        self.findings.refuse(path, message, given)

    def text(self, name: str, default: str = "") -> str:
        """Return a field as text.

        Parameters
        ----------
        name
            Field.
        default
            What stands for an absent or empty one.

        Returns
        -------
        str
            Its text without outer blanks.
        """
        given = self.fields.get(name)
        return default if given in {None, ""} else str(given).strip()

    def number(self, name: str, default: float | None = None) -> float:
        """Return a field as a number; one that is needed and lacking is a problem.

        Parameters
        ----------
        name
            Field.
        default
            What stands for an absent, empty or automatic one, None where it is needed.

        Returns
        -------
        float
            Finite number; NaN once a problem was recorded.
        """
        given = self.fields.get(name)
        is_automatic = isinstance(given, str) and fold(given).startswith("auto")
        if given is None or given == "" or is_automatic:
            if default is None:
                self.refuse(name, "is required but missing", given)
                return math.nan
            return default
        if isinstance(given, bool) or not isinstance(given, _NUMBERS):
            self.refuse(name, "must be a number", given)
            return math.nan
        if not math.isfinite(given):
            self.refuse(name, "must be finite", given)
            return math.nan
        return float(given)

    def rows(self, name: str) -> list[Mapping[str, Any]]:
        """Return the rows of an extensible field.

        Parameters
        ----------
        name
            Field.

        Returns
        -------
        list[Mapping[str, Any]]
            Rows, none where the field is absent or no list of rows.
        """
        given = self.fields.get(name, [])
        if not isinstance(given, list) or not all(
            isinstance(one, Mapping) for one in given
        ):
            self.refuse(name, "must be a list of groups of fields")
            return []
        return given


class Model:
    """An epJSON model and what was found while reading it.

    Parameters
    ----------
    raw
        Objects by type and name, as epJSON.
    """

    def __init__(self, raw: Mapping[str, Any]) -> None:
        self.findings = Findings()
        self._taken: set[str] = set()
        self._kinds: dict[str, dict[str, Object]] = {}
        self._titles: dict[str, str] = {}
        for kind, objects in raw.items():
            if not isinstance(objects, Mapping):
                self.findings.refuse(str(kind), "must hold objects by name")
                continue
            self._titles[fold(kind)] = str(kind)
            found = self._kinds.setdefault(fold(kind), {})
            for name, fields in objects.items():
                if not isinstance(fields, Mapping):
                    self.findings.refuse(f"{kind}.{name}", "must hold fields by name")
                    continue
                found[fold(name)] = Object(kind, str(name), fields, self.findings)

    def every(self, *kinds: str) -> Iterator[Object]:
        """Yield the objects of some types, which count as read from now on.

        Parameters
        ----------
        kinds
            Types.

        Yields
        ------
        Object
            Objects in the order of the model.
        """
        for kind in kinds:
            self._taken.add(fold(kind))
            yield from self._kinds.get(fold(kind), {}).values()

    def find(self, name: str, *kinds: str) -> Object | None:
        """Return the object of a name among some types.

        Parameters
        ----------
        name
            Name of the object.
        kinds
            Types that share their names.

        Returns
        -------
        Object | None
            The object, or None where there is none.
        """
        for kind in kinds:
            self._taken.add(fold(kind))
            found = self._kinds.get(fold(kind), {}).get(fold(name))
            if found is not None:
                return found
        return None

    def only(self, kind: str) -> Object:
        """Return the one object of a type, without fields where there is none.

        Parameters
        ----------
        kind
            Type.

        Returns
        -------
        Object
            First object of the type.
        """
        found = next(self.every(kind), None)
        return found or Object(kind, "", {}, self.findings)

    def left(self) -> Iterator[tuple[str, int]]:
        """Yield the types that nobody has asked for, and how many objects they hold.

        Yields
        ------
        tuple[str, int]
            Type as written, number of objects.
        """
        for kind in sorted(set(self._kinds) - self._taken):
            if self._kinds[kind]:
                yield self._titles[kind], len(self._kinds[kind])
