"""What a discount takes off: every kind of deal as a value, exact, in minor units, basis points and whole pieces.

Which articles it takes off stands in the rule (`Discount.articles`); how shares are rounded and spread is in the settings.
"""

from typing import Final, Literal

from zegel.core.value import value

WHICH: Final = ("cheapest", "cheapest of all", "dearest", "first", "chosen")
"""Which pieces are free or reduced; besides these `3rd` and the like: the n-th of each group in the order of the lines."""


@value
class Percent:
    """`bp` basis points off. `more` go off as well: each off what the one before it left, or added up, as the settings say."""

    bp: int
    more: tuple[int, ...] = ()


@value
class Amount:
    """`minor` off the articles together; where `per_minor` is set, so often as they come to a full `per_minor`.

    It is shared over them by what they cost, or `by_quantity`: each piece as much as another (what is weighed counts for one).
    """

    minor: int
    per_minor: int = 0
    by_quantity: bool = False


@value
class AmountEach:
    """`minor` off every whole piece (what is weighed counts by its measure), or off every line."""

    minor: int
    per: Literal["item", "line"]


@value
class UnitPrice:
    """One whole measure of the articles costs `minor`; what is cheaper already stays so."""

    minor: int


@value
class WholePrice:
    """All of the articles in the basket, whatever and however many, cost `minor` together; never dearer than they were."""

    minor: int


@value
class Bundle:
    """Pieces of each part, `(article set, count)`, cost `minor` together, never dearer than apart.

    Where `minor` is 0, `bp` basis points or `off_minor` goes off each bundle. The dearest pieces make the first bundle, or the `cheapest`.
    """

    parts: tuple[tuple[int, int], ...]
    minor: int
    bp: int = 0
    off_minor: int = 0
    cheapest: bool = False


@value
class EachBundle:
    """For every bundle of `parts` in the basket `bp` basis points or `minor` go off the rule's articles, whatever those are.

    Percentages add up, never to more than everything; an amount is shared as with Amount.
    """

    parts: tuple[tuple[int, int], ...]
    bp: int
    minor: int = 0
    by_quantity: bool = False


@value
class BuyGet:
    """With every `buy` pieces of the rule's articles, `get` pieces of `out_of` are `off_bp` off (10,000: free).

    Where `out_of` is the rule's own set, groups of `buy + get` are made: six for the price of five is 5 and 1. `which`: one of
    WHICH, or `n-th` with `nth`; "" leaves it to the settings.
    """

    buy: int
    get: int
    out_of: int
    off_bp: int
    which: str
    nth: int = 0


@value
class Step:
    """From `least` on (minor units, or pieces): `bp` basis points, or `minor` off, or `price_minor` for each piece; one of the three."""

    least: int
    bp: int
    minor: int
    price_minor: int


@value
class Steps:
    """A ladder inside one basket, over the `amount` or the `quantity` of the articles, steps from low to high.

    `whole`: the highest step that is reached counts for everything; `marginal`: each step for what lies in it (semantics 25).
    """

    by: Literal["amount", "quantity"]
    method: Literal["whole", "marginal"]
    steps: tuple[Step, ...]


@value
class Gift:
    """A thing that comes with the purchase: one of `options` (Dutch and English), the first where nobody chooses; `worth_minor` each.

    It is handed over beside the basket, `get` of it: once, or as often as `parts`, `(article set, count)`, are in the basket. With
    `upgrade` it is handed over in their place; what they cost is paid. Where `out_of` is an article set (-1: none), what the basket
    holds of that is free, and only what it lacks is handed over.
    """

    options: tuple[tuple[str, str], ...]
    worth_minor: int
    parts: tuple[tuple[int, int], ...] = ()
    get: int = 1
    upgrade: bool = False
    out_of: int = -1
    skus: tuple[str, ...] = ()
    """By what article number the shop knows each of `options`, () where it is not said."""

    @property
    def counted(self) -> bool:
        """Whether it is said how many of it there are."""
        return bool(self.parts) or self.get > 1 or self.out_of >= 0


Deal = Percent | Amount | AmountEach | UnitPrice | WholePrice | Bundle | EachBundle | BuyGet | Steps | Gift


@value
class Picked:
    """Only every `every`-th piece or line of a rule's articles gets what it gives, from the `first` on (1: the very first).

    They stand in the `order` of the receipt, or by the price of a piece, ties to the lower line.
    """

    every: int
    first: int
    per: Literal["item", "line"]
    order: Literal["receipt", "dearest", "cheapest"]
