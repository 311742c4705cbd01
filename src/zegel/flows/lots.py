"""The lots that a receipt earned or spent, found again when it is undone; also where a merge took them over."""

from collections.abc import Sequence

from zegel.core.ids import PurseId, ReceiptId
from zegel.core.periods import Day, Instant, end_of_day, plus_days
from zegel.decide.document import Document
from zegel.decide.plan import Plan
from zegel.flows.facts import Facts, Missing, Needs, PurseNeeds
from zegel.ledger.accounts import REDEEMED
from zegel.ledger.draft import first_of
from zegel.ledger.entries import LotRef
from zegel.ledger.lots import Lot
from zegel.ledger.purse import Purse


def lots_of(facts: Facts, home: PurseId, keys: Sequence[tuple[int, int]]) -> list[Lot]:
    """The lots `keys` of purse `home`, which may have been merged into another since; asks for those that are not loaded."""
    purse = facts.purses.get(home)
    absent = tuple(keys) if purse is None else tuple(key for key in keys if key not in purse.lots)
    if absent:
        raise Missing(Needs((PurseNeeds(home, lots=absent),)))
    assert purse is not None
    return [purse.lots[key] for key in keys]


def spent_from(facts: Facts, document: Document, receipt: ReceiptId, unit: str) -> list[tuple[Lot, int]]:
    """The lots of the receipt's own purse that it spent `unit` from, with how many of each."""
    rows = [p for p in document.body["postings"] if p[0] == unit and p[2] == REDEEMED and p[4] is not None]
    lots = lots_of(facts, receipt.purse, [(p[4][0], p[4][1]) for p in rows])
    return [(lot, p[3]) for lot, p in zip(lots, rows, strict=True)]


def kept_until(plan: Plan, on: Day) -> Instant:
    """The moment until which what is given back on `on` is valid at least."""
    return end_of_day(plus_days(on, plan.compiled.program.settings.returned_points_last_days), plan.zone)


def own_lots(purse: Purse, sale: ReceiptId, unit: str) -> list[Lot]:
    """The lots of `unit` that the sale opened, and those in which its points went on: after a merge, a longer wait, or given back."""
    here = sale.purse == purse.id
    found = [
        lot
        for lot in purse.lots.values()
        if lot.unit == unit and ((here and lot.seq == sale.seq) or (lot.origin is not None and lot.origin[:2] == (sale.purse, sale.seq)))
    ]
    return sorted(found, key=lambda lot: lot.order)


def first_lot(facts: Facts, purse: Purse, sale: ReceiptId, unit: str) -> LotRef | None:
    """The lot of `unit` that the sale opened, by its full name; `purse` has the sale's points today. None where it is not at hand."""
    for home in (purse, facts.purses.get(sale.purse, purse)):
        for lot in own_lots(home, sale, unit):
            return first_of(home.id, lot)
    return None


def lapsed_before_merges(facts: Facts, purse: Purse, sale: ReceiptId, unit: str) -> int:
    """What lapsed of the sale's own points in purses that were merged into `purse` since: a merge takes over what is there still."""
    found, id_ = 0, sale.purse
    while id_ != purse.id:
        asked, before = f"lots of {sale} in {id_.hex()}", facts.purses.get(id_)
        if before is None or not (before.complete or id_ == sale.purse or asked in facts.asked):
            facts.asked.add(asked)
            raise Missing(Needs((PurseNeeds(id_, opened_by=((sale.purse, sale.seq),)),)))
        found += sum([lot.expired for lot in own_lots(before, sale, unit)])
        assert before.alias_of is not None, "a sale's points are where its purse was merged into"
        id_ = before.alias_of
    return found


def opened_by(facts: Facts, purse: Purse, given: ReceiptId, unit: str) -> list[Lot]:
    """The same lots, which are asked for once where they are not loaded."""
    found, asked = own_lots(purse, given, unit), f"lots of {given}"
    if not found and not purse.complete and asked not in facts.asked:
        facts.asked.add(asked)
        raise Missing(Needs((PurseNeeds(purse.id, opened_by=((given.purse, given.seq),)),)))
    return found
