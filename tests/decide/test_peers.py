"""Figures that other systems document of themselves, to the cent: each file of peers/ is a profile and its cases (semantics.md).

A line is `pieces × price of one, and a category`. `off` is what comes off each line, `total off` off all of them, `pays` what is left.
"""

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from tests.decide.test_deals import price
from tests.make import line
from zegel.core.purchase import Line

HERE = Path(__file__).parent / "peers"


def cases() -> list[Any]:
    found = []
    for path in sorted(HERE.glob("*.yaml")):
        profile = YAML(typ="base", pure=True).load(path.read_text(encoding="utf-8"))
        for case in profile["cases"]:
            found.append(pytest.param(profile, case, id=f"{path.stem}: {case['says']}"))
    return found


def cents(text: str) -> int:
    return int(Decimal(text.replace("_", "")) * 100)


def line_of(text: str) -> Line:
    pieces, _, rest = text.partition(" × ")
    amount, _, category = rest.partition(" ")
    return line(cents(amount) * int(pieces), int(pieces), category or "goods")


@pytest.mark.parametrize(("profile", "case"), cases())
def test_a_documented_figure_is_ours_too(profile: dict[str, Any], case: dict[str, Any]) -> None:
    lines = [line_of(text) for text in case["lines"]]
    more = "".join(f"{part}\n" for part in (profile.get("more", ""), case.get("more", "")) if part)

    sale = price(case["discounts"], *lines, settings=profile.get("settings", ""), more=more)

    off = [each.net_minor - paid for each, paid in zip(lines, sale.priced.paid, strict=True)]
    if "off" in case:
        assert off == [cents(text) for text in case["off"]]
    elif "total off" in case:
        assert sum(off) == cents(case["total off"])
    else:
        assert sum(sale.priced.paid) == cents(case["pays"])


def test_there_are_profiles() -> None:
    assert len(cases()) >= 45
