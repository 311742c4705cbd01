"""A rule of a program file as a form: a field for every key that its table takes, and what was typed in them written back into the file.

The fields follow from the declared keys (program.keys), so that a new key is in the form the day it is in the language.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final, Literal

from zegel.core.canonical import Json
from zegel.core.money import CURRENCIES
from zegel.core.value import value
from zegel.program.editing import Place, changed, flow
from zegel.program.key import Key
from zegel.program.keys import KEYS
from zegel.program.phrases import Phrase
from zegel.program.schema import words_of
from zegel.program.tree import ProgramMistakes, plain, yaml_tree

Kind = Literal["text", "choice", "many", "file"]
Tree = Mapping[str, Json]

_IDS: Final = re.compile(r"ids with table `([^`]+)`")
_TABLE: Final = re.compile(r"table `([^`]+)`")
_TICKED: Final = re.compile(r"`([^`]+)`")
_REFERS: Final = {"a unit's id": "units", "a reward's id": "rewards", "a coupon's id": "coupons"}
NO_RULES: Final = frozenset({"branches", "calendars"})
SECTIONS: Final[dict[str, tuple[Place, str]]] = {
    key.name: (("tiers", "steps"), "step") if key.name == "tiers" else ((key.name,), key.form.removeprefix("ids with table `")[:-1])
    for key in KEYS["program"]
    if key.name == "tiers" or (_IDS.fullmatch(key.form) and key.name not in NO_RULES)
}
"""A section that holds rules → the keys that lead to them, and what table each is."""
_INSIDE: Final = {"gift", "when", "where", "for", "coupon uses", "words"}
"""Tables that stand in a form as fields of their own; other tables are typed as in the file."""
_ARTICLES: Final = ("category", "sku", "brand", "tag", "price", "legal class", "condition", "marked", "measure", "not")


@value
class Field:
    """One thing to fill in. `typed` is what stands there now, "" for nothing; `many` is a list with commas, `file` is YAML on one line.

    `group` is the key whose table it is in, "" for the rule's own.
    """

    place: Place
    kind: Kind
    typed: str
    key: Key
    group: str = ""
    choices: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """What it is called in a form."""
        return ".".join(self.place)


def rules_of(tree: Tree) -> Iterator[tuple[str, str]]:
    """Every rule: its section and its id, in the order of the file, sections in the order of the language."""
    for section, (place, _) in SECTIONS.items():
        found = _at(tree, place)
        if isinstance(found, Mapping):
            for name in found:
                yield section, name


def place_of(section: str, name: str) -> Place:
    """The keys that lead to a rule."""
    return (*SECTIONS[section][0], name)


def fields_of(tree: Tree, section: str, name: str) -> list[Field]:
    """The fields of one rule as it stands."""
    rule = _at(tree, place_of(section, name))
    found = rule if isinstance(rule, Mapping) else {}
    return list(_fields(tree, SECTIONS[section][1], found, (), ""))


def _fields(tree: Tree, table: str, found: Mapping[str, Json], above: Place, group: str) -> Iterator[Field]:
    keys = [key for key in KEYS[table] if table != "articles" or key.name in _ARTICLES]
    for key in keys:
        now, place = found.get(key.name), (*above, key.name)
        inside = _table_of(key)
        if inside and not above and (now is None or isinstance(now, Mapping)):
            if inside == "articles" and _ids(tree, "sets"):
                yield Field(place, "choice", "", key, key.name, _ids(tree, "sets"))
            yield from _fields(tree, inside, now if isinstance(now, Mapping) else {}, place, key.name)
        elif inside == "articles" and isinstance(now, str) and not above:
            yield Field(place, "choice", now, key, key.name, tuple(dict.fromkeys((*_ids(tree, "sets"), now))))
            yield from _fields(tree, inside, {}, place, key.name)
        else:
            yield _field(tree, table, key, place, now, group)


def _table_of(key: Key) -> str:
    """The table whose keys stand in the form for `key`, "" where it is a field itself."""
    if key.form.startswith("`{nl:") and "list" not in key.form:
        return "words"
    if key.form.startswith("articles, or"):
        return "articles"
    only = _TABLE.fullmatch(key.form)
    return only[1] if only and only[1] in _INSIDE else ""


def _field(tree: Tree, table: str, key: Key, place: Place, now: Json, group: str) -> Field:
    ticked = tuple(text for text in _TICKED.findall(_TABLE.sub("", key.form)) if "…" not in text)
    examples = tuple(_paid_in(tree, text) for text in ticked if not text.startswith("{"))
    if isinstance(now, Mapping) or (isinstance(now, Sequence) and not isinstance(now, str) and not _is_words(now)):
        return Field(place, "file", flow(now), key, group, (), examples)
    typed = now if isinstance(now, str) else ", ".join(str(one) for one in now) if isinstance(now, Sequence) else ""
    choices = _ids(tree, _REFERS[key.form]) if key.form in _REFERS else _choices(table, key, ticked)
    if choices and "list" not in key.form:
        return Field(place, "choice", typed, key, group, choices if typed in ("", *choices) else (*choices, typed))
    is_file = not examples and not choices and ("table" in key.form or "condition" in key.form or "fields of" in key.form)
    is_many = ("list" in key.form or "[" in key.form) and not key.form.startswith("text or `")
    kind: Kind = "file" if is_file else "many" if is_many else "text"
    return Field(place, kind, typed, key, group, (), examples or choices)


def _paid_in(tree: Tree, example: str) -> str:
    """An example of the reference, whose amounts are euros, in the program's own currency where that has as many decimals."""
    company = tree.get("company")
    currency = str(company.get("currency", "EUR")) if isinstance(company, Mapping) else "EUR"
    return example.replace("EUR", currency) if CURRENCIES.get(currency) == CURRENCIES["EUR"] else example


def _choices(table: str, key: Key, ticked: tuple[str, ...]) -> tuple[str, ...]:
    """The only words that may stand there; () where there are others."""
    known = words_of(table, key.name)
    rest = _TICKED.sub("", key.form).replace(" or ", "").replace(",", "").strip()
    return known or (ticked if len(ticked) > 1 and not rest and not re.search(r"[\d{…]", " ".join(ticked)) else ())


def _is_words(row: Sequence[Json]) -> bool:
    return all(isinstance(one, str) and "," not in one for one in row)


def _ids(tree: Tree, section: str) -> tuple[str, ...]:
    found = tree.get(section)
    return tuple(found) if isinstance(found, Mapping) else ()


def _at(tree: Tree, place: Place) -> Json:
    node: Json = tree
    for name in place:
        node = node.get(name) if isinstance(node, Mapping) else None
    return node


@value
class Untyped:
    """What was typed in a field cannot be read at all: (the field's name, what is wrong)."""

    field: str
    message: Phrase


def filled_in(text: str, section: str, name: str, typed: Mapping[str, str]) -> tuple[str, tuple[Untyped, ...]]:
    """The file with what was typed (field's name → text) in the rule's fields: only what differs from what stands there is written."""
    tree = tree_of(text)
    wrong: list[Untyped] = []
    rule = place_of(section, name)
    for field in fields_of(tree, section, name):
        given = typed.get(field.name, field.typed).strip()
        if given == field.typed:
            continue
        try:
            to = _read(field, given)
        except ProgramMistakes as mistakes:
            wrong.append(Untyped(field.name, mistakes.problems[0].message))
            continue
        if to is None and field.group == field.place[-1] and any(typed.get(one) for one in _below(typed, field)):
            continue  # a set's name gives way to articles
        text = changed(text, (*rule, *field.place), to)
    return text, tuple(wrong)


def _below(typed: Mapping[str, str], field: Field) -> list[str]:
    return [name for name in typed if name.startswith(f"{field.name}.")]


def _read(field: Field, given: str) -> Json:
    """What was typed, as the file has it; None for nothing."""
    if not given:
        return None
    if field.kind == "file" or (given[0] in "{[" and field.kind != "choice"):
        return tree_of(f"x: {given}")["x"]
    if field.kind == "many":
        parts = [part.strip() for part in given.split(",") if part.strip()]
        return parts if len(parts) > 1 else parts[0] if parts else None
    return given


def tree_of(text: str) -> Tree:
    """The file as plain tables and texts; raises ProgramMistakes where it is none."""
    node, problems = yaml_tree(text)
    found = plain(node)
    if problems or not isinstance(found, Mapping):
        raise ProgramMistakes(problems)
    return found
