"""The tables of gift cards that are printed beforehand: a row a batch, and a row a card of it."""

from sqlalchemy import Index

from zegel.store.columns import Bytes, Instant, Int64, Text, columns, key, table

gift_card_batch = table(
    "gift_card_batch",
    key("company", Text),
    key("id", Text),
    *columns(Text, "state"),
    *columns(Int64, "asked", "made", "value_minor"),
    *columns(Bytes, "seed?"),
    *columns(Instant, "at"),
)

printed_card = table(
    "printed_card",
    key("company", Text),
    key("hash", Text),
    *columns(Text, "batch"),
    *columns(Int64, "n"),
    *columns(Text, "tail", "state", "stopped", "branch"),
    *columns(Int64, "value_minor"),
    *columns(Instant, "at"),
    *columns(Bytes, "purse?"),
    Index("printed_card_batch", "company", "batch", "n"),
    Index("printed_card_branch", "company", "branch", "batch"),
)
