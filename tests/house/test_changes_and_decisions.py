"""Notes for the next release and decisions keep their form."""

import re

from tests.house.tree import ROOT, where

NOTE = re.compile(r"\d+\.(added|changed|fixed|removed)(\.\d+)?\.md")
DECISION = re.compile(r"\d{4}-[a-z0-9-]+\.md")
HEADINGS = ["## Context", "## Choice", "## What it costs", "## Turned down"]
STATUS = re.compile(r"^Status: (proposed|accepted|replaced by \d{4})\. Date: \d{4}-\d{2}-\d{2}\. Issue: #\d+\.$", re.MULTILINE)


def test_every_note_is_named_after_its_issue_and_kind_and_is_a_sentence():
    notes = [path for path in sorted((ROOT / "changes").iterdir()) if path.name != "README.md"]

    wrong = []
    for path in notes:
        paragraphs = [paragraph.strip() for paragraph in path.read_text(encoding="utf-8").split("\n\n") if paragraph.strip()]
        fine = bool(NOTE.fullmatch(path.name) and paragraphs and paragraphs[0].endswith("."))
        if not fine or any(not paragraph.startswith("When you upgrade:") for paragraph in paragraphs[1:2]):
            wrong.append(where(path))

    assert wrong == []


def test_every_decision_says_what_it_costs_and_what_was_turned_down():
    folder = ROOT / "docs" / "decisions"
    listed = (folder / "README.md").read_text(encoding="utf-8")
    decisions = [path for path in sorted(folder.glob("*.md")) if path.name not in ("README.md", "template.md")]

    wrong = []
    for path in decisions:
        text = path.read_text(encoding="utf-8")
        headings = re.findall(r"^## .*$", text, re.MULTILINE)
        title = text.startswith(f"# {path.name[:4]}. ")
        if not (DECISION.fullmatch(path.name) and title and STATUS.search(text) and headings == HEADINGS and f"({path.name})" in listed):
            wrong.append(where(path))

    assert wrong == []
    assert [path.name[:4] for path in decisions] == [f"{number:04d}" for number in range(1, len(decisions) + 1)]


def test_the_licence_is_apache_2_in_full():
    text = (ROOT / "LICENSE").read_text(encoding="utf-8")

    assert text.lstrip().startswith("Apache License\n                           Version 2.0, January 2004")
    assert len(text.splitlines()) == 202
