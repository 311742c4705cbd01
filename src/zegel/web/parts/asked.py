"""One request of a browser, and what may be answered: a page, a piece of one, another address, or a file."""

from collections.abc import AsyncIterator, Mapping
from http.cookies import CookieError, SimpleCookie
from typing import Any, Final
from urllib.parse import parse_qsl

from zegel.access.visits import is_secure, own_cookies
from zegel.core.periods import Instant
from zegel.core.refusals import Malformed
from zegel.core.value import value
from zegel.program.familiar import Kept
from zegel.program.words import Language
from zegel.web.parts.visitors import Visitor

LANGUAGES: Final[tuple[Language, ...]] = ("nl", "en")
LOOKS: Final = ("", "light", "dark")
MOST_FIELDS: Final = 500


class Asked:
    """One request after its cookies were read and its visitor was found (None: nobody is signed in)."""

    __slots__ = (
        "address", "at", "cookies", "familiar", "fields", "files", "headers", "host", "look", "method", "params", "path", "query",
        "request_id", "right", "scheme", "secure", "shop", "speaks", "template", "token", "visitor",
    )  # fmt: skip

    def __init__(self, request_id: str, at: Instant, template: str, scope: Mapping[str, Any]) -> None:
        self.request_id, self.at, self.template = request_id, at, template
        self.method: str = scope["method"]
        self.path: str = scope["path"]
        self.params: Mapping[str, str] = scope.get("path_params", {})
        self.headers = headers_of(scope)
        self.host = self.headers.get("host", "")
        client = scope.get("client")
        self.address: str = client[0] if client else ""
        """Where the request comes from: tries are counted by it."""
        self.scheme: str = scope.get("scheme", "http")
        self.cookies = own_cookies(cookies_of(self.headers.get("cookie", "")), self.scheme)
        self.query = fields_of(scope["query_string"])
        self.fields: Mapping[str, tuple[str, ...]] = {}
        self.files: Mapping[str, bytes] = {}
        """Files that came along with a form, by the name of their field."""
        self.visitor: Visitor | None = None
        self.shop = ""
        """The company whose page it is, where nobody is signed in to say so."""
        self.familiar: Kept | None = None
        """The shop's own texts where it says `je` to its members; None where it says `u` (parts.spoken)."""
        self.right = ""
        """The right that the route asks for: what it does is done with that one."""
        self.secure = is_secure(self.scheme, self.host)
        """Whether cookies can be Secure; None on plain HTTP from elsewhere, where nobody may sign in."""
        self.token = ""
        """What a form must bring back: made of the visitor's own cookie, so that no other site can know it."""
        self.speaks = language_of(self.cookies.get("zegel_language", ""), self.headers.get("accept-language", ""))
        chosen = self.cookies.get("zegel_look", "")
        self.look = chosen if chosen in LOOKS else ""

    @property
    def is_piece(self) -> bool:
        """Whether htmx asks, and swaps in what it gets."""
        return self.headers.get("hx-request") == "true"

    def text(self, name: str, longest: int = 500) -> str:
        """The form's field `name`, "" where it is not there; refuses what nobody types."""
        found = self.fields.get(name) or self.query.get(name) or ("",)
        if len(found) > 1:
            raise Malformed(f"{name} stands in the form twice.", field=name[:40])
        return checked(name, found[0], longest)

    def texts(self, name: str, longest: int = 500) -> tuple[str, ...]:
        """Every field called `name`."""
        return tuple(checked(name, text, longest) for text in self.fields.get(name, ()))

    def number(self, name: str, least: int, most: int, otherwise: int | None = None) -> int:
        """A whole number of the form; refuses one that is none, or lies outside `least` to `most`."""
        text = self.text(name, 20)
        if not text and otherwise is not None:
            return otherwise
        digits = text[1:] if text.startswith("-") else text
        if not (digits.isascii() and digits.isdigit() and least <= int(text) <= most):
            raise Malformed(f"{name}: a whole number from {least} to {most}", field=name)
        return int(text)


def checked(name: str, text: str, longest: int) -> str:
    """`text` without what cannot be seen; refuses what is too long."""
    if len(text) > longest:
        raise Malformed(f"{name}: at most {longest} characters", field=name)
    if "\x00" in text:
        raise Malformed(f"{name}: a character that cannot be kept", field=name)
    return text.strip()


def headers_of(scope: Mapping[str, Any]) -> dict[str, str]:
    """The headers by name; of one that stands there twice the first."""
    found: dict[str, str] = {}
    for name, text in scope["headers"]:
        found.setdefault(name.decode("latin-1"), text.decode("latin-1"))
    return found


def cookies_of(header: str) -> dict[str, str]:
    """The cookies of a request; none at all where they cannot be read."""
    try:
        return {name: morsel.value for name, morsel in SimpleCookie(header).items()}
    except CookieError:
        return {}


def fields_of(body: bytes) -> dict[str, tuple[str, ...]]:
    """A form (or the query of an address); refuses what is not UTF-8 or has too many fields."""
    found: dict[str, tuple[str, ...]] = {}
    try:
        for name, text in parse_qsl(body.decode("ascii"), keep_blank_values=True, max_num_fields=MOST_FIELDS, errors="strict"):
            found[name] = (*found.get(name, ()), text)
    except ValueError:
        raise Malformed("The form cannot be read.", field="form") from None
    return found


def language_of(chosen: str, accepted: str) -> Language:
    """The language that was chosen before, else the first that the browser asks for, else Dutch."""
    for text in (chosen, *(part.partition(";")[0].strip()[:2].lower() for part in accepted.split(","))):
        for language in LANGUAGES:
            if text == language:
                return language
    return "nl"


Facts = dict[str, Any]


@value
class Page:
    """A template with what it shows. `cookies` are set beside it, `status` is the answer's."""

    template: str
    shows: Facts
    status: int = 200
    cookies: tuple[str, ...] = ()
    headers: tuple[tuple[str, str], ...] = ()


class Piece(Page):
    """What htmx swaps into a page that is there already."""


@value
class Sent:
    """Go on to another address of ours (after a write, so that a reload writes nothing again)."""

    to: str
    cookies: tuple[str, ...] = ()


@value
class Bytes:
    """A file, or nothing at all."""

    body: bytes
    kind: str
    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()


@value
class Stream:
    """A file that is made while it is sent: nobody waits for its end, and nobody keeps it."""

    chunks: AsyncIterator[bytes]
    kind: str
    headers: tuple[tuple[str, str], ...] = ()


Answer = Page | Sent | Bytes | Stream
