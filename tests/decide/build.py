"""Decisions without books: a program, a member as they are, a basket."""

from dataclasses import replace
from typing import Any

from tests import lives, make
from zegel.core.periods import Day
from zegel.core.purchase import Line
from zegel.decide.discounts import Wish
from zegel.decide.plan import Plan
from zegel.decide.sale import MemberFacts, Sale, decide_sale
from zegel.program.compile import Compiled
from zegel.program.deals import Percent
from zegel.program.model import Discount

NEW_MEMBER = MemberFacts(1, Day("2026-03-04"), "brons", 1, (0,), 0, 0)
REGULAR = MemberFacts(1, Day("2019-03-04"), "brons", 1, (0,), 84, 7)
NOBODY = MemberFacts(0, Day(""), "", 1, (0,), -1, -1)


def plan_for(**changes: object) -> Plan:
    """The plan of the bakery, changed."""
    return Plan(Compiled(make.bakery(**changes)))


def decide(plan: Plan, *lines: Line, member: MemberFacts = NEW_MEMBER, wishes: tuple[Wish, ...] = (), **changes: Any) -> Sale:
    """What a basket comes to, on a Wednesday."""
    sale = decide_sale(plan, make.purchase(*lines, **({"at": make.WEDNESDAY} | changes)), member, wishes)
    lives.judged(plan.compiled, lines, member, wishes, changes, sale)
    return sale


def wish(what: str, count: int = 1, spendable: int = 10_000) -> Wish:
    return Wish(what, count, spendable)


def percent(name: str, off_bp: int, **changes: Any) -> Discount:
    """A discount on every article."""
    return replace(Discount(name, Percent(off_bp), make.ALL, "line", 0, "", (), make.words(name)), **changes)


def why_not(plan: Plan, sale: Sale) -> dict[str, int]:
    """Rule → first failing test (-1: came to nothing, -2: a better one of its group)."""
    return {plan.compiled.rules[i].id: n for i, n in sale.failed}
