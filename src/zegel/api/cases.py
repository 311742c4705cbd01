"""What comes after the sale over HTTP: a warranty, a rebate, a trade-in, a complaint; opened, moved on, listed."""

from json import loads
from typing import Any

from pydantic_core import to_json

from zegel.api.door import Answer, Door, parameters
from zegel.api.reads import known_member
from zegel.core.iban import Account
from zegel.core.ids import case_of, receipt_of
from zegel.core.periods import Day
from zegel.core.refusals import Malformed, NotAllowed, UnknownCase, UnknownReceipt
from zegel.decide.cases import LISTED, MOVES, STATES
from zegel.decide.cash_back import PAID, SENT_BACK
from zegel.flows.commands import MoveCase, OpenCase, ProtectPrice, Seller
from zegel.flows.facts import Dossier
from zegel.hall.answers import moment_text
from zegel.hall.calls import Call, Found, goodwill_role_of, header_of, someone
from zegel.hall.refusals import NoSuchDay
from zegel.hall.translate import is_day


def open_case(call: Call, found: Found, canonical: bytes) -> OpenCase:
    """POST /v1/cases."""
    sale, number = found.get("receipt"), found.get("receipt_number", "")
    if ("total_minor" in found) != bool(number) or (number and sale is not None):
        raise Malformed("receipt_number and total_minor together, without receipt", field="receipt_number")
    return OpenCase(
        header_of(call, found, canonical), someone(call, found), found["kind"], found.get("what", ""),
        None if sale is None else receipt_of(sale), found.get("line", 0), found.get("detail", ""), found.get("worth_minor", 0),
        found.get("severity", ""), found.get("condition", ""), found.get("serial", ""), _account(found.get("account")),
        number, found.get("total_minor", 0),
    )  # fmt: skip


def move_case(call: Call, found: Found, canonical: bytes) -> MoveCase:
    """POST /v1/cases/{case}/moves."""
    try:
        case, number = case_of(call.params["case"])
    except UnknownReceipt:
        raise UnknownCase() from None
    if found["to"] in (PAID, SENT_BACK) and "rebates:pay" not in call.grant.scopes:
        raise NotAllowed(scope="rebates:pay")
    return MoveCase(
        header_of(call, found, canonical), case, found["to"], found.get("offer", ""), found.get("reason", ""),
        goodwill_role_of(call, found), found.get("remedy", ""), found.get("severity", ""), number, _seller(found.get("seller")),
    )  # fmt: skip


def _account(found: Found | None) -> Account | None:
    return None if found is None else Account(found["iban"], found["holder"])


def _seller(found: Found | None) -> Seller | None:
    return None if found is None else Seller(found["name"], found["address"])


def protect_price(call: Call, found: Found, canonical: bytes) -> ProtectPrice:
    """POST /v1/price-protection."""
    return ProtectPrice(
        header_of(call, found, canonical), someone(call, found), receipt_of(found["receipt"]), found["line"], found["promo_minor"],
        found.get("reason", ""), _day(found.get("promo_from", ""), "promo_from"),
    )  # fmt: skip


def _day(text: str, field: str) -> Day:
    if text and not is_day(text):
        raise NoSuchDay(field=field)
    return Day(text)


async def list_cases(door: Door, call: Call) -> Answer:
    """GET /v1/members/{member}/cases: every case of a member, with where it can go from here."""
    parameters(call)
    purse = await known_member(door, call, call.params["member"])
    found = await door.queries.dossiers_of(call.grant.company, purse)
    return Answer(200, to_json({"cases": [_told(one) for one in found if one.kind in LISTED and one.state in STATES]}))


async def list_all(door: Door, call: Call) -> Answer:
    """GET /v1/cases: the first 200 cases of one kind in one state, of all members."""
    asked = parameters(call, "kind", "state")
    kind, state = asked.get("kind", ""), asked.get("state", "")
    if kind not in LISTED or state not in STATES:
        raise Malformed("kind, state: a kind of case and a state that a case can be in", field="kind")
    found = await door.queries.dossiers(call.grant.company, kind, [state], limit=200)
    return Answer(200, to_json({"cases": [_told(one) for one in found]}))


def _told(one: Dossier) -> dict[str, Any]:
    return {
        "case": one.id, "kind": one.kind, "state": one.state, "at": moment_text(one.at),
        "data": loads(one.data), "moves": MOVES[one.kind].get(one.state, ()),
    }  # fmt: skip
