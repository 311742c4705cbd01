"""Batches of coupon codes: made while they are downloaded or printed, counted, looked into, ended; one code looked up, and blocked.

The codes themselves are shown once: until whoever made them says that they have them. What is kept is their hashes.
"""

import re
from asyncio import to_thread
from collections.abc import AsyncIterator
from typing import Any, Final
from urllib.parse import quote

from zegel.core.codes import as_printed
from zegel.core.ids import purse_text
from zegel.core.periods import NEVER, Instant
from zegel.core.refusals import Malformed, ReasonMissing, UnknownBatch
from zegel.desk import code_streams
from zegel.desk.code_batches import end_batch
from zegel.desk.code_streams import MOST_STREAMED
from zegel.desk.register import Change
from zegel.flows.code_facts import CANCELLED, Code
from zegel.hall.calls import Call
from zegel.hall.coupon_batches import coupon_of, span_of
from zegel.store.code_lists import SHOWN
from zegel.store.code_queries import MAKING, NOTHING_OUT, BatchStands, CodeBatch, ending_code
from zegel.store.people_queries import PeopleQueries
from zegel.store.people_records import Deed
from zegel.web.office.frame import framed
from zegel.web.office.signing_in import drawn_code
from zegel.web.office.taking import taken, taken_list
from zegel.web.parts.amounts import minor_of
from zegel.web.parts.asked import Answer, Asked, Page, Piece, Sent
from zegel.web.parts.door import Door
from zegel.web.parts.exports import taken_along
from zegel.web.parts.figures import Figures
from zegel.web.parts.tables import PAGE, Cell, Column, Listing, Row, fact, listed, row, wished
from zegel.web.parts.words import Tongue

HERE: Final = "/kantoor/codes"
MOST_BATCHES: Final = 5_000
MOST_PRINTED: Final = 240
NAME: Final = re.compile(r"(?!(?:nieuw|zoek|blokkeer)$)[a-z0-9][a-z0-9_-]{0,39}")
"""Of a batch; those three are addresses of their own."""
COLUMNS: Final = (
    Column("batch"), Column("coupon"), Column("state"), Column("made", "moment"), Column("until", "day"), Column("issued", "count"),
    Column("used", "count"), Column("usedup", "count"), Column("expired", "count"), Column("ended", "count"),
)  # fmt: skip
PRINTED: Final = (Column("code"), Column("printed"))
"""What a printing house is given."""
CODES: Final = (
    Column("tail", sorts=False), Column("state", sorts=False), fact("used", "count", sorts=False),
    fact("left", "count", sorts=False), Column("until", "day", sorts=False), fact("value", "money", sorts=False),
)  # fmt: skip


async def show(door: Door, asked: Asked) -> Answer:
    """GET /kantoor/codes: every batch with what became of it."""
    call = await door.call(asked)
    figures, tongue, company = door.figures(asked, call), door.renderer.tongue("office", asked.speaks), call.grant.company
    batches = await door.queries.codes.batches(company, "", MOST_BATCHES)
    stands = await door.queries.codes.stands(company, batches[0].id, batches[-1].id, asked.at) if batches else {}
    rows = [_row(one, stands.get(one.id, NOTHING_OUT), figures, tongue) for one in batches]
    listing = listed(asked, COLUMNS, rows, "-made")
    if listing.wish.file:
        return await taken_list(door, asked, call, "codes", listing)
    program = call.live(asked.at).program
    shows = {
        "list": listing, "coupons": [one.id for one in program.coupons if not one.codes and not one.capitals_matter],
        "most": MOST_STREAMED, "may_write": "codes:write" in call.grant.scopes, "found": None, "looked": False,
    }  # fmt: skip
    return Page("office/codes.html", await framed(door, asked, call, "codes", shows))


async def begin(door: Door, asked: Asked) -> Answer:
    """POST /kantoor/codes/nieuw: a batch that waits to be downloaded or printed."""
    call = await door.call(asked)
    program, company = call.live(asked.at).program, call.grant.company
    named, worth = asked.text("batch", 40), minor_of("worth", asked.text("worth", 20), door.figures(asked, call), 0)
    if not NAME.fullmatch(named):
        raise Malformed("batch: small letters, digits and - make its name", field="batch")
    coupon = coupon_of(program, asked.text("coupon", 60), worth=worth > 0)
    span = span_of(program, asked.text("valid_from", 10), asked.text("valid_until", 10))
    count = asked.number("count", 1, MOST_STREAMED)
    worth, seed = worth or coupon.worth_minor, door.random_bytes(32)
    batch = CodeBatch(named, coupon.id, MAKING, coupon.form, count, 0, coupon.per_code, worth, *span, seed, asked.at)
    done = Deed(call.grant.actor, "codes.make", f"batch:{named}", {}, {"coupon": coupon.id, "count": count}, "", asked.request_id)
    await code_streams.begin(door.people.register, company, batch, (done,))
    return Sent(f"{HERE}/{named}")


async def one(door: Door, asked: Asked) -> Answer:
    """GET /kantoor/codes/{batch}: how it stands, and its codes by their last symbols; htmx gets how far it is."""
    call = await door.call(asked)
    batch = await _batch(door, call, asked.params["batch"])
    company, figures = call.grant.company, door.figures(asked, call)
    stands = await door.queries.codes.stand(company, batch.id, asked.at)
    shows: dict[str, Any] = {
        "batch": batch, "stands": stands, "making": batch.state == MAKING, "ended": batch.state == CANCELLED,
        "whole": batch.made >= batch.asked, "may_write": "codes:write" in call.grant.scopes, "printable": batch.asked <= MOST_PRINTED,
        "until": None if batch.valid_until >= NEVER else figures.local(Instant(batch.valid_until - 1)).date(), "most": MOST_PRINTED,
        "may_hand_out": "codes:write" in call.grant.scopes, "batch_at": f"{HERE}/{quote(batch.id)}", "take_what": "take codes what",
        "print_only": "print only",
    }  # fmt: skip
    if asked.is_piece:
        return Piece("office/making.html", await framed(door, asked, call, "codes", shows))
    which = asked.text("which", 12)
    wish = wished(asked, CODES, "tail")
    if which not in SHOWN:
        raise Malformed("which: used, open, expired or cancelled", field="which")
    tongue = door.renderer.tongue("office", asked.speaks)
    if wish.file:
        rows = (_code_row(code, figures, tongue, asked.at) async for code in _codes(door, call, batch.id, which))
        return await taken(door, asked, call, "codes", wish.file, CODES, rows)
    found = await door.queries.code_lists.page(company, batch.id, which, asked.at, _after(wish.after), PAGE + 1)
    following = found[PAGE - 1].hash.hex() if len(found) > PAGE else ""
    rows_shown = tuple(_code_row(code, figures, tongue, asked.at) for code in found[:PAGE])
    kept = (("which", which),) if which else ()
    listing = Listing(f"{HERE}/{quote(batch.id)}", CODES, rows_shown, wish, kept, following, -1)
    return Page("office/code_batch.html", await framed(door, asked, call, "codes", shows | {"list": listing, "which": which}))


async def download(door: Door, asked: Asked) -> Answer:
    """POST /kantoor/codes/{batch}/bestand: the codes, made as they are sent."""
    call, batch = await _to_hand_out(door, asked)
    hashed = door.codes.hasher(call.grant.company, capitals_matter=False)
    parts = code_streams.streamed(door.queries.codes, call.grant.company, batch.id, hashed)

    async def rows() -> AsyncIterator[Row]:
        async for texts in parts:
            for text in texts:
                yield row({"code": text, "printed": as_printed(batch.form, text)})

    tongue, figures = door.renderer.tongue("office", asked.speaks), door.figures(asked, call)
    return taken_along("csv", f"codes-{batch.id}", PRINTED, rows(), tongue, figures)


async def sheet(door: Door, asked: Asked) -> Answer:
    """POST /kantoor/codes/{batch}/vel: the codes as cards with a QR code, for a printer."""
    call, batch = await _to_hand_out(door, asked)
    if batch.asked > MOST_PRINTED:
        raise Malformed(f"batch: at most {MOST_PRINTED} codes are printed", field="batch")
    hashed = door.codes.hasher(call.grant.company, capitals_matter=False)
    texts = [text async for some in code_streams.streamed(door.queries.codes, call.grant.company, batch.id, hashed) for text in some]
    figures = door.figures(asked, call)
    cards = await to_thread(lambda: [{"text": as_printed(batch.form, text), "code": drawn_code(text)} for text in texts])
    shows = {
        "batch": batch, "cards": cards, "company": call.live(asked.at).program.name, "figures": figures,
        "until": None if batch.valid_until >= NEVER else figures.local(Instant(batch.valid_until - 1)).date(),
    }  # fmt: skip
    return Page("office/codes_sheet.html", shows)


async def finish(door: Door, asked: Asked) -> Answer:
    """POST /kantoor/codes/{batch}/klaar: they have the codes; nobody can show them again."""
    call = await door.call(asked)
    batch = await _batch(door, call, asked.params["batch"])
    if not await code_streams.finish(door.queries.codes, call.grant.company, batch.id):
        raise Malformed("batch: not every code was downloaded yet", field="batch")
    await _note(door, asked, call, "codes.finish", batch, "")
    return Sent(f"{HERE}/{quote(batch.id)}")


async def end(door: Door, asked: Asked) -> Answer:
    """POST /kantoor/codes/{batch}/stop: every code of it ends, also those that are still to be made."""
    call = await door.call(asked)
    batch = await _batch(door, call, asked.params["batch"])
    if not (reason := asked.text("reason", 200)):
        raise ReasonMissing()
    by, request = call.grant.actor, asked.request_id
    await end_batch(door.queries.codes, door.people.register, call.grant.company, batch.id, asked.at, by, reason, request)
    return Sent(f"{HERE}/{quote(batch.id)}")


async def look_up(door: Door, asked: Asked) -> Answer:
    """POST /kantoor/codes/zoek: what one code is, for whoever has it in their hand."""
    call = await door.call(asked)
    company, source = call.grant.company, call.grant.source
    hand = (company, source, "office", call.grant.actor)
    shown = door.codes.shown(company, asked.text("code", 80))
    with door.codes.tried(hand, (company, source)) as guessed:
        found = await door.queries.code_lists.find(company, shown.hash, shown.exact_hash) if shown.text else None
        guessed(int(found is None))
    figures, tongue = door.figures(asked, call), door.renderer.tongue("office", asked.speaks)
    shows = {
        "looked": True, "found": None if found is None else _told(found, figures, tongue, asked.at),
        "may_write": "codes:write" in call.grant.scopes, "may_see": "members:read" in call.grant.scopes,
    }  # fmt: skip
    return Page("office/code_found.html", await framed(door, asked, call, "codes", shows))


async def block(door: Door, asked: Asked) -> Answer:
    """POST /kantoor/codes/blokkeer: one code ends, and why."""
    call = await door.call(asked)
    named, reason = asked.text("hash", 64), asked.text("reason", 200)
    if not re.fullmatch(r"[0-9a-f]{64}", named):
        raise Malformed("hash: of a code", field="hash")
    if not reason:
        raise ReasonMissing()
    found = await door.queries.code_lists.find(call.grant.company, bytes.fromhex(named))
    if found is None:
        raise UnknownBatch()
    await _end(door, asked, call, found.hash, reason)
    return Sent(f"{HERE}/{quote(found.batch)}?which=cancelled" if found.batch else HERE)


async def _end(door: Door, asked: Asked, call: Call, hashed: bytes, reason: str) -> None:
    """The code and its line in the log, together; nothing where it had ended before."""

    async def work(_people: PeopleQueries) -> Change[None]:
        found = await door.queries.code_lists.find(call.grant.company, hashed)
        if found is None or found.state == CANCELLED:
            return Change((), (), None)
        said = {"batch": found.batch, "tail": found.tail}
        deed = Deed(call.grant.actor, "code.cancel", f"batch:{found.batch}", {}, dict(said), reason, asked.request_id)
        return Change(ending_code(call.grant.company, hashed), (deed,), None)

    await door.people.register.change(call.grant.company, asked.at, work)


async def _batch(door: Door, call: Call, named: str) -> CodeBatch:
    batch = await door.queries.codes.batch(call.grant.company, named)
    if batch is None:
        raise UnknownBatch()
    return batch


async def _to_hand_out(door: Door, asked: Asked) -> tuple[Call, CodeBatch]:
    """A batch whose codes may still be shown; that somebody asked for them stands in the audit log before they are."""
    call = await door.call(asked)
    batch = await _batch(door, call, asked.params["batch"])
    if batch.state != MAKING or batch.seed is None:
        raise UnknownBatch()
    await _note(door, asked, call, "codes.download", batch, "")
    return call, batch


async def _note(door: Door, asked: Asked, call: Call, what: str, batch: CodeBatch, reason: str) -> None:
    done = Deed(call.grant.actor, what, f"batch:{batch.id}", {}, {"coupon": batch.campaign, "made": batch.made}, reason, asked.request_id)
    await door.people.register.note(call.grant.company, asked.at, done)


async def _codes(door: Door, call: Call, batch: str, which: str) -> AsyncIterator[Code]:
    after = b""
    while page := await door.queries.code_lists.page(call.grant.company, batch, which, call.at, after, 1_000):
        for code in page:
            yield code
        after = page[-1].hash


def _after(text: str) -> bytes:
    if text and not re.fullmatch(r"[0-9a-f]{64}", text):
        raise Malformed("after: the last code of the page before", field="after")
    return bytes.fromhex(text)


def _last_day(until: Instant, figures: Figures) -> str | None:
    return None if until >= NEVER else figures.local(Instant(until - 1)).date().isoformat()


def _row(one: CodeBatch, stands: BatchStands, figures: Figures, tongue: Tongue) -> Row:
    state = "ended" if one.state == CANCELLED else "making" if one.state == MAKING else "out"
    here = f"{HERE}/{quote(one.id)}"
    cells: dict[str, Cell] = {
        "batch": one.id, "coupon": one.campaign, "state": tongue.say(f"batch {state}"), "made": one.at,
        "until": _last_day(one.valid_until, figures), "issued": stands.issued, "used": stands.used, "usedup": stands.used_up,
        "expired": stands.expired, "ended": stands.cancelled,
    }  # fmt: skip
    behind = {"batch": here, "issued": here, "used": f"{here}?which=used", "usedup": f"{here}?which=gone"}
    behind |= {"expired": f"{here}?which=expired", "ended": f"{here}?which=cancelled"}
    looks = {"state": {"ended": "bad", "making": "warn", "out": "good"}[state]}
    return row(cells, {name: to for name, to in behind.items() if cells[name]}, looks, {"used": "used"})


def _state(code: Code, at: Instant) -> str:
    if code.state == CANCELLED:
        return "blocked"
    if code.left + code.held <= 0:
        return "used"
    return "expired" if code.valid_until <= at else "early" if code.valid_from > at else "good"


def _code_row(code: Code, figures: Figures, tongue: Tongue, at: Instant) -> Row:
    state = _state(code, at)
    cells: dict[str, Cell] = {
        "tail": f"…{code.tail}", "state": tongue.say(f"code {state}"), "used": code.used, "left": code.left,
        "until": _last_day(code.valid_until, figures), "value": code.value_left or None,
    }  # fmt: skip
    return row(cells, None, {"state": {"good": "good", "blocked": "bad"}.get(state, "plain")})


def _told(code: Code, figures: Figures, tongue: Tongue, at: Instant) -> dict[str, Any]:
    state = _state(code, at)
    return {
        "hash": code.hash.hex(), "tail": code.tail, "coupon": code.campaign, "batch": code.batch, "state": tongue.say(f"code {state}"),
        "look": "good" if state == "good" else "bad" if state == "blocked" else "plain", "blocked": state == "blocked",
        "used": code.used, "held": code.held, "left": code.left, "value": code.value_left, "until": _last_day(code.valid_until, figures),
        "member": purse_text(code.member) if code.member else "",
    }  # fmt: skip
