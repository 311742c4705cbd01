"""The section `gestures` of a program file."""

from typing import Final

from zegel.program import forms
from zegel.program.coupons import token_of
from zegel.program.gestures import SET_APART, GestureKind, Gestures
from zegel.program.model import Words
from zegel.program.phrases import phrase
from zegel.program.read_rewards import VAT
from zegel.program.read_rules import RuleReader
from zegel.program.tree import Node, Table, Text

EVERY_DAY: Final = " per day"
EVERY_MONTH: Final = " per month"


def gestures(rules: RuleReader, node: Node) -> Gestures:
    """What people in a branch may give. Rewards that a gesture gives cost nothing more, as those of a full card."""
    page = rules.page
    found = page.table(node, "gestures")
    budgets = _budgets(rules, found["budgets"]) if "budgets" in found else ()
    kinds = (
        tuple(_kind(rules, dict(budgets), name, entry) for name, entry in page.named(found["kinds"], "gesture")) if "kinds" in found else ()
    )
    surprise = page.table(found["surprise"], "surprise") if "surprise" in found else {}
    known = dict.fromkeys(kind.id for kind in kinds)
    return Gestures(
        kinds,
        page.form(found["envelope"], lambda text: rules.money(_without(text, EVERY_MONTH)), 1) if "envelope" in found else 0,
        read_roles(rules, found["may give"]) if "may give" in found else (),
        page.form(found["at most"], rules.money, 0) if "at most" in found else 0,
        page.form(found["presents"], lambda text: forms.count(_without(text, EVERY_DAY), 1), 0) if "presents" in found else 0,
        page.known(surprise["gives"], known, "gesture") if "gives" in surprise else "",
        page.form(surprise["one in"], lambda text: forms.count(text, 1), 1) if "one in" in surprise else 0,
        _envelopes(rules, found["envelopes"]) if "envelopes" in found else (),
        budgets,
        _reasons(rules, found["reasons"]) if "reasons" in found else (),
    )


def _envelopes(rules: RuleReader, node: Node) -> tuple[tuple[str, int], ...]:
    """Branch → its own amount a month."""
    entries = rules.page.keyed(node, "Here branches are needed, each with an amount: {markt: 150.00 EUR per month}.")
    return tuple(
        sorted((rules.page.known(one.named, rules.conditions.branches, "branch"), _of_a_month(rules, one.node)) for one in entries)
    )


def _budgets(rules: RuleReader, node: Node) -> tuple[tuple[str, int], ...]:
    """A kind of reason → what each branch may give for it in a month."""
    entries = rules.page.keyed(node, "Here reasons are needed, each with an amount: {complaint: 40.00 EUR per month}.")
    return tuple(sorted((rules.page.id(one.named), _of_a_month(rules, one.node)) for one in entries))


def _reasons(rules: RuleReader, node: Node) -> tuple[tuple[str, int], ...]:
    """A reason that tills offer → what each branch may give for it in a month."""
    entries = rules.page.keyed(node, "Here reasons are needed, each with an amount: {waited: 30.00 EUR per month}.")
    return tuple(sorted((rules.page.known(one.named, SET_APART, "reason"), _of_a_month(rules, one.node)) for one in entries))


def _of_a_month(rules: RuleReader, node: Node) -> int:
    return rules.page.form(node, lambda text: rules.money(_without(text, EVERY_MONTH)), 1)


def _without(text: str, end: str) -> str:
    """`text` less its `end`, which must be there."""
    if not text.endswith(end):
        raise forms.Wrong(phrase("This is counted{end}.", end=end), f"{text}{end}" if " per " not in text else "")
    return text.removesuffix(end)


def read_roles(rules: RuleReader, node: Node) -> tuple[tuple[str, int], ...]:
    """Role → up to what amount alone, the least first."""
    entries = rules.page.keyed(node, "Here roles are needed, each with an amount: {cashier: 5.00 EUR}.")
    made = [(rules.page.id(one.named), rules.page.form(one.node, lambda text: forms.money(text, rules.currency), 0)) for one in entries]
    return tuple(sorted(made, key=lambda role: (role[1], role[0])))


def _kind(rules: RuleReader, budgets: dict[str, int], name: str, node: Node) -> GestureKind:
    page = rules.page
    found = page.table(node, "gesture")
    beside = {"item": ("worth", "present", "VAT"), "coupon": ("worth",)}
    what = rules.only(node, found, ("points", "reward", "item", "coupon"), beside) if isinstance(node, Table) else ""
    count, unit = rules.units.amount(page, found["points"]) if what == "points" else (0, "")
    reward = page.known(found["reward"], rules.rewards, "reward") if what == "reward" else ""
    if what == "coupon" and (coupon := page.known(found["coupon"], rules.coupons, "coupon")):
        count, unit = rules.coupons[coupon], token_of(coupon)
        rules.coupon_gestures.append((coupon, node, "worth" in found))
    names = Words(name, name)
    if what == "item":
        item = found["item"]
        names = Words(page.text(item), item.text) if isinstance(item, Text) else page.words(item)
        if "worth" not in found:
            page.wrong(node, "missing_key", "What does it cost the branch?", "Say its `worth`; it comes out of the envelope.")
    if reward:
        givers = rules.given.setdefault(reward, [])
        if givers:
            page.wrong(
                found["reward"], "not_together", phrase("`{other}` gives that reward already.", other=givers[0]), "Make it two rewards."
            )
        givers.append(name)
    worth = page.form(found["worth"], rules.money, 1) if "worth" in found else 0
    present = page.form(found["present"], forms.yes_no, harmless=False) if "present" in found else False
    vat = page.choice(found["VAT"], VAT, "word") if "VAT" in found else ""
    budget = page.known(found["budget"], budgets, "budget") if "budget" in found else ""
    return GestureKind(name, names, unit, count, reward, worth, present, rules.why(found), vat, budget)
