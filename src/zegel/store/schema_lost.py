"""The table of cards that were lost or replaced. Nothing in it leads to a member."""

from sqlalchemy import Index

from zegel.store.columns import Instant, Text, columns, key, table

lost_card = table(
    "lost_card",
    key("company", Text),
    key("kind", Text),
    key("value", Text),
    *columns(Instant, "at"),
    Index("lost_card_newest", "company", "at"),
)
