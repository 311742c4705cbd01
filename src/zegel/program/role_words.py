"""What the roles of people in a shop are called, and up to how much each may do alone."""

from collections.abc import Callable, Iterable
from typing import Final

from zegel.program.model import Words
from zegel.program.words import Language, joined, of

ROLE_NAMES: Final[dict[str, Words]] = {
    "owner": Words("eigenaar", "owner"),
    "admin": Words("beheerder", "administrator"),
    "auditor": Words("controleur", "auditor"),
    "manager": Words("manager", "manager"),
    "branch manager": Words("filiaalmanager", "branch manager"),
    "cashier": Words("kassamedewerker", "cashier"),
    "finance": Words("financiën", "finance"),
    "marketer": Words("marketeer", "marketer"),
    "privacy": Words("privacy", "privacy"),
    "sales rep": Words("vertegenwoordiger", "sales representative"),
}
"""Any other role that a program names is called as it is written there."""


def each_up_to(roles: Iterable[tuple[str, int]], amount: Callable[[int], str], language: Language) -> str:
    """`kassamedewerker tot € 5,00 en filiaalmanager tot € 25,00`."""
    to, last = ("tot", "en") if language == "nl" else ("up to", "and")
    return joined([f"{of(ROLE_NAMES.get(role, Words(role, role)), language)} {to} {amount(most)}" for role, most in roles], last)
