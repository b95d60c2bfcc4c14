"""``twin ledger money`` values the scenarios of a run, in one currency at a time."""

import json
import shutil

import pandas as pd
import pytest

from twin.io.results import read_table


def asked(say, *arguments):
    said = say("ledger", "money", *arguments, "--json")
    assert said.code == 0, said.err
    return json.loads(said.out)


def test_accounts_are_those_of_the_comparison(compared, say):
    """The same sums as in ``summary.csv``, which another piece of code takes."""
    found = pd.DataFrame(asked(say, compared)["accounts"])
    summary = pd.read_csv(compared / "summary.csv").set_index(["scenario", "quantity"])
    for scenario in ("baseline", "deep_retrofit"):
        mine = found[found["scenario"] == scenario].set_index(["account", "item"])
        for account in ("investment", "maintenance", "energy"):
            whole = summary.loc[(scenario, f"cost_{account}"), "mean"] * 1e6
            assert mine.loc[(account, "all"), "mean"] == pytest.approx(whole)


def test_an_equal_scenario_neither_gains_nor_loses(compared, say):
    found = pd.DataFrame(asked(say, compared)["appraisal"]).set_index("scenario")
    assert (found.loc["again", "npv"] == 0.0).all()
    assert set(found.index) == {"again", "deep_retrofit"}


def test_the_other_way_round_the_sign_turns(compared, say):
    one = pd.DataFrame(asked(say, compared)["appraisal"])
    other = asked(say, compared, "--baseline", "deep_retrofit")
    assert other["baseline"] == "deep_retrofit"
    turned = pd.DataFrame(other["appraisal"]).set_index("scenario")["npv"]
    mine = one.set_index("scenario").loc["deep_retrofit", "npv"].to_numpy()
    assert turned.loc["baseline"].to_numpy() == pytest.approx(-mine)


def test_one_currency_at_a_time_and_its_rate_is_told(compared, say):
    home, euro = asked(say, compared), asked(say, compared, "--currency", "EUR")
    rate = euro["currency"]["cny"]
    for name, column in (("accounts", "mean"), ("appraisal", "npv")):
        first = pd.DataFrame(home[name])[column].to_numpy()
        second = pd.DataFrame(euro[name])[column].to_numpy()
        assert second * rate == pytest.approx(first)
    said = say("ledger", "money", compared, "--currency", "EUR")
    assert said.code == 0
    tables, _, notes = said.out.partition("Discounted at")
    assert "CNY" not in tables
    assert "1 EUR = 7.5257 CNY" in notes


def test_a_rate_may_be_named_and_its_status_is_told(compared, say):
    found = asked(say, compared, "--rate", "household")["discount_rate"]
    assert found["value"] == 0.104
    assert found["status"] == "D"
    assert asked(say, compared)["discount_rate"]["status"] == "G"


def test_one_building_is_part_of_all(compared, say):
    parts = []
    buildings = pd.read_parquet(compared / "buildings.parquet")["building_id"]
    for one in buildings:
        found = pd.DataFrame(asked(say, compared, "--building", one)["accounts"])
        parts.append(found[found["account"] == "all"].set_index("scenario")["mean"])
    whole = pd.DataFrame(asked(say, compared)["accounts"])
    whole = whole[whole["account"] == "all"].set_index("scenario")["mean"]
    for scenario in whole.index:
        assert sum(one[scenario] for one in parts) == pytest.approx(whole[scenario])


@pytest.mark.parametrize(
    ("option", "value", "hint"),
    [
        ("--baseline", "baselin", "baseline"),
        ("--building", "nowhere", "--building"),
        ("--rate", "much", "household"),
        ("--currency", "EUE", "EUR"),
    ],
)
def test_what_does_not_exist_is_refused_with_a_hint(compared, say, option, value, hint):
    said = say("ledger", "money", compared, option, value)
    assert said.code == 2
    assert hint in said.err
    assert not said.out


def test_a_catalogue_that_lacks_a_product_of_the_run_is_refused(
    compared, say, project, change
):
    events = read_table(compared, "events")
    bought = events[events["action"].isin(["installed", "replaced"])]["product"].iloc[0]
    path = project / "buildings" / "catalogue" / "products.yaml"
    change(path, f"\n  {bought}:", "\n  something_else:")
    said = say("ledger", "money", compared, "-p", project)
    assert said.code == 2
    assert bought in said.err


def test_one_scenario_alone_has_nothing_to_be_compared_with(compared, say, tmp_path):
    shutil.copytree(compared, tmp_path / "alone")
    path = tmp_path / "alone" / "manifest.json"
    manifest = json.loads(path.read_text(encoding="utf-8"))
    manifest["scenarios"] = manifest["scenarios"][:1]
    path.write_text(json.dumps(manifest), encoding="utf-8")
    said = say("ledger", "money", tmp_path / "alone")
    assert said.code == 2
    assert "twin compare" in said.err
