"""What holds for every program: a quote is the purchase, a hold committed is the purchase, and replay comes to the same bytes."""

from dataclasses import replace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tests import make
from tests.decide.test_deal_properties import CAPPED, conventions, rules
from tests.decide.test_index import earning, multipliers, tests_of_rules
from tests.effort import examples
from tests.flows.script import baskets, uses
from tests.paper import PaperShop
from zegel.core.purchase import Line
from zegel.core.purchase_document import purchase_from
from zegel.decide.document import read
from zegel.decide.explain import explain
from zegel.decide.plan import plan_of
from zegel.decide.sale import decide_sale
from zegel.decide.skipped import facts_from
from zegel.flows.commands import Use
from zegel.program.model import Program

RICH = (("points", 700), ("bread card", 7), ("reward:free bread", 1))


@st.composite
def programs(draw: Any) -> Program:
    """A bakery with any deals, earning rules and multipliers, under any conventions."""
    found = [
        replace(rule, tests=(*more, *rule.tests))
        for rule, more in zip(draw(rules), draw(st.lists(tests_of_rules, min_size=5)), strict=False)
    ]
    discounts = tuple(sorted(found, key=lambda rule: (-rule.priority, rule.id)))
    settings = make.settings(**draw(conventions), multipliers=draw(st.sampled_from(["largest", "sum", "product"])))
    return make.bakery(
        discounts=discounts, earn=draw(earning), multipliers=draw(multipliers), caps=((CAPPED, 2500),), settings=settings,
    )  # fmt: skip


def shop_of(program: Program) -> tuple[PaperShop, Any]:
    shop = PaperShop(program)
    fatima = shop.enrol(since="2010-01-01")
    for unit, count in RICH:
        shop.gives(fatima, count, unit=unit)
    return shop, fatima


@examples(40)
@given(programs(), baskets, uses)
def test_a_quote_is_the_purchase_and_the_purchase_is_its_replay(program: Program, basket: tuple[Line, ...], used: Any) -> None:
    (shop, fatima), (again, _) = shop_of(program), shop_of(program)
    wanted = tuple(Use(*use) for use in used)

    quote = shop.record(make.quotes(*basket, who=fatima, at=shop.at, uses=wanted))
    sale = shop.record(make.buys(*basket, who=fatima, at=shop.at, uses=wanted))
    replayed = again.record(make.buys(*basket, who=fatima, at=again.at, uses=wanted))

    assert (quote.refusal, quote.body) == (sale.refusal, sale.body)
    assert (replayed.refusal, [e.hash for e in replayed.entries]) == (sale.refusal, [e.hash for e in sale.entries])
    if sale.outcome.receipt is None:
        return
    assert replayed.outcome.receipt is not None
    assert replayed.outcome.receipt.document == sale.outcome.receipt.document


@examples(24)
@given(programs(), baskets)
def test_a_receipt_is_judged_again_from_what_it_keeps(program: Program, basket: tuple[Line, ...]) -> None:
    shop, fatima = shop_of(program)
    sale = shop.buys(fatima, *basket)
    assert sale.outcome.receipt is not None
    document = read(sale.outcome.receipt.document)
    assert document.purchase is not None

    judged = decide_sale(plan_of(shop.compiled), purchase_from(document.purchase), facts_from(document), ())

    assert {unit: count for unit, count, _ in judged.earned} == sale.earned
    assert sum(judged.priced.paid) == sale.pays
    assert [[i, n] for i, n in judged.failed] == document.body["failed"]


@examples(24)
@given(programs(), baskets, uses)
def test_every_effect_and_every_reason_is_said_in_both_languages(program: Program, basket: tuple[Line, ...], used: Any) -> None:
    shop, fatima = shop_of(program)
    sale = shop.record(make.buys(*basket, who=fatima, at=shop.at, uses=tuple(Use(*use) for use in used)))
    if sale.outcome.receipt is None:
        return

    said = explain(shop.compiled, read(sale.outcome.receipt.document))

    assert {effect["rule"] for effect in sale.body["effects"] if "rule" in effect} <= {one.rule for one in said if one.applied}
    for one in said:
        assert 0 < len(one.short.nl) <= 90
        assert 0 < len(one.short.en) <= 90
        assert one.full.nl.endswith(".")
        assert one.full.en.endswith(".")


@examples(24)
@given(programs(), baskets, st.randoms(use_true_random=False))
def test_the_order_in_which_earning_rules_are_known_does_not_matter(program: Program, basket: tuple[Line, ...], random: Any) -> None:
    other = list(program.earn)
    random.shuffle(other)
    (one, fatima), (two, _) = shop_of(program), shop_of(replace(program, earn=tuple(other), document=program.document + b" "))

    assert one.buys(fatima, *basket).earned == two.buys(fatima, *basket).earned


@examples(24)
@given(programs(), baskets, st.data())
def test_what_comes_back_never_pays_back_more_than_was_paid(program: Program, basket: tuple[Line, ...], data: Any) -> None:
    shop, fatima = shop_of(program)
    sale = shop.buys(fatima, *basket)
    left = {n: each.quantity for n, each in enumerate(basket, 1)}
    refunds = []
    while any(left.values()):
        number = data.draw(st.sampled_from([n for n, quantity in left.items() if quantity]))
        part = data.draw(st.integers(1, left[number] // 1000)) * 1000
        left[number] -= part
        refunds.append(shop.returns(sale, (number, part)).refund)

    assert min(refunds) >= 0
    assert sum(refunds) == sale.pays
