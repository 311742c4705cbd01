"""Words in two languages, and what units are called."""

from zegel.core.value import value


@value
class Words:
    """The same in Dutch and English."""

    nl: str
    en: str


@value
class Names:
    """Singular and plural in Dutch and English. Of a unit with `decimals`, what is counted is its smallest part."""

    nl_one: str
    nl_many: str
    en_one: str
    en_many: str
    currency: str = ""
    """Set where what is counted is money: then an amount is said before the name."""
    decimals: int = 0

    def is_one(self, n: int) -> bool:
        """Whether so many are said in the singular: one of them, or an amount of money.

        >>> Names("punt", "punten", "point", "points").is_one(1), Names("mijl", "mijlen", "mile", "miles", decimals=1).is_one(1)
        (True, False)
        """
        return bool(self.currency) or abs(n) == 10**self.decimals
