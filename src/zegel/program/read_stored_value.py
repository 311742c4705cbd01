"""The sections of a program that keep money for somebody: each makes a unit of kind `money`."""

from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Final

from zegel.program.model import Expiry, Names, Unit, Words
from zegel.program.page import Page
from zegel.program.stored_value import BONUS, STORE_CREDIT
from zegel.program.tree import Node

_CALLED: Final = {STORE_CREDIT: Words("winkeltegoed", "store credit")}
"""Section → what its unit is called unless the program says otherwise."""
_BONUS: Final = ("jaarbonus", "jaarbonus", "yearly bonus", "yearly bonus")


def stored_units(
    page: Page, top: dict[str, Node], currency: str, units: Sequence[Unit], expiry: Callable[[Node | None], Expiry]
) -> list[Unit]:
    """The units of stored value that the program keeps."""
    found = []
    for section, called in _CALLED.items():
        if section not in top:
            continue
        table = page.table(top[section], section)
        names = page.words(table["names"]) if "names" in table else called
        if any(unit.id == section for unit in units):
            page.wrong(top[section], "id_taken", f"`{section}` stands in `units` as well.", "Give the unit another name.")
        said = Names(names.nl, names.nl, names.en, names.en, currency)
        found.append(Unit(section, "money", said, Fraction(1), expiry(table.get("expires")), ()))
    if "agreements" in top:
        found.append(Unit(f"{BONUS}:{currency}", "bonus", Names(*_BONUS, currency), Fraction(1), Expiry(0, "days", ""), ()))
    return found
