"""Cursors: where the next page starts, opaque to whoever holds one. Each belongs to one list of one company.

A cursor carries no right: every page is asked for with a key. The check bytes only tell a changed or a foreign one from ours.
"""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error
from hashlib import sha256
from typing import Final

from zegel.hall.refusals import BadCursor

_CHECK: Final = 9
LONGEST: Final = 400


def cursor(belongs: str, position: str) -> str:
    """A cursor that `position_of(belongs, …)` reads."""
    raw = position.encode()
    return urlsafe_b64encode(_check(belongs, raw) + raw).rstrip(b"=").decode("ascii")


def position_of(belongs: str, text: str) -> str:
    """The position in the list `belongs`; refuses `bad_cursor`."""
    if len(text) > LONGEST or not text.isascii():
        raise BadCursor()
    try:
        raw = urlsafe_b64decode(text + "=" * (-len(text) % 4))
        position = raw[_CHECK:].decode()
    except (Error, ValueError):
        raise BadCursor() from None
    if raw[:_CHECK] != _check(belongs, raw[_CHECK:]) or cursor(belongs, position) != text or "\0" in position:
        raise BadCursor()
    return position


def number_of(position: str) -> int:
    """A position that is a number; refuses `bad_cursor`: whoever knows how a cursor is made can make one that says anything."""
    if not (position.isascii() and position.isdigit() and len(position) < 16):
        raise BadCursor()
    return int(position)


def _check(belongs: str, raw: bytes) -> bytes:
    return sha256(b"zegel cursor\n" + belongs.encode() + b"\n" + raw).digest()[:_CHECK]
