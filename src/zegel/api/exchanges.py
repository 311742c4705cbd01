"""Exchanges: a return and a purchase in one request, and one answer that says what is still to be paid or paid back."""

from dataclasses import replace
from typing import Any

from pydantic_core import to_json

from zegel.api.bodies import read_body
from zegel.api.door import Answer, Door
from zegel.api.exchange_schemas import EXCHANGE
from zegel.api.writes import outcome_of, written
from zegel.core.ids import receipt_of
from zegel.core.refusals import Erased
from zegel.decide.document import Document, read
from zegel.flows.commands import Exchange, RecordPurchase, ReturnedLine, ReturnGoods
from zegel.flows.exchange import RETURN
from zegel.flows.facts import Outcome
from zegel.hall import codes, printed
from zegel.hall.answers import receipt_json
from zegel.hall.calls import Call, Found
from zegel.hall.refusals import NamedTwice
from zegel.hall.translate import NO_PURSE, basket_of, codes_of, sells_of


def exchange(call: Call, found: Found, canonical: bytes) -> Exchange:
    """POST /v1/exchanges."""
    back = found["returns"]
    lines = tuple([ReturnedLine(line["number"], line.get("quantity", 0)) for line in back.get("lines", ())])
    if len({line.number for line in lines}) != len(lines):
        raise NamedTwice(field="returns")
    header, bought, who, uses = basket_of(call, found, canonical)
    as_credit = back.get("refund_as") == "store_credit"
    returned = ReturnGoods(header, receipt_of(back["receipt"]), lines, back.get("reason", ""), back.get("cause", ""), as_credit,
        back.get("doubtful", False))  # fmt: skip
    paper = printed.paper_of(call) if who is None else None
    return Exchange(
        header, returned,
        RecordPurchase(header, bought, who, NO_PURSE, uses, codes_of(call, found), None, sells_of(call, found), paper),
    )  # fmt: skip


async def record(door: Door, call: Call) -> Answer:
    """Both are booked, or neither."""
    reply = await written(door, call, EXCHANGE, exchange)
    return Answer(201, to_json(await _said(door, call, outcome_of(reply), written=True)), reply.replayed)


async def ask(door: Door, call: Call) -> Answer:
    """POST /v1/exchanges/quote: what it would come to now. Nothing is written."""
    found, canonical = read_body(EXCHANGE, call.body)
    command = exchange(call, found, canonical)
    unkeyed = replace(command.header, key="")
    command = Exchange(unkeyed, replace(command.back, header=unkeyed), replace(command.bought, header=unkeyed, paper=None))
    with codes.tried(door.codes, command) as came_to:
        came_to(outcome := await door.desk.ask(command))
    if outcome.refusal is not None:
        raise outcome.refusal
    return Answer(200, to_json(await _said(door, call, outcome, written=False)))


async def _said(door: Door, call: Call, outcome: Outcome, *, written: bool) -> dict[str, Any]:
    """Both receipts, and what of the money is left."""
    sale = outcome.receipt
    assert sale is not None, "an exchange has the receipt of its purchase"
    bought = read(sale.document)
    id_ = receipt_of(bought.body["of"])
    fresh = [one.document for one in outcome.linked if one.id == id_]
    kept = None if fresh else await door.books.receipt(call.grant.company, id_)
    document = fresh[0] if fresh else kept.document if kept is not None else None
    if document is None:
        raise Erased()
    pays, refund = settled(read(document), bought)
    code = printed.code_on(call, sale.document) if written else ""
    return {
        "returned": receipt_json(call.shelf, id_ if written else None, document),
        "purchase": receipt_json(call.shelf, sale.id if written else None, sale.document) | ({"code": code} if code else {}),
        "pays_minor": pays,
        "refund_minor": refund,
    }


def settled(back: Document, bought: Document) -> tuple[int, int]:
    """What the shopper still pays for the purchase, and what is still paid back in money. Where nothing was told, only the difference."""
    totals = back.body["totals"]
    money: int = totals.get("money_minor", totals["refund_minor"])
    pays: int = bought.body["totals"]["pays_minor"] - bought.body["totals"].get("later_minor", 0)
    assert bought.purchase is not None, "a purchase is kept as it was sent"
    tenders = bought.purchase["tenders"]
    kept = sum(t["amount_minor"] for t in tenders if t["kind"] == RETURN) if tenders else max(min(money, pays), 0)
    return pays - kept, money - kept
