"""Staff who sign in at their company's own provider: OpenID Connect Core 1.0, the authorization code with PKCE (RFC 7636, RFC 9700).

In: the provider of the settings, and what a browser brings back from there. Out: a session. Refuses: an answer that is not the provider's
own, that another browser asked for, or that proves no colleague's address; and a sign-in there for which one proof was enough.

The provider says who somebody is. What they may do here is what their roles here say.
"""

from hashlib import sha256
from typing import Any, Final
from urllib.parse import urlencode

from zegel.access.identifiers import normalised
from zegel.access.refusals import InvalidIdentifier, ProviderAway, SecondProofNeeded, WrongProof
from zegel.access.secrets import RandomBytes, drawn, fits, parted, written
from zegel.access.sessions import Begun, Sessions, subject_of
from zegel.access.signing_in import From
from zegel.core.ids import CompanyId
from zegel.core.periods import MINUTE, Instant
from zegel.core.value import value
from zegel.desk.register import Change, Register
from zegel.store.people_queries import PeopleQueries, add_one_time, put_credential, use_one_time
from zegel.store.people_records import ACTIVE, Credential, Deed, OneTime, Staff

STARTED: Final = "sso"
"""The one-time row of a sign-in that went to the provider, and the credential of whoever came back from there."""
BACK_WITHIN: Final = 10 * MINUTE
PATIENCE: Final = 10.0
"""Seconds that the provider may take for an answer."""
KEPT: Final = 60 * MINUTE
"""How long what the provider says of itself is remembered."""
ALGORITHMS: Final = ("RS256", "PS256", "ES256", "EdDSA")
LEEWAY: Final = 60
"""Seconds that two clocks may differ."""
KNOWN: Final = frozenset({"pwd", "pin", "kba"})
HELD: Final = frozenset({"otp", "hwk", "swk", "sc", "pop", "fpt", "face", "iris"})
"""What one knows, and what one has or is: RFC 8176."""


@value
class Provider:
    """Where staff sign in. `issuer` is its address, `back` ours that it sends them to; `two_proofs`: it always asks for two."""

    issuer: str
    client: str
    secret: str
    name: str
    back: str
    two_proofs: bool


@value
class Away:
    """Somebody who goes to the provider: the address, and what their browser keeps until they are back."""

    address: str
    cookie: str


class SingleSignOn:
    """One provider, for the staff of this server's companies."""

    def __init__(self, provider: Provider, register: Register, sessions: Sessions, random_bytes: RandomBytes) -> None:
        self.provider, self._register, self._sessions, self._random = provider, register, sessions, random_bytes
        self._said: dict[str, Any] = {}
        self._keys: Any = None
        self._said_at = Instant(0)

    async def begin(self, company: CompanyId, at: Instant) -> Away:
        """Off to the provider; refuses `provider_away` where it does not answer."""
        said = await self._about(at)
        state, verifier = drawn(self._random), written(self._random(32))
        nonce = written(self._random(16))
        kept = {"verifier": verifier, "nonce": nonce}
        row = OneTime(state.id, company, STARTED, "", state.hash, dict(kept), 0, at, Instant(at + BACK_WITHIN), None)
        await self._register.write(company, add_one_time(row))
        challenge = written(sha256(verifier.encode()).digest())
        asked = {
            "response_type": "code", "client_id": self.provider.client, "redirect_uri": self.provider.back, "scope": "openid email profile",
            "state": state.text, "nonce": nonce, "code_challenge": challenge, "code_challenge_method": "S256",
        }  # fmt: skip
        address = str(said["authorization_endpoint"])
        return Away(f"{address}{'&' if '?' in address else '?'}{urlencode(asked)}", state.text)

    async def finish(self, state: str, cookie: str, code: str, at: Instant, whence: From, request: str) -> Begun:
        """Back from the provider. Refuses `wrong_proof` whatever is wrong with it, `second_proof_needed`, `provider_away`.

        `cookie` is what this browser kept: an answer that somebody else asked for signs nobody in (RFC 9700 §4.7).
        """
        row = await self._asked_for(state, cookie, at)
        claims = await self._claims(row, code, at)
        one = await self._known(row.company, claims)
        if not (self.provider.two_proofs or two_proofs(claims.get("amr"))):
            raise SecondProofNeeded()
        await self._remember(row.company, one, claims, at, request)
        return await self._sessions.begin(
            "staff", row.company, one.id, at, method=STARTED, instead_of=whence.before, label=whence.label, stepped_up=True
        )

    async def _asked_for(self, state: str, cookie: str, at: Instant) -> OneTime:
        named, secret = parted(state)
        row = await self._register.people.one_time(named) if named and state == cookie else None
        if row is None or row.kind != STARTED or row.used_at is not None or row.expires_at <= at or not fits(secret, row.hash):
            raise WrongProof()
        if not (await self._register.write(row.company, use_one_time(row.company, row.id, at)))[0]:
            raise WrongProof()
        return row

    async def _claims(self, row: OneTime, code: str, at: Instant) -> dict[str, Any]:
        """What the provider says of whoever came back, its signature checked."""
        said = await self._about(at)
        sent = {
            "grant_type": "authorization_code", "code": code, "redirect_uri": self.provider.back, "client_id": self.provider.client,
            "code_verifier": str(row.data["verifier"]),
        }  # fmt: skip
        found = await self._ask("POST", str(said["token_endpoint"]), sent)
        return await self._checked(str(found.get("id_token", "")), str(row.data["nonce"]), at)

    async def _checked(self, token: str, nonce: str, at: Instant) -> dict[str, Any]:
        from joserfc import jwt  # noqa: PLC0415 - only where somebody signs in elsewhere (docs/decisions/0017)
        from joserfc.errors import JoseError  # noqa: PLC0415

        claims = jwt.JWTClaimsRegistry(
            now=at // 1000, leeway=LEEWAY, iss={"essential": True, "value": self.provider.issuer},
            aud={"essential": True, "value": self.provider.client}, exp={"essential": True}, iat={"essential": True},
            sub={"essential": True}, nonce={"essential": True, "value": nonce},
        )  # fmt: skip
        for fresh in (False, True):  # a provider may have new keys since we last looked
            try:
                found = jwt.decode(token, await self._keys_of(at, fresh=fresh), algorithms=list(ALGORITHMS))
                claims.validate(found.claims)
            except (JoseError, ValueError, KeyError, TypeError):
                continue
            if found.claims.get("azp", self.provider.client) == self.provider.client:
                return dict(found.claims)
        raise WrongProof()

    async def _known(self, company: CompanyId, claims: dict[str, Any]) -> Staff:
        """The colleague whom the provider means: whom it named before by the same subject, else by an address that it says it checked."""
        people = self._register.people
        kept = await people.credential(company, STARTED, self._subject(claims))
        if kept is not None:
            one = await people.staff(company, kept.subject.removeprefix("staff:"))
        else:
            email = claims.get("email")
            proved = isinstance(email, str) and claims.get("email_verified") is True
            one = await people.staff_by_email(company, _address(str(email))) if proved else None
            if one is not None and any(of.kind == STARTED for of in await people.credentials(company, subject_of("staff", one.id))):
                one = None  # somebody else there has that address now
        if one is None or one.state != ACTIVE:
            raise WrongProof()
        return one

    async def _remember(self, company: CompanyId, one: Staff, claims: dict[str, Any], at: Instant, request: str) -> None:
        subject, named = subject_of("staff", one.id), self._subject(claims)

        async def work(people: PeopleQueries) -> Change[None]:
            before = await people.credential(company, STARTED, named)
            credential = Credential(subject, STARTED, named, b"", {}, 0, before.created_at if before else at, at)
            told = Deed(subject, "sso.link", subject, {}, {"issuer": self.provider.issuer}, "", request)
            deeds = () if before else (told,)
            return Change((put_credential(company, credential),), deeds, None)

        await self._register.change(company, at, work)

    def _subject(self, claims: dict[str, Any]) -> str:
        """One of the provider's people, by a text of fixed length: what it calls them is its own, and may be long."""
        return sha256(f"{self.provider.issuer}\0{claims['sub']}".encode()).hexdigest()

    async def _about(self, at: Instant) -> dict[str, Any]:
        """What the provider says of itself (OpenID Connect Discovery 1.0)."""
        if not self._said or at - self._said_at > KEPT:
            said = await self._ask("GET", f"{self.provider.issuer.rstrip('/')}/.well-known/openid-configuration")
            names = ("authorization_endpoint", "token_endpoint", "jwks_uri")
            if said.get("issuer") != self.provider.issuer or not all(isinstance(said.get(name), str) for name in names):
                raise ProviderAway()
            self._said, self._said_at = said, at
        return self._said

    async def _keys_of(self, at: Instant, *, fresh: bool) -> Any:
        """The keys that the provider signs with."""
        if fresh or self._keys is None:
            from joserfc.jwk import KeySet  # noqa: PLC0415 - as above

            said = await self._about(at)
            self._keys = KeySet.import_key_set(await self._ask("GET", str(said["jwks_uri"])))  # type: ignore[arg-type]  # it says what is wrong
        return self._keys

    async def _ask(self, method: str, address: str, form: dict[str, str] | None = None) -> dict[str, Any]:
        """The provider's answer to us; refuses `wrong_proof` where it will not have what the browser brought."""
        import httpx2  # noqa: PLC0415 - as above

        who = (self.provider.client, self.provider.secret) if form is not None and self.provider.secret else None
        try:
            async with httpx2.AsyncClient(timeout=PATIENCE, follow_redirects=False) as client:
                answer = await client.request(method, address, data=form, auth=who, headers={"accept": "application/json"})
            found = answer.json() if answer.status_code == 200 else None
        except (httpx2.HTTPError, httpx2.InvalidURL, ValueError):
            raise ProviderAway() from None
        if not isinstance(found, dict):
            raise WrongProof() if form is not None and answer.status_code in (400, 401) else ProviderAway()
        return found


def two_proofs(methods: object) -> bool:
    """Whether the provider says that it asked for two different proofs (RFC 8176).

    >>> two_proofs(["pwd", "otp"]), two_proofs(["mfa"]), two_proofs(["pwd"]), two_proofs(None)
    (True, True, False, False)
    """
    named = {one for one in methods if isinstance(one, str)} if isinstance(methods, list) else set()
    return "mfa" in named or bool(named & KNOWN and named & HELD)


def _address(email: str) -> str:
    """As addresses are kept here; "" for one that is none."""
    try:
        return normalised("email", email).text
    except InvalidIdentifier:
        return ""
