"""Who a story is about, each at a page of their own: colleagues of the office by their role, members by their name."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from tests.browser.bakery import Bakery
from tests.browser.test_till import ready
from tests.korenaar import KORENAAR
from tests.pages import Browser
from zegel.access.principal import Principal
from zegel.access.rights import ROLES, Rights
from zegel.core.periods import Instant
from zegel.web.parts.visitors import Sessions, Visitor

NAMES = {"owner": "Joost Bakema", "branch manager": "Bea Prins", "marketer": "Mila Voorbeeld", "sales rep": "Rik Voorbeeld"}
DESK, PHONE = (1280, 860), (390, 844)
AXES_OWN = "Applying inline style"
"""What axe does to measure, and our policy refuses; that no page of ours has an inline style is held by tests/web/test_words.py."""


@dataclass
class People:
    """Pages of people; what they asked for, and what went wrong on the way."""

    chromium: Any
    bakery: Bakery
    pages: dict[tuple[Any, ...], Any] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    samples: dict[str, str] = field(default_factory=dict)
    """What stands in the addresses of a furnished bakery."""

    def page(self, key: tuple[Any, ...], cookies: dict[str, str], language: str, size: tuple[int, int], colours: str) -> Any:
        """A page with `cookies`, the same one for the same key."""
        if key not in self.pages:
            context = self.chromium.new_context(
                viewport={"width": size[0], "height": size[1]}, locale="nl-NL" if language == "nl" else "en-GB", color_scheme=colours,
                reduced_motion="reduce", service_workers="block", accept_downloads=True,
            )  # fmt: skip
            context.add_cookies([{"name": name, "value": text, "url": self.bakery.address} for name, text in cookies.items()])
            page = context.new_page()
            page.set_default_timeout(8000)
            page.set_default_navigation_timeout(20_000)
            page.on("request", lambda request: self.asked.append(request.url))
            page.on("console", lambda message: self.said.append(message.text) if message.type == "error" else None)
            page.on("pageerror", lambda error: self.said.append(str(error)))
            self.pages[key] = page
        return self.pages[key]

    def colleague(
        self, role: str, path: str, *, language: str = "nl", size: tuple[int, int] = DESK, colours: str = "light", branch: str = ""
    ) -> Any:
        """Somebody of the office with the rights of `role`, at `path`."""
        secret = f"office-{role.replace(' ', '-')}-{branch}"
        rights, name = ROLES[role], NAMES.get(role, "Noor Voorbeeld")
        subject = name.split()[0].lower()
        here = Rights(((branch, rights),), rights)
        who = Principal("staff", KORENAAR, subject, name, "", "office", here, rights, branch, "", role=role)
        self.bakery.door.gate.known.known["office", secret] = Visitor(  # type: ignore[attr-defined]  # Faces, with the bakery's gatekeeper
            KORENAAR, f"staff:{subject}", name, rights, "office", secret, role=role, principal=who
        )
        page = self.page((role, branch, language, size, colours), {"who": secret}, language, size, colours)
        answer = page.goto(self.bakery.address + path)
        assert answer.status == 200, answer.text()[:1000]
        return ready(page)

    def member(self, name: str, path: str = "/pas", *, language: str = "nl", size: tuple[int, int] = PHONE, colours: str = "light") -> Any:
        """The card of a member, signed in by the code of their mail (that this works by keyboard is told in test_card)."""
        key = (name, language, size, colours)
        cookies = {} if key in self.pages else self.run(signed_in(self.bakery, f"{name}@voorbeeld.nl"))
        page = self.page(key, cookies, language, size, colours)
        answer = page.goto(self.bakery.address + path)
        assert answer.status == 200, answer.text()[:1000]
        return ready(page)

    def code(self, email: str) -> str:
        """The code of the newest mail to `email`."""
        return self.run(code_of(self.bakery, email))

    def run(self, work: Any) -> Any:
        """On the loop of the server."""
        return asyncio.run_coroutine_threadsafe(work, self.bakery.loop).result(20)


class Faces:
    """A till and an office that know whoever the stories let in; real sessions at the card."""

    def __init__(self, bakery: Bakery) -> None:
        self.known, self.card = bakery.door.gate, Sessions(bakery.door.people)

    async def visitor(self, face: str, cookies: dict[str, str], at: Instant) -> Visitor | None:
        return await (self.card if face == "card" else self.known).visitor(face, cookies, at)


async def code_of(bakery: Bakery, email: str) -> str:
    """What the newest mail to `email` says."""
    waiting = await bakery.shop.queries.people.messages_waiting(KORENAAR, bakery.shop.clock.now(), 99)
    return str(bakery.door.people.members.code_of([one for one in waiting if one.address == email][-1]))


async def signed_in(bakery: Bakery, email: str) -> dict[str, str]:
    """The cookies of a telephone on which the card of `email` is open."""
    bakery.shop.clock.forward(1000)  # a newer mail than the one before
    phone = Browser(bakery.shop.app, host="127.0.0.1")
    page = await phone.fill(await phone.get("/pas/aanmelden"), "/pas/aanmelden", email=email)
    done = await phone.fill(page, "/pas/aanmelden/code", code=await code_of(bakery, email))
    assert done.status == 303, done.body
    return phone.cookies


@contextmanager
def people_of(chromium: Any, bakery: Bakery) -> Iterator[People]:
    """Everybody of one file of stories. Afterwards: nothing was asked elsewhere, nothing refused by the policy, nothing broke."""
    before = bakery.door.gate
    if not hasattr(before, "card"):
        bakery.door.gate = Faces(bakery)
    found = People(chromium, bakery)
    yield found
    for page in found.pages.values():
        page.context.close()
    bakery.door.gate = before
    assert [url for url in found.asked if not url.startswith((bakery.address, "data:", "blob:"))] == []
    trouble = [text for text in found.said if AXES_OWN not in text]
    assert not trouble, trouble
    assert [one for one in bakery.refused_by_policy() if one.get("blocked-uri") != "inline"] == []
    assert bakery.bugs() == []
