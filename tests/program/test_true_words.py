"""Sentences that would be untrue, or could be read two ways, if they were made from the rule alone: a setting or another rule says more."""

import pytest

from tests.program.files import SMALL, mistakes, said_by, small
from zegel.program.phrases import phrase
from zegel.program.read import read_yaml

POINT = "give: 1 point, per: purchase"


def said(sections: str, path: str) -> str:
    """What the small program with `sections` says at `path`, in Dutch."""
    return said_by(small(sections))[path][0]


def both(sections: str, path: str) -> tuple[str, str]:
    return said_by(small(sections))[path]


STEPS = "discounts:\n  box: {steps: [{from: 10, off: 2%}, {from: 50, off: 4%}], method: whole, where: {channel: web}}\n"


def test_a_step_that_begins_above_its_threshold_is_not_said_to_begin_at_it():
    assert "2% vanaf 10 stuks, 4% vanaf 50 stuks" in said(STEPS, "discounts.box")
    above = both(f"{STEPS}settings: {{steps begin: above their threshold}}\n", "discounts.box")
    assert ["2% boven 10 stuks, 4% boven 50 stuks" in above[0], "2% above 10 pieces, 4% above 50 pieces" in above[1]] == [True, True]


def test_where_steps_hold_is_said_before_them():
    assert both(STEPS, "discounts.box") == (
        "U krijgt korting op alle artikelen in de webwinkel: 2% vanaf 10 stuks, 4% vanaf 50 stuks; de hoogste trede geldt voor alles.",
        "You get a discount on all articles in the webshop: 2% from 10 pieces, 4% from 50 pieces; the highest step counts for everything.",
    )


def test_a_longer_term_begins_where_its_step_does():
    ladder = "agreements:\n  year: {measure: {turnover: net invoiced}, method: whole, "
    ladder += "ladder: [{from: 50_000.00 EUR, gives: 5%, term: 15 days}]}\n"
    assert said(ladder, "agreements.year.ladder") == "U mag later betalen: 15 dagen vanaf € 50.000,00."
    ladder += "settings: {steps begin: above their threshold}\n"
    assert said(ladder, "agreements.year.ladder") == "U mag later betalen: 15 dagen boven € 50.000,00."


@pytest.mark.parametrize(
    ("how", "nl"),
    [
        ("what is left", "U krijgt 10% en dan 5% korting op alle artikelen."),
        ("added up", "U krijgt 10% plus 5% korting op alle artikelen."),
        ("the original price", "U krijgt 10% plus 5% korting op alle artikelen."),
        ("added up inside a rule", "U krijgt 10% plus 5% korting op alle artikelen."),
    ],
)
def test_two_percentages_of_a_rule_are_said_as_they_are_reckoned(how, nl):
    assert said(f"discounts:\n  both: {{off: 10% + 5%}}\nsettings: {{percent on percent: {how}}}\n", "discounts.both") == nl


STORED = "earn:\n  back: {give: 2% store credit, of: {brand: Lumo}}\nstore credit: {expires: {each year: 12-31}}\n"


def test_store_credit_and_gift_cards_say_when_they_really_lapse():
    assert "het is geldig tot en met 31 december" in said(STORED, "store credit")
    card = "gift cards: {valid for: {after: 3 years, on: end of year}}\n"
    assert "blijft 3 jaar geldig, tot en met het einde van dat jaar" in said(card, "gift cards")
    assert said(STORED, "earn.back") == "U krijgt 2% terug als winkeltegoed op artikelen van het merk Lumo, met een kaart."


def test_a_full_card_s_reward_says_all_of_how_long_it_lasts():
    card = (
        "stamp cards:\n  bread: {stamp: 1 per item, slots: 10, full gives: loaf}\nrewards:\n  loaf: {gives: {free: 1}, valid for: VALID}\n"
    )
    whole = both(card.replace("VALID", "{after: 3 months, on: end of month}"), "rewards.loaf")
    assert "3 maanden geldig, tot en met het einde van die maand" in whole[0]
    assert "valid for 3 months, through the end of that month" in whole[1]
    assert both(card.replace("VALID", "3 months"), "rewards.loaf")[1].endswith("for a full card, valid for 3 months.")


def test_an_event_and_a_coupon_are_called_by_their_names():
    event = "events:\n  delivered: {names: {nl: de levering, en: the delivery}}\n"
    program = SMALL.replace("  stars: {never spent: true}\n", "  miles: {pending: until event delivered}\n") + event
    assert "zodra dit is gemeld: de levering" in said_by(read_yaml(program))["units.miles"][0]
    coupon = "coupons:\n  c10: {off: 10%, codes: personal, names: {nl: tienbon, en: ten off}}\n"
    coupon += "rewards:\n  r: {gives: {coupon: c10}, costs: 10 points}\n"
    assert both(coupon, "rewards.r") == ("R: de coupon “tienbon” voor 10 punten.", "R: the coupon “ten off” for 10 points.")


def test_and_and_or_are_never_read_two_ways():
    ors = "{any: [{when: {day: friday}, where: {channel: web}}, {when: {calendar: king's day}}]}"
    assert said(f"earn:\n  odd: {{{POINT}, {ors[1:-1]}}}\n", "earn.odd") == (
        "U krijgt 1 punt per aankoop op vrijdag en in de webwinkel, of op Koningsdag."
    )
    ands = "where: {branch: markt}, any: [{when: {day: friday}}, {where: {channel: web}}]"
    assert said(f"earn:\n  odd: {{{POINT}, {ands}}}\n", "earn.odd") == (
        "U krijgt 1 punt per aankoop in filiaal markt, en op vrijdag of in de webwinkel."
    )
    assert both(f"earn:\n  odd: {{{POINT}, not: {{when: {{day: friday}}, where: {{channel: web}}}}}}\n", "earn.odd") == (
        "U krijgt 1 punt per aankoop, niet tegelijk op vrijdag en in de webwinkel.",
        "You get 1 point per purchase, not at once on Friday and in the webshop.",
    )


def test_how_often_a_rule_gives_is_no_condition_among_others():
    rule = f"earn:\n  back: {{{POINT}, for: {{away for: at least 60 days}}, once per: year}}\n"
    assert both(rule, "earn.back") == (
        "U krijgt 1 punt per aankoop, als u minstens 60 dagen niet hier was, één keer per jaar.",
        "You get 1 point per purchase, if you were away for at least 60 days, once per year.",
    )


@pytest.mark.parametrize(
    ("days", "nl", "en"),
    [
        ("12-27 .. 12-31", "tijdens feest", "during feest"),
        ("[2026-07-20 .. 2026-08-07, 12-24]", "tijdens feest", "during feest"),
        ("2026-12-24", "op feest", "on feest"),
        ("[2026-12-24, 12-31]", "op feest", "on feest"),
    ],
)
def test_a_calendar_is_a_time_during_which_or_a_day_on_which(days, nl, en):
    found = both(f"calendars:\n  feest: {days}\nearn:\n  odd: {{{POINT}, when: {{calendar: feest}}}}\n", "earn.odd")
    assert found == (f"U krijgt 1 punt per aankoop {nl}.", f"You get 1 point per purchase {en}.")


def test_the_days_of_a_calendar_are_all_of_them():
    carnival = f"calendars:\n  carnival: [easter - 49, easter - 48]\nearn:\n  odd: {{{POINT}, when: {{calendar: carnival}}}}\n"
    assert said(carnival, "calendars.carnival") == "Met carnival bedoelen wij de dagen 49 dagen vóór Pasen en 48 dagen vóór Pasen."


def test_days_in_a_row_run_from_the_first_through_the_last():
    assert both(f"earn:\n  odd: {{{POINT}, when: {{day: weekdays}}}}\n", "earn.odd") == (
        "U krijgt 1 punt per aankoop van maandag tot en met vrijdag.",
        "You get 1 point per purchase from Monday through Friday.",
    )


TIERS = "tiers:\n  measure: {visits: all, window: rolling 12 months, kept: KEPT, down: to the level reached}\n"
TIERS += "  steps: {regular: {from: 4}, friend: {from: 8}}\n"


def test_a_ladder_says_how_often_it_is_looked_at_and_how_far_one_falls():
    yearly = both(TIERS.replace("KEPT", "12 months"), "tiers.measure")
    assert "het wordt elk jaar opnieuw bekeken; u zakt tot het niveau dat u dan haalt" in yearly[0]
    assert "it is looked at again every year; you fall to the tier that you reach then" in yearly[1]
    assert "het wordt elke 6 maanden opnieuw bekeken" in said(TIERS.replace("KEPT", "6 months"), "tiers.measure")


def test_a_mail_to_a_segment_speaks_to_whoever_is_in_it():
    mail = "segments:\n  away: {names: {nl: wie wegbleef, en: those who stayed away}, away for: at least 90 days}\n"
    mail += 'messages:\n  miss: {says: {nl: "Tot gauw?", en: "See you?"}, on: birthday, for: {segment: away}}\n'
    assert said(mail, "messages.miss").startswith("Op uw verjaardag mailen wij u, als u hoort bij wie wegbleef: “Tot gauw?”")


def test_a_branch_that_nobody_named_is_not_spoken_of():
    alone = said_by(read_yaml(SMALL.replace("branches: [markt, haven]\n", "")))
    assert "branches" not in alone
    assert said_by(small())["branches"][1] == "This program holds here: haven and markt, in the time of Amsterdam."


def test_a_comma_in_an_amount_is_put_right_whole():
    found = mistakes("earn:\n  odd: {give: 1 point, per: 1,00 EUR, of: {category: bread}}\n")
    assert [(one.path, one.hint) for one in found] == [("earn.odd.00 EUR", "Write `1.00 EUR`."), ("earn.odd.per", "Write `1.00 EUR`.")]
    assert found[1].fixed_line == "  odd: {give: 1 point, per: 1.00 EUR, of: {category: bread}}"
    ladder = "agreements:\n  year: {measure: {turnover: net invoiced}, method: whole, ladder: [{from: 20.000,00 EUR, gives: 3%}]}\n"
    assert mistakes(ladder)[1].fixed_line.endswith("ladder: [{from: 20_000.00 EUR, gives: 3%}]}")


@pytest.mark.parametrize(
    ("section", "fixed"),
    [
        ("  odd: {give: 1 point, per: item, when: {hours: 9-12}}", "hours: 09:00-12:00"),
        ("  odd: {give: 1 point, per: item, when: {hours: 9.30 - 17 uur}}", "hours: 09:30-17:00"),
        ("  odd: {give: 1 point, per: item, when: {hours: 9-25}}", ""),
        ("  odd: {give: 1 point, per: item, when: {dates: 01-02-2026}}", "dates: 2026-02-01"),
        ("  odd: {give: 1 point, per: item, when: {dates: 31-02-2026}}", ""),
    ],
)
def test_what_is_advised_can_be_read(section, fixed):
    (found,) = mistakes(f"earn:\n{section}\n")
    assert fixed in found.fixed_line if fixed else not found.fixed_line


def test_money_where_store_credit_is_meant_is_told_so():
    (found,) = mistakes("store credit: {}\nrebates:\n  led: {of: {tag: led}, gives: 10.00 EUR}\n")
    assert (str(found.message), str(found.hint)) == (
        "`10.00 EUR` is no count of a unit like `50 points`.", "Write `10.00 EUR store credit`."
    )  # fmt: skip


def test_the_keys_of_which_one_is_missing_are_listed_in_dutch_too():
    (found,) = mistakes("earn:\n  odd: {of: {category: bread}}\n")
    assert phrase(found.message).words.nl == "De sleutel `give` of `multiply` of `less` ontbreekt."


@pytest.mark.parametrize(("written", "meant"), [
    ("discounts: {a: {off: 2,5%}}", "discounts: {a: {off: 2.5%}}"),
    ("earn: {a: {multiply: points × 0,5}}", "earn: {a: {multiply: points × 0.5}}"),
    ("earn: {a: {give: 1 point, per: 1,5 kg}}", "earn: {a: {give: 1 point, per: 1.5 kg}}"),
    ("earn: {a: {give: 1 point, per: purchase, basket: at least 1.010,00 EUR}}",
     "earn: {a: {give: 1 point, per: purchase, basket: at least 1_010.00 EUR}}"),
])  # fmt: skip
def test_a_comma_in_any_number_is_put_right(written, meant):
    found = mistakes(f"{written}\n")

    assert [one.fixed_line for one in found if one.code == "unknown_key"] == [meant]
