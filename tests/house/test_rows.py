"""Every row of the conventions that systems disagree on is held by named tests, and every choice of every setting is tried somewhere.

rows.yaml says which; docs/reference/conventions.md is made from it.
"""

import re
from functools import cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from tests.house.tree import ROOT
from tests.program.kept import kept
from zegel.program.settings import SETTINGS

TESTS = ROOT / "tests"
NO_ROW = (
    "settings.hold", "settings.pick up", "settings.business gifts", "settings.late", "settings.claim within", "settings.notice of points",
    "settings.notice of vouchers", "settings.least age", "settings.proof above", "settings.keep messages",
    "settings.keep lines", "settings.keep addresses",
    "settings.keep visits",
    "settings.keep marks",
    "settings.keep lost cards", "settings.keep cases", "settings.powerful roles",
    "settings.members are", "settings.staff are",
    "settings.keep bank accounts",
)  # fmt: skip
"""Lengths of time, ages, and how Dutch speaks to members: no row asks for them."""


@cache
def rows() -> dict[int, dict[str, Any]]:
    """The rows by number."""
    found = YAML(typ="safe", pure=True).load((TESTS / "house" / "rows.yaml").read_text(encoding="utf-8"))
    return {int(number): row for number, row in found.items()}


def holders(row: dict[str, Any]) -> list[tuple[Path, str]]:
    """The tests that hold a row: (file, name)."""
    return [(TESTS / told.split()[0], told.split()[1]) for told in row["held by"].values()]


def test_every_row_is_held_by_tests_that_are_there() -> None:
    absent = [
        f"{number}: {path.name} {name}"
        for number, row in rows().items()
        for path, name in holders(row)
        if not path.exists() or re.search(rf"^(async )?def {name}\(", path.read_text(encoding="utf-8"), re.MULTILINE) is None
    ]

    assert list(rows()) == list(range(1, 31))
    assert absent == []


def test_every_setting_answers_one_row() -> None:
    named = [key for row in rows().values() for key in row["settings"]]

    assert sorted(named) == sorted(setting.key for setting in SETTINGS if setting.key not in NO_ROW)


def test_every_choice_is_tried_by_a_test_of_its_row() -> None:
    """In the text of a file that holds the row, or on the list of what each convention changes."""
    changed = (TESTS / "golden" / "conventions.txt").read_text(encoding="utf-8").splitlines()
    row_of = {key: row for row in rows().values() for key in row["settings"]}

    untried = []
    for setting in (setting for setting in SETTINGS if setting.key in row_of):
        texts = [path.read_text(encoding="utf-8") for path, _ in holders(row_of[setting.key])]
        for choice in setting.choices:
            if choice != setting.default and f"{setting.key}: {choice}" not in changed and not any(choice in text for text in texts):
                untried.append(f"{setting.key}: {choice}")

    assert untried == []


def reference() -> str:
    """docs/reference/conventions.md: what can be chosen, and which test holds it."""
    known = {setting.key: setting for setting in SETTINGS}
    text = (
        "# What systems disagree on, and can be chosen here\n\nEach question, the settings that answer it (the default first), and the "
        "tests "
        "under `tests/` that hold each promise.\n`contract/test_rows.py` has every shop of theirs live through the same on SQLite and on "
        "PostgreSQL, to the very entries.\nMade from `tests/house/rows.yaml` by its test; [other systems' figures](peers.md) "
        "are reached with these choices.\n"
    )
    for number, row in rows().items():
        text += f"\n## {number}. {row['asks']}\n\n"
        for setting in (known[key] for key in row["settings"]):
            others = [choice for choice in setting.choices if choice != setting.default]
            text += f"- `{setting.key}`: **{setting.default}**{''.join(f', {choice}' for choice in others)}\n"
        text += "\n" * bool(row["settings"]) + "| promise | test |\n| --- | --- |\n"
        text += "".join(f"| {promise} | `{test.split()[0]}::{test.split()[1]}` |\n" for promise, test in row["held by"].items())
    return text


def test_the_reference_has_every_row() -> None:
    found = reference()

    assert found == kept(ROOT / "docs" / "reference" / "conventions.md", found)
