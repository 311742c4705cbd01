"""How many acts go into one batch makes no difference to the books."""

from tests.korenaar import fresh_sqlite


def test_the_books_are_the_same_to_the_byte_however_many_acts_go_at_once(run_demo, weeks, tmp_path, monkeypatch):
    (tmp_path / "large").mkdir()
    (tmp_path / "small").mkdir()
    report, _, head = run_demo(fresh_sqlite(tmp_path / "large"), "fixture", weeks)
    monkeypatch.setattr("zegel.demo.carrying.AT_ONCE", 37)

    again, _, small = run_demo(fresh_sqlite(tmp_path / "small"), "fixture", weeks)

    assert small == head
    assert again.tally.kept() == report.tally.kept()
