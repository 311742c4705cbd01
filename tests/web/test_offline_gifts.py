"""A gift that comes with a basket which a till without a line sold: not handed over, and told to the till and to the manager."""

from json import loads

import pytest

from tests.korenaar import KORENAAR, PROGRAM
from tests.programs import compiled, read_yaml
from tests.web.test_offline import Away, on_line
from zegel.desk.publish import publish

pytestmark = pytest.mark.anyio

GIFTS = PROGRAM.replace(
    "discounts:\n",
    "discounts:\n  towel: {gift: [{nl: theedoek, en: tea towel}, {nl: kaars, en: candle}], worth: 4.00 EUR, basket: at least 30.00 EUR}\n",
)


async def test_a_gift_that_came_with_a_basket_is_not_given_without_a_line_and_both_are_told(house):
    away = await Away(house).open()
    assert (await on_line(away))["gifts"] == []
    now, shop = away.shop.clock.now(), away.shop
    await publish(shop.queries, KORENAAR, compiled(read_yaml(GIFTS).document), now, now)
    shop.shelves.forget(KORENAAR)
    assert loads((await away.mee()).json["body"])["gifts"] == [0], "the till says that it gives none"

    assert await away.send(away.sale(1000), away.sale(3000)) == [("applied", "", []), ("applied", "", ["gift"])]

    away.house.door.gate = away.house.gate
    page = (await away.house.office().get("/kantoor/offline")).body.decode()
    assert "Bij deze aankoop hoort een cadeau: theedoek. De kassa wist dat niet." in page
    assert len(await away.kept()) == 1
