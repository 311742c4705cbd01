"""A stamp card is called by its name at the till and on the card, in the language of who reads it."""

from tests.paper import PaperShop
from tests.programs import read_yaml
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
