"""How every door carries a command out: who may not is refused, guessed codes are counted, and what is sensitive stands in the audit log.

A write that does not come through here would miss one of these; `tests/access` asks the routes.
"""

from typing import Protocol

from zegel.access.codes import Codes
from zegel.access.people import People
from zegel.access.principal import Principal
from zegel.desk.desk import Desk
from zegel.desk.replies import Reply
from zegel.flows.commands import Command
from zegel.hall import audited, codes
from zegel.hall.own_card import refuse_own_card
from zegel.hall.spend_lock import refuse_locked


class House(Protocol):
    """What a door has that carries commands out."""

    desk: Desk
    people: People
    codes: Codes


async def refuse_to(house: House, by: Principal, command: Command) -> None:
    """Refuse what `by` may not do with this member: their own card (`not_yourself`), points without proof (`spend_locked`).

    Keys answer for their own people: they are not asked.
    """
    if by.is_person:
        await refuse_own_card(house.desk, command)
        await refuse_locked(house.desk, house.people.qr, command)


async def carried_out(house: House, by: Principal, command: Command, request: str) -> Reply:
    """The desk's reply to `command`, which may be a refusal; refuses itself what `refuse_to` does, and `too_many_tries`."""
    await refuse_to(house, by, command)
    with codes.tried(house.codes, command) as came_to:
        reply = await house.desk.submit(command)
        came_to(reply.outcome)
    if type(command) in audited.SENSITIVE:
        await audited.note(house.people.register, command, reply, request)
    return reply
