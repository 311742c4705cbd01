"""Money that Zegel keeps for somebody: the units that count it, in minor units of the company's currency (domain.md §2.7).

It pays as a tender, so it leaves prices, discounts and VAT alone (semantics 5); what it pays for earns as if it were paid in cash.
"""

from typing import Final

from zegel.core.money import MAX_AMOUNT
from zegel.core.value import value
from zegel.program.price_protection import PriceProtection

STORE_CREDIT: Final = "store credit"
"""What a shop owes a member in goods: given by hand, by a rule, or for a return whose shopper chose it."""
BONUS: Final = "bonus"
"""What a business customer has coming under an agreement: granted when a year's bonus is approved, gone when a credit note pays it."""
CASH_BACK: Final = "cash back"
"""What a member has coming into their bank account: owed when a rebate is approved, gone when it is paid."""
GIFT_CARD: Final = "gift card"
"""What somebody paid for beforehand, kept on a purse of its own that whoever shows the card's code may spend from."""

PAID_STAMPS: Final = "paid stamps"
"""What a shopper buys beside the groceries and saves in books: counted in stamps."""


@value
class GiftCards:
    """A gift card is sold, and topped up, for `least_minor` to `most_minor`; no more than that is ever on one.

    `registered`: a card that was printed beforehand is sold only where its code is in one of the shop's batches.
    """

    least_minor: int = 1
    most_minor: int = MAX_AMOUNT
    registered: bool = False


@value
class PaidStamps:
    """Stamps at `price_minor` each: at most `times` for each full `per_minor` of what counts in a basket. `book` of them pay `pays_minor`.

    `counted`: what is sold beforehand (gift cards too) is counted, for whoever must be told of much of it: the office is told from
    `told_from_bp` of that on, and where `refused_above` no more stamps are sold above it.
    `split` is how the turnover on which they are given is divided over VAT rates: (basis points, share in basis points).
    """

    price_minor: int
    times: int
    per_minor: int
    book: int
    pays_minor: int
    split: tuple[tuple[int, int], ...]
    counted: bool = False
    told_from_bp: int = 7_000
    refused_above: bool = False


@value
class StoredValue:
    """What a program says of the money that it keeps, besides the units that count it."""

    gift_cards: GiftCards
    stamps: PaidStamps | None = None
    protection: PriceProtection | None = None


NOTHING_MORE: Final = StoredValue(GiftCards())
