"""Ik: what the shop may do, who the member is, what is known of them, and the receipt that was forgotten."""

from typing import Any, Final

from zegel.core.periods import Day
from zegel.core.refusals import Malformed, ZegelError
from zegel.flows.asking import Profile
from zegel.flows.commands import ChangeProfile, ClaimReceipt
from zegel.flows.facts import Dossier
from zegel.flows.profiles import HOME_BRANCH, PROFILE, told_in
from zegel.hall.refused import said_of
from zegel.hall.translate import is_day
from zegel.web.card.claiming import choices
from zegel.web.card.consents import consents, said_before
from zegel.web.card.frame import framed, header_of, own_card
from zegel.web.card.rebates import claims_of
from zegel.web.card.trials import trials_of
from zegel.web.parts.amounts import amount_of
from zegel.web.parts.asked import LANGUAGES, Answer, Asked, Page, Sent
from zegel.web.parts.door import Door

ROOM: Final = "/pas/ik"


async def show(door: Door, asked: Asked) -> Answer:
    """GET /pas/ik."""
    return await _form(door, asked)


async def _form(door: Door, asked: Asked, trouble: str = "") -> Answer:
    """The room; with `trouble` the form holds what was typed, and not what is known."""
    own = await own_card(door, asked)
    known = await door.queries.profile_of(own.call.grant.company, own.purse.id)
    told = {one.id: one for one in await door.queries.dossiers_of(own.call.grant.company, own.purse.id, PROFILE)}
    shows: dict[str, Any] = {
        "consents": await consents(door, own), "timeline": await said_before(door, own), "brings": own.program.referral is not None,
        "cash_back": bool(await claims_of(door, own)), "claims": bool(choices(own)),
        "tries": any(await trials_of(door, own)), "profile": known.profile if known else None, "saved": asked.text("bewaard", 4) == "ja",
        "branches": [branch.id for branch in own.program.branches], "home": _told(told.get(HOME_BRANCH)),
        "birthday": known.profile.birthday if known and len(known.profile.birthday) == 10 else "", "trouble": trouble,
    }  # fmt: skip
    if trouble:
        typed = Profile(asked.text("name", 120), asked.text("language", 2), asked.text("birthday", 10))
        shows |= {"profile": typed, "birthday": typed.birthday, "home": asked.text("branch", 60), "saved": False}
    return Page("card/me.html", framed(door, asked, own, "me", shows), 422 if trouble else 200)


async def save(door: Door, asked: Asked) -> Answer:
    """POST /pas/ik: what the member is called, speaks, when they were born and where they mostly come."""
    own = await own_card(door, asked, asked.text("once", 64))
    name, language, birthday = asked.text("name", 120), asked.text("language", 2), asked.text("birthday", 10)
    if language and language not in LANGUAGES:
        raise Malformed("language: nl or en", field="language")
    if birthday and not is_day(birthday):
        return await _form(door, asked, own.tongue.say("birthday odd"))
    # An empty birthday in the form is also what a day without its year looks like: that one stays as it was.
    known = await door.queries.profile_of(own.call.grant.company, own.purse.id)
    keeps = known is not None and not birthday and 0 < len(known.profile.birthday) < 10
    branch = asked.text("branch", 60)
    day = None if keeps else birthday
    try:
        await door.submit(asked, ChangeProfile(header_of(own, asked), own.purse.id, name, language, day, branch, ()))
    except ZegelError as refusal:
        return await _form(door, asked, own.tongue.words(said_of(refusal)))
    return Sent(f"{ROOM}?bewaard=ja")


async def show_claim(door: Door, asked: Asked) -> Answer:
    """GET /pas/bon-vergeten."""
    return await _claim_form(door, asked, "")


async def claim(door: Door, asked: Asked) -> Answer:
    """POST /pas/bon-vergeten: the number of a till receipt and what was paid show that it is theirs."""
    own = await own_card(door, asked, asked.text("once", 64))
    number, day = asked.text("number", 64), asked.text("day", 10)
    try:
        total = amount_of(asked.text("total", 20), own.figures.digits)
    except Malformed:
        return await _claim_form(door, asked, own.tongue.say("claim odd"))
    if not number or (day and not is_day(day)):
        return await _claim_form(door, asked, own.tongue.say("claim odd"))
    command = ClaimReceipt(header_of(own, asked), own.purse.id, number, total, Day(day), asked.text("branch", 60))
    try:
        await door.submit(asked, command)
    except ZegelError as refusal:
        return await _claim_form(door, asked, own.tongue.words(said_of(refusal)))
    return Sent("/pas/historie")


async def _claim_form(door: Door, asked: Asked, trouble: str) -> Page:
    own = await own_card(door, asked)
    shows = {
        "trouble": trouble, "number": asked.text("number", 64), "total": asked.text("total", 20), "day": asked.text("day", 10),
        "days": own.program.settings.claim_within_days,
    }  # fmt: skip
    return Page("card/claim.html", framed(door, asked, own, "history", shows), 422 if trouble else 200)


def _told(one: Dossier | None) -> str:
    return "" if one is None else str(told_in(one) or "")
