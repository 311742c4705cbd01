"""Sessions: kept on the server, found by a cookie, over when idle, when old, when signed out, and when roles or passwords change.

Nothing is remembered between requests: whoever is switched off, or given another role, is that at the next request.
"""

from typing import Final, Literal

from zegel.access.principal import ANONYMOUS, Principal
from zegel.access.refusals import StepUpNeeded
from zegel.access.rights import NONE, at_till, rank_of, rights_of
from zegel.access.secrets import RandomBytes, drawn, fits, parted
from zegel.access.visits import Visit
from zegel.core.ids import CompanyId, purse_of
from zegel.core.periods import HOUR, MINUTE, Instant
from zegel.core.refusals import NotSignedIn
from zegel.core.value import value
from zegel.desk.register import Register
from zegel.ledger.purse import GONE
from zegel.store.people_queries import add_session, end_session, end_sessions, session_proved, session_seen, step_up
from zegel.store.people_records import ACTIVE, TillDevice, WebSession

Who = Literal["staff", "till", "member"]

DAY: Final = 24 * HOUR
NOTED_EVERY: Final = MINUTE
WEAK: Final = "password"
"""The method of a session that one proof began."""
LENT: Final = "till"
"""The method of a member's session that began with the code on a till's screen: whoever saw the screen could have scanned it, too."""
STEPPED_UP_FOR: Final = 10 * MINUTE
"""How long a second proof counts."""


@value
class Lasts:
    """How long a session lasts unused, and at most."""

    idle: int
    whole: int


LASTS: Final[dict[str, Lasts]] = {
    "staff": Lasts(HOUR, 12 * HOUR), "till": Lasts(20 * MINUTE, 14 * HOUR), "member": Lasts(30 * DAY, 180 * DAY),
}  # fmt: skip


@value
class Begun:
    """A session that began: `cookie` is shown to the browser now and never again."""

    cookie: str
    session: WebSession


def subject_of(kind: str, found: str) -> str:
    """How sessions and credentials name somebody: `staff:<id>` also at a till, `member:<uuid>`."""
    return f"{'member' if kind == 'member' else 'staff'}:{found}"


class Sessions:
    """The sessions of all companies."""

    def __init__(self, register: Register, random_bytes: RandomBytes) -> None:
        self._register, self._random = register, random_bytes

    async def begin(
        self,
        kind: Who,
        company: CompanyId,
        who: str,
        at: Instant,
        *,
        method: str,
        instead_of: str = "",
        device: TillDevice | None = None,
        label: str = "",
        stepped_up: bool = False,
    ) -> Begun:
        """Somebody proved who they are. A session of before (`instead_of`, its cookie) is over: nobody keeps an id that was known earlier.

        `stepped_up`: the proof was strong enough for what asks for a second one.
        """
        secret, lasts = drawn(self._random), LASTS[kind]
        branch, till, named = ("", "", "") if device is None else (device.branch, device.till, device.id)
        session = WebSession(
            secret.id, company, kind, subject_of(kind, who), named, branch, till, method, label[:80], secret.hash, self._random(32), at, at,
            Instant(at + lasts.idle), Instant(at + lasts.whole), Instant(at + STEPPED_UP_FOR if stepped_up else 0), None,
        )  # fmt: skip
        steps = [add_session(session)]
        if kind == "member" and method != LENT:  # whoever proves that the card is theirs is its only owner from now on
            steps.append(end_sessions(company, at, subject=session.subject, method=LENT))
        before = await self.found(instead_of, at) if instead_of else None
        if before is not None:
            steps.append(end_session(before.company, before.id, at))
        await self._register.write(company, *steps)
        return Begun(secret.text, session)

    async def found(self, cookie: str, at: Instant) -> WebSession | None:
        """The session that a cookie names, None where it is none, another's or over."""
        named, secret = parted(cookie)
        session = await self._register.people.session(named) if named else None
        if session is None or not fits(secret, session.secret_hash):
            return None
        over = session.ended_at is not None or session.idle_until <= at or session.expires_at <= at
        return None if over else session

    async def proved(self, principal: Principal) -> None:
        """The member who is signed in showed an address to be theirs: their session counts like one that a code began."""
        if principal.session is not None:
            await self._register.write(principal.company, session_proved(principal.company, principal.session.id, LENT, "code"))

    async def principal(self, visit: Visit, at: Instant) -> Principal:
        """Who asks with these cookies; refuses `not_signed_in` where nobody does."""
        found = await self.asker(visit, at)
        if found.session is None:
            raise NotSignedIn()
        return found

    async def asker(self, visit: Visit, at: Instant) -> Principal:
        """The same, ANONYMOUS where nobody is signed in: for pages that show something to everybody."""
        session = await self.found(visit.session, at) if visit.session else None
        if session is None:
            return ANONYMOUS
        principal = await (self._member(session) if session.kind == "member" else self._staff(session))
        if principal.session is not None:
            await self._noted(session, at)
        return principal

    async def _noted(self, session: WebSession, at: Instant) -> None:
        """It was used, said a minute apart at least."""
        if at - session.seen_at >= NOTED_EVERY:
            await self._register.write(
                session.company, session_seen(session.company, session.id, at, Instant(at + LASTS[session.kind].idle))
            )

    async def _staff(self, session: WebSession) -> Principal:
        people, company = self._register.people, session.company
        found = session.subject.removeprefix("staff:")
        one = await people.staff(company, found)
        if one is None or one.state != ACTIVE:
            return ANONYMOUS
        roles = await people.roles(company, found)
        if session.kind == "staff":
            # A password alone opens nothing but making a second proof.
            rights = NONE if session.method == WEAK else rights_of(roles)
            where = {role.branch for role in roles}
            branch = where.pop() if len(where) == 1 else ""
            return Principal(
                "staff", company, found, one.name, one.language, f"staff:{found}", rights, rights.all, branch, "", roles,
                rank_of(roles, branch), one.purse, session,
            )  # fmt: skip
        device = await people.device(session.device)
        if device is None or device.state != ACTIVE or device.company != company:
            return ANONYMOUS
        rights = at_till(roles, device.branch)
        return Principal(
            "till", company, found, one.name, one.language, f"till:{device.id}", rights, rights.all, device.branch, device.till, roles,
            rank_of(roles, device.branch), one.purse, session,
        )  # fmt: skip

    async def _member(self, session: WebSession) -> Principal:
        company, found = session.company, session.subject.removeprefix("member:")
        purse = purse_of(found)
        row = None if purse is None else await self._register.store.queries.purse(company, purse)
        if purse is None or row is None or row.blocked & GONE or row.alias_of is not None:
            return ANONYMOUS
        profile = await self._register.store.queries.profile_of(company, purse)
        name, language = ("", "") if profile is None else (profile.profile.name, profile.profile.language)
        return Principal(
            "member", company, found, name, language, f"member:{found}", NONE, frozenset(), "", "", purse=purse, session=session
        )  # fmt: skip

    async def end(self, principal: Principal, at: Instant) -> None:
        """Sign out."""
        if principal.session is not None:
            await self._register.write(principal.company, end_session(principal.company, principal.session.id, at))

    async def end_all(self, company: CompanyId, subject: str, at: Instant, but: str = "") -> None:
        """Every session of somebody is over, but the one named."""
        await self._register.write(company, end_sessions(company, at, subject=subject, but=but))

    async def stepped_up(self, principal: Principal, at: Instant) -> None:
        """A second proof was given in this session."""
        assert principal.session is not None
        await self._register.write(principal.company, step_up(principal.company, principal.session.id, Instant(at + STEPPED_UP_FOR)))


def need_step_up(principal: Principal, at: Instant) -> None:
    """Refuse `step_up_needed` where somebody is signed in and gave no second proof lately. A key has no second proof."""
    if principal.is_person and (principal.session is None or principal.session.stepped_up_until <= at):
        raise StepUpNeeded()
