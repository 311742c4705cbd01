"""The member's QR: signed anew every thirty seconds, verifiable without a line, and each step spent once (reliability.md D12, S10).

Text: `ZQ1.` and URL-safe base64 of

    form (1 byte) · purse (16) · step (5) · signature (64)
    form 2: … step (5) · device key (32) · valid until step (5) · the house's signature over both and the purse (64) · signature (64)

Form 1 is signed by the house: the card's page is on line. Form 2 is signed by the member's own device with a key that the house signed
for a day: the card works without signal. Form 3 is form 1 made just after a second proof. A step is thirty seconds since 1970. All
signatures are Ed25519 (RFC 8032) over `zegel qr 1`, a zero byte, the company, a zero byte, and what stands before the signature.

Static and paper codes are identifiers like any other: they identify and earn, and open nothing that a member could lose.
"""

from base64 import urlsafe_b64decode
from binascii import Error as NotBase64
from typing import TYPE_CHECKING, Final

from zegel.access.principal import Principal
from zegel.access.refusals import QrSpent, QrStale, QrUnknown, SpendLocked, StepUpNeeded
from zegel.access.secrets import HouseKey, RandomBytes, drawn, written
from zegel.core.ids import CompanyId, PurseId, purse_text
from zegel.core.periods import HOUR, MINUTE, Instant
from zegel.core.value import value
from zegel.desk.register import Change, Register
from zegel.store.people_queries import PeopleQueries, add_one_time, end_one_times, spend_step, spent_again
from zegel.store.people_records import OneTime

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

PREFIX: Final = "ZQ1."
STEP: Final = 30_000
BY_HOUSE, BY_DEVICE, AFTER_PROOF = 1, 2, 3
WINDOW: Final = 1
"""Steps that a code may be early or late on line: the next one is shown before the last one is read."""
OFFLINE_WINDOW: Final = 3
"""Without a line a till's clock may be ninety seconds off; then a code earns only, or spends from a lease."""
CERTIFIED_FOR: Final = 24 * HOUR
PROVED_FOR: Final = 15 * MINUTE
"""How long a scan lets the till that made it spend: a basket takes a while."""
PROOF: Final = "qr proof"
SPENDING: Final = "spend"

_HEAD: Final = 22
_SIGNATURE: Final = 64


@value
class Shown:
    """A code that is genuine: whose it is, of which step, and whether it was made just after a second proof."""

    purse: PurseId
    step: int
    strong: bool


def is_rotating(text: str) -> bool:
    """Whether a text says that it is such a code; anything else is a static one."""
    return text.startswith(PREFIX)


def step_at(at: Instant) -> int:
    """The step at a moment."""
    return at // STEP


def read(text: str, public: bytes, company: CompanyId, at: Instant, window: int = WINDOW) -> Shown:
    """Whose code `text` is, with nothing but the house's public key; refuses `qr_unknown` and, too old or too new, `qr_stale`."""
    raw = _raw(text)
    form, purse, step = raw[0], PurseId(raw[1:17]), int.from_bytes(raw[17:_HEAD], "big")
    signed, signature = raw[:-_SIGNATURE], raw[-_SIGNATURE:]
    if form == BY_DEVICE:
        certificate, device, until = raw[_HEAD:-_SIGNATURE], raw[_HEAD : _HEAD + 32], int.from_bytes(raw[_HEAD + 32 : _HEAD + 37], "big")
        _verify(public, company, b"\x02" + raw[1:17] + certificate[:37], certificate[37:])
        if not step <= until:
            raise QrStale()
        public = device
    _verify(public, company, signed, signature)
    if abs(step - step_at(at)) > window:
        raise QrStale()
    return Shown(purse, step, form == AFTER_PROOF)


def _raw(text: str) -> bytes:
    body = text[len(PREFIX) :]
    if not is_rotating(text) or len(text) > 400:
        raise QrUnknown()
    try:
        raw = urlsafe_b64decode(body + "=" * (-len(body) % 4))
    except (NotBase64, ValueError):
        raise QrUnknown() from None
    wanted = {BY_HOUSE: _HEAD + 64, AFTER_PROOF: _HEAD + 64, BY_DEVICE: _HEAD + 101 + 64}.get(raw[0] if raw else 0)
    # One text for one code: what base64 leaves open would make a spent code look new.
    if wanted != len(raw) or written(raw) != body:
        raise QrUnknown()
    return raw


def _verify(public: bytes, company: CompanyId, said: bytes, signature: bytes) -> None:
    from cryptography.exceptions import InvalidSignature  # noqa: PLC0415 - loaded with the first code, not with the server
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey  # noqa: PLC0415

    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, said_by(company, said))
    except (InvalidSignature, ValueError):
        raise QrUnknown() from None


def said_by(company: CompanyId, said: bytes) -> bytes:
    """What is signed, with whose house it is for: a code of one shop is none of another."""
    return b"zegel qr 1\0" + company.encode() + b"\0" + said


class Qr:
    """The house's side: makes codes, certifies devices, and spends steps."""

    def __init__(self, register: Register, key: HouseKey, random_bytes: RandomBytes) -> None:
        self._register, self._key, self._random = register, key, random_bytes

    def _signer(self) -> "Ed25519PrivateKey":
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey  # noqa: PLC0415 - see above

        return Ed25519PrivateKey.from_private_bytes(self._key.part("qr"))

    @property
    def public(self) -> bytes:
        """What tills verify with: 32 bytes, no secret."""
        return self._signer().public_key().public_bytes_raw()

    def made(self, company: CompanyId, purse: PurseId, at: Instant, *, strong: bool = False) -> str:
        """The code of a member for the step at `at`; `strong` just after a second proof."""
        said = bytes((AFTER_PROOF if strong else BY_HOUSE,)) + purse + step_at(at).to_bytes(5, "big")
        return PREFIX + written(said + self._signer().sign(said_by(company, said)))

    def certified(self, company: CompanyId, purse: PurseId, device: bytes, at: Instant) -> bytes:
        """A certificate for the key (32 bytes) of a member's device: it signs codes for a day, also without a line."""
        body = device + step_at(Instant(at + CERTIFIED_FOR)).to_bytes(5, "big")
        return body + self._signer().sign(said_by(company, b"\x02" + purse + body))

    async def scanned(self, by: Principal, text: str, at: Instant) -> Shown:
        """A code that was scanned at the till where `by` works: it is spent, and lets this till spend for its member for a while.

        Refuses `qr_unknown`, `qr_stale`, and `qr_spent` where it, or a copy of it, was scanned before.
        """
        shown = read(text, self.public, by.company, at)
        proof = self._proof(by, shown.purse, at, strong=shown.strong)

        async def work(people: PeopleQueries) -> Change[Shown]:
            if await people.is_step_spent(by.company, shown.purse, shown.step, SPENDING):
                raise QrSpent()
            return Change((spend_step(by.company, shown.purse, shown.step, SPENDING, at), add_one_time(proof)), (), shown)

        return await self._register.change(by.company, at, work)

    async def scanned_away(self, by: Principal, text: str, at: Instant, received: Instant, sale: str, remembered: Instant) -> Shown:
        """A code that a till scanned at `at` without a line, for `sale`: spent now, once; it lets that sale spend.

        Refuses as `scanned` does; the same sale may come again. Which codes were scanned is known from `remembered` on: an older one is
        stale, for nobody can say any more that it was not scanned before.
        """
        shown = read(text, self.public, by.company, at, OFFLINE_WINDOW)
        if (shown.step - OFFLINE_WINDOW) * STEP < remembered:
            raise QrStale()
        key, mine = (by.company, shown.purse, shown.step), f"{SPENDING} {sale}"
        proof = self._proof(by, shown.purse, received, strong=False)

        async def work(people: PeopleQueries) -> Change[Shown]:
            if not await people.is_step_spent(*key, SPENDING):
                spent = [spend_step(*key, SPENDING, received), spend_step(*key, mine, received)]
            elif await people.is_step_spent(*key, mine):
                spent = [spent_again(*key, mine, received)]
            else:
                raise QrSpent()
            return Change((*spent, add_one_time(proof)), (), shown)

        return await self._register.change(by.company, received, work)

    def _proof(self, by: Principal, purse: PurseId, at: Instant, *, strong: bool) -> OneTime:
        """What lets the till of `by` spend for a member from `at` on."""
        secret, place = drawn(self._random), _place(purse, by.source)
        return OneTime(secret.id, by.company, PROOF, place, secret.hash, {"strong": strong}, 0, at, Instant(at + PROVED_FOR), None)

    async def need_proof(self, company: CompanyId, purse: PurseId, source: str, worth_minor: int, most_minor: int, at: Instant) -> None:
        """Refuse `spend_locked` where this till scanned no code of the member lately, `step_up_needed` above `most_minor`.

        Above that the code must be made just after a second proof (the program's `settings.proof above`).
        """
        proofs = await self._proofs(company, purse, source, at)
        if not proofs:
            raise SpendLocked()
        if worth_minor > most_minor and not any(proof.data.get("strong") for proof in proofs):
            raise StepUpNeeded(most=most_minor, worth=worth_minor)

    async def is_shown(self, company: CompanyId, purse: PurseId, source: str, at: Instant) -> bool:
        """Whether this till scanned a code of the member lately."""
        return bool(await self._proofs(company, purse, source, at))

    async def _proofs(self, company: CompanyId, purse: PurseId, source: str, at: Instant) -> list[OneTime]:
        return await self._register.people.one_times(company, PROOF, _place(purse, source), at)

    async def used(self, company: CompanyId, purse: PurseId, source: str, at: Instant) -> None:
        """The member's basket is done: the next one needs another scan."""
        await self._register.write(company, end_one_times(company, PROOF, _place(purse, source), at))


def _place(purse: PurseId, source: str) -> str:
    return f"{purse_text(purse)}@{source}"
