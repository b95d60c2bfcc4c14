"""Classes of filters and the air cleaners they sit in: ``buildings/filters.yaml``."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Self

from pydantic import Field, model_validator

from twin.ground.errors import InputError, Problem
from twin.io.defaults import default_folder
from twin.io.schema import Identifier, Strict, check, load_yaml, suggest
from twin.io.sourced import ShareRecord, numbers_in, sourced_number, unit_problems
from twin.model.sourced import SourcedNumber

FILTERS_FILE: Final = "filters.yaml"
"""Name of the file in the folder of buildings."""


class FilterRecord(Strict):
    """What a class of filters keeps."""

    title: str = Field(min_length=1, max_length=120, description="One line for people.")
    pm25: ShareRecord = Field(description="Share of PM2.5 kept [-].")


class FiltersFile(Strict):
    """Classes of filters by name."""

    seal: ShareRecord = Field(
        description="Share of a device's air that goes through its filter [-]."
    )
    classes: dict[Identifier, FilterRecord] = Field(
        min_length=1, max_length=100, description="Classes by name."
    )


class CleanerRecord(Strict):
    """A portable air cleaner that always runs, for each storey that a zone stands for.

    Its electricity is that of an appliance.
    """

    clean_flow: float = Field(
        default=0.0, ge=0.0, le=10.0, description="Clean air delivered [m³/s]."
    )
    flow: float = Field(
        default=0.0, ge=0.0, le=10.0, description="Air through its `filter` [m³/s]."
    )
    filter: Identifier | None = Field(
        default=None, description="Class of filters.yaml, with `flow`."
    )

    @model_validator(mode="after")
    def _is_one_of_two(self) -> Self:
        """Refuse a cleaner that is described twice or not at all."""
        has_flow, has_filter = self.flow > 0.0, self.filter is not None
        if has_flow != has_filter or has_flow == (self.clean_flow > 0.0):
            message = "must give flow and filter, or clean_flow alone, above 0"
            raise ValueError(message)
        return self


class CleanerRule(CleanerRecord):
    """Portable air cleaners of a zone that always run, by its floor area.

    Their electricity is that of appliances.
    """

    clean_flow: float = Field(
        default=0.0, ge=0.0, le=0.1, description="Clean air delivered [m³/(s m²)]."
    )
    flow: float = Field(
        default=0.0, ge=0.0, le=0.1, description="Air through `filter` [m³/(s m²)]."
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """Classes of filters that input files may name."""

    seal: SourcedNumber
    """Share of a device's air that goes through its filter [-]."""
    classes: dict[str, SourcedNumber]
    """Share of PM2.5 that each class keeps of what passes it [-]."""

    def efficiency(self, name: str) -> float:
        """Return the share of PM2.5 that a device with a class of filter keeps.

        Parameters
        ----------
        name
            A class.

        Returns
        -------
        float
            What the filter keeps times what goes through it [-].
        """
        return self.classes[name].value * self.seal.value

    def problems(self, path: str, name: str | None) -> Iterator[Problem]:
        """Yield a problem where a named class is not known.

        Parameters
        ----------
        path
            Where the name stands.
        name
            Name of the input, None where it gives none.

        Yields
        ------
        Problem
            An unknown class, with the nearest known one.
        """
        if name is not None and name not in self.classes:
            message = f"unknown filter class; {suggest(name, list(self.classes))}"
            yield Problem(path=path, message=message, given=name)

    def clean_flow(self, record: CleanerRecord | None) -> float:
        """Return the air that a cleaner frees of particles.

        Parameters
        ----------
        record
            A cleaner whose class is known, None without.

        Returns
        -------
        float
            Clean-air flow, zero without a cleaner [m³/s, or m³/(s m²) of a rule].
        """
        if record is None:
            return 0.0
        if record.filter is None:
            return record.clean_flow
        return record.flow * self.efficiency(record.filter)


def load_filters(path: Path) -> Filters:
    """Return the classes of filters of a file.

    Parameters
    ----------
    path
        A ``filters.yaml``.

    Returns
    -------
    Filters
        Classes with their sources.

    Raises
    ------
    InputError
        Every problem of the file.
    """
    checked, problems = check(FiltersFile, load_yaml(path))
    if checked is not None:
        problems += _units(checked)
    if checked is None or problems:
        raise InputError(str(path), problems)
    return Filters(
        seal=sourced_number("seal", checked.seal),
        classes={
            name: sourced_number(f"classes.{name}.pm25", one.pm25)
            for name, one in checked.classes.items()
        },
    )


def embedded_filters() -> Filters:
    """Return the classes of filters that travel with the program.

    Returns
    -------
    Filters
        Classes that detailed building files name.
    """
    return load_filters(default_folder("buildings") / FILTERS_FILE)


def _units(checked: FiltersFile) -> Iterable[Problem]:
    """Yield units that are not those of shares."""
    yield from unit_problems("seal", checked.seal, "-")
    for name, one in checked.classes.items():
        for place, number in numbers_in(f"classes.{name}", one):
            yield from unit_problems(place, number, "-")
