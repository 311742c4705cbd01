"""A program file while it is read: its lines, its mistakes, and the ways to ask it for a table, a word, an amount.

Every way notes what is wrong and gives something harmless back, so that one mistake never hides another; the caller
throws the harmless thing away once it sees that there are mistakes.
"""

import re
import unicodedata
from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Final, TypeVar

from zegel.program.forms import Wrong, closest
from zegel.program.keys import KEYS, LATER, Key
from zegel.program.model import Names, Words
from zegel.program.phrases import form_said, phrase
from zegel.program.tree import Entry, Node, Problem, Row, Table, Text

T = TypeVar("T")

MAX_ID: Final = 60
ID_SHAPE: Final = re.compile(r"[0-9A-Za-zÀ-ÖØ-öø-ÿ]+(?:[ ._'&+-]{1,1}[0-9A-Za-zÀ-ÖØ-öø-ÿ]+)*")
"""Ids are words that a cashier could say: letters (also accented), digits, and single spaces, dots, dashes, _ ' & + between them."""

PLACEHOLDERS: Final[Mapping[str, int]] = {"years": 3, "months": 4, "tier": 20, "purchase": 6}
"""What a `why` may hold in braces → the most characters that it becomes."""

_IN_DUTCH: Final = {"jaren": "years", "jaar": "years", "maanden": "months", "niveau": "tier", "aankoop": "purchase"}

MOST_SAID: Final = 500
"""Mistakes that are reported; the others are counted."""

MOST_GUESSED: Final = 40
MAX_FIXED: Final = 1_000

MAX_WHY: Final = 90
"""A till has room for this many characters."""


class Page:
    """The file being read. `keys` are the tables that it may hold, `later` the words that are kept for another version."""

    def __init__(
        self,
        source: str,
        problems: list[Problem],
        keys: Mapping[str, tuple[Key, ...]] = KEYS,
        later: Mapping[str, tuple[str, ...]] = LATER,
    ) -> None:
        self.lines = source.splitlines()
        self.problems = problems
        self._keys, self._later_words = keys, later
        self._later: set[str] = set()
        self._fixes: dict[int, dict[tuple[int, str], str]] = {}
        """Line → (column, text as written) → the text that was meant."""

    # -- mistakes

    def wrong(self, node: Node, code: str, message: str, hint: str = "", fix: str = "") -> None:
        """Note a mistake. `fix` is the text that was meant instead of `node`'s, which must then be a text."""
        if fix and isinstance(node, Text) and node.text:
            self._fixes.setdefault(node.line, {}).setdefault((node.column, node.text), fix)
        if fix and not hint:
            hint = phrase("Did you mean `{fix}`?", fix=fix) if code.startswith("unknown") else phrase("Write `{fix}`.", fix=fix)
        self.problems.append(Problem(node.line, node.path, code, phrase(message), phrase(hint), "" if not fix else "?"))

    def mistakes(self) -> list[Problem]:
        """Every mistake once, in the order of the lines; with the whole line put right where all that is wrong there can be."""
        unique = {(p.line, p.path, p.code, p.message): p for p in self.problems}
        found = sorted(unique.values(), key=lambda p: (p.line, p.path))
        fixed = {line: self._fixed(line) for line in {p.line for p in found[:MOST_SAID] if p.fixed_line}}
        said = [Problem(p.line, p.path, p.code, p.message, p.hint, fixed[p.line] if p.fixed_line else "") for p in found[:MOST_SAID]]
        if len(found) > MOST_SAID:
            more = phrase("There are {count} mistakes more.", count=len(found) - MOST_SAID)
            said.append(Problem(found[MOST_SAID].line, "", "too_large", more, phrase("Put these right first."), ""))
        return said

    def near(self, word: str, known: Iterable[str]) -> str:
        """What was most likely meant by `word`; not looked for any more once there are many mistakes, for that takes long."""
        return closest(word, known) if len(self.problems) < MOST_GUESSED else ""

    def _fixed(self, number: int) -> str:
        """Line `number` with everything that was meant in its place, the last first so that columns hold; "" for a very long line."""
        if not 0 < number <= len(self.lines) or len(self.lines[number - 1]) > MAX_FIXED:
            return ""
        line, done = self.lines[number - 1], len(self.lines[number - 1]) + 1
        for (column, text), fix in sorted(self._fixes.get(number, {}).items(), reverse=True):
            if column == done:
                continue  # a longer text from the same place on was put right
            done = column
            line = line[:column] + line[column:].replace(text, fix, 1)
        return line if line != self.lines[number - 1] else ""

    # -- shapes

    def table(self, node: Node, kind: str) -> dict[str, Node]:
        """The entries of a table of `kind` (see keys); other keys and missing ones are mistakes."""
        if not isinstance(node, Table):
            keys = ", ".join(f"`{key.name}`" for key in self._keys[kind][:4])
            self.wrong(
                node, "wrong_kind", phrase("Here a table is needed ({kind}), with keys such as {keys}.", kind=phrase(kind), keys=keys)
            )
            return {}
        known = {key.name for key in self._keys[kind]}
        before: Node | None = None
        for name, entry in node.entries.items():
            last, before = before, entry.node
            if name in known:
                continue
            key = entry.named
            if meant := self._cut_by_a_comma(last, name):
                said = phrase("A comma cuts an amount in two here: it has a point.")
                self.problems.append(Problem(key.line, key.path, "unknown_key", said, phrase("Write `{fix}`.", fix=meant), "?"))
                continue
            if name in self._later_words.get(kind, ()):
                self._later.add(node.path)
                self.wrong(
                    key,
                    "not_yet",
                    phrase("`{name}` is a word of the language that this version does not keep yet.", name=name),
                    "Take it out for now.",
                )
            else:
                near = self.near(name, known)
                others = "" if near else phrase("It knows {listed}.", listed=", ".join(sorted(known)))
                self.wrong(key, "unknown_key", phrase("`{name}` is no key of {kind}.", name=name[:60], kind=phrase(kind)), others, near)
        for needed in () if self.is_later(node) else self._keys[kind]:
            if needed.needed and needed.name not in node.entries:
                self.wrong(
                    node,
                    "missing_key",
                    phrase("The key `{name}` is missing.", name=needed.name),
                    phrase("It takes {form}.", form=form_said(needed.form)),
                )
        return {name: entry.node for name, entry in node.entries.items() if name in known}

    def _cut_by_a_comma(self, last: Node | None, name: str) -> str:
        """The amount that was meant where `name` is what a comma left of it: `{per: 1,00 EUR}` is `1`, and then a key `00 EUR`.

        Also of `2,5%`, `points × 0,5` and `1,5 kg`.
        """
        words, space, number = last.text.rpartition(" ") if isinstance(last, Text) else ("", "", "")
        if not isinstance(last, Text) or re.fullmatch(r"[0-9][0-9._]*", number) is None:
            return ""
        if re.fullmatch(r"[0-9]{2,3} [A-Z]{3}", name):
            number = number.replace(".", "_")
        elif re.fullmatch(r"[0-9]{1,2}(?:%| [a-z]+)?", name) is None:
            return ""
        meant = f"{words}{space}{number}.{name}"
        self._fixes.setdefault(last.line, {})[last.column, f"{last.text},{name}"] = meant
        return meant

    def is_later(self, node: Node) -> bool:
        """Whether the table has words of the language that are not kept yet: then what it lacks without them is no mistake of its own."""
        return node.path in self._later

    def keyed(self, node: Node, needed: str) -> list[Entry]:
        """The entries of a table that is keyed by names; where it is none, or empty, `needed` is said."""
        if isinstance(node, Table) and node.entries:
            return list(node.entries.values())
        self.wrong(node, "wrong_kind", needed)
        return []

    def named(self, node: Node, what: str) -> list[tuple[str, Node]]:
        """The entries of a table of ids, sorted by id, so that the order in the file (and in JSON) never matters."""
        if not isinstance(node, Table):
            self.wrong(node, "wrong_kind", phrase("Here ids are needed, each with a {what}.", what=phrase(what)))
            return []
        for entry in node.entries.values():
            self.id(entry.named)
        return sorted((name, entry.node) for name, entry in node.entries.items())

    def id(self, node: Text) -> str:
        """An id: words of at most 60 characters."""
        if len(node.text) > MAX_ID or ID_SHAPE.fullmatch(node.text) is None:
            fix = " ".join(unicodedata.normalize("NFC", node.text).split())
            fix = fix if len(fix) <= MAX_ID and ID_SHAPE.fullmatch(fix) else ""
            said = phrase(
                "`{text}` is no id: letters, digits, single spaces, dots, dashes or _ ' & + between them, at most {most}.",
                text=node.text[:MAX_ID],
                most=MAX_ID,
            )
            self.wrong(node, "not_an_id", said, "", fix)
        return node.text

    def items(self, node: Node) -> list[Node]:
        """A list, or one thing that stands for a list of one. An empty list is a mistake."""
        if not isinstance(node, Row):
            return [node]
        if not node.items:
            self.wrong(node, "empty", "The list is empty.", "Take the key out.")
        return node.items

    # -- words

    def text(self, node: Node, what: str = "a text") -> str:
        """A text that is not empty."""
        if not isinstance(node, Text):
            self.wrong(node, "wrong_kind", phrase("Here {what} is needed.", what=phrase(what)))
            return ""
        if not node.text.strip():
            self.wrong(node, "empty", phrase("Here {what} is needed; it is empty.", what=phrase(what)), "Take the key out, or fill it in.")
        return node.text

    def form(self, node: Node, parse: Callable[[str], T], harmless: T) -> T:
        """What the short form `parse` makes of a text, `harmless` when it is none."""
        if not isinstance(node, Text):
            self.text(node, "a short text")
            return harmless
        try:
            return parse(node.text)
        except Wrong as wrong:
            self.wrong(node, "not_of_this_form", wrong.message, "", wrong.fix)
            return harmless

    def part(self, node: Node, text: str, parse: Callable[[str], T], harmless: T) -> T:
        """The same for a part of the text, such as the amount in `at least 2.00 EUR`."""
        try:
            return parse(text)
        except Wrong as wrong:
            assert isinstance(node, Text)
            self.wrong(node, "not_of_this_form", wrong.message, "", node.text.replace(text, wrong.fix, 1) if wrong.fix else "")
            return harmless

    def choice(self, node: Node, words: Iterable[str], what: str) -> str:
        """One of `words`."""
        known = list(words)
        if isinstance(node, Text) and node.text in known:
            return node.text
        if not isinstance(node, Text):
            self.wrong(node, "wrong_kind", phrase("Here one of these is needed: {listed}.", listed=", ".join(known)))
        else:
            near = self.near(node.text.lower(), known)
            listed = ", ".join(known[:40]) + " …" * (len(known) > 40)
            self.wrong(node, "unknown_" + what, phrase("`{text}` is none of: {listed}.", text=node.text[:60], listed=listed), "", near)
        return known[0] if known else ""

    def known(self, node: Node, names: Collection[str], what: str) -> str:
        """The id of something the program names elsewhere ("" when it does not); `what` is `unit`, `tier`, `reward` …"""
        word = self.text(node, phrase("the id of a {what}", what=phrase(what)))
        if word and word not in names:
            self.unknown(node, word, names, what)
            return ""
        return word

    def unknown(self, node: Node, word: str, names: Iterable[str], what: str) -> None:
        """Note that the program has no `what` called `word`."""
        names = list(names)
        near = self.near(word, names)
        fix = node.text.replace(word, near, 1) if near and isinstance(node, Text) else ""
        has = phrase("It has {listed}.", listed=", ".join(names[:20])) if names else phrase("It has no {what} at all.", what=phrase(what))
        hint = phrase("Did you mean `{fix}`?", fix=near) if near else has
        self.wrong(
            node,
            f"unknown_{what.replace('-', '_')}",
            phrase("The program has no {what} `{word}`.", what=phrase(what), word=word[:60]),
            hint,
            fix,
        )

    def words(self, node: Node) -> Words:
        """`{nl: …, en: …}`; one language alone stands for both."""
        nl, en = self._two(node)
        return Words(nl or en, en or nl)

    def _spoken(self, node: Node) -> dict[str, Node]:
        """The entries of a table of words, of which there must be one."""
        if isinstance(node, Table) and not node.entries:
            self.wrong(node, "empty", "Words in nl or en are missing.")
        return self.table(node, "words")

    def _two(self, node: Node) -> tuple[str, str]:
        found = self._spoken(node)
        nl, en = (self.text(found[code]) if code in found else "" for code in ("nl", "en"))
        return nl, en

    def why(self, node: Node) -> tuple[str, str]:
        """The member's words in Dutch and English, "" where they are left to Zegel; placeholders and length are checked."""
        self.placeholders(node, MAX_WHY)
        return self._two(node)

    def placeholders(self, node: Node, most: int = 0) -> None:
        """Words in nl and en hold only what is known to stand for something, and with `most` no more characters than that."""
        if isinstance(node, Table):
            for entry in node.entries.values():
                if isinstance(entry.node, Text):
                    self._placeholders(entry.node, most)

    def _placeholders(self, node: Text, most: int) -> None:
        length = len(node.text)
        for name in re.findall(r"\{([^{}]*)\}", node.text):
            if name in PLACEHOLDERS:
                length += PLACEHOLDERS[name] - len(name) - 2
            else:
                near = _IN_DUTCH.get(name) or self.near(name, PLACEHOLDERS)
                fix = node.text.replace(f"{{{name}}}", f"{{{near}}}") if near else ""
                known = ", ".join(f"{{{name}}}" for name in PLACEHOLDERS)
                hint = phrase("Did you mean `{fix}`?", fix=f"{{{near}}}") if near else phrase("It knows {listed}.", listed=known)
                self.wrong(node, "unknown_placeholder", phrase("Nothing is known to stand for `{{{name}}}`.", name=name[:40]), hint, fix)
        if re.search(r"[{}]", re.sub(r"\{[^{}]*\}", "", node.text)):
            self.wrong(node, "unknown_placeholder", "A brace stands alone.", "Write `{years}`, or no brace.")
        if most and length > most:
            self.wrong(
                node, "too_long", phrase("This becomes up to {length} characters; a till has room for {most}.", length=length, most=most)
            )

    def names(self, node: Node) -> Names:
        """`{nl: [punt, punten], en: [point, points]}`; a single word is both; one language alone stands for both."""
        found = self._spoken(node)
        pairs = {code: self._pair(found[code]) for code in ("nl", "en") if code in found}
        nl = pairs.get("nl") or pairs.get("en") or ("", "")
        return Names(*nl, *(pairs.get("en") or nl))

    def _pair(self, node: Node) -> tuple[str, str]:
        words = [self.text(item, "a word") for item in self.items(node)]
        if len(words) > 2:
            self.wrong(node, "wrong_kind", "One and many: two words.")
        return (words[0], words[-1]) if words else ("", "")
