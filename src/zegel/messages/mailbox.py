"""The demo's mailbox: where no mail goes out, what would have gone out can be read. Whoever reads it can sign in as anybody, so main
opens it only where a setting says that this is a demo, and never beside a server that mail goes out by.
"""

from collections.abc import Awaitable, Callable
from typing import Final, Protocol

from zegel.core.periods import Instant
from zegel.core.value import value
from zegel.messages.letters import Mail, mail_of, shop_of
from zegel.program.model import Program
from zegel.program.words import Language
from zegel.store.message_queries import MessageQueries
from zegel.store.records import Company

SENDER: Final = "post@demo.invalid"
MOST: Final = 50


class Books(Protocol):
    """What the mailbox asks of the store's queries."""

    messages: MessageQueries

    async def companies(self) -> list[Company]: ...


@value
class Posted:
    """A mail as it would have gone out. `open` while it may still go."""

    to: str
    at: Instant
    shop: str
    mail: Mail
    open: bool


class Mailbox:
    """Every company's newest mails. `unseal` opens what only a sender may read, `program` is what a company has promised now."""

    def __init__(
        self, books: Books, unseal: Callable[[bytes, str], bytes | None], program: Callable[[Company], Awaitable[Program | None]]
    ) -> None:
        self._books, self._unseal, self._program = books, unseal, program

    async def newest(self) -> list[Posted]:
        """The newest mails, whatever became of them."""
        found: list[Posted] = []
        for company in await self._books.companies():
            shop = shop_of(company, SENDER, await self._program(company))
            rows = await self._books.messages.newest(company.id, MOST)
            readers = await self._books.messages.readers_today(company.id, sorted({row.purse for row in rows if row.purse is not None}))
            for row in rows:
                reader = None if row.purse is None else readers.get(row.purse)
                code = None if row.sealed is None else self._unseal(row.sealed, row.id)
                language: Language = "en" if row.language == "en" else "nl"
                mail = mail_of(
                    row.kind, row.data, shop, language,
                    name=reader.name if reader is not None else "", code="" if code is None else code.decode(),
                )  # fmt: skip
                to = row.address or (reader.address if reader is not None else "")
                found.append(Posted(to, row.at, company.name, mail, row.sent_at is None and row.failed_at is None))
        return sorted(found, key=lambda one: -one.at)[:MOST]
