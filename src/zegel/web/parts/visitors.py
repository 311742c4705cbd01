"""Who is at a page: a value of who asks, and the gate that knows them by their cookies. The sessions are kept by `access`."""

from collections.abc import Mapping
from hashlib import sha256
from typing import Final, Protocol

from zegel.access.people import People
from zegel.access.principal import Principal
from zegel.access.rights import Rights
from zegel.access.visits import DEVICE, HOST, SESSION, Visit
from zegel.core.ids import CompanyId
from zegel.core.periods import Instant
from zegel.core.value import value

OPEN: Final = ""
"""The right of a route that needs nobody."""
OWN: Final = "own card"
"""The right of a route that a member has for their own card, and nobody else for any."""


@value
class Visitor:
    """Somebody who is signed in. `rights` are scopes of `access.scopes`; `branch` "" is every branch; `secret` is the cookie's own text.

    `actor` is who the books name; `source` is whose keys and receipt numbers count together (a till's own, an office's).
    """

    company: CompanyId
    actor: str
    name: str
    rights: frozenset[str]
    source: str
    secret: str
    branch: str = ""
    till: str = ""
    role: str = ""
    language: str = ""
    kind: str = "staff"

    principal: Principal | None = None
    """Who access says that it is; made of the rest where nobody was asked."""

    def may(self, right: str) -> bool:
        """Whether they have the right that a route asks for."""
        return self.kind == "member" if right == OWN else right in self.rights

    def grant(self) -> Principal:
        """The same for commands."""
        return self.principal or Principal(
            "till" if self.till else "staff", self.company, self.actor.removeprefix("staff:"), self.name, self.language, self.source,
            Rights(((self.branch, self.rights),), self.rights), self.rights, self.branch, self.till, role=self.role,
        )  # fmt: skip


class Gate(Protocol):
    """Who knows visitors by their cookies."""

    async def visitor(self, face: str, cookies: dict[str, str], at: Instant) -> Visitor | None:
        """Who is at `face` (`till`, `card`, `office`), None where nobody is signed in there."""
        ...


COOKIES: Final = {"till": f"{SESSION}-kassa", "card": f"{SESSION}-pas", "office": SESSION}
"""Which cookie holds the session of each face: who owns a shop may be at its till, and have its card, in one browser."""
KINDS: Final = {"till": "till", "card": "member", "office": "staff"}
"""Which sessions a face takes: a PIN at a till opens no office."""


class Sessions:
    """The gate of a served house: the sessions that access keeps."""

    def __init__(self, people: People) -> None:
        self._people = people

    async def visitor(self, face: str, cookies: dict[str, str], at: Instant) -> Visitor | None:
        """Who the session's cookie says, if it is a session of this face."""
        if face not in KINDS or not visit_of(cookies, face).session:
            return None
        found = await self._people.sessions.asker(visit_of(cookies, face), at)
        return None if found.kind != KINDS[face] else visitor_of(found)


def visitor_of(found: Principal) -> Visitor | None:
    """A principal who signed in, as a page has one."""
    if found.session is None:
        return None
    return Visitor(
        found.company, found.actor, found.name, found.scopes, found.source, found.session.csrf.hex(), found.branch, found.till, found.role,
        found.language, found.kind, found,
    )  # fmt: skip


def visit_of(cookies: Mapping[str, str], face: str) -> Visit:
    """What a browser shows at `face`, for access to look at. Where a form comes from is looked at by the door of pages itself."""
    session, device = (cookies.get(f"{HOST}{name}") or cookies.get(name, "") for name in (COOKIES[face], DEVICE))
    return Visit(session, device, "", writes=False, foreign=False)


def token_of(secret: str) -> str:
    """What forms of this visitor carry: whoever does not have the cookie cannot make it, and the cookie cannot be told from it."""
    return sha256(f"zegel form {secret}".encode()).hexdigest()[:40]
