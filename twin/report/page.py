"""The report as one HTML file that works offline.

Every text passes through the escaping of the template engine; the page's own script
only sorts and filters, and is the only one that the page's security policy lets run.
"""

import base64
import hashlib
from importlib.resources import files
from pathlib import Path
from typing import Final

import jinja2
from markupsafe import Markup, escape

from twin.report.data import NotComputedError, ReportData
from twin.report.figures import Drawn, draw_figures
from twin.report.over_people import PeopleLine, people_lines
from twin.report.over_scenarios import SYMBOLS
from twin.report.style import inline_svg, to_svg
from twin.report.tables import (
    LIMITS,
    Line,
    Share,
    comparison,
    flattened,
    number,
    origin_shares,
    status_text,
    verdict_cells,
)

_TEMPLATE: Final = "report.html.j2"
BANNER: Final = "Provisional, not endorsed by any authority or standards body."
"""Stands above the page whatever the pack says."""


def render_page(data: ReportData, drawn: tuple[Drawn, ...] | None = None) -> str:
    """Return the report as HTML.

    Parameters
    ----------
    data
        What the report is made of.
    drawn
        Figures of the same data that were drawn before, to save time.

    Returns
    -------
    str
        One self-contained document; the same data give the same text.
    """
    environment = jinja2.Environment(
        loader=jinja2.DictLoader(_templates()),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    pictures = [_picture(one) for one in drawn or draw_figures(data)]
    lines, lines_missing = _comparison(data)
    origins, origins_missing = _origins(data)
    people, people_year, people_missing = _people(data)
    return environment.get_template(_TEMPLATE).render(
        data=data,
        banner=BANNER,
        script_hash=_script_hash(),
        pictures=[one for one in pictures if one["name"] != "weather"],
        weather=next(one for one in pictures if one["name"] == "weather"),
        lines=lines,
        lines_missing=lines_missing,
        origins=origins,
        origins_missing=origins_missing,
        people=people,
        people_year=people_year,
        people_missing=people_missing,
        verdicts=_verdicts(data),
        states=list(SYMBOLS),
        limits=LIMITS,
        manifest=list(flattened(data.manifest)),
        number=number,
        status_text=status_text,
    )


def write_page(
    path: Path, data: ReportData, drawn: tuple[Drawn, ...] | None = None
) -> Path:
    """Write the report as one self-contained HTML file.

    Parameters
    ----------
    path
        File to write; its folder exists.
    data
        What the report is made of.
    drawn
        Figures of the same data that were drawn before, to save time.

    Returns
    -------
    pathlib.Path
        The file written.
    """
    path.write_text(render_page(data, drawn), encoding="utf-8", newline="\n")
    return path


def _templates() -> dict[str, str]:
    """Return the package's templates by name."""
    folder = files("twin.report") / "templates"
    names = (_TEMPLATE, "report.css", "report.js")
    return {name: (folder / name).read_text(encoding="utf-8") for name in names}


def _script_hash() -> str:
    """Return the hash by which the page's policy knows its own script."""
    text = _templates()["report.js"].rstrip("\n")
    digest = hashlib.sha256(text.encode()).digest()
    return base64.b64encode(digest).decode("ascii")


def _picture(one: Drawn) -> dict[str, object]:
    """Return a figure with its texts; the vector text is safe markup."""
    picture = one.picture
    svg = Markup()
    if one.figure is not None:
        text = to_svg(one.figure, picture.name)
        label = str(escape(f"{picture.title}. {picture.question}"))
        svg = Markup(inline_svg(text, picture.name, label))  # noqa: S704  # own SVG
    return {
        "name": picture.name,
        "title": picture.title,
        "question": picture.question,
        "caption": picture.caption,
        "svg": svg,
        "reason": one.reason,
    }


def _comparison(data: ReportData) -> tuple[tuple[Line, ...], str]:
    """Return the headline table or why there is none."""
    try:
        return comparison(data), ""
    except NotComputedError as missing:
        return (), f"not computed: {missing}"


def _people(data: ReportData) -> tuple[tuple[PeopleLine, ...], int, str]:
    """Return the table of residents and its year, or why there is none."""
    try:
        return *people_lines(data), ""
    except NotComputedError as missing:
        return (), 0, f"not computed: {missing}"


def _origins(data: ReportData) -> tuple[tuple[Share, ...], str]:
    """Return the origins of the inputs or why they are not known."""
    try:
        return origin_shares(data.buildings), ""
    except NotComputedError as missing:
        return (), f"not computed: {missing}"


def _verdicts(data: ReportData) -> list[dict[str, object]]:
    """Return the verdicts of every scenario with its standing."""
    return [
        {
            "title": title,
            "standing": data.standings.get(name),
            "rows": [verdict_cells(one) for one in data.verdicts.get(name, ())],
        }
        for name, title in data.titles.items()
    ]
