"""Sales of tills without a line, on both databases: each is kept once, settled once, listed by branch; and whom a till takes along."""

from dataclasses import replace

import pytest

from tests.contract.hand import AT, COMPANY, OTHER, Member, enrol, purse_id
from zegel.core.periods import Instant
from zegel.core.purchase import Identifier
from zegel.store.offline_queries import OfflineSale, settle_sale

pytestmark = pytest.mark.anyio

SALE = OfflineSale(
    "s1", "till-a", "havenstraat", "2", "noor", "journal", 1, Instant(AT - 9), Instant(AT - 5), AT, b"digest", "applied", "", "r.1",
    ("paid",), {"paid_minor": 900, "shown": "Zoë '"}, None,
)  # fmt: skip


async def test_a_sale_is_kept_once_and_settled_once_and_what_was_kept_of_it_goes(store):
    offline = store.queries.offline
    await offline.keep(COMPANY, SALE)
    await offline.keep(COMPANY, replace(SALE, verdict="review"))

    assert await offline.sale(COMPANY, "s1") == SALE
    assert (await offline.sale(OTHER, "s1"), await offline.open(OTHER, None, 9)) == (None, [])
    settled = [await store.write(COMPANY, [settle_sale(COMPANY, "s1", AT, by, "seen", "klopt", "")]) for by in ("staff:a", "staff:b")]

    found = await offline.sale(COMPANY, "s1")
    assert settled == [[1], [0]]
    assert (found.settled_by, found.settled_at, found.told, found.receipt) == ("staff:a", AT, {}, "r.1")


async def test_each_branch_sees_its_own_the_oldest_first_and_the_holes_in_its_tills_counts(store):
    offline = store.queries.offline
    for n, branch in ((1, "havenstraat"), (2, "station"), (5, "station")):
        sale = replace(SALE, id=f"s{n}", number=n, branch=branch, journal=branch, received_at=Instant(AT - n), settled_at=None)
        await offline.keep(COMPANY, sale)

    assert [one.id for one in await offline.open(COMPANY, None, 9)] == ["s5", "s2", "s1"]
    assert [one.id for one in await offline.open(COMPANY, ["havenstraat"], 9)] == ["s1"]
    assert (await offline.open(COMPANY, [], 9), await offline.gaps(COMPANY, ["havenstraat"])) == ([], [])
    await offline.keep(COMPANY, replace(SALE, id="s9", flags=("clock", "paid"), journal=""))
    assert await offline.clocks(COMPANY, None, Instant(AT - 1)) == [("havenstraat", "2", AT)]
    assert await offline.clocks(COMPANY, ["station"], Instant(AT - 1)) == await offline.clocks(COMPANY, None, AT) == []
    assert [(gap.journal, gap.last, gap.missing) for gap in await offline.gaps(COMPANY, None)] == [("station", 5, 3)]


async def test_a_till_takes_along_who_has_a_card_here_and_only_what_it_scans(store):
    await enrol(
        store,
        Member(purse_id(1), (Identifier("card", "C1"), Identifier("phone", "+31612349876")), name="Fatima"),
        Member(purse_id(2), (Identifier("external", "X2"),), name="Anna"),
        Member(purse_id(3), (Identifier("card", "C1"),), company=OTHER, name="Another"),
    )
    offline = store.queries.offline

    found = await offline.regulars(COMPANY, 9)

    assert sorted(one.name for one in found) == ["Anna", "Fatima"]
    shown = await offline.identifiers(COMPANY, [one.purse for one in found], ("card", "external"))
    assert sorted(shown, key=lambda one: one[1]) == [(purse_id(1), "card", "C1"), (purse_id(2), "external", "X2")]
    assert len(await offline.regulars(COMPANY, 1)) == 1
    for blocked, there in ((2, ["Anna", "Fatima"]), (6, ["Anna", "Fatima"]), (1, ["Anna"]), (3, ["Anna"])):
        await store.write(COMPANY, [("UPDATE purse SET blocked = $3 WHERE company = $1 AND id = $2", [(COMPANY, purse_id(1), blocked)])])
        now = await offline.regulars(COMPANY, 9)
        assert (sorted(one.name for one in now), [one.blocked for one in now if one.blocked]) == (there, [blocked] * (len(there) - 1))


async def test_of_a_member_one_till_at_a_time_may_let_something_be_spent_and_no_more_than_it_leased(store):
    offline, fatima = store.queries.offline, purse_id(1)
    day = Instant(AT + 86_400_000)
    wanted = [(fatima, "points", 1000)]

    assert await offline.lease(COMPANY, "a", AT, day, wanted) == {fatima: 1000}
    assert await offline.lease(COMPANY, "b", AT, day, wanted) == {}
    tries = (("b", 1), ("a", 700), ("a", 400))
    assert [await offline.use_lease(COMPANY, fatima, *one, Instant(AT + 1)) for one in tries] == [False, True, False]
    assert await offline.lease(COMPANY, "a", Instant(AT + 2), Instant(day + 2), wanted) == {fatima: 300}
    assert not await offline.use_lease(COMPANY, fatima, "a", 1, day)
    assert await offline.lease(COMPANY, "b", day, Instant(day + 9), wanted) == {fatima: 1000}
    assert await offline.lease(OTHER, "b", day, Instant(day + 9), []) == {}
