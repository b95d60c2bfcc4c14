"""Figures of hours and months: the hottest week of a zone, and the weather."""

from collections.abc import Mapping
from typing import Final

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from twin.ground.types import FloatArray
from twin.report.data import NotComputedError, need
from twin.report.over_years import present
from twin.report.style import INK, MUTED, look, new_figure, plain, styled

_HOURS_PER_WEEK: Final = 168
_HOURS_PER_DAY: Final = 24
_MONTH_HOURS: Final = 24 * np.array([31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31])
_MONTHS: Final = "JFMAMJJASOND"
_MONTH_NAMES: Final = (
    "January", "February", "March", "April", "May", "June", "July", "August",
    "September", "October", "November", "December",
)  # fmt: skip
_WH_PER_KWH: Final = 1e3


def monthly_weather(
    temp_outdoor: FloatArray, humidity_relative: FloatArray, irradiance: FloatArray
) -> pd.DataFrame:
    """Return the months of an hourly year without leap day.

    Parameters
    ----------
    temp_outdoor
        Outdoor temperature, shape ``(8760,)`` [°C].
    humidity_relative
        Relative humidity, 0 to 1, shape ``(8760,)`` [-].
    irradiance
        Global horizontal irradiance, shape ``(8760,)`` [W/m²].

    Returns
    -------
    pandas.DataFrame
        Twelve rows with the columns of ``weather_monthly``.
    """
    month = np.repeat(np.arange(1, 13), _MONTH_HOURS)
    groups = pd.DataFrame(
        {"temp": temp_outdoor, "humidity": humidity_relative, "sun": irradiance}
    ).groupby(month)
    return pd.DataFrame(
        {
            "month": np.arange(1, 13),
            "temp_min_c": groups["temp"].min().to_numpy(),
            "temp_mean_c": groups["temp"].mean().to_numpy(),
            "temp_max_c": groups["temp"].max().to_numpy(),
            "humidity_relative_mean": groups["humidity"].mean().to_numpy(),
            "irradiation_kwh_m2": groups["sun"].sum().to_numpy() / _WH_PER_KWH,
        }
    )


def hottest_week(hour: FloatArray, temp_outdoor: FloatArray) -> int:
    """Return the first hour of the 7 whole days with the highest mean temperature.

    Parameters
    ----------
    hour
        Hours of the year, ascending, without a gap [h].
    temp_outdoor
        Outdoor temperature of those hours [°C].

    Returns
    -------
    int
        Hour of the year at which the week begins, a midnight if there is one.

    Examples
    --------
    >>> hours = np.arange(24 * 30)
    >>> hottest_week(hours, np.where(hours // 24 >= 20, 30.0, 25.0)) // 24
    20
    """
    length = min(_HOURS_PER_WEEK, temp_outdoor.size)
    total = np.concatenate([[0.0], np.cumsum(temp_outdoor)])
    means = total[length:] - total[:-length]
    starts = np.arange(means.size)
    midnight = hour[: means.size] % _HOURS_PER_DAY == 0
    if midnight.any():
        means, starts = means[midnight], starts[midnight]
    best = float(means.max())
    first = int(np.argmax(means >= best - 1e-9 * max(abs(best), 1.0)))
    return int(hour[starts[first]])


@styled
def figure_week(hourly: pd.DataFrame, titles: Mapping[str, str]) -> Figure:
    """Draw temperatures, cooling and CO₂ of a zone in the hottest week.

    Parameters
    ----------
    hourly
        Hours of one or more scenarios; the first zone in the table is drawn.
    titles
        Title of each scenario by name, baseline first.

    Returns
    -------
    matplotlib.figure.Figure
        The figure.
    """
    columns = ["temp_outdoor_c", "temp_operative_c", "co2_ppm", "cooling_w"]
    keys = ["scenario", "building_id", "zone", "hour"]
    frame = need(hourly, "hourly", [*keys, *columns])
    place, zone = frame["building_id"].iloc[0], frame["zone"].iloc[0]
    own = frame[(frame["building_id"] == place) & (frame["zone"] == zone)]
    shown = present(own, titles)
    first = own[own["scenario"] == next(iter(shown))].sort_values("hour")
    hour = first["hour"].to_numpy(dtype=float)
    start = hottest_week(hour, first["temp_outdoor_c"].to_numpy(dtype=float))
    figure = new_figure(5.6)
    panels = figure.subplots(3, 1, sharex=True)
    week = own[(own["hour"] >= start) & (own["hour"] < start + _HOURS_PER_WEEK)]
    outdoor = week[week["scenario"] == next(iter(shown))].sort_values("hour")
    days = (outdoor["hour"].to_numpy(dtype=float) - start + 1.0) / _HOURS_PER_DAY
    panels[0].plot(days, outdoor["temp_outdoor_c"], color=MUTED, linewidth=1.0,
                   label="outdoors")  # fmt: skip
    for k, (name, title) in enumerate(shown.items()):
        part = week[week["scenario"] == name].sort_values("hour")
        for axes, column in zip(panels, _WEEK, strict=True):
            _draw_hours(axes, part, column, start, k, plain(title, 22))
    for axes, (title, unit) in zip(panels, _WEEK.values(), strict=True):
        axes.set_title(title)
        axes.set_ylabel(unit)
    panels[2].set_xlabel(f"time from {_date(start)}, 0:00 [d]")
    panels[2].set_xticks(range(8))
    handles, labels = panels[0].get_legend_handles_labels()
    figure.legend(
        handles, labels, loc="outside right upper", alignment="left",
        title=plain(f"{place}, {zone}", 22), labelspacing=0.9,
    )  # fmt: skip
    return figure


_WEEK: Final = {
    "temp_operative_c": ("Operative and outdoor temperature", "temperature [°C]"),
    "cooling_w": ("Heat removed by cooling", "power [W]"),
    "co2_ppm": ("CO₂ in the room", "concentration [ppm]"),
}


def _date(hour: int) -> str:
    """Return day and month of an hour of a year without leap day."""
    ends = np.cumsum(_MONTH_HOURS)
    month = int(np.searchsorted(ends, hour, side="right"))
    day = (hour - int(ends[month] - _MONTH_HOURS[month])) // _HOURS_PER_DAY + 1
    return f"{day} {_MONTH_NAMES[month]}"


def _draw_hours(
    axes: Axes, part: pd.DataFrame, column: str, start: int, index: int, label: str
) -> None:
    """Draw one hourly series; a value belongs to the end of its hour."""
    days = (part["hour"].to_numpy(dtype=float) - start + 1.0) / _HOURS_PER_DAY
    own = look(index)
    axes.plot(
        days, part[column].to_numpy(dtype=float), color=own.colour, linestyle=own.line,
        linewidth=1.5, label=label,
    )  # fmt: skip


@styled
def figure_weather(
    weather_monthly: pd.DataFrame, name: str, *, is_synthetic: bool
) -> Figure:
    """Draw the months of the weather file.

    Parameters
    ----------
    weather_monthly
        Table from `monthly_weather`.
    name
        Name of the weather file or place.
    is_synthetic
        Whether the year was generated or changed by a model; the figure says so.

    Returns
    -------
    matplotlib.figure.Figure
        The figure.
    """
    columns = ["month", "temp_min_c", "temp_mean_c", "temp_max_c"]
    more = ["humidity_relative_mean", "irradiation_kwh_m2"]
    frame = need(weather_monthly, "weather_monthly", [*columns, *more])
    if len(frame) != len(_MONTHS):
        message = f"the table weather_monthly has {len(frame)} rows, not 12"
        raise NotComputedError(message)
    frame = frame.sort_values("month")
    month = frame["month"].to_numpy(dtype=float)
    figure = new_figure(2.9)
    panels = figure.subplots(1, 3)
    warm, damp, sun = panels
    warm.fill_between(month, frame["temp_min_c"], frame["temp_max_c"], alpha=0.25,
                      color=look(1).colour, linewidth=0)  # fmt: skip
    warm.plot(month, frame["temp_mean_c"], color=look(1).colour, marker="o",
              markersize=3)  # fmt: skip
    damp.plot(month, frame["humidity_relative_mean"], color=look(0).colour,
              marker="s", markersize=3)  # fmt: skip
    damp.set_ylim(0.0, 1.0)
    sun.bar(month, frame["irradiation_kwh_m2"], color=look(4).colour, width=0.7)
    warm.set(title="Temperature", ylabel="mean, lowest, highest [°C]")
    damp.set(title="Humidity", ylabel="mean relative humidity [-]")
    sun.set(title="Sun", ylabel="global horizontal [kWh/m²]")
    for axes in panels:
        axes.set_xticks(range(1, 13), list(_MONTHS))
        axes.set_xlabel("month")
    kind = "synthetic, not measured" if is_synthetic else "measured"
    figure.suptitle(plain(f"{name or 'weather file'}: {kind}"), color=INK)
    return figure
