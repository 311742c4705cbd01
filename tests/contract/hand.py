"""Entries made by hand, without a program or a flow: what the store keeps must not depend on what decided it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from zegel.core.ids import CompanyId, PurseId, ReceiptId
from zegel.core.periods import NEVER, Day, Instant
from zegel.core.purchase import Identifier
from zegel.flows.commands import Profile
from zegel.flows.facts import Draw, Facts, Needs, Outcome, PurseNeeds, Receipt, StoredAnswer
from zegel.ledger.accounts import ACCOUNTS, AVAILABLE, ISSUED, PENDING, REDEEMED
from zegel.ledger.entries import Count, HoldMark, JournalEntry, LotTerms, Posting, ReturnMark, TierMark, sealed
from zegel.ledger.purse import Purse
from zegel.store.port import Store, Written
from zegel.store.records import Company, ProgramVersion

COMPANY = CompanyId("korenaar")
OTHER = CompanyId("zaagmolen")
AT = Instant(1_772_532_000_000)
DAY = Day("2026-03-03")
MINUTE = 60_000
UNITS = ("points", "stars")


def purse_id(n: int) -> PurseId:
    return PurseId(sha256(n.to_bytes(8, "big")).digest()[:16])


async def found(store: Store, *companies: CompanyId, counters: dict[str, int] | None = None) -> None:
    """Companies with their accounts, and counters for the first."""
    for company in companies or (COMPANY,):
        await store.queries.add_company(Company(company, company.title(), "EUR", "Europe/Amsterdam", AT))
        version = ProgramVersion(sha256(company.encode()).digest(), b'{"zegel":1}', AT, AT)
        await store.queries.publish(company, version, dict.fromkeys(UNITS, ACCOUNTS), counters or {})


def terms(at: int = AT, *, available_at: int | None = None, expires_at: int = NEVER) -> LotTerms:
    return LotTerms(Instant(at), Instant(at if available_at is None else available_at), Instant(expires_at), None)


def gives(count: int, unit: str = "points", at: int = AT, *, available_at: int | None = None, expires_at: int = NEVER) -> Posting:
    """Earned: a lot of its own, pending where it waits for `available_at`."""
    waits = available_at is not None and available_at > at
    return Posting(unit, ISSUED, PENDING if waits else AVAILABLE, count, None, terms(at, available_at=available_at, expires_at=expires_at))


def takes(purse: Purse, count: int, unit: str = "points", to: str = REDEEMED) -> tuple[Posting, ...]:
    """Spent in spend order, out of the lots that are loaded."""
    found = []
    for lot in purse.queue(unit).in_spend_order():
        part = min(count, lot.available)
        if part:
            found.append(Posting(unit, AVAILABLE, to, part, lot.key, None))
            count -= part
    assert count == 0, "not enough is loaded"
    return tuple(found)


def book(
    purse: Purse, *postings: Posting, kind: str = "purchase", at: int = AT, counts: Sequence[Count] = (), tier: TierMark | None = None,
    hold: HoldMark | None = None, returned: Sequence[ReturnMark] = (), document: bytes = b"",
) -> JournalEntry:  # fmt: skip
    """The purse's next entry, applied."""
    digest = sha256(document).digest() if document else b""
    entry = sealed(
        JournalEntry(
            purse.id, purse.seq + 1, purse.hash, kind, Instant(at), Instant(at), DAY, "till 1", "dorpsstraat", "kassa 1", "", digest,
            tuple(postings), tuple(counts), tier, hold, tuple(returned), None, 0, b"",
        )
    )  # fmt: skip
    purse.apply(entry)
    return entry


def done(entry: JournalEntry, document: bytes, key: str, *, company: CompanyId = COMPANY, at: int = AT, **more: Any) -> Written:
    """A command that made `entry` with its receipt, under an idempotency key."""
    receipt = Receipt(ReceiptId(entry.purse, entry.seq), entry.kind, document)
    return wrote(Outcome((entry,), receipt, **more), key, company=company, at=at)


def wrote(outcome: Outcome, key: str, *, company: CompanyId = COMPANY, at: int = AT) -> Written:
    id_ = None if outcome.receipt is None else outcome.receipt.id
    answer = StoredAnswer(sha256(key.encode()).digest(), "done", {}, id_) if key else None
    return Written(company, Instant(at), "till", key, outcome, answer)


def facts(*companies: CompanyId) -> dict[CompanyId, Facts]:
    return {company: Facts(company, None) for company in companies or (COMPANY,)}  # type: ignore[arg-type]  # no flow runs here


@dataclass
class Member:
    """What to enrol."""

    purse: PurseId
    identifiers: tuple[Identifier, ...] = ()
    company: CompanyId = COMPANY
    postings: tuple[Posting, ...] = field(default=())
    name: str = "Fatima"


async def enrol(store: Store, *members: Member) -> None:
    """New members in one batch."""
    known = facts(*{member.company for member in members})
    written = []
    for member in members:
        purse = Purse(member.purse)
        purse.since = DAY
        known[member.company].purses[purse.id] = purse
        document = b'{"enrolled":"%s"}' % purse.id.hex().encode()
        entry = book(purse, *member.postings, kind="enrol", document=document)
        written.append(
            done(
                entry, document, f"enrol {purse.id.hex()}", company=member.company, new_purses=(purse.id,),
                identifiers=tuple((identifier, purse.id) for identifier in member.identifiers),
                profile=(purse.id, Profile(member.name, "nl", "05-01")),
            )
        )  # fmt: skip
    async with store.batch(list(known)) as batch:
        await batch.write(written, known)


async def fetched(store: Store, *needs: PurseNeeds, at: int = AT, company: CompanyId = COMPANY) -> Facts:
    """What a view finds."""
    known = facts(company)
    async with store.view([company]) as view:
        await view.fetch(known, [(company, Needs(needs), Instant(at))])
    return known[company]


def drawn(counter: str, n: int) -> tuple[Draw, ...]:
    return (Draw(counter, n),)
