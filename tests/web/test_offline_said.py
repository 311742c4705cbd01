"""What a till takes along to say things by their names when the line goes."""

import pytest

from tests.web.test_offline import Away, on_line
from tests.web.test_till import promise_more

pytestmark = pytest.mark.anyio


async def test_stamp_cards_go_along_by_the_names_that_the_program_gives_them(house):
    away = await Away(house).open()
    assert (await on_line(away))["cards"] == {"bread card": ["bread card", "bread card"]}

    await promise_more(house, "names: {stamp cards: {bread card: {nl: broodkaart, en: card for bread}}}\n")

    assert (await away.pack())["cards"] == {"bread card": ["broodkaart", "card for bread"]}
