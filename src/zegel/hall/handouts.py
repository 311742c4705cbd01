"""Something for everybody in a saved segment at once: what it would come to, begun, agreed to by a second person, and stopped.

What it comes to for each of them is the same command that gives it to one; who carries that out is the worker (worker.handouts).
"""

from collections.abc import Callable, Mapping
from datetime import date
from hashlib import sha256
from typing import Any, Final

from zegel.core.canonical import Json
from zegel.core.ids import CompanyId
from zegel.core.refusals import (
    BudgetUsedUp,
    GestureLapsed,
    KeyReused,
    Malformed,
    NobodyInIt,
    NotAsked,
    ReasonMissing,
    ReplyTooLate,
    SamePerson,
    UnknownBranch,
    UnknownExperience,
    UnknownHandout,
    UnknownMembership,
    WrongState,
    ZegelError,
)
from zegel.core.value import value
from zegel.decide.gestures import gestures_of, kind_of, may_approve, worth_of
from zegel.decide.handouts import (
    ASKED,
    CANCELLED,
    CODES,
    DONE,
    EXPERIENCE,
    GATHERING,
    GESTURE,
    GOING,
    KINDS,
    MEMBERSHIP,
    OPEN,
    READY,
    WAITING,
    left_out,
    needs_second,
)  # fmt: skip
from zegel.decide.plan import plan_of
from zegel.desk.register import Change, Register
from zegel.flows.code_facts import ISSUED
from zegel.flows.envelopes import envelopes, left_because, left_for
from zegel.hall.calls import Call, local, role_of
from zegel.hall.coupon_batches import coupon_of, span_of
from zegel.hall.refusals import NoSuchDay
from zegel.hall.segments import chosen_of
from zegel.hall.translate import is_day
from zegel.messages.notices import MARKETING
from zegel.program.gestures import OTHER
from zegel.store.code_queries import CodeBatch
from zegel.store.handouts import Handout, move_handout, put_handout
from zegel.store.people_queries import PeopleQueries
from zegel.store.people_records import Deed
from zegel.store.queries import NamedQueries
from zegel.store.segments import Segment

RIGHTS: Final = {
    GESTURE: "gestures:write", CODES: "codes:write", EXPERIENCE: "segments:write", MEMBERSHIP: "memberships:write",
}  # fmt: skip
"""What somebody needs to hand something out, besides seeing segments."""
MAILED: Final = f"{MARKETING} by email"
"""The consent for which members of a segment are written to."""
MOST: Final = 1_000_000
"""Members that one handout goes to at most."""


@value
class Plan:
    """What a handout would come to: `count` members get it, the others are `left` out, each with why and how many.

    `each_minor` is what one costs the branch and `left_minor` what is left of its envelope (0 where it comes out of none). `mailed` of
    the members hear of it by e-mail. `second`: somebody else must agree. `refusal` is why it cannot be begun, None where it can.
    """

    kind: str
    data: Mapping[str, Any]
    count: int
    left: tuple[tuple[str, int], ...]
    mailed: int
    each_minor: int
    left_minor: int
    second: bool
    refusal: ZegelError | None

    @property
    def cost_minor(self) -> int:
        """What all of it costs the branch."""
        return self.each_minor * self.count


def asked_for(call: Call, found: Mapping[str, Any]) -> tuple[str, dict[str, Json]]:
    """The kind, and what is given, as the live program has it; refuses what it does not have, and who may not."""
    kind = str(found.get("kind", ""))
    if kind not in KINDS:
        raise Malformed("kind: gesture, codes, experience or membership", field="kind")
    program, reason = call.live(call.at).program, " ".join(str(found.get("reason", "")).split())
    if kind != GESTURE:
        call.grant.need(RIGHTS[kind])
    today = local(call.live(call.at), "", call.at).business_date
    if kind == GESTURE:
        return kind, _gesture(call, found, reason)
    if kind == CODES:
        by = str(found.get("by", "file"))
        if by not in ("file", "mail"):
            raise Malformed("by: file or mail", field="by")
        coupon = coupon_of(program, str(found.get("coupon", "")), worth=False)
        if coupon.form == "EAN-13":
            raise Malformed("coupon: its codes are too short to be somebody's own", field="coupon")
        if by == "file":
            call.grant.need("members:list")
        until = str(found.get("valid_until", ""))
        span_of(program, "", until)
        if until and until < today:
            raise NoSuchDay(field="valid_until")
        return kind, {"coupon": coupon.id, "by": by, "valid_until": until}
    if kind == EXPERIENCE:
        one = next((one for one in program.experiences if one.id == found.get("experience")), None)
        if one is None:
            raise UnknownExperience(experience=str(found.get("experience", ""))[:60])
        if today > one.reply_until:
            raise ReplyTooLate(last_day=one.reply_until)
        return kind, {"experience": one.id}
    if all(one.id != found.get("membership") for one in program.memberships):
        raise UnknownMembership(membership=str(found.get("membership", ""))[:60])
    until = str(found.get("until", ""))
    if until and (not is_day(until) or until < today):
        raise NoSuchDay(field="until")
    if not reason:
        raise ReasonMissing()
    return kind, {"membership": str(found["membership"]), "until": until, "reason": reason}


def _gesture(call: Call, found: Mapping[str, Any], reason: str) -> dict[str, Json]:
    plan = plan_of(call.live(call.at))
    branch = call.grant.branch_for(RIGHTS[GESTURE], str(found.get("branch", "")))
    call.grant.need(RIGHTS[GESTURE], branch)
    if branch not in plan.compiled.branches:
        raise UnknownBranch(branch=branch[:60])
    if not reason:
        raise ReasonMissing()
    kind = kind_of(plan, str(found.get("gesture", "")))
    if not kind.unit and not kind.reward:
        raise Malformed("gesture: a thing is given by hand, to one at a time", field="gesture")
    given = {"branch": branch} | ({"role": found["role"]} if found.get("role") else {})
    return {"gesture": kind.id, "branch": branch, "reason": reason, "role": role_of(call, given)}


async def planned(queries: NamedQueries, call: Call, segment: Segment, kind: str, data: Mapping[str, Any]) -> Plan:
    """What it would come to now. Counts, and writes nothing."""
    company, mailed = call.grant.company, is_mailed(kind, data)
    chosen = chosen_of(segment.filters, _date_of(call))
    standings = await queries.member_lists.standings(company, chosen, MAILED)
    left: dict[str, int] = {}
    count = reached = 0
    for standing, many in standings:
        if why := left_out(standing, mailed=mailed):
            left[why] = left.get(why, 0) + many
            continue
        count += many
        if (mailed or kind != CODES) and not left_out(standing, mailed=True):
            reached += many
    each, room, second = 0, 0, False
    refusal: ZegelError | None = NobodyInIt() if not count else None
    if count > MOST:
        refusal = Malformed(f"segment: at most {MOST} members at once", field="segment", limit=MOST)
    if kind == GESTURE:
        try:
            each, room, second = await _worth(queries, call, data, count)
        except ZegelError as refused:
            refusal = refusal or refused
        if refusal is None and each * count > room:
            refusal = BudgetUsedUp(what=str(data["gesture"]), left=room, needed=each * count)
    return Plan(kind, data, count, tuple(sorted(left.items())), reached, each, room, second, refusal)


async def _worth(queries: NamedQueries, call: Call, data: Mapping[str, Any], count: int) -> tuple[int, int, bool]:
    """What one costs, what is left for it, and whether a second person must agree."""
    plan = plan_of(call.live(call.at))
    found, kind = gestures_of(plan), kind_of(plan, data["gesture"])
    each = worth_of(plan, kind)
    on = local(call.live(call.at), data["branch"], call.at).business_date
    made = envelopes(found, data["branch"], on, (await queries.counters(call.grant.company)).left)
    room = left_for(kind, made)
    apart = left_because(OTHER, made)
    return each, room if apart is None else min(room, apart), needs_second(found, each, count, data["role"])


async def begin(
    register: Register, queries: NamedQueries, call: Call, segment: Segment, kind: str, data: Mapping[str, Any],
    random_bytes: Callable[[int], bytes],
) -> Handout:  # fmt: skip
    """Ask for it, or book it to be carried out. The same key again gives the first one again; refuses what `planned` says."""
    company = call.grant.company
    named = sha256(f"{call.grant.source}\0{call.key}".encode()).hexdigest()[:24]
    there = await queries.handouts.one(company, named)
    if there is None:
        plan = await planned(queries, call, segment, kind, data)
        if plan.refusal is not None:
            raise plan.refusal
        told: dict[str, Any] = {**data, "asks": int(plan.second), "each_minor": plan.each_minor, "after": "", "places": 0}
        seed = random_bytes(32) if kind == CODES else None
        if kind == CODES:
            told["batch"] = await _batch(queries, call, named, plan)
        there = Handout(
            named, segment.id, segment.name, kind, dict(segment.filters), told, GATHERING, plan.count, seed, call.grant.actor, "", call.at,
            call.at,
        )  # fmt: skip
        await _kept(register, company, there, _deed(call, "handout.begin", there, {"kind": kind, "count": plan.count}))
    elif (there.segment, there.kind) != (segment.id, kind) or any(there.data.get(name) != text for name, text in data.items()):
        raise KeyReused()
    return there


async def _batch(queries: NamedQueries, call: Call, named: str, plan: Plan) -> str:
    """The batch that the codes are counted under. It is whole from the start: nobody else may draw codes of it."""
    program = call.live(call.at).program
    coupon = coupon_of(program, plan.data["coupon"], worth=False)
    first, until = span_of(program, "", plan.data["valid_until"])
    batch = CodeBatch(
        f"groep-{named[:12]}", coupon.id, ISSUED, coupon.form, plan.count, 0, coupon.per_code, coupon.worth_minor, first, until, None,
        call.at,
    )  # fmt: skip
    await queries.codes.open_batch(call.grant.company, batch)
    return batch.id


async def decide(register: Register, queries: NamedQueries, call: Call, named: str, *, agree: bool, reason: str, role: str) -> Handout:
    """A second person agrees or does not. Who asked cannot; what was asked in another month lapsed with its envelope."""
    one = await found(queries, call.grant.company, named)
    if one.state != ASKED:
        raise NotAsked(state=one.state)
    branch = str(one.data["branch"])
    call.grant.need("gestures:approve", branch)
    if call.grant.actor == one.asked_by:
        raise SamePerson()
    if not reason.strip():
        raise ReasonMissing()
    if agree:
        plan = plan_of(call.live(call.at))
        here = local(call.live(call.at), branch, call.at)
        asked_on = local(call.live(call.at), branch, one.at).business_date
        if asked_on[:7] != here.business_date[:7]:
            raise GestureLapsed(on=asked_on)
        may_approve(gestures_of(plan), worth_of(plan, kind_of(plan, one.data["gesture"])), role)
        each, room, _ = await _worth(queries, call, {**one.data, "role": role}, one.asked)
        if each * one.asked > room:
            raise BudgetUsedUp(what=str(one.data["gesture"]), left=room, needed=each * one.asked)
    return await _moved(register, queries, call, one, GOING if agree else CANCELLED, "handout.decide", reason, role if agree else "")


async def cancel(register: Register, queries: NamedQueries, call: Call, named: str, reason: str) -> Handout:
    """Stop it: whoever waits gets nothing any more, and what was given stays given."""
    one = await found(queries, call.grant.company, named)
    call.grant.need(RIGHTS[one.kind], one.data.get("branch"))
    if one.state not in OPEN:
        return one
    if not reason.strip():
        raise ReasonMissing()
    return await _moved(register, queries, call, one, CANCELLED, "handout.cancel", reason)


async def finish(register: Register, queries: NamedQueries, call: Call, named: str) -> Handout:
    """Whoever asked for codes has them all: what they are drawn from is forgotten."""
    one = await found(queries, call.grant.company, named)
    call.grant.need(RIGHTS[one.kind])
    if one.state == READY:
        counts = await queries.handouts.counts(call.grant.company, named)
        if counts.get((WAITING, ""), 0):
            raise Malformed("handout: not every code was downloaded yet", field="handout")
        return await _moved(register, queries, call, one, DONE, "handout.finish", "")
    return one


async def found(queries: NamedQueries, company: CompanyId, named: str) -> Handout:
    """The handout of that id; refuses `unknown_handout`."""
    one = await queries.handouts.one(company, named)
    if one is None:
        raise UnknownHandout()
    return one


def is_mailed(kind: str, data: Mapping[str, Any]) -> bool:
    """Whether it comes by e-mail only.

    >>> is_mailed("codes", {"by": "file"}), is_mailed("experience", {})
    (False, True)
    """
    return kind == EXPERIENCE or (kind == CODES and data.get("by") == "mail")


def _date_of(call: Call) -> date:
    return date.fromisoformat(local(call.live(call.at), "", call.at).business_date)


def _deed(call: Call, what: str, one: Handout, after: dict[str, Json], reason: str = "") -> Deed:
    return Deed(call.grant.actor, what, f"handout:{one.id}", {}, {"segment": one.segment, **after}, reason, call.request_id)


async def _kept(register: Register, company: CompanyId, one: Handout, deed: Deed) -> None:
    async def work(_people: PeopleQueries) -> Change[None]:
        return Change((put_handout(company, one),), (deed,), None)

    await register.change(company, one.at, work)


async def _moved(
    register: Register, queries: NamedQueries, call: Call, one: Handout, to: str, what: str, reason: str, role: str = ""
) -> Handout:
    company = call.grant.company
    second = call.grant.actor if what == "handout.decide" else ""

    async def work(_people: PeopleQueries) -> Change[None]:
        now = await found(queries, company, one.id)
        if now.state != one.state:
            raise WrongState(state=now.state, to=to)
        deed = _deed(call, what, one, {"state": to}, reason)
        return Change((move_handout(company, now, to, call.at, decided_by=second, role=role),), (deed,), None)

    await register.change(company, call.at, work)
    return await found(queries, company, one.id)
