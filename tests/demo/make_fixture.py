"""Makes the committed fixture: a few even households of the Complete Journey, chosen by rule, with their rows untouched.

    python -m tests.demo.make_fixture FOLDER-OF-THE-PARQUET-FILES examples/complete-journey/even-25.csv.gz

The same wheel gives the same file, byte for byte (gzip without a time stamp).
"""

import gzip
import sys
from pathlib import Path

import polars as pl

from tests.demo.reference import FUEL, RAW, Rules, baskets_of, legal_class, lines_of, read_journey

HOUSEHOLDS = 25
ONCE_MORE = pl.datetime(2017, 11, 5, 5)
"""The first of the two hours that New York's clock called one o'clock on 5 November 2017, in UTC."""


def line_cases() -> dict[str, pl.Expr]:
    """What a line of the fixture must show at least once: name → condition on the raw row."""
    unlisted = pl.col("department").is_null()
    fuel = pl.col("product_type").fill_null("") == FUEL
    price, coupon, quantity = pl.col("sales_value"), pl.col("coupon_disc"), pl.col("quantity")
    moment = pl.col("transaction_timestamp")
    cases = {
        "fuel by the gallon": fuel & (quantity > 1),
        "fuel by the dollar": fuel & (quantity == 1),
        "coupon on a row of its own": unlisted & (quantity == 0) & (coupon > 0),
        "coupon with the retailer's match": pl.col("coupon_match_disc") > 0,
        "match above its coupon": pl.col("coupon_match_disc") > coupon,
        "coupon above its item": (coupon > price) & (price > 0),
        "item given away": (price == 0) & (quantity > 0) & (pl.col("retail_disc") > 0),
        "money without quantity": (quantity == 0) & (price > 0),
        "row of zeros": (quantity == 0) & (price == 0) & (coupon == 0) & ~unlisted,
        "product not in the list, sold": unlisted & (price > 0),
        "product without category": ~unlisted & pl.col("product_category").is_null(),
        "more than fifty pieces": ~fuel & (quantity > 50),
        "first hour of 2018 in UTC": moment >= pl.datetime(2018, 1, 1),
        "the hour that comes twice": moment.is_between(ONCE_MORE, ONCE_MORE + pl.duration(hours=2)),
        "float off by a last bit": (price * 100).round(0) / 100 != price,
    }
    classes = ("tobacco", "spirits", "alcohol", "infant_formula", "gift_card", "phone_credit", "tickets", "deposit", "books")
    return cases | {f"class {name}": legal_class() == name for name in classes}


def shown(rows: pl.DataFrame) -> pl.DataFrame:
    """Which household shows which case: (household_id, case)."""
    by_line = [
        rows.filter(condition).select("household_id").unique().with_columns(case=pl.lit(name)) for name, condition in line_cases().items()
    ]
    baskets = baskets_of(lines_of(rows, Rules()), Rules())
    by_basket = {
        "coupons above the basket": pl.col("coupon") > pl.col("net"),
        "basket without value": pl.col("net") == 0,
        "two baskets in one second": pl.len().over("household_id", "at") > 1,
    }
    found = [
        baskets.filter(condition).select("household_id").unique().with_columns(case=pl.lit(name)) for name, condition in by_basket.items()
    ]
    return pl.concat([*by_line, *found])


def choose(rows: pl.DataFrame) -> list[int]:
    """First as few households as show every case (most new cases, then fewest rows, then lowest id), then a spread of basket counts."""
    size = rows.group_by("household_id").agg(pl.len().alias("rows"), pl.n_unique("basket_id").alias("baskets"))
    left, chosen = shown(rows), list[int]()
    while not left.is_empty():
        counts = left.group_by("household_id").len().join(size, on="household_id")
        best = counts.sort(["len", "rows", "household_id"], descending=[True, False, False])["household_id"][0]
        chosen.append(best)
        left = left.join(left.filter(pl.col("household_id") == best).select("case"), on="case", how="anti")
    others = size.filter(~pl.col("household_id").is_in(chosen)).sort("baskets", "household_id")["household_id"]
    wanted = HOUSEHOLDS - len(chosen)
    assert wanted > 0
    chosen += [others[place * (len(others) - 1) // wanted] for place in range(wanted)]
    return sorted(chosen)


def write(rows: pl.DataFrame, path: Path) -> None:
    """The rows as CSV, money with every digit that the float has, times as stored (UTC, without saying so)."""
    text = rows.select(RAW).write_csv(datetime_format="%Y-%m-%dT%H:%M:%S")
    path.write_bytes(gzip.compress(text.encode(), compresslevel=9, mtime=0))


if __name__ == "__main__":
    everything = read_journey(Path(sys.argv[1]))
    write(everything.filter(pl.col("household_id").is_in(choose(everything))), Path(sys.argv[2]))
