"""The short way of a plain sale gives the same bytes as the long way (flows/plain_sale, decide/plain)."""

from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.make import COMPANY, DAY_MS, NOBODY_KNOWN, NOON, bakery, buys, card, header, line, purse
from tests.programs import read_yaml
from zegel.core.periods import Day, Instant
from zegel.flows import plain_sale
from zegel.flows.commands import Enrol, RecordPurchase
from zegel.flows.facts import Outcome
from zegel.ledger.entries import sealed
from zegel.ledger.purse import Purse
from zegel.program.compile import Compiled
from zegel.replay.memory import Memory, Versions

EVERYTHING = """
zegel: 1
program: Van alles wat
company: {currency: EUR, prices: including VAT, country: NL, languages: [nl, en]}
branches: [dorpsstraat]
units:
  points: {names: {nl: [punt, punten], en: [point, points]}, worth: 0.01 EUR, expires: {after: 12 months, on: end of month}}
  stars:  {names: {nl: [ster, sterren], en: [star, stars]}, never spent: true}
never: [tobacco]
sets:
  bread: {names: {nl: brood, en: bread}, category: bread}
  cake:  {names: {nl: taart, en: cake}, category: cake}
  dear:  {names: {nl: duur, en: dear}, category: milk, price: at least 8.00 EUR}
earn:
  cakes:    {give: 3 stars, per: item, of: cake}
  base:     {give: 1 point, per: 1.00 EUR}
  breads:   {give: 2 points, per: 0.50 EUR, of: bread}
  dears:    {give: 40 points, per: purchase, of: dear}
  big: {give: 25 points, per: purchase, basket: at least 30.00 EUR}
  stars:    {give: 1 star, per: 1.00 EUR}
  with cake: {give: 4 points, per: purchase, basket: {holds: cake}}
  breads and cakes: {give: 6 points, per: 2.00 EUR, basket: [{holds: bread, at least: 3}, {holds: cake, at least: 10.00 EUR}]}
  no milk:  {multiply: stars × 1.5, basket: {without: {category: milk}}}
  third:    {give: 9 points, per: purchase, for: {purchase: every 3rd}}
  large:    {give: 8 points, per: purchase, for: {purchase: every 2nd of at least 12.00 EUR}}
  cakey:    {give: 5 points, per: purchase, for: {items: {at least: 4, within: 30 days, of: cake}}}
  noon:     {multiply: points × 1.5, when: {hours: "12:00-13:00"}}
  bread 3:  {multiply: points × 3, of: bread}
  cake 2:   {multiply: points × 2, of: cake}
  tuesdays: {multiply: points × 2, when: {day: tuesday}}
  weekend:  {multiply: stars × 1.25, when: {day: weekend}}
stamp cards:
  bread card: {stamp: 1 per item, of: bread, slots: 10, full gives: free bread}
tiers:
  measure: {unit: stars, window: calendar year, kept: through next year, down: one step}
  steps:
    brons:  {from: 0, names: {nl: brons, en: bronze}}
    zilver: {from: 60, names: {nl: zilver, en: silver}, gives: [{multiply: points × 1.25}]}
discounts:
  with milk:  {off: 2%, of: {category: milk}, basket: {holds: {category: produce}, at least: 8.00 EUR}}
  regulars:   {off: 5%, of: bread, for: {member for: at least 1 year}, why: {nl: "vaste klant", en: "regular"}}
  big spend:  {off: 10%, of: cake, basket: at least 60.00 EUR}
  points off: {spend: points, step: 100, at most: 50% of basket}
rewards:
  free bread: {gives: {free: 1, of: bread, worth at most: 4.50 EUR}, cost price: 0.90 EUR, VAT: discount now}
settings: {multipliers: largest}
"""
DEALS = """discounts:
  rolls:      {take: 3, pay: 2, of: bread, free: cheapest, group: one}
  half:       {buy: 1, get: 1, of: cake, out of: bread, off: 50%}
  five:       {off: 5.00 EUR, basket: at least 60.00 EUR}
  tins:       {off: 0.10 EUR per item, of: {category: grocery}, when: {day: tuesday}}
  milk:       {price: 1.00 EUR, of: {category: milk}, for: {purchase: every 3rd}}
  meal:       {bundle: [{of: bread}, {of: cake}], price: 6.00 EUR, group: one, where: {channel: till}}
  bulk:       {steps: [{from: 4, off: 5%}, {from: 8, off: 10%}], method: whole, of: {category: produce}}
  cake bread: {off: 3%, of: bread, basket: {holds: cake, more than: 1}}
  cheap milk: {off: 4%, of: {category: milk}, basket: [{holds: cake, at least: 20.00 EUR}, {without: bread}]}
  card:       {gift: [theedoek, kaars], worth: 4.00 EUR, basket: at least 40.00 EUR, of: cake}
  sent:       {off: 100%, on: shipping, basket: at least 20.00 EUR}
  member:     {off: 10%, on: catalogue, of: {tag: member price}}
  small:      {off: 1%, on: basket, basket: at most 2.00 EUR, not with: [half]}
shipping: {category: shipping}
floors:
  bread: {of: bread, least: 50%}
rewards:"""
DEALT = EVERYTHING.replace(EVERYTHING[EVERYTHING.index("discounts:\n") : EVERYTHING.index("rewards:") + 8], DEALS)
PROGRAMS = {
    "deals": Compiled(read_yaml(DEALT)),
    "deals of no group": Compiled(read_yaml(DEALT.replace(", group: one", ""))),
    "deals before discounts": Compiled(
        read_yaml(
            DEALT.replace("multipliers: largest", "thresholds: before discounts, thresholds and shipping: with, choosing: first only")
        )
    ),
    "deals without VAT": Compiled(read_yaml(DEALT.replace("multipliers: largest", "thresholds in: excluding VAT, choosing: best only"))),
    "bakery": Compiled(bakery()),
    **{
        how: Compiled(read_yaml(EVERYTHING.replace("multipliers: largest", f"multipliers: {how}"))) for how in ("largest", "sum", "product")
    },
    "bench": Compiled(read_yaml(Path(__file__).parents[2].joinpath("bench/program.yaml").read_text("utf-8"))),
}
ARTICLES = ("bread", "cake", "milk", "bakery/bread", "produce", "grocery/coffee", "shipping")
LINES = st.tuples(st.integers(0, 4000), st.integers(1, 4), st.sampled_from(ARTICLES), st.sampled_from(["", "", "", "tobacco"]))
BASKETS = st.lists(st.tuples(st.lists(LINES, min_size=1, max_size=5), st.integers(0, 3 * DAY_MS)), max_size=8)
Basket = tuple[list[tuple[int, int, str, str]], int]


def days_of(baskets: list[Basket]) -> list[RecordPurchase]:
    at, commands = NOON, []
    for lines, pause in baskets:
        at = Instant(at + pause)
        made = [line(net, pieces, category, legal_class=legal) for net, pieces, category, legal in lines]
        commands.append(buys(*made, who=card(), at=at))
    return commands


def record(program: str, commands: list[RecordPurchase], since: str = "2024-05-01") -> list[object]:
    """Receipts, entries, and the purse after them."""
    memory = Memory(COMPANY, Versions((Instant(0), PROGRAMS[program])))
    memory.record(Enrol(header(key="e"), purse(), NOBODY_KNOWN, (card(),), Day(since)))
    found: list[object] = []
    for command in commands:
        outcome = memory.record(command)
        assert outcome.receipt is not None
        assert all(sealed(entry) == entry for entry in outcome.entries)
        found += [outcome.receipt.document, outcome.entries, outcome.receipt_number]
    return found + stands(memory.purses[purse()])


def stands(purse: Purse) -> list[object]:
    """All that a purse is moved on in."""
    lots = {key: (lot.state(), lot.order) for key, lot in purse.lots.items()}
    queues = {unit: [lot.key for lot in queue.in_spend_order() if lot.available] for unit, queue in purse.queues.items()}
    return [
        purse.seq, purse.hash, purse.balances, lots, queues, purse.totals, purse.measures, purse.tier, purse.tier_review_at, purse.next_due,
        sorted(purse.touched_lots),
    ]  # fmt: skip


@pytest.mark.parametrize("program", PROGRAMS)
@given(baskets=BASKETS, since=st.sampled_from(["2020-05-01", "2026-02-20"]))
def test_a_plain_sale_goes_either_way_to_the_same_bytes(program: str, baskets: list[Basket], since: str) -> None:
    commands = days_of(baskets)

    short = record(program, commands, since)
    with patch.object(plain_sale, "book", lambda *_: None):
        long = record(program, commands, since)

    assert short == long


def ways(program: str, *baskets: Basket, since: str = "2024-05-01") -> list[bool]:
    """Which of these purchases go the short way."""
    short: list[bool] = []
    real = plain_sale.book

    def watched(*facts: Any) -> Outcome | None:
        outcome = real(*facts)
        short.append(outcome is not None)
        return outcome

    with patch.object(plain_sale, "book", watched):
        record(program, days_of(list(baskets)), since)
    return short


def test_an_everyday_purchase_goes_the_short_way_and_a_full_card_is_booked_the_long_way() -> None:
    baskets = [([(250, 1, "bread", "")], 0), ([(2500, 10, "bread", "")], 60_000)]
    booked: list[object] = []
    real = plain_sale.book_judged

    def watched(*facts: Any) -> Outcome | None:
        booked.append(facts)
        return real(*facts)

    with patch.object(plain_sale, "book_judged", watched):
        assert ways("bakery", *baskets) == [True, True]
    assert len(booked) == 1


def test_a_line_that_costs_less_than_nothing_is_the_long_ways_to_refuse() -> None:
    memory = Memory(COMPANY, Versions((Instant(0), PROGRAMS["bench"])))
    memory.record(Enrol(header(key="e"), purse(), NOBODY_KNOWN, (card(),), Day("2024-05-01")))

    outcome = memory.record(buys(line(-5, 1, "bread"), line(500, 1, "bread"), who=card(), at=NOON))

    assert outcome.refusal is not None
    assert outcome.refusal.code == "negative_line"


def test_what_is_paid_after_discounts_goes_the_short_way_too() -> None:
    baskets = [([(250, 1, "bread", "")], 60_000), ([(250, 1, "cake", "")], 60_000)]

    assert ways("largest", ([(150, 1, "milk", "")], 0), *baskets) == [True, True, True]
    assert ways("deals", *baskets) == [True, True]
