"""What is nearly within reach: `€ 5,00 more and you get 5% off`, or double points. Told from a receipt or a quote and its version alone."""

from collections.abc import Sequence
from typing import Any, Literal

from zegel.core.purchase import Line
from zegel.core.purchase_document import purchase_from
from zegel.core.value import value
from zegel.decide.choosing import in_order
from zegel.decide.discounts import counted
from zegel.decide.document import Document
from zegel.decide.effects import TAKING_OFF
from zegel.decide.pieces import pieces
from zegel.decide.plan import plan_of
from zegel.decide.taking import with_vat
from zegel.program.compile import Compiled, Rule
from zegel.program.conditions import Compare, OneOf, Test
from zegel.program.deals import Amount, Bundle, BuyGet, EachBundle, Gift, Steps
from zegel.program.errands import Errand
from zegel.program.model import ALL_ARTICLES, Discount, EarnRule, Multiplier, PointsOff, Reward, StampCard, Words
from zegel.program.why import bare
from zegel.program.words import Language, articles, money

HintedRule = Discount | EarnRule | Multiplier | StampCard


@value
class Lacking:
    """What a basket lacks: `more` minor units (`amount`) or pieces (`items`) of article set `articles`."""

    kind: Literal["amount", "items"]
    more: int
    articles: int


@value
class Hint:
    """What rule `rule` would ask for: `more` minor units or pieces, and the sentence."""

    rule: str
    kind: Literal["amount", "items"]
    more: int
    says: Words


def hints(compiled: Compiled, document: Document) -> list[Hint]:
    """What is nearly within reach, in the order of the rules. Only what more of the same basket brings is hinted at."""
    if document.purchase is None or document.body["kind"] not in ("purchase", "commit", "hold"):
        return []
    lines, effects = purchase_from(document.purchase).lines, document.body["effects"]
    failed: dict[int, int] = dict(document.body["failed"])
    applied = {effect["rule"] for effect in effects if "rule" in effect}
    found = []
    for index, rule in enumerate(compiled.rules[: compiled.first_reward]):
        if isinstance(rule, PointsOff | Reward | Errand) or _takes(rule):
            continue
        if compiled.index is not None and index not in failed and rule.id not in applied:
            # Out of this basket's reach: no hint of it is worth looking through all of them.
            continue
        test = failed.get(index)
        if test is not None and test >= 0:
            lacks = _threshold(compiled, lines, effects, rule, test) if not_here(rule, test, document.purchase["channel"]) is None else None
        elif isinstance(rule, Discount) and (rule.id in applied or test == -1):
            lacks = lacking(compiled, lines, effects, rule)
        else:
            lacks = None
        if lacks is not None and not (rule.id in applied and not goes_on(rule)):
            says = Words(_says(compiled, rule, lacks, "nl"), _says(compiled, rule, lacks, "en"))
            found.append(Hint(rule.id, lacks.kind, lacks.more, says))
    return found


def _takes(rule: HintedRule) -> bool:
    """Whether the rule leaves less of what is earned: nobody is told how to reach that."""
    return (isinstance(rule, Multiplier) and rule.factor < 1) or (isinstance(rule, EarnRule) and rule.less)


def goes_on(rule: Rule) -> bool:
    """Whether more of the basket brings more of what the rule gave already."""
    return isinstance(rule, Discount) and (isinstance(rule.deal, Steps) or (isinstance(rule.deal, Amount) and rule.times == 0))


def _threshold(compiled: Compiled, lines: Sequence[Line], effects: list[dict[str, Any]], rule: Rule, test: int) -> Lacking | None:
    """What is missing where nothing but how much the basket must come to stands in the way; the channel is tried after it, and holds."""
    last = all(named.name == "channel" for named in rule.tests[test + 1 :])
    match rule.tests[test].test:
        case Compare("basket_minor", ">=" | ">" as op, least) if last:
            return Lacking("amount", int(least) + (op == ">") - basket_for(compiled, lines, effects, rule), 0)
        case Compare(fact, ">=" | ">" as op, least) if last and fact.startswith(("items:", "spend:")):
            more = int(least) + (op == ">") - held_for(compiled, lines, effects, rule, fact)
            return Lacking("amount" if fact.startswith("spend:") else "items", more, int(fact[6:]))
        case _:
            return None


def not_here(rule: Rule, test: int, channel: str) -> Test | None:
    """The test for another channel than `channel` that comes after test number `test`; None where there is none."""
    later = (named.test for named in rule.tests[test + 1 :] if named.name == "channel")
    return next((one for one in later if isinstance(one, OneOf) and channel not in one.values), None)


def basket_for(compiled: Compiled, lines: Sequence[Line], effects: list[dict[str, Any]], rule: Rule) -> int:
    """What the basket came to when `rule`'s turn came: for a discount after the discounts before it, for the rest after them all."""
    plan = plan_of(compiled)
    paid, way = _paid_for(compiled, lines, effects, rule)
    return counted(plan, lines, compiled.masks(lines), paid, way)


def held_for(compiled: Compiled, lines: Sequence[Line], effects: list[dict[str, Any]], rule: Rule, fact: str) -> int:
    """What the basket held of an article set (`items:3`, `spend:3`) when `rule`'s turn came; free pieces count for discounts only."""
    paid, way = _paid_for(compiled, lines, effects, rule)
    items = pieces(lines)
    index = compiled.rule_index(rule.id)
    if index is not None and index >= compiled.first_earning:
        for effect in effects:
            if effect["effect"] == "free items" or (effect["effect"] == "items off" and effect["free"]):
                items = [n - f if p > 0 else 0 for n, f, p in zip(items, effect["items"], paid, strict=True)]
    costs = [with_vat(p, line.vat_bp, way) for p, line in zip(paid, lines, strict=True)] if way else paid
    spend, held = compiled.survey(compiled.masks(lines), costs, items)
    return (spend if fact.startswith("spend:") else held)[int(fact[6:])]


def _paid_for(compiled: Compiled, lines: Sequence[Line], effects: list[dict[str, Any]], rule: Rule) -> tuple[list[int], int]:
    """What each line cost when `rule`'s turn came, and the way its thresholds count VAT."""
    settings = compiled.program.settings
    before: set[str] | None = None
    index = compiled.rule_index(rule.id)
    if index is not None and index < compiled.first_earning:
        before = set()
        if settings.thresholds == "after discounts so far":
            order = [one.id for one in in_order(compiled.program.discounts, settings)]
            before = set(order[: order.index(rule.id)] if rule.id in order else order)
    paid = [
        line.net_minor - sum(e["shares"][n] for e in effects if e["effect"] in TAKING_OFF and (before is None or e["rule"] in before))
        for n, line in enumerate(lines)
    ]  # fmt: skip
    return paid, plan_of(compiled).threshold_vat if before is not None else 0


def lacking(compiled: Compiled, lines: Sequence[Line], effects: list[dict[str, Any]], rule: Discount) -> Lacking | None:
    """What of its articles `rule` lacks; None where nothing of them is there, or nothing more would help."""
    masks = compiled.masks(lines)

    def pieces(articles: int) -> int:
        return sum(
            line.quantity // 1000 if line.measure == "piece" else 0
            for line, mask in zip(lines, masks, strict=True)
            if mask >> articles & 1 and line.net_minor > 0
        )  # fmt: skip

    match rule.deal:
        case BuyGet(buy, get, out_of):
            there = pieces(rule.articles)
            if out_of == rule.articles:
                return Lacking("items", buy + get - there, rule.articles) if 0 < there < buy + get else None
            if not there:
                return None
            return Lacking("items", buy - there, rule.articles) if there < buy else Lacking("items", max(get - pieces(out_of), 1), out_of)
        case Bundle(parts) | EachBundle(parts) | Gift(parts=parts) if parts:
            short = [(count - pieces(articles), articles) for articles, count in parts if pieces(articles) < count]
            some = any(pieces(articles) for articles, _ in parts)
            return Lacking("items", *short[0]) if some and len(short) == 1 else None
        case Amount(_, per) if per:
            spent = _spent(lines, masks, effects, rule)
            if not spent or (rule.times and spent >= rule.times * per):
                return None
            return Lacking("amount", per - spent % per, rule.articles)
        case Steps(by, _, steps):
            spent = _spent(lines, masks, effects, rule)
            reached = spent if by == "amount" else pieces(rule.articles)
            over = 0 if compiled.program.settings.step_bounds == "at their threshold" else 1
            least = next((step.least + over for step in steps if step.least + over > reached), 0)
            return Lacking("amount" if by == "amount" else "items", least - reached, rule.articles) if reached and least else None
        case _:
            return None


def _spent(lines: Sequence[Line], masks: Sequence[int], effects: list[dict[str, Any]], rule: Discount) -> int:
    """What the rule's articles cost after what the other rules took off."""
    paid = [
        line.net_minor - sum(e["shares"][n] for e in effects if e["effect"] in TAKING_OFF and e["rule"] != rule.id)
        for n, line in enumerate(lines)
    ]
    return sum(p for p, mask in zip(paid, masks, strict=True) if mask >> rule.articles & 1 and p > 0)


def _says(compiled: Compiled, rule: HintedRule, lacks: Lacking, language: Language) -> str:
    nl, what = language == "nl", bare(compiled.program, rule, language)
    some = "" if lacks.articles == ALL_ARTICLES else articles(compiled.program, lacks.articles, language)
    if lacks.kind == "amount":
        more = money(lacks.more, compiled.program.currency, language) + (f" {'aan' if nl else 'of'} {some}" if some else "")
    elif some:
        more = f"{lacks.more} × {some}"
    else:
        more = f"{lacks.more} {'stuks' if nl else 'pieces'}" if lacks.more > 1 else ("1 stuk" if nl else "1 piece")
    return f"Nog {more} en u krijgt: {what}." if nl else f"{more} more and you get: {what}."
