"""What a study finds about one scenario."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import pandas as pd

from twin.model.programme import Scenario


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ScenarioResult:
    """Tables of one scenario."""

    scenario: Scenario
    building_year: pd.DataFrame
    zone_year: pd.DataFrame
    community_year: pd.DataFrame
    ledger: pd.DataFrame
    events: pd.DataFrame
    hourly: pd.DataFrame
    """Hours of chosen buildings in the first future of the assessment year."""
    people: Mapping[str, pd.DataFrame] = field(default_factory=dict)
    """``exposure_year``, ``place_year``, ``burden_year`` and ``inequality_year``; empty
    where nothing is known of residents."""
