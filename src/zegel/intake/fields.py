"""The parts of a mapping: a text out of columns, an amount out of columns, and the reading of tables with all their mistakes."""

import re
from collections.abc import Mapping as Words
from collections.abc import Sequence
from difflib import get_close_matches
from typing import Final, Literal

from zegel.core.value import value
from zegel.program.phrases import NOTHING, Phrase, phrase
from zegel.program.tree import Entry, Node, Problem, Row, Table
from zegel.program.tree import Text as Scalar

Spelling = Literal["as is", "lower", "hyphens"]
MOST_TERMS: Final = 20
MOST_SHOWN: Final = 12

_TERM: Final = re.compile(r"\s*([+-]?)\s*(?:\[([^\]]+)\]|([^\s+*/()\[\]-]+(?:-[^\s+*/()\[\]-]+)*))\s*")
_NUMBER: Final = re.compile(r"\d{1,12}(?:\.\d{1,6})?", re.ASCII)


@value
class Text:
    """A text: the cells of `columns` joined by `by`, or `constant` where there are none.

    `words` translates what was found (`otherwise` is for what it does not name; None: refused). `spelling` `lower` writes small
    letters, `hyphens` also turns everything but letters and digits into single hyphens.
    """

    columns: tuple[str, ...]
    by: str
    constant: str
    words: Words[str, str]
    otherwise: str | None
    spelling: Spelling


@value
class Amount:
    """A sum of columns and numbers: (sign, column, 0) or (sign, "", number times `times`), all times `times`.

    `empty` stands for an empty cell; None: an empty cell is refused.
    """

    terms: tuple[tuple[int, str, int], ...]
    times: int
    empty: int | None

    def columns(self) -> list[str]:
        """The columns that it reads."""
        return [column for _, column, _ in self.terms if column]


class Mistakes:
    """Everything that is wrong so far."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = problems

    def add(self, node: Node, code: str, message: Phrase, hint: Phrase = NOTHING) -> None:
        """One more, at `node`."""
        self.problems.append(Problem(node.line, node.path, code, message, hint, ""))


def as_text(constant: str) -> Text:
    """The text that is always `constant`."""
    return Text((), "", constant, {}, None, "as is")


def cell_text(node: Node | None) -> str:
    """The text of a scalar, "" for anything else."""
    return node.text if isinstance(node, Scalar) else ""


def sum_of(text: str) -> list[tuple[int, str, bool]] | None:
    """The signed terms of `a - b + [odd name]` (sign, name, whether it is a number), None where the text is no such sum.

    A hyphen within a name belongs to it (`net-price`); a minus sign between names has spaces around it. A name that looks like
    a number stands in brackets.
    """
    at, found = 0, list[tuple[int, str, bool]]()
    while at < len(text):
        match = _TERM.match(text, at)
        if match is None or (found and not match[1]) or match.end() == at:
            return None
        found.append((-1 if match[1] == "-" else 1, match[2] or match[3], not match[2] and bool(_NUMBER.fullmatch(match[3]))))
        at = match.end()
    return found if 0 < len(found) <= MOST_TERMS else None


class Fields:
    """The keys of one table, taken one by one; what is left over at the end is a mistake."""

    def __init__(self, table: Table, mistakes: Mistakes) -> None:
        self.table_node = table
        self.mistakes = mistakes
        self.asked: list[str] = []

    # -- what is there

    def has(self, key: str) -> bool:
        """Whether the table has `key`."""
        return key in self.table_node.entries

    def peek(self, key: str) -> Node | None:
        """What stands behind `key`, not taken."""
        entry: Entry | None = self.table_node.entries.get(key)
        return entry.node if entry else None

    def take(self, key: str) -> Node | None:
        """What stands behind `key`."""
        self.asked.append(key)
        return self.peek(key)

    def missing(self, key: str) -> None:
        """A mistake: `key` is not there."""
        self.mistakes.add(self.table_node, "missing_key", phrase("The key `{key}` is missing here.", key=key))

    def needs(self, *keys: str) -> None:
        """A mistake for each key that is not there."""
        for key in keys:
            if not self.has(key):
                self.missing(key)

    def wrong(self, key: str, message: Phrase, hint: Phrase = NOTHING) -> None:
        """A mistake at `key`."""
        self.mistakes.add(self.peek(key) or self.table_node, "not_understood", message, hint)

    def nothing_else(self) -> None:
        """A mistake for each key that nobody asked for."""
        for key, entry in self.table_node.entries.items():
            if key not in self.asked:
                near = get_close_matches(key, self.asked, n=1)
                known = phrase("Known here: {listed}.", listed=", ".join(dict.fromkeys(self.asked)))
                hint = _meant(near) if near else known
                self.mistakes.add(entry.node, "unknown_key", phrase("Nobody knows the key `{key}` here.", key=key[:60]), hint)

    # -- values

    def table(self, key: str, *, optional: bool = False) -> "Fields":
        """The table behind `key`; an empty one where it is missing or no table."""
        node = self.take(key)
        if node is None and not optional:
            self.missing(key)
        if node is not None and not isinstance(node, Table):
            self.wrong(key, phrase("`{key}` is a table of keys.", key=key))
        empty = Table({}, self.table_node.line, self.table_node.column, key)
        return Fields(node if isinstance(node, Table) else empty, self.mistakes)

    def word(self, key: str, default: str | None = None) -> str:
        """The text behind `key`, which must be there where there is no default."""
        node = self.take(key)
        if isinstance(node, Scalar) and (node.text or default == ""):
            return node.text
        if node is not None:
            self.wrong(key, phrase("`{key}` is a text.", key=key))
        elif default is None:
            self.missing(key)
        return default or ""

    def constant(self, key: str, expected: str) -> None:
        """`key` must be there and say `expected`."""
        found = self.word(key)
        if found and found != expected:
            self.wrong(key, phrase("`{key}` says `{found}`, and only `{expected}` is known.", key=key, found=found, expected=expected))

    def one_of(self, key: str, known: Sequence[str], default: str | None = None) -> str:
        """One of `known`; the first of them where it is not, so that reading goes on."""
        found = self.word(key, default)
        if found not in known and self.has(key):
            near = get_close_matches(found, known, n=1)
            self.wrong(key, _none_of(found, known), _meant(near))
        return found if found in known else known[0]

    def split(self, key: str) -> str:
        """The sign between the words of one cell: `{column: tags, split: "|"}`; "" where the whole cell is one word."""
        node = self.peek(key)
        return cell_text(node.entries["split"].node) if isinstance(node, Table) and "split" in node.entries else ""

    def text(self, key: str, *, needed: bool = False, words: Sequence[str] = ()) -> Text | None:
        """A text: a column's name, `{is: constant}`, `{column: a, words: {J: yes}}` or `{join: [a, b], by: "/"}`. None: not there.

        `words` are those that a constant or a translation may come to; none: any.
        """
        node = self.take(key)
        if node is None:
            if needed:
                self.missing(key)
            return None
        if isinstance(node, Scalar):
            return Text((node.text,), "", "", {}, None, "as is") if node.text else as_text("")
        if isinstance(node, Row):
            said = phrase("`{key}` is a column's name or a table.", key=key)
            self.wrong(key, said, phrase('Write {join: [a, b], by: "/"} to join columns.'))
            return None
        return _text(Fields(node, self.mistakes), words)

    def amount(self, key: str, times: int, *, needed: bool = False) -> Amount | None:
        """An amount: a sum of columns, or `{sum: a - b, times: 1, empty: 0}`. None: not there."""
        node = self.take(key)
        if node is None:
            if needed:
                self.missing(key)
            return None
        if isinstance(node, Scalar):
            return self._sum(key, node.text, times, None)
        if isinstance(node, Row):
            self.wrong(key, phrase("`{key}` is a sum of columns.", key=key), phrase("Write it like `gross - discount`."))
            return None
        fields = Fields(node, self.mistakes)
        written = fields.word("sum")
        factor = fields.word("times", default=str(times))
        empty = fields.word("empty", default="")
        fields.nothing_else()
        if not re.fullmatch(r"[1-9]\d{0,5}", factor, re.ASCII):
            fields.wrong("times", phrase("`{factor}` is no whole number from 1 to 999999.", factor=factor[:20]))
            return None
        if empty not in ("", "0"):
            fields.wrong("empty", phrase("An empty cell can only stand for 0."))
        return self._sum(key, written, int(factor), 0 if empty == "0" else None)

    def _sum(self, key: str, text: str, times: int, empty: int | None) -> Amount | None:
        terms = sum_of(text)
        if terms is None:
            hint = phrase("Write it like `gross - discount`, odd names as [gross price].")
            self.wrong(key, phrase("`{text}` is no sum of columns.", text=text[:60]), hint)
            return None
        return Amount(tuple(self._term(key, *term, times) for term in terms), times, empty)

    def _term(self, key: str, sign: int, name: str, is_number: bool, times: int) -> tuple[int, str, int]:
        if not is_number:
            return sign, name, 0
        head, _, tail = name.partition(".")
        scaled = int(head + tail) * times
        if scaled % 10 ** len(tail):
            self.wrong(key, phrase("{name} has more decimals than are kept.", name=name))
        return sign, "", scaled // 10 ** len(tail)


def _text(fields: Fields, known: Sequence[str]) -> Text:
    joined = fields.take("join")
    columns: tuple[str, ...]
    if isinstance(joined, Row):
        columns = tuple(filter(None, map(cell_text, joined.items)))
    elif fields.has("column"):
        columns = (fields.word("column"),)
    else:
        columns = ()
    constant = fields.word("is", default="")
    if not columns and not fields.has("is"):
        fields.mistakes.add(fields.table_node, "missing_key", phrase("One of `column`, `join` and `is` must stand here."))
    words = fields.table("words", optional=True)
    translated = {word: cell_text(words.take(word)) for word in words.table_node.entries}
    otherwise = fields.word("otherwise", default="") if fields.has("otherwise") else None
    by = fields.word("by", default="") if fields.has("by") else ""
    fields.take("split")
    spelling: dict[str, Spelling] = {"as is": "as is", "lower": "lower", "hyphens": "hyphens"}
    spelt = fields.one_of("spelling", tuple(spelling), default="as is")
    fields.nothing_else()
    possible = [*translated.values(), *([constant] if not columns else []), *([otherwise] if otherwise else [])]
    for word in possible:
        if known and word not in known:
            fields.mistakes.add(fields.table_node, "not_understood", _none_of(word, known))
    return Text(columns, by, constant, translated, otherwise, spelling.get(spelt, "as is"))


def _meant(near: Sequence[str]) -> Phrase:
    return phrase("Did you mean `{fix}`?", fix=near[0]) if near else NOTHING


def _none_of(found: str, known: Sequence[str]) -> Phrase:
    shown = [word or '""' for word in known]
    if len(shown) > MOST_SHOWN:
        return phrase("`{found}` is not one of {listed} …", found=found[:60], listed=", ".join(shown[:MOST_SHOWN]))
    return phrase("`{found}` is not one of {listed} or {last}.", found=found[:60], listed=", ".join(shown[:-1]), last=shown[-1])
