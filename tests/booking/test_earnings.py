"""Booking what is earned and spent: which accounts, which lots, in which order."""

from dataclasses import replace

from tests import make
from tests.decide.build import decide, plan_for, wish
from tests.ledger.build import book, entry, moved, moves, opens, purse_with
from tests.make import bakery, clock, line, unit
from zegel.booking.earnings import book_earned, book_reserved, book_spent, fill_cards, settle
from zegel.core.ids import PurseId
from zegel.core.periods import NEVER, Day, Instant
from zegel.decide.effects import CardFull, Change, Earn
from zegel.ledger.accounts import AVAILABLE, DEBT, ISSUED, PENDING, REDEEMED, RESERVED
from zegel.ledger.draft import Draft
from zegel.ledger.purse import Purse

CARD, TOKEN = "bread card", "reward:free bread"
WHEN, ON = make.WEDNESDAY, Day("2026-03-04")
WEB = plan_for(units=(replace(unit(), pending_days=(("web", 14),)), *bakery().units[1:]))
EMPTY = PurseId(b"p" * 16)


def earned(plan, sale, draft, channel="till", review=False):
    return book_earned(plan, draft, sale, channel, ON, WHEN, review=review)


def test_each_unit_opens_a_lot_of_its_own():
    plan, draft = plan_for(), Draft(Purse(EMPTY))

    effects = earned(plan, decide(plan, line(750, 3)), draft)

    assert [(p.unit, p.source, p.destination, p.amount, p.opens.expires_at) for p in draft.postings if p.opens] == [
        ("points", ISSUED, AVAILABLE, 7, clock("2027-04-01 00:00")), ("status", ISSUED, AVAILABLE, 7, NEVER),
        (CARD, ISSUED, AVAILABLE, 3, NEVER),
    ]  # fmt: skip
    assert [type(effect) for effect in effects] == [Earn, Earn, Earn]


def test_on_the_web_points_wait_and_stamps_do_not():
    draft = Draft(Purse(EMPTY))

    earned(WEB, decide(WEB, line(750, 3), channel="web"), draft, channel="web")

    assert [(p.unit, p.destination, p.opens.available_at) for p in draft.postings if p.opens] == [
        ("points", PENDING, clock("2026-03-19 00:00")), ("status", AVAILABLE, WHEN), (CARD, AVAILABLE, WHEN),
    ]  # fmt: skip


def test_under_review_everything_waits_for_a_person():
    plan, draft = plan_for(), Draft(Purse(EMPTY))

    earned(plan, decide(plan, line(2500, 10)), draft, review=True)

    assert {(p.destination, p.opens.available_at) for p in draft.postings if p.opens} == {(PENDING, NEVER)}


def test_a_full_card_is_handed_in_for_its_reward():
    plan, draft = plan_for(), Draft(Purse(EMPTY))

    effects = earned(plan, decide(plan, line(6000, 23)), draft)

    assert moved(draft)[2:] == [(ISSUED, AVAILABLE, 23, None), (AVAILABLE, REDEEMED, 20, (1, 2)), (ISSUED, AVAILABLE, 2, None)]
    assert effects[-1] == CardFull(CARD, CARD, 20, 2, "free bread", TOKEN, NEVER)
    assert draft.balance(CARD, AVAILABLE) == 3


def test_a_debt_is_settled_before_a_card_is_filled():
    plan = plan_for()
    purse = Purse(EMPTY)
    purse.apply(entry(purse, replace(moves(4, DEBT, ISSUED, None), unit=CARD)))
    draft = Draft(purse)

    effects = earned(plan, decide(plan, line(3000, 12)), draft)

    assert Change("settle debt", CARD, -4) in effects
    assert not any(isinstance(effect, CardFull) for effect in effects)
    book(draft)
    assert purse.balances[CARD, AVAILABLE] == 8


def test_settling_nothing_says_nothing():
    assert settle(Draft(purse_with(opens(5))), "points") == []


def test_a_card_that_is_not_full_stays():
    plan = plan_for()
    draft = Draft(purse_with(replace(opens(9), unit=CARD)))

    assert fill_cards(plan, draft, CARD, ON, Instant(WHEN)) == []
    assert draft.postings == []


def test_what_is_used_is_redeemed_and_what_is_held_is_set_aside():
    plan = plan_for()
    sale = decide(plan, line(1000, category="jam"), wishes=(wish("points off", 200), wish("mug")))

    for book_it, account in ((book_spent, REDEEMED), (book_reserved, RESERVED)):
        draft = Draft(purse_with(opens(1000)))
        book_it(draft, sale.priced.effects)
        assert moved(draft) == [(AVAILABLE, account, 500, (1, 0)), (AVAILABLE, account, 200, (1, 0))]
