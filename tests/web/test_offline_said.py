"""What a till takes along to say things by their names when the line goes."""

from base64 import b64decode

import pytest

from tests.web.test_offline import Away, on_line
from tests.web.test_till import promise_more
from zegel.hall.offline_pack import mark_of

pytestmark = pytest.mark.anyio


async def test_stamp_cards_go_along_by_the_names_that_the_program_gives_them(house):
    away = await Away(house).open()
    assert (await on_line(away))["cards"] == {"bread card": ["bread card", "bread card"]}

    await promise_more(house, "names: {stamp cards: {bread card: {nl: broodkaart, en: card for bread}}}\n")

    assert (await away.pack())["cards"] == {"bread card": ["broodkaart", "card for bread"]}


async def test_words_of_coupons_go_along_as_marks_so_that_no_till_takes_them_for_a_name_or_a_card(house):
    away = await Away(house).open()
    assert (await on_line(away))["codes"] == []

    await promise_more(house, "coupons: {a: {code: [WELKOM-10, Zon], off: 5%}, b: {code: Geheim, off: 5%, capitals matter: true}}\n")

    answer = await away.mee()
    salt = b64decode((pack := await away.pack())["salt"])
    assert set(pack["codes"]) == {
        mark_of(salt, "code", "WELKOMLO"), mark_of(salt, "code", "ZON"), mark_of(salt, "code as printed", "Geheim"),
    }  # fmt: skip
    assert ["WELKOM" in answer.json["body"], "Geheim" in answer.json["body"]] == [False, False]
