"""Every other question to the database, by name: for doors, the worker and the command line. One text for both databases.

Each is bound to one company (PostgreSQL shows nothing of another anyway); parameters are `$1`, `$2` … in order.
"""

from collections.abc import Mapping, Sequence
from json import JSONEncoder, loads
from typing import Final

from zegel.core.canonical import Json
from zegel.core.ids import CompanyId, PurseId, ReceiptId
from zegel.core.periods import NEVER, Day, Instant
from zegel.core.purchase import Identifier
from zegel.decide.thinning import LINES_GONE
from zegel.flows.commands import Profile
from zegel.flows.facts import EVERY_KIND, Dossier
from zegel.ledger.entries import JournalEntry
from zegel.ledger.lots import Lot
from zegel.ledger.purse import Purse
from zegel.store import entry_rows, lookups
from zegel.store.article_queries import ArticleQueries
from zegel.store.bought import BoughtQueries
from zegel.store.card_register import CardRegister
from zegel.store.code_lists import CodeLists
from zegel.store.code_queries import CodeQueries
from zegel.store.counters import Counters
from zegel.store.day_receipts import DayReceiptQueries
from zegel.store.dossier_queries import DossierQueries
from zegel.store.draft_queries import DraftQueries
from zegel.store.figure_queries import FigureQueries
from zegel.store.gift_card_lists import GiftCardLists
from zegel.store.handouts import Handouts
from zegel.store.health_queries import HealthQueries
from zegel.store.house_keys import HouseKeys
from zegel.store.key_steps import COLUMNS as KEY_COLUMNS
from zegel.store.key_steps import adding, revoking
from zegel.store.loading import lot_from, purse_from
from zegel.store.lookups import Row
from zegel.store.lost_cards import LostCards
from zegel.store.member_lists import MemberLists
from zegel.store.member_queries import MemberQueries
from zegel.store.message_queries import MessageQueries
from zegel.store.oddity_queries import OddityQueries
from zegel.store.offline_queries import OfflineQueries
from zegel.store.people_queries import PeopleQueries
from zegel.store.personal_queries import PersonalQueries
from zegel.store.price_queries import PriceQueries
from zegel.store.rebate_sums import RebateSums
from zegel.store.records import ApiKey, Company, Head, Health, Member, OutboxRow, ProgramVersion, Progress, ReceiptDocument, Seal
from zegel.store.reward_faces import RewardFaces
from zegel.store.runner import CodeRunner
from zegel.store.segments import Segments
from zegel.store.settled import SettledQueries
from zegel.store.statements import Step
from zegel.store.version_steps import shelving, withdrawing

_encode = JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False).encode

FIRST_PURSE: Final = PurseId(bytes(16))
_SEAL_COLUMNS: Final = "number, root, previous, hash, signature, leaves, at, count"


class NamedQueries(DraftQueries, ArticleQueries):
    """The queries of store.port.Queries, over either adapter."""

    def __init__(self, runner: CodeRunner) -> None:
        super().__init__(runner)
        self.codes = CodeQueries(runner)
        self.code_lists = CodeLists(runner)
        self.gift_card_lists = GiftCardLists(runner)
        self.card_register = CardRegister(runner)
        self.house_keys = HouseKeys(runner)
        self.prices = PriceQueries(runner)
        self.members_by_word = MemberQueries(runner)
        self.member_lists = MemberLists(runner)
        self.segments = Segments(runner)
        self.handouts = Handouts(runner)
        self.reward_faces = RewardFaces(runner)
        self.figures = FigureQueries(runner)
        self.day_receipts = DayReceiptQueries(runner)
        self.bought = BoughtQueries(runner)
        self.settled = SettledQueries(runner)
        self.oddities = OddityQueries(runner)
        self.people = PeopleQueries(runner)
        self.offline = OfflineQueries(runner)
        self.lost_cards = LostCards(runner)
        self.personal = PersonalQueries(runner)
        self.messages = MessageQueries(runner)
        self.health_of = HealthQueries(runner)
        self.dossier_lists = DossierQueries(runner)
        self.rebate_sums = RebateSums(runner)

    # -- companies and programs

    async def companies(self) -> list[Company]:
        """Every company, by id."""
        return [_company(row) for row in await self._read(None, "SELECT id, name, currency, zone, created_at FROM company ORDER BY id")]

    async def company(self, company: CompanyId) -> Company | None:
        """One company, None where there is none."""
        rows = await self._read(None, "SELECT id, name, currency, zone, created_at FROM company WHERE id = $1", (company,))
        return _company(rows[0]) if rows else None

    async def add_company(self, company: Company) -> bool:
        """Add a company; False where the id is taken, and nothing changes."""
        sql = "INSERT INTO company (id, name, currency, zone, created_at) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING"
        row = (company.id, company.name, company.currency, company.zone, company.created_at)
        return (await self._write(company.id, [(sql, [row])]))[0] == 1

    async def programs(self, company: CompanyId, known: int = -1) -> list[ProgramVersion] | None:
        """Every version in the order in which they were published, or None while there are still `known` of them, withdrawals counted."""
        rows = await self._read(company, "SELECT COUNT(*) + COUNT(withdrawn_at) FROM program_version WHERE company = $1", (company,))
        if rows[0][0] == known:
            return None
        shown = "digest, document, live_from, published_at, written, withdrawn_at"
        sql = f"SELECT {shown} FROM program_version WHERE company = $1 ORDER BY number"
        return [ProgramVersion(*row) for row in await self._read(company, sql, (company,))]

    async def publish(
        self,
        company: CompanyId,
        version: ProgramVersion,
        units: Mapping[str, Sequence[str]],
        counters: Mapping[str, int],
    ) -> None:
        """Add a version; see `version_steps.shelving`."""
        await self._write(company, shelving(company, version, units, counters))

    async def withdraw_version(self, company: CompanyId, number: int, at: Instant) -> bool:
        """Version `number` never goes live; False where `version_steps.withdrawing` finds no row."""
        return (await self._write(company, [withdrawing(company, number, at)]))[0] == 1

    async def counters(self, company: CompanyId) -> Counters:
        """What is left of each counter, of what it began with."""
        rows = await self._read(company, "SELECT id, remains, began FROM counter WHERE company = $1 ORDER BY id", (company,))
        return Counters({row[0]: row[1] for row in rows}, {row[0]: row[2] for row in rows if row[2] is not None})

    # -- dossiers

    async def dossiers(
        self, company: CompanyId, kind: str, states: Sequence[str], after: tuple[bytes, str] = (b"", ""), limit: int = 100
    ) -> list[Dossier]:
        """Dossiers of one kind in any of `states`, by purse and id, from `after` (exclusive) on.

        Those of purses that were merged are left out: they came along to the other purse.
        """
        places = ", ".join(f"${i}" for i in range(6, 6 + len(states)))
        sql = (
            "SELECT d.purse, d.kind, d.id, d.state, d.data, d.at FROM dossier d JOIN purse p ON p.id = d.purse AND p.company = d.company"
            " WHERE d.company = $1 AND d.kind = $2 AND (d.purse, d.id) > ($3, $4) AND p.alias_of IS NULL"
            f" AND d.state IN ({places}) ORDER BY d.purse, d.id LIMIT $5"
        )
        return [Dossier(*row) for row in await self._read(company, sql, (company, kind, *after, limit, *states))]

    async def dossiers_of(self, company: CompanyId, purse: PurseId, kind: str = EVERY_KIND) -> list[Dossier]:
        """The dossiers of one purse."""
        sql = (
            "SELECT purse, kind, id, state, data, at FROM dossier WHERE purse = $1 AND company = $2 AND (kind = $3 OR $3 = '*')"
            " ORDER BY kind, id"
        )
        return [Dossier(*row) for row in await self._read(company, sql, (purse, company, kind))]

    # -- keys

    async def add_key(self, key: ApiKey) -> None:
        """Keep a new key. Its secret is known to nobody but whoever it was shown to."""
        await self._write(key.company, [adding(key)])

    async def find_key(self, key: str) -> ApiKey | None:
        """The key with that id, of whichever company, also a revoked or expired one; None where there is none."""
        rows = await self._read(None, f"SELECT {KEY_COLUMNS} FROM api_key WHERE id = $1", (key,), key=key)
        return _key(rows[0]) if rows else None

    async def keys(self, company: CompanyId) -> list[ApiKey]:
        """Every key of the company, the oldest first."""
        sql = f"SELECT {KEY_COLUMNS} FROM api_key WHERE company = $1 ORDER BY created_at, id"
        return [_key(row) for row in await self._read(company, sql, (company,))]

    async def revoke_key(self, company: CompanyId, key: str, at: Instant) -> bool:
        """End a key now; False where there is no such key or it was revoked before."""
        return (await self._write(company, [revoking(company, key, at)]))[0] == 1

    async def key_used(self, company: CompanyId, key: str, at: Instant) -> None:
        """Remember when a key was last used; doors say so now and then, not at every request."""
        await self._write(company, [("UPDATE api_key SET last_used_at = $3 WHERE company = $1 AND id = $2", [(company, key, at)])])

    # -- members

    async def profile_of(self, company: CompanyId, purse: PurseId) -> Member | None:
        """The member whose purse this is; None for an anonymous or unknown purse."""
        sql = "SELECT purse, name, language, birthday, at FROM member WHERE purse = $1 AND company = $2"
        rows = await self._read(company, sql, (purse, company))
        return _member(rows[0]) if rows else None

    async def identifiers_of(self, company: CompanyId, purse: PurseId) -> list[Identifier]:
        """What this purse is known by; of each kind what it had first comes first: of two addresses that one is mailed."""
        # Put in order here: to spare itself the sorting, SQLite would go through every identifier of the company.
        rows = await self._read(company, "SELECT kind, at, value FROM identifier WHERE purse = $1 AND company = $2", (purse, company))
        return [Identifier(kind, value) for kind, _, value in sorted(rows)]

    async def members(self, company: CompanyId, after: PurseId | None, limit: int) -> list[Member]:
        """A page of members, by purse; go on after the last one's."""
        sql = "SELECT purse, name, language, birthday, at FROM member WHERE company = $1 AND purse > $2 ORDER BY company, purse LIMIT $3"
        return [_member(row) for row in await self._read(company, sql, (company, after or b"", limit))]

    async def purses(self, company: CompanyId, after: PurseId | None, limit: int) -> list[PurseId]:
        """Every purse in the order of ids, after the one given."""
        sql = "SELECT id FROM purse WHERE company = $1 AND id > $2 ORDER BY id LIMIT $3"
        return [PurseId(row[0]) for row in await self._read(company, sql, (company, after or b"", limit))]

    async def merged(self, company: CompanyId) -> list[tuple[PurseId, PurseId]]:
        """Every purse that was merged, with the one that took it over."""
        sql = "SELECT id, alias_of FROM purse WHERE company = $1 AND alias_of IS NOT NULL ORDER BY id"
        return [(PurseId(row[0]), PurseId(row[1])) for row in await self._read(company, sql, (company,))]

    async def taken_over_by(self, company: CompanyId, purse: PurseId) -> list[PurseId]:
        """The purses that this one took over, and those that they took over before: cards that were claimed, members who are the same."""
        sql = (
            "WITH RECURSIVE taken AS (SELECT id FROM purse WHERE company = $1 AND alias_of = $2"
            " UNION SELECT p.id FROM taken t CROSS JOIN purse p WHERE p.alias_of = t.id AND p.company = $1)"
            " SELECT id FROM taken ORDER BY id"
        )
        rows = await self._read(company, sql, (company, purse))
        return [PurseId(row[0]) for row in rows]

    async def purse(self, company: CompanyId, purse: PurseId) -> Purse | None:
        """The purse's row, without its lots; None where there is none."""
        rows = await self._read(company, lookups.PURSE.sql, (purse, company))
        return purse_from(rows[0])[0] if rows else None

    async def purses_due(self, company: CompanyId, at: Instant, limit: int) -> list[PurseId]:
        """Purses with something due at `at`, the longest waiting first."""
        sql = f"SELECT id FROM purse WHERE company = $1 AND next_due <= $2 AND next_due < {NEVER} ORDER BY next_due LIMIT $3"
        return [PurseId(row[0]) for row in await self._read(company, sql, (company, at, limit))]

    # -- what a purse did

    async def entries(self, company: CompanyId, purse: PurseId, after: int, limit: int) -> list[JournalEntry]:
        """Entries numbered from `after` + 1 on, in order."""
        header = await self._read(company, entry_rows.PAGE, (purse, company, after, after + limit))
        legs = await self._read(company, entry_rows.POSTINGS_OF, (purse, company, after, after + limit))
        return entry_rows.joined(header, legs, after)

    async def lived(self, company: CompanyId, purse: PurseId, before: ReceiptId | None, limit: int) -> list[ReceiptId]:
        """What happened to a purse and to those that it took over, the newest first: the names of the entries, after `before`.

        Not that lines of old receipts were removed, month after month: those receipts say it themselves.
        """
        mine = (
            "WITH RECURSIVE mine AS (SELECT id FROM purse WHERE company = $1 AND id = $2"
            " UNION SELECT p.id FROM mine m CROSS JOIN purse p WHERE p.alias_of = m.id AND p.company = $1)"
        )
        earlier = "(e.happened_at, e.purse, e.seq)"
        page = f"{earlier} < (SELECT happened_at, purse, seq FROM entry WHERE purse = $4 AND seq = $5 AND company = $1)"
        sql = f"{mine} SELECT e.purse, e.seq FROM mine CROSS JOIN entry e WHERE e.purse = mine.id AND e.company = $1"
        sql += f" AND e.kind <> '{LINES_GONE}'"
        sql += f"{f' AND {page}' if before else ''} ORDER BY e.happened_at DESC, e.purse DESC, e.seq DESC LIMIT $3"
        rows = await self._read(company, sql, (company, purse, limit, *((before.purse, before.seq) if before else ())))
        return [ReceiptId(PurseId(row[0]), row[1]) for row in rows]

    async def lots(self, company: CompanyId, purse: PurseId, after: tuple[int, int], limit: int, *, opened_only: bool = True) -> list[Lot]:
        """Lots with something pending, available or reserved (else every lot), by (seq, n), after the one given."""
        still = " AND pending + available + reserved > 0" if opened_only else ""
        page = f"AND (seq, n) > ($3, $4){still} ORDER BY seq, n LIMIT $5"
        sql = f"SELECT {lookups.LOT_COLUMNS} FROM lot WHERE purse = $1 AND company = $2 {page}"
        return [lot_from(row) for row in await self._read(company, sql, (purse, company, *after, limit))]

    async def waiting_for_events(
        self, company: CompanyId, before: Instant, after: PurseId | None, limit: int
    ) -> list[tuple[PurseId, ReceiptId]]:  # fmt: skip
        """Purses with points of before then that wait for nobody knows how long, each with the receipt that earned them; by purse.

        `limit` is of purses: all of what one of them has comes together.
        """
        waits = f"company = $1 AND pending > 0 AND available_at >= {NEVER} AND opened_at < $2"
        page = f"SELECT DISTINCT purse FROM lot WHERE {waits} AND purse > $3 ORDER BY purse LIMIT $4"
        sql = (
            "SELECT DISTINCT purse, COALESCE(origin_purse, purse), COALESCE(origin_seq, seq) FROM lot"
            f" WHERE {waits} AND purse IN ({page}) ORDER BY 1, 2, 3"
        )
        rows = await self._read(company, sql, (company, before, after or PurseId(b""), limit))
        return [(PurseId(row[0]), ReceiptId(PurseId(row[1]), row[2])) for row in rows]

    async def measures(self, company: CompanyId, purse: PurseId) -> dict[tuple[str, Day], int]:
        """Every running count of a purse, per measure and day."""
        sql = "SELECT measure, day, value FROM measure_day WHERE purse = $1 AND company = $2 ORDER BY measure, day"
        return {(row[0], Day(row[1])): row[2] for row in await self._read(company, sql, (purse, company))}

    async def receipt(self, company: CompanyId, receipt: ReceiptId) -> ReceiptDocument | None:
        """One receipt, None where there is none of that name."""
        sql = "SELECT seq, kind, at, document FROM receipt WHERE purse = $1 AND company = $2 AND seq = $3"
        rows = await self._read(company, sql, (receipt.purse, company, receipt.seq))
        return ReceiptDocument(receipt, *rows[0][1:]) if rows else None

    async def receipts(self, company: CompanyId, purse: PurseId, before: int, limit: int) -> list[ReceiptDocument]:
        """A page of receipts, the newest first, with numbers below `before` (0: from the newest)."""
        sql = (
            "SELECT seq, kind, at, document FROM receipt WHERE purse = $1 AND company = $2 AND seq < $3 ORDER BY seq DESC LIMIT $4"
        )  # fmt: skip
        rows = await self._read(company, sql, (purse, company, before or 2**53, limit))
        return [ReceiptDocument(ReceiptId(purse, row[0]), row[1], row[2], row[3]) for row in rows]

    async def erase_receipts(self, company: CompanyId, purse: PurseId) -> int:
        """Erase what a purse's receipts hold, for ever; their hashes stay in the books. Gives how many were erased now."""
        sql = "UPDATE receipt SET document = NULL WHERE purse = $1 AND company = $2 AND document IS NOT NULL"
        return (await self._write(company, [(sql, [(purse, company)])]))[0]

    async def outbox(self, company: CompanyId, purse: PurseId, after: int, limit: int) -> list[OutboxRow]:
        """A purse's messages in order, numbered above `after`."""
        page = "purse = $1 AND company = $2 AND seq > $3 ORDER BY seq LIMIT $4"
        sql = f"SELECT seq, bucket, kind, data, at FROM outbox WHERE {page}"
        rows = await self._read(company, sql, (purse, company, after, limit))
        return [OutboxRow(purse, row[0], row[1], row[2], loads(row[3]), row[4]) for row in rows]

    # -- imports

    async def progress(self, company: CompanyId, name: str) -> Progress | None:
        """How far the import `name` came, None where it never began."""
        rows = await self._read(company, "SELECT position, at FROM import_progress WHERE company = $1 AND name = $2", (company, name))
        return Progress(loads(rows[0][0]), rows[0][1]) if rows else None

    async def put_progress(self, company: CompanyId, name: str, position: Mapping[str, Json], at: Instant) -> None:
        """Remember how far the import `name` came."""
        sql = (
            "INSERT INTO import_progress (company, name, position, at) VALUES ($1, $2, $3, $4)"
            " ON CONFLICT (company, name) DO UPDATE SET position = excluded.position, at = excluded.at"
        )
        await self._write(company, [(sql, [(company, name, _encode(position), at)])])

    # -- seals

    async def unsealed(self, company: CompanyId, after: PurseId | None, limit: int) -> list[Head]:
        """Purses that changed since they were last sealed, by purse, after the one given."""
        sql = "SELECT id, seq, hash FROM purse WHERE company = $1 AND unsealed = 1 AND id > $2 ORDER BY company, id LIMIT $3"
        rows = await self._read(company, sql, (company, after or b"", limit))
        return [Head(PurseId(row[0]), row[1], row[2]) for row in rows if row[1]]

    async def add_seal(self, company: CompanyId, seal: Seal, heads: Sequence[Head], counted: Sequence[Step] = ()) -> None:
        """Keep a seal and mark the purses that it covers. Another one of that number is a Conflict: somebody else sealed.

        `counted` (figure_queries.counting) is added in the same transaction: what is under a seal is in the figures, once.
        """
        sql = f"INSERT INTO seal (company, {_SEAL_COLUMNS}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)"
        row = (company, seal.number, seal.root, seal.previous, seal.hash, seal.signature, seal.leaves, seal.at, seal.count)
        mark = "UPDATE purse SET sealed_seq = $3, unsealed = CASE WHEN seq > $3 THEN 1 ELSE 0 END WHERE id = $1 AND company = $2"
        await self._write(company, [(sql, [row]), (mark, [(head.purse, company, head.seq) for head in heads]), *counted])

    async def last_seal(self, company: CompanyId) -> Seal | None:
        """The newest seal, None before the first."""
        sql = f"SELECT {_SEAL_COLUMNS} FROM seal WHERE company = $1 ORDER BY number DESC LIMIT 1"
        rows = await self._read(company, sql, (company,))
        return Seal(*rows[0]) if rows else None

    async def seals(self, company: CompanyId, after: int, limit: int) -> list[Seal]:
        """Seals numbered above `after`, in order."""
        sql = f"SELECT {_SEAL_COLUMNS} FROM seal WHERE company = $1 AND number > $2 ORDER BY number LIMIT $3"
        return [Seal(*row) for row in await self._read(company, sql, (company, after, limit))]

    # -- health

    async def health(self, company: CompanyId, at: Instant) -> Health:
        """Figures of one company for the status page."""
        sql = (
            "SELECT (SELECT COUNT(*) FROM company), (SELECT COUNT(*) FROM member WHERE company = $1),"
            " (SELECT COUNT(*) FROM (SELECT 1 FROM purse WHERE company = $1 AND unsealed = 1 LIMIT 1000) AS changed),"
            f" (SELECT COUNT(*) FROM purse WHERE company = $1 AND next_due <= $2 AND next_due < {NEVER}),"
            " (SELECT at FROM seal WHERE company = $1 ORDER BY number DESC LIMIT 1)"
        )
        return Health(*(await self._read(company, sql, (company, at)))[0])


def _company(row: Row) -> Company:
    return Company(CompanyId(row[0]), row[1], row[2], row[3], row[4])


def _key(row: Row) -> ApiKey:
    return ApiKey(row[0], CompanyId(row[1]), row[2], row[3], tuple(loads(row[4])), *row[5:])


def _member(row: Row) -> Member:
    return Member(PurseId(row[0]), Profile(row[1], row[2], row[3]), row[4])
