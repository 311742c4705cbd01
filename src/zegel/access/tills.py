"""Tills and PINs: a browser is enrolled once for a till of a branch; whoever works there switches with a PIN of six digits.

Five wrong PINs lock somebody's PIN, wherever they were tried, and five in a row a till; a manager unlocks them (domain.md §1b, D13).
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from zegel.access.giving import may_give
from zegel.access.principal import ANONYMOUS, Principal
from zegel.access.proposing import gives_power
from zegel.access.refusals import (
    LinkSpent,
    NotYourself,
    PinLocked,
    PinTaken,
    PinTheirOwn,
    TillNotEnrolled,
    UnknownStaff,
    UnknownTill,
    WeakPin,
    WrongProof,
)
from zegel.access.rights import EVERYWHERE, at_till
from zegel.access.secrets import Drawn, HouseKey, RandomBytes, drawn, fits, parted
from zegel.access.sessions import Begun, Sessions, subject_of
from zegel.access.staff import Done
from zegel.access.tries import BY_TILL, Tries
from zegel.access.visits import Visit
from zegel.core.canonical import Json
from zegel.core.ids import CompanyId
from zegel.core.periods import HOUR, Instant
from zegel.core.refusals import Malformed
from zegel.core.value import value
from zegel.desk.register import Change, Register
from zegel.store.people_queries import (
    PeopleQueries,
    add_device,
    add_one_time,
    device_seen,
    drop_pin,
    end_one_times,
    end_sessions,
    put_pin,
    set_device_state,
    try_at_device,
    try_pin,
    unlock_device,
    unlock_pin,
    use_one_time,
)
from zegel.store.people_records import ACTIVE, OFF, OneTime, Pin, Role, Staff, TillDevice

DIGITS: Final = 6
MOST_WRONG: Final = 5
TILL_LINK: Final = "till"
"""The kind of one-time link that enrols a browser."""
LINK_FOR: Final = 24 * HOUR
DEVICE_LASTS_SECONDS: Final = 400 * 24 * 3600
"""A till's cookie: as long as browsers keep any. It is given anew at each PIN."""


@value
class Enrolled:
    """A till that was enrolled. `cookie` is shown to its browser now and never again."""

    cookie: str
    device: TillDevice


@value
class AtTill:
    """Somebody who may work at a till: a name on its screen."""

    staff: str
    name: str
    locked: bool


class Tills:
    """The tills of all companies."""

    def __init__(self, register: Register, sessions: Sessions, tries: Tries, key: HouseKey, random_bytes: RandomBytes) -> None:
        self._register, self._sessions, self._tries, self._key, self._random = register, sessions, tries, key, random_bytes

    # -- tills

    async def link(self, done: Done, company: CompanyId, branch: str, till: str) -> str:
        """The text of a link that makes the browser that uses it the till `till` of `branch`: good once, for a day."""
        if not branch or not till:
            raise Malformed("branch, till: a till stands somewhere and is called something", field="till")
        secret = drawn(self._random)
        until = Instant(done.at + LINK_FOR)
        stands: dict[str, Json] = {"branch": branch, "till": till}
        row = OneTime(secret.id, company, TILL_LINK, f"{branch} {till}", secret.hash, stands, 0, done.at, until, None)

        async def work(_people: PeopleQueries) -> Change[str]:
            told = done.deed("till.link", f"till:{secret.id}", None, stands)
            return Change((end_one_times(company, TILL_LINK, row.subject, done.at), add_one_time(row)), (told,), secret.text)

        return await self._register.change(company, done.at, work)

    async def linked(self, text: str, at: Instant) -> OneTime:
        """The till that a link is for, by its `data`; refuses `link_spent`."""
        named, secret = parted(text)
        row = await self._register.people.one_time(named) if named else None
        if row is None or row.kind != TILL_LINK or row.used_at is not None or row.expires_at <= at or not fits(secret, row.hash):
            raise LinkSpent()
        return row

    async def enrol_by_link(self, text: str, at: Instant, request: str) -> Enrolled:
        """This browser is the till that the link says from now on; refuses `link_spent`, also to the slower of two at once."""
        row = await self.linked(text, at)
        if not (await self._register.write(row.company, use_one_time(row.company, row.id, at)))[0]:
            raise LinkSpent()
        branch, till = str(row.data["branch"]), str(row.data["till"])
        return await self.enrol(Done(ANONYMOUS, at, "by link", request), row.company, branch, till, till)

    async def enrol(self, done: Done, company: CompanyId, branch: str, till: str, name: str) -> Enrolled:
        """This browser is a till of `branch` from now on, in place of what was enrolled as that till before."""
        if not branch or not till:
            raise Malformed("branch, till: a till stands somewhere and is called something", field="till")
        secret: Drawn = drawn(self._random)
        device = TillDevice(
            secret.id, company, branch, till, name or till, secret.hash, ACTIVE, done.by.actor or "zegel", done.at, None, 0, None
        )  # fmt: skip

        async def work(people: PeopleQueries) -> Change[Enrolled]:
            steps = [add_device(device)]
            for old in await people.devices(company):
                if old.state == ACTIVE and (old.branch, old.till) == (branch, till):
                    steps += [set_device_state(company, old.id, OFF), end_sessions(company, done.at, device=old.id)]
            deed = done.deed("till.enrol", f"till:{device.id}", None, {"branch": branch, "till": till, "name": device.name})
            return Change(steps, (deed,), Enrolled(secret.text, device))

        return await self._register.change(company, done.at, work)

    async def revoke(self, done: Done, company: CompanyId, device: str) -> TillDevice:
        """A till is trusted no longer: whoever is signed in there is not, at once."""

        async def work(people: PeopleQueries) -> Change[TillDevice]:
            old = await _of_company(people, company, device)
            if old.state != ACTIVE:
                return Change((), (), old)
            steps = [set_device_state(company, device, OFF), end_sessions(company, done.at, device=device)]
            told = done.deed("till.revoke", f"till:{device}", {"state": ACTIVE}, {"state": OFF, "branch": old.branch, "till": old.till})
            return Change(steps, (told,), old)

        return await self._register.change(company, done.at, work)

    async def devices(self, company: CompanyId) -> list[TillDevice]:
        """Every till, by branch."""
        return await self._register.people.devices(company)

    async def device(self, visit: Visit) -> TillDevice:
        """The till that this browser is; refuses `till_not_enrolled`."""
        found = await self.once_enrolled(visit)
        if found.state != ACTIVE:
            raise TillNotEnrolled()
        return found

    async def once_enrolled(self, visit: Visit) -> TillDevice:
        """The same, also a till that is trusted no longer: what it sold without a line is still to be looked at."""
        named, secret = parted(visit.device)
        found = await self._register.people.device(named) if named else None
        if found is None or not fits(secret, found.secret_hash):
            raise TillNotEnrolled()
        return found

    async def seller(self, device: TillDevice, staff: str) -> tuple[Principal, bool] | None:
        """Whoever sold something at `device` without a line, with a cashier's rights there, and whether they still may; None for nobody."""
        one = await self._register.people.staff(device.company, staff)
        if one is None:
            return None
        roles = await self._register.people.roles(device.company, staff)
        rights = at_till((Role("cashier", device.branch),), device.branch)
        found = Principal(
            "till", device.company, staff, one.name, one.language, f"till:{device.id}", rights, rights.all, device.branch, device.till,
            roles, "cashier", one.purse,
        )  # fmt: skip
        return found, one.state == ACTIVE and "purchases:write" in at_till(roles, device.branch).all

    async def who_works_at(self, device: TillDevice) -> list[AtTill]:
        """Whoever has a PIN and a role at the till's branch, by name: the chips on its screen."""
        people, company = self._register.people, device.company
        roles, pins = await people.all_roles(company), await people.pins(company)
        return [
            AtTill(one.id, one.name, pins[one.id].locked_at is not None)
            for one in await people.all_staff(company)
            if one.state == ACTIVE and one.id in pins and at_till(roles.get(one.id, ()), device.branch).all
        ]

    # -- PINs

    async def set_pin(self, done: Done, company: CompanyId, staff: str, pin: str) -> None:
        """Somebody's PIN from now on; refuses one that is easy to guess, and one that a colleague at one of their branches has.

        Whoever sets it for a colleague shows it to them; each may set their own at any time. Only an owner sets an owner's, and where two
        people give a role with power nobody sets that of somebody who has one (`pin_their_own`).
        """
        _check_pin(pin)
        hashed = self._key.hashed("pin", company, pin)

        async def work(people: PeopleQueries) -> Change[None]:
            one = await people.staff(company, staff)
            if one is None or one.state != ACTIVE:
                raise UnknownStaff()
            roles = await people.all_roles(company)
            _may_set(done, staff, roles.get(staff, ()))
            for other in await people.pins_by_hash(company, hashed):
                if other.staff != staff and _meet(roles.get(other.staff, ()), roles.get(staff, ())):
                    raise PinTaken()
            steps = [
                put_pin(company, Pin(staff, hashed, 0, None, done.at)),
                end_sessions(company, done.at, subject=subject_of("staff", staff), but=done.by.session.id if done.by.session else ""),
            ]
            return Change(steps, (done.deed("pin.set", f"staff:{staff}"),), None)

        await self._register.change(company, done.at, work)

    async def drop_pin(self, done: Done, company: CompanyId, staff: str) -> None:
        """Somebody has no PIN any more."""

        async def work(people: PeopleQueries) -> Change[None]:
            if await people.pin(company, staff) is None:
                raise UnknownStaff()
            return Change((drop_pin(company, staff),), (done.deed("pin.drop", f"staff:{staff}"),), None)

        await self._register.change(company, done.at, work)

    async def unlock(self, done: Done, company: CompanyId, *, staff: str = "", device: str = "") -> None:
        """A PIN or a till that locked itself may be tried again. Nobody unlocks their own PIN."""

        async def work(people: PeopleQueries) -> Change[None]:
            if staff:
                if done.by.is_person and done.by.subject == staff:
                    raise NotYourself()
                pin = await people.pin(company, staff)
                if pin is None:
                    raise UnknownStaff()
                self._may_unlock(done, await people.roles(company, staff))
                return Change((unlock_pin(company, staff),), (done.deed("pin.unlock", f"staff:{staff}", {"wrong": pin.tries}),), None)
            till = await _of_company(people, company, device)
            done.by.need("pins:unlock", till.branch)
            return Change((unlock_device(company, device),), (done.deed("till.unlock", f"till:{device}", {"wrong": till.tries}),), None)

        await self._register.change(company, done.at, work)

    @staticmethod
    def _may_unlock(done: Done, roles: tuple[Role, ...]) -> None:
        if not any(done.by.may("pins:unlock", role.branch) for role in roles):
            done.by.need("pins:unlock", roles[0].branch if roles else EVERYWHERE)

    async def switch(self, visit: Visit, pin: str, at: Instant, *, staff: str = "") -> Begun:
        """Whoever's PIN this is works at the till from now on; who worked there before does not. `staff` where a name was touched first.

        Refuses `till_not_enrolled`, `pin_locked`, `too_many_tries` and `wrong_proof`. Each try counts before it is looked at.
        """
        device = await self.device(visit)
        company = device.company
        if device.locked_at is not None:
            raise PinLocked()
        await self._tries.admit(company, f"till:{device.id}", BY_TILL, at)
        if not staff and not (await self._register.write(company, try_at_device(company, device.id, MOST_WRONG, at)))[0]:
            raise PinLocked()
        hashed = self._key.hashed("pin", company, pin)
        one = await self._whose(device, hashed, staff, at)
        begun = await self._sessions.begin("till", company, one.id, at, method="pin", instead_of=visit.session, device=device)
        await self._register.write(company, unlock_pin(company, one.id), device_seen(company, device.id, at))
        await self._tries.right(company, f"till:{device.id}", at=at)
        return begun

    async def _whose(self, device: TillDevice, hashed: bytes, named: str, at: Instant) -> Staff:
        """Whose PIN it is, of those who may work at the till."""
        people, company = self._register.people, device.company
        if named:
            pin = await people.pin(company, named)
            if (
                pin is None
                or pin.locked_at is not None
                or not (await self._register.write(company, try_pin(company, named, MOST_WRONG, at)))[0]
            ):
                raise PinLocked() if pin is not None else WrongProof()
            candidates = [named] if pin.hash == hashed else []
        else:
            found = await people.pins_by_hash(company, hashed)
            candidates = [pin.staff for pin in found if pin.locked_at is None]
            if found and not candidates:
                raise PinLocked()
        here = []
        for staff in candidates:
            one = await people.staff(company, staff)
            if one is not None and one.state == ACTIVE and at_till(await people.roles(company, staff), device.branch).all:
                here.append(one)
        if len(here) != 1:
            raise WrongProof()
        return here[0]


def _may_set(done: Done, staff: str, roles: Sequence[Role]) -> None:
    """Whoever knows a PIN is that colleague at a till."""
    if done.by.is_person and done.by.subject == staff:
        return
    may_give(done.by, staff, roles)
    if done.two_people and done.by.kind != "house" and any(gives_power(role) for role in roles):
        raise PinTheirOwn()


def _check_pin(pin: str) -> None:
    steps = {(int(b) - int(a)) % 10 for a, b in pairwise(pin)} if pin.isascii() and pin.isdigit() else set()
    if len(pin) != DIGITS or not steps or steps in ({0}, {1}, {9}):
        raise WeakPin()


def _meet(some: tuple[Role, ...], others: tuple[Role, ...]) -> bool:
    """Whether two people could stand at the same till."""
    here, there = {role.branch for role in some}, {role.branch for role in others}
    return bool(here & there) or (EVERYWHERE in here and bool(there)) or (EVERYWHERE in there and bool(here))


async def _of_company(people: PeopleQueries, company: CompanyId, device: str) -> TillDevice:
    found = next((one for one in await people.devices(company) if one.id == device), None)
    if found is None:
        raise UnknownTill()
    return found
