"""Booking purchases out of a file: in order, in batches, each purchase once however often the file is sent.

A purchase is known by its source and receipt number. One that is in the books with the same content is passed over; with other
content it is refused. What the flows refuse comes back with its rows. Everything the import needs is handed to it.
"""

from collections.abc import Awaitable, Callable, Iterable, Iterator, Sequence
from hashlib import sha256
from typing import Final, Protocol

from zegel.core.canonical import Json
from zegel.core.ids import CompanyId, PurseId, ReceiptId, receipt_of
from zegel.core.periods import Instant, LocalMoment
from zegel.core.purchase import Identifier, Purchase
from zegel.core.refusals import HappenedInFuture, ZegelError
from zegel.core.value import value
from zegel.flows.commands import Command, Enrol, Header, Profile, RecordPurchase, RunDue
from zegel.flows.facts import Outcome
from zegel.intake.purchases import Basket, Fault

BATCH: Final = 256
"""Commands in one database transaction."""
REMEMBERED: Final = 100_000
"""Members that this import knows to be enrolled; forgetting one costs a refused enrolment and nothing else."""
NOT_ITS_FAULT: Final = ("busy", "storage_full")
NOBODY_KNOWN: Final = Profile("", "", "")


class Reply(Protocol):
    """What the desk answers."""

    @property
    def outcome(self) -> Outcome:
        """What the command came to."""
        ...


Submit = Callable[[Sequence[Command]], Awaitable[Sequence[Reply]]]
"""The desk's bulk writer: answers in the order of the commands."""
ReadDocument = Callable[[ReceiptId], Awaitable[bytes | None]]


class Stopped(Exception):
    """The books cannot take more now; what is booked so far stays, and the same import goes on from there."""

    def __init__(self, refusal: ZegelError) -> None:
        self.refusal = refusal
        super().__init__(refusal.message)


@value
class Hands:
    """What an import is given: the desk's bulk writer, a reader of receipts, a maker of ids, and the moment of its start."""

    company: CompanyId
    submit: Submit
    document_of: ReadDocument
    new_purse: Callable[[], PurseId]
    now: Instant


class Tally:
    """What came of the purchases so far; kept with the import's progress."""

    def __init__(self, kept: dict[str, int] | None = None) -> None:
        kept = kept or {}
        self.baskets = kept.get("baskets", 0)
        self.booked = kept.get("booked", 0)
        self.lines = kept.get("lines", 0)
        self.net_minor = kept.get("net_minor", 0)
        self.before = kept.get("before", 0)
        self.enrolled = kept.get("enrolled", 0)
        self.refused = kept.get("refused", 0)
        self.last_at = kept.get("last_at", 0)

    def kept(self) -> dict[str, Json]:
        """As JSON."""
        return dict(vars(self))

    def count(self, basket: Basket, fault: Fault | None, *, before: bool) -> None:
        """One basket more. `refused` counts purchases, not rows."""
        self.baskets += 1
        purchase = basket.purchase
        if fault is not None or purchase is None:
            self.refused += 1
        elif before:
            self.before += 1
        else:
            self.booked += 1
            self.lines += len(purchase.lines)
            self.net_minor += sum(line.net_minor for line in purchase.lines)
        if purchase is not None:
            self.last_at = max(self.last_at, purchase.happened_at)


@value
class Settled:
    """A basket with what became of it: booked now (no fault, not before), booked before, or refused."""

    basket: Basket
    fault: Fault | None
    before: bool
    enrolled: bool


def header_of(company: CompanyId, purchase: Purchase) -> Header:
    """Who books an imported purchase: itself, at its own moment; its receipt number stands in for a key."""
    at = purchase.happened_at
    return Header(
        company, purchase.source, "", b"", at, at, purchase.business_date, purchase.weekday, purchase.minute, purchase.actor,
        purchase.branch, purchase.till,
    )  # fmt: skip


class Importer:
    """Books baskets, at most `BATCH` commands at a time. With `enrol`, members who are not known yet join with their first purchase."""

    def __init__(self, hands: Hands, *, enrol: bool) -> None:
        self._hands, self._enrol = hands, enrol
        self._known: dict[Identifier, None] = {}

    def batches(self, baskets: Iterable[Basket]) -> Iterator[list[Basket]]:
        """The baskets in lists that make one batch of commands each."""
        found: list[Basket] = []
        for basket in baskets:
            found.append(basket)
            if len(found) >= BATCH:
                yield found
                found = []
        if found:
            yield found

    async def book(self, baskets: Sequence[Basket]) -> list[Settled]:
        """Book these baskets in order and say what became of each. New members join first, all at once."""
        company, now = self._hands.company, self._hands.now
        bought = [basket for basket in baskets if basket.purchase is not None and basket.purchase.happened_at <= now]
        joining = [(n, joins) for n, basket in enumerate(bought) if (joins := self._joining(basket.purchase)) is not None]
        joined = {
            n for (n, _), reply in zip(joining, await self._sent([joins for _, joins in joining]), strict=True) if not refusal_of(reply)
        }
        replies = await self._sent([
            RecordPurchase(header_of(company, purchase), purchase, purchase.identifier, self._hands.new_purse(), ())
            for basket in bought if (purchase := basket.purchase) is not None
        ])  # fmt: skip
        places = {id(basket): n for n, basket in enumerate(bought)}
        settled = []
        for basket in baskets:
            n = places.get(id(basket), -1)
            settled.append(await self._settled(basket, None if n < 0 else replies[n], enrolled=n in joined))
        return settled

    async def _sent(self, commands: Sequence[Command]) -> Sequence[Reply]:
        """The answers; raises Stopped where the books cannot take more now."""
        replies = await self._hands.submit(commands) if commands else []
        for reply in replies:
            refusal = refusal_of(reply)
            if refusal is not None and refusal.code in NOT_ITS_FAULT:
                raise Stopped(refusal)
        return replies

    def _joining(self, purchase: Purchase | None) -> Enrol | None:
        """The enrolment of a member whom this import has not seen yet."""
        who = None if purchase is None else purchase.identifier
        if not self._enrol or purchase is None or who is None or who in self._known:
            return None
        if len(self._known) >= REMEMBERED:
            self._known.pop(next(iter(self._known)))
        self._known[who] = None
        return Enrol(header_of(self._hands.company, purchase), self._hands.new_purse(), NOBODY_KNOWN, (who,), purchase.business_date)

    async def _settled(self, basket: Basket, reply: Reply | None, *, enrolled: bool) -> Settled:
        if reply is None:
            fault = basket.fault or fault_of(basket.rows[0].line, HappenedInFuture())
            return Settled(basket, fault, before=False, enrolled=False)
        refusal = refusal_of(reply)
        if refusal is None:
            return Settled(basket, None, before=False, enrolled=enrolled)
        if refusal.code == "receipt_number_used" and await self._is_the_same(refusal, basket.purchase):
            return Settled(basket, None, before=True, enrolled=enrolled)
        return Settled(basket, fault_of(_line_of(basket, refusal), refusal), before=False, enrolled=enrolled)

    async def _is_the_same(self, refusal: ZegelError, purchase: Purchase | None) -> bool:
        """Whether the receipt that has this number holds the same purchase; an erased one cannot tell, and is not booked twice."""
        assert purchase is not None
        document = await self._hands.document_of(receipt_of(str(refusal.data["receipt"])))
        return document is None or document.endswith(b',"purchase":' + purchase.document + b',"v":1}')


def refusal_of(reply: Reply) -> ZegelError | None:
    """Why the command was refused, None where it was not."""
    return reply.outcome.refusal


def fault_of(line: int, refusal: ZegelError) -> Fault:
    """A refusal at a line, with what it knows."""
    known = ", ".join(f"{key} {found}" for key, found in sorted(refusal.data.items()) if found not in (None, ""))
    return Fault(line, refusal.code, f"{refusal.message} ({known})" if known else refusal.message)


def _line_of(basket: Basket, refusal: ZegelError) -> int:
    """The file's line of the purchase's line that the refusal names, else of its first."""
    number = refusal.data.get("line")
    if isinstance(number, int) and 1 <= number <= len(basket.rows):
        return basket.rows[number - 1].line
    return basket.rows[0].line


def name_of(mapping_text: str, path: str, size: int, *, enrol: bool, in_order: bool) -> str:
    """The name under which an import's progress is kept: the same file (by place and size) read in the same way."""
    told = "\0".join((mapping_text, path, str(size), str(enrol), str(in_order)))
    return f"purchases:{sha256(told.encode('utf-8', 'surrogateescape')).hexdigest()[:32]}"


async def book_what_is_due(
    hands: Hands, due: Callable[[Instant, int], Awaitable[Sequence[PurseId]]], until: Instant, local: LocalMoment, actor: str
) -> int:
    """Book what is due until and including `until` for every purse; gives how many purses had something."""
    header = Header(hands.company, actor, "", b"", until, until, local.business_date, local.weekday, local.minute, actor, "", "")
    count = 0
    while purses := await due(until, BATCH):
        for reply in await hands.submit([RunDue(header, purse) for purse in purses]):
            if reply.outcome.refusal is not None:
                raise Stopped(reply.outcome.refusal)
        count += len(purses)
    return count
