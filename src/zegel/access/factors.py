"""Second proofs: an authenticator app (TOTP, RFC 6238) and passkeys (WebAuthn), which are two proofs in one."""

from base64 import b32encode, urlsafe_b64decode
from hmac import compare_digest
from json import dumps, loads
from typing import Any, Final

from zegel.access.one_person import subject_now, subjects_of
from zegel.access.principal import Principal
from zegel.access.refusals import LinkSpent, WrongProof
from zegel.access.secrets import HouseKey, RandomBytes, drawn, fits, parted, written
from zegel.access.sessions import need_step_up
from zegel.access.staff import Done
from zegel.core.ids import CompanyId
from zegel.core.periods import MINUTE, Instant
from zegel.core.refusals import NotSignedIn
from zegel.core.value import value
from zegel.desk.register import Change, Register
from zegel.store.people_queries import (
    PeopleQueries,
    add_one_time,
    drop_credentials,
    put_credential,
    use_credential,
    use_one_time,
)
from zegel.store.people_records import Credential, OneTime

STEP: Final = 30_000
"""Milliseconds that a code of an authenticator app is shown."""
WAITING: Final = "totp new"
TOTP: Final = "totp"
PASSKEY: Final = "passkey"
CHALLENGE: Final = "passkey challenge"
CHALLENGE_LASTS: Final = 5 * MINUTE


@value
class Pairing:
    """What an authenticator app is shown, once: the secret and the address of the QR code."""

    secret: str
    uri: str


@value
class Site:
    """Where passkeys are for: the host name, and the origin that pages come from."""

    host: str
    origin: str
    name: str = "Zegel"


@value
class Challenge:
    """What a browser is asked to sign: `id` comes back with the answer, `options` go to navigator.credentials as they are."""

    id: str
    options: dict[str, Any]


class Factors:
    """Authenticator apps and passkeys of staff and members."""

    def __init__(self, register: Register, key: HouseKey, random_bytes: RandomBytes) -> None:
        self._register, self._key, self._random = register, key, random_bytes

    async def _may_make(self, by: Principal, at: Instant) -> None:
        """Whoever has a second proof shows it before another stands beside it or in its place: no link and no borrowed screen is enough."""
        kept = await self._register.people.credentials(by.company, _subject(by))
        if any(one.kind in (TOTP, PASSKEY) for one in kept):
            need_step_up(by, at)

    # -- authenticator apps

    async def pair(self, by: Principal, at: Instant) -> Pairing:
        """A new secret for the app of whoever is signed in; it counts once a code of it was given."""
        subject = _subject(by)
        await self._may_make(by, at)
        secret = b32encode(self._random(20)).decode()
        sealed = self._key.seal(secret.encode(), subject, self._random)
        await self._register.write(by.company, put_credential(by.company, Credential(subject, WAITING, "app", sealed, {}, 0, at, None)))
        import pyotp  # noqa: PLC0415 - loaded with the first app, not with the server

        return Pairing(secret, pyotp.TOTP(secret).provisioning_uri(name=by.name or subject, issuer_name="Zegel"))

    async def confirm(self, done: Done, code: str) -> None:
        """The app gave a right code: from now on it is asked for. Refuses `wrong_proof`."""
        by, subject = done.by, _subject(done.by)
        await self._may_make(by, done.at)
        waiting = next((one for one in await self._register.people.credentials(by.company, subject) if one.kind == WAITING), None)
        step = 0 if waiting is None else self._step_of(waiting, code, done.at)
        if waiting is None or not step:
            raise WrongProof()

        async def work(_people: PeopleQueries) -> Change[None]:
            kept = Credential(subject, TOTP, "app", waiting.secret, {}, step, done.at, done.at)
            steps = [
                drop_credentials(by.company, subject, TOTP),
                drop_credentials(by.company, subject, WAITING),
                put_credential(by.company, kept),
            ]
            return Change(steps, (done.deed("totp.set", subject),), None)

        await self._register.change(by.company, done.at, work)

    async def check(self, company: CompanyId, credential: Credential, code: str, at: Instant) -> bool:
        """Whether `code` is right now and was not used before; it is used then."""
        step = self._step_of(credential, code, at)
        return bool(step) and (await self._register.write(company, use_credential(company, credential, step, at)))[0] == 1

    def _step_of(self, credential: Credential, code: str, at: Instant) -> int:
        """The step that `code` is of: this one, the one before or after; 0 for none, or one that was used."""
        import pyotp  # noqa: PLC0415 - see above

        secret = self._key.unseal(credential.secret, credential.subject)
        if secret is None or not code.isascii():
            return 0
        app, now = pyotp.TOTP(secret.decode()), at // STEP
        found = [step for step in (now - 1, now, now + 1) if compare_digest(app.generate_otp(step), code.replace(" ", ""))]
        return next((step for step in found if step > credential.count), 0)

    # -- passkeys

    async def ask_new(self, by: Principal, site: Site, at: Instant) -> Challenge:
        """What the browser needs to make a passkey for whoever is signed in."""
        from webauthn import generate_registration_options, options_to_json  # noqa: PLC0415 - half a second, at the first passkey
        from webauthn.helpers.structs import (  # noqa: PLC0415
            AuthenticatorSelectionCriteria,
            PublicKeyCredentialDescriptor,
            ResidentKeyRequirement,
            UserVerificationRequirement,
        )

        await self._may_make(by, at)
        subject, challenge = _subject(by), self._random(32)
        known = [one.id for one in await self._register.people.credentials(by.company, subject) if one.kind == PASSKEY]
        options = generate_registration_options(
            rp_id=site.host, rp_name=site.name, user_name=by.name or "card", user_id=subject.encode()[:64], challenge=challenge,
            exclude_credentials=[PublicKeyCredentialDescriptor(id=_raw(one)) for one in known],
            authenticator_selection=AuthenticatorSelectionCriteria(
                resident_key=ResidentKeyRequirement.REQUIRED, user_verification=UserVerificationRequirement.REQUIRED
            ),
        )  # fmt: skip
        return Challenge(await self._out(by.company, subject, challenge, at), loads(options_to_json(options)))

    async def add(self, done: Done, site: Site, challenge: str, answer: dict[str, Any], name: str) -> None:
        """Keep the passkey that the browser made; refuses `link_spent` and `wrong_proof`."""
        from webauthn import verify_registration_response  # noqa: PLC0415 - see above

        by, subject = done.by, _subject(done.by)
        expected = await self._back(by.company, subject, challenge, done.at)
        await self._may_make(by, done.at)
        try:
            made = verify_registration_response(
                credential=dumps(answer), expected_challenge=expected, expected_rp_id=site.host, expected_origin=site.origin,
                require_user_verification=True,
            )  # fmt: skip
        except Exception as wrong:
            raise WrongProof() from wrong
        kept = Credential(
            subject, PASSKEY, written(made.credential_id), made.credential_public_key, {"name": name[:60]}, made.sign_count, done.at, None
        )  # fmt: skip

        async def work(people: PeopleQueries) -> Change[None]:
            if await people.credential(by.company, PASSKEY, kept.id) is not None:
                raise WrongProof()
            return Change((put_credential(by.company, kept),), (done.deed("passkey.add", subject, None, {"name": name[:60]}),), None)

        await self._register.change(by.company, done.at, work)

    async def ask(self, company: CompanyId, site: Site, at: Instant) -> Challenge:
        """What the browser needs to sign in with any passkey that it has for this house."""
        from webauthn import generate_authentication_options, options_to_json  # noqa: PLC0415 - see above
        from webauthn.helpers.structs import UserVerificationRequirement  # noqa: PLC0415

        challenge = self._random(32)
        options = generate_authentication_options(
            rp_id=site.host, challenge=challenge, user_verification=UserVerificationRequirement.REQUIRED
        )  # fmt: skip
        return Challenge(await self._out(company, "", challenge, at), loads(options_to_json(options)))

    async def whose(self, company: CompanyId, site: Site, challenge: str, answer: dict[str, Any], at: Instant) -> str:
        """Whose passkey signed: `staff:…` or `member:…`; refuses `link_spent` and `wrong_proof`."""
        from webauthn import verify_authentication_response  # noqa: PLC0415 - see above

        expected = await self._back(company, "", challenge, at)
        named = answer.get("id")
        kept = await self._register.people.credential(company, PASSKEY, named) if isinstance(named, str) else None
        if kept is None:
            raise WrongProof()
        try:
            found = verify_authentication_response(
                credential=dumps(answer), expected_challenge=expected, expected_rp_id=site.host, expected_origin=site.origin,
                credential_public_key=kept.secret, credential_current_sign_count=kept.count, require_user_verification=True,
            )  # fmt: skip
        except Exception as wrong:
            raise WrongProof() from wrong
        if not (await self._register.write(company, use_credential(company, kept, found.new_sign_count, at)))[0]:
            raise WrongProof()
        return await subject_now(self._register.store, company, kept.subject)

    async def passkeys(self, company: CompanyId, subject: str) -> list[Credential]:
        """Those of somebody, also of the cards that came into theirs."""
        subjects = await subjects_of(self._register.store, company, subject)
        return [one for name in subjects for one in await self._register.people.credentials(company, name) if one.kind == PASSKEY]

    async def forget(self, done: Done, company: CompanyId, subject: str, kind: str, credential: str = "") -> None:
        """An app or a passkey counts no longer."""
        subjects = await subjects_of(self._register.store, company, subject)

        async def work(_people: PeopleQueries) -> Change[None]:
            steps = [drop_credentials(company, name, kind, credential) for name in subjects]
            return Change(steps, (done.deed(f"{kind}.forget", subject),), None)

        await self._register.change(company, done.at, work)

    async def _out(self, company: CompanyId, subject: str, challenge: bytes, at: Instant) -> str:
        secret = drawn(self._random)
        row = OneTime(
            secret.id, company, CHALLENGE, subject, secret.hash, {"challenge": challenge.hex()}, 0, at, Instant(at + CHALLENGE_LASTS), None
        )  # fmt: skip
        await self._register.write(company, add_one_time(row))
        return secret.text

    async def _back(self, company: CompanyId, subject: str, text: str, at: Instant) -> bytes:
        """The challenge that was asked, good once; refuses `link_spent`."""
        named, secret = parted(text)
        row = await self._register.people.one_time(named) if named else None
        if row is None or not fits(secret, row.hash) or (row.company, row.kind, row.subject) != (company, CHALLENGE, subject):
            raise LinkSpent()
        if not (await self._register.write(company, use_one_time(company, row.id, at)))[0]:
            raise LinkSpent()
        return bytes.fromhex(str(row.data["challenge"]))


def _subject(by: Principal) -> str:
    if by.session is None:
        raise NotSignedIn()
    return by.session.subject


def _raw(text: str) -> bytes:
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))
