"""The named queries: what doors, the worker and the command line ask."""

import pytest

from tests.contract.hand import AT, COMPANY, DAY, MINUTE, OTHER, Member, book, done, enrol, facts, gives, purse_id, takes
from zegel.core.ids import ReceiptId
from zegel.core.periods import NEVER, Instant
from zegel.core.purchase import Identifier
from zegel.flows.commands import Profile
from zegel.flows.facts import Needs, PurseNeeds
from zegel.ledger.accounts import ACCOUNTS
from zegel.store.health_queries import Queues
from zegel.store.port import Stale
from zegel.store.records import ApiKey, Company, Health, ProgramVersion, Progress, ReceiptDocument
from zegel.store.records import Member as Known
from zegel.store.version_steps import withdrawing

pytestmark = pytest.mark.anyio
P = purse_id(1)


async def test_companies(bare_store):
    ask = bare_store.queries
    bakery = Company(COMPANY, "De Korenaar", "EUR", "Europe/Amsterdam", AT)

    assert await ask.add_company(bakery) is True
    assert await ask.add_company(Company(COMPANY, "Another", "USD", "Europe/Paris", AT)) is False

    assert await ask.companies() == [bakery]
    assert await ask.company(COMPANY) == bakery
    assert await ask.company(OTHER) is None


async def test_what_is_changed_for_sure_finds_its_row_or_nothing_is_written(bare_store):
    ask = bare_store.queries
    await ask.add_company(Company(COMPANY, "De Korenaar", "EUR", "Europe/Amsterdam", AT))
    await ask.publish(COMPANY, ProgramVersion(bytes(32), b"{}", Instant(AT + 9), AT), {}, {})
    steps = [withdrawing(COMPANY, 1, AT), withdrawing(COMPANY, 2, AT)]

    for sure, swapped in ((2, steps), (1, steps[::-1])):
        with pytest.raises(Stale):
            async with bare_store.batch([COMPANY]) as batch:
                await batch.run(swapped, sure)
    assert [version.withdrawn_at for version in await ask.programs(COMPANY)] == [None]

    async with bare_store.batch([COMPANY]) as batch:
        assert await batch.run(steps, 1) == [1, 0]
    assert [version.withdrawn_at for version in await ask.programs(COMPANY)] == [AT]


async def test_programs_in_the_order_in_which_they_were_published(bare_store):
    ask = bare_store.queries
    await ask.add_company(Company(COMPANY, "De Korenaar", "EUR", "Europe/Amsterdam", AT))
    versions = [ProgramVersion(bytes([n]) * 32, b'{"n":%d}' % n, Instant(AT - n), Instant(AT + n)) for n in range(3)]

    for n, version in enumerate((*versions, versions[0])):
        await ask.publish(COMPANY, version, {"points": ACCOUNTS}, {"reward:mug": 10 * (n + 1)})

    assert await ask.programs(COMPANY) == [*versions, versions[0]]
    assert await ask.programs(COMPANY, 4) is None
    assert await ask.programs(COMPANY, 3) is not None
    assert await ask.counters(COMPANY) == {"reward:mug": 10}

    assert await ask.withdraw_version(COMPANY, 2, Instant(AT - 1)) is False  # its moment is now
    assert await ask.withdraw_version(COMPANY, 5, Instant(AT - 2)) is False
    assert await ask.withdraw_version(COMPANY, 2, Instant(AT - 2)) is True
    assert await ask.withdraw_version(COMPANY, 2, Instant(AT - 2)) is False
    taken = ProgramVersion(versions[1].digest, versions[1].document, versions[1].live_from, versions[1].published_at, None, Instant(AT - 2))
    assert await ask.programs(COMPANY, 4) == [versions[0], taken, versions[2], versions[0]]
    assert await ask.programs(COMPANY, 5) is None


async def test_keys(store):
    ask = store.queries
    keys = [ApiKey(f"k{n}", COMPANY, "till", bytes([n]) * 32, ("quotes", "purchases"), "station", AT, NEVER, None, None) for n in range(2)]
    for key in keys:
        await ask.add_key(key)

    assert await ask.keys(COMPANY) == keys
    assert await ask.find_key("k1") == keys[1]
    await ask.key_used(COMPANY, "k1", Instant(AT + 5))
    assert await ask.revoke_key(COMPANY, "k1", Instant(AT + 9)) is True
    assert await ask.revoke_key(COMPANY, "k1", Instant(AT + 10)) is False
    found = await ask.find_key("k1")
    assert found is not None
    assert (found.revoked_at, found.last_used_at) == (AT + 9, AT + 5)


async def test_members_by_pages(store):
    purses = sorted(purse_id(n) for n in range(5))
    await enrol(store, *(Member(purse, (Identifier("card", str(n)), Identifier("qr", str(n)))) for n, purse in enumerate(purses)))
    ask = store.queries

    first = await ask.members(COMPANY, None, 3)
    second = await ask.members(COMPANY, first[-1].purse, 3)

    assert [member.purse for member in first + second] == purses
    assert first[0] == Known(purses[0], Profile("Fatima", "nl", "05-01"), AT) == await ask.profile_of(COMPANY, purses[0])
    assert await ask.identifiers_of(COMPANY, purses[2]) == [Identifier("card", "2"), Identifier("qr", "2")]
    assert await ask.profile_of(COMPANY, purse_id(9)) is None


async def test_a_purse_and_its_lots_and_receipts_by_pages(store):
    await enrol(store, Member(P, postings=(gives(10), gives(3, "stars", available_at=AT + MINUTE))))
    known = facts()
    async with store.batch([COMPANY]) as batch:
        await batch.fetch(known, [(COMPANY, Needs((PurseNeeds(P, spend=(("points", 10),)),)), AT)])
        purse = known[COMPANY].purses[P]
        pieces = [done(book(purse, *takes(purse, 10), kind="redeem", document=b"r"), b"r", "k-1")]
        pieces += [done(book(purse, gives(n), document=b"%d" % n), b"%d" % n, f"k {n}", at=AT + n) for n in range(1, 4)]
        await batch.write(pieces, known)
    ask = store.queries

    row = await ask.purse(COMPANY, P)
    assert row is not None
    assert (row.seq, row.since, row.balance("points", "available")) == (5, DAY, 6)
    assert await ask.purse(COMPANY, purse_id(9)) is None
    assert [lot.key for lot in await ask.lots(COMPANY, P, (0, 0), 2)] == [(1, 1), (3, 0)]
    assert [lot.key for lot in await ask.lots(COMPANY, P, (3, 0), 9)] == [(4, 0), (5, 0)]
    assert [lot.key for lot in await ask.lots(COMPANY, P, (0, -1), 2, opened_only=False)] == [(1, 0), (1, 1)]
    newest = await ask.receipts(COMPANY, P, 0, 2)
    assert newest[0] == ReceiptDocument(ReceiptId(P, 5), "purchase", Instant(AT + 3), b"3")
    assert [receipt.id.seq for receipt in await ask.receipts(COMPANY, P, newest[-1].id.seq, 9)] == [3, 2, 1]
    assert await ask.receipt(COMPANY, ReceiptId(P, 6)) is None


async def test_erased_receipts_are_there_and_empty(store):
    await enrol(store, Member(P))

    assert await store.queries.erase_receipts(COMPANY, P) == 1
    assert await store.queries.erase_receipts(COMPANY, P) == 0

    found = await store.queries.receipt(COMPANY, ReceiptId(P, 1))
    assert found == ReceiptDocument(ReceiptId(P, 1), "enrol", AT, None)


async def test_progress_of_an_import(store):
    ask = store.queries

    assert await ask.progress(COMPANY, "file") is None
    for rows in (1, 2):
        await ask.put_progress(COMPANY, "file", {"rows": rows, "digest": "ab"}, Instant(AT + rows))

    assert await ask.progress(COMPANY, "file") == Progress({"rows": 2, "digest": "ab"}, Instant(AT + 2))
    assert await ask.progress(OTHER, "file") is None


async def test_health(store):
    await enrol(store, Member(P, postings=(gives(1, expires_at=AT + 5),)))

    assert await store.queries.health(COMPANY, Instant(AT + 5)) == Health(companies=2, members=1, unsealed=1, due=1, sealed_at=None)
    assert await store.queries.health(OTHER, AT) == Health(companies=2, members=0, unsealed=0, due=0, sealed_at=None)


async def test_what_waits_and_how_much_room_there_is(store, kind):
    await enrol(store, Member(P, postings=(gives(1, expires_at=AT + 5),)))
    ask = store.queries.health_of

    assert await ask.queues(COMPANY, AT, AT) == Queues(0, None, 1, None, 0)
    assert await ask.queues(COMPANY, Instant(AT + 9), AT) == Queues(1, AT + 5, 1, None, 0)
    assert (await ask.queues(OTHER, Instant(AT + 9), AT), await ask.purses(COMPANY), await ask.purses(OTHER)) == (
        Queues(0, None, 0, None, 0), 1, 0,
    )  # fmt: skip
    size, free = await store.room()
    assert size > 100_000
    assert (free is None) is (kind == "postgres")
