"""The taps that book something, each a route with its right: pay, give, take back, enrol. The form's key makes each safe to repeat."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from json import loads
from typing import Any

from zegel.access.refusals import InvalidIdentifier
from zegel.core.codes import LEAST_RANDOM, drawn
from zegel.core.ids import PurseId, ReceiptId, purse_text
from zegel.core.refusals import BudgetUsedUp, Malformed, ZegelError
from zegel.desk.replies import Reply
from zegel.flows.commands import Enrol
from zegel.hall import printed, translate
from zegel.hall.refused import said_of
from zegel.program.gesture_words import gesture_gives
from zegel.program.gestures import REASONS
from zegel.program.model import Words
from zegel.web.parts.asked import Answer, Asked, Page
from zegel.web.parts.door import Door
from zegel.web.till import gift_cards, handing, letting_in, picking, returning
from zegel.web.till.basket import Basket
from zegel.web.till.drawing import code_of
from zegel.web.till.panel import panel_of
from zegel.web.till.quoting import canonical_of, found_of, told
from zegel.web.till.work import Speech, Till, at_till, stops

Deed = Callable[[Till], Awaitable[Answer]]


def deed(does: Deed) -> Callable[[Door, Asked], Awaitable[Answer]]:
    """A route that books: what refuses it is said at the till, the basket stays."""

    async def handle(door: Door, asked: Asked) -> Answer:
        till = await at_till(door, asked)
        try:
            return await does(till)
        except ZegelError as refusal:
            if stops(refusal):
                raise
            till.refused = till.why_not(refusal)
            if refusal.code != "key_reused":  # that basket is in the books as it was; any other refusal is kept under its key
                till.basket = replace(till.basket, key=door.new_key())
            return await till.shown()

    return handle


async def _pay(till: Till) -> Answer:
    """The basket was paid: what it came to, and why."""
    basket = till.basket
    if not basket.items:
        return await till.shown("amount")
    bare = till.asked.text("bare", 3) == "yes"
    found = found_of(till.call, replace(basket, who=None, uses=()) if bare else basket) | {"till": till.till}
    found |= gift_cards.sold(till, basket)
    reply = await _paid_before(till, found) if basket.gift or basket.credit else None
    if reply is None and (basket.gift or basket.credit):
        await till.look()
        if till.basket.gift != basket.gift:  # it pays nothing any more: that is said before anybody pays another way
            return await till.shown()
        found["tenders"] = till.tenders()
    if reply is None:
        reply = await till.door.submit(till.asked, printed.purchase(till.call, found, canonical_of(found)))
    receipt = reply.outcome.receipt
    assert receipt is not None, "a sale has a receipt"
    before, stored = till.asked.text("stamps", 400), _stored(receipt.document)
    cards = await gift_cards.loaded(till, basket, receipt.id)
    till.basket = Basket(till.door.new_key())
    if basket.who is not None and not bare:
        till.panel, till.purse = await panel_of(till.door, till.call, basket.who)
    done = told(till.call, receipt.document, reply.outcome)
    code = printed.code_on(till.call, receipt.document)
    return till.page(
        "done",
        None,
        done=done,
        receipt=str(receipt.id),
        before=before,
        idle=False,
        paid_by_gift=stored.get("gift_card", 0),
        paid_by_credit=stored.get("store_credit", 0),
        code=code,
        cards=cards,
    )


async def _paid_before(till: Till, found: dict[str, Any]) -> Reply | None:
    """The answer that this payment had: how much of it stored value pays is worked out anew each time, and by now it has paid."""
    grant, basket = till.call.grant, till.basket
    before = await till.door.desk.first_answer(grant.company, grant.source, basket.key, None)
    if before is None or before.outcome.refusal is not None or before.outcome.receipt is None:
        return None
    document = before.outcome.receipt.document
    bought = [line["net_minor"] for line in loads(document)["purchase"]["lines"]]
    same = bought == [line["net_minor"] for line in found["lines"]] and bool(_stored(document))
    return before if same else None


def _stored(document: bytes) -> dict[str, int]:
    """What each kind of stored value paid of a sale."""
    found: dict[str, int] = {}
    for tender in loads(document)["purchase"]["tenders"]:
        if tender["kind"] in ("gift_card", "store_credit"):
            found[tender["kind"]] = found.get(tender["kind"], 0) + tender["amount_minor"]
    return found


async def _gesture(till: Till) -> Answer:
    """A gesture is given, or asked of a colleague."""
    asked = till.asked
    if asked.text("sure", 3) != "yes":
        return await picking.gestures(till)
    chosen = asked.text("gesture", 100)
    because = asked.text("because", 40)
    if because.removeprefix("because ") not in REASONS:
        raise Malformed("because: one of the reasons", field="because")
    await till.look()
    years = till.panel.years if till.panel else 0
    reason = till.say(because, years=years) if because in ("because years",) else till.say(because)
    roles = dict(till.program.gestures.roles) if till.program.gestures else {}
    found = returning.said_by(till) | {"gesture": chosen, "reason": reason, "because": because.removeprefix("because ")}
    if till.visitor.role in roles:
        found["role"] = till.visitor.role
    if till.basket.who is not None:
        found["member"] = purse_text(till.basket.who)
    call = await till.door.call(asked, asked.text("gesture_key", 64))
    try:
        reply = await till.door.submit(till.asked, translate.gesture(call, found, canonical_of(found)))
    except BudgetUsedUp as refusal:
        said, left = said_of(refusal), till.figures.money(int(refusal.data["left"] or 0))
        till.refused = Words(f"{said.nl} Er is nog {left}.", f"{said.en} There is {left} left.")
        return await till.shown()
    assert reply.outcome.receipt is not None, "a gesture has a receipt"
    state = next(effect["state"] for effect in loads(reply.outcome.receipt.document)["body"]["effects"] if effect["effect"] == "gesture")
    kind = next(kind for kind in (till.program.gestures.kinds if till.program.gestures else ()) if kind.id == chosen)
    what = gesture_gives(till.program, kind, till.language)
    till.notice = Speech("gesture asked" if state == "asked" else "gesture given", (("what", what),))
    return await till.shown()


async def _enrol(till: Till) -> Answer:
    """Somebody new, by one thing: a telephone number or an e-mail address."""
    field = till.asked.text("contact", 254)
    kind = "email" if "@" in field else "phone"
    found = returning.said_by(till) | {"identifiers": [{"kind": kind, "value": field}], "language": till.language}
    try:
        command = translate.enrol(till.call, found, canonical_of(found))
    except InvalidIdentifier:
        return await till.shown("enrol", field=field, wrong=True)
    try:
        reply = await till.door.submit(till.asked, command)
    except ZegelError as refusal:
        till.refused = said_of(refusal)
        return await till.shown("enrol", field=field)
    till.basket = replace(till.basket, who=_enrolled(command, reply.outcome.receipt), key=till.door.new_key())
    till.notice = Speech("enrolled")
    if reply.replayed or till.basket.who is None:
        return await till.shown()
    link = await till.door.people.finishing.link(till.call.grant.company, till.basket.who, till.asked.at)
    address = f"{'https' if till.asked.secure else 'http'}://{till.asked.host}/pas/afmaken/{link}"
    return await till.shown(own_phone=code_of(address))


async def _anonymous(till: Till) -> Answer:
    """A card without a name: a number that nobody can guess, drawn here, shown as a code to scan."""
    number = drawn(till.door.random_bytes(LEAST_RANDOM))
    found = returning.said_by(till) | {"anonymous": True, "identifiers": [{"kind": "card", "value": number}]}
    command = translate.enrol(till.call, found, canonical_of(found))
    reply = await till.door.submit(till.asked, command)
    till.basket = replace(till.basket, who=_enrolled(command, reply.outcome.receipt), key=till.door.new_key())
    await till.look()
    return till.page("card", None, number=number, drawing=code_of(number))


def _enrolled(command: Enrol, receipt: object) -> PurseId:
    """Whose purse it became: the command's, or (the same form again) the one that the first answer made."""
    found = getattr(receipt, "id", None)
    return found.purse if isinstance(found, ReceiptId) else command.new_purse


async def card(door: Door, asked: Asked) -> Answer:
    """GET /kassa/kaart/{number}: a card to print."""
    till = await at_till(door, asked)
    number = asked.params["number"]
    if not (number.isascii() and number.isalnum() and len(number) <= 20):
        raise Malformed("number: a card's", field="number")
    return Page(
        "till/card.html", {"number": number, "drawing": code_of(number), "shop": till.program.name, "figures": till.figures, "worth": 0}
    )


pay, gesture, enrol, anonymous, load_again = deed(_pay), deed(_gesture), deed(_enrol), deed(_anonymous), deed(gift_cards.again)
take_back, give_difference = deed(returning.take_back), deed(returning.give_difference)
let_in = deed(letting_in.let_in)
hand_over, take_reward_back = deed(handing.hand_over), deed(handing.take_back)
