"""What was written comes back: purses, lots as far as they were asked for, sums, holds, returned quantities, receipts."""

from itertools import count

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
    drawn,
    enrol,
    facts,
    fetched,
    gives,
    purse_id,
    takes,
    wrote,
)  # fmt: skip
from zegel.core.ids import PurseId, ReceiptId
from zegel.core.periods import NEVER, Day, Instant
from zegel.core.purchase import Identifier
from zegel.core.refusals import NotEnough
from zegel.flows.commands import Profile
from zegel.flows.facts import Needs, Outcome, PurseNeeds, StoredAnswer, Wants
from zegel.ledger.accounts import AVAILABLE, EXPIRED, IN_TRANSIT, PENDING, RESERVED
from zegel.ledger.entries import Count, HoldMark, LotRef, LotTerms, Posting, ReturnMark, TierMark
from zegel.ledger.purse import Purse
from zegel.store.port import Store, Written

pytestmark = pytest.mark.anyio
P, Q = purse_id(1), purse_id(2)
KEYS = count()


async def carried(store: Store, *needs: PurseNeeds, work, at: int = AT, key: str | None = None, **more):
    """One batch: fetch, let `work` make entries, write them under one key."""
    known = facts()
    async with store.batch([COMPANY]) as batch:
        await batch.fetch(known, [(COMPANY, Needs(needs), Instant(at))])
        entries = work(known[COMPANY])
        await batch.write([wrote(Outcome(tuple(entries), **more), f"k {next(KEYS)}" if key is None else key, at=at)], known)
    return known[COMPANY]


async def test_a_purse_comes_back_as_it_was_written(store):
    await enrol(store, Member(P))

    mark = TierMark("zilver", DAY, Instant(AT + 400 * MINUTE))
    await carried(
        store, PurseNeeds(P),
        work=lambda f: [book(f.purses[P], gives(120), gives(3, "stars"), counts=(Count("spend", DAY, 12_000),), tier=mark)],
    )  # fmt: skip

    found = (await fetched(store, PurseNeeds(P))).purses[P]
    assert (found.seq, found.since, found.tier, found.tier_since, found.tier_review_at) == (2, DAY, "zilver", DAY, AT + 400 * MINUTE)
    assert found.balances == {("points", AVAILABLE): 120, ("stars", AVAILABLE): 3}
    assert found.totals == {("spend", "2026"): 12_000, ("spend", ""): 12_000}
    assert found.next_due == AT + 400 * MINUTE
    assert found.lots == {}
    assert not found.complete


async def test_entries_come_back_as_they_were_hashed(store):
    await enrol(store, Member(P), Member(Q))
    origin = LotTerms(Instant(AT), Instant(AT), Instant(AT + 9), LotRef(Q, 7, 1))
    made = []

    def work(f):
        made.append(
            book(
                f.purses[P], gives(10), Posting("points", IN_TRANSIT, AVAILABLE, 4, None, origin), gives(2, "stars", available_at=AT + 5),
                kind="commit", counts=(Count("spend", DAY, 5), Count("visits", DAY, -1)), tier=TierMark("", Day(""), NEVER),
                hold=HoldMark(2, "open", Instant(AT + 1)), returned=(ReturnMark(Q, 3, 1, 2_000),), document=b"{}",
            )
        )  # fmt: skip
        return made

    await carried(store, PurseNeeds(P), work=work)

    assert await store.queries.entries(COMPANY, P, 1, 10) == made
    assert [entry.seq for entry in await store.queries.entries(COMPANY, P, 0, 10)] == [1, 2]


async def test_spending_loads_lots_in_spend_order_until_they_cover(store):
    later = [gives(1, expires_at=AT + 1000 * MINUTE + i) for i in range(100)]
    await enrol(store, Member(P, postings=(gives(50), *reversed(later), gives(7, expires_at=AT + 5 * MINUTE))))

    some = (await fetched(store, PurseNeeds(P, spend=(("points", 8),)))).purses[P]
    every = (await fetched(store, PurseNeeds(P, spend=(("points", 157),)))).purses[P]

    loaded = some.queue("points").in_spend_order()
    assert [lot.available for lot in loaded[:2]] == [7, 1]
    assert len(loaded) == 32
    assert some.queue("points").loaded_until == loaded[-1].order
    assert sum(lot.available for lot in every.queue("points").in_spend_order()) == 157
    assert every.queue("points").loaded_until is None


async def test_asking_again_adds_and_never_overwrites(store):
    await enrol(store, Member(P, postings=tuple(gives(10, expires_at=AT + i * MINUTE) for i in range(10, 60))))
    known = facts()

    async with store.batch([COMPANY]) as batch:
        await batch.fetch(known, [(COMPANY, Needs((PurseNeeds(P, spend=(("points", 15),)),)), AT)])
        purse = known[COMPANY].purses[P]
        entry = book(purse, *takes(purse, 15), kind="redeem")
        await batch.fetch(known, [(COMPANY, Needs((PurseNeeds(P, spend=(("points", 400),)),)), AT)])
        second = book(purse, *takes(purse, 400), kind="redeem")
        await batch.write([wrote(Outcome((entry, second)), "k-1")], known)

    left = (await fetched(store, PurseNeeds(P, spend=(("points", 500),)))).purses[P]
    assert known[COMPANY].purses[P] is purse
    assert left.balances == {("points", AVAILABLE): 85}
    assert [lot.available for lot in left.queue("points").in_spend_order()] == [5, *[10] * 8]


async def test_sums_count_from_a_day_on_and_add_what_the_batch_counted(store):
    days = ("2026-02-01", "2026-03-01", "2026-03-03")
    counts = [Count("spend", Day(day), 100 * n) for n, day in enumerate(days, 1)]
    await enrol(store, Member(P))
    await carried(store, PurseNeeds(P), work=lambda f: [book(f.purses[P], counts=counts), book(f.purses[P], counts=counts[2:])])
    first = Day("2026-03-01")

    known = facts()
    async with store.view([COMPANY]) as view:
        await view.fetch(known, [(COMPANY, Needs((PurseNeeds(P, sums=(("spend", first), ("visits", first))),)), AT)])
        purse = known[COMPANY].purses[P]
        book(purse, counts=[Count("spend", Day("2026-03-02"), 7)])

    assert purse.counted("spend", first) == 200 + 300 + 300 + 7
    assert purse.counted("visits", first) == 0
    assert await store.queries.measures(COMPANY, P) == {
        ("spend", Day("2026-02-01")): 100, ("spend", Day("2026-03-01")): 200, ("spend", Day("2026-03-03")): 600,
    }  # fmt: skip


async def test_what_is_due_comes_along_and_the_bound_is_honest(store):
    await enrol(
        store,
        Member(P, postings=(
            gives(5, available_at=AT + MINUTE, expires_at=AT + 90 * MINUTE), gives(6, expires_at=AT + 2 * MINUTE),
            gives(7, expires_at=AT + 60 * MINUTE), gives(8, "stars", available_at=NEVER),
        )),
    )  # fmt: skip

    before = (await fetched(store, PurseNeeds(P))).purses[P]
    due = (await fetched(store, PurseNeeds(P), at=AT + 3 * MINUTE)).purses[P]

    assert (before.lots, before.next_due) == ({}, AT + MINUTE)
    assert sorted((lot.n, lot.pending, lot.available) for lot in due.lots.values()) == [(0, 5, 0), (1, 0, 6)]
    assert (due.next_due, due.find_due()) == (AT + MINUTE, AT + MINUTE)
    assert due.unloaded_due == AT + 3 * MINUTE + 1
    assert await store.purses_due(COMPANY, Instant(AT + MINUTE), 9) == [P]
    assert await store.purses_due(COMPANY, Instant(AT + MINUTE - 1), 9) == []
    assert await store.purses_due(OTHER, Instant(AT + MINUTE), 9) == []


async def test_after_due_work_the_stored_bound_is_the_next_moment_exactly(store):
    await enrol(store, Member(P, postings=(gives(6, expires_at=AT + 2 * MINUTE), gives(7, expires_at=AT + 60 * MINUTE))))

    def lapse(f):
        purse = f.purses[P]
        entry = book(purse, Posting("points", AVAILABLE, EXPIRED, 6, (1, 0), None), kind="expire", at=AT + 2 * MINUTE)
        purse.next_due = min(purse.find_due(), purse.unloaded_due)
        return [entry]

    await carried(store, PurseNeeds(P), work=lapse, at=AT + 3 * MINUTE, key="")

    found = (await fetched(store, PurseNeeds(P))).purses[P]
    assert found.next_due == AT + 60 * MINUTE


async def test_a_purse_that_was_not_due_after_all_is_not_visited_again(store):
    await enrol(store, Member(P, postings=(gives(6, expires_at=AT + 2 * MINUTE), gives(1, expires_at=AT + 30 * MINUTE))))
    await carried(store, PurseNeeds(P, spend=(("points", 6),)), work=lambda f: [book(f.purses[P], *takes(f.purses[P], 6), kind="redeem")])
    assert await store.purses_due(COMPANY, Instant(AT + 2 * MINUTE), 9) == [P]

    async with store.batch([COMPANY]) as batch:
        await batch.fetch(facts(), [(COMPANY, Needs((PurseNeeds(P),)), Instant(AT + 2 * MINUTE))])

    assert await store.purses_due(COMPANY, Instant(AT + 2 * MINUTE), 9) == []
    assert await store.purses_due(COMPANY, Instant(AT + 30 * MINUTE), 9) == [P]


async def test_open_holds_come_with_their_postings_and_lots(store):
    await enrol(store, Member(P, postings=(gives(10, expires_at=AT + 900 * MINUTE),)))

    def hold(f):
        purse = f.purses[P]
        reserve = takes(purse, 4, to=RESERVED)
        return [book(purse, *reserve, kind="hold", hold=HoldMark(2, "open", Instant(AT + 10 * MINUTE)))]

    await carried(store, PurseNeeds(P, spend=(("points", 4),)), work=hold)

    asked = (await fetched(store, PurseNeeds(P, holds=True))).purses[P]
    due = (await fetched(store, PurseNeeds(P), at=AT + 10 * MINUTE)).purses[P]
    for purse in (asked, due):
        assert purse.holds[2].state == "open"
        assert purse.holds[2].reserved == (Posting("points", AVAILABLE, RESERVED, 4, (1, 0), None),)
        assert purse.lots[1, 0].reserved == 4

    def time_out(f):
        back = Posting("points", RESERVED, AVAILABLE, 4, (1, 0), None)
        return [book(f.purses[P], back, kind="time out", hold=HoldMark(2, "timed out", Instant(AT + 10 * MINUTE)))]

    await carried(store, PurseNeeds(P), work=time_out, at=AT + 11 * MINUTE, key="")
    assert (await fetched(store, PurseNeeds(P, holds=True))).purses[P].holds == {}


async def test_lots_of_an_entry_come_whatever_their_state_and_by_their_origin(store):
    await enrol(store, Member(P, postings=(gives(10), gives(3, "stars"))), Member(Q))
    await carried(store, PurseNeeds(P, spend=(("points", 10),)), work=lambda f: [book(f.purses[P], *takes(f.purses[P], 10))])
    moved = LotTerms(Instant(AT), Instant(AT), NEVER, LotRef(P, 1, 1))
    again = LotTerms(Instant(AT), Instant(AT), NEVER, LotRef(Q, 2, 0))
    await carried(
        store, PurseNeeds(Q),
        work=lambda f: [
            book(f.purses[Q], Posting("stars", IN_TRANSIT, AVAILABLE, 3, None, moved)),
            book(f.purses[Q], Posting("stars", "redeemed", AVAILABLE, 1, None, again)),
        ],
    )  # fmt: skip

    own = (await fetched(store, PurseNeeds(P, opened_by=((P, 1),)))).purses[P]
    taken_over = (await fetched(store, PurseNeeds(Q, opened_by=((P, 1),)))).purses[Q]
    named = (await fetched(store, PurseNeeds(P, lots=((1, 1), (9, 9))))).purses[P]

    assert {key: lot.spent for key, lot in own.lots.items()} == {(1, 0): 10, (1, 1): 0}
    assert sorted(taken_over.lots) == [(2, 0), (3, 0)]
    assert list(named.lots) == [(1, 1)]


async def test_returned_quantities_add_up_over_batches(store):
    await enrol(store, Member(P))
    for n in range(2):
        mark = ReturnMark(P, 1, 4, 1_000)
        await carried(store, PurseNeeds(P), work=lambda f, mark=mark: [book(f.purses[P], returned=(mark,))], key=f"k-{n}")

    known = facts()
    async with store.batch([COMPANY]) as batch:
        await batch.fetch(known, [(COMPANY, Needs((PurseNeeds(P),)), AT)])
        book(known[COMPANY].purses[P], returned=(ReturnMark(P, 1, 4, 500),))
        await batch.fetch(known, [(COMPANY, Needs((PurseNeeds(P, returned_of=((P, 1),)),)), AT)])

    assert known[COMPANY].purses[P].returned == {(P, 1, 4): 2_500}
    assert (await fetched(store, PurseNeeds(P, returned_of=((P, 2),)))).purses[P].returned == {}


async def test_everything_of_a_purse_makes_it_complete(store):
    await enrol(store, Member(P, postings=(gives(10), gives(3, "stars", available_at=AT + MINUTE))))
    work = [Count("spend", DAY, 5)]
    await carried(
        store, PurseNeeds(P, spend=(("points", 10),)),
        work=lambda f: [book(f.purses[P], *takes(f.purses[P], 10), counts=work, returned=(ReturnMark(Q, 3, 1, 7),))],
    )  # fmt: skip

    found = (await fetched(store, PurseNeeds(P, all_lots=True))).purses[P]

    assert found.complete
    assert list(found.lots) == [(1, 1)]
    assert found.measures == {"spend": {DAY: 5}}
    assert found.returned == {(Q, 3, 1): 7}


async def test_a_purse_made_in_a_batch_serves_its_later_commands(store):
    purse = Purse(P)
    known = facts()
    async with store.batch([COMPANY]) as batch:
        first = book(purse, gives(10), document=b"1")
        known[COMPANY].purses[P] = purse
        await batch.fetch(known, [(COMPANY, Needs((PurseNeeds(P, spend=(("points", 4),), sums=(("spend", DAY),)),)), AT)])
        second = book(purse, *takes(purse, 4), document=b"2")
        await batch.write([done(first, b"1", "k-1", new_purses=(P,)), done(second, b"2", "k-2")], known)

    assert (await fetched(store, PurseNeeds(P))).purses[P].balances == {("points", AVAILABLE): 6}
    assert purse.touched_lots == {}


async def test_look_ups_by_value(store):
    card, phone, unknown = Identifier("card", "1234"), Identifier("phone", "+31611111111"), Identifier("card", "9")
    await enrol(store, Member(P, (card, phone)), Member(Q))
    await carried(store, PurseNeeds(P), work=lambda f: [book(f.purses[P], document=b"r")], key="")
    known = facts()
    async with store.batch([COMPANY]) as batch:
        await batch.fetch(known, [(COMPANY, Needs((PurseNeeds(P),)), AT)])
        entry = book(known[COMPANY].purses[P], document=b"s")
        await batch.write([done(entry, b"s", "k-9", receipt_number=("till", "R-1"))], known)

    async with store.view([COMPANY, OTHER]) as view:
        mine, nothing, foreign = await view.resolve([
            (COMPANY, Wants(("till", "k-9"), (card, phone, unknown), ("till", "R-1"), (P, purse_id(9)))),
            (COMPANY, Wants(("web", "k-9"), (), ("web", "R-1"), ())),
            (OTHER, Wants(("till", "k-9"), (card,), ("till", "R-1"), (P,))),
        ])  # fmt: skip

    assert mine.answer is not None
    assert (mine.answer.outcome, mine.answer.receipt) == ("done", ReceiptId(P, 3))
    assert mine.receipt_number_taken == ReceiptId(P, 3)
    assert mine.purse_of == {card: P, phone: P}
    assert mine.known_purses == {P}
    for other in (nothing, foreign):
        assert (other.answer, other.receipt_number_taken, other.purse_of, other.known_purses) == (None, None, {}, set())


async def test_a_merged_purse_is_followed_to_the_end(store):
    card, last = Identifier("card", "1"), purse_id(3)
    await enrol(store, Member(P, (card,)), Member(Q), Member(last))
    for old, new in ((P, Q), (Q, last)):
        await carried(
            store, PurseNeeds(old), PurseNeeds(new), key=f"merge {old.hex()}", merged=(old, new),
            work=lambda f, old=old, new=new: [book(f.purses[old], kind="transfer out"), book(f.purses[new], kind="transfer in")],
        )  # fmt: skip

    async with store.view([COMPANY]) as view:
        (found,) = await view.resolve([(COMPANY, Wants(None, (card,), None, (P, Q, last)))])

    assert found.purse_of == {card: last}, "what found the first finds who took over, at once"
    assert found.aliases == {P: last, Q: last}
    assert found.known_purses == {P, Q, last}
    assert (await fetched(store, PurseNeeds(P))).purses[P].alias_of == Q


async def test_a_refusal_is_an_answer_and_due_work_stays(store):
    await enrol(store, Member(P, postings=(gives(6, expires_at=AT + MINUTE),)))
    known = facts()

    async with store.batch([COMPANY]) as batch:
        await batch.fetch(known, [(COMPANY, Needs((PurseNeeds(P),)), Instant(AT + MINUTE))])
        due = book(known[COMPANY].purses[P], Posting("points", AVAILABLE, EXPIRED, 6, (1, 0), None), kind="expire", at=AT + MINUTE)
        answer = StoredAnswer(b"\x01" * 32, "not_enough", {"available": 0, "unit": "points"}, None)
        await batch.write([Written(COMPANY, Instant(AT), "till", "k-7", Outcome((due,), refusal=NotEnough()), answer)], known)

    async with store.view([COMPANY]) as view:
        (found,) = await view.resolve([(COMPANY, Wants(("till", "k-7"), (), None, ()))])
    assert found.answer == answer
    assert (await fetched(store, PurseNeeds(P))).purses[P].balances == {}
    assert await store.queries.receipts(COMPANY, P, 2, 9) == [await store.queries.receipt(COMPANY, ReceiptId(P, 1))]


async def test_receipts_and_counters_are_fetched_by_name(store):
    await store.queries.publish(COMPANY, (await store.queries.programs(COMPANY))[0], {}, {"reward:mug": 3})
    await enrol(store, Member(P))
    known = facts()

    async with store.view([COMPANY]) as view:
        needs = Needs((), (ReceiptId(P, 1), ReceiptId(P, 2)), ("reward:mug", "reward:none"))
        await view.fetch(known, [(COMPANY, needs, AT)])
    assert known[COMPANY].receipts == {ReceiptId(P, 1): b'{"enrolled":"%s"}' % P.hex().encode()}
    assert known[COMPANY].counters == {"reward:mug": 3}

    assert await store.queries.erase_receipts(COMPANY, P) == 1
    again = facts()
    async with store.view([COMPANY]) as view:
        await view.fetch(again, [(COMPANY, Needs((), (ReceiptId(P, 1),)), AT)])
    assert again[COMPANY].receipts == {ReceiptId(P, 1): None}


async def test_every_entry_leaves_word_in_the_order_of_its_purse(store):
    await enrol(store, Member(P))
    await carried(store, PurseNeeds(P), work=lambda f: [book(f.purses[P])])

    found = await store.queries.outbox(COMPANY, P, 0, 9)

    assert [(row.seq, row.kind, row.data) for row in found] == [(1, "enrol", {}), (2, "purchase", {})]
    assert {row.bucket for row in found} == {int.from_bytes(P[-2:], "big") % 4096}
    assert await store.queries.outbox(COMPANY, P, 1, 9) == found[1:]


async def test_leaving_a_batch_with_an_exception_writes_nothing(store):
    await enrol(store, Member(P))

    async def broken():
        async with store.batch([COMPANY]) as batch:
            known = facts()
            await batch.fetch(known, [(COMPANY, Needs((PurseNeeds(P),)), AT)])
            book(known[COMPANY].purses[P], gives(1))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await broken()

    assert (await fetched(store, PurseNeeds(P))).purses[P].seq == 1


async def test_a_profile_is_kept_and_changed(store):
    await enrol(store, Member(P))
    await carried(store, PurseNeeds(P), work=lambda f: [book(f.purses[P])], profile=(P, Profile("Fatima A.", "en", "")))

    found = await store.queries.profile_of(COMPANY, P)

    assert found is not None
    assert (found.profile, found.joined_at) == (Profile("Fatima A.", "en", ""), AT)


async def test_counters_are_drawn_and_given_back(store):
    await store.queries.publish(COMPANY, (await store.queries.programs(COMPANY))[0], {}, {"reward:mug": 3})
    await enrol(store, Member(P))

    for n, key in ((2, "k-1"), (-1, "k-2")):
        await carried(store, PurseNeeds(P), work=lambda f: [book(f.purses[P])], key=key, draws=drawn("reward:mug", n))
    await carried(store, PurseNeeds(P), work=lambda f: [book(f.purses[P])], key="k-3", draws=drawn("reward:unlimited", 5))

    assert await store.queries.counters(COMPANY) == {"reward:mug": 2}


async def test_pending_points_are_released_to_their_own_lot(store):
    await enrol(store, Member(P, postings=(gives(5, available_at=AT + MINUTE),)))

    release = Posting("points", PENDING, AVAILABLE, 5, (1, 0), None)
    await carried(store, PurseNeeds(P), work=lambda f: [book(f.purses[P], release, kind="release")], at=AT + MINUTE, key="")

    (lot,) = await store.queries.lots(COMPANY, P, (0, 0), 9)
    assert (lot.key, lot.pending, lot.available) == ((1, 0), 0, 5)
    assert PurseId(P) in (await fetched(store, PurseNeeds(P))).purses
