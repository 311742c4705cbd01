"""How staff sign in: a password and an authenticator app, or a passkey. Invitations and the first owner's link begin it.

Every reply to a stranger is the same, and takes as long, whether somebody of that address works here or not.
"""

from hashlib import sha256
from typing import Final

from zegel.access.factors import PASSKEY, TOTP, WAITING, Factors, Site
from zegel.access.giving import OWNER, may_give
from zegel.access.identifiers import normalised
from zegel.access.passwords import Passwords, checked
from zegel.access.principal import Principal
from zegel.access.proposing import check_agreed
from zegel.access.refusals import EmailTaken, InvalidIdentifier, LinkSpent, SecondProofNeeded, UnknownStaff, WrongProof
from zegel.access.rights import NONE
from zegel.access.secrets import RandomBytes, drawn, fits, parted
from zegel.access.sessions import DAY, Begun, Sessions, subject_of
from zegel.access.staff import INVITATION, Colleague, Done, Wanted, at_once, told
from zegel.access.staff import checked as checked_person
from zegel.access.tries import BY_ADDRESS, BY_PERSON, Tries
from zegel.core.ids import CompanyId
from zegel.core.periods import HOUR, Instant
from zegel.core.refusals import NotSignedIn
from zegel.core.value import value
from zegel.desk.register import Change, Register
from zegel.store.people_queries import (
    PeopleQueries,
    add_one_time,
    add_staff,
    drop_credentials,
    end_one_times,
    end_sessions,
    put_credential,
    set_roles,
    use_one_time,
)
from zegel.store.people_records import ACTIVE, Credential, OneTime, Staff

PASSWORD: Final = "password"  # noqa: S105 - the kind of credential, not one
FIRST_OWNER: Final = "first owner"
INVITED_FOR: Final = 7 * DAY
FIRST_FOR: Final = 24 * HOUR


@value
class From:
    """Where a try comes from: the network address, and the session that this browser had before ("" for none)."""

    address: str
    before: str = ""
    label: str = ""


class SigningIn:
    """Staff at the office's door."""

    def __init__(
        self, register: Register, sessions: Sessions, tries: Tries, passwords: Passwords, factors: Factors, random_bytes: RandomBytes
    ) -> None:
        self._register, self._sessions, self._tries = register, sessions, tries
        self._passwords, self._factors, self._random = passwords, factors, random_bytes

    async def by_password(self, company: CompanyId, email: str, password: str, code: str, at: Instant, whence: From) -> Begun:
        """Somebody with a password, and a code of their app where they have one.

        Refuses `wrong_proof` whatever is wrong, `second_proof_needed` once the password is right, `too_many_tries`. Who has no second
        proof yet gets a session that opens nothing but making one (`Principal.rights` are none).
        """
        who, where = f"staff:{short(email.strip().casefold())}", f"address:{whence.address}"
        await self._tries.admit(company, where, BY_ADDRESS, at)
        await self._tries.admit(company, who, BY_PERSON, at)
        one = await self._known(company, email)
        kept = [] if one is None else await self._register.people.credentials(company, subject_of("staff", one.id))
        hashed = next((credential.secret for credential in kept if credential.kind == PASSWORD), None)
        if not await self._passwords.fits(hashed, password) or one is None:
            raise WrongProof()
        method, app = "password", next((credential for credential in kept if credential.kind == TOTP), None)
        if app is not None:
            if not code:
                await self._tries.right(company, "", who, where, at=at)
                raise SecondProofNeeded()
            if not await self._factors.check(company, app, code, at):
                raise WrongProof()
            method = "password and app"
        await self._tries.right(company, who, where, at=at)
        return await self._sessions.begin(
            "staff", company, one.id, at, method=method, instead_of=whence.before, label=whence.label, stepped_up=app is not None
        )

    async def by_passkey(
        self, company: CompanyId, site: Site, challenge: str, answer: dict[str, object], at: Instant, whence: From
    ) -> Begun:
        """Somebody with a passkey, which their device opened by finger, face or code: two proofs in one."""
        await self._tries.admit(company, f"address:{whence.address}", BY_ADDRESS, at)
        subject = await self._factors.whose(company, site, challenge, answer, at)
        kind, _, found = subject.partition(":")
        one = await self._register.people.staff(company, found) if kind == "staff" else None
        if one is None or one.state != ACTIVE:
            raise WrongProof()
        await self._tries.right(company, "", f"address:{whence.address}", at=at)
        return await self._sessions.begin(
            "staff", company, found, at, method="passkey", instead_of=whence.before, label=whence.label, stepped_up=True
        )

    async def step_up(self, principal: Principal, password: str, code: str, at: Instant) -> None:
        """A code of the app, or the password of who has no second proof: sensitive things are open for ten minutes."""
        if principal.session is None:
            raise NotSignedIn()
        company = principal.company
        await self._tries.admit(company, f"step-up:{principal.subject}", BY_PERSON, at)
        kept = {one.kind: one for one in await self._register.people.credentials(company, principal.session.subject)}
        if TOTP in kept:
            right = await self._factors.check(company, kept[TOTP], code, at)
        else:  # with a passkey, a password alone is one proof of two
            right = await self._passwords.fits(kept[PASSWORD].secret if PASSWORD in kept else None, password) and PASSKEY not in kept
        if not right:
            raise WrongProof()
        await self._tries.right(company, f"step-up:{principal.subject}", at=at)
        await self._sessions.stepped_up(principal, at)

    async def step_up_by_passkey(self, principal: Principal, site: Site, challenge: str, answer: dict[str, object], at: Instant) -> None:
        """A passkey of their own, in place of the app's code; refuses `wrong_proof`, `link_spent`, `too_many_tries`."""
        if principal.session is None:
            raise NotSignedIn()
        await self._tries.admit(principal.company, f"step-up:{principal.subject}", BY_PERSON, at)
        if await self._factors.whose(principal.company, site, challenge, answer, at) != principal.session.subject:
            raise WrongProof()
        await self._tries.right(principal.company, f"step-up:{principal.subject}", at=at)
        await self._sessions.stepped_up(principal, at)

    async def with_app(self, principal: Principal, at: Instant, whence: From) -> Begun:
        """Whoever just paired an app or made a passkey: a new session, which opens what their roles do."""
        return await self._sessions.begin(
            "staff", principal.company, principal.subject, at, method="password and app", instead_of=whence.before, label=whence.label,
            stepped_up=True,
        )  # fmt: skip

    async def set_password(self, done: Done, password: str) -> None:
        """Whoever is signed in has this password from now on; their other sessions are over. A step-up is the page's to ask."""
        by = done.by
        one = await self._register.people.staff(by.company, by.subject) if by.session is not None else None
        if one is None or by.session is None:
            raise NotSignedIn()
        await self._keep_password(done, by.company, one, password, but=by.session.id)

    async def _keep_password(self, done: Done, company: CompanyId, one: Staff, password: str, but: str = "") -> None:
        subject = subject_of("staff", one.id)
        hashed = await self._passwords.hashed(checked(password, one.name, one.email))

        async def work(_people: PeopleQueries) -> Change[None]:
            kept = Credential(subject, PASSWORD, "", hashed, {}, 0, done.at, None)
            steps = [put_credential(company, kept), end_sessions(company, done.at, subject=subject, but=but)]
            return Change(steps, (done.deed("password.set", subject),), None)

        await self._register.change(company, done.at, work)

    # -- invitations

    async def invite(self, done: Done, company: CompanyId, staff: str, *, forget: bool = False) -> str:
        """The text of a link with which a colleague chooses a password, good once and a week long; earlier ones are not good any more.

        `forget`: their app, their passkeys and their password count no longer (a lost telephone may know that, too). Where two people give
        a role with power, such a role of whoever had a way in already waits for somebody else's agreement again; refuses `nobody_to_agree`
        where there is nobody.
        """
        secret = drawn(self._random)

        async def work(people: PeopleQueries) -> Change[str]:
            one = await people.staff(company, staff)
            if one is None or one.state != ACTIVE:
                raise UnknownStaff()
            had = await people.roles(company, staff)
            may_give(done.by, staff, had)  # a link is a way in as them
            row = OneTime(secret.id, company, INVITATION, staff, secret.hash, {}, 0, done.at, Instant(done.at + INVITED_FOR), None)
            subject = subject_of("staff", staff)
            steps = [end_one_times(company, INVITATION, staff, done.at), add_one_time(row)]
            if forget:
                steps += [drop_credentials(company, subject, kind) for kind in (TOTP, PASSKEY, WAITING, PASSWORD)]
            # Whoever came in before and is invited anew may be somebody else by now: what gives them power waits as for whoever comes back.
            came_in = await people.credentials(company, subject)
            roles, waits, proposed = await at_once(people, done, company, staff, had) if came_in else (had, [], [])
            if came_in and done.two_people:
                check_agreed(done.by, roles)
            if roles != had:
                steps += [*set_roles(company, staff, roles, done.at), *waits]
            if forget or roles != had:
                steps.append(end_sessions(company, done.at, subject=subject))
            return Change(steps, (done.deed("staff.invite", subject, None, {"forget": forget}), *proposed), secret.text)

        return await self._register.change(company, done.at, work)

    async def accept(self, text: str, password: str, at: Instant, whence: From) -> Begun:
        """Somebody who was invited chooses a password; refuses `link_spent` and `weak_password` (then the link is still good)."""
        row = await self._good(text, INVITATION, at)
        one = await self._register.people.staff(row.company, row.subject)
        if one is None or one.state != ACTIVE:
            raise LinkSpent()
        checked(password, one.name, one.email)
        if not (await self._register.write(row.company, use_one_time(row.company, row.id, at)))[0]:
            raise LinkSpent()
        done = Done(_as(row.company, one), at, "invited", "")
        await self._keep_password(done, row.company, one, password)
        return await self._sessions.begin("staff", row.company, one.id, at, method="password", instead_of=whence.before)

    # -- the first owner

    async def first_link(self, company: CompanyId, at: Instant) -> str | None:
        """The text of a link with which the first owner comes in, a day long; None where there is an owner. Earlier ones are void."""
        if await _has_owner(self._register.people, company):
            return None
        secret = drawn(self._random)
        row = OneTime(secret.id, company, FIRST_OWNER, "", secret.hash, {}, 0, at, Instant(at + FIRST_FOR), None)
        await self._register.write(company, end_one_times(company, FIRST_OWNER, "", at), add_one_time(row))
        return secret.text

    async def accept_first(self, text: str, new_id: str, name: str, email: str, language: str, password: str, at: Instant) -> Begun:
        """The first owner, with the name, address and password they choose; refuses `link_spent`, also where there is an owner by now."""
        row = await self._good(text, FIRST_OWNER, at)
        wanted = Wanted(name, email, language, (OWNER,))
        address = checked_person(wanted)
        company, subject = row.company, subject_of("staff", new_id)
        hashed = await self._passwords.hashed(checked(password, name, address))
        one = Staff(new_id, name, address, language, ACTIVE, None, at, at)

        async def work(people: PeopleQueries) -> Change[None]:
            if not await people.one_times(company, FIRST_OWNER, "", at) or await _has_owner(people, company):
                raise LinkSpent()
            if await people.staff_by_email(company, address) is not None:
                raise EmailTaken()
            steps = [
                end_one_times(company, FIRST_OWNER, "", at), add_staff(company, one), *set_roles(company, new_id, wanted.roles, at),
                put_credential(company, Credential(subject, PASSWORD, "", hashed, {}, 0, at, None)),
            ]  # fmt: skip
            deed = Done(_as(company, one), at, "first owner", "").deed(
                "staff.first_owner", subject, None, told(Colleague(one, wanted.roles))
            )
            return Change(steps, (deed,), None)

        await self._register.change(company, at, work)
        return await self._sessions.begin("staff", company, new_id, at, method="password")

    async def is_good(self, text: str, at: Instant) -> bool:
        """Whether one could come in by this link now; it stays unused."""
        named, _ = parted(text)
        row = await self._register.people.one_time(named) if named else None
        try:
            await self._good(text, FIRST_OWNER if row is not None and row.kind == FIRST_OWNER else INVITATION, at)
        except LinkSpent:
            return False
        return True

    async def _good(self, text: str, kind: str, at: Instant) -> OneTime:
        named, secret = parted(text)
        row = await self._register.people.one_time(named) if named else None
        if row is None or row.kind != kind or row.used_at is not None or row.expires_at <= at or not fits(secret, row.hash):
            raise LinkSpent()
        return row

    async def _known(self, company: CompanyId, email: str) -> Staff | None:
        try:
            one = await self._register.people.staff_by_email(company, normalised("email", email).text)
        except InvalidIdentifier:
            return None
        return one if one is not None and one.state == ACTIVE else None


async def _has_owner(people: PeopleQueries, company: CompanyId) -> bool:
    roles = await people.all_roles(company)
    return any(one.state == ACTIVE and OWNER in roles.get(one.id, ()) for one in await people.all_staff(company))


def _as(company: CompanyId, one: Staff) -> Principal:
    return Principal("staff", company, one.id, one.name, one.language, "", NONE, frozenset(), "", "")


def short(text: str) -> str:
    """What tries are counted under: not the address itself."""
    return sha256(text.encode("utf-8", "replace")).hexdigest()[:32]
