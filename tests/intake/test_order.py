"""The first look at a file, and sorting."""

from random import Random

from tests.intake.build import assembler, csv_file, mapping, read
from tests.intake.test_purchases import row
from zegel.intake.order import Sorted, look
from zegel.intake.rows import open_rows


def looked(path):
    rows = open_rows(path, mapping())
    return look(rows, assembler(rows, mapping()))


def ordered(path):
    rows = open_rows(path, mapping())
    with Sorted(rows, assembler(rows, mapping())) as found:
        return list(found)


def at(minute, **more):
    return row(moment=f"2026-03-03T10:{minute:02}:00", **more)


def test_a_look_counts_and_sees_where_time_goes_back(tmp_path):
    found = looked(csv_file(tmp_path, at(1), at(1), at(5, bon="2"), at(3, bon="3"), at(4, bon="4"), at(2, bon="5")))

    assert (found.rows, found.purchases, found.back_at) == (6, 5, 5)


def test_a_file_in_order_is_seen_as_such_and_equal_moments_are_in_order(tmp_path):
    assert looked(csv_file(tmp_path, at(1), at(1, bon="2"), at(2, bon="3"), "x")).back_at == 0


def test_sorting_gathers_the_rows_of_a_purchase_and_goes_by_time(tmp_path):
    path = csv_file(tmp_path, at(9), at(1, bon="2", artikel="A"), at(9, artikel="TAART"), at(5, bon="3"), at(1, bon="2", artikel="B"))

    found = ordered(path)

    assert [(basket.purchase.receipt_number, [line.sku for line in basket.purchase.lines]) for basket in found] == [
        ("2", ["A", "B"]),
        ("3", ["BROOD"]),
        ("1", ["BROOD", "TAART"]),
    ]


def test_purchases_of_one_moment_stay_as_they_stood(tmp_path):
    found = ordered(csv_file(tmp_path, *[at(1, bon=str(n)) for n in (5, 3, 9, 1)]))

    assert [basket.purchase.receipt_number for basket in found] == ["5", "3", "9", "1"]


def test_a_file_in_order_sorts_into_itself(tmp_path):
    path = csv_file(tmp_path, *[at(n % 60, bon=str(n)) for n in range(50) for _ in range(3)])

    assert ordered(path) == read(path)


def test_a_row_that_tells_no_purchase_takes_its_neighbours_in_the_file(tmp_path):
    found = ordered(csv_file(tmp_path, at(4), at(3, bon="2"), " ,x", at(2, bon="3"), at(1, bon="4")))

    assert sorted((basket.rows[0].line, basket.fault is None) for basket in found) == [
        (2, True),
        (3, False),
        (4, False),
        (5, False),
        (6, True),
    ]


def test_any_shuffle_of_single_rows_gives_the_same_purchases(tmp_path):
    lines = [at(n, bon=str(n)) for n in range(60)]
    straight = [basket.purchase for basket in read(csv_file(tmp_path, *lines))]
    Random(3).shuffle(lines)

    assert [basket.purchase for basket in ordered(csv_file(tmp_path, *lines, name="shuffled.csv"))] == straight
