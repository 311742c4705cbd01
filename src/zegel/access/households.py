"""Invitations to a household: a link that its keeper shows or sends, good once and for a week."""

from typing import Final

from zegel.access.refusals import LinkSpent
from zegel.access.secrets import RandomBytes, drawn, fits, parted
from zegel.core.ids import CompanyId, PurseId, purse_of, purse_text
from zegel.core.periods import HOUR, Instant
from zegel.desk.register import Register
from zegel.store.people_queries import add_one_time, end_one_times, use_one_time
from zegel.store.people_records import OneTime

KIND: Final = "household"
LASTS: Final = 7 * 24 * HOUR


class Invitations:
    """The invitations of all companies."""

    def __init__(self, register: Register, random_bytes: RandomBytes) -> None:
        self._register, self._random = register, random_bytes

    async def invite(self, company: CompanyId, keeper: PurseId, at: Instant) -> str:
        """A new invitation to the pot of `keeper`; the one before counts no longer."""
        secret, subject = drawn(self._random), purse_text(keeper)
        row = OneTime(secret.id, company, KIND, subject, secret.hash, {}, 0, at, Instant(at + LASTS), None)
        await self._register.write(company, end_one_times(company, KIND, subject, at), add_one_time(row))
        return secret.text

    async def keeper_of(self, company: CompanyId, text: str, at: Instant) -> PurseId:
        """Whose pot it invites to; refuses `link_spent`."""
        named, secret = parted(text)
        row = await self._register.people.one_time(named) if named else None
        keeper = None if row is None else purse_of(row.subject)
        if row is None or keeper is None or not fits(secret, row.hash) or (row.company, row.kind) != (company, KIND):
            raise LinkSpent()
        if row.used_at is not None or row.expires_at <= at:
            raise LinkSpent()
        return keeper

    async def used(self, company: CompanyId, text: str, at: Instant) -> None:
        """It is used up; refuses `link_spent` to the slower of two at once."""
        if not (await self._register.write(company, use_one_time(company, parted(text)[0], at)))[0]:
            raise LinkSpent()
