"""A member consents, or withdraws: for one purpose, by one channel. Every change is an entry; what was issued before stays."""

from json import loads

from zegel.core.canonical import Json, document_bytes
from zegel.core.refusals import Malformed, MemberNeeded
from zegel.decide.effects import Consent
from zegel.decide.plan import plan_of
from zegel.flows.commands import GiveConsent, Header, WithdrawConsent
from zegel.flows.facts import Dossier, Facts, Needs, Outcome, PurseNeeds, Resolved, Shelf, Wants
from zegel.flows.known import member_facts
from zegel.flows.people import CONSENT, GIVEN, WITHDRAWN
from zegel.flows.purses import purse_meant, ready, wants_of
from zegel.flows.receipts import finish
from zegel.ledger.draft import Draft
from zegel.program.questions import CHANNELS, is_purpose


def wants(command: GiveConsent | WithdrawConsent) -> Wants:
    """The earlier answer and the member."""
    return wants_of(command.header, command.who)


def needs(_shelf: Shelf, command: GiveConsent | WithdrawConsent, resolved: Resolved) -> Needs:
    """The purse, with what was consented to before."""
    if not is_purpose(command.purpose):
        raise Malformed("purpose: words of letters and digits, at most 40 characters", field="purpose")
    if command.channel not in CHANNELS:
        raise Malformed(f"channel: one of {', '.join(CHANNELS)}", field="channel")
    return Needs((PurseNeeds(purse_meant(resolved, command.who), dossiers=(CONSENT,)),))


def run(facts: Facts, resolved: Resolved, command: GiveConsent | WithdrawConsent) -> Outcome:
    """An entry without postings, and the dossier as it is from now on with all that it was before."""
    header = command.header
    plan = plan_of(facts.shelf.live_at(header.happened_at))
    purse = ready(facts, purse_meant(resolved, command.who), header.at)
    if not purse.since:
        raise MemberNeeded()
    state, text_version = (GIVEN, command.text_version) if isinstance(command, GiveConsent) else (WITHDRAWN, "")
    name = f"{command.purpose} by {command.channel}"
    member = member_facts(facts, plan, purse, header.business_date)
    effect = Consent(command.purpose, command.channel, state, text_version, header.source)
    entry, receipt = finish(facts, plan, Draft(purse), header, "consent", [effect], member, reason=f"{name}: {state}")
    before = next((one for one in facts.dossiers_of(purse.id, CONSENT) if one.id == name), None)
    history = loads(before.data)["history"] if before is not None else []
    data = document_bytes({"history": [*history, consent_event(header, entry.seq, state, text_version)]}).decode("utf-8")
    return Outcome((entry,), receipt, dossiers=(Dossier(purse.id, CONSENT, name, state, data, header.at),))


def consent_event(header: Header, seq: int, state: str, text_version: str) -> Json:
    """One change, as the dossier keeps it for ever."""
    return {
        "actor": header.actor, "at": header.at, "happened_at": header.happened_at, "seq": seq, "source": header.source, "state": state,
        "text_version": text_version,
    }  # fmt: skip
