"""A club as a small model: coupons, stock, tiers, gift cards and store credit, in arithmetic of its own. Nothing here imports Zegel.

The promise (PROGRAM in tests/model/club.py): a point per full euro, double in silver and triple in gold; silver from 50.00 a year, gold
from 150.00, kept through the next year, then one step down at most. ZOMER takes 10% off, twice a member and four times in all. A mug
costs 20 points, and there are three. Gift cards and store credit pay; a refund goes back to them first. Who buys for 20.00 without a card
finds a code on the receipt that takes 10% off, once, within thirty days.
"""

from dataclasses import dataclass, field

STEPS = (("brons", 0), ("zilver", 5_000), ("goud", 15_000))
MUG, MUGS, USES, USES_EACH = 20, 3, 4, 2


@dataclass(eq=False)
class Pot:
    """Money that is kept: on a gift card, or as store credit."""

    minor: int = 0


@dataclass(eq=False)
class Person:
    points: int = 0  # below zero: a debt
    credit: Pot = field(default_factory=Pot)
    tier: int = 0
    review_year: int = 9999
    spent: dict[int, int] = field(default_factory=dict)
    uses: int = 0

    def due(self, year: int) -> "Person":
        """With every review of its tier that is due by the first day of `year`."""
        while self.review_year <= year:
            reached = rank(self.spent.get(self.review_year - 1, 0))
            self.tier = max(reached, self.tier - 1)
            self.review_year = self.review_year + 1 if self.tier else 9999
        return self


@dataclass(eq=False)
class Paper:
    """A code on a receipt: how often it may still be used, and until when."""

    text: str
    left: int
    until: int

    def refusal(self, at: int) -> str:
        """Why it opens nothing at `at`, "" where it does."""
        return "code_used" if not self.left else "code_expired" if at >= self.until else ""


@dataclass(eq=False)
class Sale:
    """What was bought or is held: what each line cost, in which year, how often its points counted, what paid, what came back."""

    who: Person
    year: int
    paid: list[int]
    times: int
    coupon: bool
    pot: Pot | None = None
    by_pot: int = 0
    back: set[int] = field(default_factory=set)
    refunded: int = 0
    until: int = 0
    paper: Paper | None = None

    @property
    def left(self) -> int:
        return sum(paid for n, paid in enumerate(self.paid) if n not in self.back)

    @property
    def worth(self) -> int:
        return self.times * (self.left // 100)


@dataclass(eq=False)
class Club:
    """The shop's own: how many uses and mugs are left."""

    uses: int = USES
    mugs: int = MUGS

    def price(self, who: Person, nets: list[int], year: int, *, coupon: bool) -> Sale | None:
        """What a basket comes to; None where the coupon is used up."""
        if coupon and (self.uses < 1 or who.uses >= USES_EACH):
            return None
        paid = [net - (net * 10 + 50) // 100 for net in nets] if coupon else list(nets)
        return Sale(who, year, paid, who.tier + 1, coupon)

    def on_paper(self, who: Person, nets: list[int], year: int, paper: Paper) -> Sale:
        """What a basket comes to with a code that a receipt had."""
        return Sale(who, year, [net - (net * 10 + 50) // 100 for net in nets], who.tier + 1, coupon=False, paper=paper)

    def use(self, sale: Sale, count: int = 1) -> None:
        """The coupon's use counts, or (-1) comes back."""
        if sale.coupon:
            self.uses -= count
            sale.who.uses += count

    def book(self, sale: Sale) -> None:
        """It was paid: points, tier, and what paid for it."""
        who, year = sale.who, sale.year
        who.points += sale.worth
        who.spent[year] = who.spent.get(year, 0) + sale.left
        reached = rank(who.spent[year])
        if reached > who.tier or (reached and reached == who.tier and who.review_year < year + 2):
            who.tier, who.review_year = reached, year + 2
        if sale.pot is not None:
            sale.pot.minor -= sale.by_pot
        if sale.paper is not None:
            sale.paper.left -= 1

    def bring_back(self, sale: Sale, lines: set[int]) -> int:
        """Lines come back; gives the refund. The card or credit that paid gets it first."""
        worth = sale.worth
        refund = sum(sale.paid[n] for n in lines)
        sale.back |= lines
        sale.who.points -= worth - sale.worth
        sale.who.spent[sale.year] -= refund
        to_pot = max(0, min(sale.by_pot - sale.refunded, refund))
        sale.refunded += refund
        if sale.pot is not None:
            sale.pot.minor += to_pot
        if len(sale.back) == len(sale.paid):
            self.use(sale, -1)
        return refund


def rank(spent: int) -> int:
    """The step that is reached."""
    return max(n for n, (_, least) in enumerate(STEPS) if spent >= least)
