"""What the OpenAPI document says of the routes of printed gift cards. Loaded with `documented`."""

from typing import Final

from zegel.api import printed_card_schemas, printed_card_shapes
from zegel.api.doc import Doc

PRINTED_CARD_DOCS: Final[dict[str, Doc]] = {
    "GET /v1/gift-card-batches": Doc(
        "stored value", "Batches of printed gift cards", "Series gedrukte cadeaukaarten",
        "By name, each with how its cards stand. A key of one branch sees what was sent there.",
        printed_card_shapes.CardBatchPage, (), query=("limit", "cursor"),
    ),
    "GET /v1/gift-card-batches/{series}": Doc(
        "stored value", "How a batch of cards stands", "Stand van een serie kaarten", "The codes themselves are kept nowhere.",
        printed_card_shapes.CardBatchOut, ("unknown_card_batch",),
    ),
    "POST /v1/gift-card-batches": Doc(
        "stored value", "Make gift cards to print", "Maak cadeaukaarten om te drukken",
        "A card is worth nothing until a till sells it. This answer is the only one that shows the codes: the same request again says the"
        " same batch, with `codes` null.",
        printed_card_shapes.MadeCardsOut, ("no_program", "unknown_unit", "gift_card_amount", "batch_exists"),
        printed_card_schemas.CARD_BATCH, {"batch": "kerst", "count": 500, "worth_minor": 2500},
    ),
    "GET /v1/gift-card-batches/{series}/cards": Doc(
        "stored value", "The cards of a batch", "De kaarten van een serie", "By their numbers.",
        printed_card_shapes.PrintedCardPage, ("unknown_card_batch",), query=("limit", "cursor"),
    ),
    "POST /v1/gift-card-batches/{series}/moves": Doc(
        "stored value", "Send, receive, block or free cards", "Stuur, ontvang, blokkeer kaarten of geef ze vrij",
        "Of cards that nobody bought: what is on a card that was sold is looked after with `POST /v1/gift-cards/{card}/replace`. To send"
        " asks for `printed_cards:make`.",
        printed_card_shapes.MovedCardsOut, ("no_program", "unknown_card_batch", "unknown_branch", "reason_missing"),
        printed_card_schemas.CARD_MOVE, {"what": "lose", "first": 41, "last": 60, "reason": "box 3 was stolen"},
    ),
}  # fmt: skip
