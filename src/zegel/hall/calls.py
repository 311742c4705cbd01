"""A request on its way in: who asks, with which key, when, about what; and the header that each of its commands carries."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any, Final

from zegel.access.codes import Codes
from zegel.access.identifiers import normalised
from zegel.access.principal import ANONYMOUS, Principal
from zegel.access.qr import Qr, is_rotating
from zegel.access.qr import read as read_code
from zegel.access.rights import EVERYWHERE, rank_of
from zegel.access.visits import Visit
from zegel.core.ids import PurseId, purse_of
from zegel.core.periods import MINUTE, Instant, LocalMoment, instant_text, local_moment
from zegel.core.purchase import Identifier
from zegel.core.refusals import HappenedInFuture, Malformed, NotAllowed, UnknownBranch, UnknownMember
from zegel.flows.commands import Header, Who
from zegel.flows.facts import Shelf
from zegel.hall.refusals import NoSuchDay
from zegel.program.compile import Compiled

AHEAD: Final = 10 * MINUTE
"""How far a till's clock may run ahead."""

_RFC3339 = re.compile(r"(\d{4}-\d\d-\d\d)[Tt ]((?:[01]\d|2[0-3]):[0-5]\d:(?:[0-5]\d|60))(\.\d{1,9})?([Zz]|[+-](?:[01]\d|2[0-3]):[0-5]\d)")
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND: Final = timedelta(milliseconds=1)

Found = dict[str, Any]


class Call:
    """One request after its key, its headers and its size were found in order."""

    __slots__ = (
        "at",
        "body",
        "codes",
        "credential",
        "grant",
        "in_office",
        "key",
        "new_id",
        "params",
        "qr",
        "query",
        "request_id",
        "scope",
        "seen",
        "shelf",
        "template",
        "typed",
        "visit",
    )

    def __init__(self, request_id: str, at: Instant, template: str) -> None:
        self.request_id, self.at, self.template = request_id, at, template
        self.grant: Principal = ANONYMOUS
        self.key = self.credential = self.scope = ""
        self.visit: Visit | None = None
        """What a browser showed, where no key was."""
        self.qr: Qr | None = None
        """What knows the changing codes of members' cards."""
        self.body = b""
        self.params: dict[str, str] = {}
        self.query = b""
        self.seen = 0
        """The revision that the sender saw of what it changes."""
        self.in_office = False
        """Whether who asks sits in the office: what they name no branch for is done at the first of theirs."""
        self.typed = False
        """Whether the body is a program as somebody typed it, in YAML."""
        self.new_id: Callable[[], PurseId]
        self.codes: Codes
        self.shelf: Shelf

    def live(self, happened_at: Instant) -> Compiled:
        """The program version live then; refuses `no_program`."""
        return self.shelf.live_at(happened_at)

    def body_hash(self, canonical: bytes) -> bytes:
        """What makes two requests the same: method and route, ids in the path, canonical body (reliability.md D2)."""
        params = self.params
        ids = "\n".join(f"{name}={params[name]}" for name in sorted(params)) if params else ""
        return sha256(f"{self.template}\n{ids}\n".encode() + canonical).digest()


def instant_of(text: str, field: str = "happened_at") -> Instant:
    """The instant that an RFC 3339 text with an offset names; a time without one is refused: nobody knows when that was."""
    found = _RFC3339.fullmatch(text)
    if found is None:
        raise Malformed(f"{field}: RFC 3339 with an offset is asked for, as 2026-03-03T10:15:00+01:00", field=field)
    day, time, fraction, offset = found.groups()
    zone = "+00:00" if offset in "Zz" else offset
    try:
        moment = datetime.fromisoformat(f"{day}T{time}.{(fraction or '.0')[1:4]:0<3}000{zone}")
        return Instant((moment - _EPOCH) // _MILLISECOND)
    except (ValueError, OverflowError):
        raise NoSuchDay(field=field) from None


def happened(call: Call, found: Found) -> Instant:
    """When the till says it happened; refuses `happened_in_future`."""
    text = found.get("happened_at")
    if text is None:
        return call.at
    moment = instant_of(text)
    if moment > call.at + AHEAD:
        raise HappenedInFuture(received_at=instant_text(call.at))
    return min(moment, call.at)


def branch_of(call: Call, found: Found) -> str:
    """The branch it is about, "" for none; whoever is bound to branches speaks for no other."""
    return call.grant.branch_for(call.scope, found.get("branch", "") or _first_of_several(call))


def _first_of_several(call: Call) -> str:
    """Where somebody of several branches does in the office what is about none of them: a note, a case; "" for everybody else."""
    where = call.grant.rights.branches(call.scope)
    if not call.in_office or EVERYWHERE in where or len(where) < 2:
        return ""
    return next((one.id for one in call.live(call.at).program.branches if one.id in where), min(where))


def actor_of(call: Call, found: Found) -> str:
    """Who did it: whoever is signed in, and nobody else; an integration may name somebody."""
    named: str = found.get("actor", "")
    if not call.grant.is_person:
        return named or call.grant.actor
    if named:
        raise Malformed("actor: it is whoever is signed in", field="actor")
    return call.grant.actor


def role_of(call: Call, found: Found) -> str:
    """What the actor is to the program's gestures, "" for the humblest: of whoever is signed in their own role, as the program calls it."""
    gestures = call.live(call.at).program.gestures
    return _role_among(call, found, () if gestures is None else tuple([name for name, _ in gestures.roles]))


def goodwill_role_of(call: Call, found: Found) -> str:
    """The same to the program's goodwill."""
    return _role_among(call, found, tuple([name for name, _ in call.live(call.at).program.care.alone]))


def _role_among(call: Call, found: Found, known: tuple[str, ...]) -> str:
    """What was named; of whoever is signed in their own, of the roles that are `known`."""
    named: str = found.get("role", "")
    if not call.grant.is_person:
        return named
    own = _role_here(call, found, known)
    if named not in ("", own):
        raise Malformed("role: it is that of whoever is signed in", field="role")
    return own


def correcting_role_of(call: Call, found: Found) -> str:
    """The same to the program's corrections by hand: of whoever is signed in their own role, nothing where the program knows it not."""
    if not call.grant.is_person:
        return str(found.get("role", ""))
    known = [name for one in call.live(call.at).program.corrections for name, _ in one.roles]
    if not known:
        return ""
    own = _rank(call, found)
    highest = call.live(call.at).program.corrections[0].roles[-1][0]
    return next((name for name in (own, own.removeprefix("branch ")) if name in known), highest if own == "owner" else "")


def _rank(call: Call, found: Found) -> str:
    """What whoever is signed in is at the branch that it is about: somebody may be one thing here and another there."""
    grant = call.grant
    if grant.kind != "staff" or not grant.roles:
        return grant.role
    try:
        return rank_of(grant.roles, branch_of(call, found))
    except NotAllowed:  # which the header says as well
        return grant.role


def _role_here(call: Call, found: Found, known: tuple[str, ...]) -> str:
    role = _rank(call, found)
    if role == "owner" and known and role not in known:
        return known[-1]
    return next((name for name in (role, role.removeprefix("branch ")) if name in known), "")


def till_of(call: Call, found: Found) -> str:
    """The till it happened at; an enrolled one speaks for itself only."""
    named: str = found.get("till", "")
    own = call.grant.till
    if own and named not in ("", own):
        raise NotAllowed(till=own)
    return own or named


def local(compiled: Compiled, branch: str, moment: Instant) -> LocalMoment:
    """`moment` on the wall of `branch` (of the company's zone without one); refuses `unknown_branch`."""
    if not branch:
        return local_moment(moment, compiled.program.company_zone)
    known = compiled.branches.get(branch)
    if known is None:
        raise UnknownBranch(branch=branch[:60])
    return local_moment(moment, known.zone, known.day_starts)


def header_of(call: Call, found: Found, canonical: bytes) -> Header:
    """The header of a command that is not a purchase: it happens when it comes in, unless the body says when."""
    moment = happened(call, found)
    branch = branch_of(call, found)
    here = local(call.live(moment), branch, moment)
    return Header(
        call.grant.company, call.grant.source, call.key, call.body_hash(canonical), call.at, moment, here.business_date, here.weekday,
        here.minute, actor_of(call, found), branch, till_of(call, found),
    )  # fmt: skip


def identifier_of(call: Call, found: Found) -> Identifier:
    """An identifier of the body in its normal form."""
    return normalised(found["kind"], found["value"], call.live(call.at).program.country)


def purse_of_code(call: Call, found: Found) -> PurseId | None:
    """Whose changing code the body shows, None for a static one; it identifies. To spend it is scanned (access.qr)."""
    if found["kind"] != "qr" or not is_rotating(found["value"]) or call.qr is None:
        return None
    return read_code(found["value"], call.qr.public, call.grant.company, call.at).purse


def who_of(call: Call, found: Found) -> Who | None:
    """The member that the body means by `member` or `identifier`, None where it names nobody."""
    member = found.get("member")
    shown = found.get("identifier")
    if member is not None:
        if shown is not None:
            raise Malformed("member, identifier: give one of the two", field="identifier")
        return member_of(member)
    return None if shown is None else purse_of_code(call, shown) or identifier_of(call, shown)


def someone(call: Call, found: Found) -> Who:
    """The same where there must be one."""
    who = who_of(call, found)
    if who is None:
        raise Malformed("member, identifier: one of the two is needed", field="member")
    return who


def member_of(text: str) -> PurseId:
    """The member that a UUID names; anything else names nobody."""
    purse = purse_of(text)
    if purse is None:
        raise UnknownMember()
    return purse
