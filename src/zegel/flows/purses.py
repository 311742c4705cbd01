"""Who is meant, and the purse with its due work done."""

from zegel.core.ids import PurseId
from zegel.core.periods import Instant
from zegel.core.purchase import Identifier
from zegel.core.refusals import MemberBlocked, PurseMerged, UnknownMember
from zegel.flows.commands import Who
from zegel.flows.due import run_due
from zegel.flows.facts import Facts, Resolved
from zegel.ledger.purse import Purse


def purse_meant(resolved: Resolved, who: Who) -> PurseId:
    """The purse that `who` means; refuses `unknown_member`."""
    if isinstance(who, Identifier):
        found = resolved.purse_of.get(who)
        if found is None:
            raise UnknownMember()
        return resolved.follow(found)
    if who not in resolved.known_purses:
        raise UnknownMember()
    return resolved.follow(who)


def ready(facts: Facts, purse_id: PurseId, at: Instant) -> Purse:
    """The purse with its due work booked, ready for more; refuses what cannot be booked on."""
    purse = facts.purses.get(purse_id)
    if purse is None:
        raise UnknownMember()
    if purse.next_due <= at:
        run_due(facts, purse, at)
    if purse.alias_of is not None:
        raise PurseMerged()
    if purse.blocked:
        raise MemberBlocked()
    return purse
