"""What a member claims themselves: a rebate or a warranty by what stands on the till receipt, or an old thing that they want to hand in."""

from typing import Any, Final

from zegel.core.refusals import Malformed, ZegelError
from zegel.core.value import value
from zegel.decide.cases import REBATE, TRADE_IN, WARRANTY
from zegel.flows.commands import OpenCase
from zegel.hall.refused import said_of
from zegel.program.care_words import care_sentences
from zegel.program.model import Words
from zegel.program.words import both, named
from zegel.web.card.frame import Own, framed, header_of, own_card
from zegel.web.parts.amounts import amount_of
from zegel.web.parts.asked import Answer, Asked, Page, Sent
from zegel.web.parts.door import Door

ROOM: Final = "/pas/aanvraag"
SECTIONS: Final = {"rebates": REBATE, "warranties": WARRANTY, "trade in": TRADE_IN}
"""Sections of the program that a member can ask something of → the kind of case that opens."""


@value
class Choice:
    """Something that can be claimed: its id in the form, what kind of case it opens about what, its name and its sentence."""

    id: str
    kind: str
    what: str
    called: Words
    says: Words


def choices(own: Own) -> list[Choice]:
    """What the program lets members claim; a trade-in only where a table says what it is worth."""
    found: list[Choice] = []
    worth = {one.id for one in own.program.care.trade_ins if one.worth}
    for path, says in care_sentences(own.program):
        section, _, name = path.partition(".")
        kind = SECTIONS.get(section, "")
        if kind and (kind != TRADE_IN or name in worth):
            called = both(lambda language, fact=kind, one=name: named(own.program, fact, one, language))  # type: ignore[misc]  # bound at once
            found.append(Choice(f"{kind}:{name}", kind, "" if kind == WARRANTY else name, called, says))
    return found


async def show(door: Door, asked: Asked) -> Answer:
    """GET /pas/aanvraag: what there is to claim; `wat` is one of it, with its form."""
    return await _page(door, asked, "")


async def claim(door: Door, asked: Asked) -> Answer:
    """POST /pas/aanvraag: opened in the member's name. What gives something is approved by somebody of the shop."""
    own = await own_card(door, asked, asked.text("once", 64))
    one = _chosen(own, asked)
    if one is None:
        return await _page(door, asked, own.tongue.say("claim pick"))
    try:
        command = _command(own, asked, one)
    except Malformed:
        return await _page(door, asked, own.tongue.say("claim odd"))
    try:
        await door.submit(asked, command)
    except ZegelError as refusal:
        return await _page(door, asked, own.tongue.words(said_of(refusal)))
    return Sent(f"{ROOM}?gedaan={one.kind.replace(' ', '-')}")


def _command(own: Own, asked: Asked, one: Choice) -> OpenCase:
    """The case; refuses `malformed` where the number or the amount of a receipt is none."""
    detail, header = asked.text("detail", 200), header_of(own, asked)
    if one.kind == TRADE_IN:
        return OpenCase(
            header,
            own.purse.id,
            one.kind,
            one.what,
            None,
            0,
            detail,
            0,
            condition=asked.text("condition", 1),
            serial=asked.text("serial", 100),
        )
    number = asked.text("number", 64)
    if not number:
        raise Malformed("number: what stands on the receipt", field="number")
    total = amount_of(asked.text("total", 20), own.figures.digits)
    return OpenCase(header, own.purse.id, one.kind, one.what, None, 0, detail, 0, number=number, total_minor=total)


def _chosen(own: Own, asked: Asked) -> Choice | None:
    named = asked.text("wat", 100)
    return next((one for one in choices(own) if one.id == named), None)


async def _page(door: Door, asked: Asked, trouble: str) -> Page:
    own = await own_card(door, asked)
    found, one = choices(own), _chosen(own, asked)
    trade = next((each for each in own.program.care.trade_ins if one is not None and one.kind == TRADE_IN and each.id == one.what), None)
    shows: dict[str, Any] = {
        "choices": found, "one": one, "trouble": trouble, "done": asked.text("gedaan", 10), "money": bool(own.program.care.payer),
        "conditions": [(name, own.figures.money(minor)) for name, minor in (trade.worth if trade else ())],
        "typed": {name: asked.text(name, 200) for name in ("number", "total", "detail", "serial", "condition")},
    }  # fmt: skip
    return Page("card/claiming.html", framed(door, asked, own, "me", shows), 422 if trouble else 200)
