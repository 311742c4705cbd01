"""How SQLite finds what one is asked for: by an index that leads to it, never by going through everything the company has.

It knows no figures of its tables and takes ten rows to be a company's; so an index that begins with the company looks as good to it as the
one that leads to a single member. Every statement of the store about one of something is planned here as a shop's own database would.
"""

import ast
import asyncio
import importlib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pysqlite3 import dbapi2

import zegel.store
from tests.korenaar import KORENAAR, fresh_sqlite
from zegel.core.ids import CompanyId, PurseId
from zegel.store.erasing import erase_steps
from zegel.store.personal_queries import PersonalQueries

STORE = Path(zegel.store.__file__).parent
STATEMENT = re.compile(r"\s*(SELECT|WITH|UPDATE|DELETE)\b")
OF_ONE = re.compile(r"\b(purse|member|subject|address|object|device|alias_of|hash|number|id) = \$\d")
"""What there are as many of as members, codes or receipts: who asks for one of them is led to it."""
SMALL = (
    "staff", "staff_role", "pin", "till_device", "api_key", "segment", "draft", "campaign", "code_batch", "photo", "reward_face", "company",
    "one", "taken", "t", "mine", "m",
)  # fmt: skip
"""Of these a company has some dozens, or they are what a statement gathered itself."""
SHORT = ("till_lease", "SEARCH receipt_no")
"""What is gone after a day; and the first of an index, which is found at once."""


def statements() -> Iterator[tuple[str, int, str]]:
    """(file, line, statement) of all that is written out, or follows from what its module and its function have."""
    for path in sorted(STORE.glob("*.py")):
        known = dict(vars(importlib.import_module(f"zegel.store.{path.stem}")))
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for area in (one for one in ast.walk(tree) if isinstance(one, ast.FunctionDef | ast.AsyncFunctionDef | ast.Module)):
            local = dict(known)
            for node in ast.walk(area):
                if (
                    isinstance(node, ast.Assign)
                    and isinstance(node.targets[0], ast.Name)
                    and (text := _text(node.value, local)) is not None
                ):
                    local[node.targets[0].id] = text
                text = _text(node, local)
                if text is not None and STATEMENT.match(text) and "$1" in text:
                    yield path.name, node.lineno, text


class _Noted:
    """A runner that writes down what it is asked, and has nothing."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    async def read(self, _company: CompanyId, sql: str, _parameters: object = ()) -> list[Any]:
        self.asked.append(sql)
        return []

    async def write(self, *_: object) -> list[int]:
        raise AssertionError("nothing is written here")


def put_together() -> Iterator[tuple[str, int, str]]:
    """The statements that are made of a list of tables: what is told of somebody, and what is erased."""
    noted, purse = _Noted(), PurseId(bytes(16))
    asyncio.run(PersonalQueries(noted).told(KORENAAR, (purse,), ("emma@example.org",)))
    yield from (("personal_queries.py", n, sql) for n, sql in enumerate(noted.asked))
    yield from (("erasing.py", n, sql) for n, (sql, _) in enumerate(erase_steps(KORENAAR, (purse,), ("emma@example.org",))))


def _text(node: ast.AST, known: dict[str, Any]) -> str | None:
    """What a text comes to, None where that is known only when it runs."""
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else None
    if not isinstance(node, ast.JoinedStr):
        return None
    try:
        return str(eval(compile(ast.Expression(node), "sql", "eval"), dict(known)))  # our own source
    except NameError:
        return None


def test_what_is_asked_of_one_is_found_without_going_through_all(tmp_path):
    fresh_sqlite(tmp_path)
    database = dbapi2.connect(tmp_path / "zegel.db")
    planned, roundabout = 0, []
    for file, line, text in sorted({*statements(), *put_together()}):
        if not OF_ONE.search(text):
            continue
        sql = re.sub(r"\$(\d+)", r"?\1", text)
        try:
            plan = [row[3] for row in database.execute(f"EXPLAIN QUERY PLAN {sql}", [None] * max(map(int, re.findall(r"\?(\d+)", sql))))]
        except dbapi2.Error:  # a piece of a statement, or one for the other database
            continue
        planned += 1
        through_all = [step for step in plan if step.startswith("SCAN ") or step.endswith("(company=?)")]
        roundabout += [f"{file}:{line}: {step}" for step in through_all if step.split()[1] not in SMALL and "CONSTANT" not in step]

    assert planned > 120, "else nothing was looked at"
    assert [one for one in roundabout if not any(table in one for table in SHORT)] == []
