"""A file of prices: CSV with `sku,price,since` and, if one likes, `channel,branch`. Every row that cannot be read is named, by its line."""

import csv
from collections.abc import Iterable, Iterator
from typing import Any, Final

from zegel.core.periods import Day, as_date
from zegel.core.purchase import CHANNELS
from zegel.core.value import value
from zegel.decide.prices import NOT_SOLD
from zegel.program.compile import Compiled
from zegel.program.forms import Wrong, money
from zegel.program.model import Words
from zegel.store.price_queries import Price

COLUMNS: Final = ("sku", "price", "since", "channel", "branch")
LONGEST_SKU: Final = 64


@value
class Mistake:
    """What is wrong with a line."""

    line: int
    says: Words


def read_prices(lines: Iterable[str], compiled: Compiled) -> Iterator[Price | Mistake]:
    """Price by price; a file that is no table ends with its mistake."""
    reader = csv.DictReader(lines, strict=True)
    try:
        names = set(reader.fieldnames or ())
        if not {"sku", "price", "since"} <= names or not names <= set(COLUMNS):
            needed, more = ", ".join(COLUMNS[:3]), ", ".join(COLUMNS[3:])
            yield Mistake(1, Words(
                f"de eerste regel noemt de kolommen: {needed}, desgewenst ook {more}.",
                f"the first line names its columns: {needed}, and if you like {more}.",
            ))  # fmt: skip
            return
        for row in reader:
            found = _price(row, compiled)
            yield Mistake(reader.line_num, found) if isinstance(found, Words) else found
    except (csv.Error, UnicodeDecodeError) as error:
        yield Mistake(reader.line_num or 1, Words(f"{error}.", f"{error}."))


def _price(row: dict[str, Any], compiled: Compiled) -> Price | Words:
    sku, price, since, channel, branch = ((row.get(name) or "").strip() for name in COLUMNS)
    if not sku or len(sku) > LONGEST_SKU:
        return Words("er staat geen artikelnummer in.", "there is no article's number in it.")
    if channel and channel not in CHANNELS:
        there = ", ".join(CHANNELS)
        return Words(f"`{channel[:40]}` is geen kanaal; er zijn {there}.", f"`{channel[:40]}` is no channel; there are {there}.")
    if branch and branch not in compiled.branches:
        return Words(f"het programma kent geen filiaal `{branch[:40]}`.", f"the program has no branch `{branch[:40]}`.")
    currency = compiled.program.currency
    try:
        minor = money(price if " " in price else f"{price} {currency}", currency) if price else NOT_SOLD
    except Wrong as wrong:
        return Words(f"`{price[:40]}` is geen bedrag in {currency}.", wrong.message)
    try:
        day = Day(as_date(Day(since)).isoformat())
    except ValueError:
        return Words(f"`{since[:40]}` is geen dag; schrijf 2026-12-31.", f"`{since[:40]}` is no day; write 2026-12-31.")
    return Price(sku, channel, branch, day, minor)
