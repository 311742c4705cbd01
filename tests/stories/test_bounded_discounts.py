"""Discounts of which there is only so much: once per member, so many a day, a budget (semantics 23, 27; domain.md M7)."""

import pytest

from tests import make
from tests.make import line
from tests.paper import PaperShop
from tests.program.files import mistakes
from tests.programs import read_yaml
from zegel.decide.document import Document
from zegel.decide.explain import explain
from zegel.flows.commands import CancelHold, CommitHold, Quote
from zegel.program.model import Program
from zegel.program.sentences import sentences

HEAD = """
zegel: 1
program: Bakkerij De Korenaar
company: {currency: EUR}
branches: [dorpsstraat, markt]
units: {points: {worth: 0.01 EUR}}
"""
FATIMA, JAN = make.card(), make.card("jan")
MARCH = "2026-03-04 12:00"


def a_shop(*discounts: str, more: str = "") -> PaperShop:
    """A bakery with these discounts; fatima and jan are members."""
    shop = PaperShop(read_yaml(HEAD + more + "discounts:\n" + "".join(f"  {one}\n" for one in discounts)))
    shop.enrol()
    shop.enrol("jan")
    return shop


def buys(shop, who=FATIMA, net=2_000, at=None, **changes):
    return shop.done(shop.purchase(who, line(net), at=shop._moment(at) if isinstance(at, str) else at, **changes))


def why(shop, said, rule="treat"):
    """What the receipt says of a discount that was not given: (short, what would help), in English."""
    body = Document(said.body, said.purchase)
    return next((one.short.en, one.would.en) for one in explain(shop.compiled, body) if one.rule == rule and not one.applied)


@pytest.mark.parametrize(("once", "again", "when"), [
    ("member", "2036-03-04 12:00", ""), ("day", "2026-03-05 12:00", "Again from 5 March 2026."),
    ("week", "2026-03-09 12:00", "Again from 9 March 2026."), ("month", "2026-04-01 12:00", "Again from 1 April 2026."),
    ("year", "2027-01-01 12:00", "Again from 1 January 2027."),
])  # fmt: skip
def test_once_per_member_or_period(once, again, when):
    shop = a_shop(f"treat: {{off: 10%, once per: {once}}}")

    first = buys(shop, at=MARCH)
    second = buys(shop)

    assert (first.pays, second.pays, buys(shop, JAN).pays) == (1_800, 2_000, 1_800)
    words, would = why(shop, second)
    assert words.startswith("10% off: used up, at most once per member")
    assert would == when
    assert buys(shop, at=again).pays == (2_000 if once == "member" else 1_800)


def test_without_a_card_nobody_knows_how_often_it_was_had():
    shop = a_shop("treat: {off: 10%, limit: 2 per member}")

    said = buys(shop, None)

    assert said.pays == 2_000
    assert why(shop, said) == ("10% off: only with your card", "Show your card.")


def test_how_often_comes_before_what_is_in_the_basket():
    shop = a_shop("treat: {off: 10%, of: {category: bread}, once per: member}")
    buys(shop)

    said = shop.buys(FATIMA, line(500, 1, "jam"))

    assert why(shop, said)[0].startswith("10% off: used up, at most once per member")


def test_everybody_together_and_each_branch():
    shop = a_shop("treat: {off: 10%, limit: [3 in total per day, 2 per branch per day]}")

    at_one = [buys(shop, None, at=MARCH).pays for _ in range(3)]
    elsewhere = buys(shop, None, branch="markt")
    last = buys(shop, None, branch="markt")

    assert at_one == [1_800, 1_800, 2_000]
    assert (elsewhere.pays, last.pays) == (1_800, 2_000)
    assert why(shop, last)[0] == "10% off: used up, at most 3 times for everybody together a day"
    assert buys(shop, None, at="2026-03-05 12:00").pays == 1_800


def test_a_budget_gives_what_is_left_of_it_and_then_nothing():
    shop = a_shop("treat: {off: 10%, budget: 5.00 EUR per month}")

    pays = [buys(shop, None, at=MARCH).pays, buys(shop, None).pays]
    capped = buys(shop, None)
    spent = buys(shop, None)

    assert pays == [1_800, 1_800]
    assert (capped.pays, capped.effects("discount")[0]["left_out"]) == (1_900, 100)
    assert any(said.endswith("€ 1,00 kon niet worden gegeven, want toen was het budget op.") for said in capped.said)
    assert spent.pays == 2_000
    assert why(shop, spent) == ("10% off: the budget is spent, up to €5.00 a month", "Again from 1 April 2026.")
    assert buys(shop, None, at="2026-04-01 12:00").pays == 1_800


def test_a_budget_and_a_limit_that_a_new_version_raises_or_lowers_hold_at_once_for_what_was_not_taken_yet():
    def version(budget: str, limit: str) -> Program:
        return read_yaml(
            f"{HEAD}discounts:\n  treat: {{off: 10%, budget: {budget} per month}}\n  first: {{off: 1.00 EUR, limit: {limit} in total}}\n"
        )

    shop = PaperShop(
        version("3.80 EUR", "2"),
        (make.clock("2026-03-05 00:00"), version("7.60 EUR", "3")),
        (make.clock("2026-03-06 00:00"), version("5.00 EUR", "1")),
    )
    days = ("2026-03-04 12:00", "2026-03-05 12:00", "2026-03-06 12:00")

    paid = [[buys(shop, None, at=day).pays for _ in range(3)] for day in days]

    # 2.00 and 1.80 of the budget, 1.00 twice; then 3.80 and one time more; of the smaller budget and limit everything was had
    assert paid == [[1_700, 1_720, 2_000], [1_700, 1_820, 2_000], [2_000] * 3]


def test_over_the_budget_not_at_all():
    shop = a_shop("treat: {off: 10%, budget: 5.00 EUR, over budget: not at all}")
    for _ in range(2):
        buys(shop, None)

    said = buys(shop, None)

    assert said.pays == 2_000
    assert why(shop, said) == ("10% off: no longer fits in the budget, up to €5.00 in all", "")
    assert buys(shop, None, 1_000).pays == 900


def test_over_the_budget_the_last_one_whole():
    shop = a_shop("treat: {off: 10%, budget: 5.00 EUR, over budget: last one whole}")

    # 2.00, 2.00 and of the 1.00 that is left 2.00 again; then it is over
    sales = [buys(shop, None) for _ in range(4)]
    assert [sale.pays for sale in sales] == [1_800, 1_800, 1_800, 2_000]
    assert why(shop, sales[3]) == ("10% off: the budget is spent, up to €5.00 in all", "")

    # 6.00 was given of 5.00: when 1.00 comes back of it there is nothing yet, with one cent more there is something
    half = sales[2]
    shop.returns(half, (1, 500))
    assert buys(shop, None).pays == 2_000
    shop.returns(half)
    assert buys(shop, None, 9_000).pays == 8_100
    assert buys(shop, None).pays == 2_000


def test_a_gift_costs_its_worth_of_the_budget():
    shop = a_shop("treat: {gift: tea towel, worth: 3.00 EUR, budget: 7.00 EUR}")

    gifts = [len(buys(shop, None).effects("gift")) for _ in range(3)]

    assert gifts == [1, 1, 0]


def test_the_next_discount_takes_the_place_of_one_that_is_used_up():
    shop = a_shop("treat: {off: 20%, once per: member, group: best}", "usual: {off: 5%, group: best}")

    assert [buys(shop).pays, buys(shop).pays] == [1_600, 1_900]


def test_a_quote_says_the_same_and_takes_nothing():
    shop = a_shop("treat: {off: 10%, once per: member, budget: 3.00 EUR}")

    quotes = [shop.record(make.quotes(line(2_000), who=FATIMA, at=shop.at)) for _ in range(2)]
    bought = buys(shop)

    assert {quote.pays for quote in quotes} == {bought.pays} == {1_800}
    assert shop.record(make.quotes(line(2_000), who=FATIMA, at=shop.at)).pays == 2_000
    assert isinstance(make.quotes(who=None), Quote)


def test_a_hold_takes_it_until_it_is_cancelled_and_keeps_it_when_paid():
    shop = a_shop("treat: {off: 10%, once per: member, limit: 1 in total, budget: 2.00 EUR}")
    hold = shop.done(make.holds(line(2_000), who=FATIMA, at=shop.at))

    assert buys(shop, JAN).pays == 2_000
    shop.done(CancelHold(make.header(shop.at), hold.id))
    again = shop.done(make.holds(line(2_000), who=FATIMA, at=shop.at))
    paid = shop.done(CommitHold(make.header(shop.at), again.id, "B-1", ()))

    assert (hold.pays, again.pays, paid.pays) == (1_800, 1_800, 1_800)
    assert (buys(shop).pays, buys(shop, JAN).pays) == (2_000, 2_000)


def test_a_sale_that_comes_back_whole_gives_its_use_back_and_a_part_does_not():
    shop = a_shop("treat: {off: 10%, once per: member, limit: 1 in total, budget: 2.00 EUR}")
    sale = shop.done(shop.purchase(FATIMA, line(2_000, 2)))

    shop.done(make.returns(sale.id, (1, 1_000), at=shop.at))
    assert buys(shop).pays == 2_000
    shop.done(make.returns(sale.id, at=shop.at))

    assert buys(shop).pays == 1_800


def test_what_is_left_of_a_sale_is_priced_by_what_there_was_of_it_then():
    shop = a_shop("treat: {off: 10%, budget: 3.00 EUR}", more="returns: {discounts: reprice}\n")
    sale = shop.done(shop.purchase(None, line(2_000, 2)))
    buys(shop, None)

    back = shop.done(make.returns(sale.id, (1, 1_000), at=shop.at))

    assert back.refund == 900


@pytest.mark.parametrize(("rule", "code"), [
    ("{off: 5%, over budget: capped}", "not_together"), ("{gift: pen, budget: 5.00 EUR}", "missing_key"),
    ("{spend: points, limit: 2 per member}", "not_together"), ("{off: 5%, limit: twice}", "not_of_this_form"),
])  # fmt: skip
def test_what_does_not_go_together_is_a_mistake(rule, code):
    assert code in str(mistakes(HEAD + f"discounts: {{treat: {rule}}}\n"))


def test_it_says_itself():
    rule = "treat: {off: 10%, once per: month, limit: 50 per branch per day, budget: 500.00 EUR per month, over budget: not at all}"
    said = next(s for s in sentences(read_yaml(f"{HEAD}discounts: {{{rule}}}\n")) if s.path == "discounts.treat")

    assert said.nl == (
        "U krijgt 10% korting op alle artikelen; hoogstens 1 keer per lid per maand; hoogstens 50 keer per filiaal per dag; "
        "tot € 500,00 per maand, en wat daar niet meer in past wordt niet gegeven."
    )
    assert said.en == (
        "You get 10% off all articles; at most once per member a month; at most 50 times at each branch a day; "
        "up to €500.00 a month, and what no longer fits in it is not given."
    )
