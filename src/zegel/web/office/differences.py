"""Sales of tills without a line that somebody should look at: what is odd about each, and how it was settled, by whom and why."""

from contextlib import suppress
from dataclasses import replace
from json import dumps
from typing import Any, Final

from zegel.access.rights import EVERYWHERE
from zegel.core.canonical import document_bytes
from zegel.core.ids import PurseId, purse_of, purse_text, receipt_of
from zegel.core.periods import HOUR, Instant
from zegel.core.refusals import REFUSALS, Malformed, NotAllowed, NotSignedIn, ReasonMissing, UnknownReceipt, ZegelError
from zegel.decide.gift_said import counted_gift
from zegel.decide.offline import ways_to_settle
from zegel.hall import translate
from zegel.hall.answers import body_of
from zegel.hall.calls import Call
from zegel.hall.offline import booked_after_all
from zegel.hall.refused import said_of
from zegel.hall.told import Told
from zegel.hall.told_sale import told_by
from zegel.program.model import Words
from zegel.program.why import bare
from zegel.program.words import Language, of
from zegel.store.offline_queries import OfflineSale, settle_sale
from zegel.store.people_records import Deed
from zegel.store.port import Stale
from zegel.web.office.frame import framed
from zegel.web.parts.asked import Answer, Asked, Page, Sent
from zegel.web.parts.door import Door

HERE: Final = "/kantoor/offline"
MOST: Final = 100
TOLD_FOR: Final = 48 * HOUR
"""How long a clock that was wrong is told: a till that is put right is silent after that."""


async def show(door: Door, asked: Asked) -> Answer:
    """GET /kantoor/offline: what waits, the oldest first, and tills that owe sales."""
    return await shown(door, asked, {})


async def shown(door: Door, asked: Asked, more: dict[str, Any], status: int = 200) -> Answer:
    """The page, with what was just done or went wrong: `wrong` beside the sale `at`, `file_wrong` and `brought` of a till's file."""
    visitor = asked.visitor
    if visitor is None:
        raise NotSignedIn()
    call, branches = await door.call(asked), _branches(asked)
    waiting = [await _told(door, call, asked, one) for one in await door.queries.offline.open(visitor.company, branches, MOST)]
    gaps = await door.queries.offline.gaps(visitor.company, branches)
    clocks = await door.queries.offline.clocks(visitor.company, branches, Instant(asked.at - TOLD_FOR))
    shows = {"waiting": waiting, "gaps": gaps, "clocks": clocks, "wrong": "", "at": "", "file_wrong": None, "brought": None}
    return Page("office/differences.html", await framed(door, asked, call, "offline", shows | more), status)


def _branches(asked: Asked) -> list[str] | None:
    """Where they may look, None for everywhere."""
    assert asked.visitor is not None
    where = asked.visitor.grant().rights.branches("reviews:write")
    return None if EVERYWHERE in where else sorted(where)


async def _told(door: Door, call: Call, asked: Asked, one: OfflineSale) -> dict[str, Any]:
    say, figures = door.renderer.tongue("office", asked.speaks).say, door.figures(asked, call)
    paid, pays, member = one.told.get("paid_minor", 0), 0, purse_of(str(one.told.get("member", "")))
    booked, gifts = set[str](), ""
    if one.receipt:
        receipt = await door.queries.receipt(call.grant.company, receipt_of(one.receipt))
        if receipt is not None and receipt.document is not None:
            body = body_of(receipt.document)
            pays, member = body["totals"]["pays_minor"], purse_of(body["purse"])
            booked = {effect["what"] for effect in body["effects"] if effect["effect"] == "spend"}
            gifts = _gifts(call, one, body["effects"], asked.speaks)
    known = await door.queries.profile_of(call.grant.company, member) if member is not None else None
    why = of(said_of(REFUSALS.get(one.code, ZegelError)("")), asked.speaks) if one.code in REFUSALS else one.code
    used = _used(call, one, asked.speaks)
    given = ", ".join(name for what, name in used.items() if what not in booked)
    values = {
        "paid": figures.money(paid if isinstance(paid, int) else 0),
        "pays": figures.money(pays),
        "why": why,
        "what": given,
        "gifts": gifts,
    }
    wanted = {"paid": ("paid", "pays"), "overspent": ("paid", "pays"), "refused": ("why",), "given": ("what",), "gift": ("gifts",)}
    flags = [
        (say(f"flag {flag}", **{name: values[name] for name in wanted.get(flag, ())}), say(f"flag {flag} do")) for flag in one.flags
    ]  # fmt: skip
    seller = await door.queries.people.staff(call.grant.company, one.staff)
    return {
        "row": one, "flags": flags, "paid_minor": paid,
        "name": known.profile.name if known else "", "seller": seller.name if seller else "",
        "member": purse_text(PurseId(member)) if member is not None and known is not None else "",
        "ways": ways_to_settle(frozenset(one.flags), booked=bool(one.receipt)),
        "off": _taken_off(call, one, asked.speaks), "used": ", ".join(used.values()), "skewed": "clock" in one.flags,
        "shown": str(one.told.get("shown", "")),
    }  # fmt: skip


def _taken_off(call: Call, one: OfflineSale, language: Language) -> list[tuple[str, int]]:
    """The discounts that the till gave by itself: what each is called, and how much it was."""
    program = call.live(one.happened_at).program
    rules = {rule.id: rule for rule in program.discounts}
    told = told_by(one.told).off if one.told else ()
    return [(bare(program, rules[name], language) if name in rules else name, minor) for name, minor in told]


def _gifts(call: Call, one: OfflineSale, effects: list[dict[str, Any]], language: Language) -> str:
    """The gifts that came with the purchase, as they are called."""
    rules = {rule.id: rule for rule in call.live(one.happened_at).program.discounts}
    given = [effect for effect in effects if effect["effect"] == "gift" and effect["rule"] in rules]
    return ", ".join(of(Words(*counted_gift(effect, rules[effect["rule"]])), language) for effect in given)


def _used(call: Call, one: OfflineSale, language: Language) -> dict[str, str]:
    """The rewards that the till handed over, as they are called."""
    rewards = {reward.id: of(reward.names, language) for reward in call.live(one.happened_at).program.rewards}
    return {what: rewards[what] for what, _ in (told_by(one.told).uses if one.told else ()) if what in rewards}


async def settle(door: Door, asked: Asked) -> Answer:
    """POST /kantoor/offline/{sale}: somebody looked at it."""
    visitor = asked.visitor
    if visitor is None:
        raise NotSignedIn()
    row = await door.queries.offline.sale(visitor.company, asked.params["sale"])
    if row is None:
        raise UnknownReceipt()
    branches = _branches(asked)
    if branches is not None and row.branch not in branches:
        raise NotAllowed(branch=row.branch)
    if row.settled_at is not None:
        return Sent(HERE)
    how, why = asked.text("how", 10), asked.text("why", 200)
    if how not in ways_to_settle(frozenset(row.flags), booked=bool(row.receipt)):
        raise Malformed("how: as the page wrote it", field="how")
    if not why:
        raise ReasonMissing()
    try:
        receipt = await _done(door, asked, row, how, why)
    except ZegelError as refusal:
        if refusal.code in ("busy", "storage_full"):
            raise
        return await shown(door, asked, {"wrong": of(said_of(refusal), asked.speaks), "at": row.id}, 422)
    deed = Deed(visitor.actor, "offline.settle", f"sale:{row.id}", {"flags": list(row.flags)}, {"how": how}, why, asked.request_id)
    step = settle_sale(visitor.company, row.id, asked.at, visitor.actor, how, why, receipt)
    with suppress(Stale):  # somebody was first
        await door.people.register.done(visitor.company, asked.at, [step], (deed,), sure=1)
    return Sent(HERE)


async def _done(door: Door, asked: Asked, row: OfflineSale, how: str, why: str) -> str:
    """What settling it does to the books; gives the receipt that it made, "" for none."""
    call = await door.call(asked, f"{row.id}.review")
    if how in ("approve", "refuse"):
        call.params = {"receipt": row.receipt}
        found: dict[str, Any] = {"approve": how == "approve", "reason": why, "branch": row.branch}
        await door.submit(asked, translate.review(call, found, document_bytes(found)))
    elif how in ("book", "bare"):
        card = asked.text("card", 64)
        told = _with_card(told_by(row.told), card, bare=how == "bare")
        reply = await booked_after_all(door, call, row, told)
        return str(reply.outcome.receipt.id) if reply.outcome.receipt is not None else ""
    return ""


def _with_card(told: Told, card: str, *, bare: bool) -> Told:
    """The sale with another card, or with none; what makes it that one is in its canonical form."""
    if not card and not bare:
        return told
    shown = "" if bare else card
    return replace(told, member="", code="", shown=shown, canonical=told.canonical + dumps({"card": shown}).encode())
