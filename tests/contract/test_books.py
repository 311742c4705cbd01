"""check, verify and rebuild: sound books stay sound, and whatever is tampered with is named."""

import pytest

from tests.contract.hand import (
    AT,
    COMPANY,
    DAY,
    MINUTE,
    OTHER,
    Member,
    book,
    done,
    enrol,
    facts,
    gives,
    purse_id,
    takes,
    wrote,
)  # fmt: skip
from zegel.core.periods import NEVER, Instant
from zegel.flows.facts import Needs, Outcome, PurseNeeds
from zegel.ledger.accounts import AVAILABLE, DEBT, EXPIRED, IN_TRANSIT, ISSUED, REDEEMED, RESERVED
from zegel.ledger.entries import Count, HoldMark, LotRef, LotTerms, Posting, ReturnMark, TierMark
from zegel.store import books, books_read
from zegel.store.books_read import Finding
from zegel.store.records import Seal
from zegel.store.seals import FIRST, leaf, leaves_bytes, merkle_root, seal_hash

pytestmark = pytest.mark.anyio
PURSES = sorted(purse_id(n) for n in range(5))
P, Q, R, S, T = PURSES
LAPSE = Posting("points", AVAILABLE, EXPIRED, 100, (1, 0), None)
PROJECTIONS = ("lot", "hold", "returned", "measure_day")


@pytest.fixture
async def busy(store, database):
    """Five purses that did something of everything, and one of another company."""
    await enrol(store, *(Member(purse, postings=(gives(100, expires_at=AT + n * MINUTE),)) for n, purse in enumerate(PURSES, 10)))
    await enrol(store, Member(purse_id(9), company=OTHER, postings=(gives(5),)))
    known = facts()
    async with store.batch([COMPANY]) as batch:
        needs = tuple(PurseNeeds(purse, spend=(("points", 100),), all_lots=purse == T) for purse in PURSES)
        await batch.fetch(known, [(COMPANY, Needs(needs), AT)])
        p, q, r, s, t = (known[COMPANY].purses[purse] for purse in PURSES)
        moved = LotTerms(Instant(AT), Instant(AT), NEVER, LotRef(T, 1, 0))
        pieces = [
            done(book(p, gives(7), gives(2, "stars"), counts=(Count("spend", DAY, 900),), document=b"p"), b"p", "k-p"),
            wrote(Outcome((book(p, *takes(p, 60), returned=(ReturnMark(P, 2, 1, 500),), counts=(Count("spend", DAY, -900),)),)), "k-p2"),
            wrote(Outcome((book(q, *takes(q, 30, to=RESERVED), hold=HoldMark(2, "open", Instant(AT + MINUTE))),)), "k-q"),
            wrote(Outcome((book(r, LAPSE, tier=TierMark("zilver", DAY, NEVER)),)), "k-r"),
            wrote(Outcome((book(r, Posting("points", DEBT, ISSUED, 8, None, None)),)), "k-r2"),
            wrote(
                Outcome(
                    (book(t, Posting("points", AVAILABLE, IN_TRANSIT, 100, (1, 0), None)),
                     book(s, Posting("points", IN_TRANSIT, AVAILABLE, 100, None, moved))), merged=(T, S),
                ),
                "k-s",
            ),
        ]  # fmt: skip
        await batch.write(pieces, known)
    return store


async def shape(database):
    """Every projection, byte for byte. (`next_due` is a bound: see below.)"""
    columns = "id, seq, hash, balances, totals, tier, tier_since, tier_review_at, since, alias_of"
    rows = [await database.run(f"SELECT * FROM {table} ORDER BY 1, 2, 3, 4") for table in PROJECTIONS]
    return [*rows, await database.run(f"SELECT {columns} FROM purse ORDER BY id")]


async def test_sound_books_are_sound(busy):
    seen = []

    report = await books.check(busy, COMPANY, progress=lambda report: seen.append(report.entries))

    assert report.findings == []
    assert (report.purses, report.entries, report.receipts) == (5, 12, 6)
    assert seen[-1] == 12
    points = {account: count for (unit, account), count in report.sums.items() if unit == "points" and count}
    assert points == {AVAILABLE: 317, RESERVED: 30, DEBT: -8, REDEEMED: 60, EXPIRED: 100, ISSUED: -499}
    assert (await books.check(busy, OTHER)).entries == 1


async def test_a_rebuild_gives_what_was_stored(busy, database):
    before = await shape(database)

    report = await books.rebuild(busy, COMPANY)

    assert (report.findings, report.purses) == ([], 5)
    assert await shape(database) == before


async def test_a_rebuild_makes_bounds_exact(busy, database):
    before = dict(await database.run("SELECT id, next_due FROM purse WHERE company = ?", COMPANY))

    await books.rebuild(busy, COMPANY)

    after = dict(await database.run("SELECT id, next_due FROM purse WHERE company = ?", COMPANY))
    assert after == {P: AT + 10 * MINUTE, Q: AT + MINUTE, R: NEVER, S: AT + 13 * MINUTE, T: NEVER}
    assert all(before[purse] <= after[purse] for purse in PURSES)


async def test_projections_that_were_lost_are_made_again(busy, database):
    before = await shape(database)
    for table in PROJECTIONS:
        await database.run(f"DELETE FROM {table}")
    await database.run("UPDATE purse SET balances = '[]', totals = '[]', tier = 'goud', next_due = 1, seq = 1")

    await books.rebuild(busy, COMPANY)
    await books.rebuild(busy, OTHER)

    assert await shape(database) == before
    assert (await books.check(busy, COMPANY)).is_sound


TAMPERED = {
    "an amount": ("UPDATE posting SET amount = 101 WHERE purse = ? AND seq = 1", Finding(Q, 1, "the entry is not what was hashed")),
    "a reason": ("UPDATE entry SET reason = 'x' WHERE purse = ? AND seq = 2", Finding(Q, 2, "the entry is not what was hashed")),
    "a mark": ("UPDATE entry SET marks = NULL WHERE purse = ? AND seq = 2", Finding(Q, 2, "the entry is not what was hashed")),
    "a hash": ("UPDATE entry SET hash = receipt_digest WHERE purse = ? AND seq = 1", Finding(Q, 1, "the entry is not what was hashed")),
    "an entry gone": ("DELETE FROM entry WHERE purse = ? AND seq = 1", Finding(Q, 1, "a posting without its entry")),
    "the tail gone": ("DELETE FROM entry WHERE purse = ? AND seq = 2", Finding(Q, 2, "a posting without its entry")),
    "a leg gone": ("DELETE FROM posting WHERE purse = ? AND seq = 2", Finding(Q, 2, "the entry is not what was hashed")),
    "a purse gone": ("DELETE FROM purse WHERE id = ?", Finding(Q, 0, "entries of a purse that is not there")),
    "a balance": ("UPDATE purse SET balances = '[]' WHERE id = ?", Finding(Q, 0, "balances, totals or tier differ from the entries")),
    "a bound": ("UPDATE purse SET next_due = 9007199254740992 WHERE id = ?", Finding(Q, 0, "something is due earlier than the purse says")),
    "a number": ("UPDATE purse SET seq = 5 WHERE id = ?", Finding(Q, 3, "the purse stands at entry 5 and its entries end at 2")),
    "a lot": (
        "UPDATE lot SET available = available - 1, taken = taken + 1 WHERE purse = ?", Finding(Q, 0, "lot rows differ from the entries"),
    ),
    "a lot's date": ("UPDATE lot SET expires_at = expires_at + 1 WHERE purse = ?", Finding(Q, 0, "lot rows differ from the entries")),
    "a hold": ("UPDATE hold SET state = 'committed' WHERE purse = ?", Finding(Q, 0, "hold rows differ from the entries")),
    "a receipt": ("UPDATE receipt SET document = 'x' WHERE purse = ?", Finding(Q, 1, "the receipt is not the one that was hashed")),
    "no receipt": ("DELETE FROM receipt WHERE purse = ?", Finding(Q, 1, "a receipt is missing")),
    "a receipt of nothing": ("UPDATE receipt SET seq = 2 WHERE purse = ?", Finding(Q, 2, "a receipt that no entry vouches for")),
}  # fmt: skip


async def test_tampering_is_found_and_its_place_named(busy, database):
    tables = ("entry", "posting", "purse", "lot", "hold", "receipt")
    kept = {table: await database.run(f"SELECT * FROM {table}") for table in tables}

    for name, (sql, finding) in TAMPERED.items():
        await database.run(as_bytes(database, sql), Q, unguarded=True)
        report = await books.check(busy, COMPANY)

        assert report.findings == [finding], name
        await database.put_back(kept)
    assert (await books.check(busy, COMPANY)).is_sound


def as_bytes(database, sql):
    """SQLite keeps a text a text, also in quotes."""
    return sql.replace("document = 'x'", "document = CAST('x' AS BLOB)") if database.kind == "sqlite" else sql


async def test_rows_of_no_purse_are_found(busy, database):
    await database.run(
        "INSERT INTO measure_day (purse, company, measure, day, value) VALUES (?, ?, 'spend', ?, 1)", purse_id(77), COMPANY, DAY
    )

    report = await books.check(busy, COMPANY)

    assert report.findings == [Finding(purse_id(77), 0, "measure_day rows of a purse that is not there")]


async def test_points_between_two_purses_are_found(busy, store):
    known = facts()
    async with store.batch([COMPANY]) as batch:
        await batch.fetch(known, [(COMPANY, Needs((PurseNeeds(S, spend=(("points", 1),)),)), AT)])
        entry = book(known[COMPANY].purses[S], *takes(known[COMPANY].purses[S], 40, to=IN_TRANSIT))
        await batch.write([wrote(Outcome((entry,)), "k-lost")], known)

    assert (await books.check(busy, COMPANY)).findings == [Finding(None, 0, "40 points are between two purses")]


async def test_erased_receipts_leave_the_books_sound(busy):
    await busy.queries.erase_receipts(COMPANY, P)

    assert (await books.check(busy, COMPANY)).is_sound


async def test_small_chunks_and_a_stopped_run_come_to_the_same(busy, monkeypatch):
    whole = await books.check(busy, COMPANY)
    monkeypatch.setattr(books, "CHECKED_AT_ONCE", 1)
    monkeypatch.setattr(books_read, "PAGE", 1)

    class Stopped(Exception):
        pass

    positions = []

    def stop(report):
        positions.append(report.position())
        if len(positions) == 2:
            raise Stopped

    with pytest.raises(Stopped):
        await books.check(busy, COMPANY, progress=stop)
    rest = await books.check(busy, COMPANY, report=books.report_from(positions[-1]))

    assert (rest.findings, rest.purses, rest.sums) == ([], 3, whole.sums)


async def test_books_that_go_on_while_they_are_checked_stay_sound(busy):
    import asyncio

    async def earn():
        for n in range(30):
            known = facts()
            async with busy.batch([COMPANY]) as batch:
                await batch.fetch(known, [(COMPANY, Needs((PurseNeeds(P), PurseNeeds(R))), AT)])
                entries = tuple(book(known[COMPANY].purses[purse], gives(1, "stars")) for purse in (P, R))
                await batch.write([wrote(Outcome(entries), f"more-{n}")], known)

    async def check():
        return [(await books.check(busy, COMPANY)).findings for _ in range(5)]

    _, findings = await asyncio.gather(earn(), check())
    assert findings == [[]] * 5


# -- seals


async def sealed(store, number, previous):
    heads = await store.queries.unsealed(COMPANY, None, 99)
    root = merkle_root([leaf(head) for head in heads])
    hashed = seal_hash(COMPANY, number, previous, root, AT, len(heads))
    await store.queries.add_seal(COMPANY, Seal(number, root, previous, hashed, b"sig" + hashed, leaves_bytes(heads), AT, len(heads)), heads)
    return hashed


def signed(hashed, signature):
    return signature == b"sig" + hashed


async def test_seals_cover_what_changed_and_are_verified(busy):
    first = await sealed(busy, 1, FIRST)
    assert await busy.queries.unsealed(COMPANY, None, 9) == []
    known = facts()
    async with busy.batch([COMPANY]) as batch:
        await batch.fetch(known, [(COMPANY, Needs((PurseNeeds(P),)), AT)])
        await batch.write([wrote(Outcome((book(known[COMPANY].purses[P], gives(1)),)), "k-more")], known)
    assert [head.purse for head in await busy.queries.unsealed(COMPANY, None, 9)] == [P]
    second = await sealed(busy, 2, first)

    report = await books.verify(busy, COMPANY, signed=signed)

    assert (report.findings, report.seals, report.entries) == ([], 2, 13)
    last = await busy.queries.last_seal(COMPANY)
    assert last is not None
    assert (last.number, last.hash, last.count) == (2, second, 1)
    assert [seal.number for seal in await busy.queries.seals(COMPANY, 1, 9)] == [2]


SEALS_TAMPERED = {
    "UPDATE seal SET count = 4": "seal 1 covers other entries than are there",
    "UPDATE seal SET root = previous": "seal 1 covers other entries than are there",
    "UPDATE seal SET at = at + 1": "seal 1 is not what was signed",
    "UPDATE seal SET signature = hash": "seal 1 is not signed by this key",
    "UPDATE seal SET number = 2": "seal 1 is missing or does not follow the one before",
    "UPDATE seal SET previous = hash": "seal 1 is missing or does not follow the one before",
}


async def test_a_seal_that_was_tampered_with_is_found(busy, database):
    await sealed(busy, 1, FIRST)
    kept = {"seal": await database.run("SELECT * FROM seal")}

    for sql, what in SEALS_TAMPERED.items():
        await database.run(sql, unguarded=True)
        report = await books.verify(busy, COMPANY, signed=signed)

        assert report.findings == [Finding(None, 0, what)], sql
        await database.put_back(kept)


async def test_a_chain_cut_short_shows_against_its_seal(busy, database):
    """Entries, purse and projections rolled back alike: the chain itself looks sound, the seal does not."""
    await sealed(busy, 1, FIRST)
    previous = (await busy.queries.entries(COMPANY, P, 0, 9))[1].hash
    for table in ("posting", "entry"):
        await database.run(f"DELETE FROM {table} WHERE purse = ? AND seq = 3", P, unguarded=True)
    await database.run("UPDATE purse SET seq = 2, sealed_seq = 2, hash = ? WHERE id = ?", previous, P, unguarded=True)

    report = await books.verify(busy, COMPANY)

    assert report.findings == [Finding(P, 3, "the entry that seal 1 covers is gone")]


async def test_two_that_seal_at_once_seal_once(busy):
    from zegel.store.port import Conflict

    await sealed(busy, 1, FIRST)
    seal = await busy.queries.last_seal(COMPANY)
    assert seal is not None

    with pytest.raises(Conflict):
        await busy.queries.add_seal(COMPANY, seal, [])
    assert len(await busy.queries.seals(COMPANY, 0, 9)) == 1
