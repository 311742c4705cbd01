"""The pure half imports little, and nothing below the doors reads a clock, makes an id or draws a number."""

import ast
import re

import pytest

from tests.house.tree import BELOW_THE_DOORS, PURE, docstrings, dotted, imported, nodes, package_files, where

# What the pure half may use of the standard library. zoneinfo and datetime are calendars here, never clocks (below).
PURE_MODULES = frozenset({
    "__future__", "abc", "array", "ast", "base64", "binascii", "bisect", "calendar", "collections", "copy", "dataclasses",
    "datetime", "decimal", "difflib", "enum", "fractions", "functools", "hashlib", "heapq", "hmac", "io", "itertools", "json", "keyword",
    "linecache", "math", "operator", "re", "string", "struct", "sys", "textwrap", "types", "typing", "unicodedata", "uuid",
    "zoneinfo",
})  # fmt: skip
YAML_READER = "ruamel"  # program/ only

CLOCKS = frozenset({
    "datetime.now", "datetime.utcnow", "datetime.today", "date.today",
    "time.time", "time.time_ns", "time.localtime", "time.gmtime", "time.ctime", "time.strftime",
})  # fmt: skip
MAKERS = frozenset({"uuid.uuid1", "uuid.uuid4", "uuid.uuid6", "uuid.uuid7", "os.urandom", "os.getrandom"})
DRAWING_MODULES = frozenset({"random", "secrets"})
ESCAPES = frozenset({"__import__", "importlib.import_module", "open", "print", "input", "breakpoint"})
# A database has clocks and dice of its own.
SQL_CLOCK = re.compile(
    r"\bcurrent_(timestamp|date|time)\b|\b(now|clock_timestamp|statement_timestamp|gen_random_uuid|random|randomblob|unixepoch|julianday)\s*\(|'now'",
    re.IGNORECASE,
)


def forbidden_call(name: str) -> bool:
    """Is this dotted name a clock or a maker, however its module was imported?"""
    tail = ".".join(name.split(".")[-2:])
    return tail in CLOCKS | MAKERS or name.split(".")[0] in DRAWING_MODULES


@pytest.mark.parametrize("package", PURE)
def test_the_pure_half_imports_only_values_and_calendars(package):
    outside = [
        f"{where(path, line)} {name}"
        for path in package_files((package,))
        for name, line in imported(path)
        if (top := name.split(".")[0]) not in PURE_MODULES | {"zegel"} and not (package == "program" and top == YAML_READER)
    ]

    assert outside == []


@pytest.mark.parametrize("package", PURE)
def test_the_pure_half_neither_waits_nor_prints_nor_opens(package):
    found = []
    for path in package_files((package,)):
        for node in nodes(path):
            if isinstance(node, ast.AsyncFunctionDef | ast.Await | ast.AsyncFor | ast.AsyncWith):
                found.append(f"{where(path, node.lineno)} async")
            elif isinstance(node, ast.Call) and dotted(node.func) in ESCAPES:
                found.append(f"{where(path, node.lineno)} {dotted(node.func)}")

    assert found == []


@pytest.mark.parametrize("package", BELOW_THE_DOORS)
def test_nothing_below_the_doors_reads_a_clock_or_makes_an_id(package):
    found = []
    for path in package_files((package,)):
        for node in nodes(path):
            if isinstance(node, ast.Attribute) and forbidden_call(dotted(node)):
                found.append(f"{where(path, node.lineno)} {dotted(node)}")
        found += [f"{where(path, line)} {name}" for name, line in imported(path) if forbidden_call(name)]

    assert found == []


def test_no_statement_asks_the_database_for_the_time_or_for_an_id():
    found = []
    for path in package_files(BELOW_THE_DOORS):
        prose = docstrings(path)
        for node in nodes(path):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in prose and SQL_CLOCK.search(node.value):
                found.append(where(path, node.lineno))

    assert found == []


@pytest.mark.parametrize("package", PURE)
def test_no_number_of_the_pure_half_is_a_float(package):
    found = [
        where(path, node.lineno)
        for path in package_files((package,))
        for node in nodes(path)
        if (isinstance(node, ast.Constant) and isinstance(node.value, float))
        or (isinstance(node, ast.Call) and dotted(node.func) == "float")
    ]

    assert found == []


@pytest.mark.parametrize(
    "name", ["datetime.now", "datetime.datetime.now", "dt.date.today", "time.time", "uuid.uuid4", "random.Random", "secrets"]
)
def test_a_forbidden_name_is_seen_under_each_of_its_spellings(name):
    assert forbidden_call(name) is True


@pytest.mark.parametrize("name", ["datetime.fromtimestamp", "uuid.UUID", "self.clock.now", "time.monotonic"])
def test_what_only_looks_like_a_clock_is_let_through(name):
    assert forbidden_call(name) is False
