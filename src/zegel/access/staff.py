"""Colleagues: taken on, changed, given roles, and let go; each with a line in the audit log."""

from collections.abc import Callable, Sequence
from typing import Final

from zegel.access.giving import OWNER, may_give, may_move
from zegel.access.identifiers import normalised
from zegel.access.principal import Principal
from zegel.access.refusals import EmailTaken, LastOwner, NotYourself, UnknownStaff
from zegel.access.rights import ROLES
from zegel.access.sessions import subject_of
from zegel.core.canonical import Json
from zegel.core.ids import CompanyId, PurseId, purse_text
from zegel.core.periods import Instant
from zegel.core.refusals import Malformed, ReasonMissing
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
)
from zegel.store.people_records import ACTIVE, OFF, Deed, Role, Staff

LANGUAGES: Final = ("nl", "en")
INVITATION: Final = "invitation"


@value
class Done:
    """Who does something, when, why, and in which request: what every line of the audit log says."""

    by: Principal
    at: Instant
    reason: str
    request: str

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
            found = Colleague(one, wanted.roles)
            steps = [add_staff(company, one), *set_roles(company, new_id, wanted.roles, done.at)]
            return Change(steps, (done.deed("staff.take_on", f"staff:{new_id}", None, told(found)),), found)

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
            other_roles = set(old.roles) != set(wanted.roles)
            if other_roles:
                may_give(done.by, staff, (*old.roles, *wanted.roles))
                if OWNER not in wanted.roles:
                    await _someone_else_owns(people, company, old)
            if done.by.subject == staff and done.by.is_person and old.one.purse != wanted.purse:
                raise NotYourself()
            one = Staff(staff, wanted.name, email, wanted.language, old.one.state, wanted.purse, old.one.created_at, done.at)
            found = Colleague(one, wanted.roles)
            steps = [change_staff(company, one), *set_roles(company, staff, wanted.roles, done.at)]
            if other_roles:
                steps.append(end_sessions(company, done.at, subject=subject_of("staff", staff)))
            deeds = (done.deed("staff.roles" if other_roles else "staff.change", f"staff:{staff}", told(old), told(found)),)
            return Change(steps, deeds if told(old) != told(found) else (), found)

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
            found, subject = Colleague(one, old.roles), subject_of("staff", staff)
            if before.state == state:
                return Change((), (), found)
            steps = [change_staff(company, one), end_sessions(company, done.at, subject=subject), drop_pin(company, staff)]
            steps += [drop_credentials(company, subject, kind) for kind in ("password", "totp", "passkey")]
            steps += [end_one_times(company, INVITATION, staff, done.at)]
            what = "staff.let_go" if state == OFF else "staff.take_back"
            return Change(steps, (done.deed(what, f"staff:{staff}", told(old), told(found)),), found)

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


async def _someone_else_owns(people: PeopleQueries, company: CompanyId, old: Colleague) -> None:
    """Refuse `last_owner` where `old` is the only owner left."""
    if OWNER not in old.roles or old.one.state != ACTIVE:
        return
    roles = await people.all_roles(company)
    for one in await people.all_staff(company):
        if one.id != old.one.id and one.state == ACTIVE and OWNER in roles.get(one.id, ()):
            return
    raise LastOwner()
