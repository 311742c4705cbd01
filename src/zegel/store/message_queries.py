"""Messages on their way out: which are to be sent now, who claims one, and what became of it.

A message is claimed before it is sent, so of several workers one sends it. A crash between sending and marking leaves it claimed; when
the claim lapses it is sent again under the same Message-ID. Once it is marked it is never sent again.
"""

from collections.abc import Sequence
from json import loads
from typing import Final

from zegel.core.canonical import Json, document_bytes
from zegel.core.ids import CompanyId, PurseId
from zegel.core.periods import Instant
from zegel.core.value import value
from zegel.store.lookups import Row
from zegel.store.runner import Runner
from zegel.store.statements import Step

OPEN: Final = "sent_at IS NULL AND failed_at IS NULL"
_COLUMNS: Final = "id, kind, address, language, data, sealed, at, until, sent_at, purse, tries, failed_at, why"


@value
class Outgoing:
    """A message: `kind` names the text, `data` fills it in, `sealed` is what only the sender may read (a code).

    It goes to `address`, or where that is "" to the address that `purse` has when it is sent. It was tried `tries` times; `failed_at`
    is when it was given up, and `why` says what went wrong last.
    """

    id: str
    kind: str
    address: str
    language: str
    data: dict[str, Json]
    sealed: bytes | None
    at: Instant
    until: Instant
    sent_at: Instant | None
    purse: PurseId | None
    tries: int
    failed_at: Instant | None
    why: str


@value
class Reader:
    """Whom a purse's messages are for: the name, the language ("" unknown) and the consents that stand, as `news by email`."""

    purse: PurseId
    name: str
    language: str
    address: str
    consents: frozenset[str]
    complains: bool = False
    """Whether a complaint of theirs is not closed: until it is they are sent no marketing."""


@value
class Post:
    """How a company's mail is doing: how many messages wait and since when the oldest does, and how many were given up."""

    waiting: int
    oldest: Instant | None
    failed: int


class MessageQueries:
    """The part of store.queries that knows messages."""

    def __init__(self, runner: Runner) -> None:
        self._read = runner.read

    async def due(self, company: CompanyId, at: Instant, limit: int) -> list[Outgoing]:
        """What is to be sent at `at` and not claimed, what lapses soonest first: a sign-in code does not wait behind a thousand notices."""
        sql = (
            f"SELECT {_COLUMNS} FROM message_intent WHERE company = $1 AND {OPEN} AND until > $2 AND COALESCE(next_at, 0) <= $2"
            " ORDER BY until, at, id LIMIT $3"
        )
        return [_outgoing(row) for row in await self._read(company, sql, (company, at, limit))]

    async def newest(self, company: CompanyId, limit: int) -> list[Outgoing]:
        """The newest messages, whatever became of them."""
        sql = f"SELECT {_COLUMNS} FROM message_intent WHERE company = $1 ORDER BY at DESC, id LIMIT $2"
        return [_outgoing(row) for row in await self._read(company, sql, (company, limit))]

    async def post(self, company: CompanyId) -> Post:
        """How the mail is doing."""
        sql = (
            f"SELECT (SELECT COUNT(*) FROM message_intent WHERE company = $1 AND {OPEN}),"
            f" (SELECT MIN(at) FROM message_intent WHERE company = $1 AND {OPEN}),"
            " (SELECT COUNT(*) FROM message_intent WHERE company = $1 AND sent_at IS NULL AND failed_at IS NOT NULL)"
        )
        return Post(*(await self._read(company, sql, (company,)))[0])

    async def expiring(self, company: CompanyId, at: Instant, until: Instant) -> list[tuple[PurseId, str, Instant, int]]:
        """(purse, unit, instant, how many) of what lapses after `at` and up to `until`, of purses that have an e-mail address."""
        sql = (
            "SELECT p.id, l.unit, l.expires_at, SUM(l.available) FROM purse p"
            " JOIN lot l ON l.purse = p.id AND l.company = p.company AND l.available > 0 AND l.expires_at > $2 AND l.expires_at <= $3"
            " WHERE p.company = $1 AND p.next_due <= $3 AND EXISTS"
            " (SELECT 1 FROM identifier i WHERE i.purse = p.id AND i.company = p.company AND i.kind = 'email')"
            " GROUP BY p.id, l.unit, l.expires_at ORDER BY p.id, l.unit, l.expires_at"
        )
        return [(PurseId(row[0]), row[1], row[2], int(row[3])) for row in await self._read(company, sql, (company, at, until))]

    async def memberships_ending(self, company: CompanyId, at: Instant, until: Instant) -> list[tuple[PurseId, str, Instant, bool]]:
        """(purse, unit, end of the last term, whether somebody ended it) of memberships of which that is after `at` and up to `until`."""
        sql = (
            "SELECT p.id, l.unit, MAX(l.expires_at), CASE WHEN EXISTS (SELECT 1 FROM lot e WHERE e.purse = p.id AND e.company = p.company"
            " AND e.unit = l.unit || ':ends' AND e.available > 0) THEN 1 ELSE 0 END FROM purse p"
            " JOIN lot l ON l.purse = p.id AND l.company = p.company AND l.available + l.pending > 0 AND l.unit LIKE 'membership:%'"
            " WHERE p.company = $1 AND p.next_due <= $3 AND EXISTS"
            " (SELECT 1 FROM identifier i WHERE i.purse = p.id AND i.company = p.company AND i.kind = 'email')"
            " GROUP BY p.id, p.company, l.unit HAVING MAX(l.expires_at) > $2 AND MAX(l.expires_at) <= $3 ORDER BY p.id, l.unit"
        )
        rows = await self._read(company, sql, (company, at, until))
        return [(PurseId(row[0]), row[1], row[2], bool(row[3])) for row in rows]

    async def trials_running(self, company: CompanyId) -> list[tuple[PurseId, str]]:
        """(purse, dossier) of each trial that runs, of purses that have an e-mail address."""
        sql = (
            "SELECT d.purse, d.data FROM dossier d WHERE d.company = $1 AND d.kind = 'trial' AND d.state = 'running' AND EXISTS"
            " (SELECT 1 FROM identifier i WHERE i.purse = d.purse AND i.company = d.company AND i.kind = 'email') ORDER BY d.purse, d.id"
        )
        return [(PurseId(row[0]), row[1]) for row in await self._read(company, sql, (company,))]

    async def tiers_reviewed(self, company: CompanyId, at: Instant, until: Instant) -> list[PurseId]:
        """Purses with an e-mail address whose tier is looked at after `at` and up to `until`."""
        sql = (
            "SELECT p.id FROM purse p WHERE p.company = $1 AND p.tier <> '' AND p.tier_review_at > $2 AND p.tier_review_at <= $3"
            " AND p.alias_of IS NULL AND EXISTS"
            " (SELECT 1 FROM identifier i WHERE i.purse = p.id AND i.company = p.company AND i.kind = 'email') ORDER BY p.id"
        )
        return [PurseId(row[0]) for row in await self._read(company, sql, (company, at, until))]

    async def readers_today(self, company: CompanyId, purses: Sequence[PurseId]) -> dict[PurseId, Reader]:
        """The same by each of `purses` as the member that it is today: of a card that became part of another one whoever has that."""
        now = await self._today(company, purses)
        found = await self.readers(company, sorted(set(now.values())))
        return {one: found[now[one]] for one in purses if now.get(one) in found}

    async def _today(self, company: CompanyId, purses: Sequence[PurseId]) -> dict[PurseId, PurseId]:
        """Which purse took each of `purses` over at last; itself where none did."""
        if not purses:
            return {}
        among = ", ".join(f"${n + 2}" for n in range(len(purses)))
        sql = (
            "WITH RECURSIVE today AS (SELECT id AS asked, id, alias_of FROM purse"
            f" WHERE company = $1 AND id IN ({among}) UNION SELECT t.asked, p.id, p.alias_of FROM today t CROSS JOIN purse p"
            " WHERE p.id = t.alias_of AND p.company = $1) SELECT asked, id FROM today WHERE alias_of IS NULL"
        )
        return {PurseId(row[0]): PurseId(row[1]) for row in await self._read(company, sql, (company, *purses))}

    async def readers(self, company: CompanyId, purses: Sequence[PurseId]) -> dict[PurseId, Reader]:
        """Those of `purses` that have an e-mail address (of several the one that they had first), with whom a message speaks to."""
        if not purses:
            return {}
        among = ", ".join(f"${n + 2}" for n in range(len(purses)))
        given = (company, *purses)
        sql = (
            "SELECT i.purse, i.value, COALESCE(m.name, ''), COALESCE(m.language, '') FROM identifier i"
            " LEFT JOIN member m ON m.purse = i.purse AND m.company = i.company"
            f" WHERE i.company = $1 AND i.kind = 'email' AND i.purse IN ({among}) ORDER BY i.purse, i.at DESC, i.value DESC"
        )
        found = await self._read(company, sql, given)
        sql = f"SELECT purse, id FROM dossier WHERE company = $1 AND kind = 'consent' AND state = 'given' AND purse IN ({among})"
        consents: dict[bytes, set[str]] = {}
        for purse, name in await self._read(company, sql, given):
            consents.setdefault(bytes(purse), set()).add(name)
        sql = f"SELECT DISTINCT purse FROM dossier WHERE company = $1 AND kind = 'service' AND state <> 'closed' AND purse IN ({among})"
        complaining = {bytes(row[0]) for row in await self._read(company, sql, given)}
        return {
            PurseId(row[0]): Reader(
                PurseId(row[0]), row[2], row[3], row[1], frozenset(consents.get(bytes(row[0]), ())), bytes(row[0]) in complaining
            )
            for row in found
        }  # fmt: skip


def add_once(company: CompanyId, one: Outgoing) -> Step:
    """Something is to be said, unless it was said before under the same id."""
    row = (
        company, one.id, one.kind, one.address, one.language, document_bytes(one.data).decode("utf-8"), one.sealed, one.at, one.until,
        one.purse,
    )  # fmt: skip
    sql = (
        "INSERT INTO message_intent (company, id, kind, address, language, data, sealed, at, until, purse)"
        " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT (company, id) DO NOTHING"
    )
    return sql, [row]


def claim(company: CompanyId, message: str, at: Instant, until: Instant) -> Step:
    """It is this worker's to send, until `until`; no row where another one has it or it is done."""
    sql = (
        "UPDATE message_intent SET tries = COALESCE(tries, 0) + 1, next_at = $4"
        f" WHERE company = $1 AND id = $2 AND {OPEN} AND COALESCE(next_at, 0) <= $3"
    )
    return sql, [(company, message, at, until)]


def was_sent(company: CompanyId, message: str, at: Instant) -> Step:
    """It was sent. What was sealed is forgotten."""
    return f"UPDATE message_intent SET sent_at = $3, sealed = NULL WHERE company = $1 AND id = $2 AND {OPEN}", [(company, message, at)]


def try_again(company: CompanyId, message: str, at: Instant, why: str) -> Step:
    """It did not go out; the next try is at `at`."""
    return f"UPDATE message_intent SET next_at = $3, why = $4 WHERE company = $1 AND id = $2 AND {OPEN}", [(company, message, at, why)]


def give_up(company: CompanyId, message: str, at: Instant, why: str) -> Step:
    """It will never go out, and why. What was sealed is forgotten."""
    sql = f"UPDATE message_intent SET failed_at = $3, why = $4, sealed = NULL WHERE company = $1 AND id = $2 AND {OPEN}"
    return sql, [(company, message, at, why)]


def too_late(company: CompanyId, at: Instant) -> Step:
    """Whatever lapsed before it could be sent is given up."""
    sql = f"UPDATE message_intent SET failed_at = $2, why = 'too late', sealed = NULL WHERE company = $1 AND {OPEN} AND until <= $2"
    return sql, [(company, at)]


def _outgoing(row: Row) -> Outgoing:
    purse = None if row[9] is None else PurseId(row[9])
    sealed, at, until, sent_at = row[5:9]
    return Outgoing(
        row[0], row[1], row[2], row[3], loads(row[4]), sealed, at, until, sent_at, purse, row[10] or 0, row[11], row[12] or ""
    )  # fmt: skip
