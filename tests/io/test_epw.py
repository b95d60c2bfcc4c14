"""EPW files: round trip, robustness, and every problem of a bad file at once."""

import dataclasses
from pathlib import Path

import numpy as np
import pytest

from twin.ground.errors import InputError
from twin.io.climate import read_normals
from twin.io.epw import read_epw, write_epw
from twin.io.epw_synthetic import DEFAULT_SEED, write_synthetic_epw
from twin.io.epw_write import epw_lines
from twin.weather.quality import Level
from twin.weather.series import SERIES
from twin.weather.synthesis import generate_year

WEATHER = Path(__file__).parents[2] / "weather"
HEADERS = 8
ROUNDING = {
    "temp_outdoor": 0.0051,
    "temp_dew": 0.0051,
    "pressure": 0.51,
    "irradiance_global": 0.051,
    "irradiance_direct": 0.051,
    "irradiance_diffuse": 0.051,
    "radiation_sky": 0.051,
    "wind_speed": 0.0051,
    "wind_direction": 0.51,
    "cloud_cover": 0.051,
    "precipitation": 0.0051,
}


@pytest.fixture(scope="module")
def year():
    return generate_year(read_normals(WEATHER / "baoting_normals.csv"), 3)


@pytest.fixture(scope="module")
def good(year):
    return epw_lines(year, ["made for a test"])


@pytest.fixture
def save(tmp_path):
    """Write lines to a file and return its path."""

    def write(lines, end="\n", encoding="utf-8"):
        path = tmp_path / "year.epw"
        path.write_bytes((end.join(lines) + end).encode(encoding))
        return path

    return write


def change(lines, row, column, value):
    """The lines with one cell of one data row exchanged; both count from 0."""
    changed = list(lines)
    changed[HEADERS + row] = change_cell(lines[HEADERS + row], column, value)
    return changed


def change_cell(line, column, value):
    """One data row with one cell exchanged."""
    fields = line.split(",")
    fields[column] = value
    return ",".join(fields)


def test_the_embedded_year_is_what_the_generator_writes(tmp_path):
    path = tmp_path / "again.epw"
    write_synthetic_epw(WEATHER / "baoting_normals.csv", path, DEFAULT_SEED)
    assert path.read_bytes() == (WEATHER / "baoting.epw").read_bytes()


def test_the_embedded_year_says_that_it_is_synthetic_and_passes_every_check():
    weather, report = read_epw(WEATHER / "baoting.epw")
    assert report.level is Level.FINE
    assert weather.is_synthetic
    assert "synthetic, not measured" in weather.source_note
    place = (weather.latitude, weather.longitude, weather.elevation, weather.utc_offset)
    assert place == (18.64, 109.7, 75.0, 8.0)


def test_what_is_written_is_read_again(year, tmp_path):
    path = tmp_path / "year.epw"
    write_epw(path, year)
    weather, _ = read_epw(path)
    for name in SERIES:
        away = np.abs(getattr(weather, name) - getattr(year, name))
        if name == "wind_direction":
            away = np.minimum(away, 360 - away)
        assert away.max() < ROUNDING[name], name
    assert (weather.temp_dew <= weather.temp_outdoor).all()


def test_writing_what_was_read_changes_no_row(year, good, save, tmp_path):
    weather, _ = read_epw(save(good))
    again = tmp_path / "again.epw"
    write_epw(again, weather)
    rows = again.read_text(encoding="utf-8").splitlines()[HEADERS:]
    assert rows == good[HEADERS:]


def test_windows_line_ends_latin_letters_and_blank_lines_are_read(good, save):
    lines = ["", *good, "", "  ", ",,,"]
    lines[1] = lines[1].replace("Baoting", "Málaga")
    weather, _ = read_epw(save(lines, end="\r\n", encoding="latin-1"))
    assert weather.name == "Málaga"


def test_blank_names_and_mixed_years_are_no_obstacle(good, save):
    lines = list(good)
    lines[0] = lines[0].replace("Baoting", "")
    lines[HEADERS:] = [
        f"{1957 + number % 50}{line[4:]}" for number, line in enumerate(good[HEADERS:])
    ]
    weather, _ = read_epw(save(lines))
    assert weather.name == "year"


def test_the_leap_day_is_dropped(good, save):
    start = HEADERS + 59 * 24
    leap = [
        line.replace("2025,3,1,", "2024,2,29,") for line in good[start : start + 24]
    ]
    weather, report = read_epw(save([*good[:start], *leap, *good[start:]]))
    plain, _ = read_epw(save(good))
    np.testing.assert_array_equal(weather.temp_outdoor, plain.temp_outdoor)
    assert report.of("leap_day").correction == "29 February dropped"


def test_a_lacking_column_of_flags_is_put_in(good, save):
    rows = [",".join(f[:5] + f[6:]) for f in (x.split(",") for x in good[HEADERS:])]
    weather, _ = read_epw(save([*good[:HEADERS], *rows]))
    plain, _ = read_epw(save(good))
    np.testing.assert_array_equal(weather.temp_outdoor, plain.temp_outdoor)


def test_missing_codes_and_blanks_are_gaps_not_values(good, save):
    lines = change(good, 100, 6, "99.9")
    lines = change(lines, 101, 6, "")
    lines = change(lines, 300, 12, "9999")
    weather, report = read_epw(save(lines))
    assert report.of("missing_temp_outdoor").count == 2
    assert report.of("missing_radiation_sky").count == 1
    assert weather.temp_outdoor.max() < 40
    assert weather.radiation_sky.max() < 600


MISTAKES = {
    "no location": (lambda g: g[1:], ["LOCATION: is lacking"]),
    "short location": (
        lambda g: ["LOCATION,Baoting,,,,,18.64", *g[1:]],
        ["LOCATION: has 6 fields", "9 are needed"],
    ),
    "latitude in words": (
        lambda g: [g[0].replace("18.64", "north"), *g[1:]],
        ["LOCATION, latitude: must be a number from -90 to 90 (got 'north')"],
    ),
    "latitude too large": (
        lambda g: [g[0].replace("18.64", "186.4"), *g[1:]],
        ["from -90 to 90 (got '186.4')"],
    ),
    "zone in minutes": (
        lambda g: [g[0].replace(",8,75", ",480,75"), *g[1:]],
        ["time zone: must be a number from -12 to 14 (got '480')"],
    ),
    "half-hourly": (
        lambda g: [*g[:7], g[7].replace("1,1,Data", "1,2,Data"), *g[8:]],
        ["DATA PERIODS, records per hour: must be 1 (got '2')"],
    ),
    "header twice": (lambda g: [g[0], *g], ["line 2: LOCATION is given twice"]),
    "row lacking": (
        lambda g: [*g[:500], *g[501:]],
        ["8759 rows", "8784", "month 1, day 21, hour 13: the row is lacking"],
    ),
    "row twice": (
        lambda g: [*g[:500], g[499], *g[500:]],
        ["8761 rows", "month 1, day 21, hour 12: the row is given twice"],
    ),
    "rows swapped": (
        lambda g: [*g[:500], g[501], g[500], *g[502:]],
        ["line 501: expected month 1, day 21, hour 13", "line 502: expected"],
    ),
    "month 13": (
        lambda g: change(g, 4, 1, "13"),
        ["line 13, column 2 (month): must be a whole number from 1 to 12 (got '13')"],
    ),
    "hours from zero": (
        lambda g: change(g, 0, 3, "0"),
        ["line 9, column 4 (hour): must be a whole number from 1 to 24 (got '0')"],
    ),
    "word in a cell": (
        lambda g: change(g, 7, 6, "warm"),
        ["line 16, column 7 (dry bulb): must be a finite number", "(got 'warm')"],
    ),
    "nan in a cell": (
        lambda g: change(g, 7, 13, "NaN"),
        ["line 16, column 14 (global horizontal): must be a finite number"],
    ),
    "infinite wind": (
        lambda g: change(g, 7, 21, "-inf"),
        ["line 16, column 22 (wind speed)"],
    ),
    "short row": (
        lambda g: [*g[:20], "2025,1,1,13,0,?,20.0", *g[21:]],
        ["line 21: 7 columns, at least 24 are needed"],
    ),
    "stray text": (
        lambda g: [*g[:8], "# comment", *g[8:]],
        ["line 9: neither a row", "COMMENTS 1", "(got '# comment')"],
    ),
    "no rows": (lambda g: g[:8], ["0 rows, allowed are 8760"]),
    "long gap": (
        lambda g: [
            *g[:100],
            *(change_cell(x, 6, "99.9") for x in g[100:120]),
            *g[120:],
        ],
        ["dry bulb missing in 20 h, in gaps longer than 6 h"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", MISTAKES)
def test_a_malformed_file_is_refused_with_place_and_reason(name, good, save):
    spoil, words = MISTAKES[name]
    with pytest.raises(InputError) as caught:
        read_epw(save(spoil(list(good))))
    message = str(caught.value)
    for word in words:
        assert word in message


def test_all_problems_of_a_file_come_at_once(good, save):
    lines = [good[0].replace("18.64", "x"), *good[1:]]
    lines = change(lines, 7, 6, "warm")
    lines = change(lines, 8, 21, "windy")
    with pytest.raises(InputError) as caught:
        read_epw(save(lines))
    assert len(caught.value.problems) == 3


def test_a_thousand_alike_problems_are_counted_not_listed(good, save):
    lines = list(good)
    lines[HEADERS:] = [change_cell(x, 6, "x") for x in good[HEADERS:]]
    with pytest.raises(InputError) as caught:
        read_epw(save(lines))
    assert len(caught.value.problems) == 11
    assert "8750 more of the same kind" in str(caught.value)


@pytest.mark.parametrize(
    ("content", "word"),
    [(b"", "is empty"), (b"\n \n", "is empty"), (b"LOCATION\x00", "zero byte")],
)
def test_what_is_not_text_is_refused(tmp_path, content, word):
    path = tmp_path / "year.epw"
    path.write_bytes(content)
    with pytest.raises(InputError, match=word):
        read_epw(path)


def test_an_absent_file_and_a_folder_are_refused(tmp_path):
    for path in (tmp_path / "none.epw", tmp_path):
        with pytest.raises(InputError, match="no such file"):
            read_epw(path)


def test_a_write_that_fails_leaves_nothing_behind(year, tmp_path, monkeypatch):
    def fail(*_):
        message = "disk full"
        raise OSError(message)

    path = tmp_path / "year.epw"
    path.write_text("old", encoding="utf-8")
    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(OSError, match="disk full"):
        write_epw(path, year)
    assert [one.name for one in tmp_path.iterdir()] == ["year.epw"]
    assert path.read_text(encoding="utf-8") == "old"


def test_names_with_commas_and_line_ends_cannot_break_the_file(year, tmp_path):
    evil = dataclasses.replace(year, name="a,b\nLOCATION,x", source_note="x\ny")
    path = tmp_path / "year.epw"
    write_epw(path, evil, ["one\ntwo"])
    weather, _ = read_epw(path)
    assert weather.name == "a b LOCATION x"
    assert weather.latitude == year.latitude
    assert weather.is_synthetic
