"""The work of `zegel doctor`: the house is looked at from outside, its books by what the office's page of health looks at too."""

import socket
import ssl
import time
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from zegel.access.giving import OWNER
from zegel.cli.root import At, Chosen, at_work
from zegel.cli.says import Failed, counted, say
from zegel.core.refusals import NoProgram
from zegel.desk.vital_signs import signs_of
from zegel.insight.house_troubles import HOUSE_TROUBLES, Setup, house_troubles
from zegel.insight.vital_words import TROUBLES
from zegel.insight.vitals import Trouble, troubles
from zegel.program.model import Words
from zegel.store.people_records import ACTIVE
from zegel.store.records import Company

WAITS_SECONDS: Final = 5.0
HERE: Final = ("127.0.0.1", "localhost", "::1")
LIVE: Final = "/health/live"
KEYS: Final = ("codes.key", "people.key")
OTHERS: Final = 0o077
"""Rights of anybody but the owner of a file."""


def looked_at(database: str) -> None:
    """Say everything that is wrong, the house first, then each company; fails where something must be done now."""

    async def work(at: At) -> list[Trouble]:
        companies = await at.house.store.queries.companies()
        setup, said = _setup(at.settings, len(companies))
        every = house_troubles(setup)
        _tell("This install", every, HOUSE_TROUBLES, said)
        for company in companies:
            found = await _of(at, company)
            _tell(f"{company.name} ({company.id})", found, TROUBLES | HOUSE_TROUBLES, {})
            every += found
        return every

    every = at_work(database, work)
    now = sum(one.weight == "bad" for one in every)
    say()
    if now:
        raise Failed(f"{counted(len(every), 'thing')} to look at, {now} of them now.")
    say(f"{counted(len(every), 'thing')} to look at, none of them now." if every else "All is well.")


def _tell(title: str, found: list[Trouble], words: dict[str, Words], said: dict[str, str]) -> None:
    say(title)
    for one in found:
        say(f"  {'now ' if one.weight == 'bad' else 'soon'}  {words[one.what].en.format(**said)}")
    if not found:
        say("  ok    Nothing is wrong here.")


async def _of(at: At, company: Company) -> list[Trouble]:
    """What is wrong with the books, the program and the people of one company."""
    store, now = at.house.store, at.root.now()
    signs = await signs_of(store, company.id, now, sends_mail=bool(at.settings.smtp_host))
    found = troubles(signs.vitals)
    try:
        (await at.house.shelves.of(company.id)).live_at(now)
    except NoProgram:
        found.append(Trouble("no program", "warn"))
    roles = await store.queries.people.all_roles(company.id)
    if not any(one.state == ACTIVE and OWNER in roles.get(one.id, ()) for one in await store.queries.people.all_staff(company.id)):
        found.append(Trouble("no owner", "warn"))
    return found


# -- the house, from outside


def _setup(settings: Chosen, companies: int) -> tuple[Setup, dict[str, str]]:
    """How the house stands, and what fills the words in."""
    local, url = settings.host in HERE, settings.public_url
    address = f"http://{'127.0.0.1' if settings.host in ('0.0.0.0', '::') else settings.host}:{settings.port}"  # noqa: S104 - only asked of
    away = _why_not(url) if url else ""
    left = None if away or not url.startswith("https://") else _certificate_left(url)
    readable = tuple(str(path) for path in _keys(settings.database) if path.stat().st_mode & OTHERS)
    setup = Setup(not _why_not(address), local, url, away, left, bool(settings.smtp_host), settings.demo_post, readable, companies)
    days = "" if left is None else str(left // 86_400_000)
    return setup, {"address": address, "url": url, "why": away, "days": days, "files": ", ".join(readable)}


def _keys(database: str) -> list[Path]:
    """The files of keys that are there and that opening the house does not look at: beside the book, or where it was started."""
    book = Path(database.removeprefix("sqlite:///") if database.startswith("sqlite:///") else "zegel.db")
    return [path for key in KEYS if (path := book.with_name(f"{book.stem}.{key}")).is_file()]


def _why_not(url: str) -> str:
    """Why `url` does not answer as a server of Zegel, "" where it does."""
    parts = urlsplit(url)
    made = HTTPSConnection if parts.scheme == "https" else HTTPConnection
    connection = made(parts.hostname or "", parts.port, timeout=WAITS_SECONDS)
    try:
        connection.request("GET", parts.path.rstrip("/") + LIVE)
        status = connection.getresponse().status
    except ssl.SSLCertVerificationError as error:
        return f"its certificate is not good ({error.verify_message})"
    except (OSError, HTTPException) as error:
        return str(error) or type(error).__name__
    finally:
        connection.close()
    return "" if status == 200 else f"it answers {status}"


def _certificate_left(url: str) -> int:
    """Milliseconds until the certificate of `url` ends."""
    parts = urlsplit(url)
    context, address = ssl.create_default_context(), (parts.hostname or "", parts.port or 443)
    with socket.create_connection(address, WAITS_SECONDS) as plain, context.wrap_socket(plain, server_hostname=parts.hostname) as secure:
        ends = (secure.getpeercert() or {}).get("notAfter", "")
    return int((ssl.cert_time_to_seconds(str(ends)) - time.time()) * 1000)
