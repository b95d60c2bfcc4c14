"""A failure that comes two years later changes the hours between, and no others."""

import dataclasses

import numpy as np
import pytest

from twin.life.record import LifeRecord
from twin.model.component import Kind
from twin.scenario.desk import Desk, Options
from twin.scenario.futures import draw_custom, draw_future
from twin.scenario.integrate import integrate_years, month_weights
from twin.scenario.lived import Lived

YEARS = 7
HOUSE = "house_01"
OUT = 0.4


def one_life(make_tenure, building, failure):
    """All stands as built; the air conditioners fail once and wait some months."""
    tenures = []
    for group in building.components:
        common = {
            "building": building.id,
            "component": group.name,
            "kind": group.kind,
            "quantity": group.quantity,
            "installed": 2030.0 - group.age,
        }
        if group.kind is not Kind.AIR_CONDITIONER:
            tenures.append(make_tenure(group.product, 2030.0, 2037.0, **common))
            continue
        repaired = failure + OUT
        tenures += [
            make_tenure(group.product, 2030.0, failure, **common),
            make_tenure(group.product, failure, repaired, is_working=False, **common),
            make_tenure(
                group.product, repaired, 2037.0, **{**common, "installed": repaired}
            ),
        ]
    return LifeRecord(0, (), tuple(tenures))


@pytest.fixture(scope="module")
def years_of(community, weather, climate, baseline, make_tenure):
    options = Options(seed=1, futures=1, start=2030, years=YEARS)
    house = next(one for one in community.buildings if one.id == HOUSE)
    assert any(one.kind is Kind.AIR_CONDITIONER for one in house.components)

    def integrate(failure):
        alone = dataclasses.replace(community, buildings=(house,))
        desk = Desk(alone, weather, climate, options)
        future = draw_future(1, 0)
        one = Lived(
            scenario=baseline,
            future=future,
            record=one_life(make_tenure, house, failure),
            warming=desk.warming(baseline, future),
        )
        desk._read(one)
        results, _ = desk.simulate_all([one], lambda *_: None)
        timeline = one.timelines[HOUSE]
        return integrate_years(
            house,
            timeline,
            month_weights(timeline, one.warming),
            results,
            draw_custom(1, 0, HOUSE),
            desk.power(one.warming),
        )

    return integrate


def test_moving_a_failure_from_2031_to_2033_changes_the_rooms_only_in_between(years_of):
    early, late = years_of(2031.3), years_of(2033.3)
    year = 2030 + np.arange(YEARS)
    same = np.isin(year, (2031, 2033), invert=True)
    assert early.sums[same] == pytest.approx(late.sums[same], rel=1e-12, abs=1e-12)
    assert early.outage[same].tolist() == [0.0] * 5
    for place in np.flatnonzero(~same):
        gap = np.abs(early.sums[place] - late.sums[place])
        assert float(gap.max()) > 1.0
    hours = OUT * 8760.0
    assert early.outage[1] == pytest.approx(hours, rel=0.05)
    assert late.outage[1] == 0.0
    assert late.outage[3] == pytest.approx(hours, rel=0.05)


def test_electricity_differs_from_the_first_failure_on_by_the_age_of_the_units(
    years_of,
):
    """Units that were replaced earlier are older ever after, and draw more."""
    early, late = years_of(2031.3), years_of(2033.3)
    drawn = [one.energy["electricity_cooling_kwh"] for one in (early, late)]
    assert drawn[0][0] == drawn[1][0]
    assert drawn[0][2] < drawn[1][2]
    assert (drawn[0][4:] > drawn[1][4:]).all()
