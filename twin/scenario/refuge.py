"""Which room to go to while the power is off, and how buildings fare as a whole."""

from typing import Final

import pandas as pd

AREA_PERSON: Final = 1.86
"""Floor area of a safe zone for each person, 20 ft², RELi 2.0 HA 2.2; status S [m²]."""
_ABOVE: Final = "set_above_30"
_BELOW: Final = "set_below_12"


def degree_column(*, is_cold: bool, who: str = "") -> str:
    """Return the column of degree hours by which rooms are judged.

    Parameters
    ----------
    is_cold
        Whether cold is asked for.
    who
        ``resting`` or ``occupied``; empty for people at the activity of the usage, in
        all hours.

    Returns
    -------
    str
        Column of the table of zones.
    """
    stem = _BELOW if is_cold else _ABOVE
    return f"{stem}_{who}_kh" if who else f"{stem}_kh"


def mark_refuges(zones: pd.DataFrame, *, is_cold: bool) -> pd.DataFrame:
    """Return the table of zones with the refuge of each dwelling and of all.

    Rooms are compared by the same person at rest: fewest hours that cannot be
    evaluated, fewest degree hours, the less extreme operative temperature, and at last
    the name decide.

    Parameters
    ----------
    zones
        Two rows for each zone.
    is_cold
        Whether cold is asked for.

    Returns
    -------
    pd.DataFrame
        The same rows; places for people, and marks in both rows of a refuge.
    """
    marked = zones.copy()
    marked["places"] = (marked["floor_area_m2"] // AREA_PERSON).astype("int64")
    extreme = "temp_operative_min_c" if is_cold else "temp_operative_max_c"
    order = [
        "set_not_evaluable_h",
        degree_column(is_cold=is_cold, who="resting"),
        extreme,
        "building_id",
        "zone",
    ]
    up = [True, True, not is_cold, True, True]
    ranked = marked[marked["power"] == "off"].sort_values(
        order, ascending=up, kind="stable"
    )
    best = ranked.drop_duplicates(["building_id", "dwelling"])
    marked["is_refuge"] = _is_among(marked, best)
    marked["is_refuge_building"] = _is_among(
        marked, ranked.drop_duplicates("building_id")
    )
    marked["is_refuge_community"] = _is_among(marked, ranked.head(1))
    return marked


def _is_among(zones: pd.DataFrame, some: pd.DataFrame) -> "pd.Series[bool]":
    """Return which rows belong to one of some zones."""
    keys = ["building_id", "zone"]
    found = pd.MultiIndex.from_frame(some[keys])
    return pd.Series(
        pd.MultiIndex.from_frame(zones[keys]).isin(found), index=zones.index
    )


def building_rows(zones: pd.DataFrame, *, is_cold: bool) -> pd.DataFrame:
    """Return how buildings fare, power off and on.

    Parameters
    ----------
    zones
        From `mark_refuges`.
    is_cold
        Whether cold is asked for.

    Returns
    -------
    pd.DataFrame
        Two rows for each building: mean by floor area and worst zone of the degree
        hours, the best refuge, least hours of safety, most hours of danger, extremes.
    """
    rows = []
    own = degree_column(is_cold=is_cold)
    rest = degree_column(is_cold=is_cold, who="resting")
    for (name, power), part in zones.groupby(["building_id", "power"], sort=False):
        area = part["floor_area_m2"]
        refuge = part[part["is_refuge_building"]].iloc[0]
        worst = part.iloc[int(part[own].to_numpy().argmax())]
        rows.append(
            {
                "building_id": name,
                "use": worst["use"],
                "power": power,
                "zones": len(part),
                "mean_kh": float((part[own] * area).sum() / area.sum()),
                "worst_kh": float(worst[own]),
                "worst_zone": worst["zone"],
                "refuge_zone": refuge["zone"],
                "refuge_kh": float(refuge[rest]),
                "limit_kh": float(worst["limit_kh"]),
                "safe_set_h": int(part["safe_set_h"].min()),
                "safe_heat_index_h": int(part["safe_heat_index_h"].min()),
                "heat_danger_h": int(part["heat_danger_h"].max()),
                "not_evaluable_h": int(
                    part[["set_not_evaluable_h", "heat_not_evaluable_h"]].sum().sum()
                ),
                "temp_operative_max_c": float(part["temp_operative_max_c"].max()),
                "temp_operative_min_c": float(part["temp_operative_min_c"].min()),
                "co2_max_ppm": float(part["co2_max_ppm"].max()),
            }
        )
    return pd.DataFrame(rows)
