"""Whoever left is nobody in either database: no row of any table names them any more, and the books check."""

import pytest

from tests.access.crew import visit
from tests.korenaar import KORENAAR, OTHER
from tests.make import header
from tests.shop_fixtures import both_databases
from zegel.access.signing_in import From
from zegel.core.ids import purse_of
from zegel.core.purchase import Identifier
from zegel.core.refusals import UnknownMember
from zegel.desk.erasing import erase_who_left, lose
from zegel.flows.commands import Leave, WriteNote
from zegel.store import books
from zegel.store.offline_queries import OfflineSale
from zegel.store.schema import metadata

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


@both_databases
async def test_no_row_of_any_table_holds_a_word_of_who_left(shop, till):
    """Everything that names somebody, put everywhere where it can stand; also on a card that came into theirs."""
    people, register, queries, now = shop.door.people, shop.door.people.register, shop.queries, shop.clock.now()
    first = [{"kind": "email", "value": "quillanthe@canary.example"}, {"kind": "card", "value": "2620000012345"}]
    member = (await till.post("/v1/members", {"name": "Quillanthe Zwaneveld", "identifiers": first})).json["member"]
    other = (await till.post("/v1/members", {"name": "Q. Zwaneveld", "identifiers": [{"kind": "card", "value": "777canary"}]})).json[
        "member"
    ]
    body = {"branch": "dorpsstraat", "lines": [{"net_minor": 1000}], "identifier": {"kind": "card", "value": "777canary"}}
    assert (await till.post("/v1/purchases", body)).status == 201
    purse = purse_of(member)
    assert purse is not None
    await shop.desk.submit(WriteNote(header(at=now, key="note"), purse, "Zwaneveld belt liever", ""))
    merged = await till.post(f"/v1/members/{member}/merge", {"other": other, "reason": "two cards"})
    begun = await people.members.begin(KORENAAR, purse, now, From("192.0.2.1", "", "canary telephone"))
    who = await people.sessions.principal(visit(begun.cookie), now)
    await people.members.send_to_new(who, "new@canary.example", now)
    await people.wallet.keep(KORENAAR, who.session.subject, "ab", "canary-code", now)
    sale = {"member": member, "shown": "777canary", "code": "canary", "items": []}
    waits = OfflineSale(
        "s-1", "d", "station", "1", "anna", "j", 1, now, now, now, b"x", "review", "", "", ("who",), sale, None
    )  # fmt: skip
    await queries.offline.keep(KORENAAR, waits)
    assert merged.status == 201
    assert await told_of(shop) >= {"identifier", "member", "member_word", "dossier", "message_intent", "web_session", "offline_sale"}
    await shop.desk.submit(Leave(header(at=now, key="leave"), purse))

    await erase_who_left(register, queries, shop.clock.now)

    assert await told_of(shop) == set()
    assert (await queries.offline.sale(KORENAAR, "s-1")).told == {"member": "", "shown": "", "code": "", "items": []}
    assert (await books.check(shop.store, KORENAAR)).is_sound


async def told_of(shop) -> set[str]:
    """The tables in which a word of hers stands."""
    found = set()
    for table in metadata.tables:
        rows = await shop.queries._read(KORENAAR, f"SELECT * FROM {table}")
        text = repr(rows).lower()
        if any(word in text for word in ("canary", "quill", "zwaneveld", "2620000012345")):
            found.add(table)
    return found
