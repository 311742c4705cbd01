"""Rebates in money that the member claimed: how each stands, and into which account it goes; to say that they prove that it is them."""

from json import loads
from typing import Any, Final

from zegel.core.iban import Account, iban_masked
from zegel.core.ids import receipt_of
from zegel.core.refusals import UnknownCase, UnknownReceipt, ZegelError
from zegel.decide.cases import REBATE, SAID, about
from zegel.decide.cash_back import ACCOUNT, KEPT, TAKES_ACCOUNT
from zegel.flows.commands import NameAccount
from zegel.flows.facts import Dossier
from zegel.flows.rebates import MONEY_STATES, pays_money
from zegel.hall.refused import said_of
from zegel.web.card.frame import Own, framed, header_of, own_card
from zegel.web.card.proof import proof_first
from zegel.web.parts.asked import Answer, Asked, Page, Sent
from zegel.web.parts.door import Door

ROOM: Final = "/pas/teruggaven"
MOST_IBAN: Final = 42
MOST_HOLDER: Final = 70


async def show(door: Door, asked: Asked) -> Answer:
    """GET /pas/teruggaven."""
    own = await own_card(door, asked)
    return Page("card/rebates.html", framed(door, asked, own, "me", {"rebates": await claims_of(door, own)}))


async def show_one(door: Door, asked: Asked) -> Answer:
    """GET /pas/teruggaven/{case}: where that one is to be paid."""
    own = await own_card(door, asked)
    one = await _claim(door, own, asked.params["case"])
    return proof_first(asked, f"{ROOM}/{one['id']}") or _form(door, asked, own, one, "")


async def name(door: Door, asked: Asked) -> Answer:
    """POST /pas/teruggaven/{case}: the account of whoever proved that the card is theirs."""
    own = await own_card(door, asked, asked.text("once", 64))
    one = await _claim(door, own, asked.params["case"])
    if first := proof_first(asked, f"{ROOM}/{one['id']}"):
        return first
    account = Account(asked.text("iban", MOST_IBAN), asked.text("holder", MOST_HOLDER))
    try:
        await door.submit(asked, NameAccount(header_of(own, asked), receipt_of(one["id"]), account))
    except ZegelError as refusal:
        return _form(door, asked, own, one, own.tongue.words(said_of(refusal)))
    return Sent(ROOM)


def _form(door: Door, asked: Asked, own: Own, one: dict[str, Any], trouble: str) -> Page:
    typed = {"iban": asked.text("iban", MOST_IBAN), "holder": asked.text("holder", MOST_HOLDER) or one["holder"]}
    shows = {"one": one, "trouble": trouble, "typed": typed}
    return Page("card/rebate.html", framed(door, asked, own, "me", shows), 422 if trouble else 200)


async def _claim(door: Door, own: Own, case: str) -> dict[str, Any]:
    """A rebate of theirs that waits for an account; refuses `unknown_case`."""
    try:
        receipt_of(case)
    except UnknownReceipt:
        raise UnknownCase() from None
    one = next((one for one in await claims_of(door, own) if one["id"] == case and one["takes"]), None)
    if one is None:
        raise UnknownCase()
    return one


async def claims_of(door: Door, own: Own) -> list[dict[str, Any]]:
    """Every rebate in money that they claimed, the newest first."""
    company, purse = own.call.grant.company, own.purse.id
    accounts = {one.id: loads(one.data) for one in await door.queries.dossiers_of(company, purse, ACCOUNT) if one.state == KEPT}
    found = [one for one in await door.queries.dossiers_of(company, purse, REBATE) if _in_money(own, one)]
    return [_told(own, one, accounts.get(one.id)) for one in sorted(found, key=lambda one: -one.at)]


def _in_money(own: Own, one: Dossier) -> bool:
    what = loads(one.data)["what"]
    return one.state in MONEY_STATES or pays_money(next((rebate for rebate in own.program.care.rebates if rebate.id == what), None))


def _told(own: Own, one: Dossier, account: dict[str, Any] | None) -> dict[str, Any]:
    data = loads(one.data)
    return {
        "id": one.id, "what": about(own.program, REBATE, data, own.tongue.language),
        "amount": own.figures.money(data["minor"]) if "minor" in data else "",
        "state": own.tongue.words(SAID[one.state]),
        "look": {"paid": "good", "refused": "bad", "sent back": "bad", "returned": ""}.get(one.state, "brand"),
        "less": own.figures.money(data["less"]) if data.get("less") else "",
        "back": own.figures.money(data["back"]) if data.get("back") else "",
        "day": own.figures.day_of(one.at, "d MMMM y"), "takes": one.state in TAKES_ACCOUNT,
        "account": iban_masked(account["iban"]) if account else "", "holder": account["holder"] if account else "",
    }  # fmt: skip
