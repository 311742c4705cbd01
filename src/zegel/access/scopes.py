"""What a key may do: a scope per verb and resource, and three named sets of them."""

from typing import Final

from zegel.core.refusals import Malformed

SCOPES: Final[dict[str, str]] = {
    "members:read": "look a member up, read profile and balances",
    "members:list": "page through all members",
    "members:write": "enrol members, add identifiers",
    "members:erase": "let a member leave for good, and erase what is known of them",
    "books:read": "read lots, entries and receipts",
    "program:read": "read the live program and its sentences",
    "program:check": "check a program, and see what it would change",
    "program:write": "write drafts of the program",
    "program:publish": "publish a draft: what is promised from then on",
    "articles:read": "read the catalogue of articles",
    "articles:write": "put articles into the catalogue",
    "codes:read": "see how batches of codes stand",
    "segments:read": "see saved segments and what is handed out to them: how many members, not who they are",
    "segments:write": "keep, rename and drop saved segments, and invite whoever is in them",
    "codes:write": "make batches of codes, and end them",
    "quotes:read": "ask what a purchase would do",
    "holds:write": "open, commit and cancel holds",
    "purchases:write": "record purchases, one by one or in bulk",
    "returns:write": "take goods back",
    "exchanges:write": "take goods back and sell others for them",
    "redemptions:write": "hand over rewards, and cancel that",
    "gestures:write": "give what a branch may give by itself",
    "gestures:approve": "approve or refuse what a colleague wants to give",
    "claims:write": "make an anonymous purse a member's",
    "members:block": "block a member's earning or spending, and lift that",
    "members:merge": "make two members one, after seeing what that does",
    "events:write": "report what happened besides purchases",
    "adjustments:write": "correct balances by hand",
    "adjustments:approve": "agree to corrections that colleagues asked for",
    "agreements:read": "see what business customers' agreements come to",
    "agreements:write": "bind business customers to agreements",
    "invoices:write": "report which invoices are paid, delivered or disputed",
    "settlements:read": "see what partners of a coalition owe each other",
    "settlements:write": "dispute statements between partners, and decide on that",
    "bonuses:write": "make up, lock, approve, hold and correct yearly bonuses",
    "credit:write": "give store credit",
    "memberships:write": "start, offer and end memberships",
    "tiers:write": "set a tier by hand",
    "cases:write": "open and move warranties, rebates, trade-ins and service cases",
    "rebates:pay": "send approved rebates to the bank, and say what became of that",
    "cases:list": "list them over all members",
    "experiences:read": "see what members may come to, and the seats left",
    "experiences:write": "take replies, and let members in at the door",
    "experiences:cancel": "call an experience off",
    "experiences:list": "see who comes and who waits",
    "gift_cards:read": "see what is on a gift card",
    "gift_cards:write": "put gift cards into circulation, and top them up",
    "gift_cards:replace": "give a lost gift card another code, or block it",
    "reviews:read": "see what stands out among receipts",
    "printed_cards:read": "see where printed gift cards are, and what became of them",
    "printed_cards:make": "make batches of gift cards to print, and send them to branches",
    "printed_cards:write": "receive printed gift cards at a branch, block them, report them lost",
    "stock:write": "put rewards and gifts into stock at a branch, and take them out",
    "reviews:write": "approve or refuse sales that came in late",
    "staff:read": "see who works here, with which roles",
    "staff:write": "take colleagues on, change their roles, let them go; only roles that may do no more than the key",
}
"""Every scope, with what it lets a key do."""

ALONE: Final = frozenset(("staff:read", "staff:write"))
"""Scopes that a key has only where they are named: in no set, also not in `all` (docs/decisions/0034)."""

OF_PEOPLE: Final[dict[str, str]] = {
    "tills:read": "see which tills are enrolled",
    "tills:write": "enrol tills, and trust them no longer",
    "pins:unlock": "let a PIN or a till that locked itself be tried again",
    "keys:read": "see which API keys there are",
    "keys:write": "make API keys with no more scopes than one's own, and end them",
    "audit:read": "read the audit log",
    "figures:read": "see what a day brought at one's branches; who has every branch also sees what members are owed",
    "branches:read": "see branches with their people, tills and envelope",
    "health:read": "see how the house is doing: checks of the books, backups, what waits",
    "health:write": "have the books checked, and stop that",
}
"""Rights about people, which no key has."""

_TILL: Final = (
    "members:read", "members:write", "books:read", "program:read", "quotes:read", "holds:write", "purchases:write", "returns:write",
    "exchanges:write", "redemptions:write", "gestures:write", "claims:write", "cases:write", "events:write",
    "experiences:read", "experiences:write",
    "gift_cards:read", "gift_cards:write",
)  # fmt: skip

_CODES: Final = frozenset(("codes:read", "codes:write"))
_CLUB: Final = frozenset(("memberships:write", "tiers:write"))
_OFFICE: Final = (
    "members:list", "members:block", "members:merge", "cases:list", "segments:read", "segments:write",
    "program:check", "program:write", "adjustments:write", "adjustments:approve",
    "credit:write", "gestures:approve", "rebates:pay",
    "gift_cards:replace", "printed_cards:read", "printed_cards:make", "printed_cards:write",
    "reviews:read", "reviews:write", "stock:write", "experiences:list", "experiences:cancel",
)  # fmt: skip
_TRADE: Final = frozenset((
    "articles:read", "articles:write", "agreements:read", "agreements:write", "bonuses:write", "invoices:write",
    "settlements:read", "settlements:write",
))  # fmt: skip

NAMED_SETS: Final[dict[str, frozenset[str]]] = {
    "till": frozenset(_TILL),
    "office": frozenset((*_TILL, *_OFFICE)) | _TRADE | _CLUB | _CODES,
    "all": frozenset(SCOPES) - ALONE,
}
"""Sets by name. `all` is whatever scopes there are when the key is used, also those of later versions; but never ALONE."""


def spread(names: frozenset[str]) -> frozenset[str]:
    """`names` with each named set replaced by its scopes.

    >>> "adjustments:write" in spread(frozenset({"till"})), "adjustments:write" in spread(frozenset({"office"}))
    (False, True)
    """
    return frozenset().union(*(NAMED_SETS.get(name, frozenset((name,))) for name in names))


def checked_scopes(names: frozenset[str]) -> frozenset[str]:
    """`names` if each is a scope or a named set; refuses `malformed`."""
    for name in sorted(names):
        if name not in SCOPES and name not in NAMED_SETS:
            raise Malformed(f"There is no scope or set of scopes called {name[:40]}.", field="scopes")
    return names
