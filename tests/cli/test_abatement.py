"""``twin abatement`` takes a plan apart and tells the price of each measure."""

import json

import pandas as pd
import pytest


def test_each_measure_has_a_price_and_the_files_are_written(small, say, tmp_path):
    table, figure = tmp_path / "steps.csv", tmp_path / "curve.svg"
    said = say(
        "abatement", "cool_envelope", "-p", small, "-n", 1, "--years", 2,
        "--csv", table, "--figure", figure, "--json",
    )  # fmt: skip
    assert said.code == 0
    found = {one["step"]: one for one in json.loads(said.out)}
    assert set(found) == {"roof_coating", "shading", "all_together"}
    for one in found.values():
        if one["price_cny_t"] is not None:
            price = one["cost_cny"] / one["avoided_t"]
            assert one["price_cny_t"] == pytest.approx(price)
    assert pd.read_csv(table)["step"].tolist() == list(found)
    assert figure.read_text(encoding="utf-8").startswith("<?xml")


def test_a_plan_that_is_the_baseline_is_refused(small, say):
    said = say("abatement", "baseline", "-p", small, "-n", 1, "--years", 1)
    assert said.code == 2
    assert said.err


def test_a_figure_of_another_kind_is_refused_before_hours_are_spent(small, say):
    said = say("abatement", "cool_envelope", "-p", small, "--figure", "curve.exe")
    assert said.code == 2
    assert ".svg or .png" in said.err
