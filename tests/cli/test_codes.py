"""Codes from the command line: made into a file that is shown once, brought in, listed, ended."""

import asyncio
import csv
from hashlib import sha256
from pathlib import Path

import pytest

from tests.korenaar import AT_ZAAGMOLEN
from zegel.core.codes import is_ean, is_well_made
from zegel.core.periods import Instant
from zegel.store.opening import open_store

PROGRAM = (
    AT_ZAAGMOLEN
    + """coupons:
  zomer: {code: ZOMER-10, off: 10%}
  welkom: {off: 5.00 EUR}
  folder: {off: 10%, form: EAN-13}
  eigen: {codes: personal, off: 5.00 EUR}
  bon: {voucher: 10.00 EUR, in parts: true}
"""
)


@pytest.fixture
def sawmill(shop, tmp_path):
    """A company whose live program makes codes."""
    (tmp_path / "p.yaml").write_text(PROGRAM, encoding="utf-8")
    assert shop("program", "publish", "p.yaml", "--from", "2020-01-01").code == 0
    return shop


def rows(path: str) -> list[dict[str, str]]:
    with Path(path).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_codes_are_made_into_a_file_that_only_the_owner_may_read(sawmill):
    ended = sawmill("codes", "make", "welkom", "--count", "12", "--out", "w.csv", "--batch", "w", "--link", "https://zaag.example/{code}")

    assert ended.code == 0
    found = rows("w.csv")
    assert len({row["code"] for row in found}) == 12
    assert all(is_well_made(row["code"]) for row in found)
    assert found[0]["qr"] == f"https://zaag.example/{found[0]['code']}"
    assert found[0]["printed"].replace("-", "") == found[0]["code"]
    assert Path("w.csv").stat().st_mode & 0o777 == 0o600
    assert sawmill("codes", "list").out == "w  welkom, issued, 12 of 12 codes, 0 used, 0 expired, 0 cancelled\n"
    assert sawmill("codes", "show", "w").out.splitlines()[1].split() == ["issued", "12"]


def test_a_postal_batch_has_barcodes(sawmill):
    assert sawmill("codes", "make", "folder", "--count", "3", "--out", "f.csv").code == 0

    found = rows("f.csv")
    assert [row["ean"] for row in found] == [row["code"] for row in found]
    assert all(is_ean(row["ean"]) for row in found)


def test_a_file_or_a_batch_that_is_there_is_not_written_over(sawmill):
    Path("mine.csv").write_text("precious", encoding="utf-8")

    ended = sawmill("codes", "make", "welkom", "--count", "1", "--out", "mine.csv", "--batch", "m")
    assert (ended.code, "not written over" in ended.err) == (1, True)
    assert Path("mine.csv").read_text(encoding="utf-8") == "precious"

    assert sawmill("codes", "make", "welkom", "--count", "1", "--out", "w.csv", "--batch", "w").code == 0
    again = sawmill("codes", "make", "welkom", "--count", "1", "--out", "w2.csv", "--batch", "w")
    assert (again.code, "batch_exists" in again.err, Path("w2.csv").exists()) == (1, True, False)


@pytest.mark.parametrize(("words", "said"), [
    (("zomer", "--count", "1"), "makes no codes for a coupon `zomer`"),
    (("nothing", "--count", "1"), "It makes codes for"),
    (("welkom", "--count", "1", "--worth", "5.00"), "no voucher"),
    (("bon", "--count", "1", "--worth", "5"), "no amount"),
    (("bon", "--count", "1", "--valid-until", "tomorrow"), "no day"),
])  # fmt: skip
def test_what_cannot_be_made_is_said(sawmill, words, said):
    ended = sawmill("codes", "make", *words, "--out", "x.csv")

    assert (ended.code, said in ended.err, Path("x.csv").exists()) == (1, True, False)


def test_codes_that_were_made_elsewhere_are_brought_in_once(sawmill):
    Path("old.csv").write_text("code,uses,valid_until,worth\nAB-12,2,2030-12-31,\nCD 34,,,7.50\nab12,,,\n", encoding="utf-8")

    ended = sawmill("codes", "import", "old.csv", "--coupon", "bon")

    assert (ended.code, ended.out) == (
        0, "2 codes of bon were brought in, batch old. 1 were known already and stay as they were.\n",
    )  # fmt: skip
    assert "batch_exists" in sawmill("codes", "import", "old.csv", "--coupon", "bon").err


@pytest.mark.parametrize(("text", "said"), [
    ("kode\nA1\n", "names its columns"), ("code\n\n,\n", "names its columns|no code"), ("code,uses\nA1,-1\n", "no number of uses"),
    ("code,member\nA1,anna\n", "no member's id"), ("code\nA1\n", "personal"),
])  # fmt: skip
def test_a_row_that_cannot_be_read_is_named(sawmill, text, said):
    Path("x.csv").write_text(text, encoding="utf-8")

    ended = sawmill("codes", "import", "x.csv", "--coupon", "eigen" if said == "personal" else "welkom")

    assert ended.code in (0, 1)
    assert ended.code == 0 or any(part in ended.err for part in said.split("|"))


def test_a_batch_can_be_ended(sawmill):
    sawmill("codes", "make", "welkom", "--count", "1", "--out", "w.csv", "--batch", "w")

    assert sawmill("codes", "cancel", "w").code == 0
    assert sawmill("codes", "cancel", "w").code == 1
    assert sawmill("codes", "list").out == "w  welkom, cancelled, 1 of 1 codes, 0 used, 0 expired, 1 cancelled\n"


def test_nobody_goes_on_with_another_key_unknowingly(sawmill, monkeypatch):
    make = ("codes", "make", "welkom", "--count", "1")
    key, elsewhere = Path("zegel.codes.key"), Path("elsewhere")
    assert sawmill(*make, "--out", "1.csv", "--batch", "1").code == 0

    monkeypatch.setenv("ZEGEL_CODE_KEY", sha256(b"another").hexdigest())
    for words in (("serve", "--port", "0"), (*make, "--out", "2.csv", "--batch", "2")):
        ended = sawmill(*words)
        assert (ended.code, ended.out, ended.err.count("\n")) == (4, "", 1)
        assert "ZEGEL_CODE_KEY holds another key than codes were hashed under" in ended.err
    monkeypatch.delenv("ZEGEL_CODE_KEY")

    key.rename(elsewhere)
    ended = sawmill("serve", "--port", "0")
    assert (ended.code, "is not there (zegel.codes.key)" in ended.err, key.exists()) == (4, True, False)
    assert not Path("2.csv").exists()

    elsewhere.rename(key)
    assert sawmill(*make, "--out", "3.csv", "--batch", "3").code == 0


def test_a_key_that_is_lost_is_replaced_by_somebody_who_says_so(sawmill):
    make = ("codes", "make", "welkom", "--count", "1")
    assert sawmill(*make, "--out", "1.csv", "--batch", "1").code == 0
    Path("zegel.codes.key").unlink()

    assert (sawmill("codes", "new-key").code, Path("zegel.codes.key").exists()) == (1, False)
    assert sawmill("codes", "new-key", "--codes-are-lost").code == 0

    assert sawmill(*make, "--out", "2.csv", "--batch", "2").code == 0


def of_the_key(name, keep=b""):
    """The fingerprint that a database keeps; with `keep` it first keeps that one, as a server's first start does."""

    async def asked():
        store = await open_store(f"sqlite:///{name}")
        try:
            if keep:
                await store.queries.house_keys.keep("codes", keep, Instant(0))
            return await store.queries.house_keys.fingerprint("codes")
        finally:
            await store.close()

    return asyncio.run(asked())


def test_a_second_server_with_a_key_of_its_own_is_refused_before_there_is_any_code(sawmill, monkeypatch):
    of_the_key("zegel.db", keep=b"the first server's")

    monkeypatch.setenv("ZEGEL_CODE_KEY", sha256(b"another").hexdigest())

    assert sawmill("serve", "--port", "0").code == 4


def test_a_backup_comes_back_without_the_key_where_no_code_was_hashed_under_it(sawmill):
    of_the_key("zegel.db", keep=b"the first server's")
    assert sawmill("backup", "empty.backup").code == 0
    assert sawmill("restore", "empty.backup", "--database", "sqlite:///empty.db").code == 0
    assert of_the_key("empty.db") is None

    Path("zegel.codes.key").unlink(missing_ok=True)
    assert sawmill("codes", "new-key", "--codes-are-lost").code == 0
    assert sawmill("codes", "make", "welkom", "--count", "1", "--out", "1.csv", "--batch", "1").code == 0
    assert sawmill("backup", "full.backup").code == 0
    assert sawmill("restore", "full.backup", "--database", "sqlite:///full.db").code == 0
    assert of_the_key("full.db") == of_the_key("zegel.db") is not None


@pytest.fixture
def selling(shop, tmp_path):
    """A company that sells the gift cards of its own batches only."""
    cards = "gift cards: {valid for: 5 years, from: 5.00 EUR, at most: 150.00 EUR, printed: registered}\n"
    (tmp_path / "p.yaml").write_text(AT_ZAAGMOLEN + cards, encoding="utf-8")
    assert shop("program", "publish", "p.yaml", "--from", "2020-01-01").code == 0
    return shop


def test_codes_for_gift_cards_are_drawn_into_a_file_that_is_not_written_over_and_stand_in_the_register(selling):
    asked = ("codes", "for-gift-cards", "--count", "30", "--out", "cards.csv", "--batch", "kerst", "--worth", "25.00")
    made = selling(*asked)
    before = Path("cards.csv").read_bytes()
    again, other = selling(*asked), selling("codes", "for-gift-cards", "--count", "5", "--out", "cards.csv", "--batch", "pasen")

    found = rows("cards.csv")
    codes = [row["code"] for row in found]
    assert [made.code, len(set(codes)), all(map(is_well_made, codes)), Path("cards.csv").stat().st_mode & 0o777] == [0, 30, True, 0o600]
    assert [row["number"] for row in found] == [str(n) for n in range(1, 31)]
    assert found[0]["printed"] == "-".join(codes[0][n : n + 4] for n in range(0, 16, 4))
    assert [again.code != 0, other.code != 0, Path("cards.csv").read_bytes() == before] == [True, True, True]
    assert selling("codes", "list-gift-cards").out == "kerst  whole, 30 of 30 cards: 30 made\n"


def test_a_printers_own_numbers_are_brought_in_and_a_stolen_box_is_stopped(selling, tmp_path):
    (tmp_path / "drukker.csv").write_text("code\n" + "".join(f"60062200000000{n:02}\n" for n in range(20)), encoding="utf-8")
    (tmp_path / "short.csv").write_text("code\n12345\n", encoding="utf-8")

    brought = selling("codes", "import-gift-cards", "drukker.csv")
    again = selling("codes", "import-gift-cards", "drukker.csv", "--batch", "nog eens")
    guessed = selling("codes", "import-gift-cards", "short.csv")
    lost = selling("codes", "stop-gift-cards", "drukker", "--from", "11", "--to", "20", "--lost", "--reason", "box 2 was stolen")
    freed = selling("codes", "stop-gift-cards", "drukker", "--from", "20", "--to", "20", "--free", "--reason", "found")

    assert (brought.code, brought.out) == (0, "20 gift cards were brought in, batch drukker.\n")
    assert again.out == "0 gift cards were brought in, batch nog eens. 20 were in a batch already and stay there.\n"
    assert [guessed.code != 0, lost.code, freed.code] == [True, 0, 0]
    assert "drukker  whole, 20 of 20 cards: 11 made, 9 lost\n" in selling("codes", "list-gift-cards").out
