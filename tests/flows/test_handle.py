"""What every command asks to have looked up, and what it needs: the desk's first two questions."""

import pytest

from tests import make
from tests.make import PurseId, bakery, buys, card, header, line, purse, quotes
from zegel.core.refusals import UnknownHold, UnknownMember, UnknownReceipt, UnknownRedemption, UnknownReward
from zegel.flows import handle
from zegel.flows.commands import (
    COMMANDS,
    AddIdentifier,
    CancelHold,
    CancelRedemption,
    Claim,
    CommitHold,
    Redeem,
    Review,
    RunDue,
    Use,
)
from zegel.flows.facts import PurseNeeds, Resolved, Wants
from zegel.program.compile import Compiled
from zegel.program.model import Window
from zegel.replay.memory import Versions

SHELF = Versions((make.Instant(0), Compiled(bakery())))
KEY = ("till-1", "k1")
KEYED = make.replace(header(), key="k1")
SALE = make.receipt(1, 7)


def known(*purses: PurseId) -> Resolved:
    found = Resolved()
    found.known_purses.update(purses)
    found.purse_of[card()] = purse(1)
    return found


def test_every_command_has_a_flow():
    assert set(handle.FLOWS) == set(COMMANDS.values())


@pytest.mark.parametrize(("command", "wants"), [
    (
        make.replace(buys(line(), who=card(), receipt_number="9"), header=KEYED),
        Wants(KEY, (card(),), ("till-1", "9"), (), articles=("BREAD",)),
    ),
    (buys(line(), who=None), Wants(None, (), None, (), articles=("BREAD",))),
    (buys(line(), who=purse(1)), Wants(None, (), None, (purse(1),), articles=("BREAD",))),
    (quotes(line(), who=card(), receipt_number="9"), Wants(None, (card(),), None, (), articles=("BREAD",))),
    (CommitHold(KEYED, SALE, "9", ()), Wants(KEY, (), ("till-1", "9"), (purse(1),))),
    (CancelHold(KEYED, SALE), Wants(KEY, (), None, (purse(1),))),
    (Redeem(KEYED, card(), "mug", 1), Wants(KEY, (card(),), None, ())),
    (CancelRedemption(KEYED, SALE, ""), Wants(KEY, (), None, (purse(1),))),
    (AddIdentifier(KEYED, purse(1), card("new")), Wants(KEY, (card("new"),), None, (purse(1),))),
    (Claim(KEYED, card("old"), purse(1)), Wants(KEY, (card("old"),), None, (purse(1),))),
    (Review(KEYED, SALE, True, "seen"), Wants(KEY, (), None, (purse(1),))),
    (RunDue(header(), purse(1)), Wants(None, (), None, (purse(1),))),
], ids=lambda found: type(found).__name__)  # fmt: skip
def test_what_is_looked_up(command, wants):
    assert handle.wants(command) == wants


@pytest.mark.parametrize(("uses", "spend", "counters"), [
    ((), (), ()),
    ((Use("points off", 300),), (("points", 300),), ()),
    ((Use("points off", 0),), (("points", 1900),), ()),  # whatever a basket of 19.99 could take
    ((Use("free bread", 2), Use("poster", 1)), (("reward:free bread", 2), ("points", 50)), ("reward:free bread", "reward:poster")),
    ((Use("moon", 1),), (), ()),
])  # fmt: skip
def test_a_purchase_needs_the_lots_that_it_may_spend(uses, spend, counters):
    needs = handle.needs(SHELF, buys(line(1999), who=card(), uses=uses), known(purse(1)))

    assert needs.purses == (PurseNeeds(purse(1), spend=spend),)
    assert needs.counters == counters


def test_a_purchase_needs_the_sums_that_roll():
    rolling = Compiled(bakery(windows=(Window("unit:status", "rolling", 30, "days"),)))

    needs = handle.needs(Versions((make.Instant(0), rolling)), buys(line(), who=card()), known(purse(1)))

    assert needs.purses[0].sums == (("unit:status", "2026-02-02"),)


def test_a_purchase_without_a_card_needs_nobody():
    assert handle.needs(SHELF, buys(line(), who=None), Resolved()).purses == ()


def test_an_alias_is_followed():
    found = known(purse(1), purse(2))
    found.aliases[purse(1)] = purse(2)

    assert handle.needs(SHELF, buys(line(), who=card()), found).purses[0].purse == purse(2)
    assert handle.needs(SHELF, make.returns(SALE), found).purses[0] == PurseNeeds(
        purse(2), opened_by=((purse(1), 7),), returned_of=((purse(1), 7),), dossiers=("price drop", "trial", "rebate", "bank account")
    )


@pytest.mark.parametrize(("command", "refusal"), [
    (buys(line(), who=card("nobody")), UnknownMember), (buys(line(), who=purse(9)), UnknownMember),
    (make.returns(make.receipt(9, 1)), UnknownReceipt), (CommitHold(KEYED, make.receipt(9, 1), "", ()), UnknownHold),
    (CancelRedemption(KEYED, make.receipt(9, 1), ""), UnknownRedemption), (Redeem(KEYED, card(), "moon", 1), UnknownReward),
    (Review(KEYED, make.receipt(9, 1), True, "x"), UnknownReceipt), (Claim(KEYED, purse(9), purse(1)), UnknownMember),
], ids=lambda found: getattr(found, "__name__", type(found).__name__))  # fmt: skip
def test_what_can_be_refused_before_anything_is_fetched(command, refusal):
    with pytest.raises(refusal):
        handle.needs(SHELF, command, known(purse(1)))
