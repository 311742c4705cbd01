"""A version that looks back at what nobody counted before goes live with the past counted (architecture.md rule 10)."""

from collections.abc import AsyncIterator, Mapping
from pathlib import Path

import pytest

from tests.korenaar import DAY, KORENAAR, NOON, PROGRAM, Shop, a_shop, fresh_sqlite
from tests.programs import compiled, read_yaml
from zegel.core.ids import PurseId, purse_of
from zegel.core.periods import Instant
from zegel.desk.publish import publish_filled
from zegel.store.opening import migrate

LOOKS_BACK = PROGRAM.replace(
    "earn:\n",
    "earn:\n  often:  {give: 5 points, per: purchase, for: {visits: {at least: 2, within: 12 months}}}\n",
)
CARD = {"kind": "card", "value": "123456"}


@pytest.fixture(params=["sqlite", "postgres"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return fresh_sqlite(tmp_path)
    database = request.getfixturevalue("postgres")
    migrate(database.owner_url)
    return str(database.app_url)


@pytest.fixture
async def bakery(url: str) -> AsyncIterator[Shop]:
    async with a_shop(url) as shop:
        yield shop


async def buys(shop: Shop, minor: int = 1000, card: Mapping[str, str] = CARD) -> str:
    shop.clock.forward(DAY)
    line = {"sku": "B", "category": "milk", "quantity": 2000, "net_minor": minor, "vat_bp": 900}
    answer = await shop.client().post("/v1/purchases", {"branch": "dorpsstraat", "identifier": card, "lines": [line]})
    assert answer.status == 201, answer.body
    return str(answer.json["receipt"])


async def points_of(shop: Shop, receipt: str) -> int:
    found = (await shop.client().get(f"/v1/receipts/{receipt}")).json
    return sum(e["count"] for e in found["effects"] if e["effect"] == "earn" and e["unit"] == "points")


async def publishes(shop: Shop, program: str) -> None:
    version = compiled(read_yaml(program).document)
    await publish_filled(shop.desk, shop.queries, KORENAAR, version, Instant(shop.clock.at), shop.clock.now)
    shop.clock.forward(1000)
    shop.shelves.forget(KORENAAR)


async def counted(shop: Shop, purse: PurseId) -> int:
    return sum(n for (measure, _), n in (await shop.queries.measures(KORENAAR, purse)).items() if measure == "visits")


@pytest.mark.anyio
async def test_two_visits_before_the_rule_count_for_it(bakery: Shop) -> None:
    await bakery.client().post("/v1/members", {"identifiers": [CARD]})
    receipts = [await buys(bakery), await buys(bakery)]
    plain = await points_of(bakery, receipts[-1])

    await publishes(bakery, LOOKS_BACK)

    assert await points_of(bakery, await buys(bakery)) == plain + 5


@pytest.mark.anyio
async def test_purchases_of_an_amount_before_the_rule_count_for_it(bakery: Shop) -> None:
    await bakery.client().post("/v1/members", {"identifiers": [CARD]})
    receipts = [await buys(bakery, 2000), await buys(bakery, 1999), await buys(bakery, 2500)]
    plain = await points_of(bakery, receipts[0])

    large = "earn:\n  large:  {give: 5 points, per: purchase, for: {purchase: 3rd of at least 20.00 EUR}}\n"
    await publishes(bakery, PROGRAM.replace("earn:\n", large))

    assert [await points_of(bakery, await buys(bakery, minor)) for minor in (1000, 2000, 2000)] == [plain // 2, plain + 5, plain]


@pytest.mark.anyio
async def test_filling_again_adds_nothing_and_a_return_takes_its_visit_along(bakery: Shop) -> None:
    await bakery.client().post("/v1/members", {"identifiers": [CARD]})
    receipts = [await buys(bakery), await buys(bakery)]
    purse = purse_of(receipts[0].partition(".")[0])
    assert purse is not None

    await publishes(bakery, LOOKS_BACK)
    await publishes(bakery, LOOKS_BACK.replace("5 points", "6 points"))
    assert await counted(bakery, purse) == 2

    answer = await bakery.client().post("/v1/returns", {"receipt": receipts[0]})
    assert answer.status == 201, answer.body
    assert await counted(bakery, purse) == 1
    assert bakery.clock.at > NOON
