"""Roles, and what each may do: deny by default. A right is a scope of access.scopes: keys and people are asked for the same."""

from collections.abc import Iterable
from typing import Final

from zegel.access.scopes import OF_PEOPLE, SCOPES
from zegel.core.value import value
from zegel.store.people_records import Role

EVERYWHERE: Final = ""
"""The branch of a role that somebody has at every branch."""

CASHIER: Final = frozenset((
    "members:read", "members:write", "books:read", "program:read", "quotes:read", "holds:write", "purchases:write", "returns:write",
    "exchanges:write",
    "redemptions:write", "gestures:write", "claims:write", "cases:write", "events:write", "experiences:read", "experiences:write",
    "gift_cards:read", "gift_cards:write",
))  # fmt: skip
"""Identify, sell, take back, redeem, stamp, give a gesture within the limit, enrol."""

MANAGER: Final = CASHIER | {
    "members:list", "cases:list", "experiences:list", "gestures:approve", "reviews:read", "reviews:write", "adjustments:write",
    "credit:write", "gift_cards:replace", "stock:write", "articles:read", "staff:read", "tills:read", "pins:unlock", "branches:read",
    "experiences:cancel", "adjustments:approve", "members:block", "members:merge", "segments:read", "segments:write",
    "printed_cards:read", "printed_cards:write", "figures:read",
}  # fmt: skip
"""A branch's own: its figures, its envelope, approvals, corrections, lists, and the PINs that locked themselves."""

MARKETER: Final = frozenset((
    "program:read", "program:check", "program:write", "articles:read", "codes:read", "codes:write", "experiences:read", "experiences:list",
    "stock:write", "segments:read", "segments:write",
))  # fmt: skip
"""Offers, codes and segments; nobody's history."""

SALES_REP: Final = frozenset(("members:read", "agreements:read", "agreements:write", "articles:read", "program:read"))
FINANCE: Final = frozenset((
    "members:read", "books:read", "program:read", "articles:read", "agreements:read", "bonuses:write", "settlements:read", "codes:read",
    "gift_cards:read", "printed_cards:read", "audit:read", "health:read", "health:write", "branches:read",
    "figures:read", "invoices:write", "settlements:write", "rebates:pay",
))  # fmt: skip
PRIVACY: Final = frozenset((
    "members:read", "members:list", "members:write", "members:erase", "books:read", "program:read", "cases:list", "audit:read",
    "segments:read",
))  # fmt: skip
"""Requests of members: looking into, correcting and erasing what is known of them."""

ADMIN: Final = frozenset((
    "staff:read", "staff:write", "tills:read", "tills:write", "pins:unlock", "keys:read", "keys:write", "audit:read", "program:read",
    "health:read", "health:write", "branches:read",
))  # fmt: skip
"""Users, tills and keys; never the books."""

AUDITOR: Final = frozenset(name for name in (*SCOPES, *OF_PEOPLE) if name.endswith((":read", ":list")))
OWNER: Final = frozenset((*SCOPES, *OF_PEOPLE))

ROLES: Final[dict[str, frozenset[str]]] = {
    "cashier": CASHIER, "branch manager": MANAGER, "marketer": MARKETER, "sales rep": SALES_REP, "finance": FINANCE, "privacy": PRIVACY,
    "admin": ADMIN, "auditor": AUDITOR, "owner": OWNER,
}  # fmt: skip

RANK: Final = ("cashier", "branch manager", "owner")
"""Roles at a till, the humblest first: what a program calls a cashier or a manager in its gestures."""

AT_A_TILL: Final = CASHIER | {"gestures:approve", "pins:unlock", "gift_cards:replace", "reviews:write", "members:list", "cases:list"}
"""What a PIN opens at most. What an office does asks for a password and a second factor."""


@value
class Rights:
    """What somebody may do at each branch; EVERYWHERE stands for all of them. `all` is every right they have anywhere."""

    by_branch: tuple[tuple[str, frozenset[str]], ...]
    all: frozenset[str]

    def branches(self, right: str) -> frozenset[str]:
        """Where they have `right` ("" for any at all); EVERYWHERE among them where that is at every branch."""
        return frozenset(branch for branch, rights in self.by_branch if right in rights or (not right and rights))


NONE: Final = Rights((), frozenset())


def rights_of(roles: Iterable[Role]) -> Rights:
    """What `roles` come to. A role that this version does not know gives nothing.

    >>> rights_of([Role("cashier", "station")]).branches("purchases:write"), rights_of([Role("emperor", "")]).all
    (frozenset({'station'}), frozenset())
    """
    found: dict[str, frozenset[str]] = {}
    for role in roles:
        found[role.branch] = found.get(role.branch, frozenset()) | ROLES.get(role.role, frozenset())
    return Rights(tuple(sorted(found.items(), key=lambda item: item[0])), frozenset().union(*found.values()))


def at_till(roles: Iterable[Role], branch: str) -> Rights:
    """What `roles` come to for somebody at a till of `branch`: only there, and only what a PIN may open."""
    here = rights_of(Role(role.role, branch) for role in roles if role.branch in (branch, EVERYWHERE)).all & AT_A_TILL
    return Rights(((branch, here),), here)


def rank_of(roles: Iterable[Role], branch: str) -> str:
    """The highest role of RANK that somebody has at `branch`, "" for none."""
    here = {role.role for role in roles if role.branch in (branch, EVERYWHERE)}
    return next((name for name in reversed(RANK) if name in here), "")
