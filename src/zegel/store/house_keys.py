"""The house's keys as the database knows them: by a fingerprint, so that nobody goes on with another key unknowingly."""

from collections.abc import Sequence
from typing import Final

from zegel.core.ids import CompanyId
from zegel.core.periods import Instant
from zegel.store.errors import CannotOpen
from zegel.store.runner import Runner

CODES: Final = "codes"
"""The key that codes are hashed under."""


class KeyDiffers(CannotOpen):
    """A key is not the one that this database was filled under."""


class HouseKeys:
    """The part of store.queries that knows keys of the house. They are of all its companies."""

    def __init__(self, runner: Runner) -> None:
        self._read, self._write = runner.read, runner.write

    async def fingerprint(self, name: str) -> bytes | None:
        """The fingerprint of the key called `name`, None where none was used yet."""
        rows = await self._read(None, "SELECT fingerprint FROM house_key WHERE name = $1", (name,))
        return rows[0][0] if rows else None

    async def keep(self, name: str, fingerprint: bytes, at: Instant) -> bytes:
        """Keep a key's fingerprint where none is kept yet; gives the one that is kept, whoever came first."""
        sql = "INSERT INTO house_key (name, fingerprint, at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING"
        await self._write(None, [(sql, [(name, fingerprint, at)])])
        kept = await self.fingerprint(name)
        assert kept is not None
        return kept

    async def hashed_any(self, companies: Sequence[CompanyId]) -> bool:
        """Whether something of these companies can only be found with the key that codes are hashed under: a code, a gift card."""
        for company in companies:
            sql = (
                "SELECT 1 FROM code WHERE company = $1 UNION ALL"
                " SELECT 1 FROM identifier WHERE company = $1 AND kind IN ('gift_card', 'coupon_code') LIMIT 1"
            )
            if await self._read(company, sql, (company,)):
                return True
        return False

    async def forget(self, name: str) -> None:
        """Whichever key comes next is the one."""
        await self._write(None, [("DELETE FROM house_key WHERE name = $1", [(name,)])])

    async def replace(self, name: str, fingerprint: bytes, at: Instant) -> None:
        """Keep another key's fingerprint from now on."""
        sql = (
            "INSERT INTO house_key (name, fingerprint, at) VALUES ($1, $2, $3)"
            " ON CONFLICT (name) DO UPDATE SET fingerprint = excluded.fingerprint, at = excluded.at"
        )
        await self._write(None, [(sql, [(name, fingerprint, at)])])
