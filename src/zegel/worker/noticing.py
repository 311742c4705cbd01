"""The worker's notices: what members are told of what was booked, and of what is about to lapse.

A notice is written in the transaction of the seal that its entry comes under, so none is skipped and none is made twice; one that looks
ahead has the day it speaks of in its id, so a pass that comes again says nothing new.
"""

import asyncio
from collections.abc import Callable, Sequence
from typing import Final, Protocol

from zegel.core.ids import CompanyId, PurseId
from zegel.core.periods import Instant, local_moment
from zegel.core.refusals import NoProgram
from zegel.desk.register import Register
from zegel.desk.shelves import CompanyShelf, Shelves
from zegel.messages.notices import AHEAD, LASTS, Notice, expiring, is_told, notices_of
from zegel.store.message_queries import MessageQueries, Outgoing, Reader, add_once
from zegel.store.records import Company
from zegel.store.statements import Step

AT_ONCE: Final = 200
"""Notices that are written in one transaction."""


class Books(Protocol):
    """What notices ask of the store's queries."""

    messages: MessageQueries

    async def companies(self) -> list[Company]: ...


class Noticing:
    """Makes the notices of every company."""

    def __init__(self, register: Register, books: Books, shelves: Shelves, clock: Callable[[], Instant]) -> None:
        self._register, self._books, self._shelves, self._clock = register, books, shelves, clock
        self._looked: dict[CompanyId, str] = {}

    async def of(self, company: CompanyId, entries: Sequence[tuple[PurseId, int, bytes]]) -> list[Step]:
        """What is told of these entries (purse, number, receipt), as statements. Most receipts tell nothing, and are only looked over."""
        told = [entry for entry in entries if is_told(entry[2])]
        readers = await self._books.messages.readers(company, sorted({purse for purse, _, _ in told}))
        mine = [entry for entry in told if entry[0] in readers]
        if not mine:
            return []
        shelf, now = await self._shelves.of(company), self._clock()
        found = await asyncio.to_thread(_read, shelf, mine, now)
        return [step for purse, notice in found for step in _told(company, readers[purse], notice, now)]

    async def ahead(self) -> int:
        """Once a day, whose anything lapses within two weeks; how many notices were made that were not there."""
        count = 0
        for company in await self._books.companies():
            now = self._clock()
            today = local_moment(now, company.zone).business_date
            if self._looked.get(company.id) != today:
                count += await self._ahead(company.id, now)
                self._looked[company.id] = today
        return count

    async def _ahead(self, company: CompanyId, now: Instant) -> int:
        try:
            program = (await self._shelves.of(company)).live_at(now).program
        except NoProgram:
            return 0
        known = {unit.id for unit in program.units if unit.kind not in ("mark", "membership", "clearing", "status")}
        rows = [row for row in await self._books.messages.expiring(company, now, Instant(now + AHEAD)) if row[1] in known]
        count = 0
        for n in range(0, len(rows), AT_ONCE):
            page = rows[n : n + AT_ONCE]
            readers = await self._books.messages.readers(company, sorted({row[0] for row in page}))
            steps = [
                step
                for purse, unit, at, many in page
                if purse in readers
                for step in _told(company, readers[purse], expiring(program, purse, unit, many, at), now, Instant(at))
            ]
            count += sum(await self._register.write(company, *steps)) if steps else 0
        return count


def _read(shelf: CompanyShelf, entries: Sequence[tuple[PurseId, int, bytes]], now: Instant) -> list[tuple[PurseId, Notice]]:
    """The notices of entries: wording is work for a thread."""
    return [
        (purse, notice) for purse, seq, document in entries for notice in notices_of(shelf.by_digest, purse, seq, document, now)
    ]  # fmt: skip


def _told(company: CompanyId, reader: Reader, notice: Notice, now: Instant, until: Instant | None = None) -> list[Step]:
    """The message of a notice, unless it is marketing that they did not say yes to."""
    consent = notice.data.get("consent", "")
    if consent and f"{consent} by email" not in reader.consents:
        return []
    last = Instant(now + LASTS) if until is None else until
    language = reader.language or "nl"
    return [
        add_once(company, Outgoing(notice.id, notice.kind, "", language, notice.data, None, now, last, None, reader.purse, 0, None, ""))
    ]
