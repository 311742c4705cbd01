"""Outcomes → rows: the one place that knows which columns a write fills, for both databases.

Plain tuples in the order of `TABLES`; tables without rows cost nothing. Purses whose `next_due` was lifted are named in `lifted`:
the adapter asks the stored lots when the next thing is due, because a purse in memory need not know all of them.
"""

from collections.abc import Iterable, Mapping, Sequence
from json import JSONEncoder
from typing import Any, Final, TypeAlias

from zegel.core.canonical import quoted
from zegel.core.ids import CompanyId, PurseId
from zegel.core.periods import Instant
from zegel.flows.facts import Facts, Outcome
from zegel.ledger.entries import JournalEntry, Posting
from zegel.ledger.lots import Lot
from zegel.ledger.purse import Purse
from zegel.store.loading import Loaded, cold
from zegel.store.port import Written
from zegel.store.words import words_of, words_shown

Values: TypeAlias = tuple[Any, ...]  # one row on its way to a driver

_encode = JSONEncoder(separators=(",", ":"), ensure_ascii=False, allow_nan=False, check_circular=False).encode

BUCKETS: Final = 4096

TABLES: Final = {
    "identifier": (("company", "text"), ("kind", "text"), ("value", "text"), ("purse", "bytea"), ("at", "bigint")),
    "receipt_no": (("company", "text"), ("source", "text"), ("number", "text"), ("purse", "bytea"), ("seq", "bigint")),
    "answer": (
        ("company", "text"), ("source", "text"), ("key", "text"), ("body_hash", "bytea"), ("outcome", "text"), ("data", "text"),
        ("purse", "bytea?"), ("seq", "bigint"), ("at", "bigint"),
    ),
    "entry": (
        ("purse", "bytea"), ("company", "text"), ("seq", "bigint"), ("kind", "text"), ("at", "bigint"), ("happened_at", "bigint"),
        ("business_date", "text"), ("actor", "text"), ("branch", "text"), ("till", "text"), ("reason", "text"),
        ("receipt_digest", "bytea"), ("undoes", "bigint"), ("marks", "text?"), ("hash", "bytea"),
    ),
    "posting": (
        ("purse", "bytea"), ("company", "text"), ("seq", "bigint"), ("n", "bigint"), ("unit", "text"), ("source", "text"),
        ("destination", "text"), ("amount", "bigint"), ("lot_seq", "bigint"), ("lot_n", "bigint"), ("opened_at", "bigint"),
        ("available_at", "bigint"), ("expires_at", "bigint"), ("origin_purse", "bytea?"), ("origin_seq", "bigint"),
        ("origin_n", "bigint"),
    ),
    "lot": (
        ("purse", "bytea"), ("company", "text"), ("seq", "bigint"), ("n", "bigint"), ("unit", "text"), ("opened_at", "bigint"),
        ("available_at", "bigint"), ("expires_at", "bigint"), ("amount", "bigint"), ("pending", "bigint"), ("available", "bigint"),
        ("reserved", "bigint"), ("spent", "bigint"), ("expired", "bigint"), ("taken", "bigint"), ("due_at", "bigint"),
        ("origin_purse", "bytea?"), ("origin_seq", "bigint"), ("origin_n", "bigint"),
    ),
    "hold": (("purse", "bytea"), ("company", "text"), ("seq", "bigint"), ("state", "text"), ("expires_at", "bigint")),
    "returned": (
        ("purse", "bytea"), ("company", "text"), ("sale_purse", "bytea"), ("sale_seq", "bigint"), ("line", "bigint"),
        ("quantity", "bigint"),
    ),
    "measure_day": (("purse", "bytea"), ("company", "text"), ("measure", "text"), ("day", "text"), ("value", "bigint")),
    "purse": (
        ("id", "bytea"), ("company", "text"), ("seq", "bigint"), ("hash", "bytea"), ("balances", "text"), ("totals", "text"),
        ("tier", "text"), ("tier_since", "text"), ("tier_review_at", "bigint"), ("next_due", "bigint"), ("since", "text"),
        ("blocked", "bigint"), ("alias_of", "bytea?"), ("sealed_seq", "bigint"), ("unsealed", "bigint"), ("version", "bigint"),
    ),
    "member": (
        ("purse", "bytea"), ("company", "text"), ("name", "text"), ("language", "text"), ("birthday", "text"), ("at", "bigint"),
    ),
    "member_word": (("purse", "bytea"), ("company", "text"), ("word", "text")),
    "receipt": (("purse", "bytea"), ("company", "text"), ("seq", "bigint"), ("kind", "text"), ("at", "bigint"), ("document", "bytea")),
    "dossier": (
        ("purse", "bytea"), ("company", "text"), ("kind", "text"), ("id", "text"), ("state", "text"), ("data", "text"), ("at", "bigint"),
    ),
    "outbox": (
        ("purse", "bytea"), ("company", "text"), ("seq", "bigint"), ("bucket", "bigint"), ("kind", "text"), ("data", "text"),
        ("at", "bigint"),
    ),
}  # fmt: skip
"""Table → columns with PostgreSQL's types (store.postgres_arrays), in the order in which a batch fills them."""

LOT_MOVES: Final = ("pending", "available", "reserved", "spent", "expired", "taken", "due_at")
"""What of a lot may change."""


class Rows:
    """The rows of one batch. `draws` are (company, counter, n, of) in the order in which they are taken."""

    __slots__ = (
        "_codes", "_counted", "_dossiers", "_drawn", "_returned", "answer", "cold_purse", "entry", "hold", "hot_purse",
        "identifier", "lifted", "lot", "member", "member_word", "moved_identifier", "moved_lot", "outbox", "posting", "purse", "receipt",
        "receipt_no", "sold_card",
    )  # fmt: skip

    def __init__(self) -> None:
        self.identifier: list[Values] = []
        self.moved_identifier: list[Values] = []
        """(the purse that took over, at, the alias, company): whatever found the alias finds that purse."""
        self.receipt_no: list[Values] = []
        self.answer: list[Values] = []
        self.entry: list[Values] = []
        self.posting: list[Values] = []
        self.lot: list[Values] = []
        """Lots that this batch opened."""
        self.moved_lot: list[Values] = []
        """(LOT_MOVES…, purse, company, seq, n)"""
        self.hold: list[Values] = []
        self.purse: list[Values] = []
        """Purses that this batch made."""
        self.hot_purse: list[Values] = []
        """(seq, hash, balances, totals, id, company, seq before): nothing that an index looks at changed."""
        self.cold_purse: list[Values] = []
        """(seq, hash, balances, totals, tier, tier_since, tier_review_at, next_due, since, blocked, alias_of, id, company, seq before)"""
        self.lifted: list[tuple[PurseId, CompanyId]] = []
        self.member: list[Values] = []
        self.member_word: list[Values] = []
        self.receipt: list[Values] = []
        self.sold_card: list[Values] = []
        """(purse, at, company, hash): printed gift cards that are sold now, each only while it may be."""
        self.outbox: list[Values] = []
        self._codes: dict[tuple[str, bytes], tuple[int, int, int, int]] = {}
        self._drawn: dict[tuple[str, str], tuple[int, int | None]] = {}
        self._dossiers: dict[tuple[bytes, str, str, str], Values] = {}
        self._counted: dict[tuple[bytes, str, str, str], int] = {}
        self._returned: dict[tuple[bytes, str, bytes, int, int], int] = {}

    @property
    def draws(self) -> list[Values]:
        """(company, counter, n, of), sorted; what a batch takes and gives back of one counter is one draw."""
        return [(*key, n, of) for key, (n, of) in sorted(self._drawn.items()) if n]

    @property
    def moved_code(self) -> list[Values]:
        """(company, hash, and what is added to uses_left, held, used, value_left), sorted; each code once."""
        return [(*key, *moves) for key, moves in sorted(self._codes.items()) if any(moves)]

    @property
    def dossier(self) -> list[Values]:
        """Each dossier once, as the batch leaves it."""
        return list(self._dossiers.values())

    @property
    def measure_day(self) -> list[Values]:
        """To be added to what is there; a count of nothing too, so that a rebuild finds the same rows."""
        return [(*key, delta) for key, delta in self._counted.items()]

    @property
    def returned(self) -> list[Values]:
        """To be added to what is there."""
        return [(*key, quantity) for key, quantity in self._returned.items()]

    def add(self, piece: Written) -> None:
        """One command's outcome, all but the purses themselves."""
        company, outcome = piece.company, piece.outcome
        for entry in outcome.entries:
            self.add_entry(company, entry)
        answer = piece.answer
        if answer is not None:
            receipt = answer.receipt
            purse, seq = (None, None) if receipt is None else (receipt.purse, receipt.seq)
            data = _encode(answer.data) if answer.data else "{}"
            self.answer.append((company, piece.source, piece.key, answer.body_hash, answer.outcome, data, purse, seq, piece.at))
        made = outcome.receipt
        if made is not None:
            self.receipt.append((made.id.purse, company, made.id.seq, made.kind, piece.at, made.document))
            if outcome.receipt_number is not None:
                self.receipt_no.append((company, *outcome.receipt_number, made.id.purse, made.id.seq))
        for linked in outcome.linked:
            self.receipt.append((linked.id.purse, company, linked.id.seq, linked.kind, piece.at, linked.document))
        for shown, purse_id in outcome.identifiers:
            self.identifier.append((company, shown.kind, shown.text, purse_id, piece.at))
            self.member_word += [(purse_id, company, word) for word in words_shown(shown)]
        self._add_rest(company, piece.at, outcome)

    def _add_rest(self, company: CompanyId, at: Instant, outcome: Outcome) -> None:
        for draw in outcome.draws:
            key = (company, draw.counter)
            before, of = self._drawn.get(key, (0, None))
            self._drawn[key] = (before + draw.n, of if draw.of is None else draw.of)
        for move in outcome.codes:
            left, held, used, value = self._codes.get((company, move.hash), (0, 0, 0, 0))
            now = (left + move.left, held + move.held, used + move.used, value + move.value_left)
            self._codes[company, move.hash] = now
        self.sold_card += [(purse, at, company, hashed) for hashed, purse in outcome.printed]
        for one in outcome.dossiers:
            self._dossiers[one.purse, company, one.kind, one.id] = (one.purse, company, one.kind, one.id, one.state, one.data, one.at)
        if outcome.merged is not None:
            self._take_over(company, at, *outcome.merged)
        if outcome.profile is not None:
            purse, profile = outcome.profile
            self.member.append((purse, company, profile.name, profile.language, profile.birthday, at))
            self.member_word += [(purse, company, word) for word in words_of(profile.name)]

    def _take_over(self, company: CompanyId, at: Instant, alias: PurseId, purse: PurseId) -> None:
        """What finds the alias finds the purse; it comes a moment later than what that had: its own address stays the first.

        A gift card that was replaced stays where it is: it is to find nothing.
        """
        at, old = Instant(at + 1), (company, alias)
        self.identifier = [
            (*one[:3], purse, at) if (one[0], one[3]) == old and one[1] != "gift_card" else one for one in self.identifier
        ]  # fmt: skip
        moved = [(purse, at, *one[2:]) if one[0] == alias and one[3] == company else one for one in self.moved_identifier]
        self.moved_identifier = [*moved, (purse, at, alias, company)]

    def add_entry(self, company: CompanyId, e: JournalEntry) -> None:
        """An entry, its postings, what it adds to measures and returned quantities, and the word that it happened."""
        purse, seq = e.purse, e.seq
        self.outbox.append((purse, company, seq, bucket(purse), e.kind, "{}", e.at))
        self.entry.append(
            (
                purse, company, seq, e.kind, e.at, e.happened_at, e.business_date, e.actor, e.branch, e.till, e.reason, e.receipt_digest,
                e.undoes, marks_of(e), e.hash,
            )
        )  # fmt: skip
        n = 0
        for p in e.postings:
            self.posting.append((purse, company, seq, n, *posting_values(p)))
            n += 1
        counted = self._counted
        for count in e.counts:
            key = (purse, company, count.measure, count.day)
            counted[key] = counted.get(key, 0) + count.delta
        for mark in e.returned:
            sale = (purse, company, mark.sale_purse, mark.sale_seq, mark.line)
            self._returned[sale] = self._returned.get(sale, 0) + mark.quantity

    def add_purse(self, company: CompanyId, purse: Purse, was: Loaded | None, alias_of: PurseId | None) -> None:
        """A purse as it is now, with the lots and holds that changed. `was` is None for a purse that this batch made."""
        before = 0 if was is None else was.seq
        for lot in purse.touched_lots.values():
            if lot.seq > before:
                self.lot.append(lot_values(purse.id, company, lot))
            else:
                self.moved_lot.append(
                    (
                        lot.pending, lot.available, lot.reserved, lot.spent, lot.expired, lot.taken, lot.due_at, purse.id, company,
                        lot.seq, lot.n,
                    )
                )  # fmt: skip
        for seq in purse.touched_holds:
            hold = purse.holds[seq]
            self.hold.append((purse.id, company, seq, hold.state, hold.expires_at))
        if alias_of is not None:
            purse.alias_of = alias_of
        hot = (purse.seq, purse.hash, balances_text(purse), totals_text(purse))
        if was is None:
            self.purse.append((purse.id, company, *hot, *cold_values(purse), 0, 1, 1))
            return
        if was.unsealed and purse.next_due == was.next_due and cold(purse) == was.cold:
            self.hot_purse.append((*hot, purse.id, company, before))
        else:
            self.cold_purse.append((*hot, *cold_values(purse), purse.id, company, before))
        if purse.next_due > was.next_due:
            self.lifted.append((purse.id, company))


def rows_of(written: Sequence[Written], facts: Mapping[CompanyId, Facts], loaded: Mapping[PurseId, Loaded]) -> Rows:
    """Everything that a batch writes. The purses in `facts` must have come as far as the entries in `written`."""
    rows = Rows()
    touched: dict[PurseId, tuple[CompanyId, int]] = {}
    aliases: dict[PurseId, PurseId] = {}
    for piece in written:
        rows.add(piece)
        outcome = piece.outcome
        for purse in outcome.new_purses:
            touched.setdefault(purse, (piece.company, 0))
        for entry in outcome.entries:
            touched[entry.purse] = (piece.company, entry.seq)
        if outcome.merged is not None:
            aliases[outcome.merged[0]] = outcome.merged[1]
            touched.setdefault(outcome.merged[0], (piece.company, facts[piece.company].purses[outcome.merged[0]].seq))
    for id_, (company, last) in touched.items():
        moved = facts[company].purses[id_]
        assert moved.seq == last, "a purse moved on by entries that are not written"
        rows.add_purse(company, moved, loaded.get(id_), aliases.get(id_))
    rows.lifted += stale(facts, loaded, touched)
    return rows


def stale(
    facts: Mapping[CompanyId, Facts], loaded: Mapping[PurseId, Loaded], touched: Iterable[PurseId] = ()
) -> list[tuple[PurseId, CompanyId]]:
    """Purses that were thought to be due and were not: without a better bound the clock would come back to them for ever."""
    known = set(touched)
    return [
        (id_, was.company)
        for id_, was in loaded.items()
        if id_ not in known and facts[was.company].purses[id_].next_due > was.next_due
    ]  # fmt: skip


def forget_touched(facts: Mapping[CompanyId, Facts]) -> None:
    """After the commit nothing has changed any more."""
    for one in facts.values():
        for purse in one.purses.values():
            if purse.touched_lots:
                purse.touched_lots.clear()
            if purse.touched_holds:
                purse.touched_holds.clear()


def bucket(purse: PurseId) -> int:
    """Which of 4,096 relays delivers what is told of `purse`: its last twelve bits, the same on every machine."""
    return (purse[-2] << 8 | purse[-1]) % BUCKETS


def posting_values(p: Posting) -> Values:
    """A posting's columns after its key."""
    terms = p.opens
    if terms is None:
        lot = p.lot
        if lot is None:
            return (p.unit, p.source, p.destination, p.amount, None, None, None, None, None, None, None, None)
        return (p.unit, p.source, p.destination, p.amount, lot[0], lot[1], None, None, None, None, None, None)
    seq, n = (None, None) if p.lot is None else p.lot
    origin = terms.origin
    came = (None, None, None) if origin is None else (origin.purse, origin.seq, origin.n)
    return (p.unit, p.source, p.destination, p.amount, seq, n, terms.opened_at, terms.available_at, terms.expires_at, *came)


def lot_values(purse: PurseId, company: CompanyId, lot: Lot) -> Values:
    """A lot's row."""
    return (
        purse, company, lot.seq, lot.n, lot.unit, lot.opened_at, lot.available_at, lot.expires_at, lot.amount, lot.pending,
        lot.available, lot.reserved, lot.spent, lot.expired, lot.taken, lot.due_at, *(lot.origin or (None, None, None)),
    )  # fmt: skip


def cold_values(purse: Purse) -> Values:
    """What of a purse's row rarely changes, with `next_due`."""
    return (
        purse.tier, purse.tier_since, purse.tier_review_at, purse.next_due, purse.since, int(purse.blocked), purse.alias_of,
    )  # fmt: skip


def balances_text(purse: Purse) -> str:
    """Balances as canonical JSON: [[unit, account, count] …], sorted."""
    return "[" + ",".join([f'[{quoted(unit)},"{account}",{count}]' for (unit, account), count in sorted(purse.balances.items())]) + "]"


def totals_text(purse: Purse) -> str:
    """Totals as canonical JSON: [[measure, year or "" for life, total] …], sorted, zero left out."""
    totals = sorted(purse.totals.items())
    return "[" + ",".join([f'[{quoted(measure)},"{period}",{total}]' for (measure, period), total in totals if total]) + "]"


def marks_of(e: JournalEntry) -> str | None:
    """What an entry says besides its postings, as canonical JSON; None where it says nothing."""
    if not (e.hold or e.linked or e.returned or e.tier):
        if not e.counts:
            return None
        return '{"counts":[' + ",".join([f'[{quoted(c.measure)},"{c.day}",{c.delta}]' for c in e.counts]) + "]}"
    marks: dict[str, Any] = {}
    if e.counts:
        marks["counts"] = [(c.measure, c.day, c.delta) for c in e.counts]
    if e.hold is not None:
        marks["hold"] = (e.hold.seq, e.hold.state, e.hold.expires_at)
    if e.linked is not None:
        marks["linked"] = (e.linked.purse.hex(), e.linked.seq, e.linked.n)
    if e.returned:
        marks["returned"] = [(m.sale_purse.hex(), m.sale_seq, m.line, m.quantity) for m in e.returned]
    if e.tier is not None:
        marks["tier"] = (e.tier.tier, e.tier.since, e.tier.review_at)
    return _encode(marks)
