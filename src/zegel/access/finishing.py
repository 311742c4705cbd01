"""The link that a till shows to whoever it just enrolled: on their own telephone it opens their card, once and within ten minutes.

It is made in the moment of enrolling and never afterwards, so no colleague gets one to a card that is somebody's already.
"""

from typing import Final

from zegel.access.refusals import LinkSpent
from zegel.access.secrets import RandomBytes, drawn, fits, parted
from zegel.core.ids import CompanyId, PurseId, purse_of, purse_text
from zegel.core.periods import MINUTE, Instant
from zegel.desk.register import Register
from zegel.store.people_queries import add_one_time, end_one_times, use_one_time
from zegel.store.people_records import OneTime

KIND: Final = "enrolled"
LASTS: Final = 10 * MINUTE


class Finishing:
    """The links of all companies."""

    def __init__(self, register: Register, random_bytes: RandomBytes) -> None:
        self._register, self._random = register, random_bytes

    async def link(self, company: CompanyId, purse: PurseId, at: Instant) -> str:
        """A link to the card of `purse`, which was enrolled just now; one before counts no longer."""
        secret, subject = drawn(self._random), purse_text(purse)
        row = OneTime(secret.id, company, KIND, subject, secret.hash, {}, 0, at, Instant(at + LASTS), None)
        await self._register.write(company, end_one_times(company, KIND, subject, at), add_one_time(row))
        return secret.text

    async def whose(self, text: str, at: Instant) -> tuple[CompanyId, PurseId]:
        """Whose card it opens; refuses `link_spent`. Looking uses nothing up: who shows a preview of a link opens it too."""
        named, secret = parted(text)
        row = await self._register.people.one_time(named) if named else None
        purse = None if row is None else purse_of(row.subject)
        if (
            row is None
            or purse is None
            or row.kind != KIND
            or not fits(secret, row.hash)
            or row.used_at is not None
            or row.expires_at <= at
        ):
            raise LinkSpent()
        return row.company, purse

    async def used(self, text: str, at: Instant) -> tuple[CompanyId, PurseId]:
        """The same, and it is used up; refuses `link_spent`, also to the slower of two at once."""
        company, purse = await self.whose(text, at)
        if not (await self._register.write(company, use_one_time(company, parted(text)[0], at)))[0]:
            raise LinkSpent()
        return company, purse
