"""Every example in a docstring of the pure half runs."""

import doctest
import importlib
import pkgutil

import pytest

import zegel

PURE = ("core", "program", "ledger", "decide", "booking", "flows", "replay")
MODULES = sorted(
    module.name
    for package in PURE
    for module in pkgutil.walk_packages([f"{path}/{package}" for path in zegel.__path__], f"zegel.{package}.")
)


@pytest.mark.parametrize("name", MODULES)
def test_the_examples_of_a_module_are_true(name):
    found = doctest.testmod(importlib.import_module(name), optionflags=doctest.NORMALIZE_WHITESPACE)

    assert found.failed == 0


def test_the_arithmetic_has_examples():
    tried = sum(
        doctest.testmod(importlib.import_module(f"zegel.core.{name}")).attempted for name in ("rounding", "money", "periods", "ids")
    )

    assert tried >= 6
