"""What somebody has on trial, on their card: until when, what is paid then, its return label, and how it stands."""

import re

import pytest

from tests.korenaar import DAY, KORENAAR
from tests.web.conftest import House
from tests.web.test_card import GERRIT, buys, opened, text, whose
from tests.web.test_card_rebates import promised
from zegel.core.article import Article

pytestmark = pytest.mark.anyio
HERE = "/pas/op-proef"
LATER: dict[str, object] = {"tenders": []}
"""Nothing is paid at the sale."""
LABEL = "https://retour.example/{receipt}"


async def trying(house: House, **also: str) -> House:
    """The bakery, where bread is on trial for ten days now: `also` says how it is paid."""
    found = await promised(house, {"trials": {"ten days": {"of": {"category": "bread"}, "lasts": "10 days"} | also}})
    await house.shop.queries.put_articles(KORENAAR, [Article("BROOD", "Zuurdesem", "Sourdough", "bread")], house.shop.clock.now())
    return found


def plain(page: str) -> str:
    """What a page says, without its tags."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page).replace("\u00a0", " "))


async def test_what_is_on_trial_stands_on_the_card_with_its_last_day_and_what_is_paid_then(house):
    club = await trying(house, charge="hold", label=LABEL)
    phone = await opened(club)
    assert (HERE in await text(phone, "/pas"), HERE in await text(phone, "/pas/ik")) == (False, False)
    receipt = await buys(club, await whose(club), "bread-9", **LATER)

    home, page = await text(phone, "/pas"), await text(phone, HERE)

    assert (HERE in home, "Zuurdesem" in home, HERE in await text(phone, "/pas/ik")) == (True, True, True)
    said = plain(page)
    assert "Zuurdesem" in said
    assert "loopt nog" in said
    assert "nog 10 dagen" in said
    assert "€ 12,60 staat vast. Houdt u het, dan schrijven wij dat daarna af." in said
    assert f'href="{LABEL.replace("{receipt}", receipt)}" rel="noreferrer"' in page
    assert 'href="/pas/historie/' in page


@pytest.mark.parametrize(
    ("charge", "while_it_runs", "after"),
    [
        ("before", "U hebt al betaald. Brengt u het op tijd terug, dan krijgt u uw geld terug.", "gehouden"),
        ("after", "€ 12,60 betaalt u later. Houdt u het, dan schrijven wij dat daarna af.", "wij schrijven € 12,60 af"),
        ("hold", "€ 12,60 staat vast. Houdt u het, dan schrijven wij dat daarna af.", "wij schrijven € 12,60 af"),
    ],
)
async def test_a_trial_that_is_over_says_so_before_anybody_booked_it(house, charge, while_it_runs, after):
    club = await trying(house, charge=charge)
    phone = await opened(club)
    await buys(club, await whose(club), "bread-9", **(LATER if charge != "before" else {}))
    before = plain(await text(phone, HERE))

    club.shop.clock.forward(11 * DAY)
    phone = await opened(club)

    over = plain(await text(phone, HERE))
    assert (while_it_runs in before, while_it_runs in over, after in over) == (True, False, True)
    assert HERE not in await text(phone, "/pas") or after.startswith("wij")


@pytest.mark.parametrize(
    ("to", "reason", "said"),
    [
        ("charged", {}, "gehouden: € 12,60 is afgeschreven"),
        ("not charged", {"reason": "pas verlopen"}, "€ 12,60 afschrijven lukte niet Vraag in de winkel hoe u het betaalt."),
    ],
)
async def test_what_came_of_it_is_told(house, to, reason, said):
    club = await trying(house, charge="after")
    await buys(club, await whose(club), "bread-9", **LATER)
    club.shop.clock.forward(11 * DAY)
    await buys(club, await whose(club), "bread-10")
    [case] = [one["case"] for one in (await club.shop.client().get("/v1/cases", "kind=trial&state=to%20charge")).json["cases"]]

    moved = await club.shop.client().post(f"/v1/cases/{case}/moves", {"to": to, "actor": "joop"} | reason)

    assert moved.status == 201, moved.body
    assert said in plain(await text(await opened(club), HERE))


async def test_nobody_sees_what_somebody_else_tries(house):
    club = await trying(house)
    await buys(club, await whose(club), "bread-9")

    other = await opened(club, GERRIT)

    assert "Zuurdesem" not in await text(other, HERE)
    assert "U hebt niets op proef." in plain(await text(other, HERE))
