"""The page of input files is written from the schemas."""

from twin.io.reference import FILES, make_reference


def test_the_page_of_input_files_is_up_to_date(root):
    """Run ``python -m twin.io.reference docs/files.md`` after changing a schema."""
    page = (root / "docs" / "files.md").read_text(encoding="utf-8")
    assert page == make_reference()


def test_every_key_of_the_buildings_says_what_it_means():
    page = make_reference().partition("## buildings/catalogue")[0]
    rows = [one for one in page.splitlines() if one.startswith("| `")]
    assert len(rows) > 90
    assert not [one for one in rows if one.endswith("|  |")]


def test_every_file_has_a_section():
    assert all(f"\n## {name}\n" in make_reference() for name, _ in FILES)


def test_the_page_names_limits_defaults_and_choices():
    page = make_reference()
    assert "| `share` | number, above 0.0, to 1.0 | required |" in page
    assert "| `groups` | whole number, from 1, to 6 | `6` |" in page
    assert "`measured` · `documented` · `archetype` · `assumed`" in page
    assert "| `n50` | Given of (number, above 0.0, to 60.0) |" in page
