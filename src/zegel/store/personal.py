"""Which tables have a person in them: what of each a member is told, and what becomes of it when they leave.

Every table of the schema stands here, or in NOBODY with the reason; tests/house holds it. What a member takes along (web.card.known) and
what erasing does (store.erasing) are read off it, so that a new table is in both or says why not.
"""

from collections.abc import Mapping
from typing import Final, Literal

from zegel.core.value import value

By = Literal["purse", "id", "member", "subject", "address", "object", "told"]
"""The column that names the person: their purse, `member:<uuid>` (subject, object), an e-mail address, or inside what was told."""
Gone = Literal["rows", "contents", "link", "cancelled", "stays"]


@value
class Personal:
    """A table with a member in it. `told` are the columns that they are shown; none: `why` says why not.

    `gone`: every row goes, or only what it holds, or the name of whose it is, or it is cancelled; or it stays, and `why` says why.
    """

    by: By
    told: tuple[str, ...]
    gone: Gone
    why: str = ""


JSON: Final = frozenset(("after", "before", "data", "told"))
MOMENTS: Final = frozenset((
    "at", "created_at", "ended_at", "expires_at", "happened_at", "opened_at", "seen_at", "sent_at", "tier_review_at", "used_at",
    "valid_from", "valid_until",
))  # fmt: skip
"""Columns that hold JSON, and moments: by their names, so that a server does not load the schema (tests/house compares them with it)."""
_BOOKS: Final = "the books are kept for seven years (AWR 52) and name a random number, nobody any more"
PERSONAL: Final[Mapping[str, Personal]] = {
    "answer": Personal("purse", (), "stays", "a hash of a request and the number of its entry, which is told; nothing of the request"),
    "audit": Personal("object", ("at", "what", "before", "after", "reason"), "stays", f"a chain of hashes: {_BOOKS}"),
    "bought": Personal("purse", (), "rows", "which receipts, which are told, still say what was bought: until after `settings.keep lines`"),
    "code": Personal("member", ("campaign", "tail", "state", "uses_left", "used", "valid_from", "valid_until"), "cancelled", _BOOKS),
    "credential": Personal("subject", ("kind", "data", "created_at", "used_at"), "rows"),
    "dossier": Personal(
        "purse",
        ("kind", "id", "state", "data", "at"),
        "rows",
        "marks (a hash of a hash of a device, a payment card, an address) go sooner, by themselves, after `settings.keep marks`;"
        " so do settled complaints and tasks, after `settings.keep cases`",
    ),
    "entry": Personal("purse", ("seq", "kind", "at", "happened_at", "business_date", "actor", "branch", "till", "reason"), "stays", _BOOKS),
    "handout_member": Personal(
        "purse", (), "rows", "that they were in a group that something went to; what they got is told: codes, entries, mails"
    ),
    "hold": Personal("purse", ("state", "expires_at"), "stays", _BOOKS),
    "identifier": Personal("purse", ("kind", "value", "at"), "rows"),
    "lot": Personal(
        "purse", ("unit", "amount", "available", "pending", "reserved", "spent", "expired", "opened_at", "expires_at"), "stays", _BOOKS
    ),
    "measure_day": Personal("purse", ("measure", "day", "value"), "stays", f"added up from the books; {_BOOKS}"),
    "member": Personal("purse", ("name", "language", "birthday", "at"), "rows"),
    "member_word": Personal("purse", (), "rows", "the words of the name and of what finds the card, both told, cut up for searching"),
    "message_intent": Personal("address", ("kind", "address", "data", "at", "sent_at"), "rows"),
    "offline_sale": Personal("told", ("branch", "happened_at", "verdict", "told"), "contents"),
    "one_time": Personal("subject", ("kind", "data", "created_at", "expires_at", "used_at"), "rows"),
    "outbox": Personal("purse", (), "stays", f"says of each entry, which is told, that it is there; {_BOOKS}"),
    "posting": Personal("purse", ("unit", "source", "destination", "amount"), "stays", _BOOKS),
    "printed_card": Personal("purse", (), "stays", "a gift card of the shop's batches: its money is no member's"),
    "purse": Personal("id", ("tier", "tier_since", "tier_review_at", "since", "blocked"), "stays", _BOOKS),
    "qr_spent": Personal("purse", ("purpose", "at"), "rows"),
    "receipt": Personal("purse", ("kind", "at", "document"), "contents"),
    "day_receipt": Personal("purse", (), "stays", f"which receipts, which are told, a day's figures come from; {_BOOKS}"),
    "receipt_no": Personal("purse", (), "stays", f"the number on a till's own receipt, which the receipt that is told has; {_BOOKS}"),
    "returned": Personal("purse", (), "stays", f"how much came back of each line, added up from entries that are told; {_BOOKS}"),
    "rhythm": Personal("purse", ("visits", "first_day", "last_day", "spent_minor"), "stays", f"added up from the books; {_BOOKS}"),
    "staff": Personal("purse", ("name", "email", "language"), "link", "who works here stays a colleague; that this card was theirs goes"),
    "till_lease": Personal("purse", ("unit", "count", "used", "at", "expires_at"), "rows"),
    "web_session": Personal("subject", ("kind", "method", "label", "created_at", "seen_at", "ended_at"), "rows"),
}

_SHOP: Final = "what the shop promises, sells or counts; of no member"
_STAFF: Final = "of who works here, who is no member by it"
_HOUSE: Final = "keys and numbers of the house itself"
NOBODY: Final[Mapping[str, str]] = {
    "account": _SHOP, "article": _SHOP, "code_batch": _SHOP, "code_count": _SHOP, "company": _SHOP, "counter": _SHOP, "day_figure": _SHOP,
    "draft": _SHOP, "gift_card_batch": _SHOP, "handout": _SHOP, "photo": _SHOP, "price": _SHOP, "program_version": _SHOP,
    "reward_face": _SHOP, "segment": _SHOP, "settled": _SHOP,
    "pin": _STAFF, "staff_role": _STAFF, "till_device": _STAFF,
    "api_key": _HOUSE, "house_key": _HOUSE, "import_progress": _HOUSE, "seal": _HOUSE,
    "lost_card": "numbers of cards that find nobody, so that a till can say of one that it was lost; nothing leads from it to a member;"
    " forgotten after settings.keep lost cards (worker.keeping)",
    "throttle": "tries counted under a hash of an address, or a network address, and forgotten after a day (worker.keeping)",
}  # fmt: skip
