"""Who is meant, and the purse with its due work done."""

from zegel.core.ids import PurseId
from zegel.core.periods import Instant
from zegel.core.purchase import Identifier
from zegel.core.refusals import HoldOpen, MemberBlocked, PurseMerged, SpendingBlocked, UnknownMember
from zegel.flows.commands import Header, Who
from zegel.flows.due import run_due
from zegel.flows.facts import Facts, Resolved, Wants
from zegel.ledger.purse import GONE, NO_EARNING, NO_SPENDING, Purse


def wants_of(
    header: Header, *who: Who | None, shown: tuple[Identifier, ...] = (), purses: tuple[PurseId, ...] = (), numbers: tuple[str, ...] = ()
) -> Wants:
    """The earlier answer to the command, and whoever are meant (None: nobody); what is `shown` and the `purses` named beside them."""
    return Wants(
        (header.source, header.key) if header.key else None,
        (*[one for one in who if isinstance(one, Identifier)], *shown),
        None,
        (*[one for one in who if one is not None and not isinstance(one, Identifier)], *purses),
        numbers=numbers,
    )


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


def ready(facts: Facts, purse_id: PurseId, at: Instant, *, earns: bool = False, spends: bool = False) -> Purse:
    """The purse with its due work booked, ready for more; refuses what cannot be booked on, or may not where it earns or spends."""
    purse = facts.purses.get(purse_id)
    if purse is None:
        raise UnknownMember()
    if purse.next_due <= at:
        run_due(facts, purse, at)
    if purse.alias_of is not None:
        raise PurseMerged()
    if purse.blocked:
        if purse.blocked & GONE or (earns and purse.blocked & NO_EARNING):
            raise MemberBlocked()
        if spends:
            check_spending(purse)
    return purse


def check_no_hold(purse: Purse) -> None:
    """Refuse `hold_open`."""
    if any(hold.state == "open" for hold in purse.holds.values()):
        raise HoldOpen()


def check_spending(purse: Purse) -> None:
    """Refuse `spending_blocked`."""
    if purse.blocked & NO_SPENDING:
        raise SpendingBlocked()
