"""The file of refused rows: exact, resumable, and fit to be imported again."""

import csv

from tests.intake.build import HEADER, csv_file, read
from tests.intake.test_purchases import row
from zegel.intake.refused import COLUMNS, Refused
from zegel.intake.rows import Raw


def written(path):
    return list(csv.reader(path.read_text(encoding="utf-8").splitlines()))


def test_nothing_refused_leaves_no_file(tmp_path):
    found = Refused(tmp_path / "r.csv", ["a"], ",", keep=0)

    assert found.mark() == 0
    found.close()
    assert not (tmp_path / "r.csv").exists()


def test_each_row_stands_as_it_was_behind_its_line_code_and_reason(tmp_path):
    found = Refused(tmp_path / "r.csv", ["a", "b"], ";", keep=0)
    found.add(Raw(3, ["=1+1", 'x;"y"'], ""), "malformed", "Because.")
    found.add(Raw(9, ["short"], "short"), "malformed", "The row has 1 cells.")
    found.close()

    assert (tmp_path / "r.csv").read_text() == (
        'refused_line;refused_code;refused_reason;a;b\n3;malformed;Because.;=1+1;"x;""y"""\n9;malformed;The row has 1 cells.;short\n'
    )


def test_bytes_that_are_no_text_come_out_as_they_went_in(tmp_path):
    path = csv_file(tmp_path, row(artikel="BR?OD"))
    path.write_bytes(path.read_bytes().replace(b"BR?OD", b"BR\xff\0OD"))
    found = Refused(tmp_path / "r.csv", HEADER.split(","), ",", keep=0)
    for raw, code, reason in read(path)[0].refused():
        found.add(raw, code, reason)
    found.close()

    assert b",BR\xff\0OD," in (tmp_path / "r.csv").read_bytes()


def test_going_on_from_a_mark_forgets_what_was_written_after_it(tmp_path):
    first = Refused(tmp_path / "r.csv", ["a"], ",", keep=0)
    first.add(Raw(2, ["x"], ""), "malformed", "One.")
    mark = first.mark()
    first.add(Raw(3, ["y"], ""), "malformed", "Lost.")
    first.close()

    second = Refused(tmp_path / "r.csv", ["a"], ",", keep=mark)
    second.add(Raw(3, ["y"], ""), "malformed", "Two.")
    second.close()

    assert [line[2] for line in written(tmp_path / "r.csv")] == ["refused_reason", "One.", "Two."]


def test_the_file_mended_is_read_with_the_same_mapping(tmp_path):
    baskets = read(csv_file(tmp_path, row(), row(bon="2", netto='"2,50"'), row(bon="2")))
    found = Refused(tmp_path / "r.csv", HEADER.split(","), ",", keep=0)
    for raw, code, reason in baskets[1].refused():
        found.add(raw, code, reason)
    found.close()
    mended = tmp_path / "mended.csv"
    mended.write_text((tmp_path / "r.csv").read_text().replace('"2,50"', "2.50"))

    (basket,) = read(mended)

    assert [line.net_minor for line in basket.purchase.lines] == [250, 250]


def test_a_file_that_came_back_once_does_not_get_its_reasons_twice(tmp_path):
    found = Refused(tmp_path / "r.csv", [*COLUMNS, "a"], ",", keep=0)
    found.add(Raw(2, ["7", "malformed", "Old.", "x"], ""), "malformed", "New.")
    found.close()

    assert written(tmp_path / "r.csv") == [[*COLUMNS, "a"], ["2", "malformed", "New.", "x"]]
