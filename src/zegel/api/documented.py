"""What the OpenAPI document says of each route. Loaded when the document is asked for, never by the routes."""

from typing import Final

from zegel.api import (
    adjustments,
    article_schemas,
    case_schemas,
    envelope_shapes,
    oddity_shapes,
    program_schemas,
    program_shapes,
    schemas,
    schemas_events,
    shapes,
)
from zegel.api.bodies import TEXT_PATTERN
from zegel.api.case_documented import CASE_DOCS
from zegel.api.catalogue_documented import CATALOGUE_DOCS
from zegel.api.club_documented import CLUB_DOCS
from zegel.api.code_batch_documented import CODE_BATCH_DOCS
from zegel.api.doc import Doc, Json
from zegel.api.exchange_documented import exchange_docs
from zegel.api.household_documented import HOUSEHOLD_DOCS
from zegel.api.merge_documented import MERGE_DOCS
from zegel.api.oddities import MOST
from zegel.api.printed_card_documented import PRINTED_CARD_DOCS
from zegel.api.profile_documented import PROFILE_DOCS
from zegel.api.seats_documented import SEAT_DOCS
from zegel.api.segment_documented import SEGMENT_DOCS
from zegel.api.staff_documented import STAFF_DOCS
from zegel.api.stock_documented import STOCK_DOCS
from zegel.api.stored_value_documented import STORED_VALUE_DOCS
from zegel.api.trade_documented import TRADE_DOCS
from zegel.core.purchase import CHANNELS
from zegel.decide.cases import LISTED, STATES
from zegel.hall.segments import LONGEST_ID
from zegel.insight.oddities import KINDS as ODDITIES
from zegel.program.page import ID_SHAPE

CARD: Final[Json] = {"kind": "card", "value": "2620000012345"}
BASKET: Final[Json] = {
    "branch": "dorpsstraat",
    "till": "1",
    "receipt_number": "2026-000123",
    "identifier": CARD,
    "lines": [
        {"sku": "BREAD", "category": "bread", "quantity": 2000, "net_minor": 500, "vat_bp": 900},
        {"sku": "TOMPOUCE", "category": "cake", "net_minor": 295, "vat_bp": 900},
    ],
    "tenders": [{"kind": "card", "amount_minor": 795}],
}  # fmt: skip
_QUOTED: Final[Json] = {name: part for name, part in BASKET.items() if name not in ("tenders", "receipt_number")}
_SMALL: Final[Json] = {
    "branches": ["dorpsstraat"], "company": {"currency": "EUR"}, "earn": {"base": {"give": "2 points", "per": "1.00 EUR"}},
    "program": "De Korenaar", "units": {"points": {"worth": "0.01 EUR"}}, "zegel": "1",
}  # fmt: skip
_BREAD: Final[Json] = {"BREAD": {"VAT": "9%", "category": "bread", "price": "2.50 EUR"}}
_STORY: Final[Json] = {
    "member": "anna", "steps": [{"buys": "2 × BREAD", "expect": {"points": "10"}, "on": "2026-03-03"}], "story": "Two points a euro",
}  # fmt: skip
_SALE: Final = "0b4f1c7e-53c5-4a53-9c0f-6f7f6a1f3c11.7"
_MEMBER: Final = "0b4f1c7e-53c5-4a53-9c0f-6f7f6a1f3c11"
_PROGRAM: Final = ("no_program", "unknown_branch", "no_such_day")
_SHOWN: Final = ("unknown_member", "invalid_identifier", "qr_unknown", "qr_stale")
_NAMED: Final = ("unknown_member", "purse_merged", "member_blocked")
_WHO: Final = (*_NAMED, "invalid_identifier", "qr_unknown", "qr_stale")
_SPENDS: Final = (*_WHO, "spending_blocked")
_OF_CODES: Final = (
    "code_unknown", "code_mistyped", "code_ended", "code_not_yet", "code_expired", "code_used", "code_used_up", "code_budget_spent",
)  # fmt: skip
_PROOF: Final = ("spend_locked", "step_up_needed")
_SALE_CODES: Final = (
    *_PROGRAM, *_SPENDS, *_OF_CODES, "wrong_currency", "named_twice", "happened_in_future", "negative_line", "unknown_legal_class",
    "tender_takes_no_code", "tenders_do_not_match", "amount_out_of_range",
    "unknown_reward",
    "unknown_gift_card", "too_many_stamps", "stamps_limit",
    "member_needed", "reward_not_now", "out_of_stock", "limit_reached", "not_enough", "unknown_choice",
    "budget_used_up", "business_gift_limit", "step_only", "over_maximum", "too_many_tries",
)  # fmt: skip
_SELLS: Final = (
    "unknown_line", "not_a_gift_card", "gift_card_amount", "identifier_taken", "gift_card_unregistered", "gift_card_blocked",
    "gift_card_worth",
)  # fmt: skip
_HOLD_CODES: Final = ("unknown_hold", "unknown_receipt", "hold_not_open", "erased", *_PROGRAM)

DOCS: Final[dict[str, Doc]] = {
    "POST /v1/purchases": Doc(
        "purchases", "Record a purchase", "Leg een aankoop vast",
        "A basket that was paid becomes a receipt: what it earned, what was used, and why.",
        shapes.SaleOut, (*_SALE_CODES, *_PROOF, "receipt_number_used", *_SELLS), schemas.SALE, BASKET,
    ),
    "POST /v1/quotes": Doc(
        "purchases", "What would this purchase do?", "Wat zou deze aankoop doen?",
        "The same basket, judged and not written: the same answer that recording it now would give, without a receipt;"
        " with the lines that become cheaper (from and for), and what would bring another discount within reach.",
        shapes.QuoteOut, _SALE_CODES, schemas.PURCHASE, _QUOTED, query=("reasons",),
    ),
    "POST /v1/purchases/bulk": Doc(
        "purchases", "Record many purchases", "Leg veel aankopen vast",
        "NDJSON: a purchase a line in, a result a line out, streamed, in bounded memory. Each line is safe to send again, by its own"
        " `key` or by its `receipt_number`.",
        shapes.BulkResult, (), schemas.BULK_LINE, BASKET | {"key": "2026-000123"},
    ),
    "POST /v1/holds": Doc(
        "holds", "Quote and set aside", "Bereken en zet apart",
        "A quote that sets aside what it uses, until it is committed, cancelled, or times out. The receipt's id names the hold.",
        shapes.ReceiptOut, (*_SALE_CODES, *_PROOF), schemas.HOLD, _QUOTED,
    ),
    "POST /v1/holds/{hold}/commit": Doc(
        "holds", "The held basket was paid", "Het apart gezette mandje is betaald",
        "The sale is judged as it was when held, whatever the program says now.",
        shapes.SaleOut, (*_HOLD_CODES, "not_set_aside", "code_used", "code_used_up", "code_budget_spent",
        "receipt_number_used", "tender_takes_no_code", "tenders_do_not_match", "amount_out_of_range"), schemas.COMMIT,
        {"receipt_number": "2026-000124", "tenders": [{"kind": "cash", "amount_minor": 795}]},
    ),
    "POST /v1/holds/{hold}/cancel": Doc(
        "holds", "The held basket was not bought", "Het apart gezette mandje is niet gekocht",
        "What was set aside is available again.", shapes.ReceiptOut, _HOLD_CODES, schemas.CANCEL, {},
    ),
    "POST /v1/returns": Doc(
        "returns", "Goods come back", "Goederen komen terug",
        "Judged by the sale's own program version, cumulatively: any order and partition of returns comes to the same. "
        "`cause`: with `voluntary` what is left may be priced anew, if the program says `returns.discounts: reprice`.",
        shapes.ReceiptOut,
        ("unknown_receipt", "not_a_sale", "return_too_late", "more_than_sold", "unknown_line", "erased",
         "lines_removed", "would_go_below_zero",
        "gift_card_used",
        "named_twice", "reason_missing",
         *_PROGRAM),
        schemas.RETURN, {"receipt": _SALE, "lines": [{"number": 1, "quantity": 1000}], "reason": "too dry"},
    ),
    "POST /v1/redemptions": Doc(
        "redemptions", "Hand over a reward", "Geef een beloning mee",
        "A reward without a basket: what it costs is spent from the lots that lapse first.",
        shapes.ReceiptOut,
        (*_PROGRAM, *_SPENDS, *_PROOF, "unknown_reward", "reward_not_now", "out_of_stock", "limit_reached", "not_enough", "unknown_choice",
         "budget_used_up", "business_gift_limit"),
        schemas.REDEEM,
        {"identifier": CARD, "reward": "mug", "branch": "dorpsstraat"},
    ),
    "POST /v1/redemptions/{redemption}/cancel": Doc(
        "redemptions", "Undo a redemption", "Maak een verzilvering ongedaan",
        "What it cost goes back to its lots, with their old dates; stock goes back too. After its own day only with a reason.",
        shapes.ReceiptOut,
        ("unknown_redemption", "unknown_receipt", "not_a_redemption", "already_cancelled", "redemption_too_late", "erased", *_PROGRAM),
        schemas.CANCEL,
        {"reason": "wrong colour"},
    ),
    "POST /v1/orders": Doc(
        "redemptions", "Order a reward to be picked up", "Bestel een beloning om op te halen",
        "What it costs is reserved, and it leaves the shelf, until it is handed over, cancelled, or nobody came in time.",
        shapes.ReceiptOut,
        (*_PROGRAM, *_SPENDS, *_PROOF, "unknown_reward", "reward_not_now", "out_of_stock", "limit_reached", "not_enough", "unknown_choice",
         "budget_used_up", "business_gift_limit"),
        schemas.REDEEM, {"identifier": CARD, "reward": "mug", "branch": "dorpsstraat"},
    ),
    "POST /v1/orders/{order}/step": Doc(
        "redemptions", "An order is picked, handed over or cancelled", "Een bestelling is klaargezet, meegegeven of geannuleerd",
        "`pick`: it stands ready. `hand over`: the member has it, and what it costs is spent. `cancel`: everything goes back.",
        shapes.ReceiptOut, ("unknown_order", "unknown_receipt", "hold_not_open", "erased", "member_blocked", "purse_merged", *_PROGRAM),
        schemas.MOVE_ORDER, {"step": "hand over"},
    ),
    "POST /v1/gestures": Doc(
        "gestures", "Give something by yourself", "Geef zelf iets",
        "Out of the branch's envelope of the month. Above what the role gives alone it is asked for, and waits for a colleague.",
        shapes.ReceiptOut,
        (*_PROGRAM, *_WHO, "unknown_gesture", "unknown_role", "reason_missing", "member_needed", "gesture_too_large", "limit_reached",
         "budget_used_up", "business_gift_limit"),
        schemas.GESTURE,
        {"identifier": CARD, "branch": "dorpsstraat", "gesture": "flowers", "reason": "waited long for the cake"},
    ),
    "GET /v1/gestures/envelopes": Doc(
        "gestures", "What is left to give this month", "Wat er deze maand nog te geven is",
        "The envelope of each branch, and what is set apart in it for kinds of gestures and for reasons. With `branch`: of that one alone.",
        envelope_shapes.EnvelopesOut, ("no_program", "unknown_branch"), query=("branch",),
    ),
    "POST /v1/gestures/{gesture}/decision": Doc(
        "gestures", "Approve or refuse a gesture", "Keur een gebaar goed of af",
        "Somebody else than who asked, in the same branch and the same month. The envelope is drawn on when it is approved.",
        shapes.ReceiptOut,
        (*_PROGRAM, "unknown_receipt", "not_asked", "same_person", "gesture_lapsed", "gesture_too_large", "unknown_gesture", "unknown_role",
         "reason_missing", "limit_reached", "budget_used_up", "business_gift_limit", "member_blocked", "purse_merged"),
        schemas.DECIDE_GESTURE, {"approve": True, "branch": "dorpsstraat", "reason": "a regular of ours", "role": "manager"},
    ),
    "POST /v1/members": Doc(
        "members", "Enrol a member", "Schrijf een klant in",
        "A new member with a purse of its own.",
        shapes.ReceiptOut, ("identifier_taken", "invalid_identifier", "not_anonymous", "named_twice", "too_young", *_PROGRAM),
        schemas.ENROL,
        {"name": "Anna", "language": "nl", "birthday": "03-31", "identifiers": [CARD]},
    ),
    "GET /v1/members": Doc(
        "members", "Page through members", "Blader door klanten", "In the order of their ids.", shapes.MembersOut,
        query=("limit", "cursor"),
    ),
    "POST /v1/members/lookup": Doc(
        "members", "Who is this?", "Wie is dit?", "A POST, so that no phone number or address stands in a log of addresses.",
        shapes.MemberOut, (*_SHOWN, "qr_spent"), schemas.LOOKUP, {"identifier": CARD},
    ),
    "GET /v1/members/{member}": Doc(
        "members", "One member", "Een klant", "Profile, identifiers and balances.", shapes.MemberOut, ("unknown_member",),
    ),
    "GET /v1/articles": Doc(
        "articles", "List articles", "Toon artikelen", "The catalogue, by article number, page by page.",
        shapes.ArticlePage, (), query=("limit", "cursor"),
    ),
    "GET /v1/articles/{sku}": Doc(
        "articles", "Read an article", "Lees een artikel", "What the catalogue knows of an article.",
        shapes.ArticleOut, ("unknown_article",),
    ),
    "PUT /v1/articles/{sku}": Doc(
        "articles", "Put an article in", "Zet een artikel erin",
        "The article from now on; sending the same again changes nothing. Lines that name it and say little take the rest from it.",
        shapes.ArticleOut, ("no_such_day",), article_schemas.ARTICLE,
        {"names": {"nl": "volkoren", "en": "wholemeal"}, "category": "bakery/bread", "vat_bp": 900, "cost_minor": 90, "floor_minor": 120},
    ),
    "GET /v1/members/{member}/consents": Doc(
        "members", "Consents of a member", "Toestemmingen van een lid",
        "What the member consented to, by purpose and channel, with every change that led to it.",
        shapes.ConsentsOut, ("unknown_member",),
    ),
    "PUT /v1/members/{member}/consents": Doc(
        "members", "Give or withdraw a consent", "Geef of herroep een toestemming",
        "One purpose, one channel. Every change is kept. What was issued before is not touched by a withdrawal.",
        shapes.ReceiptOut, (*_NAMED, "member_needed", *_PROGRAM), schemas.CONSENT,
        {"purpose": "newsletter", "channel": "email", "state": "given", "text_version": "2026-11"},
    ),
    "POST /v1/members/{member}/identifiers": Doc(
        "members", "Add an identifier", "Voeg een kaart toe", "One more thing that the member can show.",
        shapes.ReceiptOut, (*_NAMED, "invalid_identifier", "identifier_taken", *_PROGRAM), schemas.ADD_IDENTIFIER,
        {"identifier": {"kind": "phone", "value": "06 12345678"}},
    ),
    "GET /v1/members/{member}/balances": Doc(
        "books", "Balances", "Saldi", "Now, with everything booked that is due.", shapes.BalancesOut, ("unknown_member",),
    ),
    "GET /v1/members/{member}/lots": Doc(
        "books", "Open lots", "Open partijen", "Points with one origin and one expiry.", shapes.LotsOut, ("unknown_member",),
        query=("limit", "cursor"),
    ),
    "GET /v1/members/{member}/entries": Doc(
        "books", "Journal entries", "Boekingen", "As they were written, from the first on, each with its hash.",
        shapes.EntriesOut, ("unknown_member",), query=("limit", "cursor"),
    ),
    "GET /v1/members/{member}/receipts": Doc(
        "books", "Receipts", "Bonnen", "The newest first.", shapes.ReceiptsOut, ("unknown_member",), query=("limit", "cursor"),
    ),
    **TRADE_DOCS,
    **CLUB_DOCS,
    **CODE_BATCH_DOCS,
    **PRINTED_CARD_DOCS,
    **CATALOGUE_DOCS,
    **PROFILE_DOCS,
    **MERGE_DOCS,
    **STAFF_DOCS,
    **STOCK_DOCS,
    **HOUSEHOLD_DOCS,
    "POST /v1/events": Doc(
        "purchases", "Report an event", "Meld een gebeurtenis",
        "Something happened that the program declares: a newsletter confirmed, a review written, a check-in. `receipt` names the "
        "sale it is about, where points wait for it. Where a review was rewarded, `disclosure` is what must be shown beside it.",
        shapes.EventOut, (*_PROGRAM, *_WHO, "unknown_event", "wrong_event", "unknown_receipt", "not_a_sale"), schemas_events.EVENT,
        {"identifier": CARD, "event": "newsletter confirmed", "told": {}},
    ),
    **CASE_DOCS,
    "GET /v1/oddities": Doc(
        "books", "What stands out", "Wat opvalt",
        "One card again and again at one colleague on a day (`often`), in two branches within minutes (`apart`), with a discount after a"
        " year without a visit (`woken`), or always bringing something back (`back`). Nothing is held or taken away: somebody looks.",
        oddity_shapes.OdditiesOut, ("no_program",), query=("days", "pattern"),
    ),
    **SEAT_DOCS,
    **SEGMENT_DOCS,
    **STORED_VALUE_DOCS,
    **exchange_docs((*_SALE_CODES, *_SELLS), _PROOF, _SALE),
    "POST /v1/adjustments": Doc(
        "books", "Correct by hand", "Corrigeer met de hand", "`count` more (or less) of `unit`, with the reason that the books keep."
        " What is more than the program's `corrections` let a role do alone waits for a colleague: nothing moves yet.",
        shapes.ReceiptOut, (*_PROGRAM, *_WHO, "unknown_unit", "unknown_role", "reason_missing", "not_enough"), schemas.ADJUST,
        {"identifier": CARD, "unit": "points", "count": 50, "reason": "apology for the wait"},
    ),
    "GET /v1/adjustments": Doc(
        "books", "Corrections that wait", "Correcties die wachten", "Those that a colleague has to agree to, the oldest first.",
        adjustments.WaitingsOut, (),
    ),
    "POST /v1/adjustments/{adjustment}/decision": Doc(
        "books", "Agree to a correction", "Keur een correctie goed", "Somebody else than who asked for it, of a role that may do so much.",
        shapes.ReceiptOut,
        (
            *_PROGRAM, "unknown_receipt", "purse_merged", "member_blocked", "not_asked", "reason_missing", "same_person",
            "correction_too_large", "not_enough",
        ),
        schemas.DECIDE_ADJUSTMENT, {"approve": True, "reason": "the receipt shows it"},
    ),
    "POST /v1/claims": Doc(
        "members", "Claim an anonymous card or receipt", "Claim een anonieme kaart of bon",
        "What an anonymous purse holds becomes the member's; the old purse accepts nothing any more."
        " `till_receipt`: the number and the total of a purchase without a card, up to `settings.claim within` after it. A wrong number"
        " and a wrong total are both `unknown_receipt`, and whoever guesses has to wait.",
        shapes.ReceiptOut, (*_PROGRAM, *_WHO, "unknown_receipt", "already_member", "is_gift_card",
        "claim_too_late", "spending_blocked", "same_purse", "hold_open", "already_claimed", "too_many_tries"),
        schemas.CLAIM,
        {"receipt": _SALE, "identifier": CARD},
    ),
    "POST /v1/members/{member}/referral": Doc(
        "members", "A link to share", "Een link om te delen",
        "The member's own, made when first asked for. The member shares it; Zegel writes to no friend.",
        shapes.LinkOut, ("unknown_member", *_PROGRAM), case_schemas.LINK, {},
    ),
    "GET /v1/members/{member}/referral": Doc(
        "members", "How friends stand", "Hoe het met vrienden staat",
        "The link, and each friend's state without a name. `held`: the office looks first, and `why` says why.",
        shapes.FriendsOut, ("unknown_member",),
    ),
    "POST /v1/members/{member}/marks": Doc(
        "members", "Say with what a member came", "Zeg waarmee een lid kwam",
        "By the same device, payment card or delivery address it is seen that somebody brings themselves as a friend; such a reward waits"
        " for a look by the office. Send hashes that you made with a key of your own, with an enrolment or a purchase; they are kept for"
        " `settings.keep marks`.",
        shapes.ReceiptOut, (*_PROGRAM, "unknown_member", "purse_merged", "member_blocked"), case_schemas.MARKS,
        {"marks": {"device": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"}},
    ),
    "POST /v1/referrals": Doc(
        "members", "A friend came", "Er kwam een vriend",
        "A new member came by another's link. Both are rewarded once what the friend bought can no longer come back.",
        shapes.ReceiptOut, (*_PROGRAM, *_WHO, "no_referral", "not_a_friend", "referred_before"), case_schemas.REFER,
        {"identifier": CARD, "link": "2345-6789-ABCD-EFG6"},
    ),
    "GET /v1/receipts/{receipt}": Doc(
        "receipts", "One receipt", "Een bon", "What its write answered, and the whole document whose SHA-256 the journal holds.",
        shapes.FullReceiptOut, ("unknown_receipt", "erased"),
    ),
    "GET /v1/receipts/{receipt}/explanation": Doc(
        "receipts", "Why, and why not", "Waarom wel en waarom niet", "Every rule that was looked at, fired or not, with the reason.",
        shapes.ExplanationOut, ("unknown_receipt", "erased"),
    ),
    "POST /v1/receipts/{receipt}/review": Doc(
        "receipts", "Approve or refuse a late sale", "Keur een late verkoop goed of af",
        "A sale that came in late waits for a person: approved, its points are released; refused, they are taken back.",
        shapes.ReceiptOut, ("unknown_receipt", "not_a_sale", "not_under_review", "reason_missing", "erased",
         "lines_removed", *_PROGRAM), schemas.REVIEW,
        {"approve": True, "reason": "the till was offline"},
    ),
    "GET /v1/program": Doc(
        "program", "The live program", "Het geldende programma", "What it counts, and every rule and setting as a sentence.",
        program_shapes.ProgramOut, ("no_program",),
    ),
    "GET /v1/program/versions": Doc(
        "program", "Every version", "Alle versies", "The oldest first, each with the moment from which it is live.",
        program_shapes.VersionsOut,
    ),
    "GET /v1/program/versions/{version}/terms": Doc(
        "program", "The terms of a version", "De voorwaarden van een versie",
        "What members read: every sentence under its heading, in both languages, with the version and the first day.",
        program_shapes.TermsOut, ("unknown_version",),
    ),
    "POST /v1/program/versions/{version}/withdraw": Doc(
        "program", "Take a version back", "Trek een versie in",
        "One that is to come never goes live. Taken back before, it stays so; one that is live is not taken back: publish the next.",
        program_shapes.VersionOut, ("unknown_version", "version_live"), program_schemas.WITHDRAW, {"reason": "too generous"},
    ),
    "POST /v1/program/check": Doc(
        "program", "Is this program right?", "Klopt dit programma?",
        "Every mistake at once; else what looks wrong, and each rule and setting as a sentence. Nothing is kept. "
        "Sent as it was typed (`application/yaml`), each is told with its line.",
        program_shapes.CheckOut, (), program_schemas.PROGRAM, {"program": _SMALL},
    ),
    "POST /v1/program/diff": Doc(
        "program", "What would it change?", "Wat zou het veranderen?",
        "Every difference from the live program as a sentence, or every mistake. Nothing is kept.",
        program_shapes.DiffOut, ("no_program",), program_schemas.PROGRAM, {"program": _SMALL},
    ),
    "POST /v1/program/test": Doc(
        "program", "Play stories on it", "Speel er verhalen op",
        "Each story is played in memory, and what does not come out as it expects is told. Nothing is kept.",
        program_shapes.StoriesOut, (), program_schemas.STORIES, {"articles": _BREAD, "program": _SMALL, "stories": [_STORY]},
    ),
    "GET /v1/program/templates": Doc(
        "program", "Programs to begin with", "Programma's om mee te beginnen", "One for each trade, with what it promises.",
        program_shapes.TemplatesOut,
    ),
    "GET /v1/program/templates/{template}": Doc(
        "program", "One to begin with", "Een om mee te beginnen",
        "As JSON, to change and keep as a draft, and as the file with the comments that explain it.",
        program_shapes.TemplateOut, ("unknown_template",),
    ),
    "GET /v1/program/drafts": Doc(
        "program", "Every draft", "Alle concepten", "By name, without their words.", program_shapes.DraftsOut,
    ),
    "GET /v1/program/drafts/{draft}": Doc(
        "program", "One draft", "Een concept", "As it was sent, with its mistakes, warnings and sentences. Its revision is the ETag.",
        program_shapes.DraftOut, ("unknown_draft",),
    ),
    "PUT /v1/program/drafts/{draft}": Doc(
        "program", "Write a draft", "Schrijf een concept",
        "Name the revision that you saw (If-Match), or If-None-Match: * for a new one: whoever was first is not overwritten. "
        "Sent as `application/yaml` it stays as it was typed, with its comments.",
        program_shapes.DraftOut, ("unknown_draft", "draft_changed", "program_mistakes"), program_schemas.PROGRAM, {"program": _SMALL},
    ),
    "DELETE /v1/program/drafts/{draft}": Doc(
        "program", "Forget a draft", "Gooi een concept weg", "Also one that waits for its moment.",
        program_shapes.DroppedOut, ("unknown_draft", "draft_changed"),
    ),
    "POST /v1/program/drafts/{draft}/publish": Doc(
        "program", "Publish a draft", "Maak een concept geldig",
        "Live at once or from a moment on. A version that looks back at what no version counts yet goes live when that is counted.",
        program_shapes.PublishedOut, ("unknown_draft", "draft_changed", "program_mistakes", "four_eyes", "wrong_currency", "no_such_day"),
        program_schemas.PUBLISH,
        {"live_from": "2099-01-01T00:00:00+01:00"},
    ),
    "POST /v1/program/drafts/{draft}/unschedule": Doc(
        "program", "Let a draft wait no more", "Laat een concept niet meer wachten",
        "What waits for its moment, because something is counted first, is a draft again.",
        program_shapes.DraftOut, ("unknown_draft", "draft_changed", "version_live"), program_schemas.UNSCHEDULE, {},
    ),
    "GET /v1/openapi.json": Doc("meta", "This document", "Dit document", "OpenAPI 3.1.", dict),
    "GET /health/live": Doc("meta", "Does the process answer?", "Antwoordt het proces?", "No database is asked.", shapes.HealthOut),
    "GET /health/ready": Doc(
        "meta", "Can it do its work?", "Kan het zijn werk doen?", "The database answers too, and takes what is written.",
        shapes.HealthOut, ("not_ready",),
    ),
}  # fmt: skip

LINKS: Final[dict[str, tuple[tuple[str, str, str], ...]]] = {
    "POST /v1/members": (
        ("get_members_member", "member", "member"), ("get_members_member_balances", "member", "member"),
        ("get_members_member_lots", "member", "member"), ("get_members_member_entries", "member", "member"),
        ("get_members_member_receipts", "member", "member"), ("post_members_member_identifiers", "member", "member"),
    ),
    "POST /v1/purchases": (
        ("get_receipts_receipt", "receipt", "receipt"), ("get_receipts_receipt_explanation", "receipt", "receipt"),
        ("post_receipts_receipt_review", "receipt", "receipt"),
    ),
    "POST /v1/holds": (("post_holds_hold_commit", "hold", "receipt"), ("post_holds_hold_cancel", "hold", "receipt")),
    "POST /v1/redemptions": (("post_redemptions_redemption_cancel", "redemption", "receipt"),),
}  # fmt: skip
"""What can be asked next: operation, its parameter, the field of the answer that is meant."""


def _query(name: str, says: str, schema: Json, *, required: bool = False) -> Json:
    return {"name": name, "in": "query", "required": required, "schema": schema, "description": says}


QUERIES: Final[dict[str, Json]] = {
    "branch": _query("branch", "In which branch; any where it is left out.", {"type": "string", "maxLength": 64}),
    "channel": _query("channel", "Through which channel.", {"type": "string", "enum": [*CHANNELS]}),
    "per": _query("per", "For each `month`, `quarter` or `year`; quarters where it is left out.", {"enum": ["month", "quarter", "year"]}),
    "year": _query(
        "year", "A calendar year; this one where it is left out.", {"type": "string", "pattern": "^(19[7-9]|[2-9][0-9]{2})[0-9]$"}
    ),
    "day": _query("day", "The day (of the year) that is asked for; today where it is left out.", {"type": "string", "format": "date"}),
    "days": _query(
        "days", "Of how many days, today among them; a week where it is left out.", {"type": "integer", "minimum": 1, "maximum": MOST}
    ),
    "pattern": _query("pattern", "Which of them; all where it is left out.", {"type": "string", "enum": [*ODDITIES]}),
    "kind": _query("kind", "Which kind of case.", {"type": "string", "enum": [*LISTED]}, required=True),
    "reasons": _query(
        "reasons", "Whether to explain every rule, fired or not, as of a receipt.", {"type": "string", "enum": ["true", "false"]}
    ),
    "state": _query("state", "In which state.", {"type": "string", "enum": [*STATES]}, required=True),
}
"""What else a list may be asked for."""

IDS: Final = {
    "agreement": ("huisleverancier", {"type": "string"}, "A ladder's id in the program."),
    "segment": (
        "trouwe-lezers",
        {"type": "string", "minLength": 1, "maxLength": LONGEST_ID, "pattern": f"^{ID_SHAPE.pattern}$"},
        "A saved segment's id.",
    ),
    "series": ("kerst", {"type": "string", "minLength": 1, "maxLength": 200}, "The name of a batch of printed gift cards."),
    "handout": ("9f2c41d07be35a6810c4f7d2", {"type": "string", "minLength": 1, "maxLength": 200}, "A handout's id."),
    "batch": ("key-9f2c41d07be35a6810c4f7d2", {"type": "string", "minLength": 1, "maxLength": 200}, "A batch's name."),
    "payment": ("key-9f2c41d07be35a6810c4f7d2", {"type": "string", "minLength": 1, "maxLength": 200}, "A file of rebates for the bank."),
    "adjustment": (_SALE, {"type": "string"}, "The receipt id that asked for the correction."),
    "staff": ("3f1c0a7e5b9d4c62a8e07b51d2c6f934", {"type": "string", "minLength": 1, "maxLength": 64}, "A colleague's id."),
    "merge": (_SALE, {"type": "string"}, "The receipt id that asked for the merge."),
    "dispute": (_SALE, {"type": "string"}, "The receipt id that opened the dispute."),
    "card": (_MEMBER, {"type": "string", "format": "uuid"}, "A gift card's purse, as its sale answered it."),
    "sku": ("BREAD", {"type": "string", "minLength": 1, "maxLength": 64, "pattern": TEXT_PATTERN}, "An article's own number."),
    "month": ("2026-03", {"type": "string", "pattern": "^[0-9]{4}-(0[1-9]|1[0-2])$"}, "A month."),
    "template": ("bakery", {"type": "string"}, "A program to begin with."),
    "version": ("2", {"type": "string", "pattern": "^[0-9]{1,9}$"}, "A version's number."),
    "draft": ("spring", {"type": "string", "pattern": "^[a-z0-9][a-z0-9-]{0,39}$"}, "A draft's name."),
    "member": (_MEMBER, {"type": "string", "format": "uuid"}, "A member's UUID."),
    "hold": (_SALE, {"type": "string"}, "The receipt id that opened the hold."),
    "order": (_SALE, {"type": "string"}, "The receipt id of the order."),
    "gesture": (_SALE, {"type": "string"}, "The receipt id of the gesture that was asked for."),
    "redemption": (_SALE, {"type": "string"}, "The receipt id of the redemption."),
    "case": (_SALE, {"type": "string"}, "The receipt id that opened the case."),
    "experience": ("vip evening", {"type": "string", "minLength": 1, "maxLength": 64}, "An experience's id in the program."),
    "receipt": (_SALE, {"type": "string"}, "A receipt's id: `<uuid>.<number>`."),
}
"""Ids in paths: an example, a schema, words."""
