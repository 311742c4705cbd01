"""The OpenAPI 3.1 document, made from the table of routes and the schemas that read and describe bodies."""

import re
from functools import cache
from typing import Any, Final, Literal

from pydantic import TypeAdapter
from pydantic_core import to_json

from zegel import __version__
from zegel.access.scopes import NAMED_SETS, SCOPES
from zegel.api.doc import Doc
from zegel.api.documented import DOCS, IDS, LINKS, QUERIES
from zegel.api.door import Route
from zegel.api.problems import CIRCUMSTANCES, PROBLEMS
from zegel.api.shapes import ProblemOut
from zegel.api.table import ROUTES
from zegel.core.purchase import CHANNELS
from zegel.core.refusals import REFUSALS

Json = dict[str, Any]
_REF: Final = "#/components/schemas/{model}"
_Mode = Literal["validation", "serialization"]

SAYS: Final = """Zegel: customer loyalty, every point explained.

Amounts are whole minor units (cents), quantities thousandths, points counts; a float is refused everywhere.
Writes need an `Idempotency-Key`: the same key and body give the first answer again (`Idempotency-Replayed: true`); another body under the
same key is refused (`key_reused`). A refusal is an answer too: `"retry": "new_key"` says that another try needs a new key.
Refusals are problems (RFC 9457) with a stable `code`, and sentences in Dutch (`nl`) and English (`en`).
"""


@cache
def document_bytes() -> bytes:
    """The document as JSON, made once a process."""
    return to_json(document())


def document() -> Json:
    """The document."""
    schemas = _Schemas()
    paths: dict[str, Json] = {}
    for route in ROUTES:
        paths.setdefault(route.path, {})[route.method.lower()] = _operation(route, DOCS[route.template], schemas)
    problem = schemas.reference(TypeAdapter(ProblemOut), "serialization")
    assert problem == {"$ref": _REF.format(model="ProblemOut")}
    return {
        "openapi": "3.1.0",
        "info": {"title": "Zegel", "version": __version__, "summary": "Customer loyalty, every point explained.", "description": SAYS},
        "paths": paths,
        "components": {
            "schemas": schemas.found,
            "securitySchemes": {"key": {"type": "http", "scheme": "bearer", "description": _scopes()}},
        },
        "tags": [{"name": name} for name in dict.fromkeys(doc.tag for doc in DOCS.values())],
    }


def _scopes() -> str:
    """The scopes in words."""
    named = "\n".join(f"- `{name}`: {', '.join(sorted(scopes))}" for name, scopes in NAMED_SETS.items())
    scopes = "\n".join(f"- `{name}`: {says}" for name, says in SCOPES.items())
    return f"An API key `zk_<id>.<secret>`. Its scopes:\n\n{scopes}\n\nSets of scopes by name:\n\n{named}"


class _Schemas:
    """Schemas by name, each once."""

    def __init__(self) -> None:
        self.found: dict[str, Json] = {}

    def reference(self, adapter: TypeAdapter[Any], mode: _Mode) -> Json:
        """The adapter's schema; what it is made of goes to the components."""
        made = adapter.json_schema(ref_template=_REF, mode=mode)
        self.found.update(made.pop("$defs", {}))
        name = made.get("title")
        if name is None or "properties" not in made:
            return made
        self.found[name] = made
        return {"$ref": _REF.format(model=name)}


def _operation(route: Route, doc: Doc, schemas: _Schemas) -> Json:
    says = f"{doc.says}\n\n*{doc.nl}.*"
    if route.scope:
        says += f"\n\nScope: `{route.scope}`."
    operation: Json = {
        "operationId": _operation_id(route), "tags": [doc.tag], "summary": doc.summary, "description": says,
        "parameters": _parameters(route, doc), "responses": _responses(route, doc, schemas),
    }  # fmt: skip
    if route.scope:
        operation["security"] = [{"key": []}]
    if doc.body is not None:
        kind = "application/json" if route.takes == "json" else "application/x-ndjson"
        content: Json = {"schema": schemas.reference(doc.body, "validation")}
        if route.takes == "json":
            content["examples"] = {"example": {"summary": doc.nl, "value": doc.example}}
        else:
            content = {
                "schema": {"description": f"{doc.body.json_schema()['title']} a line; each is judged by itself."},
                "example": _line(doc.example),
            }
        operation["requestBody"] = {"required": True, "content": {kind: content}}
        if route.yaml:
            typed = {"schema": {"description": "The file itself, as it was typed."}, "example": "zegel: 1\nprogram: De Korenaar\n"}
            operation["requestBody"]["content"]["application/yaml"] = typed
    return operation


def _line(example: Json | None) -> str:
    return to_json(example).decode() + "\n"


def _operation_id(route: Route) -> str:
    words = re.findall(r"[a-z]+", route.path.removeprefix("/v1"))
    return "_".join([route.method.lower(), *words])


def _parameters(route: Route, doc: Doc) -> list[Json]:
    found: list[Json] = []
    for name in re.findall(r"{(\w+)}", route.path):
        example, schema, says = IDS[name]
        found.append({"name": name, "in": "path", "required": True, "schema": schema, "description": says, "example": example})
    if route.keyed:
        found.append({
            "name": "Idempotency-Key", "in": "header", "required": True, "example": "till-1-2026-000123",
            "description": "1 to 255 visible ASCII characters, new for each new request of a source.",
            "schema": {"type": "string", "minLength": 1, "maxLength": 255, "pattern": "^[!-~]+$"},
        })  # fmt: skip
    if route.seen:
        found += _SEEN
    if "limit" in doc.query:
        how_many: Json = {"type": "integer", "minimum": 1, "maximum": 200, "default": 50}
        found.append({"name": "limit", "in": "query", "required": False, "schema": how_many, "description": "How many on a page."})
    if "branch" in doc.query:
        found.append({"name": "branch", "in": "query", "required": False, "schema": {"type": "string"}, "description": "At which branch."})
    if "channel" in doc.query:
        through = {"type": "string", "enum": list(CHANNELS), "default": "web"}
        found.append({"name": "channel", "in": "query", "required": False, "schema": through, "description": "Through which channel."})
    if "cursor" in doc.query:
        found.append({
            "name": "cursor", "in": "query", "required": False,
            "schema": {"type": "string", "minLength": 13, "maxLength": 400, "pattern": "^[A-Za-z0-9_-]+$"},
            "description": "`next` of the page before.",
        })  # fmt: skip
    return found + [QUERIES[name] for name in doc.query if name not in ("limit", "cursor")]


_SEEN: Final[list[Json]] = [
    {
        "name": "If-Match", "in": "header", "required": False, "schema": {"type": "string", "pattern": '^"[1-9][0-9]{0,14}"$'},
        "description": "The ETag of the revision that was seen.", "example": '"1"',
    },
    {
        "name": "If-None-Match", "in": "header", "required": False, "schema": {"const": "*", "type": "string"},
        "description": "`*`: there must be none yet. One of the two is needed.",
    },
]  # fmt: skip


def _responses(route: Route, doc: Doc, schemas: _Schemas) -> Json:
    status = "201" if route.keyed else "200"
    answer: Json = {
        "description": doc.summary,
        "content": {"application/json": {"schema": schemas.reference(TypeAdapter(doc.answer), "serialization")}},
    }
    if route.takes == "ndjson":
        schemas.reference(TypeAdapter(doc.answer), "serialization")
        answer = {"description": "A `BulkResult` a line.", "content": {"application/x-ndjson": {"schema": {"type": "string"}}}}
    if route.keyed:
        answer["headers"] = {
            "Idempotency-Replayed": {"schema": {"const": "true", "type": "string"}, "description": "This is the first answer, again."}
        }
    if route.template in LINKS:
        answer["links"] = {
            operation: {"operationId": operation, "parameters": {parameter: f"$response.body#/{field}"}}
            for operation, parameter, field in LINKS[route.template]
        }
    by_status: dict[int, list[str]] = {}
    for code in sorted({*doc.codes, *refusals_of(route)}):
        by_status.setdefault(PROBLEMS[code][0], []).append(code)
    problems = {
        str(number): {
            "description": "; ".join(f"`{code}`: {_english(code)}" for code in codes),
            "content": {"application/problem+json": {"schema": {"$ref": _REF.format(model="ProblemOut")}}},
        }
        for number, codes in sorted(by_status.items())
    }
    return {status: answer, **problems}


def refusals_of(route: Route) -> set[str]:
    """What any route of that sort can refuse."""
    codes = {"malformed", "method_not_allowed", *CIRCUMSTANCES} - {"not_ready", "too_many_tries"}
    if route.scope:
        codes |= {"not_signed_in", "not_allowed"} | ({"forged_request"} if route.method != "GET" else set())
    if route.takes != "nothing":
        codes |= {"unsupported_media_type", "body_too_large", "duplicate_key", "amount_out_of_range"}
    if route.seen:
        codes |= {"draft_seen_missing"}
    if route.keyed:
        codes |= {"key_missing", "key_reused", "erased", "not_yourself"}
    if route.method == "GET" and route.scope:
        codes |= {"bad_cursor"}
    return codes


def _english(code: str) -> str:
    """The refusal's own sentence, its title where the class is a door's."""
    found = REFUSALS.get(code)
    return found.sentence if found else PROBLEMS[code][1]
