"""Something for everybody in a segment: chosen, looked at first, begun, agreed to by a colleague, followed and stopped."""

from collections.abc import AsyncIterator, Mapping
from typing import Any, Final

from zegel.core.codes import as_printed
from zegel.core.ids import PurseId, purse_of, purse_text
from zegel.core.refusals import Malformed, UnknownBatch, UnknownSavedSegment, ZegelError
from zegel.decide.handouts import (
    ASKED,
    CODES,
    DONE,
    EXPERIENCE,
    GATHERING,
    GESTURE,
    GIVEN,
    GOING,
    LEFT_OUT,
    MEMBER_STATES,
    MEMBERSHIP,
    OPEN,
    READY,
    WAITING,
)  # fmt: skip
from zegel.decide.refusal_sentences import REFUSAL_SENTENCES
from zegel.desk import handout_codes
from zegel.hall import handouts
from zegel.hall.calls import Call, local, role_of
from zegel.hall.handouts import RIGHTS
from zegel.hall.refused import said_of
from zegel.program.coupon_words import coupon_names
from zegel.program.gesture_words import gesture_gives
from zegel.program.membership_words import membership_names
from zegel.program.model import Program
from zegel.program.words import Language, of
from zegel.store.handouts import Handout, Receiver
from zegel.store.people_records import Deed
from zegel.store.segments import Segment
from zegel.web.office.actors import names_of
from zegel.web.office.frame import framed
from zegel.web.office.people.choosing import in_words
from zegel.web.office.taking import taken, taken_list
from zegel.web.parts.asked import Answer, Asked, Page, Piece, Sent
from zegel.web.parts.door import Door
from zegel.web.parts.tables import PAGE, Column, Listing, Row, fact, listed, row, wished
from zegel.web.parts.words import Tongue

HERE: Final = "/kantoor/uitdelingen"
NEWEST: Final = 200
ASKS: Final = ("gesture", "branch", "reason", "coupon", "by", "valid_until", "experience", "membership", "until")
"""What the form of a kind may ask, with the names that the API has too."""
COLUMNS: Final = (Column("when", "moment"), Column("name"), Column("what"), Column("state"), fact("members", "count"))
RECEIVERS: Final = (Column("name", "person", sorts=False), Column("state", sorts=False), Column("why", sorts=False))
LOOKS: Final = {DONE: "good", ASKED: "warn", GOING: "brand", GATHERING: "brand", READY: "warn"}

Options = list[tuple[str, str]]


async def choose(door: Door, asked: Asked) -> Answer:
    """GET /kantoor/groepen/{segment}/uitdelen: what they could get; with `kijk` what that would come to. Nothing is written."""
    call = await door.call(asked)
    one = await _segment(door, call, asked.params["segment"])
    offers = _offers(call, asked.speaks)
    kind = asked.text("kind", 12) or next(iter(offers), "")
    if kind and kind not in offers:
        raise Malformed("kind: of what may be handed out", field="kind")
    typed = {name: asked.text(name, 200) for name in ASKS}
    plan, refused = None, None
    if asked.text("kijk", 4):
        try:
            plan = await handouts.planned(door.queries, call, one, *handouts.asked_for(call, _filled(kind, typed)))
            refused = plan.refusal
        except ZegelError as refusal:
            refused = refusal
    tongue = door.renderer.tongue("office", asked.speaks)
    shows: dict[str, Any] = {
        "one": one, "says": in_words(one.filters, call.live(asked.at).program, tongue), "offers": offers, "kind": kind, "typed": typed,
        "branches": _branches(call), "plan": plan, "refused": None if refused is None else said_of(refused), "key": door.new_key(),
        "left": [] if plan is None else [(_why(why, tongue), n) for why, n in plan.left],
        "today": local(call.live(asked.at), "", asked.at).business_date, "may_file": "members:list" in call.grant.scopes,
        "tells": plan is not None and (kind != CODES or typed["by"] == "mail"),
    }  # fmt: skip
    return Page("office/handing.html", await framed(door, asked, call, "segments", shows), 200 if refused is None else 422)


async def begin(door: Door, asked: Asked) -> Answer:
    """POST /kantoor/groepen/{segment}/uitdelen: as it was looked at; the form sent twice begins one."""
    call = await door.call(asked, asked.text("key", 64))
    one = await _segment(door, call, asked.params["segment"])
    kind, data = handouts.asked_for(call, _filled(asked.text("kind", 12), {name: asked.text(name, 200) for name in ASKS}))
    made = await handouts.begin(door.people.register, door.queries, call, one, kind, data, door.random_bytes)
    return Sent(f"{HERE}/{made.id}")


async def show(door: Door, asked: Asked) -> Answer:
    """GET /kantoor/uitdelingen: the newest first."""
    call = await door.call(asked)
    every = await door.queries.handouts.newest(call.grant.company, NEWEST)
    tongue, program = door.renderer.tongue("office", asked.speaks), call.live(asked.at).program
    rows = [
        row(
            {"when": one.at, "name": one.name, "what": what_of(program, one, tongue), "state": tongue.say(f"handout {one.state}"),
             "members": one.asked},
            {"name": f"{HERE}/{one.id}"}, {"state": LOOKS.get(one.state, "plain")},
        )
        for one in every
    ]  # fmt: skip
    listing = listed(asked, COLUMNS, rows, "-when")
    if listing.wish.file:
        return await taken_list(door, asked, call, "handouts", listing)
    return Page("office/handouts.html", await framed(door, asked, call, "segments", {"list": listing}))


async def one(door: Door, asked: Asked) -> Answer:
    """GET /kantoor/uitdelingen/{handout}: how far it is; htmx gets that alone. `state` shows some of its members, `as` gives a file."""
    call = await door.call(asked)
    found = await handouts.found(door.queries, call.grant.company, asked.params["handout"])
    shows = await _progress(door, asked, call, found)
    if asked.is_piece:
        return Piece("office/handout_progress.html", await framed(door, asked, call, "segments", shows))
    tongue, state = door.renderer.tongue("office", asked.speaks), asked.text("state", 12)
    if state and state not in MEMBER_STATES:
        raise Malformed("state: given, waiting or left out", field="state")
    if shows["may_list"]:
        wish, here = wished(asked, RECEIVERS, "name"), f"{HERE}/{found.id}"
        if wish.file:
            return await taken(door, asked, call, "handout", wish.file, RECEIVERS, _rows(door, call, found, state, tongue))
        after = purse_of(wish.after) if wish.after else None
        page = await door.queries.handouts.page(call.grant.company, found.id, state, after, PAGE + 1)
        following = purse_text(page[PAGE - 1][0].purse) if len(page) > PAGE else ""
        kept = (("state", state),) if state else ()
        rows = tuple(_row(each, name, tongue) for each, name in page[:PAGE])
        shows["list"] = Listing(here, RECEIVERS, rows, wish, kept, following, -1)
    elif asked.text("as", 8):
        call.grant.need("members:list")
    by = await names_of(door, call.grant.company, [name for name in (found.asked_by, found.decided_by) if name], tongue)
    branch, may = found.data.get("branch"), call.grant.may
    shows |= {
        "by": by, "state": state, "key": door.new_key(), "mine": found.asked_by == call.grant.actor,
        "may_stop": found.state in OPEN and may(RIGHTS[found.kind], branch),
        "may_batch": "codes:read" in call.grant.scopes, "reason": found.data.get("reason", ""),
        "may_decide": found.state == ASKED and may("gestures:approve", branch),
    }  # fmt: skip
    return Page("office/handout.html", await framed(door, asked, call, "segments", shows))


async def asked_of(door: Door, asked: Asked, call: Call) -> list[dict[str, Any]]:
    """What waits for a colleague at the branches that this visitor may decide for."""
    tongue, program = door.renderer.tongue("office", asked.speaks), call.live(asked.at).program
    return [
        {
            "id": one.id, "what": tongue.say("handout said", what=what_of(program, one, tongue), name=one.name), "at": one.at,
            "cost_minor": int(one.data["each_minor"]) * one.asked, "reason": one.data["reason"], "branch": one.data["branch"],
            "by": one.asked_by, "count": one.asked,
        }
        for one in await door.queries.handouts.in_states(call.grant.company, (ASKED,))
        if call.grant.may("gestures:approve", one.data["branch"]) and call.grant.may("segments:read")
    ]  # fmt: skip


async def decide(door: Door, asked: Asked) -> Answer:
    """POST /kantoor/uitdelingen/{handout}/besluit: a colleague agrees, or does not."""
    answer = asked.text("answer", 3)
    if answer not in ("yes", "no"):
        raise Malformed("answer: yes or no", field="answer")
    call = await door.call(asked)
    named, reason = asked.params["handout"], asked.text("reason", 200)
    one = await handouts.found(door.queries, call.grant.company, named)
    register, role = door.people.register, role_of(call, {"branch": one.data.get("branch", "")})
    await handouts.decide(register, door.queries, call, named, agree=answer == "yes", reason=reason, role=role)
    return Sent(f"{HERE}/{named}")


async def stop(door: Door, asked: Asked) -> Answer:
    """POST /kantoor/uitdelingen/{handout}/stop."""
    call = await door.call(asked)
    one = await handouts.cancel(door.people.register, door.queries, call, asked.params["handout"], asked.text("reason", 200))
    return Sent(f"{HERE}/{one.id}")


async def finish(door: Door, asked: Asked) -> Answer:
    """POST /kantoor/uitdelingen/{handout}/klaar: they have the codes; nobody can show them again."""
    call = await door.call(asked)
    one = await handouts.finish(door.people.register, door.queries, call, asked.params["handout"])
    return Sent(f"{HERE}/{one.id}")


async def file(door: Door, asked: Asked) -> Answer:
    """POST /kantoor/uitdelingen/{handout}/bestand: everybody with their code, made as it is sent; e-mail only of who said yes to it."""
    call = await door.call(asked)
    company = call.grant.company
    found = await handouts.found(door.queries, company, asked.params["handout"])
    call.grant.need(RIGHTS[CODES])
    call.grant.need("members:list")
    if found.kind != CODES or found.state != READY:
        raise UnknownBatch()
    batch = await handout_codes.batch_of(door.queries, company, found)
    done = Deed(call.grant.actor, "codes.download", f"batch:{batch.id}", {}, {"coupon": batch.campaign}, "", asked.request_id)
    await door.people.register.note(company, asked.at, done)
    hashed = door.codes.hasher(company, capitals_matter=False)
    pages = handout_codes.streamed(door.people.register, door.queries, company, found, hashed, door.clock)
    columns = tuple(Column(key) for key in ("member", "name", "mail", "code", "printed"))

    async def rows() -> AsyncIterator[Row]:
        async for page in pages:
            purses = [purse for purse, _ in page]
            names = await door.queries.member_lists.names(company, purses)
            readers = await door.queries.messages.readers(company, purses)
            for purse, text in page:
                reader = readers.get(purse)
                consents = reader is not None and handouts.MAILED in reader.consents
                yield row({
                    "member": purse_text(purse), "name": names.get(purse, ""),
                    "mail": reader.address if reader is not None and consents else "", "code": text,
                    "printed": as_printed(batch.form, text),
                })  # fmt: skip

    return await taken(door, asked, call, "handout", "csv", columns, rows())


def what_of(program: Program, one: Handout, tongue: Tongue) -> str:
    """What is given, in a few words; by its id where the program has it no more."""
    data, language = one.data, tongue.language
    if one.kind == GESTURE:
        kinds = program.gestures.kinds if program.gestures else ()
        kind = next((kind for kind in kinds if kind.id == data["gesture"]), None)
        return gesture_gives(program, kind, language) if kind else str(data["gesture"])
    if one.kind == CODES:
        return f"{tongue.say('handout kind codes')}: {of(coupon_names(program, data['coupon']), language)}"
    if one.kind == EXPERIENCE:
        names = next((each.names for each in program.experiences if each.id == data["experience"]), None)
        return f"{tongue.say('handout kind experience')}: {of(names, language) if names else data['experience']}"
    return of(membership_names(program, data["membership"]), language)


async def _progress(door: Door, asked: Asked, call: Call, found: Handout) -> dict[str, Any]:
    counts = await door.queries.handouts.counts(call.grant.company, found.id)
    tongue, program = door.renderer.tongue("office", asked.speaks), call.live(asked.at).program
    of_state = {state: sum(n for (each, _), n in counts.items() if each == state) for state in MEMBER_STATES}
    may_list = "members:list" in call.grant.scopes
    return {
        "one": found, "what": what_of(program, found, tongue), "given": of_state[GIVEN], "waiting": of_state[WAITING],
        "out": of_state[LEFT_OUT], "left": [(_why(why, tongue), n) for (state, why), n in sorted(counts.items()) if state == LEFT_OUT],
        "moving": found.state in (GATHERING, GOING), "look": LOOKS.get(found.state, "plain"), "may_list": may_list,
        "whole": found.state == READY and not of_state[WAITING], "may_fetch": found.state == READY and may_list,
        "cost_minor": int(found.data.get("each_minor", 0)) * of_state[GIVEN],
    }  # fmt: skip


async def _segment(door: Door, call: Call, named: str) -> Segment:
    found = await door.queries.segments.one(call.grant.company, named)
    if found is None:
        raise UnknownSavedSegment()
    return found


def _offers(call: Call, language: Language) -> dict[str, Options]:
    """What this visitor may hand out, by kind: (id, name)."""
    program, may = call.live(call.at).program, call.grant.may
    today = local(call.live(call.at), "", call.at).business_date
    kinds = program.gestures.kinds if program.gestures else ()
    found: dict[str, Options] = {
        GESTURE: [(kind.id, gesture_gives(program, kind, language)) for kind in kinds if kind.unit or kind.reward],
        CODES: [
            (one.id, of(coupon_names(program, one.id), language))
            for one in program.coupons if not one.codes and not one.capitals_matter and one.form != "EAN-13"
        ],
        EXPERIENCE: [(one.id, of(one.names, language)) for one in program.experiences if today <= one.reply_until],
        MEMBERSHIP: [(one.id, of(one.names, language)) for one in program.memberships if one.invited],
    }  # fmt: skip
    return {kind: those for kind, those in found.items() if those and may(RIGHTS[kind])}


def _branches(call: Call) -> list[str]:
    return [one.id for one in call.live(call.at).program.branches if call.grant.may(RIGHTS[GESTURE], one.id)]


def _filled(kind: str, typed: Mapping[str, str]) -> dict[str, str]:
    """What was filled in for this kind, as the hall takes it."""
    return {"kind": kind} | {name: text for name, text in typed.items() if text}


def _why(why: str, tongue: Tongue) -> str:
    if tongue.knows(f"left {why}"):
        return tongue.say(f"left {why}")
    said = REFUSAL_SENTENCES.get(why)
    return why if said is None else tongue.words(said)


def _row(one: Receiver, name: str, tongue: Tongue) -> Row:
    why = _why(one.why, tongue) if one.why else ""
    cells = {"name": name or tongue.say("nameless"), "state": tongue.say(f"receiver {one.state}"), "why": why}
    looks = {"state": {GIVEN: "good", LEFT_OUT: "warn"}.get(one.state, "plain")}
    return row(cells, {"name": f"/kantoor/leden/{purse_text(one.purse)}"}, looks)


async def _rows(door: Door, call: Call, found: Handout, state: str, tongue: Tongue) -> AsyncIterator[Row]:
    after: PurseId | None = None
    while page := await door.queries.handouts.page(call.grant.company, found.id, state, after, 500):
        for each, name in page:
            yield _row(each, name, tongue)
        after = page[-1][0].purse
