"""What schemathesis cannot know from the document. Touches valid requests only: an invalid one stays as it was made.

JSON Schema calls 10.0 a whole number; Zegel refuses it on purpose (reliability.md T4). A branch and a cursor are words of the server's.
"""

from typing import Any

import schemathesis


@schemathesis.serializer("application/x-ndjson")  # type: ignore[untyped-decorator]  # schemathesis' own
def ndjson(_context: Any, text: Any) -> bytes:
    return text if isinstance(text, bytes) else str(text).encode("utf-8", "surrogatepass")


def whole(value: Any) -> Any:
    """`value` with 10.0 as 10."""
    if isinstance(value, dict):
        return {name: whole(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [whole(inner) for inner in value]
    return int(value) if isinstance(value, float) and value.is_integer() else value


def printable(value: Any) -> Any:
    """`value` without the characters that no text may hold, which a schema of an open document cannot say."""
    if isinstance(value, dict):
        return {printable(name): printable(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [printable(inner) for inner in value]
    return "".join(c for c in value if c.isprintable()) if isinstance(value, str) else value


@schemathesis.hook
def before_call(_context: Any, case: Any, _kwargs: Any) -> None:
    """Make a valid request one that a shop would send."""
    if case.meta is None or not case.meta.generation.mode.is_positive:
        return
    if isinstance(case.query, dict):
        case.query.pop("cursor", None)
    if not isinstance(case.body, dict):
        return
    case.body = whole(case.body)
    for part in ("program", "told", "stories", "articles"):
        if part in case.body:
            case.body[part] = printable(case.body[part])
    if "branch" in case.body or "lines" in case.body:
        case.body["branch"] = "dorpsstraat"
    if case.body.get("home_branch"):
        case.body["home_branch"] = "dorpsstraat"
    if case.body.pop("fields", None):  # the program asks for none
        case.body["name"] = "Anna"
    if isinstance(case.body.get("identifier"), dict) and case.body["identifier"].get("kind") == "card" and "lines" in case.body:
        case.body["identifier"]["value"] = "2620000012345"
