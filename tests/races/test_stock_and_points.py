"""R1, R2: the last of anything goes to exactly as many as there are, and nobody is refused what is there."""

import pytest

from tests.live.shop import BRANCH, PROGRAM, STOCK, House, Shop, a_shop, basket
from tests.live.wires import Request, outcomes, volley

pytestmark = pytest.mark.anyio

N = 64
SOON_SECONDS = 10.0
"""reliability.md says two; that is for a machine of its own, and this one is shared."""


@pytest.mark.parametrize("reward", STOCK)
async def test_stock_goes_to_exactly_as_many_as_there_are(house: House, reward: str) -> None:
    async with a_shop(house) as shop:
        members = await shop.members(N, points=100)

        answers = await volley([shop.redeem(member, reward) for member in members])

        assert outcomes(answers) == {"201": STOCK[reward], "409 out_of_stock": N - STOCK[reward]}
        assert max(answer.seconds for answer in answers) < SOON_SECONDS
        assert await shop.left(reward) == 0
        assert sorted([(await shop.available(member))[0] for member in members]) == [50] * STOCK[reward] + [100] * (N - STOCK[reward])
        assert await shop.faults() == []


async def test_stock_is_the_same_stock_over_the_counter_in_a_basket_and_on_hold(house: House) -> None:
    async with a_shop(house) as shop:
        members = await shop.members(60, points=100)

        answers = await volley([taking(shop, member, i) for i, member in enumerate(members)])

        assert outcomes(answers) == {"201": 7, "409 out_of_stock": 53}
        assert await shop.left("seven") == 0
        assert await shop.faults() == []


def taking(shop: Shop, member: str, i: int) -> Request:
    """One of three ways to the same shelf."""
    used = basket(member, 500) | {"uses": [{"what": "seven", "count": 1}]}
    return (shop.redeem(member, "seven"), shop.post("/v1/purchases", used), shop.post("/v1/holds", used))[i % 3]


BOUNDED = """discounts:
  treat: {off: 1.00 EUR, budget: 6.50 EUR}
  first: {off: 0.10 EUR, limit: 5 in total}
  whole: {off: 0.30 EUR, budget: 1.00 EUR, over budget: last one whole}
"""


async def test_a_discount_goes_to_as_many_as_its_limit_and_its_budget_allow(house: House) -> None:
    async with a_shop(house, PROGRAM + BOUNDED) as shop:
        members = await shop.members(24)

        answers = await volley([shop.post("/v1/purchases", basket(member, 500)) for member in members])

        assert outcomes(answers) == {"201": 24}
        off = sorted(sum(answer.json["totals"][key] * sign for key, sign in (("net_minor", 1), ("pays_minor", -1))) for answer in answers)
        assert sum(off) == 650 + 5 * 10 + 4 * 30
        assert len([one for one in off if one >= 50]) == 7
        assert (await shop.counter("budget:treat:"), await shop.counter("limit:first:0::")) == (0, 0)
        assert (await shop.counter("budget:whole:"), await shop.counter("budget:whole::over")) == (0, 20)
        assert await shop.faults() == []


@pytest.mark.parametrize(
    ("reward", "there", "no"), [("first five", 5, "limit_reached"), ("budgeted", 9, "budget_used_up"), ("shelf", 6, "out_of_stock")]
)
async def test_what_everybody_shares_goes_to_exactly_as_many_as_it_is_for(house: House, reward: str, there: int, no: str) -> None:
    async with a_shop(house) as shop:
        members = await shop.members(N, points=100)

        answers = await volley([over_the_counter(shop, member, reward) for member in members])

        assert outcomes(answers) == {"201": there, f"409 {no}": N - there}
        taken = [answer.json["receipt"] for answer in answers if answer.status == 201]
        await shop.done([shop.post(f"/v1/redemptions/{receipt}/cancel", {}) for receipt in taken[:2]])
        again = await volley([over_the_counter(shop, member, reward) for member in members[:20]])
        assert outcomes(again) == {"201": 2, f"409 {no}": 18}
        assert await shop.faults() == []


async def test_an_envelope_gives_what_is_in_it_and_no_more(house: House) -> None:
    async with a_shop(house) as shop:
        members = await shop.members(30)

        pen = {"gesture": "pen", "reason": "a race", "branch": BRANCH}
        answers = await volley([shop.post("/v1/gestures", {"member": member, **pen}) for member in members])

        assert outcomes(answers) == {"201": 9, "409 budget_used_up": 21}
        assert await shop.faults() == []


async def test_a_budget_gives_what_is_in_it_and_leaves_the_rest_of_the_envelope(house: House) -> None:
    async with a_shop(house) as shop:
        members = await shop.members(20)
        given = {"reason": "a race", "branch": BRANCH}

        cakes = await volley([shop.post("/v1/gestures", {"member": member, "gesture": "cake", **given}) for member in members])
        pens = await volley([shop.post("/v1/gestures", {"member": member, "gesture": "pen", **given}) for member in members])

        assert outcomes(cakes) == {"201": 4, "409 budget_used_up": 16}
        assert outcomes(pens) == {"201": 5, "409 budget_used_up": 15}
        assert await shop.faults() == []


SET_APART = "  reasons: {waited: 5.00 EUR per month, wrong: 3.00 EUR per month}\n"
REASONS = PROGRAM.replace("  budgets: {complaint", SET_APART + "  budgets: {complaint")


@pytest.mark.parametrize("gesture", ["pen", "cake"])
async def test_what_is_set_apart_for_a_reason_goes_to_exactly_as_many_as_it_is_for(house: House, gesture: str) -> None:
    async with a_shop(house, REASONS) as shop:
        members = await shop.members(N)
        waited = {"gesture": "pen", "because": "waited", "reason": "a race", "branch": BRANCH}
        wrong = {"gesture": gesture, "because": "wrong", "reason": "a race", "branch": BRANCH}

        long = await volley([shop.post("/v1/gestures", {"member": member, **waited}) for member in members])
        bad = await volley([shop.post("/v1/gestures", {"member": member, **wrong}) for member in members[:24]])
        rest = await volley([shop.post("/v1/gestures", {"member": member, **waited, "because": "day"}) for member in members[:24]])

        assert outcomes(long) == {"201": 5, "409 budget_used_up": N - 5}
        assert max(answer.seconds for answer in long) < SOON_SECONDS
        assert outcomes(bad) == {"201": 3, "409 budget_used_up": 21}
        assert outcomes(rest) == {"201": 1, "409 budget_used_up": 23}, "of nine euros five and three are gone"
        assert await left_for(shop, "::waited") == 0
        assert await shop.faults() == []


async def test_whoever_needs_no_part_of_an_envelope_has_what_the_reasons_left_at_the_same_moment(house: House) -> None:
    async with a_shop(house, REASONS) as shop:
        members = await shop.members(48)
        pen = {"gesture": "pen", "reason": "a race", "branch": BRANCH}
        because = ("waited", "wrong", "day")

        answers = await volley(
            [shop.post("/v1/gestures", {"member": member, **pen, "because": because[i % 3]}) for i, member in enumerate(members)]
        )

        given = [outcomes(answers[i::3]).get("201", 0) for i in range(3)]
        assert outcomes(answers) == {"201": 9, "409 budget_used_up": 39}, "all of it is given, whoever came first"
        assert given[0] <= 5
        assert given[1] <= 3
        for name, there, taken in (("waited", 5, given[0]), ("wrong", 3, given[1])):
            assert not taken or await left_for(shop, f"::{name}") == there - taken
        assert await shop.faults() == []


async def left_for(shop: Shop, reason: str) -> int:
    """What is left of what a branch's month has for a reason, in euros."""
    counters = await shop.store.queries.counters(shop.company)
    (left,) = [minor for name, minor in counters.items() if name.startswith("gestures:") and name.endswith(reason)]
    return left // 100


def over_the_counter(shop: Shop, member: str, reward: str) -> Request:
    """In a branch that has a shelf of its own."""
    return shop.post("/v1/redemptions", {"member": member, "reward": reward, "branch": BRANCH})


async def test_what_is_given_back_can_be_had_again_at_the_same_moment(house: House) -> None:
    async with a_shop(house) as shop:
        members = await shop.members(40, points=100)
        taken = await shop.done([shop.redeem(member, "seven") for member in members[:7]])
        backs = [shop.post(f"/v1/redemptions/{answer.json['receipt']}/cancel", {}) for answer in taken]

        answers = await volley([*backs, *[shop.redeem(member, "seven") for member in members[7:]]])

        had = outcomes(answers[7:]).get("201", 0)
        assert outcomes(answers[:7]) == {"201": 7}
        assert outcomes(answers[7:]) == {name: n for name, n in (("201", had), ("409 out_of_stock", 33 - had)) if n}
        assert await shop.left("seven") == 7 - had
        assert await shop.faults() == []


async def test_the_last_points_are_spent_once(house: House) -> None:
    async with a_shop(house) as shop:
        (member,) = await shop.members(1, points=100)

        answers = await volley([shop.redeem(member, "sixty") for _ in range(N)])

        assert outcomes(answers) == {"201": 1, "409 not_enough": N - 1}
        assert await shop.available(member) == (40, 0)
        assert await shop.kinds(member) == ["enrol", "adjust", "redeem"]
        assert await shop.faults() == []


async def test_points_are_spent_to_the_last_one_and_no_further(house: House) -> None:
    async with a_shop(house) as shop:
        (member,) = await shop.members(1)
        await shop.done([shop.adjust(member, 7) for _ in range(30)])

        answers = await volley([shop.redeem(member, "ten") for _ in range(N)])

        assert outcomes(answers) == {"201": 21, "409 not_enough": N - 21}
        assert await shop.available(member) == (0, 0)
        assert await shop.faults() == []
