"""Random years of a club with coupons, codes on receipts, stock, tiers, gift cards, credit: a driver and the small model side by side."""

from dataclasses import replace
from datetime import timedelta
from itertools import count
from typing import Any, ClassVar

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from tests import make
from tests.codes import shown, text_of
from tests.model.arithmetic import day_of, end_of
from tests.model.club_reference import MUG, STEPS, Club, Paper, Person, Pot, Sale
from tests.model.drivers import Driver, Seen
from zegel.core.ids import PurseId, ReceiptId
from zegel.core.periods import HOUR, MINUTE
from zegel.core.purchase import Identifier, Tender
from zegel.flows.commands import CancelHold, CancelRedemption, CommitHold, IssueCredit, IssueGiftCard, Redeem, TopUpGiftCard

PROGRAM = """
zegel: 1
program: De Club
company: {currency: EUR, prices: including VAT, country: NL, languages: [nl, en]}
branches: {dorpsstraat: {}}
units:
  points: {names: {nl: [punt, punten], en: [point, points]}, worth: 0.01 EUR, pending: at once}
earn:
  base: {give: 1 point, per: 1.00 EUR}
  paper: {give: coupon kras, per: purchase, basket: at least 20.00 EUR, for: {member: false}}
coupons:
  zomer: {code: ZOMER, off: 10%, uses: {per member: 2 times, in all: 4 times}}
  kras: {off: 10%, valid for: 30 days}
tiers:
  measure: {spend: all, window: calendar year, kept: through next year, down: one step}
  steps:
    brons: {from: 0.00 EUR}
    zilver: {from: 50.00 EUR, gives: [{multiply: points × 2}]}
    goud: {from: 150.00 EUR, gives: [{multiply: points × 3}]}
rewards: {mug: {gives: {item: MUG, worth: 4.00 EUR}, costs: 20 points, stock: 3}}
store credit: {expires: 20 years}
gift cards: {valid for: 20 years, from: 5.00 EUR, at most: 150.00 EUR}
returns: {within: 30 days}
settings: {hold: 10 minutes}
"""
START = make.clock("2026-01-29 15:00")
END = make.clock("2031-01-01 00:00")
LEAST, PAPERS = 2000, 3

nets = st.lists(st.integers(100, 9999) | st.sampled_from([100, 5000, 15000]), min_size=1, max_size=3)
who, nth = st.integers(0, 1), st.integers(0, 9)
pays_with = st.sampled_from(["money", "money", "gift card", "store credit"])


class ClubMachine(RuleBasedStateMachine):
    """`driver` makes a driver for one run; test_model.py names one."""

    driver: ClassVar[Any]

    def __init__(self) -> None:
        super().__init__()
        self.drive: Driver = type(self).driver()
        self.at = int(START)
        self.club = Club()
        self.people: list[tuple[PurseId, Person]] = []
        self.cards: list[tuple[PurseId, str, Pot]] = []
        self.sales: list[tuple[ReceiptId, Sale]] = []
        self.holds: list[tuple[ReceiptId, Sale]] = []
        self.mugs: list[tuple[ReceiptId, Person]] = []
        self.papers: list[Paper] = []
        self.keys, self.numbers = count(1), count(1)

    @initialize()
    def two_members_and_a_card(self) -> None:
        for _ in range(2):
            purse = make.purse(next(self.numbers))
            self.people.append((purse, Person()))
            assert self.send(make.enrols(0, make.card(purse.hex()), at=self.at), new_purse=purse).refusal == ""
        self.sell_a_card(2500)
        for n in range(2):
            self.buy(n, [4000], coupon=False, by="gift card", asked=1000, card=0)
        self.buy_without_a_card([2000])

    def send(self, command: Any, **changes: Any) -> Seen:
        header = replace(command.header, key=f"c{next(self.keys)}")
        header = replace(header, body_hash=make.sha256(header.key.encode()).digest())
        return self.drive.record(replace(command, header=header, **changes))

    @property
    def year(self) -> int:
        return day_of(self.at).year

    def pick(self, n: int) -> tuple[PurseId, Person]:
        purse, person = self.people[n]
        return purse, person.due(self.year)

    def check_people(self) -> None:
        for purse, person in self.people:
            person.due(self.year)
            found = {"points": person.points, "store_credit": person.credit.minor, "tier": STEPS[person.tier][0]}
            assert self.drive.standing(purse, self.at) == found
        for purse, text, pot in self.cards:
            assert self.drive.on_card(purse, text, self.at) == pot.minor

    # -- what happens in a club

    @rule(n=who, basket=nets, coupon=st.booleans(), by=pays_with, asked=st.integers(1, 6000), card=nth)
    def buy(self, n: int, basket: list[int], coupon: bool, by: str, asked: int, card: int) -> None:
        purse, person = self.pick(n)
        sale = self.club.price(person, basket, self.year, coupon=coupon)
        tenders: tuple[Tender, ...] = ()
        if sale is not None:
            tenders = self.tenders(sale, by, asked, card)
        command = make.buys(*[make.line(net) for net in basket], who=purse, at=self.at, tenders=tenders)
        seen = self.send(replace(command, codes=(shown("ZOMER"),) if coupon else ()))
        assert seen.refusal == ("" if sale is not None else "code_used_up")
        if sale is not None:
            assert seen.totals["pays_minor"] == sale.left
            self.club.use(sale)
            self.booked(seen, sale)
        self.check_people()

    def tenders(self, sale: Sale, by: str, asked: int, card: int) -> tuple[Tender, ...]:
        """Part of it by what is kept, as far as there is, and the rest in money."""
        _, text, pot = self.cards[card % len(self.cards)]
        kept = sale.who.credit if by == "store credit" else pot
        amount = 0 if by == "money" else min(asked, kept.minor, sale.left)
        if not amount:
            return ()
        sale.pot, sale.by_pot = kept, amount
        first = Tender("store_credit", amount) if by == "store credit" else Tender("gift_card", amount, Identifier("gift_card", text))
        return (first, Tender("cash", sale.left - amount)) if sale.left > amount else (first,)

    def booked(self, seen: Seen, sale: Sale) -> None:
        assert seen.receipt is not None
        self.club.book(sale)
        self.sales.append((seen.receipt, sale))

    @precondition(lambda self: len(self.papers) < PAPERS)
    @rule(basket=nets)
    def buy_without_a_card(self, basket: list[int]) -> None:
        text = text_of(100 + len(self.papers))
        command = make.buys(*[make.line(net) for net in basket], who=None, at=self.at)
        paper = Identifier("coupon_code", shown(text).hash.hex())
        seen = self.send(replace(command, paper=paper), new_purse=make.purse(next(self.numbers)))
        printed = sum(basket) >= LEAST
        assert [effect["count"] for effect in seen.effects if effect["effect"] == "code printed"] == [1] * printed
        if printed:
            self.papers.append(Paper(text, 1, end_of(day_of(self.at) + timedelta(days=30))))
        self.check_people()

    @precondition(lambda self: self.papers)
    @rule(n=who, basket=nets, m=nth)
    def show_a_receipts_code(self, n: int, basket: list[int], m: int) -> None:
        purse, person = self.pick(n)
        paper = self.papers[m % len(self.papers)]
        sale = self.club.on_paper(person, basket, self.year, paper)
        command = make.buys(*[make.line(net) for net in basket], who=purse, at=self.at)
        seen = self.send(replace(command, codes=(shown(paper.text),)))
        assert seen.refusal == paper.refusal(self.at)
        if not seen.refusal:
            assert seen.totals["pays_minor"] == sale.left
            self.booked(seen, sale)
        self.check_people()

    @rule(n=who, basket=nets, coupon=st.booleans())
    def hold(self, n: int, basket: list[int], coupon: bool) -> None:
        purse, person = self.pick(n)
        sale = self.club.price(person, basket, self.year, coupon=coupon)
        command = make.holds(*[make.line(net) for net in basket], who=purse, at=self.at)
        seen = self.send(replace(command, codes=(shown("ZOMER"),) if coupon else ()))
        assert seen.refusal == ("" if sale is not None else "code_used_up")
        if sale is not None and seen.receipt is not None:
            self.club.use(sale)
            sale.until = self.at + 10 * MINUTE
            self.holds.append((seen.receipt, sale))
        self.check_people()

    @precondition(lambda self: self.holds)
    @rule(n=nth, paid=st.booleans())
    def close_a_hold(self, n: int, paid: bool) -> None:
        receipt, sale = self.holds[n % len(self.holds)]
        header = make.header(self.at)
        seen = self.send(CommitHold(header, receipt, "", ()) if paid else CancelHold(header, receipt))
        assert seen.refusal == ("" if sale.until else "hold_not_open")
        if sale.until:
            sale.until = 0
            if paid:
                self.booked(seen, sale)
            else:
                self.club.use(sale, -1)
        self.check_people()

    @precondition(lambda self: self.sales)
    @rule(n=nth, lines=st.sets(st.integers(0, 2), min_size=1))
    def bring_back(self, n: int, lines: set[int]) -> None:
        receipt, sale = self.sales[n % len(self.sales)]
        sale.who.due(self.year)
        back = {line for line in lines if line < len(sale.paid)} - sale.back
        if sale.paper is not None and len(sale.back | back) == len(sale.paid):
            back = set()  # all of it would bring the code back, with a last day of its own: stories tell of that
        if back:
            asked = [(line + 1, 1000) for line in sorted(back)]
            seen = self.send(make.returns(receipt, *asked, at=self.at, reason="too small"))
            assert seen.refusal == ""
            assert seen.totals["refund_minor"] == self.club.bring_back(sale, back)
        self.check_people()

    @rule(n=who)
    def take_a_mug(self, n: int) -> None:
        purse, person = self.pick(n)
        seen = self.send(Redeem(make.header(self.at), purse, "mug", 1))
        assert seen.refusal == ("out_of_stock" if not self.club.mugs else "not_enough" if person.points < MUG else "")
        if seen.receipt is not None:
            person.points -= MUG
            self.club.mugs -= 1
            self.mugs.append((seen.receipt, person))
        self.check_people()

    @precondition(lambda self: self.mugs)
    @rule(n=nth)
    def bring_a_mug_back(self, n: int) -> None:
        receipt, person = self.mugs.pop(n % len(self.mugs))
        assert self.send(CancelRedemption(make.header(self.at), receipt, "no")).refusal == ""
        person.due(self.year).points += MUG
        self.club.mugs += 1
        self.check_people()

    @precondition(lambda self: len(self.cards) < 4)
    @rule(minor=st.integers(500, 5000))
    def sell_a_card(self, minor: int) -> None:
        purse, text = make.purse(next(self.numbers)), text_of(len(self.cards) + 1)
        assert self.send(IssueGiftCard(make.header(self.at), purse, Identifier("gift_card", text), minor, "")).refusal == ""
        self.cards.append((purse, text, Pot(minor)))
        self.check_people()

    @rule(n=nth, minor=st.integers(500, 3000))
    def top_a_card_up(self, n: int, minor: int) -> None:
        _, text, pot = self.cards[n % len(self.cards)]
        if pot.minor + minor <= 15_000:
            assert self.send(TopUpGiftCard(make.header(self.at), Identifier("gift_card", text), minor, "")).refusal == ""
            pot.minor += minor
        self.check_people()

    @rule(n=who, minor=st.integers(1, 2000))
    def give_credit(self, n: int, minor: int) -> None:
        purse, person = self.pick(n)
        assert self.send(IssueCredit(make.header(self.at), purse, minor, "the cake fell")).refusal == ""
        person.credit.minor += minor
        self.check_people()

    @rule(how=st.sampled_from(["minute", "ten minutes", "days", "half a year", "new year"]))
    def time_passes(self, how: str) -> None:
        new_year = end_of(day_of(self.at).replace(month=12, day=31))
        waits = {
            "minute": self.at + MINUTE, "ten minutes": self.at + 10 * MINUTE, "days": self.at + 5 * 24 * HOUR,
            "half a year": self.at + 183 * 24 * HOUR, "new year": new_year,
        }  # fmt: skip
        self.at = min(waits[how], int(END))
        for purse, person in self.people:
            self.drive.visit(purse, self.at)
            person.due(self.year)
        for _, sale in self.holds:
            if sale.until and sale.until <= self.at:
                sale.until = 0
                self.club.use(sale, -1)
        self.check_people()

    def teardown(self) -> None:
        self.drive.check()
        self.drive.close()
