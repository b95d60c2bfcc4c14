"""Writes ``docs/glossary.md`` from the glossary of the house.

Run ``python docs/generate_glossary.py`` after a change of `twin.ground.glossary`; a
test fails as long as the page is not current.
"""

from pathlib import Path

from twin.ground.glossary import GLOSSARY

HEAD = """# Glossary

One name, one meaning, one unit in the whole house. Every numeric argument of the
floors from `ground` to `annual` is one of these; a test compares signatures and
docstrings with this table. Units are SI with °C, ppm and fractions from 0 to 1;
`-` stands for no unit, `any` for whatever the caller uses throughout.

This page is generated from `twin/ground/glossary.py`; edit that file and run
`python docs/generate_glossary.py`.

| name | unit | meaning |
|---|---|---|
"""


def page() -> str:
    """Return the page as Markdown."""
    rows = [
        f"| `{name}` | {term.unit} | {term.meaning} |\n"
        for name, term in sorted(GLOSSARY.items())
    ]
    return HEAD + "".join(rows)


if __name__ == "__main__":
    Path(__file__).with_name("glossary.md").write_text(page(), encoding="utf-8")
