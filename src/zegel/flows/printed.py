"""A coupon that was given without a card: it lies in the purse of its sale, and a code on the receipt leads there (docs/decisions/0033).

Whoever shows the code uses it, at any branch: the purse of the sale gets an entry that is linked to the basket's, as a gift card does. The
code itself is never seen here: an identifier of kind `coupon_code` holds its hash.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from zegel.booking.earnings import settle
from zegel.booking.returns import give_back
from zegel.core.ids import PurseId, ReceiptId, purse_of
from zegel.core.periods import Instant
from zegel.core.purchase import Identifier, Purchase
from zegel.core.refusals import REFUSALS
from zegel.decide.codes import EnteredCode, codes_kept
from zegel.decide.document import Document, read
from zegel.decide.effects import Earn, Effect
from zegel.decide.kept import came_back_whole
from zegel.decide.plan import Plan
from zegel.decide.printed import CodeBack, CodePrinted, CodeUsed
from zegel.flows.codes_returned import came_off
from zegel.flows.commands import CommitHold, Header, Quote, RecordPurchase
from zegel.flows.due import release_hold
from zegel.flows.facts import Facts, Missing, Needs, PurseNeeds
from zegel.flows.lots import kept_until, spent_from
from zegel.flows.paying import Linked, card_that_paid
from zegel.flows.purses import ready
from zegel.flows.receipts import receipt_read
from zegel.ledger.accounts import REDEEMED, RESERVED
from zegel.ledger.draft import Draft
from zegel.ledger.entries import HoldMark
from zegel.ledger.purse import Purse
from zegel.program.coupons import COUPON, token_of

_BASKETS: Final = ("purchase", "hold")

# -- given


def printed(plan: Plan, command: RecordPurchase | Quote | CommitHold, earned: Sequence[Effect]) -> list[CodePrinted]:
    """What the code on the receipt opens, where one is to be printed: nobody's card was shown, and a coupon was given that is anybody's."""
    if isinstance(command, Quote) or command.paper is None or not _cardless(command):
        return []
    return [CodePrinted(e.count, e.unit) for e in earned if isinstance(e, Earn) and _anybodys(plan, e.unit)]


def leads_to(
    command: RecordPurchase | CommitHold | Quote, purse: Purse, codes: Sequence[CodePrinted]
) -> tuple[tuple[Identifier, PurseId], ...]:
    """What leads to the purse from now on."""
    if not codes or isinstance(command, Quote) or command.paper is None:
        return ()
    return ((command.paper, purse.id),)


def _cardless(command: RecordPurchase | CommitHold) -> bool:
    """Whether the purse is the sale's own: of a hold, where the hold opened it; of an exchange, where the door's `paper` is still there."""
    if isinstance(command, CommitHold):
        return command.hold.seq == 1
    return command.who is None or command.exchanged is not None


def first_of(sale: ReceiptId) -> ReceiptId:
    """The first receipt of the purse that `sale` lies in."""
    return ReceiptId(sale.purse, 1)


def is_own(facts: Facts, sale: ReceiptId) -> bool:
    """Whether that purse began with a basket, so that no card leads to it and nobody has claimed it."""
    document, purse = facts.receipts.get(first_of(sale)), facts.purses.get(sale.purse)
    return document is not None and purse is not None and purse.alias_of is None and read(document).body["kind"] in _BASKETS


def _anybodys(plan: Plan, unit: str) -> bool:
    coupon = plan.coupons.get(unit.removeprefix(COUPON)) if unit.startswith(COUPON) else None
    return coupon is not None and not coupon.personal


# -- used


def made_ready(facts: Facts, needs: Sequence[PurseNeeds], at: Instant) -> None:
    """The purses that codes lead to, with their due work done: what lapsed has lapsed."""
    for need in needs:
        there = facts.purses.get(need.purse)
        if there is not None and there.alias_of is None:
            ready(facts, need.purse, at)


def spend(facts: Facts, plan: Plan, codes: Sequence[EnteredCode], at: Instant, until: Instant | None = None) -> Linked:
    """What the codes of receipts among `codes` come to, of those that count: gone, or (`until`) set aside.

    Where a cancelled hold leaves codes used, a hold uses them at once. Refuses `code_used`, where somebody was first.
    """
    found: dict[str, tuple[Draft, list[Effect]]] = {}
    aside = until is not None and plan.compiled.program.settings.cancelled_codes != "stay used"
    for code in codes:
        if not (code.counted and code.purse):
            continue
        coupon = plan.coupons[code.coupon]
        count, unit = (code.off_minor if coupon.in_parts else 1), token_of(coupon.id)
        if not count:
            continue
        if code.purse not in found:
            found[code.purse] = Draft(_paper(facts, code, at)), []
        draft, effects = found[code.purse]
        if draft.purse.alias_of is not None or draft.spendable(unit) < count:
            raise REFUSALS["code_used"]("", coupon=coupon.id, tail=code.tail)
        draft.spend(unit, count, RESERVED if aside else REDEEMED)
        effects.append(CodeUsed(count, unit, draft.purse.text, draft.seq))
        if aside:
            assert until is not None
            draft.hold = HoldMark(draft.seq, "open", until)
    return _linked(found.values(), "set aside" if aside else "pay")


def _paper(facts: Facts, code: EnteredCode, at: Instant) -> Purse:
    """The purse that the code leads to; asks for it where it is not here."""
    id_ = purse_of(code.purse)
    assert id_ is not None, "a receipt names purses as they are"
    if id_ not in facts.purses:
        raise Missing(Needs((PurseNeeds(id_, all_lots=True),)))
    purse = facts.purses[id_]
    return purse if purse.alias_of is not None else ready(facts, id_, at)


def _linked(found: Iterable[tuple[Draft, list[Effect]]], kind: str) -> Linked:
    linked = Linked()
    for draft, effects in found:
        linked.add(draft, kind, *effects)
    return linked


def _kept(document: Document) -> Iterator[dict[str, Any]]:
    return (effect for effect in document.body["effects"] if effect["effect"] == "code used")


def closed(facts: Facts, plan: Plan, document: Document, at: Instant, *, paid: bool) -> Linked:
    """A hold is paid, or is not: what it set aside is gone, or can be used again."""
    found: dict[str, tuple[Draft, list[Effect]]] = {}
    linked = Linked()
    if plan.compiled.program.settings.cancelled_codes == "stay used":
        if paid:
            linked.effects += [CodeUsed(e["count"], e["unit"], e["purse"], e["seq"]) for e in _kept(document)]
        return linked
    for effect in _kept(document):
        if effect["purse"] not in found:
            found[effect["purse"]] = Draft(card_that_paid(facts, effect, at, holds=True)), []
            _end(found[effect["purse"]][0], effect["seq"], at, paid=paid)
        draft, effects = found[effect["purse"]]
        count, unit = effect["count"], effect["unit"]
        effects.append(CodeUsed(count, unit, draft.purse.text, draft.seq) if paid else CodeBack(count, unit, draft.purse.text))
    return _linked(found.values(), "pay" if paid else "let go")


def _end(draft: Draft, seq: int, at: Instant, *, paid: bool) -> None:
    """The hold of the purse itself, which ends with the hold that it belongs to."""
    if not paid:
        release_hold(draft, seq, "cancelled", at)
        return
    hold = draft.purse.holds[seq]
    assert hold.state == "open", "the hold of a code ends with the hold that it belongs to"
    for p in hold.reserved:
        draft.move(p.unit, RESERVED, REDEEMED, p.amount, p.lot)
    draft.hold = HoldMark(seq, "committed", hold.expires_at)


# -- and the goods come back


def back(
    facts: Facts, plan: Plan, draft: Draft, document: Document, purchase: Purchase, before: Mapping[int, int], after: Mapping[int, int],
    header: Header,
) -> Linked:  # fmt: skip
    """What a return gives back of the codes of receipts: of a voucher in parts its share, of another coupon the whole with the last goods.

    Where a member claimed the receipt since, it is on their card; that may be the purse of the return itself (`draft`).
    """
    found: dict[str, tuple[Draft, list[Effect]]] = {}
    if plan.compiled.program.settings.returned_codes == "stay used":
        return Linked()
    off = {token_of(code.coupon): code for code in codes_kept(document.body) if code.purse and code.counted}
    for effect in _kept(document):
        coupon = plan.coupons[off[effect["unit"]].coupon]
        was, count = 0, int(came_back_whole(purchase, after))
        if coupon.in_parts:
            was = came_off(document, purchase, coupon.id, before)
            count = came_off(document, purchase, coupon.id, after) - was
        if count <= 0:
            continue
        named = purse_of(effect["purse"])
        assert named is not None, "a receipt names purses as they are"
        if effect["purse"] not in found:
            paper = card_that_paid(facts, effect, header.at, receipt=True)
            found[effect["purse"]] = (draft if paper.id == draft.purse.id else Draft(paper)), []
        into, effects = found[effect["purse"]]
        paid, unit = ReceiptId(named, effect["seq"]), effect["unit"]
        spent = spent_from(facts, receipt_read(facts, paid), paid, unit)
        give_back(into, unit, count, was, named, spent, header.at, kept_until(plan, header.business_date))
        effects += [CodeBack(count, unit, into.purse.text), *settle(into, unit)]
    linked = Linked()
    for into, effects in found.values():
        if into is draft:
            linked.effects += effects
        else:
            linked.add(into, "pay back", *effects)
    return linked
