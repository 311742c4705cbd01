"""Article sets as the file describes them: named in `sets`, or written where they are used. Equal ones are one set."""

from collections.abc import Callable
from difflib import SequenceMatcher
from hashlib import sha256
from typing import Final

from zegel.core.money import CURRENCIES, decimal_text
from zegel.core.purchase import CONDITIONS, MEASURES
from zegel.program.conditions import All, Any, Called, Compare, Every, Not, OneOf, Op, Test
from zegel.program.country import Pack
from zegel.program.country.class_words import meant_class
from zegel.program.forms import compared, days, money
from zegel.program.model import ALL_ARTICLES, ArticleSet, Words
from zegel.program.page import MAX_ID, Page
from zegel.program.phrases import phrase
from zegel.program.tree import Node, Row, Table, Text

ALL_ID: Final = "all articles"
NEVER_ID: Final = "never"
NEVER: Final = 1
NO_WORDS: Final = Words("", "")
MAX_SETS: Final = 200
MAX_SET: Final = 500
MAX_NAMED_DEPTH: Final = 6
_OPS: Final = {">=": "at least", ">": "more than", "<=": "at most", "<": "less than", "==": "is", "!=": "is not"}


class SetBook:
    """The article sets of a program under way. Index 0 is every article, index 1 what never earns or is discounted."""

    def __init__(self, page: Page, currency: str, pack: Pack) -> None:
        self.page = page
        self.currency = currency
        self.pack = pack
        self.sets: list[ArticleSet] = []
        self._index: dict[str, int] = {}
        self._named: dict[str, Node] = {}
        self._tests: dict[str, Test] = {}
        self._reading: list[str] = []
        self._sizes: dict[str, int] = {}
        self._weight = 0
        """Parts read so far, those of a named set each time it is used: what the sets come to when they are written out."""
        self.add(All(()), ALL_ID)

    def add(self, test: Test, name: str = "", names: Words = NO_WORDS, one: Words = NO_WORDS) -> int:
        """The number of the set of articles for which `test` holds; `name` is its id, made from the test where it has none."""
        key = repr(test)
        if key not in self._index:
            self._index[key] = len(self.sets)
            self.sets.append(ArticleSet(name or self._id_of(test), test, names, one))
        return self._index[key]

    def read(self, named: list[tuple[str, Node]], never: Node | None) -> None:
        """Read the sections `sets` and `never`. Sets may use each other, in no circle."""
        self._named = dict(named)
        self._never(never)
        for name, node in named:
            if name in (ALL_ID, NEVER_ID):
                self.page.wrong(
                    node, "id_taken", phrase("`{name}` is a set that every program has.", name=name), "Give this one another name."
                )
            self.add(self._named_test(name, node), name, *self._names(name, node))

    def _names(self, name: str, node: Node) -> tuple[Words, Words]:
        """What members read for a named set: all of it, and one of it ("" where that is no other word)."""
        entry = node.entries.get("names") if isinstance(node, Table) else None
        if entry is None:
            return Words(name, name), NO_WORDS
        said = self.page.names(entry.node)
        one = Words(said.nl_one if said.nl_one != said.nl_many else "", said.en_one if said.en_one != said.en_many else "")
        return Words(said.nl_many, said.en_many), one

    def _never(self, node: Node | None) -> None:
        """The pack's classes and what the program adds: always the second set."""
        classes = OneOf("legal_class", tuple(c.id for c in self.pack.classes))
        more = [test for item in (self.page.items(node) if node else []) if (test := self._never_one(item)) is not None]
        test = Any((classes, *sorted(more, key=repr)))
        assert self.add(test, NEVER_ID) == NEVER

    def _never_one(self, node: Node) -> Test | None:
        """One item of `never`; None where the pack has it. A bare word is a class, else a category, tag or class of the shop's own."""
        if not isinstance(node, Text):
            return self.test(node)
        word = self.page.text(node)
        if self.pack.class_called(word):
            return None
        known = [w for c in self.pack.classes for w in (c.id, *c.words)]
        if near := next((w for w in known if SequenceMatcher(None, w, word.lower()).ratio() * 100 >= 75), ""):
            hint = phrase("Did you mean `{near}`? A category of that name is written {{category: {word}}}.", near=near, word=word)
            self.page.wrong(node, "unknown_class", phrase("`{word}` is not the name of a legal class.", word=word), hint, near)
        return Any((OneOf("category", (word,)), OneOf("tag", (word,)), OneOf("legal_class", (word,))))

    def groups(self, node: Node) -> Test:
        """Articles by words such as `freight` or `deposits`: legal classes, sets, else categories, tags or classes of the shop's own."""
        tests: list[Test] = []
        for item in self.page.items(node):
            word = item.text if isinstance(item, Text) else ""
            if not word or word in self._named:
                tests.append(self.test(item))
            elif known := self.pack.class_called(word):
                tests.append(OneOf("legal_class", (known,)))
            elif (more := self._never_one(item)) is not None:
                tests.append(more)
        return _either(sorted(tests, key=repr))

    def index(self, node: Node | None) -> int:
        """The number of the set that `of` describes; every article where it is left out."""
        if node is None:
            return ALL_ARTICLES
        before = self._weight
        test = self.test(node)
        if self._weight - before > MAX_SET:
            self.page.wrong(node, "too_large", phrase("With the sets that it is made of, this has more than {most} parts.", most=MAX_SET))
            return ALL_ARTICLES
        if len(self.sets) >= MAX_SETS:
            self.page.wrong(node, "too_large", phrase("A program has at most {most} article sets.", most=MAX_SETS))
            return ALL_ARTICLES
        return self.add(test)

    def test(self, node: Node, kind: str = "articles") -> Test:
        """What an article must be: a table of conditions, the name of a set, or a list of them of which one must hold."""
        self._weight += 1
        if isinstance(node, Text):
            return self._by_name(node)
        if isinstance(node, Row):
            return _either([self.test(item) for item in self.page.items(node)])
        found = self.page.table(node, kind)
        if not found.keys() - {"names"}:
            self.page.wrong(node, "empty", "Nothing says which articles.", "Leave `of` out for all articles.")
        tests: list[Test] = []
        for key, fact in (("category", "category"), ("sku", "sku"), ("brand", "brand"), ("tag", "tag")):
            if key in found:
                tests.append(OneOf(fact, self._texts(found[key], self._category if fact == "category" else self._plain)))
        if "legal class" in found:
            tests.append(OneOf("legal_class", self._texts(found["legal class"], self._legal_class)))
        if "condition" in found:
            tests.append(OneOf("condition", self._texts(found["condition"], lambda n: self.page.choice(n, CONDITIONS, "condition"))))
        if "marked" in found:
            tests.append(self._marked(found["marked"]))
        if "measure" in found:
            tests.append(OneOf("measure", self._texts(found["measure"], lambda n: self.page.choice(n, MEASURES, "measure"))))
        if "price" in found:
            tests += [self._price(item) for item in self.page.items(found["price"])]
        if "all" in found:
            tests += [self.test(item) for item in self.page.items(found["all"])]
        if "any" in found:
            tests.append(_either([self.test(item) for item in self.page.items(found["any"])]))
        if "not" in found:
            tests.append(Not(self.test(found["not"])))
        return tests[0] if len(tests) == 1 else All(tuple(tests))

    def _texts(self, node: Node, read: Callable[[Node], str]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(read(item) for item in self.page.items(node)))

    def _plain(self, node: Node) -> str:
        return self.page.text(node)

    def _category(self, node: Node) -> str:
        text = self.page.text(node, "a category")
        if "" in text.split("/") and text:
            self.page.wrong(
                node, "not_of_this_form", "A category is a path such as bakery/bread.", "", "/".join(filter(None, text.split("/")))
            )
        return text

    def _legal_class(self, node: Node) -> str:
        word = self.page.text(node, "a legal class")
        if not (self.pack.class_called(word) or self.pack.cap_called(word)) and (meant := meant_class(word)):
            said = phrase("`{word}` is not the name of a legal class.", word=word[:60])
            self.page.wrong(node, "unknown_class", said, "", meant.replace("_", " "))
        return self.pack.class_called(word) or self.pack.cap_called(word) or word.replace(" ", "_")

    def _price(self, node: Node) -> Test:
        nothing: tuple[Op, str] = (">=", "")
        op, amount = self.page.form(node, compared, nothing)
        if not amount:
            return All(())
        return Compare("unit_price", op, self.page.part(node, amount, lambda text: money(text, self.currency), 0))

    def _marked(self, node: Node) -> Test:
        """For how long it is damaged or marked down, at least. What nobody marked is in no such set."""
        nothing: tuple[Op, str] = (">=", "")
        op, long = self.page.form(node, compared, nothing)
        if op not in (">=", ">"):
            self.page.wrong(node, "not_of_this_form", "This is after how long: at least 7 days.", "", f"at least {long}")
        return Compare("marked_days", op, self.page.part(node, long, days, 1)) if long else All(())

    def _by_name(self, node: Text) -> Test:
        word = self.page.text(node, "the name of a set")
        if word in self._named:
            self._weight += self._sizes.get(word, 0)
            return self._named_test(word, self._named[word], node)
        if word and (near := self.page.near(word, self._named)):
            self.page.unknown(node, word, [near], "set")
        elif word:
            self.page.wrong(
                node,
                "unknown_set",
                phrase("The program has no set `{word}`.", word=word[:60]),
                phrase("A category is written {{category: {word}}}.", word=word[:60]),
            )
        return All(())

    def _named_test(self, name: str, node: Node, asked: Text | None = None) -> Test:
        if name in self._tests:
            return self._tests[name]
        if name in self._reading:
            circle = " → ".join([*self._reading[self._reading.index(name) :], name])
            self.page.wrong(asked or node, "circle", phrase("The set is made of itself: {circle}.", circle=circle))
            return All(())
        if len(self._reading) >= MAX_NAMED_DEPTH:
            self.page.wrong(asked or node, "too_deep", phrase("Sets that are made of sets go at most {most} deep.", most=MAX_NAMED_DEPTH))
            return All(())
        self._reading.append(name)
        before = self._weight
        test = self.test(node, "set")
        self._reading.pop()
        if self._weight - before > MAX_SET:
            self.page.wrong(
                node, "too_large", phrase("With the sets that it is made of, this set has more than {most} parts.", most=MAX_SET)
            )
            test, self._weight = All(()), before + 1
        self._tests[name], self._sizes[name] = test, self._weight - before
        return test

    # -- ids

    def _id_of(self, test: Test) -> str:
        """A readable id for a set that has no name, the same for equal sets in every version."""
        said = self._said(test)
        if len(said) <= MAX_ID:
            return said
        return f"{said[: MAX_ID - 10]} #{sha256(said.encode()).hexdigest()[:8]}"

    def _said(self, test: Test) -> str:
        match test:
            case OneOf(fact, values):
                return f"{fact.replace('_', ' ')} {' or '.join(map(str, values))}"
            case Compare("unit_price", op, price):
                return f"price {_OPS[op]} {decimal_text(int(price), CURRENCIES[self.currency])} {self.currency}"
            case Compare(fact, op, value):
                return f"{fact.replace('_', ' ')} {_OPS[op]} {value}"
            case All(tests):
                return ", ".join(map(self._said, tests))
            case Any(tests):
                return " or ".join(f"({self._said(t)})" for t in tests)
            case Not(inner):
                return f"not ({self._said(inner)})"
            case Every() | Called():
                raise AssertionError("articles are not counted off, and known by the names of their sets")


def _either(tests: list[Test]) -> Test:
    return tests[0] if len(tests) == 1 else Any(tuple(tests))
