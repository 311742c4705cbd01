"""A receipt's reasons and a program's sentences, Dutch and English."""

from typing import Any, Final

from pydantic_core import to_json

from zegel.decide.document import Document, read
from zegel.decide.effect_words import Teller
from zegel.decide.explain import explain
from zegel.flows.facts import Shelf
from zegel.ledger.accounts import AVAILABLE
from zegel.program.compile import Compiled
from zegel.program.sentences import sentences as said_by

Json = dict[str, Any]


Lines = tuple[list[str], list[str]]
"""The same lines in Dutch and English."""

REMEMBERED: Final = 20_000


class Shortly:
    """One program version's short lines. What tills hear all day, "+2 points: 1 point per full euro", is worded once."""

    def __init__(self, compiled: Compiled) -> None:
        self._compiled = compiled
        # Words with variables in them ("because you have been coming here for {years} years") depend on more than the effect.
        self._plain = {rule.id for rule in compiled.rules if "{" not in rule.why.nl + rule.why.en}
        self._known: dict[tuple[object, ...], Lines] = {}

    def lines(self, body: Json) -> Lines:
        """Every effect of a receipt."""
        nl: list[str] = []
        en: list[str] = []
        for effect in body["effects"]:
            key = self._key(body, effect)
            found = None if key is None else self._known.get(key)
            if found is None:
                found = self._said(body, effect)
                if key is not None:
                    if len(self._known) >= REMEMBERED:
                        self._known.clear()
                    self._known[key] = found
            nl += found[0]
            en += found[1]
        return nl, en

    def _key(self, body: Json, effect: Json) -> tuple[object, ...] | None:
        """All that the effect's short lines are made of, None where more of the receipt goes into them."""
        kind = effect["effect"]
        if kind == "earn":
            return self._earn_key(body, effect)
        if kind in ("discount", "free items"):
            rule = effect["rule"]
            return (kind, rule, sum(effect["shares"])) if rule in self._plain else None
        return (to_json(effect),)

    def _earn_key(self, body: Json, effect: Json) -> tuple[object, ...] | None:
        """Of an earning: rules and counts, the two dates, how far the stamp card is."""
        parts = [part for rule_count in effect["parts"] for part in rule_count]
        if not self._plain.issuperset(parts[::2]):
            return None
        unit = effect["unit"]
        have = next((count for u, account, count in body["balances"] if u == unit and account == AVAILABLE), None)
        wait = effect["available_at"] if effect["available_at"] > body["happened_at"] else 0
        return (unit, effect["count"], *parts, wait, effect["expires_at"], have)

    def _said(self, body: Json, effect: Json) -> Lines:
        said = list(Teller(self._compiled, Document(body, None)).say(effect))
        return [one.short.nl for one in said], [one.short.en for one in said]


_SHORTLY: dict[bytes, Shortly] = {}


def explanation(shelf: Shelf, body: Json) -> Json:
    """What happened and why, in short: a line for each rule that gave something, and for everything that moved."""
    if not body["effects"]:
        return {"nl": [], "en": []}
    digest = bytes.fromhex(body["program"])
    shortly = _SHORTLY.get(digest)
    if shortly is None:
        shortly = _SHORTLY[digest] = Shortly(shelf.by_digest(digest))
    nl, en = shortly.lines(body)
    return {"nl": nl, "en": en}


def long_explanation(shelf: Shelf, document: bytes) -> list[Json]:
    """Everything that happened, and every rule that was looked at and did not apply, with what would have made it."""
    found = read(document)
    compiled = shelf.by_digest(bytes.fromhex(found.body["program"]))
    return [
        {
            "rule": e.rule or None, "kind": e.kind, "applied": e.applied, "short": {"nl": e.short.nl, "en": e.short.en},
            "full": {"nl": e.full.nl, "en": e.full.en}, "would": {"nl": e.would.nl, "en": e.would.en} if e.would.nl else None,
        }
        for e in explain(compiled, found)
    ]  # fmt: skip


def sentences(compiled: Compiled) -> list[Json]:
    """Every rule and setting of the program as a sentence."""
    return [{"path": s.path, "nl": s.nl, "en": s.en} for s in said_by(compiled.program, full=True)]
