"""Stored value pays: the member's own store credit, and gift cards, each a purse of its own.

A basket that several purses pay for is one happening: each of them gets an entry that is linked to the sale's, with a receipt of its own,
in one database transaction. Every entry is drafted before the first is booked, for after that nothing may fail.
"""

from collections.abc import Iterable, Sequence
from typing import Any, Final

from zegel.core.ids import PurseId, ReceiptId, purse_of
from zegel.core.periods import Instant
from zegel.core.purchase import Identifier, Purchase, Tender
from zegel.core.refusals import Malformed, MemberNeeded, NotEnough, UnknownGiftCard
from zegel.core.value import value
from zegel.decide.document import Document
from zegel.decide.effects import Effect, Issue, Pay, PayBack
from zegel.decide.plan import Plan
from zegel.flows.card_facts import SoldHere
from zegel.flows.commands import Header
from zegel.flows.due import release_hold
from zegel.flows.facts import Facts, Missing, Needs, PurseNeeds, Receipt, Resolved
from zegel.flows.known import nobody
from zegel.flows.purses import ready
from zegel.flows.receipts import finish
from zegel.ledger.accounts import AVAILABLE, REDEEMED, RESERVED
from zegel.ledger.draft import Draft
from zegel.ledger.entries import HoldMark, JournalEntry, LotRef, LotTerms
from zegel.ledger.purse import Purse
from zegel.program.stored_value import GIFT_CARD, STORE_CREDIT


@value
class Payment:
    """`amount` of `unit` is to be paid: out of the gift card `card`, or (None) the member's own purse."""

    unit: str
    amount: int
    card: Identifier | None


NOTHING: Final[tuple[Payment, ...]] = ()


def cards_of(purchase: Purchase) -> tuple[Identifier, ...]:
    """The gift cards that are to pay."""
    return tuple([tender.card for tender in purchase.tenders if tender.card is not None])


def payments_of(plan: Plan, tenders: Sequence[Tender]) -> tuple[Payment, ...]:
    """What stored value is to pay. What the program does not keep is only told: another's gift card, credit in another's books."""
    if not tenders:
        return NOTHING
    found: dict[Identifier | None, int] = {}
    for tender in tenders:
        if tender.card is not None:
            if GIFT_CARD not in plan.stored:
                raise UnknownGiftCard()
        elif tender.kind != "store_credit" or STORE_CREDIT not in plan.stored:
            continue
        if tender.amount_minor <= 0:
            raise Malformed("tenders: stored value pays more than nothing", field="tenders")
        found[tender.card] = found.get(tender.card, 0) + tender.amount_minor
    return tuple([Payment(STORE_CREDIT if card is None else GIFT_CARD, amount, card) for card, amount in found.items()])


def payment_needs(payments: Sequence[Payment], resolved: Resolved) -> tuple[tuple[tuple[str, int], ...], tuple[PurseNeeds, ...]]:
    """What is spent of the member's own purse, and the purses of the gift cards."""
    own = tuple([(p.unit, p.amount) for p in payments if p.card is None])
    cards = tuple([PurseNeeds(purse_of_card(resolved, p.card), spend=((p.unit, p.amount),)) for p in payments if p.card is not None])
    return own, cards


def purse_of_card(resolved: Resolved, card: Identifier) -> PurseId:
    """The purse of a gift card. A card that was replaced leads nowhere: whoever holds the old code may not spend from the new one."""
    found = resolved.purse_of.get(card)
    if found is None or resolved.follow(found) != found:
        raise UnknownGiftCard()
    return found


class Linked:
    """Entries of other purses that belong with the one under way, drafted and not booked yet."""

    def __init__(self) -> None:
        self.drafts: list[tuple[Draft, str, tuple[Effect, ...]]] = []
        """Draft, kind of its entry, what it did."""
        self.effects: list[Effect] = []
        """What all of it comes to, for the receipt of the entry under way."""
        self.identifiers: tuple[tuple[Identifier, PurseId], ...] = ()
        """What leads to the purses that are new."""
        self.new_purses: tuple[PurseId, ...] = ()
        self.printed: tuple[SoldHere, ...] = ()
        """Printed gift cards among them."""

    def add(self, draft: Draft, kind: str, *effects: Effect) -> None:
        """One more purse."""
        self.drafts.append((draft, kind, effects))
        self.effects += effects

    def beside(self, other: "Linked") -> "Linked":
        """Both, in this order."""
        if not other.effects:
            return self
        both = Linked()
        both.drafts, both.effects = [*self.drafts, *other.drafts], [*self.effects, *other.effects]
        both.identifiers, both.new_purses = self.identifiers + other.identifiers, self.new_purses + other.new_purses
        both.printed = self.printed + other.printed
        return both

    def book(
        self, facts: Facts, plan: Plan, header: Header, of: ReceiptId, reason: str = ""
    ) -> tuple[tuple[JournalEntry, ...], tuple[Receipt, ...]]:
        """Book them all, linked to the entry of receipt `of`."""
        entries, receipts = [], []
        for draft, kind, effects in self.drafts:
            draft.linked = LotRef(of.purse, of.seq, 0)
            entry, receipt = finish(facts, plan, draft, header, kind, [*effects], nobody(plan), of=str(of), reason=reason)
            entries.append(entry)
            receipts.append(receipt)
            facts.purses.setdefault(draft.purse.id, draft.purse)
        return tuple(entries), tuple(receipts)


NONE_PAID: Final = Linked()
"""Nothing but money pays."""


# -- a purchase, a hold


def pay(
    facts: Facts,
    resolved: Resolved,
    draft: Draft,
    payments: Sequence[Payment],
    at: Instant,
    *,
    anonymous: bool,
    until: Instant | None = None,
) -> Linked:
    """Draft what stored value pays; refuses `member_needed`, `unknown_gift_card`, `not_enough`.

    `until`: it is only set aside, until then.
    """
    linked = Linked()
    destination = REDEEMED if until is None else RESERVED
    for payment in payments:
        if payment.card is None:
            if anonymous:
                raise MemberNeeded()
            linked.effects.append(_take(draft, payment, destination))
            continue
        card = Draft(ready(facts, purse_of_card(resolved, payment.card), at))
        effect = _take(card, payment, destination)
        if until is not None:
            card.hold = HoldMark(card.seq, "open", until)
        linked.add(card, "pay" if until is None else "set aside", effect)
    return linked


def _take(draft: Draft, payment: Payment, destination: str) -> Pay:
    unit, amount = payment.unit, payment.amount
    if draft.spendable(unit) < amount:
        raise NotEnough(unit=unit, available=max(draft.spendable(unit), 0), needed=amount)
    draft.spend(unit, amount, destination)
    return Pay(unit, amount, draft.purse.text, draft.seq, draft.balance(unit, AVAILABLE))


# -- a hold that is paid or not


def commit_payments(facts: Facts, document: Document, draft: Draft, at: Instant) -> Linked:
    """What a hold set aside pays now. The member's own is booked with the hold; gift cards have holds of their own, of the same end."""
    linked = Linked()
    ask_for_cards(facts, document, paid_by(document), at, holds=True)
    for effect in paid_by(document):
        unit, count = effect["unit"], effect["count"]
        if effect["purse"] == document.body["purse"]:
            linked.effects.append(Pay(unit, count, draft.purse.text, draft.seq, draft.balance(unit, AVAILABLE)))
            continue
        card = Draft(card_that_paid(facts, effect, at, holds=True))
        hold = card.purse.holds[effect["seq"]]
        assert hold.state == "open", "the hold of a gift card ends with the hold that it belongs to"
        for p in hold.reserved:
            card.move(p.unit, RESERVED, REDEEMED, p.amount, p.lot)
        card.hold = HoldMark(effect["seq"], "committed", hold.expires_at)
        linked.add(card, "pay", Pay(unit, count, card.purse.text, card.seq, card.balance(unit, AVAILABLE)))
    return linked


def cancel_payments(facts: Facts, document: Document, at: Instant) -> Linked:
    """What a hold set aside on gift cards can be spent again."""
    linked = Linked()
    ask_for_cards(facts, document, paid_by(document), at, holds=True)
    for effect in paid_by(document):
        if effect["purse"] == document.body["purse"]:
            continue
        card = Draft(card_that_paid(facts, effect, at, holds=True))
        release_hold(card, effect["seq"], "cancelled", at)
        linked.add(card, "let go", PayBack(effect["unit"], effect["count"], card.purse.text, card.balance(effect["unit"], AVAILABLE)))
    return linked


def paid_by(document: Document) -> list[dict[str, Any]]:
    """The receipt's effects of stored value that paid, in order."""
    return [effect for effect in document.body["effects"] if effect["effect"] == "pay"]


def ask_for_cards(
    facts: Facts, document: Document, effects: Iterable[dict[str, Any]], at: Instant, *, holds: bool = False, receipt: bool = False
) -> None:  # fmt: skip
    """Ask at once for every card of `effects` that is not here.

    The desk locks what is asked together in the order of their ids. One after the other in the order in which they paid, two sales that
    were paid with the same cards the other way round would wait for each other.
    """
    absent: list[Needs] = []
    for effect in effects:
        if effect["purse"] != document.body["purse"]:
            try:
                card_that_paid(facts, effect, at, holds=holds, receipt=receipt)
            except Missing as missing:
                absent.append(missing.needs)
    if absent:
        purses = [purse for needs in absent for purse in needs.purses]
        raise Missing(Needs(tuple(dict.fromkeys(purses)), tuple(dict.fromkeys(one for needs in absent for one in needs.receipts))))


def card_that_paid(facts: Facts, effect: dict[str, Any], at: Instant, *, holds: bool = False, receipt: bool = False) -> Purse:
    """The purse that paid, or the one that took it over; asks for it (and for the receipt under which it paid) where it is not here."""
    named = purse_of(effect["purse"])
    assert named is not None
    receipts = (ReceiptId(named, effect["seq"]),) if receipt else ()
    id_ = named
    while True:
        purse = facts.purses.get(id_)
        if purse is None or (holds and not purse.complete and effect["seq"] not in purse.holds):
            raise Missing(Needs((PurseNeeds(id_, holds=holds),), receipts))
        if purse.alias_of is None:
            break
        id_ = purse.alias_of
    if any(one not in facts.receipts for one in receipts):
        raise Missing(Needs((), receipts))
    return ready(facts, id_, at)


def issue(plan: Plan, draft: Draft, unit: str, amount: int, header: Header, source: str) -> Issue:
    """A new lot of stored value on the draft's purse, spendable at once, with the unit's own expiry."""
    expires = plan.expires_at(unit, header.business_date)
    draft.open(unit, AVAILABLE, amount, LotTerms(header.happened_at, header.happened_at, expires, None), source)
    return Issue(unit, amount, draft.purse.text, expires, draft.balance(unit, AVAILABLE))
