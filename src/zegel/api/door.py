"""The door: what every request goes through, whatever it asks. A plain ASGI endpoint a route; no request or answer objects.

Order of checks: method, key, scope, form of the headers, size, form of the body, repeat, existence, state, balance.
"""

import re
from collections.abc import Awaitable, Callable, Mapping
from typing import Final, Literal
from urllib.parse import parse_qsl

from starlette.types import Message, Receive, Scope, Send

from zegel.access.codes import Codes
from zegel.access.keys import Keys
from zegel.access.people import People
from zegel.access.secrets import HouseKey
from zegel.access.visits import visit_of
from zegel.api.bodies import MAX_BODY
from zegel.api.books import Books
from zegel.api.problems import Problem, problem
from zegel.core.ids import PurseId, random_purse
from zegel.core.periods import Instant
from zegel.core.refusals import DraftSeenMissing, KeyMissing, Malformed, NotAllowed, NotSignedIn, ZegelError
from zegel.core.value import value
from zegel.desk.desk import Desk
from zegel.desk.replies import circumstance
from zegel.desk.shelves import Shelves
from zegel.hall.calls import Call
from zegel.hall.refusals import BodyTooLarge, InternalError, MethodNotAllowed, NoSuchAddress, UnsupportedMediaType
from zegel.hall.seen import Seen
from zegel.store.port import Conflict, Unavailable
from zegel.store.queries import NamedQueries

HEADERS: Final = (
    (b"cache-control", b"no-store"),
    (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"referrer-policy", b"no-referrer"),
    (b"strict-transport-security", b"max-age=31536000"),
    (b"x-content-type-options", b"nosniff"),
)
"""On every answer. Browsers heed HSTS over TLS only, so it does no harm on a shop's own network."""

JSON: Final = b"application/json"
PROBLEM: Final = b"application/problem+json"
NDJSON: Final = b"application/x-ndjson"
YAML: Final = b"application/yaml"
"""RFC 9512."""

_TAG: Final = re.compile(rb'(?:W/)?"([^"]*)"')
_TAGS: Final = re.compile(rb'(?:W/)?"[^"]*"(?:[ \t]*,[ \t]*(?:W/)?"[^"]*")*')
_REVISION: Final = re.compile(rb"[1-9][0-9]{0,14}")
_VISIBLE: Final = re.compile(rb"[!-~]+")
LONGEST_KEY: Final = 200
"""Bytes of an Authorization header."""

Takes = Literal["nothing", "json", "ndjson"]


@value
class Answer:
    """What a route answers. `replayed`: this is the first answer under the key, again; `kept`: so it will be from now on."""

    status: int
    body: bytes
    replayed: bool = False
    etag: str = ""
    """The revision that the answer shows, "" where it has none."""


class Kept(Exception):
    """A refusal that came out of the books. `kept`: it stands under its key; `replayed`: it stood there before."""

    def __init__(self, refusal: ZegelError, *, kept: bool, replayed: bool) -> None:
        self.refusal, self.kept, self.replayed = refusal, kept, replayed
        super().__init__(refusal.code)


class Door:
    """What all endpoints share. `clock` gives the instant now, `random_bytes` secrets and ids, `monotonic` seconds of a stopwatch.

    Routes are made before the store is open; `open` gives the door what it stands before.
    """

    desk: Desk
    shelves: Shelves
    keys: Keys
    books: Books
    queries: NamedQueries
    people: People

    def __init__(
        self,
        *,
        clock: Callable[[], Instant],
        random_bytes: Callable[[int], bytes],
        monotonic: Callable[[], float],
        report: Callable[[BaseException, str], None] = lambda _error, _request: None,
        seen: Callable[[Seen], None] | None = None,
        codes: Codes | None = None,
        house_key: HouseKey | None = None,
    ) -> None:
        self.codes = codes or Codes(lambda: random_bytes(32), monotonic)
        """The house's key for codes; one of its own where nobody gives it any: then no code is ever found again after a restart."""
        self._house_key = house_key or HouseKey(lambda: random_bytes(32))
        self._process, self._requests = random_bytes(6).hex(), 0
        self.clock, self.random_bytes, self.monotonic, self.report, self.seen = clock, random_bytes, monotonic, report, seen

    def open(self, desk: Desk, shelves: Shelves, keys: Keys, queries: NamedQueries) -> None:
        """The house is ready: from now on requests can be answered."""
        self.desk, self.shelves, self.keys, self.books, self.queries = desk, shelves, keys, queries, queries
        self.people = People(desk.store, self._house_key, self.random_bytes)

    async def admit(self, call: Call, headers: dict[bytes, bytes], *, writes: bool, scheme: str) -> None:
        """Who asks, and may they: by an API key, else by the session that a cookie names; refuses `not_signed_in` and `not_allowed`."""
        authorization = headers.get(b"authorization")
        if authorization is None and b"cookie" in headers:
            call.visit = visit_of(headers, writes=writes, scheme=scheme)
        elif authorization is None or authorization[:7].lower() != b"bearer " or len(authorization) > LONGEST_KEY:
            raise NotSignedIn()
        else:
            call.credential = authorization[7:].decode("latin-1")
        await self._admit(call, call.at)
        if call.scope not in call.grant.scopes:
            raise NotAllowed(scope=call.scope)

    async def admit_again(self, call: Call) -> None:
        """For a request that takes long: the key must still be good, and the shelf may have a new version."""
        await self._admit(call, self.clock())

    async def _admit(self, call: Call, at: Instant) -> None:
        try:
            if call.visit is None:
                call.grant = self.keys.at_hand(call.credential, at) or await self.keys.grant(call.credential, at)
            else:
                call.grant = await self.people.sessions.principal(call.visit, at)
                call.visit.check(call.grant)
            company = call.grant.company
            call.shelf = self.shelves.at_hand(company) or await self.shelves.of(company)
        except (Conflict, Unavailable) as away:
            raise circumstance(away) from None

    def openapi(self) -> bytes:
        """The OpenAPI document, made when first asked for: a server that nobody asks does not pay for it."""
        from zegel.api.openapi import document_bytes  # noqa: PLC0415 - it reads the table, which knows the door

        return document_bytes()

    def request_id(self) -> str:
        """Names a request in answers and logs: this process, and a number in it."""
        self._requests += 1
        return f"{self._process}-{self._requests:x}"

    def new_id(self) -> PurseId:
        """A purse, or whatever else is named at random."""
        return random_purse(self.random_bytes(16))


Handler = Callable[[Door, Call], Awaitable[Answer]]
Streamer = Callable[[Door, Call, Receive, Send], Awaitable[None]]


@value
class Route:
    """One method at one path: the policy table's row. `scope` "" is open to everybody, `keyed` needs an Idempotency-Key."""

    method: str
    path: str
    scope: str
    takes: Takes
    keyed: bool
    handler: Handler | None
    streamer: Streamer | None = None
    seen: bool = False
    """Whether it changes something by its revision: If-Match, or If-None-Match: * for something new."""
    yaml: bool = False
    """Whether a program as YAML will do for its body too."""

    @property
    def template(self) -> str:
        """`POST /v1/purchases`."""
        return f"{self.method} {self.path}"


_READ: Final = frozenset((
    b"authorization", b"content-type", b"idempotency-key", b"content-encoding", b"content-length", b"host", b"if-match", b"if-none-match",
    b"cookie", b"origin", b"sec-fetch-site", b"x-zegel-csrf",
))  # fmt: skip
"""The headers that Zegel looks at, each at most once: one that stands there twice could be read two ways."""


def headers_of(scope: Scope) -> dict[bytes, bytes]:
    """Those headers of the request; refuses one that stands there twice."""
    found: dict[bytes, bytes] = {}
    for name, text in scope["headers"]:
        if name in _READ:
            if name in found:
                raise Malformed(f"{name.decode().title()} stands in the request twice.", field=name.decode())
            found[name] = text
    return found


def length_of(headers: dict[bytes, bytes]) -> int:
    """How long the body says that it is; too long where that is no number."""
    text = headers.get(b"content-length", b"0")
    return int(text) if text.isdigit() and len(text) < 16 else MAX_BODY + 1


class Endpoint:
    """One route as an ASGI application."""

    def __init__(self, door: Door, route: Route) -> None:
        self.door, self.route = door, route
        self._template = route.template

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, whatever happens."""
        door, route = self.door, self.route
        started = door.monotonic()
        call = Call(door.request_id(), door.clock(), self._template)
        code = ""
        try:
            headers = await self._admit(scope, call)
            if route.streamer is not None:
                await route.streamer(door, call, receive, send)
                status = 200
            else:
                if route.takes == "json":
                    call.body = await read_all(receive, length_of(headers))
                assert route.handler is not None
                answer = await route.handler(door, call)
                status = answer.status
                await send_answer(send, answer, call.request_id)
        except ZegelError as refusal:
            status, code = await refuse(send, refusal, call.request_id)
        except Kept as refused:
            status, code = await refuse(send, refused.refusal, call.request_id, kept=refused.kept, replayed=refused.replayed)
        except Gone:
            status, code = 499, "client_gone"
        except (Conflict, Unavailable) as away:
            status, code = await refuse(send, circumstance(away), call.request_id)
        except Exception as error:  # noqa: BLE001 - a bug of ours: said without a word of what it was, and reported
            door.report(error, call.request_id)
            status, code = await refuse(send, InternalError(), call.request_id)
        if door.seen is not None:
            spent = int((door.monotonic() - started) * 1000)
            door.seen(Seen(call.request_id, route.method, route.path, status, code, call.grant.key, spent))

    async def _admit(self, scope: Scope, call: Call) -> dict[bytes, bytes]:
        """Who asks, may they, and is it of the right form: all but the body."""
        route, door = self.route, self.door
        headers = headers_of(scope)
        if route.scope:
            call.scope = route.scope
            await door.admit(call, headers, writes=route.method != "GET", scheme=scope.get("scheme", "http"))
        if route.takes != "nothing":
            call.typed = route.yaml and headers.get(b"content-type", b"").lower().partition(b";")[0].strip() == YAML
            _check_body_headers(headers, YAML if call.typed else JSON if route.takes == "json" else NDJSON)
        if route.keyed:
            call.key = _key(headers.get(b"idempotency-key"))
        if route.seen:
            call.seen = _seen(headers)
        call.new_id = door.new_id
        call.codes, call.qr = door.codes, door.people.qr
        call.params = scope.get("path_params", {})
        if any("\0" in text for text in call.params.values()):  # PostgreSQL keeps no such text
            raise Malformed("The address holds a character that nothing is called by.", field="path")
        call.query = scope["query_string"]
        return headers


def _check_body_headers(headers: dict[bytes, bytes], wanted: bytes) -> None:
    given = headers.get(b"content-type")
    if given != wanted:
        kind, _, parameters = (given or b"").lower().partition(b";")
        if kind.strip() != wanted or parameters.strip().replace(b'"', b"") not in (b"", b"charset=utf-8"):
            raise UnsupportedMediaType()
    encoding = headers.get(b"content-encoding")
    if encoding is not None and encoding.lower() != b"identity":
        raise UnsupportedMediaType()


def _key(given: bytes | None) -> str:
    """The Idempotency-Key: 1 to 255 visible ASCII characters."""
    if given is None:
        raise KeyMissing()
    if len(given) > 255 or not _VISIBLE.fullmatch(given):
        raise Malformed("Idempotency-Key: 1 to 255 visible ASCII characters without spaces", field="Idempotency-Key")
    return given.decode("ascii")


def _seen(headers: dict[bytes, bytes]) -> int:
    """The revision that the sender saw: 0 where it saw none, -1 by a tag that is none of ours; refuses `draft_seen_missing`.

    Of several tags the newest: revisions only grow. A weak one is ours too, a proxy that compresses makes it so. `*` is refused: nobody
    overwrites what they did not see.
    """
    match, none = headers.get(b"if-match"), headers.get(b"if-none-match")
    if none == b"*" and match is None:
        return 0
    if match is None or none is not None or not _TAGS.fullmatch(match):
        raise DraftSeenMissing()
    return max((int(found) for found in _TAG.findall(match) if _REVISION.fullmatch(found)), default=-1)


class Gone(Exception):
    """The client went away before its request was complete."""


async def read_all(receive: Receive, length: int) -> bytes:
    """The whole body; refuses one that is, or says that it is, too large."""
    if length > MAX_BODY:
        raise BodyTooLarge(limit=MAX_BODY)
    message = await receive()
    if message["type"] != "http.request":
        raise Gone
    body: bytes = message.get("body", b"")
    if message.get("more_body", False):
        parts, size = [body], len(body)
        while message.get("more_body", False):
            message = await receive()
            if message["type"] != "http.request":
                raise Gone
            parts.append(message.get("body", b""))
            size += len(parts[-1])
            if size > MAX_BODY:
                raise BodyTooLarge(limit=MAX_BODY)
        body = b"".join(parts)
    if len(body) > MAX_BODY:
        raise BodyTooLarge(limit=MAX_BODY)
    return body


async def send_answer(send: Send, answer: Answer, request_id: str) -> None:
    """An answer with a JSON body."""
    headers = [
        *HEADERS, (b"content-type", JSON), (b"content-length", b"%d" % len(answer.body)), (b"x-request-id", request_id.encode())
    ]  # fmt: skip
    if answer.etag:
        headers.append((b"etag", f'"{answer.etag}"'.encode()))
    if answer.replayed:
        headers.append((b"idempotency-replayed", b"true"))
    await send({"type": "http.response.start", "status": answer.status, "headers": headers})
    await send({"type": "http.response.body", "body": answer.body})


async def refuse(
    send: Send, refusal: ZegelError, request_id: str, *, kept: bool = False, replayed: bool = False, allow: str = ""
) -> tuple[int, str]:
    """A refusal as a problem; its status and code for the log."""
    said: Problem = problem(refusal, kept=kept)
    headers = [
        *HEADERS, (b"content-type", PROBLEM), (b"content-length", b"%d" % len(said.body)), (b"x-request-id", request_id.encode())
    ]  # fmt: skip
    if replayed:
        headers.append((b"idempotency-replayed", b"true"))
    if said.retry_after:
        headers.append((b"retry-after", b"%d" % said.retry_after))
    if said.status == 401:
        headers.append((b"www-authenticate", b'Bearer realm="zegel"'))
    if allow:
        headers.append((b"allow", allow.encode()))
    start: Message = {"type": "http.response.start", "status": said.status, "headers": headers}
    await send(start)
    await send({"type": "http.response.body", "body": said.body})
    return said.status, refusal.code


class Path:
    """All methods of one path."""

    def __init__(self, door: Door, endpoints: Mapping[str, Endpoint]) -> None:
        self.door, self.endpoints = door, endpoints
        self._allow = ", ".join(sorted(endpoints))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """On to the method's endpoint; refuses `method_not_allowed`."""
        endpoint = self.endpoints.get(scope["method"])
        if endpoint is not None:
            await endpoint(scope, receive, send)
        else:
            await refuse(send, MethodNotAllowed(), self.door.request_id(), allow=self._allow)


def nowhere(door: Door) -> Callable[[Scope, Receive, Send], Awaitable[None]]:
    """What answers where no route has the path."""

    async def answer(scope: Scope, _receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            await refuse(send, NoSuchAddress(), door.request_id())

    return answer


def parameters(call: Call, *allowed: str) -> dict[str, str]:
    """The query's parameters; refuses unknown and repeated ones."""
    if not call.query:
        return {}
    try:
        pairs = parse_qsl(call.query.decode("ascii"), keep_blank_values=True, strict_parsing=True, max_num_fields=16, errors="strict")
    except ValueError:
        raise Malformed("The query is not of the form name=value&name=value.", field="query") from None
    found = dict(pairs)
    if any("\0" in text for text in found.values()):
        raise Malformed("The query holds a character that cannot be kept.", field="query")
    if len(found) != len(pairs) or not set(found) <= set(allowed):
        raise Malformed(f"Each of these once, and nothing else: {', '.join(allowed) or 'no parameters'}.", field="query")
    return found
