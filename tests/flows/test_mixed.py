"""Where everything meets (mixed.py) no cent is lost: of a basket, of what comes back of it in any parts, and of a week in the shop."""

from dataclasses import replace
from random import Random
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tests import make
from tests.codes import with_codes
from tests.effort import examples
from tests.flows.mixed import basket_of, stocked, tenders_of, text_of, wishes_of
from tests.paper import PaperShop, Said
from tests.programs import read_yaml
from zegel.core.purchase import Line
from zegel.decide.document import read
from zegel.decide.explain import explain
from zegel.flows.commands import Exchange, ProtectPrice, Use
from zegel.program.stored_value import GIFT_CARD, STORE_CREDIT

seeds = st.integers(0, 10**9)


def purchase(shop: PaperShop, who: Any, basket: list[Line], wishes: Any, tenders: Any = (), *, quote: bool = False) -> Any:
    uses, codes = wishes
    made = make.quotes if quote else make.buys
    return with_codes(made(*basket, who=who, at=shop.at, uses=tuple(Use(*use) for use in uses), tenders=tenders), *codes)


def stands(shop: PaperShop) -> dict[Any, Any]:
    """What everybody has; of which age is another matter, for what is given again by a return has an age of its own."""
    return {id_: {key: n for key, n in purse.balances.items() if n} for id_, purse in shop.memory.purses.items()}


def owed(shop: PaperShop) -> int:
    """What the shop owes everybody in money's worth: cards, credit, vouchers, and paid stamps at what they cost."""
    worth = {GIFT_CARD: 1, STORE_CREDIT: 1, "coupon:bon": 1, "paid stamps": 10}
    return sum(n * worth.get(unit, 0) for purse in shop.memory.purses.values() for (unit, _), n in purse.balances.items())


def look(said: Said, basket: list[Line]) -> None:
    """Shares sum per line and VAT rate, nothing is cheaper than nothing, and all of it is said in both languages."""
    taken = [0] * len(basket)
    for effect in (e for e in said.body["effects"] if "shares" in e):
        by_rate: dict[int, int] = {}
        for each, share in zip(basket, effect["shares"], strict=True):
            by_rate[each.vat_bp] = by_rate.get(each.vat_bp, 0) + share
        assert dict(effect["vat"]) == {rate: minor for rate, minor in by_rate.items() if minor}
        taken = [t + share for t, share in zip(taken, effect["shares"], strict=True)]
    assert all(0 <= t <= max(each.net_minor, 0) for each, t in zip(basket, taken, strict=True))
    totals = said.body["totals"]
    assert totals["pays_minor"] == sum(each.net_minor for each in basket) - sum(taken) + totals.get("stamps_minor", 0)
    hear(said)


def hear(said: Said) -> None:
    assert said.outcome.receipt is not None
    assert said._compiled is not None
    for one in explain(said._compiled, read(said.outcome.receipt.document)):
        assert all(words and "{" not in words for words in (one.short.nl, one.short.en, one.full.nl, one.full.en))
        assert max(len(one.short.nl), len(one.short.en)) <= 90


def goods(said: Said) -> int:
    """What was paid for the goods alone."""
    return said.pays - int(said.body["totals"].get("stamps_minor", 0))


def part_of(random: Random, left: dict[int, int], basket: list[Line]) -> list[tuple[int, int]]:
    """Some of what is left, as a return asks for it; it is not left any more."""
    there = [n for n, quantity in left.items() if quantity]
    found = []
    for n in random.sample(there, random.randint(1, len(there))):
        part = random.choice((left[n], min(left[n], 1000), max(left[n] // 3, 1) if basket[n - 1].measure != "piece" else left[n]))
        left[n] -= part
        found.append((n, part))
    return found


@examples(25)
@given(seeds)
def test_a_basket_of_everything_is_its_quote_and_comes_back_to_where_it_was(seed: int) -> None:
    random = Random(seed)
    program, basket, wishes = read_yaml(text_of(random)), basket_of(random), wishes_of(random)
    one, other = PaperShop(program), PaperShop(program)
    fatima = stocked(one)
    stocked(other)
    before = stands(one)
    first = one.record(purchase(one, fatima, basket, wishes, quote=True))
    tenders = () if first.refusal else tenders_of(random, first.pays)

    quote = one.record(purchase(one, fatima, basket, wishes, tenders, quote=True))
    sale, again = (shop.record(purchase(shop, fatima, basket, wishes, tenders)) for shop in (one, other))

    assert (sale.refusal, sale.body) == (again.refusal, again.body)
    if sale.refusal:
        # What a card pays may earn nothing, so that there is less to spend at once than the first quote had.
        assert quote.refusal == sale.refusal or sale.refusal == "tenders_do_not_match"
        return
    assert quote.body == sale.body
    look(sale, basket)
    left = {n: each.quantity for n, each in enumerate(basket, 1)}
    refunds = []
    while any(left.values()):
        back = other.done(make.returns(again.id, *part_of(random, left, basket), at=other.at, reason="no"))
        hear(back)
        refunds.append(back.refund)
    assert sum(refunds) == one.returns(sale).refund == goods(sale)
    if not sale.body["totals"].get("stamps_minor") and not any(each.net_minor < 0 for each in basket):
        assert stands(one) == stands(other) == before


STRANGERS = {
    "earn": (
        "multiply: points × 0.5", "multiply: points × 3", "multiply: stars × 0", "give: 5 points, per: 1.00 EUR",
        "give: 5 points, per: item", "less: 2 points, per: 1.00 EUR",
    ),
    "discounts": (
        "off: 50%", "off: 20.00 EUR, group: g", "take: 2, pay: 1", "price: 0.01 EUR", "off: 3%, priority: 9, alone: true",
        "steps: [{from: 5.00 EUR, off: 3%}], method: whole", "buy: 1, get: 1, off: 50%",
    ),
}  # fmt: skip
"""Rules about articles that nobody ever buys."""


@examples(25)
@given(seeds)
def test_a_rule_about_what_is_not_bought_changes_nothing(seed: int) -> None:
    random = Random(seed)
    text, basket, wishes = text_of(random), basket_of(random), wishes_of(random)
    section = random.choice(list(STRANGERS))
    stranger = f"  stranger: {{{random.choice(STRANGERS[section])}, of: {{tag: never seen}}}}\n"
    one, other = (PaperShop(read_yaml(said)) for said in (text, text.replace(f"{section}:\n", f"{section}:\n{stranger}")))
    fatima = stocked(one)
    stocked(other)

    sale, again = (shop.record(purchase(shop, fatima, basket, wishes)) for shop in (one, other))

    assert sale.refusal == again.refusal
    if sale.refusal:
        return
    assert (sale.pays, sale.body["effects"], stands(one)) == (again.pays, again.body["effects"], stands(other))
    part = part_of(random, {n: each.quantity for n, each in enumerate(basket, 1)}, basket)
    refunds = [shop.returns(which, *part).refund for shop, which in ((one, sale), (other, again))]
    assert (refunds[0], stands(one)) == (refunds[1], stands(other))


@examples(16)
@given(seeds)
def test_a_hold_that_is_paid_is_the_purchase_and_one_that_is_not_leaves_nothing(seed: int) -> None:
    random = Random(seed)
    program, basket, wishes = read_yaml(text_of(random)), basket_of(random), wishes_of(random)
    bought, held = PaperShop(program), PaperShop(program)
    fatima = stocked(bought)
    stocked(held)
    before = stands(held)
    uses, codes = wishes
    asked = make.holds(*basket, who=fatima, at=held.at, uses=tuple(Use(*use) for use in uses))

    sale = bought.record(purchase(bought, fatima, basket, wishes))
    hold = held.record(with_codes(asked, *codes))

    assert hold.refusal == sale.refusal
    if sale.refusal:
        return
    held.cancels_hold(hold)
    assert stands(held) == before
    paid = held.commits(held.done(with_codes(asked, *codes)))
    assert (paid.pays, paid.earned, paid.effects("spend"), stands(held)) == (
        sale.pays, sale.earned, sale.effects("spend"), stands(bought),
    )  # fmt: skip


@examples(12)
@given(seeds)
def test_a_week_of_everything_pays_nobody_more_than_was_paid(seed: int) -> None:
    random = Random(seed)
    shop = PaperShop(read_yaml(text_of(random)))
    week = Week(random, shop, stocked(shop))
    owed_before = owed(shop)

    for _ in range(random.randint(3, 8)):
        random.choice((week.buys, week.buys, week.brings_back, week.exchanges, week.hears_of_a_lower_price, week.waits))()
    week.brings_everything_back()

    assert owed(shop) - owed_before <= week.cash + week.cheaper


class Week:
    """What fatima does. `cash`: what she paid in money, less what she got; `cheaper`: what lower prices gave her."""

    def __init__(self, random: Random, shop: PaperShop, who: Any) -> None:
        self.random, self.shop, self.who = random, shop, who
        self.sales: list[tuple[Said, list[Line], dict[int, int]]] = []
        self.refunded: list[int] = []
        self.cash = self.cheaper = 0

    def buys(self) -> None:
        basket, wishes = basket_of(self.random), wishes_of(self.random)
        quote = self.shop.record(purchase(self.shop, self.who, basket, wishes, quote=True))
        tenders = () if quote.refusal else tenders_of(self.random, quote.pays)
        self._bought(self.shop.record(purchase(self.shop, self.who, basket, wishes, tenders)), basket)

    def _bought(self, sale: Said, basket: list[Line]) -> None:
        if sale.refusal:
            return
        look(sale, basket)
        assert sale.purchase is not None
        self.cash += sale.pays - sum(t["amount_minor"] for t in sale.purchase["tenders"] if t["kind"] in ("gift_card", "store_credit"))
        self.sales.append((sale, basket, {n: each.quantity for n, each in enumerate(basket, 1)}))
        self.refunded.append(0)

    def _came_back(self, n: int, totals: dict[str, int]) -> None:
        self.cash -= totals.get("money_minor", totals["refund_minor"])
        self.refunded[n] += totals["refund_minor"]
        sale, basket, _ = self.sales[n]
        assert self.refunded[n] <= goods(sale) - sum(min(each.net_minor, 0) for each in basket)

    def _open(self) -> int | None:
        there = [n for n, (_, _, left) in enumerate(self.sales) if any(left.values())]
        return self.random.choice(there) if there else None

    def brings_back(self) -> None:
        n = self._open()
        if n is None:
            return
        sale, basket, left = self.sales[n]
        asked = make.returns(sale.id, *part_of(self.random, left, basket), at=self.shop.at, reason="no")
        back = self.shop.done(replace(asked, as_credit=self.random.random() < 0.2))
        hear(back)
        self._came_back(n, back.body["totals"])

    def exchanges(self) -> None:
        n = self._open()
        if n is None:
            return
        sale, basket, left = self.sales[n]
        back = make.returns(sale.id, *part_of(self.random, left, basket), at=self.shop.at, reason="no")
        others, wishes = basket_of(self.random), wishes_of(self.random)
        bought = purchase(self.shop, self.who, others, wishes)
        said = self.shop.record(Exchange(bought.header, back, bought))
        if said.refusal:
            for one in back.lines:
                left[one.number] += one.quantity
            return
        (receipt,) = [one for one in said.outcome.linked if one.kind == "return"]
        self._came_back(n, read(receipt.document).body["totals"])
        self._bought(said, others)

    def hears_of_a_lower_price(self) -> None:
        n = self._open()
        if n is None:
            return
        sale, basket, _ = self.sales[n]
        number = self.random.randint(1, len(basket))
        unit = max(basket[number - 1].net_minor * 1000 // basket[number - 1].quantity, 1)
        command = ProtectPrice(make.header(self.shop.at), self.who, sale.id, number, self.random.randint(0, unit), "sale")
        given = self.shop.record(command)
        if not given.refusal:
            hear(given)
            self.cheaper += sum(effect["count"] for effect in given.effects("price drop"))

    def waits(self) -> None:
        self.shop.wait_until(self.shop.at + self.random.choice((1, 3, 9, 25)) * make.DAY_MS)

    def brings_everything_back(self) -> None:
        for n, (sale, _, left) in enumerate(self.sales):
            if any(left.values()):
                self._came_back(n, self.shop.returns(sale).body["totals"])
            assert self.refunded[n] == goods(sale)
