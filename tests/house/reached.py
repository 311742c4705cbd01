"""Which refusals a route of the API can come to, told from the source: rather too many than too few, so what is not among them cannot be.

From a route's handler it follows every name that a function speaks of: functions, constants, classes that are made or handed on, and of a
command the three parts of its flow. Of methods only the name is known, so every method of that name is followed, but for those of plain
values. A refusal is reached where its class, or its code as a text, stands in what was reached.
"""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from tests.house.tree import SOURCE, package_files, parsed
from zegel.access import refusals as access_refusals  # noqa: F401 - so that its refusals are known
from zegel.api.door import Route
from zegel.core.refusals import ZegelError
from zegel.flows.handle import FLOWS
from zegel.hall import refusals as hall_refusals  # noqa: F401 - the same

Place = tuple[str, str]
"""A module, and what it calls something; a method as `Class.method`, a class that is made as `+Class`."""
FLOORS = ("api", "hall", "access", "desk", "flows", "booking", "decide", "ledger", "core", "store", "program", "intake", "replay")
WITH_METHODS = ("access", "hall", "desk", "api", "decide")
"""Floors whose methods are followed; those below are of values, or of the store, and refuse nothing."""
PLAIN = frozenset((
    "get", "items", "keys", "values", "append", "add", "update", "pop", "read", "run", "write", "json", "encode", "decode", "join", "split",
    "strip", "sort", "extend", "setdefault", "partition", "startswith", "endswith", "isoformat", "hex", "digest", "text", "close", "send",
    "match", "fullmatch", "count", "index", "copy", "clear", "remove", "replace", "lower", "upper", "format", "find", "moved", "keep",
    "code", "of", "show", "say", "told", "page",
))  # fmt: skip
"""Methods of plain values, whose names others have too."""
ENDS = ("core.refusals", "decide.refusal_sentences", "decide.explain", "api.problems", "api.table", "api.documented", "flows.handle",
        "program.read", "desk.batch", "desk.desk", "replay.play_story")  # fmt: skip
"""Modules that are not gone into: they speak of every refusal or command, or give what every write can (`BATCH`)."""
BATCH: Place = ("desk.batch", "BatchWork._decide")
"""What is looked at before any command that writes."""
ASKED_OF = ("isinstance", "issubclass", "cast")


def _module(path: Path) -> str:
    return ".".join(path.relative_to(SOURCE).with_suffix("").parts)


TREES = {_module(path): parsed(path) for path in package_files(FLOORS) if "migrations" not in path.parts}
NAMED = {
    module: {
        one.asname or one.name: ((node.module or "").removeprefix("zegel."), one.name)
        for node in tree.body if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("zegel")
        for one in node.names
    }
    for module, tree in TREES.items()
}  # fmt: skip
PARTS = {command.__name__: [(part.__module__.removeprefix("zegel."), part.__name__) for part in flow] for command, flow in FLOWS.items()}


def _refusals(kind: type[ZegelError] = ZegelError) -> Iterator[type[ZegelError]]:
    for one in kind.__subclasses__():
        yield one
        yield from _refusals(one)


CODES = {one.__name__: one.code for one in _refusals()}


def _defined() -> Iterator[tuple[Place, ast.AST]]:
    for module, tree in TREES.items():
        for node in tree.body:
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
                yield (module, node.name), node
            if isinstance(node, ast.ClassDef):
                methods = [one for one in node.body if isinstance(one, ast.FunctionDef | ast.AsyncFunctionDef)]
                yield from (((module, f"{node.name}.{one.name}"), one) for one in methods)
            for target in node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AnnAssign) else []:
                if isinstance(target, ast.Name):
                    yield (module, target.id), node


DEFINED = dict(_defined())
METHODS: dict[str, list[Place]] = {}
for _place in DEFINED:
    if "." in _place[1] and _place[0].split(".")[0] in WITH_METHODS:
        METHODS.setdefault(_place[1].split(".")[1], []).append(_place)


def meant(module: str, name: str) -> Place | None:
    """What a module means by a name: where that is defined, (module, "") for a whole module, None for what is not of ours."""
    if (module, name) in DEFINED:
        return module, name
    if name not in NAMED.get(module, {}):
        return None
    of, what = NAMED[module][name]
    whole = f"{of}.{what}".removeprefix("zegel.")
    return (whole, "") if whole in TREES else (of, what) if what in CODES else meant(of, what)


def _spoken(node: ast.AST) -> Iterator[ast.AST]:
    """Everything in `node` but what it says of types."""
    yield node
    for field, found in ast.iter_fields(node):
        if field not in ("annotation", "returns"):
            for one in found if isinstance(found, list) else [found]:
                if isinstance(one, ast.AST):
                    yield from _spoken(one)


@cache
def follows(place: Place) -> tuple[frozenset[Place], frozenset[str]]:
    """What something speaks of, and the codes of refusals that it names."""
    module, found, codes = place[0], set(), set()
    all_of_it = list(_spoken(DEFINED[place]))
    calls = [one for one in all_of_it if isinstance(one, ast.Call)]
    made = {id(part) for one in calls for part in ([one.func] if _says(one.func) in ASKED_OF else [one.func, *one.args])}
    for node in all_of_it:
        if isinstance(node, ast.Name) and (what := meant(module, node.id)) is not None:
            if what[1] in CODES:
                codes.add(CODES[what[1]])
            elif isinstance(DEFINED.get(what), ast.ClassDef):
                found |= {(what[0], f"+{what[1]}")} if id(node) in made else set()
            else:
                found.add(what)
        elif isinstance(node, ast.Attribute):
            of = meant(module, _says(node.value))
            whole = of is not None and not of[1]
            direct = meant(of[0], node.attr) if of is not None and whole else None
            found |= {direct} if direct else set() if whole or node.attr in PLAIN else set(METHODS.get(node.attr, ()))
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value in CODES.values():
            codes.add(node.value)
    return frozenset(found), frozenset(codes)


def _says(node: ast.AST) -> str:
    return node.id if isinstance(node, ast.Name) else ""


def _handled(route: Route) -> Iterator[Place]:
    """What the table of routes says to the right of a route's path."""
    for call in (node for node in ast.walk(TREES["api.table"]) if isinstance(node, ast.Call)):
        texts = [one.value for one in call.args if isinstance(one, ast.Constant)]
        method = {"_read": "GET", "_ask": "POST", "_write": "POST"}.get(_says(call.func), texts[0] if texts else "")
        if route.path in texts and method == route.method:
            for node in ast.walk(call):
                of = meant("api.table", _says(node.value)) if isinstance(node, ast.Attribute) else None
                what = meant(of[0], node.attr) if of and isinstance(node, ast.Attribute) else meant("api.table", _says(node))
                if what is not None and what[1] and what != ("api.door", "Route"):
                    yield what


def reached(route: Route) -> set[str]:
    """The codes of every refusal that the route can come to."""
    todo, seen = [*_handled(route), *([BATCH] if route.keyed else [])], set()
    codes: set[str] = set(follows(BATCH)[1]) if route.keyed else set()
    while todo:
        place = todo.pop()
        if place in seen:
            continue
        seen.add(place)
        module, name = place
        if name.startswith("+"):
            todo += [*PARTS.get(name[1:], ()), *[one for one in ((module, f"{name[1:]}.__init__"),) if one in DEFINED]]
        elif module == "program.read":
            codes.add("program_mistakes")
        elif place in DEFINED and module not in ENDS:
            more, named = follows(place)
            codes |= named
            todo += more
    return codes
