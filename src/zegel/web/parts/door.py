"""The door of pages: what every request of a browser goes through, whatever page it asks for. Plain ASGI, like the API's.

Order of checks: method, who visits, may they, where the form comes from and whether it is theirs, its size and form, then the page itself.
"""

from collections.abc import Awaitable, Callable, Mapping
from hmac import compare_digest
from typing import Any, Final

from starlette.types import Message, Receive, Scope, Send

from zegel.access.codes import Codes
from zegel.access.leaving import Leaving
from zegel.access.people import People
from zegel.access.principal import ANONYMOUS
from zegel.access.surveying import Surveying
from zegel.access.visits import is_of
from zegel.core.ids import PurseId, random_purse
from zegel.core.periods import Instant
from zegel.core.refusals import NotAllowed, NotSignedIn, ZegelError
from zegel.core.value import value
from zegel.desk.checking import Checks
from zegel.desk.desk import Desk
from zegel.desk.replies import Reply, circumstance
from zegel.desk.shelves import Shelves
from zegel.flows.commands import Command
from zegel.flows.facts import Outcome
from zegel.hall.calls import Call
from zegel.hall.carrying import carried_out
from zegel.hall.codes import tried
from zegel.hall.refusals import BodyTooLarge, InternalError, MethodNotAllowed, NoSuchAddress, OldForm, UnsupportedMediaType
from zegel.hall.seen import Seen
from zegel.messages.mailbox import Mailbox
from zegel.program.model import Words
from zegel.store.port import Conflict, Unavailable
from zegel.store.queries import NamedQueries
from zegel.web.parts.asked import Answer, Asked, Bytes, Page, Piece, Sent, Stream, fields_of
from zegel.web.parts.figures import Figures, places_of
from zegel.web.parts.headers import ALWAYS, AT_TILL, NOT_KEPT
from zegel.web.parts.multipart import MULTIPART, parts_of
from zegel.web.parts.proving import asks_again, brings_proof, proven_again
from zegel.web.parts.refusing import CARRIED, PIECES, trouble
from zegel.web.parts.rendering import Renderer
from zegel.web.parts.spoken import OF_STAFF, speaks_for, spoken
from zegel.web.parts.statics import Statics
from zegel.web.parts.streaming import sent
from zegel.web.parts.visitors import OPEN, Gate, Sessions, token_of
from zegel.web.parts.words import Tongue

FORM: Final = "application/x-www-form-urlencoded"
MOST_FORM: Final = 256 * 1024
"""Bytes of a form. Pictures go by a route that says so itself."""
LEFT: Final = 499
"""What the log has for a file that nobody waited for to its end."""


@value
class Machine:
    """What the office may know of the server: whether it works off what is due by itself, and whether it has a mail server."""

    works: bool = True
    mails: bool = False


Handler = Callable[["Door", Asked], Awaitable[Answer]]


@value
class Route:
    """One method at one address of a face. `right` is a scope that the visitor must have, `OWN` for members, `OPEN` for everybody.

    `reads` forms of that type (a POST); `guarded` whether a form must carry the visitor's token: only what browsers send by themselves
    (their reports) need not. `most`: bytes of a form, where a file may come along.
    """

    method: str
    path: str
    face: str
    right: str
    handler: Handler
    reads: tuple[str, ...] = (FORM,)
    guarded: bool = True
    most: int = MOST_FORM

    @property
    def template(self) -> str:
        """`GET /kassa`."""
        return f"{self.method} {self.path}"


class Door:
    """What all pages share. `open` gives it the house; `homes` is the address of each face, `sign_ins` where one signs in there."""

    desk: Desk
    shelves: Shelves
    queries: NamedQueries
    gate: Gate
    people: People
    leaving: Leaving | None = None
    surveying: Surveying | None = None
    mailbox: Mailbox | None = None
    """Only in a demo (main)."""
    checks: Checks | None = None
    """Who checks the books when the office asks (main)."""
    machine: Machine = Machine()

    def __init__(
        self,
        *,
        clock: Callable[[], Instant],
        random_bytes: Callable[[int], bytes],
        monotonic: Callable[[], float],
        codes: Codes,
        words: Mapping[str, Mapping[str, Words]],
        homes: Mapping[str, str],
        sign_ins: Mapping[str, str],
        report: Callable[[BaseException, str], None] = lambda _error, _request: None,
        seen: Callable[[Seen], None] | None = None,
    ) -> None:
        self.clock, self.random_bytes, self.monotonic, self.codes = clock, random_bytes, monotonic, codes
        self.report, self.seen, self.homes, self.sign_ins = report, seen, homes, sign_ins
        self.statics = Statics()
        self.renderer = Renderer(self.statics, words)
        self.reports: list[dict[str, Any]] = []
        """The last things that a browser refused by our policy."""
        self._process, self._requests = random_bytes(6).hex(), 0

    def open(self, desk: Desk, shelves: Shelves, queries: NamedQueries, people: People, gate: Gate | None = None) -> None:
        """The house is ready. `gate` is who knows visitors, where that is not their sessions."""
        self.desk, self.shelves, self.queries, self.people = desk, shelves, queries, people
        self.gate = gate or Sessions(people)

    def request_id(self) -> str:
        """Names a request in answers and logs."""
        self._requests += 1
        return f"w{self._process}-{self._requests:x}"

    def new_id(self) -> PurseId:
        """A purse, or whatever else is named at random."""
        return random_purse(self.random_bytes(16))

    def new_key(self) -> str:
        """An Idempotency-Key for a form that is yet to be sent."""
        return self.random_bytes(15).hex()

    async def call(self, asked: Asked, key: str = "") -> Call:
        """What the hall needs of a visitor's request: the same as of an API key's."""
        visitor = asked.visitor
        if visitor is None:
            raise NotSignedIn()
        call = Call(asked.request_id, asked.at, asked.template)
        call.grant = visitor.grant()
        call.key, call.params, call.scope, call.in_office = key, dict(asked.params), asked.right, visitor.kind == "staff"
        call.new_id, call.codes = self.new_id, self.codes
        call.shelf = self.shelves.at_hand(visitor.company) or await self.shelves.of(visitor.company)
        return call

    async def ask(self, command: Command) -> Outcome:
        """What `command` would come to; raises what refuses it."""
        with tried(self.codes, command) as came_to:
            came_to(outcome := await self.desk.ask(command))
        if outcome.refusal is not None:
            raise outcome.refusal
        return outcome

    async def submit(self, asked: Asked, command: Command) -> Reply:
        """Carry the visitor's `command` out; raises what refuses it. The same key again gives the first answer again."""
        by = ANONYMOUS if asked.visitor is None else asked.visitor.grant()
        reply = await carried_out(self, by, command, asked.request_id)
        if reply.outcome.refusal is not None:
            raise reply.outcome.refusal
        return reply

    def tongue(self, asked: Asked, face: str = "card") -> Tongue:
        """The words of a face as this visitor is spoken to."""
        return self.renderer.tongue(face, asked.speaks, asked.familiar)

    def figures(self, asked: Asked, call: Call) -> Figures:
        """How the company's figures look to this visitor."""
        program = call.live(asked.at).program
        return self.renderer.figures(
            asked.speaks, program.country, program.currency, program.company_zone, places_of(program, asked.speaks)
        )


class Endpoint:
    """One route as an ASGI application."""

    def __init__(self, door: Door, route: Route, allow: str = "") -> None:
        self.door, self.route, self.allow = door, route, allow

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, whatever happens."""
        door, route = self.door, self.route
        started = door.monotonic()
        asked = Asked(door.request_id(), door.clock(), route.template, scope)
        asked.right = route.right
        code = ""
        try:
            answer = await self._answer(asked, receive)
        except ZegelError as refusal:
            answer, code = await self._refused(asked, refusal), refusal.code
        except (Conflict, Unavailable) as away:
            answer, code = await self._refused(asked, circumstance(away)), "busy"
        except Exception as error:  # noqa: BLE001 - a bug of ours: said without a word of what it was, and reported
            door.report(error, asked.request_id)
            answer, code = await self._refused(asked, InternalError()), "internal_error"
        if isinstance(answer, Stream):
            status = await self._stream(asked, answer, receive, send)
        else:
            status = await self._send(asked, answer, send)
        if door.seen is not None:
            who = asked.visitor.source if asked.visitor is not None else ""
            door.seen(Seen(asked.request_id, route.method, route.path, status, code, who, int((door.monotonic() - started) * 1000)))

    async def _answer(self, asked: Asked, receive: Receive) -> Answer:
        door, route = self.door, self.route
        if any("\0" in text for text in asked.params.values()):  # PostgreSQL keeps no such text
            raise NoSuchAddress()
        asked.visitor = await door.gate.visitor(route.face, asked.cookies, asked.at)
        if asked.visitor is not None:
            asked.token = token_of(asked.visitor.secret)
            if asked.visitor.language in ("nl", "en") and "zegel_language" not in asked.cookies:
                asked.speaks = "en" if asked.visitor.language == "en" else "nl"
            if route.face == "card":
                await speaks_for(door.shelves, asked, asked.visitor.company)
        if route.right != OPEN:
            if asked.visitor is None:
                raise NotSignedIn()
            if not asked.visitor.may(route.right):
                raise NotAllowed(scope=route.right)
        if route.method == "POST":
            await self._read(asked, receive)
            if brings_proof(asked, route.face):
                await proven_again(door, asked)
        return await route.handler(door, asked)

    async def _read(self, asked: Asked, receive: Receive) -> None:
        """The form, if it may be one of ours at all."""
        kind = asked.headers.get("content-type", "").partition(";")[0].strip().lower()
        if kind not in self.route.reads:
            raise UnsupportedMediaType()
        if self.route.guarded and not same_origin(asked):
            raise OldForm()
        length = asked.headers.get("content-length", "0")
        if not length.isdigit() or len(length) > 9 or int(length) > self.route.most:
            raise BodyTooLarge(limit=self.route.most)
        read: list[bytes] = []
        size = 0
        while True:
            message: Message = await receive()
            if message["type"] != "http.request":
                break
            read.append(message.get("body", b""))
            size += len(read[-1])
            if size > self.route.most:
                raise BodyTooLarge(limit=self.route.most)
            if not message.get("more_body", False):
                break
        body = b"".join(read)
        if kind == MULTIPART:
            asked.fields, asked.files = parts_of(asked.headers["content-type"], body)
        else:
            asked.fields = fields_of(body) if kind == FORM else {"body": (body.decode("utf-8", "replace"),)}
        if self.route.guarded and asked.visitor is not None:
            given = asked.headers.get("x-zegel-token") or (asked.fields.get("token") or ("",))[0]
            if not compare_digest(given.encode("utf-8", "replace"), asked.token.encode()):
                raise OldForm()

    async def _refused(self, asked: Asked, refusal: ZegelError) -> Answer:
        door, face = self.door, self.route.face
        if refusal.code == "not_signed_in" and face in door.sign_ins:
            return Sent(door.sign_ins[face])
        if (page := await asks_again(door, refusal, asked, face)) is not None:
            return page
        found = trouble(refusal, door.tongue(asked, face))
        shows = {
            "title": found.title, "what": found.what, "code": found.code, "request": asked.request_id, "onward": door.homes.get(face, "/"),
        }  # fmt: skip
        if asked.is_piece:
            shows |= {called: "".join(asked.fields.get(name, ())[:1]) for name, called in CARRIED.items()}
            return Piece(PIECES.get(face, "parts/error_piece.html"), shows, found.status)
        allowed = (("allow", self.allow),) if refusal.code == MethodNotAllowed.code else ()
        return Page("parts/error.html", shows, found.status, headers=allowed)

    async def _stream(self, asked: Asked, answer: Stream, receive: Receive, send: Send) -> int:
        """A file piece by piece. One that breaks off half-way breaks the connection too: nobody takes it for whole."""
        headers: list[tuple[bytes, bytes]] = [*ALWAYS, *NOT_KEPT, (b"x-request-id", asked.request_id.encode())]
        headers += [(b"content-type", answer.kind.encode()), *((name.encode(), text.encode()) for name, text in answer.headers)]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        if asked.method != "HEAD":
            try:
                if not await sent(answer.chunks, receive, send):
                    return LEFT
            except Exception as error:
                self.door.report(error, asked.request_id)
                raise
        await send({"type": "http.response.body", "body": b""})
        return 200

    async def _send(self, asked: Asked, answer: Page | Sent | Bytes, send: Send) -> int:
        always = AT_TILL if self.route.face == "till" else ALWAYS
        headers: list[tuple[bytes, bytes]] = [*always, (b"x-request-id", asked.request_id.encode())]
        cookies: tuple[str, ...] = ()
        body, status = b"", 200
        match answer:
            case Page():
                cookies, status = answer.cookies, answer.status
                try:
                    body = self.door.renderer.render(answer, asked, self.route.face, answer.shows.get("figures"))
                    if self.route.face in OF_STAFF and asked.speaks == "nl":
                        body = await spoken(self.door.shelves, self.door.renderer, asked, self.route.face, body)
                except Exception as error:  # noqa: BLE001 - a broken template is a bug like any other
                    self.door.report(error, asked.request_id)
                    status = 500
                headers += [*NOT_KEPT, (b"content-type", b"text/html; charset=utf-8"), (b"vary", b"HX-Request, Cookie, Accept-Language")]
                headers += [(name.encode(), text.encode()) for name, text in answer.headers]
            case Sent():
                cookies = answer.cookies
                assert answer.to[:1] == "/" != answer.to[1:2], "we only send people on to pages of ours"
                if not asked.is_piece:
                    status = 303
                headers += [*NOT_KEPT, (b"hx-redirect" if asked.is_piece else b"location", answer.to.encode())]
            case Bytes():
                body, status = answer.body, answer.status
                headers += [(name.encode(), text.encode()) for name, text in answer.headers]
                headers += [(b"content-type", answer.kind.encode())] if answer.kind else []
        headers += [(b"set-cookie", text.encode()) for text in cookies]
        if status not in (204, 304):
            headers.append((b"content-length", str(len(body)).encode()))
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": b"" if asked.method == "HEAD" else body})
        return status


def same_origin(asked: Asked) -> bool:
    """Whether a page of ours sent the form: the browser says where it was. One that says nothing is none that we know."""
    origin = asked.headers.get("origin")
    if origin is not None:
        return is_of(origin, asked.scheme, asked.host)
    return asked.headers.get("sec-fetch-site") == "same-origin"


class Address:
    """Every method at one address."""

    def __init__(self, door: Door, face: str, endpoints: Mapping[str, Endpoint]) -> None:
        self.endpoints = dict(endpoints)
        allow = ", ".join(sorted([*endpoints, *(["HEAD"] if "GET" in endpoints else [])]))
        self._other = Endpoint(door, Route("GET", "", face, OPEN, _wrong_method), allow)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """On to the method's route; HEAD is a GET whose body nobody reads."""
        method = "GET" if scope["method"] == "HEAD" else scope["method"]
        await self.endpoints.get(method, self._other)(scope, receive, send)


async def _wrong_method(_door: Door, _asked: Asked) -> Answer:
    raise MethodNotAllowed()


async def no_such_page(_door: Door, _asked: Asked) -> Answer:
    """For whatever is not in the table."""
    raise NoSuchAddress()
