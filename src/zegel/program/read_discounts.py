"""The section `discounts` of a program file, and `floors`: each kind of deal by the key that it begins with."""

from collections.abc import Callable
from typing import Final, Literal, cast

from zegel.program import forms
from zegel.program.conditions import All, NamedTest
from zegel.program.deals import (
    WHICH,
    Amount,
    AmountEach,
    Bundle,
    BuyGet,
    Deal,
    EachBundle,
    Gift,
    Percent,
    Step,
    Steps,
    UnitPrice,
    WholePrice,
)  # fmt: skip
from zegel.program.forms import Wrong, percent
from zegel.program.model import ALL_ARTICLES, Discount, Floor, Lane, Words
from zegel.program.page import Page
from zegel.program.phrases import any_of, phrase
from zegel.program.read_articles import SetBook
from zegel.program.read_bundles import BY_QUANTITY, PER_BUNDLE, bundle_off, each_bundle, off
from zegel.program.read_earning_steps import METHOD_HINT
from zegel.program.read_picked import picked
from zegel.program.tree import Node, Row, Table, Text

LEADS: Final = ("spend", "gift", "upgrade", "steps", "bundle", "buy", "take", "price", "off")
"""The keys that say what kind of discount it is; the first of them that stands there does."""

_COMMON: Final = ("group", "priority", "alone", "not with", "announced", "once per", "limit", "budget", "over budget")
_BESIDE: Final[dict[str, tuple[str, ...]]] = {
    "spend": ("step", "worth", "at most", "used"),
    "gift": ("worth", "sku", "stock", "buy", "get", "out of", "bundle", "per basket", *_COMMON),
    "upgrade": ("worth", "sku", "stock", "get", "per basket", *_COMMON),
    "steps": ("method", "on", "at most", *_COMMON),
    "bundle": ("price", "off", "out of", "pieces", "per basket", "at most", *_COMMON),
    "buy": ("get", "out of", "off", "free", "per basket", "at most", *_COMMON),
    "take": ("pay", "price", "off", "free", "pieces", "per basket", "at most", *_COMMON),
    "price": ("on", "every", "pieces", "per basket", "at most", *_COMMON),
    "off": ("on", "every", "pieces", "per basket", "at most", *_COMMON),
}
"""What may stand beside each of them, besides `of`, the conditions and `why`."""

LANES: Final = ("catalogue", "line", "basket", "shipping")


class DiscountReader:
    """Reads what discounts take off. `word` reads a word of the file's own."""

    def __init__(self, page: Page, sets: SetBook, word: Callable[[Node | None], str]) -> None:
        self.page, self.sets, self.word = page, sets, word
        self.currency = sets.currency
        self.shipping: int = -1

    def lead(self, node: Node, found: dict[str, Node]) -> str:
        """The key that makes the rule, "" where there is none; what does not go with it is a mistake."""
        there = [key for key in LEADS if key in found]
        if not there:
            if isinstance(node, Table) and not self.page.is_later(node):
                self.page.wrong(node, "missing_key", phrase("The key {listed} is missing.", listed=any_of(LEADS)))
            return ""
        lead = there[0]
        known = {key for keys in _BESIDE.values() for key in keys} | set(LEADS)
        for key, entry in found.items():
            if key in known and key != lead and key not in _BESIDE[lead]:
                hint = "Make it two." if key in LEADS else "Take it out."
                self.page.wrong(entry, "not_together", phrase("`{key}` does not go with `{other}`.", key=key, other=lead), hint)
        return lead

    def discount(self, name: str, node: Node, found: dict[str, Node], lead: str, tests: tuple[NamedTest, ...], why: Words) -> Discount:
        """One discount that is not points."""
        makers: dict[str, Callable[[Node, dict[str, Node], int], Deal | None]] = {
            "gift": self._gift, "upgrade": self._upgrade, "steps": self._steps, "bundle": self._bundle, "buy": self._buy,
            "take": self._take, "price": self._price, "off": self._off,
        }  # fmt: skip
        bundle = found.get("bundle") if lead in ("bundle", "gift") else None
        if bundle is not None and "of" in found:
            self.page.wrong(found["of"], "not_together", "Each part of a bundle has its own `of`.", "Take it out.")
        articles = self.sets.index(found.get("of")) if bundle is None else ALL_ARTICLES
        deal = makers[lead](node, found, articles) or Percent(1)
        if isinstance(deal, Bundle | Gift) and deal.parts and bundle is not None:
            articles = deal.parts[0][0]
        if isinstance(deal, EachBundle) and "out of" in found:
            articles = self.sets.index(found["out of"])
        lane = self._lane(found, deal)
        if lane == "shipping":
            articles = self._shipping_of(found["on"], articles)
        most, line_most, line_pieces = self._most(found, deal)
        chosen = picked(self.page, found, deal, line_pieces)
        priority = self.page.form(found["priority"], forms.count, 0) if "priority" in found else 0
        times = self.page.form(found["per basket"], per_basket, 0) if "per basket" in found else 0
        alone = self.page.form(found["alone"], forms.yes_no, harmless=False) if "alone" in found else False
        announced = self.page.form(found["announced"], forms.yes_no, harmless=False) if "announced" in found else False
        group = self.word(found.get("group"))
        return Discount(
            name, deal, articles, lane, priority, group, tests, why, most, times, alone, self.not_with(found), announced,
            line_most_minor=line_most, line_pieces=line_pieces, picked=chosen,
        )  # fmt: skip

    # -- parts

    def money(self, text: str) -> int:
        """An amount of more than nothing."""
        minor = forms.money(text, self.currency)
        if minor == 0:
            raise Wrong("This must be more than nothing.")
        return minor

    def not_with(self, found: dict[str, Node]) -> tuple[str, ...]:
        """The discounts that it does not go together with."""
        return tuple(sorted({self.word(item) for item in self.page.items(found["not with"])})) if "not with" in found else ()

    def _most(self, found: dict[str, Node], deal: Deal) -> tuple[int, int, int]:
        """(at most so much in all, so much of each line, so many pieces of each line); 0 for no limit."""
        most = line_most = line_pieces = 0
        for node in self.page.items(found["at most"]) if "at most" in found else ():
            minor, pieces, each_line = self.page.form(node, self._at_most, (0, 0, False))
            by_piece = isinstance(deal, Percent | UnitPrice) or (isinstance(deal, AmountEach) and deal.per == "item")
            if each_line and isinstance(deal, Bundle | BuyGet):
                self.page.wrong(
                    node, "not_together", "A deal on pieces has no limit for each line.", "Say `per basket`, or an amount in all."
                )
            elif pieces and not by_piece:
                said = "Pieces are counted only where something goes off each of them."
                self.page.wrong(node, "not_together", said, "Say an amount: `25.00 EUR per line`.")
            elif pieces:
                line_pieces = pieces
            elif each_line:
                line_most = minor
            else:
                most = minor
        return most, line_most, line_pieces

    def _at_most(self, text: str) -> tuple[int, int, bool]:
        """`10.00 EUR`, `25.00 EUR per line` or `2 items per line` as (minor units, pieces, whether of each line)."""
        head, per, what = text.partition(" per ")
        if per and what != "line":
            raise Wrong(phrase("`{text}` is no limit like `10.00 EUR`, `25.00 EUR per line` or `1 item per line`.", text=text[:40]))
        count, _, unit = head.partition(" ")
        if per and unit in ("item", "items"):
            return 0, forms.count(count, 1), True
        return self.money(head), 0, bool(per)

    def _lane(self, found: dict[str, Node], deal: Deal) -> Lane:
        if "on" in found:
            return cast(Lane, self.page.choice(found["on"], LANES, "word"))
        whole = isinstance(deal, Amount | WholePrice | Gift) or (isinstance(deal, Steps) and deal.by == "amount")
        whole = whole or (isinstance(deal, EachBundle) and (deal.minor > 0 or "out of" not in found))
        return "basket" if whole else "line"

    def _shipping_of(self, node: Node, articles: int) -> int:
        """The articles of a rule in the lane of shipping: those that are the cost of shipping."""
        if self.shipping < 0:
            self.page.wrong(node, "missing_key", "The program does not say what shipping is.", "Add e.g. `shipping: {category: shipping}`.")
            return articles
        if articles == ALL_ARTICLES:
            return self.shipping
        return self.sets.add(All((self.sets.sets[self.shipping].test, self.sets.sets[articles].test)))

    def _count(self, node: Node, least: int = 1) -> int:
        found = self.page.form(node, lambda text: forms.count(text, least), least)
        if found > 10_000:
            self.page.wrong(node, "not_of_this_form", "At most 10000 pieces.")
        return found

    def _needs(self, node: Node, found: dict[str, Node], lead: str, *keys: str) -> bool:
        """Whether one of `keys` stands beside `lead`; it is a mistake where none does."""
        if any(key in found for key in keys):
            return True
        self.page.wrong(node, "missing_key", phrase("`{lead}` needs {wanted}.", lead=lead, wanted=any_of(keys)))
        return False

    def _which(self, found: dict[str, Node]) -> tuple[str, int]:
        """`cheapest`, `dearest`, `first`, `chosen`, or a place in the row such as `3rd`."""
        node = found.get("free")
        if node is None:
            return "", 0
        if isinstance(node, Text) and node.text[:1].isdigit():
            place, every = self.page.form(node, forms.ordinal, (1, False))
            return ("n-th", place) if not every else ("first", 0)
        return self.page.choice(node, WHICH, "word"), 0

    # -- kinds

    def _off(self, _node: Node, found: dict[str, Node], _articles: int) -> Deal:
        return self._taken_off(found["off"])

    def _taken_off(self, node: Node) -> Percent | Amount | AmountEach:
        harmless: Percent | Amount | AmountEach = Percent(1)
        return self.page.form(node, lambda text: off(text, self.currency), harmless)

    def _price(self, _node: Node, found: dict[str, Node], _articles: int) -> Deal:
        """`price: 2.00 EUR` for each piece, or `price: 100.00 EUR together` for all there is."""
        node = found["price"]
        together = isinstance(node, Text) and node.text.endswith(" together")
        minor = self.page.form(node, lambda text: forms.money(text.removesuffix(" together"), self.currency), 0)
        return WholePrice(minor) if together else UnitPrice(minor)

    def _take(self, node: Node, found: dict[str, Node], articles: int) -> Deal | None:
        """`take: 6, pay: 5`; or `take: 3, price: 5.00 EUR`; or `take: 3, off: 10%`."""
        take = self._count(found["take"])
        if "price" in found:
            for key in ("pay", "free", "off"):
                if key in found:
                    self.page.wrong(
                        found[key], "not_together", phrase("`{key}` does not go with `take` and `price`.", key=key), "Take it out."
                    )
            return self._together(found, ((articles, take),))
        if not self._needs(node, found, "take", "pay", "price", "off"):
            return None
        if "pay" not in found:
            return self._together(found, ((articles, take),))
        if "pieces" in found:
            said = phrase("`{key}` does not go with `{other}`.", key="pieces", other="pay")
            self.page.wrong(found["pieces"], "not_together", said, "Say `free`.")
        pay = self._count(found["pay"], 0)
        if pay >= take:
            self.page.wrong(found["pay"], "not_of_this_form", "One pays for less than one takes.", "", str(take - 1) if take > 1 else "")
            return None
        return self._buy_get(found, articles, pay, take - pay, articles)

    def _buy(self, node: Node, found: dict[str, Node], articles: int) -> Deal | None:
        """`buy: 2, get: 1`, of the same articles or `out of` others."""
        buy = self._count(found["buy"])
        if not self._needs(node, found, "buy", "get"):
            return None
        out_of = self.sets.index(found["out of"]) if "out of" in found else articles
        return self._buy_get(found, articles, buy, self._count(found["get"]), out_of)

    def _buy_get(self, found: dict[str, Node], articles: int, buy: int, get: int, out_of: int) -> Deal:
        bp = self.page.form(found["off"], percent, 10_000) if "off" in found else 10_000
        which, nth = self._which(found)
        if which == "n-th" and (out_of != articles or nth + get - 1 > buy + get):
            self.page.wrong(
                found["free"], "not_of_this_form", phrase("There is no such place among {count} pieces of one kind.", count=buy + get)
            )
        return BuyGet(buy, get, out_of, bp, which, nth)

    def _bundle(self, node: Node, found: dict[str, Node], _articles: int) -> Deal | None:
        """`bundle: [{take: 1, of: sandwiches}, {take: 1, of: drinks}], price: 5.00 EUR`, or `off: 10%`."""
        parts = self._parts(found["bundle"])
        if not self._needs(node, found, "bundle", "price", "off") or not parts:
            return None
        off_node = found.get("off")
        if isinstance(off_node, Text) and off_node.text.removesuffix(BY_QUANTITY).endswith(PER_BUNDLE):
            return each_bundle(self.page, found, parts, self.currency)
        if "out of" in found:
            said = phrase("`{key}` does not go with `{other}`.", key="out of", other="bundle")
            self.page.wrong(found["out of"], "not_together", said, "Say `off: 5% per bundle`, or take it out.")
        return self._together(found, parts)

    def _together(self, found: dict[str, Node], parts: tuple[tuple[int, int], ...]) -> Bundle:
        """Pieces that cost a price together, or of which a percentage or an amount goes off."""
        cheapest = "pieces" in found and self.page.choice(found["pieces"], ("dearest", "cheapest"), "word") == "cheapest"
        if "price" in found:
            if "off" in found and "bundle" in found:
                said = phrase("`{key}` does not go with `{other}`.", key="off", other="price")
                self.page.wrong(found["off"], "not_together", said, "Take it out.")
            return Bundle(parts, self.page.form(found["price"], self.money, 1), cheapest=cheapest)
        if "free" in found:
            said = phrase("`{key}` does not go with `{other}`.", key="free", other="off")
            self.page.wrong(found["free"], "not_together", said, "Say `pieces`.")
        harmless: Percent | Amount = Percent(1)
        off = self.page.form(found["off"], lambda text: bundle_off(text, self.currency), harmless)
        if isinstance(off, Percent):
            return Bundle(parts, 0, bp=off.bp, cheapest=cheapest)
        return Bundle(parts, 0, off_minor=off.minor, cheapest=cheapest)

    def _parts(self, node: Node) -> tuple[tuple[int, int], ...]:
        """Which articles, and how many of each, go together."""
        parts: list[tuple[int, int]] = []
        for item in self.page.items(node):
            part = self.page.table(item, "part")
            parts.append((self.sets.index(part.get("of")), self._count(part["take"]) if "take" in part else 1))
        return tuple(parts)

    def _gift(self, _node: Node, found: dict[str, Node], articles: int) -> Deal:
        """`gift: tea towel`, or a list of which the member chooses one; with `buy` or `bundle` as often as that is in the basket."""
        if "buy" in found and "bundle" in found:
            self.page.wrong(
                found["buy"], "not_together", phrase("`{key}` does not go with `{other}`.", key="buy", other="bundle"), "Take it out."
            )
        if "per basket" in found and not ("buy" in found or "bundle" in found):
            self.page.wrong(found["per basket"], "not_together", "A gift without `buy` comes once in a basket.", "Take it out.")
        parts = self._parts(found["bundle"]) if "bundle" in found else ((articles, self._count(found["buy"])),) if "buy" in found else ()
        return self._thing(found, "gift", parts)

    def _upgrade(self, node: Node, found: dict[str, Node], articles: int) -> Deal | None:
        """`upgrade: large coffee`: that is handed over in the place of each of the articles."""
        if not self._needs(node, found, "upgrade", "of"):
            return None
        return self._thing(found, "upgrade", ((articles, 1),))

    def _thing(self, found: dict[str, Node], key: Literal["gift", "upgrade"], parts: tuple[tuple[int, int], ...]) -> Gift:
        options = [self.page.words(item) if isinstance(item, Table) else self._said(item) for item in self.page.items(found[key])]
        worth = self.page.form(found["worth"], self.money, 0) if "worth" in found else 0
        get = self._count(found["get"]) if "get" in found else 1
        if "out of" in found and len(options) > 1:
            said = phrase("Of several things nobody can tell which the basket lacks.")
            self.page.wrong(found["out of"], "not_together", said, "Name one gift.")
        out_of = self.sets.index(found["out of"]) if "out of" in found else -1
        return Gift(
            tuple((said.nl, said.en) for said in options), worth, parts, get, key == "upgrade", out_of, self._numbers(found, len(options))
        )

    def _numbers(self, found: dict[str, Node], options: int) -> tuple[str, ...]:
        """The article number of each thing to choose from, () where none is said."""
        if "sku" not in found:
            return ()
        numbers = tuple(self.page.text(item, "an article number") for item in self.page.items(found["sku"]))
        if len(numbers) != options:
            self.page.wrong(found["sku"], "not_together", "Each thing to choose from has one article number.", "Say as many as there are.")
        return numbers

    def _said(self, node: Node) -> Words:
        text = self.page.text(node)
        return Words(text, text)

    def _steps(self, node: Node, found: dict[str, Node], _articles: int) -> Deal | None:
        """`steps: [{from: 3, off: 5%}, {from: 6, off: 10%}], method: whole`."""
        if not isinstance(found["steps"], Row):
            self.page.wrong(found["steps"], "wrong_kind", "Here a list of steps is needed.")
            return None
        by: Literal["amount", "quantity"] | None = None
        steps: list[Step] = []
        for item in self.page.items(found["steps"]):
            part = self.page.table(item, "price step")
            least, kind = self.page.form(part["from"], self._from, (1, by)) if "from" in part else (1, by)
            if by is not None and kind != by and "from" in part:
                self.page.wrong(part["from"], "not_together", "The other steps count something else.", "Take amounts, or pieces.")
            by = by or kind
            steps.append(self._step(item, part, least))
        if len({step.least for step in steps}) < len(steps):
            self.page.wrong(found["steps"], "not_together", "Two steps begin at the same place.", "Steps must differ.")
        if "method" not in found:
            self.page.wrong(node, "missing_key", phrase("The key `{name}` is missing.", name="method"), METHOD_HINT)
            return None
        method = cast(Literal["whole", "marginal"], self.page.choice(found["method"], ("whole", "marginal"), "word"))
        steps.sort(key=lambda step: step.least)
        for one, step in zip(self.page.items(found["steps"]), steps, strict=True):
            if (step.minor and method == "marginal") or (step.price_minor and by == "amount"):
                said = "A step of a marginal ladder is a percentage." if step.minor else "A price for each piece needs steps in pieces."
                self.page.wrong(one, "not_together", said)
        return Steps(by or "quantity", method, tuple(steps))

    def _from(self, text: str) -> tuple[int, Literal["amount", "quantity"] | None]:
        return (self.money(text), "amount") if " " in text else (forms.count(text, 1), "quantity")

    def _step(self, node: Node, part: dict[str, Node], least: int) -> Step:
        there = [key for key in ("off", "price") if key in part]
        if len(there) != 1:
            self.page.wrong(node, "missing_key" if not there else "not_together", "A step has `off` or `price`.")
            return Step(least, 1, 0, 0)
        if there == ["price"]:
            return Step(least, 0, 0, self.page.form(part["price"], self.money, 1))
        deal = self._taken_off(part["off"])
        if isinstance(deal, Percent) and not deal.more:
            return Step(least, deal.bp, 0, 0)
        if isinstance(deal, Amount) and not deal.per_minor and not deal.by_quantity:
            return Step(least, 0, deal.minor, 0)
        self.page.wrong(part["off"], "not_of_this_form", "A step takes off a percentage or an amount.")
        return Step(least, 1, 0, 0)

    # -- floors

    def floor(self, name: str, node: Node) -> Floor:
        """One entry of `floors`: `least: 2.00 EUR`, `least: 60%` or `least: cost price`."""
        found = self.page.table(node, "floor")
        articles = self.sets.index(found.get("of"))
        minor, bp, cost = self.page.form(found["least"], self._least, (1, 0, False)) if "least" in found else (1, 0, False)
        return Floor(name, articles, minor, bp, cost)

    def _least(self, text: str) -> tuple[int, int, bool]:
        if text == "cost price":
            return 0, 0, True
        return (0, percent(text), False) if text.endswith("%") else (self.money(text), 0, False)


def per_basket(text: str) -> int:
    """`once`, `3 times`; 0 for `as often as it fits`."""
    if text in ("once", "as often as it fits"):
        return 1 if text == "once" else 0
    head, _, tail = text.partition(" ")
    if tail != "times":
        raise Wrong("Say `once`, `3 times` or `as often as it fits`.")
    return forms.count(head, 1)
