"""The table: medians, spreads, targets; sections that were not measured again stay."""

from pathlib import Path

from bench import report
from bench.figures import Figure, Found
from bench.machine import cpu_seconds, fsync_ms, pace_ms, tree
from bench.material import body, compiled, purchase
from bench.pgbench import quoted
from bench.places import now


def a_part(name: str, *samples: float, target: float | None = None) -> Found:
    found = Found(name, "sqlite", paces=[30.0, 50.0])
    found.add("a purchase ÷ its parts", "×", samples, target, "at most" if target else "")
    return found


def test_a_figure_shows_its_median_spread_target_and_verdict():
    text = report.section(a_part("http", 1.2, 1.6, 1.4, target=1.3), "2026-11-21")

    assert "| a purchase ÷ its parts | 1.40 × | 1.20–1.60 | ≤ 1.30 | 1.08 | **no** |" in text
    assert "Measured 2026-11-21; pace of the machine meanwhile 40 ms [30–50]; 3 rounds." in text


def test_a_target_is_kept_on_its_own_side():
    at_most, at_least = Figure("a", "", (1.0,), 1.3, "at most"), Figure("b", "", (1.0,), 1.3, "at least")

    assert (at_most.kept, at_least.kept, Figure("c", "", (1.0,)).kept) == (True, False, None)


def test_what_was_not_measured_again_keeps_its_section(tmp_path: Path):
    path = tmp_path / "RESULTS.md"
    report.write([a_part("http", 1.0), a_part("quotes", 2.0)], "yesterday", "15.18", {"http": 0, "quotes": 1}, path)

    report.write([a_part("http", 3.0)], "today", "15.18", {"http": 0, "quotes": 1}, path)

    sections = report.sections_of(path.read_text(encoding="utf-8"))
    assert list(sections) == ["http · sqlite", "quotes · sqlite"]
    assert "3.00 ×" in sections["http · sqlite"]
    assert "Measured yesterday" in sections["quotes · sqlite"]


def test_the_program_has_twenty_rules_and_a_basket_five_lines():
    import random

    assert len(compiled().rules) == 20
    assert len(body(random.Random(1), 3, "7")["lines"]) == 5


def test_every_number_makes_a_purchase_of_its_own():
    import random

    from pydantic_core import to_json

    from bench.material import SLOT

    raw = to_json(body(random.Random(1), 3, SLOT.decode()))
    first, second = (purchase(raw, n, now()) for n in (1, 2))

    assert (first.purchase.receipt_number, second.purchase.receipt_number) == ("000000000001", "000000000002")
    assert first.header.body_hash != second.header.body_hash


def test_the_machine_can_be_asked():
    import os

    assert os.getpid() in tree([os.getpid()])
    assert cpu_seconds([os.getpid()]) > 0
    assert pace_ms() > 0
    assert fsync_ms(count=3) > 0


def test_a_text_for_pgbench_holds_no_variables():
    assert quoted('{"v":1,"it\'s":":m"}') == '\'{"v": 1,"it\'\'s":": m"}\''
