"""Who is asking, as rows: staff, their roles and credentials, tills, sessions, one-time codes, tries, and the audit log's lines."""

from typing import Final

from zegel.core.canonical import Json
from zegel.core.ids import CompanyId, PurseId
from zegel.core.periods import Instant
from zegel.core.value import value

ACTIVE: Final = "active"
OFF: Final = "off"


@value
class Staff:
    """Somebody who works here. `purse` is their own card, which they may not act on; `state` is ACTIVE or OFF."""

    id: str
    name: str
    email: str
    language: str
    state: str
    purse: PurseId | None
    created_at: Instant
    changed_at: Instant


@value
class Role:
    """A role of somebody, at a branch or ("") at every one."""

    role: str
    branch: str


@value
class Credential:
    """What somebody signs in with. `subject` is `staff:<id>` or `member:<uuid>`, `kind` password, totp or passkey
    (or a gift card that a member keeps, its code sealed: access.wallet).

    `secret` is an argon2id hash, a sealed TOTP secret or a passkey's public key; `count` is the last TOTP step that was used, or the
    passkey's signature count.
    """

    subject: str
    kind: str
    id: str
    secret: bytes
    data: dict[str, Json]
    count: int
    created_at: Instant
    used_at: Instant | None


@value
class TillDevice:
    """A till that was enrolled: a browser that holds a secret of its own. `tries` counts wrong PINs since the last right one."""

    id: str
    company: CompanyId
    branch: str
    till: str
    name: str
    secret_hash: bytes
    state: str
    enrolled_by: str
    enrolled_at: Instant
    seen_at: Instant | None
    tries: int
    locked_at: Instant | None


@value
class Pin:
    """Somebody's PIN: its keyed hash, the wrong tries since the last right one, and whether that locked it."""

    staff: str
    hash: bytes
    tries: int
    locked_at: Instant | None
    changed_at: Instant


@value
class WebSession:
    """Somebody signed in. `kind` is staff, till or member; `secret_hash` is the SHA-256 of what the cookie holds besides the id.

    It is over at `idle_until` (which moves on with use), at `expires_at` whatever happens, and once `ended_at` is set. What asks for a
    second proof is open until `stepped_up_until`.
    """

    id: str
    company: CompanyId
    kind: str
    subject: str
    device: str
    branch: str
    till: str
    method: str
    label: str
    secret_hash: bytes
    csrf: bytes
    created_at: Instant
    seen_at: Instant
    idle_until: Instant
    expires_at: Instant
    stepped_up_until: Instant
    ended_at: Instant | None


@value
class OneTime:
    """A code or a link that is good once: a sign-in code, an invitation, the first owner's link, a passkey's challenge."""

    id: str
    company: CompanyId
    kind: str
    subject: str
    hash: bytes
    data: dict[str, Json]
    tries: int
    created_at: Instant
    expires_at: Instant
    used_at: Instant | None


@value
class MessageIntent:
    """What is to be said to somebody: `kind` names the text, `data` fills it in, `sealed` is what only the sender may read (a code).

    It is not sent after `until`.
    """

    id: str
    kind: str
    address: str
    language: str
    data: dict[str, Json]
    sealed: bytes | None
    at: Instant
    until: Instant
    sent_at: Instant | None


@value
class Deed:
    """Something sensitive that was done: who did what to which object, how that was before and is now, and why."""

    actor: str
    what: str
    object: str
    before: dict[str, Json]
    after: dict[str, Json]
    reason: str
    request: str


@value
class AuditLine:
    """A deed in the audit log. `hash` covers it and the hash of the line before."""

    number: int
    at: Instant
    deed: Deed
    hash: bytes
