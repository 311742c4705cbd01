"""R4: a code is used as often as it may be and not once more, whoever shows it where, and nobody is refused a use that is there."""

from collections.abc import Sequence

import pytest

from tests.codes import text_of
from tests.live.houses import CODE_KEY
from tests.live.shop import House, Shop, a_shop, basket
from tests.live.wires import Request, outcomes, volley
from zegel.core.codes import code_hash, tail
from zegel.core.periods import NEVER, Instant
from zegel.flows.code_facts import Code
from zegel.store.code_queries import BatchStands

pytestmark = pytest.mark.anyio
N = 64
A = text_of(41)


async def has_codes(shop: Shop, campaign: str, uses: int, worth: int = 0) -> None:
    """The company has code A."""
    hashed = code_hash(CODE_KEY, shop.company, A)
    made = Code(hashed, campaign, "b", "issued", None, tail(A), uses, 0, 0, Instant(0), NEVER, worth)
    await shop.store.queries.codes.add(shop.company, [made])


async def figures(shop: Shop) -> BatchStands:
    return await shop.store.queries.codes.stand(shop.company, "b", Instant(0))


def buying(shop: Shop, members: Sequence[str], code: str, net: int = 500) -> list[Request]:
    return [shop.post("/v1/purchases", basket(m, net) | {"codes": [code], "till": f"till-{i}"}) for i, m in enumerate(members)]


@pytest.mark.parametrize("uses", [1, 3, 7])
async def test_a_code_is_used_exactly_as_often_as_it_may_be(house: House, uses: int) -> None:
    async with a_shop(house) as shop:
        members = await shop.members(N)
        await has_codes(shop, "once", uses)

        answers = await volley(buying(shop, members, A))

        assert outcomes(answers) == {"201": uses, "409 code_used": N - uses}
        assert await figures(shop) == BatchStands(1, 0, uses, 1, 0, 0)
        assert await shop.faults() == []


async def test_a_code_in_a_basket_and_on_hold_is_the_same_code(house: House) -> None:
    async with a_shop(house) as shop:
        members = await shop.members(40)
        await has_codes(shop, "once", 5)
        requests = [shop.post(("/v1/purchases", "/v1/holds")[i % 2], basket(m, 500) | {"codes": [A]}) for i, m in enumerate(members)]

        answers = await volley(requests)

        assert outcomes(answers) == {"201": 5, "409 code_used": 35}
        stands = await figures(shop)
        assert stands.held + stands.used == 5
        assert await shop.faults() == []


@pytest.mark.parametrize(("code", "there", "no"), [("SEVEN", 7, "code_used_up"), ("FIVE", 5, "code_budget_spent")])
async def test_what_a_coupon_gives_in_all_goes_to_exactly_as_many_as_it_is_for(house: House, code: str, there: int, no: str) -> None:
    async with a_shop(house) as shop:
        members = await shop.members(N)

        answers = await volley(buying(shop, members, code))

        assert outcomes(answers) == {"201": there, f"409 {no}": N - there}
        assert await shop.faults() == []


async def test_one_member_uses_a_coupon_as_often_as_a_member_may(house: House) -> None:
    async with a_shop(house) as shop:
        (member,) = await shop.members(1)

        answers = await volley(buying(shop, [member] * N, "TWICE"))

        assert outcomes(answers) == {"201": 2, "409 code_used_up": N - 2}
        assert await shop.faults() == []


async def test_a_voucher_pays_what_it_is_worth_and_not_a_cent_more(house: House) -> None:
    async with a_shop(house) as shop:
        members = await shop.members(N)
        await has_codes(shop, "gift", 1, worth=1_000)

        answers = await volley(buying(shop, members, A, net=300))

        off = [answer.json["totals"]["discount_minor"] for answer in answers if answer.status == 201]
        assert sorted(off) == [100, 300, 300, 300]
        assert outcomes(answers) == {"201": 4, "409 code_used": N - 4}
        assert await shop.faults() == []


async def test_a_code_off_a_receipt_is_one_persons_whoever_comes_at_once(house: House) -> None:
    async with a_shop(house) as shop:
        members = await shop.members(40)
        party = basket(None, 2_000) | {"lines": [{"category": "party", "net_minor": 2_000}]}
        (sale,) = await shop.done([shop.post("/v1/purchases", party)])
        wanted = [basket(m, 500) | {"codes": [sale.json["code"]], "till": f"till-{i}"} for i, m in enumerate(members)]

        answers = await volley([shop.post(("/v1/purchases", "/v1/holds")[i % 2], body) for i, body in enumerate(wanted)])

        assert outcomes(answers) == {"201": 1, "409 code_used": 39}
        assert await shop.faults() == []
