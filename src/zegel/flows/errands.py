"""What a receipt has done besides its books: messages that will be written from it, and tasks that stand for staff until somebody did them.

A message is no more than an effect of the receipt: the worker writes it from there (worker.noticing), to who consents at that moment.
A task is a case of the purse, from the same receipt on.
"""

from collections.abc import Sequence

from zegel.core.canonical import Json, document_bytes
from zegel.core.ids import ReceiptId
from zegel.core.periods import Day, Instant
from zegel.decide.cases import FIRST, TASK
from zegel.decide.effects import Effect
from zegel.decide.errands import Asked, effects_of
from zegel.decide.filled import filled
from zegel.decide.plan import Plan
from zegel.decide.sale import MemberFacts
from zegel.flows.facts import Dossier
from zegel.ledger.draft import Draft
from zegel.ledger.entries import Count
from zegel.program.errands import Errand
from zegel.program.words import Language

LANGUAGES: tuple[Language, ...] = ("nl", "en")


def sent(
    plan: Plan, draft: Draft, errands: Sequence[Errand], on: Day, at: Instant, branch: str, member: MemberFacts
) -> tuple[list[Effect], tuple[Dossier, ...]]:  # fmt: skip
    """The effects and the tasks of `errands`, counted in `draft` where they come so often only."""
    if not errands:
        return [], ()
    draft.counts += [Count(f"gave:{one.id}", on, 1) for one in errands if f"gave:{one.id}" in plan.rule_measures]
    effects = effects_of(errands, on)
    receipt = ReceiptId(draft.purse.id, draft.seq)
    tasks: list[Dossier] = []
    known = {
        "tier": member.tier, "tenure_years": member.tenure_years, "tenure_months": member.tenure_months,
        "purchase_number": member.purchase_number,
    }  # fmt: skip
    for one, effect in zip(errands, effects, strict=True):
        if isinstance(effect, Asked):
            data: Json = {
                "what": one.id, "task": {code: filled(plan.compiled, one.says, known, code) for code in LANGUAGES}, "actor": "zegel",
                "on": on, "branch": branch, "answer_by": effect.by, "receipts": [str(receipt)],
            }  # fmt: skip
            name = f"{receipt}.{len(tasks) + 1}" if tasks else f"{receipt}"
            tasks.append(Dossier(draft.purse.id, TASK, name, FIRST[TASK], document_bytes(data).decode(), at))
    return [*effects], tuple(tasks)
