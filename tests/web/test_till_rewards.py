"""A reward that is handed over at the till without a purchase: once, with a receipt, undone on the same day; and what stands in the way."""

import re

import pytest

from tests.korenaar import DAY, KORENAAR, PROGRAM
from tests.pages import Browser, Fields
from tests.programs import compiled, read_yaml
from tests.web.conftest import House
from tests.web.test_till import CARD, a_member, opened, tap
from zegel.access.scopes import NAMED_SETS
from zegel.desk.publish import publish

pytestmark = pytest.mark.anyio

HAND, BACK = "/kassa/beloning", "/kassa/beloning/terug"
MORE = """
  tea:  {gives: {item: TEA, worth: 3.00 EUR}, costs: 50 points + 1.00 EUR, names: {nl: thee, en: tea}}
  two euros: {gives: {off: 2.00 EUR, of: bread}, costs: 40 points, names: {nl: twee euro korting, en: two euros off}}
  credit: {gives: {store credit: 5.00 EUR}, costs: 100 points, names: {nl: tegoed, en: credit}}
  treat: {gives: {item: [{nl: koek, en: biscuit}, {nl: sap, en: juice}], worth: 1.50 EUR}, costs: 20 points,
    names: {nl: iets lekkers, en: a treat}}
store credit: {expires: never}
"""


async def rich(house: House, points: int = 700, more: str = "") -> str:
    """Fatima with so many points, and what the program gives besides."""
    if more:
        program = compiled(read_yaml(PROGRAM + more).document)
        await publish(house.shop.queries, KORENAAR, program, house.shop.clock.now(), house.shop.clock.now())
        house.shop.shelves.forget(KORENAAR)
    member = await a_member(house)
    await house.shop.client().post("/v1/adjustments", {"member": member, "unit": "points", "count": points, "reason": "opening"})
    return member


async def points_of(house: House, member: str) -> int:
    """What they can spend."""
    return int((await house.shop.client().get(f"/v1/members/{member}/balances")).json["balances"][0]["available"])


async def shelf(house: House, language: str = "nl") -> tuple[Browser, str]:
    """Their card was scanned, with nothing in the basket, and F2 pressed."""
    browser, page = await opened(house, language)
    return browser, await tap(browser, await tap(browser, page, do="scan", text=CARD), do="redeem")


async def hand(browser: Browser, page: str, reward: str) -> str:
    """The tap on one reward of the pane."""
    (key,) = re.findall(r'name="reward_key" value="([^"]+)"', page)
    return await tap(browser, page, HAND, reward=reward, reward_key=key)


async def test_a_reward_is_handed_over_without_a_purchase_once_with_a_receipt_that_says_what_it_cost(house):
    member = await rich(house)
    browser, page = await shelf(house)
    before = await house.shop.entries()

    first = await hand(browser, page, "mug")
    again = await hand(browser, page, "mug")
    receipt = first.partition("/kassa/bon/")[2].partition('"')[0]
    paper = (await browser.get(f"/kassa/bon/{receipt}")).body.decode()

    assert [re.search(r'value="mug"[^>]*>Geef mee', page) is not None, "Meegegeven: beker" in first] == [True, True]
    assert receipt in again, "the same tap again is the same redemption"
    assert [await house.shop.entries() - before, await points_of(house, member)] == [1, 650]
    assert [said in paper for said in ("beker", "50 punten", "Saldo: 650\u00a0punten", "Bakkerij De Korenaar")] == [True] * 4
    assert "/mail" not in paper


async def test_it_is_taken_back_on_the_same_day_once_and_later_not_at_the_till(house):
    member = await rich(house)
    browser, page = await shelf(house)
    handed = await hand(browser, page, "mug")
    receipt = handed.partition("/kassa/bon/")[2].partition('"')[0]
    listed = await tap(browser, handed, do="redeem")

    back = [await tap(browser, listed, BACK, redemption=receipt) for _ in range(2)]
    after = await tap(browser, back[0], do="redeem")
    second = await hand(browser, after, "mug")
    other = second.partition("/kassa/bon/")[2].partition('"')[0]
    house.shop.clock.forward(DAY)
    before = await house.shop.entries()
    late = await tap(browser, second, BACK, redemption=other)

    assert ["Vandaag meegegeven" in page for page in (listed, after)] == [True, False]
    assert ["Teruggedraaid. Het staat weer op de kaart." in one for one in back] == [True, True]
    assert "alleen op dezelfde dag" in late
    assert "Vandaag meegegeven" not in await tap(browser, late, do="redeem")
    assert [await house.shop.entries() - before, await points_of(house, member)] == [0, 650]


async def test_what_cannot_be_handed_over_says_why_and_what_goes_with_a_purchase_waits_for_one(house):
    member = await rich(house, 60, MORE)
    browser, page = await shelf(house)

    offered = set(re.findall(r'name="reward" value="([^"]+)"', page))
    refused = [await hand(browser, page, reward) for reward in ("two euros", "credit", "nothing")]

    assert offered == {"mug", "tea", "treat|1", "treat|2"}
    assert [said in page for said in ("Alleen met een aankoop erbij.", "nog 40\u00a0punten", "\u20ac\u00a01,00 bijbetalen")] == [True] * 3
    assert ["hint wait" in one for one in refused] == [True] * 3
    assert await points_of(house, member) == 60


async def test_credit_one_of_two_things_and_money_beside_it_are_handed_over_as_they_are(house):
    member = await rich(house, 700, MORE)
    browser, page = await shelf(house, "en")

    tea, credit, juice = [await hand(browser, await tap(browser, page, do="redeem"), one) for one in ("tea", "credit", "treat|2")]
    back = await tap(browser, tea, BACK, redemption=tea.partition("/kassa/bon/")[2].partition('"')[0])

    assert ["To be paid: \u20ac1.00" in tea, "Handed over: credit" in credit, "Handed over: a treat: juice" in juice] == [True] * 3
    assert "Taken back: \u20ac1.00 to the customer." in back
    assert await points_of(house, member) == 700 - 100 - 20
    assert "Credit: \u20ac5.00" in juice


async def test_nobody_without_the_right_and_nobody_who_is_not_there_is_given_anything(house):
    await rich(house)
    browser, page = await opened(house)
    alone = await tap(browser, page, HAND, reward="mug", reward_key="k1")
    other = house.till(rights=NAMED_SETS["till"] - {"redemptions:write"})
    form = next(found for found in Fields((await other.get("/kassa")).body.decode()).forms if found[0].get("id") == "kassa")
    before = await house.shop.entries()

    answer = await other.post(HAND, form[1] | {"reward": "mug", "reward_key": "k2"})

    assert "hint wait" in alone
    assert [answer.status, await house.shop.entries()] == [403, before]


BIRTHDAY = """
  cake slice: {gives: {item: {nl: gebakje, en: slice of cake}, worth: 2.50 EUR}, on: birthday ± 3 days, once per: year,
    why: {nl: omdat u jarig bent, en: because it is your birthday}, names: {nl: verjaardagsgebakje, en: birthday cake}}
"""


async def test_what_a_birthday_brings_is_suggested_for_one_tap_and_once(house):
    await rich(house, 30, BIRTHDAY)
    identifiers = [{"kind": "card", "value": "2620000088888"}]
    await house.shop.client().post("/v1/members", {"name": "Jarige Job", "birthday": "03-04", "identifiers": identifiers})
    browser, page = await opened(house)
    other = await tap(browser, await tap(browser, page, do="scan", text=CARD), do="typed", text="4,00")
    assert "verjaardagsgebakje" not in other

    page = await tap(browser, await tap(browser, page, do="scan", text="2620000088888"), do="typed", text="4,00")
    assert "Voor deze klant: verjaardagsgebakje" in page
    assert "Omdat u jarig bent" in page
    (one_tap,) = re.findall(r'value="([^"]+)" data-key="F1"', page)
    page = await tap(browser, page, do=one_tap)
    assert 'value="unuse|cake slice"' in page
    await tap(browser, page, "/kassa/betaal")

    browser, page = await opened(house)
    page = await tap(browser, await tap(browser, page, do="scan", text="2620000088888"), do="typed", text="4,00")
    assert "Voor deze klant" not in page


async def test_the_membership_that_somebody_has_stands_beside_their_tier_as_long_as_they_have_it(house):
    club = "memberships: {club: {names: {nl: Broodclub, en: Bread Club}, article: {sku: CLUB}, price: 25.00 EUR, term: 1 month}}\n"
    member = await rich(house, 10, club)
    browser, page = await opened(house)
    assert "Broodclub" not in await tap(browser, page, do="scan", text=CARD)

    line = {"sku": "CLUB", "category": "club", "net_minor": 2500, "vat_bp": 2100}
    bought = {"branch": "dorpsstraat", "till": "2", "member": member, "lines": [line]}
    assert (await house.shop.client().post("/v1/purchases", bought)).status == 201

    known = await tap(browser, page, do="scan", text=CARD)
    assert '<span class="pill">Broodclub</span>' in known
    assert "Broodclub" in await tap(browser, known, do="typed", text="4,00"), "with something in the basket too"
    house.shop.clock.forward(40 * DAY)
    assert "Broodclub" not in await tap(browser, page, do="scan", text=CARD)
