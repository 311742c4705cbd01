"""Files into the books: each purchase once, every refused row with its reason, whatever happens on the way."""

import csv
import os
import signal
import subprocess
import sys
import time

import pytest

from tests.cli.conftest import EXAMPLES, ROOT
from tests.demo.reference import read_fixture
from zegel.store import sqlite_driver

MAPPING = """
zegel: 1
mapping: purchases
source: old-till
currency: EUR
times: {zone: Europe/Amsterdam}
purchase:
  rows with the same: bon
  branch: filiaal
  moment: moment
  identifier: {kind: card, text: pas}
line:
  sku: artikel
  category: groep
  net: netto
"""
HEADER = "bon,filiaal,moment,pas,artikel,groep,netto"
FIXTURE = EXAMPLES / "complete-journey" / "even-25.csv.gz"
JOURNEY = EXAMPLES / "complete-journey" / "mapping.yaml"


def row(bon, day=3, hour=10, pas="P1", netto="10.00", filiaal="dorpsstraat", artikel="BROOD", groep="bread"):
    return f"{bon},{filiaal},2026-03-{day:02}T{hour:02}:00:00,{pas},{artikel},{groep},{netto}"


@pytest.fixture
def import_(bakery, tmp_path):
    """`import_(row(1), row(2), "--enrol")` → how it ended."""
    (tmp_path / "map.yaml").write_text(MAPPING)

    def command(*rows, name="sales.csv"):
        lines = [one for one in rows if not one.startswith("--")]
        if lines:
            (tmp_path / name).write_text("\n".join([HEADER, *lines, ""]))
        return bakery("import", "purchases", name, "--mapping", "map.yaml", "--quiet", *[one for one in rows if one.startswith("--")])

    return command


def figures(ended):
    """What the command printed, by name."""
    pairs = [line.rsplit("  ", 1) for line in ended.out.splitlines()]
    return {name.strip(): value.strip() for name, value in pairs}


def asked(path, sql):
    connection = sqlite_driver.driver().connect(str(path))
    try:
        return connection.execute(sql).fetchall()
    finally:
        connection.close()


def refused_rows(path):
    with path.open(newline="") as handle:
        return list(csv.reader(handle))


def test_purchases_are_booked_at_their_own_moment(import_, tmp_path):
    ended = import_(row(1), row(1, artikel="TAART", groep="cake", netto="12.50"), row(2, day=4), row(3, day=5, pas=""), "--enrol")

    assert ended.code == 0, ended.err
    found = figures(ended)
    assert (found["purchases booked"], found["lines"], found["sales"]) == ("3", "4", "42.50 EUR")
    assert (found["members enrolled"], found["purchases refused"], found["in the books already"]) == ("1", "0", "0")
    booked = asked(tmp_path / "zegel.db", "SELECT kind, at, happened_at, business_date FROM entry ORDER BY at, kind")
    assert [(kind, at == happened, day) for kind, at, happened, day in booked] == [
        ("enrol", True, "2026-03-03"), ("purchase", True, "2026-03-03"), ("purchase", True, "2026-03-04"), ("purchase", True, "2026-03-05"),
    ]  # fmt: skip
    assert asked(tmp_path / "zegel.db", "SELECT since FROM purse ORDER BY since") == [("",), ("2026-03-03",)]
    assert not (tmp_path / "sales.csv.refused.csv").exists()


def test_the_second_time_nothing_is_booked(import_, bakery, tmp_path):
    rows = [row(n, day=n) for n in range(1, 20)]
    assert import_(*rows, "--enrol").code == 0
    before = asked(tmp_path / "zegel.db", "SELECT COUNT(*), MAX(seq) FROM entry")

    again = import_(*rows, "--enrol")
    elsewhere = import_(*rows, row(20, day=20), "--enrol", name="more.csv")

    assert (again.code, figures(again)["purchases booked"], figures(again)["in the books already"]) == (0, "0", "19")
    assert (figures(elsewhere)["purchases booked"], figures(elsewhere)["in the books already"]) == ("1", "19")
    assert asked(tmp_path / "zegel.db", "SELECT COUNT(*), MAX(seq) FROM entry") == [(before[0][0] + 1, before[0][1] + 1)]
    assert bakery("books", "check").code == 0


def test_a_number_that_holds_something_else_is_refused(import_, tmp_path):
    assert import_(row(1), "--enrol").code == 0

    ended = import_(row(1, netto="99.00"), row(2, day=4), "--enrol", name="other.csv")

    assert (ended.code, ended.err) == (1, "1 rows were refused: see other.csv.refused.csv.\n")
    assert figures(ended)["purchases booked"] == "1"
    assert [cells[:2] for cells in refused_rows(tmp_path / "other.csv.refused.csv")[1:]] == [["2", "receipt_number_used"]]


def test_every_refused_row_comes_back_with_its_code_and_reason(import_, tmp_path):
    ended = import_(
        row(1), row(2, filiaal="nowhere"), row(3, pas="P2"), row(4, netto="-1.00"), row(4, netto="2.00"), row(5, netto="x"), "6,short",
        row(7, day=9), row(8, day=10, pas="P 1-"), "--refused=back.csv",
    )  # fmt: skip

    assert (ended.code, ended.err) == (1, "9 rows were refused: see back.csv.\n")
    header, *found = refused_rows(tmp_path / "back.csv")
    assert header == ["refused_line", "refused_code", "refused_reason", *HEADER.split(",")]
    assert [(cells[0], cells[1]) for cells in found] == [
        ("2", "unknown_member"), ("3", "unknown_branch"), ("4", "unknown_member"), ("5", "negative_line"), ("6", "negative_line"),
        ("7", "malformed"), ("8", "malformed"), ("9", "malformed"), ("10", "unknown_member"),
    ]  # fmt: skip
    assert found[1][2] == "The program names no such branch. (branch nowhere)"
    assert found[4][2].startswith("Refused with line 5: Only deposits may be negative lines")
    assert [",".join(cells[3:]) for cells in found[:4]] == [row(1), row(2, filiaal="nowhere"), row(3, pas="P2"), row(4, netto="-1.00")]
    assert found[6][3:] == ["6", "short"]
    assert asked(tmp_path / "zegel.db", "SELECT COUNT(*) FROM entry") == [(0,)]


def test_a_file_that_goes_back_in_time_is_refused_before_anything_is_booked_and_sorted_when_asked(import_, tmp_path):
    rows = [row(2, day=4), row(1, day=3), row(2, day=4, artikel="TAART")]
    ended = import_(*rows, "--enrol")

    assert (ended.code, "goes back in time on line 3" in ended.err) == (1, True)
    assert asked(tmp_path / "zegel.db", "SELECT COUNT(*) FROM entry") == [(0,)]
    assert figures(import_(*rows, "--enrol", "--sort"))["purchases booked"] == "2"
    assert asked(tmp_path / "zegel.db", "SELECT business_date FROM entry ORDER BY seq") == [
        ("2026-03-03",),
        ("2026-03-03",),
        ("2026-03-04",),
    ]


def test_a_purchase_from_before_the_program_or_after_now_is_told(import_, tmp_path):
    early = import_(row(1).replace("2026", "2019"), "--enrol")
    late = import_(row(1), row(2).replace("2026", "2096"), "--enrol")

    assert (early.code, "zegel program publish FILE --from 2019-03-03" in early.err) == (1, True)
    assert [cells[:2] for cells in refused_rows(tmp_path / "sales.csv.refused.csv")[1:]] == [["3", "happened_in_future"]]
    assert figures(late)["purchases booked"] == "1"


def test_due_work_runs_on_the_way_and_until_the_end(import_, tmp_path):
    rows = [row(1).replace("2026", "2023"), row(2).replace("2026-03-03", "2025-01-01"), row(3, pas="P2").replace("2026-03", "2025-06")]
    assert import_(*rows, "--enrol").code == 0
    expired = "SELECT business_date, till FROM entry WHERE kind = 'expire' ORDER BY at"
    on_the_way = asked(tmp_path / "zegel.db", expired)

    ended = import_(*rows, "--enrol", "--until=2026-10-01")

    assert on_the_way == [("2024-04-01", "")]
    assert figures(ended)["purses with something due"] == "2"
    assert asked(tmp_path / "zegel.db", expired) == [("2024-04-01", ""), ("2026-02-01", ""), ("2026-07-01", "")]
    assert import_("--until=2096-01-01", "--enrol").err == "2096-01-01 is not over yet.\n"


def test_without_a_database_the_form_is_checked(zegel, tmp_path):
    (tmp_path / "map.yaml").write_text(MAPPING)
    (tmp_path / "sales.csv").write_text("\n".join([HEADER, row(1), row(2, netto="x"), row(3, day=4), ""]))

    ended = zegel("import", "purchases", "sales.csv", "--mapping", "map.yaml", "--check")

    assert (ended.code, ended.out) == (1, "2 purchases with 2 lines are of the right form, from 2026-03-03 to 2026-03-04.\n")
    assert [cells[0] for cells in refused_rows(tmp_path / "sales.csv.refused.csv")] == ["refused_line", "3"]
    assert not (tmp_path / "zegel.db").exists()


@pytest.mark.parametrize(("mapping", "sales", "code", "said"), [
    (MAPPING.replace("currency: EUR", "currency: EURO"), HEADER, 2, "map.yaml, line 5, currency:"),
    (MAPPING, "bon;filiaal", 1, "has no column `moment`"),
    (MAPPING, HEADER, 1, "holds no purchases"),
    (MAPPING, None, 1, "There is no file sales.csv."),
    (None, HEADER, 2, "There is no file map.yaml."),
])  # fmt: skip
def test_a_mapping_or_a_file_that_is_not_right_is_told(bakery, tmp_path, mapping, sales, code, said):
    if mapping is not None:
        (tmp_path / "map.yaml").write_text(mapping)
    if sales is not None:
        (tmp_path / "sales.csv").write_text(sales + "\n")

    ended = bakery("import", "purchases", "sales.csv", "--mapping", "map.yaml", "--quiet")

    assert (ended.code, said in ended.err) == (code, True), ended.err


def test_the_committed_year_comes_to_what_polars_says(shop, tmp_path):
    import polars as pl

    assert shop("company", "new", "grocer", "--name", "Grocer", "--currency", "USD", "--zone", "America/New_York").code == 0
    assert shop("program", "publish", EXAMPLES / "grocer.yaml", "--from", "2016-12-01", "--company", "grocer").code == 0

    ended = shop("import", "purchases", FIXTURE, "--mapping", JOURNEY, "--enrol", "--company", "grocer", "--quiet", "--refused", "r.csv")

    assert ended.code == 0, ended.err
    raw = read_fixture(FIXTURE)
    never = pl.col("product_type").is_in(["GASOLINE-REG UNLEADED", "CIGARETTES"])
    cents = (pl.col("sales_value") * 100).round(0).cast(pl.Int64)
    stars = raw.filter(~never.fill_null(False)).group_by("basket_id").agg(cents.sum().alias("basis"))["basis"] // 100
    assert figures(ended) | {"seconds": ""} == {
        "purchases booked": "1,692", "lines": "14,104", "sales": "41474.91 USD", "in the books already": "0", "members enrolled": "25",
        "purchases refused": "0", "seconds": "",
    }  # fmt: skip
    issued = "SELECT SUM(amount) FROM posting WHERE unit = 'stars' AND source = 'issued'"
    assert asked(tmp_path / "zegel.db", issued) == [(int(stars.sum()),)]
    assert shop("books", "check", "--company", "grocer").code == 0


# -- broken off


@pytest.fixture
def half_way(shop, tmp_path):
    """A file of which every tenth purchase is refused, and how to import it as a process of its own."""
    import gzip

    assert shop("company", "new", "grocer", "--name", "Grocer", "--currency", "USD", "--zone", "America/New_York").code == 0
    assert shop("program", "publish", EXAMPLES / "grocer.yaml", "--from", "2016-12-01", "--company", "grocer").code == 0
    with gzip.open(FIXTURE, "rt", newline="") as source:
        header, *lines = source
    baskets = list(dict.fromkeys(line.split(",")[2] for line in lines))[:800]
    lines = [line for line in lines if line.split(",")[2] in set(baskets)]
    wrong = set(baskets[::10])
    changed = [",".join([line.split(",")[0], "no store", *line.split(",")[2:]]) if line.split(",")[2] in wrong else line for line in lines]
    (tmp_path / "year.csv").write_text("".join([header, *changed]))
    words = ["import", "purchases", "year.csv", "--mapping", str(JOURNEY), "--enrol", "--company", "grocer"]
    rows = sum(line.split(",")[2] in wrong for line in lines)
    return words, len(baskets) - len(wrong), rows


def start(words, folder):
    environment = {name: text for name, text in os.environ.items() if not name.startswith("ZEGEL_")} | {"PYTHONPATH": str(ROOT / "src")}
    return subprocess.Popen(
        [sys.executable, "-m", "zegel", *words], cwd=folder, env=environment, stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )


def wait_for(process, path, purchases):
    while process.poll() is None:
        if asked(path, "SELECT COUNT(*) FROM receipt_no")[0][0] >= purchases:
            return
        time.sleep(0.02)
    pytest.fail(f"it ended before it was stopped: {process.communicate()}")


def test_killed_twice_it_goes_on_without_loss_or_double(half_way, shop, tmp_path):
    words, good, refused = half_way
    for purchases in (150, 450):
        process = start(words, tmp_path)
        wait_for(process, tmp_path / "zegel.db", purchases)
        process.kill()
        process.communicate()

    ended = shop(*words, "--quiet")

    assert ended.code == 1
    assert asked(tmp_path / "zegel.db", "SELECT COUNT(*), COUNT(DISTINCT number) FROM receipt_no") == [(good, good)]
    assert asked(tmp_path / "zegel.db", "SELECT COUNT(*) FROM entry WHERE kind = 'purchase'") == [(good,)]
    found = refused_rows(tmp_path / "year.csv.refused.csv")[1:]
    assert {cells[1] for cells in found} == {"unknown_branch"}
    assert len(found) == len({cells[0] for cells in found}) == refused
    assert [int(cells[0]) for cells in found] == sorted(int(cells[0]) for cells in found)
    assert ended.err.endswith(f"{refused:,} rows were refused: see year.csv.refused.csv.\n")
    assert shop("books", "check", "--company", "grocer").code == 0


def test_stopped_by_hand_it_says_where_and_goes_on_from_there(half_way, shop, tmp_path):
    words, good, _ = half_way
    process = start(words, tmp_path)
    wait_for(process, tmp_path / "zegel.db", 200)
    process.send_signal(signal.SIGTERM)
    _, err = process.communicate(timeout=60)
    assert process.returncode == 130, err
    assert "The same command goes on from here." in err
    stopped = asked(tmp_path / "zegel.db", "SELECT COUNT(*) FROM receipt_no")[0][0]
    assert 200 <= stopped < good

    ended = shop(*words)

    assert "of an import that was broken off" in ended.err
    assert (figures(ended)["purchases booked"], figures(ended)["in the books already"]) == (f"{good:,}", "0")
    assert asked(tmp_path / "zegel.db", "SELECT COUNT(*) FROM receipt_no") == [(good,)]


# -- the other database


def test_on_postgresql_it_is_the_same(zegel, postgres, tmp_path):
    (tmp_path / "map.yaml").write_text(MAPPING)
    (tmp_path / "sales.csv").write_text("\n".join([HEADER, row(1), row(1, artikel="TAART"), row(2, day=4), row(3, day=5, filiaal="x"), ""]))
    here = ("--database", postgres.app_url)
    assert zegel("migrate", "--database", postgres.owner_url).code == 0
    assert zegel("company", "new", "korenaar", "--name", "De Korenaar", *here).code == 0
    assert zegel("program", "publish", EXAMPLES / "bakery.yaml", "--from", "2020-01-01", *here).code == 0
    words = ("import", "purchases", "sales.csv", "--mapping", "map.yaml", "--enrol", "--until", "now", "--quiet", *here)

    first, second = zegel(*words), zegel(*words)

    assert (first.code, figures(first)["purchases booked"], figures(first)["purchases refused"]) == (1, "2", "1"), first.err
    assert (figures(second)["purchases booked"], figures(second)["in the books already"]) == ("0", "2")
    assert [cells[:2] for cells in refused_rows(tmp_path / "sales.csv.refused.csv")[1:]] == [["5", "unknown_branch"]]
    assert zegel("books", "check", *here).out.startswith("books check: balanced (")


def test_mistakes_in_the_mapping_are_told_in_dutch_where_it_is_asked_for(import_, tmp_path):
    (tmp_path / "map.yaml").write_text(MAPPING.replace("net: netto", "nett: netto"))

    said = [import_(row(1), "--check", *more).err for more in ((), ("--language=nl",))]

    assert ["Nobody knows the key `nett` here. Did you mean `net`?" in said[0], "De sleutel `nett` kent hier niemand." in said[1]] == [
        True
    ] * 2
