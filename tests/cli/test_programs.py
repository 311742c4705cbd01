"""Programs as code: terms, diff and the rest of `zegel program`, from files to exit codes."""

import pytest

from tests.cli.conftest import EXAMPLES
from tests.house.tree import ROOT
from zegel.hall.trades import TRADES

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


@pytest.mark.parametrize(("encoding", "line"), [("latin-1", 2), ("utf-16", 1)])
def test_a_file_of_another_encoding_is_told_with_its_line(zegel, tmp_path, encoding, line):
    (tmp_path / "old.yaml").write_text("zegel: 1\nprogram: Café De Brug\n", encoding=encoding)

    ended = zegel("program", "check", "old.yaml")

    assert (ended.code, ended.out, ended.err) == (1, "", f"old.yaml, line {line}: This is no UTF-8 text. Save the file as UTF-8.\n")


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


def test_stories_are_played_and_counted(zegel, tmp_path):
    ended = zegel("program", "test", BAKERY, "--junit", "out.xml")

    assert (ended.code, ended.err) == (0, "")
    assert ended.out.splitlines() == [
        "ok    Gold at 1,500 stars counts one and a half times, and may be there a day early (a-gold-year.yaml)",
        "ok    Silver at 500 stars, from the next purchase on (a-silver-year.yaml)",
        "ok    Five years a member is five percent off cake (regulars.yaml)",
        "ok    Ten breads, the eleventh is free (ten-breads.yaml)",
        "ok    Of six rolls one is free, the newsletter is worth 50 points, and there is cake on a birthday (the-first-page.yaml)",
        "ok    Nobody spends what is not there, and tobacco earns nothing (what-cannot.yaml)",
        "Bakkerij De Korenaar: 6 stories, none failed.",
    ]
    assert 'tests="6" failures="0"' in (tmp_path / "out.xml").read_text(encoding="utf-8")


def test_a_story_that_fails_says_what_was_found_and_ends_with_one(zegel, tmp_path):
    folder = tmp_path / "shop"
    (folder / "stories").mkdir(parents=True)
    (folder / "korenaar.yaml").write_text(BAKERY.read_text(encoding="utf-8"), encoding="utf-8")
    (folder / "stories" / "one.yaml").write_text(
        "story: One & only\narticles: {A: {price: 3.00 EUR}}\nmember: anna\nsteps:\n  - {on: 2026-03-04, buys: A, expect: {points: 4}}\n",
        encoding="utf-8",
    )

    ended = zegel("program", "test", folder, "--junit", "out.xml")

    assert (ended.code, ended.out.splitlines()) == (1, [
        "fail  One & only (one.yaml)", "      line 5, step 1: earned of points: expected 4, found 3",
        "Bakkerij De Korenaar: 1 story, 1 failed.",
    ])  # fmt: skip
    written = (tmp_path / "out.xml").read_text(encoding="utf-8")
    assert 'name="One &amp; only"' in written
    assert '<failure message="line 5, step 1: earned of points: expected 4, found 3">' in written


def test_a_folder_without_a_program_or_stories_is_said_to_be_one(zegel, tmp_path):
    (tmp_path / "empty").mkdir()
    (tmp_path / "bare").mkdir()
    (tmp_path / "bare" / "program.yaml").write_text(BAKERY.read_text(encoding="utf-8"), encoding="utf-8")
    (tmp_path / "wrong" / "stories").mkdir(parents=True)
    (tmp_path / "wrong" / "program.yaml").write_text(BAKERY.read_text(encoding="utf-8"), encoding="utf-8")
    for name in ("a.yaml", "b.yaml"):
        (tmp_path / "wrong" / "stories" / name).write_text("story: x\nstep: []\n", encoding="utf-8")

    empty, bare, wrong = (zegel("program", "test", name) for name in ("empty", "bare", "wrong"))

    assert (empty.code, empty.err) == (2, "There is no program in empty.\n")
    assert (bare.code, bare.err) == (1, "There are no stories in bare/stories.\n")
    assert (wrong.code, wrong.err.splitlines()[-1]) == (1, "4 mistakes in wrong/stories.")
    assert "wrong/stories/b.yaml, line 2, step: `step` is no key of story." in wrong.err


@pytest.mark.parametrize("template", sorted(TRADES))
def test_a_template_is_a_program_that_keeps_its_stories(zegel, template):
    assert zegel("program", "new", template).out.startswith(f"Made {template} with ")

    checked, played = zegel("program", "check", template), zegel("program", "test", template)

    assert (checked.code, checked.err) == (0, "")
    assert (played.code, played.err, played.out.count("fail")) == (0, "", 1), played.out
    assert played.out.endswith("none failed.\n")


def test_a_template_overwrites_nothing(zegel, tmp_path):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "program.yaml").write_text("my own", encoding="utf-8")
    (tmp_path / "room").mkdir()

    taken, empty = zegel("program", "new", "bakery", "mine"), zegel("program", "new", "bakery", "room")

    assert (taken.code, taken.out) == (1, "")
    assert taken.err.startswith("mine is there already; nothing was written.")
    assert [path.name for path in (tmp_path / "mine").iterdir()] == ["program.yaml"]
    assert (tmp_path / "mine" / "program.yaml").read_text(encoding="utf-8") == "my own"
    assert empty.code == 0
    assert sorted(path.name for path in (tmp_path / "room").iterdir()) == ["README.md", "program.yaml", "stories"]


def test_templates_that_are_not_there_are_said_to_be(zegel):
    none, listed = zegel("program", "new", "bakkerij"), zegel("program", "new")

    assert (none.code, none.err.startswith("There is no template `bakkerij`. There are: bakery,")) == (2, True)
    assert (listed.code, listed.out.splitlines()[0].split()[0]) == (0, "bakery")


def test_a_folder_stands_for_the_program_in_it(zegel, tmp_path):
    zegel("program", "new", "ink-shop", "shop")

    assert zegel("program", "show", "shop").out == zegel("program", "show", "shop/program.yaml").out
    assert zegel("program", "diff", "shop", "shop/program.yaml").code == 0


def test_check_warns_and_only_strict_minds(zegel, tmp_path):
    assert zegel("program", "new", "bakery").code == 0
    text = (tmp_path / "bakery" / "program.yaml").read_text(encoding="utf-8")
    (tmp_path / "old.yaml").write_text(text.replace("{day: tuesday}", "{dates: 2026-03-03}"), encoding="utf-8")

    well, warned, strict = (
        zegel("program", "check", *words) for words in (("bakery", "--strict"), ("old.yaml",), ("old.yaml", "--strict"))
    )
    then = zegel("program", "check", "old.yaml", "--strict", "--on", "2026-03-03")

    assert (well.code, well.err, then.code) == (0, "", 0)
    assert (warned.code, strict.code) == (0, 1)
    assert warned.out == strict.out == "Bakkerij De Korenaar: 5 rules, 1 reward. No mistakes.\n"
    assert warned.err.splitlines() == [
        "old.yaml, line 17, earn.tuesdays: The days of “tuesdays” are over. Take the rule out, or give it new days. [over]", "1 warning."
    ]  # fmt: skip
    assert "De dagen van “tuesdays” zijn voorbij." in zegel("program", "check", "old.yaml", "--language", "nl").err


def test_the_schemas_are_printed(zegel):
    folder = ROOT / "docs" / "reference"

    assert zegel("program", "schema").out == (folder / "program.schema.json").read_text(encoding="utf-8")
    assert zegel("program", "schema", "--story").out == (folder / "story.schema.json").read_text(encoding="utf-8")


def test_versions_are_published_at_a_moment_and_listed(shop, tmp_path):
    assert shop("program", "versions").err == "There is no version yet: zegel program publish FILE\n"
    text = BAKERY.read_text(encoding="utf-8")
    (tmp_path / "two.yaml").write_text(text.replace("from: 1500", "from: 2_000"), encoding="utf-8")

    first = shop("program", "publish", BAKERY, "--from", "2020-01-01")
    second = shop("program", "publish", "two.yaml", "--from", "2020-02-01 09:30")
    third = shop("program", "publish", BAKERY, "--from", "2199-01-01T00:00")

    digest = first.out.split()[5].rstrip(",")
    assert first.out == f"Published Bakkerij De Korenaar as {digest}, live from 2020-01-01 00:00 in Europe/Amsterdam.\n"
    assert "live from 2020-02-01 09:30 in" in second.out
    assert third.code == 0
    listed = shop("program", "versions").out.replace("to come", "later").splitlines()
    assert [line.split()[:1] + line.split()[2:6] for line in listed] == [
        ["1", "was", "from", "2020-01-01", "00:00"], ["2", "live", "from", "2020-02-01", "09:30"],
        ["3", "later", "from", "2199-01-01", "00:00"],
    ]  # fmt: skip
    assert shop("program", "publish", BAKERY, "--from", "2020-01-01 9 uur").err == "`9 uur` is no time of day like 07:00.\n"


def test_versions_are_named_by_their_numbers_and_the_live_one_by_nothing(shop, tmp_path):
    text = BAKERY.read_text(encoding="utf-8")
    (tmp_path / "two.yaml").write_text(text.replace("from: 1500", "from: 2_000"), encoding="utf-8")
    none = shop("program", "diff", "two.yaml")
    shop("program", "publish", BAKERY, "--from", "2020-01-01")
    shop("program", "publish", "two.yaml", "--from", "2020-02-01")

    between, live, back = (shop("program", "diff", *which, "--language", "nl") for which in (("1", "2"), ("two.yaml",), ("1",)))

    assert (none.code, none.err) == (2, "No version is live: zegel program publish FILE\n")
    assert (between.code, between.out.splitlines()[1]) == (
        1,
        "  Goud begint bij 2.000 in plaats van 1.500 sterren, vanaf uw volgende aankoop.",
    )
    assert (live.code, live.out) == (0, "They promise the same.\n")
    assert (back.code, back.out.splitlines()[1]) == (1, "  Goud begint bij 1.500 in plaats van 2.000 sterren, vanaf uw volgende aankoop.")
    assert (shop("program", "diff", "1", "3").code, shop("program", "show", "3").err) == (
        2, "There is no version 3: `zegel program versions` lists them.\n",
    )  # fmt: skip
    assert shop("program", "show", "1").out == shop("program", "show", BAKERY).out != shop("program", "show").out
    assert "Geldig vanaf 1 februari 2020." in shop("program", "terms", "2").out
    assert shop("program", "terms").out == shop("program", "terms", "2").out


def test_a_version_that_is_to_come_is_taken_back(shop, tmp_path):
    text = BAKERY.read_text(encoding="utf-8")
    counts = "  again:\n    give: 7 stars\n    per: purchase\n    for: {visits: {within: 45 days, at least: 3}}\n"
    (tmp_path / "back.yaml").write_text(text.replace("earn:\n", f"earn:\n{counts}", 1), encoding="utf-8")
    shop("program", "publish", BAKERY, "--from", "2020-01-01")
    shop("program", "publish", BAKERY, "--from", "2199-01-01")
    waits = shop("program", "publish", "back.yaml", "--from", "2199-02-01")
    assert "It is draft from-2199-02-01 till then." in waits.out, waits

    back, again = (shop("program", "withdraw", "2", "--reason", "too generous") for _ in range(2))
    live, nobodys, draft = (shop("program", "withdraw", which) for which in ("1", "7", "from-2199-02-01"))
    absent = shop("program", "withdraw", "from-2199-02-01")

    assert (back.code, back.out, again.out) == (0, "Version 2 is taken back: it never goes live.\n", back.out)
    assert (live.code, live.err) == (1, "This version is live, or was: publish the next one instead of taking it back.\n")
    assert (nobodys.code, nobodys.err) == (1, "The program has no version of that number.\n")
    assert (draft.code, draft.out) == (0, "Draft from-2199-02-01 waits no more: it is a draft again.\n")
    assert (absent.code, absent.err) == (1, "No draft `from-2199-02-01` waits to go live.\n")
    assert [line.split()[2] for line in shop("program", "versions").out.splitlines()] == ["live", "taken"]


def test_publishing_says_which_measures_are_counted_first(bakery, tmp_path):
    text = BAKERY.read_text(encoding="utf-8")
    rule = "  back: {give: 5 points, per: purchase, for: {visits: {at least: 1, within: 30 days}}}\n  tuesdays:"
    (tmp_path / "back.yaml").write_text(text.replace("  tuesdays:", rule), encoding="utf-8")

    once, again = bakery("program", "publish", "back.yaml"), bakery("program", "publish", "back.yaml")

    assert once.err == (
        "It looks back at what no version counted yet: visits. Counting that first; tills go on meanwhile.\nCounted for 0 purses.\n"
    )
    assert (once.code, again.code, again.err) == (0, 0, "")
