"""A refund goes back to the stored value that had paid, in the order in which it paid; money only gets what is left (domain.md §2.7)."""

from json import loads
from typing import Any

from zegel.booking.earnings import settle
from zegel.booking.returns import give_back
from zegel.core.ids import ReceiptId, purse_of
from zegel.core.refusals import MemberNeeded, UnknownUnit
from zegel.decide.document import Document
from zegel.decide.effects import Effect, PayBack
from zegel.decide.plan import Plan
from zegel.flows.commands import Header, ReturnGoods
from zegel.flows.facts import Facts
from zegel.flows.lots import kept_until, spent_from
from zegel.flows.paying import NONE_PAID, Linked, ask_for_cards, card_that_paid, issue, paid_by
from zegel.flows.receipts import receipt_read
from zegel.flows.tallies import SPREAD, add, so_far
from zegel.ledger.accounts import AVAILABLE, ISSUED
from zegel.ledger.draft import Draft
from zegel.program.stored_value import STORE_CREDIT


def refund_paid(
    facts: Facts, plan: Plan, draft: Draft, document: Document, totals: str, command: ReturnGoods, kept: int = 0
) -> tuple[Linked, str]:
    """What the refund in `totals` becomes, and the totals with how much of it is money where not all of it is.

    `kept` of the money pays for a purchase, and is not made store credit.
    """
    if not (command.as_credit or paid_by(document)):
        return NONE_PAID, totals
    refund, sale = loads(totals)["refund_minor"], command.sale
    before = so_far(draft, sale, SPREAD)
    back = max(refund, 0)  # empties that go along again are paid for in money: what a card got back stays on it
    linked = _pay_back(facts, plan, draft, document, sale, before, before + back, command.header)
    if paid_by(document):
        add(draft, sale, SPREAD, back)
    money = refund - sum(effect.count for effect in linked.effects if isinstance(effect, PayBack))
    if command.as_credit:
        linked.effects += _as_credit(plan, draft, money - kept, command.header)
        money = min(money, kept)
    return linked, totals if money == refund else f'{{"money_minor":{money},{totals[1:]}'


def _as_credit(plan: Plan, draft: Draft, amount: int, header: Header) -> list[Effect]:
    """What would come back in money becomes store credit, because the shopper chose that."""
    if STORE_CREDIT not in plan.stored:
        raise UnknownUnit(unit=STORE_CREDIT)
    if not draft.purse.since:
        raise MemberNeeded()
    return [issue(plan, draft, STORE_CREDIT, amount, header, ISSUED), *settle(draft, STORE_CREDIT)] if amount > 0 else []


def _pay_back(
    facts: Facts, plan: Plan, draft: Draft, document: Document, sale: ReceiptId, before: int, after: int, header: Header
) -> Linked:
    """What of a refund goes back to the stored value that paid, in the order in which it paid; money only gets what is left.

    `before` and `after` are what all returns of the sale refunded, without this one and with it: so any partition comes to the same.
    """
    linked = Linked()
    earliest = kept_until(plan, header.business_date)
    parts: list[tuple[dict[str, Any], int, int]] = []
    for effect in paid_by(document):
        count = effect["count"]
        skip, amount = min(before, count), min(after, count) - min(before, count)
        before, after = max(before - count, 0), max(after - count, 0)
        if amount > 0:
            parts.append((effect, skip, amount))
    ask_for_cards(facts, document, [effect for effect, _, _ in parts], header.at, receipt=True)
    for effect, skip, amount in parts:
        unit = effect["unit"]
        if effect["purse"] == document.body["purse"]:
            give_back(draft, unit, amount, skip, sale.purse, spent_from(facts, document, sale, unit), header.at, earliest)
            linked.effects += [PayBack(unit, amount, draft.purse.text, draft.balance(unit, AVAILABLE)), *settle(draft, unit)]
            continue
        card = Draft(card_that_paid(facts, effect, header.at, receipt=True))
        named = purse_of(effect["purse"])
        assert named is not None
        paid = ReceiptId(named, effect["seq"])
        give_back(card, unit, amount, skip, named, spent_from(facts, receipt_read(facts, paid), paid, unit), header.at, earliest)
        linked.add(card, "pay back", PayBack(unit, amount, card.purse.text, card.balance(unit, AVAILABLE)))
    return linked
