"""Programs tried on purchases that were really made: what comes out is what booking them came to."""

import pytest

from tests.cli.conftest import EXAMPLES
from tests.cli.test_import import FIXTURE, HEADER, JOURNEY, MAPPING, asked, row


@pytest.fixture
def double(tmp_path):
    """The bakery's program with twice the points."""
    text = (EXAMPLES / "bakery.yaml").read_text(encoding="utf-8")
    assert "give: 1 point, per: 1.00 EUR" in text
    (tmp_path / "double.yaml").write_text(text.replace("give: 1 point, per: 1.00 EUR", "give: 2 points, per: 1.00 EUR"))
    return tmp_path / "double.yaml"


def column(ended, n):
    """The figures of the n-th program."""
    lines = [line for line in ended.out.splitlines()[1:] if line and not line.startswith("Nothing")]
    return {" ".join(line.split()[:-2]): line.split()[-2 + n] for line in lines if "(" not in line}


def test_a_file_through_two_programs_at_once(bakery, double, tmp_path):
    (tmp_path / "map.yaml").write_text(MAPPING)
    (tmp_path / "sales.csv").write_text("\n".join([HEADER, *[row(n, day=n + 3) for n in range(1, 20)], ""]))
    words = ("sales.csv", "--mapping", "map.yaml", "--quiet")
    assert bakery("import", "purchases", *words, "--enrol").code == 0
    issued = asked(tmp_path / "zegel.db", "SELECT SUM(amount) FROM posting WHERE unit = 'points' AND source = 'issued'")[0][0]

    ended = bakery("replay", *words, "--program", EXAMPLES / "bakery.yaml", "--program", double)

    assert ended.code == 0, ended.err
    one, two = column(ended, 0), column(ended, 1)
    assert (one["purchases"], two["purchases"], one["refused"]) == ("19", "19", "0")
    assert (one["points issued"], two["points issued"]) == (f"{issued:,}", f"{2 * issued:,}")
    assert "Nothing was booked." in ended.out
    assert asked(tmp_path / "zegel.db", "SELECT COUNT(*) FROM entry") == [(20,)]


def test_the_stored_purchases_of_members_through_a_draft(bakery, double, tmp_path):
    (tmp_path / "map.yaml").write_text(MAPPING)
    rows = [row(n, day=n + 3, pas=f"P{n % 3}" if n % 4 else "") for n in range(1, 20)]
    (tmp_path / "sales.csv").write_text("\n".join([HEADER, *rows, ""]))
    assert bakery("import", "purchases", "sales.csv", "--mapping", "map.yaml", "--quiet", "--enrol").code == 0

    ended = bakery("replay", "--program", EXAMPLES / "bakery.yaml", "--program", double, "--quiet")

    members = (
        "SELECT SUM(amount) FROM posting JOIN purse ON purse.id = posting.purse WHERE since <> '' AND unit = 'points' AND source = 'issued'"
    )
    issued = asked(tmp_path / "zegel.db", members)[0][0]
    assert ended.code == 0, ended.err
    assert column(ended, 0)["purchases"] == "15"
    assert (column(ended, 0)["points issued"], column(ended, 1)["points issued"]) == (f"{issued:,}", f"{2 * issued:,}")


def test_what_a_draft_would_refuse_is_counted_by_its_code(bakery, tmp_path):
    ended = bakery("replay", FIXTURE, "--mapping", JOURNEY, "--program", EXAMPLES / "bakery.yaml", "--quiet")

    assert ended.code == 0, ended.err
    assert [line.split() for line in ended.out.splitlines() if "wrong_currency" in line] == [["wrong_currency", "1,692"]]


@pytest.mark.parametrize(("words", "said"), [
    (("--program", EXAMPLES / "bakery.yaml", "--program", EXAMPLES / "grocer.yaml"), "count in different currencies"),
    (("--program", EXAMPLES / "bakery.yaml"), "There are no stored purchases of members."),
])  # fmt: skip
def test_what_cannot_be_compared_is_told(bakery, words, said):
    assert said in bakery("replay", *words, "--quiet").err
