"""Text is shown as it is, and SVG may stand inside a page."""

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twin.report.style import INK, LOOKS, house_style, inline_svg, new_figure, plain
from twin.report.style import to_svg as svg_of


class Texts(HTMLParser):
    def __init__(self):
        super().__init__()
        self.tags, self.texts, self.ids, self.attributes = [], [], [], []

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += attrs
        self.ids += [value for name, value in attrs if name == "id"]

    def handle_data(self, data):
        self.texts.append(data)


def figure_with(text):
    with house_style():
        figure = new_figure(2.0)
        axes = figure.add_subplot()
        axes.plot([0, 1], [0, 1])
        axes.set_title(plain(text))
    return figure


@pytest.mark.parametrize(
    "text",
    [
        "5 $ and 6 $",
        r"$\frac{1}{0}$",
        r"a \$ b $ c",
        "</svg><script>alert(1)</script>",
        '"><img src=x onerror=alert(1)>',
        "]]> & <!-- {{7*7}}",
        "保亭",
    ],
)
def test_a_name_is_shown_as_it_is_in_a_figure(text):
    parser = Texts()
    parser.feed(svg_of(figure_with(text), "test"))
    assert text in parser.texts
    assert not {"script", "img"} & set(parser.tags)


@given(st.text(max_size=120))
def test_plain_text_never_starts_a_formula(text):
    from matplotlib.cbook import is_math_text

    assert not is_math_text(plain(text))
    assert len(plain(text).replace(r"\$", "$")) <= 80


def test_inline_svg_has_its_own_ids_and_the_pages_colours():
    text = svg_of(figure_with(f'id="x" {INK}'), "test")
    body = inline_svg(text, "first", "A label")
    parser = Texts()
    parser.feed(body)
    assert parser.ids
    assert all(one.startswith("first-") for one in parser.ids)
    used = [v[1:] for n, v in parser.attributes if n == "xlink:href"]
    assert used
    assert set(used) <= set(parser.ids)
    assert "var(--ink)" in body
    assert f'id="x" {INK}' in parser.texts
    assert "<?xml" not in body
    assert "<!DOCTYPE" not in body
    assert "<style" not in body


def test_looks_differ_without_colour():
    assert len({(one.line, one.marker) for one in LOOKS}) == len(LOOKS)
    assert len({one.hatch for one in LOOKS}) == len(LOOKS)
