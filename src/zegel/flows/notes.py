"""A colleague notes something about a member, which the member may read, or takes it away. The books keep that it happened, no word."""

from json import loads
from typing import Final

from zegel.core.canonical import document_bytes
from zegel.core.refusals import Malformed, MemberNeeded
from zegel.decide.plan import plan_of
from zegel.flows.facts import Dossier, Facts, Needs, Outcome, PurseNeeds, Resolved, Shelf, Wants
from zegel.flows.known import member_facts
from zegel.flows.profile_commands import WriteNote
from zegel.flows.purses import purse_meant, ready, wants_of
from zegel.flows.receipts import finish
from zegel.ledger.draft import Draft

NOTE: Final = "note"
"""The kind of dossier that holds one, called by the entry that wrote it."""
SHOWN, GONE = "shown", "gone"
LONGEST: Final = 500


def wants(command: WriteNote) -> Wants:
    """The earlier answer and the member."""
    return wants_of(command.header, command.who)


def needs(_shelf: Shelf, command: WriteNote, resolved: Resolved) -> Needs:
    """The purse with what was written down before."""
    if bool(command.text.strip()) == bool(command.instead_of) or len(command.text) > LONGEST:
        raise Malformed(f"text: 1 to {LONGEST} characters, or the note that is taken away", field="text")
    return Needs((PurseNeeds(purse_meant(resolved, command.who), dossiers=(NOTE,)),))


def run(facts: Facts, resolved: Resolved, command: WriteNote) -> Outcome:
    """An entry without postings; the words stand in a dossier, and are erased with the member."""
    header = command.header
    plan = plan_of(facts.shelf.live_at(header.happened_at))
    purse = ready(facts, purse_meant(resolved, command.who), header.at)
    if not purse.since:
        raise MemberNeeded()
    old = next((one for one in facts.dossiers_of(purse.id, NOTE) if one.id == command.instead_of and one.state == SHOWN), None)
    if command.instead_of and old is None:
        raise Malformed("note: there is none to be taken away", field="note")
    member = member_facts(facts, plan, purse, header.business_date)
    said = "note: written" if old is None else "note: taken away"
    entry, receipt = finish(facts, plan, Draft(purse), header, "profile", [], member, reason=said)
    if old is not None:
        empty = document_bytes({"by": loads(old.data)["by"], "on": loads(old.data)["on"], "text": ""}).decode("utf-8")
        return Outcome((entry,), receipt, dossiers=(Dossier(purse.id, NOTE, old.id, GONE, empty, header.at),))
    data = document_bytes({"by": header.actor, "on": header.business_date, "text": command.text.strip()}).decode("utf-8")
    return Outcome((entry,), receipt, dossiers=(Dossier(purse.id, NOTE, str(entry.seq), SHOWN, data, header.at),))
