"""A whole study of four buildings: what must agree, exactly."""

import dataclasses

import numpy as np
import pandas as pd
import pytest

from twin.annual.series import CHECKED
from twin.scenario.desk import Desk, Options
from twin.scenario.futures import draw_future

FRAMES = ("building_year", "zone_year", "community_year", "ledger", "events", "hourly")
KEYS = ["future", "year", "building_id"]


def _plain(frame):
    """A frame without its scenario, texts as texts."""
    frame = frame.drop(columns=["scenario"], errors="ignore").copy()
    for name in frame.columns:
        if isinstance(frame[name].dtype, pd.CategoricalDtype):
            frame[name] = frame[name].astype("str")
    return frame


def _same(one, two):
    for name in FRAMES:
        left, right = _plain(getattr(one, name)), _plain(getattr(two, name))
        pd.testing.assert_frame_equal(left, right, check_exact=True, obj=name)


def _year(result):
    return result.building_year


def test_two_scenarios_that_differ_by_name_differ_by_nothing(done):
    baseline, _, again = done.scenarios
    assert set(_year(again)["scenario"].astype("str")) == {"again"}
    _same(baseline, again)


def test_a_programme_changes_what_it_should_and_leaves_the_rest(done):
    baseline, measures, _ = done.scenarios
    one, two = _year(baseline), _year(measures)
    last = one["year"] == 2027
    assert (two["pv_generation_kwh"][last] > 0.0).all()
    assert (one["pv_generation_kwh"] == 0.0).all()
    assert two["electricity_grid_kwh"][last].sum() < (
        one["electricity_grid_kwh"][last].sum()
    )
    for name in ("electricity_hot_water_kwh", "electricity_lighting_kwh"):
        assert one[name].to_numpy() == pytest.approx(two[name].to_numpy(), rel=1e-12)


def test_one_thread_and_two_give_the_same_bytes(study, baseline, measures):
    one = study(baseline, measures, workers=1, years=2)
    two = study(baseline, measures, workers=2, years=2)
    for left, right in zip(one.scenarios, two.scenarios, strict=True):
        _same(left, right)
    assert one.residuals == two.residuals
    assert one.counts == two.counts


def _sorted(frame, keys):
    return _plain(frame).sort_values(keys, kind="stable").reset_index(drop=True)


def test_the_order_of_buildings_changes_nothing_but_the_order_of_rows(
    study, community, baseline, done
):
    turned = dataclasses.replace(community, buildings=community.buildings[::-1])
    other = study(baseline, among=turned).scenarios[0]
    mine = done.scenarios[0]
    for name, keys in (("building_year", KEYS), ("zone_year", [*KEYS, "zone"])):
        pd.testing.assert_frame_equal(
            _sorted(getattr(mine, name), keys),
            _sorted(getattr(other, name), keys),
            check_exact=True,
            obj=name,
        )


def test_a_building_lives_and_warms_alone_as_among_others(
    study, community, baseline, done
):
    first = community.buildings[0]
    alone = study(
        baseline, among=dataclasses.replace(community, buildings=(first,))
    ).scenarios[0]
    mine = _plain(_year(done.scenarios[0]))
    mine = mine[mine["building_id"] == first.id].reset_index(drop=True)
    # crews are shared, so a repair may wait; energy of untouched years may not differ
    names = ["electricity_lighting_kwh", "cooling_need_sensible_kwh"]
    theirs = _year(alone)
    quiet = (mine["air_conditioner_outage_h"] == 0.0) & (
        theirs["air_conditioner_outage_h"] == 0.0
    )
    assert quiet.any()
    assert mine.loc[quiet, names].equals(theirs.loc[quiet, names])


def test_the_same_seed_gives_the_same_study_and_another_does_not(study, baseline, done):
    other = study(baseline, seed=2).scenarios[0]
    mine = _year(done.scenarios[0])
    assert not np.allclose(
        mine["electricity_kwh"], _year(other)["electricity_kwh"], rtol=1e-3
    )


def test_more_futures_leave_the_first_ones_as_they_were(study, baseline, done):
    more = _plain(_year(study(baseline, futures=3).scenarios[0]))
    mine = _plain(_year(done.scenarios[0]))
    kept = more[more["future"] < 2].reset_index(drop=True)
    pd.testing.assert_frame_equal(kept, mine, check_exact=True)


def test_work_is_shared_and_every_balance_closes(done):
    assert 0 < done.tasks < done.asked
    assert done.zone_years > done.tasks
    assert set(done.residuals) == set(CHECKED)
    assert max(done.residuals.values()) < 1e-9
    assert done.counts["hours_h"] == 8760.0 * done.zone_years
    assert 0.0 < done.counts["cooled_h"] < done.counts["hours_h"]


END_USES = (
    "cooling", "heating", "hot_water", "cooking", "lighting", "appliances",
    "ventilation",
)  # fmt: skip


@pytest.mark.parametrize("number", [0, 1])
def test_energy_adds_up_in_every_row(done, number):
    f = _year(done.scenarios[number])
    assert len(f) == 2 * 3 * 4
    uses = sum(f[f"electricity_{one}_kwh"] for one in END_USES)
    assert uses.to_numpy() == pytest.approx(f["electricity_kwh"].to_numpy(), rel=1e-12)
    bought = f["electricity_kwh"] - f["pv_self_use_kwh"]
    assert bought.to_numpy() == pytest.approx(
        f["electricity_grid_kwh"].to_numpy(), rel=1e-12
    )
    made = f["pv_self_use_kwh"] + f["pv_export_kwh"]
    assert made.to_numpy() == pytest.approx(
        f["pv_generation_kwh"].to_numpy(), rel=1e-12
    )
    numbers = f.select_dtypes("number")
    assert np.isfinite(numbers.to_numpy()).all()
    energy = [name for name in f.columns if name.endswith("_kwh")]
    assert (f[energy].to_numpy() >= 0.0).all()


def test_cooling_electricity_is_cooling_need_over_a_plausible_efficiency(done):
    f = _year(done.scenarios[0])
    need = f["cooling_need_sensible_kwh"] + f["cooling_need_latent_kwh"]
    cop = need.sum() / f["electricity_cooling_kwh"].sum()
    assert 2.0 < cop < 6.0


def test_the_community_is_the_sum_of_its_buildings(done):
    f, c = _year(done.scenarios[0]), done.scenarios[0].community_year
    expected = f.groupby(["future", "year"])["electricity_kwh"].sum().to_numpy()
    assert c["electricity_kwh"].to_numpy() == pytest.approx(expected)
    weighted = (f["overheating_h"] * f["floor_area_m2"]).groupby(
        [f["future"], f["year"]]
    ).sum() / f.groupby(["future", "year"])["floor_area_m2"].sum()
    assert c["overheating_h"].to_numpy() == pytest.approx(weighted.to_numpy())


def test_zones_of_assessed_years_carry_a_full_year_of_hours(done, community):
    z = done.scenarios[0].zone_year
    zones = sum(len(one.zones) for one in community.buildings)
    assert sorted(z["year"].unique()) == [2025, 2027]
    assert len(z) == zones * 2 * 2
    assert z["hours_h"].to_numpy() == pytest.approx(8760.0)
    assert (z["occupied_h"] <= 8760.0 + 1e-6).all()
    met = z["adaptive_met_i_h"] <= z["adaptive_met_ii_h"] + 1e-9
    assert met.all()
    assert (z["adaptive_met_ii_h"] <= z["adaptive_met_iii_h"] + 1e-9).all()
    split = z["adaptive_met_iii_h"] + z["adaptive_invalid_h"]
    assert (split <= z["occupied_h"] + 1e-6).all()
    never = z["cooled_h"] == 0.0
    assert z.loc[never, "temp_operative_cooled_p95_c"].isna().all()
    assert z.loc[~z["is_bedroom"], "co2_excess_night_p95_ppm"].isna().all()
    assert z.loc[z["is_bedroom"], "co2_excess_day_p95_ppm"].isna().all()


def test_a_building_year_is_the_mean_of_its_zones(done):
    z, f = done.scenarios[0].zone_year, _plain(_year(done.scenarios[0]))
    z = _plain(z)
    z["weighted"] = z["overheating_h"] * z["floor_area_m2"]
    sums = z.groupby(KEYS)[["weighted", "floor_area_m2"]].sum()
    means = sums["weighted"] / sums["floor_area_m2"]
    joined = f.set_index(KEYS)["overheating_h"]
    assert means.to_numpy() == pytest.approx(joined.loc[means.index].to_numpy())


def test_futures_differ_and_scenarios_share_them(done):
    baseline, measures, _ = done.scenarios
    one = _year(baseline).groupby("future")["electricity_appliances_kwh"].sum()
    two = _year(measures).groupby("future")["electricity_appliances_kwh"].sum()
    assert one[0] != one[1]
    assert one.to_numpy() == pytest.approx(two.to_numpy(), rel=1e-12)


def test_a_warmer_pathway_needs_more_cooling(study, baseline):
    hot = dataclasses.replace(baseline, name="hot", climate_pathway="ssp585")
    late = study(baseline, hot, start=2057, years=1, futures=1)
    one, two = (x.building_year["cooling_need_sensible_kwh"] for x in late.scenarios)
    assert (two > one).all()


def test_programmes_that_begin_with_the_worst_know_who_that_is(
    study, baseline, measures
):
    worst = dataclasses.replace(
        measures,
        name="worst",
        programmes=(
            dataclasses.replace(measures.programmes[0], priority="worst_first"),
        ),
    )
    result = study(worst, futures=1, years=1).scenarios[0]
    started = result.events[result.events["action"] == "started"]
    assert len(started) > 0


def test_a_year_has_the_warming_of_its_middle(community, weather, climate, baseline):
    desk = Desk(community, weather, climate, Options(start=2030, years=2))
    future = draw_future(1, 0)
    expected = [
        climate.warming("ssp245", future.climate_quantile, year)
        for year in (2030.5, 2031.5)
    ]
    assert desk.warming(baseline, future) == pytest.approx(expected, rel=1e-12)


def test_prices_drift_by_the_future(done):
    f = _year(done.scenarios[0])
    f = f[f["building_id"].astype("str") == "office_town"]  # buys electricity alone
    assert (f["lpg_kwh"] + f["natural_gas_kwh"] + f["wood_kwh"] == 0.0).all()
    for number in (0, 1):
        mine = f[f["future"] == number]
        price = (mine["cost_energy_cny"] / mine["electricity_grid_kwh"]).to_numpy()
        growth = 1.0 + draw_future(1, number).price_drift
        assert price[1:] / price[:-1] == pytest.approx(growth, rel=1e-3)
        assert abs(growth - 1.0) > 1e-4
