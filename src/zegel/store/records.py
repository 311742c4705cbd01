"""What the named queries give back: rows as values, for doors to translate."""

from zegel.core.canonical import Json
from zegel.core.ids import CompanyId, PurseId, ReceiptId
from zegel.core.periods import Day, Instant
from zegel.core.purchase import Identifier
from zegel.core.value import value
from zegel.flows.commands import Profile


@value
class Company:
    """A tenant. `zone` is the zone of days that no branch decides."""

    id: CompanyId
    name: str
    currency: str
    zone: str
    created_at: Instant


@value
class ProgramVersion:
    """A published program: its digest, its canonical document, from when it is live."""

    digest: bytes
    document: bytes
    live_from: Instant
    published_at: Instant
    written: str | None = None
    """The file as somebody typed it, with its comments and order; None where it came as JSON."""
    withdrawn_at: Instant | None = None
    """When it was taken back, before its moment came: it never goes live. None for a version that was not."""


@value
class Draft:
    """A program that is being written. `revision` counts its changes from 1; `live_from` is set once it waits to go live."""

    name: str
    revision: int
    document: str
    """The file as JSON, as it was sent."""
    changed_at: Instant
    changed_by: str
    live_from: Instant | None
    written: str | None = None
    """The same as it was typed, with its comments and order; None where it came as JSON."""


@value
class ApiKey:
    """A credential. `secret_hash` is the SHA-256 of its secret; `branch` "" means every branch; NEVER means no end."""

    id: str
    company: CompanyId
    source: str
    secret_hash: bytes
    scopes: tuple[str, ...]
    branch: str
    created_at: Instant
    expires_at: Instant
    revoked_at: Instant | None
    last_used_at: Instant | None


@value
class Member:
    """A member: the purse and what is known of the person, erasable."""

    purse: PurseId
    profile: Profile
    joined_at: Instant


@value
class FoundMember:
    """A member as a list shows one: what they show at a till, the tier ("" for none) and the day of joining."""

    member: Member
    identifiers: tuple[Identifier, ...]
    tier: str
    since: Day


@value
class ReceiptDocument:
    """A receipt as stored. `document` is None where it was erased."""

    id: ReceiptId
    kind: str
    at: Instant
    document: bytes | None


@value
class OutboxRow:
    """Word that something was booked, waiting to be delivered: numbered as the entry is, without gaps per purse."""

    purse: PurseId
    seq: int
    bucket: int
    kind: str
    data: dict[str, Json]
    at: Instant


@value
class Seal:
    """A seal over the purses that changed since the one before.

    `leaves` names them: for each purse, sorted, its 16 bytes and its entry number as 8 bytes. `root` is their Merkle root (store.seals),
    `hash` chains root and number to `previous`, `signature` signs the hash.
    """

    number: int
    root: bytes
    previous: bytes
    hash: bytes
    signature: bytes
    leaves: bytes
    at: Instant
    count: int


@value
class Head:
    """Where the chain of a purse stands: its last entry's number and hash."""

    purse: PurseId
    seq: int
    hash: bytes


@value
class Progress:
    """How far an import came; `position` is the importer's own JSON."""

    position: dict[str, Json]
    at: Instant


@value
class Health:
    """What a readiness page wants to know. `unsealed` stops counting at 1,000."""

    companies: int
    members: int
    unsealed: int
    due: int
    sealed_at: Instant | None
