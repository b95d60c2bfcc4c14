"""Normals and warming tables: read whole, refused with every problem."""

from pathlib import Path

import pytest

from twin.ground.errors import InputError
from twin.io.climate import read_climate_table, read_normals

WEATHER = Path(__file__).parents[2] / "weather"


@pytest.fixture
def spoil(tmp_path):
    """Copy an embedded table with some text exchanged."""

    def write(name, *pairs):
        text = (WEATHER / name).read_text(encoding="utf-8")
        for old, new in pairs:
            assert old in text
            text = text.replace(old, new, 1)
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return write


def test_normals_come_in_house_units():
    normals = read_normals(WEATHER / "baoting_normals.csv")
    assert normals.name == "Baoting"
    assert normals.temp_max[0] == 26.3
    assert normals.humidity_relative[0] == pytest.approx(0.82)
    assert normals.irradiance_global[6] == pytest.approx(4980 / 24)
    assert sum(normals.precipitation) == 2002
    assert "NOT published normals" in normals.source_note


@pytest.mark.parametrize(
    ("pairs", "words"),
    [
        ([("26.3", "hot")], ["line 10, temp_max, jan", "(got 'hot')"]),
        ([("26.3", "nan")], ["temp_max, jan: must be a number from -40 to 55"]),
        ([("26.3", "19.0")], ["temp_max, jan: must be above the mean of 20"]),
        ([("degC,D,30.6", "K,D,30.6")], ["unit must be degC (got 'K')"]),
        ([("degC,D,30.6", "degC,X,30.6")], ["status must be one of V, S"]),
        (
            [("wet_days", "rainy")],
            ["quantity is unknown", "wet_days: quantity is lack"],
        ),
        ([("temp_mean,degC", "temp_max,degC")], ["quantity is given twice"]),
        ([("quantity,unit", "name,unit")], ["the first row must be quantity,unit"]),
        ([("town of Baoting", "town,of")], ["line 6: needs 17 cells"]),
        (
            [("26.3", "hot"), ("27.4", "hotter")],
            ["2 problems", "'hot'", "'hotter'"],
        ),
    ],
)
def test_bad_normals_are_refused_with_every_problem(spoil, pairs, words):
    path = spoil("baoting_normals.csv", *pairs)
    with pytest.raises(InputError) as caught:
        read_normals(path)
    for word in words:
        assert word in str(caught.value)


@pytest.mark.parametrize(
    ("pairs", "words"),
    [
        ([("0.57", "much")], ["line 7, warming_k: must be a number"]),
        ([("0.57", "0.63")], ["ssp126: needs low ≤ central ≤ high"]),
        (
            [("ssp126,low,", "ssp126,lowest,")],
            ["estimate must be one of low, central, high"],
        ),
        ([("2030.5", "1990")], ["line 7, period_centre: must be a number from 2005"]),
        ([("0.57,D", "0.57,Z")], ["line 7: status must be one of"]),
        ([("ssp126,low,2030.5,0.57,D\n", "")], ["ssp126: lacks low at 2030.5"]),
        ([("ssp126,low", "ssp 126,low")], ["pathway must be letters and digits"]),
        ([("ssp126,central,2030.5", "ssp126,low,2030.5")], ["given twice"]),
        ([("pathway,estimate", "path,estimate")], ["the first row must be pathway"]),
    ],
)
def test_a_bad_warming_table_is_refused_with_every_problem(spoil, pairs, words):
    path = spoil("hainan_warming.csv", *pairs)
    with pytest.raises(InputError) as caught:
        read_climate_table(path)
    for word in words:
        assert word in str(caught.value)


def test_a_table_of_comments_only_is_refused(tmp_path):
    path = tmp_path / "empty.csv"
    path.write_text("# nothing\n", encoding="utf-8")
    with pytest.raises(InputError, match="first row must be"):
        read_climate_table(path)
