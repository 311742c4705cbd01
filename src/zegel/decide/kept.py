"""What is left of a sale after goods came back: per line the quantity, what was paid for it, and the items that count."""

from collections.abc import Mapping
from dataclasses import replace

from zegel.core.purchase import Line, Purchase
from zegel.core.rounding import part_of
from zegel.core.value import value
from zegel.decide.codes import codes_kept
from zegel.decide.discounts import Wish, leaves_a_choice, look, price
from zegel.decide.document import Document
from zegel.decide.effects import TAKING_OFF
from zegel.decide.including import windows_with
from zegel.decide.items import Run, bundled
from zegel.decide.pieces import pieces
from zegel.decide.plan import Plan
from zegel.decide.sale import MemberFacts, basket_facts
from zegel.program.deals import Gift
from zegel.program.model import Discount


@value
class Kept:
    """Per line: the quantity left, what it costs, and how many items of it count. `whole`: nothing is left with the shopper."""

    left: list[int]
    paid: list[int]
    items: list[int]
    whole: bool


def shares_of(document: Document, lines: int) -> tuple[list[int], list[int]]:
    """Per line: what Zegel's effects took off, and how many items were free."""
    taken, free = [0] * lines, [0] * lines
    for effect in document.body["effects"]:
        if effect["effect"] in TAKING_OFF:
            taken = [t + s for t, s in zip(taken, effect["shares"], strict=True)]
        if effect["effect"] == "free items" or (effect["effect"] == "items off" and effect["free"]):
            free = [f + n for f, n in zip(free, effect["items"], strict=True)]
    return taken, free


def paid_in_all(document: Document, purchase: Purchase) -> int:
    """What the whole sale cost."""
    taken, _ = shares_of(document, len(purchase.lines))
    return sum([line.net_minor for line in purchase.lines]) - sum(taken)


def came_back_whole(purchase: Purchase, returned: Mapping[int, int]) -> bool:
    """Whether nothing of the sale is left with the shopper."""
    return all(returned.get(line.number, 0) >= line.quantity for line in purchase.lines)


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
        price_paid = line.net_minor - taken[n]
        left = line.quantity - out
        kept.append(left)
        paid.append(price_paid - (part_of(price_paid, out, line.quantity) if out else 0))
        whole = whole_items[n] if line.measure != "piece" else min(whole_items[n], left // 1000)
        items.append(max(whole - free[n], 0) if left and paid[n] > 0 else 0)
    return kept, paid, items


def repriced(plan: Plan, document: Document, purchase: Purchase, member: MemberFacts, returned: Mapping[int, int]) -> Kept:
    """The same where what is left costs what it would have cost without the rest (domain.md M36), by the sale's version and facts.

    What was spent on the sale (points, rewards) stays where it was: its share of what is left comes off the new price.
    """
    compiled = plan.compiled
    rest = replace(purchase, lines=tuple([_part(line, line.quantity - returned.get(line.number, 0)) for line in purchase.lines]))
    facts = basket_facts(purchase, member, plan.rank(member.tier), codes_kept(document.body))
    masks = compiled.masks(purchase.lines)
    facts.windows = windows_with(plan, member.windows, purchase.lines, masks, returned)
    priced = price(plan, rest, masks, facts, choices_kept(plan, document), codes_kept(document.body))
    paid = list(priced.paid)
    for shares in _spent_shares(plan, document):
        for n, line in enumerate(purchase.lines):
            out = returned.get(line.number, 0)
            paid[n] = max(paid[n] - shares[n] + (part_of(shares[n], out, line.quantity) if out else 0), 0)
    items = [i if p > 0 else 0 for i, p in zip(priced.items if compiled.needs_items else pieces(rest.lines), paid, strict=True)]
    return Kept([line.quantity for line in rest.lines], paid, items, came_back_whole(purchase, returned))


def _part(line: Line, left: int) -> Line:
    """`left` thousandths of a line, at its own price."""
    if left == line.quantity:
        return line
    out = line.quantity - left
    return replace(
        line, quantity=left, net_minor=line.net_minor - part_of(line.net_minor, out, line.quantity),
        list_minor=line.list_minor - part_of(line.list_minor, out, line.quantity),
        discount_minor=line.discount_minor - part_of(line.discount_minor, out, line.quantity),
        cost_minor=None if line.cost_minor is None else line.cost_minor - part_of(line.cost_minor, out, line.quantity),
    )  # fmt: skip


def choices_kept(plan: Plan, document: Document) -> tuple[Wish, ...]:
    """What the member chose of discounts when he bought, or opened the hold."""
    found = []
    for what, count, *_ in document.body["uses"]:
        index = plan.compiled.rule_index(what)
        rule = None if index is None else plan.compiled.rules[index]
        if isinstance(rule, Discount) and leaves_a_choice(plan.compiled, rule):
            found.append(Wish(what, count, 0))
    return tuple(found)


def _spent_shares(plan: Plan, document: Document) -> list[list[int]]:
    """What points and rewards took off each line."""
    automatic = {rule.id for rule in plan.compiled.program.discounts}
    effects = document.body["effects"]
    return [effect["shares"] for effect in effects if effect["effect"] in TAKING_OFF and effect["rule"] not in automatic]


def lost_gifts(
    plan: Plan, document: Document, purchase: Purchase, member: MemberFacts, returned: Mapping[int, int]
) -> list[int]:  # fmt: skip
    """Per gift of the sale, in its order: how many of it what is left would no longer have brought (domain.md M37).

    What is left costs what it did when the gift was given: after the discounts that came before it, before points.
    """
    compiled = plan.compiled
    masks = compiled.masks(purchase.lines)
    taken, free = [0] * len(purchase.lines), [0] * len(purchase.lines)
    found: list[int] = []
    automatic = {rule.id for rule in compiled.program.discounts}
    for effect in document.body["effects"]:
        if effect["effect"] in TAKING_OFF and effect["rule"] in automatic:
            taken = [t + s for t, s in zip(taken, effect["shares"], strict=True)]
            if effect["effect"] == "items off" and effect["free"]:
                free = [f + n for f, n in zip(free, effect["items"], strict=True)]
        if effect["effect"] != "gift":
            continue
        index = compiled.rule_index(effect["rule"])
        assert index is not None
        rule = compiled.rules[index]
        assert isinstance(rule, Discount)
        off = taken if index in plan.moving else [0] * len(taken)
        paid = []
        for line, share in zip(purchase.lines, off, strict=True):
            out, cost = returned.get(line.number, 0), line.net_minor - share
            paid.append(cost - (part_of(cost, out, line.quantity) if out else 0))
        there = any(p > 0 and mask >> rule.articles & 1 for p, mask in zip(paid, masks, strict=True))
        if there and index in compiled.judge_one:
            facts = basket_facts(purchase, member, plan.rank(member.tier), codes_kept(document.body))
            facts.windows = windows_with(plan, member.windows, purchase.lines, masks, returned)
            look(plan, facts, purchase.lines, masks, paid)
            there = not compiled.judge_one[index](facts)[1]
        given = effect.get("count", 1)
        whole = [max((line.quantity - returned.get(line.number, 0)) // 1000 - f, 0) for line, f in zip(purchase.lines, free, strict=True)]
        brings = _brings(plan, rule, purchase, masks, paid, whole, given) - _covered(document, rule, purchase, returned) if there else 0
        found.append(given - min(given, max(brings, 0)))
    return found


def _covered(document: Document, rule: Discount, purchase: Purchase, returned: Mapping[int, int]) -> int:
    """How many of a gift, of which the basket held some, are still there: those of its free pieces that did not come back."""
    if not isinstance(rule.deal, Gift) or rule.deal.out_of < 0 or not rule.deal.parts:
        return 0
    free = next((e["items"] for e in document.body["effects"] if e["effect"] == "items off" and e["rule"] == rule.id), ())
    return sum([min(n, (line.quantity - returned.get(line.number, 0)) // 1000) for n, line in zip(free, purchase.lines, strict=False)])


def _brings(
    plan: Plan, rule: Discount, purchase: Purchase, masks: list[int], paid: list[int], whole: list[int], given: int
) -> int:  # fmt: skip
    """How many of its gift `rule` brings with the pieces that are left, `whole` of each line; all that were given where it counts none."""
    deal = rule.deal
    if not isinstance(deal, Gift) or not deal.parts:
        return given
    parts = [
        ([
            Run(n, count, count, paid[n])
            for n, (line, mask, count) in enumerate(zip(purchase.lines, masks, whole, strict=True))
            if mask >> articles & 1 and line.measure == "piece" and 0 < count <= paid[n]
        ], wanted)
        for articles, wanted in deal.parts
    ]  # fmt: skip
    once = 1 if plan.compiled.program.settings.per_basket == "once" else 0
    return bundled(parts, 0, rule.times or once)[1] * deal.get
