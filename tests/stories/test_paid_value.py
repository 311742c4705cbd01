"""What people pay beforehand is counted over twelve months; above what must be told a shop may sell no more stamps (domain.md §2.7)."""

import pytest

from tests import make
from tests.make import line
from tests.paper import PaperShop, Said, refuses
from tests.program.files import mistakes_in
from tests.programs import read_yaml
from zegel.core.purchase import Identifier
from zegel.flows.commands import CommitHold, IssueGiftCard, PayOutStamps, TopUpGiftCard, Use
from zegel.flows.paid_value import sold
from zegel.program.model import Program
from zegel.program.sentences import sentences
from zegel.program.stored_value import PAID_STAMPS

TEXT = """zegel: 1
program: De Markt
company: {currency: EUR, country: NL}
branches: [dorpsstraat]
units: {points: {names: {nl: [punt, punten], en: [point, points]}, worth: 0.01 EUR}}
gift cards: {}
paid stamps: {price: 1000.00 EUR, at most: 1 per 1000.00 EUR, book: 10, pays: 10_100.00 EUR, above it: refused}
"""
"""Stamps of a thousand euros, so that a story comes to a million."""
STAMP = 100_000


def a_shop(text: str = TEXT) -> PaperShop:
    return PaperShop(read_yaml(text))


def buys(shop: PaperShop, who: Identifier, count: int) -> Said:
    return shop.buys(who, jam(count), uses=((PAID_STAMPS, count),))


def jam(count: int):
    return line(count * STAMP, category="jam")


def counted(shop: PaperShop) -> int:
    program: Program = shop.compiled.program
    return sold(shop.memory.facts.left, program, make.header(shop.at).business_date)


def test_a_million_in_twelve_months_and_then_no_more_until_a_month_is_over():
    shop = a_shop()
    fatima = shop.enrol()
    buys(shop, fatima, 600)
    shop.wait_until("2026-06-15 12:00")
    buys(shop, fatima, 399)
    assert counted(shop) == 999 * STAMP

    said = refuses(shop, shop.purchase(fatima, jam(2), uses=((PAID_STAMPS, 2),)))

    assert (said.refusal, said.data) == ("stamps_limit", {"left_minor": STAMP, "most_minor": 1000 * STAMP})
    assert counted(shop) == 999 * STAMP
    assert shop.balances(fatima)[PAID_STAMPS] == 999
    assert refuses(shop, make.holds(jam(2), who=fatima, at=shop.at, uses=(Use(PAID_STAMPS, 2),))).refusal == "stamps_limit"
    buys(shop, fatima, 1)
    shop.wait_until("2027-02-28 12:00")
    assert counted(shop) == 1000 * STAMP
    shop.wait_until("2027-03-01 12:00")
    assert counted(shop) == 400 * STAMP
    buys(shop, fatima, 2)


def test_gift_cards_count_too_and_are_always_sold_and_paying_out_takes_nothing_off():
    shop = a_shop()
    fatima = shop.enrol()
    buys(shop, fatima, 10)
    card = Identifier("gift card", "1")
    shop.done(IssueGiftCard(make.header(shop.at), make.purse(77), card, 980 * STAMP, "a very large one"))
    shop.done(TopUpGiftCard(make.header(shop.at), card, 10 * STAMP, "more"))
    shop.done(PayOutStamps(make.header(shop.at), fatima, 1, as_credit=False))
    assert counted(shop) == 1000 * STAMP

    assert refuses(shop, shop.purchase(fatima, jam(1), uses=((PAID_STAMPS, 1),))).refusal == "stamps_limit"

    shop.done(TopUpGiftCard(make.header(shop.at), card, 10 * STAMP, "and more"))
    assert counted(shop) == 1010 * STAMP


def test_who_only_wants_to_be_told_sells_on():
    shop = a_shop(TEXT.replace(", above it: refused", ""))
    fatima = shop.enrol()

    buys(shop, fatima, 1001)

    assert counted(shop) == 1001 * STAMP


def test_a_hold_counts_when_it_is_paid():
    shop = a_shop()
    fatima = shop.enrol()

    held = shop.holds(fatima, jam(3), uses=((PAID_STAMPS, 3),))
    assert counted(shop) == 0
    shop.done(CommitHold(make.header(shop.at), held.id, "", ()))

    assert counted(shop) == 3 * STAMP


@pytest.mark.parametrize(("old", "new", "found"), [
    (", above it: refused", ", counted: false, above it: refused", ["not_together"]),
    ("country: NL", "country: DE, zone: Europe/Berlin", ["not_together"]),
    ("above it: refused", "told from: 80%", []),
])  # fmt: skip
def test_what_is_not_counted_has_no_limit(old, new, found):
    assert [one.code for one in mistakes_in(TEXT.replace(old, new))] == found


def test_it_says_itself():
    said = {one.path: one for one in sentences(read_yaml(TEXT))}[PAID_STAMPS]

    most_nl, most_en = (
        "Meer dan € 1.000.000,00 aan koopzegels en cadeaukaarten in 1 jaar",
        "more than €1,000,000.00 of stamps and gift cards",
    )
    assert f"{most_nl} verkopen wij niet: daarboven zijn er even geen koopzegels." in said.nl
    assert f"We do not sell {most_en} in 1 year: above that there are no stamps for a while." in said.en
