"""Makes the synthetic weather file of a place from its monthly normals."""

from pathlib import Path
from typing import Final

from twin.io.climate import read_normals
from twin.io.epw_write import write_epw
from twin.weather.synthesis import generate_year

DEFAULT_SEED: Final = 18
"""Seed of the embedded year of Baoting; another gives another year, same climate."""

COMMENT: Final = (
    "synthetic year of the generator twin.weather.synthesis; its monthly means are "
    "the normals; it is not a record of any real year and holds no typhoon"
)
"""What the file says about itself."""


def write_synthetic_epw(normals: Path, path: Path, seed: int = DEFAULT_SEED) -> None:
    """Write the synthetic year of a place as an EPW file.

    The same normals and seed give the same bytes.

    Parameters
    ----------
    normals
        CSV file of monthly normals, see `read_normals`.
    path
        EPW file to write.
    seed
        Seed of the weather.
    """
    weather = generate_year(read_normals(normals), seed)
    write_epw(path, weather, (COMMENT, f"normals: {normals.name}"))
