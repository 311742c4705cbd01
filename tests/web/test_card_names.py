"""A stamp card is called by its name at the till and on the card, in the language of who reads it."""

from tests.paper import PaperShop
from tests.programs import read_yaml
from zegel.decide.cases import about, case_words
from zegel.program.model import Words
from zegel.web.card.stamps import album_name
from zegel.web.till.panel import stamps_of

CARDS = """
zegel: 1
program: De Zaagmolen
company: {currency: EUR, country: NL, languages: [nl, en]}
names: {stamp cards: {bread card: {nl: broodkaart, en: bread card}}}
stamp cards:
  bread card: {stamp: 1 per item, slots: 10, full gives: loaf}
  soepkaart:  {stamp: 1 per item, slots: 5, full gives: soup}
rewards:
  loaf: {gives: {item: {nl: brood, en: loaf}}}
  soup: {gives: {item: {nl: soep, en: soup}}}
"""


def test_a_stamp_card_is_called_by_its_name_and_else_by_its_id():
    program = read_yaml(CARDS)
    shop = PaperShop(program)
    fatima = shop.enrol()

    drawn = [stamps_of(program, shop.purse(fatima), card, 0).called for card in program.cards]

    assert drawn == [Words("broodkaart", "bread card"), Words("soepkaart", "soepkaart")]
    assert [album_name(program, card, "nl") for card in program.cards] == ["Broodkaart", "Soepkaart"]
    assert album_name(program, program.cards[0], "en") == "Bread card"


PROMISES = """
zegel: 1
program: De Zaagmolen
company: {currency: EUR, country: NL, languages: [nl, en]}
names:
  rebates: {spring-26: {nl: voorjaarsactie, en: spring offer}}
  trade in: {bike-in: {nl: oude fiets, en: old bicycle}}
  trials: {bed-100: {nl: matrasproef, en: mattress trial}}
units: {points: {names: {nl: [punt, punten], en: [point, points]}}}
rebates: {spring-26: {gives: 30 points}}
trade in: {bike-in: {gives: 250 points}}
trials: {bed-100: {of: {category: beds}, lasts: 100 days}}
"""


def test_a_receipt_calls_what_was_claimed_by_its_name_and_an_article_by_its_number():
    program = read_yaml(PROMISES)

    def said(kind, what):
        return case_words({"kind": kind, "state": "claimed", "what": what}, program)

    assert said("rebate", "spring-26") == Words("teruggave voorjaarsactie: aangevraagd", "rebate spring offer: claimed")
    assert said("trade in", "bike-in") == Words("inruil oude fiets: aangevraagd", "trade-in old bicycle: claimed")
    assert said("warranty", "spring-26").nl == "garantie spring-26: aangevraagd"
    assert said("service", "spring-26").en == "case “spring-26”: claimed"


def test_a_trial_of_no_article_in_particular_goes_by_its_name():
    program = read_yaml(PROMISES)

    assert about(program, "trial", {"what": "", "rule": "bed-100"}, "nl") == "matrasproef"
    assert about(program, "trial", {"what": "MATRAS", "rule": "bed-100"}, "nl") == "MATRAS"
    assert about(program, "service", {}, "en") == ""
