"""``twin ledger`` explains figures, views standards and keeps the account of a run."""

import json

import numpy as np
import pandas as pd
import pytest

from twin.io.results import read_table


def test_a_figure_of_the_tables_is_explained_to_the_last_kilogram(compared, say):
    table = read_table(compared, "building_year")
    row = table[(table["scenario"] == "deep_retrofit")].iloc[0]
    said = say(
        "ledger", "why", compared, "--figure", "carbon_operation_kg",
        "--scenario", "deep_retrofit", "--building", row["building_id"],
        "--year", row["year"], "--future", 0, "--json",
    )  # fmt: skip
    assert said.code == 0
    found = json.loads(said.out)
    assert found["total"] == pytest.approx(row["carbon_operation_kg"])
    assert sum(one["amount"] for one in found["rows"]) == pytest.approx(found["total"])
    for one in found["rows"]:
        assert one["amount"] == pytest.approx(one["quantity"] * one["factor"])
        assert one["factor_source"]
        assert one["factor_status"]


def test_why_prints_a_table_with_the_status_of_each_source(compared, say):
    said = say("ledger", "why", compared)
    assert said.code == 0
    assert "electricity, direct" in said.out
    assert "(A)" in said.out
    assert "sum" in said.out


@pytest.mark.parametrize(
    ("option", "value", "hint"),
    [
        ("--figure", "carbon_operation", "carbon_operation_kg"),
        ("--scenario", "baselin", "baseline"),
        ("--building", "nowhere", "--building"),
        ("--year", "1999", "--year"),
        ("--future", "7", "--future"),
    ],
)
def test_what_is_not_in_the_run_is_refused_with_a_hint(
    compared, say, option, value, hint
):
    said = say("ledger", "why", compared, option, value)
    assert said.code == 2
    assert hint in said.err
    assert not said.out


def test_standards_stand_side_by_side_with_their_differences(compared, say):
    said = say("ledger", "standards", compared)
    assert said.code == 0
    for title in ("EN 15978", "GB/T 51366-2019", "BR18", "RE2020"):
        assert title in said.out
    found = json.loads(say("ledger", "standards", compared, "--json").out)
    rows = pd.DataFrame(found["scenarios"]["baseline"])
    sums = rows[rows["module"] == "sum"].set_index("standard")["carbon_kg"]
    table = read_table(compared, "building_year")
    mine = table[table["scenario"] == "baseline"]
    columns = ["carbon_operation_kg", "carbon_embodied_kg", "carbon_refrigerant_kg"]
    whole = mine[columns].to_numpy().sum() / mine["future"].nunique()
    assert sums["en15978"] == pytest.approx(whole)


def test_equal_scenarios_have_equal_accounts_and_the_balance_closes(compared, say):
    said = say("ledger", "budget", compared, "--json")
    assert said.code == 0
    found = json.loads(said.out)
    accounts = pd.DataFrame(found["accounts"])
    left = accounts["opening_kg"] - accounts["emission_kg"] - accounts["closing_kg"]
    assert np.abs(left).max() < 1e-6
    assert accounts.groupby("scenario")["opening_kg"].first().nunique() == 1
    base, again = (
        accounts[accounts["scenario"] == name]["closing_kg"].tolist()
        for name in ("baseline", "again")
    )
    assert base == again
    assert found["budget"]["status"] == "A"
    assert found["budget"]["rule"]


def test_a_table_of_a_user_is_the_path_and_is_written_beside_the_account(
    compared, say, tmp_path
):
    path = tmp_path / "mine.csv"
    path.write_text("year,kg_per_person\n2025,1000\n2026,500\n", encoding="utf-8")
    target = tmp_path / "account.csv"
    said = say("ledger", "budget", compared, "--table", path, "--csv", target)
    assert said.code == 0
    assert "mine" in said.out
    written = pd.read_csv(target)
    people = written["allowance_kg"].iloc[0] / 1000.0
    assert written["opening_kg"].iloc[0] == pytest.approx(1500.0 * people)


def test_all_problems_of_a_table_are_told_at_once(compared, say, tmp_path):
    path = tmp_path / "mine.csv"
    path.write_text("year,kg_per_person\n2025,-1\n2026,x\n", encoding="utf-8")
    said = say("ledger", "budget", compared, "--table", path)
    assert said.code == 2
    assert "line 2, kg_per_person" in said.err
    assert "line 3, kg_per_person" in said.err


def test_years_of_a_table_must_follow_each_other(compared, say, tmp_path):
    path = tmp_path / "mine.csv"
    path.write_text("year,kg_per_person\n2025,1\n2027,1\n", encoding="utf-8")
    said = say("ledger", "budget", compared, "--table", path)
    assert said.code == 2
    assert "line 3, year" in said.err


def test_a_budget_that_does_not_exist_is_refused(compared, say):
    said = say("ledger", "budget", compared, "--budget", "world_1_5c_5")
    assert said.code == 2
    assert "world_1_5c_50" in said.err


def test_a_folder_without_a_run_is_refused(say, tmp_path):
    for command in ("why", "standards", "budget"):
        said = say("ledger", command, tmp_path)
        assert said.code == 2
        assert "manifest.json" in said.err


def test_break_even_names_the_grid_and_the_year_of_each_swap(say):
    said = say("ledger", "breakeven", "--json")
    assert said.code == 0
    rows = {(one["burner"], one["electric"]): one for one in json.loads(said.out)}
    hob = rows["cooker_lpg", "cooker_induction"]
    assert hob["direct"] == pytest.approx(0.330, abs=1e-3)
    assert hob["life_cycle"] == pytest.approx(0.325, abs=1e-3)
    said = say("ledger", "breakeven", "--grid", "eu")
    assert said.code == 0
    assert "before 2023" in said.out


def test_an_unknown_grid_is_refused_with_the_nearest(say):
    said = say("ledger", "breakeven", "--grid", "hainan_rev")
    assert said.code == 2
    assert "hainan_ref" in said.err
