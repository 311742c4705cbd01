"""What the OpenAPI document says of the routes of stored value."""

from typing import Final

from zegel.api import shapes, stored_value_schemas, stored_value_shapes
from zegel.api.doc import Doc, Json

CARD: Final[Json] = {"kind": "card", "value": "2620000012345"}
_PROGRAM: Final = ("no_program", "unknown_branch", "no_such_day")
_REGISTER: Final = ("gift_card_unregistered", "gift_card_blocked", "gift_card_worth")
_WHO: Final = ("unknown_member", "purse_merged", "member_blocked", "invalid_identifier")

STORED_VALUE_DOCS: Final[dict[str, Doc]] = {
    "POST /v1/store-credit": Doc(
        "stored value", "Give store credit", "Geef winkeltegoed",
        "Money that the shop owes a member in goods. It pays as a tender of kind `store_credit`, also a part of it.",
        shapes.ReceiptOut, (*_PROGRAM, *_WHO, "unknown_unit", "reason_missing", "member_needed"), stored_value_schemas.CREDIT,
        {"identifier": CARD, "amount_minor": 500, "reason": "the delivery came late"},
    ),
    "GET /v1/paid-value": Doc(
        "stored value", "What was paid beforehand", "Wat vooraf betaald werd",
        "Paid stamps and gift cards that were sold in this month and the eleven before it, against the amount above which the central bank"
        " must be told.",
        stored_value_shapes.PaidValueOut, ("no_program",),
    ),
    "POST /v1/paid-stamps/pay-out": Doc(
        "stored value", "Pay out paid stamps", "Betaal koopzegels uit",
        "Full books with their bonus, or everything: a book that is not full pays what was paid for it.",
        shapes.ReceiptOut, (*_PROGRAM, *_WHO, "spending_blocked", "unknown_unit", "no_stamps", "not_enough", "member_needed"),
        stored_value_schemas.PAY_OUT,
        {"identifier": CARD, "books": 1},
    ),
    "POST /v1/gift-cards": Doc(
        "stored value", "Sell a gift card", "Verkoop een cadeaukaart",
        "What was paid for it, on a purse of its own. The till sells it as a line of legal class `gift_card`, which earns nothing.",
        stored_value_shapes.GiftCardOut,
        (*_PROGRAM, "unknown_unit", "identifier_taken", "gift_card_amount", "unknown_gift_card", "invalid_identifier", *_REGISTER),
        stored_value_schemas.GIFT_CARD, {"amount_minor": 2500},
    ),
    "POST /v1/gift-cards/top-up": Doc(
        "stored value", "Top up a gift card", "Waardeer een cadeaukaart op", "Another lot, with days of its own.",
        stored_value_shapes.GiftCardOut, (*_PROGRAM, "unknown_unit", "unknown_gift_card", "too_many_tries", "gift_card_amount"),
        stored_value_schemas.GIFT_CARD_TOP_UP, {"code": "2345-6789-ABCD-EFG6", "amount_minor": 1000},
    ),
    "POST /v1/gift-cards/lookup": Doc(
        "stored value", "What is on this card?", "Wat staat er op deze kaart?",
        "A POST, so that no code stands in a log of addresses. Whoever guesses has to wait.",
        stored_value_shapes.GiftCardBalanceOut, ("unknown_gift_card", "too_many_tries", "no_program"),
        stored_value_schemas.GIFT_CARD_LOOKUP,
        {"code": "2345-6789-ABCD-EFG6"},
    ),
    "POST /v1/gift-cards/{card}/replace": Doc(
        "stored value", "Replace or block a lost gift card", "Vervang of blokkeer een verloren cadeaukaart",
        "What is on it goes to a new code; without one it waits for that. The old code pays no more.",
        stored_value_shapes.GiftCardOut,
        (*_PROGRAM, "unknown_gift_card", "unknown_member", "identifier_taken", "reason_missing", "hold_open", *_REGISTER),
        stored_value_schemas.GIFT_CARD_REPLACE, {"draw": True, "reason": "lost in the train"},
    ),
}  # fmt: skip
