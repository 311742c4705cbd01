"""Two members who were made one: what either of them signs in with, keeps and works with is the one person's."""

from typing import Any

import pytest

from tests.access.authenticator import Authenticator
from tests.access.crew import browser, done, take_on, visit
from tests.access.test_signing_in import HERE, SITE
from tests.korenaar import KORENAAR, Shop
from tests.shop_fixtures import both_databases
from zegel.access.principal import Principal
from zegel.access.sessions import subject_of
from zegel.core.ids import PurseId, purse_of, purse_text
from zegel.core.refusals import NotSignedIn

pytestmark = pytest.mark.anyio


async def enrolled(till: Any, name: str, email: str = "") -> tuple[str, PurseId]:
    shown = {"kind": "email", "value": email} if email else {"kind": "card", "value": f"nl-{name}"}
    named = (await till.post("/v1/members", {"name": name, "identifiers": [shown]})).json["member"]
    purse = purse_of(named)
    assert purse is not None
    return named, purse


async def opened(shop: Shop, purse: PurseId) -> Principal:
    begun = await shop.door.people.members.begin(KORENAAR, purse, shop.clock.now(), HERE)
    return await shop.door.people.sessions.principal(visit(begun.cookie), shop.clock.now())


@both_databases
async def test_a_passkey_an_address_and_a_gift_card_of_either_open_the_one_card(shop, till):
    people, now = shop.door.people, shop.clock.now()
    (stays, purse), (goes, other) = await enrolled(till, "Fatima"), await enrolled(till, "F. Amrani", "f@voorbeeld.nl")
    who, passkey = await opened(shop, other), Authenticator(SITE.origin, SITE.host)
    asked = await people.factors.ask_new(who, SITE, now)
    await people.factors.add(done(who), SITE, asked.id, passkey.make(asked.options), "telefoon")
    for one, card in ((purse, "11"), (other, "22")):
        assert await people.wallet.keep(KORENAAR, subject_of("member", purse_text(one)), card, card * 8, now)
    old = await people.sessions.begin("member", KORENAAR, goes, now, method="code")

    merged = await shop.client().post(f"/v1/members/{stays}/merge", {"other": goes, "reason": "two cards"})

    assert merged.status == 201
    with pytest.raises(NotSignedIn):
        await people.sessions.principal(visit(old.cookie), now)
    asked = await people.factors.ask(KORENAAR, SITE, now)
    begun = await people.members.by_passkey(KORENAAR, SITE, asked.id, passkey.sign(asked.options), now, HERE)
    who = await people.sessions.principal(visit(begun.cookie), now)
    assert (who.purse, who.name) == (purse, "Fatima")
    asked = await people.factors.ask(KORENAAR, SITE, now)
    await people.members.step_up_by_passkey(who, SITE, asked.id, passkey.sign(asked.options), now, HERE)
    mine = subject_of("member", who.subject)
    (kept,) = await people.factors.passkeys(KORENAAR, mine)
    await people.factors.forget(done(who), KORENAAR, mine, "passkey", kept.id)
    assert (kept.data["name"], await people.factors.passkeys(KORENAAR, mine)) == ("telefoon", [])
    assert [one.id for one in await people.wallet.kept(KORENAAR, mine)] == ["11", "22"]
    await people.wallet.forget(KORENAAR, mine, "22")
    assert [one.id for one in await people.wallet.kept(KORENAAR, mine)] == ["11"]

    ticket = await people.members.send_step_up(who, now)
    (message,) = await people.register.people.messages_waiting(KORENAAR, now, 9)
    assert message.address == "f@voorbeeld.nl"
    await people.members.step_up(who, ticket, people.members.code_of(message), now, HERE)


@both_databases
async def test_who_works_here_acts_on_no_card_that_their_own_came_into(shop, till):
    (stays, _), (goes, other) = await enrolled(till, "Joost", "j@voorbeeld.nl"), await enrolled(till, "J. Bakker")
    joost = await take_on(shop, "Joost", "owner", card=other)
    client = await browser(shop, joost)
    given = {"unit": "points", "count": 10, "reason": "sorry"}
    assert (await client.post("/v1/adjustments", given | {"member": goes})).code == "not_yourself"

    assert (await shop.client().post(f"/v1/members/{stays}/merge", {"other": goes, "reason": "two cards"})).status == 201

    for named in (stays, goes):
        assert (await client.post("/v1/adjustments", given | {"member": named})).code == "not_yourself"
