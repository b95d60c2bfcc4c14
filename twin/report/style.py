"""How figures look, and how they become bytes.

Colours are those of Okabe and Ito, told apart in greyscale by line style, marker and
hatch. Ink, paper and grid are colours that stand nowhere else, so that a page may
replace them by its own and follow the reader's light or dark setting.
"""

import contextlib
import functools
import io
import re
import textwrap
import unicodedata
import warnings
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Final, ParamSpec

import matplotlib as mpl
from matplotlib import font_manager
from matplotlib.axes import Axes
from matplotlib.figure import Figure

Params = ParamSpec("Params")

INK: Final = "#1b1c1e"
"""Text and lines."""
PAPER: Final = "#fdfdfc"
"""Background."""
MUTED: Final = "#6a6b6e"
"""Ticks and notes."""
GRID: Final = "#d4d5d7"
"""Grid lines."""
FIXED_INK: Final = "#000000"
"""Text on a filled cell, dark whatever the page."""

WIDTH: Final = 7.4
"""Width of every figure [in]."""


@dataclass(frozen=True, slots=True)
class Look:
    """What tells one series from the next, in colour and without."""

    colour: str
    line: str
    marker: str
    hatch: str


LOOKS: Final = (
    Look("#0072b2", "-", "o", ""),
    Look("#d55e00", "--", "s", "////"),
    Look("#009e73", "-.", "^", "||||"),
    Look("#cc79a7", ":", "D", "xxxx"),
    Look("#e69f00", "-", "v", "\\\\\\\\"),
    Look("#56b4e9", "--", "P", "----"),
    Look("#8c8c8c", "-.", "X", "++++"),
    Look("#f0e442", ":", "*", "//"),
    Look("#7a4b12", "-", "<", "xx"),
    Look("#4b4b8f", "--", ">", "||"),
)
"""Series in their order."""

# Fonts that know Chinese, in case a name is written in it; the first installed one.
_CJK: Final = (
    "Noto Sans CJK SC",
    "Noto Sans SC",
    "Source Han Sans SC",
    "WenQuanYi Micro Hei",
    "Microsoft YaHei",
    "PingFang SC",
)
_LONGEST: Final = 80


def look(index: int) -> Look:
    """Return the look of a series; looks repeat after the last one."""
    return LOOKS[index % len(LOOKS)]


def plain(text: object, width: int = 0, lines: int = 3) -> str:
    r"""Return text that matplotlib shows as it is, whatever stands in it.

    Parameters
    ----------
    text
        Anything, also text from an input file.
    width
        Characters after which a line is broken; 0 for one line.
    lines
        Lines after which a broken text is cut.

    Returns
    -------
    str
        Text without control characters, at most 80 characters long, in which a dollar
        sign does not start a formula.

    Examples
    --------
    >>> print(plain("5 $ and 6 $"))
    5 \$ and 6 \$
    """
    visible = "".join(
        " " if unicodedata.category(sign) in {"Cc", "Cs", "Co", "Cn"} else sign
        for sign in str(text)
    )
    visible = " ".join(visible.split())
    if len(visible) > _LONGEST:
        visible = visible[: _LONGEST - 1] + "…"
    if width:
        visible = textwrap.fill(visible, width, max_lines=lines, placeholder=" …")
    return visible.replace("$", r"\$")


@functools.cache
def _families() -> tuple[str, ...]:
    """Return the fonts to try, in order."""
    installed = set(font_manager.get_font_names())
    chinese = tuple(name for name in _CJK if name in installed)[:1]
    return ("DejaVu Sans", *chinese)


def house_style() -> AbstractContextManager[None]:
    """Return the context in which figures are drawn and written."""
    settings: dict[str, object] = {
        "font.family": list(_families()),
        "font.size": 9.0,
        "axes.titlesize": 10.0,
        "axes.titlelocation": "left",
        "axes.titleweight": "bold",
        "figure.titlesize": 11.0,
        "figure.titleweight": "bold",
        "text.color": INK,
        "axes.labelcolor": INK,
        "axes.edgecolor": MUTED,
        "axes.titlecolor": INK,
        "xtick.color": MUTED,
        "ytick.color": MUTED,
        "xtick.labelcolor": INK,
        "ytick.labelcolor": INK,
        "grid.color": GRID,
        "grid.linewidth": 0.7,
        "axes.grid": True,
        "axes.axisbelow": True,
        "axes.spines.top": False,
        "axes.spines.right": False,
        "axes.facecolor": "none",
        "figure.facecolor": "none",
        "savefig.facecolor": "none",
        "legend.frameon": False,
        "legend.fontsize": 8.5,
        "hatch.linewidth": 0.6,
        "lines.linewidth": 1.7,
        "svg.fonttype": "none",
        "path.simplify": True,
    }
    return mpl.rc_context(settings)  # type: ignore[arg-type]  # keys are checked there


def styled(draw: Callable[Params, Figure]) -> Callable[Params, Figure]:
    """Let a figure function draw in the house style, and arrange it once.

    Later writes find the arrangement fixed, so that their number and order change no
    byte.
    """

    @functools.wraps(draw)
    def in_style(*args: Params.args, **kwargs: Params.kwargs) -> Figure:
        with house_style(), _any_script():
            figure = draw(*args, **kwargs)
            figure.draw_without_rendering()
            figure.set_layout_engine("none")
        return figure

    return in_style


def new_figure(height: float) -> Figure:
    """Return an empty figure.

    Parameters
    ----------
    height
        Height of the figure [in].

    Returns
    -------
    matplotlib.figure.Figure
        Figure of the house's width that arranges itself.
    """
    return Figure(figsize=(WIDTH, height), layout="constrained")


def name_scenarios(axes: Axes, names: list[str], width: int = 24) -> None:
    """Write scenario titles along the y axis, the first one at the top."""
    axes.set_yticks(range(len(names)), [plain(one, width, 2) for one in names])
    axes.set_ylim(len(names) - 0.45, -0.55)
    axes.grid(visible=False, axis="y")
    axes.tick_params(axis="y", length=0)


def to_svg(figure: Figure, salt: str) -> str:
    """Return a figure as SVG text; the same figure gives the same text.

    Parameters
    ----------
    figure
        What is written.
    salt
        Name of the figure; makes the ids inside it its own.

    Returns
    -------
    str
        SVG document with real text.
    """
    stream = io.StringIO()
    with house_style(), mpl.rc_context({"svg.hashsalt": salt}), _any_script():
        figure.savefig(stream, format="svg", metadata={"Date": None, "Creator": "twin"})
    lines = (line.rstrip() for line in stream.getvalue().splitlines())
    return "\n".join(lines) + "\n"


def to_png(figure: Figure, path: Path) -> None:
    """Write a figure as PNG on paper colour.

    Parameters
    ----------
    figure
        What is written.
    path
        File to write.
    """
    with house_style(), _any_script():
        figure.savefig(
            path, format="png", dpi=150, facecolor=PAPER, metadata={"Software": "twin"}
        )


@contextlib.contextmanager
def _any_script() -> Iterator[None]:
    """Let a letter that no installed font has be drawn as a box."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Glyph .* missing from font")
        yield


_TAG: Final = re.compile(r"<[^>]*>")
_ROOT: Final = re.compile(r'<svg [^>]*?viewBox="([^"]*)"[^>]*>')
_PAGE_COLOURS: Final = {
    INK: "var(--ink)",
    PAPER: "var(--paper)",
    MUTED: "var(--muted)",
    GRID: "var(--grid)",
}


def inline_svg(svg: str, prefix: str, label: str) -> str:
    """Return SVG that may stand inside a page beside others.

    The document's head, its global style and its size go, ids get a prefix, and ink,
    paper and grid become the page's own colours. Only tags are changed, never text.

    Parameters
    ----------
    svg
        Document from `to_svg`.
    prefix
        Put before every id.
    label
        Short description for screen readers, already escaped for an attribute.

    Returns
    -------
    str
        One ``<svg>`` element.
    """
    body = svg[svg.index("<svg ") :]
    body = re.sub(r"<metadata>.*?</metadata>", "", body, flags=re.DOTALL)
    body = re.sub(r"<style .*?</style>", "", body, count=1, flags=re.DOTALL)
    body = _TAG.sub(lambda match: _own(match.group(), prefix), body)
    root = _ROOT.search(body)
    box = root.group(1) if root else "0 0 1 1"
    head = (
        '<svg xmlns="http://www.w3.org/2000/svg" '
        'xmlns:xlink="http://www.w3.org/1999/xlink" '
        f'viewBox="{box}" role="img" aria-label="{label}">'
    )
    return _ROOT.sub(lambda _: head, body, count=1)


def _own(tag: str, prefix: str) -> str:
    """Return a tag with the page's ids and colours."""
    tag = re.sub(r'(\bid=")', rf"\g<1>{prefix}-", tag)
    tag = re.sub(r'(href="#)', rf"\g<1>{prefix}-", tag)
    tag = re.sub(r"(url\(#)", rf"\g<1>{prefix}-", tag)
    for colour, name in _PAGE_COLOURS.items():
        tag = tag.replace(colour, name)
    return tag
