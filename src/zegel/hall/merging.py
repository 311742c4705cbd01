"""What merging two members would come to, before anybody does it: asked of the desk, written nowhere."""

from dataclasses import replace
from json import loads
from typing import Any

from zegel.core.ids import PurseId
from zegel.core.value import value
from zegel.desk.desk import Desk
from zegel.flows.asking import Header, Profile
from zegel.flows.commands import AskMerge, MergeMembers
from zegel.flows.facts import Outcome
from zegel.flows.people import CONSENT, GIVEN, WITHDRAWN
from zegel.hall.answers import receipt_json
from zegel.hall.calls import Call

Json = dict[str, Any]


@value
class MergePreview:
    """`waits`: a colleague would have to agree. `balances` is of every unit that would move, afterwards; `tier` the one that was reached.

    `withdrawn` are consents that only one of the two gave, `given` those that hold afterwards.
    """

    waits: bool
    profile: Profile
    tier: str
    withdrawn: tuple[str, ...]
    given: tuple[str, ...]
    balances: tuple[Json, ...]
    explanation: Json


async def preview(desk: Desk, call: Call, header: Header, who: PurseId, other: PurseId, role: str) -> MergePreview:
    """What it would come to now; raises what would refuse it."""
    header = replace(header, key="")
    asked = _passed(await desk.ask(MergeMembers(header, who, other, "?", role)))
    done = _passed(await desk.ask(AskMerge(header, who, other)))
    assert done.receipt is not None, "a merge has a receipt"
    assert done.profile is not None, "a merge says what is known from then on"
    told = receipt_json(call.shelf, None, done.receipt.document)
    withdrawn = [
        f"{effect['purpose']} by {effect['channel']}"
        for effect in told["effects"]
        if effect["effect"] == "consent" and effect["state"] == WITHDRAWN
    ]
    moved = [effect["after"] for effect in told["effects"] if effect["effect"] == "tier"]
    given = sorted({one.id for one in done.dossiers if (one.purse, one.kind, one.state) == (who, CONSENT, GIVEN)})
    before = loads(done.receipt.document)["body"]["facts"]["tier"]
    return MergePreview(
        asked.merged is None, done.profile[1], moved[-1] if moved else before, tuple(withdrawn), tuple(given),
        tuple(told["balances"]), told["explanation"],
    )  # fmt: skip


def _passed(outcome: Outcome) -> Outcome:
    if outcome.refusal is not None:
        raise outcome.refusal
    return outcome
