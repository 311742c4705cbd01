"""A test that asserts nothing passes whatever happens."""

import ast

import pytest

from tests.house.tree import nodes, python_files, where

RAISES = frozenset({"raises", "warns", "fail", "assert_never"})


def asserts(test: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    """Does the body assert, or call something whose name says that it does (`assert_balanced`, `expect`, `check`, pytest.raises)?"""
    for node in ast.walk(test):
        if isinstance(node, ast.Assert):
            return True
        if isinstance(node, ast.Call):
            function = node.func
            name = function.attr if isinstance(function, ast.Attribute) else function.id if isinstance(function, ast.Name) else ""
            if name in RAISES or name.startswith(("assert_", "expect", "refuses", "check_", "run_state_machine")):
                return True
    return False


def test_every_test_asserts_something():
    silent = [
        f"{where(path, node.lineno)} {node.name}"
        for path in python_files("tests")
        if path.name.startswith("test_")
        for node in nodes(path)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name.startswith("test_") and not asserts(node)
    ]

    assert silent == []


def test_no_test_is_silenced_without_a_word():
    silenced = [
        where(path, node.lineno)
        for path in python_files("tests")
        for node in nodes(path)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in {"skip", "skipif", "xfail"}
        and not (node.args or any(keyword.arg == "reason" for keyword in node.keywords))
    ]

    assert silenced == []


@pytest.mark.parametrize(("body", "expected"), [
    ("assert x", True),
    ("x", False),
    ("with pytest.raises(E): x()", True),
    ("shop.record(x)", False),
])  # fmt: skip
def test_what_counts_as_asserting(body, expected):
    test = ast.parse(f"def test_it():\n    {body}").body[0]
    assert isinstance(test, ast.FunctionDef)

    assert asserts(test) is expected
