"""How money is valued and shown: ``money.yaml`` of the catalogue."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pydantic import Field

from twin.ground.errors import InputError, Problem
from twin.ground.quality import Status
from twin.io.schema import Identifier, Strict, load_yaml, parse, suggest

MONEY_FILE: Final = "money.yaml"
"""File of the catalogue."""

HOME: Final = "CNY"
"""Currency of all prices of the catalogue."""


class CurrencyRecord(Strict):
    """What a currency is worth."""

    cny: float = Field(gt=0.0, le=1e4, description="CNY of one unit [CNY].")
    year: int = Field(ge=2000, le=2100, description="Calendar year of the rate.")
    source: str = Field(min_length=1, description="Where the rate comes from.")
    status: Status = Field(description="How it was verified.")


class RateRecord(Strict):
    """A real discount rate with a name."""

    rate: float = Field(ge=0.0, le=0.5, description="Rate [1/a].")
    source: str = Field(min_length=1, description="Where it comes from.")
    status: Status = Field(description="How it was verified.")


class MoneyFile(Strict):
    """Currencies and discount rates: ``money.yaml``."""

    currencies: dict[Identifier, CurrencyRecord] = Field(
        description="Currencies other than CNY by their ISO 4217 code."
    )
    discount_rates: dict[Identifier, RateRecord] = Field(
        description="Discount rates by name."
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Currency:
    """In which money a table is shown."""

    code: str
    cny: float
    """CNY of one unit [CNY]."""
    note: str
    """Year, source and status of the rate, empty for CNY."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """At which rate later money is discounted."""

    value: float
    """Real rate [1/a]."""
    source: str
    status: str


def read_money(path: Path) -> MoneyFile:
    """Return how money is valued and shown.

    Parameters
    ----------
    path
        A ``money.yaml``.

    Returns
    -------
    MoneyFile
        Checked file.

    Raises
    ------
    InputError
        The file is not usable, or gives CNY a rate.
    """
    checked = parse(MoneyFile, load_yaml(path), str(path))
    if HOME in checked.currencies:
        problem = Problem(
            path=f"currencies.{HOME}", message="is the currency of the catalogue"
        )
        raise InputError(str(path), [problem])
    return checked


def currency_of(money: MoneyFile, code: str) -> Currency:
    """Return a currency by its code.

    Parameters
    ----------
    money
        Checked file.
    code
        ``CNY`` or one of the file.

    Returns
    -------
    Currency
        Code and rate.

    Raises
    ------
    InputError
        There is no such currency.
    """
    if code == HOME:
        return Currency(code=HOME, cny=1.0, note="")
    found = money.currencies.get(code)
    if found is None:
        known = [HOME, *money.currencies]
        problem = Problem(
            path="--currency",
            message=f"unknown; {suggest(code, known)}",
            given=code,
        )
        raise InputError(_SOURCE, [problem])
    note = f"rate of {found.year}: {found.source} ({found.status})"
    return Currency(code=code, cny=found.cny, note=note)


def rate_of(money: MoneyFile, given: str) -> Rate:
    """Return a discount rate by name, or the number that is given.

    Parameters
    ----------
    money
        Checked file.
    given
        Name of a rate, or a number from 0 to 0.5.

    Returns
    -------
    Rate
        Rate with its source.

    Raises
    ------
    InputError
        It is neither.
    """
    named = money.discount_rates.get(given)
    if named is not None:
        return Rate(value=named.rate, source=named.source, status=str(named.status))
    try:
        value = float(given)
    except ValueError:
        value = -1.0
    if not 0.0 <= value <= _LARGEST:
        known = ", ".join(sorted(money.discount_rates))
        problem = Problem(
            path="--rate",
            message=f"must be a number from 0 to {_LARGEST} or one of: {known}",
            given=given,
        )
        raise InputError(_SOURCE, [problem])
    return Rate(value=value, source="as given by --rate", status=str(Status.UNVERIFIED))


_SOURCE: Final = "command line"
_LARGEST: Final = 0.5
