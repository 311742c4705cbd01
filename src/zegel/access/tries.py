"""How often somebody may try: counted in the database, so that several processes count together and a restart forgives nothing.

Each try is counted before it is looked at (reliability.md R10): two hundred at the same moment are as many tries as two hundred in a row.
"""

from typing import Final

from zegel.access.codes import BLOCKED, Limit
from zegel.core.ids import CompanyId
from zegel.core.periods import Instant
from zegel.core.refusals import TooManyTries
from zegel.desk.register import Register
from zegel.store.people_queries import admit_try, block, forgive_tries, give_back_try

BY_PERSON: Final = Limit(6, 12)
"""Wrong tries for one account, from wherever."""
BY_ADDRESS: Final = Limit(30, 120)
"""Wrong tries from one network address: a shop's people share one."""
BY_TILL: Final = Limit(6, 30)
"""Wrong PINs at one till; five for one person lock theirs anyway."""

NEW_CARDS: Final = Limit(10, 60)
"""Cards that people make themselves from one network address: a shop's guests share one, and a machine makes many."""


class Tries:
    """Who tried how often."""

    def __init__(self, register: Register) -> None:
        self._register = register

    async def admit(self, company: CompanyId, who: str, limit: Limit, at: Instant) -> None:
        """Count one try of `who`; refuses `too_many_tries` where that is one too many, and for a quarter of an hour after it."""
        if (await self._register.write(company, admit_try(company, who, limit.a_minute, limit.an_hour, at)))[0]:
            return
        until = Instant(at + int(BLOCKED) * 1000)
        await self._register.write(company, block(company, who, at, until))
        blocked = await self._register.people.blocked_until(company, who)
        raise TooManyTries(seconds=max(1, (blocked - at + 999) // 1000))

    async def right(self, company: CompanyId, who: str, *shared: str, at: Instant) -> None:
        """It was right at `at`: `who` begins anew, and what others share with them (`shared`: an address) loses nothing."""
        await self._register.write(
            company, *((forgive_tries(company, who, at),) if who else ()), *(give_back_try(company, one) for one in shared if one)
        )  # fmt: skip
