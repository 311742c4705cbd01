"""A member is blocked: what they cannot do is refused with a stable code, what they have stays, and it is lifted as it came."""

import json
from dataclasses import replace

import pytest

from tests import make
from tests.make import line
from tests.paper import PaperShop, refuses
from zegel.core.purchase import Identifier
from zegel.flows.commands import BlockMember, MergeMembers, Redeem


def blocks(shop: PaperShop, who: Identifier, *, earning: bool = False, spending: bool = False, reason: str = "two places") -> BlockMember:
    return BlockMember(replace(make.header(shop.at), actor="mia"), who, earning, spending, reason)


def jam(net: int = 1000):
    return line(net, category="jam")


def test_who_cannot_spend_still_earns_and_every_way_of_spending_is_refused(shop):
    fatima = shop.enrol()
    shop.gives(fatima, 800)

    done = shop.done(blocks(shop, fatima, spending=True))

    assert (done.kinds, done.said) == (["block"], ["Geblokkeerd: inwisselen kan nu niet."])
    assert shop.buys(fatima, jam()).earned["points"] == 10
    assert refuses(shop, shop.purchase(fatima, jam(), uses=[("points off", 0)])).refusal == "spending_blocked"
    assert refuses(shop, make.holds(jam(), who=fatima, at=shop.at, uses=shop.purchase(fatima, jam(), uses=[("mug", 1)]).uses)).refusal == (
        "spending_blocked"
    )
    assert refuses(shop, Redeem(make.header(shop.at), fatima, "mug", 1)).refusal == "spending_blocked"
    assert shop.points(fatima) == 810


def test_who_cannot_earn_may_still_spend_and_goods_come_back(shop):
    fatima = shop.enrol()
    shop.gives(fatima, 800)
    sale = shop.buys(fatima, jam())
    shop.done(blocks(shop, fatima, earning=True))

    assert refuses(shop, shop.purchase(fatima, jam())).refusal == "member_blocked"
    shop.redeems(fatima, "mug")
    shop.returns(sale)
    assert shop.points(fatima) == 300


def test_it_is_lifted_with_a_reason_and_the_dossier_says_by_whom_and_why(shop):
    fatima = shop.enrol()
    shop.done(blocks(shop, fatima, earning=True, spending=True))
    assert refuses(shop, blocks(shop, fatima, reason=" ")).refusal == "reason_missing"

    done = shop.done(blocks(shop, fatima, reason="it was her sister"))

    assert done.said == ["Niet meer geblokkeerd."]
    shop.buys(fatima, jam())
    (kept,) = shop.memory.facts.dossiers_of(shop.purse(fatima).id, "block")
    assert (kept.state, json.loads(kept.data)["by"], json.loads(kept.data)["reason"]) == ("lifted", "mia", "it was her sister")


@pytest.mark.parametrize("goes", ["fatima", "other"])
def test_a_block_is_not_shaken_off_by_merging(shop, goes):
    fatima, other = shop.enrol(), shop.enrol("card 17")
    shop.gives(other, 800)
    shop.done(blocks(shop, fatima, spending=True))
    old, new = (fatima, other) if goes == "fatima" else (other, fatima)

    shop.done(MergeMembers(make.header(shop.at), new, old, "one person", ""))

    assert refuses(shop, Redeem(make.header(shop.at), other, "mug", 1)).refusal == "spending_blocked"
