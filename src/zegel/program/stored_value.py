"""Money that Zegel keeps for somebody: the units that count it, in minor units of the company's currency (domain.md §2.7).

It pays as a tender, so it leaves prices, discounts and VAT alone (semantics 5); what it pays for earns as if it were paid in cash.
"""

from typing import Final

STORE_CREDIT: Final = "store credit"
"""What a shop owes a member in goods: given by hand, by a rule, or for a return whose shopper chose it."""
BONUS: Final = "bonus"
"""What a business customer has coming under an agreement: granted when a year's bonus is approved, gone when a credit note pays it."""
GIFT_CARD: Final = "gift card"
"""What somebody paid for beforehand, kept on a purse of its own that whoever shows the card's code may spend from."""
