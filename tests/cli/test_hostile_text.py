"""Names from files are text: on the page, in the figures and at the terminal."""

import csv
import json
import re

import pytest

from twin.cli.plain import plain

SCRIPT = "<script>alert(1)</script><img src=x onerror=alert(2)>"
EVIL = SCRIPT + " {{7*7}} [red]RED[/red] [/] $x_1$"
CODES = "\x1b[31m\x1b]0;owned\x07 \u202etxt.exe"


@pytest.fixture
def hostile(project, change, edit_features):
    """Hostile names in scenario, site and buildings."""
    scenario = project / "scenarios" / "baseline.yaml"
    # JSON text is YAML text, with escapes where bytes would be refused.
    change(scenario, "title: Like for like", f"title: {json.dumps(EVIL + CODES)}")
    site = project / "buildings" / "baoting" / "site.yaml"
    change(site, "name: Baoting", f"name: {json.dumps('[bold]Site ' + SCRIPT)}")

    def edit(found):
        for one in found:
            one["properties"]["name"] = EVIL + CODES

    edit_features(project, edit)
    return project


def test_hostile_names_stay_text(say, hostile, tmp_path):
    said = say(
        "compare", "baseline", "-p", hostile, "--results", tmp_path / "r",
        "--futures", "1", "--years", "1",
    )  # fmt: skip
    assert said.code == 0, said.err
    (folder,) = (tmp_path / "r").glob("*/*/")
    terminal = re.sub(r"[\s┃│┏┓┳━]|quantity", "", said.out)
    for text in (EVIL, "[bold]Site", "\\x1b[31m", "\\u202e"):
        assert text.replace(" ", "") in terminal
    controls = [one for one in said.out if ord(one) < 32 and one != "\n"]
    assert not controls
    assert "\u202e" not in said.out
    page = (folder / "report.html").read_text(encoding="utf-8")
    assert "<script>alert" not in page
    assert "<img" not in page.replace('<img src="data:', "")
    assert "&lt;script&gt;alert(1)" in page
    assert "{{7*7}}" in page
    assert "\x1b" not in page
    for figure in (folder / "figures").glob("*.svg"):
        text = figure.read_text(encoding="utf-8")
        assert "<script" not in text
        assert "\x1b" not in text


def test_a_name_that_looks_like_a_formula_stays_in_its_cell(
    without_figures, say, project, change, tmp_path
):
    scenario = project / "scenarios" / "baseline.yaml"
    change(scenario, "title: Like for like", 'title: "=1+1,2\\n3"')
    say(
        "run",
        "baseline",
        "-p",
        project,
        "--results",
        tmp_path / "r",
        "-n1",
        "--years=1",
    )
    (table,) = (tmp_path / "r").rglob("summary.csv")
    with table.open(encoding="utf-8", newline="") as stream:
        widths = {len(row) for row in csv.reader(stream)}
    assert len(widths) == 1


def test_hostile_values_in_messages_are_spelled_out(say, project, change):
    scenario = project / "scenarios" / "baseline.yaml"
    change(scenario, "programmes: []", 'programmes: []\n"\\e[2Jkey": 1')
    said = say("check", "-p", project, "baseline")
    assert said.code == 2
    assert "\x1b" not in said.err
    assert "\\x1b[2Jkey: unknown key" in said.err


def test_control_characters_in_a_weather_file_are_spelled_out(say, project, change):
    path = project / "weather" / "baoting.epw"
    change(path, "LOCATION,Baoting", "LOCATION,Bao\x1b[2Jting")
    said = say("weather", "check", path)
    assert "\x1b" not in said.out + said.err


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("naïve 路 ☀ a\tb\nc", "naïve 路 ☀ a\tb\nc"),
        ("\x1b[0m\r\x08\x9b", "\\x1b[0m\\r\\x08\\x9b"),
        ("\u202eabc\u2066", "\\u202eabc\\u2066"),
        ("\u2028\ud800", "\\u2028\\ud800"),
    ],
)
def test_text_is_plain(text, wanted):
    assert plain(text) == wanted
