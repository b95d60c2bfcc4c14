"""The page is one safe file, complete without a script and without a network."""

import base64
import hashlib
import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from twin.report.data import (
    ReportData,
    ScenarioText,
    StandingRow,
    UnverifiedRow,
    VerdictRow,
)
from twin.report.page import BANNER, render_page, write_page
from twin.report.tables import number, padded, verdict_cells

HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "{{7*7}}{% raw %}",
    "</svg></style><svg onload=alert(1)>",
    "$x^2$ ' \" & javascript:alert(1)",
)


class Page(HTMLParser):
    VOID = frozenset({"meta", "br", "img", "input", "link", "hr"})

    def __init__(self, text):
        super().__init__()
        self.tags, self.open, self.texts, self.wrong = [], [], [], []
        self.scripts = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.wrong.append(tag)

    def handle_data(self, data):
        if self.open and self.open[-1] == "script":
            self.scripts.append(data)
        elif not self.open or self.open[-1] != "style":
            self.texts.append(data)

    @property
    def text(self):
        return " ".join(self.texts)


@pytest.fixture(scope="module")
def html(small, drawn):
    return render_page(small, drawn)


@pytest.fixture(scope="module")
def page(html):
    return Page(html)


def poisoned(data: ReportData, text: str) -> ReportData:
    """Put a text into every place that comes from a file."""
    names = [f"s{k}" for k in range(len(data.scenarios))]
    rename = dict(zip(data.titles, names, strict=True))

    def other(frame):
        return frame.assign(scenario=frame.scenario.map(rename))

    row = VerdictRow(
        criterion_id=text, name=text, category=text, is_mandatory=True, state="fail",
        grade=text, value=1.0, unit=text, limit=2.0, operator=text, worst_place=text,
        source=text, clause=text, status=text, reason=text, flags=(text,),
    )  # fmt: skip
    return replace(
        data,
        community=text,
        scenarios=tuple(
            ScenarioText(name=n, title=f"{k} {text}", description=text)
            for k, n in enumerate(names)
        ),
        building_year=other(data.building_year),
        zone_year=other(data.zone_year),
        events=other(data.events),
        hourly=other(data.hourly).assign(zone=text, building_id=text),
        weather_name=text,
        banner=text,
        verdicts={n: (row, replace(row, state=text)) for n in names},
        standings={
            n: StandingRow(grade=text, status=text, points=1.0, reason=text)
            for n in names
        },
        weather_findings=(text,),
        notices=(text,),
        unverified=(
            UnverifiedRow(what=text, value=text, unit=text, source=text, status=text),
        ),
        residuals={text: 1e-12},
        manifest={text: {text: [text]}},
    )


@pytest.mark.parametrize("text", HOSTILE)
def test_no_name_from_a_file_becomes_markup(small, drawn, page, text):
    """Figures carry the names as well, once with the worst of them."""
    is_drawn = text == HOSTILE[3]
    data = poisoned(small, text)
    result = Page(render_page(data, None if is_drawn else drawn[-1:]))
    assert not result.wrong
    assert not result.open
    assert [tag for tag, _ in result.tags].count("script") == 1
    assert not [tag for tag, _ in result.tags if tag in {"img", "iframe", "object"}]
    for _, attributes in result.tags:
        assert not [name for name in attributes if name.startswith("on")]
        assert "javascript:" not in (attributes.get("href") or "")
    assert result.text.count(text) >= 20
    assert "49" not in result.texts
    assert result.scripts == page.scripts


def test_the_page_is_well_formed_and_ids_are_unique(page):
    assert not page.wrong
    assert not page.open
    ids = [attrs["id"] for _, attrs in page.tags if "id" in attrs]
    assert len(ids) == len(set(ids))


def test_every_reference_inside_the_page_has_its_target(html, page):
    ids = {attrs["id"] for _, attrs in page.tags if "id" in attrs}
    used = {
        value[1:]
        for _, attrs in page.tags
        for name, value in attrs.items()
        if name in {"href", "xlink:href"} and value.startswith("#")
    }
    used |= set(re.findall(r"url\(#([^)]+)\)", html))
    assert used <= ids


def test_nothing_is_fetched_from_elsewhere(page):
    for tag, attributes in page.tags:
        for name in ("src", "href", "xlink:href", "action", "data"):
            value = attributes.get(name) or ""
            assert value == "" or value.startswith(("#", "data:image/png")), (tag, name)
    assert "link" not in [tag for tag, _ in page.tags]


def test_only_the_pages_own_script_may_run(page):
    policy = next(attrs["content"] for tag, attrs in page.tags if "http-equiv" in attrs)
    digest = hashlib.sha256("".join(page.scripts).encode()).digest()
    assert f"script-src 'sha256-{base64.b64encode(digest).decode()}'" in policy
    assert policy.startswith("default-src 'none'")


def test_the_banner_and_the_notices_stand_before_any_number(small, page):
    text = page.text
    first = text.index("Comparison of") if "Comparison of" in text else len(text)
    for words in (BANNER, "Illustrative:", "Synthetic weather:", small.notices[0]):
        assert text.index(words) < first


def test_what_is_neither_invented_nor_synthetic_is_not_called_so(small, drawn):
    real = replace(small, is_illustrative=False, is_weather_synthetic=False)
    text = Page(render_page(real, drawn[-1:])).text
    assert "Illustrative:" not in text
    assert "Synthetic weather:" not in text
    assert BANNER in text


def test_the_evidence_of_every_verdict_is_shown(small, page):
    for rows in small.verdicts.values():
        for row in rows:
            assert f"{row.criterion_id} {row.name}" in page.text
    assert "clause not checked" in page.text
    assert "EN 16798-1:2019, Annex B" in page.text
    assert "b005/bedroom" in page.text


def test_a_difference_that_never_is_counts_neither_way(html):
    """Maintenance costs the same in both scenarios of the sample."""
    line = html[html.index(">Maintenance ") :]
    assert "equal in every future" in line[: line.index("</tr>")]
    line = html[html.index(">Final energy ") :]
    assert "better in 100 %" in line[: line.index("</tr>")]


def test_residuals_unverified_numbers_and_manifest_are_shown(page):
    for words in ("3.10e−13", "life of a split air conditioner", "ab" * 32):
        assert words in page.text


def test_every_table_has_a_caption_and_every_scroll_box_takes_the_keyboard(page):
    tags = [tag for tag, _ in page.tags]
    assert tags.count("table") == tags.count("caption")
    boxes = [attrs for _, attrs in page.tags if attrs.get("class") == "scroll"]
    assert boxes
    assert all(attrs.get("tabindex") == "0" for attrs in boxes)
    images = [attrs for tag, attrs in page.tags if tag == "svg"]
    assert len(images) == 10
    assert all(attrs.get("aria-label") for attrs in (*boxes, *images))


def test_without_any_table_the_page_says_not_computed(small, tmp_path):
    empty = ReportData(
        community="Nowhere", scenarios=small.scenarios, discount_rate=0.03
    )
    path = write_page(tmp_path / "report.html", empty)
    result = Page(path.read_text(encoding="utf-8"))
    assert result.text.count("not computed") >= 12
    assert not result.wrong


def test_the_same_data_give_the_same_page(small, html):
    assert render_page(small) == html


def test_the_page_stays_small(data, tmp_path):
    path = write_page(tmp_path / "report.html", data)
    assert path.stat().st_size < 1_000_000


def test_a_level_without_a_clause_check_is_flagged_once():
    row = VerdictRow(
        criterion_id="a", name="b", category="c", is_mandatory=False, state="pass",
        status="G", is_unverified=True, flags=("clause not checked (certified)",),
    )  # fmt: skip
    assert verdict_cells(row)["flags"] == ["clause not checked (certified)"]
    assert verdict_cells(replace(row, flags=()))["flags"] == ["clause not checked"]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (999.96, "1\u202f000"),
        (0.0, "0"),
        (-0.5, "−0.500"),
        (float("inf"), "beyond range"),
        (float("nan"), "–"),
        (2.5e-7, "2.50e−07"),
    ],
)
def test_numbers_have_three_digits(value, text):
    assert padded(value) == text
    assert number(120.0) == "120"


def test_an_unknown_value_is_a_dash_and_not_a_zero(small, drawn):
    frame = small.building_year.assign(overheating_h=float("nan"))
    result = render_page(replace(small, building_year=frame), drawn[-1:])
    line = result[result.index("Overheating, floor-area mean") :]
    assert '<span class="value">–</span>' in line[:600]


def test_a_scenario_without_results_is_not_computed(small, drawn):
    frame = small.building_year
    half = frame[frame.scenario == "as_usual"]
    result = render_page(replace(small, building_year=half), drawn[-1:])
    assert "not computed" in result
