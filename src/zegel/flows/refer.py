"""A member brings a friend: noted when the friend joins. Whether the friend counts, flows.friend_counts says later."""

from collections.abc import Iterator
from json import loads
from typing import Final

from zegel.booking.giving import give
from zegel.core.canonical import Json, document_bytes
from zegel.core.ids import PurseId, ReceiptId
from zegel.core.periods import plus_days
from zegel.core.refusals import NoReferral, NotAFriend, ReferredBefore
from zegel.decide.cases import REFERRAL, Cased
from zegel.decide.effects import Effect
from zegel.decide.plan import Plan, plan_of
from zegel.flows.commands import Header, Refer
from zegel.flows.facts import Dossier, Facts, Missing, Needs, Outcome, PurseNeeds, Receipt, Resolved, Shelf, Wants
from zegel.flows.households import IN, household_of
from zegel.flows.known import member_facts
from zegel.flows.purses import purse_meant, ready, wants_of
from zegel.flows.receipts import finish
from zegel.ledger.draft import Draft
from zegel.ledger.entries import JournalEntry
from zegel.ledger.purse import Purse
from zegel.program.referral import Referral

CAME: Final = REFERRAL
"""The kind of the friend's dossier: who brought them."""
BROUGHT: Final = "friend"
"""The kind of the member's dossier, one a friend, called by the friend's purse."""
LONGEST_LINE: Final = 16
"""Of so many members, one by one who brought the other, it is seen that they go round."""


def promised(plan: Plan) -> Referral:
    """What the program promises; refuses `no_referral`."""
    referral = plan.compiled.program.referral
    if referral is None:
        raise NoReferral()
    return referral


def wants(command: Refer) -> Wants:
    """The earlier answer, the friend, and whose link it was."""
    return wants_of(command.header, command.who, shown=(command.link,))


def needs(shelf: Shelf, command: Refer, resolved: Resolved) -> Needs:
    """Both purses with their dossiers and mailboxes; refuses a link of nobody, and one's own."""
    promised(plan_of(shelf.live_at(command.header.happened_at)))
    friend = purse_meant(resolved, command.who)
    if command.link not in resolved.purse_of:
        raise NotAFriend(why="link")
    by = resolved.follow(resolved.purse_of[command.link])
    if by == friend:
        raise NotAFriend(why="self")
    return Needs(tuple([PurseNeeds(one, dossiers=(CAME, BROUGHT, IN), shown=True) for one in (friend, by)]))


def run(facts: Facts, resolved: Resolved, command: Refer) -> Outcome:
    """A friend is new: joined lately, bought nothing yet, came by nobody else, and this member did not come by them."""
    header = command.header
    plan = plan_of(facts.shelf.live_at(header.happened_at))
    referral = promised(plan)
    friend = ready(facts, purse_meant(resolved, command.who), header.at)
    by = ready(facts, resolved.follow(resolved.purse_of[command.link]), header.at)
    if facts.dossiers_of(friend.id, CAME):
        raise ReferredBefore()
    if not friend.since or not by.since:
        raise NotAFriend(why="member")
    if friend.totals.get(("spend", ""), 0) or header.business_date > plus_days(friend.since, referral.within_days):
        raise NotAFriend(why="not new")
    if friend.id in line_of(facts, by.id):
        raise NotAFriend(why="circle")
    if one_household(facts, friend, by):
        raise NotAFriend(why="household")
    if one_mailbox(facts, friend, by):
        raise NotAFriend(why="address")
    id_ = str(ReceiptId(friend.id, Draft(friend).seq))
    on = header.business_date
    data: dict[str, Json] = {
        "by": by.id.hex(), "joined": friend.since, "what": "", "why": [], "on": on, "actor": header.actor, "receipts": [id_],
    }  # fmt: skip
    beside: dict[str, Json] = {"on": on, "since": on, "why": []}
    dossiers = (
        Dossier(friend.id, CAME, id_, "registered", document_bytes(data).decode(), header.at),
        Dossier(by.id, BROUGHT, friend.id.hex(), "registered", document_bytes(beside).decode(), header.at),
    )
    waits = Cased(REFERRAL, "registered", "")
    theirs, linked = noted(facts, plan, by, header, "friend", told=waits)
    entry, receipt = noted(facts, plan, friend, header, "came by a member", told=waits)
    return Outcome((theirs, entry), receipt, dossiers=dossiers, linked=(linked,))


def one_household(facts: Facts, friend: Purse, by: Purse) -> bool:
    """Whether both save in one pot."""
    pots = [household_of(facts, one.id) or one.id for one in (friend, by)]
    return pots[0] == pots[1]


def one_mailbox(facts: Facts, friend: Purse, by: Purse) -> bool:
    """Whether an address of the one is delivered where one of the other is."""
    return not facts.mailboxes.get(friend.id, set()).isdisjoint(facts.mailboxes.get(by.id, set()))


def line_of(facts: Facts, purse: PurseId) -> list[PurseId]:
    """Who brought this member, who brought them, and so on; whoever is not here yet is asked for."""
    return list(_line(facts, purse))


def _line(facts: Facts, purse: PurseId) -> Iterator[PurseId]:
    at = purse
    for _ in range(LONGEST_LINE):
        here(facts, (at,), CAME)
        came = facts.dossiers_of(at, CAME)
        if not came:
            return
        for at in _and_who_took_over(facts, PurseId(bytes.fromhex(loads(came[0].data)["by"]))):
            yield at


def _and_who_took_over(facts: Facts, purse: PurseId) -> Iterator[PurseId]:
    """The purse, the one that took it over, and so on; the last is who is meant today."""
    at: PurseId | None = purse
    while at is not None:
        here(facts, (at,), CAME)
        yield at
        at = facts.purses[at].alias_of


def here(facts: Facts, purses: tuple[PurseId, ...], kind: str) -> None:
    """Ask for the dossiers of one kind of these purses, once; in memory they are here."""
    if facts.knows_everybody:
        return
    asked = [(f"{kind} of {one.hex()}", one) for one in purses]
    absent = [one for name, one in asked if name not in facts.asked]
    facts.asked.update(name for name, _ in asked)
    if absent:
        raise Missing(Needs(tuple([PurseNeeds(one, dossiers=(kind,)) for one in absent])))


def noted(
    facts: Facts, plan: Plan, purse: Purse, header: Header, because: str, count: int = 0, unit: str = "", told: Cased | None = None
) -> tuple[JournalEntry, Receipt]:
    """The purse's entry, with what is given to its member, and what is told of the friend."""
    draft = Draft(purse)
    on = header.business_date
    effects: list[Effect] = [] if told is None else [told]
    effects += give(plan, draft, because, count, unit, on, header.happened_at)
    return finish(facts, plan, draft, header, "refer", effects, member_facts(facts, plan, purse, on), reason=because)
