"""What each column of the result tables means, with its unit."""

from importlib.resources import files
from pathlib import Path
from typing import Final

import pandas as pd

FILE_NAME: Final = "data_dictionary.csv"
"""Name of the file beside the tables."""


def data_dictionary() -> pd.DataFrame:
    """Return table, name, unit and meaning of every column of the result tables.

    Returns
    -------
    pandas.DataFrame
        One row per column, columns ``table``, ``name``, ``unit``, ``meaning``.

    Examples
    --------
    >>> table = data_dictionary()
    >>> sorted(table[table.name == "lpg_kwh"].unit.unique())
    ['kWh']
    """
    source = files("twin.report") / "columns.csv"
    with source.open(encoding="utf-8") as stream:
        return pd.read_csv(stream, keep_default_na=False)


def write_data_dictionary(folder: Path) -> Path:
    """Write the data dictionary beside the tables.

    Parameters
    ----------
    folder
        Folder of the tables, which exists.

    Returns
    -------
    pathlib.Path
        The file written.
    """
    path = folder / FILE_NAME
    data_dictionary().to_csv(path, index=False, lineterminator="\n")
    return path
