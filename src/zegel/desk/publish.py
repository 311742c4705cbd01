"""A program version goes on the shelf, with the accounts and counters that booking by it needs."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from zegel.core.ids import CompanyId
from zegel.core.periods import Instant
from zegel.ledger.accounts import ACCOUNTS
from zegel.program.compile import Compiled
from zegel.store.records import ProgramVersion


class Publisher(Protocol):
    """Where versions are kept."""

    async def publish(
        self, company: CompanyId, version: ProgramVersion, units: Mapping[str, Sequence[str]], counters: Mapping[str, int]
    ) -> None:
        """Add a version; see store.queries."""
        ...


async def publish(to: Publisher, company: CompanyId, compiled: Compiled, live_from: Instant, at: Instant) -> ProgramVersion:
    """Publish `compiled`, live from `live_from`. Every unit gets every account; every reward with a stock its counter."""
    program = compiled.program
    version = ProgramVersion(compiled.digest, program.document, live_from, at)
    units = {unit.id: ACCOUNTS for unit in program.units}
    counters = {f"reward:{reward.id}": reward.stock for reward in program.rewards if reward.stock is not None}
    await to.publish(company, version, units, counters)
    return version
