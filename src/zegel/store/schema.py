"""The tables, as SQLAlchemy Core declares them. What is run is the hand-written SQL in migrations/; a test holds both equal.

Primary keys of what belongs to a purse begin with the purse, then the company, so that purses spread over shards (scale.md §1).
"""

from typing import Final

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index

from zegel.core.periods import NEVER
from zegel.store import schema_cards as schema_cards
from zegel.store import schema_handouts as schema_handouts
from zegel.store import schema_lost as schema_lost
from zegel.store import schema_offline as schema_offline
from zegel.store import schema_people
from zegel.store.columns import Bytes, Day, Instant, Int64, Json, Text, columns, key, part, table
from zegel.store.columns import metadata as metadata

company = table("company", key("id", Text), *columns(Text, "name", "currency", "zone"), *columns(Instant, "created_at"))

house_key = table("house_key", key("name", Text), *columns(Bytes, "fingerprint"), *columns(Instant, "at"))

program_version = table(
    "program_version",
    key("company", Text),
    key("number", Int64),
    *columns(Bytes, "digest", "document"),
    *columns(Instant, "live_from", "published_at"),
    *columns(Text, "written?"),
    *columns(Instant, "withdrawn_at?"),
    ForeignKeyConstraint(["company"], ["company.id"], name="program_version_company"),
    rowid=True,
)

account = table(
    "account",
    key("company", Text),
    key("unit", Text),
    key("name", Text),
    ForeignKeyConstraint(["company"], ["company.id"], name="account_company"),
)

purse = table(
    "purse",
    key("id", Bytes),
    key("company", Text),
    *columns(Int64, "seq"),
    *columns(Bytes, "hash"),
    *columns(Json, "balances", "totals"),
    *columns(Text, "tier"),
    *columns(Day, "tier_since"),
    *columns(Instant, "tier_review_at", "next_due"),
    *columns(Day, "since"),
    *columns(Int64, "blocked"),
    *columns(Bytes, "alias_of?"),
    *columns(Int64, "sealed_seq", "unsealed", "version"),
    part("purse_due", f"next_due < {NEVER}", "company", "next_due"),
    part("purse_alias", "alias_of IS NOT NULL", "company", "alias_of"),
    part("purse_unsealed", "unsealed = 1", "company", "id"),
    fill=80,
)

entry = table(
    "entry",
    key("purse", Bytes),
    key("company", Text),
    key("seq", Int64),
    *columns(Text, "kind"),
    *columns(Instant, "at", "happened_at"),
    *columns(Day, "business_date"),
    *columns(Text, "actor", "branch", "till", "reason"),
    *columns(Bytes, "receipt_digest"),
    *columns(Int64, "undoes"),
    *columns(Json, "marks?"),
    *columns(Bytes, "hash"),
    CheckConstraint("seq > 0", name="entry_seq"),
)

posting = table(
    "posting",
    key("purse", Bytes),
    key("company", Text),
    key("seq", Int64),
    key("n", Int64),
    *columns(Text, "unit", "source", "destination"),
    *columns(Int64, "amount", "lot_seq?", "lot_n?"),
    *columns(Instant, "opened_at?", "available_at?", "expires_at?"),
    *columns(Bytes, "origin_purse?"),
    *columns(Int64, "origin_seq?", "origin_n?"),
    CheckConstraint("amount > 0", name="posting_amount"),
    CheckConstraint("source <> destination", name="posting_ends"),
    ForeignKeyConstraint(["purse", "company", "seq"], ["entry.purse", "entry.company", "entry.seq"], name="posting_entry"),
    ForeignKeyConstraint(["company", "unit", "source"], ["account.company", "account.unit", "account.name"], name="posting_source"),
    ForeignKeyConstraint(
        ["company", "unit", "destination"], ["account.company", "account.unit", "account.name"], name="posting_destination"
    ),
)

lot = table(
    "lot",
    key("purse", Bytes),
    key("company", Text),
    key("seq", Int64),
    key("n", Int64),
    *columns(Text, "unit"),
    *columns(Instant, "opened_at", "available_at", "expires_at"),
    *columns(Int64, "amount", "pending", "available", "reserved", "spent", "expired", "taken"),
    *columns(Instant, "due_at"),
    *columns(Bytes, "origin_purse?"),
    *columns(Int64, "origin_seq?", "origin_n?"),
    CheckConstraint(
        "pending >= 0 AND available >= 0 AND reserved >= 0 AND spent >= 0 AND expired >= 0 AND taken >= 0"
        " AND pending + available + reserved + spent + expired + taken = amount",
        name="lot_counts",
    ),
    part("lot_spend", "available > 0", "purse", "unit", "expires_at", "opened_at", "seq", "n"),
    part("lot_waiting", "pending > 0", "purse", "due_at"),
    part("lot_origin", "origin_purse IS NOT NULL", "purse", "origin_purse", "origin_seq"),
    fill=90,
)

hold = table(
    "hold",
    key("purse", Bytes),
    key("company", Text),
    key("seq", Int64),
    *columns(Text, "state"),
    *columns(Instant, "expires_at"),
    part("hold_open", "state = 'open'", "purse", "expires_at"),
)

returned = table(
    "returned",
    key("purse", Bytes),
    key("company", Text),
    key("sale_purse", Bytes),
    key("sale_seq", Int64),
    key("line", Int64),
    *columns(Int64, "quantity"),
)

measure_day = table(
    "measure_day",
    key("purse", Bytes),
    key("company", Text),
    key("measure", Text),
    key("day", Day),
    *columns(Int64, "value"),
    part("measure_day_rebate", "SUBSTR(measure, 1, 7) = 'rebate '", "company", "day"),
    fill=90,
)

receipt = table(
    "receipt",
    key("purse", Bytes),
    key("company", Text),
    key("seq", Int64),
    *columns(Text, "kind"),
    *columns(Instant, "at"),
    *columns(Bytes, "document?"),
    rowid=True,
    whole=True,
)

answer = table(
    "answer",
    key("company", Text),
    key("source", Text),
    key("key", Text),
    *columns(Bytes, "body_hash"),
    *columns(Text, "outcome"),
    *columns(Json, "data"),
    *columns(Bytes, "purse?"),
    *columns(Int64, "seq?"),
    *columns(Instant, "at"),
)

receipt_no = table(
    "receipt_no",
    key("company", Text),
    key("source", Text),
    key("number", Text),
    *columns(Bytes, "purse"),
    *columns(Int64, "seq"),
)

identifier = table(
    "identifier",
    key("company", Text),
    key("kind", Text),
    key("value", Text),
    *columns(Bytes, "purse"),
    *columns(Instant, "at"),
    Index("identifier_purse", "purse", "company", "at"),
)

member = table(
    "member",
    key("purse", Bytes),
    key("company", Text),
    *columns(Text, "name", "language", "birthday"),
    *columns(Instant, "at"),
    Index("member_company", "company", "purse"),
    Index("member_name", "company", "name", "purse"),
)

member_word = table(
    "member_word",
    key("purse", Bytes),
    key("company", Text),
    key("word", Text),
    Index("member_word_word", "company", "word", "purse"),
)

dossier = table(
    "dossier",
    key("purse", Bytes),
    key("company", Text),
    key("kind", Text),
    key("id", Text),
    *columns(Text, "state"),
    *columns(Json, "data"),
    *columns(Instant, "at"),
    Index("dossier_state", "company", "kind", "state", "purse", "id"),
    fill=90,
)

settled = table(
    "settled",
    key("company", Text),
    key("unit", Text),
    key("what", Text),
    key("hour", Int64),
    key("account", Text),
    *columns(Int64, "value"),
)

article = table(
    "article",
    key("company", Text),
    key("sku", Text),
    *columns(Text, "name_nl", "name_en", "category", "brand"),
    *columns(Json, "tags"),
    *columns(Int64, "vat_bp?", "cost_minor?", "floor_minor?"),
    *columns(Text, "condition", "legal_class"),
    *columns(Instant, "at"),
    *columns(Day, "marked_on?"),
)

draft = table(
    "draft",
    key("company", Text),
    key("name", Text),
    *columns(Int64, "revision"),
    *columns(Json, "document"),
    *columns(Instant, "changed_at"),
    *columns(Text, "changed_by"),
    *columns(Instant, "live_from?", "claimed_at?"),
    *columns(Text, "written?"),
)

counter = table(
    "counter",
    key("company", Text),
    key("id", Text),
    *columns(Int64, "remains"),
    *columns(Int64, "began?"),
    CheckConstraint("remains >= 0", name="counter_remains"),
)

outbox = table(
    "outbox",
    key("purse", Bytes),
    key("company", Text),
    key("seq", Int64),
    *columns(Int64, "bucket"),
    *columns(Text, "kind"),
    *columns(Json, "data"),
    *columns(Instant, "at"),
)

seal = table(
    "seal",
    key("company", Text),
    key("number", Int64),
    *columns(Bytes, "root", "previous", "hash", "signature", "leaves"),
    *columns(Instant, "at"),
    *columns(Int64, "count"),
    rowid=True,
)

day_figure = table(
    "day_figure",
    key("company", Text),
    key("day", Day),
    key("branch", Text),
    key("figure", Text),
    *columns(Int64, "value"),
)

day_receipt = table(
    "day_receipt",
    key("purse", Bytes),
    key("company", Text),
    key("seq", Int64),
    *columns(Day, "day"),
    *columns(Text, "branch", "what"),
    *columns(Instant, "at"),
    *columns(Int64, "sold_minor", "discount_minor", "returned_minor"),
    Index("day_receipt_day", "company", "day", "branch", "at", "purse", "seq"),
    Index(
        "day_receipt_kind",
        "company",
        "what",
        "day",
        "purse",
        "at",
        "seq",
        "branch",
        "sold_minor",
        "discount_minor",
        "returned_minor",
    ),
)

bought = table(
    "bought",
    key("purse", Bytes),
    key("company", Text),
    key("seq", Int64),
    *columns(Day, "day"),
    Index("bought_day", "company", "day", "purse", "seq"),
)

rhythm = table(
    "rhythm",
    key("purse", Bytes),
    key("company", Text),
    *columns(Int64, "visits"),
    *columns(Day, "first_day", "last_day"),
    *columns(Int64, "spent_minor"),
    Index("rhythm_last", "company", "last_day"),
)

api_key = table(
    "api_key",
    key("id", Text),
    *columns(Text, "company", "source"),
    *columns(Bytes, "secret_hash"),
    *columns(Json, "scopes"),
    *columns(Text, "branch"),
    *columns(Instant, "created_at", "expires_at", "revoked_at?", "last_used_at?"),
    Index("api_key_company", "company"),
    ForeignKeyConstraint(["company"], ["company.id"], name="api_key_company"),
)

import_progress = table("import_progress", key("company", Text), key("name", Text), *columns(Json, "position"), *columns(Instant, "at"))

code = table(
    "code",
    key("company", Text),
    key("hash", Bytes),
    *columns(Text, "campaign", "batch", "state"),
    *columns(Bytes, "member?"),
    *columns(Text, "tail"),
    *columns(Int64, "uses_left", "held", "used"),
    *columns(Instant, "valid_from", "valid_until"),
    *columns(Int64, "value_left"),
    CheckConstraint("uses_left >= 0 AND held >= 0 AND used >= 0 AND value_left >= 0", name="code_counts"),
    part("code_member", "member IS NOT NULL", "company", "member"),
    fill=90,
)

code_batch = table(
    "code_batch",
    key("company", Text),
    key("id", Text),
    *columns(Text, "campaign", "state", "form"),
    *columns(Int64, "asked", "made", "uses", "value_minor"),
    *columns(Instant, "valid_from", "valid_until"),
    *columns(Bytes, "seed?"),
    *columns(Instant, "at"),
)

code_count = table(
    "code_count",
    key("company", Text),
    key("batch", Text),
    key("state", Text),
    key("valid_until", Instant),
    *columns(Int64, "issued", "held", "used", "used_up", "usable"),
    fill=90,
)

price = table(
    "price",
    key("company", Text),
    key("sku", Text),
    key("channel", Text),
    key("branch", Text),
    key("since", Day),
    *columns(Int64, "minor"),
)

photo = table(
    "photo", key("company", Text), key("hash", Text), key("size", Text), *columns(Bytes, "body"), *columns(Instant, "at"), rowid=True
)

segment = table(
    "segment",
    key("company", Text),
    key("id", Text),
    *columns(Text, "name"),
    *columns(Json, "filters"),
    *columns(Text, "changed_by"),
    *columns(Instant, "changed_at"),
    Index("segment_name", "company", "name", unique=True),
)

reward_face = table("reward_face", key("company", Text), key("reward", Text), *columns(Text, "category", "photo"))

APPEND_ONLY: Final = ("entry", "posting", "seal", *schema_people.APPEND_ONLY)
"""The books and the audit log. Triggers and rights refuse to change them."""

OPEN: Final = ("company", "house_key")
"""Tables without row-level security: names, currencies and zones of the companies themselves, and what is of all of them."""
