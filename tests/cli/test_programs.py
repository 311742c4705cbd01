"""Programs as code: terms, diff and the rest of `zegel program`, from files to exit codes."""

from tests.cli.conftest import EXAMPLES
from tests.house.tree import ROOT

BAKERY = EXAMPLES / "bakery.yaml"


def test_terms_are_printed_in_one_language(zegel):
    dutch = zegel("program", "terms", BAKERY, "--from", "2026-03-01")
    english = zegel("program", "terms", BAKERY, "--from", "2026-03-01", "--language", "en", "--markdown")

    assert (dutch.code, dutch.out.splitlines()[:2]) == (0, ["Bakkerij De Korenaar", "Voorwaarden"])
    assert "Geldig vanaf 1 maart 2026." in dutch.out
    assert english.out == (ROOT / "tests" / "golden" / "terms" / "bakery.en.md").read_text(encoding="utf-8")
    assert "Geldig vanaf " in zegel("program", "terms", BAKERY).out


def test_terms_ask_for_a_day_and_a_language_that_exist(zegel):
    day, language = (zegel("program", "terms", BAKERY, *words) for words in (("--from", "1-3-2026"), ("--language", "fr")))

    assert (day.code, day.out, day.err) == (2, "", "`1-3-2026` is no date like 2026-03-01.\n")
    assert (language.code, language.out) == (2, "")


def test_a_diff_ends_as_diff_does(zegel, tmp_path):
    text = BAKERY.read_text(encoding="utf-8")
    (tmp_path / "new.yaml").write_text(text.replace("from: 1500", "from: 2_000"), encoding="utf-8")
    (tmp_path / "wrong.yaml").write_text("zegel: 2\n", encoding="utf-8")

    same, other, wrong = (zegel("program", "diff", BAKERY, path) for path in (BAKERY, "new.yaml", "wrong.yaml"))

    assert (same.code, same.out) == (0, "They promise the same.\n")
    assert (other.code, other.out.splitlines()) == (1, [
        "tiers.steps.goud", "  Goud begint bij 2.000 in plaats van 1.500 sterren, vanaf uw volgende aankoop.",
        "  Gold begins at 2,000 instead of 1,500 stars, from your next purchase on.",
    ])  # fmt: skip
    assert zegel("program", "diff", BAKERY, "new.yaml", "--language", "nl").out == "\n".join(other.out.splitlines()[:2]) + "\n"
    assert (wrong.code, wrong.out) == (2, "")
    assert zegel("program", "diff", "absent.yaml", BAKERY).code == 2
