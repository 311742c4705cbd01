"""What a return pays back in money and asks for in kind: shares or the difference of prices, gifts that are not deserved any more."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from zegel.core.ids import ReceiptId
from zegel.core.periods import Day
from zegel.core.purchase import Purchase
from zegel.core.rounding import largest_remainder
from zegel.core.value import value
from zegel.decide.document import Document
from zegel.decide.effects import GiftBack, Refund
from zegel.decide.filling import measured
from zegel.decide.kept import came_back_whole, lost_gifts, paid_in_all
from zegel.decide.plan import Plan, plan_of
from zegel.decide.returning import Standing, earned_by, in_full, standing, todays
from zegel.decide.sale import MemberFacts
from zegel.decide.used_again import NO_USES, Uses, unused
from zegel.flows.commands import Header
from zegel.flows.facts import Facts
from zegel.flows.known import member_facts
from zegel.flows.tallies import REFUNDED, REPRICED, add, deducted, so_far, taken
from zegel.flows.windows import start_of
from zegel.ledger.draft import Draft
from zegel.program.model import Window


@value
class Case:
    """One return: the sale as it was judged, and what came back of each line `before` this return and `after` it (thousandths)."""

    plan: Plan
    document: Document
    sale: ReceiptId
    purchase: Purchase
    member: MemberFacts
    draft: Draft
    before: Mapping[int, int]
    after: Mapping[int, int]

    @property
    def may_reprice(self) -> bool:
        """Whether the terms of the sale say that a return may reprice what is left."""
        return self.plan.compiled.program.settings.returned_discounts == "reprice"


def mode_of(case: Case, cause: str) -> bool:
    """Whether this return reprices what is left: nothing is wrong with the goods, and the terms say so. Notes it for the next return."""
    reprice = case.may_reprice and cause == "voluntary"
    add(case.draft, case.sale, REPRICED, int(reprice) - so_far(case.draft, case.sale, REPRICED))
    return reprice


def refunded(case: Case, coming: Mapping[int, int], earlier: Standing, now: Standing, *, reprice: bool) -> list[Refund]:
    """What each line that comes back is paid back for; never less than nothing, and all of them together what was paid.

    Where the rest is repriced it is the difference in all, over the lines by their shares.
    """
    lines = [(n, line.number) for n, line in enumerate(case.purchase.lines) if line.number in coming]
    shares = [now.refunds[n] - earlier.refunds[n] for n, _ in lines]
    if case.may_reprice:
        before = so_far(case.draft, case.sale, REFUNDED)
        most = paid_in_all(case.document, case.purchase) - before
        if came_back_whole(case.purchase, case.after):
            total = most
        else:
            total = max(min(now.refund_minor - before if reprice else sum(shares), most), 0)
        shares = largest_remainder(total, [max(share, 0) for share in shares])
        add(case.draft, case.sale, REFUNDED, total)
    return [Refund(number, coming[number], share) for (_, number), share in zip(lines, shares, strict=True)]


def worth_left(case: Case, refunds: Sequence[Refund]) -> int | None:
    """What the shopper still has after these refunds is worth, where a return may reprice; None: each line its share."""
    if not case.may_reprice:
        return None
    before = so_far(case.draft, case.sale, REFUNDED)
    return paid_in_all(case.document, case.purchase) - before - sum([one.amount_minor for one in refunds])


def gifts_back(case: Case, refund: int) -> list[GiftBack]:
    """The gifts that what is left does not bring any more, with what comes off the `refund` for them (semantics 26)."""
    how = case.plan.compiled.program.settings.returned_gifts
    gifts = [effect for effect in case.document.body["effects"] if effect["effect"] == "gift"]
    if how == "kept" or not gifts:
        return []
    lost, before = (lost_gifts(case.plan, case.document, case.purchase, case.member, back) for back in (case.after, case.before))
    found: list[GiftBack] = []
    for n, gift in enumerate(gifts):
        off, count = 0, gift.get("count", 0)
        if lost[n] and how == "value deducted":
            off = min(gift["worth_minor"] * lost[n] // max(count, 1) - so_far(case.draft, case.sale, deducted(n)), refund)
            refund -= off
            add(case.draft, case.sale, deducted(n), off)
        if off or lost[n] > before[n]:
            found.append(GiftBack(gift["rule"], n + 1, gift["choice"], off, lost[n] - before[n] if count else 0))
    return found


def uses_back(case: Case) -> dict[str, Uses]:
    """Per rule the uses of it that this return gives back."""
    before, after = (unused(case.plan, case.document, case.purchase, back) for back in (case.before, case.after))
    return {what: uses.less(before.get(what, NO_USES)) for what, uses in after.items()}


def totals_of(refund: int, *, reprice: bool, not_charged: int = 0) -> str:
    """What the receipt of the return keeps as its totals, in minor units: `refund` is what is paid back for all of it, `not_charged` what
    was to be charged for goods on trial and is not any more."""
    waived = f'"not_charged_minor":{not_charged},' if not_charged else ""
    return f'{{{waived}"refund_minor":{refund},"repriced":1}}' if reprice else f'{{{waived}"refund_minor":{refund}}}'


def earned_by_today(facts: Facts, case: Case, header: Header) -> tuple[dict[str, int] | None, dict[str, int] | None]:
    """Where today's rules take back: what the sale stands at before and after this return. Else (None, None): its own version says.

    Rules look at the member as he was at the sale, but for windows, which they see as they are now, without this sale: what is left of
    it never counts as bought before it. Nothing is left of a sale that came back whole, unless today's rules say so alone; more than it
    earned is never taken.
    """
    settings = case.plan.compiled.program.settings
    if not settings.returns_by_today:
        return None, None
    live, on = plan_of(facts.shelf.live_at(header.happened_at)), header.business_date
    member = replace(case.member, windows=_without_it(live, case, member_facts(facts, live, case.draft.purse, on).windows, on))
    full = in_full(case.plan)
    was, now = (todays(live, case.document, case.purchase, member, back, full=full) for back in (case.before, case.after))
    whole = came_back_whole(case.purchase, case.after) and settings.returns_earned == "by today's rules"
    earlier: dict[str, int] = {}
    left: dict[str, int] = {}
    for n, (unit, count) in enumerate(sorted(earned_by(case.document).items())):
        stands = count - so_far(case.draft, case.sale, taken(n))
        goes = stands if whole else min(max(now.get(unit, 0) - was.get(unit, 0), 0), stands)
        earlier[unit], left[unit] = stands, stands - goes
    return earlier, left


def _without_it(live: Plan, case: Case, windows: tuple[int, ...], on: Day) -> tuple[int, ...]:
    """`windows` of `live` on `on` less what is left of the sale, so that its parts, whenever they come back, come to the whole."""
    mine = standing(case.plan, case.document, case.purchase, case.member, case.before).measures
    mine |= measured(live, case.document, case.before, [measure for measure in live.measures if measure not in case.plan.measures])
    sold_on = Day(case.document.body["business_date"])

    def own(window: Window) -> int:
        counts = window.kind != "now" and start_of(live, case.draft.purse, window, on) <= sold_on
        return mine.get(window.measure, 0) if counts else 0

    return tuple([max(n - own(window), 0) for n, window in zip(windows, live.compiled.program.windows, strict=True)])
