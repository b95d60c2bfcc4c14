"""Sources and sinks of contaminants in the zones of a building, for the kernel."""

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

import numpy as np

from twin.annual.batch import Lane
from twin.ground.calendar import clock_of_hour, month_of_hour
from twin.ground.constants import HOURS_PER_YEAR, SECONDS_PER_HOUR
from twin.ground.types import FloatArray
from twin.model.building import Site
from twin.model.component import Carrier, Product
from twin.model.contaminant import Contaminants, FuelEmission

POLLUTANTS: Final = (
    "pm25_outdoor",
    "pm25_indoor",
    "no2",
    "co",
    "formaldehyde",
    "tvoc",
    "quanta",
)
"""Contaminants in the order of every array; PM2.5 by where it was born."""
PM25_OUTDOOR, PM25_INDOOR, NO2, CO, FORMALDEHYDE, TVOC, QUANTA = range(7)
"""Places of the contaminants."""


class PollutantRooms(NamedTuple):
    """Constants of the contaminants, zones counting all their storeys."""

    outdoor: FloatArray
    """Outdoor air, shape ``(hour, pollutant)`` [µg/m³, quanta 1/m³]."""
    penetration: FloatArray
    """Share that comes through leaks, shape ``(pollutant,)`` [-]."""
    filtered: FloatArray
    """1 for what the filter of a ventilation unit keeps, ``(pollutant,)`` [-]."""
    surface: FloatArray
    """Removal by surfaces and reaction, shape ``(pollutant, zone)`` [m³/s]."""
    cleaned: FloatArray
    """Removal by an air cleaner, shape ``(pollutant, zone)`` [m³/s]."""
    cooking: FloatArray
    """Emission per useful cooking heat, shape ``(pollutant, lane)`` [µg/J]."""
    person: FloatArray
    """Emission of each person present, shape ``(pollutant,)`` [1/s]."""
    board: FloatArray
    """Boards' transfer times equilibrium, shape ``(zone,)`` [µg/s]."""
    solvent: FloatArray
    """Emission of volatile organic compounds, shape ``(zone,)`` [µg/s]."""
    slopes: FloatArray
    """Temperature and humidity constants of formaldehyde and TVOC, ``(2, 2)``
    [K, -]."""


def pollutant_rooms(
    lanes: Sequence[Lane],
    contaminants: Contaminants,
    site: Site,
    products: Mapping[str, Product],
) -> PollutantRooms:
    """Return the constants of the contaminants for variants of a building.

    Parameters
    ----------
    lanes
        Variants; they differ in what people cook on.
    contaminants
        Sources and sinks.
    site
        Outdoor air.
    products
        Catalogue by name.

    Returns
    -------
    PollutantRooms
        Arrays.
    """
    zones = lanes[0].built.zones
    volume = np.array([one.volume * one.multiplier for one in zones])
    area = np.array([one.floor_area * one.multiplier for one in zones])
    cleaner = np.array([one.cleaner_flow * one.multiplier for one in zones])
    board = contaminants.board_area * contaminants.board_transfer / SECONDS_PER_HOUR
    fresh = 1.0 - contaminants.board_residual
    fade = contaminants.board_residual + fresh * np.exp(
        -contaminants.board_decay * contaminants.board_age
    )
    surface = np.zeros((len(POLLUTANTS), len(zones)))
    rates = {
        PM25_OUTDOOR: contaminants.deposition_pm25,
        PM25_INDOOR: contaminants.deposition_pm25,
        NO2: contaminants.decay_no2,
        QUANTA: contaminants.quanta_loss,
    }
    for place, rate in rates.items():
        surface[place] = rate * volume / SECONDS_PER_HOUR
    surface[FORMALDEHYDE] = board * area
    cleaned = np.zeros_like(surface)
    particles = [PM25_OUTDOOR, PM25_INDOOR, QUANTA]
    cleaned[particles] = cleaner
    filtered = np.zeros(len(POLLUTANTS))
    filtered[particles] = 1.0
    penetration = np.ones(len(POLLUTANTS))
    penetration[PM25_OUTDOOR] = contaminants.penetration_pm25
    person = np.zeros(len(POLLUTANTS))
    person[QUANTA] = 1.0 / SECONDS_PER_HOUR  # relative: one quantum an hour each
    return PollutantRooms(
        outdoor=outdoor_air(contaminants, site),
        penetration=penetration,
        filtered=filtered,
        surface=surface,
        cleaned=cleaned,
        cooking=np.stack(
            [cooking_emission(one.cooker, contaminants, products) for one in lanes], -1
        ),
        person=person,
        board=board * area * contaminants.board_equilibrium * fade,
        solvent=contaminants.tvoc_area * area / SECONDS_PER_HOUR,
        slopes=np.array(
            [
                [contaminants.formaldehyde_slope, contaminants.formaldehyde_humidity],
                [contaminants.tvoc_slope, 0.0],
            ]
        ),
    )


def cooking_emission(
    cooker: str, contaminants: Contaminants, products: Mapping[str, Product]
) -> FloatArray:
    """Return what cooking gives to the room for each joule in the pot.

    Food emits whatever the heat comes from; a flame adds its own, a hot plate a little.
    A hood takes its share of all.

    Parameters
    ----------
    cooker
        Product on which people cook, or empty where nobody does.
    contaminants
        Sources and sinks.
    products
        Catalogue by name.

    Returns
    -------
    FloatArray
        Shape ``(pollutant,)`` [µg/J].
    """
    found = np.zeros(len(POLLUTANTS))
    if not cooker:
        return found
    product = products[cooker]
    spent = 1.0 / product.efficiency.value
    burners: dict[Carrier, FuelEmission] = {
        Carrier.LPG: contaminants.lpg,
        Carrier.NATURAL_GAS: contaminants.natural_gas,
        Carrier.WOOD: contaminants.wood,
    }
    flame = burners.get(product.carrier)
    if flame is None:
        found[PM25_INDOOR] = contaminants.food_pm25 + contaminants.electric_pm25 * spent
        return found * (1.0 - contaminants.hood_capture_electric)
    found[PM25_INDOOR] = contaminants.food_pm25 + flame.pm25 * spent
    found[NO2] = flame.no2 * spent
    found[CO] = flame.co * spent
    return found * (1.0 - flame.hood_capture)


def outdoor_air(contaminants: Contaminants, site: Site) -> FloatArray:
    """Return the contaminants of outdoor air in each hour.

    Parameters
    ----------
    contaminants
        Outdoor air where the site gives none.
    site
        Monthly means and the shape of the day.

    Returns
    -------
    FloatArray
        Shape ``(hour, pollutant)`` [µg/m³, quanta 1/m³].
    """
    outdoor = np.zeros((HOURS_PER_YEAR, len(POLLUTANTS)))
    month, clock = month_of_hour(), clock_of_hour()
    shape = np.asarray(site.pm25_shape or (1.0,) * 24)
    particles = np.asarray(site.pm25_outdoor)[month] * shape[clock] / shape.mean()
    outdoor[:, PM25_OUTDOOR] = particles
    gases = {
        NO2: (site.no2_outdoor, contaminants.no2_outdoor),
        CO: (site.co_outdoor, contaminants.co_outdoor),
    }
    for place, (given, otherwise) in gases.items():
        outdoor[:, place] = np.asarray(given or (otherwise,) * 12)[month]
    outdoor[:, FORMALDEHYDE] = contaminants.formaldehyde_outdoor
    outdoor[:, TVOC] = contaminants.tvoc_outdoor
    return outdoor
