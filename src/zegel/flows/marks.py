"""Marks of whoever enrols or buys: the device, the card that pays, the address (domain.md M15). They only help to see who is one person.

A shop hands them over as hashes of its own, never the number or the address itself; the door hashes them once more under the house's key
(access.codes), so that nobody with the database alone can try whose they are, and what is kept is of use nowhere else. Each goes when it
was not seen for as long as the program's settings say (worker.keeping).
"""

from hashlib import sha256
from typing import Final

from zegel.core.ids import CompanyId
from zegel.decide.plan import plan_of
from zegel.flows.commands import NoteMarks
from zegel.flows.facts import Dossier, Facts, Needs, Outcome, PurseNeeds, Resolved, Shelf, Wants
from zegel.flows.known import member_facts
from zegel.flows.purses import purse_meant, ready, wants_of
from zegel.flows.receipts import finish
from zegel.ledger.draft import Draft

MARK: Final = "mark"
"""The kind of dossier, one a mark."""


def wants(command: NoteMarks) -> Wants:
    """The earlier answer and the member."""
    return wants_of(command.header, command.who)


def needs(_shelf: Shelf, command: NoteMarks, resolved: Resolved) -> Needs:
    """The purse."""
    return Needs((PurseNeeds(purse_meant(resolved, command.who)),))


def run(facts: Facts, resolved: Resolved, command: NoteMarks) -> Outcome:
    """Each mark is seen now. The books keep that marks were told and of which kinds, never the marks."""
    header = command.header
    plan = plan_of(facts.shelf.live_at(header.happened_at))
    purse = ready(facts, purse_meant(resolved, command.who), header.at)
    member = member_facts(facts, plan, purse, header.business_date)
    said = f"marks: {', '.join(kind for kind, _ in command.marks)}"
    entry, receipt = finish(facts, plan, Draft(purse), header, "enrol", [], member, reason=said)
    dossiers = tuple(
        [Dossier(purse.id, MARK, called(header.company, kind, mark), "seen", "{}", header.at) for kind, mark in command.marks]
    )  # fmt: skip
    return Outcome((entry,), receipt, dossiers=dossiers)


def called(company: CompanyId, kind: str, mark: str) -> str:
    """What a mark is called here: `device 6f1c…`; the same for the same mark in this company, and another elsewhere."""
    hashed = sha256("\n".join((company, kind, mark)).encode()).hexdigest()
    return f"{kind} {hashed[:32]}"
