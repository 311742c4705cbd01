"""What the roles of people in a shop are called, and up to how much each may do alone."""

from collections.abc import Callable, Iterable
from typing import Final

from zegel.program.model import Program, Words
from zegel.program.words import Language, joined, named, of

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
"""Any other role is called as the program says in `names.roles`."""


def role_named(program: Program, role: str, language: Language) -> str:
    """A role that every shop has by its name, one of the shop's own as the program calls it."""
    return of(ROLE_NAMES[role], language) if role in ROLE_NAMES else named(program, "role", role, language)


def each_up_to(program: Program, roles: Iterable[tuple[str, int]], amount: Callable[[int], str], language: Language) -> str:
    """`kassamedewerker tot € 5,00 en filiaalmanager tot € 25,00`."""
    to, last = ("tot", "en") if language == "nl" else ("up to", "and")
    return joined([f"{role_named(program, role, language)} {to} {amount(most)}" for role, most in roles], last)
