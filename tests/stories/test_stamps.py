"""Stamp cards: ten and the eleventh is free (domain.md M42, the stamp vectors of §8)."""

from dataclasses import replace

import pytest

from tests import make
from tests.make import BREAD, bakery, clock, line, reward
from tests.paper import PaperShop, Said, refuses
from tests.programs import read_yaml
from zegel.core.purchase import Line
from zegel.decide.document import read
from zegel.decide.explain import explain
from zegel.flows.commands import RunDue

CARD, TOKEN = "bread card", "reward:free bread"


def rolls(n: int) -> Line:
    return line(250 * n, n)


def test_a_stamp_for_each_bread_from_two_euros(shop):
    fatima = shop.enrol()

    sale = shop.buys(fatima, rolls(3), line(199), line(500, category="cake"))

    assert sale.earned[CARD] == 3


def test_the_tenth_stamp_makes_the_card_full_and_the_rest_begins_the_next(shop):
    # domain.md §8: 10 slots, buys 3 + 4 + 5: one reward, 2 stamps on the next card
    fatima = shop.enrol()
    shop.buys(fatima, rolls(3))
    shop.buys(fatima, rolls(4))

    third = shop.buys(fatima, rolls(5))

    assert third.effects("card full") == [
        {
            "card": CARD, "unit": CARD, "stamps": 10, "cards": 1, "gives": "free bread", "token": TOKEN,
            "token_expires_at": 2**53,
        }
    ]  # fmt: skip
    assert shop.balances(fatima) == {CARD: 2, "points": 29, "status": 29, TOKEN: 1}


def test_twenty_five_stamps_at_once_are_two_cards_and_five_stamps(shop):
    fatima = shop.enrol()

    shop.buys(fatima, rolls(25))

    found = shop.balances(fatima)
    assert (found[CARD], found[TOKEN]) == (5, 2)


def test_the_eleventh_bread_is_free_up_to_its_cap_and_earns_no_stamp(shop):
    # domain.md M42: card reset to 0, no stamp on a free item
    fatima = shop.enrol()
    shop.buys(fatima, rolls(10))

    free = shop.buys(fatima, line(395), uses=[("free bread", 1)])

    assert free.effects("free items") == [{"rule": "free bread", "items": [1], "shares": [395], "vat": [[900, 395]]}]
    assert (free.pays, free.earned) == (0, {})
    assert shop.balances(fatima) == {"points": 25, "status": 25}


def test_a_dear_bread_is_free_up_to_4_50(shop):
    fatima = shop.enrol()
    shop.buys(fatima, rolls(10))

    assert shop.buys(fatima, line(600), uses=[("free bread", 1)]).pays == 150


def test_of_three_breads_the_cheapest_is_free(shop):
    fatima = shop.enrol()
    shop.buys(fatima, rolls(10))

    sale = shop.buys(fatima, line(300), line(260), line(420), uses=[("free bread", 1)])

    assert sale.effects("free items")[0]["items"] == [0, 1, 0]
    assert sale.earned[CARD] == 2


def test_three_for_two_takes_the_cheapest_off():
    # a reward of three points: "three for nothing" on the cheapest
    shop = PaperShop(bakery(rewards=(*bakery().rewards, reward("third roll", cost=3, free=1, articles=BREAD))))
    fatima = shop.enrol()
    shop.gives(fatima, 3)

    sale = shop.buys(fatima, line(1000), line(800), line(600), uses=[("third roll", 1)])

    assert (sale.pays, sale.effects("free items")[0]["shares"]) == (1800, [0, 0, 600])


@pytest.mark.parametrize(("free", "stamps"), [
    # of three breads two are free, then one, and of a basket of five two
    ("{take: 2, off: 100%, of: {category: bread}, per basket: once}", 1),
    ("{take: 2, off: 5.00 EUR, of: {category: bread}, per basket: once}", 1),
    ("{off: 100%, of: {category: bread}, at most: 1 item per line}", 2),
    ("{off: 100%, of: {category: bread}, every: 3rd item}", 2),
    ("{off: 2.50 EUR per item, of: {category: bread}, every: 2nd item from the 1st}", 1),
    ("{price: 0.00 EUR, of: {category: bread}, every: 3rd item}", 2),
    # what is only cheaper counts
    ("{take: 2, off: 4.99 EUR, of: {category: bread}, per basket: once}", 3),
    ("{off: 99%, of: {category: bread}, every: 3rd item}", 3),
    # and what a floor or a budget left something of
    ("{take: 2, off: 100%, of: {category: bread}, per basket: once, budget: 4.00 EUR}", 3),
])  # fmt: skip
def test_a_bread_that_is_free_by_whatever_discount_earns_no_stamp(free, stamps):
    # domain.md M42: no stamp on a free item
    text = (
        "zegel: 1\nprogram: Bakker\ncompany: {currency: EUR}\nbranches: [dorpsstraat]\nreturns: {within: 30 days}\n"
        "stamp cards: {card: {stamp: 1 per item, of: {category: bread}, slots: 10, full gives: loaf, names: {nl: kaart, en: card}}}\n"
        "rewards: {loaf: {gives: {free: 1, of: {category: bread}}, names: {nl: brood, en: loaf}}}\n"
        f"discounts:\n  free: {free}\n"
    )
    shop = PaperShop(read_yaml(text), at=clock("2026-03-04 10:00"))
    fatima = shop.enrol()

    sale = shop.buys(fatima, rolls(3))

    assert shop.balances(fatima).get("card", 0) == stamps
    shop.returns(sale)
    assert shop.balances(fatima).get("card", 0) == 0


def test_a_returned_bread_takes_its_stamp_back(shop):
    fatima = shop.enrol()
    sale = shop.buys(fatima, rolls(3))

    shop.returns(sale, (1, 1000))

    assert shop.balances(fatima)[CARD] == 2


def test_one_bread_back_before_the_reward_is_used_leaves_one_stamp_on_the_next_card(shop):
    # domain.md §8: 3 + 4 + 5, return of one item before redeeming: 1 stamp
    fatima = shop.enrol()
    for n in (3, 4):
        shop.buys(fatima, rolls(n))
    last = shop.buys(fatima, rolls(5))

    shop.returns(last, (1, 1000))

    found = shop.balances(fatima)
    assert (found[CARD], found[TOKEN]) == (1, 1)


def test_one_bread_back_after_the_reward_was_used_leaves_the_next_card_at_one(shop):
    # domain.md §8: after redeeming, the next card is at 1
    fatima = shop.enrol()
    for n in (3, 4):
        shop.buys(fatima, rolls(n))
    last = shop.buys(fatima, rolls(5))
    shop.buys(fatima, line(300), uses=[("free bread", 1)])

    shop.returns(last, (1, 1000))

    assert shop.balances(fatima)[CARD] == 1


def test_the_next_card_starts_below_zero_when_the_free_bread_was_eaten(shop):
    # domain.md M42: exactly ten, the reward used, one bread back: the next card is at -1
    fatima = shop.enrol()
    sale = shop.buys(fatima, rolls(10))
    shop.buys(fatima, line(300), uses=[("free bread", 1)])

    back = shop.returns(sale, (1, 1000))

    assert {"unit": CARD, "count": 1} in back.effects("take back")
    assert shop.balances(fatima)[f"{CARD} debt"] == -1

    next_card = shop.buys(fatima, rolls(2))

    assert next_card.effects("settle debt") == [{"unit": CARD, "count": -1}]
    assert shop.balances(fatima)[CARD] == 1


def test_an_unused_reward_goes_back_when_its_stamps_do(shop):
    fatima = shop.enrol()
    shop.buys(fatima, rolls(4))
    sale = shop.buys(fatima, rolls(6))

    back = shop.returns(sale, (1, 3000))

    assert back.effects("undo card") == [{"unit": TOKEN, "count": -1}, {"unit": CARD, "count": 10}]
    found = shop.balances(fatima)
    assert (found[CARD], found.get(TOKEN)) == (7, None)
    assert (shop.returns(sale).refund, shop.balances(fatima)[CARD]) == (750, 4)


def test_two_cards_of_one_basket_are_undone_one_after_the_other(shop):
    fatima = shop.enrol()
    shop.buys(fatima, rolls(8))
    sale = shop.buys(fatima, rolls(12))
    assert shop.balances(fatima)[TOKEN] == 2

    shop.returns(sale, (1, 2000))
    assert (shop.balances(fatima)[TOKEN], shop.balances(fatima)[CARD]) == (1, 8)

    shop.returns(sale)
    assert shop.balances(fatima) == {CARD: 8, "points": 20, "status": 20}


def test_a_card_is_undone_after_the_other_reward_of_its_basket_was_used_and_given_back(shop):
    fatima = shop.enrol()
    shop.buys(fatima, rolls(8))
    sale = shop.buys(fatima, rolls(12))
    taken = shop.redeems(fatima, "free bread")
    shop.returns(sale, (1, 1000))
    assert shop.balances(fatima)[CARD] == 9

    shop.cancels(taken)
    shop.returns(sale)

    assert shop.balances(fatima) == {CARD: 8, "points": 20, "status": 20}


def test_a_free_bread_that_comes_back_gives_the_reward_back(shop):
    fatima = shop.enrol()
    shop.buys(fatima, rolls(10))
    sale = shop.buys(fatima, line(300), uses=[("free bread", 1)])

    back = shop.returns(sale)

    assert (back.refund, back.effects("give back")) == (0, [{"unit": TOKEN, "count": 1}])
    assert shop.balances(fatima)[TOKEN] == 1


def test_stamps_on_an_anonymous_card_fill_it_too(shop):
    card = shop.enrol("card 17", since="")

    shop.buys(card, rolls(10))

    assert shop.balances(card) == {"points": 25, TOKEN: 1}


def test_without_a_full_card_there_is_no_free_bread(shop):
    fatima = shop.enrol()
    shop.buys(fatima, rolls(9))

    said = refuses(shop, shop.purchase(fatima, rolls(1), uses=[("free bread", 1)]))

    assert (said.refusal, said.data) == ("not_enough", {"unit": TOKEN, "available": 0, "needed": 1})


@pytest.mark.parametrize("parts", [(10,), (1,) * 10, (3, 7), (9, 1)])
def test_ten_stamps_are_one_reward_however_they_come(shop, parts):
    fatima = shop.enrol()

    for n in parts:
        shop.buys(fatima, rolls(n))

    found = shop.balances(fatima)
    assert (found.get(CARD), found[TOKEN]) == (None, 1)


def test_a_card_is_undone_as_it_was_filled_also_when_its_size_has_changed_since():
    small = bakery(cards=(replace(bakery().cards[0], slots=8),))
    shop = PaperShop(bakery(), (clock("2026-04-01 00:00"), small))
    fatima = shop.enrol()
    shop.buys(fatima, rolls(10))
    sale = shop.buys(fatima, rolls(3), at="2026-04-02 12:00")
    shop.gives(fatima, -2, unit=CARD)

    back = shop.returns(sale)

    assert back.effects("undo card") == [{"unit": TOKEN, "count": -1}, {"unit": CARD, "count": 10}]
    assert shop.balances(fatima)[CARD] == 8


def test_a_reward_given_by_hand_is_no_card_and_stays():
    shop = PaperShop()
    fatima = shop.enrol()
    sale = shop.buys(fatima, rolls(3))
    shop.gives(fatima, 1, unit=TOKEN)
    shop.gives(fatima, -3, unit=CARD)

    back = shop.returns(sale)

    assert back.effects("undo card") == []
    assert shop.balances(fatima) == {f"{CARD} debt": -3, TOKEN: 1}


def waiting() -> tuple[PaperShop, Said]:
    """Ten rolls bought on the web: their stamps wait fourteen days, and then the card is full."""
    plain = bakery()
    units = tuple(replace(unit, pending_days=(("web", 14),)) if unit.id == CARD else unit for unit in plain.units)
    shop = PaperShop(bakery(units=units))
    fatima = shop.enrol()
    sale = shop.buys(fatima, rolls(10), channel="web")
    assert shop.balances(fatima) == {f"{CARD} pending": 10, "points": 25, "status": 25}
    return shop, sale


def test_a_card_that_fills_up_when_its_stamps_stop_waiting_says_so_and_is_undone_by_a_return():
    shop, sale = waiting()

    (receipt,) = shop.record(RunDue(make.header(clock("2026-03-20 12:00")), sale.id.purse)).outcome.linked
    back = shop.returns(sale, (1, 1000))

    assert [effect["effect"] for effect in read(receipt.document).body["effects"]] == ["release", "card full"]
    assert explain(shop.compiled, read(receipt.document))[1].full.nl == "10 bread card ingeleverd voor: free bread."
    assert back.effects("undo card") == [{"unit": TOKEN, "count": -1}, {"unit": CARD, "count": 10}]
    assert shop.balances(make.card()) == {CARD: 9, "points": 22, "status": 22}


def test_a_card_that_filled_up_before_such_receipts_were_kept_stays_and_the_stamps_are_owed():
    shop, sale = waiting()
    shop.wait_until("2026-03-20 12:00")
    for one in [one for one in shop.memory.facts.receipts if one.seq not in (sale.id.seq,)]:
        del shop.memory.facts.receipts[one]

    back = shop.returns(sale, (1, 1000))

    assert back.effects("undo card") == []
    assert shop.balances(make.card()) == {f"{CARD} debt": -1, TOKEN: 1, "points": 22, "status": 22}


def test_stamps_that_wait_are_taken_before_a_full_card_is_undone():
    shop, sale = waiting()
    shop.buys(make.card(), rolls(10))

    back = shop.returns(sale)

    assert back.effects("undo card") == []
    assert shop.balances(make.card()) == {"points": 25, "status": 25, TOKEN: 1}


def test_what_an_undone_card_gives_back_too_much_pays_stamps_that_were_owed(shop):
    fatima = shop.enrol()
    sale = shop.buys(fatima, rolls(10))
    free = shop.buys(fatima, line(260), uses=[("free bread", 1)])
    shop.returns(sale, (1, 1000))
    shop.returns(free)
    owed = shop.balances(fatima)

    back = shop.returns(sale, (1, 1000))

    assert (owed[f"{CARD} debt"], owed[TOKEN]) == (-1, 1)
    assert back.effects("settle debt") == [{"unit": CARD, "count": -1}]
    assert shop.balances(fatima) == {CARD: 8, "points": 20, "status": 20}
