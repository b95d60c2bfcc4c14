"""Tracked files: nothing unfinished, no machine's own paths, no dead link."""

import re
from urllib.parse import unquote

# Written so that this file does not match itself.
FORBIDDEN = re.compile(
    r"\b(?:TO[D]O|FIX[M]E|XX[X])\b"
    r"|(?<![\w./:~-])/(?:hom[e]|roo[t]|wor[k]|User[s]|mn[t])/"
    r"|\bshare[d]/(?:design|reference|data)"
)
TEXT = {
    ".py",
    ".md",
    ".toml",
    ".yaml",
    ".yml",
    ".sh",
    ".cff",
    ".csv",
    ".j2",
    ".html",
    "",
}
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)(?:\s+\"[^\"]*\")?\)")


def _pages(root):
    return [*sorted(root.glob("*.md")), *sorted((root / "docs").rglob("*.md"))]


def _anchors(text):
    """Anchors of the headings of a page, as the usual renderers make them."""
    heads = re.findall(r"^#+ (.+)$", re.sub(r"```.*?```", "", text, flags=re.S), re.M)
    return {re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-") for head in heads}


def test_tracked_text_holds_no_unfinished_word_and_no_local_path(root, tracked):
    found = []
    for path in tracked:
        if path.suffix not in TEXT:
            continue
        text = path.read_text(encoding="utf-8")
        for number, line in enumerate(text.splitlines(), start=1):
            if match := FORBIDDEN.search(line):
                found.append(f"{path.relative_to(root)}:{number} {match.group()}")
    assert not found, "\n" + "\n".join(found)


def test_every_relative_link_leads_somewhere(root):
    found = []
    for page in _pages(root):
        text = re.sub(r"```.*?```", "", page.read_text(encoding="utf-8"), flags=re.S)
        for target in LINK.findall(text):
            if re.match(r"[a-z][a-z0-9+.-]*:", target):
                continue
            name, _, anchor = unquote(target).partition("#")
            file = (page.parent / name).resolve() if name else page
            if not file.exists() or not file.is_relative_to(root):
                found.append(f"{page.relative_to(root)}: {target}")
            elif anchor and anchor not in _anchors(file.read_text(encoding="utf-8")):
                found.append(f"{page.relative_to(root)}: {target} (no such heading)")
    assert not found, "\n" + "\n".join(found)


def test_every_folder_that_the_house_needs_is_there(root):
    names = ["twin", "buildings", "scenarios", "weather", "packs", "tests", "docs"]
    assert [name for name in names if not (root / name).is_dir()] == []


def test_no_large_file_is_tracked(root, tracked):
    """Inputs are made or small; results are never committed."""
    limit = 4_000_000
    assert [str(p.relative_to(root)) for p in tracked if p.stat().st_size > limit] == []


def test_the_version_is_told_once_in_the_changelog_and_the_citation(root):
    init = (root / "twin" / "__init__.py").read_text(encoding="utf-8")
    version = re.search(r'__version__ = "([^"]+)"', init).group(1)
    changelog = (root / "CHANGELOG.md").read_text(encoding="utf-8")
    assert re.search(r"^## (\S+)", changelog, re.M).group(1) == version
    citation = (root / "CITATION.cff").read_text(encoding="utf-8")
    assert f"version: {version}\n" in citation


def test_decisions_have_their_four_parts_and_are_numbered(root):
    pages = sorted((root / "docs" / "decisions").glob("[0-9]*.md"))
    assert [int(page.name[:4]) for page in pages] == list(range(1, len(pages) + 1))
    for page in pages:
        heads = re.findall(r"^## (.+)$", page.read_text(encoding="utf-8"), re.M)
        assert heads == [
            "Context",
            "Decision",
            "Consequences",
            "What would make us change our mind",
        ], page.name


def test_ci_runs_the_test_command_of_the_readme(root):
    lines = (root / "README.md").read_text(encoding="utf-8").splitlines()
    commands = [line for line in lines if line.startswith("python3 -m venv ")]
    assert len(commands) == 2
    assert commands[0].endswith(".venv/bin/twin compare")
    assert commands[1].endswith(" tests/check.sh unit")


def test_the_glossary_page_is_current(root):
    code = (root / "docs" / "generate_glossary.py").read_text(encoding="utf-8")
    space = {"__name__": "generate_glossary", "__file__": "generate_glossary.py"}
    exec(compile(code, "generate_glossary.py", "exec"), space)  # noqa: S102 - our file
    page = (root / "docs" / "glossary.md").read_text(encoding="utf-8")
    assert page == space["page"](), "run: python docs/generate_glossary.py"
