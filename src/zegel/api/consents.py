"""What members consented to: what stands now, and every change that led to it."""

from json import loads
from typing import Any

from pydantic_core import to_json

from zegel.api import schemas
from zegel.api.door import Answer, Door, parameters
from zegel.api.writes import writing
from zegel.core.ids import purse_text
from zegel.flows.commands import GiveConsent, WithdrawConsent
from zegel.flows.facts import Dossier
from zegel.flows.people import CONSENT
from zegel.hall.answers import moment_text
from zegel.hall.calls import Call, Found, header_of, member_of
from zegel.hall.members import member_now


def change(call: Call, found: Found, canonical: bytes) -> GiveConsent | WithdrawConsent:
    """PUT /v1/members/{member}/consents."""
    header, who = header_of(call, found, canonical), member_of(call.params["member"])
    if found["state"] == "given":
        return GiveConsent(header, who, found["purpose"], found["channel"], found.get("text_version", ""))
    return WithdrawConsent(header, who, found["purpose"], found["channel"])


put_consent = writing(schemas.CONSENT, change)


async def list_consents(door: Door, call: Call) -> Answer:
    """GET /v1/members/{member}/consents."""
    parameters(call)
    purse = await member_now(door.desk, call, member_of(call.params["member"]))
    found = await door.books.dossiers_of(call.grant.company, purse.id, CONSENT)
    return Answer(200, to_json({"member": purse_text(purse.id), "consents": [_shown(one) for one in found]}))


def _shown(one: Dossier) -> dict[str, Any]:
    purpose, _, channel = one.id.rpartition(" by ")
    history = [
        {
            "state": event["state"], "at": moment_text(event["at"]), "happened_at": moment_text(event["happened_at"]),
            "text_version": event["text_version"] or None, "source": event["source"], "actor": event["actor"],
            "receipt": f"{purse_text(one.purse)}.{event['seq']}",
        }
        for event in loads(one.data)["history"]
    ]  # fmt: skip
    return {"purpose": purpose, "channel": channel, "state": one.state, "at": moment_text(one.at), "history": history}
