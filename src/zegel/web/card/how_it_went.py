"""How it went: a member who was asked when a complaint was closed gives a score, once, from the mail and without signing in.

A GET changes nothing: scanners follow every link of a mail.
"""

from json import loads
from typing import Any, Final

from zegel.access.signed_links import Signed
from zegel.core.canonical import document_bytes
from zegel.core.ids import receipt_of
from zegel.core.periods import local_moment
from zegel.core.refusals import Malformed, SurveyNotAsked, UnknownReceipt, ZegelError
from zegel.decide.cases import SERVICE
from zegel.flows.commands import AnswerSurvey, Header
from zegel.flows.facts import Dossier, Wants
from zegel.flows.survey import asked_in
from zegel.hall.refusals import NoSuchAddress
from zegel.hall.refused import said_of
from zegel.web.parts.asked import Answer, Asked, Page
from zegel.web.parts.door import Door
from zegel.web.parts.spoken import speaks_for

SOURCE: Final = "mail"


async def show(door: Door, asked: Asked) -> Answer:
    """GET /pas/hoe-ging-het/{link}: what it was about, and the scores; who answered before reads so."""
    signed, case = await _case(door, asked)
    return await _page(door, asked, signed, case, "")


async def answer(door: Door, asked: Asked) -> Answer:
    """POST /pas/hoe-ging-het/{link}: kept with the case. Sent twice it counts once."""
    signed, case = await _case(door, asked)
    typed, by = asked.text("score", 2), receipt_of(signed.what)
    if not typed.isdecimal():
        return await _page(door, asked, signed, case, door.tongue(asked).say("survey choose"))
    shelf = await door.shelves.of(signed.company)
    here = local_moment(asked.at, shelf.live_at(asked.at).program.company_zone)
    body = document_bytes({"asked": signed.what, "score": int(typed)})
    header = Header(
        signed.company, SOURCE, f"survey {signed.what}", body, asked.at, asked.at, here.business_date, here.weekday, here.minute, "member",
        "", "",
    )  # fmt: skip
    try:
        await door.submit(asked, AnswerSurvey(header, by, int(typed)))
    except ZegelError as refusal:
        signed, case = await _case(door, asked)
        if "score" not in loads(case.data)["survey"]:  # else it was answered before, and the page says so
            return await _page(door, asked, signed, case, door.tongue(asked).words(said_of(refusal)))
    return await _page(door, asked, *await _case(door, asked), "")


async def _case(door: Door, asked: Asked) -> tuple[Signed, Dossier]:
    """Who was asked, and about which complaint. Whose card became part of another has it there."""
    if door.surveying is None:
        raise NoSuchAddress()
    signed = door.surveying.read(asked.params["link"])
    await speaks_for(door.shelves, asked, signed.company)
    try:
        by = receipt_of(signed.what)
    except UnknownReceipt:
        raise Malformed("this address is not ours") from None
    async with door.desk.store.view([signed.company]) as view:
        now = (await view.resolve([(signed.company, Wants(None, (), None, (signed.purse,)))]))[0].follow(signed.purse)
    case = asked_in(tuple(await door.queries.dossiers_of(signed.company, now, SERVICE)), by)
    if case is None:
        raise SurveyNotAsked()
    return signed, case


async def _page(door: Door, asked: Asked, signed: Signed, case: Dossier, trouble: str) -> Page:
    data = loads(case.data)
    low, high = data["survey"]["scale"]
    shows: dict[str, Any] = {
        "company": await door.queries.company(signed.company), "link": asked.params["link"], "about": data["what"], "trouble": trouble,
        "scores": range(low, high + 1), "low": low, "high": high, "score": data["survey"].get("score"),
    }  # fmt: skip
    return Page("card/how_it_went.html", shows, 422 if trouble else 200)
