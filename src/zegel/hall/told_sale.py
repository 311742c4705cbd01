"""Sales that a till made without a line, as it wrote them down (`static/js/till-queue.js`): read as strictly as a request of the API."""

from json import dumps, loads
from typing import Any, Final

from zegel.access.refusals import TillFileUnreadable
from zegel.core.ids import purse_of
from zegel.core.money import MAX_AMOUNT
from zegel.core.periods import HOUR, NEVER, Instant
from zegel.core.refusals import DuplicateKey, Malformed
from zegel.core.value import value
from zegel.hall.told import Told

AT_ONCE: Final = 50
"""Sales of one request."""
MOST_IN_FILE: Final = 500
"""Sales of one file: a day of a busy till. A longer queue is written as more than one."""
_FURTHEST: Final = 3660 * 24 * HOUR
MOST_LINES: Final = 200
_FIELDS: Final = frozenset((
    "id", "device", "journal", "number", "claimed_at", "staff", "member", "shown", "code", "items", "uses", "paid_minor",
))  # fmt: skip
MOST_USES: Final = 5
MOST_OFF: Final = 20
"""Discounts that a till gave in one sale. A till of before these tells none."""
_TEXTS: Final = ("text", "sku", "category", "brand", "legal_class", "card")
_ITEM: Final = frozenset((*_TEXTS, "net_minor", "quantity", "vat_bp", "tags"))


@value
class Filed:
    """What a till wrote into a file: its clock, how far ours was ahead of it when it last heard us, and its sales.

    None where a sale cannot be read: it holds up none of the others.
    """

    written_at: Instant
    ahead: int
    sales: tuple[Told | None, ...]


def read_file(text: str) -> Filed:
    """What stands in a till's file once it is opened; refuses `till_file_unreadable`."""
    try:
        found = loads(text, object_pairs_hook=_once, parse_float=_no_number, parse_constant=_no_number)
        if found.keys() != {"written_at", "ahead", "sales"} or not 0 < len(found["sales"]) <= MOST_IN_FILE:
            raise ValueError("not a file")
        ahead = _number(abs(found["ahead"]), _FURTHEST) * (-1 if found["ahead"] < 0 else 1)
        return Filed(_instant(found["written_at"]), ahead, tuple(_if_readable(one) for one in found["sales"]))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, DuplicateKey):
        raise TillFileUnreadable() from None


def _if_readable(one: Any) -> Told | None:
    try:
        return told_by(one)
    except (ValueError, KeyError, TypeError, AttributeError):
        return None


def read(body: str) -> tuple[Instant, list[Told]]:
    """The till's clock and its sales; refuses whatever no till of ours wrote."""
    try:
        found = loads(body, object_pairs_hook=_once, parse_float=_no_number, parse_constant=_no_number)
        if found.keys() != {"sent_at", "sales"} or not 0 < len(found["sales"]) <= AT_ONCE:
            raise ValueError("not a batch")
        return _instant(found["sent_at"]), [told_by(one) for one in found["sales"]]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise Malformed("The queue cannot be read.", field="sales") from None


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise DuplicateKey(field="sales")
    return found


def _no_number(_text: str) -> int:
    raise ValueError("not a whole number")


def told_by(one: dict[str, Any]) -> Told:
    """One sale as it was sent; a ValueError, KeyError or TypeError where no till of ours wrote it."""
    if one.keys() - {"off"} != _FIELDS:
        raise ValueError("not a sale")
    if not 0 < len(one["items"]) <= MOST_LINES:
        raise ValueError("not a basket")
    uses = tuple(_use(use) for use in one["uses"])
    if len(dict(uses)) != len(uses) or len(uses) > MOST_USES:
        raise ValueError("not what a till lets somebody use")
    off = tuple(_use(found) for found in one.get("off", ()))
    if len(off) > MOST_OFF:
        raise ValueError("not what a till takes off")
    lines = tuple(_line(n, item) for n, item in enumerate(one["items"], 1))
    if sum(abs(line["net_minor"]) for line in lines) > MAX_AMOUNT:
        raise ValueError("not a basket")
    member = _text(one["member"], 36)
    if member and purse_of(member) is None:
        raise ValueError("not a member")
    canonical = dumps(one, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()
    return Told(
        _name(one["id"]), _name(one["device"]), _name(one["journal"]), _number(one["number"], 10**9), _instant(one["claimed_at"]),
        _text(one["staff"], 64), member, _text(one["shown"], 254), _text(one["code"], 400),
        lines, uses, _number(one["paid_minor"], MAX_AMOUNT), canonical, off,
    )  # fmt: skip


def _line(number: int, item: dict[str, Any]) -> dict[str, Any]:
    """A line of the basket in the API's words; what only the screen shows stays out."""
    if not item.keys() <= _ITEM:
        raise ValueError("not a line")
    texts = {name: _text(item.get(name, ""), 200) for name in _TEXTS}
    net = item["net_minor"]
    if not isinstance(net, int) or isinstance(net, bool) or abs(net) > MAX_AMOUNT:
        raise ValueError("not an amount")
    quantity = _number(item.get("quantity", 1000), 10**9)
    tags = [_text(tag, 64) for tag in item.get("tags", ())]
    if not quantity:
        raise ValueError("not a quantity")
    return {
        "number": number, "net_minor": net, "quantity": quantity, "sku": texts["sku"], "category": texts["category"],
        "brand": texts["brand"], "legal_class": texts["legal_class"], "vat_bp": _number(item.get("vat_bp", 0), 10_000), "tags": tags,
    }  # fmt: skip


def _use(found: Any) -> tuple[str, int]:
    what, count = found
    if _number(count, 10**9) < 1:
        raise ValueError("not a use")
    return _text(what, 100), count


def _text(found: Any, longest: int) -> str:
    if not isinstance(found, str) or len(found) > longest or "\x00" in found:
        raise ValueError("not a text")
    found.encode()
    return found


def _name(found: Any) -> str:
    text = _text(found, 64)
    if not (text.isascii() and text.replace("-", "").isalnum()):
        raise ValueError("not a name")
    return text


def _number(found: Any, most: int) -> int:
    if not isinstance(found, int) or isinstance(found, bool) or not 0 <= found <= most:
        raise ValueError("not a number")
    return found


def _instant(found: Any) -> Instant:
    return Instant(_number(found, NEVER - 1))
