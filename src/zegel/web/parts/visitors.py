"""Who is at a page: a value of who asks, and the gate that knows them by their cookies. The sessions are kept by `access`."""

from hashlib import sha256
from typing import Final, Protocol

from zegel.access.principal import Principal
from zegel.access.rights import Rights
from zegel.core.ids import CompanyId
from zegel.core.periods import Instant
from zegel.core.value import value

OPEN: Final = ""
"""The right of a route that needs nobody."""


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

    def grant(self) -> Principal:
        """The same for commands."""
        return Principal(
            "till" if self.till else "staff", self.company, self.actor.removeprefix("staff:"), self.name, self.language, self.source,
            Rights(((self.branch, self.rights),), self.rights), self.rights, self.branch, self.till, role=self.role,
        )  # fmt: skip


class Gate(Protocol):
    """Who knows visitors by their cookies."""

    async def visitor(self, face: str, cookies: dict[str, str], at: Instant) -> Visitor | None:
        """Who is at `face` (`till`, `card`, `office`), None where nobody is signed in there."""
        ...


def token_of(secret: str) -> str:
    """What forms of this visitor carry: whoever does not have the cookie cannot make it, and the cookie cannot be told from it."""
    return sha256(f"zegel form {secret}".encode()).hexdigest()[:40]
