"""The tables of what is handed out to a segment: a row a handout, and a row a member of it."""

from sqlalchemy import Index

from zegel.store.columns import Bytes, Instant, Int64, Json, Text, columns, key, table

handout = table(
    "handout",
    key("company", Text),
    key("id", Text),
    *columns(Text, "segment", "name", "kind"),
    *columns(Json, "filters", "data"),
    *columns(Text, "state"),
    *columns(Int64, "asked"),
    *columns(Bytes, "seed?"),
    *columns(Text, "asked_by", "decided_by"),
    *columns(Instant, "at", "changed_at"),
    Index("handout_state", "company", "state"),
)

handout_member = table(
    "handout_member",
    key("purse", Bytes),
    key("company", Text),
    key("handout", Text),
    *columns(Int64, "place"),
    *columns(Text, "state", "why"),
    *columns(Instant, "at"),
    Index("handout_member_state", "company", "handout", "state", "place"),
)
