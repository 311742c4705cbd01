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
