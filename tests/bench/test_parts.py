"""Every part of the benchmarks runs and says what it promises to say. How fast anything is, no test may ask."""

import pytest

from bench.figures import Found, Scale
from bench.parts.table import parts
from bench.places import Places
from bench.report import section, sections_of
from dev import browser

SAYS = {
    "http": (
        "purchases at 1 connection", "purchases at 16 connections", "purchases at 64 connections", "p50 at 64 connections",
        "p99 at 64 connections", "CPU of a purchase at 64 connections", "purchases per commit at 64 connections",
        "CPU of a purchase ÷ the sum of its parts",
    ),
    "bulk": ("lines", "a line, CPU", "CPU of a line ÷ the sum of its parts"),
    "single": ("purchases over HTTP at 64 connections",),
    "quotes": ("quotes at 1 connection", "p50 at 1 connection", "p95 at 1 connection"),
    "replay": ("purchases on one core", "lines of the year on one core"),
    "rules": ("a basket against 1000 mixed rules", "1000 earning rules against 10", "1000 mixed rules against 10"),
    "lots": ("spend: 40 ÷ 10 open lots", "spending quote: 40 ÷ 10 open lots", "plain purchase: 40 ÷ 10 open lots"),
    "codes": ("codes made, by the clock", "a code ÷ its row from a bare driver, CPU"),
    "size": ("look-up: p95 among 60 ÷ among 50", "quote: p95 among 60 ÷ among 50"),
    "till": ("a card scanned, p95", "a basket of five lines, p95"),
    "faces": ("a tap at the till until its answer is painted, p50", "first page of the till", "first page of the card"),
    "year": (
        "import of the year", "start to first answer, holding the year",
        "resident, holding the year, after purchases at 16 connections",
    ),
}  # fmt: skip
TARGETS = {
    "http": 2, "bulk": 1, "single": 1, "quotes": 0, "replay": 1, "rules": 2, "lots": 4, "codes": 1, "size": 2, "till": 2, "faces": 3,
    "year": 3,
}  # fmt: skip
ON_ONE = ("quotes", "lots", "size", "till")
"""Parts that the short form measures on SQLite only: on PostgreSQL they are the same statements, from other places."""
EVERY = [
    pytest.param(name, kind, id=f"{name}-{kind}".rstrip("-"), marks=(pytest.mark.long,) if name in ON_ONE and kind == "postgres" else ())
    for name, part in parts().items()
    for kind in part.kinds
]


@pytest.mark.parametrize(("name", "kind"), EVERY)
def test_a_part_says_what_it_promises(name: str, kind: str, somewhere: Places, moment: Scale):
    if name == "faces" and browser.missing():
        pytest.skip(browser.told())

    found = parts()[name].run(somewhere, kind, moment)

    assert set(SAYS[name]) <= {figure.says for figure in found.figures}
    assert len([figure for figure in found.figures if figure.target is not None]) == TARGETS[name]
    assert [figure.says for figure in found.figures if not figure.samples or min(figure.samples) < 0] == []
    assert_a_table(found)


def assert_a_table(found: Found) -> None:
    """The section has a row for each figure, with six columns."""
    title, text = next(iter(sections_of(section(found, "today")).items()))
    rows = [line for line in text.splitlines() if line.startswith("| ")][2:]
    assert title == " · ".join(filter(None, (found.part, found.database)))
    assert [row.split(" | ")[0].removeprefix("| ") for row in rows] == [figure.says for figure in found.figures]
    assert {row.count("|") for row in rows} == {7}
