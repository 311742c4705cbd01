"""The tables of who is asking: staff, what they sign in with, tills, sessions, one-time codes, tries, and the audit log."""

from typing import Final

from sqlalchemy import Index

from zegel.store.columns import Bytes, Instant, Int64, Json, Text, columns, key, part, table

staff = table(
    "staff",
    key("company", Text),
    key("id", Text),
    *columns(Text, "name", "email", "language", "state"),
    *columns(Bytes, "purse?"),
    *columns(Instant, "created_at", "changed_at"),
    Index("staff_email", "company", "email", unique=True),
)

staff_role = table("staff_role", key("company", Text), key("staff", Text), key("role", Text), key("branch", Text), *columns(Instant, "at"))

credential = table(
    "credential",
    key("company", Text),
    key("subject", Text),
    key("kind", Text),
    key("id", Text),
    *columns(Bytes, "secret"),
    *columns(Json, "data"),
    *columns(Int64, "count"),
    *columns(Instant, "created_at", "used_at?"),
    Index("credential_id", "company", "kind", "id"),
)

till_device = table(
    "till_device",
    key("id", Text),
    *columns(Text, "company", "branch", "till", "name"),
    *columns(Bytes, "secret_hash"),
    *columns(Text, "state", "enrolled_by"),
    *columns(Instant, "enrolled_at", "seen_at?"),
    *columns(Int64, "tries"),
    *columns(Instant, "locked_at?"),
    Index("till_device_company", "company"),
)

pin = table(
    "pin",
    key("company", Text),
    key("staff", Text),
    *columns(Bytes, "hash"),
    *columns(Int64, "tries"),
    *columns(Instant, "locked_at?", "changed_at"),
    Index("pin_hash", "company", "hash"),
)

web_session = table(
    "web_session",
    key("id", Text),
    *columns(Text, "company", "kind", "subject", "device", "branch", "till", "method", "label"),
    *columns(Bytes, "secret_hash", "csrf"),
    *columns(Instant, "created_at", "seen_at", "idle_until", "expires_at", "stepped_up_until", "ended_at?"),
    Index("web_session_subject", "company", "subject"),
    fill=90,
)

one_time = table(
    "one_time",
    key("id", Text),
    *columns(Text, "company", "kind", "subject"),
    *columns(Bytes, "hash"),
    *columns(Json, "data"),
    *columns(Int64, "tries"),
    *columns(Instant, "created_at", "expires_at", "used_at?"),
    Index("one_time_subject", "company", "kind", "subject"),
    Index("one_time_whose", "company", "subject", "kind"),
)

throttle = table(
    "throttle",
    key("company", Text),
    key("who", Text),
    *columns(Instant, "minute_from"),
    *columns(Int64, "in_minute"),
    *columns(Instant, "hour_from"),
    *columns(Int64, "in_hour"),
    *columns(Instant, "blocked_until"),
    fill=90,
)

qr_spent = table(
    "qr_spent", key("purse", Bytes), key("company", Text), key("step", Int64), key("purpose", Text), *columns(Instant, "at"),
    Index("qr_spent_at", "company", "at"),
)  # fmt: skip

audit = table(
    "audit",
    key("company", Text),
    key("number", Int64),
    *columns(Instant, "at"),
    *columns(Text, "actor", "what", "object"),
    *columns(Json, "before", "after"),
    *columns(Text, "reason", "request"),
    *columns(Bytes, "hash"),
    Index("audit_object", "company", "object", "number"),
    rowid=True,
)

message_intent = table(
    "message_intent",
    key("company", Text),
    key("id", Text),
    *columns(Text, "kind", "address", "language"),
    *columns(Json, "data"),
    *columns(Bytes, "sealed?"),
    *columns(Instant, "at", "until", "sent_at?"),
    *columns(Bytes, "purse?"),
    *columns(Int64, "tries?"),
    *columns(Instant, "next_at?", "failed_at?"),
    *columns(Text, "why?"),
    part("message_intent_waiting", "sent_at IS NULL", "company", "at"),
    part("message_intent_purse", "purse IS NOT NULL", "company", "purse"),
    part("message_intent_address", "purse IS NULL", "company", "address", "purse"),
    Index("message_intent_until", "company", "until"),
)

APPEND_ONLY: Final = ("audit",)
