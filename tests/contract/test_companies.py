"""One company never sees another: in what the store asks, and on PostgreSQL in anything that could be asked."""

import asyncpg
import pytest

from tests.contract.hand import AT, COMPANY, OTHER, Member, enrol, facts, gives, purse_id
from zegel.core.ids import ReceiptId
from zegel.core.periods import NEVER
from zegel.core.purchase import Identifier
from zegel.flows.facts import Needs, PurseNeeds
from zegel.store.opening import open_store
from zegel.store.records import ApiKey
from zegel.store.schema import OPEN, metadata

pytestmark = pytest.mark.anyio
postgres_only = pytest.mark.parametrize("kind", ["postgres"], indirect=True)
P, Q = purse_id(1), purse_id(2)
KEY = ApiKey("k1", COMPANY, "till", b"s" * 32, ("purchases",), "", AT, NEVER, None, None)


@pytest.fixture
async def both(store, database):
    """A member of each company."""
    await enrol(
        store, Member(P, (Identifier("card", "1"),), COMPANY, (gives(10),)), Member(Q, (Identifier("card", "1"),), OTHER, (gives(20),))
    )
    await store.queries.add_key(KEY)
    return database


async def test_a_purse_of_another_company_is_not_there(store, both):
    known = facts(COMPANY, OTHER)
    async with store.view([COMPANY, OTHER]) as view:
        await view.fetch(known, [(COMPANY, Needs((PurseNeeds(Q),), (ReceiptId(Q, 1),)), AT), (OTHER, Needs((PurseNeeds(Q),)), AT)])

    assert (known[COMPANY].purses, known[COMPANY].receipts) == ({}, {})
    assert list(known[OTHER].purses) == [Q]


async def test_named_queries_stay_within_their_company(store, both):
    ask = store.queries

    assert await ask.entries(COMPANY, Q, 0, 9) == []
    assert await ask.lots(COMPANY, Q, (0, 0), 9) == []
    assert await ask.receipt(COMPANY, ReceiptId(Q, 1)) is None
    assert await ask.profile_of(COMPANY, Q) is None
    assert await ask.identifiers_of(COMPANY, Q) == []
    assert await ask.outbox(COMPANY, Q, 0, 9) == []
    assert [member.purse for member in await ask.members(COMPANY, None, 9)] == [P]
    assert [head.purse for head in await ask.unsealed(COMPANY, None, 9)] == [P]
    assert await ask.keys(OTHER) == []
    assert await ask.erase_receipts(COMPANY, Q) == 0
    assert await ask.revoke_key(OTHER, "k1", AT) is False


@postgres_only
async def test_row_level_security_hides_what_no_where_asks_for(both):
    tables = [name for name in metadata.tables if name not in OPEN]

    shown = {table: [row[0] for row in await both.as_server(f"SELECT company FROM {table}")] for table in tables}
    nothing = {table: await both.as_server(f"SELECT company FROM {table}", companies="{}") for table in tables}

    assert {company for companies in shown.values() for company in companies} == {COMPANY}
    assert all(rows == [] for rows in nothing.values())
    assert len(shown["entry"]) == len(shown["purse"]) == len(shown["identifier"]) == 1


@postgres_only
async def test_row_level_security_binds_every_table_and_its_owner(both):

    found = await both.run(
        "SELECT relname, relrowsecurity AND relforcerowsecurity FROM pg_class WHERE relkind = 'r' AND relnamespace = 2200"
    )

    assert {name for name, bound in found if not bound} == {*OPEN, "zegel_schema"}


@postgres_only
async def test_nothing_is_written_for_another_company(both):

    with pytest.raises(asyncpg.PostgresError, match="row-level security"):
        await both.as_server("INSERT INTO counter (company, id, remains) VALUES (?, 'x', 1)", OTHER)
    assert await both.as_server("UPDATE purse SET blocked = 1 WHERE company = ? RETURNING 1", OTHER) == []


async def test_a_key_is_found_by_its_id_and_only_by_it(store, both):
    assert await store.queries.find_key("k1") == KEY
    assert await store.queries.find_key("k2") is None
    if both.kind == "postgres":
        assert await both.as_server("SELECT id FROM api_key", companies="{}") == []


async def test_a_company_with_an_awkward_id_is_no_hole(bare_store, database):
    awkward = 'x","korenaar\\'

    async with bare_store.view([awkward]) as view:
        found = await view.read("SELECT current_setting('zegel.companies')" if database.kind == "postgres" else "SELECT 1")

    assert found[0][0] in (1, '{"x\\",\\"korenaar\\\\"}')
    store = await open_store(database.url)
    await store.close()
