"""Refusals that only a door can meet, while it reads what is asked."""

from typing import Final

from zegel.core.refusals import ZegelError

PASSING: Final = frozenset(("busy", "storage_full", "internal_error"))
"""Refusals that say nothing of what was asked: it may come again as it is."""


def raise_passing(refusal: ZegelError | None) -> None:
    """Raise a refusal that nobody may draw a conclusion from: by the time something is booked, the books may have time again."""
    if refusal is not None and refusal.code in PASSING:
        raise refusal


class NoSuchDay(ZegelError):
    """The text has the form of a day or a moment, and the calendar has none like it; or it lies where it cannot."""

    code = "no_such_day"
    sentence = "The calendar has no such day or moment, or it cannot be meant here."


class NamedTwice(ZegelError):
    """Two lines have the same number, or the same thing is meant twice."""

    code = "named_twice"
    sentence = "The same line or identifier stands there twice."


class NotAnonymous(ZegelError):
    """A card that is to be anonymous came with something that is known of its owner."""

    code = "not_anonymous"
    sentence = "An anonymous card has no name, no birthday and no day of joining."


class BodyTooLarge(ZegelError):
    """The body, or one line of a bulk body, is longer than the door takes."""

    code = "body_too_large"
    sentence = "The request is larger than Zegel takes; send purchases in bulk instead."


class UnsupportedMediaType(ZegelError):
    """The body is not JSON in UTF-8, as its header says."""

    code = "unsupported_media_type"
    sentence = "Send application/json in UTF-8 without a content encoding (bulk: application/x-ndjson)."


class NoSuchAddress(ZegelError):
    """No route has this path."""

    code = "no_such_address"
    sentence = "There is nothing at this address."


class MethodNotAllowed(ZegelError):
    """The path exists, but not with this method."""

    code = "method_not_allowed"
    sentence = "This address does not take that method."


class BadCursor(ZegelError):
    """The cursor was not made by this server for this list, or it was changed."""

    code = "bad_cursor"
    sentence = "That cursor does not belong to this list; start from the first page."


class NoSuchArticle(ZegelError):
    """The catalogue has no article of that number."""

    code = "unknown_article"
    sentence = "The catalogue has no such article."


class NotReady(ZegelError):
    """The server runs but cannot do its work yet."""

    code = "not_ready"
    sentence = "The server is not ready: its database does not answer, or takes nothing in."


class InternalError(ZegelError):
    """A bug of ours. Nothing was written."""

    code = "internal_error"
    sentence = "Something is wrong in Zegel itself; nothing was written. The header X-Request-Id names the request."


class OldForm(ZegelError):
    """A form of a page without the token of whoever sends it, or from another site: nothing of it is done."""

    code = "old_form"
    sentence = "This form was not made for you, or too long ago; nothing was done."
