"""Currencies and discount rates are data with year, source and status."""

import pytest

from twin.ground.errors import InputError
from twin.io.money import currency_of, rate_of, read_money

GOOD = """
currencies:
  EUR: {cny: 7.5, year: 2024, source: x, status: S}
discount_rates:
  low: {rate: 0.03, source: y, status: G}
"""


@pytest.fixture
def money(tmp_path):
    def write(text=GOOD):
        path = tmp_path / "money.yaml"
        path.write_text(text, encoding="utf-8")
        return read_money(path)

    return write


def test_the_embedded_file_names_year_source_and_status(root):
    found = read_money(root / "buildings" / "catalogue" / "money.yaml")
    euro = currency_of(found, "EUR")
    assert 6.0 < euro.cny < 9.0
    assert "2024" in euro.note
    assert euro.note.endswith("(S)")
    assert currency_of(found, "CNY").cny == 1.0


def test_an_unknown_currency_is_refused_with_the_nearest(money):
    with pytest.raises(InputError, match="EUR"):
        currency_of(money(), "EUE")


def test_a_rate_is_a_name_or_a_number(money):
    assert rate_of(money(), "low").status == "G"
    assert rate_of(money(), "0.04").value == 0.04
    assert rate_of(money(), "0").value == 0.0
    for wrong in ("lowest", "-0.1", "0.9", "nan"):
        with pytest.raises(InputError, match="low"):
            rate_of(money(), wrong)


def test_all_problems_of_the_file_are_told_at_once(money):
    wrong = GOOD.replace("cny: 7.5", "cny: -1").replace("rate: 0.03", "rate: 3")
    with pytest.raises(InputError) as error:
        money(wrong)
    assert len(error.value.problems) == 2


def test_the_home_currency_has_no_rate(money):
    with pytest.raises(InputError, match="CNY"):
        money(GOOD.replace("EUR:", "CNY:"))
