"""What a till takes along to say things by their names when the line goes."""

from base64 import b64decode

import pytest

from tests.web.test_offline import Away, on_line
from tests.web.test_till import promise_more
from zegel.core.periods import Day, end_of_day, start_of_day
from zegel.hall.offline_pack import mark_of

EVENINGS = """
experiences:
  class: {names: {nl: bakles, en: baking class}, date: 2026-03-05, starts: "19:30", branch: station, seats: 12,
    reply until: 2026-03-05, guests: 2}
  far: {names: {nl: ver, en: far}, date: 2026-03-09, starts: "19:30", branch: station, seats: 12,
    reply until: 2026-03-05, guests: 2}
  elsewhere: {names: {nl: ginds, en: there}, date: 2026-03-05, starts: "19:30", branch: dorpsstraat, seats: 12,
    reply until: 2026-03-05, guests: 2}
"""

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


async def test_who_has_a_seat_here_within_the_days_of_the_pack_goes_along_and_nobody_else(house):
    away = await Away(house).open()
    assert (await on_line(away))["seats"] == {}
    await promise_more(house, EVENINGS)
    joost = (await away.shop.client().post("/v1/members", {"name": "Joost"}, key="joost")).json["member"]

    replies = [
        ("class", away.fatima, "accept", 1),
        ("class", joost, "accept", 0),
        ("class", joost, "decline", 0),
        ("far", away.fatima, "accept", 0),
    ]
    for what, member, said, guests in [*replies, ("elsewhere", away.fatima, "accept", 0)]:
        body = {"member": member, "answer": said} | ({"guests": guests} if guests else {})
        answer = await away.shop.client().post(f"/v1/experiences/{what}/replies", body)
        assert answer.status < 300, answer.body

    zone, day = "Europe/Amsterdam", Day("2026-03-05")
    told = [start_of_day(day, zone), end_of_day(day, zone), "bakles", "baking class", "19:30", 1]
    assert (await away.pack())["seats"] == {away.fatima: [told]}
