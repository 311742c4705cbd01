"""What is in the books stays there: by trigger for whoever may do everything, by right for the server."""

import asyncpg
import pytest

from tests.contract.direct import REFUSED
from tests.contract.hand import AT, COMPANY, DAY, Member, enrol, gives, purse_id
from zegel.desk.register import Register
from zegel.store.people_records import Deed
from zegel.store.records import Seal

pytestmark = pytest.mark.anyio
P = purse_id(1)
SEAL = Seal(1, b"r" * 32, bytes(32), b"h" * 32, b"s" * 64, P + (1).to_bytes(8, "big"), AT, 1)

CHANGES = [
    "UPDATE entry SET reason = 'x'",
    "UPDATE posting SET amount = 1000",
    "UPDATE seal SET count = 2",
    "DELETE FROM posting",
    "DELETE FROM entry",
    "DELETE FROM seal",
    "UPDATE audit SET reason = 'x'",
    "DELETE FROM audit",
]
ENTRY = (
    "INTO entry (purse, company, seq, kind, at, happened_at, business_date, actor, branch, till, reason, receipt_digest, undoes, hash)"
    " VALUES (?, ?, ?, 'adjust', ?, ?, ?, 'x', '', '', '', ?, 0, ?)"
)
POSTING = (
    "INTO posting (purse, company, seq, n, unit, source, destination, amount, opened_at, available_at, expires_at)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)


@pytest.fixture
async def written(store, database):
    """A member with ten points in entry 1, sealed."""
    await enrol(store, Member(P, postings=(gives(10),)))
    await store.queries.add_seal(COMPANY, SEAL, await store.queries.unsealed(COMPANY, None, 9))
    await Register(store).note(COMPANY, AT, Deed("staff:anna", "staff.change", "staff:bas", {}, {"name": "Bas"}, "wed", "r-1"))
    return database


async def everything(database):
    return [await database.run(f"SELECT * FROM {table} ORDER BY 1, 2, 3") for table in ("entry", "posting", "seal", "audit")]


async def test_nobody_changes_the_books_not_even_their_owner(written):
    before = await everything(written)

    for change in CHANGES:
        with pytest.raises(REFUSED, match="append-only"):
            await written.run(change)

    assert await everything(written) == before


async def test_the_server_has_no_right_to(written):
    expected = "append-only" if written.kind == "sqlite" else "permission denied"
    before = await everything(written)

    for change in CHANGES:
        with pytest.raises(REFUSED, match=expected):
            await written.as_server(change)

    assert await everything(written) == before


async def test_nobody_empties_the_books(written):
    if written.kind == "sqlite":
        with pytest.raises(REFUSED, match="append-only"):
            await written.run("DELETE FROM entry")
    else:
        for table in ("posting", "seal", "audit"):
            with pytest.raises(asyncpg.PostgresError, match="append-only"):
                await written.run(f"TRUNCATE {table} CASCADE")
            with pytest.raises(asyncpg.PostgresError, match="permission denied"):
                await written.as_server(f"TRUNCATE {table} CASCADE")

    assert [len(rows) for rows in await everything(written)] == [1, 1, 1, 1]


async def test_an_entry_is_not_replaced(written):
    before = await everything(written)
    ways = ("INSERT", "INSERT OR REPLACE", "INSERT OR IGNORE") if written.kind == "sqlite" else ("INSERT",)

    for how in ways:
        with pytest.raises(REFUSED, match=r"append-only|duplicate key"):
            await written.run(f"{how} {ENTRY}", P, COMPANY, 1, AT, AT, DAY, b"", b"0" * 32)
        with pytest.raises(REFUSED, match=r"append-only|duplicate key"):
            await written.run(f"{how} {POSTING}", P, COMPANY, 1, 0, "points", "issued", "available", 9, AT, AT, AT)

    assert await everything(written) == before


async def test_a_line_of_the_audit_log_is_not_replaced_and_a_changed_one_is_found(written, store):
    line = (
        "INTO audit (company, number, at, actor, what, object, before, after, reason, request, hash)"
        " VALUES (?, 1, ?, 'x', 'x', 'x', '{}', '{}', '', '', ?)"
    )
    for how in ("INSERT", "INSERT OR REPLACE", "INSERT OR IGNORE") if written.kind == "sqlite" else ("INSERT",):
        with pytest.raises(REFUSED, match=r"append-only|duplicate key"):
            await written.run(f"{how} {line}", COMPANY, AT, b"0" * 32)
    register = Register(store)
    await register.note(COMPANY, AT, Deed("a\nb", "key.make", "key:1", {}, {}, "\x1b[31m", ""))
    assert await register.verify(COMPANY) == (2, 0)
    lines = await register.people.audit_lines(COMPANY, 0, 9, what="key")
    assert [(one.number, one.deed.actor, one.deed.reason) for one in lines] == [(2, "a\\u000ab", "\\u001b[31m")]

    await written.run("UPDATE audit SET reason = 'y' WHERE number = 1", unguarded=True)

    assert await register.verify(COMPANY) == (0, 1)


async def test_an_upsert_is_no_way_round(written):
    before = await everything(written)

    with pytest.raises(REFUSED, match="append-only"):
        await written.run(
            f"INSERT {ENTRY} ON CONFLICT (purse, company, seq) DO UPDATE SET reason = 'x'", P, COMPANY, 1, AT, AT, DAY, b"", b"0" * 32
        )

    assert await everything(written) == before


async def test_an_entry_of_yesterday_gets_no_more_legs(written):
    with pytest.raises(REFUSED, match="append-only"):
        await written.run(f"INSERT {POSTING}", P, COMPANY, 1, 1, "points", "issued", "available", 9, AT, AT, AT)

    assert len((await everything(written))[1]) == 1


async def test_no_such_posting(written):
    await written.run(f"INSERT {ENTRY}", P, COMPANY, 2, AT, AT, DAY, b"", b"0" * 32)
    impossible = {
        "without its entry": (9, "points", "issued", "available", 1),
        "to no account": (2, "points", "issued", "nowhere", 1),
        "of no unit": (2, "dust", "issued", "available", 1),
        "of nothing": (2, "points", "issued", "available", 0),
        "of less than nothing": (2, "points", "issued", "available", -1),
        "to itself": (2, "points", "issued", "issued", 1),
    }

    for seq, *rest in impossible.values():
        with pytest.raises(REFUSED, match=r"(?i)constraint|append-only"):
            await written.run(f"INSERT {POSTING}", P, COMPANY, seq, 0, *rest, AT, AT, AT)

    assert len((await everything(written))[1]) == 1


async def test_a_lot_holds_what_it_was_opened_with(written):
    for change in ("available = available + 1", "available = -1, taken = taken + available + 1"):
        with pytest.raises(REFUSED, match="lot_counts"):
            await written.run(f"UPDATE lot SET {change}")

    assert await written.run("SELECT amount, available FROM lot") == [(10, 10)]


async def test_a_counter_never_goes_below_zero(store, database):
    await store.queries.publish(COMPANY, (await store.queries.programs(COMPANY))[0], {}, {"reward:mug": 1})

    with pytest.raises(REFUSED, match="counter_remains"):
        await database.run("UPDATE counter SET remains = remains - 2")

    assert await store.queries.counters(COMPANY) == {"reward:mug": 1}
