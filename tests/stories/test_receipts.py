"""A receipt is canonical JSON that says all that was decided, and can be judged again (architecture.md rule 7)."""

import json

from tests import make
from tests.make import bakery, line
from tests.paper import PaperShop
from zegel.core.ids import purse_text
from zegel.core.purchase import Identifier, Tender
from zegel.core.purchase_document import purchase_from
from zegel.decide.document import read
from zegel.decide.plan import plan_of
from zegel.decide.sale import decide_sale
from zegel.decide.skipped import facts_from


def test_the_keys_of_a_receipt(shop):
    fatima = shop.enrol()

    sale = shop.buys(fatima, line(250), receipt_number="7", tenders=(Tender("cash", 250),))

    assert sorted(sale.body) == [
        "actor", "at", "balances", "branch", "business_date", "company", "effects", "engine", "facts", "failed", "happened_at", "kind",
        "of", "postings", "program", "purse", "reason", "review", "seq", "source", "till", "totals", "uses",
    ]  # fmt: skip
    assert list(json.loads(sale.outcome.receipt.document)) == ["body", "purchase", "v"]
    assert (sale.body["actor"], sale.body["branch"], sale.body["till"], sale.body["source"], sale.body["company"], sale.body["engine"]) == (
        "anna", "dorpsstraat", "till-1", "till-1", "korenaar", 1,
    )  # fmt: skip


def test_the_receipt_keeps_the_purchase_as_it_was_sent(shop):
    fatima = shop.enrol()
    command = shop.purchase(fatima, line(250, tags=("bio", "vers"), cost_minor=90), identifier=fatima)

    sale = shop.done(command)

    assert purchase_from(sale.purchase) == command.purchase


def test_balances_after_it_are_those_of_every_unit_that_moved(shop):
    fatima = shop.enrol()
    shop.gives(fatima, 1000)

    sale = shop.buys(fatima, line(1000, category="jam"), uses=[("points off", 300)])

    assert sorted(sale.body["balances"]) == [["points", "available", 707], ["status", "available", 7]]
    assert sale.body["postings"] == [["points", "available", "redeemed", 300, [2, 0]]]


def test_letters_of_all_kinds_are_written_out_as_they_are(shop):
    strange = 'Ł "quoted" \\ \t \u2028 👩‍🌾 ي'
    fatima = shop.done(make.enrols(1, Identifier("external", strange), at=shop.at))

    sale = shop.buys(fatima.id.purse, line(250, sku=strange, category=strange, brand=strange), till=strange, receipt_number=strange)

    assert sale.purchase["lines"][0]["sku"] == strange


def test_every_rule_says_why_or_why_not(shop):
    fatima = shop.enrol()

    sale = shop.buys(fatima, line(99, category="jam"))

    rules = {rule.id for rule in shop.compiled.rules} - {reward.id for reward in bakery().rewards} - {"points off"}
    fired = {e["rule"] for e in sale.body["effects"] if "rule" in e} | {p[0] for e in sale.effects("earn") for p in e["parts"]}
    assert set(sale.why_not) | fired == rules
    assert sale.why_not == {
        "regulars": "member for", "tuesdays": "day", "zilver: points": "tier", "goud: points": "tier", "base": "nothing",
        "stars": "nothing", "bread card": "nothing",
    }  # fmt: skip


def test_the_same_commands_give_the_same_bytes_twice():
    # replay = record: nothing comes from a clock, a counter or the order of a dictionary
    found = []
    for _ in range(2):
        shop = PaperShop()
        fatima = shop.enrol()
        shop.gives(fatima, 1250)
        sale = shop.buys(fatima, line(980, category="jam"), line(2500, 10), uses=[("points off", 0)])
        shop.returns(sale, (2, 3000))
        shop.redeems(fatima, "poster")
        shop.wait_until("2028-06-01 12:00")
        found.append([(e.hash, e.receipt_digest) for e in shop.books.entries[shop.purse(fatima).id]])

    assert found[0] == found[1]
    assert len(found[0]) == 6


def test_a_sale_can_be_judged_again_from_its_receipt(shop):
    # the facts on the receipt are the facts that the decision saw
    fatima = shop.enrol(since="2015-01-01")
    shop.buys(fatima, line(70_000, category="jam"))
    sale = shop.buys(fatima, line(1250, category="cake"), line(500, 2))

    document = read(sale.outcome.receipt.document)
    again = decide_sale(plan_of(shop.compiled), purchase_from(document.purchase), facts_from(document), ())

    assert {unit: count for unit, count, _ in again.earned} == sale.earned
    assert sum(again.priced.paid) == sale.pays
    assert [list(pair) for pair in again.failed] == sale.body["failed"]


def test_a_receipt_is_named_by_its_purse_and_number(shop):
    fatima = shop.enrol()

    sale = shop.buys(fatima, line(250))

    assert str(sale.id) == f"{purse_text(make.purse(1))}.2"
