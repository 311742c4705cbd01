"""Nobody who works here acts on their own card: a colleague does (reliability.md S14, domain.md §1b)."""

from collections.abc import Iterator
from typing import Final

from zegel.access.refusals import NotYourself
from zegel.core.ids import PurseId, ReceiptId
from zegel.core.purchase import Identifier
from zegel.desk.desk import Desk
from zegel.flows.commands import Command, Exchange
from zegel.flows.facts import Wants

_NEW: Final = frozenset(("new_purse", "new_id"))


def whom_it_concerns(command: Command) -> Iterator[Identifier | PurseId]:
    """Whoever a command names: by what was shown, by their purse, or by a receipt of theirs; both halves of an exchange."""
    if isinstance(command, Exchange):
        yield from whom_it_concerns(command.back)
        yield from whom_it_concerns(command.bought)
        return
    slots: tuple[str, ...] = getattr(command, "__slots__", ())
    for name in slots:
        held = getattr(command, name)
        if isinstance(held, Identifier):
            yield held
        elif isinstance(held, ReceiptId):
            yield held.purse
        elif isinstance(held, bytes) and len(held) == 16 and name not in _NEW:
            yield PurseId(held)


async def refuse_own_card(desk: Desk, command: Command) -> None:
    """Refuse `not_yourself` where somebody who is signed in acts on the card that is theirs."""
    header = command.header
    if not header.actor.startswith("staff:"):
        return
    one = await desk.store.queries.people.staff(header.company, header.actor.removeprefix("staff:"))
    if one is None or one.purse is None:
        return
    concerned = tuple(whom_it_concerns(command))
    shown = tuple([found for found in concerned if isinstance(found, Identifier)])
    purses = tuple([found for found in concerned if not isinstance(found, Identifier)])
    async with desk.store.view([header.company]) as view:
        wants = Wants(None, shown, None, (*purses, one.purse))
        found = (await view.resolve([(header.company, wants)]))[0]
    # Also their own card may have come into another one since.
    if found.follow(one.purse) in {found.follow(purse) for purse in (*found.purse_of.values(), *purses)}:
        raise NotYourself()
