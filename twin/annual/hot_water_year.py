"""The year of a water heater: what it buys for each joule of useful heat.

One heater serves the draws of a day in the shape of a tapping cycle, all year. Heat is
*nominal* where it counts the cold water of today's mean: people draw the same water in
every month and climate, and colder water takes more heat.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np

from twin.annual.carriers import tank_drive
from twin.annual.outdoor import GROUND_DEPTH, OutdoorYear
from twin.ground.balance import check_balance
from twin.ground.calendar import DAYS_PER_MONTH, HOURS_PER_MONTH
from twin.ground.constants import SECONDS_PER_HOUR
from twin.ground.types import FloatArray
from twin.model.component import Carrier, Factor, Product
from twin.systems.hot_water import (
    Heater,
    Source,
    TankDrive,
    TankYear,
    simulate_tank,
    tank_of_litres,
)
from twin.systems.solar_thermal import NO_COLLECTOR, evacuated_tube
from twin.systems.stirred_tank import Tank
from twin.weather.earth import temp_ground_kasuda
from twin.weather.series import WeatherYear

TEMP_USE: Final = 40.0
"""Temperature of the water that people draw; status A [°C]."""
TEMP_ROOM: Final = (18.0, 28.0)
"""Least and greatest temperature of a room in which a tank stands; status A [°C]."""
LEAST_RISE: Final = 1.0
"""Least rise from cold water to use: warmer cold water is read as this much below
`TEMP_USE` [K]."""
LEAD: Final = 720
"""Hours of December that precede the year of a tank [h]."""
_DAY: Final = 24
_STARTS: Final = np.concatenate([[0], np.cumsum(HOURS_PER_MONTH)[:-1]])


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class HotWaterClimate:
    """What a climate year does to water heaters, for draws of one joule a day."""

    outdoors: TankDrive
    """Drive of a tank that stands outdoors."""
    room: TankDrive
    """Drive of a tank that stands in a room."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class HotWaterYear:
    """Months of a water heater, shape ``(month,)`` [J]."""

    nominal: FloatArray
    """Heat of the draws over today's mean cold water."""
    wanted: FloatArray
    """Heat of the draws over the cold water of the month."""
    bought: FloatArray
    """Energy of the heater's carrier, when new."""
    unmet: FloatArray
    """Heat by which the draws were too cold; wanted = given + unmet."""
    heater: FloatArray
    """Heat by the heater into the water."""
    solar: FloatArray
    """Heat by the sun into the water."""
    loss: FloatArray
    """Heat lost by the tank."""

    @property
    def bought_per_nominal(self) -> FloatArray:
        """Return energy bought per nominal heat, shape ``(month,)`` [-]."""
        return np.asarray(self.bought / self.nominal)

    @property
    def unmet_per_nominal(self) -> FloatArray:
        """Return heat that was lacking per nominal heat, shape ``(month,)`` [-]."""
        return np.asarray(self.unmet / self.nominal)


def temp_cold_today(weather: WeatherYear) -> float:
    """Return the mean temperature of today's cold water [°C].

    Parameters
    ----------
    weather
        Weather of the baseline.

    Returns
    -------
    float
        Mean of the ground below the street.
    """
    return float(temp_ground_kasuda(weather, GROUND_DEPTH).mean())


def prepare_hot_water(outdoor: OutdoorYear, temp_cold_mean: float) -> HotWaterClimate:
    """Return what a climate year does to water heaters.

    Cold water has the temperature of the ground below the street. People mix a fixed
    flow to `TEMP_USE`, so a draw is the larger the colder that water is. A room has the
    mean outdoor temperature of the last day, held within `TEMP_ROOM`.

    Parameters
    ----------
    outdoor
        Climate year.
    temp_cold_mean
        Mean temperature of the cold water to which nominal heat refers [°C].

    Returns
    -------
    HotWaterClimate
        Drives of tanks outdoors and in a room.
    """
    rolled = np.stack([np.roll(outdoor.temp_mean, lag) for lag in range(_DAY)])
    room = np.clip(rolled.mean(axis=0), *TEMP_ROOM)
    drive = tank_drive(outdoor, 1.0, np.ones(12), outdoor.temp_mean)
    cold = np.minimum(drive.temp_cold, TEMP_USE - LEAST_RISE)
    nominal = max(TEMP_USE - temp_cold_mean, LEAST_RISE)
    drive = drive._replace(
        draw=drive.draw * (TEMP_USE - cold) / nominal, temp_cold=cold
    )
    return HotWaterClimate(outdoors=drive, room=drive._replace(temp_around=room))


def hot_water_year(
    product: Product, climate: HotWaterClimate, heat_daily: float
) -> HotWaterYear:
    """Return the months of one new water heater.

    A product without `water_power` gives what is wanted at its efficiency. One without
    a tank does so up to its power. One with a tank is simulated by the hour from a
    December on, so that it ends its year about as it began.

    Parameters
    ----------
    product
        Water heater.
    climate
        From `prepare_hot_water`.
    heat_daily
        Nominal heat of the water that one unit gives in a day [J].

    Returns
    -------
    HotWaterYear
        Heat and energy of each month.

    Raises
    ------
    BalanceError
        Heat of the tank or of the draws does not close.
    """
    drive = climate.outdoors if product.is_water_outdoors else climate.room
    drive = drive._replace(draw=heat_daily * drive.draw)
    if product.water_volume is None:
        year = _year_without_tank(product, drive)
    else:
        year = _year_of_tank(product, drive)
    bought = year.gas if _is_fuel(product) else year.electricity
    return HotWaterYear(
        nominal=heat_daily * np.asarray(DAYS_PER_MONTH, dtype=np.float64),
        wanted=_by_month(drive.draw),
        bought=_by_month(bought),
        unmet=_by_month(year.unmet),
        heater=_by_month(year.heater),
        solar=_by_month(year.solar),
        loss=_by_month(year.loss),
    )


def _by_month(series: FloatArray) -> FloatArray:
    """Return the energy of each month of hourly means [J]."""
    return np.asarray(np.add.reduceat(series, _STARTS) * SECONDS_PER_HOUR)


def _is_fuel(product: Product) -> bool:
    """Return whether a water heater burns something."""
    return product.carrier is not Carrier.ELECTRICITY


def _value(factor: Factor | None) -> float:
    """Return a number of a product, zero where it has none."""
    return 0.0 if factor is None else float(factor.value)


def _year_without_tank(product: Product, drive: TankDrive) -> TankYear:
    """Return the hours of a heater that gives what is wanted up to its power."""
    limit = np.inf if product.water_power is None else product.water_power.value
    given = np.minimum(drive.draw, limit)
    bought = given / product.efficiency.value
    none = np.zeros_like(given)
    return TankYear(
        temp=none,
        heater=given,
        solar=none,
        loss=none,
        drawn=given,
        unmet=drive.draw - given,
        dumped=none,
        electricity=none if _is_fuel(product) else bought,
        gas=bought if _is_fuel(product) else none,
    )


def _heater(product: Product) -> Heater:
    """Return the heater of a product."""
    source = Source.GAS if _is_fuel(product) else Source.ELECTRIC
    if product.is_water_heat_pump:
        source = Source.HEAT_PUMP
    return Heater(
        source=int(source),
        capacity=_value(product.water_power),
        efficiency=_value(product.efficiency),
        backup=_value(product.water_backup),
        band=_value(product.water_band),
    )


def _year_of_tank(product: Product, drive: TankDrive) -> TankYear:
    """Return the hours of a tank that ends about as it began, balance checked."""
    tank = tank_of_litres(
        _value(product.water_volume),
        _value(product.water_loss),
        _value(product.water_temp),
        TEMP_USE,
    )
    tubes = product.water_collector
    collector = NO_COLLECTOR if tubes is None else evacuated_tube(tubes.value)
    heater = _heater(product)
    before = TankDrive(*(series[-LEAD:] for series in drive))
    lead = simulate_tank(tank, heater, collector, before, tank.temp_set)
    start = float(lead.temp[-1])
    year = simulate_tank(tank, heater, collector, drive, start)
    _check(year, tank, drive, start)
    return year


def _check(year: TankYear, tank: Tank, drive: TankDrive, start: float) -> None:
    """Check that heat and draws of a tank's year close."""
    stored = tank.capacity_heat * (float(year.temp[-1]) - start) / SECONDS_PER_HOUR
    gained = float((year.heater + year.solar).sum())
    given = float((year.loss + year.drawn).sum())
    through = gained + float(np.abs(year.loss).sum()) + float(year.drawn.sum())
    check_balance("heat", "hot-water tank", gained - given - stored, through)
    lacking = drive.draw - year.drawn - year.unmet
    check_balance("hot water", "draws", float(lacking.sum()), float(drive.draw.sum()))


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class HotWaterInput:
    """What a new heater takes and lacks per nominal heat, shape ``(month,)`` [-]."""

    bought: FloatArray
    unmet: FloatArray


class HotWaterMemo:
    """Water heaters by product, climate and daily heat, each simulated once.

    Daily heat has levels a factor of √2 apart; energy is linear between them, which is
    exact for a heater whose losses do not depend on its draws.
    """

    def __init__(self, temp_cold_mean: float) -> None:
        self.temp_cold_mean = temp_cold_mean
        self._climates: dict[float, HotWaterClimate] = {}
        self._found: dict[tuple[str, float, int], HotWaterYear] = {}

    def add_climate(self, warming: float, outdoor: OutdoorYear) -> None:
        """Add a simulated climate.

        Parameters
        ----------
        warming
            Its warming over the baseline [K].
        outdoor
            Its outdoors.
        """
        if warming not in self._climates:
            self._climates[warming] = prepare_hot_water(outdoor, self.temp_cold_mean)

    def input(
        self, product: Product, warming: float, heat_daily: float
    ) -> HotWaterInput:
        """Return what a new heater takes and lacks per nominal heat.

        Parameters
        ----------
        product
            Water heater.
        warming
            Warming of a climate that was added [K].
        heat_daily
            Nominal heat that one unit gives in a day, above 0 [J].

        Returns
        -------
        HotWaterInput
            Energy is linear between levels of daily heat.
        """
        bought, unmet = np.zeros(12), np.zeros(12)
        for level, share in _levels(heat_daily):
            year = self._year(product, warming, level)
            scale = share * level_heat(level) / heat_daily
            bought += scale * year.bought_per_nominal
            unmet += scale * year.unmet_per_nominal
        return HotWaterInput(bought=bought, unmet=unmet)

    def _year(self, product: Product, node: float, level: int) -> HotWaterYear:
        """Return a year, simulated if nobody asked before."""
        key = (product.name, node, level)
        if key not in self._found:
            self._found[key] = hot_water_year(
                product, self._climates[node], level_heat(level)
            )
        return self._found[key]


def level_heat(level: int) -> float:
    """Return the daily heat of a level.

    Parameters
    ----------
    level
        Twice the binary logarithm of the heat in joules [-].

    Returns
    -------
    float
        Heat [J].
    """
    return float(2.0 ** (0.5 * level))


def _levels(heat_daily: float) -> tuple[tuple[int, float], ...]:
    """Return the levels around a daily heat and their weights, which sum to 1."""
    low = int(np.floor(2.0 * np.log2(heat_daily)))
    below, above = level_heat(low), level_heat(low + 1)
    share = min(max((heat_daily - below) / (above - below), 0.0), 1.0)
    return ((low, 1.0 - share), (low + 1, share))
