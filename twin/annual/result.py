"""The year result: what is kept of 8760 hours.

What can be summed is kept by month; what cannot, as histograms of hours, which still
add. Both are linear, so a state that holds for part of a month, or two states side by
side, or a climate between two simulated ones, are weighted sums.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np

from twin.annual.mould import MOULD
from twin.annual.reduce_clean_air import CLEAN_WIDTH
from twin.annual.reduce_comfort import COMFORT
from twin.annual.reduce_pollutants import AIR, day_edges
from twin.ground.types import FloatArray

HEAT: Final = (
    "cooling_need_sensible_kwh",
    "cooling_need_latent_kwh",
    "heating_need_kwh",
    "cooling_reference_kwh",
    "lighting_kwh",
    "appliances_kwh",
    "ventilation_kwh",
    "person_h",
    "hours_h",
    "occupied_h",
    "night_occupied_h",
    "overheating_h",
    "adaptive_invalid_h",
    "adaptive_met_i_h",
    "adaptive_met_ii_h",
    "adaptive_met_iii_h",
    "heat_caution_h",
    "heat_danger_h",
    "heat_not_evaluable_h",
    "co2_excess_h",
    "co2_sum_ppm_h",
    "humidity_ratio_above_12_h",
    "cooled_h",
    "condensate_kg",
    "curve_clamped_h",
    "heating_reference_kwh",
)
"""Quantities by month of heat, moisture, comfort and CO₂."""

MONTHLY: Final = (*HEAT, *AIR, *MOULD, *COMFORT)
"""Quantities by month, in the order of axis 0; those of a pass that is left
out (`twin.annual.passes`) are not numbers."""

HISTOGRAMS: Final = (
    "co2_excess_day",
    "co2_excess_night",
    "temp_operative_cooled",
    "humidity_relative",
)
"""Histograms of occupied hours, in the order of axis 0."""

BINS: Final = 120
"""Bins of each histogram, the last one open [-]."""

BIN_START: Final = (0.0, 0.0, 14.0, 0.0)
"""Lower edge of the first bin of each histogram [ppm, ppm, °C, -]."""

BIN_WIDTH: Final = (25.0, 25.0, 0.25, 0.01)
"""Width of a bin of each histogram [ppm, ppm, K, -]."""

PM25_DAY: Final = "pm25_day"
"""Histogram of the days of a year by their mean PM2.5, kept apart from the hours."""

_UPPER: Final = {
    name: np.append(start + width * np.arange(1.0, BINS), np.inf)
    for name, start, width in zip(HISTOGRAMS, BIN_START, BIN_WIDTH, strict=True)
} | {PM25_DAY: day_edges()}

INDEX: Final = {name: number for number, name in enumerate(MONTHLY)}
"""Row of each monthly quantity."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class YearResult:
    """What is kept of a year of one variant of one building."""

    monthly: FloatArray
    """Shape ``(quantity, zone, month)``; each zone counts all its storeys in energy,
    one of them in hours."""
    histogram: FloatArray
    """Hours by bin, shape ``(histogram, zone, bin)`` [h]."""
    temp_extreme: FloatArray
    """Lowest and highest operative temperature while occupied, shape ``(2, zone)``
    [°C]; infinite where a zone is never occupied."""
    self_use: FloatArray
    """Photovoltaic yield used at once, shape ``(size, month)`` [kWh]."""
    residual: FloatArray
    """Relative residual of each balance, shape ``(quantity,)`` [-]."""
    air_extreme: FloatArray
    """`AIR_EXTREMES`, shape ``(extreme, zone)``; not numbers without contaminants."""
    pm25_days: FloatArray
    """Days by their mean PM2.5, shape ``(zone, bin)``; not numbers without
    contaminants [d]."""
    clean_air: FloatArray
    """Occupied hours by their clean air for each person at full occupancy, shape
    ``(zone, bin)``; not numbers without contaminants [h]."""
    mould_index: FloatArray
    """`MOULD_INDICES`, shape ``(index, zone)``; not numbers where left out."""
    comfort_extreme: FloatArray
    """`COMFORT_EXTREMES`, shape ``(extreme, zone)``; not numbers where left out."""
    exposure: FloatArray
    """`EXPOSURE` of groups over the year, shape ``(zone, group, exposure)``; no groups
    where people are left out."""


def percentile(histogram: FloatArray, kind: str, share: float) -> FloatArray:
    """Return the value below which a share of the hours, or days, lies.

    Parameters
    ----------
    histogram
        Hours, or days, by bin, shape ``(..., bin)`` [h].
    kind
        Name of the histogram, one of `HISTOGRAMS` or `PM25_DAY`.
    share
        Share of the hours or days, 0 to 1 [-].

    Returns
    -------
    FloatArray
        Upper edge of the bin that holds the percentile, so never too small and too
        large by its width at most; NaN where there are no hours, infinite in the open
        bin, shape ``(...,)``.
    """
    total = histogram.sum(axis=-1)
    running = np.cumsum(histogram, axis=-1)
    wanted = (share * total)[..., None] * (1.0 - 1e-12)
    bins = np.argmax(running >= wanted, axis=-1)
    return np.asarray(np.where(total > 0.0, _UPPER[kind][bins], np.nan))


def clean_air_kept(histogram: FloatArray, share: float) -> FloatArray:
    """Return the clean air for each person that a share of the hours has, or more.

    Parameters
    ----------
    histogram
        Hours by bin, shape ``(..., bin)`` [h].
    share
        Share of the hours, above 0 to 1 [-].

    Returns
    -------
    FloatArray
        Lower edge of the bin that holds the percentile, so never too large and too
        small by its width at most, or by what lies in the open bin; NaN where there are
        no hours, shape ``(...,)`` [L/s].
    """
    total = histogram.sum(axis=-1)
    above = np.cumsum(histogram[..., ::-1], axis=-1)[..., ::-1]
    enough = above >= (share * total)[..., None] * (1.0 - 1e-12)
    bins = enough.sum(axis=-1) - 1
    return np.asarray(np.where(total > 0.0, CLEAN_WIDTH * bins, np.nan))
