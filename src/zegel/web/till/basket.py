"""What stands at the till before it is paid: it travels in the form, so that a tab that dies loses nothing that was booked, and two
tabs never mix. The server keeps none of it; every field is read as strictly as a request of the API.
"""

from dataclasses import replace
from json import dumps, loads
from typing import Any, Final

from zegel.core.ids import PurseId, purse_of
from zegel.core.money import MAX_AMOUNT
from zegel.core.refusals import AmountOutOfRange, Malformed
from zegel.core.value import value
from zegel.web.parts.asked import Asked

MOST_LINES: Final = 200
_TEXTS: Final = ("text", "sku", "category", "brand", "legal_class", "card", "loads")
NEW_CARD: Final = "new"
"""What an item loads that is a gift card to be made; `new:` and a code: one that was printed beforehand."""


@value
class Item:
    """One line. `text` is what the cashier reads ("" for an amount without articles); `card` the stamp card that it was counted for.

    `loads` is the gift card that its amount goes on once it is paid: NEW_CARD (with a code, where it has one), or its code ("" for goods).
    """

    net_minor: int
    quantity: int = 1000
    text: str = ""
    sku: str = ""
    category: str = ""
    brand: str = ""
    legal_class: str = ""
    card: str = ""
    vat_bp: int = 0
    tags: tuple[str, ...] = ()
    loads: str = ""

    @property
    def is_new_card(self) -> bool:
        """Whether it is a gift card that begins with this sale."""
        return self.loads == NEW_CARD or self.loads.startswith(f"{NEW_CARD}:")

    @property
    def printed_code(self) -> str:
        """The code that is on the new card already, "" where the till draws one."""
        return self.loads.removeprefix(NEW_CARD).removeprefix(":") if self.is_new_card else ""

    @property
    def pieces(self) -> int:
        """Whole pieces, for the eye."""
        return max(self.quantity // 1000, 1)

    def found(self, number: int) -> dict[str, Any]:
        """The line in the API's words."""
        return {
            "number": number, "net_minor": self.net_minor, "quantity": self.quantity, "sku": self.sku, "category": self.category,
            "brand": self.brand, "legal_class": self.legal_class, "vat_bp": self.vat_bp, "tags": list(self.tags),
        }  # fmt: skip


@value
class Taken:
    """Something that is used in this basket: a points discount (`count` points), a reward or a coupon of theirs (`count` times).

    `choice` is the gift that was chosen of several (0: the first); with a discount that leaves a choice nothing else counts.
    """

    what: str
    count: int
    choice: int = 0

    def found(self) -> dict[str, Any]:
        """In the API's words."""
        chosen = {"choice": self.choice} if self.choice else {}
        return {"what": self.what, "count": self.count} | chosen


@value
class Basket:
    """`key` is the Idempotency-Key of its payment: pay twice, and it is paid once. `who` is the member, `gift` a gift card's code.

    `credit`: what the shop owes them pays as much as it can.
    """

    key: str
    who: PurseId | None = None
    items: tuple[Item, ...] = ()
    uses: tuple[Taken, ...] = ()
    codes: tuple[str, ...] = ()
    gift: str = ""
    credit: bool = False

    @property
    def total_minor(self) -> int:
        """What the lines come to, before Zegel."""
        return sum(item.net_minor for item in self.items)

    def with_item(self, item: Item) -> "Basket":
        """One line more; the same article again counts up its line."""
        for n, old in enumerate(self.items):
            if item.sku and old.sku == item.sku and old.net_minor * item.quantity == item.net_minor * old.quantity:
                more = replace(old, quantity=old.quantity + item.quantity, net_minor=old.net_minor + item.net_minor)
                return replace(self, items=(*self.items[:n], more, *self.items[n + 1 :]))
        if len(self.items) >= MOST_LINES:
            raise AmountOutOfRange(field="lines")
        return replace(self, items=(*self.items, item))

    def without_item(self, number: int) -> "Basket":
        """Without line `number` (from 0)."""
        return replace(self, items=tuple(item for n, item in enumerate(self.items) if n != number))

    def using(self, what: str, count: int, choice: int = 0) -> "Basket":
        """With so many of `what` used, instead of what was used of it before: a benefit is a state, not an event."""
        return replace(self, uses=(*(use for use in self.uses if use.what != what), Taken(what, count, choice)))

    def without(self, what: str) -> "Basket":
        """With none of `what`."""
        return replace(self, uses=tuple(use for use in self.uses if use.what != what))

    def uses_of(self, what: str) -> int | None:
        """How much of `what` is used, None where it is not."""
        return next((use.count for use in self.uses if use.what == what), None)

    def undone(self) -> "Basket":
        """Without what was done last: a benefit first, then a code, then a line."""
        if self.uses:
            return replace(self, uses=self.uses[:-1])
        if self.gift or self.credit:
            return replace(self, gift="") if self.gift else replace(self, credit=False)
        if self.codes:
            return replace(self, codes=self.codes[:-1])
        return replace(self, items=self.items[:-1])

    def less(self, *, of_codes: bool) -> "Basket":
        """Without the last of what was refused: a code, or a benefit; the other where there is none of that."""
        if self.codes and (of_codes or not self.uses):
            return replace(self, codes=self.codes[:-1])
        return replace(self, uses=self.uses[:-1])

    def json(self) -> str:
        """For the form."""
        names = (*_TEXTS, "net_minor", "quantity", "vat_bp", "tags")
        items = [{name: got for name in names if (got := getattr(item, name))} | {"net_minor": item.net_minor} for item in self.items]
        uses = [[use.what, use.count, use.choice] for use in self.uses]
        kept = {"items": items, "uses": uses, "codes": self.codes, "gift": self.gift, "credit": self.credit}
        return dumps(kept, ensure_ascii=False)


def basket_of(asked: Asked, new_key: str) -> Basket:
    """The basket of a form, an empty one where the form has none; refuses what no page of ours wrote."""
    key, text, who = asked.text("key", 64), asked.text("basket", 100_000), asked.text("who", 36)
    if not text:
        return Basket(new_key)
    purse = purse_of(who) if who else None
    if who and purse is None:
        raise Malformed("who: a member's id", field="who")
    if not (key.isascii() and key.isalnum()):
        raise Malformed("key: as the page wrote it", field="key")
    try:
        found = loads(text)
        items = tuple(_item(one) for one in found["items"])
        uses = tuple(Taken(_text(what, 100), _number(count), _number(choice)) for what, count, choice in found["uses"])
        codes = tuple(_text(code, 64) for code in found["codes"])
        gift, credit = _text(found["gift"], 64), found["credit"] is True
    except (ValueError, KeyError, TypeError):
        raise Malformed("basket: as the page wrote it", field="basket") from None
    if len(items) > MOST_LINES or sum(abs(item.net_minor) for item in items) > MAX_AMOUNT:
        raise AmountOutOfRange(field="lines")
    return Basket(key, purse, items, uses[:20], codes[:20], gift, credit)


def _item(one: dict[str, Any]) -> Item:
    quantity, vat = _number(one.get("quantity", 1000)), _number(one.get("vat_bp", 0))
    if not (0 < quantity <= 10**9 and 0 <= vat <= 10_000):
        raise ValueError("a line as no page wrote it")
    text, sku, category, brand, legal, card, loads = [_text(one.get(name, ""), 200) for name in _TEXTS]
    tags = tuple(_text(tag, 64) for tag in one.get("tags", ()))
    return Item(_number(one["net_minor"]), quantity, text, sku, category, brand, legal, card, vat, tags, loads)


def _text(found: object, longest: int) -> str:
    if not isinstance(found, str) or len(found) > longest:
        raise ValueError("not a text")
    return found


def _number(found: object) -> int:
    if not isinstance(found, int) or isinstance(found, bool) or abs(found) > MAX_AMOUNT:
        raise ValueError("not a number")
    return found
