"""The receipts of a day in a branch: what its figures come from, written with the seal that counts them.

What a receipt was worth is kept here in numbers, so that the list comes to the figure also when the receipt itself was erased.
"""

from collections.abc import Sequence
from typing import Final

from zegel.core.ids import CompanyId, PurseId
from zegel.core.value import value
from zegel.store.runner import Runner
from zegel.store.statements import Step

CARD: Final = "card"
"""A sale to a member."""
OTHER: Final = "other"
"""A sale to whom nobody knows."""
BACK: Final = "back"
"""Goods that came back."""
SALES: Final = (CARD, OTHER)

_ADD: Final = (
    "INSERT INTO day_receipt (purse, company, seq, day, branch, what, at, sold_minor, discount_minor, returned_minor)"
    " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)"
)

BY: Final = {
    "at": "r.at", "sold_minor": "r.sold_minor", "discounted_minor": "r.discount_minor", "returned_minor": "r.returned_minor",
}  # fmt: skip
"""What the receipts of a day are sorted by."""
Mark = tuple[int, int, PurseId, int]
"""Where a page of them ends: what it is sorted by, the moment, the purse and the number."""


@value
class DayReceipt:
    """A receipt as a figure of its day sees it; `what` is CARD, OTHER or BACK, `at` when it happened."""

    purse: PurseId
    seq: int
    day: str
    branch: str
    what: str
    at: int
    sold_minor: int
    discount_minor: int
    returned_minor: int


@value
class ListedReceipt:
    """One with the name of who showed their card, "" for nobody."""

    receipt: DayReceipt
    name: str


class DayReceiptQueries:
    """The part of store.queries that knows them."""

    def __init__(self, runner: Runner) -> None:
        self._read = runner.read

    async def page(
        self, company: CompanyId, day: str, branch: str, what: Sequence[str], after: Mark | None, limit: int, by: str = "at",
        *, down: bool = True,
    ) -> list[ListedReceipt]:  # fmt: skip
        """Those of a day in a branch, the latest (or the most) first, not `down` the other way round; go on after the last one's mark."""
        key, (sign, way) = BY[by], ("<", "DESC") if down else (">", "ASC")
        beyond = f" AND ({key}, r.at, r.purse, r.seq) {sign} ($5, $6, $7, $8)" if after else ""
        kinds = ", ".join(f"${n + (9 if after else 5)}" for n in range(len(what)))
        order = f"ORDER BY {'' if by == 'at' else f'{key} {way}, '}r.at {way}, r.purse {way}, r.seq {way}"
        sql = (
            "SELECT r.purse, r.seq, r.what, r.at, r.sold_minor, r.discount_minor, r.returned_minor, COALESCE(m.name, '') FROM"
            " (SELECT * FROM day_receipt r WHERE r.company = $1 AND r.day = $2 AND r.branch = $3"
            f"{beyond} AND r.what IN ({kinds}) {order} LIMIT $4) r LEFT JOIN member m ON m.purse = r.purse AND m.company = $1 {order}"
        )
        rows = await self._read(company, sql, (company, day, branch, limit, *(after or ()), *what))
        return [
            ListedReceipt(DayReceipt(PurseId(row[0]), row[1], day, branch, row[2], row[3], row[4], row[5], row[6]), row[7]) for row in rows
        ]


def mark_of(one: DayReceipt, by: str) -> Mark:
    """Where a page ends whose last one this is."""
    sorted_by = {"at": one.at, "sold_minor": one.sold_minor, "discounted_minor": one.discount_minor, "returned_minor": one.returned_minor}
    return sorted_by[by], one.at, one.purse, one.seq


def listing(company: CompanyId, receipts: Sequence[DayReceipt]) -> list[Step]:
    """The statements that keep them; they go with the seal, in one transaction with the figures."""
    rows = [
        (one.purse, company, one.seq, one.day, one.branch, one.what, one.at, one.sold_minor, one.discount_minor, one.returned_minor)
        for one in receipts
    ]
    return [(_ADD, rows)] if rows else []
