"""A small invented community with its result tables."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from twin.report.data import (
    ReportData,
    ScenarioText,
    StandingRow,
    UnverifiedRow,
    VerdictRow,
)
from twin.report.figures import draw_figures

SCENARIOS = {
    "as_usual": "As usual",
    "cool_roofs": "Cool roofs on every house",
    "electric": "Electric kitchens and photovoltaics",
    "all_together": "All measures together, oldest houses first",
}
YEARS = tuple(range(2025, 2060))
ASSESSED = (2025, 2030, 2040, 2050, 2059)
FUTURES = 6
COUNT = 24
STATES = ("pass", "fail", "not shown", "not applicable")


def make_buildings() -> pd.DataFrame:
    rows = []
    for k in range(COUNT):
        x, y = 22.0 * (k % 6), 30.0 * (k // 6)
        wide, deep = 9.0 + k % 3, 12.0 + k % 5
        rows.append(
            {
                "building_id": f"b{k:03d}",
                "name": f"House {k}",
                "archetype": "village_house",
                "use": "school" if k == 5 else "dwelling",
                "year_built": 1985 + k,
                "floor_area_m2": 120.0 + 10.0 * (k % 4),
                "roof_area_m2": wide * deep,
                "dwellings": 0 if k == 5 else 1,
                "residents": 60.0 if k == 5 else 4.0,
                "measured": k % 3,
                "documented": 4,
                "archetype_values": 20,
                "assumed": 6,
                "outline": [[x, y], [x + wide, y], [x + wide, y + deep], [x, y + deep]],
            }
        )
    return pd.DataFrame(rows)


def make_building_year(scenarios=tuple(SCENARIOS)) -> pd.DataFrame:
    buildings = make_buildings()
    index = pd.MultiIndex.from_product(
        [list(scenarios), range(FUTURES), YEARS, buildings.building_id],
        names=["scenario", "future", "year", "building_id"],
    )
    frame = index.to_frame(index=False)
    frame = frame.merge(
        buildings[["building_id", "use", "archetype", "floor_area_m2"]], sort=False
    )
    rank = frame.scenario.map({n: k for k, n in enumerate(scenarios)}).to_numpy()
    age = (frame.year - YEARS[0]).to_numpy(dtype=float)
    place = frame.building_id.str[1:].astype(int).to_numpy()
    luck = np.sin(12.9898 * frame.future.to_numpy() + 78.233 * age + 4.1 * place)
    size = frame.floor_area_m2.to_numpy()
    less = 1.0 - 0.2 * rank * np.minimum(age / 15.0, 1.0)
    base = size * (1.0 + 0.1 * luck + 0.04 * np.cos(5.0 * frame.future.to_numpy()))
    for use, amount in {
        "cooling": 18.0 * (1.0 + 0.01 * age) * less,
        "heating": 0.0 * age,
        "hot_water": 7.0,
        "cooking": 2.0 + 3.0 * rank,
        "lighting": 4.0,
        "appliances": 11.0,
        "ventilation": 0.5,
    }.items():
        frame[f"electricity_{use}_kwh"] = base * amount
    uses = [c for c in frame if c.startswith("electricity_")]
    frame["electricity_kwh"] = frame[uses].sum(axis=1)
    frame["pv_generation_kwh"] = base * 8.0 * (rank >= 2)
    frame["pv_self_use_kwh"] = 0.6 * frame.pv_generation_kwh
    frame["pv_export_kwh"] = 0.4 * frame.pv_generation_kwh
    frame["electricity_grid_kwh"] = frame.electricity_kwh - frame.pv_self_use_kwh
    frame["lpg_kwh"] = base * 9.0 * (rank < 2)
    frame["natural_gas_kwh"] = 0.0
    frame["wood_kwh"] = base * 1.5
    for name in ("cooling_need_sensible_kwh", "cooling_need_latent_kwh"):
        frame[name] = base * 30.0
    frame["heating_need_kwh"] = 0.0
    factor = 0.55 - 0.012 * age
    frame["carbon_operation_kg"] = (
        frame.electricity_grid_kwh * factor + 0.27 * frame.lpg_kwh
    )
    frame["carbon_operation_direct_kg"] = 0.85 * frame.carbon_operation_kg
    frame["carbon_embodied_kg"] = size * (1.5 + 2.0 * rank * (age < 10))
    frame["carbon_refrigerant_kg"] = size * 0.8
    frame["carbon_export_kg"] = -0.4 * frame.pv_export_kwh
    frame["cost_energy_cny"] = 0.6 * frame.electricity_grid_kwh
    frame["cost_investment_cny"] = size * (5.0 + 12.0 * rank * (age < 10))
    frame["cost_maintenance_cny"] = size * 2.0
    frame["overheating_h"] = (400.0 + 12.0 * age + 6.0 * place) * less + 20.0 * luck
    frame["heat_caution_h"] = 2.0 * frame.overheating_h
    frame["heat_danger_h"] = 0.1 * frame.overheating_h
    frame["co2_excess_h"] = 300.0 + 10.0 * place + 5.0 * luck
    frame["co2_mean_ppm"] = 600.0 + 10.0 * place
    frame["pm25_mean_ug_m3"] = 14.0 + place
    frame["pm25_indoor_mean_ug_m3"] = 4.0 + place
    frame["no2_mean_ug_m3"] = 7.0 + place
    frame["air_conditioner_outage_h"] = 30.0
    return frame


def make_zone_year(scenarios=tuple(SCENARIOS)) -> pd.DataFrame:
    whole = make_building_year(scenarios)
    frame = whole[whole.year.isin(ASSESSED)]
    keys = ["scenario", "future", "year", "building_id", "use", "floor_area_m2"]
    keep = [*keys, "overheating_h", "heat_caution_h", "heat_danger_h"]
    parts = []
    for zone, bedroom in (("living", False), ("bedroom", True)):
        part = frame[keep].copy()
        part["zone"] = zone
        part["is_bedroom"] = bedroom
        part["is_cooled"] = bedroom
        part["floor_area_m2"] *= 0.5
        level = 500.0 + 2.0 * frame.co2_excess_h
        part["co2_excess_day_p95_ppm"] = np.nan if bedroom else level
        part["co2_excess_night_p95_ppm"] = 1.2 * level if bedroom else np.nan
        parts.append(part)
    return pd.concat(parts, ignore_index=True)


GROUPS = ("pupil", "worker", "at_home")
PLACES = {"home": 6000.0, "outdoors": 760.0, "school": 2000.0}


def make_place_year(scenarios=tuple(SCENARIOS)) -> pd.DataFrame:
    """Pupils alone go to school; nobody knows the air of it in the second year."""
    rows = []
    for rank, scenario in enumerate(scenarios):
        for future in range(FUTURES):
            for year in ASSESSED:
                for k, group in enumerate(GROUPS):
                    for place, hours in PLACES.items():
                        if place == "school" and group != "pupil":
                            continue
                        air = 8.0 + k + rank + 0.1 * future
                        if place == "school" and year == ASSESSED[1]:
                            air = np.nan
                        rows.append(
                            {
                                "scenario": scenario,
                                "future": future,
                                "year": year,
                                "group": group,
                                "place": place,
                                "people": 30.0,
                                "stay_h": hours,
                                "pm25_outdoor_born_ug_m3": air,
                                "pm25_indoor_born_ug_m3": 2.0 * (place == "home"),
                                "no2_ug_m3": air,
                                "formaldehyde_ug_m3": air,
                            }
                        )
    return pd.DataFrame(rows)


def make_burden_year(scenarios=tuple(SCENARIOS)) -> pd.DataFrame:
    agents = {"pm25": 1500.0, "pm25_indoor_born": 300.0, "no2": 60.0,
              "formaldehyde": 3.0}  # fmt: skip
    rows = []
    for rank, scenario in enumerate(scenarios):
        for future in range(FUTURES):
            for year in ASSESSED:
                for group in ("all", *GROUPS):
                    for agent, rate in agents.items():
                        own = rate * (1.0 + 0.1 * rank + 0.01 * future)
                        rows.append(
                            {
                                "scenario": scenario,
                                "future": future,
                                "year": year,
                                "group": group,
                                "agent": agent,
                                "people": 90.0,
                                "exposure_ug_m3": own / 100.0,
                                "burden_daly": own * 90.0 / 1e5,
                                "rate_daly": own,
                                "rate_low_daly": 0.5 * own,
                                "rate_high_daly": 1.5 * own,
                            }
                        )
    return pd.DataFrame(rows)


def make_inequality_year(scenarios=tuple(SCENARIOS)) -> pd.DataFrame:
    burdens = make_burden_year(scenarios)
    frame = burdens[burdens.group == "all"][["scenario", "future", "year", "agent"]]
    return frame.assign(
        worst_group=np.where(frame.future == 0, "pupil", "at_home"),
        worst_group_ug_m3=15.0,
        group_ratio=1.25,
        worst_building_id="b007",
        worst_dwelling="",
        worst_dwelling_ug_m3=30.0,
        dwelling_ratio=3.5,
        concentration_index=-0.25,
    ).reset_index(drop=True)


def make_events(scenarios=tuple(SCENARIOS)) -> pd.DataFrame:
    rows = []
    for rank, scenario in enumerate(scenarios):
        for future in range(FUTURES):
            for step, year in enumerate(YEARS):
                pairs = [("failed", "wear_out")] * (1 + (step + future) % 5)
                pairs += [("replaced", "wear_out")] * (1 + step % 4)
                pairs += [("cleaned", "maintenance")] * 3
                if step < 10:
                    pairs += [("installed", "programme:roofs")] * rank
                    pairs += [("removed", "programme:roofs")] * rank
                for k, (action, cause) in enumerate(pairs):
                    rows.append(
                        {
                            "scenario": scenario,
                            "future": future,
                            "time": year + 0.05 * k,
                            "building_id": f"b{k:03d}",
                            "component": "ac",
                            "kind": "air_conditioner",
                            "action": action,
                            "cause": cause,
                            "product": "split",
                            "quantity": 1.0,
                        }
                    )
    return pd.DataFrame(rows)


def make_hourly(scenarios=tuple(SCENARIOS)[:2]) -> pd.DataFrame:
    hour = np.arange(8760)
    outdoor = (
        24.0
        + 6.0 * np.sin(2 * np.pi * (hour / 8760 - 0.28))
        + 4.0 * np.sin(2 * np.pi * (hour / 24 - 0.38))
    )
    parts = []
    for rank, scenario in enumerate(scenarios):
        hot = np.maximum(outdoor - 26.0, 0.0)
        parts.append(
            pd.DataFrame(
                {
                    "scenario": scenario,
                    "building_id": "b001",
                    "zone": "bedroom",
                    "hour": hour,
                    "temp_outdoor_c": outdoor,
                    "temp_operative_c": 0.5 * outdoor + 14.5 - 1.5 * rank,
                    "humidity_relative": 0.7,
                    "co2_ppm": 700.0 + 400.0 * (hour % 24 < 7),
                    "cooling_w": (300.0 - 80.0 * rank) * hot,
                }
            )
        )
    return pd.concat(parts, ignore_index=True)


def make_weather() -> pd.DataFrame:
    month = np.arange(1, 13)
    mean = 24.5 + 4.5 * np.sin(2 * np.pi * (month - 4) / 12)
    return pd.DataFrame(
        {
            "month": month,
            "temp_min_c": mean - 8.0,
            "temp_mean_c": mean,
            "temp_max_c": mean + 8.0,
            "humidity_relative_mean": 0.8 + 0.05 * np.cos(month),
            "irradiation_kwh_m2": 130.0 + 30.0 * np.sin(2 * np.pi * (month - 3) / 12),
        }
    )


def make_verdicts(scenarios=tuple(SCENARIOS), count=12):
    rows = {}
    for rank, scenario in enumerate(scenarios):
        rows[scenario] = tuple(
            VerdictRow(
                criterion_id=f"TH-{k:02d}",
                name=f"Criterion number {k}",
                category="TH" if k < 8 else "CE",
                is_mandatory=k % 2 == 0,
                state=STATES[(k + rank) % 4],
                grade="certified" if (k + rank) % 4 == 0 else "",
                value=100.0 + k,
                low=90.0,
                high=115.0,
                operator="<=",
                limit=120.0,
                unit="h/a",
                margin=20.0 - k,
                probability=0.85,
                worst_place="b005/bedroom",
                source="EN 16798-1:2019",
                clause="Annex B",
                status="G" if k % 3 == 0 else "S",
                is_unverified=k % 3 == 0,
                reason="interval crosses the limit" if k % 4 == 2 else "",
            )
            for k in range(count)
        )
    return rows


def make_data(scenarios=None) -> ReportData:
    scenarios = scenarios or SCENARIOS
    names = tuple(scenarios)
    return ReportData(
        community="Baoting village",
        scenarios=tuple(
            ScenarioText(name=n, title=t, description=f"What happens: {t}.")
            for n, t in scenarios.items()
        ),
        discount_rate=0.03,
        building_year=make_building_year(names),
        zone_year=make_zone_year(names),
        burden_year=make_burden_year(names),
        place_year=make_place_year(names),
        inequality_year=make_inequality_year(names),
        events=make_events(names),
        buildings=make_buildings(),
        hourly=make_hourly(names[:2]),
        weather_monthly=make_weather(),
        weather_name="Baoting typical year",
        is_weather_synthetic=True,
        is_illustrative=True,
        banner="Provisional criteria, not endorsed by anybody.",
        verdicts=make_verdicts(names),
        standings={
            n: StandingRow(
                grade="certified" if k else "",
                status="design (interim)",
                points=55.0 + 5 * k,
                reason="TH-02 is not shown",
            )
            for k, n in enumerate(names)
        },
        weather_findings=("Monthly irradiation in July lies 4 % below the normals.",),
        notices=("The grid path after 2050 is held constant.",),
        unverified=(
            UnverifiedRow(
                what="life of a split air conditioner",
                value="12",
                unit="a",
                source="general knowledge",
                status="G",
            ),
        ),
        residuals={"heat": 3.1e-13, "water": 2.2e-14, "CO2": 1.0e-15},
        manifest={
            "version": "0.1.0",
            "seed": 1,
            "futures": FUTURES,
            "files": {"weather/baoting.epw": "ab" * 32},
        },
    )


@pytest.fixture(scope="session")
def data() -> ReportData:
    return make_data()


@pytest.fixture(scope="session")
def small(data) -> ReportData:
    """Two scenarios and two futures: quick to draw."""
    names = tuple(SCENARIOS)[:2]

    def cut(frame):
        kept = frame[frame.scenario.isin(names)]
        if "future" in kept:
            kept = kept[kept.future < 2]
        return kept.reset_index(drop=True)

    return replace(
        data,
        scenarios=data.scenarios[:2],
        building_year=cut(data.building_year),
        zone_year=cut(data.zone_year),
        burden_year=cut(data.burden_year),
        place_year=cut(data.place_year),
        inequality_year=cut(data.inequality_year),
        events=cut(data.events),
        verdicts={n: data.verdicts[n][:4] for n in names},
        standings={n: data.standings[n] for n in names},
    )


@pytest.fixture(scope="session")
def drawn(small):
    """The figures of the small data, drawn once."""
    return draw_figures(small)
