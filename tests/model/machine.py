"""Random days of a shop, driven through a driver and the small model side by side (reliability.md L1-L7).

After every step the purse that was touched has the model's balances and lots; at the end every purse has, and the books are checked.
"""

from dataclasses import replace
from itertools import count
from typing import Any, ClassVar

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from tests import make
from tests.model.arithmetic import day_of, end_of
from tests.model.drivers import Driver, Seen
from tests.model.reference import Basket, Purse, Sale
from zegel.core.ids import PurseId, ReceiptId
from zegel.core.periods import HOUR, MINUTE
from zegel.flows.commands import CancelHold, CancelRedemption, Claim, Command, CommitHold, Redeem, Use

PROGRAM = """
zegel: 1
program: Het Model
company: {currency: EUR, prices: including VAT, country: NL, languages: [nl, en]}
branches: {dorpsstraat: {}}
units:
  points: {names: {nl: [punt, punten], en: [point, points]}, worth: 0.01 EUR, expires: 2 months, pending: {web: 3 days}}
earn: {base: {give: 1 point, per: 1.00 EUR}}
discounts: {points off: {spend: points, step: 10, at most: 50% of basket}}
tiers: {measure: {spend: all}, steps: {everybody: {from: 0.00 EUR}, nobody: {from: 1_000_000.00 EUR}}}
rewards: {pen: {gives: {item: PEN, worth: 1.00 EUR}, costs: 25 points}}
returns: {within: 30 days, points last at least: 5 days}
settings: {hold: 10 minutes, claim within: 10 years}
"""
WAIT_DAYS = 3
MORE_THAN_SOLD = 4
START = make.clock("2026-01-29 15:00")

baskets = st.lists(st.tuples(st.integers(1, 9999) | st.sampled_from([100, 1000]), st.integers(1, 3)), min_size=1, max_size=3)
points = st.sampled_from([0, 0, None, 10, 20, 50, 25])
who = st.integers(0, 5)
nth = st.integers(0, 9)


class Machine(RuleBasedStateMachine):
    """`driver` makes a driver for one run; subclasses in test_model.py name one."""

    driver: ClassVar[Any]

    def __init__(self) -> None:
        super().__init__()
        self.drive: Driver = type(self).driver()
        self.at = int(START)
        self.purses: list[tuple[PurseId, Purse]] = []
        self.sales: list[tuple[ReceiptId, Sale]] = []
        self.holds: list[tuple[ReceiptId, Sale]] = []
        self.rewards: list[tuple[ReceiptId, Sale]] = []
        self.cancelled: set[int] = set()
        self.sent: list[tuple[Command, Seen]] = []
        self.keys, self.numbers = count(1), count(1)

    @initialize(first=st.lists(st.tuples(baskets, points), min_size=2, max_size=4))
    def two_members_who_have_bought_before(self, first: list[tuple[Basket, int | None]]) -> None:
        for _ in range(2):
            purse = make.purse(next(self.numbers))
            self.purses.append((purse, Purse(member=True)))
            assert self.send(make.enrols(0, make.card(purse.hex()), at=self.at), new_purse=purse).refusal == ""
        for n, (basket, used) in enumerate(first):
            self.buy(n, [(net + 2000, pieces) for net, pieces in basket], used, "till")
            self.at += 9 * 24 * HOUR

    # -- talking

    def send(self, command: Any, **changes: Any) -> Seen:
        """Record `command` under a key of its own."""
        header = replace(command.header, key=f"k{next(self.keys)}")
        header = replace(header, body_hash=make.sha256(header.key.encode()).digest())
        command = replace(command, header=header, **changes)
        seen = self.drive.record(command)
        self.sent.append((command, seen))
        return seen

    def pick(self, n: int) -> tuple[PurseId, Purse]:
        return self.purses[n % len(self.purses)]

    def check_purse(self, purse: PurseId, model: Purse) -> None:
        """The driver and the model agree on what is in the purse."""
        model = model.due(self.at)
        purse = next(known for known, found in self.purses if found is model)
        reserved = sum(n for hold in model.holds for _, n in hold.took)
        pending = sum(lot.pending for lot in model.lots)
        expected = {"available": model.available, "debt": -model.debt, "pending": pending, "reserved": reserved}
        assert self.drive.balances(purse, self.at) == {account: n for account, n in expected.items() if n}
        assert model.available == 0 or model.debt == 0
        held = {id(lot): 0 for lot in model.lots}
        for hold in model.holds:
            for lot, n in hold.took:
                held[id(lot)] += n
        lots = [(lot.expires, lot.available, lot.pending, held[id(lot)]) for lot in model.in_order()]
        assert self.drive.lots(purse, self.at) == [lot for lot in lots if any(lot[1:])]

    # -- what happens in a shop

    @rule(n=who, basket=baskets, used=points)
    def buy_at_the_till(self, n: int, basket: Basket, used: int | None) -> None:
        self.buy(n, basket, used, "till")

    @rule(n=who, basket=baskets, used=points)
    def buy_on_the_web(self, n: int, basket: Basket, used: int | None) -> None:
        self.buy(n, basket, used, "web")

    def buy(self, n: int, basket: Basket, used: int | None, channel: str) -> None:
        purse, model = self.pick(n)
        model = model.due(self.at)
        refusal, spent = model.price(basket, used)
        seen = self.send(self.purchase(basket, used, purse, channel))
        assert seen.refusal == refusal
        if not refusal:
            assert seen.receipt is not None
            self.bought(seen, model, model.sale(basket, spent, self.at), channel)
        self.check_purse(purse, model)

    @rule(basket=baskets, used=st.sampled_from([None, None, None, 0]))
    def buy_without_a_card(self, basket: Basket, used: int | None) -> None:
        purse, model = make.purse(next(self.numbers)), Purse(member=False)
        seen = self.send(self.purchase(basket, used, None, "till"), new_purse=purse)
        assert seen.refusal == ("member_needed" if used is not None else "")
        if not seen.refusal:
            self.purses.append((purse, model))
            self.bought(seen, model, model.sale(basket, 0, self.at), "till")
            self.check_purse(purse, model)

    def purchase(self, basket: Basket, used: int | None, purse: PurseId | None, channel: str) -> Any:
        lines = [make.line(net, pieces) for net, pieces in basket]
        uses = () if used is None else (Use("points off", used),)
        return make.buys(*lines, who=purse, at=self.at, uses=uses, channel=channel)

    def bought(self, seen: Seen, model: Purse, sale: Sale, channel: str) -> None:
        assert seen.receipt is not None
        assert seen.totals["pays_minor"] == sum(paid for _, paid, _ in sale.lines)
        waits = end_of(day_of(self.at + WAIT_DAYS * 24 * HOUR)) if channel == "web" else 0
        model.earn(sale, waits)
        self.sales.append((seen.receipt, sale))

    @rule(n=who, basket=baskets, used=points)
    def hold(self, n: int, basket: Basket, used: int | None) -> None:
        purse, model = self.pick(n)
        model = model.due(self.at)
        refusal, spent = model.price(basket, used)
        uses = () if used is None else (Use("points off", used),)
        seen = self.send(make.holds(*[make.line(*each) for each in basket], who=purse, at=self.at, uses=uses))
        assert seen.refusal == refusal
        if seen.receipt is not None:
            hold = model.sale(basket, spent, self.at)
            hold.until = self.at + 10 * MINUTE
            model.holds.append(hold)
            self.holds.append((seen.receipt, hold))
        self.check_purse(purse, model)

    @precondition(lambda self: self.holds)
    @rule(n=nth, paid=st.booleans())
    def close_a_hold(self, n: int, paid: bool) -> None:
        receipt, hold = self.holds[n % len(self.holds)]
        model = hold.purse.due(self.at)
        header = make.header(self.at)
        seen = self.send(CommitHold(header, receipt, "", ()) if paid else CancelHold(header, receipt))
        assert seen.refusal == ("" if hold in model.holds else "hold_not_open")
        if hold in model.holds and paid:
            model.holds.remove(hold)
            model.earn(hold)
            assert seen.receipt is not None
            self.sales.append((seen.receipt, hold))
        elif hold in model.holds:
            model.let_go(hold, self.at)
        self.check_purse(receipt.purse, model)

    @rule(n=who, times=st.integers(1, 2))
    def redeem(self, n: int, times: int) -> None:
        purse, model = self.pick(n)
        model = model.due(self.at)
        seen = self.send(Redeem(make.header(self.at), purse, "pen", times))
        assert seen.refusal == ("not_enough" if 25 * times > model.available - model.debt else "")
        if seen.receipt is not None:
            self.rewards.append((seen.receipt, Sale(model, self.at, [], model.take(25 * times), [])))
        self.check_purse(purse, model)

    @precondition(lambda self: self.rewards)
    @rule(n=nth)
    def cancel_a_redemption(self, n: int) -> None:
        n %= len(self.rewards)
        receipt, reward = self.rewards[n]
        model = reward.purse.due(self.at)
        seen = self.send(CancelRedemption(make.header(self.at), receipt, "no"))
        assert seen.refusal == ("already_cancelled" if n in self.cancelled else "")
        if not seen.refusal:
            self.cancelled.add(n)
            model.give_back(reward, sum(count for _, count in reward.took), 0, self.at)
        self.check_purse(receipt.purse, model)

    @precondition(lambda self: self.sales)
    @rule(n=nth)
    def bring_back_everything(self, n: int) -> None:
        self.bring_back(n, [0, 0, 0])

    @precondition(lambda self: self.sales)
    @rule(n=nth, asked=st.lists(st.integers(0, 4), min_size=3, max_size=3))
    def bring_back_some(self, n: int, asked: list[int]) -> None:
        self.bring_back(n, asked)

    def bring_back(self, n: int, asked: list[int]) -> None:
        receipt, sale = self.sales[n % len(self.sales)]
        model = sale.purse.due(self.at)
        left = [pieces - back for (pieces, _, _), back in zip(sale.lines, sale.back, strict=True)]
        wanted = [pieces if pieces == MORE_THAN_SOLD else min(pieces, there) for pieces, there in zip(asked, left, strict=False)]
        lines = [(number, 1000 * pieces) for number, pieces in enumerate(wanted, 1) if pieces]
        seen = self.send(make.returns(receipt, *lines, at=self.at, reason="too small"))
        back = wanted if lines else left
        too_much = not any(back) or any(pieces > there for pieces, there in zip(back, left, strict=True))
        assert seen.refusal == ("more_than_sold" if too_much else "")
        if not too_much:
            assert seen.totals["refund_minor"] == model.bring_back(sale, back, self.at)
        self.check_purse(receipt.purse, model)

    @rule(n=who, count=st.sampled_from([-15, 1, 33, 120]))
    def adjust(self, n: int, count: int) -> None:
        purse, model = self.pick(n)
        model = model.due(self.at)
        seen = self.send(make.adjusts(purse, count, at=self.at))
        assert seen.refusal == ("not_enough" if -count > model.available - model.debt and count < 0 else "")
        if not seen.refusal and count < 0:
            model.take(-count)
        elif not seen.refusal:
            model.given(count, self.at)
        self.check_purse(purse, model)

    @precondition(lambda self: len(self.purses) > 2)
    @rule(n=who, member=st.integers(0, 1))
    def claim(self, n: int, member: int) -> None:
        purse, old = self.purses[2 + n % (len(self.purses) - 2)]
        into, new = self.purses[member]
        seen = self.send(Claim(make.header(self.at), purse, into))
        refusal = "same_purse" if old.into is new else "already_member" if old.into else ""
        new, old = new.due(self.at), old.due(self.at)
        refusal = refusal or ("hold_open" if old.holds else "")
        assert seen.refusal == refusal
        if not refusal:
            new.take_over(old)
        self.check_purse(into, new)

    # -- time, and asking again

    @rule(how=st.sampled_from(["minute", "ten minutes", "hours", "midnight", "just before midnight", "days", "month", "clock change"]))
    def time_passes(self, how: str) -> None:
        today = day_of(self.at)
        waits = {
            "minute": self.at + MINUTE, "ten minutes": self.at + 10 * MINUTE, "hours": self.at + 7 * HOUR, "midnight": end_of(today),
            "just before midnight": end_of(today) - 1, "days": self.at + 5 * 24 * HOUR,
            "month": end_of(today.replace(day=28)) + 24 * HOUR,
            "clock change": end_of(today.replace(month=3 if today.month < 3 else 10, day=24)) + 4 * 24 * HOUR,
        }  # fmt: skip
        self.at = max(self.at, waits[how])

    @rule(n=st.integers(0, 99), count=st.integers(1000, 9999))
    def the_same_again_and_another_under_its_key(self, n: int, count: int) -> None:
        command, first = self.sent[n % len(self.sent)]
        before = [self.drive.balances(purse, self.at) for purse, model in self.purses if not model.into]
        assert self.drive.record(command) == first
        assert [self.drive.balances(purse, self.at) for purse, model in self.purses if not model.into] == before
        if self.drive.binds_keys:
            other = make.adjusts(self.purses[0][0], count, at=self.at, reason="another")
            header = replace(other.header, key=command.header.key, body_hash=make.sha256(b"another").digest())
            assert self.drive.record(replace(other, header=header)).refusal == "key_reused"
            self.check_purse(*self.purses[0])

    def teardown(self) -> None:
        for purse, model in self.purses:
            self.check_purse(purse, model)
        self.drive.check()
        self.drive.close()
