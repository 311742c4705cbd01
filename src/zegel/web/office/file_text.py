"""A program's document as the file that somebody would write: YAML, its sections in the order in which people think of them."""

import re
from io import StringIO
from json import dumps, loads
from typing import Any, Final

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq

FIRST: Final = (
    "zegel", "program", "company", "branches", "units", "profile", "never", "sets", "calendars", "segments", "events", "earn",
    "stamp cards", "tiers", "memberships", "discounts", "coupons", "rewards", "gestures", "occasions",
)  # fmt: skip
_LAST: Final = ("settings",)
WIDE: Final = 140
SHORT: Final = 100
_WHOLE: Final = re.compile(r"0|[1-9][0-9]{0,14}")


def as_file(document: str) -> str:
    """`document` (JSON) as YAML; reading it gives the same program, since order and spelling of YAML never matter."""
    found: dict[str, Any] = loads(document)
    known = {key: n for n, key in enumerate(FIRST)}
    order = sorted(found, key=lambda key: (key in _LAST, known.get(key, len(known)), key))
    writer = YAML(typ="rt")
    writer.width, writer.allow_unicode, writer.default_flow_style = WIDE, True, False
    out = StringIO()
    for key in order:
        writer.dump({key: _laid_out(found[key], 0)}, out)
    return out.getvalue()


def _laid_out(node: Any, depth: int) -> Any:
    """What is short and has nothing below it stands on one line, as people write it; whole numbers stand without quotes."""
    if isinstance(node, dict):
        table = CommentedMap((key, _laid_out(below, depth + 1)) for key, below in node.items())
        if depth and _is_short(node):
            table.fa.set_flow_style()
        return table
    if isinstance(node, list):
        row = CommentedSeq(_laid_out(one, depth + 1) for one in node)
        if _is_short(node):
            row.fa.set_flow_style()
        return row
    if node in ("true", "false"):
        return node == "true"
    return int(node) if isinstance(node, str) and _WHOLE.fullmatch(node) else node


def _is_short(node: Any) -> bool:
    return len(dumps(node, ensure_ascii=False)) <= SHORT
