"""pgbench with a purchase's own statements: look up, lock the purse, insert, update, commit; one purchase at a time, prepared.

The script is written from the rows of one real purchase, so it writes what Zegel writes: the same tables, columns and sizes.
"""

import os
import re
import subprocess
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from bench import material
from bench.bare import Replay
from bench.figures import Sample
from bench.places import Place, now
from dev.postgres import Server
from zegel.store import lookups
from zegel.store.lookups import PURSE_COLUMNS
from zegel.store.rows import TABLES, Rows
from zegel.store.upserts import UPSERTS

CLIENTS = (1, 8, 16, 32, 64)
LONG_ENOUGH = 0.5
"""Seconds from which on a sample is one; below it pgbench only shows that it runs."""
PURSE = "decode(md5('member-' || :m), 'hex')"
NEXT = "(:seq + 1)"


def clients_for(seconds: float) -> tuple[int, ...]:
    """How many clients to try."""
    return CLIENTS if seconds >= LONG_ENOUGH else CLIENTS[:2]


class Pgbench:
    """A script for one place, and the program that runs it."""

    def __init__(self, server: Server, place: Place, folder: Path) -> None:
        self._program = server.bin / "pgbench"
        assert self._program.exists(), f"there is no pgbench in {server.bin}: on Debian it comes with postgresql"
        self._script = folder / f"purchase-{place.members}.sql"
        self._script.write_text(script(place), encoding="utf-8")
        parts = urlsplit(place.url)
        self._environment = os.environ | {
            "PGHOST": parts.hostname or "", "PGPORT": str(parts.port), "PGUSER": parts.username or "", "PGPASSWORD": parts.password or "",
            "PGDATABASE": parts.path[1:], "PGOPTIONS": f"-c zegel.companies={{{material.COMPANY}}} -c plan_cache_mode=force_generic_plan",
        }  # fmt: skip

    def sample(self, clients: int, seconds: float) -> Sample:
        """Purchases a second with so many clients."""
        # Every client prepares two dozen statements first: below three seconds that is all that some of them do.
        long = ("-T", str(max(3, round(seconds)))) if seconds >= LONG_ENOUGH else ("-t", "5")
        command = [self._program, "-n", "-M", "prepared", "-c", str(clients), "-j", "2" if clients > 1 else "1", *long, "-f", self._script]
        done = subprocess.run(command, env=self._environment, capture_output=True, text=True, check=False)
        found = re.search(r"tps = ([\d.]+)", done.stdout)
        if "actually processed: 0\n" in done.stdout and not done.returncode:
            return {"rate": 0.0}  # a machine so busy that no client got beyond its first statements
        assert found, done.stderr[-2000:] or done.stdout
        assert "number of failed transactions: 0 " in done.stdout, done.stdout
        return {"rate": float(found[1])}


def script(place: Place) -> str:
    """One purchase of a random member."""
    rows = a_purchase(place)
    lines = [
        f"\\set m random(0, {place.members - 1})", "\\set k random(1, 1000000000000000)", "BEGIN;",
        question(lookups.ANSWER.sql, f"'{material.COMPANY}'", f"'{material.SOURCE}'", "'key-' || :k"),
        question(lookups.NUMBER.sql, f"'{material.COMPANY}'", f"'{material.SOURCE}'", "'nr-' || :k"),
        question(lookups.IDENTIFIER.sql, f"'{material.COMPANY}'", "'card'", "'2620' || lpad((:m)::text, 9, '0')"),
        question(lookups.ALIAS.sql, PURSE, f"'{material.COMPANY}'"),
        f"SELECT {PURSE_COLUMNS} FROM purse WHERE id = {PURSE} AND company = '{material.COMPANY}' FOR UPDATE \\gset",
    ]  # fmt: skip
    for table, columns in TABLES.items():
        names = [name for name, _ in columns]
        for row in getattr(rows, table):
            values = ", ".join(literal(name, kind.rstrip("?"), value, rows) for (name, kind), value in zip(columns, row, strict=True))
            lines.append(f"INSERT INTO {table} ({', '.join(names)}) VALUES ({values}){UPSERTS.get(table, '')};")
    for seq, digest, balances, totals, *_ in rows.hot_purse:
        assert seq
        lines.append(
            f"UPDATE purse SET seq = {NEXT}, hash = {hexed(digest)}, balances = {quoted(balances)}, totals = {quoted(totals)},"
            f" version = version + 1 WHERE id = {PURSE} AND company = '{material.COMPANY}' AND seq = :seq;"
        )
    return "\n".join([*lines, "COMMIT;", ""])


def a_purchase(place: Place) -> Rows:
    """The rows of a purchase that opens as many lots as the median one does, of a member who bought before."""
    replay: Replay = place.replay()
    commands = material.purchases(material.bodies(256, place.members), 1, 256, now())
    every = replay.batches(commands, 1)
    usual = [rows for rows in every if rows.hot_purse] or every
    return sorted(usual, key=lambda rows: len(rows.lot))[len(usual) // 2]


def question(sql: str, *values: str) -> str:
    """A look-up with its parameters filled in."""
    for n, value in enumerate(values, 1):
        sql = sql.replace(f"${n}", value)
    return f"{sql};"


def literal(name: str, kind: str, value: Any, rows: Rows) -> str:
    """A value of the row, or what stands in its place for another member and another purchase."""
    purse = rows.entry[0][0]
    if value is None:
        return "NULL"
    if name == "purse" or value == purse:
        return PURSE
    if name in ("seq", "lot_seq"):
        return NEXT
    if name == "key":
        return "'key-' || :k"
    if name == "number":
        return "'nr-' || :k"
    return hexed(value) if kind == "bytea" else quoted(value) if kind == "text" else str(value)


def hexed(value: bytes) -> str:
    """Bytes as a literal."""
    return f"'\\x{bytes(value).hex()}'::bytea"


def quoted(value: str) -> str:
    """Text as a literal; pgbench takes a colon before a letter or digit for a variable of its own."""
    return "'" + re.sub(r":(?=\w)", ": ", value.replace("'", "''")) + "'"
