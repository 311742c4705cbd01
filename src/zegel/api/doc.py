"""A route in words, as the OpenAPI document says it."""

from typing import Any

from pydantic import TypeAdapter

from zegel.core.value import value

Json = dict[str, Any]


@value
class Doc:
    """A route in words: `body` and `answer` are the schemas, `example` is a body that works with the bakery of the tutorial.

    `codes` are the refusals that belong to the route itself; those of every route are added.
    """

    tag: str
    summary: str
    nl: str
    says: str
    answer: type
    codes: tuple[str, ...] = ()
    body: TypeAdapter[Any] | None = None
    example: Json | None = None
    query: tuple[str, ...] = ()
