"""Table of the hours of chosen buildings."""

import numpy as np
import pandas as pd

from twin.annual.outdoor import OutdoorYear
from twin.annual.pollutant_rooms import NO2, PM25_INDOOR, PM25_OUTDOOR
from twin.annual.series import Hours
from twin.ground.constants import HEAT_VAPORISATION
from twin.ground.types import FloatArray
from twin.model.building import Building


def hour_frame(
    building: Building,
    hours: Hours,
    polluted: FloatArray,
    outdoor: OutdoorYear,
    scenario: str,
) -> pd.DataFrame:
    """Return the hours of all zones of a building.

    Parameters
    ----------
    building
        Building whose zones are named.
    hours
        Hourly results.
    polluted
        Means of contaminants, shape ``(hour, zone, pollutant)``; not numbers where they
        are left out [µg/m³].
    outdoor
        Climate year.
    scenario
        Name of the scenario.

    Returns
    -------
    pandas.DataFrame
        One row a zone and hour, zones one after the other: cooled ones before the
        others, then the warmest first.
    """
    count = len(outdoor.temp_mean)
    cooled = np.array([zone.is_cooled for zone in building.zones])
    order = np.lexsort((-hours.temp_operative.mean(axis=0), ~cooled))
    latent = hours.water_removed * HEAT_VAPORISATION
    columns = {
        "temp_operative_c": hours.temp_operative,
        "humidity_relative": hours.humidity_relative,
        "co2_ppm": hours.co2,
        "cooling_w": hours.cooling + latent,
        "pm25_outdoor_born_ug_m3": polluted[..., PM25_OUTDOOR],
        "pm25_indoor_born_ug_m3": polluted[..., PM25_INDOOR],
        "no2_ug_m3": polluted[..., NO2],
    }
    return pd.DataFrame(
        {
            "scenario": scenario,
            "building_id": building.id,
            "zone": np.repeat([building.zones[z].name for z in order], count),
            "hour": np.tile(np.arange(count), len(order)),
            "temp_outdoor_c": np.tile(outdoor.temp_mean, len(order)),
            **{name: table[:, order].T.ravel() for name, table in columns.items()},
        }
    )
