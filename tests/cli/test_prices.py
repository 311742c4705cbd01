"""Prices from the command line, and a publication that the law of from-prices stops."""

from pathlib import Path

import pytest

from tests.korenaar import AT_ZAAGMOLEN


@pytest.fixture
def sawmill(shop):
    Path("p.yaml").write_text(AT_ZAAGMOLEN, encoding="utf-8")
    assert shop("program", "publish", "p.yaml", "--from", "2020-01-01").code == 0
    Path("prices.csv").write_text("sku,price,since\nTEA,5.00,2025-01-01\nTEA,6.00,2026-06-20\nCAKE,2.50,2025-01-01\n", encoding="utf-8")
    ended = shop("prices", "import", "prices.csv")
    assert (ended.code, ended.out) == (0, "3 prices kept.\n")
    return shop


def sale(text: str) -> str:
    Path("sale.yaml").write_text(f"{AT_ZAAGMOLEN}discounts:\n  sale: {text}\n", encoding="utf-8")
    return "sale.yaml"


def test_an_articles_prices_and_what_may_be_stated(sawmill):
    assert sawmill("prices", "show", "TEA", "--on", "2026-06-30").out.splitlines() == [
        "TEA, everywhere:", "  from 2025-01-01: €5.00", "  from 2026-06-20: €6.00",
        "  on 2026-06-30: from at most €5.00, the lowest of the days before",
    ]  # fmt: skip
    assert sawmill("prices", "show", "NOTHING").code == 1


def test_a_claim_that_does_not_hold_is_said_with_what_is_left_of_it(sawmill):
    ended = sawmill("prices", "check", sale("{off: 20%, announced: true}"), "--on", "2026-06-30")

    assert (ended.code, ended.out) == (
        1, "sale: TEA costs €6.00 on 30 June 2026; at most €5.00 may be stated. Measured from there it is 4%.\n",
    )  # fmt: skip
    assert sawmill("prices", "check", sale("{off: 20%}"), "--on", "2026-06-30").code == 0
    assert sawmill("prices", "check", "--on", "2026-06-30").code == 0


def test_a_program_that_announces_too_high_a_from_price_is_not_published(sawmill):
    ended = sawmill("program", "publish", sale("{off: 20%, announced: true}"), "--from", "2026-06-30")

    assert (ended.code, "from_price_too_high" in ended.err) == (1, True)
    assert "sale" not in sawmill("program", "versions").out
    assert len(sawmill("program", "versions").out.splitlines()) == 1
    # By then six euros are what it costs.
    assert sawmill("program", "publish", sale("{off: 20%, announced: true}"), "--from", "2026-07-20").code == 0


@pytest.mark.parametrize(("text", "said"), [
    ("sku,price\nTEA,1.00\n", "names its columns"), ("sku,price,since\n,1.00,2026-01-01\n", "no article's number"),
    ("sku,price,since\nTEA,1,2026-01-01\n", "line 2"), ("sku,price,since\nTEA,1.00,soon\n", "no day"),
    ("sku,price,since,channel\nTEA,1.00,2026-01-01,kiosk\n", "no channel"),
    ("sku,price,since,branch\nTEA,1.00,2026-01-01,paris\n", "no branch"),
])  # fmt: skip
def test_a_row_that_cannot_be_read_is_named(sawmill, text, said):
    Path("x.csv").write_text(text, encoding="utf-8")

    ended = sawmill("prices", "import", "x.csv")

    assert (ended.code, said in ended.err) == (1, True)
