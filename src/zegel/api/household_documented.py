"""What the OpenAPI document says of the routes of households, and of leaving for good. Loaded with `documented`."""

from typing import Final

from zegel.api import household_schemas, shapes
from zegel.api.doc import Doc

_MOVES: Final = ("no_program", "unknown_branch", "no_such_day", "unknown_member", "purse_merged", "member_blocked")
_WRITES: Final = (*_MOVES, "member_needed")
_KEEPER: Final = "0b4f1c7e-53c5-4a53-9c0f-6f7f6a1f3c12"

HOUSEHOLD_DOCS: Final[dict[str, Doc]] = {
    "GET /v1/members/{member}/household": Doc(
        "members", "The household", "Het huishouden",
        "Whose purse is the pot, and who saves in it. One more card on one purse needs no household: add an identifier.",
        household_schemas.HouseholdOut, ("unknown_member", "no_program"),
    ),
    "POST /v1/members/{member}/household": Doc(
        "members", "Come into a household", "Kom in een huishouden",
        "The member saves in the pot of `keeper` from now on; the first who comes opens it. Nothing moves yet.",
        shapes.ReceiptOut, (*_WRITES, "same_purse", "in_household", "household_full"), household_schemas.JOIN, {"keeper": _KEEPER},
    ),
    "POST /v1/members/{member}/household/leave": Doc(
        "members", "Leave the household", "Ga uit het huishouden",
        "The member saves for themselves again; what is in the pot stays there. A child leaves for good, or grows up.",
        shapes.ReceiptOut, (*_MOVES, "not_in_household", "too_young"), household_schemas.DEPART, {},
    ),
    "POST /v1/members/{member}/household/pool": Doc(
        "members", "Put points into the pot", "Zet punten in de pot",
        "Every lot of points that can be spent goes to the keeper, with its dates.",
        shapes.ReceiptOut, (*_MOVES, "spending_blocked", "not_in_household", "not_enough"), household_schemas.DEPART, {},
    ),
    "POST /v1/members/{member}/children": Doc(
        "members", "Take a child into the household", "Neem een kind op in het huishouden",
        "Somebody under `least age` has a card inside a household only: the member is the parent, and consented.",
        shapes.ReceiptOut,
        (*_WRITES, "not_a_child", "in_household", "household_full", "identifier_taken", "invalid_identifier"), household_schemas.CHILD,
        {"birthday": "2015-06-01", "card": "2620000077775", "consented": "paper-1-nl", "name": "Noor"},
    ),
    "GET /v1/members/{member}/leaving": Doc(
        "members", "What leaving costs", "Wat weggaan kost",
        "What the member would give up, and what must be settled first. Show it before they leave; nothing happens.",
        household_schemas.LeavingOut, ("unknown_member", "purse_merged", "no_program"),
    ),
    "POST /v1/members/{member}/leaving": Doc(
        "members", "Leave for good", "Ga voorgoed weg",
        "Everything that was saved lapses and everything that is known is erased; the books stay, under a number that is nobody's.",
        household_schemas.LeftOut, (*_WRITES, "hold_open", "still_owed", "children_first", "erased"), household_schemas.LEAVE,
        {"sure": True},
    ),
}  # fmt: skip
