"""What a return could not take back where the balance stops at zero: a later return of the same sale takes it after all out of what
it gives back, so that returns in any order and partition come to one return (semantics 15, 19, 20; reliability L6)."""

from hypothesis import given
from hypothesis import strategies as st

from tests.effort import examples
from tests.make import line
from tests.paper import PaperShop
from tests.programs import read_yaml
from zegel.core.purchase import Line
from zegel.decide.document import read
from zegel.decide.explain import explain

HEAD = """zegel: 1
program: De Hoek
company: {currency: EUR}
branches: [dorpsstraat]
units:
  points: {names: {nl: [punt, punten], en: [point, points]}, worth: 0.01 EUR, expires: {after: 12 months}}
sets:
  cake: {names: {nl: taart, en: cake}, category: cake}
earn:
  base: {give: 10 points, per: 1.00 EUR}
  cakes: {give: 7 points, per: item, of: cake}
rewards:
  mug: {gives: {item: MUG, worth: 4.00 EUR}, costs: 50 points, names: {nl: beker, en: mug}}
discounts:
  points off: {spend: points, step: 10, at most: 100% of basket}
"""


def shop_with(
    *, spent: str = "on a full return", below: str = "stops at zero", earned: str = "as if never bought", more: str = ""
) -> PaperShop:
    returns = f"returns: {{within: 30 days, spent: {spent}, earned: {earned}, below zero: {below}}}\n"
    return PaperShop(read_yaml(HEAD + returns + "settings: {points of this basket: at once, paid with points: earns" + more + "}\n"))


def jam(net: int, pieces: int = 1) -> Line:
    return line(net, pieces, category="jam")


def short(*backs) -> int:
    return sum(effect["count"] for back in backs for effect in back.effects("shortfall"))


def test_points_spent_on_the_very_purchase_that_earned_them_leave_nothing_behind():
    # 20.00 earns 200 points, which all go into the same basket
    shop = shop_with()
    fatima = shop.enrol()
    sale = shop.buys(fatima, jam(1000), jam(1000), uses=[("points off", 200)])
    assert (sale.pays, shop.balances(fatima)) == (1800, {})

    first = shop.returns(sale, (1, 1000))
    assert (first.effects("take back"), first.effects("give back"), short(first)) == ([], [], -100)

    last = shop.returns(sale)

    assert last.effects("give back") == [{"unit": "points", "count": 200}]
    assert last.effects("take back") == [{"unit": "points", "count": 200}]
    assert (short(first, last), shop.balances(fatima)) == (0, {})


def test_the_receipt_says_what_is_taken_after_all():
    shop = shop_with()
    fatima = shop.enrol()
    sale = shop.buys(fatima, jam(1000), jam(1000), uses=[("points off", 200)])
    shop.returns(sale, (1, 1000))

    last = shop.returns(sale)

    said = [one.short for one in explain(shop.compiled, read(last.outcome.receipt.document)) if one.kind == "shortfall"]
    assert [(one.nl, one.en) for one in said] == [
        ("waarvan 100 punten alsnog: eerder was het saldo te laag", "of which 100 points after all: the balance was too low before"),
    ]


def test_what_was_earned_in_between_is_not_touched():
    shop = shop_with()
    fatima = shop.enrol()
    sale = shop.buys(fatima, jam(1000), jam(1000), uses=[("points off", 200)])
    shop.returns(sale, (1, 1000))
    shop.buys(fatima, jam(700))

    shop.returns(sale)

    assert shop.points(fatima) == 70


def test_what_a_return_gives_again_settles_it_too():
    # A rule for small baskets: of 25.00, 15.00 earn 150 and 5.00 earn 250 after all, of which 100 were never taken
    small = "  small: {give: 200 points, per: purchase, basket: at most 12.00 EUR}\n"
    shop = PaperShop(read_yaml(HEAD.replace("rewards:\n", f"{small}rewards:\n") + "returns: {below zero: stops at zero}\n"))
    fatima = shop.enrol()
    sale = shop.buys(fatima, jam(1000), jam(1000), jam(500))
    shop.redeems(fatima, "mug", 5)

    first, second = shop.returns(sale, (1, 1000)), shop.returns(sale, (2, 1000))

    assert (second.effects("give back"), second.effects("take back")) == ([{"unit": "points", "count": 100}],) * 2
    assert (short(first), short(second), shop.balances(fatima)) == (-100, 100, {})


baskets = st.lists(st.tuples(st.sampled_from(["jam", "cake"]), st.integers(1, 1500), st.integers(1, 3)), min_size=1, max_size=4)


@examples(30)
@given(
    basket=baskets, had=st.integers(0, 200), used=st.integers(0, 40), mugs=st.integers(0, 3), data=st.data(),
    spent=st.sampled_from(["on a full return", "back to its lots", "by value", "never"]),
    below=st.sampled_from(["stops at zero", "allowed"]),
    earned=st.sampled_from(["as if never bought", "in proportion", "per line", "by today's rules", "as if bought alone", "all or nothing"]),
)  # fmt: skip
def test_in_any_order_and_partition_it_comes_to_one_return(basket, had, used, mugs, data, spent, below, earned):
    lines = [line(net * pieces, pieces, category=category) for category, net, pieces in basket]
    shops = [shop_with(spent=spent, below=below, earned=earned) for _ in range(2)]
    sales, members = [], []
    for shop in shops:
        fatima = shop.enrol()
        if had:
            shop.gives(fatima, had)
        sale = shop.record(shop.purchase(fatima, *lines, uses=[("points off", used * 10)] if used else ()))
        if sale.refusal:
            sale = shop.buys(fatima, *lines)
        for _ in range(min(mugs, shop.points(fatima) // 50)):
            shop.redeems(fatima, "mug")
        sales.append(sale)
        members.append(fatima)
    left = {n: each.quantity for n, each in enumerate(lines, 1)}
    backs = []
    while any(left.values()):
        number = data.draw(st.sampled_from([n for n, quantity in left.items() if quantity]))
        part = data.draw(st.integers(1, left[number] // 1000)) * 1000
        left[number] -= part
        backs.append(shops[0].returns(sales[0], (number, part)))

    whole = shops[1].returns(sales[1])

    assert shops[0].balances(members[0]) == shops[1].balances(members[1])
    assert sum(back.refund for back in backs) == whole.refund
    assert short(*backs) == short(whole)
