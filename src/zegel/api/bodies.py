"""Request bodies, read so that no two readers could disagree about them.

pydantic is strict about types (no floats, no texts for numbers), refuses unknown fields, and takes the *last* of two equal
keys without a word (reliability.md T4). The check for those costs a count of colons: what was accepted is written again,
and a key that was swallowed leaves a colon missing. Only a body with escapes is read a second time.
"""

import re
from json import loads
from typing import Final, TypeVar

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails, to_json

from zegel.core.refusals import AmountOutOfRange, DuplicateKey, Malformed, ZegelError

MAX_BODY: Final = 1_000_000
"""Bytes of one JSON body, and of one line of a bulk body."""
DEPTH: Final = 16
"""Levels of nesting that any body has; the parser stops at 200 by itself."""

T = TypeVar("T")

# Where text runs the other way, breaks a line or cannot be seen at all, a till and a log show something else than was sent.
_NOT_TEXT = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufdd0-\ufdef\ufeff\ufff9-\ufffb\ufffe\uffff]")
TEXT_PATTERN: Final = (
    "^[^\\u0000-\\u001f\\u007f-\\u009f\\u2028\\u2029\\u202a-\\u202e\\u2066-\\u2069\\ufdd0-\\ufdef\\ufeff\\ufff9-\\ufffb\\ufffe\\uffff]*$"
)
"""The same for the OpenAPI document."""


def read_body(adapter: TypeAdapter[T], body: bytes) -> tuple[T, bytes]:
    """The body as a value, and in canonical form (fields in the order of their names, as the schemas declare them)."""
    try:
        found = adapter.validate_json(body)
    except ValidationError as error:
        raise refusal_of(error) from None
    canonical = to_json(found)
    if b"\\" in body or canonical.count(b":") != body.count(b":"):
        _refuse_duplicates(body)
    if not canonical.isascii() or b"\\" in canonical or b"\x7f" in canonical:
        _refuse_control(canonical.decode("utf-8"), found)
    return found, canonical


def refusal_of(error: ValidationError) -> ZegelError:
    """What is wrong first, by its path; never a word of what was sent."""
    details = error.errors(include_url=False, include_context=True, include_input=False)
    first = details[0]
    where = ".".join(str(part) for part in first["loc"] if not isinstance(part, str) or part.isidentifier())[:120]
    if any(_is_amount(detail) for detail in details):
        too_large = next(detail for detail in details if _is_amount(detail))
        return AmountOutOfRange(field=".".join(str(part) for part in too_large["loc"])[:120])
    kind = first["type"]
    if kind == "json_invalid":
        return Malformed("The body is not JSON in UTF-8.", problem=kind)
    if kind == "extra_forbidden":
        # The name is the sender's text: said only where it is a plain word.
        name = str(first["loc"][-1])
        where = where if name.isidentifier() and name.isascii() and len(name) <= 40 else ""
    return Malformed(f"{where or 'The body'}: {_said(first)}", field=where, problem=kind, mistakes=len(details))


def _is_amount(detail: ErrorDetails) -> bool:
    """A whole number beyond what Zegel keeps, and not merely below a field's own minimum."""
    if detail["type"] == "int_parsing_size":
        return True
    bound = detail.get("ctx", {}).get("le", detail.get("ctx", {}).get("ge"))
    return detail["type"] in ("less_than_equal", "greater_than_equal") and isinstance(bound, int) and abs(bound) >= 10**12


def _said(detail: ErrorDetails) -> str:
    """pydantic's words, without what was sent."""
    return "no field has this name" if detail["type"] == "extra_forbidden" else detail["msg"].lower()


class _Twice(ValueError):
    """Two equal keys in one object."""


def _no_pair_twice(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise _Twice
    return found


def _refuse_duplicates(body: bytes) -> None:
    try:
        loads(body, object_pairs_hook=_no_pair_twice)
    except _Twice:
        raise DuplicateKey() from None
    except (ValueError, RecursionError):
        raise Malformed("The body is not JSON in UTF-8.", problem="json_invalid") from None


def refuse_control(text: str) -> None:
    """Refuse `malformed` where a text of an address that is kept holds control or direction characters."""
    if _NOT_TEXT.search(text):
        raise Malformed("A text holds control characters.", problem="control_character")


def _refuse_control(canonical: str, found: object) -> None:
    """Refuse text with control or direction characters in it."""
    if "\\" in canonical:
        if any(_NOT_TEXT.search(text) for text in _texts(found)):
            raise Malformed("A text holds control characters.", problem="control_character")
    else:
        refuse_control(canonical)


def _texts(found: object) -> list[str]:
    """Every text in a value made of JSON."""
    texts: list[str] = []
    waiting = [found]
    while waiting:
        item = waiting.pop()
        if isinstance(item, str):
            texts.append(item)
        elif isinstance(item, dict):
            waiting += item.values()
        elif isinstance(item, list):
            waiting += item
    return texts
