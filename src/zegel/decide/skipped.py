"""The rules that an index left out of a receipt (program.index), and why they did not apply: worked out when an explanation asks."""

from zegel.core.periods import Day
from zegel.core.purchase_document import purchase_from
from zegel.decide.bounded import rooms_from
from zegel.decide.codes import codes_kept
from zegel.decide.discounts import look
from zegel.decide.document import Document
from zegel.decide.including import windows_with
from zegel.decide.plan import plan_of
from zegel.decide.sale import MemberFacts, basket_facts
from zegel.program.compile import Compiled


def facts_from(document: Document) -> MemberFacts:
    """The facts that a receipt kept."""
    f = document.body["facts"]
    return MemberFacts(
        f["member"], Day(f["since"]), f["tier"], f["purchase_number"], tuple(f["windows"]), f["tenure_months"], f["tenure_years"],
        tuple(f.get("asked", ())), rooms_from(f), tuple(f.get("withheld", ())),
    )  # fmt: skip


def skipped(compiled: Compiled, document: Document) -> dict[int, int]:
    """Rule → the first of its tests that fails, -1 where none of its articles were in the basket. Empty for a version of few rules.

    A rule that looks at what the basket comes to is told of the whole basket: discounts that came off before it left it out of reach too.
    """
    index = compiled.index
    if index is None or document.purchase is None:
        return {}
    purchase, plan = purchase_from(document.purchase), plan_of(compiled)
    member = facts_from(document)
    facts = basket_facts(purchase, member, plan.rank(member.tier), codes_kept(document.body))
    masks = compiled.masks(purchase.lines)
    facts.windows = windows_with(plan, member.windows, purchase.lines, masks)
    look(plan, facts, purchase.lines, masks, [line.net_minor for line in purchase.lines])
    left_out = (index.discounts | index.earning) & ~index.reached(masks, facts)
    fired, failed = index.judged(left_out, facts)
    return dict(failed) | dict.fromkeys(fired, -1)
