"""The one advice of the first screen: true of these figures, with numbers that open their rows, and silent where there is little to say."""

import re

import pytest

from tests.korenaar import DAY, KORENAAR, PROGRAM
from tests.programs import compiled, read_yaml
from tests.web.test_office_figures import Seen, behind
from tests.web.test_office_home import BREAD, bought, seal
from zegel.desk.publish import publish

pytestmark = pytest.mark.anyio


async def played(house, more="", off=""):
    """The bakery with a second reward that nobody takes, since long."""
    shop = house.shop
    tray = "  tray: {gives: {item: TRAY, worth: 6.00 EUR}, costs: 400 points, names: {nl: dienblad, en: tray}}\n"
    text = PROGRAM.replace("rewards:\n", f"rewards:\n{tray}").replace("stock: 3, ", "")
    program = text.replace("discounts:\n", f"discounts:\n{off}") + more
    await publish(shop.queries, KORENAAR, compiled(read_yaml(program).document), shop.clock.now(), shop.clock.now())
    shop.shelves.forget(KORENAAR)
    shop.clock.forward(31 * DAY)
    made = await shop.client().post("/v1/members", {"name": "Fatima", "identifiers": [{"kind": "card", "value": "F1"}]})
    return made.json["member"]


def advised(page):
    """The advice as a reader has it."""
    text = re.search(r'<section class="advice perf".*?</section>', page.body.decode(), re.DOTALL)[0]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text)).replace("\u00a0", " ").replace(" .", ".")


async def holds(browser):
    """Every number of the advice opens rows that come to it."""
    section = re.search(r'<section class="advice perf".*?</section>', (await browser.get("/kantoor")).body.decode(), re.DOTALL)[0]
    seen = Seen(section)
    assert (seen.bare, [await behind(browser, {}, to, of) for to, _, of in seen.figures]) == ([], [number for _, number, _ in seen.figures])


async def test_a_reward_that_nobody_takes_is_named_with_how_many_others_were_given(house):
    shop, joost = house.shop, house.office()
    fatima = await played(house)
    await shop.client().post("/v1/adjustments", {"member": fatima, "unit": "points", "count": 2000, "reason": "x"})
    for _ in range(19):
        assert (await shop.client().post("/v1/redemptions", {"member": fatima, "reward": "mug"})).status == 201
    await seal(shop)
    assert "Ga zo door." in advised(await joost.get("/kantoor"))
    assert (await shop.client().post("/v1/redemptions", {"member": fatima, "reward": "mug"})).status == 201
    await seal(shop)

    said = advised(await joost.get("/kantoor"))

    assert "Niemand kiest dienblad." in said
    assert "In dertig dagen gaf u 20 andere beloningen." in said
    assert "Nobody chooses tray. In thirty days you gave 20 other rewards." in advised(await house.office("en").get("/kantoor"))
    await holds(joost)


async def test_codes_that_end_soon_and_that_nobody_uses_are_named(house):
    shop, joost = house.shop, house.office()
    await played(house, "coupons: {lente: {off: 10%}}\n")
    made = await shop.client().post("/v1/code-batches", {"coupon": "lente", "count": 25, "valid_until": "2026-04-16"})
    assert made.status == 201, made.json

    assert "Van 25 codes is er nog geen gebruikt. Binnen twee weken zijn ze voorbij." in advised(await joost.get("/kantoor"))
    assert "Ga zo door." in advised(await house.colleague("branch manager").get("/kantoor")), "who sees no codes is told nothing of them"
    sale = {"branch": "station", "lines": [BREAD | {"category": "cake", "net_minor": 1000}], "codes": [made.json["codes"][0]]}
    assert (await shop.client().post("/v1/purchases", sale)).status == 201
    said = advised(await joost.get("/kantoor"))
    assert "Breng de codes van lente onder de aandacht." in said
    assert "Van 25 codes werd er 1 keer een gebruikt." in said
    await holds(joost)
    shop.clock.forward(16 * DAY)
    assert "Ga zo door." in advised(await joost.get("/kantoor")), "what is over needs no advice"


async def test_discounts_of_more_than_a_tenth_of_what_was_sold_come_first(house):
    shop, joost = house.shop, house.office()
    await played(house, off="  all: {off: 20%}\n")
    for _ in range(100):
        await bought(shop, "F1")
    await seal(shop)

    said = advised(await joost.get("/kantoor"))

    assert "Kijk na wat uw kortingen kosten." in said
    assert "In vier weken ging er € 250,00 af: 25 % van wat u verkocht." in said
    assert "In four weeks €250.00 went off: 25% of what you sold." in advised(await house.office("en").get("/kantoor"))
    await holds(joost)
