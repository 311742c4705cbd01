"""What a return gives back of the uses of a reward: what a member may have so often, stock and budgets (semantics 23 and 19)."""

from collections.abc import Mapping

from zegel.core.purchase import Purchase
from zegel.core.rounding import part_of
from zegel.core.value import value
from zegel.decide.bounded import given_in
from zegel.decide.document import Document
from zegel.decide.effects import TAKING_OFF
from zegel.decide.kept import came_back_whole
from zegel.decide.plan import Plan


@value
class Uses:
    """How often a rule was used, and what that took off the basket."""

    times: int
    off_minor: int

    def less(self, other: "Uses") -> "Uses":
        """Without those."""
        return Uses(self.times - other.times, self.off_minor - other.off_minor)


NO_USES = Uses(0, 0)


def used_in(document: Document) -> dict[str, Uses]:
    """Per rule what a receipt used of it."""
    found: dict[str, Uses] = {}
    for effect in document.body["effects"]:
        if effect["effect"] == "spend":
            before = found.get(effect["what"], NO_USES)
            found[effect["what"]] = Uses(before.times + effect["times"], before.off_minor)
        elif effect["effect"] == "free items" or (effect["effect"] == "discount" and effect["lane"] == "rewards"):
            before = found.get(effect["rule"], NO_USES)
            found[effect["rule"]] = Uses(before.times, before.off_minor + sum(effect["shares"]))
    for rule, minor in given_in(document.body["effects"]).items():
        found.setdefault(rule, Uses(1, minor))  # a discount is used once a basket, however often it fitted
    return found


def unused(plan: Plan, document: Document, purchase: Purchase, returned: Mapping[int, int]) -> dict[str, Uses]:
    """Per rule what does not count as used any more when `returned` (line number → thousandths) has come back; cumulative.

    A use counts until all that it took something off came back; what was handed over with the basket until the basket did. Two uses
    of one rule come back one by one, in proportion, whole ones only, as what was spent on them does.
    """
    settings = plan.compiled.program.settings
    if settings.returns_spent == "never" or settings.returned_uses == "stay used":
        return {}
    whole = used_in(document)
    if came_back_whole(purchase, returned):
        return whole
    if settings.returned_uses == "come back with everything":
        return {}
    shares: dict[str, list[int]] = {}
    for effect in document.body["effects"]:
        if effect["effect"] in TAKING_OFF and effect["rule"] in whole:
            before = shares.get(effect["rule"], [0] * len(purchase.lines))
            shares[effect["rule"]] = [a + b for a, b in zip(before, effect["shares"], strict=True)]
    found: dict[str, Uses] = {}
    for rule, off in shares.items():
        back = sum(
            part_of(share, returned.get(line.number, 0), line.quantity)
            for share, line in zip(off, purchase.lines, strict=True)
            if share and line.quantity
        )
        if sum(off) and back:
            uses = whole[rule]
            found[rule] = Uses(uses.times * back // sum(off), uses.off_minor * back // sum(off))
    return found
