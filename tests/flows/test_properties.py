"""What holds for every shop day: return undoes purchase, splitting gains nothing, replay repeats, a late clock changes nothing."""

from collections import Counter
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tests import make
from tests.books import Books
from tests.effort import examples
from tests.flows.script import DAY, PROGRAM, Player, baskets, lines, members, nth, steps, total, uses
from tests.paper import PaperShop, check_receipt
from zegel.core.periods import Day
from zegel.core.purchase import Line
from zegel.decide.document import read
from zegel.decide.plan import plan_of
from zegel.flows.commands import Use
from zegel.flows.lots import own_lots
from zegel.ledger.accounts import AVAILABLE, REDEEMED, RESERVED
from zegel.ledger.purse import Purse
from zegel.program.deals import Amount, BuyGet, Gift
from zegel.program.model import Discount

RICH = (("points", 700), ("points", 350), ("bread card", 7), ("reward:free bread", 1))


DEALS = (
    Discount("rolls", BuyGet(2, 1, make.BREAD, 10_000, "cheapest"), make.BREAD, "line", 0, "", (), make.words("rolls")),
    Discount("five", Amount(500), make.ALL, "basket", 0, "", (), make.words("five")),
    Discount("towel", Gift((("theedoek", "tea towel"),), 400), make.CAKE, "basket", 0, "", (), make.words("towel")),
)


ways_back = st.fixed_dictionaries({
    "returns_earned": st.sampled_from([
        "as if never bought", "in proportion", "per line", "by today's rules", "by today's rules alone", "as if bought alone",
        "all or nothing",
    ]),
    "returned_earned_on": st.sampled_from(["what was paid", "price before discounts"]),
    "returns_spent": st.sampled_from(["back to its lots", "by value", "on a full return"]),
    "returned_gifts": st.sampled_from(["come back", "kept"]),
    "below_zero": st.sampled_from(["allowed", "allowed", "refused", "stops at zero"]),
})  # fmt: skip
"""What a shop may choose about returns, as far as everything that came back leaves nothing behind (semantics 18-20, 26)."""


def rich_shop(*, dealt: bool = False, **ways: Any) -> tuple[PaperShop, Any]:
    """A shop with a member who has points of two ages, stamps and a free bread; `dealt`: with discounts of many kinds."""
    conventions = {"settings": make.settings(**ways)} if ways else {}
    shop = PaperShop(make.bakery(discounts=DEALS, **conventions) if dealt else make.bakery(**conventions))
    fatima = shop.enrol(since="2019-05-01")
    for n, (unit, count) in enumerate(RICH):
        shop.gives(fatima, count, unit=unit, at=make.WEDNESDAY + n * 31 * make.DAY_MS)
    return shop, fatima


def standing(purse: Purse) -> tuple[Any, ...]:
    """What a member has: balances, open lots by date, measures without zeros."""
    lots = Counter({(lot.unit, lot.expires_at): 0 for lot in purse.lots.values()})
    for lot in purse.lots.values():
        lots[lot.unit, lot.expires_at] += lot.available + lot.pending
    measures = {(m, day): n for m, days in purse.measures.items() for day, n in days.items() if n}
    return dict(purse.balances), {key: n for key, n in lots.items() if n}, measures


@examples(24)
@given(baskets, uses, st.booleans(), ways_back)
def test_buying_and_returning_everything_leaves_nothing(basket, used, dealt, ways):
    shop, fatima = rich_shop(dealt=dealt, **ways)
    before = standing(shop.purse(fatima))
    said = shop.record(shop.purchase(fatima, *basket, uses=used))
    if said.refusal:
        assert standing(shop.purse(fatima)) == before
        return

    back = shop.returns(said)

    assert standing(shop.purse(fatima)) == before
    assert back.refund == said.pays


@examples(16)
@given(baskets, uses, st.booleans(), ways_back, st.data())
def test_any_order_and_partition_of_returns_is_one_return(basket, used, dealt, ways, data):
    one, other = rich_shop(dealt=dealt, **ways), rich_shop(dealt=dealt, **ways)
    sales = [shop.record(shop.purchase(fatima, *basket, uses=used)) for shop, fatima in (one, other)]
    if sales[0].refusal:
        return
    left = {n: each.quantity for n, each in enumerate(basket, 1)}
    refund = 0
    while any(left.values()):
        number = data.draw(st.sampled_from([n for n, quantity in left.items() if quantity]))
        part = data.draw(st.integers(1, left[number] // 1000) if left[number] >= 1000 else st.just(1)) * 1000
        left[number] -= part
        refund += other[0].returns(sales[1], (number, part)).refund

    whole = one[0].returns(sales[0])

    assert whole.refund == refund
    assert standing(one[0].purse(one[1])) == standing(other[0].purse(other[1]))


@examples(16)
@given(baskets, uses, st.data())
def test_returns_that_reprice_what_is_left_pay_back_what_was_paid_and_never_ask_for_money(basket, used, data):
    shop, fatima = rich_shop(dealt=True, returned_discounts="reprice")
    before = standing(shop.purse(fatima))
    sale = shop.record(shop.purchase(fatima, *basket, uses=used))
    if sale.refusal:
        return
    left = {n: each.quantity for n, each in enumerate(basket, 1)}
    refunds = []
    while any(left.values()):
        number = data.draw(st.sampled_from([n for n, quantity in left.items() if quantity]))
        part = data.draw(st.integers(1, left[number] // 1000)) * 1000
        left[number] -= part
        cause = data.draw(st.sampled_from(["voluntary", "voluntary", "defect", ""]))
        back = shop.done(make.returns(sale.id, (number, part), at=shop.at, reason="no", cause=cause))
        assert sum(e["amount_minor"] for e in back.effects("refund")) == back.refund
        refunds.append(back.refund)

    assert min(refunds) >= 0
    assert sum(refunds) == sale.pays
    # Where what is left became dearer meanwhile it earned more, for a while: the balance is as it was, not every lot.
    assert standing(shop.purse(fatima))[::2] == before[::2]


@examples(16)
@given(baskets, st.data())
def test_splitting_a_basket_never_earns_more(basket, data):
    program = make.bakery(tiers=None, windows=(), multipliers=make.bakery().multipliers[:1])
    where = [data.draw(st.integers(0, 2)) for _ in basket]
    parts = [tuple(each for each, place in zip(basket, where, strict=True) if place == n) for n in range(3)]
    at = data.draw(st.sampled_from([make.NOON, make.WEDNESDAY]))

    whole, split = PaperShop(program), PaperShop(program)
    for shop, bought in ((whole, [basket]), (split, [part for part in parts if part])):
        fatima = shop.enrol(since="2010-01-01", at=make.NOON)
        for part in bought:
            shop.buys(fatima, *part, at=at)

    assert split.points(fatima) <= whole.points(fatima)
    assert split.balances(fatima).get("bread card") == whole.balances(fatima).get("bread card")


@examples(16)
@given(baskets, uses)
def test_a_quote_is_the_purchase(basket, used):
    shop, fatima = rich_shop()
    wanted = tuple(Use(*use) for use in used)

    quote = shop.record(make.quotes(*basket, who=fatima, at=shop.at, uses=wanted))
    sale = shop.record(make.buys(*basket, who=fatima, at=shop.at, uses=wanted))

    assert (quote.refusal, quote.body) == (sale.refusal, sale.body)
    assert [e.hash for e in quote.entries] == [e.hash for e in sale.entries]


def test_a_quote_is_the_purchase_also_when_nothing_could_be_used():
    shop = PaperShop()
    fatima = shop.enrol()

    quote = shop.quotes(fatima, make.line(250), uses=[("points off", 0)])
    sale = shop.buys(fatima, make.line(250), uses=[("points off", 0)])

    assert quote.body["uses"] == sale.body["uses"] == [["points off", 0]]


@examples(12)
@given(baskets, uses)
def test_a_committed_hold_is_the_purchase(basket, used):
    (bought, fatima), (held, _) = rich_shop(), rich_shop()
    wanted = tuple(Use(*use) for use in used)

    sale = bought.record(make.buys(*basket, who=fatima, at=bought.at, uses=wanted))
    hold = held.record(make.holds(*basket, who=fatima, at=held.at, uses=wanted))
    assert sale.refusal == hold.refusal
    if sale.refusal:
        return

    committed = held.commits(hold)

    assert committed.body["effects"] == sale.body["effects"]
    assert standing(held.purse(fatima)) == standing(bought.purse(fatima))


@examples(10)
@given(steps)
def test_a_day_played_twice_gives_the_same_bytes(script):
    one, other = Player().play(script), Player().play(script)

    assert [e.hash for e in one.entries] == [e.hash for e in other.entries]
    assert [o.receipt.document for o in one.outcomes if o.receipt] == [o.receipt.document for o in other.outcomes if o.receipt]
    assert [o.refusal.code for o in one.outcomes if o.refusal] == [o.refusal.code for o in other.outcomes if o.refusal]


@examples(24)
@given(steps)
def test_a_late_clock_changes_nothing(script):
    never, often = Player().play(script), Player(visits=True).play(script)

    for purse, mine in never.memory.purses.items():
        assert often.memory.purses[purse].hash == mine.hash


@examples(24)
@given(steps)
def test_the_books_are_in_order_after_any_day(script):
    player, books = Player().play(script), Books()

    books.add(player.entries)
    books.check_company()
    for purse in player.memory.purses.values():
        books.check(purse)
    for outcome in player.outcomes:
        if outcome.receipt is not None:
            check_receipt(outcome)


@examples(16)
@given(steps)
def test_what_is_spent_is_always_the_soonest_to_lapse(script):
    shadows = {purse: Purse(purse) for purse in Player().play(script).memory.purses}
    for entry in Player().play(script).entries:
        shadow = shadows[entry.purse]
        here = {key: [lot.order, lot.available] for key, lot in shadow.lots.items()}
        for p in entry.postings:
            if p.lot is not None and p.source == AVAILABLE and p.destination in (REDEEMED, RESERVED) and p.lot in here:
                mine = [have for key, have in here.items() if shadow.lots[key].unit == p.unit and have[1] > 0]
                assert here[p.lot][0] == min(have[0] for have in mine)
            if p.lot is not None and p.lot in here and AVAILABLE in (p.source, p.destination):
                here[p.lot][1] += p.amount if p.destination == AVAILABLE else -p.amount
        shadow.apply(entry)


@examples(12)
@given(st.lists(lines, min_size=1, max_size=5))
def test_what_is_paid_is_what_was_asked_less_the_discount(basket: list[Line]):
    shop, fatima = rich_shop()

    said = shop.record(shop.purchase(fatima, *basket, uses=[("points off", 0)]))

    totals = said.body["totals"]
    assert totals["net_minor"] - totals["discount_minor"] == totals["pays_minor"] >= 0
    assert totals["net_minor"] == total(basket)
    assert sum(sum(e["shares"]) for e in said.effects("discount")) == totals["discount_minor"]


through_the_web = st.lists(
    st.one_of(
        st.tuples(st.just("buys"), members, baskets, st.just(()), st.just("web"), st.sampled_from([0, 4 * DAY])),
        st.tuples(st.just("returns"), nth, st.lists(st.tuples(st.integers(1, 2), st.sampled_from([0, 1000])), max_size=1)),
        st.tuples(st.just("reviews"), nth, st.booleans()),
        st.tuples(st.just("claims"), members, members),
        st.tuples(st.just("waits"), st.sampled_from([1, DAY, 5 * DAY, 11 * DAY])),
    ),
    min_size=2, max_size=10,
)  # fmt: skip


@examples(20)
@given(through_the_web)
def test_nothing_that_was_earned_through_the_web_is_free_before_its_return_window_is_over(script):
    player = Player()
    for n in range(len(script)):
        player.play(script[n : n + 1])
        for sale in [outcome.receipt for outcome in player.outcomes if outcome.receipt is not None and outcome.receipt.kind == "purchase"]:
            over = plan_of(PROGRAM).pending_until("points", "web", Day(read(sale.document).body["business_date"]))
            own = [lot for purse in player.memory.purses.values() for lot in own_lots(purse, sale.id, "points")]
            assert player.at >= over or not any(lot.available or lot.reserved or lot.spent for lot in own)
            assert player.at < over or not any(lot.pending and lot.available_at == over for lot in own)
    for purse in player.memory.purses.values():
        assert not purse.balance("points", "debt"), "what waited was there to be taken"
