"""The composition root: settings become a store, a clock and secrets; `zegel.server` adds doors. Nothing else reads the environment."""

import os
import random
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from functools import partial
from ipaddress import ip_network
from pathlib import Path
from traceback import extract_tb
from typing import TYPE_CHECKING, Annotated, Final, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, SecretStr, field_validator, model_validator

from zegel.access.codes import Codes, fingerprint
from zegel.access.keys import Keys
from zegel.access.leaving import Leaving
from zegel.access.secrets import HouseKey
from zegel.access.surveying import Surveying
from zegel.api.watching import Log
from zegel.core.periods import Instant
from zegel.desk.desk import LIMIT, Desk
from zegel.desk.drafts import publish_due
from zegel.desk.erasing import erase_who_left
from zegel.desk.occasions import plan_occasions
from zegel.desk.referrals import settle_referrals
from zegel.desk.register import Register
from zegel.desk.seats import settle_seats
from zegel.desk.shelves import Shelves
from zegel.desk.thinning import forget_bought
from zegel.desk.unawaited import free_unawaited
from zegel.desk.years import make_up_bonuses
from zegel.messages.smtp import Server, Smtp, is_address
from zegel.program.compile import Compiled
from zegel.program.read import read_document
from zegel.store.address import is_sqlite, sqlite_path
from zegel.store.house_keys import CODES, KeyDiffers
from zegel.store.opening import open_store
from zegel.store.port import Store
from zegel.worker.handouts import HandingOut
from zegel.worker.keeping import Keeping
from zegel.worker.mailing import Mailing, forget_late
from zegel.worker.noticing import Noticing
from zegel.worker.sealing import Signer, WeakKey, checked_key, key_beside
from zegel.worker.worker import Worker

if TYPE_CHECKING:
    pass

if not __debug__:
    raise SystemExit("Zegel does not run under python -O: its asserts guard the books.")


class Settings(BaseModel):
    """Every setting, from the environment: `ZEGEL_DATABASE` and so on (docs/reference/settings.md). What is given by name goes first."""

    model_config = ConfigDict(extra="ignore", frozen=True, hide_input_in_errors=True)

    database: str = "sqlite:///zegel.db"
    host: str = "127.0.0.1"
    port: Annotated[int, Field(ge=0, le=65_535)] = 8080
    proxies: str = "127.0.0.1"
    worker: bool = True
    clock_seconds: Annotated[float, Field(gt=0, le=3600)] = 1.0
    seal_minutes: Annotated[float, Field(gt=0, le=24 * 60)] = 1.0
    seal_key: SecretStr | None = None
    seal_key_file: Path | None = None
    code_key: SecretStr | None = None
    code_key_file: Path | None = None
    people_key: SecretStr | None = None
    people_key_file: Path | None = None
    seals_file: Path | None = None
    access_log: bool = True
    log_level: Literal["debug", "info", "warning", "error"] = "info"
    metrics: str = ""
    public_url: str = ""
    demo_post: bool = False
    oidc_issuer: str = ""
    oidc_client: str = ""
    oidc_secret: SecretStr | None = None
    oidc_name: str = ""
    oidc_two_proofs: bool = False
    smtp_host: str = ""
    smtp_port: Annotated[int, Field(ge=1, le=65_535)] = 587
    smtp_user: str = ""
    smtp_password: SecretStr | None = None
    smtp_tls: Literal["starttls", "tls", "none"] = "starttls"
    smtp_from: str = ""

    @model_validator(mode="before")
    @classmethod
    def _with_environment(cls, given: dict[str, object]) -> dict[str, object]:
        """What is not given comes from the environment, whose names may be written in small letters."""
        found = {name.lower(): text for name, text in os.environ.items()}
        return {name: found[f"zegel_{name}"] for name in cls.model_fields if f"zegel_{name}" in found} | given

    @field_validator("metrics")
    @classmethod
    def _an_address(cls, text: str) -> str:
        """`host:port`, or nothing."""
        host, _, port = text.rpartition(":")
        if text and not (host and port.isdigit()):
            raise ValueError("metrics wants host:port, as 127.0.0.1:9100")
        return text

    @field_validator("proxies")
    @classmethod
    def _addresses(cls, text: str) -> str:
        """Addresses and networks with commas; never everybody, for then anybody says where they come from."""
        found = [one.strip() for one in text.split(",") if one.strip()]
        try:
            networks = [ip_network(one) for one in found]
        except ValueError:
            raise ValueError("proxies wants addresses or networks with commas, as 127.0.0.1,10.0.0.0/8") from None
        if any(one.prefixlen == 0 for one in networks):
            raise ValueError("proxies wants the proxies alone: whoever is among them says where a visitor comes from")
        return ",".join(found)

    @field_validator("public_url")
    @classmethod
    def _an_origin(cls, text: str) -> str:
        """`https://host`, or nothing: what goes into mails."""
        if text and (not text.startswith(("https://", "http://")) or any(sign.isspace() or sign in '<>"' for sign in text)):
            raise ValueError("public_url wants an address as https://card.example")
        return text

    @model_validator(mode="after")
    def _provider_is_whole(self) -> Self:
        """A provider has a client of ours and an address to send people back to, and nobody can listen in."""
        if self.oidc_issuer and not (self.oidc_client and self.public_url):
            raise ValueError("oidc_issuer wants oidc_client, and public_url to send people back to")
        if self.oidc_issuer and not self.oidc_issuer.startswith(("https://", "http://127.0.0.1", "http://localhost")):
            raise ValueError("oidc_issuer wants an address that begins with https://")
        return self

    @model_validator(mode="after")
    def _mail_is_whole(self) -> Self:
        """Mail needs a server and a sender, and a password that nobody on the way can read."""
        if self.smtp_host and not is_address(self.smtp_from):
            raise ValueError("smtp_from wants the address that mail comes from, as shop@example.org")
        if self.smtp_host and self.demo_post:
            raise ValueError("demo_post shows everybody's mail: it is not for a server that sends any")
        if self.smtp_tls == "none" and self.smtp_password is not None:
            raise ValueError("smtp_tls none would send smtp_password in the open")
        return self


BULK_ON_SQLITE: Final = 100
"""Commands in one bulk batch on SQLite, where a till waits for it: some five milliseconds."""


def now() -> Instant:
    """The clock on the wall, in milliseconds of UTC."""
    return Instant(time.time_ns() // 1_000_000)


def compiled(document: bytes) -> Compiled:
    """A stored program document, ready to be asked."""
    return Compiled(read_document(document))


@dataclass(frozen=True, slots=True)
class House:
    """Everything behind the doors, made once."""

    store: Store
    desk: Desk
    shelves: Shelves
    keys: Keys
    worker: Worker


@asynccontextmanager
async def open_house(settings: Settings, *, alone: bool = False) -> AsyncIterator[House]:
    """The store opened and the desk at work; closed in order afterwards. For servers and for commands alike.

    `alone`: no till waits for this database, so bulk batches may be as large as any.
    """
    async with AsyncExitStack() as stack:
        store = await open_store(settings.database)
        stack.push_async_callback(store.close)
        log = log_of(settings)
        shelves = Shelves(store.queries, compiled, time.monotonic)
        desk = Desk(
            store,
            shelves,
            writers=store.writers,
            bulk_limit=BULK_ON_SQLITE if is_sqlite(settings.database) and not alone else LIMIT,
            jitter=random.SystemRandom().random,
            report=lambda error: report(log, error, ""),
        )
        await desk.start()
        stack.push_async_callback(desk.close)
        notices = Noticing(Register(store), store.queries, shelves, now, desk.look)
        worker = Worker(
            desk,
            store.queries,
            signer(settings),
            clock=now,
            often=[
                partial(publish_due, desk, store.queries, now, lambda error: report(log, error, "")),
                partial(settle_seats, desk, store.queries, now),
                handing_out(settings, store, desk).go_on,
                *mailing(settings, store, shelves),
            ],
            seldom=[
                *[partial(work, desk, store.queries, now) for work in (settle_referrals, make_up_bonuses, plan_occasions, free_unawaited)],
                partial(forget_late, Register(store), store.queries, now),
                partial(erase_who_left, Register(store), store.queries, now),
                partial(forget_bought, desk, store.queries, Register(store), now),
                Keeping(Register(store), store.queries, shelves, now).purge,
                notices.ahead,
            ],
            seals_file=settings.seals_file or beside(settings, "seals.ndjson"),
            clock_seconds=settings.clock_seconds,
            seal_seconds=settings.seal_minutes * 60,
            report=lambda error: report(log, error, ""),
            tell=notices.of,
        )
        keys = Keys(store.queries, time.monotonic)
        stack.push_async_callback(keys.close)
        stack.push_async_callback(shelves.close)
        yield House(store, desk, shelves, keys, worker)


def handing_out(settings: Settings, store: Store, desk: Desk) -> HandingOut:
    """The pass that gives everybody in a segment what is handed out to it."""
    codes = Codes(partial(code_key, settings), time.monotonic)
    return HandingOut(desk, Register(store), store.queries, codes, HouseKey(partial(people_key, settings)), now, os.urandom)


def mailing(settings: Settings, store: Store, shelves: Shelves) -> list[Callable[[], Awaitable[int]]]:
    """The pass that sends mail; nothing where there is no server to send it by: then messages wait."""
    if not settings.smtp_host:
        return []
    secret = settings.smtp_password
    server = Server(
        settings.smtp_host, settings.smtp_port, settings.smtp_user, "" if secret is None else secret.get_secret_value(),
        settings.smtp_tls, settings.smtp_from,
    )  # fmt: skip
    key = HouseKey(partial(people_key, settings))
    leaving, surveying = Leaving(key, settings.public_url), Surveying(key, settings.public_url)
    mailing = Mailing(
        Register(store), store.queries, Smtp(server), key, leaving, now, random.SystemRandom().random, shelves, surveying
    )  # fmt: skip
    return [mailing.deliver]


def signer(settings: Settings) -> Signer:
    """Who signs seals: the key of the settings, else the one beside the data, drawn at the first start and readable by its owner only."""
    if settings.seal_key is not None:
        try:
            return Signer(bytes.fromhex(settings.seal_key.get_secret_value()))
        except ValueError:
            raise WeakKey("ZEGEL_SEAL_KEY is not hexadecimal.") from None
    return Signer(key_beside(settings.seal_key_file or beside(settings, "seal.key"), os.urandom))


def people_key(settings: Settings) -> bytes:
    """The key that PINs and one-time codes are hashed under and authenticator secrets sealed: that of the settings, else the one beside
    the data. Whoever loses it sets new PINs and pairs authenticator apps anew (docs/decisions/0025).
    """
    if settings.people_key is not None:
        try:
            found = bytes.fromhex(settings.people_key.get_secret_value())
        except ValueError:
            raise WeakKey("ZEGEL_PEOPLE_KEY is not hexadecimal.") from None
        return checked_key(found)
    return checked_key(key_beside(settings.people_key_file or beside(settings, "people.key"), os.urandom))


def code_key(settings: Settings) -> bytes:
    """The key that codes are hashed under: that of the settings, else the one beside the data, drawn at the first start.

    Whoever loses it loses every code that is out (docs/decisions/0019).
    """
    if settings.code_key is not None:
        try:
            found = bytes.fromhex(settings.code_key.get_secret_value())
        except ValueError:
            raise WeakKey("ZEGEL_CODE_KEY is not hexadecimal.") from None
        return checked_key(found)
    return checked_key(key_beside(settings.code_key_file or beside(settings, "codes.key"), os.urandom))


async def checked_code_key(settings: Settings, store: Store) -> bytes:
    """The key that codes are hashed under; refuses another one than the database was filled under, and draws none in its place."""
    kept = await store.queries.house_keys.fingerprint(CODES)
    file = settings.code_key_file or beside(settings, "codes.key")
    where = "ZEGEL_CODE_KEY" if settings.code_key is not None else str(file)
    if kept is not None and settings.code_key is None and not file.exists():
        raise KeyDiffers(f"The key that codes are hashed under is not there ({where}): no code would be found. {_PUT_BACK}")
    key = code_key(settings)
    if fingerprint(key) != (kept or await store.queries.house_keys.keep(CODES, fingerprint(key), now())):
        raise KeyDiffers(f"{where} holds another key than codes were hashed under: no code would be found. {_PUT_BACK}")
    return key


_PUT_BACK: Final = "Put the right key there; docs/howto/back-up-and-restore.md says what to do if it is lost."


def beside(settings: Settings, name: str) -> Path:
    """A file beside the SQLite database, else in the working directory."""
    if is_sqlite(settings.database):
        path = sqlite_path(settings.database)
        return path.with_name(f"{path.stem}.{name}")
    return Path(f"zegel.{name}")


def log_of(settings: Settings) -> Log:
    """Every log line is one line of JSON on standard error."""
    file = sys.stderr.buffer

    def write(line: bytes) -> None:
        file.write(line)
        file.flush()

    return Log(write, now, settings.log_level)


def report(log: Log, error: BaseException, request_id: str) -> None:
    """A bug, for the operator: where it happened, never what somebody sent."""
    frames = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in extract_tb(error.__traceback__)]
    log.error("bug", request=request_id, error=type(error).__name__, frames=frames)
