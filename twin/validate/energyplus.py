"""The same model and weather in EnergyPlus and in `twin`, hour against hour.

Theory and limits: docs/validation/energyplus.md.
"""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from twin.annual.outdoor import OutdoorYear, prepare_outdoor
from twin.annual.series import Hours
from twin.io.detailed_year import simulate_detailed
from twin.io.energyplus.ideal import with_ideal_loads
from twin.io.energyplus.objects import Notice
from twin.io.energyplus.program import TIMEOUT, find_weather
from twin.io.energyplus.reader import Reading, read_epjson
from twin.io.energyplus.run import EnergyPlusRun, load_model, run_energyplus
from twin.io.energyplus.thermostat import write_out_templates
from twin.io.epw import read_epw
from twin.validate.energyplus_box import box_model
from twin.validate.energyplus_figures import (
    Quantity,
    ZoneMatch,
    compare_loads,
    compare_temperatures,
)
from twin.validate.energyplus_terms import VARIABLES, Term, compare_terms

CITIES: Final = ("Denver", "Miami")
"""Weather files of the comparison without a model."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """One model through one year of weather in both programs."""

    model: str
    weather: str
    version: str
    """Version of EnergyPlus."""
    quantities: tuple[Quantity, ...]
    zones: tuple[ZoneMatch, ...]
    seconds_energyplus: float
    """Time on the clock of EnergyPlus, its library loaded [s]."""
    seconds_energyplus_cpu: float
    """Processor time of EnergyPlus [s]."""
    seconds_energyplus_start: float
    """Time on the clock before the year begins [s]."""
    seconds_twin: float
    """Time on the clock of `twin`, compiled, weather prepared [s]."""
    seconds_twin_cpu: float
    """Processor time of `twin` [s]."""
    notices: tuple[Notice, ...]
    """What of the model is not in the building as it stands there."""
    warnings: tuple[str, ...]
    """Warnings of EnergyPlus."""
    terms: tuple[Term, ...] = ()
    """Weather, sun and air of both, where asked for."""

    @property
    def is_met(self) -> bool:
        """Whether every limit is met."""
        return all(one.is_met for one in self.quantities) and all(
            one.is_met for one in self.zones
        )


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Both:
    """The hours of both programs, for whoever wants to know why they differ."""

    reading: Reading
    run: EnergyPlusRun
    hours: Hours
    outdoor: OutdoorYear
    seconds_twin: float
    """Time on the clock [s]."""
    seconds_twin_cpu: float
    """Processor time [s]."""


def simulate_both(
    raw: Mapping[str, Any],
    epw: Path,
    source: str,
    *,
    variables: Sequence[str] = (),
    timeout: float = TIMEOUT,
) -> Both:
    """Return the hours of a model in both programs.

    Parameters
    ----------
    raw
        Objects by type and name, as epJSON.
    epw
        Weather file.
    source
        Name of the model, for messages.
    variables
        Output variables of EnergyPlus wanted besides temperature and loads.
    timeout
        Longest time on the clock that EnergyPlus may take [s].

    Returns
    -------
    Both
        What was read, and the hours.

    Raises
    ------
    InputError
        Model or weather cannot be used, or EnergyPlus is missing.
    """
    reading = read_epjson(raw, source)
    model = with_ideal_loads(write_out_templates(raw))
    weather, _ = read_epw(epw)
    outdoor = prepare_outdoor(weather)
    run = run_energyplus(
        model, epw, variables=variables, source=source, timeout=timeout
    )
    parts = (reading.building, outdoor, reading.timetables, reading.ground)
    simulate_detailed(*parts)  # compiles what is not compiled yet
    clock, cpu = time.perf_counter(), time.process_time()
    hours = simulate_detailed(*parts)
    return Both(
        reading=reading,
        run=run,
        hours=hours,
        outdoor=outdoor,
        seconds_twin=time.perf_counter() - clock,
        seconds_twin_cpu=time.process_time() - cpu,
    )


def compare_model(
    raw: Mapping[str, Any],
    epw: Path,
    source: str,
    *,
    has_terms: bool = False,
    timeout: float = TIMEOUT,
) -> Comparison:
    """Return how a model fares in both programs.

    Parameters
    ----------
    raw
        Objects by type and name, as epJSON.
    epw
        Weather file.
    source
        Name of the model.
    has_terms
        Whether weather, sun and air are compared too; EnergyPlus then writes more.
    timeout
        Longest time on the clock that EnergyPlus may take [s].

    Returns
    -------
    Comparison
        Needs, peaks, temperatures and seconds of both.

    Raises
    ------
    InputError
        Model or weather cannot be used, or EnergyPlus is missing.
    """
    variables = VARIABLES if has_terms else ()
    both = simulate_both(raw, epw, source, variables=variables, timeout=timeout)
    run, building = both.run, both.reading.building
    terms: tuple[Term, ...] = ()
    if has_terms:
        terms = compare_terms(both.reading, run, both.hours, both.outdoor)
    return Comparison(
        model=source,
        weather=epw.name,
        version=run.program.version,
        quantities=compare_loads(run, both.hours, building),
        zones=compare_temperatures(run, both.hours),
        seconds_energyplus=run.program.seconds,
        seconds_energyplus_cpu=run.program.seconds_cpu,
        seconds_energyplus_start=run.program.seconds_start,
        seconds_twin=both.seconds_twin,
        seconds_twin_cpu=both.seconds_twin_cpu,
        notices=both.reading.notices,
        warnings=run.program.warnings,
        terms=terms,
    )


def compare_file(
    idf: Path, epw: Path, *, has_terms: bool = False, timeout: float = TIMEOUT
) -> Comparison:
    """Return how the model of a file fares in both programs.

    Parameters
    ----------
    idf
        IDF or epJSON file.
    epw
        Weather file.
    has_terms
        Whether weather, sun and air are compared too.
    timeout
        Longest time on the clock that EnergyPlus may take [s].

    Returns
    -------
    Comparison
        Needs, peaks, temperatures and seconds of both.

    Raises
    ------
    InputError
        Model or weather cannot be used, or EnergyPlus is missing.
    """
    raw = load_model(idf, timeout)
    return compare_model(raw, epw, str(idf), has_terms=has_terms, timeout=timeout)


def compare_boxes(
    epw: Path | None = None, *, has_terms: bool = False
) -> list[Comparison]:
    """Return how the box fares: light and heavy, held and floating.

    Parameters
    ----------
    epw
        Weather file, None for those of `CITIES` that travel with EnergyPlus.
    has_terms
        Whether weather, sun and air are compared too.

    Returns
    -------
    list[Comparison]
        Four for each weather file.

    Raises
    ------
    InputError
        The weather cannot be used, or EnergyPlus is missing.
    """
    files = [find_weather(city) for city in CITIES] if epw is None else [epw]
    return [
        compare_model(
            box_model(is_heavy=is_heavy, is_conditioned=is_conditioned),
            file,
            f"box, {'heavy' if is_heavy else 'light'}, "
            f"{'held' if is_conditioned else 'floating'}",
            has_terms=has_terms,
        )
        for file in files
        for is_heavy in (False, True)
        for is_conditioned in (True, False)
    ]
