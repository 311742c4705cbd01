"""A company's purses in memory: a shelf of versions, counters when they are set, quotes that keep nothing."""

import pytest

from tests import make
from tests.make import bakery, buys, card, clock, enrols, line, quotes
from zegel.core.periods import Instant
from zegel.core.refusals import NoProgram, ReceiptNumberUsed
from zegel.flows.commands import Redeem
from zegel.program.compile import Compiled
from zegel.replay.memory import Memory, Versions

OLD, NEW = Compiled(bakery()), Compiled(bakery(name="De Nieuwe Korenaar", discounts=()))


def memory(**keeps):
    found = Memory(make.COMPANY, Versions((Instant(0), OLD)), **keeps)
    found.record(enrols())
    return found


def test_a_shelf_gives_the_version_that_was_live():
    shelf = Versions((clock("2026-04-01 00:00"), NEW), (Instant(0), OLD))

    assert shelf.live_at(Instant(clock("2026-04-01 00:00") - 1)) is OLD
    assert shelf.live_at(clock("2026-04-01 00:00")) is NEW
    assert (shelf.by_digest(OLD.digest), shelf.by_digest(NEW.digest)) == (OLD, NEW)
    with pytest.raises(NoProgram):
        shelf.live_at(Instant(-1))
    with pytest.raises(KeyError):
        shelf.by_digest(bytes(32))


def test_a_refusal_comes_back_and_nothing_has_happened():
    mine = memory()

    outcome = mine.record(buys(line(), who=card("nobody")))

    assert outcome.refusal is not None
    assert (outcome.refusal.code, outcome.entries, mine.purses[make.purse(1)].seq) == ("unknown_member", (), 1)


def test_taking_is_recording_without_the_look_ups():
    one, other = memory(), memory()

    for n in range(3):
        command = buys(line(250 * (n + 1), 4), who=card(), at=make.NOON + n)
        assert one.take(command).entries == other.record(command).entries


def test_a_purse_of_its_own_is_there_afterwards():
    mine = memory()

    outcome = mine.take(buys(line(), who=None, new=7))

    assert outcome.new_purses == (make.purse(7),)
    assert mine.record(buys(line(), who=make.purse(7))).refusal is None


def test_a_quote_keeps_nothing():
    mine = memory()
    before = mine.purses[make.purse(1)].hash

    outcome = mine.record(quotes(line(), who=card()))

    assert outcome.receipt is not None
    assert outcome.receipt.id not in mine.facts.receipts
    assert (mine.purses[make.purse(1)].hash, len(mine.purses)) == (before, 1)


def test_anything_can_be_asked_without_being_done():
    mine = memory()
    mine.record(make.adjusts(card(), 500))

    outcome = mine.ask(Redeem(make.header(), card(), "mug", 1))

    assert [e.kind for e in outcome.entries] == ["redeem"]
    assert mine.purses[make.purse(1)].balances == {("points", "available"): 500}
    assert mine.ask(Redeem(make.header(), card("nobody"), "mug", 1)).refusal is not None


def test_counters_that_are_set_run_down_and_others_are_unlimited():
    for counters, codes in (({}, [None] * 4), ({"reward:poster": 3}, [None, None, None, "out_of_stock"])):
        mine = memory()
        mine.record(make.adjusts(card(), 500))
        mine.facts.counters.update(counters)
        found = [mine.record(Redeem(make.header(), card(), "poster", 1)).refusal for _ in range(4)]
        assert [refusal and refusal.code for refusal in found] == codes


def test_without_receipts_purchases_go_on_and_returns_do_not():
    mine = memory(keep_receipts=False)
    sale = mine.record(buys(line(), who=card()))

    assert sale.receipt is not None
    assert mine.facts.receipts == {}
    outcome = mine.record(make.returns(sale.receipt.id))
    assert outcome.refusal is not None
    assert outcome.refusal.code == "unknown_receipt"


def test_a_receipt_number_is_used_once():
    mine = memory()
    mine.first_use_of("till-1", "7")
    mine.first_use_of("till-2", "7")

    with pytest.raises(ReceiptNumberUsed):
        mine.first_use_of("till-1", "7")
