"""What every page of the card stands on: whose card it is, its purse as it is now, and how a member's own wish becomes a command."""

from hashlib import blake2b
from typing import Any, Final

from pydantic_core import to_json

from zegel.core.ids import PurseId
from zegel.core.periods import NEVER, Day, Instant
from zegel.core.refusals import NotSignedIn
from zegel.core.value import value
from zegel.flows.commands import Header
from zegel.flows.facts import Facts
from zegel.hall.calls import Call, local
from zegel.hall.members import member_around
from zegel.ledger.purse import Purse
from zegel.program.model import Program, Unit, Words
from zegel.program.stored_value import CASH_BACK
from zegel.web.card.code import read_of
from zegel.web.parts.asked import Asked
from zegel.web.parts.door import Door
from zegel.web.parts.figures import Figures
from zegel.web.parts.words import Tongue

FACE: Final = "card"
HOME: Final = "/pas"
TABS: Final = (
    ("home", "/pas", "scan-qr-code"), ("rewards", "/pas/beloningen", "gift"), ("history", "/pas/historie", "history"),
    ("me", "/pas/ik", "user-round"),
)  # fmt: skip
"""Where one can go: key, address, picture."""


@value
class Own:
    """The member's card: what was asked, the purse with everything due booked in memory, and how figures and words look to them."""

    call: Call
    purse: Purse
    facts: Facts
    figures: Figures
    tongue: Tongue

    @property
    def program(self) -> Program:
        """What the shop promises now."""
        return self.call.live(self.call.at).program

    def unit(self, name: str) -> Unit | None:
        """A unit of the program by its id."""
        return next((unit for unit in self.program.units if unit.id == name), None)

    def counted(self, n: int, unit: Unit) -> str:
        """`1.250 punten`, `€ 5,00` of what is counted in money."""
        return self.figures.counted(n, unit.names)

    def named(self, n: int, unit: Unit) -> str:
        """The same, and of money also what it is: `€ 5,00 winkeltegoed`."""
        said = self.counted(n, unit)
        return f"{said} {self.tongue.words(Words(unit.names.nl_many, unit.names.en_many))}" if unit.names.currency else said

    def worth(self, n: int, unit: Unit) -> str:
        """What `n` of a unit are worth in money, "" where it has no worth of its own."""
        return self.figures.money(n * unit.worth.numerator // unit.worth.denominator) if unit.worth and not unit.names.currency else ""

    def last_day(self, until: Instant) -> Day:
        """The last day on which something holds that ends at `until`; "" for what does not end."""
        return Day("") if until >= NEVER else local(self.call.live(self.call.at), "", Instant(until - 1)).business_date


async def own_card(door: Door, asked: Asked, key: str = "") -> Own:
    """The card of whoever is signed in; refuses `not_signed_in`."""
    visitor = asked.visitor
    if visitor is None or visitor.principal is None or visitor.principal.purse is None:
        raise NotSignedIn()
    call = await door.call(asked, key)
    purse, facts = await member_around(door.desk, call, visitor.principal.purse)
    return Own(call, purse, facts, door.figures(asked, call), door.tongue(asked))


def header_of(own: Own, asked: Asked, branch: str = "") -> Header:
    """The header of what a member does themselves: now, at no till; `branch` is where they want to have something."""
    call = own.call
    here = local(call.live(call.at), branch, call.at)
    said = to_json(sorted((name, texts) for name, texts in asked.fields.items() if name not in ("token", "once")))
    return Header(
        call.grant.company, call.grant.source, call.key, call.body_hash(said), call.at, call.at, here.business_date, here.weekday,
        here.minute, call.grant.actor, branch, "",
    )  # fmt: skip


def main_unit(own: Own) -> Unit | None:
    """What the card shows large: points that are worth money, else points, else kept money; None where there is none of them.

    What is on its way to a bank account is nothing to save for.
    """
    kinds = ("points", "bonus", "money")
    found = [unit for unit in own.program.units if unit.kind in kinds and not unit.id.startswith(CASH_BACK)]
    return min(found, key=lambda unit: (not unit.worth, kinds.index(unit.kind)), default=None)


def mark_of(purse: PurseId) -> str:
    """Tells a telephone whose card this is, without telling which one it is."""
    return blake2b(purse, digest_size=8, person=b"zegel card").hexdigest()


def framed(door: Door, asked: Asked, own: Own, tab: str, shows: dict[str, Any]) -> dict[str, Any]:
    """`shows` with the frame's own: the shop, where one is, figures, and a key for a form that is sent once."""
    return {
        "company": own.program.name, "tab": tab, "tabs": TABS, "figures": own.figures, "once": door.new_key(), "at": asked.at,
        "whose": mark_of(own.purse.id), "counted": own.counted, "worth": own.worth, "read": read_of,
    } | shows  # fmt: skip
