"""Keeping times: mail, codes, strangers' addresses, sign-ins, lost cards and settled cases go after what the live program says."""

from collections.abc import Callable, Sequence
from typing import Final, Protocol

from zegel.core.ids import CompanyId
from zegel.core.periods import HOUR, Day, Instant, local_moment, plus_days, plus_months, start_of_day
from zegel.core.refusals import NoProgram
from zegel.decide.cases import OVER
from zegel.desk.register import Register
from zegel.desk.shelves import Shelves
from zegel.store.keeping import old_cases, purge_accounts, purge_cases, purge_lost, purge_mail, purge_marks, purge_visits
from zegel.store.records import Company
from zegel.store.statements import Step

EVERY: Final = HOUR


class Books(Protocol):
    """What keeping asks of the store's queries."""

    async def companies(self) -> list[Company]: ...


class Keeping:
    """The pass that lets go of what was kept long enough: mail and addresses once an hour, the rest once a day."""

    def __init__(self, register: Register, books: Books, shelves: Shelves, clock: Callable[[], Instant]) -> None:
        self._register, self._books, self._shelves, self._clock = register, books, shelves, clock
        self._mailed: dict[CompanyId, Instant] = {}
        self._visited: dict[CompanyId, Day] = {}

    async def purge(self) -> int:
        """How many rows went. A company without a program keeps what it has: it promised nothing yet."""
        count = 0
        for company in await self._books.companies():
            now = self._clock()
            if now - self._mailed.get(company.id, Instant(0)) < EVERY:
                continue
            try:
                settings = (await self._shelves.of(company.id)).live_at(now).program.settings
            except NoProgram:
                continue
            today = local_moment(now, company.zone).business_date
            months_ago = start_of_day(plus_months(today, -settings.keep_messages_months), company.zone)
            steps = [*purge_mail(company.id, months_ago, Instant(now - settings.keep_addresses_days * 24 * HOUR))]
            if self._visited.get(company.id) != today:
                steps += purge_lost(company.id, start_of_day(plus_months(today, -settings.keep_lost_months), company.zone))
                steps += await self._cases(company.id, start_of_day(plus_months(today, -settings.keep_cases_months), company.zone))
                steps += purge_visits(company.id, start_of_day(plus_days(today, -settings.keep_visits_days), company.zone))
                steps += purge_accounts(company.id, start_of_day(plus_days(today, -settings.keep_accounts_days), company.zone))
                steps += purge_marks(company.id, start_of_day(plus_days(today, -settings.keep_marks_days), company.zone))
            count += sum(await self._register.write(company.id, *steps))
            self._mailed[company.id], self._visited[company.id] = now, today
        return count

    async def _cases(self, company: CompanyId, before: Instant) -> Sequence[Step]:
        """What forgets the cases that were settled before then."""
        async with self._register.store.view([company]) as view:
            return purge_cases(company, await old_cases(view, company, OVER, before), before)
