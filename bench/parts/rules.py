"""Many live rules: five lines against ten, a hundred and a thousand rules of which ten can match."""

from dataclasses import replace
from fractions import Fraction
from time import process_time

from bench.figures import Found, Sample, Scale, column, interleaved
from bench.places import Places
from zegel.core.periods import Day
from zegel.core.purchase import Line, Purchase
from zegel.core.purchase_document import with_document
from zegel.decide.plan import Plan
from zegel.decide.sale import MemberFacts, decide_sale
from zegel.program.compile import Compiled
from zegel.program.conditions import Compare, NamedTest, OneOf
from zegel.program.deals import Amount, Percent
from zegel.program.model import ArticleSet, Discount, EarnRule, Multiplier, Program, Words
from zegel.program.read import read_yaml

RULES = (10, 100, 1_000)
MATCHING = 10
AT_MOST = 4.0
_NO_WORDS = Words("", "")
_MEMBER = MemberFacts(1, Day("2020-03-04"), "", 7, (), 72, 6)
_SHOP = """zegel: 1
program: De Hoek
company: {currency: EUR}
branches: [dorpsstraat]
units:
  points: {names: {nl: [punt, punten], en: [point, points]}, worth: 0.01 EUR}
"""


def run(_places: Places, _kind: str, scale: Scale) -> Found:
    """Decisions only: there is no database. Baskets are decided the long way, as quotes are, where something comes off them."""
    found = Found("rules", "")
    work = {f"{kind} {n}": Deciding(n, scale, discounts=kind == "mixed") for kind in ("earning", "mixed") for n in RULES}
    samples = interleaved(scale, found, {name: one.sample for name, one in work.items()})
    for kind in ("earning", "mixed"):
        few = column(samples[f"{kind} {RULES[0]}"], "us")
        for n in RULES:
            found.add(f"a basket against {n} {kind} rules", "µs", column(samples[f"{kind} {n}"], "us"))
        many = column(samples[f"{kind} {RULES[-1]}"], "us")
        ratios = [b / a for a, b in zip(few, many, strict=True)]
        found.add(f"{RULES[-1]} {kind} rules against {RULES[0]}", "×", ratios, AT_MOST, "at most")
    found.notes.append(
        f"Ten rules can match each basket, whatever the number: the others are of articles that are not in it, or of another day. "
        f"Earning: points and multipliers. Mixed: a third of each kind is discounts. Ratios are of the same round; {scale.bodies} baskets."
    )
    return found


class Deciding:
    """A program of `n` rules, and baskets of five lines of which each can match ten of them."""

    def __init__(self, n: int, scale: Scale, *, discounts: bool) -> None:
        self.plan = Plan(Compiled(program_of(n, discounts=discounts)))
        self.baskets = [basket(k) for k in range(min(scale.bodies, 256))]
        self.rounds = max(scale.batches * 32 // len(self.baskets), 1)
        self._once()

    def _once(self) -> None:
        for purchase in self.baskets:
            decide_sale(self.plan, purchase, _MEMBER, ())

    def sample(self) -> Sample:
        """Processor time of a decision."""
        start = process_time()
        for _ in range(self.rounds):
            self._once()
        return {"us": (process_time() - start) * 1e6 / (self.rounds * len(self.baskets))}


def program_of(n: int, *, discounts: bool) -> Program:
    """`n` rules: ten that a basket can match, the others by article, category, brand and day out of its reach."""
    base = read_yaml(_SHOP)
    sets, earn, multiply, off = list(base.sets), list[EarnRule](), list[Multiplier](), list[Discount]()
    for k in range(n):
        articles = len(sets)
        sets.append(ArticleSet(f"s{k}", _articles(k)))
        tests = (NamedTest("day", Compare("weekday", "==", 5)),) if k >= MATCHING and k % 7 == 0 else ()
        match k % 3 if discounts else k % 2 * 2:
            case 0:
                earn.append(EarnRule(f"r{k}", "points", 1, "spend", 100, articles, tests, _NO_WORDS))
            case 1:
                deal = Percent(100 + k % 7 * 100) if k % 2 else Amount(25)
                off.append(Discount(f"r{k}", deal, articles, "line", 0, "", tests, _NO_WORDS))
            case _:
                multiply.append(Multiplier(f"r{k}", "points", Fraction(3, 2), articles, tests, _NO_WORDS))
    return replace(base, sets=tuple(sets), earn=tuple(earn), multipliers=tuple(multiply), discounts=tuple(off))


def _articles(k: int) -> OneOf:
    if k < MATCHING:
        return OneOf("category", (f"shelf{k % 5}",)) if k % 2 else OneOf("brand", (f"brand{k % 5}",))
    return (OneOf("sku", (f"SKU{k}",)), OneOf("category", (f"far/{k}",)), OneOf("brand", (f"elsewhere {k}",)))[k % 3]


def basket(k: int) -> Purchase:
    """Five lines on a Wednesday, a shelf and a brand each."""
    lines = tuple(
        Line(
            n + 1, f"A{k * 5 + n}", f"shelf{n}/{k % 4}", f"brand{(n + k) % 5}", (), "", 1000 * (1 + k % 3), "piece", 0, 0,
            250 + 37 * (k + n) % 1_900, 900, None,
        )
        for n in range(5)
    )  # fmt: skip
    at = 1_772_618_400_000
    return with_document(
        Purchase("dorpsstraat", "1", "", "till", "", "till", "EUR", at, Day("2026-03-04"), 2, 660, None, lines, (), b"")  # type: ignore[arg-type]  # an instant
    )
