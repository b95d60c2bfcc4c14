"""From the tables of a run to verdicts and to what the report reads."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

import pandas as pd

from twin.cli.plain import plain
from twin.criteria.judge import judge
from twin.criteria.pack import Pack
from twin.criteria.standing import standing
from twin.criteria.tables import Tables
from twin.criteria.verdict import Standing, State, Verdict
from twin.ground.errors import InputError, Problem
from twin.io.results import read_manifest, read_table
from twin.model.building import Community, Site
from twin.model.component import Factor
from twin.report.data import ReportData, ScenarioText, UnverifiedRow
from twin.report.evidence import standing_row, verdict_rows

TABLES: Final = (
    "building_year",
    "zone_year",
    "community_year",
    "events",
    "hourly",
    "buildings",
    "weather_monthly",
)
"""Tables of a run in the order in which they are written; the ledgers come last."""

PEOPLE: Final = (
    "exposure_year",
    "place_year",
    "burden_year",
    "inequality_year",
)
"""Tables of residents, where a project knows of them."""

ASSUMED_IN_CODE: Final = (
    ("moisture buffer over air alone", "10", "-", "effective capacity of surfaces"),
    ("radiant share of people's heat", "0.5", "-", "ASHRAE Handbook, ch. 18"),
    ("radiant share of lighting", "0.6", "-", "ASHRAE Handbook, ch. 18"),
    ("specific power of outdoor-air fans", "0.75", "W/(L/s)", "practice"),
    ("air over the coil per rated capacity", "0.05", "L/(s W)", "practice"),
    ("leakage coefficients of AIM-2", "0.67", "-", "Walker & Wilson (1998)"),
    ("spread of people's use of appliances", "0.15", "-", "working assumption"),
    ("spread of hot-water use", "0.25", "-", "working assumption"),
    ("clothing, light and warm", "0.5; 1.0", "clo", "EN 16798-1, status S"),
    ("outdoor mean below which people dress warmly", "15", "°C", "working assumption"),
    ("drop of surfaces near supply air", "4", "K", "working assumption"),
    ("largest drift of energy prices", "1", "%/a", "working assumption"),
)
"""Numbers of the code that nobody has checked against a source."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Run:
    """A run as it lies on disk or as it was just computed."""

    manifest: Mapping[str, Any]
    tables: Mapping[str, pd.DataFrame]
    ledgers: Mapping[str, pd.DataFrame]
    """Ledger of each scenario; they are large and never put together."""

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the scenarios, the baseline first."""
        return tuple(str(one["name"]) for one in self.manifest["scenarios"])


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Judged:
    """Verdicts and standing of one scenario."""

    verdicts: tuple[Verdict, ...]
    standing: Standing

    @property
    def falls_short(self) -> bool:
        """Whether a mandatory criterion is not shown to pass."""
        return any(
            one.criterion.is_mandatory
            and one.state not in {State.PASS, State.NOT_APPLICABLE}
            for one in self.verdicts
        )


def read_run(folder: Path) -> Run:
    """Return a run from its folder.

    Parameters
    ----------
    folder
        Folder with ``manifest.json``.

    Returns
    -------
    Run
        Manifest and tables.

    Raises
    ------
    InputError
        The folder holds no run, or not all of it.
    """
    manifest = read_manifest(folder)
    tables = {name: read_table(folder, name) for name in TABLES}
    missing = [
        Problem(path=name, message="table is missing; run the study again")
        for name, frame in tables.items()
        if frame.columns.empty
    ]
    if missing:
        raise InputError(str(folder), missing)
    known = {name: read_table(folder, name) for name in PEOPLE}
    tables |= {name: one for name, one in known.items() if not one.columns.empty}
    return Run(
        manifest=manifest,
        tables=tables,
        ledgers={
            str(one["name"]): read_table(folder, "ledger", str(one["name"]))
            for one in manifest["scenarios"]
        },
    )


def judge_run(run: Run, pack: Pack, year: int | None = None) -> dict[str, Judged]:
    """Return the verdicts of a pack on every scenario of a run.

    Parameters
    ----------
    run
        Tables and manifest.
    pack
        Criteria.
    year
        Calendar year that is judged; None for that of the run.

    Returns
    -------
    dict[str, Judged]
        By scenario, in order.
    """
    site = Site(**_site(run.manifest["site"]))
    judged = {}
    for name in run.names:
        frames = {
            table: frame[frame["scenario"].astype("str") == name]
            if "scenario" in frame
            else frame
            for table, frame in run.tables.items()
        }
        verdicts = judge(
            pack,
            Tables(
                scenario=name,
                building_year=frames["building_year"],
                zone_year=frames["zone_year"],
                ledger=run.ledgers[name],
                buildings=frames["buildings"],
                community_year=frames["community_year"],
                events=frames["events"],
                site=site,
                assessment_year=year or int(run.manifest["assessment_year"]),
                files=tuple((k, v) for k, v in run.manifest["files"].items()),
                run_id=str(run.manifest["run_id"]),
                carriers=tuple(run.manifest["carriers"].items()),
            ),
        )
        judged[name] = Judged(verdicts=verdicts, standing=standing(pack, verdicts))
    return judged


def _site(saved: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields of a site as they were before JSON."""
    return {**saved, "pm25_outdoor": tuple(saved["pm25_outdoor"])}


def report_data(run: Run, pack: Pack, judged: Mapping[str, Judged]) -> ReportData:
    """Return everything that figures and page read.

    Parameters
    ----------
    run
        Tables and manifest.
    pack
        Pack that judged.
    judged
        Verdicts by scenario.

    Returns
    -------
    ReportData
        Data of the report.
    """
    manifest = run.manifest
    buildings = run.tables["buildings"]
    shown = {
        key: value for key, value in manifest.items() if key not in _SHOWN_ELSEWHERE
    }
    return ReportData(
        community=plain(manifest["site"]["name"]),
        scenarios=tuple(
            ScenarioText(**{key: plain(text) for key, text in one.items()})
            for one in manifest["scenarios"]
        ),
        discount_rate=float(manifest["discount_rate"]),
        building_year=run.tables["building_year"],
        zone_year=run.tables["zone_year"],
        burden_year=run.tables.get("burden_year", pd.DataFrame()),
        place_year=run.tables.get("place_year", pd.DataFrame()),
        inequality_year=run.tables.get("inequality_year", pd.DataFrame()),
        events=run.tables["events"],
        buildings=buildings.assign(name=buildings["name"].map(plain)),
        hourly=run.tables["hourly"],
        weather_monthly=run.tables["weather_monthly"],
        weather_name=plain(manifest["weather"]["name"]),
        is_weather_synthetic=bool(manifest["weather"]["is_synthetic"]),
        is_illustrative=bool(manifest["is_illustrative"]),
        banner=plain(pack.banner),
        verdicts={name: verdict_rows(one.verdicts) for name, one in judged.items()},
        standings={name: standing_row(one.standing) for name, one in judged.items()},
        weather_findings=tuple(manifest["weather"]["findings"]),
        notices=tuple(manifest["notices"]),
        unverified=tuple(UnverifiedRow(**row) for row in manifest["unverified"]),
        residuals={key: float(value) for key, value in manifest["residuals"].items()},
        manifest=shown,
    )


_SHOWN_ELSEWHERE: Final = frozenset(
    {"unverified", "notices", "residuals", "scenarios", "site", "weather", "carriers"}
)


def unverified_numbers(community: Community) -> list[dict[str, str]]:
    """Return the numbers of a community that nobody has checked.

    Parameters
    ----------
    community
        Products and world.

    Returns
    -------
    list[dict[str, str]]
        What, value, unit, source and status of each.
    """
    rows = [asdict(row) for row in _product_rows(community)]
    rows += [asdict(row) for row in _world_rows(community)]
    rows += [asdict(row) for row in _sourced_rows(community)]
    rows += [
        {
            "what": what,
            "value": value,
            "unit": unit,
            "source": source,
            "status": "A",
        }
        for what, value, unit, source in ASSUMED_IN_CODE
    ]
    return rows


def _product_rows(community: Community) -> Iterator[UnverifiedRow]:
    """Yield the unverified numbers of the products."""
    for product in community.products:
        for name in product.__dataclass_fields__:
            factor = getattr(product, name)
            if isinstance(factor, Factor) and factor.status.is_unverified:
                yield UnverifiedRow(
                    what=f"{product.name}: {name}",
                    value=f"{factor.value:g}",
                    unit=factor.unit,
                    source=factor.source,
                    status=str(factor.status),
                )


def _world_rows(community: Community) -> Iterator[UnverifiedRow]:
    """Yield the unverified numbers of grid, fuels, refrigerants and prices."""
    world = community.world
    for fuel in world.fuels:
        if fuel.status.is_unverified:
            yield UnverifiedRow(
                what=f"{fuel.carrier}: carbon and price",
                value=f"{fuel.direct:g}; {fuel.price:g}",
                unit=f"kgCO2/kWh; {community.site.currency}/kWh",
                source=fuel.source,
                status=str(fuel.status),
            )
    for gas in world.refrigerants:
        if gas.status.is_unverified:
            yield UnverifiedRow(
                what=f"{gas.name}: GWP100",
                value=f"{gas.gwp:g}",
                unit="-",
                source=gas.source,
                status=str(gas.status),
            )
    for path in world.grid_paths:
        if path.status.is_unverified:
            yield UnverifiedRow(
                what=f"grid path {path.name}",
                value=f"{path.direct[0].value:g} to {path.direct[-1].value:g}",
                unit="kgCO2/kWh",
                source=path.source,
                status=str(path.status),
            )
    if world.electricity_price_status.is_unverified:
        yield UnverifiedRow(
            what="price of electricity",
            value=f"{world.electricity_price:g}",
            unit=f"{community.site.currency}/kWh",
            source=world.electricity_price_source,
            status=str(world.electricity_price_status),
        )


def _sourced_rows(community: Community) -> Iterator[UnverifiedRow]:
    """Yield the unverified numbers of indoor air pollution and of residents."""
    air, people = community.contaminants, community.households
    numbers = []
    for kind, known in (("contaminants", air), ("households", people)):
        numbers += [(kind, one) for one in (known.numbers if known else ())]
    for kind, one in numbers:
        if one.status.is_unverified:
            yield UnverifiedRow(
                what=f"{kind}: {one.name}",
                value=f"{one.value:g}",
                unit=one.unit,
                source=one.source,
                status=str(one.status),
            )


def counts_of(verdicts: Sequence[Verdict]) -> dict[str, int]:
    """Return how many verdicts have each state.

    Parameters
    ----------
    verdicts
        Verdicts of one scenario.

    Returns
    -------
    dict[str, int]
        By state.
    """
    return {str(state): sum(one.state is state for one in verdicts) for state in State}
