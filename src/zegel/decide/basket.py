"""A basket on its way through the lanes: what each line costs by now, and what may still be taken off it."""

from collections.abc import Sequence

from zegel.core.purchase import Line
from zegel.core.rounding import half_up, largest_remainder, rounded, shared
from zegel.decide.codes import EnteredCode
from zegel.decide.effects import Effect
from zegel.decide.floors import fitted, floors_of
from zegel.decide.items import Run
from zegel.decide.plan import Plan


class Basket:
    """The lines of a purchase while discounts come off. `paid` and the like go by line, in the purchase's order."""

    def __init__(self, plan: Plan, lines: tuple[Line, ...], masks: list[int], paid: list[int]) -> None:
        self.plan, self.lines, self.masks, self.paid = plan, lines, masks, paid
        program = plan.compiled.program
        self.settings = program.settings
        capped = bool(program.floors) or any(line.legal_class in plan.capped or line.floor_minor for line in lines)
        self.floored = capped
        self.floors = floors_of(program, lines, masks) if capped else [0] * len(lines)
        self.by_percent = [0] * len(lines)
        """What percentages took off so far."""
        self.free = [0] * len(lines)
        """Pieces that are free."""
        self.used = [0] * len(lines)
        """Other pieces that no further rule may use."""
        self.effects: list[Effect] = []
        self.by_points: dict[str, int] = {}
        """What each points discount took off so far: its maximum is of the basket before that."""
        self.costs: dict[str, int] = {}
        """Reward → what it costs the shop in this basket."""
        self.trial = False
        """Whether something is only tried on this basket: then nothing is noted for the receipt but what gifts are worth."""
        self.gifts_minor = 0
        self.chosen: dict[str, int] = {}
        """Discount → the number that the member chose: a line, or one of the gifts."""
        self.codes: dict[str, EnteredCode] = {}
        """Coupon → its code, in the order in which codes were entered."""

    def copy(self) -> "Basket":
        """The same basket, to try something on."""
        made = Basket.__new__(Basket)
        made.plan, made.lines, made.masks, made.settings, made.floors = self.plan, self.lines, self.masks, self.settings, self.floors
        made.paid, made.by_percent, made.free, made.used = [*self.paid], [*self.by_percent], [*self.free], [*self.used]
        made.effects, made.by_points, made.chosen, made.costs = [], self.by_points, self.chosen, {}
        made.codes = self.codes
        made.floored, made.trial, made.gifts_minor = self.floored, True, 0
        return made

    # -- looking

    def there(self, articles: int) -> list[bool]:
        """Which lines are in set `articles` and cost something. What ships is only there for the rules about shipping."""
        shipping = self.plan.ships
        return [
            p > 0 and bool(mask >> articles & 1) and (not mask & shipping or articles in self.plan.shipping_sets)
            for p, mask in zip(self.paid, self.masks, strict=True)
        ]

    def eligible(self, articles: int) -> list[int]:
        """What each line in set `articles` costs now, 0 for others."""
        if not self.plan.ships:
            return [p if p > 0 and mask >> articles & 1 else 0 for p, mask in zip(self.paid, self.masks, strict=True)]
        return [p if there else 0 for p, there in zip(self.paid, self.there(articles), strict=True)]

    def runs(self, articles: int, *, every_rule: bool) -> list[Run]:
        """The whole pieces in set `articles` that may still be used. What costs less than a cent apiece is no piece."""
        found = []
        for n, there in enumerate(self.there(articles)):
            line = self.lines[n]
            pieces = line.quantity // 1000 - self.free[n] if line.measure == "piece" else 0
            count = pieces - self.used[n] if every_rule else pieces
            if there and count > 0 and self.paid[n] >= pieces:
                found.append(Run(n, count, pieces, self.paid[n]))
        return found

    # -- amounts

    def rounded(self, numerator: int, denominator: int) -> int:
        """To whole minor units, as the program rounds."""
        how = self.settings.rounding
        return half_up(numerator, denominator) if how == "half up" else rounded(numerator, denominator, how)

    def shared(self, total: int, weights: Sequence[int]) -> list[int]:
        """`total` over the lines by `weights`, spare cents as the program says."""
        if self.settings.spare_cents == "largest remainder":
            return largest_remainder(total, weights)
        pieces = [line.quantity // 1000 if line.measure == "piece" else 1 for line in self.lines]
        return shared(total, weights, self.settings.spare_cents, pieces)

    def take(self, shares: Sequence[int]) -> tuple[tuple[int, int], ...]:
        """Take `shares` off; gives the sums per VAT rate."""
        if self.trial:
            self.paid = [p - share for p, share in zip(self.paid, shares, strict=True)]
            return ()
        vat: dict[int, int] = {}
        for n, share in enumerate(shares):
            if share:
                self.paid[n] -= share
                rate = self.lines[n].vat_bp
                vat[rate] = vat.get(rate, 0) + share
        return tuple(sorted(vat.items()))

    def fitted(self, wanted: list[int], *, stays: bool = False) -> tuple[list[int], int]:
        """What of `wanted` fits, and how much is left out. `stays`: what does not fit on a line may not move on to others."""
        if not self.floored and all(w <= p for w, p in zip(wanted, self.paid, strict=True)):
            return wanted, 0
        return fitted(wanted, self.paid, self.floors, moves=self.settings.at_the_floor == "moves on" and not stays)
