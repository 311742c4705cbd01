"""When a complaint is closed: what its member is written (how did it go?) and what staff are asked, as the program says.

Once a complaint, also where it is opened again and closed; and never while another complaint of the member's is open. A message that
needs a consent goes only to who gave it: that is one of its tests, and the receipt says so.
"""

from typing import Any

from zegel.core.ids import ReceiptId
from zegel.decide.cases import CLOSED, SERVICE
from zegel.decide.effects import Effect
from zegel.decide.errands import errands_on
from zegel.decide.plan import Plan
from zegel.flows.asking import Header
from zegel.flows.errands import sent
from zegel.flows.facts import Dossier, Facts
from zegel.flows.known import facts_without_basket, member_facts
from zegel.ledger.draft import Draft

Failed = list[tuple[int, int]]


def after_complaint(
    facts: Facts, plan: Plan, draft: Draft, header: Header, case: Dossier, data: dict[str, Any]
) -> tuple[list[Effect], tuple[Dossier, ...], Failed]:  # fmt: skip
    """The effects and tasks of closing `case`, and why others are not among them; `data` keeps who was asked what."""
    purse = draft.purse
    open_still = any(one.id != case.id and one.state != CLOSED for one in facts.dossiers_of(purse.id, SERVICE))
    if open_still or data.get("asked") or not any(one.trigger == "closed" for one in plan.compiled.program.errands):
        return [], (), []
    on = header.business_date
    member = member_facts(facts, plan, purse, on)
    errands, failed = errands_on(plan.compiled, facts_without_basket(plan, header, member), "closed")
    effects, tasks = sent(plan, draft, errands, on, header.happened_at, header.branch, member)
    if effects:
        data["asked"] = on
    scale = next((one.scale for one in errands if one.scale is not None), None)
    if scale is not None:
        data["survey"] = {"by": str(ReceiptId(purse.id, draft.seq)), "scale": list(scale)}
    return effects, tasks, failed
