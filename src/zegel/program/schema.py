"""The JSON Schema (draft 2020-12) of program files, for editors: made from the same keys that reading and the reference use.

A schema knows which tables there are, which keys they take and what each says; whether a short form is right only reading knows.
A scalar may be a text, a number or a word such as `true`, because a file may be written as JSON too and every scalar is read as text.
"""

import re
from collections.abc import Mapping
from json import dumps
from typing import Any, Final

from zegel.core.purchase import CHANNELS, MEASURES
from zegel.program.keys import KEYS, Key
from zegel.program.settings import SETTINGS

_SCALAR: Final[dict[str, Any]] = {"$ref": "#/$defs/scalar"}
_TABLE: Final = re.compile(r"(list of |ids with )?table `([^`]+)`")
_EXAMPLE: Final = re.compile(r"`([^`{]+)`")
_WORDS: Final[Mapping[tuple[str, str], tuple[str, ...]]] = {
    ("program", "zegel"): ("1",), ("company", "prices"): ("including VAT", "excluding VAT"), ("company", "languages"): ("nl", "en"),
    ("discount", "on"): ("catalogue", "line", "basket", "shipping"), ("where", "channel"): CHANNELS, ("articles", "measure"): MEASURES,
    ("set", "measure"): MEASURES, ("article", "measure"): MEASURES, ("step", "channel"): CHANNELS,
    ("coupon", "codes"): ("unique", "personal"),
    ("coupon", "over budget"): ("capped", "not at all"),
    ("coupon", "on"): ("catalogue", "line", "basket", "shipping"),
    ("expires", "on"): ("end of month", "end of quarter", "end of half year", "end of year"),
    **{(s.key.partition(".")[0], s.key.partition(".")[2]): tuple(s.choices) for s in SETTINGS if s.choices},
}  # fmt: skip
"""(table, key) → the only words that may stand there. Other scalars are short forms, or words of the shop's own."""
_ROOTS: Final = {"program": "A Zegel program", "story": "A Zegel story"}


def words_of(table: str, key: str) -> tuple[str, ...]:
    """The only words that may stand behind a key, () where others may too."""
    return _WORDS.get((table, key), ())


def schema_text(keys: Mapping[str, tuple[Key, ...]] = KEYS, root: str = "program") -> str:
    """The schema of a file of which the outer table is `root`, as JSON to be kept."""
    return dumps(schema(keys, root), indent=1, ensure_ascii=False) + "\n"


def schema(keys: Mapping[str, tuple[Key, ...]] = KEYS, root: str = "program") -> dict[str, Any]:
    """The same as a value."""
    tables = {_name(kind): _table(kind, entries) for kind, entries in keys.items() if kind != root}
    outer = _table(root, keys[root])
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema", "$id": f"urn:zegel:{root}:1", "title": _ROOTS[root], **outer,
        "$defs": {**tables, "names": _names(), "scalar": {"type": ["string", "number", "boolean"]}},
    }  # fmt: skip


def _name(kind: str) -> str:
    return kind.replace(" ", "-")


def _ref(kind: str) -> dict[str, Any]:
    return {"$ref": f"#/$defs/{_name(kind)}"}


def _table(kind: str, keys: tuple[Key, ...]) -> dict[str, Any]:
    """A table of the file: its keys, and no others."""
    return {
        "type": "object",
        "properties": {key.name: _entry(kind, key) for key in keys},
        "required": [key.name for key in keys if key.needed],
        "additionalProperties": False,
    }


def _names() -> dict[str, Any]:
    """One and many in each language, or one word for both."""
    pair = {"anyOf": [_SCALAR, {"type": "array", "items": _SCALAR, "minItems": 1, "maxItems": 2}]}
    return {"type": "object", "properties": {"nl": pair, "en": pair}, "minProperties": 1, "additionalProperties": False}


def _entry(kind: str, key: Key) -> dict[str, Any]:
    """What stands behind a key, with what it says."""
    says = f"{key.says} Takes {key.form}." if key.form not in ("text", "conditions") else key.says
    about: dict[str, Any] = {"description": says + (f" Left out: {key.default}." if key.default else "")}
    words = _WORDS.get((kind, key.name))
    shapes = _shapes(key, {"enum": [*words, *(int(w) for w in words if w.isdigit())]} if words else _SCALAR)
    examples = [text for text in _EXAMPLE.findall(_TABLE.sub("", key.form)) if "…" not in text]
    if examples and _SCALAR in shapes:
        about["examples"] = examples
    return about | (shapes[0] if len(shapes) == 1 else {"anyOf": shapes})


def _shapes(key: Key, scalar: dict[str, Any]) -> list[dict[str, Any]]:
    """The shapes that a key's form allows."""
    form, found = key.form, list[dict[str, Any]]()
    for many, table in _TABLE.findall(form):
        found += [_many(_ref(table))] if many == "list of " else []
        inside: dict[str, Any] = _ref(table)
        if "or ids with lists" in form:
            inside = {"anyOf": [inside, _SCALAR, _many(_SCALAR)]}
        found.append({"type": "object", "additionalProperties": inside} if many == "ids with " else _ref(table))
    if "articles" in form or "name of a set" in form:
        inside = {"anyOf": [_ref("articles"), scalar]}
        found += [_ref("articles"), scalar, _many(inside)]
    if "conditions" in form:
        found += [_ref("conditions"), *([_many(_ref("conditions"))] if "list" in form else [])]
    if "fields of the event" in form:
        return [{"type": "object", "additionalProperties": {"anyOf": [scalar, _many(scalar)]}}]
    if "`{nl: [" in form:
        found.append(_ref("names"))
    elif "`{nl:" in form:
        found.append(_ref("words"))
    elif "`{" in form:
        inside = {"anyOf": [_SCALAR, {"type": "object", "additionalProperties": _SCALAR}]} if re.search(r"`{[^`]*{", form) else _SCALAR
        found.append({"type": "object", "additionalProperties": inside})
    if "like a unit's" in form:
        found.append(_ref("expires"))
    if re.search(r"\blist\b", form) and not any(shape.get("type") == "array" for shape in found):
        tables = [shape for shape in found if "$ref" in shape]
        found.append(_many({"anyOf": [*tables, scalar]} if tables else scalar))
    only_tables = _TABLE.fullmatch(form) or form.startswith(("`{nl", "table ", "conditions", "list of conditions", "list of table"))
    if scalar not in found and not only_tables and not form.startswith("ids with"):
        found.insert(0, scalar)
    return found


def _many(item: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": item, "minItems": 1}
