"""A coupon that is given to somebody without a card: a code on the receipt, for whoever shows it, once (docs/decisions/0033)."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import make
from tests.codes import shown, text_of, with_codes
from tests.effort import examples
from tests.make import line
from tests.paper import PaperShop, Said, refuses
from tests.programs import read_yaml
from zegel.core.ids import PurseId
from zegel.core.purchase import Identifier
from zegel.flows.commands import CancelHold, ClaimReceipt, CommitHold
from zegel.program.compile import Compiled
from zegel.replay.play_story import play
from zegel.replay.read_story import read_story

PROGRAM = """
zegel: 1
program: Bakkerij De Korenaar
company: {currency: EUR}
branches: [dorpsstraat, markt]
units: {points: {names: {nl: [punt, punten], en: [point, points]}, worth: 0.01 EUR}}
earn:
  big basket: {give: coupon next time, per: purchase, basket: at least 20.00 EUR}
  huge basket: {give: coupon bon, per: purchase, basket: at least 100.00 EUR}
coupons:
  next time: {off: 10%, valid for: 30 days}
  bon: {voucher: 15.00 EUR, in parts: true}
"""
FATIMA = make.card()
TOKEN, BON = "coupon:next time", "coupon:bon"


def a_shop(program: str = PROGRAM, more: str = "") -> PaperShop:
    shop = PaperShop(read_yaml(program + more))
    shop.enrol()
    return shop


def paper(n: int) -> Identifier:
    """What a door makes of the code that it prints."""
    return Identifier("coupon_code", shown(text_of(n)).hash.hex())


def gives(shop: PaperShop, net: int = 2_000, n: int = 1) -> Said:
    """A sale without a card, with code `n` to be printed."""
    return shop.done(replace(shop.purchase(None, line(net)), paper=paper(n)))


def shows(shop: PaperShop, net: int = 1_000, n: int = 1, who: Identifier | PurseId | None = FATIMA, **changes: object):
    """A basket with code `n` entered."""
    return with_codes(shop.purchase(who, line(net), **changes), text_of(n))


def holds(shop: PaperShop) -> Said:
    return shop.done(with_codes(make.holds(line(1_000), who=FATIMA, at=shop.at), text_of(1)))


def purse_of(sale: Said) -> PurseId:
    return sale.id.purse


def test_a_sale_without_a_card_prints_a_code_that_anybody_uses_at_any_branch_and_once():
    shop = a_shop()

    sale = gives(shop)
    used = shop.done(shows(shop, branch="markt"))

    assert sale.effects("code printed") == [{"count": 1, "unit": TOKEN}]
    assert "De code op deze bon is goed voor coupon “next time”. Wie de code laat zien, mag die gebruiken." in sale.said
    assert (used.pays, used.kinds, used.outcome.linked[0].kind) == (900, ["pay", "purchase"], "pay")
    assert "Met de code van een eerdere bon: coupon “next time”." in used.said
    assert shop.balances(purse_of(sale)).get(TOKEN, 0) == 0
    assert refuses(shop, shows(shop)).refusal == "code_used"


def test_somebody_without_a_card_uses_it_too_and_a_quote_uses_nothing():
    shop = a_shop()
    gives(shop)

    quoted = shop.done(with_codes(make.quotes(line(1_000), who=None, at=shop.at), text_of(1)))
    used = shop.done(shows(shop, who=None))

    assert (quoted.pays, used.pays) == (900, 900)


def test_no_code_is_printed_for_a_card_for_a_coupon_of_one_member_or_for_nothing():
    shop = a_shop(PROGRAM.replace("valid for: 30 days", "valid for: 30 days, codes: personal"))
    anonymous = shop.enrol("no name", since="")

    sales = [
        shop.done(replace(shop.purchase(FATIMA, line(10_000)), paper=None)), shop.buys(anonymous, line(10_000)), gives(shop, 2_000, 2),
        gives(shop, 100, 3),
    ]  # fmt: skip

    assert [sale.effects("code printed") for sale in sales] == [[], [], [], []]
    assert refuses(shop, shows(shop, n=2)).refusal == "code_unknown"


def test_it_lapses_by_itself_and_the_till_is_told_so():
    shop = a_shop()
    sale = gives(shop)

    shop.wait_until("2026-04-04 00:00")

    assert shop.balances(purse_of(sale)) == {}
    assert refuses(shop, shows(shop)).refusal == "code_expired"


def test_the_sale_that_gave_it_comes_back_and_takes_it_along_used_or_not():
    shop = a_shop()
    unused, used = gives(shop, n=1), gives(shop, n=2)
    shop.done(shows(shop, n=2))

    shop.returns(unused)
    shop.returns(used)

    assert refuses(shop, shows(shop, n=1)).refusal == "code_used"
    assert shop.balances(purse_of(used)) == {f"{TOKEN} debt": -1}


def test_where_the_program_refuses_to_go_below_zero_the_sale_of_a_used_code_cannot_come_back():
    shop = a_shop(more="returns: {below zero: refused}\n")
    sale = gives(shop)
    shop.done(shows(shop))

    assert refuses(shop, make.returns(sale.id, at=shop.at)).refusal == "would_go_below_zero"


def test_the_basket_that_used_it_comes_back_and_the_code_is_valid_again():
    shop = a_shop()
    gives(shop)
    sale = shop.done(shows(shop))

    back = shop.returns(sale)

    assert (back.refund, back.kinds) == (900, ["pay back", "return"])
    assert "De code van een eerdere bon geldt weer: coupon “next time”." in back.said
    assert shop.done(shows(shop)).pays == 900


def test_a_voucher_in_parts_is_used_until_it_is_empty_and_gets_its_share_of_a_return_back():
    shop = a_shop()
    given_by = gives(shop, 10_000)

    first = shop.done(with_codes(shop.purchase(FATIMA, line(600), line(400)), text_of(1)))
    shop.returns(first, (1, 1000))
    second = shop.done(shows(shop, 2_000))

    assert [e["count"] for e in given_by.effects("code printed")] == [1, 1_500]
    # The ten percent and the voucher lie behind one code: 1,000 - 100 - 900; 540 of it comes back with the first line.
    assert (first.pays, [(e["unit"], e["count"]) for e in first.effects("code used")]) == (0, [(BON, 900), (TOKEN, 1)])
    assert (second.pays, [(e["unit"], e["count"]) for e in second.effects("code used")]) == (860, [(BON, 1_140)])
    assert refuses(shop, shows(shop, 2_000)).refusal == "code_used"


@pytest.mark.parametrize(("after", "pays"), [("cancelled", 900), ("paid", 0), ("forgotten", 900)])
def test_a_hold_sets_it_aside_until_it_is_paid_cancelled_or_forgotten(after, pays):
    shop = a_shop()
    gives(shop)
    hold = holds(shop)

    assert refuses(shop, shows(shop)).refusal == "code_used"
    if after == "cancelled":
        assert "De code van een eerdere bon geldt weer: coupon “next time”." in shop.cancels_hold(hold).said
    elif after == "paid":
        assert shop.commits(hold).pays == 900
    else:
        shop.wait_until(shop.at + 11 * 60_000)

    if pays:
        assert shop.done(shows(shop)).pays == pays
    else:
        assert refuses(shop, shows(shop)).refusal == "code_used"


def test_a_paid_hold_can_come_back_too():
    shop = a_shop()
    gives(shop)
    sale = shop.commits(holds(shop))

    shop.returns(sale)

    assert shop.done(shows(shop)).pays == 900


def test_a_hold_of_somebody_without_a_card_prints_its_code_when_it_is_paid():
    shop = a_shop()
    hold = shop.holds(None, line(2_000))

    sale = shop.done(CommitHold(make.header(shop.at), hold.id, "", (), paper(1)))

    assert sale.effects("code printed") == [{"count": 1, "unit": TOKEN}]
    assert shop.done(shows(shop)).pays == 900


@pytest.mark.parametrize("counts", ["when entered", "when completed"])
def test_a_code_counts_when_the_program_says_so(counts):
    shop = a_shop(more=f"settings: {{codes count: {counts}, cancelled codes: stay used}}\n")
    gives(shop)

    hold = holds(shop)
    if counts == "when entered":
        shop.done(CancelHold(make.header(shop.at), hold.id))
    else:
        shop.done(shows(shop))
        assert refuses(shop, CommitHold(make.header(shop.at), hold.id, "", ())).refusal == "code_used"

    assert refuses(shop, shows(shop)).refusal == "code_used"


def test_who_claims_the_receipt_has_the_coupon_on_the_card_and_the_code_opens_nothing():
    shop = a_shop()
    gives(shop, n=1)
    sale = shop.done(replace(shop.purchase(None, line(2_000), receipt_number="7"), paper=paper(2)))
    shop.done(ClaimReceipt(make.header(shop.at), FATIMA, "7", 2_000, sale.entries[-1].business_date, ""))

    assert shop.balances(FATIMA)[TOKEN] == 1
    assert refuses(shop, shows(shop, n=2)).refusal == "code_ended"
    assert shop.done(shows(shop, n=1)).pays == 900, "another's code is another's"


def test_who_claims_the_receipt_of_a_code_that_was_used_in_their_own_basket_gets_it_back_from_that():
    shop = a_shop()
    sale = gives(shop)
    basket = shop.done(shows(shop))
    shop.claims(purse_of(sale), FATIMA)

    shop.returns(basket)

    assert shop.balances(FATIMA) == {TOKEN: 1}


def test_the_purse_of_the_sale_itself_does_not_use_its_own_code():
    shop = a_shop()
    sale = gives(shop)

    assert refuses(shop, shows(shop, who=purse_of(sale))).refusal == "code_ended"


def test_its_limits_and_its_budget_hold_for_a_printed_code_too():
    shop = a_shop(PROGRAM.replace("valid for: 30 days", "valid for: 30 days, budget: 1.50 EUR, uses: {in all: 2 times}"))
    for n in (1, 2, 3):
        gives(shop, n=n)

    assert [shop.done(shows(shop, n=n)).pays for n in (1, 2)] == [900, 950]
    assert refuses(shop, shows(shop, n=3)).refusal == "code_used_up"


# -- exchanges


def exchanges(shop: PaperShop, sale: Said, *lines, n: int, who=None) -> Said:
    """Everything of `sale` comes back and `lines` go along, with code `n` to be printed."""
    command = shop.exchange(sale, *lines, who=who)
    return shop.done(replace(command, bought=replace(command.bought, paper=paper(n))))


def test_an_exchange_without_a_card_prints_a_code_too_and_the_one_before_it_leads_to_the_same():
    shop = a_shop()
    first = gives(shop, n=1)

    other = exchanges(shop, first, line(2_500), n=2)
    again = exchanges(shop, other, line(3_000), n=3)

    assert [one.effects("code printed") for one in (other, again)] == [[{"count": 1, "unit": TOKEN}]] * 2
    assert shop.balances(purse_of(first)) == {TOKEN: 1}, "what came back took its own coupon along each time"
    assert shop.done(shows(shop, n=3)).pays == 900
    assert {refuses(shop, shows(shop, n=n)).refusal for n in (1, 2, 3)} == {"code_used"}


def test_a_held_sale_without_a_card_is_exchanged_with_a_code():
    shop = a_shop()
    sale = shop.commits(shop.holds(None, line(100)))

    other = exchanges(shop, sale, line(2_000), n=1)

    assert other.effects("code printed") == [{"count": 1, "unit": TOKEN}]
    assert shop.done(shows(shop, n=1)).pays == 900


def test_no_code_is_printed_where_the_exchange_is_somebodys():
    shop = a_shop()
    mine, claimed = shop.buys(FATIMA, line(100)), shop.buys(None, line(100))
    nameless = shop.enrol("no name", since="")
    theirs = shop.buys(nameless, line(100))
    shop.claims(claimed.id.purse, FATIMA)

    swaps = [
        exchanges(shop, mine, line(2_000), n=1), exchanges(shop, claimed, line(2_000), n=2), exchanges(shop, theirs, line(2_000), n=3),
        exchanges(shop, gives(shop, 100, 4), line(2_000), n=5, who=FATIMA),
    ]  # fmt: skip

    assert [one.effects("code printed") for one in swaps] == [[], [], [], []]
    assert shop.balances(FATIMA)[TOKEN] == 3
    assert refuses(shop, shows(shop, n=3)).refusal == "code_unknown"


STORY = """
story: A code of a receipt
member: {name: anna}
articles: {CAKE: {price: 10.00 EUR}}
steps:
  - {on: 2026-03-03, buys: 3 × CAKE, shows: nothing, expect: {said: De code op deze bon is goed voor coupon “next time”.}}
  - {on: 2026-03-04, buys: CAKE, codes: step 1, expect: {pays: 9.00 EUR}}
  - {on: 2026-03-05, buys: CAKE, codes: step 1, expect: {refused: code_used}}
"""


def test_a_story_shows_the_code_of_an_earlier_step():
    program = read_yaml(PROGRAM)

    assert play(read_story(STORY, program, {}), Compiled(program)) == []


@examples(30)
@given(st.data())
def test_whatever_happens_no_voucher_gives_more_than_it_is_worth_and_what_came_back_is_there_again(data):
    shop = a_shop(PROGRAM.replace("  big basket: {give: coupon next time, per: purchase, basket: at least 20.00 EUR}\n", ""))
    sale = gives(shop, 10_000)
    baskets: list[tuple[Said, int]] = []
    for _ in range(data.draw(st.integers(1, 6))):
        spent = sum(off for _, off in baskets)
        if spent < 1_500 and data.draw(st.booleans()):
            net = data.draw(st.integers(100, 1_200))
            said = shop.done(shows(shop, net, who=data.draw(st.sampled_from([FATIMA, None]))))
            assert said.pays == net - min(net, 1_500 - spent)
            baskets.append((said, net - said.pays))
        elif baskets:
            shop.returns(baskets.pop(data.draw(st.integers(0, len(baskets) - 1)))[0])
        assert shop.balances(purse_of(sale)).get(BON, 0) == 1_500 - sum(off for _, off in baskets)
