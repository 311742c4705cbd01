"""What a return undoes: the sale is judged again as if the returned quantities had never been bought, or as the program says otherwise.

Everything is cumulative: what a return takes is what all returns so far come to, less what the earlier ones took. So any order and
any partition of returns comes to one whole return (reliability.md L6).
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from zegel.core.purchase import Purchase
from zegel.core.rounding import largest_remainder, part_of
from zegel.core.value import value
from zegel.decide.codes import codes_kept
from zegel.decide.discounts import Priced
from zegel.decide.document import Document
from zegel.decide.effects import TAKING_OFF
from zegel.decide.ground import Off, ground_of
from zegel.decide.including import windows_with
from zegel.decide.kept import Kept, came_back_whole, kept_of, paid_in_all, repriced, shares_of
from zegel.decide.measures import counted, turned_over
from zegel.decide.plan import Plan
from zegel.decide.sale import MemberFacts, Sale, basket_facts, earn
from zegel.program.compile import Rule
from zegel.program.conditions import BasketFacts
from zegel.program.model import EarnRule, StampCard


@value
class Standing:
    """What a sale comes to when `returned` of it has come back: earnings left, measures left, spends given back.

    `refunds` is each line's share of what was paid, `refund_minor` what comes back in all: less, where the rest is repriced.
    """

    refunds: tuple[int, ...]
    refund_minor: int
    earned: dict[str, int]
    measures: dict[str, int]
    given_back: dict[str, int]


def standing(
    plan: Plan, document: Document, purchase: Purchase, member: MemberFacts, returned: Mapping[int, int], *, refused: bool = False,
    reprice: bool = False, earned: dict[str, int] | None = None, tried: bool = False,
) -> Standing:  # fmt: skip
    """The sale with `returned` (line number → thousandths) taken out of it. Prices paid stay as they were, unless `reprice`.

    It never stands at more of a unit than it earned, and at nothing where a review `refused` what it earned. `earned`: what it
    stands at where another version's rules say so. `tried`: something came back from a trial, so everything it gave does too.
    """
    kept = Kept(*kept_of(document, purchase, returned), came_back_whole(purchase, returned))
    taken, _ = shares_of(document, len(purchase.lines))
    refunds = tuple(line.net_minor - t - p for line, t, p in zip(purchase.lines, taken, kept.paid, strict=True))
    if reprice:
        kept = repriced(plan, document, purchase, member, returned)
    refund = sum([line.net_minor for line in purchase.lines]) - sum(taken) - sum(kept.paid)
    left = dict(earned or {})
    measures: dict[str, int] = {}
    if any(kept.left) and not refused:
        facts = basket_facts(purchase, member, plan.rank(member.tier), codes_kept(document.body))
        facts.windows = windows_with(plan, member.windows, purchase.lines, plan.compiled.masks(purchase.lines), returned)
        sale = judged = _kept_earns(plan, document, purchase, facts, kept)
        first, basis = earned_by(document), kept.paid
        if not reprice and in_full(plan):
            # Only earning looks at the price before discounts: measures count what was paid.
            basis = less_in_full(document, purchase, returned, kept.paid)
            judged = _kept_earns(plan, document, purchase, facts, replace(kept, paid=basis))
        left = {unit: min(count, first[unit]) for unit, count, _ in judged.earned if unit in first}
        match "as if never bought" if tried else plan.compiled.program.settings.returns_earned:
            case "in proportion":
                left = _in_proportion(document, sum(kept.paid) + sum(refunds), sum(basis))
            case "per line":
                left = _per_line(plan, document, purchase, returned)
            case "all or nothing":
                left = first
            case "as if bought alone":
                stays = {line.number: line.quantity - returned.get(line.number, 0) for line in purchase.lines}
                alone = _earns(plan, document, purchase, member, stays)
                left = {unit: max(count - alone.get(unit, 0), 0) for unit, count in first.items()}
            case _:
                pass
        left = left if earned is None else earned
        measures = counted(plan, sale.spend_by_set, sale.items_by_set, left, 1) | {m: n for m, n in sale.counted.items() if n}
        measures |= turned_over(plan, purchase, kept.paid, kept.left)
    return Standing(refunds, refund, left, measures, _given_back(plan, document, purchase, returned))


def _kept_earns(plan: Plan, document: Document, purchase: Purchase, facts: BasketFacts, kept: Kept) -> Sale:
    """What is left of a sale earns by the rules of `plan`."""
    masks, ground = plan.compiled.masks(purchase.lines), None
    if plan.grounded:
        out = [line.quantity - stays for line, stays in zip(purchase.lines, kept.left, strict=True)]
        ground = ground_of(plan, purchase, masks, _off(document), kept.paid, out)
    return earn(plan, facts, masks, Priced(kept.paid, kept.items, (), []), ground)


def in_full(plan: Plan) -> bool:
    """Whether what comes back counts for its price before discounts; where that is what earns, it counts so by itself."""
    settings = plan.compiled.program.settings
    return settings.returned_earned_on == "price before discounts" and settings.earning_base == "after discounts"


def less_in_full(document: Document, purchase: Purchase, returned: Mapping[int, int], paid: list[int]) -> list[int]:
    """`paid` for what is left, less what had come off what came back: its discount stays with the rest, in proportion, down to nothing."""
    came = sum([part_of(line.net_minor, returned.get(line.number, 0), line.quantity) for line in purchase.lines if line.quantity])
    weights = [max(minor, 0) for minor in paid]
    over = min(sum(paid) - (paid_in_all(document, purchase) - came), sum(weights))
    if over <= 0:
        return paid
    return [minor - share for minor, share in zip(paid, largest_remainder(over, weights), strict=True)]


def _off(document: Document) -> list[Off]:
    """What came off the sale, as the receipt keeps it."""
    taken = [effect for effect in document.body["effects"] if effect["effect"] in TAKING_OFF]
    return [(effect.get("lane", ""), effect["rule"], effect["shares"]) for effect in taken]


def _in_proportion(document: Document, whole: int, rest: int) -> dict[str, int]:
    """What is left of the earnings when they go back as the money does, of `whole` to `rest`: what is taken rounds down, for the member."""
    back = whole - rest
    return {unit: count - (count * back // whole if whole > 0 else 0) for unit, count in earned_by(document).items()}


def _per_line(plan: Plan, document: Document, purchase: Purchase, returned: Mapping[int, int]) -> dict[str, int]:
    """What is left where each line gives back its own: what a rule gave belongs to the lines it is about, by what they cost.

    Of a line that comes back in part its share goes back in part, rounded down, for the member.
    """
    _, paid, items = kept_of(document, purchase, {})
    masks = plan.compiled.masks(purchase.lines)
    left = earned_by(document)
    for effect in document.body["effects"]:
        if effect["effect"] != "earn":
            continue
        of_line = [0] * len(paid)
        for rule_id, count in effect["parts"]:
            index = plan.compiled.rule_index(rule_id)
            rule = None if index is None else plan.compiled.rules[index]
            shares = largest_remainder(count, _weights(rule, masks, paid, items))
            of_line = [a + b for a, b in zip(of_line, shares, strict=True)]
        for line, share in zip(purchase.lines, of_line, strict=True):
            if line.quantity:
                left[effect["unit"]] -= share * returned.get(line.number, 0) // line.quantity
    return left


def _weights(rule: Rule | None, masks: Sequence[int], paid: Sequence[int], items: Sequence[int]) -> list[int]:
    """What each line has to do with what `rule` gave."""
    by = items if isinstance(rule, EarnRule | StampCard) and rule.per == "item" else paid
    bit = 1 << getattr(rule, "articles", 0)
    return [max(n, 0) if mask & bit else 0 for n, mask in zip(by, masks, strict=True)]


def todays(
    plan: Plan, document: Document, purchase: Purchase, member: MemberFacts, returned: Mapping[int, int], *, full: bool = False
) -> dict[str, int]:  # fmt: skip
    """What the returned goods would earn by the rules of `plan`, today's: the whole sale's less that of what is left of it.

    `full`: they count for their price before discounts.
    """
    whole = _earns(plan, document, purchase, member, {}, full=full)
    rest = _earns(plan, document, purchase, member, returned, full=full)
    return {unit: max(count - rest.get(unit, 0), 0) for unit, count in whole.items()}


def _earns(
    plan: Plan, document: Document, purchase: Purchase, member: MemberFacts, back: Mapping[int, int], *, full: bool = False
) -> dict[str, int]:  # fmt: skip
    """What the sale without `back` (line number → thousandths) earns by the rules of `plan`."""
    facts = basket_facts(purchase, member, plan.rank(member.tier), codes_kept(document.body))
    left, paid, items = kept_of(document, purchase, back)
    facts.windows = windows_with(plan, member.windows, purchase.lines, plan.compiled.masks(purchase.lines), back)
    kept = Kept(left, less_in_full(document, purchase, back, paid) if full else paid, items, whole=False)
    return {unit: count for unit, count, _ in _kept_earns(plan, document, purchase, facts, kept).earned}


def earned_by(document: Document) -> dict[str, int]:
    """What the sale earned, per unit: each term of a membership stands there by itself."""
    found: dict[str, int] = {}
    for effect in document.body["effects"]:
        if effect["effect"] == "earn":
            found[effect["unit"]] = found.get(effect["unit"], 0) + effect["count"]
    return found


def _given_back(plan: Plan, document: Document, purchase: Purchase, returned: Mapping[int, int]) -> dict[str, int]:
    """Per unit, how much of what was spent goes back: in proportion to the shares of the returned goods, whole ones only."""
    how = plan.compiled.program.settings.returns_spent
    whole = came_back_whole(purchase, returned)
    if how == "never" or (how == "on a full return" and not whole):
        return {}
    found: dict[str, int] = {}
    effects = document.body["effects"]
    off: dict[str, list[list[int]]] = {}
    for effect in effects:
        if effect["effect"] in TAKING_OFF:
            off.setdefault(effect["rule"], []).append(effect["shares"])
    for spend in (e for e in effects if e["effect"] == "spend"):
        if spend["what"] in plan.coupons and plan.compiled.program.settings.returned_codes == "stay used":
            continue
        # Used twice, a rule stands there twice, in one order.
        shares = off[spend["what"]].pop(0) if off.get(spend["what"]) else []
        if not sum(shares):
            # A thing that was handed over with the basket comes back with the whole of it only.
            if whole:
                found[spend["unit"]] = found.get(spend["unit"], 0) + spend["count"]
            continue
        if how == "by value":
            shares = [max(line.net_minor, 0) for line in purchase.lines]
        back = sum(
            part_of(share, returned.get(line.number, 0), line.quantity)
            for share, line in zip(shares, purchase.lines, strict=True)
            if share and line.quantity
        )
        count = spend["count"] if whole else spend["count"] * back // sum(shares)
        if count:
            found[spend["unit"]] = found.get(spend["unit"], 0) + count
    return found
