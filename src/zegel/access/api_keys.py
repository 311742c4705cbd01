"""API keys made and ended by people: with no more than they may do themselves, a second proof, and a line in the audit log."""

from collections.abc import Callable, Iterable
from typing import Final

from zegel.access.keys import NewKey, make_key
from zegel.access.scopes import SCOPES, spread
from zegel.access.sessions import need_step_up
from zegel.access.staff import Done
from zegel.core.canonical import Json
from zegel.core.ids import CompanyId
from zegel.core.periods import HOUR, NEVER, Instant
from zegel.core.refusals import Malformed, NotAllowed
from zegel.core.value import value
from zegel.desk.register import Change, Register
from zegel.store.key_steps import adding, revoking
from zegel.store.people_queries import PeopleQueries
from zegel.store.records import ApiKey

MADE: Final = "key.make"
DAY: Final = 24 * HOUR
MOST_DAYS: Final = 36_500
MOST_LINES: Final = 10_000


@value
class Known:
    """A key without its secret, and who made it ("" where no line of the audit log says so)."""

    row: ApiKey
    made_by: str

    def is_good(self, at: Instant) -> bool:
        """Whether it opens anything at `at`."""
        return self.row.revoked_at is None and self.row.expires_at > at


class ApiKeys:
    """The keys of all companies, for whoever may see or make them."""

    def __init__(self, register: Register, random_bytes: Callable[[int], bytes]) -> None:
        self._register, self._random = register, random_bytes

    async def of(self, company: CompanyId) -> list[Known]:
        """Every key, the newest first."""
        lines = await self._register.people.audit_lines(company, 0, MOST_LINES, what=MADE)
        makers = {line.deed.object: line.deed.actor for line in lines}
        return [Known(row, makers.get(f"key:{row.id}", "")) for row in reversed(await self._register.store.queries.keys(company))]

    async def make(self, done: Done, company: CompanyId, source: str, scopes: Iterable[str], branch: str, days: int) -> NewKey:
        """A new key; refuses without a second proof given lately, and scopes that whoever asks does not have at that branch."""
        need_step_up(done.by, done.at)
        wanted = frozenset(scopes)
        if not source.strip() or len(source) > 60 or not wanted or not 0 <= days <= MOST_DAYS:
            raise Malformed("source, scopes, days: a key is for somebody, may do something, and lasts 0 to 36,500 days", field="source")
        until = Instant(done.at + days * DAY) if days else NEVER
        made = make_key(
            self._random, company=company, source=source.strip(), scopes=wanted, at=done.at, branch=branch, expires_at=until
        )  # fmt: skip
        for scope in sorted(spread(wanted) & SCOPES.keys()):
            if done.by.is_person and not done.by.may(scope, branch):
                raise NotAllowed(scope=scope)
        told: dict[str, Json] = {"source": made.row.source, "scopes": list(made.row.scopes), "branch": branch, "days": days}

        async def work(_people: PeopleQueries) -> Change[NewKey]:
            return Change((adding(made.row),), (done.deed(MADE, f"key:{made.row.id}", None, told),), made)

        return await self._register.change(company, done.at, work)

    async def revoke(self, done: Done, company: CompanyId, key: str) -> bool:
        """End a key now; False where there is none that could be ended. Refuses without a second proof given lately."""
        need_step_up(done.by, done.at)
        row = await self._register.store.queries.find_key(key)
        if row is None or row.company != company or row.revoked_at is not None:
            return False

        async def work(_people: PeopleQueries) -> Change[None]:
            deed = done.deed("key.revoke", f"key:{key}", {"source": row.source})
            return Change((revoking(company, key, done.at),), (deed,), None)

        await self._register.change(company, done.at, work)
        return True
