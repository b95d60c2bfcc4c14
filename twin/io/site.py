"""Where a community stands: ``site.yaml``."""

from pathlib import Path
from typing import Annotated, Final, Literal

from pydantic import Field

from twin.ground.constants import CO2_OUTDOOR
from twin.ground.errors import InputError, Problem
from twin.io.schema import Note, Strict, load_yaml, parse
from twin.model.building import Site

SITE_FILE: Final = "site.yaml"
"""Name of the file inside the folder of a community."""

Month = Annotated[float, Field(ge=0.0, le=1000.0)]


Carbon = Annotated[float, Field(ge=0.0, le=100_000.0)]
_LENGTHS: Final = {"pm25_shape": 24, "no2_outdoor": 12, "co_outdoor": 12}


class SiteFile(Strict):
    """A site as written in ``site.yaml``."""

    name: str = Field(min_length=1, max_length=120, description="Name of the place.")
    latitude: float = Field(ge=-66.0, le=66.0, description="North positive [°].")
    longitude: float = Field(ge=-180.0, le=180.0, description="East positive [°].")
    elevation: float = Field(ge=-430.0, le=5500.0, description="Above the sea [m].")
    utc_offset: float = Field(
        ge=-12.0, le=14.0, description="Legal standard time minus UTC [h]."
    )
    country: str = Field(pattern=r"^[A-Z]{2}$", description="ISO 3166-1 alpha-2 code.")
    has_heating_season: bool = Field(description="Whether people heat their rooms.")
    currency: str = Field(pattern=r"^[A-Z]{3}$", description="ISO 4217 code.")
    weather_file: str = Field(
        pattern=r"^[A-Za-z0-9_-]+\.epw$", description="EPW file of the weather folder."
    )
    climate_table: str = Field(
        pattern=r"^[A-Za-z0-9_-]+\.csv$",
        description="Warming by pathway and year, in the weather folder.",
    )
    co2_outdoor: float = Field(
        default=CO2_OUTDOOR,
        ge=350.0,
        le=1000.0,
        description="Outdoor CO₂ of the first year [ppm].",
    )
    pm25_outdoor: tuple[Month, ...] = Field(
        min_length=12, max_length=12, description="Monthly mean outdoor PM2.5 [µg/m³]."
    )
    pm25_shape: tuple[Month, ...] = Field(
        default=(),
        description="Outdoor PM2.5 of each hour of the day over its mean, 24 values "
        "or none for even [-].",
    )
    no2_outdoor: tuple[Month, ...] = Field(
        default=(),
        description="Monthly mean outdoor NO₂, 12 values, or none for that of "
        "contaminants.yaml [µg/m³].",
    )
    co_outdoor: tuple[Carbon, ...] = Field(
        default=(),
        description="Monthly mean outdoor CO, 12 values, or none for that of "
        "contaminants.yaml [µg/m³].",
    )
    terrain_roughness: Literal["open", "suburban", "city"] = Field(
        description="For the wind profile."
    )
    sources: dict[str, Note] = Field(
        default_factory=dict, description="Source and status of fields, by name."
    )


def load_site(path: Path) -> Site:
    """Return the site of a file.

    Parameters
    ----------
    path
        A ``site.yaml``.

    Returns
    -------
    Site
        The checked site.

    Raises
    ------
    InputError
        Every problem of the file.
    """
    checked = parse(SiteFile, load_yaml(path), str(path))
    problems = [
        Problem(path=name, message=f"must have {count} values", given=len(given))
        for name, count in _LENGTHS.items()
        if (given := getattr(checked, name)) and len(given) != count
    ]
    if sum(checked.pm25_shape, 0.0) <= 0.0 and checked.pm25_shape:
        problems.append(Problem(path="pm25_shape", message="must not be all zero"))
    if problems:
        raise InputError(str(path), problems)
    return Site(**{key: value for key, value in checked if key != "sources"})
