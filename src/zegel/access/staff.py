"""Colleagues: taken on, changed, given roles, and let go; each with a line in the audit log."""

from collections.abc import Callable, Sequence
from typing import Final

from zegel.access.giving import OWNER, may_give, may_move
from zegel.access.identifiers import normalised
from zegel.access.principal import Principal
from zegel.access.proposing import PROPOSAL, Proposal, check_agreed, held_back, proposal_of, propose
from zegel.access.refusals import EmailTaken, LastOwner, NotYourself, UnknownStaff
from zegel.access.rights import ROLES
from zegel.access.sessions import subject_of
from zegel.core.canonical import Json
from zegel.core.ids import CompanyId, PurseId, purse_text
from zegel.core.periods import Instant
from zegel.core.refusals import Malformed, NotAsked, ReasonMissing, SamePerson
from zegel.core.value import value
from zegel.desk.register import Change, Register
from zegel.store.people_queries import (
    PeopleQueries,
    add_staff,
    change_staff,
    drop_credentials,
    drop_pin,
    end_one_times,
    end_sessions,
    set_roles,
    use_one_time,
)
from zegel.store.people_records import ACTIVE, OFF, Deed, Role, Staff
from zegel.store.statements import Step

LANGUAGES: Final = ("nl", "en")
INVITATION: Final = "invitation"


@value
class Done:
    """Who does something, when, why, and in which request: what every line of the audit log says."""

    by: Principal
    at: Instant
    reason: str
    request: str
    two_people: bool = False
    """Whether a role that gives power waits for somebody else (settings.powerful roles)."""

    def deed(self, what: str, of: str, before: dict[str, Json] | None = None, after: dict[str, Json] | None = None) -> Deed:
        """The line for it."""
        return Deed(self.by.actor or "zegel", what, of, before or {}, after or {}, self.reason, self.request)


@value
class Colleague:
    """Somebody with their roles."""

    one: Staff
    roles: tuple[Role, ...]


@value
class Wanted:
    """What somebody is to be from now on."""

    name: str
    email: str
    language: str
    roles: tuple[Role, ...]
    purse: PurseId | None = None


class StaffBook:
    """Who works here."""

    def __init__(self, register: Register) -> None:
        self._register = register

    async def everybody(self, company: CompanyId) -> list[Colleague]:
        """Everybody, also who left, by name."""
        people = self._register.people
        roles = await people.all_roles(company)
        return [Colleague(one, roles.get(one.id, ())) for one in await people.all_staff(company)]

    async def somebody(self, company: CompanyId, staff: str) -> Colleague:
        """One colleague; refuses `unknown_staff`."""
        return await _found(self._register.people, company, staff)

    async def take_on(self, done: Done, company: CompanyId, new_id: str, wanted: Wanted) -> Colleague:
        """Somebody new, who cannot sign in before they have a password or a PIN; refuses an address that a colleague has."""
        email = checked(wanted)

        async def work(people: PeopleQueries) -> Change[Colleague]:
            may_give(done.by, new_id, wanted.roles)
            if await people.staff_by_email(company, email) is not None:
                raise EmailTaken()
            one = Staff(new_id, wanted.name, email, wanted.language, ACTIVE, wanted.purse, done.at, done.at)
            roles, waits, proposed = await at_once(people, done, company, new_id, wanted.roles)
            found = Colleague(one, roles)
            steps = [add_staff(company, one), *set_roles(company, new_id, roles, done.at), *waits]
            return Change(steps, (done.deed("staff.take_on", f"staff:{new_id}", None, told(found)), *proposed), found)

        return await self._register.change(company, done.at, work)

    async def change(self, done: Done, company: CompanyId, staff: str, becomes: Callable[[Colleague], Wanted]) -> Colleague:
        """Somebody as they are from now on: what `becomes` makes of them as they are when it is written, so nobody's change is lost.

        Other roles end their sessions; nobody changes their own; one owner always stays.
        """

        async def work(people: PeopleQueries) -> Change[Colleague]:
            old = await _found(people, company, staff)
            may_move(done.by, old.roles)
            wanted = becomes(old)
            email = checked(wanted)
            holder = await people.staff_by_email(company, email)
            if holder is not None and holder.id != staff:
                raise EmailTaken()
            if set(old.roles) != set(wanted.roles):
                may_give(done.by, staff, (*old.roles, *wanted.roles))
            # At an address of somebody's own choice it is somebody else who comes in: through their provider, or by a mail.
            moved = email != old.one.email and not (done.by.is_person and done.by.subject == staff)
            if moved:
                may_give(done.by, staff, old.roles)
            roles, waits, proposed = await at_once(people, done, company, staff, wanted.roles, () if moved else old.roles)
            if moved and done.two_people:
                check_agreed(done.by, roles)
            other_roles = set(old.roles) != set(roles)
            if other_roles:
                if OWNER not in wanted.roles:
                    await _someone_else_owns(people, company, old)
            if done.by.subject == staff and done.by.is_person and old.one.purse != wanted.purse:
                raise NotYourself()
            one = Staff(staff, wanted.name, email, wanted.language, old.one.state, wanted.purse, old.one.created_at, done.at)
            found = Colleague(one, roles)
            steps = [change_staff(company, one), *set_roles(company, staff, roles, done.at), *waits]
            if other_roles:
                steps.append(end_sessions(company, done.at, subject=subject_of("staff", staff)))
            deeds = (done.deed("staff.roles" if other_roles else "staff.change", f"staff:{staff}", told(old), told(found)),)
            return Change(steps, (*(deeds if told(old) != told(found) else ()), *proposed), found)

        return await self._register.change(company, done.at, work)

    async def let_go(self, done: Done, company: CompanyId, staff: str) -> Colleague:
        """Somebody works here no more: signed out everywhere at once, and nothing they knew opens anything. What they did stays."""
        return await self._switched(done, company, staff, OFF)

    async def take_back(self, done: Done, company: CompanyId, staff: str) -> Colleague:
        """Somebody works here again: with their roles, and a new invitation."""
        return await self._switched(done, company, staff, ACTIVE)

    async def _switched(self, done: Done, company: CompanyId, staff: str, state: str) -> Colleague:
        if not done.reason.strip():
            raise ReasonMissing()

        async def work(people: PeopleQueries) -> Change[Colleague]:
            old = await _found(people, company, staff)
            if done.by.is_person and done.by.subject == staff:
                raise NotYourself()
            may_give(done.by, staff, old.roles)
            before = old.one
            if state == OFF:
                await _someone_else_owns(people, company, old)
            one = Staff(staff, before.name, before.email, before.language, state, before.purse, before.created_at, done.at)
            subject = subject_of("staff", staff)
            if before.state == state:
                return Change((), (), Colleague(one, old.roles))
            back = await at_once(people, done, company, staff, old.roles) if state == ACTIVE else (old.roles, [], [])
            roles, waits, proposed = back
            found = Colleague(one, roles)
            steps = [change_staff(company, one), end_sessions(company, done.at, subject=subject), drop_pin(company, staff)]
            steps += [drop_credentials(company, subject, kind) for kind in ("password", "totp", "passkey")]
            steps += [end_one_times(company, kind, staff, done.at) for kind in (INVITATION, PROPOSAL)]
            steps += [*set_roles(company, staff, roles, done.at), *waits] if waits else []
            what = "staff.let_go" if state == OFF else "staff.take_back"
            return Change(steps, (done.deed(what, f"staff:{staff}", told(old), told(found)), *proposed), found)

        return await self._register.change(company, done.at, work)

    async def waiting(self, company: CompanyId, at: Instant) -> dict[str, tuple[Proposal, ...]]:
        """Whose roles wait for somebody else's agreement: by colleague, the newest first."""
        found: dict[str, tuple[Proposal, ...]] = {}
        for one in await self._register.people.one_times_of(company, PROPOSAL, at):
            found[one.subject] = (*found.get(one.subject, ()), proposal_of(one))
        return found

    async def decide(self, done: Done, company: CompanyId, staff: str, proposal: str, *, agrees: bool) -> Colleague:
        """A role that was proposed is theirs, or not.

        Refuses `same_person` where who proposed it agrees, `not_asked` where it does not wait.
        """

        async def work(people: PeopleQueries) -> Change[Colleague]:
            old = await _found(people, company, staff)
            there = [one for one in await people.one_times(company, PROPOSAL, staff, done.at) if one.id == proposal]
            if not there or old.one.state != ACTIVE:
                raise NotAsked()
            asked = proposal_of(there[0])
            may_give(done.by, staff, (asked.role,))
            steps = [use_one_time(company, proposal, done.at)]
            if not agrees:
                deed = done.deed("staff.role_refuse", f"staff:{staff}", None, {"roles": written((asked.role,))})
                return Change(steps, (deed,), old)
            if asked.by == done.by.actor:
                raise SamePerson()
            found = Colleague(old.one, (*(role for role in old.roles if role != asked.role), asked.role))
            if await people.credentials(company, subject_of("staff", staff)):
                steps.append(end_one_times(company, INVITATION, staff, done.at))  # or it is a way around this agreement
            steps += [*set_roles(company, staff, found.roles, done.at), end_sessions(company, done.at, subject=subject_of("staff", staff))]
            return Change(steps, (done.deed("staff.role_agree", f"staff:{staff}", told(old), told(found)),), found)

        return await self._register.change(company, done.at, work)


def told(found: Colleague) -> dict[str, Json]:
    """A colleague as the audit log has them."""
    one = found.one
    return {
        "name": one.name, "email": one.email, "language": one.language, "state": one.state, "roles": written(found.roles),
        "card": None if one.purse is None else purse_text(one.purse),
    }  # fmt: skip


def written(roles: Sequence[Role]) -> list[Json]:
    """Roles as texts: `cashier at station`, `owner`."""
    return [f"{role.role} at {role.branch}" if role.branch else role.role for role in sorted(roles, key=lambda r: (r.role, r.branch))]


def checked(wanted: Wanted) -> str:
    """The address in its normal form; refuses what cannot be somebody."""
    if not wanted.name.strip() or len(wanted.name) > 100:
        raise Malformed("name: 1 to 100 characters", field="name")
    if wanted.language not in LANGUAGES:
        raise Malformed(f"language: one of {', '.join(LANGUAGES)}", field="language")
    for role in wanted.roles:
        if role.role not in ROLES:
            raise Malformed(f"roles: there is no role called {role.role[:40]}", field="roles")
    return normalised("email", wanted.email).text


async def _found(people: PeopleQueries, company: CompanyId, staff: str) -> Colleague:
    one = await people.staff(company, staff)
    if one is None:
        raise UnknownStaff()
    return Colleague(one, await people.roles(company, staff))


async def at_once(
    people: PeopleQueries, done: Done, company: CompanyId, staff: str, wanted: tuple[Role, ...], had: tuple[Role, ...] = ()
) -> tuple[tuple[Role, ...], list[Step], list[Deed]]:
    """The roles that somebody has from now on, and what makes the others wait for somebody else: rows and lines of the log."""
    fresh = [role for role in wanted if role not in had]
    held = await held_back(people, done.by, company, staff, fresh) if done.two_people else ()
    waiting = {proposal_of(one).role for one in (await people.one_times(company, PROPOSAL, staff, done.at) if held else ())}
    new = [role for role in held if role not in waiting]
    steps = [propose(company, staff, role, done.by.actor, done.reason, done.at, done.request) for role in new]
    deeds = [done.deed("staff.role_propose", f"staff:{staff}", None, {"roles": written(new)})] if new else []
    return tuple(role for role in wanted if role not in held), steps, deeds


async def _someone_else_owns(people: PeopleQueries, company: CompanyId, old: Colleague) -> None:
    """Refuse `last_owner` where `old` is the only owner left."""
    if OWNER not in old.roles or old.one.state != ACTIVE:
        return
    roles = await people.all_roles(company)
    for one in await people.all_staff(company):
        if one.id != old.one.id and one.state == ACTIVE and OWNER in roles.get(one.id, ()):
            return
    raise LastOwner()
