"""What one batch writes to SQLite, in the order of architecture.md §1: draws, look-ups, books, projections, receipts, outbox."""

import sqlite3
from collections.abc import Iterator, Sequence
from json import loads
from typing import Final

from zegel.core.ids import CompanyId, PurseId
from zegel.core.periods import NEVER
from zegel.flows.card_facts import SOLD
from zegel.ledger.accounts import AVAILABLE
from zegel.store import code_counts, lookups
from zegel.store.lookups import Row
from zegel.store.port import Conflict, Short
from zegel.store.rows import LOT_MOVES, TABLES, Rows, Values
from zegel.store.upserts import UPSERTS


def insert_sql(table: str) -> str:
    """The plain INSERT of a table's columns."""
    columns = [name for name, _ in TABLES[table]]
    return f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})"


INSERTS: Final = {table: insert_sql(table) + UPSERTS.get(table, "") for table in TABLES}

DRAW: Final = "UPDATE counter SET remains = remains - ?3 WHERE company = ?1 AND id = ?2 AND remains >= ?3"
DRAW_OF: Final = (
    "UPDATE counter SET remains = remains + ?4 - COALESCE(began, ?4) - ?3, began = ?4"
    " WHERE company = ?1 AND id = ?2 AND remains + ?4 - COALESCE(began, ?4) >= ?3"
)
"""Where the program says how many there are: by now perhaps another number than the counter began with."""
BEGIN_COUNTER: Final = "INSERT INTO counter (company, id, remains, began) VALUES (?1, ?2, ?3, ?3) ON CONFLICT DO NOTHING"
MOVE_CODE: Final = (
    "UPDATE code SET uses_left = uses_left + ?3, held = held + ?4, used = used + ?5, value_left = value_left + ?6"
    " WHERE company = ?1 AND hash = ?2 AND uses_left + ?3 >= 0 AND value_left + ?6 >= 0"
    " RETURNING batch, state, valid_until, uses_left, held"
)
ADD_COUNT: Final = code_counts.ADD_COUNT.replace("$", "?")
MOVE_LOT: Final = f"UPDATE lot SET {', '.join(f'{name} = ?' for name in LOT_MOVES)} WHERE purse = ? AND company = ? AND seq = ? AND n = ?"
_HOT: Final = "seq = ?, hash = ?, balances = ?, totals = ?, version = version + 1"
# SQLite goes by the names in SET, not by the values: a purse whose indexed columns stay is written without them.
HOT_PURSE: Final = f"UPDATE purse SET {_HOT} WHERE id = ? AND company = ? AND seq = ?"
COLD_PURSE: Final = (
    f"UPDATE purse SET {_HOT}, tier = ?, tier_since = ?, tier_review_at = ?, next_due = ?, since = ?, blocked = ?, alias_of = ?,"
    " unsealed = 1 WHERE id = ? AND company = ? AND seq = ?"
)
MOVE_IDENTIFIERS: Final = "UPDATE identifier SET purse = ?, at = ? WHERE purse = ? AND company = ? AND kind <> 'gift_card'"
SELL_CARD: Final = (
    f"UPDATE printed_card SET state = '{SOLD}', purse = ?, at = ? WHERE company = ? AND hash = ? AND state <> '{SOLD}' AND stopped = ''"
)
LIFT: Final = "UPDATE purse SET next_due = ? WHERE id = ? AND company = ?"
_BOUND: Final = "SELECT balances, totals, tier_review_at FROM purse WHERE id = ? AND company = ?"
_WAITING, _HOLD, _EXPIRY = (found.for_sqlite() for found in (lookups.NEXT_WAITING, lookups.NEXT_HOLD, lookups.NEXT_EXPIRY))


def write(connection: sqlite3.Connection, rows: Rows) -> None:
    """All of `rows`. Raises Short when a counter has less left than is drawn; the caller rolls back."""
    cursor = connection.cursor()
    for company, counter, n, of in rows.draws:
        if of is not None:
            cursor.execute(BEGIN_COUNTER, (company, counter, of))
        drawn = (DRAW, (company, counter, n)) if of is None or n <= 0 else (DRAW_OF, (company, counter, n, of))
        if cursor.execute(*drawn).rowcount == 0:
            left: Row | None = cursor.execute(lookups.COUNTER.for_sqlite(), (company, counter)).fetchone()
            # A counter that nobody made is unlimited.
            if left is not None:
                raise Short(CompanyId(company), counter, left[0] if of is None or left[1] is None else left[0] + of - left[1])
    many = cursor.executemany
    if rows.moved_code:
        many(ADD_COUNT, code_counts.after_moves(_moved(cursor, rows.moved_code)))
    for table in TABLES:
        found: Sequence[Values] = getattr(rows, table)
        if found:
            many(INSERTS[table], found)
    if rows.moved_identifier:
        many(MOVE_IDENTIFIERS, rows.moved_identifier)
    if rows.moved_lot:
        _exactly(many(MOVE_LOT, rows.moved_lot), rows.moved_lot)
    if rows.sold_card:
        many(SELL_CARD, rows.sold_card)
        if cursor.rowcount < len(rows.sold_card):
            raise Conflict("a gift card was blocked meanwhile")
    if rows.hot_purse:
        _exactly(many(HOT_PURSE, rows.hot_purse), rows.hot_purse)
    if rows.cold_purse:
        _exactly(many(COLD_PURSE, rows.cold_purse), rows.cold_purse)
    lift(cursor, rows.lifted)


def _moved(cursor: sqlite3.Cursor, moves: Sequence[Values]) -> Iterator[tuple[Row, Values]]:
    """Each code as it is after its move. Raises Short where it has less left than is taken."""
    for move in moves:
        found = cursor.execute(MOVE_CODE, move).fetchall()
        if not found:
            raise Short(CompanyId(move[0]), "code", 0)
        yield found[0], move


def _exactly(cursor: sqlite3.Cursor, rows: Sequence[Values]) -> None:
    assert cursor.rowcount == len(rows), "a row is not as it was when it was read"


def lift(cursor: sqlite3.Cursor, purses: Sequence[tuple[PurseId, CompanyId]]) -> None:
    """Set `next_due` of these purses to the moment of the first thing that is stored."""
    for key in purses:
        cursor.execute(LIFT, (next_due(cursor, key), *key))


def next_due(cursor: sqlite3.Cursor, key: tuple[PurseId, CompanyId]) -> int:
    """When the first thing happens to this purse by itself, NEVER if nothing does."""
    balances, totals, review = cursor.execute(_BOUND, key).fetchone()
    moments = [total for measure, period, total in loads(totals) if total and not period and measure.startswith(("idle:", "next:"))]
    found = [review, *moments]
    found += cursor.execute(_WAITING, key).fetchone()
    found += cursor.execute(_HOLD, key).fetchone()
    for unit, account, _ in loads(balances):
        if account == AVAILABLE:
            found += cursor.execute(_EXPIRY, (*key, unit)).fetchone()
    return min((due for due in found if due is not None), default=NEVER)
