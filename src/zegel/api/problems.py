"""Refusals as RFC 9457 problems: the only place where a code becomes an HTTP status.

400: the request is not of the form that is asked for; nothing of it is kept. 404 and 410: there is no such thing (any more).
409: it conflicts with how things are now. 422: understood, and refused as it is. 503: try the same request again.
"""

from collections.abc import Mapping
from json import JSONEncoder
from typing import Final

from zegel.core.refusals import ZegelError
from zegel.core.value import value
from zegel.hall.refused import said_of

_encode = JSONEncoder(separators=(",", ":"), ensure_ascii=False, allow_nan=False).encode

TYPE: Final = "https://zegel.example/problems/"
"""Prefix of the problem types: a name, not an address that is looked up (RFC 9457 §3.1.1)."""


PROBLEMS: Final[Mapping[str, tuple[int, str]]] = {
    "malformed": (400, "Malformed request"),
    "amount_out_of_range": (422, "Amount out of range"),
    "duplicate_key": (400, "Duplicate field"),
    "key_missing": (400, "Idempotency-Key missing"),
    "bad_cursor": (400, "Bad cursor"),
    "body_too_large": (413, "Body too large"),
    "unsupported_media_type": (415, "Unsupported media type"),
    "not_signed_in": (401, "Not signed in"),
    "not_allowed": (403, "Not allowed"),
    "old_form": (403, "Old form"),
    "forged_request": (403, "Not from its own page"),
    "step_up_needed": (403, "Second proof needed"),
    "provider_away": (424, "Provider away"),
    "second_proof_needed": (401, "Second proof needed"),
    "wrong_proof": (401, "Does not match"),
    "till_not_enrolled": (401, "Till not enrolled"),
    "link_spent": (410, "Link spent"),
    "pin_locked": (409, "PIN locked"),
    "pin_taken": (409, "PIN taken"),
    "weak_pin": (422, "Weak PIN"),
    "weak_password": (422, "Weak password"),
    "email_taken": (409, "E-mail address taken"),
    "unknown_staff": (404, "Unknown colleague"),
    "unknown_till": (404, "Unknown till"),
    "not_yourself": (409, "Not yourself"),
    "role_beyond_key": (409, "Role beyond the key"),
    "nobody_to_agree": (409, "Nobody to agree"),
    "pin_their_own": (409, "PIN of their own"),
    "last_owner": (409, "Last owner"),
    "qr_unknown": (422, "Unknown code of a card"),
    "qr_stale": (409, "Code too old"),
    "qr_spent": (409, "Code scanned before"),
    "till_file_unreadable": (422, "Not a till's file"),
    "till_file_not_ours": (422, "Another till's file"),
    "spend_locked": (409, "Spending is locked"),
    "no_such_address": (404, "No such address"),
    "method_not_allowed": (405, "Method not allowed"),
    "unknown_member": (404, "Unknown member"),
    "unknown_receipt": (404, "Unknown receipt"),
    "unknown_hold": (404, "Unknown hold"),
    "unknown_redemption": (404, "Unknown redemption"),
    "unknown_draft": (404, "Unknown draft"),
    "unknown_template": (404, "Unknown template"),
    "unknown_version": (404, "Unknown version"),
    "version_live": (409, "Version went live"),
    "unknown_saved_segment": (404, "Unknown saved segment"),
    "segment_name_taken": (409, "Name taken"),
    "segment_in_use": (409, "Segment in use"),
    "unknown_handout": (404, "Unknown handout"),
    "nobody_in_it": (409, "Nobody in it"),
    "erased": (410, "Erased"),
    "lines_removed": (410, "Lines removed"),
    "draft_changed": (412, "Draft changed"),
    "draft_seen_missing": (428, "Revision missing"),
    "program_mistakes": (422, "Mistakes in the program"),
    "key_reused": (422, "Idempotency-Key reused"),
    "wrong_currency": (422, "Wrong currency"),
    "unknown_branch": (422, "Unknown branch"),
    "unknown_reward": (422, "Unknown reward"),
    "gift_card_amount": (422, "Not an amount of a gift card"),
    "not_a_gift_card": (422, "Not a gift card"),
    "gift_card_unregistered": (409, "Gift card in no batch"),
    "gift_card_blocked": (409, "Gift card blocked"),
    "gift_card_worth": (422, "Not the amount on the gift card"),
    "unknown_card_batch": (404, "Unknown batch of gift cards"),
    "gift_card_used": (409, "Gift card used"),
    "is_gift_card": (409, "Is a gift card"),
    "stamps_limit": (409, "Limit of paid stamps reached"),
    "too_many_stamps": (409, "Too many stamps"),
    "no_stamps": (409, "No stamps"),
    "not_set_aside": (409, "Not set aside"),
    "unknown_gift_card": (404, "Unknown gift card"),
    "unknown_unit": (422, "Unknown unit"),
    "unknown_event": (422, "Unknown event"),
    "wrong_event": (422, "Event not as declared"),
    "unknown_line": (422, "Unknown line"),
    "unknown_tier": (422, "Unknown tier"),
    "unknown_membership": (422, "Unknown membership"),
    "invalid_identifier": (422, "Invalid identifier"),
    "happened_in_future": (422, "Dated in the future"),
    "no_such_day": (422, "No such day"),
    "unknown_article": (404, "Unknown article"),
    "not_anonymous": (422, "Not anonymous"),
    "named_twice": (422, "Named twice"),
    "tender_takes_no_code": (422, "Tender takes no code"),
    "tenders_do_not_match": (422, "Tenders do not match"),
    "negative_line": (422, "Negative line"),
    "unknown_legal_class": (422, "Unknown legal class"),
    "reason_missing": (422, "Reason missing"),
    "member_needed": (422, "Member needed"),
    "step_only": (422, "Whole steps only"),
    "over_maximum": (422, "Over the maximum"),
    "same_purse": (422, "Same purse"),
    "unknown_case": (404, "Unknown case"),
    "unknown_promise": (422, "Unknown promise"),
    "not_covered": (409, "Not covered"),
    "came_back": (409, "Came back"),
    "case_too_late": (409, "Too late"),
    "not_cheaper": (409, "Not cheaper"),
    "protected_before": (409, "Given before"),
    "opened_before": (409, "Opened before"),
    "unknown_condition": (422, "Unknown condition"),
    "worth_is_set": (422, "Worth is set"),
    "invalid_iban": (422, "Invalid IBAN"),
    "account_missing": (409, "Account missing"),
    "payer_missing": (409, "Payer missing"),
    "nothing_to_pay": (409, "Nothing to pay"),
    "unknown_payment": (404, "Unknown payment file"),
    "bank_report_unreadable": (422, "Not a bank's report"),
    "statement_missing": (422, "Statement missing"),
    "wrong_state": (409, "Wrong state"),
    "unknown_experience": (404, "Unknown experience"),
    "experience_called_off": (409, "Called off"),
    "not_invited": (409, "Not invited"),
    "reply_too_late": (409, "Too late to reply"),
    "too_many_guests": (422, "Too many guests"),
    "no_reply": (409, "No reply"),
    "not_today": (409, "Not today"),
    "no_seat_yet": (409, "No seat yet"),
    "no_referral": (409, "No referral"),
    "not_a_friend": (409, "Not a friend"),
    "referred_before": (409, "Referred before"),
    "referral_not_yet": (409, "Not yet"),
    "no_program": (409, "No program"),
    "receipt_number_used": (409, "Receipt number used"),
    "identifier_taken": (409, "Identifier taken"),
    "member_blocked": (409, "Member blocked"),
    "spending_blocked": (409, "Spending blocked"),
    "purse_merged": (409, "Purse merged"),
    "merge_conflict": (409, "Cannot be made one"),
    "already_member": (409, "Already a member"),
    "hold_not_open": (409, "Hold not open"),
    "in_household": (409, "In a household"),
    "not_in_household": (409, "Not in that household"),
    "too_young": (409, "Too young for a card of their own"),
    "not_a_child": (409, "Not a child"),
    "children_first": (409, "Children first"),
    "household_full": (409, "Household full"),
    "still_owed": (409, "Still owed"),
    "hold_open": (409, "Hold open"),
    "not_a_redemption": (409, "Not a redemption"),
    "already_cancelled": (409, "Already cancelled"),
    "redemption_too_late": (409, "Too late to cancel"),
    "not_a_sale": (409, "Not a sale"),
    "more_than_sold": (409, "More than sold"),
    "return_too_late": (409, "Too late to return"),
    "already_claimed": (409, "Claimed already"),
    "claim_too_late": (409, "Too late to claim"),
    "purse_moved": (409, "Purse moved on"),
    "no_coalition": (404, "No coalition"),
    "unknown_agreement": (404, "Unknown agreement"),
    "agreement_taken": (409, "Agreement taken"),
    "bonus_not_in_state": (409, "Bonus not in that state"),
    "year_not_over": (409, "Year not over"),
    "four_eyes": (409, "Somebody else approves"),
    "unknown_partner": (404, "Unknown partner"),
    "unknown_dispute": (404, "Unknown dispute"),
    "month_not_over": (409, "Month not over"),
    "dispute_too_late": (409, "Too late to dispute"),
    "not_in_statement": (409, "Not in that statement"),
    "more_than_stated": (409, "More than stated"),
    "correction_too_large": (409, "Too large a correction"),
    "nothing_reported": (409, "Known already"),
    "more_than_bought": (422, "More than bought"),
    "turnover_open": (409, "Invoices are open"),
    "nothing_to_correct": (409, "Nothing to correct"),
    "not_under_review": (409, "Not under review"),
    "reward_not_now": (409, "Reward does not apply"),
    "unknown_order": (404, "Unknown order"),
    "unknown_gesture": (422, "Unknown gesture"),
    "unknown_role": (422, "Unknown role"),
    "not_asked": (409, "Not asked"),
    "survey_not_asked": (409, "Survey not asked"),
    "survey_answered": (409, "Survey answered"),
    "same_person": (409, "Same person"),
    "gesture_lapsed": (409, "Gesture lapsed"),
    "gesture_too_large": (409, "Gesture too large"),
    "limit_reached": (409, "Not more often"),
    "business_gift_limit": (409, "Business gift limit"),
    "budget_used_up": (409, "Budget used up"),
    "unknown_choice": (422, "Unknown choice"),
    "code_unknown": (422, "Unknown code"),
    "code_mistyped": (422, "Mistyped code"),
    "code_ended": (409, "Code ended"),
    "not_your_code": (409, "Somebody else's code"),
    "code_not_yet": (409, "Code not valid yet"),
    "code_expired": (409, "Code expired"),
    "batch_exists": (409, "Batch exists"),
    "batch_mismatch": (409, "Another batch"),
    "unknown_batch": (404, "Unknown batch"),
    "unknown_coupon": (422, "Unknown coupon"),
    "from_price_too_high": (409, "From-price too high"),
    "one_code_only": (409, "One code only"),
    "code_used": (409, "Code used"),
    "code_used_up": (409, "Coupon used up"),
    "code_budget_spent": (409, "Budget spent"),
    "too_many_tries": (429, "Too many tries"),
    "day_is_over": (422, "That day is over"),
    "no_membership": (409, "No such membership"),
    "trial_not_now": (409, "No trial now"),
    "no_place_left": (409, "No place left"),
    "not_enough": (409, "Not enough"),
    "out_of_stock": (409, "Out of stock"),
    "would_go_below_zero": (409, "Below zero"),
    "busy": (503, "Busy"),
    "storage_full": (503, "Storage full"),
    "not_ready": (503, "Not ready"),
    "internal_error": (500, "Internal error"),
    "refused": (422, "Refused"),
}
"""Code → HTTP status and title."""

CIRCUMSTANCES: Final = frozenset({"busy", "too_many_tries", "storage_full", "not_ready", "internal_error"})
"""Codes that say nothing of the request: it may be sent again as it is, with the same key."""
RETRY_AFTER_SECONDS: Final = {"busy": 1, "too_many_tries": 60, "storage_full": 30, "not_ready": 2}


@value
class Problem:
    """A refusal on its way out."""

    status: int
    body: bytes
    retry_after: int


def problem(refusal: ZegelError, *, kept: bool) -> Problem:
    """`refusal` as problem+json. `kept`: it is the answer under its Idempotency-Key from now on, so another try needs a new key.

    The same refusal gives the same bytes: a replay cannot be told from the first answer. The request's id goes in a header.
    """
    code = refusal.code
    status, title = PROBLEMS.get(code) or PROBLEMS["refused"]
    said = said_of(refusal)
    found: dict[str, object] = {
        "type": TYPE + code, "title": title, "status": status, "detail": refusal.sentence if kept else refusal.message, "code": code,
        "en": said.en, "nl": said.nl, "data": refusal.data,
    }  # fmt: skip
    if kept:
        found["retry"] = "new_key"
    elif code in CIRCUMSTANCES:
        found["retry"] = "same_key"
    return Problem(status, _encode(found).encode("utf-8", "replace"), RETRY_AFTER_SECONDS.get(code, 0))
