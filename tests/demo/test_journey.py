"""The data set as Zegel reads it, against the same rows read by polars alone."""

from datetime import date, datetime

import pytest

from tests.demo.reference import Rules, baskets_of, lines_of
from zegel.core.periods import instant_text
from zegel.core.purchase_document import purchase_bytes
from zegel.demo.feeding import packed, unpacked
from zegel.demo.journey import of_fixture
from zegel.demo.moving import moved, weeks_before
from zegel.demo.opening import CHECKOUT, FIXTURE, WHOLE, Plan, open_journey
from zegel.demo.purchases import all_purchases
from zegel.demo.shopper import acts
from zegel.intake.wire import Packer, Unpacker


def lines_of_zegel(purchases):
    return [
        (int(p.receipt_number), p.happened_at, line.number, line.sku, line.quantity, line.measure, line.net_minor, line.discount_minor,
         line.list_minor, line.legal_class)
        for p in purchases for line in p.lines
    ]  # fmt: skip


def lines_of_polars(rows, weeks):
    found = lines_of(rows, Rules(weeks=weeks)).sort("at", "basket_id", "number")
    moment = found["at"].dt.convert_time_zone("UTC").dt.epoch("ms")
    return list(
        zip(
            found["basket_id"], moment, found["number"], found["product_id"].cast(str), found["thousandths"], found["measure"],
            found["net"], found["discount"], found["list"], found["legal_class"], strict=True,
        )
    )  # fmt: skip


@pytest.mark.parametrize("data", [FIXTURE, pytest.param(WHOLE, marks=pytest.mark.long)])
def test_every_line_is_what_polars_makes_of_it(data, rows_of, weeks):
    expected = lines_of_polars(rows_of(data), weeks)

    assert lines_of_zegel(all_purchases(open_journey(Plan(weeks, 0, data)))) == expected


def test_the_fixture_read_without_polars_is_what_the_package_holds_and_nothing_odd_is_read(rows_of, weeks):
    rows_of(WHOLE)
    fixture = {rows.rows[0][0]: rows for rows in open_journey(Plan(weeks, 0, FIXTURE)).baskets}
    households = {rows.rows[0][1] for rows in fixture.values()}
    whole = open_journey(Plan(weeks, 0, WHOLE))
    found, odd = {}, 0
    for rows in whole.baskets:
        odd += rows.rows[0][1] % 2
        if rows.rows[0][1] in households:
            found[rows.rows[0][0]] = rows

    assert found == fixture
    assert (whole.purchases, whole.lines, odd) == (78_536, 742_567, 0)


def test_an_odd_household_in_a_file_is_left_out(tmp_path):
    import gzip

    with gzip.open(CHECKOUT / "examples" / "complete-journey" / "even-25.csv.gz", "rt") as source:
        header, first = next(source), next(source)
    path = tmp_path / "odd.csv.gz"
    path.write_bytes(gzip.compress((header + first + first.replace("558,300,31198745463", "559,300,1")).encode()))

    found = of_fixture(path, 0)

    assert (found.purchases, found.lines) == (1, 1)


def test_every_purchase_carries_its_canonical_document_and_tenders_that_add_up(weeks):
    for purchase in all_purchases(open_journey(Plan(weeks, 0, FIXTURE))):
        assert purchase.document == purchase_bytes(purchase)
        assert sum(tender.amount_minor for tender in purchase.tenders) == sum(line.net_minor for line in purchase.lines)


def test_coupons_pay_what_the_calculation_says(rows_of, weeks):
    paid = sum(
        tender.amount_minor
        for purchase in all_purchases(open_journey(Plan(weeks, 0, FIXTURE)))
        for tender in purchase.tenders
        if tender.kind == "coupon"
    )

    assert paid == int(baskets_of(lines_of(rows_of(FIXTURE), Rules()), Rules())["accepted"].sum()) == 15_885


@pytest.mark.parametrize(("today", "last"), [
    (date(2026, 11, 23), date(2026, 11, 22)),  # a Monday: the last basket was yesterday
    (date(2026, 11, 22), date(2026, 11, 15)),
    (date(2026, 11, 24), date(2026, 11, 22)),
])  # fmt: skip
def test_the_last_sunday_of_the_set_lands_on_the_last_sunday_before_today(today, last):
    assert date.fromordinal(date(2017, 12, 31).toordinal() + 7 * weeks_before(today)) == last


def test_the_wall_clock_moves_and_not_the_instant():
    nine, half_past_two = datetime.fromisoformat("2017-07-01T13:00"), datetime.fromisoformat("2017-03-05T07:30")

    assert instant_text(moved(nine, 0)) == "2017-07-01T13:00:00.000Z"
    assert instant_text(moved(nine, 22)) == "2017-12-02T14:00:00.000Z"  # nine o'clock in summer and in winter
    assert instant_text(moved(half_past_two, 1)) == "2017-03-12T07:30:00.000Z"  # skipped that day: half past three


def test_acts_come_out_of_the_other_process_as_they_went_in(weeks):
    journey = open_journey(Plan(weeks, 0, FIXTURE))
    packer, unpacker = Packer(), Unpacker()
    for act in acts(journey, 2**53):
        found = packed(act, packer)
        unpacker.learn(packer.fresh())
        assert unpacked(found, unpacker) == act
