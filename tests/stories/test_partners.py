"""What partners of a coalition owe each other when something is undone at another branch than it was done at (M44)."""

from dataclasses import replace
from pathlib import Path

import pytest

from tests import make
from tests.make import clock, header, line
from tests.paper import PaperShop
from tests.programs import read_yaml
from zegel.flows.commands import CancelRedemption, Command, Enrol, RecordPurchase, Redeem, Review
from zegel.flows.facts import Outcome
from zegel.ledger.accounts import ACCOUNTS

PARTNERS = (Path(__file__).parents[1] / "program" / "pantry_partners.yaml").read_text(encoding="utf-8")
PROGRAM = (
    PARTNERS.replace("[bakery, butcher]", "[bakery, butcher, office]")
    + """
earn: {at the office: {give: 1 mile, per: 1.00 EUR, where: {branch: office}}}
rewards: {mug: {gives: {item: mug, worth: 5.00 EUR}, costs: 10 miles}}
"""
)
FATIMA = make.card()
BASKET = line(2_500, category="jam")


class Coalition:
    """A baker, a butcher and the operator's own branch `office`, with what they owe each other in millionths of a euro."""

    def __init__(self) -> None:
        self.shop = PaperShop(read_yaml(PROGRAM))
        self.owed: dict[str, int] = {}
        self.done(Enrol(header(self.shop.at, branch="office"), make.purse(), make.NOBODY_KNOWN, (FATIMA,), make.header().business_date))

    def done(self, command: Command) -> Outcome:
        outcome = self.shop.memory.record(command)
        assert outcome.refusal is None
        for posting in [posting for entry in outcome.entries for posting in entry.postings]:
            for account, sign in ((posting.source, -1), (posting.destination, 1)):
                if account not in (*ACCOUNTS, "clearing"):
                    self.owed[account] = self.owed.get(account, 0) - sign * posting.amount
        return outcome

    def sells(self, branch: str, at: int | None = None, heard: int | None = None) -> Outcome:
        moment = self.shop.at if at is None else at
        bought: RecordPurchase = make.buys(BASKET, who=FATIMA, at=moment, branch=branch, received=heard)
        return self.done(bought)

    def still_owed(self) -> dict[str, int]:
        return {account: millionths for account, millionths in self.owed.items() if millionths}


@pytest.mark.parametrize("back", ["office", "bakery", "butcher"])
@pytest.mark.parametrize(("sold", "owed"), [("office", {}), ("bakery", {"issued by baker": 80_000})])
def test_goods_that_come_back_elsewhere_are_cleared_with_who_sold_them(sold, back, owed):
    there = Coalition()
    sale = there.sells(sold)
    assert there.still_owed() == owed
    assert sale.receipt is not None

    there.done(replace(make.returns(sale.receipt.id, at=there.shop.at, reason="broken"), header=header(there.shop.at, branch=back)))

    assert there.still_owed() == {}


def test_a_redemption_that_is_cancelled_elsewhere_is_cleared_with_who_handed_it_over():
    there = Coalition()
    there.sells("office")
    mug = there.done(Redeem(header(there.shop.at, branch="office"), FATIMA, "mug", 1)).receipt
    assert mug is not None

    there.done(CancelRedemption(header(there.shop.at, branch="butcher"), mug.id, "changed her mind"))

    assert there.still_owed() == {}


def test_a_late_sale_that_is_refused_elsewhere_is_cleared_with_who_sold_it():
    there = Coalition()
    sale = there.sells("office", clock("2026-03-04 12:00"), clock("2026-03-09 12:00"))
    assert sale.receipt is not None

    there.done(Review(header(clock("2026-03-09 13:00"), branch="bakery"), sale.receipt.id, approve=False, reason="never happened"))

    assert there.still_owed() == {}
