"""The runner counts right, knows every test file, and fails when nothing ran."""

import pytest

from dev.suites import SUITES, TOTAL_MINUTES, Suite, fits, planned
from dev.test import Count, counted, main
from tests.house.tree import ROOT

REPORT = '<testsuites><testsuite errors="1" failures="2" skipped="3" tests="16"/></testsuites>'


@pytest.mark.parametrize(("text", "code", "expected"), [
    (REPORT, 1, Count(10, 3, 3)),
    ('<testsuites><testsuite errors="0" failures="0" skipped="0" tests="7"/></testsuites>', 0, Count(7, 0, 0)),
    ('<testsuites><testsuite errors="0" failures="0" skipped="0" tests="7"/></testsuites>', 3, Count(7, 1, 0)),
    ('<testsuites><testsuite errors="0" failures="0" skipped="0" tests="0"/></testsuites>', 5, Count(0, 0, 0)),
    ("half a rep", -9, Count(0, 1, 0)),
])  # fmt: skip
def test_a_report_is_counted_and_a_crash_is_a_failure(tmp_path, text, code, expected):
    report = tmp_path / "report.xml"
    report.write_text(text, encoding="utf-8")

    assert counted(report, code) == expected


def test_the_sum_is_one_plain_line():
    assert str(Count(1, 0, 2) + Count(3, 4, 0)) == "4 passed, 4 failed, 2 skipped"


def test_every_test_file_belongs_to_exactly_one_suite():
    homes = {
        str(path.relative_to(ROOT)): [suite.name for suite in SUITES if any((ROOT / part) in path.parents for part in suite.paths)]
        for path in (ROOT / "tests").rglob("test_*.py")
    }

    assert {path: names for path, names in homes.items() if len(names) != 1} == {}


def test_the_budgets_fit_into_a_quarter_of_an_hour():
    assert planned(SUITES) <= TOTAL_MINUTES * 60


def test_suites_of_one_process_share_the_machine_and_others_have_it_alone():
    one, other, wide = (Suite(name, "", (), seconds, workers) for name, seconds, workers in (("a", 5, 0), ("b", 3, 0), ("w", 7, 2)))

    assert (fits(one, [other], 2), fits(wide, [one], 2), fits(one, [wide], 2), fits(wide, [], 1)) == (True, False, False, True)
    assert planned([one, other, wide]) == 5 + 7
    assert planned([one, other, one, wide], 2) == 3 + 5 + 7
    assert planned([one, other, wide], 1) == 5 + 3 + 7


def test_an_unknown_suite_is_named(capsys):
    code = main(["--suite", "storeys"])

    assert code == 64
    assert "There is no suite storeys." in capsys.readouterr().err


def test_a_run_that_ran_nothing_fails(capsys):
    code = main(["--suite", "golden", "-k", "no_test_has_this_name"])

    assert code == 1
    assert capsys.readouterr().out.splitlines()[-1] == "0 passed, 0 failed, 0 skipped"
