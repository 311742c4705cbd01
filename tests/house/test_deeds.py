"""Whatever stands in the audit log, and whatever a key may open, is said in words, in both languages."""

import ast
import re
from collections.abc import Iterator

from tests.house.tree import SOURCE, parsed
from zegel.access.scopes import NAMED_SETS, SCOPES
from zegel.hall.audited import SENSITIVE
from zegel.web.office.deeds import DEEDS
from zegel.web.office.house.words import WORDS


def written() -> Iterator[str]:
    """What the calls that make a line for the log call it."""
    for path in SOURCE.rglob("*.py"):
        for node in ast.walk(parsed(path)):
            called = getattr(node, "func", None)
            if getattr(called, "attr", getattr(called, "id", "")) in ("deed", "Deed"):
                for part in (found for given in node.args for found in ast.walk(given)):
                    if isinstance(part, ast.Constant) and isinstance(part.value, str) and re.fullmatch(r"[a-z_]+\.[a-z_]+", part.value):
                        yield part.value


def test_every_deed_has_its_words():
    named = {*SENSITIVE.values(), *written()}

    assert len(named) > 20
    assert {f"deed {one}" for one in named} - set(DEEDS) == set(), "src/zegel/web/office/deeds.py says what was done"


def test_every_scope_of_a_key_has_its_words():
    named = {f"scope {one}" for one in SCOPES} | {f"set {one}" for one in NAMED_SETS}

    assert named - set(WORDS) == set(), "src/zegel/web/office/house/words.py says what a key opens"
