"""Dossiers, and counters that begin by themselves."""

import asyncio

import pytest

from tests.contract.hand import AT, COMPANY, OTHER, Member, book, enrol, facts, fetched, purse_id, wrote
from zegel.core.periods import Instant
from zegel.flows.facts import EVERY_KIND, Dossier, Draw, Needs, Outcome, PurseNeeds
from zegel.store.port import Short

pytestmark = pytest.mark.anyio
P, Q = purse_id(1), purse_id(2)


def order(state: str, data: str = '{"reward":"mug"}', *, purse=P, id_: str = "1", at: int = AT) -> Dossier:
    return Dossier(purse, "order", id_, state, data, Instant(at))


async def keep(store, *dossiers: Dossier, draws: tuple[Draw, ...] = ()) -> None:
    known = facts()
    purses = sorted({one.purse for one in dossiers})
    async with store.batch([COMPANY]) as batch:
        await batch.fetch(known, [(COMPANY, Needs(tuple(PurseNeeds(purse) for purse in purses)), Instant(AT))])
        entries = tuple(book(known[COMPANY].purses[purse], kind="adjust") for purse in purses)
        await batch.write([wrote(Outcome(entries, dossiers=dossiers, draws=draws), "")], known)


async def test_a_dossier_comes_back_as_it_was_last_written(store):
    await enrol(store, Member(P), Member(Q))

    await keep(store, order("reserved"), order("reserved", id_="2"), order("reserved", purse=Q))
    await keep(store, order("picked", '{"reward":"kop Ü"}', at=AT + 5), Dossier(P, "case", "1", "open", "{}", AT))

    assert (await fetched(store, PurseNeeds(P, dossiers=("order",)))).dossiers_of(P, "order") == (
        order("picked", '{"reward":"kop Ü"}', at=AT + 5), order("reserved", id_="2"),
    )  # fmt: skip
    every = await fetched(store, PurseNeeds(P, dossiers=(EVERY_KIND,)))
    assert set(every.dossiers[P]) == {("order", "1"), ("order", "2"), ("case", "1")}
    assert (await fetched(store, PurseNeeds(P))).dossiers == {}


async def test_what_a_batch_changed_is_newer_than_what_is_stored(store):
    await enrol(store, Member(P))
    await keep(store, order("reserved"))

    known = facts()
    async with store.batch([COMPANY]) as batch:
        known[COMPANY].move_on((), (order("picked"),))
        await batch.fetch(known, [(COMPANY, Needs((PurseNeeds(P, dossiers=("order",)),)), Instant(AT))])

    assert known[COMPANY].dossiers_of(P, "order") == (order("picked"),)


async def test_dossiers_are_listed_by_kind_and_state(store):
    await enrol(store, Member(P), Member(Q))
    await keep(store, order("reserved"), order("picked", id_="2"), order("reserved", purse=Q))
    ask = store.queries

    assert await ask.dossiers(COMPANY, "order", ["reserved"]) == sorted(
        [order("reserved"), order("reserved", purse=Q)], key=lambda one: one.purse
    )
    assert await ask.dossiers(COMPANY, "order", ["reserved", "picked"], (P, "1"), 1) == [order("picked", id_="2")]
    assert await ask.dossiers(OTHER, "order", ["reserved"]) == []
    assert await ask.dossiers_of(COMPANY, P) == [order("reserved"), order("picked", id_="2")]


async def test_a_counter_begins_with_what_the_first_draw_says(store):
    await enrol(store, Member(P))

    await keep(store, order("reserved"), draws=(Draw("budget:2026-03", 40, of=100),))
    await keep(store, order("reserved"), draws=(Draw("budget:2026-03", 30, of=100), Draw("nobody made this", 5)))
    with pytest.raises(Short) as short:
        await keep(store, order("reserved"), draws=(Draw("budget:2026-03", 31, of=100),))

    assert short.value.left == 30
    assert await store.queries.counters(COMPANY) == {"budget:2026-03": 30}
    await keep(store, order("reserved"), draws=(Draw("budget:2026-03", -70, of=100),))
    assert await store.queries.counters(COMPANY) == {"budget:2026-03": 100}


async def test_a_counter_counts_up_from_nothing(store):
    await enrol(store, Member(P))

    await keep(store, order("reserved"), draws=(Draw("budget", 10, of=10), Draw("budget:over", -10, of=0)))
    await keep(store, order("reserved"), draws=(Draw("budget:over", -5, of=0),))

    assert await store.queries.counters(COMPANY) == {"budget": 0, "budget:over": 15}


async def test_where_the_program_says_another_number_what_was_taken_stays(store):
    await enrol(store, Member(P))
    await keep(store, order("reserved"), draws=(Draw("budget", 80, of=100),))

    await keep(store, order("reserved"), draws=(Draw("budget", 60, of=150),))
    with pytest.raises(Short) as lowered:
        await keep(store, order("reserved"), draws=(Draw("budget", 1, of=120),))
    await keep(store, order("reserved"), draws=(Draw("budget", -50, of=120),))
    await keep(store, order("reserved"), draws=(Draw("budget", 30, of=120),))
    with pytest.raises(Short) as gone:
        await keep(store, order("reserved"), draws=(Draw("budget", 1, of=120),))

    assert (lowered.value.left, gone.value.left) == (-20, 0)
    found = await store.queries.counters(COMPANY)
    assert [found.left("budget", of) for of in (120, 200, 90)] == [0, 80, 0]


async def test_first_draws_at_the_same_time_share_one_counter(store):
    await enrol(store, *[Member(purse_id(n)) for n in range(1, 9)])

    async def take(n: int) -> bool:
        for _ in range(20):
            try:
                await keep(store, order("reserved", purse=purse_id(n)), draws=(Draw("first 5", 1, of=5),))
            except Short:
                return False
            except Exception as error:  # told to try again
                if type(error).__name__ not in ("Conflict", "Unavailable"):
                    raise
            else:
                return True
        raise AssertionError("never got a turn")

    got = await asyncio.gather(*(take(n) for n in range(1, 9)))

    assert sum(got) == 5
    assert await store.queries.counters(COMPANY) == {"first 5": 0}
