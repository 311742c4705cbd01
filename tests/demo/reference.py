"""The demo's figures, calculated a second time: plain Polars over the raw rows, without a word of Zegel.

In come the raw rows (the wheel's Parquet files or the committed fixture) and what the program excludes (`Rules`); out comes a figure a
function, of what was bought and what it would earn if nobody ever used a point. It refuses odd household ids, and to import zegel. What
the columns mean, and why they are mapped so, stands in docs/why/complete-journey.md; what comes of it purchase by purchase (multipliers,
tiers, lots, stamps, redemptions, returns, expiry) is followed in reference_year.py.

    python -m tests.demo.reference examples/complete-journey/even-25.csv.gz
"""

import sys
from dataclasses import dataclass
from pathlib import Path

import polars as pl

ZONE = "America/New_York"
FUEL = "GASOLINE-REG UNLEADED"
MONEY = ("sales_value", "retail_disc", "coupon_disc", "coupon_match_disc")
PRODUCT = ("product_id", "department", "product_category", "product_type", "brand", "package_size")
RAW = (
    "household_id",
    "store_id",
    "basket_id",
    "product_id",
    "quantity",
    *MONEY,
    "week",
    "transaction_timestamp",
    *PRODUCT[1:],
)


@dataclass(frozen=True, slots=True)
class Rules:
    """What the grocer's program says of every basket alike: a point for each full `per_cents`, nothing for the legal classes in `never`.

    `weeks` is how far the demo moves all dates; `coupon_earns` says whether the part of a basket that a manufacturer's coupon paid earns
    as well (it does: the shop gets the money).
    """

    per_cents: int = 100
    never: frozenset[str] = frozenset(
        {"tobacco", "spirits", "infant_formula", "gift_card", "phone_credit", "tickets", "deposit", "books", "fuel", "coupon"}
    )
    coupon_earns: bool = True
    weeks: int = 0


# ── the rows ──


def read_journey(folder: Path) -> pl.DataFrame:
    """The even households' rows of the wheel's `data` folder in file order, with their product columns (null: product not in the list)."""
    products = pl.scan_parquet(folder / "products.parquet").select(PRODUCT)
    even = pl.scan_parquet(folder / "transactions.parquet").filter(pl.col("household_id") % 2 == 0)
    return even.join(products, on="product_id", how="left", maintain_order="left").select(RAW).collect()


def read_fixture(path: Path) -> pl.DataFrame:
    """The rows of the committed fixture: the same columns, the same types."""
    moment = pl.col("transaction_timestamp").str.to_datetime("%Y-%m-%dT%H:%M:%S")
    rows = pl.read_csv(path, schema_overrides={name: pl.Float64() for name in MONEY}).with_columns(moment)
    assert rows.filter(pl.col("household_id") % 2 == 1).is_empty()
    return rows.select(RAW)


def cents(column: str) -> pl.Expr:
    """A dollar amount that a float holds almost exactly (docs: off by at most 1.2e-13 dollars), as whole cents."""
    return (pl.col(column) * 100).round(0).cast(pl.Int64)


def legal_class() -> pl.Expr:
    """What the law or the trade says about a line, from its product columns; `` for ordinary groceries. The first that fits counts."""
    department, category, kind = (pl.col(name).fill_null("") for name in ("department", "product_category", "product_type"))
    unknown = pl.col("department").is_null() & (pl.col("quantity") == 0)
    wine = category.is_in(["DOMESTIC WINE", "IMPORTED WINE", "MISC WINE"])
    tobacco = ["SNUFF", "SMOKING TOBACCO", "CHEWING TOBACCO", "CIGARETTE PARAPHERNALIA"]
    formula = ["INFANT FORMULA MILK BASE", "INFANT FORMULA SOY BASE", "INFANT FORMULA SPECIALTY"]
    return (
        pl.when((department == "COUPON") | unknown)
        .then(pl.lit("coupon"))
        .when(category.is_in(["CIGARETTES", "CIGARS"]) | kind.is_in(tobacco))
        .then(pl.lit("tobacco"))
        .when(department == "SPIRITS")
        .then(pl.lit("spirits"))
        .when((wine | (category == "BEERS/ALES") | (kind == "BEERALEMALT LIQUORS")) & (kind != "BEERALE -NON ALCOHOLIC"))
        .then(pl.lit("alcohol"))
        .when(kind.is_in(formula))
        .then(pl.lit("infant_formula"))
        .when(kind.str.contains("GIFT CARD"))
        .then(pl.lit("gift_card"))
        .when(kind.is_in(["PREPAID WIRELESS CARDS", "PHONE CARDS"]))
        .then(pl.lit("phone_credit"))
        .when(kind == "TICKETS")
        .then(pl.lit("tickets"))
        .when(kind == "BOTTLE DEPOSITS")
        .then(pl.lit("deposit"))
        .when((category == "BOOKSTORE") & kind.str.contains("BOOK|HARDBACK|CHILDRENS LOW END|PAPERBACK"))
        .then(pl.lit("books"))
        .when(kind == FUEL)
        .then(pl.lit("fuel"))
        .otherwise(pl.lit(""))
    )


def local_time(weeks: int) -> pl.Expr:
    """The stored UTC moment on the shop's wall clock, `weeks` later.

    The wall clock is moved, not the instant, so that nine in the evening stays nine and Sunday stays Sunday; an hour that the clock skips
    that day becomes the next hour, an hour that comes twice is the first of the two.
    """
    wall = pl.col("transaction_timestamp").dt.replace_time_zone("UTC").dt.convert_time_zone(ZONE).dt.replace_time_zone(None)
    moved = wall + pl.duration(weeks=weeks)
    there = moved.dt.replace_time_zone(ZONE, ambiguous="earliest", non_existent="null")
    later = (moved + pl.duration(hours=1)).dt.replace_time_zone(ZONE, ambiguous="earliest", non_existent="null")
    return pl.coalesce(there, later)


def lines_of(rows: pl.DataFrame, rules: Rules) -> pl.DataFrame:
    """A row per line, numbered in file order within its basket: quantities in thousandths, money in cents, the points' basis."""
    by_gallon = (pl.col("product_type").fill_null("") == FUEL) & (pl.col("quantity") > 1)
    lines = rows.with_columns(
        number=pl.int_range(1, pl.len() + 1).over("basket_id"),
        at=local_time(rules.weeks),
        legal_class=legal_class(),
        measure=pl.when(by_gallon).then(pl.lit("gallon")).otherwise(pl.lit("piece")),
        thousandths=pl.when(by_gallon).then(pl.col("quantity")).otherwise(pl.col("quantity") * 1000),
        net=cents("sales_value"),
        discount=cents("retail_disc") + cents("coupon_match_disc"),
        coupon=cents("coupon_disc"),
    )
    basis = pl.when(pl.col("legal_class").is_in(list(rules.never))).then(0).otherwise(pl.col("net"))
    return lines.with_columns(list=pl.col("net") + pl.col("discount"), basis=basis)


def baskets_of(lines: pl.DataFrame, rules: Rules) -> pl.DataFrame:
    """A row per basket in booking order (moment, then basket id): total, what coupons and the shopper paid, basis and base points."""
    coupon = pl.min_horizontal("coupon", "net")
    basis = pl.col("basis") if rules.coupon_earns else pl.max_horizontal(pl.col("basis") - pl.col("accepted"), pl.lit(0))
    return (
        lines.group_by("household_id", "basket_id", "store_id", "at", maintain_order=True)
        .agg(pl.len().alias("lines"), pl.sum("net", "list", "discount", "coupon", "basis"))
        .with_columns(accepted=coupon)
        .with_columns(paid=pl.col("net") - pl.col("accepted"), basis=basis)
        .with_columns(base_points=pl.col("basis") // rules.per_cents)
        .sort("at", "basket_id")
    )


# ── a function per figure ──


def members(baskets: pl.DataFrame) -> int:
    """Households that bought at least once."""
    return baskets["household_id"].n_unique()


def purchases(baskets: pl.DataFrame) -> int:
    """Baskets, also those without anything of value."""
    return baskets.height


def line_count(baskets: pl.DataFrame) -> int:
    """Rows of the data set: every row is a line."""
    return total(baskets, "lines")


def sales(baskets: pl.DataFrame) -> int:
    """Cents that the goods were sold for: the lines' net, whoever paid them."""
    return total(baskets, "net")


def given_at_till(baskets: pl.DataFrame) -> int:
    """Cents of discount the retailer gave before Zegel: its card's prices and its match of coupons."""
    return total(baskets, "discount")


def coupons_accepted(baskets: pl.DataFrame) -> int:
    """Cents that manufacturers' coupons paid, never more than their basket costs."""
    return total(baskets, "accepted")


def paid_by_shoppers(baskets: pl.DataFrame) -> int:
    """Cents that the shoppers paid themselves."""
    return total(baskets, "paid")


def earning_basis(baskets: pl.DataFrame) -> int:
    """Cents that may earn points."""
    return total(baskets, "basis")


def base_points(baskets: pl.DataFrame) -> int:
    """Points for whole steps of each basket's basis, before multipliers."""
    return total(baskets, "base_points")


def total(frame: pl.DataFrame, column: str) -> int:
    """The sum of a whole-number column."""
    return int(frame[column].sum())


def report(baskets: pl.DataFrame) -> dict[str, int]:
    """The figures by name, in the order in which the demo prints them."""
    figures = (members, purchases, line_count, sales, given_at_till, coupons_accepted, paid_by_shoppers)
    return {figure.__name__: figure(baskets) for figure in (*figures, earning_basis, base_points)}


if __name__ == "__main__":
    given = Path(sys.argv[1])
    raw = read_journey(given) if given.is_dir() else read_fixture(given)
    for name, figure in report(baskets_of(lines_of(raw, Rules()), Rules())).items():
        sys.stdout.write(f"{name:>17} {figure:>13,}\n")
