"""The bakery's people: how tests take them on, let them sign in, and ask as them."""

from itertools import count

from tests.client import Client
from tests.korenaar import KORENAAR, NOON, Shop
from zegel.access.principal import COMMAND_LINE, Principal
from zegel.access.sessions import Who
from zegel.access.staff import Colleague, Done, Wanted
from zegel.access.tills import Enrolled
from zegel.access.visits import Visit, csrf_token
from zegel.core.ids import CompanyId, PurseId
from zegel.core.periods import Instant
from zegel.store.people_records import Role, WebSession

_ids = count(1)


def done(by: Principal = COMMAND_LINE, *, at: int = NOON, reason: str = "asked for") -> Done:
    return Done(by, Instant(at), reason, "r-1")


async def take_on(
    shop: Shop, name: str, *roles: str, at: str = "", card: PurseId | None = None, company: CompanyId = KORENAAR
) -> Colleague:
    """Somebody with these roles, at the branch `at` or everywhere."""
    wanted = Wanted(name, f"{name.lower()}@korenaar.example", "nl", tuple(Role(role, at) for role in roles), card)
    return await shop.door.people.staff.take_on(done(), company, f"{name.lower()}{next(_ids)}", wanted)


def visit(session: str = "", *, device: str = "", token: str = "", writes: bool = False) -> Visit:
    return Visit(session, device, token, writes, foreign=False)


async def signed_in(shop: Shop, one: Colleague, kind: Who = "staff") -> tuple[str, WebSession]:
    """The cookie and the session of somebody who proved who they are."""
    begun = await shop.door.people.sessions.begin(kind, KORENAAR, one.one.id, shop.clock.now(), method="test", stepped_up=True)
    return begun.cookie, begun.session


async def enrolled(shop: Shop, branch: str = "station", till: str = "1") -> Enrolled:
    return await shop.door.people.tills.enrol(done(), KORENAAR, branch, till, "counter")


class Browser(Client):
    """A client with cookies instead of a key."""

    def __init__(self, shop: Shop, cookie: str, session: WebSession | None) -> None:
        super().__init__(shop.app, "")
        self.cookie, self.session = cookie, session

    async def send(self, method, path, body=b"", headers=(), query=b""):  # type: ignore[no-untyped-def]  # as Client has it
        more = [("cookie", f"zegel={self.cookie}"), *headers]
        if self.session is not None:
            more.append(("x-zegel-csrf", csrf_token(self.session.csrf)))
        return await super().send(method, path, body, more, query)


async def browser(shop: Shop, one: Colleague) -> Browser:
    return Browser(shop, *await signed_in(shop, one))
