"""docs/reference/cli.md is what the commands say of themselves. ZEGEL_ACCEPT=1 writes it anew."""

import os

from tests.house.tree import ROOT
from zegel.cli.reference import exits, reference
from zegel.cli.says import Exit

PAGE = ROOT / "docs" / "reference" / "cli.md"


def test_the_page_is_made_from_the_commands():
    if os.environ.get("ZEGEL_ACCEPT") == "1":
        PAGE.write_text(reference(), encoding="utf-8")

    assert PAGE.read_text(encoding="utf-8") == reference()


def test_every_exit_code_is_on_it():
    assert sorted((number, name) for number, name, _ in exits()) == sorted((int(code), code.name) for code in Exit)


def test_no_option_is_without_a_word():
    assert [line for line in reference().splitlines() if line.startswith("| `") and "|  |" in line] == []
