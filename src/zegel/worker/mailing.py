"""The worker's mail: what is to be said goes out, is tried again, or is given up with the reason.

Each message is claimed before it is sent. A crash between sending and marking sends it once more when the claim lapses, under the same
Message-ID; a message that is marked as sent never goes out again.
"""

import asyncio
from collections.abc import Callable, Sequence
from typing import Final, Protocol

from zegel.access.leaving import Leaving
from zegel.access.secrets import HouseKey
from zegel.access.surveying import Surveying
from zegel.core.ids import CompanyId, PurseId
from zegel.core.periods import HOUR, MINUTE, Instant
from zegel.core.refusals import NoProgram
from zegel.desk.register import Register
from zegel.desk.shelves import Shelves
from zegel.messages.letters import NoSuchMessage, Shop, mail_of, shop_of
from zegel.messages.smtp import Channel, NotNow, Undeliverable, message_of
from zegel.program.model import Program
from zegel.program.words import Language
from zegel.store.message_queries import MessageQueries, Outgoing, Reader, claim, give_up, too_late, try_again, was_sent
from zegel.store.records import Company

PAGE: Final = 100
"""Messages that one company sends before the next has its turn."""
CLAIMED: Final = 5 * MINUTE
"""How long a worker has for a message that it claimed."""
WAITS: Final = (5_000, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 5 * HOUR, 10 * HOUR, 14 * HOUR, 20 * HOUR, 24 * HOUR)
"""How long after each try the next one is; after the last it is given up."""


class Books(Protocol):
    """What the mail asks of the store's queries."""

    messages: MessageQueries

    async def companies(self) -> list[Company]: ...


class Mailing:
    """The pass that sends. `jitter` gives parts of one, so that servers that were away are not all asked at once."""

    def __init__(
        self, register: Register, books: Books, channel: Channel, key: HouseKey, leaving: Leaving, clock: Callable[[], Instant],
        jitter: Callable[[], float] = lambda: 0.0, shelves: Shelves | None = None, surveying: Surveying | None = None,
    ) -> None:  # fmt: skip
        self._register, self._books, self._channel, self._key = register, books, channel, key
        self._leaving, self._clock, self._jitter, self._shelves = leaving, clock, jitter, shelves
        self._surveying = surveying
        self._turn = asyncio.Lock()

    async def deliver(self) -> int:
        """Send what is to be sent now; how many went out."""
        async with self._turn:
            try:
                return sum([await self._of(company) for company in await self._books.companies()])
            finally:
                await self._channel.close()

    async def _of(self, company: Company) -> int:
        due = await self._books.messages.due(company.id, self._clock(), PAGE)
        readers = await self._books.messages.readers_today(company.id, sorted({one.purse for one in due if one.purse is not None}))
        program = await program_of(self._shelves, company, self._clock()) if due else None
        shop = shop_of(company, self._channel.sender, program)
        count = 0
        for one in due:
            at = self._clock()
            if (await self._register.write(company.id, claim(company.id, one.id, at, Instant(at + CLAIMED))))[0]:
                count += await self._sent(company, shop, one, readers)
        return count

    async def _sent(self, company: Company, shop: Shop, one: Outgoing, readers: dict[PurseId, Reader]) -> int:
        """Send what was claimed; 1 where it went out."""
        try:
            await self._send(company, shop, one, None if one.purse is None else readers.get(one.purse))
        except (Undeliverable, NoSuchMessage) as final:
            await self._register.write(company.id, give_up(company.id, one.id, self._clock(), f"{final}" or type(final).__name__))
            return 0
        except NotNow as trouble:
            await self._later(company.id, one, f"{trouble}")
            return 0
        await self._register.write(company.id, was_sent(company.id, one.id, self._clock()))
        return 1

    async def _send(self, company: Company, shop: Shop, one: Outgoing, reader: Reader | None) -> None:
        to = one.address or (reader.address if reader is not None else "")
        consent, leave = f"{one.data.get('consent', '')}", ""
        if consent:  # marketing: they must have said yes still, and be able to say no with one click
            if reader is None or one.purse is None or f"{consent} by email" not in reader.consents:
                raise Undeliverable("no consent any more")
            if reader.complains:
                raise Undeliverable("a complaint is open")
            leave = self._leaving.address(company.id, one.purse, consent)
            if not leave:
                raise Undeliverable("no address to unsubscribe by: ZEGEL_PUBLIC_URL is not set")
        if not to:
            raise Undeliverable("no e-mail address")
        unsealed = None if one.sealed is None else self._key.unseal(one.sealed, one.id)
        if one.sealed is not None and unsealed is None:
            raise Undeliverable("sealed under another key")
        language: Language = "en" if one.language == "en" else "nl"
        mail = mail_of(
            one.kind, one.data, shop, language, name=reader.name if reader is not None else "",
            code=unsealed.decode() if unsealed is not None else "", unsubscribe=leave,
            survey=self._survey(company.id, one),
        )  # fmt: skip
        await self._channel.send(message_of(mail, company.id, one.id, company.name, self._channel.sender, to, self._clock()))

    def _survey(self, company: CompanyId, one: Outgoing) -> str:
        """Where they say how it went; "" where nobody asks, or this server has no address outside."""
        asked = f"{one.data.get('survey', '')}"
        return self._surveying.address(company, one.purse, asked) if asked and self._surveying and one.purse is not None else ""

    async def _later(self, company: CompanyId, one: Outgoing, why: str) -> None:
        at, tried = self._clock(), one.tries + 1
        if tried > len(WAITS):
            await self._register.write(company, give_up(company, one.id, at, f"given up after {tried} tries: {why}"))
            return
        wait = WAITS[tried - 1]
        await self._register.write(company, try_again(company, one.id, Instant(at + wait + int(wait * self._jitter() / 10)), why))


async def program_of(shelves: Shelves | None, company: Company, at: Instant) -> Program | None:
    """A company's program; None before there is one."""
    if shelves is None:
        return None
    try:
        return (await shelves.of(company.id)).live_at(at).program
    except NoProgram:
        return None


async def forget_late(register: Register, books: Books, clock: Callable[[], Instant]) -> int:
    """Whatever lapsed unsent is given up, with its sealed code; also where no mail goes out at all. How many those were."""
    count = 0
    companies: Sequence[Company] = await books.companies()
    for company in companies:
        count += (await register.write(company.id, too_late(company.id, clock())))[0]
    return count
