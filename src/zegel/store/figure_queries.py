"""Figures a day and members' rhythms: kept with each seal, read by the office."""

from collections.abc import Mapping, Sequence
from typing import Final

from zegel.core.canonical import document_bytes
from zegel.core.ids import CompanyId, PurseId
from zegel.core.value import value
from zegel.flows.profiles import HOME_BRANCH, KNOWN, PROFILE
from zegel.store.day_receipts import CARD
from zegel.store.records import Head
from zegel.store.runner import Runner
from zegel.store.statements import Step

AT_ONCE: Final = 50
"""Chains whose entries are read at a time: receipts are some kilobytes each."""

_ADD: Final = (
    "INSERT INTO day_figure (company, day, branch, figure, value) VALUES ($1, $2, $3, $4, $5)"
    " ON CONFLICT (company, day, branch, figure) DO UPDATE SET value = day_figure.value + excluded.value"
)
_VISIT: Final = (
    "INSERT INTO rhythm (purse, company, visits, first_day, last_day, spent_minor) VALUES ($1, $2, $3, $4, $5, $6)"
    " ON CONFLICT (purse, company) DO UPDATE SET visits = rhythm.visits + excluded.visits,"
    " first_day = CASE WHEN excluded.first_day < rhythm.first_day THEN excluded.first_day ELSE rhythm.first_day END,"
    " last_day = CASE WHEN excluded.last_day > rhythm.last_day THEN excluded.last_day ELSE rhythm.last_day END,"
    " spent_minor = rhythm.spent_minor + excluded.spent_minor"
)


@value
class Rhythm:
    """How often a member comes, who is called by name or else by what they show.

    `visits` sales from `first_day` to `last_day`, worth `spent_minor` together.
    """

    purse: PurseId
    name: str
    visits: int
    first_day: str
    last_day: str
    spent_minor: int


@value
class Holder:
    """Who has `held` of a unit: to spend, coming or set aside; called by name or else by what they show."""

    purse: PurseId
    name: str
    held: int


class FigureQueries:
    """The part of store.queries that knows figures."""

    def __init__(self, runner: Runner) -> None:
        self._read = runner.read

    async def to_be_counted(self, company: CompanyId, heads: Sequence[Head]) -> list[tuple[PurseId, str, str, str, bytes | None, int, int]]:
        """(purse, kind, business date, branch, receipt, seq, when it happened) of every entry of these chains that no seal has yet,
        up to each head."""
        if not heads:
            return []
        sql = (
            "SELECT e.purse, e.seq, e.kind, e.business_date, e.branch, r.document, e.happened_at FROM purse p"
            " JOIN entry e ON e.purse = p.id AND e.company = p.company AND e.seq > p.sealed_seq"
            " LEFT JOIN receipt r ON r.purse = e.purse AND r.company = e.company AND r.seq = e.seq"
            f" WHERE p.company = $1 AND p.id IN ({', '.join(f'${n + 2}' for n in range(len(heads)))})"
        )
        last = {head.purse: head.seq for head in heads}
        rows = await self._read(company, sql, (company, *last))
        # A card more is booked as an enrolment too; a new member's is the first entry of all.
        return [
            (PurseId(row[0]), "identifier" if row[2] == "enrol" and row[1] > 1 else row[2], row[3], row[4], row[5], row[1], row[6])
            for row in rows
            if row[1] <= last[PurseId(row[0])]
        ]

    async def days(self, company: CompanyId, first: str, last: str, branch: str = "") -> dict[tuple[str, str], int]:
        """(day, figure) → value, of the days from `first` to `last`, of one branch or ("") of all together."""
        also = " AND branch = $4" if branch else ""
        sql = f"SELECT day, figure, SUM(value) FROM day_figure WHERE company = $1 AND day >= $2 AND day <= $3{also} GROUP BY day, figure"
        return {
            (row[0], row[1]): int(row[2]) for row in await self._read(company, sql, (company, first, last, *([branch] if branch else [])))
        }

    async def days_of_none(self, company: CompanyId, first: str, last: str) -> dict[tuple[str, str], int]:
        """The same of what happened at no branch."""
        sql = "SELECT day, figure, value FROM day_figure WHERE company = $1 AND day >= $2 AND day <= $3 AND branch = ''"
        return {(row[0], row[1]): int(row[2]) for row in await self._read(company, sql, (company, first, last))}

    async def holders(self, company: CompanyId, unit: str, after: tuple[int, PurseId] | None, limit: int) -> list[Holder]:
        """Who has how much of `unit`, the most first, then by purse; go on after the last one's count and purse."""
        beyond = " HAVING (SUM(l.available + l.pending + l.reserved), l.purse) < ($4, $5)" if after else ""
        sql = (
            "SELECT h.purse, COALESCE(NULLIF(m.name, ''),"
            " (SELECT MIN(i.value) FROM identifier i WHERE i.purse = h.purse AND i.company = $1)), h.held FROM"
            " (SELECT l.purse AS purse, SUM(l.available + l.pending + l.reserved) AS held FROM lot l WHERE l.company = $1 AND l.unit = $2"
            f" AND l.available + l.pending + l.reserved > 0 GROUP BY l.purse{beyond} ORDER BY 2 DESC, 1 DESC LIMIT $3) h"
            " LEFT JOIN member m ON m.purse = h.purse AND m.company = $1 ORDER BY h.held DESC, h.purse DESC"
        )
        rows = await self._read(company, sql, (company, unit, limit, *(after or ())))
        return [Holder(PurseId(row[0]), row[1] or "", int(row[2])) for row in rows]

    async def gone_quiet(self, company: CompanyId, since: str, until: str, branches: Sequence[str] | None = None) -> list[Rhythm]:
        """Members who came four times or more and whose last visit was between these days, who spent most first; at most 500.

        With `branches` only whose home branch is one of them; of who chose none, the branch where they bought most often.
        """
        values: list[object] = [company, since, until]
        sql = (
            "SELECT r.purse, COALESCE(NULLIF(m.name, ''),"
            " (SELECT MIN(i.value) FROM identifier i WHERE i.purse = r.purse AND i.company = r.company)),"
            " r.visits, r.first_day, r.last_day, r.spent_minor FROM rhythm r"
            " JOIN purse p ON p.id = r.purse AND p.company = r.company AND p.alias_of IS NULL"
            " LEFT JOIN member m ON m.purse = r.purse AND m.company = r.company"
            f" WHERE r.company = $1 AND r.last_day >= $2 AND r.last_day <= $3 AND r.visits >= 4{_at_home(branches, values)}"
            " ORDER BY r.spent_minor DESC LIMIT 500"
        )
        return [Rhythm(PurseId(row[0]), row[1] or "", *row[2:]) for row in await self._read(company, sql, values)]

    async def owed(self, company: CompanyId) -> dict[str, int]:
        """Unit → what members have of it: to spend, coming or set aside."""
        sql = "SELECT unit, SUM(available + pending + reserved) FROM lot WHERE company = $1 GROUP BY unit"
        return {row[0]: int(row[1]) for row in await self._read(company, sql, (company,))}


def counting(company: CompanyId, figures: Mapping[tuple[str, str, str], int], visits: Sequence[tuple[PurseId, str, int]]) -> list[Step]:
    """The statements that add figures and visits; they go with the seal, in one transaction."""
    rhythms: dict[PurseId, tuple[int, str, str, int]] = {}
    for purse, day, spent in visits:
        count, first, last, total = rhythms.get(purse, (0, day, day, 0))
        rhythms[purse] = (count + 1, min(first, day), max(last, day), total + spent)
    return [
        (_ADD, [(company, *key, more) for key, more in sorted(figures.items())]),
        (_VISIT, [(purse, company, *found) for purse, found in rhythms.items()]),
    ]


def _at_home(branches: Sequence[str] | None, values: list[object]) -> str:
    """The condition that a rhythm is of somebody whose branch is one of `branches`; None asks for nothing, an empty list for nobody."""
    if branches is None:
        return ""
    if not branches:
        return " AND 1 = 0"

    def among(given: Sequence[str]) -> str:
        values.extend(given)
        return ", ".join(f"${len(values) - n}" for n in range(len(given)))

    told = f"d.purse = r.purse AND d.company = r.company AND d.kind = '{PROFILE}' AND d.id = '{HOME_BRANCH}' AND d.state = '{KNOWN}'"
    chosen = among([document_bytes({"held": branch}).decode() for branch in branches])
    most = (
        f"SELECT b.branch FROM day_receipt b WHERE b.purse = r.purse AND b.company = r.company AND b.what = '{CARD}'"
        " GROUP BY b.branch ORDER BY COUNT(*) DESC, MAX(b.at) DESC, b.branch LIMIT 1"
    )
    return (
        f" AND (EXISTS (SELECT 1 FROM dossier d WHERE {told} AND d.data IN ({chosen})) OR"
        f" (NOT EXISTS (SELECT 1 FROM dossier d WHERE {told}) AND ({most}) IN ({among(branches)})))"
    )
