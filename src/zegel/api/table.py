"""Every route, once: method, path, who may, what it takes. Routing, the OpenAPI document and the tests of rights read this table.

A route that is not in here does not exist; a route without a scope is open to everybody, and a test names those.
"""

from typing import Final

from zegel.api import (
    adjustments,
    articles,
    bulk_keeping,
    business_gifts,
    case_schemas,
    cases,
    club,
    code_batches,
    consents,
    drafts,
    exchanges,
    gift_cards,
    health,
    places,
    prices,
    profiles,
    program_tests,
    programs,
    reads,
    referrals,
    seats,
    settlements,
    trade,
    writes,
)
from zegel.api.bulk import record_events, record_many
from zegel.api.door import Handler, Route


def _write(path: str, scope: str, handler: Handler) -> Route:
    return Route("POST", path, scope, "json", keyed=True, handler=handler)


def _ask(path: str, scope: str, handler: Handler) -> Route:
    return Route("POST", path, scope, "json", keyed=False, handler=handler)


def _read(path: str, scope: str, handler: Handler) -> Route:
    return Route("GET", path, scope, "nothing", keyed=False, handler=handler)


ROUTES: Final = (
    _write("/v1/purchases", "purchases:write", writes.record_purchase),
    _ask("/v1/quotes", "quotes:read", writes.ask_quote),
    _ask("/v1/members/lookup", "members:read", reads.look_up),
    Route("POST", "/v1/purchases/bulk", "purchases:write", "ndjson", keyed=False, handler=None, streamer=record_many),
    _write("/v1/holds", "holds:write", writes.open_hold),
    _write("/v1/holds/{hold}/commit", "holds:write", writes.commit_hold),
    _write("/v1/holds/{hold}/cancel", "holds:write", writes.cancel_hold),
    _write("/v1/returns", "returns:write", writes.return_goods),
    _write("/v1/exchanges", "exchanges:write", exchanges.record),
    _ask("/v1/exchanges/quote", "quotes:read", exchanges.ask),
    _write("/v1/redemptions", "redemptions:write", writes.redeem),
    _write("/v1/redemptions/{redemption}/cancel", "redemptions:write", writes.cancel_redemption),
    _write("/v1/orders", "redemptions:write", writes.order_reward),
    _write("/v1/orders/{order}/step", "redemptions:write", writes.move_order),
    _write("/v1/gestures", "gestures:write", writes.give_gesture),
    _write("/v1/gestures/{gesture}/decision", "gestures:approve", writes.decide_gesture),
    _write("/v1/members", "members:write", writes.enrol),
    _read("/v1/members", "members:list", reads.list_members),
    _read("/v1/members/{member}", "members:read", reads.get_member),
    _write("/v1/members/{member}/identifiers", "members:write", writes.add_identifier),
    _read("/v1/members/{member}/profile", "members:read", profiles.get_profile),
    Route("PATCH", "/v1/members/{member}/profile", "members:write", "json", keyed=True, handler=profiles.patch_profile),
    _read("/v1/members/{member}/consents", "members:read", consents.list_consents),
    Route("PUT", "/v1/members/{member}/consents", "members:write", "json", keyed=True, handler=consents.put_consent),
    _read("/v1/members/{member}/balances", "members:read", reads.get_balances),
    _read("/v1/members/{member}/lots", "books:read", reads.list_lots),
    _read("/v1/members/{member}/entries", "books:read", reads.list_entries),
    _read("/v1/members/{member}/receipts", "books:read", reads.list_receipts),
    _write("/v1/members/{member}/agreements", "agreements:write", trade.make_agreement),
    _read("/v1/members/{member}/agreements", "agreements:read", trade.list_agreements),
    _read("/v1/members/{member}/agreements/{agreement}", "agreements:read", trade.get_agreement),
    _read("/v1/members/{member}/agreements/{agreement}/purchases", "agreements:read", trade.list_counted),
    _write("/v1/members/{member}/agreements/{agreement}/bonus", "bonuses:write", trade.move_bonus),
    _write("/v1/invoices", "invoices:write", trade.report_invoice),
    _read("/v1/settlements/{month}", "settlements:read", settlements.get_settlement),
    _write("/v1/settlements/{month}/disputes", "settlements:write", settlements.open_dispute),
    _write("/v1/disputes/{dispute}/decision", "settlements:write", settlements.decide_dispute),
    _read("/v1/business-gifts", "agreements:read", business_gifts.list_business_gifts),
    _read("/v1/articles", "articles:read", articles.list_articles),
    Route("POST", "/v1/articles/bulk", "articles:write", "ndjson", keyed=False, handler=None, streamer=bulk_keeping.put_articles),
    _read("/v1/articles/{sku}", "articles:read", articles.get_article),
    Route("PUT", "/v1/articles/{sku}", "articles:write", "json", keyed=False, handler=articles.put_article),
    _ask("/v1/prices/check", "articles:read", prices.check_price),
    Route("POST", "/v1/prices/bulk", "articles:write", "ndjson", keyed=False, handler=None, streamer=bulk_keeping.put_prices),
    _read("/v1/prices/{sku}", "articles:read", prices.get_prices),
    Route("PUT", "/v1/prices/{sku}", "articles:write", "json", keyed=False, handler=prices.put_prices),
    _write("/v1/events", "events:write", writes.record_event),
    Route("POST", "/v1/events/bulk", "events:write", "ndjson", keyed=False, handler=None, streamer=record_events),
    _write("/v1/adjustments", "adjustments:write", writes.adjust),
    _read("/v1/adjustments", "adjustments:approve", adjustments.list_waiting),
    _write("/v1/adjustments/{adjustment}/decision", "adjustments:approve", writes.decide_adjustment),
    _write("/v1/store-credit", "credit:write", writes.issue_credit),
    _write("/v1/gift-cards", "gift_cards:write", gift_cards.issue),
    _write("/v1/gift-cards/top-up", "gift_cards:write", gift_cards.top_up),
    _ask("/v1/gift-cards/lookup", "gift_cards:read", gift_cards.look_up),
    _write("/v1/gift-cards/{card}/replace", "gift_cards:replace", gift_cards.replace),
    _write("/v1/paid-stamps/pay-out", "returns:write", writes.pay_out_stamps),
    _write("/v1/memberships", "memberships:write", club.start),
    _write("/v1/memberships/end", "memberships:write", club.end),
    _write("/v1/tiers", "tiers:write", club.set_tier),
    _read("/v1/members/{member}/tier", "members:read", club.get_tier),
    _read("/v1/members/{member}/entitlements", "members:read", club.get_entitlements),
    _write("/v1/claims", "claims:write", writes.claim),
    _ask("/v1/members/{member}/referral", "members:write", referrals.make_link),
    _read("/v1/members/{member}/referral", "members:read", referrals.list_friends),
    _write("/v1/cases", "cases:write", writes.writing(case_schemas.CASE, cases.open_case)),
    _write("/v1/cases/{case}/moves", "cases:write", writes.writing(case_schemas.CASE_MOVE, cases.move_case)),
    _read("/v1/cases", "cases:list", cases.list_all),
    _read("/v1/members/{member}/cases", "members:read", cases.list_cases),
    _write("/v1/price-protection", "cases:write", writes.writing(case_schemas.PRICE_DROP, cases.protect_price)),
    _read("/v1/experiences", "experiences:read", seats.list_experiences),
    _write("/v1/experiences/{experience}/replies", "experiences:write", seats.reply),
    _write("/v1/experiences/{experience}/check-ins", "experiences:write", seats.check_in),
    _write("/v1/experiences/{experience}/cancellation", "experiences:cancel", seats.call_off),
    _read("/v1/experiences/{experience}/guests", "experiences:list", seats.list_guests),
    _write("/v1/referrals", "members:write", writes.writing(case_schemas.REFER, referrals.refer)),
    _read("/v1/code-batches", "codes:read", code_batches.list_batches),
    _read("/v1/code-batches/{batch}", "codes:read", code_batches.get_batch),
    _write("/v1/code-batches", "codes:write", code_batches.make_batch),
    _ask("/v1/code-batches/{batch}/cancel", "codes:write", code_batches.cancel_batch),
    _read("/v1/receipts/{receipt}", "books:read", reads.get_receipt),
    _read("/v1/receipts/{receipt}/explanation", "books:read", reads.get_explanation),
    _write("/v1/receipts/{receipt}/review", "reviews:write", writes.review),
    _read("/v1/program", "program:read", reads.get_program),
    _read("/v1/program/versions", "program:read", programs.list_versions),
    _ask("/v1/program/check", "program:check", programs.check_program),
    _ask("/v1/program/diff", "program:check", programs.diff_program),
    _ask("/v1/program/members", "program:check", places.place_members),
    _ask("/v1/program/test", "program:check", program_tests.play_stories),
    _read("/v1/program/drafts", "program:read", drafts.list_drafts),
    _read("/v1/program/drafts/{draft}", "program:read", drafts.get_draft),
    Route("PUT", "/v1/program/drafts/{draft}", "program:write", "json", keyed=False, handler=drafts.put_draft, seen=True),
    Route("DELETE", "/v1/program/drafts/{draft}", "program:write", "nothing", keyed=False, handler=drafts.drop_draft, seen=True),
    Route("POST", "/v1/program/drafts/{draft}/publish", "program:publish", "json", keyed=False, handler=drafts.publish_draft, seen=True),
    _read("/v1/openapi.json", "", health.openapi),
    _read("/health/live", "", health.live),
    _read("/health/ready", "", health.ready),
)
"""The hot ones first; a path without parameters before one with them (no article is called `bulk` or `check` there)."""

OPEN: Final = frozenset(route.template for route in ROUTES if not route.scope)
