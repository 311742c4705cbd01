"""A receipt whose lines were removed, as the pages show it: what it did, that it is old, and nothing of what was bought."""

import pytest

from tests.korenaar import DAY, KORENAAR
from tests.messages.test_keeping_lines import forget, sealed
from tests.web.conftest import House
from tests.web.test_card import filled, opened, text, whose
from zegel.core.ids import purse_of

pytestmark = pytest.mark.anyio
REMOVED = "Regels verwijderd na 26 maanden"


@pytest.fixture
async def old(house: House) -> tuple[House, str, str]:
    """Fatima's purchases of more than two years ago: the house, whose they are, and the receipt of the first."""
    club = await filled(house)
    member = await whose(club)
    kept = await club.shop.queries.receipts(KORENAAR, purse_of(member), 0, 9)
    (receipt,) = [str(one.id) for one in kept if one.kind == "purchase"][-1:]
    await sealed(club.shop)
    club.shop.clock.forward(800 * DAY)
    assert await forget(club.shop) == 2
    return club, member, receipt


async def test_the_office_and_the_card_say_that_the_lines_were_removed(old):
    club, _, receipt = old
    office = (await club.office().get(f"/kantoor/bonnen/{receipt}")).body.decode()
    phone = await opened(club)
    number = receipt.rpartition(".")[2]
    entry, history = await text(phone, f"/pas/historie/{number}"), await text(phone, "/pas/historie")

    assert (REMOVED in office, REMOVED in entry) == (True, True)
    assert "1 punt per hele euro" in office, "what it did is still told"
    assert 'id="lines"' not in office
    assert "Oude bonnen opgeruimd" not in history, "each of them says it"


async def test_the_member_takes_along_what_is_left_and_no_article(old):
    club, member, receipt = old
    kept = await club.shop.queries.receipts(KORENAAR, purse_of(member), 0, 9)

    assert all(b'"sku":"' not in one.document for one in kept if one.document is not None)
    told = (await club.shop.client().get(f"/v1/receipts/{receipt}")).json
    assert (told["document"]["purchase"]["lines"], told["document"]["thinned"]["after_months"]) == ([], 26)


async def test_the_till_takes_nothing_back_on_it_and_prints_it_no_more(old):
    club, _, receipt = old
    till = club.till()

    back = await till.get(f"/kassa/retour?receipt={receipt}")
    paper = await till.get(f"/kassa/bon/{receipt}")

    assert paper.status == 422
    assert "zo oud dat wij niet meer bewaren" in paper.body.decode()
    assert f"{receipt}:1" not in back.body.decode()


async def test_health_says_when_lines_were_last_removed_and_until_which_day(old):
    club, _, _ = old

    page = (await club.office().get("/kantoor/gezondheid")).body.decode()

    assert "Oude bonregels verwijderd" in page
    assert "tot 1 apr 2026" in page
