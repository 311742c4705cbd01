"""Every story of the people this is made for, and every threat that we look at, is held by named tests, or says what is still to come.

stories.yaml and threats.yaml say which, by the numbers of the design.
"""

import re
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from tests.house.tree import ROOT

HERE = Path(__file__).parent
WHO = {
    "cashier": range(1, 10), "member": range(1, 10), "owner": range(9), "marketer": range(1, 10), "manager": range(1, 9),
    "sales rep": range(1, 9), "accountant": range(1, 10), "developer": range(1, 9),
}  # fmt: skip
ALSO = ["privacy officer", "auditor", "franchisee", "support"]


def table(name: str) -> dict[str, dict[str, Any]]:
    return dict(YAML(typ="safe", pure=True).load((HERE / name).read_text(encoding="utf-8")))


def absent(rows: dict[str, dict[str, Any]]) -> list[str]:
    """What a row names and is not there."""
    texts: dict[Path, str] = {}
    found = []
    for number, row in rows.items():
        for told in row.get("proved by", []):
            file, name = told.split()
            path = ROOT / "tests" / file
            if path not in texts:
                texts[path] = path.read_text(encoding="utf-8") if path.exists() else ""
            if re.search(rf"^(async )?def {name}\(", texts[path], re.MULTILINE) is None:
                found.append(f"{number}: {told}")
    return found


def test_every_story_is_told_by_tests_that_are_there_or_says_what_is_to_come() -> None:
    rows = table("stories.yaml")

    assert list(rows) == [f"{who} {number}" for who, numbers in WHO.items() for number in numbers] + ALSO
    assert absent(rows) == []
    assert [number for number, row in rows.items() if not row.get("proved by") and not row.get("later")] == []


@pytest.mark.parametrize("who", ["cashier", "member"])
def test_who_has_a_face_of_their_own_lacks_nothing(who: str) -> None:
    """The till and the card are whole: none of their stories is still to come."""
    assert [number for number, row in table("stories.yaml").items() if number.startswith(f"{who} ") and row.get("later")] == []


def test_every_threat_is_held_by_tests_that_are_there() -> None:
    rows = table("threats.yaml")

    assert list(rows) == [f"S{number}" for number in range(1, 15)]
    assert absent(rows) == []
    assert [number for number, row in rows.items() if not row.get("proved by")] == []
