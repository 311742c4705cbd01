"""Stories: what they say is read strictly, and what came of them is held against what they expect."""

import pytest

from tests.program.files import EXAMPLES, ROOT
from tests.program.kept import kept
from tests.programs import read_yaml
from zegel.program.compile import Compiled
from zegel.program.tree import ProgramMistakes
from zegel.replay.play_story import play
from zegel.replay.read_story import read_articles, read_story
from zegel.replay.reference import stories_reference
from zegel.replay.story import STORY_KEYS

BAKERY = read_yaml(EXAMPLES["bakery.yaml"])
FOLDER = ROOT / "examples" / "stories"
ARTICLES = read_articles((FOLDER / "bakery" / "articles.yaml").read_text(encoding="utf-8"), BAKERY)
HEAD = "story: A try\nmember: {name: anna, since: 2019-03-02}\nsteps:\n"


def missed(steps, head=HEAD):
    """(line, step, sentence) of everything that did not come out, for the bakery."""
    story = read_story(head + steps, BAKERY, ARTICLES)
    return [(one.line, one.step, one.sentence) for one in play(story, Compiled(BAKERY))]


def mistakes(text):
    """(line, path, code) of every mistake."""
    with pytest.raises(ProgramMistakes) as found:
        read_story(text, BAKERY, ARTICLES)
    return [(one.line, one.path, one.code) for one in found.value.problems]


def hint(text):
    with pytest.raises(ProgramMistakes) as found:
        read_story(text, BAKERY, ARTICLES)
    return found.value.problems[0].hint


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*/*.yaml")), ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_every_story_of_an_example_comes_out(path):
    program = read_yaml(EXAMPLES[f"{path.parent.name}.yaml"])
    articles = read_articles((path.parent / "articles.yaml").read_text(encoding="utf-8"), program)
    if path.name == "articles.yaml":
        assert articles
        return

    story = read_story(path.read_text(encoding="utf-8"), program, articles)

    assert play(story, Compiled(program)) == []


def test_every_example_has_stories():
    assert {f"{path.name}.yaml" for path in FOLDER.iterdir()} == set(EXAMPLES)


def test_what_does_not_come_out_is_said_in_words():
    assert missed(
        "  - {on: 2026-03-04, buys: 10 × BREAD, expect: {pays: 24.00 EUR, points: 26, earned: {status: 24}, tier: goud, reward: none}}\n"
        "  - {on: 2026-03-05, redeems: free bread, expect: {stamps: {bread card: full}, expired: 3, balances: {points pending: 1}}}\n"
        "  - {on: 2026-03-06, buys: CAKE, uses: {points off: 900}, expect: {said: gratis taart}}\n"
        "  - {on: 2026-03-07, buys: CAKE, expect: {refused: not_enough}}\n"
    ) == [
        (4, 1, "pays: expected 24.00 EUR, found 25.00 EUR"),
        (4, 1, "earned of points: expected 26, found 25"),
        (4, 1, "earned of status: expected 24, found 25"),
        (4, 1, "tier: expected goud, found brons"),
        (4, 1, "reward: expected none, found free bread"),
        (5, 2, "stamps of bread card: expected full, found 0"),
        (5, 2, "expired of points: expected 3, found 0"),
        (5, 2, "balance of points pending: expected 1, found 0"),
        (6, 3, "it was refused: There is less available than is asked for. (not_enough)"),
        (7, 4, "refused: expected not_enough, found that it was not refused"),
    ]


def test_a_text_that_the_receipt_does_not_say_is_missed_with_what_it_says():
    found = missed("  - {on: 2026-03-04, buys: CAKE, expect: {said: [omdat u hier al 7 jaar komt, gratis taart]}}\n")

    assert [(line, step) for line, step, _ in found] == [(4, 1)]
    assert found[0][2].startswith("said: expected “gratis taart”, found ")
    assert "omdat u hier al 7 jaar komt" in found[0][2]


def test_without_a_card_nothing_is_kept_for_the_member():
    assert missed("  - {on: 2026-03-04, shows: nothing, buys: CAKE, expect: {pays: 20.00 EUR, points: 20, balances: {points: 0}}}\n") == []


def test_a_story_of_nobody_is_a_story():
    steps = "  - {on: 2026-03-04, buys: CAKE, expect: {pays: 20.00 EUR}}\n  - {on: 2026-04-04, expect: {points: 0}}\n"

    assert missed(steps, head="story: Passing by\nsteps:\n") == []


def test_an_article_can_stand_in_the_story_itself():
    text = "story: Own\nmember: anna\narticles: {TART: {category: cake, brand: X, tag: [fresh], measure: kg, VAT: 9%}}\nsteps:\n"

    assert missed("  - {on: 2026-03-04, buys: 0.350 × TART at 20.01 EUR, expect: {pays: 7.00 EUR, points: 7}}\n", head=text) == []


@pytest.mark.parametrize(("text", "line", "path", "code"), [
    ("story: x\n", 1, "", "missing_key"),
    ("story: x\nsteps: []\n", 2, "steps", "empty"),
    ("story: x\nmember: a\ncard: b\nsteps: [{on: 2026-03-04}]\n", 3, "card", "not_together"),
    (HEAD + "  - {on: 4-3-2026}\n", 4, "steps[1].on", "not_of_this_form"),
    (HEAD + "  - {on: 2018-03-04}\n", 2, "member.since", "not_together"),
    (HEAD + "  - {on: 2026-03-04}\n  - {on: 2026-03-04, at: '11:59'}\n", 5, "steps[2].on", "not_together"),
    (HEAD + "  - {on: 2026-03-04, buys: 10 × BRAED}\n", 4, "steps[1].buys", "unknown_article"),
    (HEAD + "  - {on: 2026-03-04, buys: 10 × BREAD at 2,50}\n", 4, "steps[1].buys", "not_of_this_form"),
    (HEAD + "  - {on: 2026-03-04, buys: 0 × BREAD}\n", 4, "steps[1].buys", "not_of_this_form"),
    (HEAD + "  - {on: 2026-03-04, buys: BREAD, redeems: free bread}\n", 4, "steps[1].redeems", "not_together"),
    (HEAD + "  - {on: 2026-03-04, uses: free bread}\n", 4, "steps[1].uses", "not_together"),
    (HEAD + "  - {on: 2026-03-04, buys: BREAD, uses: free brad}\n", 4, "steps[1].uses", "unknown_reward"),
    (HEAD + "  - {on: 2026-03-04, returns: BREAD of step 1}\n", 4, "steps[1].returns", "unknown_step"),
    (HEAD + "  - {on: 2026-03-04, returns: the bread}\n", 4, "steps[1].returns", "not_of_this_form"),
    (HEAD + "  - {on: 2026-03-04, reason: broken}\n", 4, "steps[1].reason", "not_together"),
    (HEAD + "  - {on: 2026-03-04, redeems: [free bread, free bread]}\n", 4, "steps[1].redeems", "not_together"),
    (HEAD + "  - {on: 2026-03-04, branch: markt}\n", 4, "steps[1].branch", "unknown_branch"),
    (HEAD + "  - {on: 2026-03-04, expect: {}}\n", 4, "steps[1].expect", "empty"),
    (HEAD + "  - {on: 2026-03-04, expect: {points: many}}\n", 4, "steps[1].expect.points", "not_of_this_form"),
    (HEAD + "  - {on: 2026-03-04, expect: {balances: {stars: 1}}}\n", 4, "steps[1].expect.balances.stars", "unknown_unit"),
    (HEAD + "  - {on: 2026-03-04, expect: {stamps: {bread: 1}}}\n", 4, "steps[1].expect.stamps.bread", "unknown_card"),
    (HEAD + "  - {on: 2026-03-04, expect: {stamps: 3}}\n", 4, "steps[1].expect.stamps", "wrong_kind"),
    (HEAD + "  - {on: 2026-03-04, expect: {tier: platina}}\n", 4, "steps[1].expect.tier", "unknown_tier"),
    (HEAD + "  - {on: 2026-03-04, expect: {refused: nope}}\n", 4, "steps[1].expect.refused", "unknown_refusal"),
    (HEAD + "  - {on: 2026-03-04, expects: {points: 1}}\n", 4, "steps[1].expects", "unknown_key"),
])  # fmt: skip
def test_a_mistake_in_a_story_has_a_line_a_path_and_a_code(text, line, path, code):
    assert (line, path, code) in mistakes(text)


def test_one_mistake_never_hides_another():
    found = mistakes(HEAD + "  - {on: 2026-03-04, buys: 10 × BRAED, expect: {point: 3}}\n  - {at: noon, buy: CAKE}\n")

    assert [(line, code) for line, _, code in found] == [
        (4, "unknown_article"), (4, "unknown_key"), (5, "missing_key"), (5, "not_of_this_form"), (5, "unknown_key"),
    ]  # fmt: skip
    assert hint(HEAD + "  - {on: 2026-03-04, buys: 10 × BRAED}\n") == "Did you mean `BREAD`?"


def test_articles_are_read_strictly():
    with pytest.raises(ProgramMistakes) as found:
        read_articles("articles: {BREAD: {categorie: bread, VAT: 9, price: 2.50, measure: pieces}}\n", BAKERY)

    assert [(one.path, one.code) for one in found.value.problems] == [
        ("articles.BREAD.VAT", "not_of_this_form"), ("articles.BREAD.categorie", "unknown_key"),
        ("articles.BREAD.measure", "unknown_measure"), ("articles.BREAD.price", "not_of_this_form"),
    ]  # fmt: skip


def test_every_key_of_a_story_is_written_about():
    assert all(key.says and key.form for keys in STORY_KEYS.values() for key in keys)


def test_the_reference_of_stories_is_what_the_code_says():
    text = stories_reference()

    assert text == kept(ROOT / "docs" / "reference" / "stories.md", text)


KEPT = """
zegel: 1
program: De Vijver
company: {currency: EUR, prices: including VAT, country: NL, languages: [nl, en]}
branches: [markt]
units: {points: {names: {nl: [punt, punten], en: [point, points]}, worth: 0.01 EUR}}
never: [gift cards]
earn: {base: {give: 1 point, per: 1.00 EUR}}
store credit: {expires: never}
gift cards: {valid for: 2 years}
"""
CARDS = """
story: Kept money
member: anna
articles:
  SWEATER: {price: 50.00 EUR}
  SCARF: {price: 30.00 EUR}
  CARD: {legal class: gift_card, price: 25.00 EUR, VAT: 0%}
steps:
"""


def kept_money(steps, program=KEPT):
    read_program = read_yaml(program)
    return [one.sentence for one in play(read_story(CARDS + steps, read_program, {}), Compiled(read_program))]


def test_a_story_of_gift_cards_store_credit_an_exchange_and_a_claim():
    assert kept_money("""
  - {on: 2026-03-02, shows: nothing, buys: SWEATER}
  - {on: 2026-03-03, claims: step 1, expect: {balances: {points: 50}}}
  - {on: 2026-03-03, claims: step 1, expect: {refused: already_claimed}}
  - {on: 2026-03-04, buys: [SCARF, CARD], activates: blue, expect: {pays: 55.00 EUR, points: 30, left on: {blue: 25.00 EUR}}}
  - {on: 2026-03-05, credits: 5.00 EUR, reason: late, expect: {left on: {store credit: 5.00 EUR}}}
  - on: 2026-03-06
    buys: SCARF
    pays with: {blue: 10.00 EUR, store credit: 5.00 EUR}
    expect: {points: 30, left on: {blue: 15.00 EUR, store credit: 0.00 EUR}}
  - {on: 2026-03-07, returns: SWEATER of step 1, buys: SCARF, expect: {pays: 30.00 EUR, refund: 50.00 EUR, balances: {points: 90}}}
  - {on: 2026-03-08, returns: SCARF of step 4, refund as: store credit, expect: {left on: {store credit: 30.00 EUR}}}
  - on: 2026-03-09
    returns: CARD of step 4
    expect: {refund: 15.00 EUR, left on: {blue: 0.00 EUR}, said: "€ 10,00 was al gebruikt"}
  - {on: 2026-03-09, returns: CARD of step 4, expect: {refused: more_than_sold}}
""") == []  # fmt: skip


def test_what_is_left_on_a_card_is_said_in_words_where_it_is_not_that():
    assert kept_money("""
  - {on: 2026-03-04, buys: CARD, activates: [blue, red], expect: {refused: unknown_line}}
  - {on: 2026-03-04, buys: CARD, activates: blue, expect: {left on: {blue: 24.00 EUR, store credit: 1.00 EUR}}}
""") == [
        "left on blue: expected 24.00 EUR, found 25.00 EUR", "left on store credit: expected 1.00 EUR, found 0.00 EUR"
    ]  # fmt: skip


def test_what_is_left_on_a_card_lapses_on_its_day():
    assert (
        kept_money("""
  - {on: 2026-03-04, buys: CARD, activates: blue}
  - {on: 2028-03-04, at: "23:59", buys: SCARF, pays with: {blue: 20.00 EUR}, expect: {left on: {blue: 5.00 EUR}}}
  - {on: 2028-03-05, at: "00:00", expect: {left on: {blue: 0.00 EUR}}}
""")
        == []
    )


@pytest.mark.parametrize(("step", "code"), [
    ("{on: 2026-03-04, claims: step 1}", "unknown_step"), ("{on: 2026-03-04, claims: 1}", "unknown_step"),
    ("{on: 2026-03-04, buys: CARD, pays with: {green: 5.00 EUR}}", "unknown_card"), ("{on: 2026-03-04, activates: blue}", "not_together"),
    ("{on: 2026-03-04, buys: CARD, refund as: money}", "not_together"), ("{on: 2026-03-04, buys: CARD, credits: 5.00 EUR}", "not_together"),
    ("{on: 2026-03-04, buys: CARD, pays with: blue}", "wrong_kind"), ("{on: 2026-03-04, expect: {left on: blue}}", "wrong_kind"),
])  # fmt: skip
def test_mistakes_with_kept_money(step, code):
    with pytest.raises(ProgramMistakes) as found:
        read_story(CARDS + f"  - {step}\n", read_yaml(KEPT), {})
    assert code in [one.code for one in found.value.problems]


TRADE_STORY = """
story: Trade
member: kok
articles: {PAPER: {price: 10.00 EUR}}
steps:
  - {on: 2026-03-02, branch: bouwmarkt, buys: 10 × PAPER}
"""


def trade(steps):
    program = read_yaml((ROOT / "examples" / "coalition.yaml").read_text(encoding="utf-8"))
    return [one.sentence for one in play(read_story(TRADE_STORY + steps, program, {}), Compiled(program))]


def test_what_does_not_settle_is_said_in_words_and_reports_stand_in_all_so_far():
    assert trade("""
  - {on: 2026-03-03, invoice: {of: step 1, paid: 50.00 EUR, delivered: 4 × PAPER}, expect: {said: "€ 50,00 betaald"}}
  - {on: 2026-03-04, invoice: {of: step 1, disputed: yes}, expect: {refused: reason_missing}}
  - {on: 2026-03-04, invoice: {of: step 1, paid: all, delivered: all, disputed: yes}, reason: too late}
  - {on: 2026-04-02, disputes: {partner: bouwmarkt, month: 2026-03, amount: 0.40 EUR}, by: Piet, reason: wrong price}
  - {on: 2026-04-03, denies: step 5, by: Mia, reason: it is not, expect: {settles: {bouwmarkt: 0.39 EUR, bakkerij: 0.00 EUR}}}
  - {on: 2026-04-03, grants: step 5, by: Mia, reason: again, expect: {refused: wrong_state}}
""") == ["settles: expected 0.39 EUR, found 0.40 EUR"]


@pytest.mark.parametrize(("step", "code"), [
    ("{on: 2026-03-04, invoice: {of: step 2, paid: all}}", "unknown_step"), ("{on: 2026-03-04, invoice: {paid: all}}", "missing_key"),
    ("{on: 2026-03-04, invoice: {of: step 1, delivered: 2 × PEN}}", "unknown_article"),
    ("{on: 2026-03-04, disputes: {partner: nobody, month: 2026-03, amount: 1.00 EUR}}", "unknown_partner"),
    ("{on: 2026-03-04, disputes: {partner: bakkerij, month: march, amount: 1.00 EUR}}", "not_of_this_form"),
    ("{on: 2026-03-04, grants: step 1}", "unknown_step"), ("{on: 2026-03-04, expect: {settles: 1.00 EUR}}", "wrong_kind"),
    ("{on: 2026-03-04, buys: PAPER, denies: step 1}", "not_together"),
])  # fmt: skip
def test_mistakes_with_trade(step, code):
    program = read_yaml((ROOT / "examples" / "coalition.yaml").read_text(encoding="utf-8"))

    with pytest.raises(ProgramMistakes) as found:
        read_story(TRADE_STORY + f"  - {step}\n", program, {})
    assert code in [one.code for one in found.value.problems]
