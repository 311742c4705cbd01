"""Disputes about the statement of a month between partners: as dossiers keep them, and how they are said (domain.md M44)."""

from collections.abc import Mapping
from json import dumps, loads
from typing import Any, Final

from zegel.core.canonical import quoted
from zegel.core.value import value
from zegel.program.model import Program, Words
from zegel.program.words import money

DISPUTE: Final = "dispute"
"""The kind of dossier; it is kept with the partner's own purse."""
PARTNER: Final = "partner"
"""The kind of identifier that leads to a partner's own purse."""
OPEN, GRANTED, REFUSED = "open", "granted", "refused"
SIDES: Final = ("issued", "redeemed")


@value
class Dispute:
    """`amount_minor` of one side of a partner's month is disputed; `granted_minor` is what of it was found right.

    `receipt` is the line that it is about, "" for none. `opened_by` and `decided_by` are two people.
    """

    partner: str
    month: str
    side: str
    amount_minor: int
    receipt: str
    reason: str
    opened_by: str
    granted_minor: int
    decided_by: str
    because: str

    def json(self) -> str:
        """As the dossier keeps it."""
        return dumps({
            "amount_minor": self.amount_minor, "because": self.because, "decided_by": self.decided_by, "granted_minor": self.granted_minor,
            "month": self.month, "opened_by": self.opened_by, "partner": self.partner, "reason": self.reason, "receipt": self.receipt,
            "side": self.side,
        }, sort_keys=True, separators=(",", ":"), ensure_ascii=False)  # fmt: skip


def dispute_from(data: str) -> Dispute:
    """The dispute that a dossier keeps."""
    return Dispute(**loads(data))


@value
class Disputed:
    """A dispute about a month of a partner is in `state` from now on; `amount_minor` is disputed, or was granted."""

    amount_minor: int
    month: str
    partner: str
    side: str
    state: str

    def json(self) -> str:
        return (
            f'{{"amount_minor":{self.amount_minor},"effect":"dispute","month":{quoted(self.month)},"partner":{quoted(self.partner)},'
            f'"side":{quoted(self.side)},"state":{quoted(self.state)}}}'
        )


_STATES: Final = {
    OPEN: Words("wordt betwist", "is disputed"), GRANTED: Words("is toegekend", "was granted"),
    REFUSED: Words("is afgewezen", "was refused"),
}  # fmt: skip
_SIDES: Final = {"issued": Words("uitgegeven punten", "points issued"), "redeemed": Words("ingewisselde punten", "points redeemed")}


def dispute_says(effect: Mapping[str, Any], program: Program) -> tuple[Words, Words]:
    """`Bezwaar bakker 2026-03: € 1,00 is toegekend`."""
    nl, en = money(effect["amount_minor"], program.currency, "nl"), money(effect["amount_minor"], program.currency, "en")
    coalition = program.coalition
    partner = next((p for p in coalition.partners if p.id == effect["partner"]), None) if coalition else None
    name = partner.names if partner else Words(effect["partner"], effect["partner"])
    state, side, month = _STATES[effect["state"]], _SIDES[effect["side"]], effect["month"]
    short = Words(f"Bezwaar {name.nl[:24]} {month}: {nl} {state.nl}", f"Dispute {name.en[:24]} {month}: {en} {state.en}")
    full = Words(
        f"Van de verrekening van {month} met {name.nl} ({side.nl}): {nl} {state.nl}.",
        f"Of the settlement of {month} with {name.en} ({side.en}): {en} {state.en}.",
    )
    return short, full
