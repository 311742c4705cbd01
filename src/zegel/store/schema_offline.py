"""The tables of tills without a line: a row a sale, with what became of it; and what each may let members spend."""

from sqlalchemy import Index

from zegel.store.columns import Bytes, Instant, Int64, Json, Text, columns, key, part, table

offline_sale = table(
    "offline_sale",
    key("company", Text),
    key("id", Text),
    *columns(Text, "device", "branch", "till", "staff", "journal"),
    *columns(Int64, "number"),
    *columns(Instant, "claimed_at", "happened_at", "received_at"),
    *columns(Bytes, "digest"),
    *columns(Text, "verdict", "code", "receipt"),
    *columns(Json, "flags", "told"),
    *columns(Instant, "settled_at?"),
    *columns(Text, "settled_by", "settled_how", "settled_why"),
    part("offline_sale_open", "settled_at IS NULL", "company", "received_at"),
    Index("offline_sale_journal", "company", "journal", "number"),
)

till_lease = table(
    "till_lease",
    key("purse", Bytes),
    key("company", Text),
    *columns(Text, "device", "unit"),
    *columns(Int64, "count", "used"),
    *columns(Instant, "at", "expires_at"),
    Index("till_lease_device", "company", "device"),
)
