"""What the OpenAPI document says of the routes of batches of codes. Loaded with `documented`."""

from typing import Final

from zegel.api import code_batch_schemas, code_batch_shapes
from zegel.api.doc import Doc

CODE_BATCH_DOCS: Final[dict[str, Doc]] = {
    "GET /v1/code-batches": Doc(
        "codes", "Batches of codes", "Series codes", "By name, each with how many codes were issued, held, used, expired and cancelled.",
        code_batch_shapes.CodeBatchPage, (), query=("limit", "cursor"),
    ),
    "GET /v1/code-batches/{batch}": Doc(
        "codes", "How a batch stands", "Stand van een serie", "Counts only: the codes themselves are kept nowhere.",
        code_batch_shapes.CodeBatchOut, ("unknown_batch",),
    ),
    "POST /v1/code-batches": Doc(
        "codes", "Make codes", "Maak codes",
        "At most 10,000 for a coupon of the live program. This answer is the only one that shows them: the same request again says the"
        " same batch, with `codes` null. An answer that got lost: cancel that batch, and make another.",
        code_batch_shapes.MadeCodesOut, ("no_program", "unknown_coupon", "no_such_day"), code_batch_schemas.CODE_BATCH,
        {"coupon": "welcome", "count": 100, "valid_until": "2026-12-31"},
    ),
    "POST /v1/codes/lookup": Doc(
        "codes", "What does this code open?", "Wat geeft deze code?",
        "By itself, whatever the basket: a quote tells what it does in one. A POST, so that no code stands in a log of addresses. Whoever"
        " guesses has to wait.",
        code_batch_shapes.CodeOut, ("code_unknown", "too_many_tries", "no_program"), code_batch_schemas.CODE_LOOKUP,
        {"code": "7QNU-KC9P-6NU6-SAYK"},
    ),
    "POST /v1/code-batches/{batch}/cancel": Doc(
        "codes", "End a batch", "Trek een serie in",
        "Codes that were not used are worth nothing from now on. What was bought stays bought; open holds can still be paid.",
        code_batch_shapes.CodeBatchOut, ("unknown_batch",), code_batch_schemas.CANCEL_BATCH, {},
    ),
}  # fmt: skip
