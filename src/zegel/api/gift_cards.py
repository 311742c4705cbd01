"""Gift cards over HTTP: issued, topped up, replaced, looked up by their code (hall.gift_cards)."""

from collections.abc import Callable
from typing import Any

from pydantic import TypeAdapter
from pydantic_core import to_json

from zegel.api import stored_value_schemas
from zegel.api.bodies import read_body
from zegel.api.door import Answer, Door, Handler, Kept
from zegel.api.problems import CIRCUMSTANCES
from zegel.core.ids import PurseId, purse_of, purse_text
from zegel.core.periods import NEVER, Instant, instant_text
from zegel.core.purchase import Identifier
from zegel.core.refusals import UnknownGiftCard
from zegel.flows.commands import Command, IssueGiftCard, ReplaceGiftCard, TopUpGiftCard
from zegel.hall.answers import balances_after, receipt_json
from zegel.hall.calls import Call, Found, header_of
from zegel.hall.carrying import carried_out
from zegel.hall.gift_cards import card_of, new_card
from zegel.hall.members import member_around
from zegel.program.stored_value import GIFT_CARD

Made = Callable[[Call, Found, bytes], tuple[Command, str]]
"""The command, and the code that was drawn for it ("" for none)."""


def _card_of(call: Call) -> PurseId:
    card = purse_of(call.params["card"])
    if card is None:
        raise UnknownGiftCard()
    return card


def _issue(call: Call, found: Found, canonical: bytes) -> tuple[Command, str]:
    """POST /v1/gift-cards."""
    card, drawn = new_card(call, found.get("code", ""))
    header = header_of(call, found, canonical)
    return IssueGiftCard(header, call.new_id(), card, found["amount_minor"], found.get("reason", ""), drawn=bool(drawn)), drawn


def _top_up(call: Call, found: Found, canonical: bytes) -> tuple[Command, str]:
    """POST /v1/gift-cards/top-up."""
    header = header_of(call, found, canonical)
    return TopUpGiftCard(header, card_of(call, found["code"]), found["amount_minor"], found.get("reason", "")), ""


def _replace(call: Call, found: Found, canonical: bytes) -> tuple[Command, str]:
    """POST /v1/gift-cards/{card}/replace: with a code, with one that is drawn (`draw`), or with none: then the card is blocked."""
    card: Identifier | None = None
    drawn = ""
    if found.get("code") or found.get("draw"):
        card, drawn = new_card(call, found.get("code", ""))
    header = header_of(call, found, canonical)
    return ReplaceGiftCard(header, _card_of(call), call.new_id(), card, found["reason"], drawn=bool(drawn)), drawn


def _writing(adapter: TypeAdapter[Any], made: Made) -> Handler:
    async def handle(door: Door, call: Call) -> Answer:
        found, canonical = read_body(adapter, call.body)
        command, drawn = made(call, found, canonical)
        reply = await carried_out(door, call.grant, command, call.request_id)
        outcome = reply.outcome
        if outcome.refusal is not None:
            raise Kept(outcome.refusal, kept=outcome.refusal.code not in CIRCUMSTANCES, replayed=reply.replayed)
        assert outcome.receipt is not None, "what is written over HTTP has a receipt"
        said = receipt_json(call.shelf, outcome.receipt.id, outcome.receipt.document)
        return Answer(201, to_json(said | {"code": drawn or None}), reply.replayed)

    return handle


async def look_up(door: Door, call: Call) -> Answer:
    """POST /v1/gift-cards/lookup: what is on the card, and until when."""
    found, _ = read_body(stored_value_schemas.GIFT_CARD_LOOKUP, call.body)
    hand = (call.grant.company, call.grant.source, "gift cards", found.get("till", ""))
    source = (call.grant.company, call.grant.source)
    with door.codes.tried(hand, source) as guessed:
        purse = await door.desk.find(call.grant.company, card_of(call, found["code"]), itself=True)
        guessed(int(purse is None))
    if purse is None:  # also where it was replaced: whoever holds the old code learns nothing
        raise UnknownGiftCard()
    now, _ = await member_around(door.desk, call, purse)
    rows = [(unit, account, count) for (unit, account), count in sorted(now.balances.items()) if unit == GIFT_CARD]
    next_expiry = now.queue(GIFT_CARD).next_expiry()
    until = None if next_expiry >= NEVER else instant_text(Instant(next_expiry))
    return Answer(200, to_json({
        "card": purse_text(now.id), "available_minor": max(now.spendable(GIFT_CARD), 0), "balances": balances_after(rows),
        "next_expiry": until,
    }))  # fmt: skip


issue = _writing(stored_value_schemas.GIFT_CARD, _issue)
top_up = _writing(stored_value_schemas.GIFT_CARD_TOP_UP, _top_up)
replace = _writing(stored_value_schemas.GIFT_CARD_REPLACE, _replace)
