"""Refusals that only a request over HTTP can meet."""

from zegel.core.refusals import ZegelError


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
    sentence = "The server is not ready: its database does not answer."


class InternalError(ZegelError):
    """A bug of ours. Nothing was written."""

    code = "internal_error"
    sentence = "Something is wrong in Zegel itself; nothing was written. The header X-Request-Id names the request."
