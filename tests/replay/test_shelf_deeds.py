"""What stories say of marked stock, trials that are charged, seats, full books, and what is kept back."""

import pytest

from tests.programs import read_yaml
from zegel.program.compile import Compiled
from zegel.program.tree import ProgramMistakes
from zegel.replay.play_story import play
from zegel.replay.read_story import read_story

PROGRAM = read_yaml("""
zegel: 1
program: De Vijver
company: {currency: EUR, country: NL}
branches: [markt]
units: {points: {names: {nl: [punt, punten], en: [point, points]}, worth: 0.01 EUR}}
earn: {base: {give: 1 point, per: 1.00 EUR}}
discounts:
  first: {off: 30%, of: {condition: [C, D]}, for: {member for: at least 1 year}}
  later: {off: 30%, of: {condition: [C, D], marked: at least 7 days}}
  cheap: {off: 50%, of: {tag: sale}}
floors: {own: {of: {tag: sale}, least: cost price}}
trials: {beds: {of: {category: beds}, lasts: 30 days, charge: hold}}
warranties: {beds: {of: {category: beds}, lasts: 2 years}}
rebates: {spring: {of: {category: pans}, pays: 10%}}
payments: {from: NL91 ABNA 0417 1643 00, name: De Vijver}
returns: {within: 60 days}
referral: {friend gets: 1 point, member gets: 1 point, first spends: 20.00 EUR, within: 30 days}
paid stamps: {price: 0.10 EUR, at most: 1 per 1.00 EUR, book: 10, pays: 1.10 EUR, VAT: [{rate: 21%, share: 100%}]}
store credit: {expires: never}
experiences:
  tasting:
    {names: {nl: Proefavond, en: Tasting}, date: 2026-11-20, starts: "19:30", branch: markt, seats: 2, reply until: 2026-11-13, guests: 1}
memberships:
  plus: {article: {sku: PLUS}, price: 25.00 EUR, term: 1 year, gives: [{entitle: free shipping, from: 20.00 EUR}]}
""")
HEAD = """story: A try
member: {name: anna, since: 2025-06-01}
articles:
  BOX: {price: 10.00 EUR}
  BED: {category: beds, price: 500.00 EUR}
  PAN: {category: pans, price: 100.00 EUR}
  LAMP: {tag: sale, price: 10.00 EUR, cost: 7.00 EUR}
  SHADE: {tag: sale, price: 10.00 EUR, cost: 1.00 EUR, least: 6.00 EUR}
  OLD: {condition: D, price: 10.00 EUR}
steps:
"""


def missed(steps: str, head: str = HEAD) -> list[tuple[int, str]]:
    return [(one.step, one.sentence) for one in play(read_story(head + steps, PROGRAM, {}), Compiled(PROGRAM))]


def test_what_is_marked_is_for_regulars_first_and_for_everybody_after_a_week():
    assert missed(
        "  - {on: 2026-01-02, buys: BOX, expect: {pays: 10.00 EUR}}\n"
        "  - {on: 2026-01-03, marks: BOX in condition C}\n"
        "  - {on: 2026-01-03, buys: BOX, shows: nothing, expect: {pays: 10.00 EUR, "
        "said: 'tot 10 januari 2026, dan voor iedereen'}}\n"
        "  - {on: 2026-01-09, buys: BOX, shows: nothing, expect: {pays: 10.00 EUR}}\n"
        "  - {on: 2026-01-10, buys: BOX, shows: nothing, expect: {pays: 7.00 EUR}}\n"
    ) == []  # fmt: skip
    newcomer = HEAD.replace("2025-06-01", "2026-01-01")
    assert missed("  - {on: 2026-01-02, buys: OLD, expect: {pays: 10.00 EUR}}\n", newcomer) == []
    assert missed("  - {on: 2026-07-02, buys: OLD, expect: {pays: 7.00 EUR}}\n") == []


def test_an_article_tells_what_it_costs_the_shop_and_how_low_it_may_go():
    assert missed("  - {on: 2026-01-02, buys: [LAMP, SHADE], expect: {pays: 13.00 EUR}}\n") == []


def test_a_trial_that_is_over_is_to_be_charged_and_somebody_says_that_it_was():
    assert missed(
        "  - {on: 2026-01-02, buys: BED, expect: {cases: {BED: running}, to charge: 0.00 EUR}}\n"
        "  - {on: 2026-01-02, buys: BED}\n"
        "  - {on: 2026-01-20, returns: BED of step 2, expect: {refund: 0.00 EUR, cases: {BED of step 2: to release}}}\n"
        "  - {on: 2026-01-21, moves: BED of step 2 to released, expect: {cases: {BED of step 2: released}}}\n"
        "  - {on: 2026-02-02, expect: {cases: {BED of step 1: to charge}, to charge: 500.00 EUR, said: nu af te schrijven}}\n"
        "  - {on: 2026-02-03, moves: BED of step 1 to not charged, expect: {refused: reason_missing}}\n"
        "  - {on: 2026-02-03, moves: BED of step 1 to not charged, reason: card blocked, expect: {to charge: 500.00 EUR}}\n"
        "  - {on: 2026-02-04, moves: BED of step 1 to charged, expect: {to charge: 0.00 EUR, cases: {BED of step 1: charged}}}\n"
        "  - {on: 2026-02-04, moves: BED of step 1 to charged, expect: {refused: wrong_state}}\n"
    ) == []  # fmt: skip


def test_a_warranty_is_claimed_and_honoured():
    assert missed(
        "  - {on: 2026-01-02, buys: BED}\n"
        "  - {on: 2026-01-03, registers: BED of step 1, expect: {cases: {BED: valid}}}\n"
        "  - {on: 2026-06-03, moves: step 2 to claimed, expect: {refused: reason_missing}}\n"
        "  - {on: 2026-06-03, moves: step 2 to claimed, reason: a spring, expect: {cases: {BED: claimed}}}\n"
        "  - {on: 2026-06-04, moves: step 2 to honoured, reason: mended, expect: {cases: {BED: honoured}}}\n"
    ) == []  # fmt: skip


def test_what_was_paid_as_a_rebate_is_kept_back_of_the_refund():
    assert missed(
        "  - {on: 2026-01-02, buys: 2 × PAN}\n"
        "  - {on: 2026-01-03, claims rebate: spring on PAN of step 1, expect: {cases: {spring: claimed}}}\n"
        "  - {on: 2026-01-03, pays into: step 2 into NL20INGB0001234567 of A. Visser}\n"
        "  - {on: 2026-01-04, moves: step 2 to approved, expect: {cases: {spring: to pay}}}\n"
        "  - {on: 2026-01-05, moves: step 2 to sent}\n"
        "  - {on: 2026-01-06, moves: step 2 to paid, expect: {kept back: 0.00 EUR}}\n"
        "  - {on: 2026-01-07, returns: PAN of step 1, "
        "expect: {kept back: 10.00 EUR, said: 'kept back: you were given that rebate already'}}\n"
    ) == []  # fmt: skip


def test_who_waits_for_a_seat_gets_the_one_that_comes_free():
    assert missed(
        "  - {on: 2026-10-01, brings: bram}\n"
        "  - {on: 2026-10-02, replies: yes to tasting with 1 guest, expect: {seats: {tasting: accepted}, said: met 1 gast}}\n"
        "  - {on: 2026-10-03, replies: yes to tasting, shows: bram, expect: {seats: {tasting: waiting}}}\n"
        "  - {on: 2026-10-04, replies: no to tasting, expect: {seats: {tasting: declined}}}\n"
        "  - {on: 2026-10-05, shows: bram, expect: {seats: {tasting: accepted}}}\n"
        "  - {on: 2026-11-14, replies: yes to tasting, expect: {refused: reply_too_late}}\n"
        "  - {on: 2026-11-19, attends: tasting, shows: bram, expect: {refused: not_today}}\n"
        "  - {on: 2026-11-20, attends: tasting, shows: bram, expect: {seats: {tasting: attended}}}\n"
    ) == []  # fmt: skip


def test_a_full_book_is_paid_out_and_what_is_left_of_another_at_what_was_paid():
    assert missed(
        "  - {on: 2026-01-02, buys: 2 × BOX, uses: {paid stamps: 15}}\n"
        "  - {on: 2026-01-03, pays out: 2 books, expect: {refused: not_enough}}\n"
        "  - {on: 2026-01-03, pays out: 1 book, expect: {refund: 1.10 EUR, balances: {paid stamps: 5}}}\n"
        "  - {on: 2026-01-04, pays out: everything as store credit, "
        "expect: {left on: {store credit: 0.50 EUR}, balances: {paid stamps: 0}}}\n"
    ) == []  # fmt: skip


def test_what_a_member_may_have():
    assert missed(
        "  - {on: 2026-01-02, buys: BOX, expect: {entitled: none}}\n"
        "  - {on: 2026-01-03, joins: plus, expect: {entitled: free shipping}}\n"
    ) == []  # fmt: skip


def test_what_does_not_come_out_is_said_in_words():
    assert missed(
        "  - {on: 2026-01-02, buys: BED, expect: {cases: {BED: kept, BED of step 2: kept}, "
        "to charge: 1.00 EUR, kept back: 1.00 EUR}}\n"
        "  - {on: 2026-01-03, expect: {seats: {tasting: accepted}, entitled: free shipping}}\n"
    ) == [
        (1, "cases of BED: expected kept, found running"), (1, "cases of BED of step 2: expected kept, found none"),
        (1, "to charge: expected 1.00 EUR, found 0.00 EUR"), (1, "kept back: expected 1.00 EUR, found 0.00 EUR"),
        (2, "seats of tasting: expected accepted, found none"), (2, "entitled: expected free shipping, found none"),
    ]  # fmt: skip


@pytest.mark.parametrize(("step", "code"), [
    ("marks: BOX", "not_of_this_form"), ("marks: BOX in condition E", "not_of_this_form"),
    ("marks: CRATE in condition C", "unknown_article"),
    ("replies: maybe to tasting", "not_of_this_form"), ("replies: yes to dinner", "unknown_experience"),
    ("attends: dinner", "unknown_experience"),
    ("pays out: half a book", "not_of_this_form"), ("moves: BOX of step 1 to charged", "unknown_step"),
    ("moves: step 1 to gone", "unknown_step"),
    ("expect: {cases: 3}", "wrong_kind"), ("expect: {cases: {BED: gone}}", "unknown_word"), ("expect: {seats: yes}", "wrong_kind"),
    ("expect: {seats: {dinner: accepted}}", "unknown_experience"), ("expect: {entitled: early access}", "unknown_entitlement"),
    ("marks: BOX in condition C, attends: tasting", "not_together"),
])  # fmt: skip
def test_mistakes_have_a_code(step, code):
    with pytest.raises(ProgramMistakes) as found:
        read_story(HEAD + f"  - {{on: 2026-01-02, {step}}}\n", PROGRAM, {})
    assert code in [one.code for one in found.value.problems]


def test_a_certificate_says_until_when_and_there_are_no_more_of_them_than_things():
    assert missed(
        "  - {on: 2026-01-02, buys: 2 × BED}\n"
        "  - {on: 2026-01-03, registers: BED of step 1, expect: {said: ['garantie BED: geldig t/m 2 januari 2028']}}\n"
        "  - {on: 2026-01-03, registers: BED of step 1, expect: {refused: opened_before}}\n"
    ) == []  # fmt: skip


def test_a_friend_does_not_count_yet_and_both_are_told():
    assert missed("  - {on: 2026-10-01, brings: bram, expect: {said: 'vriend: telt nog niet mee'}}\n") == []
