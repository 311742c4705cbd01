"""Goods come back: without a receipt through the customer's own purchases, or with one. The preview is asked of the desk, line by line."""

from dataclasses import replace
from json import loads
from typing import Any

from zegel.core.ids import ReceiptId, purse_text, receipt_of
from zegel.core.periods import Day, Instant, plus_days
from zegel.core.refusals import Erased, LinesRemoved, Malformed, UnknownReceipt, ZegelError
from zegel.core.value import value
from zegel.decide.document import read
from zegel.flows.commands import ProtectPrice
from zegel.flows.facts import Outcome
from zegel.hall import translate
from zegel.hall.calls import header_of
from zegel.hall.explained import explanation
from zegel.hall.refused import said_of
from zegel.ledger.accounts import AVAILABLE, DEBT
from zegel.ledger.entries import SALES
from zegel.program.model import Words
from zegel.store.records import ReceiptDocument
from zegel.web.parts.asked import Answer
from zegel.web.parts.prices import price_of
from zegel.web.till.letting_in import seat
from zegel.web.till.quoting import canonical_of
from zegel.web.till.work import Speech, Till

LOOKED_BACK = 20
GREETED_BACK = 5
"""Purchases that are looked through while somebody waits for a name."""


@value
class Bought:
    """One line of an earlier purchase. `dropped_minor` is what it got cheaper by since, where the shop gives that back."""

    receipt: ReceiptId
    number: int
    name: str
    pieces: int
    paid_minor: int
    at: Instant
    branch: str
    dropped_minor: int = 0
    promo_minor: int = 0
    promo_from: Day = Day("")

    @property
    def id(self) -> str:
        """As the form names it."""
        return f"{self.receipt}:{self.number}"


@value
class Preview:
    """What a return would come to: so much in money, and so much on the gift card or the credit that had paid."""

    money_minor: int
    stored_minor: int
    says: tuple[Words, ...]
    balances: tuple[tuple[str, int], ...]


async def greeted(till: Till) -> Answer:
    """Whoever came to the till; with their seat of today, or what they bought lately and got cheaper since: each one tap."""
    if till.basket.items:
        return await till.shown()
    there = await seat(till)
    return await till.shown(seat=there, drop=None if there else await cheaper(till))


async def cheaper(till: Till) -> Bought | None:
    """The newest line that got cheaper within the shop's promise, None where there is none."""
    promised = till.program.stored.protection
    if promised is None or till.basket.who is None:
        return None
    since = plus_days(till.today, -promised.within_days)
    for receipt in await till.door.queries.receipts(till.call.grant.company, till.basket.who, 0, GREETED_BACK):
        if receipt.kind in SALES and receipt.document is not None and till.figures.local(receipt.at).date().isoformat() >= since:
            for line in await lines_of(till, receipt):
                if line.dropped_minor:
                    return line
    return None


async def show(till: Till) -> Answer:
    """The pane: of whom, which lines, and what choosing them comes to."""
    chosen = till.asked.texts("line", 80)
    lines = await bought(till)
    preview, why = await previewed(till, chosen) if chosen else (None, None)
    await till.look()
    return till.page("return", None, lines=lines, chosen=chosen, preview=preview, why=why, receipt="")


async def show_receipt(till: Till, receipt: ReceiptId) -> Answer:
    """A receipt was scanned: its customer, its lines."""
    found = await _sale(till, receipt)
    member = await till.door.queries.profile_of(till.call.grant.company, receipt.purse)
    if member is not None:
        till.basket = replace(till.basket, who=receipt.purse)
    await till.look()
    return till.page("return", None, lines=await lines_of(till, found), chosen=(), preview=None, why=None, receipt=str(receipt))


async def _sale(till: Till, receipt: ReceiptId) -> ReceiptDocument:
    """The sale of that receipt, with its lines; refuses what has none, or none any more."""
    found = await till.door.queries.receipt(till.call.grant.company, receipt)
    if found is None or found.kind not in SALES:
        raise UnknownReceipt()
    if found.document is None:
        raise Erased()
    if read(found.document).thinned:
        raise LinesRemoved()
    return found


async def bought(till: Till) -> tuple[Bought, ...]:
    """The lines of the last purchases of whoever stands here (or of the receipt that was scanned), the newest first."""
    company, named = till.call.grant.company, till.asked.text("receipt", 80)
    if named:
        return await lines_of(till, await _sale(till, receipt_of(named)))
    if till.basket.who is None:
        return ()
    lines: list[Bought] = []
    for one in await till.door.queries.receipts(company, till.basket.who, 0, LOOKED_BACK):
        if one.kind in SALES and one.document is not None and len(lines) < LOOKED_BACK:
            lines += await lines_of(till, one)
    return tuple(lines[:LOOKED_BACK])


async def lines_of(till: Till, receipt: ReceiptDocument) -> tuple[Bought, ...]:
    """The lines of one sale as they were paid."""
    assert receipt.document is not None, "an erased receipt has no lines"
    document = loads(receipt.document)
    off = [effect["shares"] for effect in document["body"]["effects"] if "shares" in effect]
    found = []
    for n, line in enumerate(document["purchase"]["lines"]):
        paid = line["net_minor"] - sum(shares[n] for shares in off)
        pieces, branch = max(line["quantity"] // 1000, 1), document["body"]["branch"]
        one = Bought(receipt.id, line["number"], await name_of(till, line), pieces, paid, receipt.at, branch)
        found.append(await dropped(till, one, line))
    return tuple(found)


async def name_of(till: Till, line: dict[str, Any], language: str = "") -> str:
    """What a line is called: by the catalogue, else by its category; in the till's language where no other is asked."""
    article = await till.door.queries.article(till.call.grant.company, line["sku"]) if line["sku"] else None
    if article is not None and (article.name_nl or article.name_en):
        return article.called(language or till.language)
    return str(line["category"]).rpartition("/")[2] or line["sku"] or till.say("article")


async def dropped(till: Till, line: Bought, kept: dict[str, Any]) -> Bought:
    """With what the shop gives back because it is cheaper by now, where the program promises that and it holds."""
    if till.program.stored.protection is None or not kept["sku"] or till.basket.who is None:
        return line
    known = await till.door.queries.prices.of(till.call.grant.company, kept["sku"])
    for ahead in range(till.program.stored.protection.ahead_days + 1):
        day = plus_days(till.today, ahead)
        price = price_of(known, till.visitor.branch, day)
        if price is None or price * line.pieces >= line.paid_minor:
            continue
        begins = day if ahead else Day("")
        try:
            outcome = await till.door.ask(protect(till, line, price, begins))
        except ZegelError:
            return line
        given = sum(effect["count"] for effect in _effects(outcome) if effect["effect"] == "price drop")
        return replace(line, dropped_minor=given, promo_minor=price, promo_from=begins)
    return line


def protect(till: Till, line: Bought, price: int, begins: Day) -> ProtectPrice:
    """The command that gives it back, today or (`begins`) for a price that goes down soon."""
    assert till.basket.who is not None, "a price drop is given to a member"
    found = said_by(till) | {"receipt": str(line.receipt), "line": line.number, "promo_minor": price, "member": purse_text(till.basket.who)}
    return ProtectPrice(header_of(till.call, found, canonical_of(found)), till.basket.who, line.receipt, line.number, price, "", begins)


def said_by(till: Till) -> dict[str, Any]:
    """Where it is done, in the API's words: who does it is whoever is signed in."""
    return {"branch": till.visitor.branch, "till": till.till}


def returned_of(till: Till, chosen: tuple[str, ...]) -> dict[str, Any]:
    """A return in the API's words; refuses lines of two receipts at once."""
    parts = [one.rpartition(":") for one in chosen]
    receipts = {receipt for receipt, _, _ in parts}
    numbers = [number for _, _, number in parts]
    if len(receipts) != 1 or not all(number.isascii() and number.isdigit() for number in numbers):
        raise Malformed("line: lines of one receipt", field="line")
    return said_by(till) | {"receipt": receipts.pop(), "lines": [{"number": int(number)} for number in numbers], "cause": "voluntary"}


async def previewed(till: Till, chosen: tuple[str, ...]) -> tuple[Preview | None, Words | None]:
    """What taking these back would come to, or what stands in the way."""
    try:
        found = returned_of(till, chosen)
    except Malformed:
        return None, Words(till.say("return one"), till.say("return one"))
    try:
        outcome = await till.door.ask(translate.return_goods(till.call, found, canonical_of(found)))
    except ZegelError as refusal:
        return None, said_of(refusal)
    return preview_of(till, outcome), None


def preview_of(till: Till, outcome: Outcome) -> Preview:
    """What comes back in money and on stored value, what happens with points and stamps, and what is left."""
    assert outcome.receipt is not None, "a return has a receipt"
    body = loads(outcome.receipt.document)["body"]
    says = explanation(till.call.shelf, body)
    lines = tuple(Words(nl, en) for nl, en in zip(says["nl"], says["en"], strict=True))
    kinds = {unit.id: unit.kind for unit in till.program.units}
    after: dict[str, int] = {}
    for unit, account, count in body["balances"]:
        if kinds.get(unit) in ("points", "stamps") and account in (AVAILABLE, DEBT):
            after[unit] = after.get(unit, 0) + count
    refund: int = body["totals"]["refund_minor"]
    money: int = body["totals"].get("money_minor", refund)
    return Preview(money, refund - money, lines, tuple(sorted(after.items())))


def _effects(outcome: Outcome) -> list[dict[str, Any]]:
    assert outcome.receipt is not None, "what is given has a receipt"
    effects: list[dict[str, Any]] = loads(outcome.receipt.document)["body"]["effects"]
    return effects


async def take_back(till: Till) -> Answer:
    """POST /kassa/retour: the chosen lines come back; nothing chosen shows the pane."""
    chosen = till.asked.texts("line", 80)
    if not chosen or till.asked.text("sure", 3) != "yes":
        return await show(till)
    found = returned_of(till, chosen)
    reply = await till.door.submit(till.asked, translate.return_goods(till.call, found, canonical_of(found)))
    preview = preview_of(till, reply.outcome)
    till.basket = replace(till.basket, key=till.door.new_key())
    given = ("amount", till.figures.money(preview.money_minor)), ("stored", till.figures.money(preview.stored_minor))
    till.notice = Speech("return done stored" if preview.stored_minor else "return done", given)
    return await till.shown()


async def give_difference(till: Till) -> Answer:
    """POST /kassa/prijsdaling: what one line got cheaper by, as credit."""
    named = till.asked.text("drop", 90)
    line = next((one for one in await bought(till) if one.id == named and one.dropped_minor), None)
    if line is None:
        raise Malformed("drop: a line that got cheaper", field="drop")
    await till.door.submit(till.asked, protect(till, line, line.promo_minor, line.promo_from))
    till.basket = replace(till.basket, key=till.door.new_key())
    till.notice = Speech("drop done", (("amount", till.figures.money(line.dropped_minor)),))
    return await till.shown()
