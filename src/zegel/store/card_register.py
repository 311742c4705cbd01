"""The register of gift cards that were printed beforehand: batches, and what became of each card.

Where a sold card stands is read off its purse as it is now; nothing of that is kept here.
"""

from collections.abc import Collection, Sequence
from typing import Final

from zegel.core.ids import CompanyId, PurseId
from zegel.core.periods import Instant
from zegel.core.value import value
from zegel.flows.card_facts import BLOCKED, LOST, MADE, SENT, SOLD, THERE
from zegel.store.runner import Runner
from zegel.store.statements import Step

MAKING: Final = "making"
WHOLE: Final = "whole"
"""States of a batch: not every code of it was handed out yet, or its seed is forgotten."""

ACTIVE: Final = "active"
USED: Final = "used"
EXPIRED: Final = "expired"
REPLACED: Final = "replaced"
STANDS: Final = (MADE, SENT, THERE, ACTIVE, USED, EXPIRED, REPLACED, BLOCKED, LOST)
"""How a card can stand: three places before it is sold, four ways after, two in which it is not to be sold."""

LONGEST_NUMBER: Final = 9
"""Digits of a word that may be a card's number."""
_BATCH: Final = "id, state, asked, made, value_minor, seed, at"
_LEFT: Final = (
    "(SELECT COALESCE(SUM(l.reserved + CASE WHEN l.expires_at > $2 THEN l.available ELSE 0 END), 0)"
    " FROM lot l WHERE l.purse = c.purse AND l.company = c.company)"
)
_LAPSED: Final = (
    "(SELECT COALESCE(SUM(l.expired + CASE WHEN l.expires_at > $2 THEN 0 ELSE l.available END), 0)"
    " FROM lot l WHERE l.purse = c.purse AND l.company = c.company)"
)
_CARDS: Final = (
    f"SELECT c.batch, c.n, c.tail, c.branch, c.value_minor, c.at, c.purse,"
    f" CASE WHEN c.state <> '{SOLD}' THEN CASE WHEN c.stopped = '' THEN c.state ELSE c.stopped END"
    f" WHEN EXISTS (SELECT 1 FROM purse p WHERE p.id = c.purse AND p.company = c.company AND p.alias_of IS NOT NULL) THEN '{REPLACED}'"
    f" WHEN {_LEFT} > 0 THEN '{ACTIVE}' WHEN {_LAPSED} > 0 THEN '{EXPIRED}' ELSE '{USED}' END AS stands"
    " FROM printed_card c WHERE c.company = $1"
)


@value
class CardBatch:
    """Cards that were made or brought in together. `value_minor` is printed on each, 0 for none.

    `seed` is what their codes are drawn from, until every one of them was handed out.
    """

    id: str
    state: str
    asked: int
    made: int
    value_minor: int
    seed: bytes | None
    at: Instant


@value
class RegisteredCard:
    """Card number `n` of a batch: its last symbols, how it `stands` (one of STANDS) since `at`, and its purse once it is sold."""

    batch: str
    n: int
    tail: str
    branch: str
    value_minor: int
    at: Instant
    purse: PurseId | None
    stands: str


@value
class CardWish:
    """Which cards a list shows: how they stand (() however), with each of `words` in it, sorted by one of SORTS.

    A word comes with the ways to stand that it is a part of, as the reader's language says them.
    """

    stands: tuple[str, ...] = ()
    words: tuple[tuple[str, tuple[str, ...]], ...] = ()
    sort: str = "n"
    down: bool = False


SORTS: Final = {
    "n": "s.n", "tail": "s.tail", "branch": "s.branch", "at": "s.at",
    "stands": " ".join(("CASE s.stands", *[f"WHEN '{name}' THEN {n}" for n, name in enumerate(STANDS)], "END")),
}  # fmt: skip


class CardRegister:
    """The part of store.queries that knows printed gift cards. `branches` None asks for every branch."""

    def __init__(self, runner: Runner) -> None:
        self._read, self._write = runner.read, runner.write

    async def batch(self, company: CompanyId, named: str) -> CardBatch | None:
        """One by its name, None where there is none."""
        rows = await self._read(company, f"SELECT {_BATCH} FROM gift_card_batch WHERE company = $1 AND id = $2", (company, named))
        return CardBatch(*rows[0]) if rows else None

    async def batches(self, company: CompanyId, after: str, limit: int) -> list[CardBatch]:
        """A page of them by name, after the one given."""
        sql = f"SELECT {_BATCH} FROM gift_card_batch WHERE company = $1 AND id > $2 ORDER BY id LIMIT $3"
        return [CardBatch(*row) for row in await self._read(company, sql, (company, after, limit))]

    async def counts(self, company: CompanyId, at: Instant, branches: Collection[str] | None, batch: str = "") -> dict[str, dict[str, int]]:
        """Batch → how it stands → how many cards, of those that were sent to `branches`. Looks at every card of them."""
        which, values = _which(branches, batch)
        sql = f"SELECT s.batch, s.stands, COUNT(*) FROM ({_CARDS}{which}) AS s GROUP BY s.batch, s.stands"
        found: dict[str, dict[str, int]] = {}
        for named, stands, count in await self._read(company, sql, (company, at, *values)):
            found.setdefault(named, {})[stands] = int(count)
        return found

    async def cards(
        self, company: CompanyId, at: Instant, branches: Collection[str] | None, batch: str, after: int, limit: int
    ) -> list[RegisteredCard]:
        """Cards of a batch by their numbers, after the one given."""
        which, values = _which(branches, batch)
        n = len(values) + 3
        sql = f"{_CARDS}{which} AND c.n > ${n} ORDER BY c.n LIMIT ${n + 1}"
        return [_card(row) for row in await self._read(company, sql, (company, at, *values, after, limit))]

    async def page(
        self, company: CompanyId, at: Instant, branches: Collection[str] | None, batch: str, wish: CardWish, skip: int, limit: int
    ) -> list[RegisteredCard]:  # fmt: skip
        """Cards of a batch as a list shows them, without the first `skip`."""
        some, values = _wished(branches, batch, wish)
        n, down = len(values) + 3, " DESC" if wish.down else ""
        sql = f"SELECT s.* FROM {some} ORDER BY {SORTS[wish.sort]}{down}, s.n{down} LIMIT ${n} OFFSET ${n + 1}"
        return [_card(row) for row in await self._read(company, sql, (company, at, *values, limit, skip))]

    async def many(self, company: CompanyId, at: Instant, branches: Collection[str] | None, batch: str, wish: CardWish) -> int:
        """How many cards such a list has."""
        some, values = _wished(branches, batch, wish)
        rows = await self._read(company, f"SELECT COUNT(*) FROM {some}", (company, at, *values))
        return int(rows[0][0])

    async def ends(
        self, company: CompanyId, at: Instant, branches: Collection[str] | None, batch: str, wish: CardWish
    ) -> dict[str, tuple[int, int, int]]:  # fmt: skip
        """Branch → how many of these cards are there or on their way, and the first and last number of them."""
        some, values = _wished(branches, batch, wish)
        sql = f"SELECT s.branch, COUNT(*), MIN(s.n), MAX(s.n) FROM {some} GROUP BY s.branch"
        return {row[0]: (int(row[1]), row[2], row[3]) for row in await self._read(company, sql, (company, at, *values))}

    async def find(self, company: CompanyId, at: Instant, hashed: str) -> RegisteredCard | None:
        """The card with that code, None where it is in no batch."""
        rows = await self._read(company, f"{_CARDS} AND c.hash = $3", (company, at, hashed))
        return _card(rows[0]) if rows else None

    async def open_batch(self, company: CompanyId, batch: CardBatch) -> bool:
        """Begin a batch; False where one of that name was begun before."""
        return (await self._write(company, [put_batch(company, batch)]))[0] == 1

    async def add(self, company: CompanyId, batch: CardBatch, cards: Sequence[tuple[int, str, str]], *, made: int, done: bool) -> None:
        """Cards (number, hash, tail) of a batch, and how far it came; `done`: it is whole, its seed is forgotten.

        A code that is in the register already stays where it is; one that a gift card was sold with before is a sold card.
        """
        await self._write(company, [*put_cards(company, batch, cards), _moved_on(company, batch.id, made, done=done)])


def _card(row: Sequence[object]) -> RegisteredCard:
    batch, n, tail, branch, minor, at, purse, stands = row
    assert isinstance(n, int)
    assert isinstance(minor, int)
    assert isinstance(at, int)
    whose = PurseId(purse) if isinstance(purse, bytes) else None
    return RegisteredCard(str(batch), n, str(tail), str(branch), minor, Instant(at), whose, str(stands))


def _which(branches: Collection[str] | None, batch: str) -> tuple[str, list[object]]:
    """The cards that are meant, from parameter $3 on."""
    values: list[object] = []
    which = ""
    if batch:
        values.append(batch)
        which += " AND c.batch = $3"
    if branches is not None:
        places = [f"${len(values) + n}" for n in range(3, len(branches) + 3)]
        which += f" AND c.branch IN ({', '.join(places) or 'NULL'})"
        values += sorted(branches)
    return which, values


def _wished(branches: Collection[str] | None, batch: str, wish: CardWish) -> tuple[str, list[object]]:
    """The cards that a list shows, as `s`; parameters from $3 on."""
    which, values = _which(branches, batch)
    found = [_standing(wish.stands)] if wish.stands else []
    for word, stands in wish.words:
        values.append(f"%{word.replace('!', '!!').replace('%', '!%').replace('_', '!_')}%")
        n = len(values) + 2
        ways = [f"LOWER(s.tail) LIKE ${n} ESCAPE '!'", f"LOWER(s.branch) LIKE ${n} ESCAPE '!'"]
        if word.isascii() and word.isdigit() and len(word) <= LONGEST_NUMBER:
            ways.append(f"s.n = {int(word)}")
        found.append(f"({' OR '.join(ways + ([_standing(stands)] if stands else []))})")
    where = f" WHERE {' AND '.join(found)}" if found else ""
    return f"({_CARDS}{which}) AS s{where}", values


def _standing(stands: Collection[str]) -> str:
    assert set(stands) <= set(STANDS), "these stand in the text of a query"
    names = ", ".join([f"'{name}'" for name in stands])
    return f"s.stands IN ({names})"


def put_batch(company: CompanyId, batch: CardBatch) -> Step:
    """A new one; nothing where there is one of that name."""
    sql = f"INSERT INTO gift_card_batch (company, {_BATCH}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT DO NOTHING"
    return sql, [(company, batch.id, batch.state, batch.asked, batch.made, batch.value_minor, batch.seed, batch.at)]


def put_cards(company: CompanyId, batch: CardBatch, cards: Sequence[tuple[int, str, str]]) -> list[Step]:
    """Cards (number, hash, tail), in the order of their hashes."""
    sql = (
        "INSERT INTO printed_card (company, hash, batch, n, tail, state, stopped, branch, value_minor, at, purse)"
        " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, NULL) ON CONFLICT DO NOTHING"
    )
    rows = sorted((company, hashed, batch.id, n, tail, MADE, "", "", batch.value_minor, batch.at) for n, hashed, tail in cards)
    theirs = "FROM identifier i WHERE i.company = $1 AND i.kind = 'gift_card' AND i.value = $2"
    sold = (
        f"UPDATE printed_card SET state = '{SOLD}', purse = (SELECT i.purse {theirs})"
        f" WHERE company = $1 AND hash = $2 AND purse IS NULL AND EXISTS (SELECT 1 {theirs})"
    )
    return [(sql, rows), (sold, [row[:2] for row in rows])] if rows else []


def _moved_on(company: CompanyId, batch: str, made: int, *, done: bool) -> Step:
    # Two may fetch the same codes at once: the one that is behind does not take back how far the other came.
    whole = f", state = '{WHOLE}', seed = NULL" if done else ""
    sql = f"UPDATE gift_card_batch SET made = CASE WHEN made < $3 THEN $3 ELSE made END{whole} WHERE company = $1 AND id = $2"
    return sql, [(company, batch, made)]


def finished(company: CompanyId, batch: CardBatch) -> Step:
    """Every code of it was handed out: its seed is forgotten."""
    return _moved_on(company, batch.id, batch.made, done=True)


# -- what is done to cards that nobody bought yet, by their numbers

_ONE: Final = f"WHERE company = $1 AND batch = $2 AND n = $3 AND state <> '{SOLD}'"


def placed(company: CompanyId, batch: str, those: Sequence[int], state: str, branch: str, at: Instant) -> Step:
    """They are at `branch`, or on their way; cards that are not to be sold stay where they are."""
    sql = f"UPDATE printed_card SET state = $4, branch = $5, at = $6 {_ONE} AND stopped = ''"
    return sql, [(company, batch, n, state, branch, at) for n in those]


def stopped(company: CompanyId, batch: str, those: Sequence[int], why: str, at: Instant) -> Step:
    """They are not to be sold (one of STOPS), or ("") they may be again."""
    return f"UPDATE printed_card SET stopped = $4, at = $5 {_ONE}", [(company, batch, n, why, at) for n in those]
