"""What a browser shows with a request: cookies, and the signs that the request is its own page's (reliability.md S5).

A cookie alone never changes anything: a request that writes also carries the session's token in `X-Zegel-CSRF` (or a form field of
that name), and what the browser says of its origin must agree.
"""

from base64 import urlsafe_b64encode
from collections.abc import Mapping
from hashlib import sha256
from hmac import compare_digest
from typing import Final

from zegel.access.principal import Principal
from zegel.access.refusals import ForgedRequest
from zegel.core.value import value

SESSION: Final = "zegel"
"""The session's cookie; `__Host-zegel` wherever the connection is secure."""
DEVICE: Final = "zegel-till"
"""The enrolled till's cookie, which outlives sessions."""
HOST: Final = "__Host-"
LONGEST: Final = 4096
_LOCAL: Final = frozenset(("127.0.0.1", "localhost", "[::1]"))


@value
class Visit:
    """What a request shows: the text of the session's cookie and of the till's ("" for none), its CSRF token and whether it writes."""

    session: str
    device: str
    token: str
    writes: bool
    foreign: bool
    """Whether the browser says that another site sent it."""

    def check(self, principal: Principal) -> None:
        """Refuse `forged_request`: a request that writes, by cookie, without its session's token or from another site."""
        if not self.writes:
            return
        held = principal.session
        if self.foreign or held is None or not compare_digest(self.token.encode("utf-8", "replace"), csrf_token(held.csrf).encode()):
            raise ForgedRequest()


def visit_of(headers: Mapping[bytes, bytes], *, writes: bool, token: str = "", scheme: str = "http") -> Visit:
    """The visit of a request with these headers (names in small letters). `token` where it came in a form."""
    found = own_cookies(cookies(headers.get(b"cookie", b"")), scheme)
    given = token or headers.get(b"x-zegel-csrf", b"").decode("latin-1")
    return Visit(
        found.get(HOST + SESSION) or found.get(SESSION, ""), found.get(HOST + DEVICE) or found.get(DEVICE, ""), given, writes,
        is_foreign(headers, scheme),
    )  # fmt: skip


def is_foreign(headers: Mapping[bytes, bytes], scheme: str = "http") -> bool:
    """Whether the browser says that a request comes from another site. One that says nothing is not known to."""
    site = headers.get(b"sec-fetch-site", b"")
    if site not in (b"", b"same-origin", b"none"):
        return True
    origin = headers.get(b"origin")
    if origin is None:
        return False
    return not is_of(origin.decode("latin-1"), scheme, headers.get(b"host", b"").decode("latin-1"))


def is_of(origin: str, scheme: str, host: str) -> bool:
    """Whether a page of `host` sent it. What came over TLS was sent by a page over TLS: anybody on the way can write a plain one.

    >>> is_of("https://shop.example", "https", "shop.example"), is_of("http://shop.example", "https", "shop.example")
    (True, False)
    >>> is_of("https://shop.example", "http", "shop.example"), is_of("null", "http", ""), is_of("https://a@b", "https", "b")
    (True, False, False)
    """
    sent_by, found, name = origin.partition("://")
    return bool(found) and name == host != "" and (scheme != "https" or sent_by == scheme)


def cookies(header: bytes) -> dict[str, str]:
    """The cookies of a request; the first of a name counts, as RFC 6265 sends the nearest path first.

    >>> cookies(b"a=1; b=2; a=3")
    {'a': '1', 'b': '2'}
    """
    found: dict[str, str] = {}
    for part in header[:LONGEST].decode("latin-1").split(";"):
        name, equals, text = part.strip().partition("=")
        if equals and name not in found:
            found[name] = text
    return found


def own_cookies(found: dict[str, str], scheme: str) -> dict[str, str]:
    """The cookies without those that a neighbour may have put there: over TLS a session of ours has the name that only this host can set.

    Whoever has another name under the same domain could else lay a session of their own here, and somebody would fill in their card.

        >>> own_cookies({"zegel-pas": "theirs", "__Host-zegel-pas": "ours", "zegel_look": "dark"}, "https")
        {'__Host-zegel-pas': 'ours', 'zegel_look': 'dark'}
    """
    return {name: text for name, text in found.items() if not (scheme == "https" and (name == SESSION or name.startswith(f"{SESSION}-")))}


def csrf_token(secret: bytes) -> str:
    """The token that pages of a session carry."""
    return urlsafe_b64encode(sha256(b"csrf" + secret).digest()).rstrip(b"=").decode()


def is_secure(scheme: str, host: str) -> bool | None:
    """Whether cookies can be `__Host-` and Secure: yes over TLS; no on this machine itself (the one exception: nothing leaves it);
    None on plain HTTP elsewhere, where nobody may sign in.

    >>> is_secure("https", "shop.example"), is_secure("http", "127.0.0.1:8080"), is_secure("http", "192.168.1.4")
    (True, False, None)
    """
    if scheme == "https":
        return True
    name = host.rpartition(":")[0] if host.rpartition(":")[2].isdigit() and ":" in host else host
    return False if name in _LOCAL else None


def set_cookie(name: str, text: str, *, secure: bool, seconds: int, strict: bool = False) -> str:
    """A Set-Cookie header: this host only, not for scripts, gone after `seconds` (0: now).

    >>> set_cookie("zegel", "x", secure=True, seconds=60)
    '__Host-zegel=x; Path=/; HttpOnly; SameSite=Lax; Max-Age=60; Secure'
    """
    said = f"{HOST if secure else ''}{name}={text}; Path=/; HttpOnly; SameSite={'Strict' if strict else 'Lax'}; Max-Age={seconds}"
    return said + "; Secure" if secure else said
