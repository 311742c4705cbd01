"""Gifts that come with a purchase, of which there are only so many: what is left of each at each branch, and refilling it."""

from typing import Any, Final
from urllib.parse import quote

from zegel.core.refusals import NotSignedIn, UnknownReward
from zegel.hall.calls import Call
from zegel.hall.stock import Kept, kept
from zegel.program.deals import Gift
from zegel.program.model import Discount, Words
from zegel.program.rule_paths import path_of
from zegel.program.sentences import sentences
from zegel.store.counters import Counters
from zegel.web.office.frame import framed
from zegel.web.office.shelf.stock import refill, remains_of, shown
from zegel.web.parts.asked import Answer, Asked, Page, Sent
from zegel.web.parts.door import Door
from zegel.web.parts.figures import Figures
from zegel.web.parts.words import Tongue

HERE: Final = "/kantoor/cadeaus"


async def one(door: Door, asked: Asked) -> Answer:
    """GET /kantoor/cadeaus/{discount}."""
    if asked.visitor is None:
        raise NotSignedIn()
    call = await door.call(asked)
    gift = _gift(call, asked.params["discount"])
    left = await door.queries.counters(call.grant.company)
    path = path_of(gift.id, "discounts")
    said = next((found for found in sentences(call.live(asked.at).program) if found.path == path), None)
    shows = {
        "name": named(gift, door.renderer.tongue("office", asked.speaks)), "to": _address(gift),
        "says": "" if said is None else said.nl if asked.speaks == "nl" else said.en,
        "stock": shown(_kept(gift), left, asked.visitor),
    }  # fmt: skip
    return Page("office/gift.html", await framed(door, asked, call, "rewards", shows))


async def restock(door: Door, asked: Asked) -> Answer:
    """POST /kantoor/cadeaus/{discount}/voorraad: so many more of it (or less), at a branch, and why."""
    call = await door.call(asked)
    gift = _gift(call, asked.params["discount"])
    await refill(door, asked, call, _kept(gift))
    return Sent(_address(gift))


def told(call: Call, left: Counters, figures: Figures, tongue: Tongue) -> list[dict[str, Any]]:
    """Every gift with a stock, in the program's order: what it is, where its page is, and what is left."""
    return [
        {"name": named(gift, tongue), "to": _address(gift), "stock": found.words, "nearly": found.nearly}
        for gift in _gifts(call) for found in [remains_of(_kept(gift), left, figures, tongue)]
    ]  # fmt: skip


def named(gift: Discount, tongue: Tongue) -> str:
    """What is given: all that can be chosen from."""
    assert isinstance(gift.deal, Gift)
    options = [tongue.words(Words(nl, en)) for nl, en in gift.deal.options]
    said = tongue.say("one or other", first=", ".join(options[:-1]), last=options[-1]) if len(options) > 1 else options[0]
    return said[:1].upper() + said[1:]


def _gifts(call: Call) -> list[Discount]:
    return [
        rule for rule in call.live(call.at).program.discounts
        if isinstance(rule.deal, Gift) and (rule.stocks or rule.stock is not None)
    ]  # fmt: skip


def _gift(call: Call, called: str) -> Discount:
    found = next((gift for gift in _gifts(call) if gift.id == called), None)
    if found is None:
        raise UnknownReward(what=called[:60])
    return found


def _kept(gift: Discount) -> Kept:
    return kept("gift", gift)


def _address(gift: Discount) -> str:
    return f"{HERE}/{quote(gift.id)}"
