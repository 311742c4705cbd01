"""An index over the rules of a big program changes nothing but the time: the same prices, points and reasons as without it."""

from dataclasses import replace
from fractions import Fraction
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tests import make
from tests.decide.build import REGULAR
from tests.decide.test_deal_properties import CAPPED, baskets, conventions, rules
from tests.effort import examples
from tests.make import ALL, BREAD, BREAD_FROM_2, CAKE, TUESDAY, bakery, line, words
from tests.paper import PaperShop
from zegel.core.periods import Instant
from zegel.core.purchase import Line
from zegel.decide.document import read
from zegel.decide.explain import explain
from zegel.decide.hints import hints
from zegel.decide.plan import Plan
from zegel.decide.sale import decide_sale
from zegel.decide.skipped import skipped
from zegel.program.compile import Compiled
from zegel.program.conditions import All, Compare, NamedTest, Not, OneOf
from zegel.program.index import MANY
from zegel.program.model import ArticleSet, Discount, EarnRule, Multiplier, Program
from zegel.replay.memory import Memory, Versions

tests_of_rules = st.lists(
    st.sampled_from([
        TUESDAY, NamedTest("branch", Compare("branch", "==", "dorpsstraat")), NamedTest("branch", OneOf("branch", ("station", "markt"))),
        NamedTest("not on", Not(OneOf("date", ("2026-03-04",)))), NamedTest("dates", Compare("date", ">=", "2026-03-04")),
        NamedTest("channel", Compare("channel", "==", "web")), NamedTest("hours", Compare("minute", "<", 720)),
        NamedTest("basket", Compare("basket_minor", ">=", 1000)), NamedTest("member for", Compare("tenure_years", ">=", 5)),
    ]),
    max_size=2, unique_by=lambda named: named.name,
).map(tuple)  # fmt: skip
sets = st.sampled_from([ALL, BREAD, BREAD_FROM_2, CAKE])
earning = st.lists(
    st.builds(
        lambda unit, count, per, articles, found: EarnRule("", unit, count, per, 150, articles, found, words("e")),
        st.sampled_from(["points", "status"]), st.integers(1, 5), st.sampled_from(["spend", "item", "purchase"]), sets, tests_of_rules,
    ),
    min_size=1, max_size=6,
).map(lambda found: tuple(replace(rule, id=f"e{n}") for n, rule in enumerate(found)))  # fmt: skip
multipliers = st.lists(
    st.builds(
        lambda factor, articles, found: Multiplier("", "points", factor, articles, found, words("m")),
        st.sampled_from([Fraction(2), Fraction(3, 2), Fraction(1, 2), Fraction(0)]), sets, tests_of_rules,
    ),
    max_size=4,
).map(lambda found: tuple(replace(rule, id=f"m{n}") for n, rule in enumerate(found)))  # fmt: skip
moments = st.fixed_dictionaries({
    "at": st.sampled_from([make.NOON, make.WEDNESDAY, make.WEDNESDAY + 3 * 3_600_000]),
    "branch": st.sampled_from(["dorpsstraat", "station"]), "channel": st.sampled_from(["till", "web"]),
})  # fmt: skip


def both(program: Program) -> tuple[Plan, Plan]:
    """The plan without an index, and with one."""
    return Plan(Compiled(program, indexed=False)), Plan(Compiled(program, indexed=True))


@examples(120)
@given(
    baskets,
    rules,
    st.lists(tests_of_rules, min_size=5, max_size=5),
    earning,
    multipliers,
    conventions,
    moments,
    st.sampled_from(["largest", "sum", "product"]),
)
def test_with_an_index_every_basket_comes_to_the_same(
    basket: list[Line], found: tuple[Discount, ...], asked: list[Any], earn: Any, multiply: Any, settings: Any, moment: Any, how: Any
) -> None:
    tested = tuple(replace(rule, tests=(*more, *rule.tests)) for rule, more in zip(found, asked, strict=False))
    in_order = tuple(sorted(tested, key=lambda rule: (-rule.priority, rule.id)))
    conventions_too = make.settings(multipliers=how, **settings)
    program = bakery(discounts=in_order, earn=earn, multipliers=multiply, caps=((CAPPED, 2500),), settings=conventions_too)

    without, indexed = (decide_sale(plan, make.purchase(*basket, **moment), REGULAR, ()) for plan in both(program))

    assert indexed.priced.paid == without.priced.paid
    assert indexed.priced.effects == without.priced.effects
    assert indexed.earned == without.earned
    assert indexed.spend_by_set[ALL] == without.spend_by_set[ALL]
    assert set(indexed.failed) <= set(without.failed)


def big(n: int = MANY + 20) -> Program:
    """A program with a rule for each of `n` articles, and a few that are about everything."""
    sets = (*make.SETS, *(ArticleSet(f"a{k}", OneOf("sku", (f"SKU{k}",))) for k in range(n)))
    at = len(make.SETS)
    made = tuple(
        EarnRule(f"e{k}", "points", 5, "purchase", 0, at + k, (TUESDAY,) if k % 2 else (), words(f"artikel {k}")) for k in range(n)
    )
    return bakery(sets=sets, earn=(*bakery().earn, *made))


def test_a_program_of_many_rules_is_indexed_and_one_of_few_is_not():
    assert Compiled(bakery()).index is None
    assert Compiled(big()).index is not None


def test_a_receipt_keeps_the_reasons_of_rules_within_reach_only_and_an_explanation_makes_the_others():
    shop = PaperShop(big())
    fatima = shop.enrol()

    sale = shop.buys(fatima, line(1000, sku="SKU3"), line(500, sku="SKU4"), at=make.WEDNESDAY)

    assert sale.earned["points"] == 20
    assert len(sale.body["failed"]) < 10
    document = read(sale.outcome.receipt.document)
    index = shop.compiled.rule_index
    left_out = skipped(shop.compiled, document)
    assert (left_out[index("e3")], left_out[index("e5")], left_out[index("e6")]) == (0, 0, -1)  # Tuesdays; Tuesdays; none of it
    assert index("e4") not in left_out
    said = {one.rule: one.short.nl for one in explain(shop.compiled, document)}
    assert said["e3"] == "5 points per aankoop: alleen op dinsdag"
    assert said["e6"] == "5 points per aankoop: daar zat niets van in het mandje"
    assert len(said) > len(shop.compiled.program.earn)


@examples(30)
@given(baskets, earning, multipliers, moments)
def test_what_was_left_out_has_the_reason_that_it_would_have_had(basket: list[Line], earn: Any, multiply: Any, moment: Any) -> None:
    program = bakery(
        discounts=(), earn=earn, multipliers=multiply, branches=(*bakery().branches, replace(bakery().branches[0], id="station"))
    )
    told = []
    for indexed in (False, True):
        compiled = Compiled(program, indexed=indexed)
        memory = Memory(make.COMPANY, Versions((Instant(0), compiled)))
        memory.record(make.enrols(1, since="2010-01-01"))
        outcome = memory.record(make.buys(*basket, who=make.card(), **moment))
        assert outcome.receipt is not None
        document = read(outcome.receipt.document)
        idle = {rule.id for rule in program.multipliers}
        told.append({(one.rule, one.short.nl) for one in explain(compiled, document) if not one.applied and one.rule not in idle})
        assert indexed or skipped(compiled, document) == {}

    assert told[0] == told[1]


def test_a_hint_is_of_rules_within_reach_only():
    rolls = tuple(
        Discount(f"d{k}", bakery().discounts[0].deal, ALL if k < 2 else CAKE, "basket", 0, "", (_from(2000),), words("d"))
        for k in range(MANY + 1)
    )  # fmt: skip
    shop = PaperShop(bakery(discounts=rolls))
    fatima = shop.enrol()

    quote = shop.quotes(fatima, line(1500))

    assert [(hint.rule, hint.more) for hint in hints(shop.compiled, read(quote.outcome.receipt.document))] == [("d0", 500), ("d1", 500)]


def _from(minor: int) -> NamedTest:
    return NamedTest("basket", All((Compare("basket_minor", ">=", minor),)).tests[0])
