"""What the OpenAPI document says of the routes of cases. Loaded with `documented`."""

from typing import Final

from zegel.api import case_schemas, payment_shapes, shapes, survey_shapes
from zegel.api.doc import Doc

_WRITES: Final = ("no_program", "unknown_branch", "no_such_day", "purse_merged", "member_blocked")

CASE_DOCS: Final[dict[str, Doc]] = {
    "POST /v1/cases": Doc(
        "cases", "Open a case", "Open een zaak",
        "A warranty certificate, a rebate that is claimed, an old thing that is traded in, a complaint. The receipt's id names the case.",
        shapes.ReceiptOut,
        (
            *_WRITES, "unknown_member", "invalid_identifier", "unknown_receipt", "unknown_line", "erased",
            "lines_removed", "not_a_sale", "unknown_promise",
            "not_covered", "came_back", "case_too_late", "opened_before", "reason_missing",
            "unknown_condition", "worth_is_set", "invalid_iban", "account_missing",
        ),
        case_schemas.CASE,
        {"identifier": {"kind": "card", "value": "2620000012345"}, "kind": "service", "what": "delivered late", "detail": "two days"},
    ),
    "POST /v1/cases/{case}/moves": Doc(
        "cases", "Move a case on", "Breng een zaak verder",
        "To a state that may follow. What it gives is given once; what costs the shop money is agreed to by somebody else, unless the"
        " program lets the role give goodwill of that worth alone.",
        shapes.ReceiptOut,
        (
            *_WRITES, "unknown_case", "wrong_state", "reason_missing", "four_eyes", "unknown_promise", "limit_reached", "came_back",
            "erased", "lines_removed", "unknown_role", "gesture_too_large", "not_covered", "member_needed",
            "statement_missing", "account_missing", "not_allowed",
        ),
        case_schemas.CASE_MOVE, {"to": "acknowledged"},
    ),
    "POST /v1/cases/{case}/survey": Doc(
        "cases", "Say how a case went", "Zeg hoe een zaak ging",
        "The score that the member gives, where the program asks for one when a complaint is closed (`asks`). Once; it earns as the event"
        " `survey`, whatever the score.",
        shapes.ReceiptOut,
        (*_WRITES, "unknown_case", "survey_not_asked", "survey_answered", "wrong_event"),
        case_schemas.SURVEY, {"score": 9},
    ),
    "GET /v1/surveys": Doc(
        "cases", "How cases went", "Hoe zaken gingen",
        "The answers of the last year on each scale, with their average. A case of `GET /v1/cases` has its own in `data.survey`.",
        survey_shapes.SurveysOut,
    ),
    "POST /v1/cases/{case}/account": Doc(
        "cases", "Say where a rebate is paid", "Zeg waar een teruggave heen gaat",
        "The bank account that a rebate in money goes to. It is kept apart from the books, and erased some time after it was paid.",
        shapes.ReceiptOut,
        (*_WRITES, "unknown_case", "wrong_state", "invalid_iban", "account_missing", "four_eyes"),
        case_schemas.NAME_ACCOUNT, {"iban": "NL91ABNA0417164300", "holder": "F. Demir"},
    ),
    "POST /v1/rebate-payments": Doc(
        "cases", "Make a payment file of rebates", "Maak een betaalbestand van teruggaven",
        "Every rebate that is to be paid, and says where, is sent: the answer holds the file for the bank (pain.001.001.09). Under one key"
        " it is one file, with the same payments, however often it is asked.",
        payment_shapes.PaymentOut, ("no_program", "unknown_branch", "payer_missing", "nothing_to_pay"), case_schemas.LINK, {},
    ),
    "GET /v1/rebate-payments": Doc(
        "cases", "Payment files of rebates", "Betaalbestanden van teruggaven", "The last 200 that were made.", payment_shapes.PaymentsOut,
    ),
    "GET /v1/rebate-payments/{payment}": Doc(
        "cases", "A payment file again", "Een betaalbestand nog eens", "The same file, with what it pays and the VAT of it per rate.",
        payment_shapes.PaymentOut, ("unknown_payment",),
    ),
    "POST /v1/rebate-payments/{payment}/paid": Doc(
        "cases", "The bank paid a file", "De bank betaalde een bestand",
        "What is left of the file is paid, and owed no longer. Say first which of it the bank sent back: move those cases to `sent back`.",
        payment_shapes.PaidOut, ("no_program", "unknown_branch", "unknown_payment"), case_schemas.LINK, {},
    ),
    "POST /v1/rebate-payments/report": Doc(
        "cases", "What the bank says of a payment file", "Wat de bank zegt van een betaalbestand",
        "A status report (pain.002): what the bank settled is paid, what it rejected is sent back with its reason and owed again."
        " Read again it changes nothing.",
        payment_shapes.ReportedOut, ("no_program", "unknown_branch", "unknown_payment", "bank_report_unreadable"), case_schemas.BANK_REPORT,
        {"file": "<Document><CstmrPmtStsRpt><OrgnlGrpInfAndSts><OrgnlMsgId>ZR-2c70e12b7a0646f92279f427</OrgnlMsgId><GrpSts>ACSC</GrpSts>"
                 "</OrgnlGrpInfAndSts></CstmrPmtStsRpt></Document>"},
    ),
    "GET /v1/rebate-vat": Doc(
        "cases", "VAT of rebates", "Btw van teruggaven",
        "For each month, quarter (by itself) or year of a calendar year (`year`; this one where it is left out) and each VAT rate: what was"
        " approved, what was paid (what the bank sent back is taken off), and what refunds kept back. `vat_minor` is deducted in the return"
        " of that period. `ties`: the postings of the books come to the same.",
        payment_shapes.RebateVatOut, ("no_program", "no_such_day"), query=("year", "per"),
    ),
    "POST /v1/price-protection": Doc(
        "cases", "It got cheaper", "Het werd goedkoper",
        "What a member bought lately costs less by now: the difference of what is left of that line is given as store credit, once.",
        shapes.ReceiptOut,
        (
            *_WRITES, "unknown_member", "invalid_identifier", "unknown_receipt", "erased",
            "lines_removed", "not_a_sale", "unknown_promise", "unknown_line",
            "came_back", "case_too_late", "not_cheaper", "protected_before", "member_needed",
        ),
        case_schemas.PRICE_DROP,
        {
            "identifier": {"kind": "card", "value": "2620000012345"}, "receipt": "0b4f1c7e-53c5-4a53-9c0f-6f7f6a1f3c11.7", "line": 1,
            "promo_minor": 2695,
        },
    ),
    "GET /v1/cases": Doc(
        "cases", "Cases of all members", "Zaken van alle klanten", "The first 200 of one `kind` in one `state`.",
        shapes.CasesOut, query=("kind", "state"),
    ),
    "GET /v1/members/{member}/cases": Doc(
        "cases", "A member's cases", "Zaken van een klant", "Each with what is known of it, and where it can go from here.",
        shapes.CasesOut, ("unknown_member",),
    ),
}  # fmt: skip
