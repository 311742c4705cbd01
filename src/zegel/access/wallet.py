"""The gift cards that a member keeps on their own card: the code of each, sealed, to be shown again to whoever holds the telephone.

The books know a gift card by its hash and nobody as its owner; this is a note of where somebody put it, and goes with them.
"""

from typing import Final

from zegel.access.one_person import subjects_of
from zegel.access.secrets import HouseKey, RandomBytes
from zegel.core.ids import CompanyId
from zegel.core.periods import Instant
from zegel.core.value import value
from zegel.desk.register import Register
from zegel.store.people_queries import drop_credentials, put_credential
from zegel.store.people_records import Credential

KIND: Final = "gift card"
MOST: Final = 20
"""Gift cards that one member keeps."""


@value
class Kept:
    """A gift card that is kept: its hash as hex, its code, and since when."""

    id: str
    code: str
    at: Instant


class Wallet:
    """What members keep."""

    def __init__(self, register: Register, key: HouseKey, random_bytes: RandomBytes) -> None:
        self._register, self._key, self._random = register, key, random_bytes

    async def kept(self, company: CompanyId, subject: str) -> list[Kept]:
        """Every gift card of `member:<uuid>`, the oldest first; one that was sealed under another key is not there."""
        subjects = await subjects_of(self._register.store, company, subject)
        found = [one for name in subjects for one in await self._register.people.credentials(company, name) if one.kind == KIND]
        opened = {one.id: (one, self._key.unseal(one.secret, f"{one.subject} {one.id}")) for one in reversed(found)}
        in_order = sorted(opened.values(), key=lambda pair: (pair[0].created_at, pair[0].id))
        return [Kept(one.id, code.decode(), one.created_at) for one, code in in_order if code]

    async def keep(self, company: CompanyId, subject: str, card: str, code: str, at: Instant) -> bool:
        """Keep the gift card of that hash and code; False where there are too many already."""
        known = await self.kept(company, subject)
        if len(known) >= MOST and card not in {one.id for one in known}:
            return False
        sealed = self._key.seal(code.encode(), f"{subject} {card}", self._random)
        await self._register.write(company, put_credential(company, Credential(subject, KIND, card, sealed, {}, 0, at, None)))
        return True

    async def forget(self, company: CompanyId, subject: str, card: str) -> None:
        """It is no longer kept here; the money on it stays where it is."""
        if card:
            subjects = await subjects_of(self._register.store, company, subject)
            await self._register.write(company, *(drop_credentials(company, name, KIND, card) for name in subjects))
