"""What the OpenAPI document says of the routes of agreements. Loaded with `documented`."""

from typing import Final

from zegel.api import schemas, shapes, trade_schemas, trade_shapes
from zegel.api.doc import Doc

_WRITES: Final = ("no_program", "unknown_branch", "no_such_day", "unknown_member", "purse_merged", "member_blocked", "unknown_agreement")

TRADE_DOCS: Final[dict[str, Doc]] = {
    "POST /v1/members/{member}/agreements": Doc(
        "agreements", "Bind a business customer", "Leg een afspraak vast",
        "From `first` on a year's turnover of this member, and of `members`, gives what the program's ladder says. Again: a new version.",
        shapes.ReceiptOut, (*_WRITES, "agreement_taken", "year_not_over"), schemas.AGREEMENT,
        {"agreement": "huisleverancier", "first": "2026-01-01", "last_year_minor": 4_200_000},
    ),
    "GET /v1/members/{member}/agreements": Doc(
        "agreements", "Agreements", "Afspraken", "Those of its own, and those of others that its turnover counts for.",
        trade_shapes.AgreementsOut, ("unknown_member",),
    ),
    "GET /v1/members/{member}/agreements/{agreement}": Doc(
        "agreements", "What an agreement comes to", "Stand van een afspraak",
        "Turnover by VAT rate, the step, what the next needs and gives, a forecast, and the years that were settled. `day`: of which year.",
        trade_shapes.AgreementOut, ("unknown_member", "unknown_agreement", "no_such_day", "no_program"), query=("day",),
    ),
    "GET /v1/members/{member}/agreements/{agreement}/purchases": Doc(
        "agreements", "What counts, and what does not", "Wat meetelt, en wat niet",
        "Every purchase of the year line by line, without VAT and less what came back: whether it counts, and if not why. What counts comes"
        " to the turnover. Reads every receipt of everybody whose turnover counts.",
        trade_shapes.CountedOut, ("unknown_member", "unknown_agreement", "no_such_day", "no_program"), query=("day",),
    ),
    "POST /v1/members/{member}/agreements/{agreement}/bonus": Doc(
        "agreements", "Settle a year's bonus", "Reken een jaarbonus af",
        "`provisional`, `lock` (the books are closed), `approve` (by somebody else), `hold` and `release`, `correct` (a difference).",
        shapes.ReceiptOut,
        (*_WRITES, "year_not_over", "turnover_open", "bonus_not_in_state", "four_eyes", "nothing_to_correct", "reason_missing"),
        schemas.BONUS,
        {"day": "2026-12-31", "step": "lock"},
    ),
    "POST /v1/invoices": Doc(
        "agreements", "Report what became of an invoice", "Meld wat er van een factuur geworden is",
        "Paid, delivered, disputed: a ladder on `net paid` or `net delivered` counts what is reported, and its bonus waits for the rest."
        " What is left out stays as it was.",
        shapes.ReceiptOut,
        (
            "no_program", "unknown_branch", "malformed", "named_twice", "unknown_receipt", "erased",
            "lines_removed", "purse_merged", "member_blocked",
            "not_a_sale", "unknown_line", "more_than_bought", "nothing_reported", "reason_missing",
        ),
        trade_schemas.INVOICE, {"receipt_number": "F-2026-0417", "paid_in_full": True, "delivered_in_full": True},
    ),
    "GET /v1/business-gifts": Doc(
        "agreements", "Business gifts of a year", "Zakelijke cadeaus van een jaar",
        "What each recipient was given in a calendar year (`year`; this one where it is left out), at cost without VAT, and how far that is"
        " from the limit of tax law.",
        trade_shapes.BusinessGiftsOut, ("no_program", "no_such_day"), query=("year", "limit", "cursor"),
    ),
    "GET /v1/settlements/{month}": Doc(
        "agreements", "Settlement between partners", "Verrekening tussen partners",
        "Of a month (`2026-03`): what each partner issued and took, what that comes to, and who pays. It ties to the books.",
        trade_shapes.SettlementOut, ("no_program", "no_such_day", "no_coalition"),
    ),
    "POST /v1/settlements/{month}/disputes": Doc(
        "agreements", "Dispute a settlement", "Betwist een verrekening",
        "A partner disputes an amount of its month, or of one line of it, once the month is over and as long as the program says. The month"
        " is not final before somebody decided.",
        shapes.ReceiptOut,
        (
            "no_program", "unknown_branch", "no_such_day", "no_coalition", "unknown_partner", "month_not_over", "dispute_too_late",
            "unknown_receipt", "erased", "not_in_statement", "more_than_stated", "reason_missing",
        ),
        trade_schemas.DISPUTE,
        {"amount_minor": 1_250, "partner": "bakker", "reason": "booked at our branch by mistake", "side": "issued"},
    ),
    "POST /v1/disputes/{dispute}/decision": Doc(
        "agreements", "Decide on a dispute", "Beslis over een bezwaar",
        "Somebody else than who opened it. What is granted is booked, and taken off what the partner pays for that month.",
        shapes.ReceiptOut,
        (
            "no_program", "unknown_branch", "unknown_dispute", "unknown_receipt", "wrong_state", "reason_missing", "four_eyes",
            "more_than_stated",
        ),
        trade_schemas.DECISION, {"grant": True, "reason": "the till stood at the wrong branch"},
    ),
}  # fmt: skip
