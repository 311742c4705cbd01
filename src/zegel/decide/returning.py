"""What a return undoes: the sale is judged again as if the returned quantities had never been bought.

Everything is cumulative: what a return takes is what all returns so far come to, less what the earlier ones took. So any order and
any partition of returns comes to one whole return (reliability.md L6).
"""

from collections.abc import Mapping

from zegel.core.purchase import Purchase
from zegel.core.rounding import part_of
from zegel.core.value import value
from zegel.decide.discounts import Priced
from zegel.decide.document import Document
from zegel.decide.effects import TAKING_OFF
from zegel.decide.measures import counted
from zegel.decide.pieces import pieces
from zegel.decide.plan import Plan
from zegel.decide.sale import MemberFacts, basket_facts, earn


@value
class Standing:
    """What a sale comes to when `returned` of it has come back: refund per line, earnings left, measures left, spends given back."""

    refunds: tuple[int, ...]
    earned: dict[str, int]
    measures: dict[str, int]
    given_back: dict[str, int]


def shares_of(document: Document, lines: int) -> tuple[list[int], list[int]]:
    """Per line: what Zegel's effects took off, and how many items were free."""
    taken, free = [0] * lines, [0] * lines
    for effect in document.body["effects"]:
        if effect["effect"] in TAKING_OFF:
            taken = [t + s for t, s in zip(taken, effect["shares"], strict=True)]
        if effect["effect"] == "free items" or (effect["effect"] == "items off" and effect["free"]):
            free = [f + n for f, n in zip(free, effect["items"], strict=True)]
    return taken, free


def standing(
    plan: Plan, document: Document, purchase: Purchase, member: MemberFacts, returned: Mapping[int, int], *, refused: bool = False
) -> Standing:
    """The sale with `returned` (line number → thousandths) taken out of it. Prices paid stay as they were (semantics 18).

    It never stands at more of a unit than it earned, and at nothing where a review `refused` what it earned.
    """
    left, paid, items = kept_of(document, purchase, returned)
    taken, _ = shares_of(document, len(purchase.lines))
    refunds = tuple(line.net_minor - t - p for line, t, p in zip(purchase.lines, taken, paid, strict=True))
    earned: dict[str, int] = {}
    measures: dict[str, int] = {}
    if any(left) and not refused:
        facts = basket_facts(purchase, member, plan.rank(member.tier))
        sale = earn(plan, facts, plan.compiled.masks(purchase.lines), Priced(paid, items, (), []))
        first = earned_by(document)
        earned = {unit: min(count, first[unit]) for unit, count, _ in sale.earned if unit in first}
        if plan.compiled.program.settings.returns_earned == "in proportion":
            earned = _in_proportion(document, paid, refunds)
        measures = counted(plan, sale.spend_by_set, sale.items_by_set, earned, 1)
    return Standing(refunds, earned, measures, _given_back(plan, document, purchase, returned))


def _in_proportion(document: Document, paid: list[int], refunds: tuple[int, ...]) -> dict[str, int]:
    """What is left of the earnings when they go back as the money does: what is taken rounds down, for the member."""
    whole, back = sum(paid) + sum(refunds), sum(refunds)
    return {unit: count - (count * back // whole if whole > 0 else 0) for unit, count in earned_by(document).items()}


def earned_by(document: Document) -> dict[str, int]:
    """What the sale earned, per unit."""
    return {e["unit"]: e["count"] for e in document.body["effects"] if e["effect"] == "earn"}


def kept_of(document: Document, purchase: Purchase, returned: Mapping[int, int]) -> tuple[list[int], list[int], list[int]]:
    """Per line, with `returned` taken out: the quantity left, what was paid for it, and the items that are left.

    Which article sets a line is in is a matter of the sale: what is left of it has the unit price that it was sold at.
    """
    taken, free = shares_of(document, len(purchase.lines))
    kept: list[int] = []
    paid: list[int] = []
    items: list[int] = []
    whole_items = pieces(purchase.lines)
    for n, line in enumerate(purchase.lines):
        out = returned.get(line.number, 0)
        price = line.net_minor - taken[n]
        left = line.quantity - out
        kept.append(left)
        paid.append(price - (part_of(price, out, line.quantity) if out else 0))
        whole = whole_items[n] if line.measure != "piece" else min(whole_items[n], left // 1000)
        items.append(max(whole - free[n], 0) if left and paid[n] > 0 else 0)
    return kept, paid, items


def _given_back(plan: Plan, document: Document, purchase: Purchase, returned: Mapping[int, int]) -> dict[str, int]:
    """Per unit, how much of what was spent goes back: in proportion to the shares of the returned goods, whole ones only."""
    if plan.compiled.program.settings.returns_spent == "never":
        return {}
    found: dict[str, int] = {}
    effects = document.body["effects"]
    whole = came_back_whole(purchase, returned)
    off: dict[str, list[list[int]]] = {}
    for effect in effects:
        if effect["effect"] in TAKING_OFF:
            off.setdefault(effect["rule"], []).append(effect["shares"])
    for spend in (e for e in effects if e["effect"] == "spend"):
        # Used twice, a rule stands there twice, in one order.
        shares = off[spend["what"]].pop(0) if off.get(spend["what"]) else []
        if not sum(shares):
            # A thing that was handed over with the basket comes back with the whole of it only.
            if whole:
                found[spend["unit"]] = found.get(spend["unit"], 0) + spend["count"]
            continue
        back = sum(
            part_of(share, returned.get(line.number, 0), line.quantity)
            for share, line in zip(shares, purchase.lines, strict=True)
            if share and line.quantity
        )
        count = spend["count"] * back // sum(shares)
        if count:
            found[spend["unit"]] = found.get(spend["unit"], 0) + count
    return found


def came_back_whole(purchase: Purchase, returned: Mapping[int, int]) -> bool:
    """Whether nothing of the sale is left with the shopper."""
    return all(returned.get(line.number, 0) >= line.quantity for line in purchase.lines)
