"""Small functions, small files, names that say something."""

import ast

import pytest

from tests.house.tree import ROOT, SOURCE, files_in_git, nodes, parsed, python_files, where

LONGEST_FUNCTION = 60
LONGEST_FILE = 500
SAYS_NOTHING = frozenset(
    {"utils", "util", "helpers", "helper", "common", "services", "service", "managers", "manager", "misc", "base_utils"}
)


def test_no_function_is_longer_than_a_screen():
    too_long = [
        f"{where(path, node.lineno)} {node.name}: {length} lines"
        for path in python_files()
        for node in nodes(path)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (length := (node.end_lineno or node.lineno) - node.lineno + 1) > LONGEST_FUNCTION
    ]

    assert too_long == []


def test_no_file_is_longer_than_five_hundred_lines():
    too_long = [
        f"{where(path)}: {length} lines"
        for path in [*python_files(), ROOT / "zegel"]
        if (length := len(path.read_text(encoding="utf-8").splitlines())) > LONGEST_FILE
    ]

    assert too_long == []


def test_no_module_has_a_name_that_says_nothing():
    named = [where(path) for path in python_files() if SAYS_NOTHING & set(path.relative_to(ROOT).with_suffix("").parts)]

    assert named == []


def test_every_package_says_what_comes_in_what_goes_out_and_what_it_refuses():
    packages = sorted({path.parent for path in SOURCE.rglob("*.py")} - {SOURCE})
    silent = []
    for package in packages:
        init = package / "__init__.py"
        if package.parent != SOURCE:
            continue
        said = (ast.get_docstring(parsed(init)) or "").lower() if init.is_file() else ""
        if not (said.count("\n") >= 2 and all(word in said for word in ("in:", "out:", "refuses:"))):
            silent.append(where(package))

    assert silent == [], "each __init__.py says in a docstring: 'In: ...', 'Out: ...', 'Refuses: ...'"


def test_every_folder_of_source_is_a_package():
    if not SOURCE.is_dir():
        pytest.skip("there is no source yet")
    bare = sorted(
        {where(path.parent) for path in files_in_git() if path.suffix == ".py" and SOURCE in path.parents}
        - {where(path.parent) for path in SOURCE.rglob("__init__.py")}
        - {where(path.parent) for path in (SOURCE / "store" / "migrations").rglob("*.py")}
    )

    assert bare == []
