"""The worker's notices: what members are told of what was booked, and of what is about to lapse.

A notice is written in the transaction of the seal that its entry comes under, so none is skipped and none is made twice; one that looks
ahead has the day it speaks of in its id, so a pass that comes again says nothing new.
"""

import asyncio
from collections.abc import Awaitable, Callable, Collection, Sequence
from dataclasses import replace
from json import loads
from typing import Final, Protocol

from zegel.core.article import Article
from zegel.core.ids import CompanyId, PurseId
from zegel.core.periods import HOUR, Day, Instant, end_of_day, local_moment, plus_days
from zegel.core.refusals import NoProgram
from zegel.decide.plan import Plan, plan_of
from zegel.decide.price_drop import Called
from zegel.desk.register import Register
from zegel.desk.shelves import CompanyShelf, Shelves
from zegel.flows.commands import Header, RunDue
from zegel.flows.tier_standing import tier_standing
from zegel.ledger.purse import Purse
from zegel.messages.notices import (
    LASTS,
    Notice,
    Trying,
    articles_told,
    expiring,
    is_told,
    membership_ends,
    notice_days,
    notices_of,
    tier_ends,
    trial_ends,
)
from zegel.program.bringing_back import NOTICE_DAYS
from zegel.program.model import Program, Words
from zegel.program.words import both
from zegel.store.message_queries import MessageQueries, Outgoing, Reader, add_once
from zegel.store.records import Company
from zegel.store.statements import Step

DAY: Final = 24 * HOUR
UNTOLD: Final = ("mark", "membership", "clearing", "status")
"""Kinds of unit of which nobody is told that they lapse; a membership has words of its own."""
Look = Callable[[RunDue], Awaitable[Purse]]
Ahead = tuple[PurseId, Instant, Notice]
"""Whom it is for, until when it is worth telling, and what is told."""
AT_ONCE: Final = 200
"""Notices that are written in one transaction."""


class Books(Protocol):
    """What notices ask of the store's queries."""

    messages: MessageQueries

    async def companies(self) -> list[Company]: ...

    async def article(self, company: CompanyId, sku: str) -> Article | None: ...


class Noticing:
    """Makes the notices of every company."""

    def __init__(
        self, register: Register, books: Books, shelves: Shelves, clock: Callable[[], Instant], look: "Look | None" = None
    ) -> None:  # fmt: skip
        """`look` shows a whole purse with its due work done; without it nobody is told of a tier that ends."""
        self._register, self._books, self._shelves, self._clock, self._look = register, books, shelves, clock, look
        self._looked: dict[CompanyId, str] = {}

    async def of(self, company: CompanyId, entries: Sequence[tuple[PurseId, int, bytes]]) -> list[Step]:
        """What is told of these entries (purse, number, receipt), as statements. Most receipts tell nothing, and are only looked over."""
        told = [entry for entry in entries if is_told(entry[2])]
        readers = await self._books.messages.readers(company, sorted({purse for purse, _, _ in told}))
        mine = [entry for entry in told if entry[0] in readers]
        if not mine:
            return []
        shelf, now = await self._shelves.of(company), self._clock()
        called = await self._called(company, {sku for _, _, document in mine for sku in articles_told(document)})
        found = await asyncio.to_thread(_read, shelf, mine, now, called)
        return [step for purse, notice in found for step in _told(company, readers[purse], notice, now)]

    async def ahead(self) -> int:
        """Once a day, whose points, vouchers, membership, trial or tier end soon; how many notices were made that were not there."""
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
            compiled = (await self._shelves.of(company)).live_at(now)
        except NoProgram:
            return 0
        found = [*await self._lapsing(company, compiled.program, now), *await self._memberships(company, compiled.program, now)]
        found += await self._trials(company, compiled.program, now)
        if self._look is not None:
            found += await self._tiers(company, plan_of(compiled), self._look, now)
        count = 0
        for n in range(0, len(found), AT_ONCE):
            page = found[n : n + AT_ONCE]
            readers = await self._books.messages.readers(company, sorted({purse for purse, _, _ in page}))
            steps = [
                step for purse, until, notice in page if purse in readers for step in _told(company, readers[purse], notice, now, until)
            ]  # fmt: skip
            count += sum(await self._register.write(company, *steps)) if steps else 0
        return count

    async def _lapsing(self, company: CompanyId, program: Program, now: Instant) -> list[Ahead]:
        """Points, credit, rewards and coupons that lapse within what the program's settings say."""
        days = {unit.id: (unit.kind, notice_days(program, unit.kind)) for unit in program.units if unit.kind not in UNTOLD}
        most = max((n for _, n in days.values()), default=0)
        found: list[Ahead] = []
        for purse, unit, at, many in await self._books.messages.expiring(company, now, Instant(now + most * DAY)):
            kind, n = days.get(unit, ("", 0))
            if at <= now + n * DAY:
                found.append((purse, Instant(at), expiring(program, purse, unit, kind, many, at)))
        return found

    async def _memberships(self, company: CompanyId, program: Program, now: Instant) -> list[Ahead]:
        """Memberships whose last term ends; one that renews by itself only where somebody ended it."""
        known = {one.unit: one for one in program.memberships}
        most = max((one.notice_days for one in program.memberships), default=0)
        if not most:
            return []
        found: list[Ahead] = []
        for purse, unit, at, ended in await self._books.messages.memberships_ending(company, now, Instant(now + most * DAY)):
            one = known.get(unit)
            if one is not None and at <= now + one.notice_days * DAY and (ended or not one.renews):
                found.append((purse, at, membership_ends(program, purse, one, at)))
        return found

    async def _trials(self, company: CompanyId, program: Program, now: Instant) -> list[Ahead]:
        """Trials that end within what the program says; all that end with one day in one message."""
        days = {one.id: one.notice_days for one in program.care.windows if one.on_trial}
        today = local_moment(now, program.company_zone).business_date
        ending: dict[tuple[PurseId, Day], list[tuple[str, Trying]]] = {}
        for purse, dossier in await self._books.messages.trials_running(company):
            data = loads(dossier)
            until = Day(data["until"])
            if today <= until <= plus_days(today, days.get(data["rule"], NOTICE_DAYS)):
                trying = Trying(Words("", ""), data.get("charge", "before"), data.get("label", ""))
                ending.setdefault((purse, until), []).append((str(data["what"] or data["rule"]), trying))
        called = await self._called(company, {what for tried in ending.values() for what, _ in tried})
        return [
            (
                purse, end_of_day(until, program.company_zone),
                trial_ends(purse, [replace(one, what=called.get(what) or Words(what, what)) for what, one in tried], until),
            )
            for (purse, until), tried in ending.items()
        ]  # fmt: skip

    async def _called(self, company: CompanyId, skus: Collection[str]) -> dict[str, Words]:
        """What the catalogue calls these articles; those that it does not have are left out."""
        found = [await self._books.article(company, sku) for sku in sorted(skus)]
        return {one.sku: both(one.called) for one in found if one is not None}

    async def _tiers(self, company: CompanyId, plan: Plan, look: Look, now: Instant) -> list[Ahead]:
        """Tiers that will not be kept, as things stand."""
        tiers, program = plan.tiers, plan.compiled.program
        if tiers is None or not tiers.notice_days or plan.by_tenure:
            return []
        here = local_moment(now, program.company_zone)
        found: list[Ahead] = []
        for purse in await self._books.messages.tiers_reviewed(company, now, Instant(now + (tiers.notice_days + 1) * DAY)):
            header = Header(company, "clock", "", b"", now, now, here.business_date, 0, 0, "", "", "")
            standing = tier_standing(plan, one := await look(RunDue(header, purse, whole=True)), now)
            if standing is None or not standing.warn or standing.by_hand:
                continue
            told = tier_ends(program, purse, one.tier, standing.falls_to, standing.keep_more, one.tier_review_at)
            found.append((purse, one.tier_review_at, told))
        return found


def _read(shelf: CompanyShelf, entries: Sequence[tuple[PurseId, int, bytes]], now: Instant, called: Called) -> list[tuple[PurseId, Notice]]:
    """The notices of entries: wording is work for a thread."""
    return [
        (purse, notice) for purse, seq, document in entries for notice in notices_of(shelf.by_digest, purse, seq, document, now, called)
    ]  # fmt: skip


def _told(company: CompanyId, reader: Reader, notice: Notice, now: Instant, until: Instant | None = None) -> list[Step]:
    """The message of a notice, unless it is marketing that they did not say yes to, or while a complaint of theirs is open."""
    consent = notice.data.get("consent", "")
    if consent and (reader.complains or f"{consent} by email" not in reader.consents):
        return []
    last = Instant(now + LASTS) if until is None else until
    language = reader.language or "nl"
    return [
        add_once(company, Outgoing(notice.id, notice.kind, "", language, notice.data, None, now, last, None, reader.purse, 0, None, ""))
    ]
