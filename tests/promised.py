"""Every refusal that an API route answers stands in the OpenAPI document at that route: the tests' client holds each answer to it."""

import json
import re
from functools import cache


@cache
def _routes() -> tuple[tuple[str, re.Pattern[str], str, frozenset[str]], ...]:
    """Method, the path as a pattern, how the route is called, and the codes that the document promises; exact paths first."""
    from zegel.api.documented import DOCS
    from zegel.api.openapi import refusals_of
    from zegel.api.table import ROUTES

    found = []
    for one in ROUTES:
        path = re.compile(re.sub(r"{\w+}", "[^/]+", one.path))
        found.append((one.method, path, one.template, frozenset((*DOCS[one.template].codes, *refusals_of(one)))))
    return tuple(sorted(found, key=lambda one: one[1].pattern.count("[^/]+")))


def undocumented(method: str, path: str, kind: str, body: bytes) -> str:
    """What a route answered without having said that it may, in a line; "" where all is as promised, or it is no route of the API."""
    if kind != "application/problem+json":
        return ""
    for of, pattern, template, codes in _routes():
        if of == method and pattern.fullmatch(path):
            code = json.loads(body)["code"]
            return "" if code in codes else f"{template} answered {code}, which its documentation does not name"
    return ""
