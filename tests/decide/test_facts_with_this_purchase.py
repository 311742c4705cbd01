"""Row 28: facts as they were before this purchase, or with this purchase counted in."""

import pytest

from tests.lives import memory
from tests.make import COMPANY, DAY_MS, WEDNESDAY, buys, card, enrols, line, quotes, returns
from tests.program.files import SMALL, small
from tests.programs import read_yaml
from zegel.core.periods import Instant
from zegel.decide.document import read
from zegel.decide.explain import explain
from zegel.program.compile import Compiled
from zegel.program.sentences import sentences
from zegel.replay.memory import Versions

INCLUDING = "settings: {facts: including this purchase}\n"


class Shop:
    """A shop with one rule, and one member."""

    def __init__(self, rules, settings):
        self.compiled = Compiled(read_yaml(SMALL + rules + settings))
        self.memory = memory(COMPANY, Versions((Instant(0), self.compiled)))
        self.memory.record(enrols(at=WEDNESDAY, since="2020-01-01"))
        self.at = WEDNESDAY

    def buys(self, *lines):
        self.at += DAY_MS
        outcome = self.memory.record(buys(*lines, who=card(), at=self.at, branch="markt"))
        assert outcome.receipt is not None, outcome.refusal
        return outcome.receipt

    def points(self, *lines):
        return sum(e["count"] for e in read(self.buys(*lines).document).body["effects"] if e["effect"] == "earn")


def rule(condition):
    return f"earn:\n  odd: {{give: 10 points, per: purchase, why: {{nl: ja, en: yes}}, for: {{{condition}}}}}\n"


@pytest.mark.parametrize(("condition", "before", "with_it"), [
    ("spend: {at least: 20.00 EUR, within: lifetime}", [0, 0, 10], [0, 10, 10]),
    ("visits: {at least: 2, within: 30 days}", [0, 0, 10], [0, 10, 10]),
    ("items: {at least: 4, within: calendar year, of: {category: bread}}", [0, 0, 10], [0, 10, 10]),
    ("visits: {less than: 2, within: lifetime}", [10, 10, 0], [10, 0, 0]),
])  # fmt: skip
def test_row_28_facts_before_this_purchase_or_including_it(condition, before, with_it):
    basket = line(1000, 2, "bread")

    shop = Shop(rule(condition), "")
    assert [shop.points(basket) for _ in range(3)] == before
    shop = Shop(rule(condition), INCLUDING)
    assert [shop.points(basket) for _ in range(3)] == with_it


def test_row_28_counts_the_basket_as_it_was_rung_up_for_discounts_and_earning_alike():
    rules = "discounts:\n  half: {off: 50%, for: {spend: {at least: 20.00 EUR, within: lifetime}}}\n" + rule(
        "spend: {at least: 20.00 EUR, within: lifetime}"
    )
    shop = Shop(rules, INCLUDING)

    body = read(shop.buys(line(2000)).document).body

    assert body["totals"]["pays_minor"] == 1000
    assert [e["effect"] for e in body["effects"]] == ["discount", "earn"]
    assert read(Shop(rules, "").buys(line(2000)).document).body["effects"] == []


def test_row_28_a_receipt_keeps_the_facts_before_and_explains_with_this_purchase():
    shop = Shop(rule("spend: {at least: 50.00 EUR, within: lifetime}"), INCLUDING)
    shop.buys(line(1000))

    document = read(shop.buys(line(1500)).document)
    (said,) = [one for one in explain(shop.compiled, document) if one.rule == "odd"]

    assert document.body["facts"]["windows"] == [1000]
    assert said.full.en == "10 points per purchase: that holds only after spending at least €50.00 in all; you were at €25.00."
    assert said.would.en == "After €25.00 more."


def test_row_28_a_return_takes_back_what_only_the_returned_goods_reached():
    shop = Shop(rule("items: {at least: 3, within: lifetime}"), INCLUDING)
    sale = shop.buys(line(300, 3))
    purse = next(iter(shop.memory.purses.values()))
    assert purse.spendable("points") == 10

    shop.memory.record(returns(sale.id, (1, 1000), at=shop.at))

    assert purse.spendable("points") == 0


def test_row_28_a_quote_says_what_the_purchase_will_do():
    shop = Shop(rule("visits: {at least: 1, within: lifetime}"), INCLUDING)

    quoted = shop.memory.record(quotes(line(), who=card(), at=WEDNESDAY + DAY_MS, branch="markt"))

    assert read(quoted.receipt.document).body["effects"] == read(shop.buys(line()).document).body["effects"] != []


def test_row_28_how_long_somebody_was_away_never_counts_this_purchase():
    shop = Shop(rule("away for: at least 30 days"), INCLUDING)
    shop.buys(line())
    shop.at += 40 * DAY_MS

    assert shop.points(line()) == 10


def test_row_28_is_said():
    said = {s.path: (s.nl, s.en) for s in sentences(small(INCLUDING))}

    assert said["settings.facts"] == (
        "Geldt iets pas na een aantal aankopen of een bedrag, dan telt deze aankoop al mee.",
        "Where something takes a number of purchases or an amount spent, this purchase counts already.",
    )  # fmt: skip
