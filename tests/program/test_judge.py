"""The generated functions against a naive interpreter of the same trees: random programs, random baskets."""

from dataclasses import replace
from typing import Any as AnyValue

from hypothesis import given
from hypothesis import strategies as st

from tests.program.files import KITCHEN, small
from zegel.core.purchase import Line
from zegel.core.rounding import half_up
from zegel.program.compile import Compiled
from zegel.program.conditions import BASKET_FACTS, All, Any, BasketFacts, Compare, Every, NamedTest, Not, OneOf, Test
from zegel.program.model import ArticleSet, EarnRule, Program, Window, Words
from zegel.program.read import read_yaml
from zegel.program.sentences import sentences

WINDOWS = 2


def holds(test: Test, fact: AnyValue) -> bool:
    """Whether `test` holds, read straight from the tree; `fact` maps a fact's name to its value."""
    match test:
        case Compare("category", op, value):
            return under(fact("category"), [value]) == (op == "==")
        case Compare("tag", op, value):
            return (value in fact("tag")) == (op == "==")
        case Compare(name, op, value):
            found = fact(name)
            return {"==": found == value, "!=": found != value}[op] if op in ("==", "!=") else ordered(found, op, value)
        case OneOf("category", values):
            return under(fact("category"), values)
        case OneOf("tag", values):
            return any(value in fact("tag") for value in values)
        case OneOf(name, values):
            return fact(name) in values
        case Every(name, step):
            return fact(name) > 0 and fact(name) % step == 0
        case All(tests):
            return all(holds(t, fact) for t in tests)
        case Any(tests):
            return any(holds(t, fact) for t in tests)
        case Not(inner):
            return not holds(inner, fact)


def ordered(found: AnyValue, op: str, value: AnyValue) -> bool:
    return bool({"<": found < value, "<=": found <= value, ">": found > value, ">=": found >= value}[op])


def under(category: str, names: AnyValue) -> bool:
    """`category` is one of `names` or lies below one, by its parts."""
    parts = category.split("/")
    return any(parts[: len(name.split("/"))] == name.split("/") for name in names if category)


NUMBERS = sorted(fact for fact, kind in BASKET_FACTS.items() if kind is int) + [f"window:{n}" for n in range(WINDOWS)]
TEXTS = {
    "date": ["2026-03-01", "2026-03-02", "2026-12-31"],
    "month_day": ["03-01", "12-31"],
    "branch": ["markt", "haven"],
    "channel": ["till", "web"],
}
OPS = st.sampled_from(["==", "!=", "<", "<=", ">", ">="])
SMALL_NUMBERS = st.integers(-1, 6)


def texts(values: dict[str, list[str]]) -> st.SearchStrategy[Test]:
    """Comparisons of facts that are texts."""
    return st.one_of([
        st.one_of(
            st.builds(Compare, st.just(fact), st.sampled_from(["==", "!="]), st.sampled_from(words)),
            st.builds(OneOf, st.just(fact), st.lists(st.sampled_from(words), max_size=3).map(tuple)),
        )
        for fact, words in values.items()
    ])  # fmt: skip


def trees(leaves: st.SearchStrategy[Test]) -> st.SearchStrategy[Test]:
    """Trees over `leaves`."""
    return st.recursive(
        leaves,
        lambda inner: st.one_of(
            st.builds(All, st.lists(inner, max_size=3).map(tuple)),
            st.builds(Any, st.lists(inner, max_size=3).map(tuple)),
            st.builds(Not, inner),
        ),
        max_leaves=8,
    )


BASKET_TESTS = trees(st.one_of(
    st.builds(Compare, st.sampled_from(NUMBERS), OPS, SMALL_NUMBERS),
    st.builds(OneOf, st.sampled_from(NUMBERS), st.lists(SMALL_NUMBERS, max_size=3).map(tuple)),
    st.builds(Every, st.just("purchase_number"), st.integers(1, 4)),
    texts(TEXTS),
))  # fmt: skip
LINES = {
    "sku": ["A", "B"], "brand": ["", "Proef"], "category": ["bread", "bread/rolls", "breads", "cake", "bread/rolls/dark"], "tag": ["old",
    "new"],
    "legal_class": ["", "alcohol", "tobacco"], "measure": ["piece", "kg"],
}  # fmt: skip
LINE_TESTS = trees(st.one_of(
    texts(LINES), st.builds(Compare, st.just("unit_price"), OPS, st.integers(0, 5)),
    st.builds(Compare, st.just("quantity"), OPS, st.sampled_from([0, 500, 1000, 3000])),
))  # fmt: skip
RULES = st.lists(st.lists(BASKET_TESTS, max_size=3), max_size=6)


@st.composite
def facts(draw: st.DrawFn) -> BasketFacts:
    """Facts near the numbers that tests ask about."""
    found = BasketFacts()
    for name in NUMBERS:
        if not name.startswith("window:"):
            setattr(found, name, draw(SMALL_NUMBERS))
    for name, words in TEXTS.items():
        setattr(found, name, draw(st.sampled_from(words)))
    found.windows = tuple(draw(SMALL_NUMBERS) for _ in range(WINDOWS))
    return found


@st.composite
def lines(draw: st.DrawFn) -> Line:
    """A line of an article that tests may ask about."""
    word = {name: draw(st.sampled_from(words)) for name, words in LINES.items()}
    tags = tuple(draw(st.lists(st.sampled_from(LINES["tag"]), max_size=2, unique=True)))
    return Line(
        1, word["sku"], draw(st.sampled_from(["", *LINES["category"]])), word["brand"], tags, word["legal_class"],
        draw(st.sampled_from([0, 500, 1000, 3000])),
        word["measure"], 0, 0, draw(st.integers(0, 12)), 900, None,
    )  # fmt: skip


def program_of(rules: list[list[Test]], sets: list[Test]) -> Program:
    """A program whose earning rules have these tests, and whose article sets are these."""
    base = small()
    made = tuple(
        EarnRule(f"r{n}", "points", 1, "purchase", 0, 0, tuple(NamedTest(f"t{k}", test) for k, test in enumerate(tests)), Words("x", "x"))
        for n, tests in enumerate(rules)
    )
    windows = tuple(Window("visits", "rolling", n + 1, "days") for n in range(WINDOWS))
    more = tuple(ArticleSet(f"set {n}", test) for n, test in enumerate(sets))
    return replace(base, earn=made, windows=windows, sets=(*base.sets, *more))


def value_of(facts: BasketFacts) -> AnyValue:
    return lambda name: facts.windows[int(name[7:])] if name.startswith("window:") else getattr(facts, name)


@given(RULES, facts())
def test_the_compiled_judge_says_what_the_trees_say(rules, facts):
    compiled = Compiled(program_of(rules, []))

    fired, failed = compiled.judge_earning(facts)

    first = [next((n for n, test in enumerate(tests) if not holds(test, value_of(facts))), None) for tests in rules]
    assert fired == [n for n, failing in enumerate(first) if failing is None]
    assert failed == [(n, failing) for n, failing in enumerate(first) if failing is not None]


@given(st.lists(LINE_TESTS, max_size=5), st.lists(lines(), min_size=1, max_size=4))
def test_the_compiled_sets_hold_what_the_trees_hold(sets, basket):
    program = program_of([], sets)
    compiled = Compiled(program)
    never = program.sets[program.never].test

    for _ in range(2):  # the second time from memory
        masks = compiled.masks(basket)

        for line, mask in zip(basket, masks, strict=True):
            fact = line_fact(line)
            expected = sum(1 << n for n, s in enumerate(program.sets) if holds(s.test, fact))
            assert mask == (0 if holds(never, fact) else expected)


def line_fact(line: Line) -> AnyValue:
    price = half_up(line.net_minor * 1000, line.quantity) if line.quantity else 0
    return lambda name: {"tag": line.tags, "unit_price": price}.get(name) if name in ("tag", "unit_price") else getattr(line, name)


@given(RULES, st.lists(LINE_TESTS, max_size=2))
def test_every_rule_has_a_sentence_whatever_its_trees(rules, sets):
    program = program_of(rules, sets)

    said = {s.path: s for s in sentences(program, full=True)}

    assert {f"earn.r{n}" for n in range(len(rules))} <= set(said)
    assert all(s.nl.endswith(".") and s.en.endswith(".") and "  " not in s.nl + s.en for s in said.values())


def test_nothing_of_the_text_gets_into_the_generated_source():
    evil = "'); __import__('os').abort() #"
    rule = [Compare("branch", "==", evil), OneOf("channel", (evil,)), Compare("date", ">=", evil)]
    compiled = Compiled(program_of([rule], [OneOf("category", (evil,)), Compare("tag", "!=", evil)]))  # type: ignore[list-item]  # tests are tests

    assert compiled.judge_earning(BasketFacts()) == ([], [(0, 0)])


def test_rewards_are_judged_by_themselves_and_only_when_asked():
    compiled = Compiled(read_yaml(KITCHEN))
    facts = BasketFacts()
    facts.branch = "haven"
    facts.date = "2026-03-03"
    facts.windows = (0,) * len(compiled.program.windows)
    facts.asked = (0,) * len(compiled.program.questions)
    knife = compiled.rule_index("knife")

    assert compiled.judge_of(knife)(facts)[1] == [(knife, 0)]
    assert knife not in [rule for rule, _ in compiled.judge_earning(facts)[1]]
