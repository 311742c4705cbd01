"""Clearing between partners: what an entry's points cost whoever issued them, and what they are worth to whoever took them.

Booked in the same entry, in millionths of the currency, on accounts per partner; the points themselves move as ever.
"""

from zegel.ledger.accounts import ISSUED, REDEEMED
from zegel.ledger.draft import Draft
from zegel.program.model import Program
from zegel.program.partners import CLEARING, clearing_unit, issued_by, millionths, redeemed_at


def clear(program: Program, draft: Draft, branch: str) -> None:
    """Book what the partner at `branch` owes or is owed for the draft's points, by the prices of `program`."""
    coalition = program.coalition
    partner = coalition.of_branch(branch) if coalition is not None and draft.postings else None
    if coalition is None or partner is None:
        return
    unit = clearing_unit(program.currency)
    issued = redeemed = 0
    for p in draft.postings:
        if p.unit == coalition.unit:
            issued += p.amount * ((p.source == ISSUED) - (p.destination == ISSUED))
            redeemed += p.amount * ((p.destination == REDEEMED) - (p.source == REDEEMED))
    owed = (
        (issued_by(partner.id), CLEARING, issued * millionths(partner.issued_at, program.currency)),
        (CLEARING, redeemed_at(partner.id), redeemed * millionths(partner.redeemed_at, program.currency)),
    )
    for source, destination, amount in owed:
        if amount > 0:
            draft.move(unit, source, destination, amount, None)
        elif amount < 0:
            draft.move(unit, destination, source, -amount, None)
