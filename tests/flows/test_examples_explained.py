"""Every rule of every example answers for itself on any receipt: it fired, or why not; short enough for a till, in two languages."""

from functools import cache
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.effort import examples
from tests.make import line
from tests.paper import PaperShop
from tests.program.files import EVERY_FILE
from tests.programs import read_yaml
from zegel.core.purchase import Line
from zegel.decide.document import read
from zegel.decide.explain import explain
from zegel.program.model import Program

CATEGORIES = (
    "bread", "cake", "rolls", "ink", "socks", "shirts", "beer", "wine", "cheese", "cleaning", "paper", "catering", "fuel", "goods",
)  # fmt: skip
baskets = st.lists(
    st.builds(
        lambda net, pieces, category: line(net, pieces, category, legal_class="alcohol" if category in ("beer", "wine") else ""),
        st.integers(1, 30_000), st.integers(1, 12), st.sampled_from(CATEGORIES),
    ),
    min_size=1, max_size=4,
)  # fmt: skip


@cache
def program_of(name: str) -> Program:
    return read_yaml(EVERY_FILE[name])


def rules_of(program: Program) -> set[str]:
    """The rules that look at a purchase by themselves: no event, no code, nothing that is asked for."""
    coupons = {coupon.id for coupon in program.coupons}
    earn = {rule.id for rule in program.earn if not rule.event}
    return (earn | {card.id for card in program.cards} | {rule.id for rule in program.discounts}) - coupons


@pytest.mark.parametrize("name", sorted(EVERY_FILE))
@examples(6)
@given(basket=baskets, since=st.sampled_from(["2010-01-01", "2026-03-01"]), channel=st.sampled_from(["till", "web"]))
def test_every_rule_answers_for_itself(name: str, basket: list[Line], since: str, channel: str) -> None:
    program = program_of(name)
    shop = PaperShop(program)
    branch = program.branches[0].id
    member: Any = shop.enrol(since=since)
    receipt = shop.memory.record(shop.purchase(member, *basket, branch=branch, channel=channel, currency=program.currency)).receipt
    assert receipt is not None

    said = explain(shop.compiled, read(receipt.document))

    assert rules_of(program) <= {one.rule for one in said}
    for one in said:
        assert one.complete.nl.startswith(f"{one.full.nl} {one.would.nl}".rstrip())
        assert one.complete.en.startswith(f"{one.full.en} {one.would.en}".rstrip())
        for words in (one.short, one.full, one.complete, one.would):
            assert "{" not in words.nl + words.en  # every variable was filled in, with a fact
        assert 0 < len(one.short.nl) <= 90
        assert 0 < len(one.short.en) <= 90
        assert one.full.nl.endswith((".", "!", "?"))
        assert one.full.en.endswith((".", "!", "?"))
