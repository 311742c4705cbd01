"""Every link from page to page leads somewhere, and the index knows every page."""

import re
from pathlib import Path

from tests.docs.blocks import pages
from tests.house.tree import ROOT, where

LINK = re.compile(r"\[[^\]]*\]\(([^)#\s]+)(#[^)\s]+)?\)")
OURS = (*(ROOT / name for name in ("ARCHITECTURE.md", "CHANGELOG.md", "CONTRIBUTING.md", "GLOSSARY.md", "SECURITY.md")),)


def links(page: Path) -> list[tuple[int, str]]:
    """(line, target) of the links to files."""
    return [
        (number, found[1])
        for number, line in enumerate(page.read_text(encoding="utf-8").splitlines(), 1)
        for found in LINK.finditer(line)
        if "://" not in found[1]
    ]


def test_every_link_leads_to_a_file():
    broken = [
        f"{where(page, number)}: {target}"
        for page in (*pages(), *OURS)
        if page.is_file()
        for number, target in links(page)
        if not (page.parent / target).exists()
    ]

    assert broken == []


def test_the_index_names_every_page():
    index = ROOT / "docs" / "README.md"
    named = {(index.parent / target).resolve() for _, target in links(index)}
    all_pages = {page for folder in ("howto", "reference", "tutorial", "why") for page in (ROOT / "docs" / folder).glob("*.md")}

    assert sorted(where(page) for page in all_pages - named) == []
