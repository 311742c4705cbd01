"""Members as an office lists them: by tier, branch, last visit and consent, sorted, page by page; how many that is."""

from collections.abc import Sequence
from typing import Final, Literal

from zegel.core.ids import CompanyId, PurseId
from zegel.core.value import value
from zegel.decide.handouts import Standing
from zegel.flows.people import CONSENT, GIVEN
from zegel.store.lookups import Row
from zegel.store.runner import Runner

Sort = Literal["name", "since", "seen", "visits", "spent"]
SORTS: Final[dict[str, str]] = {
    "name": "m.name", "since": "p.since", "seen": "COALESCE(r.last_day, '')", "visits": "COALESCE(r.visits, 0)",
    "spent": "COALESCE(r.spent_minor, 0)",
}  # fmt: skip
"""What a list can be sorted by."""
COUNTED: Final = ("visits", "spent")
_SHOWN: Final = (
    "SELECT m.purse, m.name, p.tier, p.since, p.blocked, COALESCE(r.last_day, ''), COALESCE(r.visits, 0), COALESCE(r.spent_minor, 0),"
    " (SELECT i.value FROM identifier i WHERE i.company = m.company AND i.purse = m.purse AND i.kind IN ('card', 'email', 'external',"
    " 'phone') ORDER BY i.kind, i.value LIMIT 1)"
)
_FROM: Final = (
    " FROM member m JOIN purse p ON p.id = m.purse AND p.company = m.company AND p.alias_of IS NULL"
    " LEFT JOIN rhythm r ON r.purse = m.purse AND r.company = m.company WHERE m.company = $1"
)


@value
class Chosen:
    """Which members. Days are ISO, inclusive; `unseen_since`: nobody saw them on that day or later.

    `consents` are dossiers' ids: all of them.

    `birthdays` are months and days (`05-31`), `joined_on` days of joining: one of them.

    `joined` is the day of joining, and where, as `2026-03-03@station`, at a branch (`@` alone: at none).
    "" asks for everybody; `purses` None too, an empty tuple for nobody.
    """

    tier: str = ""
    branch: str = ""
    seen_since: str = ""
    unseen_since: str = ""
    consents: tuple[str, ...] = ()
    blocked: bool = False
    purses: tuple[PurseId, ...] | None = None
    joined: str = ""
    birthdays: tuple[str, ...] = ()
    joined_on: tuple[str, ...] = ()


EVERYBODY: Final = Chosen()


@value
class ListedMember:
    """One line of the list. `card` is what they show at a till, `last_day` the day of their last visit; "" for none."""

    purse: PurseId
    name: str
    tier: str
    since: str
    blocked: bool
    last_day: str
    visits: int
    spent_minor: int
    card: str

    def key(self, sort: str) -> str | int:
        """What the list is sorted by."""
        by: dict[str, str | int] = {
            "name": self.name, "since": self.since, "seen": self.last_day, "visits": self.visits, "spent": self.spent_minor,
        }  # fmt: skip
        return by[sort]


class MemberLists:
    """The part of store.queries that lists members for an office."""

    def __init__(self, runner: Runner) -> None:
        self._read = runner.read

    async def page(
        self, company: CompanyId, chosen: Chosen, sort: str, down: bool, after: tuple[str | int, PurseId] | None, limit: int
    ) -> list[ListedMember]:
        """A page, sorted, then by id; go on after the last one's key and purse."""
        where, values = _where(chosen, [company])
        by, way, beyond = SORTS[sort], "DESC" if down else "ASC", "<" if down else ">"
        if after is not None:
            values += [after[0], after[1]]
            where += f" AND ({by}, m.purse) {beyond} (${len(values) - 1}, ${len(values)})"
        values.append(limit)
        sql = f"{_SHOWN}{_FROM}{where} ORDER BY {by} {way}, m.purse {way} LIMIT ${len(values)}"
        return [_listed(row) for row in await self._read(company, sql, values)]

    async def by_id(self, company: CompanyId, chosen: Chosen, after: PurseId | None, limit: int) -> list[ListedMember]:
        """A page by their ids, after the one given."""
        where, values = _where(chosen, [company])
        values += [bytes(after or b""), limit]
        sql = f"{_SHOWN}{_FROM}{where} AND m.purse > ${len(values) - 1} ORDER BY m.purse LIMIT ${len(values)}"
        return [_listed(row) for row in await self._read(company, sql, values)]

    async def names(self, company: CompanyId, purses: Sequence[PurseId]) -> dict[PurseId, str]:
        """What these members are called, a thousand at a time; "" and nothing of who is not there."""
        found: dict[PurseId, str] = {}
        for n in range(0, len(purses), 1_000):
            some = purses[n : n + 1_000]
            among = ", ".join(f"${m + 2}" for m in range(len(some)))
            sql = f"SELECT purse, name FROM member WHERE company = $1 AND purse IN ({among})"
            found |= {PurseId(row[0]): row[1] for row in await self._read(company, sql, (company, *some))}
        return found

    async def count(self, company: CompanyId, chosen: Chosen) -> int:
        """How many there are."""
        where, values = _where(chosen, [company])
        return int((await self._read(company, f"SELECT COUNT(*){_FROM}{where}", values))[0][0])

    async def reach(self, company: CompanyId, chosen: Chosen) -> tuple[int, dict[str, int]]:
        """How many there are, and how many of them gave which consent, by its dossier's id."""
        where, values = _where(chosen, [company])
        count = await self.count(company, chosen)
        values += [CONSENT, GIVEN]
        joined = _FROM.replace(
            " WHERE", f" JOIN dossier d ON d.purse = m.purse AND d.company = m.company AND d.kind = ${len(values) - 1}"
            f" AND d.state = ${len(values)} WHERE",
        )  # fmt: skip
        rows = await self._read(company, f"SELECT d.id, COUNT(*){joined}{where} GROUP BY d.id ORDER BY d.id", values)
        return count, {row[0]: int(row[1]) for row in rows}

    async def standings(self, company: CompanyId, chosen: Chosen, consent: str) -> list[tuple[Standing, int]]:
        """How many stand how, for what is handed out to them; `consent` is the one for which they may be mailed."""
        where, values = _where(chosen, [company])
        sql = f"SELECT {_standing(values, consent)}, COUNT(*){_FROM}{where} GROUP BY 1, 2, 3, 4"
        return [(_stands(row), int(row[4])) for row in await self._read(company, sql, values)]

    async def candidates(
        self, company: CompanyId, chosen: Chosen, consent: str, after: PurseId | None, limit: int
    ) -> list[tuple[PurseId, Standing]]:
        """A page of them by their ids, after the one given, each with how they stand."""
        where, values = _where(chosen, [company])
        values += [bytes(after or b""), limit]
        beyond, most = len(values) - 1, len(values)
        sql = (
            f"SELECT {_standing(values, consent)}, m.purse{_FROM}{where} AND m.purse > ${beyond} ORDER BY m.purse LIMIT ${most}"
        )  # fmt: skip
        return [(PurseId(row[4]), _stands(row)) for row in await self._read(company, sql, values)]


def _listed(row: Row) -> ListedMember:
    return ListedMember(PurseId(row[0]), row[1], row[2], row[3], bool(row[4]), row[5], int(row[6]), int(row[7]), row[8] or "")


def _standing(values: list[object], consent: str) -> str:
    """The four columns of a Standing, and what stands in them."""
    values += [CONSENT, GIVEN, consent]
    kind, state, which = (f"${len(values) - n}" for n in (2, 1, 0))
    of = "d.purse = m.purse AND d.company = m.company"
    return (
        "CASE WHEN p.blocked <> 0 THEN 1 ELSE 0 END,"
        " CASE WHEN EXISTS (SELECT 1 FROM identifier i WHERE i.purse = m.purse AND i.company = m.company AND i.kind = 'email')"
        " THEN 1 ELSE 0 END,"
        f" CASE WHEN EXISTS (SELECT 1 FROM dossier d WHERE {of} AND d.kind = {kind} AND d.id = {which} AND d.state = {state})"
        " THEN 1 ELSE 0 END,"
        f" CASE WHEN EXISTS (SELECT 1 FROM dossier d WHERE {of} AND d.kind = 'service' AND d.state <> 'closed') THEN 1 ELSE 0 END"
    )


def _stands(row: Row) -> Standing:
    return Standing(bool(row[0]), bool(row[1]), bool(row[2]), bool(row[3]))


def _where(chosen: Chosen, values: list[object]) -> tuple[str, list[object]]:
    """The conditions, after those of _FROM, and what stands in them."""
    found: list[str] = []

    def ask(sql: str, *given: object) -> None:
        names = []
        for one in given:
            values.append(one)
            names.append(f"${len(values)}")
        found.append(" AND " + sql.format(*names))

    if chosen.tier:
        ask("p.tier = {}", chosen.tier)
    if chosen.branch:
        ask("EXISTS (SELECT 1 FROM entry e WHERE e.purse = m.purse AND e.company = m.company AND e.branch = {})", chosen.branch)
    if chosen.seen_since:
        ask("r.last_day >= {}", chosen.seen_since)
    if chosen.unseen_since:
        ask("COALESCE(r.last_day, '') < {}", chosen.unseen_since)
    for consent in chosen.consents:
        ask(
            "EXISTS (SELECT 1 FROM dossier c WHERE c.purse = m.purse AND c.company = m.company AND c.kind = {} AND c.id = {}"
            " AND c.state = {})", CONSENT, consent, GIVEN,
        )  # fmt: skip
    if chosen.joined:
        day, at, branch = chosen.joined.partition("@")
        ask("p.since = {}", day)
        if at:
            ask("EXISTS (SELECT 1 FROM entry f WHERE f.purse = m.purse AND f.company = m.company AND f.seq = 1 AND f.branch = {})", branch)
    for column, days in (("SUBSTR(m.birthday, LENGTH(m.birthday) - 4)", chosen.birthdays), ("p.since", chosen.joined_on)):
        if days:
            ask(f"{column} IN ({', '.join('{}' for _ in days)})", *days)
    if chosen.blocked:
        found.append(" AND p.blocked <> 0")
    if chosen.purses is not None:
        _among(chosen.purses, values, found)
    return "".join(found), values


def _among(purses: Sequence[PurseId], values: list[object], found: list[str]) -> None:
    if not purses:
        found.append(" AND 1 = 0")
        return
    first = len(values) + 1
    values += purses
    found.append(f" AND m.purse IN ({', '.join(f'${first + n}' for n in range(len(purses)))})")
