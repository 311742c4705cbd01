"""What the OpenAPI document says of the routes of articles and prices, and of bulk doors. Loaded with `documented`."""

from typing import Final

from zegel.api import article_schemas, price_schemas, price_shapes, schemas_events, shapes
from zegel.api.doc import Doc

_CARD: Final = {"kind": "card", "value": "2620000012345"}
_STEPS: Final = {"prices": [{"since": "2026-01-01", "minor": 250}, {"since": "2026-03-01", "minor": 225, "channel": "web"}]}

CATALOGUE_DOCS: Final[dict[str, Doc]] = {
    "POST /v1/articles/bulk": Doc(
        "articles", "Put many articles in", "Zet veel artikelen erin",
        "NDJSON: an article a line in, a result a line out, streamed. The same line again changes nothing.",
        shapes.BulkResult, (), article_schemas.ARTICLE_LINE, {"sku": "BREAD", "names": {"nl": "volkoren"}, "category": "bakery/bread"},
    ),
    "GET /v1/prices/{sku}": Doc(
        "prices", "What an article cost", "Wat een artikel kostte",
        "Step by step, for each channel and branch that has its own prices, with the highest from-price that may be stated on `day`: as a"
        " rule the lowest of the thirty days before, and the day on which it cost that.",
        price_shapes.PricesOut, ("no_program", "unknown_article", "no_such_day"), query=("day",),
    ),
    "PUT /v1/prices/{sku}": Doc(
        "prices", "Keep prices", "Leg prijzen vast",
        "What it costs from which day on. A day that was kept before is corrected, others stay; null takes it out of the range.",
        price_shapes.PricesOut, ("no_program", "unknown_branch", "no_such_day"), price_schemas.PRICES, _STEPS,
    ),
    "POST /v1/prices/check": Doc(
        "prices", "May this from-price be announced?", "Mag deze vanprijs?",
        "The check that a publication does, for one article: the highest price that may be stated, since when, and why (not). With"
        " `now_minor` also what is left of the percentage when it is measured from there.",
        price_shapes.VerdictOut, ("no_program", "unknown_article", "unknown_branch", "no_such_day"), price_schemas.CHECK_PRICE,
        {"sku": "BREAD", "from_minor": 250, "now_minor": 200},
    ),
    "POST /v1/prices/bulk": Doc(
        "prices", "Keep many prices", "Leg veel prijzen vast",
        "NDJSON: a price a line in, a result a line out, streamed. The same line again changes nothing.",
        shapes.BulkResult, (), price_schemas.PRICE_LINE, {"sku": "BREAD", "since": "2026-01-01", "minor": 250},
    ),
    "POST /v1/events/bulk": Doc(
        "purchases", "Report many events", "Meld veel gebeurtenissen",
        "NDJSON: an event a line in, a result a line out, streamed. Each line has its own `key` and is safe to send again.",
        shapes.BulkResult, (), schemas_events.EVENT_LINE,
        {"event": "newsletter confirmed", "identifier": _CARD, "key": "mail-2026-000123"},
    ),
}  # fmt: skip
