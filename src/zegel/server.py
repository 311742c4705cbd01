"""The server: the doors (API, pages) hung before the house that `zegel.main` opens, and one process that serves them.

Apart from main, because a command that counts codes or checks books has no doors, and these take as long to import as all the rest.
"""

import asyncio
import gc
import os
import socket
import time
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING, Final

import uvicorn
from starlette.applications import Starlette

from zegel.access.codes import Codes
from zegel.access.leaving import Leaving
from zegel.access.people import People
from zegel.access.secrets import HouseKey
from zegel.access.signing_in import FIRST_OWNER
from zegel.access.single_sign_on import Provider, SingleSignOn
from zegel.access.surveying import Surveying
from zegel.api.app import Application, create
from zegel.api.door import Door
from zegel.api.watching import access_log, both
from zegel.api.wire import Protocol
from zegel.desk.checking import Checks
from zegel.desk.register import Register
from zegel.hall.seen import Seen
from zegel.main import Settings, checked_code_key, code_key, log_of, now, open_house, people_key, report
from zegel.messages.mailbox import Mailbox
from zegel.store.opening import open_store
from zegel.store.port import Store
from zegel.web.app import add_pages
from zegel.web.office.elsewhere import BACK as SSO_BACK
from zegel.web.parts.door import Door as WebDoor
from zegel.web.parts.door import Machine
from zegel.web.table import HOMES, SIGN_INS, WORDS
from zegel.worker.mailing import program_of

if TYPE_CHECKING:
    from zegel.api.figures import Figures

BACKLOG: Final = 2048
"""Connections that may wait to be taken."""
LATER: Final = 2
"""Seconds after the start at which pages are laid ready."""


def create_app(settings: Settings | None = None, greet: Callable[[str], None] | None = None) -> Application:
    """The whole server as an ASGI application. Its store opens with the application's lifespan.

    `greet` is told where the first owner comes in, of each company that has neither an owner nor a link that is still good.
    """
    chosen = settings or Settings()
    log = log_of(chosen)
    watchers: list[Callable[[Seen], None]] = []
    if chosen.access_log and log.writes("info"):
        watchers.append(access_log(log))
    figures = import_module("zegel.api.figures").Figures() if chosen.metrics else None
    if figures is not None:
        watchers.append(figures.count)
    house_key = HouseKey(partial(people_key, chosen))
    door = Door(
        clock=now, random_bytes=os.urandom, monotonic=time.monotonic, report=partial(report, log), seen=both(*watchers),
        codes=Codes(partial(code_key, chosen), time.monotonic), house_key=house_key,
    )  # fmt: skip

    pages = WebDoor(
        clock=now, random_bytes=os.urandom, monotonic=time.monotonic, codes=door.codes, words=WORDS, homes=HOMES, sign_ins=SIGN_INS,
        report=partial(report, log), seen=both(*watchers),
    )  # fmt: skip

    @asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        async with AsyncExitStack() as stack:
            house = await stack.enter_async_context(open_house(chosen))
            await checked_code_key(chosen, house.store)
            door.open(house.desk, house.shelves, house.keys, house.store.queries)
            pages.open(house.desk, house.shelves, house.store.queries, door.people)
            pages.machine = Machine(works=chosen.worker, mails=bool(chosen.smtp_host))
            pages.checks = Checks(house.store.queries, partial(open_store, chosen.database), now)
            pages.checks.report = lambda error: report(log, error, "")
            stack.push_async_callback(pages.checks.close)
            pages.people.sso = single_sign_on(chosen, house.store, pages.people)
            pages.leaving, pages.surveying = Leaving(house_key, chosen.public_url), Surveying(house_key, chosen.public_url)
            pages.mailbox = (
                Mailbox(house.store.queries, house_key.unseal, lambda company: program_of(house.shelves, company, now()))
                if chosen.demo_post
                else None
            )
            stack.push_async_callback(stopped, asyncio.create_task(till_laid_ready(pages)))
            if figures is not None:
                figures.watch(house.desk)
                stack.callback(show(figures, chosen.metrics))
            if greet is not None:
                await first_owners(door, greet, house.store)
            if chosen.worker and not chosen.smtp_host:
                log.info("mail waits", why="ZEGEL_SMTP_HOST is not set")
            if chosen.worker:
                task = asyncio.create_task(house.worker.run())
                stack.push_async_callback(stopped, task)
            yield

    app = create(door, lifespan)
    add_pages(app, pages)
    return app


async def till_laid_ready(pages: WebDoor) -> None:
    """What the first scan needs, once whoever waits for the start has had an answer."""
    await asyncio.sleep(LATER)
    await pages.renderer.lay_ready("till")


async def first_owners(door: Door, greet: Callable[[str], None], store: Store) -> None:
    """Where nobody owns a company yet, its first owner's link: drawn once, so that a restart makes no earlier one void."""
    for company in await store.queries.companies():
        if not await store.queries.people.one_times(company.id, FIRST_OWNER, "", now()):
            text = await door.people.signing_in.first_link(company.id, now())
            if text is not None:
                greet(f"/kantoor/welkom/{text}")


def single_sign_on(settings: Settings, store: Store, people: People) -> SingleSignOn | None:
    """The provider at which staff may sign in; None where the settings name none."""
    if not settings.oidc_issuer:
        return None
    secret = settings.oidc_secret
    provider = Provider(
        settings.oidc_issuer, settings.oidc_client, "" if secret is None else secret.get_secret_value(), settings.oidc_name,
        settings.public_url.rstrip("/") + SSO_BACK, settings.oidc_two_proofs,
    )  # fmt: skip
    return SingleSignOn(provider, Register(store), people.sessions, os.urandom)


async def stopped(task: "asyncio.Task[None]") -> None:
    """Stop a task and wait until it has."""
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task


def show(figures: "Figures", address: str) -> Callable[[], None]:
    """Serve the figures at `address`, apart from the API; gives what stops that."""
    host, _, port = address.rpartition(":")
    server, thread = import_module("prometheus_client").start_http_server(int(port), host, registry=figures.registry)

    def stop() -> None:
        server.shutdown()
        server.server_close()
        thread.join()

    return stop


async def _may_start(settings: Settings) -> None:
    """Refuse a database or a key that a server cannot work with, before there is a server: then it is one sentence."""
    store = await open_store(settings.database)
    try:
        await checked_code_key(settings, store)
    finally:
        await store.close()


def serve(settings: Settings, ready: Callable[[str], None] | None = None, greet: Callable[[str], None] | None = None) -> None:
    """Run the server until it is stopped. One process: a batch gathers what one process has waiting.

    `ready` is told where it listens, `greet` the address of the first owner's link, where there is one to be given.
    """
    # A purchase leaves hardly a cycle behind: at Python's own threshold of 700 the collector takes 2 % of its CPU to find nothing.
    gc.set_threshold(10_000, 20, 20)
    config = uvicorn.Config(
        create_app(settings, greet and partial(_greeted, greet, settings)),
        host=settings.host, port=settings.port, http=Protocol, log_config=None, access_log=False, server_header=False,
        lifespan="on", timeout_keep_alive=65, h11_max_incomplete_event_size=64 * 1024, backlog=BACKLOG,
        proxy_headers=bool(settings.proxies), forwarded_allow_ips=settings.proxies,
    )  # fmt: skip
    asyncio.run(_may_start(settings))
    with listening(settings.host, settings.port) as found:
        if ready is not None:
            ready(f"http://{settings.host}:{found.getsockname()[1]}")
        uvicorn.Server(config).run([found])


def listening(host: str, port: int) -> socket.socket:
    """Bound before anybody is told so; raises OSError where nobody can listen there."""
    return socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET, backlog=BACKLOG)


def _greeted(greet: Callable[[str], None], settings: Settings, path: str) -> None:
    greet(f"{settings.public_url.rstrip('/') or f'http://{settings.host}:{settings.port}'}{path}")
