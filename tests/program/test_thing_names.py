"""What a program promises, asks and allows by an id is called by its name in both languages: no id in a sentence."""

import pytest

from tests.program.files import mistakes_in
from tests.programs import read_yaml
from zegel.core.periods import Day
from zegel.program.lints import lints
from zegel.program.sentences import sentences
from zegel.program.terms import chapters

SHOP = """
zegel: 1
program: De Ketting
company: {currency: EUR, country: NL, languages: [nl, en]}
branches: [markt, haven]
names:
  categories: {saddles: {nl: zadels, en: saddles}}
  branches: {markt: {nl: De Markt, en: Market Square}, haven: {nl: Aan de Haven, en: The Harbour}}
  rebates: {spring-26: {nl: voorjaarsactie, en: spring offer}}
  warranties: {long-1: {nl: fietsgarantie, en: bicycle warranty}}
  trials: {saddle-30: {nl: zadelproef, en: saddle trial}}
  trade in: {bike-in: {nl: oude fiets, en: old bicycle}, lamp-in: {nl: oude lamp, en: old lamp}}
  goodwill: {late-1: {nl: te laat, en: too late}, again-2: {nl: alweer, en: once more}}
  budgets: {complaint-1: {nl: een klacht, en: a complaint}}
  roles: {mechanic-2: {nl: fietsenmaker, en: bicycle mechanic}}
  invitations: {eve-1: {nl: de clubavond, en: the club evening}}
  fields:
    shoe-size: {nl: schoenmaat, en: shoe size}
    km-count: {nl: kilometers, en: kilometres}
    of-kind: {nl: soort rit, en: kind of ride}
  answers: {long-r: {nl: lange rit, en: long ride}, short-r: {nl: korte rit, en: short ride}}
units: {points: {names: {nl: [punt, punten], en: [point, points]}, worth: 0.01 EUR}}
profile: {shoe-size: count}
events:
  ridden: {names: {nl: uw rit, en: your ride}, fields: {km-count: count, of-kind: [long-r, short-r]}}
earn:
  ride: {give: 10 points, on: event ridden, with: {km-count: at least 30, of-kind: long-r}}
entitlements: {eve: {entitle: invitation, name: eve-1, for: {member: true}}}
warranties: {long-1: {lasts: 5 years}}
trials: {saddle-30: {of: {category: saddles}, lasts: 30 days}}
rebates: {spring-26: {gives: 30 points}}
trade in: {bike-in: {gives: 250 points}, lamp-in: {gives: 20 points}}
goodwill: {offers: {late-1: {gives: 100 points}, again-2: {gives: 200 points, from: 2nd}}, alone: {mechanic-2: 5.00 EUR}}
gestures:
  envelope: 40.00 EUR per month
  envelopes: {haven: 60.00 EUR per month}
  budgets: {complaint-1: 20.00 EUR per month}
  may give: {mechanic-2: 2.50 EUR}
  kinds: {sorry: {points: 100 points, budget: complaint-1}}
corrections: {points: {alone: {mechanic-2: 50 points}}}
"""
IDS = (
    "spring-26", "long-1", "saddle-30", "bike-in", "lamp-in", "late-1", "again-2", "complaint-1", "mechanic-2", "eve-1", "shoe-size",
    "km-count", "of-kind", "long-r", "short-r", "haven",
)  # fmt: skip


def test_no_sentence_and_no_line_of_the_terms_has_an_id():
    program = read_yaml(SHOP)
    said = [text for one in sentences(program, full=True) for text in (one.nl, one.en)]
    said += [text for chapter in chapters(program) for one in chapter.sentences for text in (one.nl, one.en)]

    assert [(word, text) for word in IDS for text in said if word in text] == []


def test_what_there_is_is_said_by_its_name():
    said = {one.path: (one.nl, one.en) for one in sentences(read_yaml(SHOP), full=True)}

    assert said["earn.ride"] == (
        "U krijgt 10 punten voor: uw rit, als bij kilometers minstens 30 is gemeld en als bij soort rit lange rit is gemeld.",
        "You get 10 points for: your ride, if kilometres is at least 30 and if kind of ride is long ride.",
    )
    assert said["profile"][0] == "Wat u van uzelf mag vertellen, en altijd weer kunt laten vergeten: schoenmaat."
    assert said["trade in.bike-in"] == (
        "Voor het inleveren (oude fiets) krijgt u 250 punten.",
        "For handing one in (old bicycle) you get 250 points.",
    )
    assert said["entitlements.eve"] == (
        "U krijgt een uitnodiging voor de clubavond, met een kaart.",
        "You get an invitation to the club evening, with a card.",
    )
    assert "(te laat)" in said["goodwill.offers.late-1"][0]
    assert "fietsenmaker tot € 5,00" in said["goodwill.alone"][0]
    assert "bicycle mechanic up to €2.50" in said["gestures.may give"][1]
    assert "een klacht € 20,00" in said["gestures.budgets"][0]
    assert "Aan de Haven € 60,00" in said["gestures.envelope"][0]


@pytest.mark.parametrize(("key", "word", "code"), [
    ("rebates", "spring-26", "unknown_rebate"), ("warranties", "long-1", "unknown_warranty"), ("trials", "saddle-30", "unknown_trial"),
    ("trade in", "bike-in", "unknown_trade_in"), ("goodwill", "late-1", "unknown_offer"), ("budgets", "complaint-1", "unknown_budget"),
    ("roles", "mechanic-2", "unknown_role"), ("invitations", "eve-1", "unknown_invitation"), ("fields", "shoe-size", "unknown_field"),
    ("answers", "long-r", "unknown_answer"),
])  # fmt: skip
def test_a_name_is_of_something_that_there_is(key, word, code):
    names, rest = SHOP.split("units:", 1)
    other = names.replace(f"{word}:", "nothing-such:") + "units:" + rest

    assert [(one.path, one.code) for one in mistakes_in(other)] == [(f"names.{key}.nothing-such", code)]


def test_where_one_of_a_kind_has_a_name_the_others_are_asked_for_theirs():
    half = SHOP.replace(", lamp-in: {nl: oude lamp, en: old lamp}", "").replace("    shoe-size: {nl: schoenmaat, en: shoe size}\n", "")

    found = [one.path for one in lints(read_yaml(half), {}, Day("2026-03-04")) if one.code == "unnamed"]

    assert sorted(set(found)) == ["names.fields.shoe-size", "names.trade in.lamp-in"]
