"""What entries add to the figures of their day and branch, and to what is known of a member's rhythm.

A sale counts on its business date in its branch, whoever looks at it and whenever it was booked; so does a return.
"""

from collections.abc import Iterable
from json import loads
from typing import Any, Final

from zegel.core.ids import PurseId
from zegel.core.value import value
from zegel.ledger.entries import SALES
from zegel.store.day_receipts import BACK, CARD, OTHER, DayReceipt

_PURCHASE: Final = b',"purchase":'


@value
class Booked:
    """An entry as the figures look at it. `document` None: no receipt, or erased; then it counts as an entry without amounts."""

    purse: PurseId
    kind: str
    day: str
    branch: str
    document: bytes | None
    seq: int = 0
    at: int = 0


@value
class Visit:
    """A member's sale: one visit on `day`, worth `spent_minor`. Sales of one day are one visit more each; the rhythm looks at days."""

    purse: PurseId
    day: str
    spent_minor: int


DayFigures = dict[tuple[str, str, str], int]
"""(business date, branch, figure) → how much more."""


def added(entries: Iterable[Booked]) -> tuple[DayFigures, list[Visit], list[DayReceipt]]:
    """What `entries` add, and the receipts that the sales and returns of it come from.

    Figures: `sales`, `sales_minor` (after Zegel's discounts), `card_sales`, `card_sales_minor` (of a member), `discount_minor` (given by
    the program), `returns`, `returns_minor`, `members` (who joined), `redemptions` (rewards handed over without a sale), `taken:<id>`
    (how often that reward was given).
    """
    figures: DayFigures = {}
    visits: list[Visit] = []
    sold: list[DayReceipt] = []
    for entry in entries:
        counted = _counted(entry, visits)
        for name, more in counted.items():
            if more:
                key = (entry.day, entry.branch, name)
                figures[key] = figures.get(key, 0) + more
        if "sales" in counted or "returns" in counted:
            sold.append(_receipt(entry, counted))
    return figures, visits, sold


def _counted(entry: Booked, visits: list[Visit]) -> dict[str, int]:
    if entry.kind == "enrol":
        return {"members": 1} if _is_new(entry) else {}
    if entry.kind in ("redeem", "hand over"):
        return {"redemptions": 1} | (_taken(_body(entry)) if entry.document else {})
    if entry.kind == "return":
        came = _body(entry)["totals"] if entry.document else {}
        # Goods on trial count as sold at their sale, so what is not charged for them came back too.
        return {"returns": 1, "returns_minor": came.get("refund_minor", 0) + came.get("not_charged_minor", 0)}
    if entry.kind not in SALES or entry.document is None:
        return {"sales": 1} if entry.kind in SALES else {}
    body = _body(entry)
    totals, member = body["totals"], body["facts"].get("member") == 1
    paid = totals.get("pays_minor", 0)
    found = {"sales": 1, "sales_minor": paid, "discount_minor": totals.get("discount_minor", 0)}
    if member:
        found |= {"card_sales": 1, "card_sales_minor": paid}
        visits.append(Visit(entry.purse, entry.day, paid))
    return found | _taken(body)


def _is_new(entry: Booked) -> bool:
    """Whether somebody became a member on that day: no second card, no card without anybody, nobody who was a member elsewhere before."""
    if entry.seq > 1 or entry.document is None:
        return entry.seq == 1
    facts = _body(entry)["facts"]
    return bool(facts.get("member") == 1 and facts.get("since") == entry.day)


def _receipt(entry: Booked, counted: dict[str, int]) -> DayReceipt:
    what = BACK if "returns" in counted else CARD if "card_sales" in counted else OTHER
    sold, discount, back = (counted.get(name, 0) for name in ("sales_minor", "discount_minor", "returns_minor"))
    return DayReceipt(entry.purse, entry.seq, entry.day, entry.branch, what, entry.at, sold, discount, back)


def _taken(body: dict[str, Any]) -> dict[str, int]:
    """What was spent points or tokens on, and how often."""
    found: dict[str, int] = {}
    for effect in body["effects"]:
        if effect["effect"] == "spend":
            name = f"taken:{effect['what']}"
            found[name] = found.get(name, 0) + effect["times"]
    return found


def _body(entry: Booked) -> dict[str, Any]:
    assert entry.document is not None
    found: dict[str, Any] = loads(entry.document.partition(_PURCHASE)[0][8:])
    return found
