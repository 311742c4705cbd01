"""The tree of a program file: tables, rows and texts, each with its place. Every scalar stays the text that was written.

YAML and JSON give the same tree; numbers, `true` and `false` of JSON become the text that YAML has for them. What could
hide something (anchors, tags, duplicate keys, unseen characters) or never end (depth, size, nodes) is refused here.
"""

import re
import unicodedata
from collections.abc import Iterator
from json.decoder import JSONDecodeError
from json.decoder import scanstring as read_string  # type: ignore[attr-defined]  # public in the module, not in its stubs
from typing import Final, Literal

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)
from ruamel.yaml.reader import ReaderError

from zegel.core.canonical import Json, document_bytes
from zegel.core.refusals import ZegelError
from zegel.core.value import value
from zegel.program.phrases import NOTHING, Phrase, phrase
from zegel.program.unreadable import json_says, yaml_says

MAX_BYTES: Final = 1_000_000
MAX_DEPTH: Final = 20
MAX_NODES: Final = 20_000
MAX_TEXT: Final = 500


@value
class Problem:
    """One mistake: where it is, its stable code, what is wrong, what was meant, and the whole line put right ("" where nobody can know).

    `line` counts from 1; 0 where nobody wrote lines.
    """

    line: int
    path: str
    code: str
    message: Phrase
    hint: Phrase
    fixed_line: str

    def __str__(self) -> str:
        return self.text("en")

    def said(self, language: Literal["nl", "en"]) -> tuple[str, str]:
        """What is wrong, and what was meant, in one language."""
        return (self.message.nl, self.hint.nl) if language == "nl" else (str(self.message), str(self.hint))

    def text(self, language: Literal["nl", "en"]) -> str:
        """The mistake as a line for people."""
        message, hint = self.said(language)
        places = (f"{'regel' if language == 'nl' else 'line'} {self.line}" if self.line else "", self.path)
        return ": ".join(filter(None, (", ".join(filter(None, places)), message))) + (f" {hint}" if hint else "")


class ProgramMistakes(ZegelError):
    """The program file has mistakes: `problems` holds every one of them, in the order of the lines."""

    code = "program_mistakes"
    sentence = "The program file has mistakes."

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = problems
        super().__init__("\n".join(map(str, problems)), mistakes=len(problems))

    def without_lines(self) -> "ProgramMistakes":
        """The same of what was sent and not written, so that a mistake is at its path alone."""
        return ProgramMistakes([Problem(0, one.path, one.code, one.message, one.hint, "") for one in self.problems])


@value
class Text:
    """A scalar as written, without its quotes. `line` counts from 1, `column` from 0."""

    text: str
    line: int
    column: int
    path: str


@value
class Entry:
    """A key of a table and what stands behind it."""

    key: Text
    node: "Node"

    @property
    def named(self) -> Text:
        """The key as a word that means something: it stands at the path of what is behind it."""
        return Text(self.key.text, self.key.line, self.key.column, self.node.path)


@value
class Table:
    """Keys and values; each key once."""

    entries: dict[str, Entry]
    line: int
    column: int
    path: str


@value
class Row:
    """A list."""

    items: list["Node"]
    line: int
    column: int
    path: str


Node = Text | Table | Row


class Unreadable(Exception):
    """Reading cannot go on."""

    def __init__(self, line: int, code: str, message: str, hint: str = "") -> None:
        self.problem = Problem(line, "", code, phrase(message), phrase(hint), "")
        super().__init__(message)


def plain(node: Node) -> Json:
    """The tree as plain JSON of texts, which the version's digest is made of."""
    match node:
        case Text(text):
            return text
        case Table(entries):
            return {key: plain(entry.node) for key, entry in entries.items()}
        case Row(items):
            return [plain(item) for item in items]


class _Builder:
    """A tree under way. What is wrong with one key or text is noted and the reading goes on."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = problems
        self.open: list[Table | Row] = []
        self.key: Text | None = None
        self.root: Node | None = None
        self.nodes = 0

    def path(self) -> str:
        """The path of what comes next."""
        if not self.open:
            return ""
        parent = self.open[-1]
        if isinstance(parent, Row):
            return f"{parent.path}[{len(parent.items) + 1}]"
        name = self.key.text if self.key else ""
        return f"{parent.path}.{name}" if parent.path else name

    def wants_key(self) -> bool:
        return bool(self.open) and isinstance(self.open[-1], Table) and self.key is None

    def text(self, text: str, line: int, column: int) -> None:
        self._count(line)
        node = Text(text, line, column, self.path())
        self._check(node)
        if self.wants_key():
            self.key = node
        else:
            self._put(node)

    def start(self, line: int, column: int, *, table: bool) -> None:
        self._count(line)
        if len(self.open) >= MAX_DEPTH:
            raise Unreadable(line, "too_deep", phrase("This is nested more than {most} deep.", most=MAX_DEPTH))
        if self.wants_key():
            raise Unreadable(line, "not_a_key", "A key is a word, never a table or a list.")
        node: Table | Row = Table({}, line, column, self.path()) if table else Row([], line, column, self.path())
        self._put(node)
        self.open.append(node)

    def end(self) -> None:
        self.open.pop()

    def _count(self, line: int) -> None:
        self.nodes += 1
        if self.nodes > MAX_NODES:
            raise Unreadable(line, "too_large", phrase("The file has more than {most} parts.", most=MAX_NODES))

    def _check(self, node: Text) -> None:
        if len(node.text) > MAX_TEXT:
            self.problems.append(
                Problem(node.line, node.path[:100], "too_long", phrase("A text has at most {most} characters.", most=MAX_TEXT), NOTHING, "")
            )
        elif (found := unseen(node.text)) is not None:
            name = unicodedata.name(found, f"U+{ord(found):04X}").lower()
            said = phrase("This text holds a character that nobody sees ({name}).", name=name)
            self.problems.append(
                Problem(node.line, node.path.replace(found, "")[:100], "unseen_character", said, phrase("Type it again."), "")
            )

    def _put(self, node: Node) -> None:
        if not self.open:
            self.root = node
            return
        parent = self.open[-1]
        if isinstance(parent, Row):
            parent.items.append(node)
            return
        assert self.key is not None
        key, self.key = self.key, None
        if key.text in parent.entries:
            first = parent.entries[key.text].key.line
            said = phrase("The key `{text}` stands here twice; the first is on line {first}.", text=key.text[:60], first=first)
            self.problems.append(
                Problem(key.line, node.path, "duplicate_key", said, phrase("Give one of them another name, or take it out."), "")
            )
        else:
            parent.entries[key.text] = Entry(key, node)


def unseen(text: str) -> str | None:
    """The first character of `text` that has no place in a program: controls, line breaks, surrogates, direction marks; else None."""
    for c in text:
        if c > "~" or c < " ":
            category = unicodedata.category(c)
            if category in ("Cc", "Cs", "Co", "Zl", "Zp") or (category == "Cf" and c not in "\u200d\u00ad"):
                return c
    return None


def _too_large(text: str) -> Problem | None:
    try:
        size = len(text.encode("utf-8"))
    except UnicodeEncodeError:
        return Problem(1, "", "not_text", phrase("The file is not valid UTF-8 text."), NOTHING, "")
    if size > MAX_BYTES:
        return Problem(
            1, "", "too_large", phrase("A program has at most {most} bytes; this one has {size}.", most=MAX_BYTES, size=size), NOTHING, ""
        )
    return None


def _whole(builder: _Builder) -> tuple[Node, list[Problem]]:
    if builder.root is None:
        raise ProgramMistakes([Problem(1, "", "empty", phrase("The file is empty."), phrase("Begin with `zegel: 1`."), "zegel: 1")])
    return builder.root, builder.problems


# -- YAML


def yaml_tree(text: str) -> tuple[Node, list[Problem]]:
    """The tree of a YAML 1.2 text, and what is wrong with single keys and texts. Raises ProgramMistakes where no tree can be made."""
    if (large := _too_large(text)) is not None:
        raise ProgramMistakes([large])
    builder = _Builder([])
    reader = YAML(typ="safe", pure=True)
    reader.version = (1, 2)
    try:
        _build(builder, reader.parse(text.removeprefix("\ufeff")))
    except Unreadable as stop:
        raise ProgramMistakes([*builder.problems, stop.problem]) from None
    except MarkedYAMLError as wrong:
        mark = wrong.problem_mark or wrong.context_mark
        said, hint = yaml_says(wrong.problem or wrong.context or "")
        raise ProgramMistakes([*builder.problems, Problem(mark.line + 1 if mark else 1, "", "not_yaml", said, hint, "")]) from None
    except (YAMLError, ValueError, LookupError, TypeError, AttributeError, AssertionError, RecursionError) as wrong:
        said, hint = yaml_says(" ".join(str(wrong).split())[:200] or "it cannot be read")
        line = text.count("\n", 0, wrong.position) + 1 if isinstance(wrong, ReaderError) else 1
        raise ProgramMistakes([*builder.problems, Problem(line, "", "not_yaml", said, hint, "")]) from None
    return _whole(builder)


def document_of(text: str) -> str | None:
    """A YAML file as canonical JSON, None where it is no table at all."""
    try:
        tree, problems = yaml_tree(text)
    except ProgramMistakes:
        return None
    found = None if problems else plain(tree)
    return document_bytes(found).decode() if isinstance(found, dict) else None


def _build(builder: _Builder, events: Iterator[Event]) -> None:
    documents = 0
    for event in events:
        line, column = event.start_mark.line + 1, event.start_mark.column
        if isinstance(event, AliasEvent):
            raise Unreadable(line, "no_aliases", "An alias (`*name`) hides what stands here.", "Write it out.")
        if isinstance(event, DocumentStartEvent):
            documents += 1
            if documents > 1:
                raise Unreadable(line, "one_document", "A program is one document; a second begins here.")
            if event.version not in (None, (1, 2)) or event.tags:
                raise Unreadable(line, "no_directives", "Directives (`%…`) have no place in a program.")
        if isinstance(event, ScalarEvent | MappingStartEvent | SequenceStartEvent):
            if event.anchor is not None:
                raise Unreadable(
                    line,
                    "no_anchors",
                    phrase("An anchor (`&{anchor}`) has no place in a program.", anchor=event.anchor[:60]),
                    "Take it out.",
                )
            if event.tag is not None:
                raise Unreadable(
                    line, "no_tags", phrase("A tag (`{tag}`) has no place in a program.", tag=str(event.tag)[:60]), "Take it out."
                )
        if isinstance(event, ScalarEvent):
            builder.text(event.value, line, column)
        elif isinstance(event, MappingStartEvent | SequenceStartEvent):
            builder.start(line, column, table=isinstance(event, MappingStartEvent))
        elif isinstance(event, MappingEndEvent | SequenceEndEvent):
            builder.end()


# -- JSON

_SPACE: Final = re.compile(r"[ \t\n\r]*")
_WORD: Final = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?|true|false|null|NaN|-?Infinity")


def json_tree(text: str) -> tuple[Node, list[Problem]]:
    """The tree of a JSON text (RFC 8259), like `yaml_tree`."""
    if (large := _too_large(text)) is not None:
        raise ProgramMistakes([large])
    builder = _Builder([])
    reader = _JsonReader(text.removeprefix("\ufeff"), builder)
    try:
        reader.whole()
    except Unreadable as stop:
        raise ProgramMistakes([*builder.problems, stop.problem]) from None
    return _whole(builder)


class _JsonReader:
    """JSON read by hand, because the standard reader gives no lines and takes the last of duplicate keys."""

    def __init__(self, text: str, builder: _Builder) -> None:
        self.text = text
        self.builder = builder
        self.at = 0
        self.line = 1
        self.line_start = 0

    def whole(self) -> None:
        if not self._next():
            return
        self._node()
        if self._next():
            raise self._wrong("Something stands behind the end.")

    def _next(self) -> str:
        """The next character that is no space ("" at the end); lines are counted on the way."""
        match = _SPACE.match(self.text, self.at)
        assert match is not None
        breaks = self.text.count("\n", self.at, match.end())
        if breaks:
            self.line += breaks
            self.line_start = self.text.rindex("\n", self.at, match.end()) + 1
        self.at = match.end()
        return self.text[self.at : self.at + 1]

    def _wrong(self, why: str) -> Unreadable:
        return Unreadable(self.line, "not_json", phrase("This is not JSON: {why}", why=phrase(why)))

    def _node(self) -> None:
        c = self._next()
        if c in ("{", "["):
            self.builder.start(self.line, self.at - self.line_start, table=c == "{")
            self.at += 1
            self._members("}" if c == "{" else "]")
            self.builder.end()
        elif c == '"':
            self._string()
        else:
            self._word()

    def _members(self, close: str) -> None:
        if self._next() == close:
            self.at += 1
            return
        while True:
            if close == "}":
                if self._next() != '"':
                    raise self._wrong("a key in quotes is missing.")
                self._string()
                if self._next() != ":":
                    raise self._wrong("a colon is missing behind a key.")
                self.at += 1
            self._node()
            c = self._next()
            self.at += 1
            if c == close:
                return
            if c != ",":
                raise self._wrong(phrase("a comma or `{close}` is missing.", close=close))

    def _string(self) -> None:
        start = self.at
        try:
            found, self.at = read_string(self.text, start + 1)
        except JSONDecodeError as wrong:
            raise self._wrong(json_says(wrong.msg)) from None
        self.builder.text(found, self.line, start - self.line_start)

    def _word(self) -> None:
        match = _WORD.match(self.text, self.at)
        if match is None:
            raise self._wrong("a value is missing.")
        word, start, path = match[0], self.at, self.builder.path()
        self.at = match.end()
        self.builder.text(word, self.line, start - self.line_start)
        if word in ("NaN", "Infinity", "-Infinity"):
            raise self._wrong(phrase("`{word}` is no number.", word=word))
        if word == "null" or (any(c in word for c in ".eE") and word not in ("true", "false")):
            said = phrase("`null` says nothing.") if word == "null" else phrase("The number {word} is not whole.", word=word[:40])
            hint = phrase("Leave the key out." if word == "null" else "Write it as text, with its unit.")
            self.builder.problems.append(Problem(self.line, path, "not_exact", said, hint, ""))
