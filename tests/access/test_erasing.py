"""Whoever left is nobody in either database: no row of any table names them any more, and the books check."""

import pytest

from tests.korenaar import KORENAAR, OTHER
from tests.make import header
from tests.shop_fixtures import both_databases
from zegel.core.ids import purse_of
from zegel.core.purchase import Identifier
from zegel.core.refusals import UnknownMember
from zegel.desk.erasing import erase_who_left, lose
from zegel.flows.commands import Leave
from zegel.store import books

pytestmark = pytest.mark.anyio

SHOWN = [{"kind": "email", "value": "fatima@example.org"}, {"kind": "card", "value": "2620000012345"}]


@both_databases
async def test_nothing_is_known_of_who_left_and_the_books_check(shop, till):
    register, queries = shop.door.people.register, shop.queries
    member = (await till.post("/v1/members", {"name": "Fatima", "identifiers": SHOWN})).json["member"]
    purse = purse_of(member)
    assert purse is not None
    line = {"number": 1, "category": "bread", "quantity": 1000, "net_minor": 1000, "list_minor": 1000, "vat_bp": 900}
    body = {"branch": "dorpsstraat", "member": member, "lines": [line]}
    assert (await till.post("/v1/purchases", body)).status == 201
    await shop.desk.submit(Leave(header(at=shop.clock.now(), key="leave"), purse))

    assert await erase_who_left(register, queries, shop.clock.now) == 1

    assert await queries.identifiers_of(KORENAAR, purse) == []
    assert await queries.profile_of(KORENAAR, purse) is None
    assert await queries.dossiers_of(KORENAAR, purse) == []
    assert [one.document for one in await queries.receipts(KORENAAR, purse, 0, 9)] == [None, None, None]
    assert (await queries.purse(KORENAAR, purse)).blocked
    assert (await books.check(shop.store, KORENAAR)).is_sound
    assert (await register.verify(KORENAAR))[1] == 0


@both_databases
async def test_what_was_lost_finds_nobody_and_the_rest_still_does(shop, till):
    register, queries = shop.door.people.register, shop.queries
    purse = purse_of((await till.post("/v1/members", {"name": "Fatima", "identifiers": SHOWN})).json["member"])
    assert purse is not None

    await lose(register, KORENAAR, purse, Identifier("card", "2620000012345"), shop.clock.now(), "member:x", "r")

    assert [one.kind for one in await queries.identifiers_of(KORENAAR, purse)] == ["email"]
    card = Identifier("card", "2620000012345")
    assert (await queries.lost_cards.has(KORENAAR, card), await queries.lost_cards.newest(KORENAAR, 9)) == (True, [card])
    assert (await queries.lost_cards.has(OTHER, card), await queries.lost_cards.newest(OTHER, 9)) == (False, [])
    with pytest.raises(UnknownMember):
        await lose(register, KORENAAR, purse, Identifier("card", "2620000012345"), shop.clock.now(), "member:x", "r")
