"""The `expect` of a step: what must be true after it."""

import re

from zegel.core.refusals import REFUSALS
from zegel.ledger.accounts import PURSE_ACCOUNTS
from zegel.program import forms
from zegel.program.forms import Wrong
from zegel.program.model import Program
from zegel.program.page import Page
from zegel.program.tree import Node, Table, Text
from zegel.replay.friend_deeds import read_friends
from zegel.replay.standing import read_cases, read_entitled, read_seats
from zegel.replay.story import Expectation, Kind
from zegel.replay.trade_steps import read_settles

POINTS = "points"


class ExpectationReader:
    """Reads what a step expects of `program`."""

    def __init__(self, page: Page, program: Program) -> None:
        self.page, self.program = page, program
        self.units = [unit.id for unit in program.units if unit.kind in ("points", "status", "paid stamps", "coupon")]
        self.accounts = [*self.units, *(f"{unit} {account}" for unit in self.units for account in PURSE_ACCOUNTS)]
        self.friends: list[str] = []
        self.tiers = [step.id for step in program.tiers.steps] if program.tiers else []

    def read(self, node: Node, *, bought: bool, friends: list[str]) -> tuple[Expectation, ...]:
        """Every expectation, in the order of the file. `bought`: the step is a purchase; `friends` joined by then."""
        self.friends = friends
        found = self.page.table(node, "expect")
        if isinstance(node, Table) and not node.entries:
            self.page.wrong(node, "empty", "Here something to expect is needed, such as {points: 12}.")
        return tuple(one for key, entry in found.items() for one in self._one(key, entry, bought=bought))

    def _one(self, key: str, node: Node, *, bought: bool) -> list[Expectation]:
        match key:
            case "pays" | "refund":
                wanted = self.page.form(node, lambda text: forms.money(text, self.program.currency), 0)
                return [Expectation(node.line, "pays" if key == "pays" else "refund", "", wanted)]
            case "turnover" | "bonus" | "to next" | "owed" | "to charge" | "kept back" as kind:
                return [Expectation(node.line, kind, "", self.page.form(node, lambda text: forms.money(text, self.program.currency), 0))]
            case "points":
                self.page.known(Text(POINTS, node.line, node.column, node.path), self.units, "unit")
                return [Expectation(node.line, "earned" if bought else "balance", POINTS, self.page.form(node, _signed, 0))]
            case "earned":
                return self._counts(node, "earned", self.units)
            case "balances":
                return self._counts(node, "balance", self.accounts)
            case "expired":
                if isinstance(node, Text):
                    return [Expectation(node.line, "expired", POINTS, self.page.form(node, forms.count, 0))]
                return self._counts(node, "expired", self.units)
            case "settles":
                return read_settles(self.page, self.program, node)
            case "friends":
                return read_friends(self.page, node, self.friends)
            case "left on":
                return self._left_on(node)
            case "cases":
                return read_cases(self.page, node)
            case "seats":
                return read_seats(self.page, self.program, node)
            case "entitled":
                return read_entitled(self.page, self.program, node)
            case "stamps":
                return self._stamps(node)
            case _:
                return self._words(key, node)

    def _counts(self, node: Node, kind: Kind, known: list[str]) -> list[Expectation]:
        """A table of units and counts."""
        if not isinstance(node, Table):
            self.page.wrong(node, "wrong_kind", "Here units are needed, each with a count: {points: 12}.")
            return []
        found = []
        for name, entry in node.entries.items():
            self.page.known(entry.named, known, "unit")
            found.append(Expectation(entry.key.line, kind, name, self.page.form(entry.node, _signed, 0)))
        return found

    def _left_on(self, node: Node) -> list[Expectation]:
        """Gift cards by their names in the story, and the member's store credit."""
        if not isinstance(node, Table):
            self.page.wrong(node, "wrong_kind", "Here gift cards are needed, each with an amount: {blue: 5.00 EUR}.")
            return []
        money = {
            name: self.page.form(one.node, lambda text: forms.money(text, self.program.currency), 0) for name, one in node.entries.items()
        }
        return [Expectation(entry.key.line, "left on", name, money[name]) for name, entry in node.entries.items()]

    def _stamps(self, node: Node) -> list[Expectation]:
        if not isinstance(node, Table):
            self.page.wrong(node, "wrong_kind", "Here cards are needed, each with a count or `full`: {bread card: 3}.")
            return []
        found, cards = [], [card.id for card in self.program.cards]
        for name, entry in node.entries.items():
            self.page.known(entry.named, cards, "card")
            full = isinstance(entry.node, Text) and entry.node.text == "full"
            wanted = "full" if full else self.page.form(entry.node, _signed, 0)
            found.append(Expectation(entry.key.line, "stamps", name, wanted))
        return found

    def _words(self, key: str, node: Node) -> list[Expectation]:
        """`tier`, `reward`, `said`, `refused`."""
        if key == "tier":
            return [Expectation(node.line, "tier", "", self.page.choice(node, [*self.tiers, "none"], "tier"))]
        if key == "refused":
            return [Expectation(node.line, "refused", "", self.page.choice(node, REFUSALS, "refusal"))]
        if key == "said":
            return [Expectation(item.line, "said", "", self.page.text(item, "what the receipt says")) for item in self.page.items(node)]
        rewards = [*(reward.id for reward in self.program.rewards), "none"]
        return [Expectation(item.line, "reward", "", self.page.choice(item, rewards, "reward")) for item in self.page.items(node)]


def _signed(text: str) -> int:
    """A whole number that may be below zero: `-3`."""
    match = re.fullmatch(r"[-−](.+)", text)
    if match is None:
        return forms.count(text)
    try:
        return -forms.count(match[1], 1)
    except Wrong as wrong:
        raise Wrong(wrong.message) from None
