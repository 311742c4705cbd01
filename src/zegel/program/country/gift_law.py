"""What a country's tax law says of business gifts, as dated data."""

from functools import lru_cache
from typing import Final

from zegel.core.value import value
from zegel.program.country import law_at, text_at
from zegel.program.forms import money, percent

BUSINESS_GIFT: Final = "business gift"
"""How a reward or a gesture says that for VAT it is one."""

_FILES: Final = {"NL": ("nl-gifts.yaml", "EUR")}


@value
class GiftLaw:
    """At most `most_minor` a recipient a calendar year, without VAT; said from `notice_bp` of it on. 0: no such limit is known."""

    most_minor: int
    notice_bp: int
    law: str
    read: str


@lru_cache(maxsize=8)
def gift_law(country: str, currency: str) -> GiftLaw:
    """The law of a country, none for one that we have no data of, or for amounts in another currency."""
    name, theirs = _FILES.get(country, ("", ""))
    if not name or theirs != currency:
        return GiftLaw(0, 0, "", "")
    node = law_at(name, "business gifts")
    return GiftLaw(money(text_at(node, "most"), currency), percent(text_at(node, "notice")), text_at(node, "law"), text_at(node, "read"))
