"""Entitlements as answers show them."""

from typing import Any

from zegel.core.periods import NEVER, Instant
from zegel.core.purchase_document import purchase_from
from zegel.decide.document import Document
from zegel.decide.plan import Plan
from zegel.decide.said_of_entitlements import why_has
from zegel.decide.sale import MemberFacts
from zegel.decide.skipped import facts_from
from zegel.flows.entitlements import entitled
from zegel.hall.answers import moment_text
from zegel.program.model import Entitlement, Words

Json = dict[str, Any]
_NUMBERS = {"early access": "hours", "payment term": "days", "extended warranty": "months"}


def held_in(plan: Plan, document: Document) -> list[Json]:
    """What the member of a quote's basket has, with it."""
    if document.purchase is None or not plan.compiled.program.entitlements:
        return []
    member = facts_from(document)
    held, _ = entitled(plan, purchase_from(document.purchase), member)
    return [held_json(plan, one, member, NEVER) for one in held]


def held_json(plan: Plan, one: Entitlement, member: MemberFacts, until: Instant) -> Json:
    """One that the member has."""
    number = {field: one.number if _NUMBERS.get(one.kind) == field else None for field in ("hours", "days", "months")}
    return {
        "id": one.id, "kind": one.kind, **number, "from_minor": one.from_minor or None, "name": one.name or None,
        "until": moment_or_null(until),
        "why": words_json(why_has(plan.compiled, one, member)),
    }  # fmt: skip


def moment_or_null(at: Instant) -> str | None:
    """A moment, null for one that never comes."""
    return None if at >= NEVER else moment_text(at)


def words_json(said: Words) -> Json:
    """In both languages."""
    return {"nl": said.nl, "en": said.en}
