"""Rows → core values: purses, lots, holds, journal entries, answers. And what is fetched when, for both databases alike.

`resolving` and `fetching` are conversations: they ask questions, the adapter runs them (SQLite one by one, PostgreSQL all of one
kind at once) and sends back a list of rows for each.
"""

from collections.abc import Generator, Iterable, Mapping, Sequence
from json import JSONDecoder, loads
from typing import Final, TypeAlias

from zegel.core.ids import CompanyId, PurseId, ReceiptId
from zegel.core.periods import NEVER, Day, Instant
from zegel.core.purchase import Identifier
from zegel.flows.card_facts import PrintedCard
from zegel.flows.code_facts import Code
from zegel.flows.commands import Profile
from zegel.flows.facts import Dossier, Facts, Needs, PurseNeeds, Resolved, StoredAnswer, Wants
from zegel.ledger.accounts import AVAILABLE
from zegel.ledger.entries import Posting
from zegel.ledger.lots import Lot
from zegel.ledger.purse import Hold, Purse
from zegel.store import lookups
from zegel.store.article_queries import article_from
from zegel.store.lookups import Question, Row

Talk: TypeAlias = Generator[list[Question], Sequence[Sequence[Row]], None]

CHUNK: Final = 32
"""How many lots are read at a time while spending: a few more than needed at most, never all."""

_decoded: Final = JSONDecoder().raw_decode
"""What Zegel wrote itself has nothing around it; `loads` would look for spaces first, and decides anew how to read."""
END: Final = 2**62
MAX_ALIASES: Final = 1_000


class Loaded:
    """A purse's row as it was found, to know what changed. `cold` is what rarely does.

    `units` are those of which the row has something available. `sales` are the sales whose returned quantities were read.
    """

    __slots__ = ("cold", "company", "next_due", "sales", "seq", "units", "unsealed")

    def __init__(self, company: CompanyId, purse: Purse, unsealed: int) -> None:
        self.company, self.seq, self.next_due, self.unsealed = company, purse.seq, purse.next_due, unsealed
        self.cold = cold(purse)
        self.units = frozenset([unit for unit, account in purse.balances if account == AVAILABLE])
        self.sales: set[tuple[PurseId, int]] = set()


def cold(purse: Purse) -> tuple[str, str, int, str, int, bytes | None]:
    """What of a purse rarely changes."""
    return (purse.tier, purse.tier_since, purse.tier_review_at, purse.since, purse.blocked, purse.alias_of)


def purse_from(row: Row) -> tuple[Purse, Loaded]:
    """A purse without any lots yet, and its row as it was; columns as in lookups.PURSE_COLUMNS."""
    id_, company, seq, hashed, balances, totals, tier, tier_since, review_at, next_due, since, blocked, alias_of, unsealed = row
    found = Purse(PurseId(id_), complete=False)
    found.seq, found.hash = seq, hashed
    if balances != "[]":
        found.balances = {(unit, account): count for unit, account, count in _decoded(balances)[0]}
    if totals != "[]":
        found.totals = {(measure, period): total for measure, period, total in _decoded(totals)[0]}
    found.tier, found.tier_since, found.tier_review_at = tier, tier_since, review_at
    found.next_due = found.unloaded_due = next_due
    found.since, found.blocked, found.alias_of = since, int(blocked), alias_of
    return found, Loaded(company, found, unsealed)


def lot_from(row: Row) -> Lot:
    """A lot; columns as in lookups.LOT_COLUMNS."""
    origin = None if row[13] is None else (row[13], row[14], row[15])
    lot = Lot(row[0], row[1], row[2], row[3], row[4], row[5], row[6], origin)
    lot.pending, lot.available, lot.reserved, lot.spent, lot.expired, lot.taken = row[7:13]
    return lot


def answer_from(row: Row) -> StoredAnswer:
    """The first answer under a key."""
    receipt = None if row[3] is None else ReceiptId(PurseId(row[3]), row[4])
    return StoredAnswer(row[0], row[1], loads(row[2]), receipt)


# -- RESOLVE


def resolving(asked: Sequence[tuple[CompanyId, Wants]], found: list[Resolved]) -> Talk:
    """Fill `found` with one answer for each question, in order."""
    found += [Resolved() for _ in asked]
    questions: list[Question] = []
    for company, wants in asked:
        if wants.answer is not None:
            questions.append((lookups.ANSWER, (company, *wants.answer)))
        if wants.receipt_number is not None:
            questions.append((lookups.NUMBER, (company, *wants.receipt_number)))
        questions += [(lookups.IDENTIFIER, (company, shown.kind, shown.text)) for shown in wants.identifiers]
        questions += [(lookups.ALIAS, (purse, company)) for purse in wants.purses]
    answers = iter((yield questions)) if questions else iter(())
    follow: list[tuple[Resolved, CompanyId, PurseId, PurseId]] = []
    for resolved, (company, wants) in zip(found, asked, strict=True):
        if wants.answer is not None and (rows := next(answers)):
            resolved.answer = answer_from(rows[0])
        if wants.receipt_number is not None and (rows := next(answers)):
            resolved.receipt_number_taken = ReceiptId(PurseId(rows[0][0]), rows[0][1])
        for shown in wants.identifiers:
            if rows := next(answers):
                resolved.purse_of[shown] = purse = PurseId(rows[0][0])
                resolved.known_purses.add(purse)
                if rows[0][1] is not None:
                    follow.append((resolved, company, purse, PurseId(rows[0][1])))
        for purse in wants.purses:
            if rows := next(answers):
                resolved.known_purses.add(purse)
                if rows[0][0] is not None:
                    follow.append((resolved, company, purse, PurseId(rows[0][0])))
    if follow:
        yield from _following(follow)
    if any(wants.numbers for _, wants in asked):
        yield from _numbered(asked, found)
    if any(wants.codes for _, wants in asked):
        yield from _codes(asked, found)
    if any(wants.printed for _, wants in asked):
        yield from _printed(asked, found)
    if any(wants.articles for _, wants in asked):
        yield from _articles(asked, found)


def _articles(asked: Sequence[tuple[CompanyId, Wants]], found: list[Resolved]) -> Talk:
    """Articles by their numbers, each looked up once for all commands."""
    wanted = sorted({(company, sku) for company, wants in asked for sku in wants.articles})
    rows = yield [(lookups.ARTICLE, key) for key in wanted]
    known = {key: article_from(there[0]) for key, there in zip(wanted, rows, strict=True) if there}
    for resolved, (company, wants) in zip(found, asked, strict=True):
        resolved.articles = {sku: known[company, sku] for sku in wants.articles if (company, sku) in known}


def _numbered(asked: Sequence[tuple[CompanyId, Wants]], found: list[Resolved]) -> Talk:
    """Receipts by their numbers, of whatever source."""
    wanted = [(resolved, company, number) for resolved, (company, wants) in zip(found, asked, strict=True) for number in wants.numbers]
    rows = yield [(lookups.NUMBERED, (company, number)) for _, company, number in wanted]
    for (resolved, _, number), there in zip(wanted, rows, strict=True):
        resolved.numbered[number] = tuple([ReceiptId(PurseId(row[0]), row[1]) for row in there])


def _codes(asked: Sequence[tuple[CompanyId, Wants]], found: list[Resolved]) -> Talk:
    """Codes by their hashes: one question for each, whether it is there or not."""
    wanted = [(resolved, company, hashed) for resolved, (company, wants) in zip(found, asked, strict=True) for hashed in wants.codes]
    rows = yield [(lookups.CODE, (company, hashed)) for _, company, hashed in wanted]
    for (resolved, _, _), there in zip(wanted, rows, strict=True):
        resolved.codes |= {row[0]: code_from(row) for row in there}


def _printed(asked: Sequence[tuple[CompanyId, Wants]], found: list[Resolved]) -> Talk:
    """Gift cards that are to be sold, in the register."""
    wanted = [(resolved, company, hashed) for resolved, (company, wants) in zip(found, asked, strict=True) for hashed in wants.printed]
    rows = yield [(lookups.PRINTED, (company, hashed)) for _, company, hashed in wanted]
    for (resolved, _, _), there in zip(wanted, rows, strict=True):
        resolved.printed |= {row[0]: PrintedCard(*row) for row in there}


def code_from(row: Row) -> Code:
    """A code; columns as in lookups.CODE."""
    return Code(*row)


def _following(follow: list[tuple[Resolved, CompanyId, PurseId, PurseId]]) -> Talk:
    """Follow each alias, whose next purse is known, to the purse that accepts what is meant for it."""
    ends = [then for *_, then in follow]
    going = list(range(len(follow)))
    for _ in range(MAX_ALIASES):
        if not going:
            break
        rows = yield [(lookups.ALIAS, (ends[i], follow[i][1])) for i in going]
        still = []
        for i, found in zip(going, rows, strict=True):
            if found:
                follow[i][0].known_purses.add(ends[i])
                if found[0][0] is not None:
                    ends[i] = PurseId(found[0][0])
                    still.append(i)
        going = still
    assert not going, "purses are aliases of each other"
    for (resolved, _, purse, _), end in zip(follow, ends, strict=True):
        resolved.aliases[purse] = end


# -- FETCH

Wanted: TypeAlias = tuple[CompanyId, Purse, PurseNeeds, Instant, Loaded]


def fetching(facts: Mapping[CompanyId, Facts], needs: Sequence[tuple[CompanyId, Needs, Instant]], loaded: dict[PurseId, Loaded]) -> Talk:
    """Fill `facts`. `loaded` keeps each purse's row as it was found."""
    yield from _purses(facts, needs, loaded)
    wanted: list[Wanted] = []
    for company, need, at in needs:
        purses = facts[company].purses
        for one in need.purses:
            purse = purses.get(one.purse)
            # A purse that was not loaded was made in this batch: the store has nothing of it.
            if purse is not None and purse.id in loaded:
                wanted.append((company, purse, one, at, loaded[purse.id]))
    yield from _due(wanted)
    yield from _spend(wanted)
    yield from _singles(wanted)
    yield from _origins(wanted)
    yield from _returned(wanted)
    yield from _dossiers(facts, wanted)
    yield from _profiles(facts, wanted)
    yield from _shown(facts, wanted)
    yield from _documents(facts, needs)


def _purses(facts: Mapping[CompanyId, Facts], needs: Sequence[tuple[CompanyId, Needs, Instant]], loaded: dict[PurseId, Loaded]) -> Talk:
    missing = {(one.purse, company) for company, need, _ in needs for one in need.purses if one.purse not in facts[company].purses}
    if not missing:
        return
    rows = yield [(lookups.PURSE, key) for key in sorted(missing)]
    for found in rows:
        for row in found:
            purse, was = purse_from(row)
            facts[was.company].purses[purse.id] = purse
            loaded[purse.id] = was


def _due(wanted: Iterable[Wanted]) -> Talk:
    """Lots and holds that are due, for each purse that may have any; afterwards its `next_due` is honest."""
    latest: dict[PurseId, tuple[Wanted, Instant]] = {}
    for one in wanted:
        purse, at = one[1], one[3]
        if purse.next_due <= at and (purse.id not in latest or latest[purse.id][1] < at):
            latest[purse.id] = (one, at)
    if not latest:
        return
    questions: list[Question] = []
    for (company, purse, _, _, was), at in latest.values():
        questions.append((lookups.DUE_HOLDS, (purse.id, company, at)))
        questions.append((lookups.DUE_WAITING, (purse.id, company, at)))
        questions += [(lookups.DUE_AVAILABLE, (purse.id, company, unit, at)) for unit in sorted(was.units)]
    rows = iter((yield questions))
    held: list[Question] = []
    for (company, purse, _, _, was), at in latest.values():
        held += _take_holds(company, purse, next(rows))
        _take_lots(purse, next(rows))
        for unit in sorted(was.units):
            _take_lots(purse, next(rows))
            queue = purse.queue(unit)
            until = (at, END, END, END)
            if queue.loaded_until is not None and queue.loaded_until < until:
                queue.loaded_until = until
    if held:
        lots = yield held
        for (_, parameters), found in zip(held, lots, strict=True):
            _take_lots(latest[parameters[0]][0][1], found)
    for (_, purse, _, _, _), at in latest.values():
        # Everything stored that is due by `at` is here now; of what comes later nothing is known.
        purse.unloaded_due = max(purse.unloaded_due, Instant(at + 1))
        purse.next_due = min(purse.find_due(), purse.unloaded_due)


def _take_lots(purse: Purse, rows: Sequence[Row]) -> None:
    for row in rows:
        if (row[0], row[1]) not in purse.lots:
            purse.load_lot(lot_from(row))


def _take_holds(company: CompanyId, purse: Purse, rows: Sequence[Row]) -> list[Question]:
    """Take in open holds; gives the questions for the lots that they set aside."""
    reserved: dict[int, list[Posting]] = {}
    for row in rows:
        postings = reserved.setdefault(row[0], [])
        if row[3] is not None:
            lot = None if row[7] is None else (row[7], row[8])
            postings.append(Posting(row[3], row[4], row[5], row[6], lot, None))
    for row in rows:
        if row[0] not in purse.holds:
            purse.holds[row[0]] = Hold(row[1], Instant(row[2]), tuple(reserved[row[0]]))
    keys = {p.lot for postings in reserved.values() for p in postings if p.lot is not None}
    return [(lookups.LOT, (purse.id, company, *key)) for key in sorted(keys) if key not in purse.lots]


def _spend(wanted: Iterable[Wanted]) -> Talk:
    """Lots in spend order, a chunk at a time, until they cover the most that may be spent."""
    most: dict[tuple[PurseId, str], tuple[Wanted, str, int]] = {}
    for one in wanted:
        for unit, count in one[2].spend:
            before = most.get((one[1].id, unit))
            # Commands of one batch may spend one after the other.
            most[one[1].id, unit] = (one, unit, count + (before[2] if before else 0))
    going = list(most.values())
    while going:
        asking = []
        for one, unit, count in going:
            company, purse, _, at, was = one
            queue = purse.queue(unit)
            if unit not in was.units:
                queue.loaded_until = None
            if queue.loaded_until is None or _covered(purse, unit, at) >= count:
                continue
            asking.append((one, unit, count, (lookups.SPEND, (purse.id, company, unit, *queue.loaded_until, CHUNK))))
        if not asking:
            return
        rows = yield [question for *_, question in asking]
        for (one, unit, _, _), found in zip(asking, rows, strict=True):
            _take_lots(one[1], found)
            last = found[-1] if len(found) == CHUNK else None
            one[1].queue(unit).loaded_until = None if last is None else (last[5], last[3], last[0], last[1])
        going = [(one, unit, count) for one, unit, count, _ in asking]


def _covered(purse: Purse, unit: str, at: Instant) -> int:
    """What the loaded lots can give at `at`: what is due by then lapses first."""
    queue = purse.queue(unit)
    until = queue.loaded_until
    assert until is not None
    return sum(lot.available for lot in queue.in_spend_order() if lot.expires_at > at and lot.order <= until)


def _singles(wanted: Iterable[Wanted]) -> Talk:
    """Sums, named lots, all lots, open holds."""
    questions: list[Question] = []
    takers: list[tuple[Wanted, tuple[str, Day] | None]] = []
    summed: set[tuple[PurseId, str, Day]] = set()
    for one in wanted:
        company, purse, need, _, _ = one
        for measure in need.sums:
            if measure not in purse.sums and (purse.id, *measure) not in summed and not purse.complete:
                summed.add((purse.id, *measure))
                questions.append((lookups.SUM, (purse.id, company, *measure)))
                takers.append((one, measure))
        asked: list[Question] = [(lookups.LOT, (purse.id, company, *lot)) for lot in need.lots if lot not in purse.lots]
        if need.all_lots and not purse.complete:
            asked += [(lookup, (purse.id, company)) for lookup in (lookups.ALL_LOTS, lookups.ALL_DAYS, lookups.ALL_RETURNED)]
        if need.holds:
            asked.append((lookups.OPEN_HOLDS, (purse.id, company)))
        questions += asked
        takers += [(one, None)] * len(asked)
    if not questions:
        return
    rows = yield questions
    held: list[Question] = []
    holders: list[Purse] = []
    for (lookup, _), ((company, purse, _, _, was), key), found in zip(questions, takers, rows, strict=True):
        if key is not None:
            purse.sums[key] = found[0][0]
        elif lookup is lookups.OPEN_HOLDS:
            more = _take_holds(company, purse, found)
            held += more
            holders += [purse] * len(more)
        elif lookup is lookups.ALL_DAYS:
            _take_days(purse, found)
        elif lookup is lookups.ALL_RETURNED:
            _take_returned(purse, was, found)
        else:
            _take_lots(purse, found)
            if lookup is lookups.ALL_LOTS:
                for queue in purse.queues.values():
                    queue.loaded_until = None
    if held:
        lots = yield held
        for purse, found in zip(holders, lots, strict=True):
            _take_lots(purse, found)


def _take_days(purse: Purse, rows: Sequence[Row]) -> None:
    """Every measure day beside what was counted since: with that and every open lot the purse is complete."""
    if purse.complete:
        return  # two commands of one batch asked for it
    for measure, day, count in rows:
        days = purse.measures.setdefault(measure, {})
        days[day] = days.get(day, 0) + count
    purse.complete = True


def _take_returned(purse: Purse, was: Loaded, rows: Sequence[Row]) -> None:
    """Every returned quantity, of sales that were not read before."""
    sales = {(PurseId(row[0]), row[1]) for row in rows} - was.sales
    for sale_purse, sale_seq, line, quantity in rows:
        if (sale_purse, sale_seq) in sales:
            key = (sale_purse, sale_seq, line)
            purse.returned[key] = purse.returned.get(key, 0) + quantity
    was.sales |= sales


def _origins(wanted: Iterable[Wanted]) -> Talk:
    """Lots that named entries opened, and lots whose points came from those, however often they moved within this purse."""
    asked: set[tuple[PurseId, PurseId, int]] = set()
    going = [(one, purse, seq) for one in wanted for purse, seq in one[2].opened_by]
    while going:
        questions: list[Question] = []
        takers: list[Wanted] = []
        for one, opener, seq in going:
            company, purse = one[0], one[1]
            if (purse.id, opener, seq) in asked:
                continue
            asked.add((purse.id, opener, seq))
            questions.append((lookups.LOTS_FROM, (purse.id, company, opener, seq)))
            takers.append(one)
            if opener == purse.id:
                questions.append((lookups.LOTS_OF, (purse.id, company, seq)))
                takers.append(one)
        if not questions:
            return
        rows = yield questions
        going = []
        for (lookup, _), one, found in zip(questions, takers, rows, strict=True):
            _take_lots(one[1], found)
            if lookup is lookups.LOTS_FROM:
                going += [(one, one[1].id, row[0]) for row in found]


def _returned(wanted: Iterable[Wanted]) -> Talk:
    """What was returned of named sales, as far as this purse booked it."""
    questions: list[Question] = []
    takers: list[tuple[Purse, PurseId, int]] = []
    for company, purse, need, _, was in wanted:
        for sale_purse, sale_seq in need.returned_of:
            if (sale_purse, sale_seq) not in was.sales:
                was.sales.add((sale_purse, sale_seq))
                questions.append((lookups.RETURNED, (purse.id, company, sale_purse, sale_seq)))
                takers.append((purse, sale_purse, sale_seq))
    if not questions:
        return
    rows = yield questions
    for (purse, sale_purse, sale_seq), found in zip(takers, rows, strict=True):
        for line, quantity in found:
            # What this batch returned itself is in memory only.
            key = (sale_purse, sale_seq, line)
            purse.returned[key] = purse.returned.get(key, 0) + quantity


def _dossiers(facts: Mapping[CompanyId, Facts], wanted: Iterable[Wanted]) -> Talk:
    """Dossiers of the kinds asked for; what this batch changed of them is newer and stays."""
    asked = {(company, purse.id, kind) for company, purse, need, _, _ in wanted for kind in need.dossiers}
    if not asked:
        return
    order = sorted(asked)
    rows = yield [(lookups.DOSSIERS, (purse, company, kind)) for company, purse, kind in order]
    for (company, purse, _), found in zip(order, rows, strict=True):
        mine = facts[company].dossiers.setdefault(purse, {})
        for kind, id_, state, data, at in found:
            mine.setdefault((kind, id_), Dossier(purse, kind, id_, state, data, at))


def _profiles(facts: Mapping[CompanyId, Facts], wanted: Iterable[Wanted]) -> Talk:
    """What is known of people; nothing of whoever has no profile (any more)."""
    asked = {(company, purse.id) for company, purse, need, _, _ in wanted if need.profile and purse.id not in facts[company].profiles}
    if not asked:
        return
    order = sorted(asked)
    rows = yield [(lookups.PROFILE, (purse, company)) for company, purse in order]
    for (company, purse), found in zip(order, rows, strict=True):
        facts[company].profiles[purse] = Profile(*found[0]) if found else Profile("", "", "")


def _shown(facts: Mapping[CompanyId, Facts], wanted: Iterable[Wanted]) -> Talk:
    """The kinds of things that find a purse, with those that commands before this one added."""
    order = sorted({(company, purse.id) for company, purse, need, _, _ in wanted if need.shown})
    if not order:
        return
    rows = yield [(lookups.SHOWN, (purse, company)) for company, purse in order]
    for (company, purse), found in zip(order, rows, strict=True):
        facts[company].shows(purse, *[Identifier(row[0], row[1]) for row in found])


def _documents(facts: Mapping[CompanyId, Facts], needs: Sequence[tuple[CompanyId, Needs, Instant]]) -> Talk:
    """Receipts, counters, and codes that receipts name."""
    named = sorted({(company, hashed) for company, need, _ in needs for hashed in need.codes if hashed not in facts[company].codes})
    if named:
        rows = yield [(lookups.CODE, (company, hashed)) for company, hashed in named]
        for (company, hashed), there in zip(named, rows, strict=True):
            if there:
                facts[company].codes[hashed] = code_from(there[0])
    questions: list[Question] = []
    takers: list[tuple[Facts, ReceiptId | str]] = []
    for company, need, _ in needs:
        mine = facts[company]
        for receipt in need.receipts:
            if receipt not in mine.receipts:
                questions.append((lookups.RECEIPT, (receipt.purse, company, receipt.seq)))
                takers.append((mine, receipt))
        for counter in need.counters:
            if counter not in mine.counters:
                questions.append((lookups.COUNTER, (company, counter)))
                takers.append((mine, counter))
    if not questions:
        return
    rows = yield questions
    for (mine, taker), found in zip(takers, rows, strict=True):
        if found and isinstance(taker, str):
            mine.counters[taker] = found[0][0]
            if found[0][1] is not None:
                mine.began[taker] = found[0][1]
        elif found and not isinstance(taker, str):
            mine.receipts[taker] = found[0][0]


assert NEVER < END
