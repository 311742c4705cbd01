"""One value of a program file changed in its text, and nothing else: comments, order, spelling and line breaks stay as they were typed.

A place is the keys that lead to it (`("earn", "tuesdays", "why", "nl")`); what stands in a list is changed as a whole.
"""

import re
from collections.abc import Mapping, Sequence
from json import dumps
from typing import Any, Final

from ruamel.yaml import YAML
from ruamel.yaml.nodes import MappingNode, ScalarNode, SequenceNode

from zegel.core.canonical import Json

Place = tuple[str, ...]
_Entry = tuple[Any, Any]

WIDE: Final = 100
"""Characters of a line that a new table may fill; a longer one stands over several."""
_BARE: Final = re.compile(r"[0-9A-Za-zÀ-ÖØ-öø-ÿ€±+(.][^\x00-\x1f,\[\]{}#]*")


def changed(text: str, place: Place, to: "Json | None") -> str:
    """The file with `to` at `place` (None: without what stands there). The file must be YAML of a table.

    >>> changed("earn:\\n  base: {give: 1 point}  # always\\n", ("earn", "base", "per"), "1.00 EUR")
    'earn:\\n  base: {give: 1 point, per: 1.00 EUR}  # always\\n'
    """
    node: Any = YAML(typ="safe", pure=True).compose(text)
    way: list[tuple[Any, _Entry]] = []
    for depth, name in enumerate(place):
        if not isinstance(node, MappingNode):
            return text if to is None else _replaced(text, way[-1][1], _nested(place[depth:], to))
        entry = next((pair for pair in node.value if pair[0].value == name), None)
        if entry is None:
            return text if to is None else _added(text, node, way, name, _nested(place[depth + 1 :], to))
        way.append((node, entry))
        node = entry[1]
    return _removed(text, way) if to is None else _replaced(text, way[-1][1], to)


def scalar(text: str) -> str:
    """`text` as one word of YAML, in quotes where it would be read otherwise."""
    plain = _BARE.fullmatch(text) and ": " not in text and text[-1] not in ": "
    return text if plain else dumps(text, ensure_ascii=False)


def flow(node: Json) -> str:
    """`node` on one line, as people write it: `{day: tuesday, hours: ["09:00"]}`."""
    if isinstance(node, Mapping):
        return "{" + ", ".join(f"{scalar(str(key))}: {flow(below)}" for key, below in node.items()) + "}"
    if isinstance(node, Sequence) and not isinstance(node, str):
        return "[" + ", ".join(map(flow, node)) + "]"
    return scalar(node if isinstance(node, str) else dumps(node))


def _nested(names: Place, to: Json) -> Json:
    for name in reversed(names):
        to = {name: to}
    return to


def _block(name: str, to: Json, column: int) -> str:
    """`name: to` from `column` on: on one line where it fits, sections never."""
    one = f"{scalar(name)}: {flow(to)}"
    if not isinstance(to, Mapping) or not to or (column and column + len(one) <= WIDE):
        return " " * column + one
    return "\n".join([" " * column + f"{scalar(name)}:", *(_block(str(key), below, column + 2) for key, below in to.items())])


def _end(node: Any) -> int:
    """Where what was typed of `node` ends; a table over several lines reaches to its last word, not to what follows."""
    if isinstance(node, MappingNode | SequenceNode) and not node.flow_style and node.value:
        last = node.value[-1]
        return max(_end(last[0]), _end(last[1])) if isinstance(node, MappingNode) else _end(last)
    if isinstance(node, ScalarNode) and node.style in ("|", ">"):
        return int(node.end_mark.index) - 1
    return int(node.end_mark.index)


def _is_block(node: Any) -> bool:
    return (isinstance(node, MappingNode | SequenceNode) and not node.flow_style) or (
        isinstance(node, ScalarNode) and node.style in ("|", ">")
    )


def _replaced(text: str, entry: _Entry, to: Json) -> str:
    """The same with another value behind the key."""
    key, node = entry
    start, end = int(node.start_mark.index), _end(node)
    said = flow(to)
    if start >= end or _is_block(node):
        start = text.index(":", _end(key)) + 1
        return f"{text[:start]} {said}{text[max(start, end) :]}"
    return text[:start] + said + text[end:]


def _added(text: str, node: Any, way: list[tuple[Any, _Entry]], name: str, to: Json) -> str:
    """The same with one entry more, behind the others."""
    if not node.value:
        assert way, "a program has entries"
        return _replaced(text, way[-1][1], {name: to})
    end = _end(node)
    if node.flow_style:
        last = max(_end(node.value[-1][0]), _end(node.value[-1][1]))
        return f"{text[:last]}, {scalar(name)}: {flow(to)}{text[last:]}"
    line_end = text.find("\n", end)
    line_end = len(text) if line_end < 0 else line_end
    return f"{text[:line_end]}\n{_block(name, to, node.start_mark.column)}{text[line_end:] or chr(10)}"


def _removed(text: str, way: list[tuple[Any, _Entry]]) -> str:
    """The same without the entry; a table that holds nothing else goes with it, but not a whole rule."""
    table, entry = way[-1]
    if len(table.value) == 1 and len(way) > 1:
        return _removed(text, way[:-1]) if len(way) != _RULE + 1 else _replaced(text, way[-2][1], {})
    n = table.value.index(entry)
    start, end = int(entry[0].start_mark.index), max(_end(entry[0]), _end(entry[1]))
    if table.flow_style:
        if n + 1 < len(table.value):
            return text[:start] + text[int(table.value[n + 1][0].start_mark.index) :]
        before = table.value[n - 1] if n else None
        return text[: max(_end(before[0]), _end(before[1])) if before else start] + text[end:]
    line_end = text.find("\n", end)
    return text[: text.rfind("\n", 0, start) + 1] + ("" if line_end < 0 else text[line_end + 1 :])


_RULE: Final = 2
"""Keys that lead to a rule: its section and its id."""
