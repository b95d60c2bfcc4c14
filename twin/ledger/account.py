"""The whole account of a scenario: every future, every flow."""

from collections.abc import Mapping, Sequence

import pandas as pd

from twin.ledger.embodied import embodied_rows
from twin.ledger.operation import operation_rows
from twin.ledger.row import join_rows
from twin.life.record import LifeRecord
from twin.model.building import Community


def count_scenario(
    records: Sequence[LifeRecord],
    energy: pd.DataFrame,
    community: Community,
    grid_path: str,
    price_drift: Mapping[int, float] | None = None,
) -> pd.DataFrame:
    """Return the ledger of a scenario in all its futures.

    Parameters
    ----------
    records
        One life for each future.
    energy
        Energy by future, year and building, see `operation_rows`; its years are the
        years that count.
    community
        Catalogue and world.
    grid_path
        Name of the scenario's grid path.
    price_drift
        Real change of energy prices by future [1/a].

    Returns
    -------
    pandas.DataFrame
        Ledger rows, see `twin.ledger.row`; embodied rows by future, then operation.
    """
    first, last = int(energy["year"].min()), int(energy["year"].max())
    tables = [embodied_rows(one, community, first, last) for one in records]
    tables.append(operation_rows(energy, community.world, grid_path, price_drift))
    return join_rows(tables)
