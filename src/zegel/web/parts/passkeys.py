"""What passkeys need on every page that has them: which house it is to a browser, the question that it signs, and its answer."""

from typing import Final

from pydantic_core import from_json, to_json

from zegel.access.factors import Challenge, Site
from zegel.core.refusals import Malformed
from zegel.web.parts.asked import Asked, Bytes
from zegel.web.parts.headers import NOT_KEPT

MOST_ANSWER: Final = 20_000
"""Characters of what a browser signs with a passkey."""


def site_of(asked: Asked, name: str) -> Site:
    """The house as browsers know it: passkeys are made for that and for nothing else."""
    name_only = asked.host.rpartition(":")[0] if asked.host.rpartition(":")[2].isdigit() and ":" in asked.host else asked.host
    return Site(name_only, f"{'https' if asked.secure else 'http'}://{asked.host}", name)


def challenged(challenge: Challenge) -> Bytes:
    """The question for a browser, with the id that comes back with its answer."""
    body = to_json({"id": challenge.id, "options": challenge.options})
    return Bytes(body, "application/json", headers=tuple((name.decode(), text.decode()) for name, text in NOT_KEPT))


def answered(asked: Asked, before: str = "") -> tuple[str, dict[str, object]]:
    """Which question it was, and what the browser signed; refuses `malformed`. `before`: what the names of the two fields begin with."""
    try:
        found = from_json(asked.text(f"{before}answer", MOST_ANSWER))
    except ValueError:
        found = None
    if not isinstance(found, dict):
        raise Malformed("answer: what the browser signed", field="answer")
    return asked.text(f"{before}challenge", 200), found
