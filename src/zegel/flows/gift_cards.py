"""A gift card is a purse of its own that nobody's name is on: put into circulation, topped up, and replaced when it is lost.

What it pays for is told in flows.paying. Its code is never seen here: an identifier of kind `gift_card` holds the code's hash.
"""

from zegel.core.ids import PurseId, ReceiptId
from zegel.core.refusals import GiftCardAmount, IdentifierTaken, ReasonMissing, UnknownGiftCard, UnknownUnit
from zegel.decide.effects import Change, Effect
from zegel.decide.plan import Plan, plan_of
from zegel.flows.card_register import check_sellable, hashes_of, sold_here
from zegel.flows.commands import IssueGiftCard, ReplaceGiftCard, TopUpGiftCard
from zegel.flows.facts import Facts, Needs, Outcome, PurseNeeds, Resolved, Shelf, Wants
from zegel.flows.known import nobody
from zegel.flows.paid_value import sold_draws
from zegel.flows.paying import issue, purse_of_card
from zegel.flows.purses import check_no_hold, ready
from zegel.flows.receipts import finish
from zegel.ledger.accounts import AVAILABLE, IN_TRANSIT, ISSUED, RESERVED
from zegel.ledger.draft import Draft
from zegel.ledger.entries import LotRef, LotTerms
from zegel.ledger.purse import Purse
from zegel.program.stored_value import GIFT_CARD


def issue_wants(command: IssueGiftCard) -> Wants:
    """The earlier answer, and whether the code is new."""
    return Wants((command.header.source, command.header.key), (command.card,), None, (), printed=hashes_of((command.card,)))


def issue_needs(_shelf: Shelf, command: IssueGiftCard, resolved: Resolved) -> Needs:
    """Nothing: the purse is new."""
    if command.card in resolved.purse_of:
        raise IdentifierTaken(kind=command.card.kind)
    return Needs(())


def issue_run(facts: Facts, resolved: Resolved, command: IssueGiftCard) -> Outcome:
    """A purse for the card, with what was paid for it. The till sells the line; it earns nothing and is never discounted."""
    header = command.header
    plan = plan_of(facts.shelf.live_at(header.happened_at))
    check_sellable(plan, resolved, command.card, command.amount_minor, drawn=command.drawn)
    check_amount(plan, command.amount_minor, 0)
    purse = Purse(command.new_purse)
    draft = Draft(purse)
    effects: list[Effect] = [issue(plan, draft, GIFT_CARD, command.amount_minor, header, ISSUED)]
    entry, receipt = finish(facts, plan, draft, header, "issue", effects, nobody(plan), reason=command.reason)
    facts.purses[purse.id] = purse
    sold = sold_draws(plan, header.business_date, command.amount_minor)
    return Outcome(
        (entry,), receipt, new_purses=(purse.id,), identifiers=((command.card, purse.id),), draws=sold,
        printed=sold_here(resolved, command.card, purse.id),
    )  # fmt: skip


def check_amount(plan: Plan, amount: int, there: int) -> None:
    """Refuse a program without gift cards, and an amount that they are not sold for."""
    if GIFT_CARD not in plan.stored:
        raise UnknownUnit(unit=GIFT_CARD)
    cards = plan.compiled.program.stored.gift_cards
    if amount < cards.least_minor or amount + there > cards.most_minor:
        most = max(cards.most_minor - there, 0)
        raise GiftCardAmount(least=cards.least_minor, most=most, currency=plan.compiled.program.currency)


def on_card(purse: Purse) -> int:
    """What is on a gift card, with what a hold set aside: that may come back."""
    return purse.spendable(GIFT_CARD) + purse.balance(GIFT_CARD, RESERVED)


def top_up_wants(command: TopUpGiftCard) -> Wants:
    """The earlier answer and the card."""
    return Wants((command.header.source, command.header.key), (command.card,), None, ())


def top_up_needs(_shelf: Shelf, command: TopUpGiftCard, resolved: Resolved) -> Needs:
    """The card's purse."""
    return Needs((PurseNeeds(purse_of_card(resolved, command.card)),))


def top_up_run(facts: Facts, resolved: Resolved, command: TopUpGiftCard) -> Outcome:
    """Another lot, with days of its own; what was on the card keeps its own."""
    header = command.header
    plan = plan_of(facts.shelf.live_at(header.happened_at))
    purse = ready(facts, purse_of_card(resolved, command.card), header.at)
    check_amount(plan, command.amount_minor, on_card(purse))
    draft = Draft(purse)
    effects: list[Effect] = [issue(plan, draft, GIFT_CARD, command.amount_minor, header, ISSUED)]
    entry, receipt = finish(facts, plan, draft, header, "issue", effects, nobody(plan), reason=command.reason)
    return Outcome((entry,), receipt, draws=sold_draws(plan, header.business_date, command.amount_minor))


def replace_wants(command: ReplaceGiftCard) -> Wants:
    """The earlier answer, the lost card's purse, and whether the new code is new."""
    shown = () if command.card is None else (command.card,)
    return Wants((command.header.source, command.header.key), shown, None, (command.lost,), printed=hashes_of(shown))


def replace_needs(_shelf: Shelf, command: ReplaceGiftCard, resolved: Resolved) -> Needs:
    """Everything of the lost card's purse."""
    if command.card is not None and command.card in resolved.purse_of:
        raise IdentifierTaken(kind=command.card.kind)
    return Needs((PurseNeeds(_lost(resolved, command), holds=True, all_lots=True),))


def _lost(resolved: Resolved, command: ReplaceGiftCard) -> PurseId:
    if command.lost not in resolved.known_purses:
        raise UnknownGiftCard()
    return resolved.follow(command.lost)


def replace_run(facts: Facts, resolved: Resolved, command: ReplaceGiftCard) -> Outcome:
    """Every open lot moves to a new purse, with its dates. Without a new code the money waits there for one: the card is blocked.

    The old purse leads to the new one for refunds, never for its old code.
    """
    header = command.header
    plan = plan_of(facts.shelf.live_at(header.happened_at))
    if not command.reason.strip():
        raise ReasonMissing()
    old = ready(facts, _lost(resolved, command), header.at)
    if old.since or not any(lot.unit == GIFT_CARD for lot in old.lots.values()) or any(unit != GIFT_CARD for unit, _ in old.balances):
        raise UnknownGiftCard()
    check_no_hold(old)
    new = Purse(command.new_purse)
    out, into = Draft(old), Draft(new)
    count = 0
    for lot in sorted(old.lots.values(), key=lambda lot: lot.order):
        if lot.available:
            count += lot.available
            out.move(lot.unit, AVAILABLE, IN_TRANSIT, lot.available, lot.key)
            terms = LotTerms(lot.opened_at, lot.available_at, lot.expires_at, LotRef(old.id, lot.seq, lot.n))
            into.open(lot.unit, AVAILABLE, lot.available, terms, IN_TRANSIT)
    if command.card is not None:
        check_sellable(plan, resolved, command.card, count, drawn=command.drawn)
    out.linked, into.linked = LotRef(new.id, into.seq, 0), LotRef(old.id, out.seq, 0)
    given = out.entry(
        "transfer out", header.at, header.happened_at, header.business_date, header.actor, header.branch, header.till, "", b""
    )
    old.apply(given)
    old.alias_of = new.id
    effects: list[Effect] = [Change("transfer", GIFT_CARD, count)]
    of = str(ReceiptId(old.id, out.seq))
    entry, receipt = finish(facts, plan, into, header, "transfer in", effects, nobody(plan), of=of, reason=command.reason)
    facts.purses[new.id] = new
    shown = () if command.card is None else ((command.card, new.id),)
    sold = () if command.card is None else sold_here(resolved, command.card, new.id)
    return Outcome((given, entry), receipt, new_purses=(new.id,), identifiers=shown, merged=(old.id, new.id), printed=sold)
