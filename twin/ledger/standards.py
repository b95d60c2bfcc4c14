"""Four standards look at one ledger: what each counts, and why they differ."""

from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd

from twin.ground.quality import Status
from twin.ground.types import BoolArray, FloatArray
from twin.ledger.operation import UPSTREAM
from twin.ledger.view import MODULES

HORIZON: Final = 100.0
"""Years after the first emission over which warming is counted [a]."""
# Impulse response of CO₂, AR5: constant share, then shares and times [a].
_SHARES: Final = (0.2173, 0.2240, 0.2824, 0.2763)
_TIMES: Final = (394.4, 36.54, 4.304)

_BIOGENIC: Final = (
    "burnt wood grew as much as it releases: net zero, shown apart in every view"
)
_STAGES: Final = {
    "A1-A3 product": "A1-A3",
    "A4 transport": "A4",
    "A5 waste on site": "A5",
    "C1-C4 end of life": "C",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Standard:
    """What one standard counts of a ledger."""

    name: str
    title: str
    modules: tuple[str, ...]
    """Modules of EN 15978 that are summed."""
    stages: tuple[str, ...]
    """Stages of what is replaced or refurbished (B4, B5) that are summed:
    ``A1-A3``, ``A4``, ``A5``, ``C``."""
    has_upstream: bool
    """Whether electricity and fuels count with what is emitted upstream."""
    has_refrigerant: bool
    """Whether refrigerant that escapes is counted."""
    subtracts_export: bool
    """Whether exported electricity is taken off, instead of standing apart in D."""
    is_dynamic: bool
    """Whether an emission weighs less the later it comes."""
    differences: tuple[tuple[str, str], ...]
    """Topic and how this standard treats it, for mutual recognition."""
    source: str
    status: Status


STANDARDS: Final = (
    Standard(
        name="en15978",
        title="EN 15978",
        modules=MODULES,
        stages=("A1-A3", "A4", "A5", "C"),
        has_upstream=True,
        has_refrigerant=True,
        subtracts_export=False,
        is_dynamic=False,
        differences=(
            ("modules", "A to C, D apart"),
            ("energy", "life-cycle factors, upstream included"),
            ("refrigerant", "leaks in B1, the rest in the module of replacement"),
            ("biogenic", _BIOGENIC),
            ("exported electricity", "module D, in no sum"),
            ("time", "every year weighs the same"),
        ),
        source="EN 15978:2011, 7 and 8; EN 15804:2012+A2:2019",
        status=Status.SECONDARY,
    ),
    Standard(
        name="gbt51366",
        title="GB/T 51366-2019",
        modules=("A1", "A2", "A3", "A4", "A5", "B1", "B4", "B5", "B6", "C1"),
        stages=("A1-A3", "A4", "A5"),
        has_upstream=False,
        has_refrigerant=True,
        subtracts_export=True,
        is_dynamic=False,
        differences=(
            ("modules", "operation, construction and demolition, materials; no B2, B3"),
            ("energy", "direct factors of grid and fuels, no upstream part"),
            ("refrigerant", "part of operation"),
            ("biogenic", _BIOGENIC),
            ("exported electricity", "taken off the emission of operation"),
            ("time", "every year weighs the same"),
        ),
        source="GB/T 51366-2019, clauses 4 to 6 and annexes A, D, E",
        status=Status.GENERAL,
    ),
    Standard(
        name="br18",
        title="BR18 set (Denmark)",
        modules=("A1", "A2", "A3", "B4", "B5", "B6", "C3", "C4"),
        stages=("A1-A3", "C"),
        has_upstream=True,
        has_refrigerant=False,
        subtracts_export=False,
        is_dynamic=False,
        differences=(
            (
                "modules",
                "A1-A3, B4 (and B5 like it), B6, C3, C4; A4 and A5 have a limit apart",
            ),
            ("energy", "life-cycle factors"),
            ("refrigerant", "not in the set"),
            ("biogenic", _BIOGENIC),
            ("exported electricity", "module D, in no sum"),
            ("time", "every year weighs the same"),
        ),
        source="BR18 §§ 297-298, modules as of 2023; 2025 adds a limit for A4 and A5",
        status=Status.GENERAL,
    ),
    Standard(
        name="re2020",
        title="RE2020 (France)",
        modules=(*MODULES, "D"),
        stages=("A1-A3", "A4", "A5", "C"),
        has_upstream=True,
        has_refrigerant=True,
        subtracts_export=True,
        is_dynamic=True,
        differences=(
            ("modules", "A to C and D in one sum"),
            ("energy", "life-cycle factors"),
            ("refrigerant", "counted"),
            ("biogenic", _BIOGENIC),
            ("exported electricity", "module D, in the sum"),
            ("time", "dynamic: year 0 weighs 1, year 50 weighs 0.578"),
        ),
        source="RE2020, arrêté du 4 août 2021, annexe II (dynamic factors)",
        status=Status.GENERAL,
    ),
)
"""The views in the order in which they are shown; they are never mixed."""


def dynamic_weight(delay: FloatArray) -> FloatArray:
    r"""Return how much warming of a late emission falls within the horizon.

    .. math:: w(t) = \frac{A(H - t)}{A(H)},\quad
              A(t) = a_0 t + \sum_i a_i \tau_i \left(1 - e^{-t/\tau_i}\right)

    Parameters
    ----------
    delay
        Years :math:`t` after the first emission [a].

    Returns
    -------
    FloatArray
        Weights, 1 without delay, 0 from the horizon :math:`H` = 100 a on [-].

    References
    ----------
    Levasseur et al. (2010), Environ. Sci. Technol. 44, 3169, doi 10.1021/es9030003;
    impulse response of Joos et al. (2013), doi 10.5194/acp-13-2793-2013 (status G).

    Examples
    --------
    >>> dynamic_weight(np.array([0.0, 35.0, 50.0])).round(3).tolist()
    [1.0, 0.713, 0.578]
    """
    left = np.maximum(HORIZON - np.asarray(delay, dtype=np.float64), 0.0)
    return np.asarray(_warming(left) / _warming(np.array(HORIZON)))


def _warming(time: FloatArray) -> FloatArray:
    """Return the years of airborne CO₂ of one impulse."""
    first, *others = _SHARES
    decays = [
        share * tau * -np.expm1(-time / tau)
        for share, tau in zip(others, _TIMES, strict=True)
    ]
    return np.asarray(first * time + sum(decays))


def standard_rows(ledger: pd.DataFrame, standard: Standard, start: float) -> FloatArray:
    """Return what each row of a ledger counts in a standard.

    Parameters
    ----------
    ledger
        Ledger rows, see `twin.ledger.row`.
    standard
        What is counted.
    start
        Time of the first emission, for dynamic weights [a].

    Returns
    -------
    FloatArray
        Carbon of each row, shape ``(row,)`` [kgCO2e].
    """
    module = ledger["module"].astype("str").to_numpy()
    flow = ledger["flow"].astype("str")
    is_export = module == "D"
    counts = np.isin(module, standard.modules)
    counts |= is_export & standard.subtracts_export
    counts &= _stage_counts(module, flow, standard)
    if not standard.has_upstream:
        counts &= ~(flow.str.endswith(UPSTREAM).to_numpy() & (module == "B6"))
    carbon = ledger["carbon_fossil_kg"].to_numpy(dtype=np.float64)
    if standard.has_refrigerant:
        carbon = carbon + ledger["carbon_refrigerant_kg"].to_numpy(dtype=np.float64)
    weight = np.ones(len(ledger))
    if standard.is_dynamic:
        weight = dynamic_weight(ledger["time"].to_numpy(dtype=np.float64) - start)
    return np.asarray(np.where(counts, carbon * weight, 0.0))


def _stage_counts(
    module: np.ndarray, flow: "pd.Series[str]", standard: Standard
) -> BoolArray:
    """Return where a row of B4 or B5 is of a stage that counts."""
    stage = flow.map(_STAGES).fillna("").to_numpy()
    is_inside = np.isin(module, ("B4", "B5")) & (stage != "")
    return np.asarray(~is_inside | np.isin(stage, standard.stages))


def compare_standards(
    ledger: pd.DataFrame, start: float, years: int, floor_area: float
) -> pd.DataFrame:
    """Return one ledger as four standards see it.

    Parameters
    ----------
    ledger
        Ledger rows of all futures of one scenario.
    start
        Time of the first emission [a].
    years
        Calendar years of the ledger [a].
    floor_area
        Useful floor area to which sums refer [m²].

    Returns
    -------
    pandas.DataFrame
        A row a standard and module: ``standard``, ``module``, ``carbon_kg`` and
        ``carbon_kg_m2_a``, means over the futures; the sum is the module ``sum``.
    """
    futures = max(int(ledger["future"].nunique()), 1)
    modules = ledger["module"].astype("str").to_numpy()
    rows = []
    for one in STANDARDS:
        carbon = standard_rows(ledger, one, start) / futures
        for module in (*MODULES, "D"):
            amount = float(carbon[modules == module].sum())
            if amount != 0.0:
                rows.append((one.name, module, amount))
        rows.append((one.name, "sum", float(carbon.sum())))
    table = pd.DataFrame(rows, columns=["standard", "module", "carbon_kg"])
    table["carbon_kg_m2_a"] = table["carbon_kg"] / (floor_area * years)
    return table
